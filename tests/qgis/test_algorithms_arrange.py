"""The main job in a real QGIS: four files or none, on a grid and on the sample ward."""

from __future__ import annotations

import json
import sqlite3
import subprocess
from contextlib import closing

import pytest
import shapely
from khu_pho_mapper import dependencies
from khu_pho_mapper.layers.schema import PLAN_STORE
from khu_pho_mapper.processing.algorithms import arrange
from khu_pho_mapper.sample.make import make_sample_commune, make_sample_ward
from khu_pho_mapper.tests.qgis import grids
from khu_pho_mapper.tests.qgis.running import Told, content_hash, opened, rows, run, run_in_background, saved, union
from qgis.core import QgsProcessingException

FILES = {"plan.gpkg", "tables.xlsx", "map.pdf", "summary.json"}
GRID = {"UNIT_ID": "ma_to", "HOUSEHOLDS": "so_ho", "WARD": "phuong", "OLD_NEIGHBORHOOD": "kp_cu", "EFFORT": "quick"}
SAMPLE = {
    "UNIT_ID": "ma_to",
    "HOUSEHOLDS": "so_ho",
    "UNIT_NAME": "ten_to",
    "WARD": "phuong",
    "AREA_TYPE": "loai",
    "OLD_NEIGHBORHOOD": "khu_pho_cu",
    "POPULATION": "nhan_khau",
    "BEAT_ID": "ma_dia_ban",
    "MILITIA_ID": "ma_khu_doi",
}
SAMPLE_LAYERS = {
    "UNITS": "to_dan_pho",
    "BEATS": "dia_ban_cskv",
    "MILITIA": "khu_doi",
    "BARRIERS": "vat_can",
    "WARD_OUTLINE": "ranh_phuong",
}


def sample_parameters(path):
    return {**SAMPLE, **{name: f"{path}|layername={layer}" for name, layer in SAMPLE_LAYERS.items()}}


@pytest.fixture(scope="module")
def ward(tmp_path_factory):
    return make_sample_ward(tmp_path_factory.mktemp("sample") / "ward.gpkg")


def names_in(folder):
    return {path.name for path in folder.iterdir()}


def test_the_sample_ward_becomes_a_legal_plan(provider, ward, tmp_path):
    before = content_hash(ward)
    results = run("arrange", **sample_parameters(ward), FOLDER=str(tmp_path / "kết quả"))
    folder = tmp_path / "kết quả"
    assert names_in(folder) == FILES
    assert content_hash(ward) == before
    found = rows(opened(folder / "plan.gpkg", "neighborhoods"))
    assert len(found) == results["NEIGHBORHOODS_COUNT"] == 17
    assert all(row["households"] >= 500 and row["meets_minimum"] for row in found)
    assert all(shapely.get_num_geometries(row["geometry"]) == 1 for row in found)
    units = opened(folder / "plan.gpkg", "units")
    assert units.featureCount() == opened(ward, "to_dan_pho").featureCount()
    assert {row["neighborhood_id"] for row in rows(units)} == {row["neighborhood_id"] for row in found}
    whole = union(opened(ward, "to_dan_pho"))
    assert union(opened(folder / "plan.gpkg", "neighborhoods")).symmetric_difference(whole).area < 1e-6 * whole.area
    assert results["BELOW_MINIMUM"] == results["NOT_CONTIGUOUS"] == 0
    assert 0 < results["SHARE_DISAGREE_POLICE"] < 1
    assert json.loads((folder / "summary.json").read_text("utf-8"))["comparison"]["forces"]["police"]["areas"] == 14


def test_the_plan_opens_with_styles_and_vietnamese_names(provider, ward, tmp_path):
    run("arrange", **sample_parameters(ward), FOLDER=str(tmp_path))
    plan = tmp_path / "plan.gpkg"
    for table in PLAN_STORE:
        layer = opened(plan, table.name)
        assert layer.featureCount() > 0, table.name
        assert layer.fields().names() == ["fid", *table.names()]
        assert [layer.attributeAlias(i + 1) for i in range(len(table.fields))] == [f.alias for f in table.fields]
        assert layer.isSpatial() == table.polygons
        if table.polygons:
            assert layer.crs().authid() == "EPSG:9210"
    with closing(sqlite3.connect(plan)) as database:
        assert database.execute("SELECT count(*) FROM layer_styles WHERE useAsDefault").fetchone() == (len(PLAN_STORE),)


def test_neighbors_on_the_map_have_different_colors(provider, ward, tmp_path):
    run("arrange", **sample_parameters(ward), FOLDER=str(tmp_path))
    for name in ("neighborhoods", "old_neighborhoods"):
        found = rows(opened(tmp_path / "plan.gpkg", name))
        for i, one in enumerate(found):
            for other in found[:i]:
                if shapely.length(shapely.intersection(one["geometry"].boundary, other["geometry"].boundary)) > 5:
                    assert one["color_index"] != other["color_index"]


def test_tables_and_map_hold_vietnamese_text(provider, ward, tmp_path):
    run("arrange", **sample_parameters(ward), FOLDER=str(tmp_path))
    openpyxl = pytest.importorskip("openpyxl")
    sheets = openpyxl.load_workbook(tmp_path / "tables.xlsx").sheetnames
    assert sheets[:4] == ["Tóm tắt", "Hiện trạng", "Phương án", "Đối chiếu cũ - mới"]
    text = subprocess.run(
        ["pdftotext", str(tmp_path / "map.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "PHƯỜNG MẪU" in text
    assert "CHÚ DẪN" in text


def test_a_commune_gets_khu_pho_and_ap(provider, tmp_path):
    commune = make_sample_commune(tmp_path / "commune.gpkg")
    results = run("arrange", **sample_parameters(commune), FOLDER=str(tmp_path / "out"), EFFORT="quick")
    assert results["BELOW_MINIMUM"] == 0
    kinds = {row["area_type"] for row in rows(opened(tmp_path / "out" / "plan.gpkg", "neighborhoods"))}
    assert kinds == {row["area_type"] for row in rows(opened(tmp_path / "out" / "plan.gpkg", "units"))}
    assert "ap" in kinds


def test_the_same_in_a_thread(provider, ward, tmp_path):
    """In a task the map waits for the main thread; the answer is the same."""
    here = run("arrange", **sample_parameters(ward), FOLDER=str(tmp_path / "here"))
    successful, there = run_in_background("arrange", **sample_parameters(ward), FOLDER=str(tmp_path / "there"))
    assert successful
    assert names_in(tmp_path / "there") == FILES
    assert {k: v for k, v in there.items() if not isinstance(v, str)} == {
        k: v for k, v in here.items() if not isinstance(v, str)
    }
    plans = [rows(opened(tmp_path / name / "plan.gpkg", "units")) for name in ("here", "there")]
    assert [row["neighborhood_id"] for row in plans[0]] == [row["neighborhood_id"] for row in plans[1]]


def test_forces_are_not_needed(provider, tmp_path):
    results = run("arrange", UNITS=grids.units(), **GRID, FOLDER=str(tmp_path))
    assert names_in(tmp_path) == FILES
    assert "SHARE_DISAGREE" not in results
    assert json.loads((tmp_path / "summary.json").read_text("utf-8")).get("comparison") is None


@pytest.mark.parametrize("percent", [2, 40, 70, 84, 90])
@pytest.mark.parametrize("background", [False, True])
def test_a_cancel_leaves_nothing(provider, tmp_path, percent, background):
    asked = {"UNITS": grids.units(), **GRID, "BEATS": grids.beats(), "BEAT_ID": "ma", "FOLDER": str(tmp_path / "new")}
    told = Told(cancel_at=percent)
    results = run_in_background("arrange", told, **asked)[1] if background else run("arrange", told, **asked)
    assert told.isCanceled()
    assert results == {}
    assert list(tmp_path.iterdir()) == []


def test_a_failure_leaves_old_results_alone(provider, tmp_path, monkeypatch):
    run("arrange", UNITS=grids.units(), **GRID, FOLDER=str(tmp_path))
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def full_disk(*_arguments, **_options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(arrange, "draw_map", full_disk)
    with pytest.raises(QgsProcessingException, match="No space left on device"):
        run("arrange", UNITS=grids.units(households=100), **GRID, FOLDER=str(tmp_path))
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    told = Told()
    assert run_in_background("arrange", told, UNITS=grids.units(), **GRID, FOLDER=str(tmp_path))[1] == {}
    assert any("No space left on device" in line for line in told.errors)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_old_results_are_replaced_with_their_journals(provider, tmp_path):
    run("arrange", UNITS=grids.units(), **GRID, FOLDER=str(tmp_path))
    (tmp_path / "plan.gpkg-wal").write_bytes(b"of the old plan")
    (tmp_path / "notes.txt").write_text("mine")
    results = run("arrange", UNITS=grids.units(households=100), **GRID, FOLDER=str(tmp_path))
    assert names_in(tmp_path) == {*FILES, "notes.txt"}
    assert opened(tmp_path / "plan.gpkg", "neighborhoods").featureCount() == results["NEIGHBORHOODS_COUNT"] == 8


def test_a_folder_that_cannot_be_written_is_told(provider, tmp_path):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(QgsProcessingException, match=r"Nothing can be written into the folder .*file.* Choose another"):
        run("arrange", UNITS=grids.units(), **GRID, FOLDER=str(tmp_path / "file" / "out"))
    assert names_in(tmp_path) == {"file"}


def test_faulty_units_write_nothing(provider, tmp_path):
    made = grids.unit_rows()
    made[3][0][1] = -4
    units = saved(grids.layer(made, grids.UNIT_FIELDS), tmp_path / "u.gpkg")
    before = content_hash(tmp_path / "u.gpkg")
    told = Told()
    with pytest.raises(QgsProcessingException, match="below zero"):
        run("arrange", told, UNITS=units, **GRID, FOLDER=str(tmp_path / "out"))
    assert any("T03" in line for line in told.errors)
    assert not (tmp_path / "out").exists()
    assert content_hash(tmp_path / "u.gpkg") == before


def test_tables_without_openpyxl(provider, tmp_path, monkeypatch):
    monkeypatch.setattr(dependencies, "OPTIONAL", ("no_such_package",))
    told = Told()
    run("arrange", told, UNITS=grids.units(), **GRID, BEATS=grids.beats(), BEAT_ID="ma", FOLDER=str(tmp_path))
    assert any("openpyxl" in line for line in told.warned)
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(tmp_path / "tables.xlsx")
    assert book.sheetnames[:3] == ["Tóm tắt", "Hiện trạng", "Phương án"]
    sheet = book["Phương án"]
    headings = [cell.value for cell in sheet[1]]
    total = sum(row[headings.index("Số hộ")] for row in sheet.iter_rows(min_row=2, max_row=7, values_only=True))
    assert total == 3840


def test_a_time_limit_cuts_off_and_says_so(provider, ward, tmp_path):
    told = Told()
    asked = {**sample_parameters(ward), "EFFORT": "thorough", "TIME_LIMIT": 1}
    results = run("arrange", told, **asked, FOLDER=str(tmp_path))
    assert results["CUT_OFF"] == 1
    assert results["NOT_CONTIGUOUS"] == 0
    total = json.loads((tmp_path / "summary.json").read_text("utf-8"))["total"]
    assert total["wards_cut_off"] == ["Phường Mẫu"]
    assert any("time limit" in line for line in told.warned)
