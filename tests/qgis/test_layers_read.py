"""Layers to frames: values as in the file, geometry in metres, VN-2000 by the official parameters."""

from __future__ import annotations

import pytest
import shapely
from khu_pho_mapper.core.model.errors import CanceledError, KhuPhoError
from khu_pho_mapper.core.model.run import RunControl
from khu_pho_mapper.layers.crs import is_metric, pinned, working_crs
from khu_pho_mapper.layers.read import UnitFields, read_areas, read_geometries, read_units
from khu_pho_mapper.layers.values import text_id
from khu_pho_mapper.tests.qgis import grids
from qgis.core import (
    NULL,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsDatumTransform,
    QgsGeometry,
    QgsPointXY,
)

FIELDS = UnitFields("ma_to", "so_ho", ward_code="phuong", old_neighborhood="kp_cu")


def crs(name):
    return QgsCoordinateReferenceSystem(name)


def read(layer, fields=FIELDS, **options):
    return read_units(layer, fields, crs("EPSG:9210"), QgsCoordinateTransformContext(), **options)


def test_rows_and_geometry_are_those_of_the_layer():
    layer = grids.units()
    data = read(layer)
    assert data.name == "Tổ dân phố"
    assert list(data.frame.columns) == ["unit_id", "households", "ward_code", "old_neighborhood", "geometry"]
    assert len(data.frame) == len(data.features) == 48
    for feature, (_, row) in zip(data.features, data.frame.iterrows()):
        assert feature["ma_to"] == row["unit_id"]
        assert shapely.to_wkb(row["geometry"]) == bytes(feature.geometry().asWkb())


def test_null_is_none_and_text_stays_text():
    rows = [(["T1", "85 hộ", None, None, None], grids.square(0, 0)), (["T2", None, "P", None, None], None)]
    frame = read(grids.layer(rows, {**grids.UNIT_FIELDS, "so_ho": str})).frame
    assert frame["households"].tolist() == ["85 hộ", None]
    assert frame["ward_code"].tolist() == [None, "P"]
    assert frame["geometry"][1] is None


def test_curves_become_lines_and_heights_are_dropped():
    rows = [
        (
            ["T1", 1, None, None, None],
            QgsGeometry.fromWkt("CurvePolygon(CircularString(0 0, 10 10, 20 0, 10 -10, 0 0))"),
        ),
        (["T2", 1, None, None, None], QgsGeometry.fromWkt("PolygonZ((0 0 5, 1 0 5, 1 1 5, 0 0 5))")),
    ]
    round_one, high = read(grids.layer(rows, grids.UNIT_FIELDS, kind="Polygon")).frame["geometry"]
    assert round_one.area == pytest.approx(314.159, rel=1e-3)
    assert not high.has_z


def test_degrees_become_metres_by_the_official_parameters():
    """EPSG:6960, QĐ 05/2007/QĐ-BTNMT; the other operation on offer (EPSG:5194) is 0.8 m off."""
    frame = read(grids.in_degrees(grids.units())).frame
    for found, expected in zip(frame["geometry"], read(grids.units()).frame["geometry"]):
        assert shapely.hausdorff_distance(found, expected) < 1e-3


@pytest.mark.parametrize("source", ["EPSG:4326", "EPSG:32648"])
def test_the_datum_is_pinned_in_a_copy(source):
    context = QgsCoordinateTransformContext()
    operations = QgsDatumTransform.operations(crs(source), crs("EPSG:9210"))
    wrong = next(o for o in operations if any(step.code == "5194" for step in o.operationDetails))
    context.addCoordinateOperation(crs(source), crs("EPSG:9210"), wrong.proj)
    ours = pinned(context, crs(source), crs("EPSG:9210"))
    point = QgsPointXY(106.7, 10.77) if source == "EPSG:4326" else QgsPointXY(685_800, 1_191_000)
    official = QgsCoordinateTransform(crs(source), crs("EPSG:9210"), ours).transform(point)
    project = QgsCoordinateTransform(crs(source), crs("EPSG:9210"), context).transform(point)
    assert official.distance(project) == pytest.approx(0.8, abs=0.1)
    assert context.calculateCoordinateOperation(crs(source), crs("EPSG:9210")) == wrong.proj


@pytest.mark.parametrize(
    ("name", "metric"),
    [("EPSG:9210", True), ("EPSG:3405", True), ("EPSG:32648", True), ("EPSG:3826", True),
     ("EPSG:4326", False), ("EPSG:3857", False), ("EPSG:2263", False), ("", False)],
)  # fmt: skip
def test_which_systems_are_metric(name, metric):
    assert is_metric(crs(name)) == metric
    assert working_crs(crs(name)).authid() == (name if metric else "EPSG:9210")


def test_areas_have_ids_as_text_and_a_name():
    layer = grids.layer(
        [([5.0, "Ô 5"], grids.square(0, 0)), ([None, None], grids.square(1, 0))], {"so": float, "ten": str}
    )
    frame = read_areas(layer, "so", crs("EPSG:9210"), QgsCoordinateTransformContext(), name_field="ten").frame
    assert frame["area_id"].tolist() == ["5", None]
    assert frame["name"].tolist() == ["Ô 5", None]


def test_barriers_without_geometry_are_left_out():
    rows = [(["a"], QgsGeometry.fromWkt("LineString(0 0, 1 1)")), (["b"], None)]
    layer = grids.layer(rows, {"ma": str}, kind="LineString")
    assert len(read_geometries(layer, crs("EPSG:9210"), QgsCoordinateTransformContext())) == 1


def test_a_missing_field_is_named_with_those_there_are():
    with pytest.raises(KhuPhoError) as refused:
        read(grids.units(), UnitFields("nix", "so_ho"))
    assert str(refused.value) == (
        "Layer “Tổ dân phố” has no field “nix”. Its fields are: ma_to, so_ho, phuong, kp_cu, nhan_khau. "
        "Choose one of them."
    )
    with pytest.raises(KhuPhoError, match="the number of households"):
        read(grids.units(), UnitFields("ma_to", ""))


def test_a_cancel_stops_the_reading():
    with pytest.raises(CanceledError):
        read(grids.units(), control=RunControl(is_canceled=lambda: True))


@pytest.mark.parametrize(
    ("value", "text"),
    [(5, "5"), (5.0, "5"), (5.5, "5.5"), (" T01 ", "T01"), ("", None), (None, None),
     (NULL, None)],
)  # fmt: skip
def test_ids_as_text(value, text):
    assert text_id(value) == text
