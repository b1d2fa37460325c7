"""Proofs are never contradicted by brute force."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from khu_pho_mapper.core.model.errors import CanceledError
from khu_pho_mapper.core.model.run import RunControl
from khu_pho_mapper.core.proposal.parts import split_parts
from khu_pho_mapper.core.proposal.plan import Effort, Plan, Settings, Weights
from khu_pho_mapper.core.proposal.proof import certify, count_bound
from khu_pho_mapper.core.proposal.proof.certify import is_legal
from khu_pho_mapper.core.proposal.scores import plan_cost, score
from khu_pho_mapper.core.proposal.solve import solve
from proof_cases import partitions, problems, weights
from proposal_cases import grid

EPS = 1e-6


def plan_of(problem, labels, weight) -> Plan:
    scores = score(problem, labels, weight)
    return Plan(labels, scores, scores.below_minimum == 0)


def legal_plans(problem):
    return [labels for labels in partitions(problem.size) if is_legal(problem, labels)]


@settings(max_examples=60, deadline=None)
@given(problems(7), weights, st.data())
def test_no_legal_plan_is_below_the_bound(problem, weight, data):
    legal = legal_plans(problem)
    assume(legal)
    labels = data.draw(st.sampled_from(legal))
    certificate = certify(problem, plan_of(problem, labels, weight), Settings(weights=weight), seconds=20.0)
    count = labels.max() + 1
    best = min(plan_cost(problem, other, weight) for other in legal if other.max() + 1 == count) / count
    size = max(1.0, abs(best))
    if len(split_parts(problem)) == 1:
        assert certificate.method == "columns"
    if certificate.method == "none":
        return  # parts could share the number out otherwise, and the bound says too little
    assert certificate.cost_bound <= best + EPS * size
    assert certificate.cost_bound >= best - 0.02 * size - (0.0 if certificate.method == "columns" else 1e9)
    assert certificate.cost == pytest.approx(plan_cost(problem, labels, weight) / count)
    assert 0.0 <= certificate.gap <= 1.0 + EPS
    if certificate.better_plan is not None:
        assert is_legal(problem, certificate.better_plan)
        assert certificate.better_plan.max() + 1 == count
        better = plan_cost(problem, certificate.better_plan, weight) / count
        assert certificate.cost_bound <= better + EPS * size
        assert better < certificate.cost


@settings(max_examples=80, deadline=None)
@given(problems(8))
def test_no_legal_plan_has_more_than_the_count_bound(problem):
    legal = legal_plans(problem)
    assume(legal)
    most = max(labels.max() + 1 for labels in legal)
    bound = count_bound(problem, seconds=20.0)
    assert bound.count >= most
    if bound.proven:
        assert bound.count == most
        assert is_legal(problem, bound.labels)
        assert bound.labels.max() + 1 == most
    if problem.maximum is None and not len(problem.apart):
        assert bound.proven
    assert count_bound(problem, known=most, seconds=20.0).count >= most


def test_solved_grids_are_proven_and_a_bad_plan_gets_a_better_one():
    problem = grid(6, 4, [80, 95, 60, 110, 90, 70] * 4, 240, count=6)
    plan = solve(problem, Settings(effort=Effort.NORMAL))
    certificate = certify(problem, plan, Settings(), seconds=20.0)
    assert certificate.method == "columns"
    assert certificate.gap == pytest.approx(0.0, abs=1e-9) or certificate.better_plan is not None
    rows = plan_of(problem, np.arange(24) % 6, Weights())
    improved = certify(problem, rows, Settings(), seconds=20.0)
    assert improved.better_plan is not None
    assert plan_cost(problem, improved.better_plan, Weights()) / 6 == pytest.approx(improved.cost_bound, abs=1e-6)
    assert "better" in str(improved.sentence)


def test_large_part_has_a_bound_below_its_cost():
    rng = np.random.default_rng(5)
    problem = grid(10, 8, rng.integers(40, 140, 80).tolist(), 400)
    plan = solve(problem, Settings(effort=Effort.NORMAL))
    certificate = certify(problem, plan, Settings(), seconds=90.0)
    assert certificate.cost_bound <= certificate.cost
    assert certificate.gap < 0.5


def test_short_of_time_the_bound_is_still_valid_or_missing():
    problem = grid(6, 6, [90] * 36, 400, count=6)
    plan = solve(problem, Settings(effort=Effort.NORMAL))
    exact = certify(problem, plan, Settings(), seconds=30.0)
    for seconds in (0.0, 0.05, 0.3):
        quick = certify(problem, plan, Settings(), seconds=seconds)
        assert quick.cost_bound is None or quick.cost_bound <= exact.cost_bound + EPS


def test_illegal_plan_gets_no_bound_of_cost():
    problem = grid(4, 1, [100, 20, 100, 100], 100)
    certificate = certify(problem, plan_of(problem, np.array([0, 1, 2, 2]), Weights()), seconds=1.0)
    assert (certificate.method, certificate.cost_bound, certificate.gap) == ("none", None, None)
    assert certificate.count_bound == 3


def test_without_scipy_there_is_no_certificate_but_a_count(monkeypatch):
    monkeypatch.setitem(sys.modules, "scipy", None)
    monkeypatch.setitem(sys.modules, "scipy.optimize", None)
    monkeypatch.setitem(sys.modules, "scipy.sparse", None)
    problem = grid(4, 2, [100] * 8, 200)
    certificate = certify(problem, plan_of(problem, np.array([0, 0, 1, 1, 2, 2, 3, 3]), Weights()), seconds=5.0)
    assert certificate.method == "none"
    assert certificate.cost_bound is None
    assert "scipy" in str(certificate.sentence)
    assert (certificate.count_bound, certificate.count_proven) == (4, True)


def test_choke_unit_lowers_the_count():
    problem = grid(5, 1, [60, 60, 10, 60, 60], 100)
    star = replace(problem, edges=np.array([[0, 2], [1, 2], [2, 3], [2, 4]]))
    assert count_bound(star).count == 1
    assert count_bound(star).proven


def test_cancel_is_heard():
    problem = grid(8, 8, [90] * 64, 500)
    plan = solve(problem, Settings(effort=Effort.QUICK))
    asked = iter(range(10**9))
    with pytest.raises(CanceledError):
        certify(problem, plan, Settings(), RunControl(is_canceled=lambda: next(asked) > 20), seconds=60.0)


@pytest.mark.parametrize("share", [0.3, 0.5, 1.0])
def test_the_gap_is_that_of_the_costs_shown_where_soft_barriers_are_not_crossed(share):
    columns = grid(6, 3, [80, 95, 60, 110, 90, 70] * 3, 170, count=4)
    barrier = [share if (u % 6, v % 6) == (2, 3) else 0.0 for u, v in columns.edges.tolist()]
    problem = replace(columns, barrier=np.array(barrier))
    labels = np.array([0, 0, 1, 2, 2, 3] * 3)  # dear on purpose; nothing crosses the barrier
    plan = plan_of(problem, labels, Weights())
    certificate = certify(problem, plan, Settings(), seconds=20.0)
    assert plan.scores.barriers_crossed == 0
    assert certificate.cost == plan.scores.cost
    assert certificate.gap == pytest.approx((certificate.cost - certificate.cost_bound) / certificate.cost, abs=1e-9)
    better = plan_cost(problem, certificate.better_plan, Weights()) / 4
    assert f"{100 * (certificate.cost - better) / certificate.cost:.1f}" in str(certificate.sentence)


@settings(max_examples=60, deadline=None)
@given(problems(6), weights)
def test_no_plan_costs_less_than_nothing_and_one_without_penalties_costs_nothing(problem, weight):
    for labels in partitions(problem.size):
        assert plan_cost(problem, labels, weight) >= -1e-9
    free = replace(Weights(*[0.0] * 8), barriers=weight.barriers)
    assert plan_cost(problem, np.arange(problem.size), free) == pytest.approx(0.0, abs=1e-9)
