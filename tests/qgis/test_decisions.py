"""The change list: read from anywhere, signed in the plan in one transaction, also while QGIS has it open."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from datetime import date

import pandas as pd
import pytest
import shapely
from khu_pho_mapper.core.model.errors import CanceledError, KhuPhoError
from khu_pho_mapper.core.model.run import RunControl
from khu_pho_mapper.layers import schema
from khu_pho_mapper.layers.decisions import Decision, read_changes, set_decision, set_decisions
from khu_pho_mapper.layers.plan_store import write_plan
from khu_pho_mapper.layers.plan_update import PlanEdit, update_plan
from khu_pho_mapper.tests.qgis.running import content_hash, opened, rows
from qgis.core import QgsCoordinateReferenceSystem, QgsFeature, QgsRectangle, QgsVectorLayer, edit

CRS = QgsCoordinateReferenceSystem("EPSG:9210")


def changes(count=6, **columns):
    frame = pd.DataFrame(
        {
            "change_id": [f"c{i}" for i in range(count)],
            "unit_id": [f"T{i // 3}" for i in range(count)],
            "unit_name": [f"Tổ {i // 3}" for i in range(count)],
            "authority": [("ward", "police", "militia")[i % 3] for i in range(count)],
            "from_id": "1",
            "to_id": "Địa bàn 2",
            "households": [80.0 + i for i in range(count)],
            "confidence": 0.9,
            "state": "decided",
            **columns,
        }
    )
    frame["geometry"] = [shapely.box(10 * i, 0, 10 * i + 10, 10) for i in range(count)]
    return frame


@pytest.fixture
def plan(qgis_app, tmp_path):
    """A plan as ``arrange`` writes it, with a change list."""
    path = tmp_path / "plan.gpkg"
    units = pd.DataFrame({"unit_id": ["T0", "T1"], "geometry": [shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)]})
    history = pd.DataFrame([{"happened_at": "2026-11-01", "who": "x", "what": "proposed", "details": ""}])
    write_plan(path, {"units": units, "history": history}, CRS)
    update_plan(path, {"changes": changes()}, CRS)
    return path


def test_the_tables_come_beside_what_the_plan_holds(plan):
    assert len(rows(opened(plan, "units"))) == 2
    found = rows(opened(plan, "changes"))
    assert [row["to_id"] for row in found] == ["Địa bàn 2"] * 6
    assert found[3]["geometry"].equals(shapely.box(30, 0, 40, 10))
    layer = opened(plan, "changes")
    assert layer.crs() == CRS
    assert layer.attributeDisplayName(layer.fields().lookupField("police_decision")) == "Công an: ý kiến"
    assert len(list(layer.getFeatures(QgsRectangle(12, 2, 14, 4)))) == 1  # the spatial index is there
    assert layer.renderer().type() == "categorizedSymbol"


@pytest.mark.parametrize("edited", [False, True])
def test_replaced_while_qgis_shows_it(plan, edited):
    layer = opened(plan, "changes")
    before = next(layer.getFeatures())
    if edited:
        with edit(layer):
            layer.changeAttributeValue(before.id(), layer.fields().lookupField("streets"), "Hẻm 1")
    reading = layer.getFeatures()  # a reader that isn't done yet
    next(reading)
    update_plan(plan, {"changes": changes(4), "match_groups": pd.DataFrame({"force": ["police"]})}, CRS)
    reading.close()
    layer.reload()
    assert len(rows(layer)) == 4
    assert len(rows(opened(plan, "match_groups"))) == 1
    with closing(sqlite3.connect(plan)) as database:
        styles = database.execute("SELECT f_table_name FROM layer_styles ORDER BY 1").fetchall()
    assert [name for (name,) in styles].count("changes") == 1


def test_a_table_of_other_fields_is_made_anew(plan):
    old = schema.Table("changes", "cũ", (schema.Field("change_id", schema.Kind.TEXT, "mã"),))
    with PlanEdit(plan) as open_plan:
        open_plan.replace(old, pd.DataFrame({"change_id": ["x"], "geometry": [shapely.box(0, 0, 1, 1)]}), CRS)
    assert opened(plan, "changes").fields().names() == ["fid", "change_id"]
    update_plan(plan, {"changes": changes(2)}, CRS)
    assert [row["change_id"] for row in rows(opened(plan, "changes"))] == ["c0", "c1"]


def structure(plan):
    """All tables, indexes and triggers of the file."""
    with closing(sqlite3.connect(plan)) as database:
        return database.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()


def test_an_error_half_way_changes_nothing(plan):
    before, built = content_hash(plan), structure(plan)
    wrong = pd.DataFrame({"force": ["police"], "households": ["no number"]})
    with pytest.raises(ValueError, match="no number"):
        update_plan(plan, {"changes": changes(2), "match_groups": wrong}, CRS)
    assert content_hash(plan) == before
    assert structure(plan) == built


def test_a_cancel_changes_nothing(plan):
    before, built, asked = content_hash(plan), structure(plan), []

    def is_canceled():
        asked.append(1)
        return len(asked) > 4

    frames = {"changes": changes(600), "undecided": changes(600), "match_groups": pd.DataFrame({"force": ["police"]})}
    with pytest.raises(CanceledError):
        update_plan(plan, frames, CRS, control=RunControl(is_canceled=is_canceled))
    assert content_hash(plan) == before
    assert structure(plan) == built


def test_another_writer_is_waited_for_and_then_told(plan):
    with closing(sqlite3.connect(plan, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(KhuPhoError, match="can't be changed"):
            set_decision(plan, ["c0"], "ward", "agree")
        other.execute("ROLLBACK")
    assert set_decision(plan, ["c0"], "ward", "agree") == 1


def test_no_plan_is_told(qgis_app, tmp_path):
    (tmp_path / "no.gpkg").write_bytes(b"no")
    with pytest.raises(KhuPhoError, match="not a GeoPackage"):
        set_decision(tmp_path / "no.gpkg", ["c0"], "ward", "agree")
    with pytest.raises(KhuPhoError, match="not a GeoPackage"):
        update_plan(tmp_path / "missing.gpkg", {"changes": changes()}, CRS)
    with pytest.raises(KhuPhoError, match="no change list"):
        read_changes(tmp_path / "missing.gpkg")


def test_decisions_are_written_and_read(plan):
    assert set_decision(plan, ["c0", "c1"], "police", "agree", "Họp ngày 20", date(2026, 11, 22)) == 2
    assert set_decision(plan, ["c1"], "militia", "refuse") == 1
    found = read_changes(plan).set_index("change_id")
    assert list(found["police_decision"]) == ["agree", "agree", "", "", "", ""]
    assert found.loc["c0", ["police_comment", "police_date"]].tolist() == ["Họp ngày 20", "2026-11-22"]
    assert (found.loc["c1", "militia_decision"], found.loc["c1", "militia_date"]) == (
        "refuse", date.today().isoformat(),
    )  # fmt: skip
    assert found.loc["c3", "households"] == 83.0
    history = rows(opened(plan, "history"))
    assert [(row["who"], row["what"], row["details"]) for row in history[1:]] == [
        ("police", "agree", "c0, c1"),
        ("militia", "refuse", "c1"),
    ]
    set_decision(plan, ["c0"], "police", "")
    assert read_changes(plan).loc[0, ["police_decision", "police_comment", "police_date"]].tolist() == ["", "", ""]


def test_the_other_fields_and_places_stay(plan):
    before = [{k: v for k, v in row.items() if "ward_" not in k} for row in rows(opened(plan, "changes"))]
    set_decision(plan, [f"c{i}" for i in range(6)], "ward", "agree")
    after = [{k: v for k, v in row.items() if "ward_" not in k} for row in rows(opened(plan, "changes"))]
    assert after == before


def test_signed_while_layers_are_open(plan):
    layer, again = opened(plan, "changes"), opened(plan, "changes")
    reading = layer.getFeatures()
    next(reading)
    set_decision(plan, ["c2"], "ward", "agree")
    reading.close()
    for one in (layer, again):
        one.reload()
        assert [row["ward_decision"] for row in rows(one)][2] == "agree"


def test_all_rows_or_none(plan):
    before = content_hash(plan)
    with pytest.raises(KhuPhoError, match="no change gone"):
        set_decision(plan, ["c0", "gone"], "ward", "agree")
    assert content_hash(plan) == before
    with pytest.raises(KhuPhoError, match="Unknown decision"):
        set_decision(plan, ["c0"], "ward", "maybe")
    with pytest.raises(KhuPhoError, match="Unknown authority"):
        set_decision(plan, ["c0"], "mayor", "agree")


def test_several_authorities_are_written_together_or_not_at_all(plan):
    before = content_hash(plan)
    good = Decision(("c0", "c1"), "police", "agree", None, date(2026, 11, 22))
    with pytest.raises(KhuPhoError):
        set_decisions(plan, [good, Decision(("c2", "c99"), "militia", "refuse", "Sai")])
    assert content_hash(plan) == before
    assert set_decisions(plan, [good, Decision(("c2",), "militia", "refuse", "Sai")]) == 3
    found = read_changes(plan).set_index("change_id")
    assert list(found["police_decision"][["c0", "c1", "c2"]]) == ["agree", "agree", ""]
    assert found.at["c2", "militia_comment"] == "Sai"


def test_two_threads_sign_at_the_same_time(plan):
    failed = []

    def sign(authority):
        try:
            for i in range(6):
                set_decision(plan, [f"c{i}"], authority, "agree")
        except KhuPhoError as error:
            failed.append(error)

    threads = [threading.Thread(target=sign, args=(authority,)) for authority in ("ward", "police", "militia")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    found = read_changes(plan)
    assert all((found[f"{authority}_decision"] == "agree").all() for authority in ("ward", "police", "militia"))


def table(headings, values):
    layer = QgsVectorLayer("None?" + "&".join(f"field={name}:string" for name in headings), "Danh sách", "memory")
    features = []
    for row in values:
        feature = QgsFeature(layer.fields())
        feature.setAttributes(list(row))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    return layer


def test_vietnamese_headings_and_words_are_read(qgis_app):
    headings = ["Mã thay đổi", "Mã tổ", "Cơ quan", "UBND: ý kiến", "CONG AN: Y KIEN", "Quân sự: ý kiến", "UBND: ngày"]
    found = read_changes(table(headings, [["a", "T1", "Công an", "Đồng ý", "dong y", "Không đồng ý", "2/9/2026"]]))
    wanted = {"ward_decision": "agree", "police_decision": "agree", "militia_decision": "refuse"}
    wanted |= {"authority": "police", "ward_date": "2026-09-02"}
    assert {name: found.loc[0, name] for name in wanted} == wanted


def test_headings_may_stand_below_a_title(qgis_app):
    values = [
        ["DANH SÁCH THAY ĐỔI", "", ""],
        [None, None, None],
        ["Mã thay đổi", "Mã tổ", "UBND: ý kiến"],
        ["a", "T1", "đồng ý"],
        ["b", "T2", ""],
        ["Tổng cộng", None, None],
    ]
    found = read_changes(table(["Field1", "Field2", "Field3"], values))
    assert found[["change_id", "unit_id", "ward_decision"]].values.tolist() == [["a", "T1", "agree"], ["b", "T2", ""]]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (["b", "T2", "tùy", ""], r"row 2 \(change b\), field “ward_decision”: “tùy”"),
        (["b", "T2", "đồng ý", "32/1/2026"], r"row 2 \(change b\), field “ward_date”: “32/1/2026”"),
        (["a", "T2", "", ""], r"change a twice \(row 2\)"),
    ],
)
def test_what_cannot_be_read_names_the_row(qgis_app, row, told):
    layer = table(["change_id", "unit_id", "ward_decision", "ward_date"], [["a", "T1", "agree", ""], row])
    with pytest.raises(KhuPhoError, match=told):
        read_changes(layer)


def test_a_table_of_something_else_is_told(qgis_app):
    with pytest.raises(KhuPhoError, match=r"no change list.*unit, decision"):
        read_changes(table(["unit", "decision"], [["T1", "agree"]]))
