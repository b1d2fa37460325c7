"""The whole way of an alignment in a real QGIS, on the made-up ward: shift, harmonize, sign, rebuild, propose again."""

from __future__ import annotations

import json
import shutil

import numpy as np
import pytest
import shapely
from khu_pho_mapper.core.alignment.harmonize import is_signed, replay
from khu_pho_mapper.layers.decisions import read_changes, set_decision
from khu_pho_mapper.sample.make import make_sample_ward
from khu_pho_mapper.tests.qgis.running import Told, opened, rows, run, run_in_background
from qgis.core import QgsFeatureRequest, QgsProcessingException, QgsVectorLayer

SHIFT = (195.0, -112.0)  # about what VN-2000 read as WGS 84 does
UNIT = {"UNIT_ID": "ma_to", "HOUSEHOLDS": "so_ho"}
AREAS = {"BEAT_ID": "ma_dia_ban", "MILITIA_ID": "ma_khu_doi"}
AUTHORITIES = ("ward", "police", "militia")
COLUMNS = {"ward": "neighborhood_id", "police": "beat_new", "militia": "militia_new"}
BEFORE = {"ward": "neighborhood_before", "police": "beat_id", "militia": "militia_id"}


def moved(layer, dx, dy):
    """A copy of *layer* that lies somewhere else."""
    copy = layer.materialize(QgsFeatureRequest())
    for feature in copy.getFeatures():
        geometry = feature.geometry()
        geometry.translate(dx, dy)
        copy.dataProvider().changeGeometryValues({feature.id(): geometry})
    copy.updateExtents()
    copy.setName("CSKV lệch")
    return copy


@pytest.fixture(scope="module")
def ward(tmp_path_factory):
    return make_sample_ward(tmp_path_factory.mktemp("ward") / "phuong_mau.gpkg")


_made = {}


@pytest.fixture
def aligned(provider, ward, tmp_path):
    """A plan of the present khu phố and its alignment, made once and copied; the parameters of the alignment."""
    if ward not in _made:
        _made[ward] = _align(ward)
    shutil.copytree(_made[ward], tmp_path / "plan")
    return _asked(ward, tmp_path / "plan")


def _asked(ward, folder):
    return {
        "UNITS": f"{ward}|layername=to_dan_pho",
        **UNIT,
        "NEIGHBORHOOD": "khu_pho_cu",
        "UNIT_NAME": "ten_to",
        "BEATS": f"{ward}|layername=dia_ban_cskv",
        "MILITIA": f"{ward}|layername=khu_doi",
        **AREAS,
        "STREETS": f"{ward}|layername=duong",
        "DWELLINGS": f"{ward}|layername=nha_o",
        "PRESET": "khu_pho",
        "PLAN": str(folder / "plan.gpkg"),
        "HARMONIZED_UNITS": str(folder / "harmonized.gpkg"),
    }


def _align(ward):
    folder = ward.parent / "plan"
    asked = _asked(ward, folder)
    run(
        "arrange", UNITS=asked["UNITS"], **UNIT, WARD="phuong", OLD_NEIGHBORHOOD="khu_pho_cu", CURRENT="khu_pho_cu",
        START="kept", FOLDER=str(folder),
    )  # fmt: skip
    run("harmonizeboundaries", **asked)
    return folder


def labels(layer, columns):
    """Sorted unit ids, and authority → their areas."""
    table = sorted(rows(layer), key=lambda row: row["ma_to"])
    ids = np.array([row["ma_to"] for row in table], dtype=object)
    return ids, {who: [row[name] or None for row in table] for who, name in columns.items()}


def as_arrays(before):
    return {who: np.array([*values, None], dtype=object)[:-1] for who, values in before.items()}


def test_a_shifted_layer_is_corrected_and_then_reads_as_the_right_one(provider, ward, tmp_path):
    beats = opened(ward, "dia_ban_cskv")
    away = moved(beats, *SHIFT)
    units = f"{ward}|layername=to_dan_pho"
    found = run("detectshift", UNITS=units, AREAS=away, CORRECTED="memory:")
    assert found["SHIFT_X"] == pytest.approx(-SHIFT[0], abs=1.5)
    assert found["SHIFT_Y"] == pytest.approx(-SHIFT[1], abs=1.5)
    assert found["CAUSE"]
    asked = {
        "UNITS": units, **UNIT, "NEIGHBORHOOD": "khu_pho_cu", "BEAT_ID": "ma_dia_ban", "HARMONIZED_UNITS": "memory:",
    }  # fmt: skip
    read, warned = [], []
    for layer in (beats, away, found["CORRECTED"]):
        told = Told()
        results = run("harmonizeboundaries", told, BEATS=layer, **asked)
        read.append([row["beat_id"] for row in rows(results["HARMONIZED_UNITS"])])
        warned.append(any("the layer is shifted" in text for text in told.warned))
    right, wrong, mended = read
    assert warned == [False, True, False]
    assert sum(a != b for a, b in zip(right, wrong)) > 50
    assert mended == right


def test_sign_run_again_rebuild_and_replay(aligned, tmp_path):
    plan = aligned["PLAN"]
    first = read_changes(plan)
    assert len(first) > 20
    agreed, refused = list(first["change_id"][:6]), list(first["change_id"][6:9])
    shown = opened(plan, "changes")  # as the dock has it open
    for authority in AUTHORITIES:
        set_decision(plan, agreed, authority, "agree")
    set_decision(plan, refused, "militia", "refuse", "Không đúng thực địa")
    shown.reload()
    assert sum(row["ward_decision"] == "agree" for row in rows(shown)) == 6

    told = Told()
    again = run("harmonizeboundaries", told, **aligned, DECISIONS=f"{plan}|layername=changes")
    changes = read_changes(plan).set_index("change_id", drop=False)
    assert again["SIGNED_COUNT"] == 6
    assert set(agreed) <= set(changes["change_id"])
    assert set(changes.index[is_signed(changes)]) == set(agreed)
    assert set(refused) <= set(changes["change_id"])

    harmonized = QgsVectorLayer(aligned["HARMONIZED_UNITS"], "tổ", "ogr")
    ids, before = labels(harmonized, BEFORE)
    _, after = labels(harmonized, COLUMNS)
    replayed = replay(ids, as_arrays(before), changes)
    assert {who: list(replayed[who]) for who in AUTHORITIES} == after

    asked = {"UNITS": harmonized, "CHANGES": f"{plan}|layername=changes"}
    signed = run(
        "rebuildfromdecisions", **asked, ROWS="signed", UNITS_OUT="memory:", NEIGHBORHOODS="memory:", BEATS="memory:",
        MILITIA="memory:", SUMMARY=str(tmp_path / "s.json"),
    )  # fmt: skip
    assert signed["CHANGES_APPLIED"] == 6
    assert signed["CHANGES_LEFT"] == len(changes) - 6
    _, rebuilt = labels(signed["UNITS_OUT"], COLUMNS)
    expected = replay(ids, as_arrays(before), changes, only_signed=True)
    assert rebuilt == {who: list(expected[who]) for who in AUTHORITIES}
    assert sum(a != b for who in AUTHORITIES for a, b in zip(rebuilt[who], before[who])) == 6
    everything = run("rebuildfromdecisions", **asked, ROWS="all", UNITS_OUT="memory:")
    assert labels(everything["UNITS_OUT"], COLUMNS)[1] == after

    outline = shapely.union_all([row["geometry"] for row in rows(harmonized)])
    households = sum(row["so_ho"] for row in rows(harmonized))
    for name in ("NEIGHBORHOODS", "BEATS", "MILITIA"):
        found = rows(signed[name])
        assert sum(row["households"] for row in found) == households
        assert sum(row["geometry"].area for row in found) == pytest.approx(outline.area, rel=1e-6)
    assert json.loads((tmp_path / "s.json").read_text("utf-8"))["rebuilt"]["applied"] == 6


def test_refused_rows_lock_a_new_proposal(aligned):
    plan = aligned["PLAN"]
    changes = read_changes(plan)
    refused = list(changes["change_id"][changes["authority"] == "militia"][:3])
    set_decision(plan, refused, "militia", "refuse")
    results = run(
        "rebuildfromdecisions", UNITS=aligned["HARMONIZED_UNITS"], CHANGES=f"{plan}|layername=changes", LOCKS="memory:"
    )
    locked = {row["ma_to"]: row["neighborhood_id"] for row in rows(results["LOCKS"]) if row["locked"]}
    assert results["LOCKED_COUNT"] == len(locked) > 0
    proposed = run(
        "proposeneighborhoods", UNITS=results["LOCKS"], **UNIT, WARD="phuong", CURRENT="neighborhood_id",
        LOCKED="locked", EFFORT="quick", ASSIGNED_UNITS="memory:", BEATS=aligned["BEATS"], BEAT_ID=AREAS["BEAT_ID"],
        BEATS_RULE="free",
    )  # fmt: skip
    # A locked khu phố keeps its units together; which id it has is the proposal's own.
    home = {row["ma_to"]: row["neighborhood_id"] for row in rows(proposed["ASSIGNED_UNITS"])}
    by_lock = {}
    for unit, neighborhood in locked.items():
        by_lock.setdefault(neighborhood, set()).add(home[unit])
    assert all(len(found) == 1 for found in by_lock.values())
    assert len({frozenset(found) for found in by_lock.values()}) == len(by_lock)


def test_a_proposal_may_be_made_of_whole_beats(aligned):
    proposed = run(
        "proposeneighborhoods", UNITS=aligned["UNITS"], **UNIT, WARD="phuong", EFFORT="quick", BEATS_RULE="whole",
        BEATS=aligned["BEATS"], BEAT_ID=AREAS["BEAT_ID"], ASSIGNED_UNITS="memory:",
    )  # fmt: skip
    beat = {row["ma_to"]: row["beat_id"] for row in rows(QgsVectorLayer(aligned["HARMONIZED_UNITS"], "tổ", "ogr"))}
    pairs = {(beat[row["ma_to"]], row["neighborhood_id"]) for row in rows(proposed["ASSIGNED_UNITS"])}
    assert len(pairs) == len({one for one, _ in pairs})


def test_a_list_of_other_units_is_refused(aligned, tmp_path):
    changes = f"{aligned['PLAN']}|layername=changes"
    with pytest.raises(QgsProcessingException, match="does not belong to these units"):
        run(
            "rebuildfromdecisions", UNITS=aligned["HARMONIZED_UNITS"], CHANGES=changes, BEAT_ID="beat_new", ROWS="all",
            UNITS_OUT="memory:",
        )  # fmt: skip
    with pytest.raises(QgsProcessingException, match="no field “nowhere”"):
        run(
            "rebuildfromdecisions", UNITS=aligned["HARMONIZED_UNITS"], CHANGES=changes, BEAT_ID="nowhere",
            UNITS_OUT="memory:",
        )  # fmt: skip


def test_the_sheet_that_an_office_fills_in_is_read_back(aligned, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    sheet_file = tmp_path / "danh_sach.xlsx"
    run("harmonizeboundaries", **{**aligned, "TABLES": str(sheet_file)})
    book = openpyxl.load_workbook(sheet_file)
    sheet = book["Danh sách thay đổi"]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "Mã thay đổi" for cell in row))
    column = {cell.value: cell.column for cell in head}
    signed = []
    for row in range(head[0].row + 1, sheet.max_row + 1):
        change = sheet.cell(row, column["Mã thay đổi"]).value
        if change and sheet.cell(row, column["Mã tổ"]).value and len(signed) < 3:
            for word in ("UBND", "Công an", "Quân sự"):
                sheet.cell(row, column[f"{word}: ý kiến"]).value = "Đồng ý"
            sheet.cell(row, column["UBND: ngày"]).value = "22/11/2026"
            signed.append(change)
    book.save(sheet_file)
    uri = f"{sheet_file}|layername=Danh sách thay đổi"
    found = read_changes(QgsVectorLayer(uri, "Danh sách", "ogr"))
    assert len(found) == len(read_changes(aligned["PLAN"]))
    assert sorted(found["change_id"][is_signed(found)]) == sorted(signed)
    assert set(found["ward_date"]) == {"", "2026-11-22"}
    again = run("harmonizeboundaries", **{**aligned, "DECISIONS": uri})
    assert again["SIGNED_COUNT"] == 3


def test_rebuilt_in_a_thread(aligned):
    asked = {"UNITS": aligned["HARMONIZED_UNITS"], "CHANGES": f"{aligned['PLAN']}|layername=changes", "ROWS": "all"}
    successful, results = run_in_background("rebuildfromdecisions", **asked, NEIGHBORHOODS="memory:")
    assert successful
    assert results["CHANGES_APPLIED"] == len(read_changes(aligned["PLAN"]))
