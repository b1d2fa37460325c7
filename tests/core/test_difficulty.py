"""The ranking of wards: what makes a ward hard raises its score, is said, and the easy ones come first."""

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
from khu_pho_mapper.core.model.run import RunControl
from khu_pho_mapper.core.proposal.batch import share_out
from khu_pho_mapper.core.proposal.difficulty import Level, beats_disagreement, rank
from khu_pho_mapper.core.proposal.plan import Effort, Settings
from khu_pho_mapper.core.proposal.problem import Problem
from khu_pho_mapper.core.proposal.solve import solve
from khu_pho_mapper.core.proposal.ward import WardSearch
from proposal_cases import grid, small_problems


def only(problem, disagreement=None):
    (found,) = rank([problem], None if disagreement is None else [disagreement])
    return found


def said(found):
    return " ".join(str(reason) for reason in found.reasons)


ROOMY = grid(8, 8, 90, 500, count=8)  # 5,760 households, 220 per neighborhood above the minimum


def test_a_roomy_ward_is_easy():
    found = only(ROOMY)
    assert (found.level, found.score) == (Level.EASY, 0)
    assert said(found) == (
        "There is room: 1760 households above 8 × 500, or 220 per neighborhood, where a usual unit has 90."
    )


def test_the_tighter_the_harder():
    scores = [only(ROOMY.with_count(count)).score for count in (8, 9, 10, 11)]
    assert scores == sorted(scores)
    assert scores[0] < scores[-1]
    assert "Little room: 260 households above 11 × 500" in said(only(ROOMY.with_count(11)))


def test_hard_wards_get_more_of_the_time():
    """Of equal wards the one where the minimum leaves less room gets the longer slice of a time limit."""
    wards = [WardSearch(ROOMY.with_count(count), Settings()) for count in (8, 10, 11, 1)]
    assert [ward.work for ward in wards] == [*sorted(ward.work for ward in wards[:3]), 0]
    assert wards[0].work == ROOMY.size
    assert wards[0].work < wards[2].work <= 2 * ROOMY.size
    slices = []
    end = time.monotonic() + 1000.0
    share_out(wards, RunControl(deadline=end), lambda _place, own: slices.append(own.deadline - time.monotonic()))
    whole = sum(ward.work for ward in wards)
    assert slices[:1] == pytest.approx([1000.0 * wards[0].work / whole], rel=0.01)
    assert slices[2] == pytest.approx(1000.0, rel=0.01)  # no time was used up, and the last one has nothing to do


def test_units_without_a_number_make_it_harder():
    known = np.ones(64, dtype=bool)
    known[:7] = False
    found = only(replace(ROOMY, known=known))
    assert found.level is Level.MEDIUM
    assert said(found) == "7 of 64 units have no number of households; ask for it before anything is decided."


def test_even_one_missing_number_is_said():
    known = np.ones(64, dtype=bool)
    known[3] = False
    found = only(replace(ROOMY, known=known))
    assert found.level is Level.EASY
    assert "1 of 64 units" in said(found)


def test_an_island_below_the_minimum_is_hard():
    keep = (ROOMY.edges != 0).all(axis=1)
    island = replace(ROOMY, edges=ROOMY.edges[keep], shared_m=ROOMY.shared_m[keep], barrier=ROOMY.barrier[keep])
    found = only(island)
    assert found.level is Level.HARD
    assert "has only 90 households, fewer than 500" in str(found.reasons[0])
    assert "2 parts without a common border" not in said(found)  # said once is enough


def test_two_big_parts_are_harder_than_one():
    across = (ROOMY.edges // 8 < 4).sum(axis=1) == 1
    halves = replace(
        ROOMY, edges=ROOMY.edges[~across], shared_m=ROOMY.shared_m[~across], barrier=ROOMY.barrier[~across]
    )
    assert only(halves).score > only(ROOMY).score
    assert "The units lie in 2 parts" in said(only(halves))


def test_a_ward_below_the_minimum_is_hard():
    found = only(grid(2, 2, 30, 500))
    assert found.level is Level.HARD
    assert said(found).startswith("All units together have 120 households, fewer than 500")


def test_big_buildings_are_named():
    households = np.full(64, 90)
    households[10] = 2600
    found = only(grid(8, 8, households, 500, count=8))
    assert "Units with 500 households or more: 1, with 31 % of all households" in said(found)


@pytest.mark.parametrize(("share", "level"), [(0.0, Level.EASY), (0.2, Level.EASY), (0.45, Level.MEDIUM)])
def test_disagreement_with_beats(share, level):
    assert only(ROOMY, share).level is level


def test_easy_wards_come_first_and_ties_in_natural_order():
    wards = [replace(ROOMY, ward=f"P{number}") for number in (10, 2, 1)]
    wards.append(replace(grid(2, 2, 30, 500), ward="P0"))
    found = rank(wards)
    assert [one.ward for one in found] == ["P1", "P2", "P10", "P0"]
    assert [one.position for one in found] == [2, 1, 0, 3]


def test_one_disagreement_per_ward():
    with pytest.raises(ValueError, match="one disagreement per problem"):
        rank([ROOMY], [0.1, 0.2])


def test_disagreement_is_counted_in_households():
    problem = Problem.from_arrays(
        [100, 300, 200, 50], [(0, 1), (1, 2), (2, 3)], [10] * 3, [10] * 4, [20] * 4, range(4), range(4),
        minimum=300, beat=[0, 0, 1, -1], old=[0, 1, 1, 1],
    )  # fmt: skip
    assert beats_disagreement([problem], [None]) == [pytest.approx(100 / 600)]
    assert beats_disagreement([replace(problem, beat=np.full(4, -1))], [None]) == [None]
    plan = solve(problem, Settings(effort=Effort.QUICK))
    same = replace(problem, beat=plan.labels)
    assert beats_disagreement([same], [plan]) == [0.0]


@given(st.lists(st.integers(0, 9), min_size=64, max_size=64))
def test_nested_areas_agree(numbers):
    beat = np.array(numbers)
    assert beats_disagreement([replace(ROOMY, beat=beat, old=beat // 3)], [None]) == [0.0]
    assert beats_disagreement([replace(ROOMY, beat=beat // 3, old=beat)], [None]) == [0.0]


@given(st.lists(small_problems(12), min_size=1, max_size=4), st.randoms(use_true_random=False))
@settings(max_examples=80, deadline=None)
def test_ranking_holds_for_any_wards_in_any_order(problems, random):
    problems = [replace(problem, ward=f"W{i}") for i, problem in enumerate(problems)]
    found = rank(problems)
    assert sorted(one.position for one in found) == list(range(len(problems)))
    assert [one.score for one in found] == sorted(one.score for one in found)
    for one in found:
        assert 0 <= one.score <= 100
        assert one.reasons
        hopeless = problems[one.position].total < problems[one.position].minimum
        assert one.level is Level.HARD or not hopeless
        assert all(str(reason) for reason in one.reasons)
    mixed = problems[:]
    random.shuffle(mixed)
    assert [one.ward for one in rank(mixed)] == [one.ward for one in found]
