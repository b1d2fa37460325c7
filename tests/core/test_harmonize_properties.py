"""Properties of every harmonization: small random grids, every rule, with locks and decisions of all kinds."""

import itertools
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from harmonize_cases import compared, read, rook, unit_frame
from khu_pho_mapper.core.alignment.harmonize import (
    PRESETS,
    Wishes,
    harmonize,
    preview,
    program,
    rebuild,
    replay,
)
from khu_pho_mapper.core.alignment.harmonize.cost import Cost
from khu_pho_mapper.core.alignment.harmonize.decide import decide
from khu_pho_mapper.core.alignment.harmonize.decisions import FREE, Decisions
from khu_pho_mapper.core.alignment.harmonize.resolve import prepare
from khu_pho_mapper.core.alignment.harmonize.task import Task
from khu_pho_mapper.core.coverage.adjacency import Adjacency
from khu_pho_mapper.core.coverage.dissolve import dissolve, prove_whole
from khu_pho_mapper.core.model.run import RunControl

WIDTH = 4
SLOW = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def worlds(draw, least_rows=2, most_rows=4, gaps=True, forces=(1, 2)):
    """A ward, and forces that differ from it in some units; readings partly undecided or missing."""
    rows = draw(st.integers(least_rows, most_rows))
    size = WIDTH * rows
    count = draw(st.integers(2, 4))
    ward = [f"KP{1 + min(place * count // size, count - 1)}" for place in range(size)]
    for place in draw(st.lists(st.integers(0, size - 1), max_size=3)):
        ward[place] = f"KP{draw(st.integers(1, count))}"
    if gaps and draw(st.integers(0, 9)) == 0:
        ward[draw(st.integers(0, size - 1))] = None
    households = draw(st.lists(st.one_of(st.integers(0, 12), st.none()), min_size=size, max_size=size))
    units = unit_frame(WIDTH, ward, households)
    readings = []
    for force in ("police", "militia")[: draw(st.sampled_from(forces))]:
        labels = [None if name is None else f"{force[0]}{name[2:]}" for name in ward]
        extra = draw(st.integers(0, 1))
        for place in draw(st.lists(st.integers(0, size - 1), max_size=7)):
            labels[place] = f"{force[0]}{draw(st.integers(1, count + extra))}"
        if gaps:
            for place in draw(st.lists(st.integers(0, size - 1), max_size=1)):
                labels[place] = None
        decided = [draw(st.integers(0, 7)) > 0 for _ in range(size)]
        if not any(labels):
            labels[0] = f"{force[0]}1"
        readings.append(read(units, force, labels, decided=decided))
    return units, compared(units, *readings), rook(WIDTH, rows)


MINIMA = st.one_of(st.none(), st.integers(1, 40))


@st.composite
def wishes(draw, units):
    """A rule, a minimum, and locked units."""
    locked = draw(st.sets(st.sampled_from(list(units["unit_id"])), max_size=3))
    return Wishes(draw(st.sampled_from(PRESETS)), draw(MINIMA), frozenset(locked))


def run(world, wish):
    return harmonize(world[0], world[1], world[2], wish)


def same(one, two):
    return one.keys() == two.keys() and all(list(one[name]) == list(two[name]) for name in one)


def pieces(world, labels):
    """Return label → number of connected pieces, of labels in the order of the units."""
    left, found = {at for at, label in enumerate(labels) if label is not None}, {}
    near = {at: set() for at in range(len(labels))}
    for first, second in world[2].pairs.tolist():
        near[first].add(second)
        near[second].add(first)
    while left:
        stack = [min(left)]
        label = labels[stack[0]]
        found[label] = found.get(label, 0) + 1
        left.discard(stack[0])
        while stack:
            for other in near[stack.pop()]:
                if other in left and labels[other] == label:
                    left.discard(other)
                    stack.append(other)
    return found


def people(units, labels):
    found = {}
    for label, number in zip(labels, units["households"]):
        if label is not None:
            found[label] = found.get(label, 0) + (0 if pd.isna(number) else int(number))
    return found


def signed(changes, draw, *, kinds=("", "agree", "refuse")):
    """Return *changes* with random decisions of the three authorities."""
    changes = changes.copy()
    for at in changes.index:
        choice = draw(st.sampled_from(("signed", "refused", "open", "partly")))
        marks = {"signed": ("agree",) * 3, "open": ("",) * 3, "partly": ("agree", "", "agree")}.get(choice)
        if marks is None:
            marks = draw(st.permutations(("refuse", "agree", "")))
        for who, mark in zip(("ward", "police", "militia"), marks):
            changes.loc[at, f"{who}_decision"] = mark
            changes.loc[at, f"{who}_comment"] = "seen" if mark else ""
    return changes


@SLOW
@given(st.data())
def test_changes_applied_to_the_old_labels_give_exactly_the_new_ones(data):
    world = data.draw(worlds())
    wish = data.draw(wishes(world[0]))
    harmony = run(world, wish)
    assert same(replay(harmony.unit_ids, harmony.before, harmony.changes), harmony.after)
    rows = signed(harmony.changes, data.draw)
    again = run(world, Wishes(data.draw(st.sampled_from(PRESETS)), wish.minimum, wish.locked, rows))
    assert same(replay(again.unit_ids, again.before, again.changes), again.after)
    assert same(rebuild(again.unit_ids, again.before, again.changes, "all"), again.after)
    nothing = again.changes.assign(ward_decision="")
    assert same(rebuild(again.unit_ids, again.before, nothing, "signed"), again.before)
    assert again.changes["change_id"].is_unique


@SLOW
@given(st.data())
def test_signed_rows_are_kept_and_refused_ones_leave_the_existing_label(data):
    world = data.draw(worlds())
    first = run(world, data.draw(wishes(world[0])))
    rows = signed(first.changes, data.draw)
    second = run(world, Wishes(data.draw(st.sampled_from(PRESETS)), data.draw(MINIMA), frozenset(), rows))
    place = {unit: at for at, unit in enumerate(second.unit_ids)}
    kept = second.changes.set_index("change_id")
    for row in rows.to_dict("records"):
        marks = [row[f"{who}_decision"] for who in ("ward", "police", "militia")]
        now = second.after[row["authority"]][place[row["unit_id"]]]
        if "refuse" in marks:
            assert now != row["to_id"]
            assert kept.loc[row["change_id"], "reason"] == "refused"
            assert [kept.loc[row["change_id"], f"{who}_decision"] for who in ("ward", "police", "militia")] == marks
        elif marks == ["agree"] * 3:
            assert now == row["to_id"]
            assert kept.loc[row["change_id"], "ward_comment"] == "seen"
        elif row["change_id"] in kept.index:
            assert [kept.loc[row["change_id"], f"{who}_decision"] for who in ("ward", "police", "militia")] == marks


@SLOW
@given(st.data())
def test_answer_is_independent_of_feature_order_and_the_same_twice(data):
    world = data.draw(worlds())
    wish = data.draw(wishes(world[0]))
    harmony = run(world, wish)
    order = np.array(data.draw(st.permutations(range(len(world[0])))))
    rank = np.argsort(order)
    pairs = np.sort(rank[world[2].pairs], axis=1)
    shuffled = np.random.default_rng(0).permutation(len(pairs))
    turned = Adjacency(pairs[shuffled], world[2].shared_m[shuffled], world[2].barrier[shuffled])
    other = harmonize(world[0].iloc[order].reset_index(drop=True), world[1], turned, wish)
    assert same(harmony.after, other.after)
    pd.testing.assert_frame_equal(harmony.changes.astype(str), other.changes.astype(str))
    assert harmony.summary == other.summary
    assert same(run(world, wish).after, harmony.after)


@SLOW
@given(st.data())
def test_locks_pieces_and_minimum_are_kept(data):
    world = data.draw(worlds())
    wish = data.draw(wishes(world[0]))
    harmony = run(world, wish)
    before, after = list(harmony.before["ward"]), list(harmony.after["ward"])
    for unit, old, new in zip(harmony.unit_ids, before, after):
        assert unit not in wish.locked or old == new
    was, now = pieces(world, before), pieces(world, after)
    assert set(was) == set(now)
    assert all(now[label] <= was[label] for label in was)
    had, have = people(world[0], before), people(world[0], after)
    for label, number in had.items():
        if wish.minimum and number >= wish.minimum:
            assert have[label] >= wish.minimum
    assert harmony.summary["constraints"]["broken"] == []
    assert sum(had.values()) <= sum(have.values()) or None in after


@SLOW
@given(st.data())
def test_each_neighborhood_has_one_area_of_each_force_and_totals_add_up(data):
    world = data.draw(worlds())
    harmony = run(world, data.draw(wishes(world[0])))
    for force, after in harmony.after.items():
        if force == "ward":
            continue
        pairs = {(home, area) for home, area in zip(harmony.after["ward"], after) if home is not None}
        assert len(pairs) == len({home for home, _ in pairs}) == len({area for _, area in pairs})
        assert all(harmony.partners[force][home] == area for home, area in pairs)
    rows = harmony.changes
    moved = harmony.summary["moved"]
    for authority in harmony.before:
        for state, tail in (("decided", ""), ("undecided", "_undecided")):
            some = rows[(rows["authority"] == authority) & (rows["state"] == state)]
            assert moved[authority]["units" + tail] == len(some)
            assert moved[authority]["households" + tail] == int(some["households"].fillna(0).sum())
    names = [name for name in moved if name != "in_all"]
    assert moved["in_all"]["households"] == sum(moved[name]["households"] for name in names)


@SLOW
@given(st.data())
def test_fewest_moved_moves_no_more_households_than_any_other_rule(data):
    world = data.draw(worlds())
    wish = data.draw(wishes(world[0]))
    figures = preview(world[0], world[1], world[2], wish)
    least = figures["fewest_moved"]["in_all"]["households"]
    assert all(figures[preset]["in_all"]["households"] >= least for preset in PRESETS)
    harmony = run(world, wish)
    assert harmony.summary["moved"] == figures[wish.preset]


@SLOW
@given(st.data())
def test_rebuilt_boundaries_are_unions_of_whole_units(data):
    world = data.draw(worlds(gaps=False))
    harmony = run(world, data.draw(wishes(world[0])))
    geometry = world[0]["geometry"].to_numpy()
    for labels in harmony.after.values():
        known = [label for label in labels if label is not None]
        names, codes = np.unique(np.array(known, dtype=str), return_inverse=True)
        assert len(known) == len(labels)
        regions = dissolve(geometry, codes)
        prove_whole(geometry, codes, regions)
        assert len(regions) == len(names)


def cheapest_by_trying(task):
    """Return the least cost of all labelings that keep the rules, trying every one."""
    domains = list(task.domains(range(task.case.size)).values())
    costs = [
        {label: int(task.cost.of(np.array([unit]), np.array([label]))[0][0]) for label in domain}
        for unit, domain in enumerate(domains)
    ]
    best = None
    for labels in itertools.product(*domains):
        cost = sum(some[label] for some, label in zip(costs, labels))
        if (best is None or cost < best) and not len(task.broken(np.array(labels))):
            best = cost
    return best


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_labeling_at_all_is_cheaper_and_without_the_exact_program_the_bound_holds(data):
    world = data.draw(worlds(least_rows=2, most_rows=2, gaps=False, forces=(2,)))
    prepared = prepare(*world)
    size = prepared.case.size
    decisions = Decisions(fixed=np.full(size, FREE))
    preset = data.draw(st.sampled_from(("police", "majority", "fewest_moved")))
    task = Task(Cost(prepared.case, prepared.votes, preset, decisions), decisions.fixed, data.draw(MINIMA))
    decided = decide(task, RunControl())
    assert decided.proven
    assert not len(task.broken(decided.labels))
    assert decided.cost == decided.bound == cheapest_by_trying(task)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(program, "MOST_VARIABLES", 0)
        rough = decide(task, RunControl())
    assert not len(task.broken(rough.labels))
    assert rough.bound <= decided.cost <= rough.cost


@SLOW
@given(st.data())
def test_rules_are_kept_without_the_exact_program_too(data):
    world = data.draw(worlds())
    wish = data.draw(wishes(world[0]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(program, "MOST_VARIABLES", data.draw(st.integers(0, 20)))
        harmony = run(world, wish)
        figures = preview(world[0], world[1], world[2], wish)
    before, after = list(harmony.before["ward"]), list(harmony.after["ward"])
    was, now = pieces(world, before), pieces(world, after)
    assert set(was) == set(now)
    assert all(now[label] <= was[label] for label in was)
    had, have = people(world[0], before), people(world[0], after)
    assert all(
        have[label] >= min(number, wish.minimum or 0) for label, number in had.items() if number >= (wish.minimum or 0)
    )
    least = figures["fewest_moved"]["in_all"]["households"]
    assert all(figures[preset]["in_all"]["households"] >= least for preset in PRESETS)
