"""Searches that start from the present plan, the names that locked neighborhoods keep, rules written as text."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from khu_pho_mapper.core.model.errors import KhuPhoError
from khu_pho_mapper.core.proposal.current import start_labels
from khu_pho_mapper.core.proposal.naming import neighborhood_ids, neighborhood_names
from khu_pho_mapper.core.proposal.parts import split_parts
from khu_pho_mapper.core.proposal.plan import Effort, Settings, Start
from khu_pho_mapper.core.proposal.problem import NONE
from khu_pho_mapper.core.proposal.rules import Rules
from khu_pho_mapper.core.proposal.rules_propose import propose_with_rules
from khu_pho_mapper.core.proposal.rules_text import parse_groups, parse_pairs, share_out
from khu_pho_mapper.core.proposal.scores import score
from proposal_cases import contiguous, grid, small_problems

FROM_CURRENT = Settings(effort=Effort.QUICK, start=Start.CURRENT)
COLUMNS = np.array([i % 6 // 2 for i in range(24)])


def ward(minimum, labels=COLUMNS, **extra):
    """6 x 4 units of 100 households; present khu phố "1" to "3" of two columns each."""
    return grid(
        6, 4, 100, minimum, ids=[f"T{i:02d}" for i in range(24)], current=labels, old=labels,
        names={"current": ("1", "2", "3"), "old": ("1", "2", "3")}, **extra,
    )  # fmt: skip


def planned(problem, rules=Rules(), asked=FROM_CURRENT):  # noqa: B008 (frozen)
    return propose_with_rules([problem], [rules], asked).result.plans[0]


def test_khu_pho_that_meet_the_minimum_stay_as_they_are():
    plan = planned(ward(500))
    assert plan.scores.households_moved == 0
    assert plan.scores.neighborhoods == 3


def test_a_present_plan_without_old_neighborhoods_is_held_as_well():
    rows = np.array([i // 6 // 2 for i in range(24)])  # two khu phố of two rows each, unlike the old ones
    problem = replace(ward(900), current=rows)
    labels = planned(problem).labels
    assert len({(a, b) for a, b in zip(labels.tolist(), rows.tolist())}) == 2


def test_only_what_must_changes_where_one_is_too_small():
    labels = np.array([0 if i % 6 < 1 else 1 if i % 6 < 3 else 2 for i in range(24)])  # 400, 800, 1200 households
    plan = planned(ward(500, labels))
    assert plan.meets_minimum
    assert plan.scores.households_moved <= 400


def test_the_number_asked_for_is_reached_from_the_present_plan():
    for count in (2, 4):
        plan = planned(ward(400).with_count(count))
        assert plan.scores.neighborhoods == count
        assert plan.meets_minimum
        assert contiguous(ward(400), plan.labels)


def test_without_a_present_plan_the_old_neighborhoods_are_the_start():
    problem = replace(ward(500), current=np.full(24, NONE))
    assert planned(problem).scores.households_moved == 0


@given(small_problems(12), st.data())
@settings(max_examples=60, deadline=None)
def test_any_start_gives_a_legal_plan(problem, data):
    labels = data.draw(st.lists(st.integers(-1, 3), min_size=problem.size, max_size=problem.size))
    problem = replace(problem, current=np.array(labels))
    plan = planned(problem)
    assert contiguous(problem, plan.labels)
    assert plan.scores.below_minimum == sum(part.total < problem.minimum for part in split_parts(problem))


@given(small_problems(12), st.data())
@settings(max_examples=60, deadline=None)
def test_the_start_is_connected_and_at_the_minimum(problem, data):
    labels = data.draw(st.lists(st.integers(-1, 3), min_size=problem.size, max_size=problem.size))
    most = data.draw(st.integers(1, 4))
    for part in split_parts(replace(problem, current=np.array(labels))):
        start = start_labels(part, most)
        if start is not None:
            assert 1 < len(set(start)) <= most
            load = np.bincount(start, part.households)
            assert (load >= part.minimum).all()
            assert len(start) == part.size


def test_zero_households_join_where_it_is_most_compact():
    households = [100] * 24
    households[8] = 0  # T08: two of its neighbors are in one khu phố, whatever the plan
    problem = grid(6, 4, households, 500)
    plan = propose_with_rules([problem], [Rules()], Settings(effort=Effort.NORMAL)).result.plans[0]
    assert contiguous(problem, plan.labels)
    for other in {int(plan.labels[unit]) for unit in (2, 7, 9, 14)} - {int(plan.labels[8])}:
        moved = plan.labels.copy()
        moved[8] = other
        if contiguous(problem, moved):
            assert score(problem, moved, Settings().weights).cost >= plan.scores.cost - 1e-9


def test_missing_households_count_as_none_and_are_told():
    known = [i not in (3, 9) for i in range(24)]
    households = [100 if there else 0 for there in known]
    problem = grid(6, 4, households, 500, known=known)
    plan = propose_with_rules([problem], [Rules(together=(("0000003", "0000009"),))], FROM_CURRENT).result.plans[0]
    assert len(plan.labels) == 24
    assert np.bincount(plan.labels, households).min() >= 500
    assert [reason.values["number"] for reason in plan.reasons if "no number" in reason.template] == [2]


def test_locked_khu_pho_keep_their_names_and_the_others_get_free_ones():
    problem = replace(ward(400), ward="27301", names={"current": ("27301-KP02", "Khu phố 5", "Bến Đò")})
    found = propose_with_rules([problem], [Rules(frozen=frozenset(problem.names["current"]))], FROM_CURRENT)
    labels, kept = found.result.plans[0].labels, found.kept[0]
    names = dict(zip(COLUMNS.tolist(), neighborhood_names(problem, labels, kept)))
    numbers = dict(zip(COLUMNS.tolist(), neighborhood_ids(problem, labels, kept)))
    assert names == {0: "Khu phố 2", 1: "Khu phố 5", 2: "Bến Đò"}
    assert numbers == {0: "27301-KP02", 1: "27301-KP05", 2: "27301-KP01"}


def test_ids_and_names_never_repeat():
    problem = ward(400)
    labels = np.arange(24) % 5
    for kept in ({}, {0: "3", 4: "khu 3"}, {1: "KP01", 2: "Khu phố 999999"}):
        for given_names in (neighborhood_ids, neighborhood_names):
            assert len(set(given_names(problem, labels, kept))) == 5


def test_rules_as_text():
    assert parse_groups(" T1+T2 ; T3 + T4+T5;\n") == (("T1", "T2"), ("T3", "T4", "T5"))
    assert parse_pairs("T1+T2") == (("T1", "T2"),)
    assert parse_groups("") == ()
    for text in ("T1", "T1+", "T1+T2; T3"):
        with pytest.raises(KhuPhoError, match="no group"):
            parse_groups(text)
    with pytest.raises(KhuPhoError, match="no pair"):
        parse_pairs("T1+T2+T3")


def test_rules_are_shared_out_over_wards():
    first, second = ward(400), replace(ward(400), ids=tuple(f"U{i:02d}" for i in range(24)))
    rules = Rules(together=(("T00", "T01"),), apart=(("U00", "U06"), ("T00", "U00")), maximum=900)
    locked = ["T00", *[f"U{i:02d}" for i in np.flatnonzero(COLUMNS == 2)]]
    one, other = share_out([first, second], rules, locked)
    assert (one.together, one.apart, one.locked, one.frozen) == ((("T00", "T01"),), (), {"T00": "1"}, frozenset())
    assert (other.apart, other.locked, other.frozen) == ((("U00", "U06"),), {}, frozenset({"3"}))
    assert one.maximum == other.maximum == 900


@pytest.mark.parametrize(
    ("rules", "locked", "named"),
    [
        (Rules(together=(("T00", "U00"),)), (), ["T00", "U00"]),
        (Rules(apart=(("T00", "X"),)), (), ["X"]),
        (Rules(), ("V00",), ["V00"]),
    ],
)
def test_rules_that_can_not_be_shared_out_name_the_unit(rules, locked, named):
    wards = [ward(400), replace(ward(400), ids=tuple(f"U{i:02d}" for i in range(24)))]
    wards.append(replace(grid(1, 1, 500, 400), ids=("V00",)))
    with pytest.raises(KhuPhoError) as caught:
        share_out(wards, rules, locked)
    assert all(name in str(caught.value) for name in named)
