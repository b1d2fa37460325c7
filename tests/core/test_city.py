"""Runs of many wards: whatever is canceled or cut off, finished wards are those of an undisturbed run."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from khu_pho_mapper.core.model.errors import CanceledError
from khu_pho_mapper.core.model.run import RunControl
from khu_pho_mapper.core.proposal.city import CityOptions, propose
from khu_pho_mapper.core.proposal.plan import Effort, Settings
from khu_pho_mapper.core.proposal.report import summarize
from khu_pho_mapper.core.proposal.rules import Rules
from khu_pho_mapper.core.proposal.rules_propose import propose_with_rules
from proposal_cases import contiguous, grid, small_problems

QUICK = Settings(effort=Effort.QUICK)
KEEP = CityOptions(keep_finished=True)


def named(problems):
    return [replace(problem, ward=f"W{i}") for i, problem in enumerate(problems)]


class CancelAfter:
    """A cancel button that is pressed at the *number*-th look."""

    def __init__(self, number):
        self.left = number

    def __call__(self):
        self.left -= 1
        return self.left < 0


@given(st.lists(small_problems(10), min_size=1, max_size=6).map(named), st.integers(0, 400))
@settings(max_examples=60, deadline=None)
def test_a_cancel_keeps_wards_as_they_would_have_been(problems, looks):
    whole = propose(problems, QUICK)
    result = propose(problems, QUICK, RunControl(is_canceled=CancelAfter(looks)), KEEP)
    assert result.canceled or None not in result.plans
    for plan, other in zip(result.plans, whole.plans):
        assert plan is None or plan.labels.tolist() == other.labels.tolist()
    assert result.finished == tuple(plan is not None for plan in result.plans)


@given(st.lists(small_problems(10), min_size=1, max_size=6).map(named), st.floats(-1, 0.05))
@settings(max_examples=40, deadline=None)
def test_a_time_limit_leaves_no_ward_without_a_plan(problems, seconds):
    result = propose(problems, Settings(effort=Effort.THOROUGH), RunControl(deadline=time.monotonic() + seconds))
    assert not result.canceled
    for problem, plan, finished in zip(problems, result.plans, result.finished):
        assert contiguous(problem, plan.labels)
        assert finished != plan.cut_off


@given(st.lists(small_problems(10), min_size=2, max_size=6).map(named), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_a_ward_is_the_same_in_any_batch(problems, random):
    order = list(range(len(problems)))
    random.shuffle(order)
    mixed = propose([problems[i] for i in order], QUICK)
    alone = [propose([problem], QUICK).plans[0] for problem in problems]
    assert [mixed.plans[order.index(i)].labels.tolist() for i in range(len(order))] == [
        plan.labels.tolist() for plan in alone
    ]


def many(count=60):
    return named([grid(7, 6, 60 + i % 40, 400) for i in range(count)])


def test_wards_are_told_one_by_one():
    told = []
    problems = many(5)
    propose(problems, QUICK, options=CityOptions(on_ward=told.append))
    assert [str(message) for message in told] == [f"Ward {i + 1} of 5: W{i}" for i in range(5)]


def test_wards_are_finished_long_before_the_end():
    """Batch by batch: a cancel in the middle finds some done and some not begun."""
    told = []
    result = propose(many(400), QUICK, RunControl(is_canceled=lambda: bool(told)), CityOptions(True, 1, told.append))
    assert result.canceled
    assert 1 <= sum(plan is not None for plan in result.plans) < 200


def test_a_cancel_is_an_error_where_nothing_is_to_be_kept():
    with pytest.raises(CanceledError):
        propose(many(3), QUICK, RunControl(is_canceled=CancelAfter(30)))


def test_half_a_ward_is_not_kept():
    """The khu phố of a ward were done when the cancel came, its ấp were not."""
    told = []
    problems = [
        replace(grid(7, 6, 70, 400), ward="W", area_type="khu_pho"),
        replace(grid(7, 6, 70, 400), ward="W", area_type="ap"),
    ]
    result = propose(problems, QUICK, RunControl(is_canceled=lambda: bool(told)), CityOptions(True, 1, told.append))
    assert len(told) == 1
    assert result.plans == (None, None)
    assert result.finished == (False, False)


def test_the_summary_of_a_canceled_run_names_what_was_not_done():
    told = []
    problems = many(3)
    control = RunControl(is_canceled=lambda: len(told) == 2)
    ruled = propose_with_rules(problems, [Rules()] * 3, QUICK, control, CityOptions(True, 1, told.append))
    record = summarize(ruled.problems, ruled.result.plans, ruled.result)
    assert record["total"]["canceled"] is True
    assert record["total"]["wards_without_plan"] == ["W2"]
    assert record["total"]["units"] == 3 * 42
    assert [ward["finished"] for ward in record["wards"]] == [True, True, False]
    assert record["total"]["neighborhoods"] == sum(ward["neighborhoods"] for ward in record["wards"][:2])
    assert "neighborhoods" not in record["wards"][2]
    assert ruled.kept == ({}, {}, {})


def test_time_is_shared_by_work():
    """With a limit, no ward is left with its first plan while others were searched to the end."""
    problems = named([grid(12, 12, 80, 400) for _ in range(8)])
    result = propose(problems, Settings(effort=Effort.THOROUGH), RunControl(deadline=time.monotonic() + 4.0))
    steps = [plan.steps for plan in result.plans]
    assert min(steps) > 0.1 * max(steps)


def test_wards_still_have_several_neighborhoods_when_the_time_is_over_at_once():
    problems = [replace(grid(10, 10, 100, 500), ward=f"W{i}") for i in range(3)]
    result = propose(problems, Settings(), RunControl(deadline=time.monotonic() - 1.0))
    assert result.cut_off
    for plan in result.plans:
        assert plan.meets_minimum
        assert plan.scores.not_contiguous == 0
        assert plan.scores.neighborhoods >= 10
