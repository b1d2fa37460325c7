"""khupho:detectshift in a real QGIS: what it finds in the sample ward's beats, wherever they are declared to be."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from khu_pho_mapper.core.alignment.shift.datum import vn2000_vector
from khu_pho_mapper.layers.shift import find_shift
from khu_pho_mapper.sample.make import make_sample_ward
from khu_pho_mapper.tests.qgis.running import Told, content_hash, opened, rows, run, run_in_background, saved
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsGeometry,
    QgsProject,
    QgsVectorLayer,
    QgsWkbTypes,
)

# As a GeoPackage keeps a system that was made up with +towgs84=0,0,0; QGIS takes the PROJ string itself for EPSG:9210.
WITHOUT_PARAMETERS = (
    'BOUNDCRS[SOURCECRS[PROJCRS["unknown",BASEGEOGCRS["unknown",DATUM["Unknown based on WGS84 ellipsoid",'
    'ELLIPSOID["WGS 84",6378137,298.257223563]]],CONVERSION["unknown",METHOD["Transverse Mercator"],'
    'PARAMETER["Latitude of natural origin",0],PARAMETER["Longitude of natural origin",105.75],'
    'PARAMETER["Scale factor at natural origin",0.9999],PARAMETER["False easting",500000],'
    'PARAMETER["False northing",0]],CS[Cartesian,2],AXIS["easting",east],AXIS["northing",north],'
    'LENGTHUNIT["metre",1]]],TARGETCRS[GEOGCRS["WGS 84",DATUM["World Geodetic System 1984",'
    'ELLIPSOID["WGS 84",6378137,298.257223563]],CS[ellipsoidal,2],AXIS["latitude",north],AXIS["longitude",east],'
    'ANGLEUNIT["degree",0.0174532925199433]]],ABRIDGEDTRANSFORMATION["Transformation from unknown to WGS84",'
    'METHOD["Geocentric translations (geog2D domain)"],PARAMETER["X-axis translation",0],'
    'PARAMETER["Y-axis translation",0],PARAMETER["Z-axis translation",0]]]'
)
UNITS, BEATS = "to_dan_pho", "dia_ban_cskv"


@pytest.fixture(scope="module")
def ward(tmp_path_factory):
    return make_sample_ward(tmp_path_factory.mktemp("sample") / "ward.gpkg")


def system(name):
    return QgsCoordinateReferenceSystem.fromWkt(name) if "[" in name else QgsCoordinateReferenceSystem(name)


def redone(layer, change, crs="EPSG:9210", kind="MultiPolygon"):
    """A copy of *layer* declared to be in *crs*, each geometry changed by *change*."""
    made = QgsVectorLayer(kind, "địa bàn", "memory")
    made.setCrs(system(crs) if crs else QgsCoordinateReferenceSystem())
    made.dataProvider().addAttributes(layer.fields().toList())
    made.updateFields()
    features = []
    for feature in layer.getFeatures():
        copy = QgsFeature(feature)
        copy.setGeometry(change(QgsGeometry(feature.geometry())))
        features.append(copy)
    made.dataProvider().addFeatures(features)
    made.updateExtents()
    return made


def by(dx, dy):
    def change(geometry):
        geometry.translate(dx, dy)
        return geometry

    return change


def into(crs):
    """A change of coordinates from EPSG:9210 to *crs*, both of VN-2000: no parameters are needed."""
    transform = QgsCoordinateTransform(system("EPSG:9210"), system(crs), QgsCoordinateTransformContext())

    def change(geometry):
        geometry.transform(transform)
        return geometry

    return change


def swapped(geometry):
    geometry.get().swapXy()
    return geometry


def same(geometry):
    return geometry


def overlap(layer, truth):
    """The share of the areas of *truth* that *layer*'s areas of the same id cover."""
    ours, theirs = ({row["ma_dia_ban"]: row["geometry"] for row in rows(one)} for one in (layer, truth))
    assert set(ours) == set(theirs)
    both = sum(ours[name].intersection(theirs[name]).area for name in theirs)
    return both / sum(shape.area for shape in theirs.values())


def detected(ward, areas, **more):
    feedback = Told()
    found = run("detectshift", feedback, UNITS=opened(ward, UNITS), AREAS=areas, CORRECTED="TEMPORARY_OUTPUT", **more)
    return found, feedback


def test_beats_in_their_place_come_back_as_they_are(provider, ward):
    beats = opened(ward, BEATS)
    found, feedback = detected(ward, beats)
    assert (found["CERTAIN"], found["CAUSE_CODE"]) == (1, "none")
    assert np.hypot(found["SHIFT_X"], found["SHIFT_Y"]) < 2.0
    assert sorted(map(repr, rows(found["CORRECTED"]))) == sorted(map(repr, rows(beats)))
    assert found["CORRECTED"].fields().names() == beats.fields().names()
    assert not feedback.warned


@pytest.mark.parametrize(
    ("vector", "code", "word"),
    [
        ((195.0, -113.0), "vn2000_as_wgs84", "VN-2000"),
        ((-195.0, 113.0), "wgs84_as_vn2000", "VN-2000"),
        ((48.0, 31.0), "unknown_shift", ""),
    ],
)
def test_a_shift_is_found_named_and_mended(provider, ward, vector, code, word):
    beats = opened(ward, BEATS)
    shifted = redone(beats, by(-vector[0], -vector[1]))
    before = rows(shifted)
    found, feedback = detected(ward, shifted)
    assert (found["CERTAIN"], found["CAUSE_CODE"]) == (1, code)
    assert word in found["CAUSE"]
    assert np.hypot(found["SHIFT_X"] - vector[0], found["SHIFT_Y"] - vector[1]) < 1.0
    assert 0 < found["STANDARD_ERROR"] < 2.0
    assert overlap(found["CORRECTED"], beats) > 0.99
    assert found["CORRECTED"].crs() == shifted.crs()
    assert rows(shifted) == before
    assert any("standard error" in line or "sai số chuẩn" in line for line in feedback.said)


@pytest.mark.parametrize(
    ("change", "declared", "code", "least"),
    [
        (into("EPSG:5899"), "EPSG:9210", "other_zone", 0.999),
        (into("EPSG:3405"), "EPSG:9210", "other_zone", 0.999),
        (swapped, "EPSG:9210", "axis_swap", 0.999),
        (lambda geometry: swapped(into("EPSG:5899")(geometry)), "EPSG:9210", "axis_swap", 0.999),
        (into("EPSG:4756"), "EPSG:9210", "degrees", 0.999),
        (same, "EPSG:4326", "degrees", 0.999),
        (same, "EPSG:32648", "other_system", 0.999),
        (into("EPSG:3405"), "EPSG:32648", "vn2000_as_wgs84", 0.99),
        (same, WITHOUT_PARAMETERS, "missing_parameters", 0.99),
    ],
    ids=["zone", "utm", "swap", "swap and zone", "degrees", "metres", "system", "datum", "parameters"],
)
def test_coordinates_of_another_system_are_recognized(provider, ward, change, declared, code, least):
    beats = opened(ward, BEATS)
    found, feedback = detected(ward, redone(beats, change, declared))
    assert (found["CERTAIN"], found["CAUSE_CODE"]) == (1, code), feedback.warned
    assert found["CORRECTED"].crs().authid() == "EPSG:9210"
    assert overlap(found["CORRECTED"], beats) > least


def test_the_parameters_are_the_official_ones_everywhere(provider, ward):
    """A layer declared WGS 84 whose numbers are VN-2000 needs the vector of its own place."""
    beats = opened(ward, BEATS)
    found, _ = detected(ward, redone(beats, into("EPSG:4756"), "EPSG:4326"))
    x, y = vn2000_vector(106.69, 10.77)
    assert found["CAUSE_CODE"] == "vn2000_as_wgs84"
    assert np.hypot(found["SHIFT_X"] - x, found["SHIFT_Y"] - y) < 2.0  # grid north is not quite north


def test_one_area_alone_is_uncertain_and_stays(provider, ward):
    beats = opened(ward, BEATS)
    one = redone(beats, by(-60.0, 20.0))
    one.dataProvider().deleteFeatures([f.id() for f in one.getFeatures()][1:])
    found, feedback = detected(ward, one)
    assert (found["CERTAIN"], found["CAUSE_CODE"]) == (0, "uncertain")
    assert rows(found["CORRECTED"]) == rows(one)
    assert feedback.warned
    asked, _ = detected(ward, one, APPLY_UNCERTAIN=True)
    (ours,), (theirs,) = rows(asked["CORRECTED"]), rows(one)
    offset = shapely.get_coordinates(ours["geometry"]) - shapely.get_coordinates(theirs["geometry"])
    assert offset == pytest.approx(np.broadcast_to((asked["SHIFT_X"], asked["SHIFT_Y"]), offset.shape), abs=1e-6)


def test_a_layer_in_another_place_is_not_moved(provider, ward):
    far = redone(opened(ward, BEATS), by(40_000.0, 0.0))
    found, feedback = detected(ward, far)
    assert (found["CERTAIN"], found["CAUSE_CODE"]) == (0, "far_away")
    assert rows(found["CORRECTED"]) == rows(far)
    assert feedback.warned


def test_a_layer_without_a_system_is_taken_for_the_units_one(provider, ward):
    found, _ = detected(ward, redone(opened(ward, BEATS), by(-100.0, 0.0), None))
    assert (found["CERTAIN"], found["CAUSE_CODE"]) == (1, "unknown_shift")
    assert found["CORRECTED"].crs().authid() == "EPSG:9210"


def test_curves_heights_and_missing_shapes_come_through(provider, ward):
    beats = redone(opened(ward, BEATS), by(-195.0, 113.0), kind="MultiPolygonZ")
    features = list(beats.getFeatures())
    beats.dataProvider().changeGeometryValues({features[0].id(): QgsGeometry()})
    found, _ = detected(ward, beats)
    assert found["CERTAIN"] == 1
    assert QgsWkbTypes.hasZ(found["CORRECTED"].wkbType())
    assert sum(not feature.hasGeometry() for feature in found["CORRECTED"].getFeatures()) == 1


def test_files_are_only_read(provider, ward, tmp_path):
    shifted = saved(redone(opened(ward, BEATS), by(-195.0, 113.0)), tmp_path / "beats.gpkg", "beats")
    hashes = content_hash(ward), content_hash(tmp_path / "beats.gpkg")
    successful, results = run_in_background(
        "detectshift", UNITS=opened(ward, UNITS), AREAS=shifted, CORRECTED=str(tmp_path / "corrected.gpkg")
    )
    assert successful
    assert results["CERTAIN"] == 1
    assert opened(tmp_path / "corrected.gpkg", "corrected").featureCount() == shifted.featureCount()
    assert (content_hash(ward), content_hash(tmp_path / "beats.gpkg")) == hashes


def test_without_a_sink_only_the_numbers_come(provider, ward):
    found = run("detectshift", UNITS=opened(ward, UNITS), AREAS=opened(ward, BEATS))
    assert found["CERTAIN"] == 1
    assert "CORRECTED" not in found


def test_a_canceled_run_gives_nothing(provider, ward):
    feedback = Told(cancel_at=20)
    assert "SHIFT_X" not in run("detectshift", feedback, UNITS=opened(ward, UNITS), AREAS=opened(ward, BEATS))


def test_the_function_for_layers_gives_the_same(provider, ward):
    shifted = redone(opened(ward, BEATS), by(-195.0, 113.0))
    found, _ = detected(ward, shifted)
    told = find_shift(opened(ward, UNITS), shifted, QgsProject.instance().transformContext())
    assert (told.dx, told.dy, told.shift.cause) == (found["SHIFT_X"], found["SHIFT_Y"], found["CAUSE_CODE"])
