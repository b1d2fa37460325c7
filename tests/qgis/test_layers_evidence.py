"""Dwellings, registers and streets read from layers and real files."""

from __future__ import annotations

import pytest
from khu_pho_mapper.core.model.errors import CanceledError, KhuPhoError
from khu_pho_mapper.core.model.run import RunControl
from khu_pho_mapper.layers.evidence import read_dwellings, read_register_table, read_streets
from khu_pho_mapper.layers.guess import guess_record_field
from khu_pho_mapper.tests.qgis import grids
from khu_pho_mapper.tests.qgis.alignment_grids import register
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransformContext, QgsGeometry, QgsVectorLayer

CRS = QgsCoordinateReferenceSystem("EPSG:9210")
CONTEXT = QgsCoordinateTransformContext()


@pytest.mark.parametrize(
    ("headings", "role", "found"),
    [
        (["STT", "Mã tổ", "Số hộ", "Địa bàn"], "unit", "Mã tổ"),
        (["STT", "MA_TO", "SoHo", "Địa bàn"], "households", "SoHo"),
        (["Tổ dân phố", "Địa bàn CSKV", "Khu đội"], "police", "Địa bàn CSKV"),
        (["Tổ dân phố", "Địa bàn CSKV", "Khu đội"], "militia", "Khu đội"),
        (["Tổ dân phố", "Địa bàn CSKV", "Khu đội"], "area", None),
        (["Tổ", "Địa bàn"], "area", "Địa bàn"),
        (["Tổ", "CSKV"], "police", "CSKV"),
        (["Họ tên", "Số hộ khẩu", "Tổ"], "households", None),  # the number of a book
        (["id", "ma"], "unit", None),
        ([None, 5, "to"], "unit", "to"),
    ],
)
def test_headings_of_offices_are_known(headings, role, found):
    assert guess_record_field(headings, role) == found


def test_a_table_without_a_count(qgis_app):
    table = read_register_table(register([["T1", "CSKV-1"], ["T1", None]], ("To", "CSKV")), {})
    assert dict(table.fields) == {"unit": "To", "police": "CSKV"}
    assert table.frame.values.tolist() == [["T1", "CSKV-1"], ["T1", None]]


def test_chosen_fields_go_before_guesses(qgis_app):
    layer = register([["T1", "x", "KD1", "9"]], ("Mã tổ", "a", "Khu đội", "b"))
    table = read_register_table(layer, {"militia": "a", "households": "b"})
    assert dict(table.fields) == {"unit": "Mã tổ", "militia": "a", "households": "b"}
    with pytest.raises(KhuPhoError, match="no field “c”"):
        read_register_table(layer, {"area": "c"})


def test_headings_below_a_title_are_found(qgis_app):
    rows = [["DANH SÁCH HỘ", None, None], [None, None, None], ["STT", "Mã tổ", "Địa bàn"], ["1", "T1", "CSKV-1"],
            [None, None, None], ["2", "T2", "CSKV-2"]]  # fmt: skip
    table = read_register_table(register(rows, ("Field1", "Field2", "Field3")), {})
    assert table.frame.values.tolist() == [["T1", "CSKV-1"], ["T2", "CSKV-2"]]


@pytest.mark.parametrize(
    ("headings", "missing"), [(("Tổ", "Họ tên"), "police beat or militia"), (("Họ tên", "CSKV"), "the unit")]
)
def test_what_is_no_register_is_told(qgis_app, headings, missing):
    with pytest.raises(KhuPhoError, match=missing) as told:
        read_register_table(register([["a", "b"]], headings), {})
    assert "Họ tên" in str(told.value)


def test_a_csv_file(qgis_app, tmp_path):
    path = tmp_path / "sổ hộ.csv"
    path.write_text("Mã tổ,Số hộ,Địa bàn\nT01,85,Địa bàn 1\nT02,,ĐB 2\n", encoding="utf-8")
    table = read_register_table(QgsVectorLayer(str(path), "sổ hộ", "ogr"), {})
    assert table.frame["unit"].tolist() == ["T01", "T02"]
    assert table.frame["area"].tolist() == ["Địa bàn 1", "ĐB 2"]


def test_an_excel_file_with_a_title(qgis_app, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["SỔ HỘ PHƯỜNG MẪU"], [], ["STT", "Mã tổ", "Số hộ", "CSKV", "Khu đội"], [1, "T01", 85, 7, "KĐ 1"]):
        sheet.append(row)
    book.save(tmp_path / "so_ho.xlsx")
    table = read_register_table(QgsVectorLayer(str(tmp_path / "so_ho.xlsx"), "sổ hộ", "ogr"), {})
    assert dict(table.fields) == {"unit": "Mã tổ", "households": "Số hộ", "police": "CSKV", "militia": "Khu đội"}
    (row,) = table.frame.to_dict("records")
    assert (row["unit"], float(row["households"]), float(row["police"]), row["militia"]) == ("T01", 85, 7, "KĐ 1")


def test_dwellings_of_any_shape_become_points_in_metres(qgis_app):
    places = [QgsGeometry.fromWkt("Polygon((600000 1190000, 600030 1190000, 600030 1190010, 600000 1190000))"), None]
    houses = grids.layer([([3], places[0]), ([4], places[1])], {"so_ho": int})
    found = read_dwellings(grids.in_degrees(houses), {}, CRS, CONTEXT)
    assert found.without_place == 1
    assert found.frame["households"].tolist() == [3]
    x, y = found.points[0]
    assert 600000 < x < 600030
    assert 1190000 < y < 1190010
    assert dict(found.fields) == {"households": "so_ho"}
    points = grids.layer([([], QgsGeometry.fromWkt("Point(600001 1190002)"))], {}, kind="Point")
    assert read_dwellings(points, {}, CRS, CONTEXT).points.tolist() == [[600001, 1190002]]


def test_no_dwellings_at_all(qgis_app):
    found = read_dwellings(grids.layer([], {"so_ho": int}, kind="Point"), {}, CRS, CONTEXT)
    assert found.points.shape == (0, 2)
    assert len(found.frame) == 0


def test_streets_have_names_and_lines(qgis_app):
    line = QgsGeometry.fromWkt("LineString(600000 1190000, 600100 1190000)")
    layer = grids.layer([(["Hẻm 1"], line), ([""], line), (["x"], None)], {"Tên đường": str}, kind="LineString")
    found = read_streets(layer, None, CRS, CONTEXT)
    assert found["name"].tolist() == ["Hẻm 1", None]
    assert found["geometry"][0].length == pytest.approx(100)


def test_a_cancel_stops_the_reading(qgis_app):
    control = RunControl(is_canceled=lambda: True)
    with pytest.raises(CanceledError):
        read_register_table(register([["T1", "1"]], ("Tổ", "CSKV")), {}, control=control)
