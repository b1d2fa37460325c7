"""Packing: lean sets, plans made of them, and cities of odd kinds in which no rule is ever broken."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from khu_pho_mapper.core.model.run import RunControl
from khu_pho_mapper.core.proposal.clock import Clock
from khu_pho_mapper.core.proposal.lean_sets import lean_sets
from khu_pho_mapper.core.proposal.packer import Packer
from khu_pho_mapper.core.proposal.parts import split_parts
from khu_pho_mapper.core.proposal.plan import Effort, Goal, Settings
from khu_pho_mapper.core.proposal.problem import Problem
from khu_pho_mapper.core.proposal.solve import solve
from proposal_cases import contiguous, grid, legal_counts, small_problems


def clock() -> Clock:
    return Clock(RunControl())


def noise(seed: int = 1) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(seed))


def legal_sets(part) -> set[frozenset[int]]:
    """Return all connected sets that have the minimum and lose it with the unit that was joined last."""
    found = set()
    front = [frozenset((unit,)) for unit in range(part.size)]
    seen = set(front)
    while front:
        units = front.pop()
        if part.households[list(units)].sum() >= part.minimum:
            found.add(units)
            continue
        for other in {v for u in units for v in part.neighbors[u]} - units:
            more = units | {other}
            if more not in seen:
                seen.add(more)
                front.append(more)
    return found


@given(small_problems(9))
@settings(max_examples=60, deadline=None)
def test_all_lean_sets_are_listed_where_there_is_room(problem):
    for part in split_parts(problem):
        if part.total < part.minimum:
            continue
        sets = lean_sets(part, part.total, 10_000, 10_000, noise(), clock())
        listed = [frozenset(u for u in row if u >= 0) for row in sets.members.tolist()]
        assert len(set(listed)) == len(listed)
        tall = {u for u in range(part.size) if part.households[u] >= part.minimum}
        expected = {units for units in legal_sets(part) if len(units) == 1 or not units & tall}
        assert set(listed) == expected
        for units, waste in zip(listed, sets.waste.tolist()):
            over = int(part.households[list(units)].sum()) - part.minimum
            assert waste == (0 if len(units) == 1 else over)


@given(small_problems(10), st.integers(0, 5))
@settings(max_examples=80, deadline=None)
def test_packed_plans_are_legal_and_as_many_as_asked(problem, seed):
    for part in split_parts(problem):
        for count in range(2, part.count_bound + 1):
            packer = Packer(part, Random(seed), noise(seed))
            labels = packer.first(count, clock())
            if labels is None:
                continue
            assert sorted(set(labels)) == list(range(count))
            assert np.bincount(labels, part.households).min() >= part.minimum
            whole = replace(problem, edges=part.edges, shared_m=part.shared_m, barrier=part.barrier)
            assert contiguous(replace(whole, ids=problem.ids[: part.size]), np.array(labels))


@given(small_problems(9))
@settings(max_examples=60, deadline=None)
def test_finds_the_most_that_brute_force_finds(problem):
    parts = split_parts(problem)
    if len(parts) > 1 or not legal_counts(problem):
        return
    most = max(legal_counts(problem))
    if most > 1:
        assert Packer(parts[0], Random(1), noise()).first(most, clock()) is not None


def test_tight_ward_is_packed_to_the_last_household():
    random = Random(5)  # households of each domino of the grid sum up to the minimum: no slack at all
    households = []
    for _ in range(5):
        for _ in range(5):
            first = random.randint(100, 400)
            households += [first, 500 - first]
    problem = grid(10, 5, households, 500)
    assert solve(problem, Settings(goal=Goal.MOST)).scores.neighborhoods == 25


def test_packing_keeps_apart_what_must_be_kept_apart():
    problem = grid(6, 6, 100, 300)
    pairs = [(0, 1), (14, 15), (7, 13), (28, 34)]
    problem = replace(problem, apart=np.array(pairs))
    plan = solve(problem, Settings(goal=Goal.MOST, effort=Effort.QUICK))
    assert plan.scores.neighborhoods == 12
    assert all(plan.labels[u] != plan.labels[v] for u, v in pairs)


def test_packing_keeps_the_maximum():
    plan = solve(grid(6, 6, 100, 300, maximum=400), Settings(goal=Goal.MOST, effort=Effort.QUICK))
    assert plan.scores.neighborhoods == 12
    assert plan.scores.largest <= 400


def odd_city(seed: int, size: int, kind: str) -> Problem:
    """Return a made-up ward: points with jitter on a grid or at random, joined to near ones."""
    random = np.random.Generator(np.random.PCG64(seed))
    side = int(np.ceil(np.sqrt(size)))
    place = np.column_stack((np.arange(size) % side, np.arange(size) // side)).astype(float)
    reach = 1.01 if kind == "grid" else 1.5
    if kind == "organic":
        place = random.random((size, 2)) * side
        reach = 1.7
    households = {
        "grid": lambda: random.integers(60, 120, size),
        "organic": lambda: random.integers(0, 200, size) * (random.random(size) < 0.7),
        "uneven": lambda: (20 * random.pareto(1.1, size)).astype(int),
        "missing": lambda: random.integers(50, 130, size),
    }[kind]()
    known = random.random(size) < 0.8 if kind == "missing" else np.ones(size, bool)
    gap = np.hypot(*(place[:, None] - place).transpose(2, 0, 1))
    edges = np.argwhere(np.triu(gap < reach, 1))
    length = 100.0 / np.maximum(1.0, gap[tuple(edges.T)] ** 2) if len(edges) else []
    return Problem.from_arrays(
        np.where(known, households, 0),
        edges,
        length,
        random.uniform(4000, 15_000, size),
        random.uniform(300, 700, size),
        100 * place[:, 0],
        100 * place[:, 1],
        minimum=500,
        known=known,
    )


@given(
    st.integers(0, 10_000),
    st.one_of(st.integers(1, 12), st.integers(13, 70)),
    st.sampled_from(["grid", "organic", "uneven", "missing"]),
    st.sampled_from([Goal.MOST, Goal.TARGET]),
)
@settings(max_examples=20, deadline=None)
def test_no_rule_is_broken_in_odd_cities(seed, size, kind, goal):
    check_plan(odd_city(seed, size, kind), Settings(seed, Effort.QUICK, goal=goal))


@pytest.mark.parametrize("kind", ["grid", "organic", "uneven", "missing"])
def test_no_rule_is_broken_in_large_wards(kind):
    check_plan(odd_city(3, 250, kind), Settings(1, Effort.QUICK, goal=Goal.MOST))


def check_plan(problem: Problem, asked: Settings) -> None:
    """Assert that the plan is whole, contiguous and at the minimum wherever a part has it."""
    plan = solve(problem, asked)
    assert plan.labels.shape == (problem.size,)
    assert contiguous(problem, plan.labels)
    short = sum(part.total < problem.minimum for part in split_parts(problem))
    assert plan.scores.below_minimum == short
    assert plan.scores.neighborhoods <= sum(part.count_bound for part in split_parts(problem))
    assert solve(problem, asked).labels.tolist() == plan.labels.tolist()
