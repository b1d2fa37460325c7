"""New police beats and militia areas have readable names, in harmonized and in rebuilt layers."""

from __future__ import annotations

from khu_pho_mapper.tests.qgis import alignment_grids as ward
from khu_pho_mapper.tests.qgis import grids, ward_grids
from khu_pho_mapper.tests.qgis.running import rows, run
from qgis.core import NULL


def names(layer):
    return {row["area_id"]: None if row["name"] == NULL else row["name"] for row in rows(layer)}


def rebuilt(results):
    asked = {"UNITS": results["HARMONIZED_UNITS"], "CHANGES": results["CHANGES"], "ROWS": "all"}
    return run("rebuildfromdecisions", **asked, BEATS="memory:", MILITIA="memory:")


def test_new_areas_are_named_after_their_khu_pho(provider):
    ids = {ward.WEST: "27301-KP01", ward.EAST: "27301-AP12"}
    units = ward.units(extra={"neighborhood_id": ""})
    place = units.fields().lookupField("neighborhood_id")
    for feature in units.getFeatures():
        units.dataProvider().changeAttributeValues({feature.id(): {place: ids[feature["kp"]]}})
    # Each layer has one area; the western khu phố has it, so that the eastern one gets a new one.
    one = {"BEATS": grids.areas([("ĐB-1", 0, 0, 5, 6)]), "MILITIA": grids.areas([("KĐ-1", 0, 0, 5, 6)])}
    asked = ward.given(**one, UNITS=units, NEIGHBORHOOD="neighborhood_id", PRESET="khu_pho")
    results = run("harmonizeboundaries", **asked)
    beats = {"ĐB-1": None, "27301-AP12 (mới)": "Địa bàn mới (Ấp 12)"}
    militia = {"KĐ-1": None, "27301-AP12 (mới)": "Ấp đội mới (Ấp 12)"}
    assert (names(results["BEATS_HARMONIZED"]), names(results["MILITIA_HARMONIZED"])) == (beats, militia)
    again = rebuilt(results)
    assert (names(again["BEATS"]), names(again["MILITIA"])) == (beats, militia)


def test_new_areas_of_khu_pho_that_several_wards_number_alike(provider):
    units = ward_grids.units(named=lambda _ward, row: f"Khu phố {row // 2 + 1}")
    beats = ward_grids.beats()
    gone = [feature.id() for feature in beats.getFeatures() if feature.geometry().centroid().asPoint().y() > 1_190_400]
    beats.dataProvider().deleteFeatures(gone)
    results = run("harmonizeboundaries", **ward_grids.given(UNITS=units, BEATS=beats, PRESET="khu_pho"))
    new = {area: name for area, name in names(results["BEATS_HARMONIZED"]).items() if area.endswith(" (mới)")}
    assert new == {f"{code}/Khu phố 3 (mới)": "Địa bàn mới (Khu phố 3)" for code in ward_grids.WARDS}
    assert names(rebuilt(results)["BEATS"]) == names(results["BEATS_HARMONIZED"])
