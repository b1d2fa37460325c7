"""Choosing disjoint sets that cover all units: as cheap as by brute force, and no bound above it."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from khu_pho_mapper.core.model.errors import CanceledError
from khu_pho_mapper.core.model.run import RunControl
from khu_pho_mapper.core.proposal.proof.choosing import choose

UNCOVERED = """
80400082:-1.411 180400080:-2.898 21e000000:-3.067 156000000:-4.622 116400000:-3.438 196000000:-3.4
b000a0:-0.843 194400000:-5.535 4000e2:-2.982 800c000a0:-3.538 304201:-5.418 204209:-7.256 800b00001:-5.606
196400000:-5.534 304209:-8.189 800b00021:-6.214 440021844:-8.341 400021846:-7.093 20900a018:-10.739
20900a410:-9.854 4218c2:-6.034 52021840:-5.081 21600a010:-5.19 20900a418:-12.598 4000218c6:-7.724
452021804:-5.625 52021844:-7.575 20900e418:-15.216 200d0100:-5.83 200c4600:-6.6 200d0300:-8.482
200d4700:-13.083
"""
"""Sets of 36 units (bit masks in hexadecimal digits) with their costs; no choice of them covers each unit once."""


@st.composite
def programs(draw):
    """Sets without repetition of 5 to 8 units, dear or cheap, about one in two instances solvable."""
    size = draw(st.integers(5, 8))
    count = draw(st.integers(2, 3))
    masks = draw(st.lists(st.integers(1, 2**size - 1), min_size=count, max_size=40, unique=True))
    if draw(st.booleans()):
        labels = draw(st.lists(st.integers(0, count - 1), min_size=size, max_size=size))
        own = [sum(1 << unit for unit, label in enumerate(labels) if label == number) for number in range(count)]
        masks = list(dict.fromkeys(masks + [mask for mask in own if mask]))
    members = np.array([[mask >> unit & 1 for unit in range(size)] for mask in masks], bool)
    cost = np.array(draw(st.lists(st.floats(-5, 20), min_size=len(masks), max_size=len(masks))))
    return members, cost, count


def cheapest(members: np.ndarray, cost: np.ndarray, count: int) -> float:
    rows = [list(rows) for rows in combinations(range(len(cost)), count)]
    return min((cost[own].sum() for own in rows if (members[own].sum(axis=0) == 1).all()), default=np.inf)


@settings(max_examples=200, deadline=None)
@given(programs(), st.sampled_from([1000.0, 12.0]), st.sampled_from([0, 200, 50_000]), st.integers(0, 99))
def test_the_cheapest_plan_is_found_and_bounds_hold(program, ceiling, pivots, seed):
    members, cost, count = program
    prices = np.random.default_rng(seed).normal(2.0, 3.0, members.shape[1])
    best = cheapest(members, cost, count)
    answer = choose(members, cost, count, prices, RunControl(), ceiling=ceiling, margin=1e-6, pivots=pivots)
    assert answer.bound <= min(best, ceiling) + 1e-6
    assert answer.value <= ceiling
    if answer.rows is not None:
        assert len(answer.rows) == count
        assert (members[answer.rows].sum(axis=0) == 1).all()
        assert answer.value == pytest.approx(cost[answer.rows].sum())
        assert answer.value >= best - 1e-9
    if pivots == 50_000:
        assert answer.finished
    if answer.finished:
        assert answer.bound == pytest.approx(min(best, ceiling), abs=3e-6)
        assert (answer.rows is not None) == (best < ceiling - 1e-6)


def test_sets_that_solvers_call_a_plan_though_units_are_left_out():
    masks, cost = zip(*((int(mask, 16), float(cost)) for mask, cost in (one.split(":") for one in UNCOVERED.split())))
    members = np.array([[mask >> unit & 1 for unit in range(36)] for mask in masks], bool)
    for count in (5, 6, 7):
        answer = choose(
            members, np.array(cost), count, np.zeros(36), RunControl(), ceiling=0.0, margin=1e-6, pivots=10_000
        )
        assert answer.rows is None
        assert answer.finished
        assert answer.bound == 0.0


def test_cancel_and_deadline_are_heard():
    members, cost = np.eye(4, dtype=bool), np.ones(4)
    arguments = (members, cost, 4, np.zeros(4))
    with pytest.raises(CanceledError):
        choose(*arguments, RunControl(is_canceled=lambda: True), ceiling=9.0, margin=1e-6, pivots=900)
    late = choose(*arguments, RunControl(deadline=0.0), ceiling=9.0, margin=1e-6, pivots=900)
    assert (late.rows, late.bound, late.finished) == (None, -np.inf, False)
    assert choose(*arguments, RunControl(), ceiling=9.0, margin=1e-6, pivots=900).value == pytest.approx(4.0)
