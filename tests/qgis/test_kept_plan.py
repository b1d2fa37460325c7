"""A plan chosen among alternatives is taken exactly as it is, with scores, tables and map of its own."""

import json

import pytest
from khu_pho_mapper.tests.qgis import test_alternatives as ward
from khu_pho_mapper.tests.qgis.running import rows, run
from qgis.core import QgsProcessingException

SAME = ("neighborhoods", "below_minimum", "smallest", "largest", "households_moved", "beats_cut", "cost")


@pytest.fixture
def choice(provider, tmp_path):
    files = {name: str(tmp_path / f"{name.lower()}.gpkg") for name in ward.SINKS}
    summary = tmp_path / "choice.json"
    run(
        "proposealternatives", UNITS=ward.ward(), BEATS=ward.beats(), CURVE=False, SUMMARY=str(summary),
        **ward.ASKED, **files,
    )  # fmt: skip
    return files["ASSIGNED_UNITS"], json.loads(summary.read_text(encoding="utf-8"))


def kept(units, field, **asked):
    asked = {**ward.ASKED, "START": "kept", "CURRENT": field, **asked}
    return run("proposeneighborhoods", UNITS=units, BEATS=ward.beats(), ASSIGNED_UNITS="TEMPORARY_OUTPUT", **asked)


def test_a_kept_plan_is_the_plan_that_was_chosen(choice, tmp_path):
    units, record = choice
    for one in record["alternatives"]:
        field = ward.KINDS[one["kind"]]
        summary = tmp_path / f"{field}.json"
        results = kept(units, field, SUMMARY=str(summary))
        assert all(row["neighborhood_id"] == row[field] for row in rows(results["ASSIGNED_UNITS"]))
        found = json.loads(summary.read_text(encoding="utf-8"))["wards"][0]
        assert {name: found[name] for name in SAME} == pytest.approx({name: one["total"][name] for name in SAME})


def test_a_plan_with_holes_cannot_be_kept(provider):
    made = ward.ward_rows()
    made[5][0][3] = None
    units = ward.grids.layer(made, ward.grids.UNIT_FIELDS, name="Tổ dân phố")
    with pytest.raises(QgsProcessingException, match=str(made[5][0][0])):
        run(
            "proposeneighborhoods", UNITS=units, START="kept", CURRENT="kp_cu", ASSIGNED_UNITS="TEMPORARY_OUTPUT",
            **{name: value for name, value in ward.ASKED.items() if name != "BEAT_ID"},
        )  # fmt: skip


def test_most_is_never_fewer_than_the_target(provider):
    numbers = {}
    for goal in ("target", "most"):
        results = run(
            "proposeneighborhoods", UNITS=ward.ward(), BEATS=ward.beats(), GOAL=goal, ASSIGNED_UNITS="TEMPORARY_OUTPUT",
            PROFILE="custom", MINIMUM=300, **ward.ASKED,
        )  # fmt: skip
        numbers[goal] = len({row["neighborhood_id"] for row in rows(results["ASSIGNED_UNITS"])})
    assert numbers["most"] > numbers["target"]
