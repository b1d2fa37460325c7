"""The hard rules of khupho:proposeneighborhoods and khupho:arrange, in a real QGIS."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from khu_pho_mapper.sample.make import make_sample_ward
from khu_pho_mapper.tests.qgis import grids
from khu_pho_mapper.tests.qgis.running import opened, rows, run
from khu_pho_mapper.tests.qgis.test_algorithms_arrange import sample_parameters
from qgis.core import QgsGeometry, QgsProcessingException

FIELDS = {**grids.UNIT_FIELDS, "phuong_an": str, "khoa": str}
ASKED = {
    "UNIT_ID": "ma_to",
    "HOUSEHOLDS": "so_ho",
    "WARD": "phuong",
    "OLD_NEIGHBORHOOD": "kp_cu",
    "ASSIGNED_UNITS": "TEMPORARY_OUTPUT",
    "NEIGHBORHOODS": "TEMPORARY_OUTPUT",
    "SUMMARY": "TEMPORARY_OUTPUT",
    "EFFORT": "quick",
    "PROFILE": "custom",
    "MINIMUM": 400,
}
PLAN = [["A", "B", "C", "D"][row // 3 * 2 + column // 4] for row in range(6) for column in range(8)]


def units(marks=(), plan=PLAN):
    """48 units of 80 households; a plan of four khu phố of 12 units; *marks* are the ids that are locked."""
    made = grids.unit_rows()
    for (attributes, _), name in zip(made, plan):
        attributes += [name, "x" if attributes[0] in marks else None]
    return grids.layer(made, FIELDS, name="Tổ dân phố")


def planned(layer=None, **rules):
    results = run("proposeneighborhoods", UNITS=layer or units(), **{**ASKED, **rules})
    home = {row["ma_to"]: row["neighborhood_id"] for row in rows(results["ASSIGNED_UNITS"])}
    record = json.loads(Path(results["SUMMARY"]).read_text("utf-8"))
    return home, record, results


def parts(home):
    """The plan as a set of sets of units."""
    found = {}
    for unit, name in home.items():
        found.setdefault(name, set()).add(unit)
    return {frozenset(own) for own in found.values()}


def of_beat(number):
    """Ids of the units in one of the four beats of the grid."""
    return {f"T{i:02d}" for i in range(48) if i // 8 // 3 * 2 + i % 8 // 4 == number}


def test_units_stay_together_and_apart(provider):
    home, record, _ = planned(TOGETHER="T00+T18; T07+T46+T47", APART="T20+T21;T21+T22; T20+T22")
    assert home["T00"] == home["T18"]
    assert home["T07"] == home["T46"] == home["T47"]
    assert len({home["T20"], home["T21"], home["T22"]}) == 3
    assert record["total"]["below_minimum"] == record["total"]["not_contiguous"] == 0


def test_whole_beats_are_not_cut_and_beats_within_are_not_mixed(provider):
    forces = {"BEATS": grids.beats(), "BEAT_ID": "ma"}
    whole, record, _ = planned(**forces, BEATS_RULE="whole")
    assert all(any(of_beat(number) <= own for own in parts(whole)) for number in range(4))
    assert record["total"]["beats_cut"] == 0
    within, record, _ = planned(**forces, BEATS_RULE="within", COUNT=7)
    assert all(any(own <= of_beat(number) for number in range(4)) for own in parts(within))
    assert record["total"]["below_minimum"] == 0
    assert len(parts(within)) > 4


def test_militia_areas_have_the_same_rules(provider):
    halves = [{f"T{i:02d}" for i in range(48) if i % 8 // 4 == side} for side in range(2)]
    home, _, _ = planned(MILITIA=grids.militia(), MILITIA_ID="ma", MILITIA_RULE="within")
    assert all(any(own <= half for half in halves) for own in parts(home))


def test_a_locked_khu_pho_stays_as_it_is_and_keeps_its_name(provider):
    plan = [{"A": "P1-KP07", "B": "Khu phố 9", "C": "C", "D": "D"}[name] for name in PLAN]
    home, record, results = planned(units(of_beat(0) | of_beat(1), plan), CURRENT="phuong_an", LOCKED="khoa")
    assert {unit for unit, name in home.items() if name == "P1-KP07"} == of_beat(0)
    assert {unit for unit, name in home.items() if name == "P1-KP09"} == of_beat(1)
    names = {row["neighborhood_id"]: row["name"] for row in rows(results["NEIGHBORHOODS"])}
    assert (names["P1-KP07"], names["P1-KP09"]) == ("Khu phố 7", "Khu phố 9")
    assert len(names) == len(set(names.values())) == record["total"]["neighborhoods"]
    assert record["parameters"]["LOCKED"] == "khoa"


def test_locked_units_keep_their_khu_pho_without_its_other_units(provider):
    home, _, _ = planned(units({"T00", "T03", "T04"}), CURRENT="phuong_an", LOCKED="khoa")
    assert home["T00"] == home["T03"] != home["T04"]


def test_locks_go_by_the_present_khu_pho_where_there_is_no_other_plan(provider):
    left = {f"T{i:02d}" for i in range(48) if i % 8 < 4}
    home, _, _ = planned(units(left), LOCKED="khoa")
    assert left in parts(home)


def test_the_start_from_a_plan_changes_nothing_that_is_good(provider):
    home, _, _ = planned(CURRENT="phuong_an", START="current")
    assert parts(home) == {frozenset(of_beat(number)) for number in range(4)}


def test_the_maximum_holds(provider):
    _, record, results = planned(MAXIMUM=480)
    assert results["LARGEST"] <= 480
    assert record["total"]["below_minimum"] == 0


@pytest.fixture
def canal():
    """A canal along the middle from west to east, and a lane from north to south that may be crossed."""
    made = [
        (["Kênh"], "Linestring(600000 1190300, 600800 1190300)"),
        (["hẻm"], "Linestring(600400 1190000, 600400 1190600)"),
    ]
    return grids.layer(
        [(row, QgsGeometry.fromWkt(wkt)) for row, wkt in made], {"loai": str}, kind="Linestring", name="Kênh"
    )


def crossed(home, along):
    """Units of both sides of the line between rows 2 and 3 ("row") or columns 3 and 4 ("column") in one khu phố?"""
    sides = {}
    for unit, name in home.items():
        number = int(unit[1:])
        sides.setdefault(name, set()).add(number // 8 > 2 if along == "row" else number % 8 > 3)
    return any(len(found) == 2 for found in sides.values())


def test_hard_barriers_are_never_crossed(provider, canal):
    wide = {"BARRIERS": canal, "COUNT": 3, "WEIGHT_BARRIERS": 0, "WEIGHT_STABILITY": 0}
    assert crossed(planned(**wide)[0], "row") or crossed(planned(**wide)[0], "column")
    assert not crossed(planned(**wide, BARRIER_TYPE="loai")[0], "row")
    assert not crossed(planned(**wide, BARRIER_TYPE="loai", HARD_TYPES="duong; HẺM")[0], "column")
    every = planned(**{**wide, "COUNT": 4}, BARRIERS_HARD=True)[0]
    assert parts(every) == {frozenset(of_beat(number)) for number in range(4)}


REFUSED = {
    "together and apart": ({"TOGETHER": "T00+T01", "APART": "T00+T01"}, ["T00", "T01"]),
    "unknown unit": ({"TOGETHER": "T00+T99"}, ["T99"]),
    "no pair": ({"APART": "T00+T01+T02"}, ["T00+T01+T02"]),
}


@pytest.mark.parametrize("case", REFUSED)
def test_rules_that_can_not_hold_are_refused_by_the_names_of_the_units(provider, case):
    rules, named = REFUSED[case]
    with pytest.raises(QgsProcessingException) as caught:
        planned(**rules)
    assert all(name in str(caught.value) for name in named)


def test_locks_that_can_not_be_read_are_told(provider):
    layer = units({"T05"})
    layer.dataProvider().changeAttributeValues({8: {6: "chắc vậy"}})
    with pytest.raises(QgsProcessingException, match=r"T07.*chắc vậy"):
        planned(layer, LOCKED="khoa")


@pytest.fixture(scope="module")
def ward(tmp_path_factory):
    return make_sample_ward(tmp_path_factory.mktemp("sample") / "ward.gpkg")


def arranged(ward, folder, **rules):
    """The plan of the sample ward as unit → khu phố, and its summary."""
    results = run("arrange", **sample_parameters(ward), FOLDER=str(folder), EFFORT="quick", **rules)
    home = {row["unit_id"]: row["neighborhood_id"] for row in rows(opened(results["PLAN"], "units"))}
    return home, json.loads(Path(results["SUMMARY"]).read_text("utf-8"))


def marked(ward, path, home, locked):
    """A copy of the sample ward whose units have a plan and locks."""
    shutil.copy(ward, path)
    with closing(sqlite3.connect(path)) as database:
        for trigger in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f'DROP TRIGGER "{trigger[0]}"')  # they need functions of spatial databases
        database.execute("ALTER TABLE to_dan_pho ADD COLUMN phuong_an TEXT")
        database.execute("ALTER TABLE to_dan_pho ADD COLUMN khoa INTEGER")
        values = [(name, int(unit in locked), unit) for unit, name in home.items()]
        database.executemany("UPDATE to_dan_pho SET phuong_an = ?, khoa = ? WHERE ma_to = ?", values)
        database.commit()
    return path


def test_the_sample_ward_of_whole_beats_then_with_a_locked_khu_pho(provider, ward, tmp_path):
    home, record = arranged(ward, tmp_path / "một", BEATS_RULE="whole")
    assert record["total"]["beats_cut"] == record["total"]["not_contiguous"] == 0
    chosen = home[min(home)]
    locked = {unit for unit, name in home.items() if name == chosen}
    again = marked(ward, tmp_path / "again.gpkg", home, locked)
    new, record = arranged(
        again, tmp_path / "hai", CURRENT="phuong_an", LOCKED="khoa", SEED=5, BARRIER_TYPE="barrier_type"
    )
    assert {unit for unit, name in new.items() if name == chosen} == locked
    assert record["total"]["below_minimum"] == record["total"]["not_contiguous"] == 0
