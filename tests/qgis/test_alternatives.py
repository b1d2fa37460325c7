"""Several plans in one run in a real QGIS, on a grid whose old khu phố and beats are askew to each other."""

from __future__ import annotations

import json

import openpyxl
import pytest
import shapely
from khu_pho_mapper.tests.qgis import grids
from khu_pho_mapper.tests.qgis.running import Told, content_hash, rows, run, run_in_background, saved, union
from qgis.core import QgsProcessingException

SINKS = ("ASSIGNED_UNITS", "NEIGHBORHOODS", "SCORES", "CURVE_TABLE")
KINDS = {
    "balanced": "nbh_balanced",
    "least_change": "nbh_least_change",
    "follows_beats": "nbh_beats",
    "most": "nbh_most",
}
ASKED = {
    "UNIT_ID": "ma_to",
    "HOUSEHOLDS": "so_ho",
    "WARD": "phuong",
    "OLD_NEIGHBORHOOD": "kp_cu",
    "BEAT_ID": "ma",
    "EFFORT": "quick",
}
LAYERS = {name: "TEMPORARY_OUTPUT" for name in SINKS}


def ward_rows():
    """48 uneven units, 3,744 households; old khu phố are columns of two by three units."""
    made = grids.unit_rows()
    for place, (attributes, _) in enumerate(made):
        column, row = place % 8, place // 8
        attributes[1] = 60 + 7 * (place * 5 % 7) - 3 * (row % 2)
        attributes[3] = f"KP {column // 2 + 4 * (row // 3) + 1}"
    return made


def ward(**options):
    return grids.layer(ward_rows(), grids.UNIT_FIELDS, name="Tổ dân phố", **options)


def beats():
    boxes = [("B1", 0, 0, 3, 4), ("B2", 3, 0, 5, 2), ("B3", 0, 4, 5, 2), ("B4", 5, 2, 3, 4), ("B5", 3, 2, 2, 2)]
    return grids.areas(boxes, name="Địa bàn CSKV")


def by_kind(layer):
    return {kind: row for row in rows(layer) if not row["ward_code"] for kind in kinds_of(row)}


def kinds_of(row):
    return [row["alternative"], *(row["also"].split(", ") if row["also"] else [])]


@pytest.fixture
def results(provider, tmp_path):
    return run(
        "proposealternatives", UNITS=ward(), BEATS=beats(), SUMMARY=str(tmp_path / "s.json"),
        TABLES=str(tmp_path / "t.xlsx"), **ASKED, **LAYERS,
    )  # fmt: skip


def test_every_unit_has_a_khu_pho_in_each_plan_and_keeps_its_fields(results):
    found = rows(results["ASSIGNED_UNITS"])
    given = [row[0] for row in ward_rows()]
    assert [[row[name] for name in grids.UNIT_FIELDS] for row in found] == given
    for column in KINDS.values():
        assert all(row[column] for row in found)


def test_polygons_of_each_plan_are_whole_units_without_gap_or_overlap(results):
    whole = union(results["ASSIGNED_UNITS"])
    units = rows(results["ASSIGNED_UNITS"])
    for score in (row for row in rows(results["SCORES"]) if not row["ward_code"]):
        own = [row for row in rows(results["NEIGHBORHOODS"]) if row["alternative"] == score["alternative"]]
        assert len(own) == score["neighborhoods"]
        assert shapely.union_all([row["geometry"] for row in own]).equals(whole)
        assert sum(row["geometry"].area for row in own) == pytest.approx(whole.area)
        for kind in kinds_of(score):
            for row in own:
                members = [unit for unit in units if unit[KINDS[kind]] == row["neighborhood_id"]]
                assert sum(unit["so_ho"] for unit in members) == row["households"] >= 500
                assert shapely.union_all([unit["geometry"] for unit in members]).equals(row["geometry"])
                assert len(shapely.get_parts(row["geometry"])) == 1


def test_scores_stand_beside_each_other_and_each_kind_keeps_its_promise(results):
    scores = by_kind(results["SCORES"])
    assert set(scores) == set(KINDS)
    assert scores["least_change"]["households_moved"] <= scores["balanced"]["households_moved"]
    assert scores["follows_beats"]["beats_cut"] <= scores["balanced"]["beats_cut"]
    assert scores["most"]["neighborhoods"] == max(row["neighborhoods"] for row in scores.values())
    assert results["ALTERNATIVES_COUNT"] == len({row["alternative"] for row in scores.values()}) >= 2
    assert results["NEIGHBORHOODS_MOST"] == scores["most"]["neighborhoods"]
    assert results["BELOW_MINIMUM"] == 0
    for row in scores.values():
        assert row["below_minimum"] == 0
        assert row["not_dominated"] == (not row["dominated_by"])


def test_the_curve_goes_from_few_to_many(results):
    curve = rows(results["CURVE_TABLE"])
    numbers = [row["neighborhoods"] for row in curve]
    assert numbers == sorted(set(numbers))
    assert len(numbers) >= 3
    assert numbers[-1] >= results["NEIGHBORHOODS_MOST"]
    assert all(row["smallest"] >= 500 for row in curve)


def test_the_summary_holds_the_same(results, tmp_path):
    record = json.loads((tmp_path / "s.json").read_text("utf-8"))
    totals = {one["kind"]: one["total"]["households_moved"] for one in record["alternatives"]}
    shown = {row["alternative"]: row["households_moved"] for row in rows(results["SCORES"]) if not row["ward_code"]}
    assert totals == shown
    assert record["not_possible"] == {}
    assert [point["neighborhoods"] for point in record["curve"]] == [
        row["neighborhoods"] for row in rows(results["CURVE_TABLE"])
    ]
    assert record["parameters"]["EFFORT"] == "quick"


def test_the_sheet_for_the_dossier_holds_the_same(results, tmp_path):
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx")["So sánh phương án"]
    numbered = [[cell.value for cell in row] for row in sheet.iter_rows() if isinstance(row[0].value, int)]
    scores = [row for row in rows(results["SCORES"]) if not row["ward_code"]]
    assert [row[2:6] for row in numbered] == [
        [row["neighborhoods"], row["below_minimum"], row["smallest"], row["largest"]] for row in scores
    ]
    assert numbered[0][1].startswith("Cân đối")


def test_kinds_that_are_not_possible_are_told_and_left_empty(provider):
    told = Told()
    results = run(
        "proposealternatives", told, UNITS=ward(), UNIT_ID="ma_to", HOUSEHOLDS="so_ho", EFFORT="quick", CURVE=False,
        **LAYERS,
    )  # fmt: skip
    assert set(by_kind(results["SCORES"])) == {"balanced", "most"}
    assert not any(row["nbh_beats"] or row["nbh_least_change"] for row in rows(results["ASSIGNED_UNITS"]))
    assert results["CURVE_TABLE"].featureCount() == 0
    assert len([text for text in told.warned if "khu phố" in text or "beats" in text]) == 2


def test_only_impossible_kinds_are_refused(provider):
    with pytest.raises(QgsProcessingException, match="beats"):
        run(
            "proposealternatives", UNITS=ward(), UNIT_ID="ma_to", HOUSEHOLDS="so_ho", KINDS=["follows_beats"],
            EFFORT="quick",
        )  # fmt: skip


def test_several_wards_have_rows_of_their_own(provider):
    made = ward_rows()
    for place, (attributes, _) in enumerate(made):
        attributes[2] = "P1" if place % 8 < 4 else "P2"
    units = grids.layer(made, grids.UNIT_FIELDS)
    results = run("proposealternatives", UNITS=units, KINDS=["balanced", "least_change"], **ASKED, **LAYERS)
    scores = rows(results["SCORES"])
    for kind in {row["alternative"] for row in scores}:
        whole, *wards = [row for row in scores if row["alternative"] == kind]
        assert [row["ward_code"] for row in wards] == ["P1", "P2"]
        assert whole["neighborhoods"] == sum(row["neighborhoods"] for row in wards)
        assert whole["households_moved"] == sum(row["households_moved"] for row in wards)
    assert {row["ward_code"] for row in rows(results["CURVE_TABLE"])} >= {"P1", "P2"}


def test_nothing_given_is_changed_and_fields_of_the_same_name_give_way(provider, tmp_path):
    made = [([*attributes, "cũ"], geometry) for attributes, geometry in ward_rows()]
    units = saved(grids.layer(made, {**grids.UNIT_FIELDS, "NBH_MOST": str}), tmp_path / "u.gpkg")
    before = content_hash(tmp_path / "u.gpkg")
    results = run("proposealternatives", UNITS=units, KINDS=["most"], CURVE=False, **ASKED, **LAYERS)
    assert content_hash(tmp_path / "u.gpkg") == before
    assert results["ASSIGNED_UNITS"].fields().names().count("nbh_most") == 1
    assert "NBH_MOST" not in results["ASSIGNED_UNITS"].fields().names()


def test_canceled_it_gives_nothing(provider):
    successful, results = run_in_background(
        "proposealternatives", Told(cancel_at=40), UNITS=ward(), BEATS=beats(), **ASKED, **LAYERS
    )
    assert not successful or not results


def test_twelve_runs_in_a_row_as_background_tasks(provider):
    units, askew = ward(), grids.in_degrees(beats())
    answers = []
    for _ in range(12):
        successful, results = run_in_background(
            "proposealternatives", UNITS=units, BEATS=askew, CURVE=False, **ASKED, ASSIGNED_UNITS="memory:"
        )
        assert successful
        answers.append({name: value for name, value in results.items() if not isinstance(value, str)})
    assert answers[0]["ALTERNATIVES_COUNT"] >= 2
    assert all(answer == answers[0] for answer in answers)


def test_hard_rules_hold_in_all_plans(provider):
    results = run(
        "proposealternatives", UNITS=ward(), BEATS=beats(), TOGETHER="T00+T01+T02", APART="T20+T21", CURVE=False,
        **ASKED, **LAYERS,
    )  # fmt: skip
    found = {row["ma_to"]: row for row in rows(results["ASSIGNED_UNITS"])}
    for column in KINDS.values():
        assert len({found[unit][column] for unit in ("T00", "T01", "T02")}) == 1
        assert found["T20"][column] != found["T21"][column]
