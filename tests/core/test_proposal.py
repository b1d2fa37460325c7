"""The engine as its users see it: every unit once, contiguous, at the minimum, the same for the same seed."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from khu_pho_mapper.core.model.errors import CanceledError
from khu_pho_mapper.core.model.run import RunControl
from khu_pho_mapper.core.proposal.city import propose
from khu_pho_mapper.core.proposal.parts import split_parts
from khu_pho_mapper.core.proposal.plan import Effort, Goal, Settings, Weights
from khu_pho_mapper.core.proposal.problem import Problem, default_count
from khu_pho_mapper.core.proposal.scores import score
from khu_pho_mapper.core.proposal.solve import solve
from proposal_cases import contiguous, grid, legal_counts, small_problems

QUICK = Settings(effort=Effort.QUICK)


@given(small_problems(12))
@settings(max_examples=60, deadline=None)
def test_every_unit_once_and_contiguous(problem):
    plan = solve(problem, QUICK)
    assert plan.labels.shape == (problem.size,)
    assert sorted(set(plan.labels.tolist())) == list(range(plan.scores.neighborhoods))
    assert contiguous(problem, plan.labels)
    assert plan.scores.not_contiguous == 0


@given(small_problems(12))
@settings(max_examples=60, deadline=None)
def test_only_parts_below_the_minimum_miss_it(problem):
    plan = solve(problem, QUICK)
    hopeless = [part for part in split_parts(problem) if part.total < problem.minimum]
    assert plan.scores.below_minimum == len(hopeless)
    assert plan.meets_minimum == (not hopeless)
    told = 1 if problem.total < problem.minimum else len(hopeless)  # a ward that is short as a whole is told once
    assert len([r for r in plan.reasons if "fewer" in r.template]) == told


@given(small_problems(8), st.integers(1, 4))
@settings(max_examples=80, deadline=None)
def test_finds_the_count_wherever_brute_force_finds_it(problem, count):
    legal = legal_counts(problem)
    plan = solve(problem.with_count(count), QUICK)
    if count in legal:
        assert plan.scores.neighborhoods == count
        assert plan.meets_minimum


@given(small_problems(8))
@settings(max_examples=60, deadline=None)
def test_most_means_as_many_as_brute_force_finds(problem):
    legal = legal_counts(problem)
    plan = solve(problem, Settings(effort=Effort.QUICK, goal=Goal.MOST))
    if legal:
        assert plan.scores.neighborhoods == max(legal)


@given(st.randoms(use_true_random=False), st.integers(0, 3))
@settings(max_examples=10, deadline=None)
def test_same_plan_in_any_order_of_units(random, seed):
    households = [random.randint(20, 120) for _ in range(30)]
    problem = grid(6, 5, households, 300, ids=[f"T{i:02d}" for i in range(30)])
    order = list(range(30))
    random.shuffle(order)
    place = np.empty(30, dtype=int)
    place[order] = range(30)
    mixed = Problem.from_arrays(
        problem.households[order],
        place[problem.edges][::-1, ::-1],
        problem.shared_m[::-1],
        problem.area_m2[order],
        problem.perimeter_m[order],
        problem.x[order],
        problem.y[order],
        minimum=300,
        ids=[problem.ids[i] for i in order],
    )
    asked = Settings(seed=seed, effort=Effort.QUICK)
    assert solve(problem, asked).labels.tolist() == solve(mixed, asked).labels.tolist()


def test_a_ward_does_not_depend_on_the_others():
    wards = [replace(grid(6, 6, 60 + i, 300), ward=f"W{i}") for i in range(3)]
    together = propose(wards, QUICK).plans
    backwards = propose(wards[::-1], QUICK).plans[::-1]
    for ward, plan, other in zip(wards, together, backwards):
        assert plan.labels.tolist() == other.labels.tolist() == solve(ward, QUICK).labels.tolist()


def test_usual_count_is_households_by_the_target():
    problem = grid(8, 8, 90, 500)
    assert default_count(problem) == 10
    assert solve(problem, QUICK).scores.neighborhoods == 10


def test_empty_problem_and_single_unit():
    empty = Problem.from_arrays([], [], [], [], [], [], [], minimum=500)
    assert solve(empty).labels.tolist() == []
    single = Problem.from_arrays([600], [], [], [10], [20], [0], [0], minimum=500)
    plan = solve(single)
    assert plan.labels.tolist() == [0]
    assert plan.meets_minimum
    assert plan.reasons == ()


def test_units_without_neighbors_stand_alone_with_reasons():
    problem = Problem.from_arrays(
        [600, 100, 700], [], [], [10] * 3, [20] * 3, range(3), range(3), minimum=500, ids=["A", "B", "C"]
    )
    plan = solve(problem)
    assert sorted(plan.labels.tolist()) == [0, 1, 2]
    assert not plan.meets_minimum
    short, bridge, exemption = plan.reasons
    assert (short.values["unit"], short.values["missing"]) == ("B", 400)
    assert (bridge.values["near"], bridge.values["far"], bridge.values["distance"]) == ("B", "A", 1)
    assert exemption.values["unit"] == "B"


def test_ward_below_the_minimum_is_one_neighborhood_with_a_reason():
    plan = solve(grid(3, 3, 50, 500, ward="27301"))
    assert plan.scores.neighborhoods == 1
    assert not plan.meets_minimum
    assert "27301" in str(plan.reasons[0])
    assert "450" in str(plan.reasons[0])


def test_missing_households_count_as_zero_and_are_assigned():
    known = [True] * 15 + [False]
    plan = solve(grid(4, 4, [100] * 15 + [0], 500, known=known))
    assert plan.meets_minimum
    assert plan.scores.neighborhoods == 3
    assert any(reason.values.get("number") == 1 for reason in plan.reasons)


def test_too_high_a_count_is_lowered_with_a_reason():
    plan = solve(grid(4, 4, 100, 500, count=9))
    assert plan.scores.neighborhoods <= 3
    assert plan.meets_minimum
    assert plan.reasons[0].values["bound"] == 3


def test_tall_building_may_stand_alone():
    households = [90] * 36
    households[14] = 900
    problem = grid(6, 6, households, 500)
    plan = solve(problem, Settings(effort=Effort.NORMAL))
    mates = np.flatnonzero(plan.labels == plan.labels[14])
    assert mates.tolist() == [14]
    assert plan.meets_minimum


def test_maximum_is_kept_where_it_can_be():
    plan = solve(grid(6, 6, 100, 500, maximum=700))
    assert plan.meets_minimum
    assert plan.scores.largest <= 700


def test_old_neighborhoods_are_kept_together():
    old = [(i % 6 + 1) // 2 for i in range(36)]
    problem = grid(6, 6, 60, 300, old=old, count=4)
    apart = solve(problem, Settings(weights=Weights(stability=0.0)))
    together = solve(problem, Settings(weights=Weights(stability=3.0)))
    assert together.scores.kept_share > apart.scores.kept_share
    assert together.scores.kept_share >= 0.9


def test_barrier_is_not_crossed_where_there_is_a_choice():
    problem = grid(6, 6, 60, 300, count=4)
    barrier = [1.0 if (u % 6 == 1 and v % 6 == 2) else 0.0 for u, v in problem.edges.tolist()]
    plan = solve(replace(problem, barrier=np.array(barrier)))
    assert plan.scores.barriers_crossed == 0


def test_cancel_stops_the_run():
    asked = []

    def canceled() -> bool:
        asked.append(time.monotonic())
        return len(asked) > 20

    with pytest.raises(CanceledError):
        solve(grid(20, 20, 90, 500), Settings(effort=Effort.THOROUGH), RunControl(is_canceled=canceled))
    assert np.diff(asked).max() < 1.0


@pytest.mark.parametrize("seconds", [0.0, 0.2])
def test_time_limit_still_gives_whole_plans(seconds):
    wards = [replace(grid(12, 12, 90, 500), ward=f"W{i}") for i in range(5)]
    control = RunControl(deadline=time.monotonic() + seconds)
    result = propose(wards, Settings(effort=Effort.THOROUGH), control)
    assert result.cut_off
    for ward, plan in zip(wards, result.plans):
        assert contiguous(ward, plan.labels)
        assert plan.meets_minimum


def test_progress_rises_to_one():
    seen = []
    propose([grid(6, 6, 90, 500)] * 3, QUICK, RunControl(on_progress=seen.append))
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


def test_scores_are_counted_from_the_labels():
    problem = grid(4, 1, [10, 20, 30, 40], 40, old=[0, 0, 1, 1])
    scores = score(problem, np.array([0, 0, 0, 1]), Settings().weights)
    assert (scores.neighborhoods, scores.smallest, scores.largest) == (2, 40, 60)
    assert scores.below_minimum == 0
    assert scores.inner_boundary_m == 100.0
    assert scores.kept_share == pytest.approx((30 + 40) / 100)
    assert scores.households_moved == 30
    pp_bar, pp_square = 4 * np.pi * 30_000 / 800**2, 4 * np.pi * 10_000 / 400**2
    assert scores.compactness == pytest.approx((pp_bar + pp_square) / 2)
