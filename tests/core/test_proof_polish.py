"""Polishing: plans stay legal and get cheaper, never dearer, and the clock has no say in it."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from khu_pho_mapper.core.model.errors import CanceledError
from khu_pho_mapper.core.model.run import RunControl
from khu_pho_mapper.core.proposal.parts import split_parts
from khu_pho_mapper.core.proposal.plan import Effort, Settings, Weights
from khu_pho_mapper.core.proposal.proof.certify import is_legal
from khu_pho_mapper.core.proposal.proof.polish import polish
from khu_pho_mapper.core.proposal.scores import plan_cost
from khu_pho_mapper.core.proposal.solve import solve
from proof_cases import partitions, problems, weights
from proposal_cases import grid


@settings(max_examples=60, deadline=None)
@given(problems(7), weights, st.data())
def test_polished_plans_are_legal_cheaper_and_as_many(problem, weight, data):
    assume(len(split_parts(problem)) == 1)
    legal = [labels for labels in partitions(problem.size) if is_legal(problem, labels)]
    assume(legal)
    labels = data.draw(st.sampled_from(legal))
    found = polish(split_parts(problem)[0], weight, labels, RunControl())
    if found is None:
        return
    assert is_legal(problem, found)
    assert found.max() == labels.max()
    cost = plan_cost(problem, found, weight)
    assert cost < plan_cost(problem, labels, weight)
    best = min(plan_cost(problem, other, weight) for other in legal if other.max() == labels.max())
    assert cost >= best - 1e-6 * max(1.0, abs(best))


def test_a_bad_plan_gets_much_better_and_always_the_same():
    problem = grid(6, 4, [80, 95, 60, 110, 90, 70] * 4, 240, count=6)
    part, stripes = split_parts(problem)[0], np.arange(24) % 6
    found = polish(part, Weights(), stripes, RunControl())
    assert np.array_equal(found, polish(part, Weights(), stripes, RunControl()))
    assert plan_cost(problem, found, Weights()) < 0.9 * plan_cost(problem, stripes, Weights())


def test_no_answer_for_plans_below_the_minimum_or_after_the_deadline():
    part = split_parts(grid(4, 1, [100, 20, 100, 100], 100))[0]
    assert polish(part, Weights(), np.array([0, 1, 2, 2]), RunControl()) is None
    part = split_parts(grid(6, 4, 90, 240))[0]
    stripes = np.arange(24) % 6
    assert polish(part, Weights(), stripes, RunControl(deadline=0.0)) is None
    with pytest.raises(CanceledError):
        polish(part, Weights(), stripes, RunControl(is_canceled=lambda: True))


def test_without_scipy_plans_stay_as_they_are(monkeypatch):
    monkeypatch.setitem(sys.modules, "scipy", None)
    monkeypatch.setitem(sys.modules, "scipy.optimize", None)
    part = split_parts(grid(6, 4, 90, 240))[0]
    assert polish(part, Weights(), np.arange(24) % 6, RunControl()) is None


def test_thorough_searches_end_with_it():
    """What a thorough search answers can't be polished any more; more effort never costs more."""
    problem = grid(9, 6, [80, 95, 60, 110, 90, 70, 130, 40, 85] * 6, 350)
    plan = solve(problem, Settings(effort=Effort.THOROUGH))
    part = split_parts(problem)[0]
    assert np.array_equal(part.units, np.arange(problem.size))
    again = polish(part, Weights(), plan.labels, RunControl())
    assert again is None or plan_cost(problem, again, Weights()) == pytest.approx(
        plan_cost(problem, plan.labels, Weights()), rel=1e-3
    )
