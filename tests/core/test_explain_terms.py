"""Terms sum to the cost that plans are scored by, before and after any move."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from choice_cases import ward
from khu_pho_mapper.core.proposal.explain.terms import PlanTerms
from khu_pho_mapper.core.proposal.numbering import number_regions
from khu_pho_mapper.core.proposal.parts import connected_parts
from khu_pho_mapper.core.proposal.plan import Weights
from khu_pho_mapper.core.proposal.scores import plan_cost, score
from proposal_cases import small_problems

WEIGHTS = st.builds(
    Weights, *[st.sampled_from([0.0, 0.5, 1.0, 3.0]) for _ in range(8)]
)  # fmt: skip


@st.composite
def plans(draw, most_units=9):
    """A small problem with groups and barriers, and a contiguous plan of it."""
    problem = draw(small_problems(most_units))
    n, m = problem.size, len(problem.edges)
    groups = [np.array(draw(st.lists(st.integers(-1, 2), min_size=n, max_size=n))) for _ in range(3)]
    barrier = np.array(draw(st.lists(st.sampled_from([0.0, 0.3, 1.0]), min_size=m, max_size=m)), dtype=float)
    problem = replace(problem, old=groups[0], beat=groups[1], militia=groups[2], barrier=barrier)
    kept = np.array(draw(st.lists(st.booleans(), min_size=m, max_size=m)), dtype=bool)
    return problem, number_regions(problem, connected_parts(n, problem.edges[kept]))


@given(plans(), WEIGHTS)
@settings(max_examples=60, deadline=None)
def test_terms_sum_to_the_cost_of_the_plan(plan, weights):
    problem, labels = plan
    terms = PlanTerms(problem, labels, weights).of_plan()
    assert terms.total == pytest.approx(plan_cost(problem, labels, weights), rel=1e-9, abs=1e-7)
    per_neighborhood = terms.total / len(set(labels.tolist()))
    assert per_neighborhood == pytest.approx(score(problem, labels, weights).cost, rel=1e-9, abs=1e-7)


@given(plans(), WEIGHTS)
@settings(max_examples=50, deadline=None)
def test_the_change_of_a_move_is_the_difference_of_the_costs(plan, weights):
    problem, labels = plan
    terms = PlanTerms(problem, labels, weights)
    before = plan_cost(problem, labels, weights)
    sizes = np.bincount(labels)
    for u, v in problem.edges.tolist():
        if labels[u] != labels[v] and sizes[labels[u]] > 1:
            moved = labels.copy()
            moved[u] = labels[v]
            change = plan_cost(problem, moved, weights) - before
            assert terms.of_move(u, int(labels[v])).total == pytest.approx(change, rel=1e-6, abs=1e-6)


def test_terms_say_which_aim_pays():
    problem = ward(width=4, height=2, minimum=100, old=[0, 0, 1, 1] * 2, beat=[0] * 8, militia=[-1] * 8)
    halves = np.array([0, 0, 1, 1] * 2)
    terms = PlanTerms(problem, halves, Weights()).of_plan()
    assert terms.stability == pytest.approx(0.0)
    assert terms.beats > 0.0
    assert terms.militia == 0.0
    assert "militia" not in terms.as_dict()
    across = PlanTerms(problem, halves, Weights()).of_move(1, 1)
    assert across.stability > 0.0
    assert PlanTerms(problem, halves, Weights(stability=0.0)).of_move(1, 1).stability == 0.0
