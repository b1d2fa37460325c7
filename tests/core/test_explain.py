"""What explanations claim is so: moves are legal, cost what they say, and the sentences name the right units."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings

sys.path.insert(0, str(Path(__file__).parent))
from choice_cases import ward
from khu_pho_mapper.core.model.errors import CanceledError
from khu_pho_mapper.core.model.run import RunControl
from khu_pho_mapper.core.proposal.explain.explanation import explain
from khu_pho_mapper.core.proposal.explain.moves import Blocked, Situation
from khu_pho_mapper.core.proposal.explain.naming import Names
from khu_pho_mapper.core.proposal.plan import Effort, Plan, Settings, Weights
from khu_pho_mapper.core.proposal.problem import NONE
from khu_pho_mapper.core.proposal.rules import Rules
from khu_pho_mapper.core.proposal.scores import plan_cost, score
from khu_pho_mapper.core.proposal.solve import solve
from proposal_cases import contiguous, grid
from test_explain_terms import plans

WEIGHTS = Weights()


def plan_of(problem, labels):
    labels = np.array(labels)
    scores = score(problem, labels, WEIGHTS)
    return Plan(labels, scores, scores.below_minimum == 0)


def told(problem, labels, **options):
    """All sentences of each khu phố as one English text."""
    return [" ".join(map(str, one.sentences)) for one in explain(problem, plan_of(problem, labels), **options)]


def moved(labels, move):
    other = np.array(labels)
    other[move.unit] = move.into
    return other


@given(plans())
@settings(max_examples=50, deadline=None)
def test_what_a_move_claims_is_the_difference_of_two_scores(plan):
    problem, labels = plan
    situation = Situation(problem, labels, WEIGHTS)
    before, cost = score(problem, labels, WEIGHTS), plan_cost(problem, labels, WEIGHTS)
    for move in (move for own in situation.moves for move in own):
        other = moved(labels, move)
        if move.blocked is not None:
            continue
        after = score(problem, other, WEIGHTS)
        assert contiguous(problem, other)
        assert after.below_minimum <= before.below_minimum
        assert after.neighborhoods == before.neighborhoods
        assert move.terms.total == pytest.approx(plan_cost(problem, other, WEIGHTS) - cost, rel=1e-6, abs=1e-6)
        assert move.effects.boundary_m == pytest.approx(after.inner_boundary_m - before.inner_boundary_m, abs=1e-6)
        for name in ("households_moved", "beats_cut", "militia_cut"):
            assert getattr(move.effects, name) == (getattr(after, name) or 0) - (getattr(before, name) or 0)
        change = (after.compactness - before.compactness) * before.neighborhoods / 2.0
        assert move.effects.compactness == pytest.approx(change, abs=1e-6)


@given(plans())
@settings(max_examples=50, deadline=None)
def test_a_blocked_move_breaks_what_it_is_said_to_break(plan):
    problem, labels = plan
    before = score(problem, labels, WEIGHTS)
    for move in (move for own in Situation(problem, labels, WEIGHTS).moves for move in own):
        other = moved(labels, move)
        if move.blocked is Blocked.PIECES:
            assert not contiguous(problem, other)
        elif move.blocked is Blocked.MINIMUM:
            left = int(problem.households[other == move.home].sum())
            assert left < problem.minimum <= int(problem.households[labels == move.home].sum())
        elif move.blocked is Blocked.ONLY_UNIT:
            assert score(problem, other, WEIGHTS).neighborhoods == before.neighborhoods - 1


def test_the_next_best_is_the_cheapest_of_all_legal_moves():
    problem = ward(2, 6, 5)
    plan = solve(problem, Settings(effort=Effort.QUICK))
    found = explain(problem, plan)
    assert [one.neighborhood for one in found] == list(range(plan.scores.neighborhoods))
    some = 0
    for one in found:
        costs = {}
        for u, v in [*map(tuple, problem.edges.tolist()), *map(tuple, problem.edges[:, ::-1].tolist())]:
            if plan.labels[u] == one.neighborhood != plan.labels[v]:
                other = plan.labels.copy()
                other[u] = plan.labels[v]
                loads = np.bincount(other, problem.households)
                if contiguous(problem, other) and loads.min() >= problem.minimum:
                    costs[u, int(other[u])] = plan_cost(problem, other, WEIGHTS)
        (sentence,) = map(str, one.next_best)
        if not costs:
            assert sentence.startswith("No unit at its border can go")
            continue
        some += 1
        (unit, into), cheapest = min(costs.items(), key=lambda pair: pair[1])
        assert one.moves[0].terms.total == pytest.approx(cheapest - plan_cost(problem, plan.labels, WEIGHTS))
        assert f"unit {problem.ids[unit]} ({problem.households[unit]} households) to Khu phố {into + 1}." in sentence
    assert some > 0


def test_says_what_a_khu_pho_is_made_of_and_continues():
    problem = grid(
        4, 1, [300, 300, 200, 400], 500, ids=["A", "B", "C", "D"], old=[0, 0, 1, 1],
        names={"old": ("Khu phố Đông", "Khu phố Tây")},
    )  # fmt: skip
    first, second = told(problem, [0, 0, 1, 1])
    assert "Khu phố 1 is made of 2 units with 600 households, 120 % of the minimum of 500: A, B." in first
    assert "It takes over all of the old Khu phố Đông (600 households)." in first
    assert "Khu phố Tây (600 households)" in second
    first, second = told(problem, [0, 1, 1, 1])
    assert "It takes 300 households (50 %) of the old Khu phố Đông, which continues in the new Khu phố 1." in second
    assert "It continues the old Khu phố Đông: 300 of its 600 households (50 %)" in first
    assert "It lacks 200 households to the minimum." in first


def test_units_are_called_by_their_names_where_these_are_clear():
    problem = grid(4, 1, 300, 500, ids=["A", "B", "C", "D"])
    names = ["Tổ 1", "Tổ 2", "Tổ 2", None]
    first, second = told(problem, [0, 0, 1, 1], unit_names=names, neighborhoods=["Khu phố Bắc", "Khu phố Nam"])
    assert first.startswith("Khu phố Bắc is made of 2 units")
    assert ": Tổ 1, Tổ 2 (B)." in first
    assert ": D, Tổ 2 (C)." in second
    assert Names(problem, ["x"], names).unit(0) == "Tổ 1"


def test_missing_households_are_told():
    problem = grid(3, 1, [300, 0, 300], 500, ids=["A", "B", "C"], known=[True, False, True])
    (text,) = told(problem, [0, 0, 0])
    assert "1 of its units have no number of households and count as 0: B." in text


def test_an_apartment_building_is_a_khu_pho_of_its_own():
    problem = grid(3, 1, [900, 300, 300], 500, ids=["A1", "B", "C"])
    first, _ = told(problem, [0, 1, 1])
    assert "Khu phố 1 is unit A1 alone with 900 households, 180 % of the minimum of 500." in first
    assert "Unit A1 reaches the minimum by itself" in first
    assert first.endswith("No unit at its border can go to another khu phố: it has one unit only.")


def test_dead_ends_barriers_islands_and_small_wards():
    dead_end = grid(3, 1, [200, 500, 600], 500, ids=["A", "B", "C"])
    assert "Unit A has a common border with B only and too few households to be alone." in told(dead_end, [0, 0, 1])[0]
    canal = grid(2, 2, [250, 250, 300, 300], 500, ids=["A", "B", "C", "D"])
    barrier = np.where(canal.edges[:, 1] - canal.edges[:, 0] == 2, 1.0, 0.0)
    first, _ = told(replace(canal, barrier=barrier), [0, 0, 1, 1])
    assert (
        "These units touch other khu phố only across a barrier, so they stay with those on their own side: A, B."
        in first
    )
    assert "barrier" not in told(canal, [0, 0, 1, 1])[0]
    island = replace(dead_end, edges=dead_end.edges[:1], shared_m=dead_end.shared_m[:1], barrier=dead_end.barrier[:1])
    assert "no common border with the rest of the ward" in told(island, [0, 0, 1])[0]
    (whole,) = told(grid(3, 1, 200, 500), [0, 0, 0])
    assert "Two khu phố would need 1000 households; all units of the ward together have 600." in whole


def test_units_that_are_needed_and_neighbors_that_can_give_none():
    problem = grid(4, 1, [300, 250, 260, 300], 500, ids=["A", "B", "C", "D"])
    first, second = told(problem, [0, 0, 1, 1])
    assert "Without unit B (250 households) it would fall to 300, below the minimum of 500." in first
    assert "It can take over no unit of Khu phố 2, which would fall below the minimum or into pieces." in first
    assert "No unit at its border can go to another khu phố: 1 would leave it below the minimum." in second
    wide = grid(2, 2, [260, 270, 300, 300], 500)
    assert "It has only 30 households above the minimum" in told(wide, [0, 0, 1, 1])[0]
    loose = grid(6, 1, [600, 300, 600, 600, 600, 600], 500)
    assert "fall into pieces: 0000001" not in told(loose, [0, 0, 0, 1, 1, 1])[0]
    bridge = grid(3, 2, [600, 100, 600, 600, 600, 600], 500)
    assert "Without any of these units it would fall into pieces: 0000001." in told(bridge, [0, 0, 0, 1, 1, 1])[0]


def test_beats_and_militia_areas():
    problem = grid(4, 1, 300, 500, beat=[0, 0, 1, 2], militia=[0, 0, 0, NONE])
    names = {"beat": ("CS1", "CS2", "CS3"), "militia": ("KĐ1",)}
    first, second = told(problem, [0, 0, 1, 1], group_names=names)
    assert "Its units are exactly those of police beat CS1." in first
    assert "All of its units lie in militia area KĐ1." in first
    assert "50 % of its households lie in police beat CS2, the others in CS3 (50 %)." in second
    assert "50 % of its households lie in militia area KĐ1, the others in none." in second
    assert "police" not in told(grid(4, 1, 300, 500), [0, 0, 1, 1])[0]
    assert (
        "None of its units lies in a police beat."
        in told(replace(problem, beat=np.array([0, 0, -1, -1])), [0, 0, 1, 1])[1]
    )


def test_rules_that_the_user_set_are_given_as_the_reason():
    problem = grid(4, 1, 400, 500, ids=["A", "B", "C", "D"], current=[0, 0, 1, 1], names={"current": ("KP1", "KP2")})
    tied = told(problem, [0, 0, 0, 1], rules=Rules(together=(("B", "C"),)))[0]
    assert "Rules that you set hold these units here: B, C." in tied
    assert "Unit C (400 households)" not in tied
    free = told(problem, [0, 0, 0, 1])[0]
    assert "Unit C (400 households) could go to Khu phố 2." in free
    frozen = explain(problem, plan_of(problem, [0, 0, 1, 1]), rules=Rules(frozen=frozenset({"KP1"})))
    assert all(not one.moves for one in frozen)
    assert "hold these units here: A, B." in " ".join(map(str, frozen[0].sentences))
    walls = Rules(barrier_limit=0.5)
    barrier = np.array([0.0, 1.0, 0.0])
    behind = explain(replace(problem, barrier=barrier), plan_of(problem, [0, 0, 1, 1]), rules=walls)
    assert [one.next_best for one in behind] == [(), ()]


def test_a_plan_of_no_units_and_a_canceled_run():
    problem = grid(2, 1, 300, 500)
    assert len(explain(problem, plan_of(problem, [0, 0]))) == 1
    with pytest.raises(CanceledError):
        explain(problem, plan_of(problem, [0, 0]), control=RunControl(is_canceled=lambda: True))
