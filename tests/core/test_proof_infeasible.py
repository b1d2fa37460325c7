"""Reasons name the units that make the minimum impossible, and what would help."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from khu_pho_mapper.core.proposal.proof.infeasible import why_impossible
from proposal_cases import grid


def without(problem, *pairs):
    keep = [tuple(edge) not in pairs for edge in problem.edges.tolist()]
    cut = {"edges": problem.edges[keep], "shared_m": problem.shared_m[keep], "barrier": problem.barrier[keep]}
    return replace(problem, **cut)


def test_a_sound_ward_has_no_reasons():
    assert why_impossible(grid(4, 4, 100, 300)) == []


def test_ward_below_the_minimum_needs_a_neighbor_or_an_exemption():
    (reason,) = why_impossible(grid(2, 2, 50, 300, ward="W"))
    assert reason.code == "ward_short"
    assert "100 fewer" in str(reason.message)
    assert len(reason.units) == 4


def test_island_names_the_bridge_with_its_distance():
    problem = without(grid(5, 1, [160, 100, 110, 40, 30], 150, ward="W"), (2, 3))
    (reason,) = why_impossible(problem)
    assert reason.code == "cut_off"
    assert reason.units == (3, 4)
    assert reason.link == (3, 2)
    text = " ".join(str(own) for own in (reason.message, *reason.helps))
    for word in ("70 households", "80 fewer", problem.ids[3], problem.ids[2], "100 m", "440 households", "exemption"):
        assert word in text


def test_units_behind_a_choke_unit_are_named_once():
    problem = grid(6, 1, [100, 100, 200, 40, 30, 20], 110, ward="W")
    assert problem.total // 110 == 4
    reasons = [reason for reason in why_impossible(problem) if reason.code == "choke"]
    assert [set(reason.units) for reason in reasons] == [{2, 3, 4, 5}]
    assert problem.ids[2] in str(reasons[0].message)


def test_choke_unit_that_lowers_the_number():
    star = replace(grid(5, 1, [60, 60, 10, 60, 60], 100), edges=np.array([[0, 2], [1, 2], [2, 3], [2, 4]]))
    codes = [reason.code for reason in why_impossible(star)]
    assert "choke_count" in codes


def test_minimum_and_maximum_that_exclude_each_other():
    (reason,) = why_impossible(grid(3, 1, 100, 160, maximum=200))
    assert reason.code == "maximum"
    assert "too many for 1" in str(reason.message)
