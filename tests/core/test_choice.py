"""Alternatives differ in kind, are legal, and keep what their kind promises; the curve covers the numbers."""

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
from choice_cases import ward
from khu_pho_mapper.core.dossier.alternatives_table import alternatives_table, scores_frame
from khu_pho_mapper.core.model.errors import CanceledError
from khu_pho_mapper.core.model.run import RunControl
from khu_pho_mapper.core.proposal.choice.alternatives import alternatives
from khu_pho_mapper.core.proposal.choice.frontier import count_range, counts_to_try, frontier
from khu_pho_mapper.core.proposal.choice.judging import dominates, outside_main, total_scores
from khu_pho_mapper.core.proposal.choice.kinds import Kind, not_possible
from khu_pho_mapper.core.proposal.city import CityOptions
from khu_pho_mapper.core.proposal.plan import Effort, Settings, Weights
from khu_pho_mapper.core.proposal.problem import NONE, Problem
from khu_pho_mapper.core.proposal.rules import Rules
from khu_pho_mapper.core.proposal.scores import score
from proposal_cases import contiguous, grid, small_problems

QUICK = Settings(effort=Effort.QUICK)


@pytest.fixture(scope="module")
def chosen():
    return alternatives([ward()], QUICK)


def plan_of(found, kind):
    return next(one for one in found if kind in one.kinds).plan


def test_kinds_differ_on_a_ward_whose_groups_are_askew(chosen):
    assert [one.kind for one in chosen] == list(Kind)
    plans = [one.plan.labels.tolist() for one in chosen]
    assert len({tuple(labels) for labels in plans}) == 4


def test_all_are_legal_and_scored_by_the_same_weights(chosen):
    problem = ward()
    for one in chosen:
        assert contiguous(problem, one.plan.labels)
        assert np.bincount(one.plan.labels, problem.households).min() >= problem.minimum
        assert one.plan.scores == score(problem, one.plan.labels, QUICK.weights)
        assert one.total == one.plan.scores


def test_each_kind_keeps_its_promise(chosen):
    problem = ward()
    balanced = plan_of(chosen, Kind.BALANCED)
    assert plan_of(chosen, Kind.LEAST_CHANGE).scores.households_moved == 0  # whole old khu phố can be joined here
    assert balanced.scores.households_moved > 0
    beats = plan_of(chosen, Kind.FOLLOWS_BEATS)
    off = [
        plan.scores.beats_cut + outside_main(plan.labels, problem.beat, problem.households)
        for plan in (beats, balanced)
    ]
    assert off[0] < off[1]
    most = plan_of(chosen, Kind.MOST).scores.neighborhoods
    assert most > balanced.scores.neighborhoods
    assert most == max(one.total.neighborhoods for one in chosen)


@given(small_problems(8), st.lists(st.integers(-1, 3), min_size=16, max_size=16), st.sampled_from([None, 1, 2, 3]))
@settings(max_examples=25, deadline=None)
def test_promises_hold_on_any_small_graph(problem, groups, count):
    n = problem.size
    problem = replace(problem, old=np.array(groups[:n]), beat=np.array(groups[8 : 8 + n]), count=count)
    found = alternatives([problem], QUICK)
    balanced = plan_of(found, Kind.BALANCED)
    for one in found:
        assert contiguous(problem, one.plan.labels)
        assert one.plan.scores.below_minimum <= balanced.scores.below_minimum
        for other in found:
            if other is not one:
                assert not np.array_equal(one.plan.labels, other.plan.labels)
    if not_possible(Kind.LEAST_CHANGE, [problem]) is None:
        least = plan_of(found, Kind.LEAST_CHANGE).scores
        assert least.households_moved <= balanced.scores.households_moved
        assert count is None or least.neighborhoods == balanced.scores.neighborhoods
    assert plan_of(found, Kind.MOST).scores.neighborhoods == max(one.total.neighborhoods for one in found)


@given(st.randoms(use_true_random=False))
@settings(max_examples=3, deadline=None)
def test_same_alternatives_in_any_order_of_units(random):
    problem = ward(3, 6, 5)
    order = list(range(problem.size))
    random.shuffle(order)
    place = np.empty(problem.size, dtype=int)
    place[order] = range(problem.size)
    mixed = Problem.from_arrays(
        problem.households[order], place[problem.edges][::-1, ::-1], problem.shared_m[::-1], problem.area_m2[order],
        problem.perimeter_m[order], problem.x[order], problem.y[order], minimum=problem.minimum,
        ids=[problem.ids[i] for i in order], old=problem.old[order], beat=problem.beat[order],
        militia=problem.militia[order],
    )  # fmt: skip
    one, other = alternatives([problem], QUICK), alternatives([mixed], QUICK)
    assert [(a.kinds, a.plan.labels.tolist()) for a in one] == [(a.kinds, a.plan.labels.tolist()) for a in other]


def test_several_wards_get_their_best_each():
    wards = [ward(1, 6, 5), ward(2, 7, 5, old=[NONE] * 35)]
    found = alternatives(wards, QUICK)
    least, balanced = (next(one for one in found if kind in one.kinds) for kind in (Kind.LEAST_CHANGE, Kind.BALANCED))
    assert len(least.plans) == 2
    assert least.total.households_moved <= balanced.total.households_moved
    assert least.total.neighborhoods == sum(plan.scores.neighborhoods for plan in least.plans)
    alone = alternatives(wards[:1], QUICK)
    assert [plan_of(alone, kind).labels.tolist() for kind in Kind] == [
        plan_of(found, kind).labels.tolist() for kind in Kind
    ]


def test_kinds_without_their_data_are_left_out_with_a_reason():
    problem = ward(old=[NONE] * 63, beat=[NONE] * 63)
    assert {kind for one in alternatives([problem], QUICK) for kind in one.kinds} == {Kind.BALANCED, Kind.MOST}
    assert "khu phố" in str(not_possible(Kind.LEAST_CHANGE, [problem]))
    assert "beats" in str(not_possible(Kind.FOLLOWS_BEATS, [problem]))


def test_equal_plans_are_given_once():
    problem = grid(4, 1, 100, 200, old=[0, 0, 1, 1], beat=[0, 0, 1, 1])
    (only,) = alternatives([problem], QUICK)
    assert only.kinds == tuple(Kind)


def test_dominance_counts_plans_of_the_same_number_only():
    problem = grid(6, 1, 100, 200, old=[0, 0, 1, 1, 2, 2])
    by_two, askew, halves = (
        total_scores([problem], [_Scored(score(problem, np.array(labels), Weights()))])
        for labels in ([0, 0, 1, 1, 2, 2], [0, 1, 1, 1, 2, 2], [0, 0, 0, 1, 1, 1])
    )
    assert dominates(by_two, askew)
    assert not dominates(askew, by_two)
    assert not dominates(halves, by_two)
    assert not dominates(by_two, by_two)


class _Scored:
    def __init__(self, scores):
        self.scores = scores


def test_tables_show_the_same_scores(chosen):
    problem = ward()
    frame = scores_frame([problem], chosen)
    assert frame["households_moved"].tolist() == [one.total.households_moved for one in chosen]
    assert frame["spread_pct"].tolist() == pytest.approx([100 * one.total.spread for one in chosen], abs=0.01)
    two = scores_frame([problem, problem], [replace(one, plans=one.plans * 2) for one in chosen])
    assert two["ward_code"].tolist() == [None, "", ""] * 4
    table = alternatives_table(chosen, ["Phường Mẫu"])
    assert [len(row) for row in table.rows] == [len(table.columns)] * 4
    assert [row[2] for row in table.rows] == frame["neighborhoods"].tolist()
    assert [row[1] for row in table.rows][:2] == ["Cân đối", "Ít xáo trộn nhất"]
    assert table.subtitle == "Phường Mẫu"


def test_hard_rules_hold_in_every_plan_and_on_the_curve():
    problem = ward(1, 6, 5)
    problem = replace(problem, current=problem.old, names={"current": tuple(str(i) for i in range(40))})
    locked = {problem.ids[i]: str(problem.old[i]) for i in (0, 29)}
    rules = [Rules(together=(("T00", "T06"),), apart=(("T02", "T03"),), locked=locked, maximum=1300)]
    place = {unit: i for i, unit in enumerate(problem.ids)}
    found = alternatives([problem], QUICK, rules=rules)
    points = frontier([problem], QUICK, rules=rules)
    for labels in [one.plan.labels for one in found] + [point.plans[0].labels for point in points]:
        assert labels[place["T00"]] == labels[place["T06"]]
        assert labels[place["T02"]] != labels[place["T03"]]
        assert np.bincount(labels, problem.households).max() <= 1300
    for one in found:
        (kept,) = one.kept
        assert {kept[int(one.plan.labels[place[unit]])] for unit in locked} == set(locked.values())


def test_rules_that_leave_no_whole_areas_are_no_error():
    problem = ward(1, 5, 4)
    same_beat = next((i, j) for i, j in problem.edges.tolist() if problem.beat[i] == problem.beat[j])
    rules = [Rules(apart=((problem.ids[same_beat[0]], problem.ids[same_beat[1]]),))]
    for one in alternatives([problem], QUICK, rules=rules):
        assert one.plan.labels[same_beat[0]] != one.plan.labels[same_beat[1]]


def test_curve_covers_every_number_of_a_ward_and_is_legal():
    problem = ward(1, 7, 5)
    fewest, most = count_range(problem)
    points = frontier([problem], QUICK)
    numbers = [point.total.neighborhoods for point in points]
    assert numbers == sorted(set(numbers))
    assert numbers[0] == fewest
    assert len(numbers) >= most - fewest
    for point in points:
        assert point.total.below_minimum == 0
        assert contiguous(problem, point.plans[0].labels)


def test_curve_takes_a_better_plan_that_is_known():
    problem = ward(1, 5, 4)
    (first, *_) = points = frontier([problem], QUICK)
    better = replace(first.plans[0], scores=replace(first.total, cost=-1.0))
    again = frontier([problem], QUICK, known=[[better]])
    assert again[0].total.cost == -1.0
    assert [point.total.neighborhoods for point in again] == [point.total.neighborhoods for point in points]


def test_numbers_of_several_wards_rise_together():
    tried = counts_to_try([ward(1, 5, 4), ward(2, 9, 7)])
    assert tried[0] == tuple(count_range(problem)[0] for problem in (ward(1, 5, 4), ward(2, 9, 7)))
    assert tried[-1] == tuple(count_range(problem)[1] for problem in (ward(1, 5, 4), ward(2, 9, 7)))
    assert all(a <= b for one, other in zip(tried, tried[1:]) for a, b in zip(one, other))


def test_can_be_canceled_and_kept_in_time():
    with pytest.raises(CanceledError):
        alternatives([ward()], QUICK, RunControl(is_canceled=lambda: True))
    shares = []
    hurried = RunControl(shares.append, deadline=time.monotonic() + 0.01)
    found = alternatives([ward()], Settings(effort=Effort.THOROUGH), hurried)
    assert plan_of(found, Kind.BALANCED).scores.below_minimum == 0
    assert any(plan.cut_off for one in found for plan in one.plans)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_two_processes_find_the_same():
    wards = [ward(seed, 5, 4) for seed in range(3)]
    one = alternatives(wards, QUICK, kinds=[Kind.BALANCED, Kind.LEAST_CHANGE])
    two = alternatives(wards, QUICK, kinds=[Kind.BALANCED, Kind.LEAST_CHANGE], options=CityOptions(processes=2))
    assert [[plan.labels.tolist() for plan in found.plans] for found in one] == [
        [plan.labels.tolist() for plan in found.plans] for found in two
    ]
