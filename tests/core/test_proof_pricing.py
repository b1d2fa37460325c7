"""Pricing finds every cheap set and its floors are never above a set, as brute force shows."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from khu_pho_mapper.core.model.run import RunControl
from khu_pho_mapper.core.proposal.parts import split_parts
from khu_pho_mapper.core.proposal.plan import Weights
from khu_pho_mapper.core.proposal.proof.duals import begin, warm_up
from khu_pho_mapper.core.proposal.proof.pricing import cheapest_sets, sweep_order
from khu_pho_mapper.core.proposal.proof.set_costs import SetCosts

sys.path.insert(0, str(Path(__file__).parent))

from proof_cases import connected_sets, problems, weights
from proposal_cases import grid

FAST = settings(max_examples=150, deadline=None)


@FAST
@given(problems(10), weights, st.integers(1, 4), st.integers(0, 10_000), st.floats(-3, 4))
def test_all_cheap_sets_are_found_and_floors_hold(problem, weight, count, seed, ceiling):
    part = split_parts(problem)[0]
    costs = SetCosts(part, weight, count)
    prices = np.random.default_rng(seed).normal(1.0, 3.0, part.size)
    sets = connected_sets(costs.adjacent)
    sets = sets[costs.legal(sets)]
    value = costs.cost(sets) - sets @ prices
    priced = cheapest_sets(costs, prices, ceiling, RunControl())
    expected = {row.tobytes() for row in sets[value <= ceiling - 1e-4]}
    allowed = {row.tobytes() for row in sets[value <= ceiling + 1e-4]}
    met = [row.tobytes() for row in priced.members]
    assert len(met) == len(set(met))
    assert expected <= set(met) <= allowed
    order = sweep_order(costs)
    first = order[np.argmax(sets[:, order], axis=1)] if len(sets) else np.zeros(0, int)
    assert priced.complete
    assert np.all(np.minimum(value, ceiling) >= priced.floor[first])


@FAST
@given(problems(10), weights, st.integers(1, 3), st.integers(0, 10_000))
def test_floors_hold_when_stopped_early(problem, weight, count, seed):
    part = split_parts(problem)[0]
    costs = SetCosts(part, weight, count)
    prices = np.random.default_rng(seed).normal(1.0, 3.0, part.size)
    sets = connected_sets(costs.adjacent)
    sets = sets[costs.legal(sets)]
    value = costs.cost(sets) - sets @ prices
    order = sweep_order(costs)
    first = order[np.argmax(sets[:, order], axis=1)] if len(sets) else np.zeros(0, int)
    for control, most in ((RunControl(deadline=0.0), 100), (RunControl(), 1)):
        priced = cheapest_sets(costs, prices, 3.0, control, most=most)
        assert np.all(np.minimum(value, 3.0) >= priced.floor[first])


def test_groups_that_outweigh_prices_dont_let_a_whole_ward_in():
    """With tangents at small sizes alone a hundred times as many sets are grown, and large wards get no bound."""
    x, y = np.arange(100) % 10, np.arange(100) // 10
    households = np.random.default_rng(3).integers(60, 120, 100).tolist()
    groups = {"old": (x + 1) // 3 + 100 * ((y + x % 2) // 3), "beat": (x + 2) // 4 + 100 * ((y + 1) // 4)}
    part = split_parts(grid(10, 10, households, 350, **groups))[0]
    costs = SetCosts(part, Weights(stability=3.0, beats=3.0), part.total // 420)
    state = begin(costs, None, 30.0 * costs.count)
    warm_up(state, RunControl(), np.inf)
    ceiling = state.level(state.center) - 0.1 * state.slack()
    priced = cheapest_sets(costs, state.center, ceiling, RunControl(), most=10_000)
    assert priced.complete
    assert priced.states < 20_000
