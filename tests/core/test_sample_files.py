"""The GeoPackages of the sample: layers, fields, coordinate system, nothing half-written."""

import sqlite3

import pytest
import shapely
from khu_pho_mapper.core.model.errors import KhuPhoError
from khu_pho_mapper.sample.make import COMMUNE_FILE, WARD_FILE, main
from khu_pho_mapper.sample.write import Layer, write_geopackage

ogr = pytest.importorskip("osgeo.ogr")

FIELDS = {
    "to_dan_pho": ["ma_to", "ten_to", "phuong", "loai", "khu_pho_cu", "so_ho", "nhan_khau"],
    "dia_ban_cskv": ["ma_dia_ban", "ten"],
    "khu_doi": ["ma_khu_doi", "ten"],
    "ranh_phuong": ["ma_phuong", "ten"],
    "vat_can": ["ten", "barrier_type"],
    "duong": ["ten", "loai", "rong_m"],
    "nha_o": ["ma_to", "so_ho"],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample")
    main(folder)
    return folder


@pytest.mark.parametrize("name", [WARD_FILE, COMMUNE_FILE])
def test_layers_and_fields(folder, name):
    source = ogr.Open(str(folder / name))
    found = {layer.GetName(): [field.name for field in layer.schema] for layer in source}
    assert found == FIELDS
    assert {layer.GetSpatialRef().GetAuthorityCode(None) for layer in source} == {"9210"}


def test_rows_as_an_office_writes_them(folder):
    source = ogr.Open(str(folder / WARD_FILE))
    units = source.GetLayerByName("to_dan_pho")
    assert units.GetFeatureCount() == 110
    first = units.GetNextFeature()
    assert first["ma_to"] == "T001"
    assert first["ten_to"] == "Tổ 1"
    assert first["phuong"] == "Phường Mẫu"
    assert isinstance(first["so_ho"], int)
    west, east, south, north = units.GetExtent()
    assert 602000 < west < east < 604000
    assert 1190000 < south < north < 1192000


def test_two_runs_write_the_same(folder, tmp_path):
    main(tmp_path)
    for name in (WARD_FILE, COMMUNE_FILE):
        for table in FIELDS:
            rows = [
                sqlite3.connect(place / name).execute(f"select * from {table} order by fid").fetchall()
                for place in (folder, tmp_path)
            ]
            assert rows[0] == rows[1]


def test_nothing_is_left_when_writing_fails(tmp_path):
    taken = tmp_path / "taken.gpkg"
    taken.mkdir()
    layer = Layer("points", "Point", {"name": ["a"]}, shapely.points([[0.0, 0.0]]))
    with pytest.raises(KhuPhoError, match="taken"):
        write_geopackage(taken, [layer])
    assert [path.name for path in tmp_path.iterdir()] == ["taken.gpkg"]


def test_missing_values_stay_missing(tmp_path):
    layer = Layer("points", "Point", {"households": [3, None]}, shapely.points([[0.0, 0.0], [1.0, 1.0]]))
    path = write_geopackage(tmp_path / "points.gpkg", [layer])
    rows = sqlite3.connect(path).execute("select households from points order by fid").fetchall()
    assert rows == [(3,), (None,)]
