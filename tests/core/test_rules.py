"""Hard rules: each is kept, or refused with a sentence that names the units."""

from __future__ import annotations

import sys
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from khu_pho_mapper.core.model.errors import KhuPhoError
from khu_pho_mapper.core.proposal.city import propose
from khu_pho_mapper.core.proposal.parts import connected_parts
from khu_pho_mapper.core.proposal.plan import Effort, Settings
from khu_pho_mapper.core.proposal.problem import Problem
from khu_pho_mapper.core.proposal.rules import Rules, apply_rules, nearest_labels
from khu_pho_mapper.core.proposal.rules_contract import contract
from khu_pho_mapper.core.proposal.rules_propose import propose_with_rules
from khu_pho_mapper.core.proposal.scores import score
from khu_pho_mapper.core.proposal.solve import solve
from proposal_cases import contiguous, counts_where, grid, small_problems

QUICK = Settings(effort=Effort.QUICK)
WIDE = 6
"""Columns of the grid of the known cases: 6 x 4 units of 100 households, T00 to T23 in rows."""


def ward(minimum=300, **extra) -> Problem:
    return grid(WIDE, 4, 100, minimum, ids=[f"T{i:02d}" for i in range(24)], **extra)


def ruled(problem, rules, asked=QUICK):
    """The plan of one problem under its rules."""
    return propose_with_rules([problem], [rules], asked).result.plans[0]


def with_labels(problem, labels, column="current"):
    """The problem whose units have the present neighborhoods "N0", "N1", …"""
    names = tuple(f"N{i}" for i in range(int(max(labels)) + 1))
    return replace(problem, names={column: names}, **{column: np.array(labels)})


def ids(problem, units):
    return tuple(problem.ids[unit] for unit in units)


def test_without_rules_the_plan_is_that_of_the_engine():
    problems = [ward(), replace(ward(250), ward="W2")]
    plain = propose(problems, QUICK)
    found = propose_with_rules(problems, [Rules(), Rules()], QUICK).result
    assert [plan.labels.tolist() for plan in found.plans] == [plan.labels.tolist() for plan in plain.plans]
    assert [plan.scores for plan in found.plans] == [plan.scores for plan in plain.plans]


@given(small_problems(9), st.data())
@settings(max_examples=60, deadline=None)
def test_units_stay_together_or_the_reason_names_them(problem, data):
    assume(problem.size >= 2)
    some = st.lists(st.sampled_from(range(problem.size)), min_size=2, max_size=3, unique=True)
    groups = data.draw(st.lists(some, min_size=1, max_size=3))
    rules = Rules(together=tuple(ids(problem, group) for group in groups))
    parts = connected_parts(problem.size, problem.edges)
    hopeless = [group for group in groups if len(set(parts[group])) > 1]
    if hopeless:
        with pytest.raises(KhuPhoError) as caught:
            ruled(problem, rules)
        assert any(caught.value.message.values["first"] in ids(problem, group) for group in hopeless)
        return
    plan = ruled(problem, rules)
    assert contiguous(problem, plan.labels)
    assert all(len(set(plan.labels[group])) == 1 for group in groups)


@given(small_problems(8), st.data())
@settings(max_examples=120, deadline=None)
def test_units_are_kept_apart_wherever_brute_force_can(problem, data):
    assume(problem.size >= 2)
    pairs = data.draw(st.lists(st.sampled_from(list(combinations(range(problem.size), 2))), min_size=1, max_size=3))
    plan = ruled(problem, Rules(apart=tuple(ids(problem, pair) for pair in pairs)))
    assert contiguous(problem, plan.labels)
    broken = [pair for pair in pairs if plan.labels[pair[0]] == plan.labels[pair[1]]]
    possible = counts_where(problem, lambda mask: not any(mask >> u & 1 and mask >> v & 1 for u, v in pairs))
    if possible:
        assert not broken
        assert plan.meets_minimum
    elif broken:
        told = {(r.values.get("first"), r.values.get("second")) for r in plan.reasons}
        assert {ids(problem, pair) for pair in broken} <= told


@given(small_problems(9), st.data())
@settings(max_examples=60, deadline=None)
def test_locked_units_and_neighborhoods_stay(problem, data):
    assume(problem.size >= 3)
    before = solve(problem, replace(QUICK, seed=7)).labels
    problem = with_labels(problem, before)
    count = int(before.max()) + 1
    frozen = data.draw(st.sets(st.sampled_from(range(count)), max_size=max(1, count // 2)))
    units = data.draw(st.sets(st.sampled_from(range(problem.size)), max_size=3))
    locked = {problem.ids[unit]: f"N{before[unit]}" for unit in units if before[unit] not in frozen}
    rules = Rules(locked=locked, frozen=frozenset(f"N{label}" for label in frozen))
    found = propose_with_rules([problem], [rules], QUICK)
    labels = found.result.plans[0].labels
    assert contiguous(problem, labels)
    for label in frozen:
        own = set(labels[before == label].tolist())
        assert len(own) == 1
        assert np.array_equal(labels == own.pop(), before == label)
    for one, other in combinations(sorted(locked), 2):
        same = labels[problem.ids.index(one)] == labels[problem.ids.index(other)]
        assert same == (locked[one] == locked[other]) or _impossible(problem, rules)
    kept = found.kept[0]
    assert {name for name in kept.values()} == rules.frozen | set(locked.values())
    for unit, name in locked.items():
        assert name in [kept.get(int(labels[problem.ids.index(unit)]))] or _impossible(problem, rules)


def _impossible(problem, rules):
    """Tell whether no legal plan keeps the locked units of what is left apart."""
    reduced = apply_rules(problem, rules)
    pairs = reduced.problem.apart.tolist()
    return not counts_where(reduced.problem, lambda mask: not any(mask >> u & 1 and mask >> v & 1 for u, v in pairs))


@given(small_problems(10), st.data())
@settings(max_examples=60, deadline=None)
def test_whole_beats_are_not_cut_and_beats_within_are_not_mixed(problem, data):
    beat = data.draw(st.lists(st.integers(-1, 2), min_size=problem.size, max_size=problem.size))
    problem = replace(problem, beat=np.array(beat), militia=np.array(beat[::-1]))
    whole = ruled(problem, Rules(whole_beats=True, whole_militia=True)).labels
    for groups in (problem.beat, problem.militia):
        same = (groups[problem.edges[:, 0]] == groups[problem.edges[:, 1]]) & (groups[problem.edges[:, 0]] >= 0)
        assert (whole[problem.edges[same, 0]] == whole[problem.edges[same, 1]]).all()
    within = ruled(problem, Rules(within_beats=True)).labels
    filled = nearest_labels(problem, problem.beat)
    for label in set(within.tolist()):
        assert len(set(filled[within == label].tolist())) == 1
    assert contiguous(problem, whole)
    assert contiguous(problem, within)


@given(small_problems(10), st.data())
@settings(max_examples=60, deadline=None)
def test_neighborhoods_hang_together_without_hard_barriers(problem, data):
    m = len(problem.edges)
    problem = replace(problem, barrier=np.array(data.draw(st.lists(st.floats(0, 1), min_size=m, max_size=m)), float))
    hard = np.array(data.draw(st.lists(st.booleans(), min_size=m, max_size=m)), dtype=bool)
    labels = ruled(problem, Rules(hard_barriers=hard)).labels
    assert contiguous(replace(problem, edges=problem.edges[~hard]), labels)
    labels = ruled(problem, Rules(barrier_limit=0.5)).labels
    assert contiguous(replace(problem, edges=problem.edges[problem.barrier < 0.5]), labels)


@given(st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_contracted_units_cost_what_their_units_cost(random):
    problem = grid(5, 4, [random.randint(0, 90) for _ in range(20)], 200)
    problem = replace(problem, barrier=np.array([random.random() for _ in problem.edges]))
    group = connected_parts(20, problem.edges[[random.random() < 0.2 for _ in problem.edges]])
    small = contract(problem, group, np.ones(len(problem.edges), bool), np.zeros((0, 2), np.int64))
    labels = np.array([random.randint(0, 3) for _ in range(small.size)])
    one, other = score(small, labels, QUICK.weights), score(problem, labels[group], QUICK.weights)
    assert small.ids == tuple(problem.ids[int(np.flatnonzero(group == g)[0])] for g in range(small.size))
    assert (one.smallest, one.largest, one.below_minimum) == (other.smallest, other.largest, other.below_minimum)
    assert one.compactness == pytest.approx(other.compactness)
    assert one.inner_boundary_m == pytest.approx(other.inner_boundary_m)
    assert one.not_contiguous == other.not_contiguous


@given(st.randoms(use_true_random=False))
@settings(max_examples=8, deadline=None)
def test_rules_do_not_depend_on_the_order_of_units(random):
    problem = with_labels(ward(beat=[i // 8 for i in range(24)]), [i % 6 // 2 for i in range(24)])
    order = list(range(24))
    random.shuffle(order)
    place = np.empty(24, dtype=int)
    place[order] = range(24)
    mixed = Problem.from_arrays(
        problem.households[order], place[problem.edges][::-1], problem.shared_m[::-1], problem.area_m2[order],
        problem.perimeter_m[order], problem.x[order], problem.y[order], minimum=300,
        ids=[problem.ids[i] for i in order], beat=problem.beat[order], current=problem.current[order],
        names=problem.names,
    )  # fmt: skip
    rules = Rules(together=(("T02", "T14"),), apart=(("T03", "T09"),), locked={"T05": "N2"}, frozen=frozenset({"N0"}))
    assert ruled(problem, rules).labels.tolist() == ruled(mixed, rules).labels.tolist()


def test_units_between_two_that_stay_together_come_along():
    plan = ruled(ward(), Rules(together=(("T00", "T03"),)))
    assert len(set(plan.labels[[0, 1, 2, 3]])) == 1
    (note,) = [reason for reason in plan.reasons if "between" in reason.template]
    assert note.values["units"] == "T01, T02"


def test_the_full_problem_knows_the_pairs_to_keep_apart():
    found = propose_with_rules([ward()], [Rules(apart=(("T09", "T03"), ("T03", "T09")))], QUICK)
    assert found.problems[0].apart.tolist() == [[3, 9]]


def test_a_beat_in_pieces_is_whole_by_piece_and_told():
    beat = [0 if i in (0, 1, 4, 5) else -1 for i in range(24)]
    plan = ruled(ward(beat=beat), Rules(whole_beats=True))
    assert plan.labels[0] == plan.labels[1]
    assert plan.labels[4] == plan.labels[5]
    (note,) = [reason for reason in plan.reasons if "pieces" in reason.template]
    assert (note.values["first"], note.values["second"]) == ("T00", "T04")


CURRENT = [i % WIDE // 2 for i in range(24)]  # three khu phố N0 to N2 of two columns each
CONTRADICTIONS = {
    "together and apart": (Rules(together=(("T00", "T01"),), apart=(("T00", "T01"),)), ["T00", "T01"]),
    "two locks and together": (
        Rules(together=(("T00", "T05"),), locked={"T00": "N0", "T05": "N2"}),
        ["T00", "T05", "N0", "N2"],
    ),
    "one name and apart": (Rules(apart=(("T00", "T06"),), locked={"T00": "N0", "T06": "N0"}), ["T00", "T06"]),
    "frozen and together": (Rules(together=(("T00", "T02"),), frozen=frozenset({"N0"})), ["T00", "T02", "N0"]),
    "frozen and apart": (Rules(apart=(("T00", "T06"),), frozen=frozenset({"N0"})), ["T00", "T06", "N0"]),
    "locked into frozen": (Rules(locked={"T02": "N0"}, frozen=frozenset({"N0"})), ["T02", "N0"]),
    "shut off by frozen": (Rules(together=(("T00", "T05"),), frozen=frozenset({"N1"})), ["T00", "T05"]),
    "within beats and together": (Rules(together=(("T00", "T05"),), within_beats=True), ["T00", "T05"]),
    "whole beats and apart": (Rules(apart=(("T00", "T06"),), whole_beats=True), ["T00", "T06"]),
    "unknown unit": (Rules(together=(("T00", "T99"),)), ["T99"]),
    "same unit twice": (Rules(apart=(("T00", "T00"),)), ["T00"]),
    "unknown khu phố": (Rules(frozen=frozenset({"N9"})), ["N9"]),
}


@pytest.mark.parametrize("case", CONTRADICTIONS)
def test_contradictions_are_refused_and_name_the_units(case):
    rules, named = CONTRADICTIONS[case]
    problem = with_labels(ward(beat=CURRENT), CURRENT)
    with pytest.raises(KhuPhoError) as caught:
        apply_rules(problem, rules)
    assert all(name in str(caught.value) for name in named), str(caught.value)


def test_units_shut_in_by_locked_neighborhoods_are_told_with_what_to_unlock():
    problem = with_labels(ward(500), [1 if i in (1, 7) or i >= 12 else 2 if i % 6 > 1 else 0 for i in range(24)])
    plan = ruled(problem, Rules(frozen=frozenset({"N1"})))
    assert not plan.meets_minimum
    (reason,) = [reason for reason in plan.reasons if "shut" in reason.template]
    assert reason.values["labels"] == "N1"
    assert (reason.values["units"], reason.values["households"]) == (2, 200)


def test_all_locked_is_the_present_plan_and_says_so():
    problem = with_labels(ward(), CURRENT)
    plan = ruled(problem, Rules(frozen=frozenset({"N0", "N1", "N2"})))
    assert plan.scores.neighborhoods == 3
    assert len({(a, b) for a, b in zip(plan.labels.tolist(), CURRENT)}) == 3
    assert any("All khu phố" in reason.template for reason in plan.reasons)


def test_a_locked_neighborhood_counts_among_those_asked_for():
    problem = with_labels(ward(), CURRENT).with_count(5)
    plan = ruled(problem, Rules(frozen=frozenset({"N0"})))
    assert plan.scores.neighborhoods == 5
    assert plan.reasons == ()


def test_the_maximum_of_the_rules_holds():
    plan = ruled(ward(), Rules(maximum=500))
    assert plan.scores.largest <= 500
    assert plan.scores.below_minimum == 0
