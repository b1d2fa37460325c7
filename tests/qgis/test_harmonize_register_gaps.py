"""``khupho:harmonizeboundaries`` with a register, where the layer of police beats leaves units uncovered."""

from __future__ import annotations

import json

import numpy as np
from khu_pho_mapper.core.alignment.harmonize import replay
from khu_pho_mapper.layers.decisions import read_changes
from khu_pho_mapper.tests.qgis import alignment_grids as ward
from khu_pho_mapper.tests.qgis import grids
from khu_pho_mapper.tests.qgis.running import rows, run

# No beat covers T02 (west) and T12 (east); the register names the eastern beat for both, for some in other words.
BOXES = [("ĐB-1", 0, 0, 2, 6), ("ĐB-1", 3, 0, 1, 6), ("ĐB-1", 2, 1, 1, 5)]
BOXES += [("ĐB-2", 5, 0, 3, 6), ("ĐB-2", 4, 0, 1, 1), ("ĐB-2", 4, 2, 1, 4)]
NAMED = [["T02", 70, "ĐB-2"], ["T02", 10, "Địa bàn 2"], ["T12", 80, "ĐB-2"]]


def align(tmp_path, **more):
    summary = tmp_path / "summary.json"
    asked = ward.given(BEATS=grids.areas(BOXES), MILITIA=None, MILITIA_ID=None, SUMMARY=str(summary), **more)
    results = run("harmonizeboundaries", **asked, METRICS="memory:")
    return results, json.loads(summary.read_text("utf-8"))


def read_of(results, unit_id):
    row = next(row for row in rows(results["HARMONIZED_UNITS"]) if row["ma_to"] == unit_id)
    return tuple(row[name] or None for name in ("beat_id", "beat_state", "beat_new"))


def figure(results, topic, metric):
    return next(row["value"] for row in rows(results["METRICS"]) if (row["topic"], row["metric"]) == (topic, metric))


def test_without_a_register_the_gap_is_for_a_person(provider, tmp_path):
    results, record = align(tmp_path)
    assert read_of(results, "T02") == (None, "undecided", "ĐB-1")
    assert sorted(row["unit_id"] for row in rows(results["UNDECIDED"])) == ["T02", "T12"]
    assert record["comparison"]["forces"]["police"]["gap_households"] == 160.0
    assert {row["match_class"] for row in rows(results["MATCHES"])} == {"gap"}


def test_a_register_decides_units_in_a_gap_everywhere(provider, tmp_path):
    results, record = align(tmp_path, REGISTER=ward.register(NAMED))
    assert read_of(results, "T02") == ("ĐB-2", "decided", "ĐB-1")
    assert read_of(results, "T12") == ("ĐB-2", "decided", "ĐB-2")
    assert rows(results["UNDECIDED"]) == []
    faces = {row["unit_id"]: row for row in rows(results["FACES"])}
    assert {faces[unit]["face_class"] for unit in ("T02", "T12")} == {"gap"}  # as drawn
    assert len(rows(results["FACES"])) == 48

    # The change list has what moves, and leads from what was read to what is shared.
    table = sorted(rows(results["HARMONIZED_UNITS"]), key=lambda row: row["ma_to"])
    ids = np.array([row["ma_to"] for row in table], dtype=object)
    changes = read_changes(results["CHANGES"])
    listed = changes[["unit_id", "authority", "from_id", "to_id", "state", "evidence"]].to_numpy().tolist()
    assert listed == [["T02", "police", "ĐB-2", "ĐB-1", "decided", "register"]]
    before = {"police": np.array([row["beat_id"] for row in table], dtype=object)}
    assert replay(ids, before, changes)["police"].tolist() == [row["beat_new"] for row in table]

    # Comparison and metrics count the same households, before and after.
    figures = record["comparison"]["forces"]["police"]
    assert (figures["gap_households"], figures["gap_ha"], figures["households_in_disagreement"]) == (0.0, 2.0, 80.0)
    assert {row["neighborhood_id"]: row["match_class"] for row in rows(results["MATCHES"])} == {
        ward.WEST: "n:m",  # 80 of its households belong to the beat of the other half
        ward.EAST: "n:1",
    }
    pair = record["metrics"]["pairs"][0]
    assert [pair[f"households_{name}"] for name in ("in_disagreement", "low", "high")] == [80.0, 80.0, 80.0]
    assert record["metrics"]["harmonized"]["moves"]["police"] == {"units": 1, "households": 80.0}
    assert figure(results, "Khu phố – công an", "Số hộ không thống nhất") == 80.0
    assert figure(results, "Sau khi thống nhất: khu phố – công an", "Số hộ không thống nhất") == 0.0
    assert figure(results, "Công an", "Số hộ thay đổi") == 80.0
    assert record["harmony"]["moves"]["police"] == {"units": 1, "households": 80.0}
