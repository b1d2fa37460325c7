"""Pricing finds every cheap set and its floors are never above a set, as brute force shows."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from khu_pho_mapper.core.model.run import RunControl
from khu_pho_mapper.core.proposal.parts import split_parts
from khu_pho_mapper.core.proposal.proof.pricing import cheapest_sets, sweep_order
from khu_pho_mapper.core.proposal.proof.set_costs import SetCosts

sys.path.insert(0, str(Path(__file__).parent))

from proof_cases import connected_sets, problems, weights

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
