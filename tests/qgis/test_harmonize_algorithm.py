"""``khupho:harmonizeboundaries`` on small wards: what comes out, what is kept, what is refused."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
import shapely
from khu_pho_mapper.core.alignment.harmonize import replay
from khu_pho_mapper.layers.decisions import read_changes, set_decision
from khu_pho_mapper.layers.plan_store import write_plan
from khu_pho_mapper.tests.qgis import alignment_grids as ward
from khu_pho_mapper.tests.qgis import grids
from khu_pho_mapper.tests.qgis.running import Told, content_hash, opened, rows, run, run_in_background, saved
from qgis.core import NULL, QgsCoordinateReferenceSystem, QgsGeometry, QgsProcessingException

PRESETS = ("khu_pho", "police", "majority", "fewest_moved")
COLUMNS = {
    "ward": ("neighborhood_before", "neighborhood_id"),
    "police": ("beat_id", "beat_new"),
    "militia": ("militia_id", "militia_new"),
}


def labels(harmonized, place):
    table = sorted(rows(harmonized), key=lambda row: row["ma_to"])
    ids = np.array([row["ma_to"] for row in table], dtype=object)
    found = {
        authority: np.array([*(row[names[place]] or None for row in table), None], dtype=object)[:-1]
        for authority, names in COLUMNS.items()
    }
    return ids, found


def moved(results, authority):
    return sorted(row["unit_id"] for row in rows(results["CHANGES"]) if row["authority"] == authority)


@pytest.mark.parametrize("preset", PRESETS)
def test_the_change_list_leads_to_one_coverage(provider, preset):
    results = run("harmonizeboundaries", **ward.given(PRESET=preset))
    ids, before = labels(results["HARMONIZED_UNITS"], 0)
    _, after = labels(results["HARMONIZED_UNITS"], 1)
    replayed = replay(ids, before, read_changes(results["CHANGES"]))
    for authority, wanted in after.items():
        assert list(replayed[authority]) == list(wanted), authority
    whole = shapely.union_all([row["geometry"] for row in rows(ward.units())])
    vertices = {tuple(xy) for row in rows(ward.units()) for xy in shapely.get_coordinates(row["geometry"])}
    for name in ("NEIGHBORHOODS", "BEATS_HARMONIZED", "MILITIA_HARMONIZED"):
        found = rows(results[name])
        shapes = [row["geometry"] for row in found]
        assert sum(row["households"] for row in found) == 48 * 80
        assert shapely.union_all(shapes).equals(whole)
        assert sum(shape.area for shape in shapes) == pytest.approx(whole.area)
        assert {tuple(xy) for shape in shapes for xy in shapely.get_coordinates(shape)} <= vertices
    pairs = {(row["neighborhood_id"], row["beat_new"], row["militia_new"]) for row in rows(results["HARMONIZED_UNITS"])}
    assert pairs == {(ward.WEST, "ĐB-1", "KĐ-1"), (ward.EAST, "ĐB-2", "KĐ-2")}  # one coverage for all three


def test_each_preset_decides_as_it_says(provider):
    found = {preset: run("harmonizeboundaries", **ward.given(PRESET=preset)) for preset in PRESETS}
    assert moved(found["khu_pho"], "ward") == []
    assert moved(found["khu_pho"], "police") == ["T04", "T12", "T20"]
    assert moved(found["khu_pho"], "militia") == ["T04", "T12"]
    assert moved(found["police"], "ward") == ["T04", "T12", "T20"]
    assert moved(found["police"], "police") == []
    assert moved(found["majority"], "ward") == ["T04", "T12"]
    assert moved(found["majority"], "police") == ["T20"]
    assert found["khu_pho"]["HOUSEHOLDS_MOVED_POLICE"] == 240
    assert found["khu_pho"]["CHANGES_COUNT"] == 5
    assert found["khu_pho"]["UNDECIDED_COUNT"] == 0
    assert found["fewest_moved"]["CHANGES_COUNT"] == 3


def test_units_keep_their_fields_and_get_what_was_read(provider):
    layer = ward.units(extra={"beat_id": "cũ", "Neighborhood_ID": "x", "ghi_chu": "Hẻm 12/3"})
    results = run("harmonizeboundaries", **ward.given(UNITS=layer))
    row = next(row for row in rows(results["HARMONIZED_UNITS"]) if row["ma_to"] == "T20")
    wanted = {
        "so_ho": 80,
        "ten": "Tổ 20",
        "ghi_chu": "Hẻm 12/3",
        "beat_id_before": "cũ",
        "Neighborhood_ID_before": "x",
        "beat_id": "ĐB-1",
        "beat_new": "ĐB-2",
        "beat_state": "decided",
        "militia_id": "KĐ-2",
        "neighborhood_id": ward.EAST,
        "neighborhood_before": ward.EAST,
    }
    assert {name: row[name] for name in wanted} == wanted


def test_changes_tell_what_is_to_be_signed(provider):
    lines = [
        (["Hẻm Đình Bộ Lĩnh"], "LineString(600380 1190050, 600480 1190050)"),
        (["Xa lộ"], "LineString(600000 1190590, 600800 1190590)"),
    ]
    streets = [(name, QgsGeometry.fromWkt(wkt)) for name, wkt in lines]
    layer = grids.layer(streets, {"ten": str}, kind="LineString", name="đường")
    results = run("harmonizeboundaries", **ward.given(STREETS=layer, UNIT_NAME="ten"))
    found = {(row["unit_id"], row["authority"]): row for row in rows(results["CHANGES"])}
    row = found["T04", "police"]
    assert (row["unit_name"], row["from_id"], row["to_id"], row["households"]) == ("Tổ 4", "ĐB-1", "ĐB-2", 80)
    assert "Hẻm Đình Bộ Lĩnh" in row["streets"]
    assert found["T20", "police"]["streets"] in (NULL, "")
    assert row["state"] == "decided"
    assert 0 < row["confidence"] <= 1
    assert row["reason_text"]
    assert row["geometry"].equals(shapely.from_wkt(grids.square(4, 0).asWkt()))


def test_the_order_of_features_does_not_matter(provider):
    def content(reverse):
        results = run("harmonizeboundaries", **ward.given(UNITS=ward.units(reverse=reverse), PRESET="majority"))
        layers = ("NEIGHBORHOODS", "CHANGES", "UNDECIDED", "MATCHES", "GROUPS", "BEATS_HARMONIZED")
        plain = {name: [{k: str(v) for k, v in row.items() if k != "geometry"} for row in rows(results[name])]
                 for name in layers}  # fmt: skip
        units = sorted(
            (row["ma_to"], row["neighborhood_id"], row["beat_new"]) for row in rows(results["HARMONIZED_UNITS"])
        )
        return plain, units

    assert content(False) == content(True)


def test_one_force_alone_is_enough(provider):
    results = run("harmonizeboundaries", **ward.given(MILITIA=None, MILITIA_ID=None))
    row = rows(results["HARMONIZED_UNITS"])[0]
    assert (row["militia_id"], row["militia_state"], row["militia_new"]) == (NULL, NULL, NULL)
    assert rows(results["MILITIA_HARMONIZED"]) == []
    assert {row["authority"] for row in rows(results["CHANGES"])} == {"police"}
    with pytest.raises(QgsProcessingException, match="police beats"):
        run("harmonizeboundaries", **ward.given(MILITIA=None, BEATS=None))


def test_locked_units_keep_their_neighborhood(provider):
    layer = ward.units(extra={"khoa": ""})
    place = layer.fields().lookupField("khoa")
    for feature in layer.getFeatures():
        if feature["ma_to"] in ("T04", "T20"):
            layer.dataProvider().changeAttributeValues({feature.id(): {place: "x"}})
    results = run("harmonizeboundaries", **ward.given(UNITS=layer, PRESET="police", LOCKED="khoa"))
    assert moved(results, "ward") == ["T12"]
    assert moved(results, "police") == ["T04", "T20"]


def test_a_register_overrides_the_map(provider):
    table = [[f"Tổ {n}", 80, "Địa bàn 2" if n in (4, 12, 20) else "ĐB-1" if n % 8 < 4 else "ĐB-2"] for n in range(48)]
    told = Told()
    results = run("harmonizeboundaries", told, **ward.given(REGISTER=ward.register(table), UNIT_NAME="ten"))
    row = next(row for row in rows(results["HARMONIZED_UNITS"]) if row["ma_to"] == "T04")
    assert row["beat_id"] == "ĐB-2" or row["beat_state"] == "undecided"
    assert row["militia_id"] == "KĐ-1"  # the register says nothing of the militia
    assert any("unit = “Mã tổ”, households = “Số hộ”, area = “Địa bàn”" in text for text in told.said)


def test_what_the_register_names_wrongly_is_told(provider, tmp_path):
    table = [["T00", 30, "ĐB-1"], ["T00", 50, "ĐB-7"], ["T99", 12, "ĐB-1"], [None, 5, "ĐB-2"], ["T01", "85 hộ", "ĐB-1"]]
    told, summary = Told(), tmp_path / "s.json"
    run("harmonizeboundaries", told, **ward.given(REGISTER=ward.register(table), SUMMARY=str(summary)))
    log = "\n".join(told.warned)
    assert "1 rows of the register (12 households) name units that the layer of units does not have: T99" in log
    assert "1 rows of the register (50 households) name areas that no layer has: ĐB-7." in log
    assert "Correct them in the register, or choose the layers that have these areas" in log
    assert "1 rows of the register (5 households) have no unit" in log
    assert "such as row 5: “85 hộ”" in log
    evidence = json.loads(summary.read_text("utf-8"))["evidence"]
    assert evidence["register"]["unknown_units"] == 1
    assert evidence["register"]["households_used"] == {"police": 30.0}
    assert {"en", "vi"} == set(evidence["notes"][0])


def test_dwellings_are_read_as_points_or_polygons(provider):
    boxes = [([80, "ĐB-2"], grids.square(4.4, row + 0.4, 0.2, 0.2)) for row in range(6)]
    houses = grids.layer(boxes, {"so_ho": int, "cskv": str}, name="nhà")
    told = Told()
    run("harmonizeboundaries", told, **ward.given(DWELLINGS=grids.in_degrees(houses)))
    assert any("households = “so_ho”, police = “cskv”" in text for text in told.said)
    lines = grids.layer([], {"a": str}, kind="LineString", name="đường")
    with pytest.raises(QgsProcessingException, match="points or polygons are needed"):
        run("harmonizeboundaries", **ward.given(DWELLINGS=lines))


def test_the_summary_tells_all(provider, tmp_path):
    told = Told()
    run("harmonizeboundaries", told, **ward.given(SUMMARY=str(tmp_path / "s.json"), PRESET="majority"))
    record = json.loads((tmp_path / "s.json").read_text("utf-8"))
    harmony = record["harmony"]
    assert harmony["preset"] == "majority"
    assert harmony["moves"]["ward"] == {"units": 2, "households": 160.0}
    assert harmony["preview"]["khu_pho"]["police"].items() >= {"units": 3, "households": 240}.items()
    assert harmony["signed"] == {"rows": 3, "signed": 0, "refused": 0}
    assert {"sigma_m", "low_m", "high_m", "edges_m", "counts"} <= set(record["comparison"]["forces"]["police"]["noise"])
    assert all(set(group["sentence"]) == {"en", "vi"} for group in harmony["groups"])
    assert "Ward (khu phố): 2 of 48 units with 160 households get another area." in told.said


@pytest.fixture
def plan(provider, tmp_path):
    """A plan of the present khu phố."""
    names = {"ma_to": "unit_id", "ten": "unit_name", "so_ho": "households", "kp": "old_neighborhood"}
    frame = pd.DataFrame(rows(ward.units())).rename(columns=names)
    frame["neighborhood_id"] = frame["old_neighborhood"]
    path = tmp_path / "plan" / "plan.gpkg"
    path.parent.mkdir()
    write_plan(path, {"units": frame}, QgsCoordinateReferenceSystem("EPSG:9210"))
    return path


def test_a_plan_gets_all_tables_and_keeps_what_was_signed(provider, plan):
    layer = opened(plan, "units")
    results = run("harmonizeboundaries", **ward.given(PLAN=str(plan), PRESET="majority"))
    names = ("harmonized_units", "harmonized_neighborhoods", "harmonized_beats", "harmonized_militia", "changes")
    for name in (*names, "undecided", "match_groups", "metrics", "faces", "matches"):
        opened(plan, name)
    assert len(rows(opened(plan, "changes"))) == results["CHANGES_COUNT"] == 3
    assert len(rows(layer)) == 48
    ids = [row["change_id"] for row in rows(opened(plan, "changes"))]
    for authority in ("ward", "police", "militia"):
        set_decision(plan, ids[:1], authority, "agree")
    set_decision(plan, ids[1:2], "police", "refuse", "Đường khó đi")
    told = Told()
    again = run("harmonizeboundaries", told, **ward.given(PLAN=str(plan), PRESET="majority"))
    assert (again["SIGNED_COUNT"], again["REFUSED_COUNT"]) == (1, 1)
    found = {row["change_id"]: row for row in rows(opened(plan, "changes"))}
    assert found[ids[0]]["ward_decision"] == "agree"
    assert found[ids[1]]["police_comment"] == "Đường khó đi"
    assert any("2 changes in the plan" in text for text in told.said)


def test_khu_pho_have_names_beside_their_ids(provider):
    def names(results):
        return [(row["neighborhood_id"], row["name"]) for row in rows(results["NEIGHBORHOODS"])]

    def units(**texts):  # field → present khu phố → text
        layer = ward.units(extra=dict.fromkeys(texts, ""))
        for feature in layer.getFeatures():
            values = {layer.fields().lookupField(name): halves[feature["kp"]] for name, halves in texts.items()}
            layer.dataProvider().changeAttributeValues({feature.id(): values})
        return layer

    # Labels that are names already, ids of the house, ids with names beside them.
    assert names(run("harmonizeboundaries", **ward.given())) == [(ward.WEST, ward.WEST), (ward.EAST, ward.EAST)]
    ids = {ward.WEST: "27301-KP01", ward.EAST: "27301-AP12"}
    alone = ward.given(UNITS=units(neighborhood_id=ids), NEIGHBORHOOD="neighborhood_id")
    found = run("harmonizeboundaries", **alone)
    assert sorted(names(found)) == [("27301-AP12", "Ấp 12"), ("27301-KP01", "Khu phố 1")]
    beside = units(neighborhood_id=ids, neighborhood_name={ward.WEST: "Bình Lợi", ward.EAST: "Ấp Đình"})
    asked = ward.given(UNITS=beside, NEIGHBORHOOD="neighborhood_id", PRESET="police")
    found = run("harmonizeboundaries", **asked)
    wanted = [("27301-AP12", "Ấp Đình"), ("27301-KP01", "Bình Lợi")]
    assert sorted(names(found)) == wanted
    assert names(run("harmonizeboundaries", **{**asked, "NEIGHBORHOOD": "kp"}))[0] == (ward.WEST, ward.WEST)
    rebuilt = run("rebuildfromdecisions", UNITS=found["HARMONIZED_UNITS"], CHANGES=found["CHANGES"], ROWS="all",
                  NEIGHBORHOODS="memory:")  # fmt: skip
    assert sorted(names(rebuilt)) == wanted


def test_a_plan_names_its_khu_pho(provider, tmp_path):
    ids = {ward.WEST: "27301-KP01", ward.EAST: "27301-KP02"}
    fields = {"ma_to": "unit_id", "ten": "unit_name", "so_ho": "households", "kp": "neighborhood_id"}
    frame = pd.DataFrame(rows(ward.units())).rename(columns=fields)
    frame["neighborhood_id"] = frame["neighborhood_id"].map(ids)
    areas = frame.drop_duplicates("neighborhood_id")[["neighborhood_id", "geometry"]].assign(name=["Bình Lợi", None])
    path = tmp_path / "plan.gpkg"
    write_plan(path, {"units": frame, "neighborhoods": areas}, QgsCoordinateReferenceSystem("EPSG:9210"))
    asked = ward.given(PLAN=str(path), UNITS=f"{path}|layername=units", UNIT_ID="unit_id", HOUSEHOLDS="households")
    asked["NEIGHBORHOOD"] = "neighborhood_id"
    wanted = {"27301-KP01": "Bình Lợi", "27301-KP02": "Khu phố 2"}
    found = [run("harmonizeboundaries", **asked)["NEIGHBORHOODS"], opened(path, "harmonized_neighborhoods")]
    # The plan's own table has no names beside the ids: they are taken from its khu phố.
    units = f"{path}|layername=harmonized_units"
    changes = f"{path}|layername=changes"
    found.append(run("rebuildfromdecisions", UNITS=units, CHANGES=changes, NEIGHBORHOODS="memory:")["NEIGHBORHOODS"])
    for layer in found:
        assert {row["neighborhood_id"]: row["name"] for row in rows(layer)} == wanted


def test_the_table_of_metrics_says_what_the_page_says(provider, tmp_path):
    page = tmp_path / "m.html"
    results = run("harmonizeboundaries", **ward.given(METRICS="memory:", METRICS_PAGE=str(page)))
    found = {(row["topic"], row["metric"]): row for row in rows(results["METRICS"])}
    row = found["Khu phố – công an", "Số hộ không thống nhất"]
    assert row["value"] == 240
    assert row["text"] in page.read_text("utf-8")
    assert found["Công an", "Số tổ thay đổi"]["value"] == 3
    assert found["Phường, xã", "Số hộ thay đổi"]["text"] == "0 hộ"


def test_a_table_that_is_read_is_not_replaced(provider, plan):
    run("harmonizeboundaries", **ward.given(PLAN=str(plan)))
    before = content_hash(plan)
    asked = ward.given(PLAN=str(plan), UNITS=f"{plan}|layername=harmonized_units", UNIT_ID="unit_id")
    asked.update(HOUSEHOLDS="households", NEIGHBORHOOD="neighborhood_before")
    with pytest.raises(QgsProcessingException, match="would replace the table harmonized_units"):
        run("harmonizeboundaries", **asked)
    assert content_hash(plan) == before
    asked.update(UNITS=f"{plan}|layername=units", NEIGHBORHOOD="old_neighborhood")
    assert run("harmonizeboundaries", **asked)["CHANGES_COUNT"] == 5


def test_outputs_never_replace_inputs(provider, tmp_path):
    stored = saved(ward.units(), tmp_path / "units.gpkg")
    with pytest.raises(QgsProcessingException, match=r"units\.gpkg"):
        run("harmonizeboundaries", **ward.given(UNITS=stored, CHANGES=str(tmp_path / "units.gpkg")))
    with pytest.raises(QgsProcessingException, match="There is no plan"):
        run("harmonizeboundaries", **ward.given(PLAN=str(tmp_path / "none.gpkg")))


@pytest.mark.parametrize("percent", [5, 30, 68, 80, 89, 92, 96])
def test_a_cancel_leaves_nothing(provider, plan, tmp_path, percent):
    before = content_hash(plan)
    files = {"TABLES": tmp_path / "t.xlsx", "SUMMARY": tmp_path / "s.json", "CHANGES": tmp_path / "c.gpkg"}
    asked = {name: str(path) for name, path in files.items()}
    results = run("harmonizeboundaries", Told(cancel_at=percent), **ward.given(PLAN=str(plan), **asked))
    assert "CHANGES_COUNT" not in results
    assert {path.name for path in tmp_path.iterdir()} == {"plan"}
    assert content_hash(plan) == before


def test_an_unreadable_decision_names_its_row(provider):
    table = ward.register([["abc", "T04", "tùy tình hình"]], ("change_id", "unit_id", "ward_decision"))
    with pytest.raises(QgsProcessingException, match="row 1"):
        run("harmonizeboundaries", **ward.given(DECISIONS=table))


def test_as_a_task_in_a_thread(provider, plan, tmp_path):
    asked = ward.given(PLAN=str(plan), TABLES=str(tmp_path / "t.xlsx"), BEATS=grids.in_degrees(ward.beats()))
    successful, results = run_in_background("harmonizeboundaries", **asked)
    assert successful
    assert results["CHANGES_COUNT"] == 5
    assert (tmp_path / "t.xlsx").stat().st_size > 5000


def test_the_militia_alone(provider):
    results = run("harmonizeboundaries", **ward.given(BEATS=None, BEAT_ID=None, PRESET="fewest_moved"))
    assert moved(results, "ward") == []
    assert moved(results, "militia") == ["T04", "T12"]
    assert rows(results["BEATS_HARMONIZED"]) == []
    with pytest.raises(QgsProcessingException, match="needs a layer of police beats"):
        run("harmonizeboundaries", **ward.given(BEATS=None, BEAT_ID=None, PRESET="police"))
