"""Known cases of harmonizing: what each rule does, what is given back or moves along, decisions, words, streets."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely import LineString

sys.path.insert(0, str(Path(__file__).parent))
from harmonize_cases import World, compared, read, rook, unit_frame
from khu_pho_mapper.core.alignment.compare import compare
from khu_pho_mapper.core.alignment.harmonize import (
    CHANGES,
    PRESETS,
    WORK_LIST,
    Wishes,
    change_id,
    harmonize,
    locks_from_refused,
    preview,
    program,
    rebuild,
    replay,
)
from khu_pho_mapper.core.coverage.adjacency import find_adjacency
from khu_pho_mapper.core.model.errors import CanceledError, KhuPhoError
from khu_pho_mapper.core.model.run import RunControl

AGREED = {f"{who}_decision": "agree" for who in ("ward", "police", "militia")}


def run(world, preset="majority", **wishes):
    return harmonize(world.units, world.comparison, world.adjacency, Wishes(preset, **wishes))


def labels(harmony, authority="ward", width=4):
    """Return the labels as lines of letters, from south to north."""
    found = ["." if label is None else label for label in harmony.after[authority]]
    return ["".join(found[start : start + width]) for start in range(0, len(found), width)]


TWO = World("AABB AABB AABB", "aabb abbb aabb", "xxyy xyyy xxyy")
"""Both forces have one unit of A with B."""


@pytest.mark.parametrize(
    ("preset", "ward", "moves"),
    [
        ("khu_pho", ["AABB", "AABB", "AABB"], {"ward": 0, "police": 10, "militia": 10}),
        ("police", ["AABB", "ABBB", "AABB"], {"ward": 10, "police": 0, "militia": 0}),
        ("majority", ["AABB", "ABBB", "AABB"], {"ward": 10, "police": 0, "militia": 0}),
        ("fewest_moved", ["AABB", "ABBB", "AABB"], {"ward": 10, "police": 0, "militia": 0}),
    ],
)
def test_rules_differ_where_both_forces_differ_from_the_ward(preset, ward, moves):
    harmony = run(TWO, preset)
    assert labels(harmony) == ward
    assert {who: harmony.summary["moved"][who]["households"] for who in moves} == moves
    assert [line.upper() for line in labels(harmony, "police")] == ward
    assert harmony.summary["constraints"]["proven"]


def test_one_force_alone_is_no_majority():
    world = World("AABB AABB", "aabb abbb", "xxyy xxyy")
    assert labels(run(world, "majority")) == labels(run(world, "fewest_moved")) == ["AABB", "AABB"]
    assert labels(run(world, "police")) == ["AABB", "ABBB"]
    row = run(world, "majority").changes.iloc[0]
    assert (row.authority, row.from_id, row.to_id, row.reason) == ("police", "b", "a", "majority")
    assert labels(run(World("AABB AABB", "aabb abbb"), "majority")) == ["AABB", "AABB"]
    alone = World("AABB AABB", None, "xxyy xyyy")
    with pytest.raises(KhuPhoError, match="needs a layer of police beats"):
        run(alone, "police")
    figures = preview(alone.units, alone.comparison, alone.adjacency, Wishes())
    assert list(figures) == ["khu_pho", "majority", "fewest_moved"]


def test_undecided_readings_abstain_and_are_listed():
    world = World("AABB AABB", "aabb abbb", "xxyy xyyy", militia_decided="dddd d?dd")
    harmony = run(world, "majority")
    assert labels(harmony) == ["AABB", "AABB"]
    rows = harmony.changes.set_index("authority")
    assert rows.loc["militia", "state"] == "undecided"
    assert rows.loc["militia", "confidence"] <= 0.3
    assert rows.loc["militia", "reason"] == "undecided"
    assert rows.loc["police", "state"] == "decided"
    assert harmony.summary["moved"]["in_all"]["households"] == 10
    assert harmony.summary["moved"]["in_all"]["households_undecided"] == 10
    assert harmony.undecided[["unit_id", "force"]].to_numpy().tolist() == [["T005", "militia"]]
    assert harmony.state["militia"][5] == "undecided"


def test_a_move_that_would_leave_a_unit_cut_off_is_given_back():
    world = World("AAAA BBBB", "aaba bbbb", "xxyx yyyy", households=[10, 10, 10, 30, 10, 10, 10, 10])
    harmony = run(world, "majority")
    assert labels(harmony) == ["AAAA", "BBBB"]
    assert harmony.summary["constraints"] == {
        "units_given_back": 1, "households_given_back": 10, "units_moved_along": 0, "households_moved_along": 0,
        "proven": True, "households_above_bound": 0, "locked": 0, "broken": [],
    }  # fmt: skip
    row = harmony.changes.iloc[0]
    assert row.reason == "given_back"
    assert "The rule would put the unit into B" in str(row.reason_text)


def test_companions_move_along_where_that_is_cheaper_than_giving_back():
    world = World("AAAA BBBB", "aaba bbbb", "xxyx yyyy", households=[100, 100, 90, 1, 100, 100, 100, 100])
    harmony = run(world, "majority")
    assert labels(harmony) == ["AABB", "BBBB"]
    assert harmony.summary["constraints"]["units_moved_along"] == 1
    row = harmony.changes[(harmony.changes["unit_id"] == "T003") & (harmony.changes["authority"] == "ward")].iloc[0]
    assert row.reason == "moved_along"
    assert row.confidence <= 0.5
    assert "moves along to B" in str(row.reason_text)


def test_the_minimum_is_kept_by_giving_back_the_cheapest_moves():
    households = [10, 10, 10, 10, 20, 7, 20, 20]
    world = World("AAAA BBBB", "aaaa abbb", "xxxx xyyy", households=households)
    assert labels(run(world, "majority")) == ["AAAA", "ABBB"]
    assert labels(run(world, "majority", minimum=60)) == ["AAAA", "BBBB"]
    assert labels(run(world, "majority", minimum=47)) == ["AAAA", "ABBB"]
    world = World("AAAA BBBB", "aaaa aabb", "xxxx xxyy", households=households)
    assert labels(run(world, "majority", minimum=41)) == ["AAAA", "ABBB"]
    harmony = run(world, "majority", minimum=100)
    assert labels(harmony) == ["AAAA", "AABB"]  # who hasn't got the minimum can't lose it
    assert harmony.summary["neighborhoods_below_minimum"] == {"before": ["A", "B"], "after": ["A", "B"]}


def test_no_neighborhood_vanishes():
    world = World("AAAB AAAB", "aaaa aaab", "xxxx xxxx")
    for preset in PRESETS:
        harmony = run(world, preset)
        assert set(harmony.after["ward"]) == {"A", "B"}


def test_locked_units_keep_their_neighborhood():
    harmony = run(TWO, "majority", locked=frozenset({"T005"}))
    assert labels(harmony) == ["AABB", "AABB", "AABB"]
    assert set(harmony.changes["reason"]) == {"locked"}
    assert harmony.summary["constraints"]["locked"] == 1


def test_several_neighborhoods_of_one_beat_are_told_and_divided():
    names = {"3": "Khu phố 3", "4": "Khu phố 4", "5": "Khu phố 5"}
    world = World("334455 334455", "777788 777778", names=names)
    harmony = run(world, "police")
    assert harmony.after["ward"].tolist()[6:] == [*["Khu phố 3"] * 2, *["Khu phố 4"] * 2, *["Khu phố 5"] * 2]
    group = harmony.groups[0]
    assert (group.kind, group.neighborhoods, group.areas) == ("n:1", ("Khu phố 3", "Khu phố 4"), ("7",))
    assert str(group.sentence).startswith("Police beat 7 = Khu phố 3 + 4: one beat for several khu phố.")
    assert harmony.partners["police"]["Khu phố 4"] == "Khu phố 4 (mới)"
    rows = harmony.changes[harmony.changes["to_id"] == "Khu phố 4 (mới)"]
    assert set(rows["reason"]) == {"new_area"}
    assert harmony.summary["new_areas"] == {"police": ["Khu phố 4 (mới)"]}
    assert harmony.summary["groups"]["police"]["n:1"] == 1


def test_several_beats_of_one_neighborhood_become_one():
    harmony = run(World("AAAABB AAAABB", "112233 112233"), "police")
    assert set(harmony.after["ward"][:4]) == {"A"}
    assert not len(harmony.changes[harmony.changes["authority"] == "ward"])
    group = harmony.groups[0]
    assert (group.kind, group.areas) == ("1:n", ("1", "2"))
    assert len(harmony.summary["given_up_areas"]["police"]) == 1


def test_crossing_areas_missing_areas_and_areas_without_neighborhood_are_groups_too():
    crossing = run(World("AAAA BBBB", "1122 1122"), "khu_pho").groups
    assert [(group.kind, str(group.sentence)) for group in crossing][:1] == [("1:1", "Police beat 1 = A.")]
    lone = run(World("AAAA BBBB CCCC", "1122 1122 1122"), "khu_pho").groups
    assert str(lone[-1].sentence) == "Police beats 1 + 2 and C lie across each other. Matched: none."
    gap = World("AABB AABB", "aa.. aa..")
    harmony = run(gap, "police")
    assert [group.kind for group in harmony.groups] == ["1:1", "1:0"]
    assert set(harmony.after["police"]) == {"a", "B (mới)"}
    assert set(harmony.changes["reason"]) == {"no_area"}
    outside = harmonize(
        units := unit_frame(2, ["A", None], [5, 5]),
        compared(units, read(units, "police", ["a", "b"])),
        rook(2, 1),
        Wishes("khu_pho"),
    )
    assert [group.kind for group in outside.groups] == ["1:1", "0:1"]
    assert list(outside.after["police"]) == ["a", "b"]
    assert not len(outside.changes)


def test_units_without_neighborhood_follow_the_rule():
    world = World("A.BB AABB", "aabb aabb", "xxyy xxyy")
    assert labels(run(world, "khu_pho"))[0] == "A.BB"
    assert labels(run(world, "fewest_moved"))[0] == "A.BB"
    assert labels(run(world, "police"))[0] == "AABB"
    harmony = run(world, "majority")
    assert labels(harmony)[0] == "AABB"
    assert harmony.changes.iloc[0].from_id is None


def test_a_single_unit_and_units_without_any_neighborhood():
    for preset in PRESETS:
        one = run(World("A", "a", "x"), preset, minimum=5)
        assert list(one.after["ward"]) == ["A"]
        assert not len(one.changes)
        none = run(World(".. ..", "aa bb", "xx xx"), preset, minimum=5)
        assert set(none.after["ward"]) == {None}
        assert not len(none.changes)
        assert [group.kind for group in none.groups] == ["0:1"] * 3


def test_missing_households_count_nothing_and_stay_missing():
    world = World("AABB AABB", "aabb abbb", "xxyy xyyy", households=[10, 10, 10, 10, 10, None, 10, 10])
    row = run(world, "majority").changes.iloc[0]
    assert pd.isna(row.households)
    assert "unknown number of households" in str(row.reason_text)
    empty = World("AABB AABB", "aabb abbb", "xxyy xyyy", households=[None] * 8)
    assert labels(run(empty, "majority", minimum=5)) == ["AABB", "ABBB"]


def test_no_unit_leaves_its_ward():
    world = World("AABB AABB", "aabb abbb", "xxyy xyyy", wards=["1", "1", "2", "2"] * 2)
    for preset in PRESETS:
        assert labels(run(world, preset)) == ["AABB", "AABB"]


def test_neighborhoods_in_pieces_do_not_get_worse():
    world = World("AABA AABA AABB", "aaba abba aabb", "xxyx xyyx xxyy")
    harmony = run(world, "police")
    assert labels(harmony) == ["AABA", "ABBA", "AABB"]
    torn = World("AAABAA BBBBBB", "aabbaa bbbbbb", "xxyyxx yyyyyy")
    assert labels(run(torn, "police"), width=6) == ["AABBAA", "BBBBBB"]
    middle = World("AAABAA BBBBBB", "abaBaa BBBBBB", "xyxyxx yyyyyy", names={})
    assert labels(run(middle, "majority"), width=6) == ["AAABAA", "BBBBBB"]


def decided(harmony, *rows):
    """Return the changes with marks: (unit, authority, marks)."""
    changes = harmony.changes.copy()
    for unit, authority, marks in rows:
        at = (changes["unit_id"] == unit) & (changes["authority"] == authority)
        assert at.sum() == 1
        for column, value in marks.items():
            changes.loc[at, column] = value
    return changes


def test_a_signed_row_is_kept_by_every_rule_with_its_id():
    first = run(TWO, "majority")
    rows = decided(first, ("T005", "ward", AGREED))
    for preset in PRESETS:
        again = run(TWO, preset, decisions=rows)
        assert labels(again) == ["AABB", "ABBB", "AABB"]
        row = again.changes.iloc[0]
        assert row.change_id == first.changes.iloc[0].change_id == change_id("ward", "T005", "A", "B")
        assert row.reason == "signed"
        assert again.summary["decisions"]["signed"] == 1
        assert rebuild(again.unit_ids, again.before, again.changes)["ward"][5] == "B"
    locked = run(TWO, "khu_pho", decisions=rows, locked=frozenset({"T005"}))
    assert locked.after["ward"][5] == "B"
    assert locked.summary["decisions"]["locks_overruled"] == ["T005"]


def test_companions_come_along_with_signed_rows():
    """A signed unit that only touches its new khu phố through another one takes that one along, unless it is locked."""
    both = World("AAAA AAAA BBBB", "baaa baaa bbbb", "yxxx yxxx yyyy")
    first = run(both, "majority")
    assert labels(first) == ["BAAA", "BAAA", "BBBB"]
    rows = decided(first, ("T000", "ward", AGREED))
    far = World("AAAA AAAA BBBB", "baaa aaaa bbbb", "yxxx xxxx yyyy")
    assert labels(run(far, "majority")) == ["AAAA", "AAAA", "BBBB"]
    harmony = run(far, "majority", decisions=rows)
    assert labels(harmony) == ["BAAA", "BAAA", "BBBB"]
    assert set(harmony.changes.query("unit_id == 'T004'")["reason"]) == {"moved_along"}
    held = run(far, "khu_pho", decisions=rows, locked=frozenset(far.units["unit_id"]) - {"T000"})
    assert labels(held) == ["BAAA", "AAAA", "BBBB"]
    assert held.summary["constraints"]["broken"] == ["B"]


def test_a_refused_row_of_the_ward_keeps_the_unit_and_is_remembered():
    rows = decided(run(TWO, "majority"), ("T005", "ward", {"militia_decision": "refuse", "militia_comment": "no"}))
    for preset in PRESETS:
        again = run(TWO, preset, decisions=rows)
        assert labels(again) == ["AABB", "AABB", "AABB"]
        remembered = again.changes[again.changes["authority"] == "ward"].iloc[0]
        assert (remembered.reason, remembered.militia_comment) == ("refused", "no")
        assert "Refused by militia" in str(remembered.reason_text)
        assert again.after["police"][5] == "a"
        assert replay(again.unit_ids, again.before, again.changes)["ward"][5] == "A"


def test_a_refused_row_of_a_force_leaves_its_area():
    first = run(TWO, "khu_pho")
    rows = decided(first, ("T005", "police", {"police_decision": "refuse"}))
    again = run(TWO, "khu_pho", decisions=rows)
    assert again.after["police"][5] == "b"
    assert again.after["militia"][5] == "x"
    assert locks_from_refused(rows, first.partners) == {"T005": "B"}
    both = decided(run(TWO, "majority"), ("T005", "ward", {"ward_decision": "refuse"}))
    assert locks_from_refused(pd.concat([rows, both]), first.partners) == {"T005": "A"}


def test_decisions_that_no_longer_fit_are_told():
    first = run(TWO, "majority")
    rows = decided(first, ("T005", "ward", AGREED))
    other = World("AABB ABBB AABB", "aabb abbb aabb", "xxyy xyyy xxyy")
    assert run(other, "majority", decisions=rows).summary["decisions"]["done"] == [rows.iloc[0].change_id]
    changed = World("AACC ABCC AACC", "aacc aacc aacc", "xxyy xyyy xxyy")
    strange = pd.concat([rows, rows.assign(unit_id="Z", from_id="Q")], ignore_index=True)
    found = run(changed, "majority", decisions=strange).summary["decisions"]
    assert len(found["stale"]) + len(found["done"]) == 2
    partly = decided(first, ("T005", "ward", {"ward_decision": "agree"}))
    assert run(TWO, "khu_pho", decisions=partly).summary["decisions"]["no_longer_proposed"] == [rows.iloc[0].change_id]
    assert run(TWO, "majority", decisions=partly).changes.iloc[0].ward_decision == "agree"


def test_where_the_program_is_too_large_moves_are_given_back_and_little_is_lost(monkeypatch):
    monkeypatch.setattr(program, "MOST_VARIABLES", 0)
    world = World("AAAA BBBB", "aaba bbbb", "xxyx yyyy", households=[10, 10, 10, 30, 10, 10, 10, 10])
    harmony = run(world, "majority")
    assert labels(harmony) == ["AAAA", "BBBB"]
    found = harmony.summary["constraints"]
    assert found["proven"] == (found["households_above_bound"] == 0)
    assert found["households_given_back"] == 10
    figures = preview(world.units, world.comparison, world.adjacency, Wishes())
    least = figures["fewest_moved"]["in_all"]["households"]
    assert all(figures[preset]["in_all"]["households"] >= least for preset in PRESETS)


def test_streets_along_and_through_a_unit_are_named_in_natural_order():
    streets = pd.DataFrame(
        {
            "name": ["Hẻm 12", "Hẻm 2", "Đường A", "Far", None, "Corner"],
            "geometry": [
                LineString([(150, 105), (150, 195)]),
                LineString([(105, 150), (195, 150)]),
                LineString([(0, 95), (400, 95)]),
                LineString([(0, 300), (400, 300)]),
                LineString([(100, 100), (200, 200)]),
                LineString([(200, 200), (400, 400)]),
            ],
        }
    )
    harmony = harmonize(TWO.units, TWO.comparison, TWO.adjacency, Wishes("majority"), streets=streets)
    assert harmony.changes.iloc[0].streets == "Hẻm 2; Hẻm 12; Đường A"


def test_split_units_are_listed_with_the_households_on_each_side():
    units = unit_frame(2, ["A", "A", "B", "B"], [48, 10, 10, 10])
    reading = read(
        units, "police", ["a", "a", "b", "b"], decided=[False, True, True, True], other=["b", None, None, None]
    )
    harmony = harmonize(units, compared(units, reading), rook(2, 2), Wishes("police"))
    row = harmony.undecided.iloc[0]
    assert list(harmony.undecided.columns) == list(WORK_LIST)
    assert (row.unit_id, row.area_id, row.other_id, row.split) == ("T000", "a", "b", True)
    assert (row.households_main, row.households_other) == (24, 24)
    assert "24 of its 48 households in police beat a, 24 in police beat b" in str(row.sentence)


def test_columns_types_and_json():
    harmony = run(TWO, "khu_pho")
    assert list(harmony.changes.columns) == list(CHANGES)
    assert str(harmony.changes["households"].dtype) == "Int64"
    json.dumps(harmony.summary)
    nothing = run(World("AABB AABB", "aabb aabb"), "majority")
    assert list(nothing.changes.columns) == list(CHANGES)
    assert not len(nothing.changes)
    assert not len(nothing.undecided)
    assert nothing.summary["rows"] == 0


def test_inputs_are_not_changed():
    units, decisions = TWO.units.copy(), run(TWO, "majority").changes
    copy = decisions.copy()
    run(TWO, "majority", decisions=decisions)
    pd.testing.assert_frame_equal(units, TWO.units)
    pd.testing.assert_frame_equal(copy, decisions)


def test_unknown_rule_missing_scipy_and_cancel(monkeypatch):
    with pytest.raises(KhuPhoError, match="no rule"):
        run(TWO, "nonsense")
    with pytest.raises(CanceledError):
        harmonize(TWO.units, TWO.comparison, TWO.adjacency, Wishes(), control=RunControl(is_canceled=lambda: True))
    world = World("AAAA BBBB", "aaba bbbb", "xxyx yyyy")
    monkeypatch.setitem(sys.modules, "scipy.optimize", None)
    with pytest.raises(KhuPhoError, match="python3-scipy"):
        run(world, "majority")


def test_layers_all_the_way():
    units = gpd.GeoDataFrame(TWO.units, geometry="geometry")
    beats = units.assign(area_id=list("aabbabbbaabb")).dissolve("area_id").reset_index()[["area_id", "geometry"]]
    militia = units.assign(area_id=list("xxyyxyyyxxyy")).dissolve("area_id").reset_index()[["area_id", "geometry"]]
    adjacency = find_adjacency(units.geometry.to_numpy())
    harmony = harmonize(units, compare(units, beats, militia), adjacency, Wishes("majority"))
    assert labels(harmony) == ["AABB", "ABBB", "AABB"]
    assert np.array_equal(harmony.unit_ids, np.array(sorted(units["unit_id"]), dtype=object))
