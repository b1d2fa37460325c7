"""Walking distance: the term of the cost, the measure, and that it changes nothing while it is off."""

from __future__ import annotations

import sys
from dataclasses import replace
from math import pi
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from khu_pho_mapper.core.proposal import cost, recut
from khu_pho_mapper.core.proposal.cost import SCALE, CostModel
from khu_pho_mapper.core.proposal.explain.best_move import effects_told
from khu_pho_mapper.core.proposal.explain.moves import Effects
from khu_pho_mapper.core.proposal.explain.terms import Terms
from khu_pho_mapper.core.proposal.parts import split_parts
from khu_pho_mapper.core.proposal.plan import Settings, Weights
from khu_pho_mapper.core.proposal.proof.set_costs import SetCosts
from khu_pho_mapper.core.proposal.recut import Mode, Recut
from khu_pho_mapper.core.proposal.regions import Regions
from khu_pho_mapper.core.proposal.scores import plan_cost, score
from khu_pho_mapper.core.proposal.solve import solve
from proposal_cases import grid, small_problems

WALKING = st.sampled_from([0.5, 1.0, 4.0])
FAR = 1e6  # metres that maps lie off the origin of their coordinates


def brute_walking(part, units, target) -> float:
    """The term by its definition: squared distances to the population center over those in a disk."""
    h, x, y = (values[units].astype(float) for values in (part.households, part.x, part.y))
    if not h.sum():
        return 0.0
    apart = (x - h @ x / h.sum()) ** 2 + (y - h @ y / h.sum()) ** 2
    area = part.area_m2.sum() * target / part.total
    return float(h @ apart) / (target * area / (2.0 * pi))


@given(small_problems(), WALKING, st.data())
@settings(max_examples=80, deadline=None)
def test_cost_is_that_without_walking_and_the_term_by_its_definition(problem, weight, data):
    problem = replace(problem, x=problem.x + FAR, y=problem.y + FAR)
    for part in split_parts(problem):
        if part.total == 0:
            continue
        target = max(part.total / data.draw(st.integers(1, 3)), 1.0)
        model = CostModel(part, Weights(walking=weight), target)
        plain = CostModel(part, Weights(), target)
        units = sorted(data.draw(st.sets(st.integers(0, part.size - 1), min_size=1)))
        expected = SCALE.walking * weight * brute_walking(part, units, target)
        assert model.region_cost(units) == pytest.approx(plain.region_cost(units) + expected, rel=1e-6, abs=1e-6)


@given(small_problems(), WALKING, st.data())
@settings(max_examples=60, deadline=None)
def test_the_term_adds_up_over_neighborhoods(problem, weight, data):
    labels = np.array(data.draw(st.lists(st.integers(0, 2), min_size=problem.size, max_size=problem.size)))
    expected = 0.0
    for part in split_parts(problem):
        own = labels[part.units]
        names = np.unique(own)
        target = max(part.total / len(names), 1.0)
        expected += sum(brute_walking(part, own == name, target) for name in names)
    with_it, without = (plan_cost(problem, labels, Weights(walking=own)) for own in (weight, 0.0))
    assert with_it - without == pytest.approx(SCALE.walking * weight * expected, rel=1e-6, abs=1e-6)


@given(st.integers(0, 10_000), st.sampled_from([(4, 3), (6, 5)]), st.sampled_from(list(Mode)))
@settings(max_examples=60, deadline=None)
def test_a_recut_changes_the_cost_by_what_it_says(seed, size, mode):
    """6 x 5 units are more than are cut one by one: they go in lumps."""
    dice = Random(seed)
    width, height = size
    households = [dice.randrange(0, 150) for _ in range(width * height)]
    problem = grid(width, height, households, 100)
    part = split_parts(problem)[0]
    model = CostModel(part, Weights(walking=2.0), part.total / 2)
    labels = [0 if place % width < width // 2 else 1 for place in range(part.size)]
    if mode is Mode.SPLIT:
        labels = [0] * part.size
    regions = Regions(part, labels, 2, [dice.getrandbits(60) for _ in labels])
    before = sum(model.region_cost(units) for units in regions.members if units)
    change = Recut(model, regions, dice).cut(0, 1, mode)
    if change is not None:
        after = sum(model.region_cost(units) for units in regions.members if units)
        assert after - before == pytest.approx(change, abs=1e-6)
        if mode is Mode.BEST:
            assert change < 0.0


@given(small_problems(), WALKING, st.data())
@settings(max_examples=40, deadline=None)
def test_costs_of_many_sets_are_those_of_the_model(problem, weight, data):
    part = split_parts(problem)[0]
    costs = SetCosts(part, Weights(walking=weight), data.draw(st.integers(1, 3)))
    assert costs.agrees(np.ones((1, part.size), bool))


def test_while_it_is_off_nothing_is_computed_for_it(monkeypatch):
    """Plans are those of weights that don't know the term, and the search never comes to it."""
    dice = Random(4)
    problem = grid(8, 5, [dice.randrange(40, 160) for _ in range(40)], 500)
    expected = [solve(problem, Settings(seed=seed, weights=Weights(*(1.0,) * 7))) for seed in range(3)]

    def never(*_sums):
        raise AssertionError("walking is off")

    for module in (cost, recut):
        monkeypatch.setattr(module, "scatter", never)
    monkeypatch.setattr(cost, "walking_columns", never)
    part = split_parts(problem)[0]
    assert CostModel(part, Weights(), 500.0).columns.shape == (40, 5)
    assert Weights().walking == 0.0
    for seed, plan in enumerate(expected):
        again = solve(problem, Settings(seed=seed))
        assert np.array_equal(again.labels, plan.labels)
        assert again.scores == plan.scores
    with pytest.raises(AssertionError, match="walking is off"):
        CostModel(part, Weights(walking=1.0), 500.0)


def test_on_a_long_thin_ward_households_walk_less():
    """Long strips and blocks have the same boundary here; only walking tells them apart."""
    problem = replace(grid(16, 3, 50, 550), count=4)
    alone = Weights(balance=1.0, boundary=0.0, compactness=0.0)
    far = solve(problem, Settings(weights=alone)).scores
    near = solve(problem, Settings(weights=replace(alone, walking=4.0))).scores
    assert near.neighborhoods == far.neighborhoods == 4
    assert near.below_minimum == 0
    assert near.walking_m < 0.98 * far.walking_m


def test_walking_is_told_in_metres():
    problem = grid(4, 1, [30, 10, 0, 60], 10)
    found = score(problem, np.array([0, 0, 1, 1]), Weights())
    # the center of the first lies 25 m east of its first unit; in the second all live in one place
    assert found.walking_m == pytest.approx((30 * 25.0 + 10 * 75.0) / 100)
    assert score(grid(2, 1, 0, 10), np.array([0, 0]), Weights()).walking_m == 0.0


def test_moves_say_whether_ways_get_longer_or_shorter():
    for walking, said in ((1.0, "longer ways"), (-1.0, "shorter ways")):
        told = effects_told(Effects(boundary_m=30.0), Terms(boundary=0.4, walking=walking))
        assert said in " ".join(message.template for message in told)
    assert len(effects_told(Effects(boundary_m=30.0), Terms(boundary=0.4))) == 1
