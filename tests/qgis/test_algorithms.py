"""Check, propose and compare in a real QGIS, on small grids whose answers are known."""

from __future__ import annotations

import json

import pytest
import shapely
from khu_pho_mapper.tests.qgis import grids
from khu_pho_mapper.tests.qgis.running import Told, content_hash, rows, run, saved, union
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsProcessingException,
    QgsVectorLayer,
)

UNITS = {"UNIT_ID": "ma_to", "HOUSEHOLDS": "so_ho", "WARD": "phuong", "OLD_NEIGHBORHOOD": "kp_cu"}
CHECKED = {"UNIT_ID": "ma_to", "HOUSEHOLDS": "so_ho", "WARD": "phuong", "FAULTS": "TEMPORARY_OUTPUT"}
PROPOSED = {**UNITS, "ASSIGNED_UNITS": "TEMPORARY_OUTPUT", "NEIGHBORHOODS": "TEMPORARY_OUTPUT", "EFFORT": "quick"}
COMPARED = {
    "UNIT_ID": "ma_to",
    "HOUSEHOLDS": "so_ho",
    "NEIGHBORHOOD": "kp_cu",
    "FACES": "TEMPORARY_OUTPUT",
    "MATCHES": "TEMPORARY_OUTPUT",
}
TEXT_FIELDS = {**grids.UNIT_FIELDS, "so_ho": str}


def with_change(change, fields=grids.UNIT_FIELDS, **options):
    """The grid of units after *change* was let loose on its rows."""
    made = grids.unit_rows()
    if fields["so_ho"] is str:
        for attributes, _ in made:
            attributes[1] = str(attributes[1])
    return grids.layer(change(made) or made, fields, name="Tổ dân phố", **options)


def setting(row, place, value):
    """A change that writes *value* into attribute *place* of *row*."""

    def change(made):
        made[row][0][place] = value

    return change


def shaping(row, wkt):
    """A change that gives *row* another geometry."""

    def change(made):
        made[row] = (made[row][0], QgsGeometry.fromWkt(wkt) if wkt else None)

    return change


# Texts, since geometry objects that outlive the application crash it.
BOWTIE = "Polygon((600000 1190000, 600100 1190100, 600100 1190000, 600000 1190100, 600000 1190000))"
TWO_PARTS = (
    "MultiPolygon(((600000 1190000, 600040 1190000, 600040 1190100, 600000 1190100, 600000 1190000)), "
    "((600060 1190000, 600100 1190000, 600100 1190100, 600060 1190100, 600060 1190000)))"
)
THREE_WIDE = "Polygon((600300 1190000, 600450 1190000, 600450 1190100, 600300 1190100, 600300 1190000))"
WITH_GAP = "Polygon((600130 1190100, 600200 1190100, 600200 1190200, 600130 1190200, 600130 1190100))"
WITH_SLIVER = "Polygon((600100.2 1190100, 600200 1190100, 600200 1190200, 600100.2 1190200, 600100.2 1190100))"

BAD_UNITS = {
    "missing id": (setting(3, 0, None), "missing_id", "error", "#4"),
    "duplicate id": (setting(3, 0, "T05"), "duplicate_id", "error", "T05"),
    "missing households": (setting(3, 1, None), "missing_households", "warning", "T03"),
    "negative households": (setting(3, 1, -5), "negative_households", "error", "T03"),
    "empty geometry": (shaping(3, "Polygon EMPTY"), "empty_geometry", "error", "T03"),
    "invalid geometry": (shaping(0, BOWTIE), "invalid_geometry", "error", "T00"),
    "two parts": (shaping(0, TWO_PARTS), "multipart", "warning", "T00"),
    "overlap": (shaping(3, THREE_WIDE), "overlap", "error", "T03, T04"),
    "gap": (shaping(9, WITH_GAP), "gap", "warning", None),
    "sliver": (shaping(9, WITH_SLIVER), "sliver", "warning", None),
}


@pytest.mark.parametrize("case", BAD_UNITS)
def test_each_fault_of_units_is_told_with_a_place_and_nothing_is_changed(provider, tmp_path, case):
    change, code, severity, feature = BAD_UNITS[case]
    units = saved(with_change(change, kind="MultiPolygon" if case == "two parts" else "Polygon"), tmp_path / "u.gpkg")
    before = content_hash(tmp_path / "u.gpkg")
    results = run("checklayers", UNITS=units, **CHECKED)
    found = [row for row in rows(results["FAULTS"]) if row["code"] == code]
    assert len(found) == 1, [row["code"] for row in rows(results["FAULTS"])]
    (fault,) = found
    assert fault["severity"] == severity
    assert fault["layer_role"] == "units"
    assert feature is None or fault["feature"] == feature
    assert fault["problem"]
    assert fault["advice"]
    assert fault["geometry"].area > 0
    assert (results["ERRORS"] > 0) == (severity == "error")
    assert content_hash(tmp_path / "u.gpkg") == before


def test_a_unit_without_geometry_is_told(provider):
    results = run("checklayers", UNITS=with_change(shaping(3, None)), **CHECKED)
    fault = next(row for row in rows(results["FAULTS"]) if row["code"] == "missing_geometry")
    assert fault["feature"] == "T03"
    assert fault["geometry"].area > 0  # the box of the whole layer, for want of a better place


@pytest.mark.parametrize("text", ["1.234", "85 hộ", "12,5", "nhiều"])
def test_texts_that_are_no_numbers_are_told(provider, text):
    results = run("checklayers", UNITS=with_change(setting(3, 1, text), TEXT_FIELDS), **CHECKED)
    (fault,) = rows(results["FAULTS"])
    assert fault["code"] == "unreadable_households"
    assert text in fault["problem"]


@pytest.mark.parametrize("case", [case for case in BAD_UNITS if BAD_UNITS[case][2] == "error"])
def test_errors_stop_a_proposal_and_leave_the_input_alone(provider, tmp_path, case):
    units = saved(with_change(BAD_UNITS[case][0]), tmp_path / "u.gpkg")
    before = content_hash(tmp_path / "u.gpkg")
    out = tmp_path / "new.gpkg"
    with pytest.raises(QgsProcessingException) as refused:
        run("proposeneighborhoods", UNITS=units, **{**PROPOSED, "NEIGHBORHOODS": str(out)})
    assert "Traceback" not in str(refused.value)
    assert not out.exists()
    assert content_hash(tmp_path / "u.gpkg") == before


def test_units_outside_the_ward_are_told(provider):
    outline = grids.areas([("P1", 0, 0, 7, 6)], name="Ranh phường")
    found = rows(run("checklayers", UNITS=grids.units(), WARD_OUTLINE=outline, **CHECKED)["FAULTS"])
    outside = {row["feature"] for row in found if row["code"] == "outside_ward"}
    assert outside == {"T07", "T15", "T23", "T31", "T39", "T47"}


def test_areas_of_another_place_are_an_error(provider):
    elsewhere = grids.areas([("Z", 90, 90, 2, 2)])
    results = run("checklayers", UNITS=grids.units(), **CHECKED, BEATS=elsewhere, BEAT_ID="ma", BARRIERS=elsewhere)
    found = [(row["code"], row["severity"], row["layer_role"]) for row in rows(results["FAULTS"])]
    assert found == [("elsewhere", "error", "beats"), ("elsewhere", "warning", "barriers")]
    with pytest.raises(QgsProcessingException, match="km"):
        run("comparewithforces", UNITS=grids.units(), **COMPARED, BEATS=elsewhere, BEAT_ID="ma")


def test_units_without_khu_pho_are_left_out_and_told(provider):
    told = Told()
    units = with_change(setting(3, 3, None))
    results = run("comparewithforces", told, UNITS=units, **COMPARED, BEATS=grids.beats(), BEAT_ID="ma")
    assert results["MATCHES"].featureCount() == 2
    assert any("kp_cu" in line and "80" in line for line in told.warned)
    empty = grids.layer([([*row[:3], None, 1], shape) for row, shape in grids.unit_rows()], grids.UNIT_FIELDS)
    with pytest.raises(QgsProcessingException, match="kp_cu"):
        run("comparewithforces", UNITS=empty, **COMPARED, BEATS=grids.beats(), BEAT_ID="ma")


def test_a_layer_without_coordinate_system_is_told(provider):
    results = run("checklayers", UNITS=grids.units(crs=None), **CHECKED)
    assert [row["code"] for row in rows(results["FAULTS"])] == ["no_crs"]
    assert results["ERRORS"] == 0


def test_degrees_without_coordinate_system_are_an_error(provider):
    results = run("checklayers", UNITS=grids.in_degrees(grids.units(), crs=None), **CHECKED)
    assert [row["code"] for row in rows(results["FAULTS"])] == ["no_crs_degrees"]
    with pytest.raises(QgsProcessingException, match="degrees"):
        run("proposeneighborhoods", UNITS=grids.in_degrees(grids.units(), crs=None), **PROPOSED)


def test_degrees_are_told_and_measured_in_metres(provider):
    results = run("checklayers", UNITS=grids.in_degrees(grids.units()), **CHECKED)
    assert [row["code"] for row in rows(results["FAULTS"])] == ["geographic_crs"]
    results = run("proposeneighborhoods", UNITS=grids.in_degrees(grids.units()), **PROPOSED)
    assert results["BELOW_MINIMUM"] == 0
    assert results["NEIGHBORHOODS"].crs().authid() == "EPSG:9210"
    assert sum(row["area_ha"] for row in rows(results["NEIGHBORHOODS"])) == pytest.approx(48, rel=1e-6)


@pytest.mark.parametrize("kind", ["Point", "LineString", "None"])
def test_a_layer_of_another_geometry_type_is_told(provider, kind):
    layer = QgsVectorLayer(
        f"{kind}?crs=EPSG:9210&field=ma_to:string&field=so_ho:int&field=phuong:string", "x", "memory"
    )
    layer.dataProvider().addFeature(QgsFeature(layer.fields()))
    results = run("checklayers", UNITS=layer, **CHECKED)
    assert "wrong_geometry_type" in [row["code"] for row in rows(results["FAULTS"])]
    assert results["ERRORS"] >= 1


def test_an_empty_layer_is_told(provider):
    results = run("checklayers", UNITS=grids.layer([], grids.UNIT_FIELDS), **CHECKED)
    assert [row["code"] for row in rows(results["FAULTS"])] == ["empty_layer"]
    with pytest.raises(QgsProcessingException, match="has no features"):
        run("proposeneighborhoods", UNITS=grids.layer([], grids.UNIT_FIELDS), **PROPOSED)


def test_layers_that_can_be_done_without_may_be_empty(provider):
    nothing = grids.areas([], name="trống")
    asked = {"UNITS": grids.units(), "BEATS": nothing, "BEAT_ID": "ma", "BARRIERS": nothing}
    results = run("checklayers", **asked, **CHECKED)
    assert [(row["layer_role"], row["code"], row["severity"]) for row in rows(results["FAULTS"])] == [
        ("beats", "empty_layer", "warning"),
        ("barriers", "empty_layer", "warning"),
    ]
    assert run("proposeneighborhoods", **asked, **PROPOSED)["BELOW_MINIMUM"] == 0


def test_barriers_are_lines_or_polygons(provider):
    points = grids.layer([(["x"], QgsGeometry.fromWkt("Point(600000 1190000)"))], {"ma": str}, kind="Point")
    (fault,) = rows(run("checklayers", UNITS=grids.units(), BARRIERS=points, **CHECKED)["FAULTS"])
    assert (fault["layer_role"], fault["code"]) == ("barriers", "wrong_geometry_type")


def test_barriers_keep_khu_pho_apart(provider):
    """A canal between two rows of units, where the grid could be cut anywhere."""
    wkt = "LineString(600000 1190300, 600800 1190300)"
    canal = grids.layer([(["Kênh"], QgsGeometry.fromWkt(wkt))], {"ten": str}, kind="LineString")
    asked = {**PROPOSED, "COUNT": 2, "OLD_NEIGHBORHOOD": None, "WEIGHT_BARRIERS": 5}
    results = run("proposeneighborhoods", UNITS=grids.units(), BARRIERS=canal, **asked)
    sides = {
        row["neighborhood_id"]: row["geometry"].centroid.y > grids.Y0 + 300 for row in rows(results["NEIGHBORHOODS"])
    }
    assert sorted(sides.values()) == [False, True]
    for row in rows(results["NEIGHBORHOODS"]):
        assert shapely.area(row["geometry"]) == pytest.approx(24 * grids.SIDE**2)


def test_a_good_grid_has_no_fault(provider):
    results = run(
        "checklayers", UNITS=grids.units(), BEATS=grids.beats(), BEAT_ID="ma", MILITIA=grids.militia(), MILITIA_ID="ma",
        **CHECKED,
    )  # fmt: skip
    assert rows(results["FAULTS"]) == []
    assert (results["ERRORS"], results["WARNINGS"]) == (0, 0)


def test_a_proposal_is_legal_whole_and_contiguous(provider, tmp_path):
    units = saved(grids.units(households=100), tmp_path / "u.gpkg")
    before = content_hash(tmp_path / "u.gpkg")
    results = run("proposeneighborhoods", UNITS=units, **PROPOSED)
    found = rows(results["NEIGHBORHOODS"])
    assert results["NEIGHBORHOODS_COUNT"] == len(found) == 8  # 4,800 / (1.15 x 500), rounded
    assert results["BELOW_MINIMUM"] == 0
    assert all(row["households"] >= 500 and row["meets_minimum"] for row in found)
    assert all(shapely.get_num_geometries(row["geometry"]) == 1 for row in found)
    assert shapely.equals(union(results["NEIGHBORHOODS"]), union(units))
    assigned = rows(results["ASSIGNED_UNITS"])
    assert [row["ma_to"] for row in assigned] == [row["ma_to"] for row in rows(units)]
    assert {row["neighborhood_id"] for row in assigned} == {row["neighborhood_id"] for row in found}
    assert results["HOUSEHOLDS_TOTAL"] == sum(row["households"] for row in found) == 4800
    assert content_hash(tmp_path / "u.gpkg") == before


def test_units_keep_all_their_fields(provider):
    fields = {**grids.UNIT_FIELDS, "neighborhood_id": int, "ghi_chu": str}
    made = [([*attributes, 7, "đẹp"], geometry) for attributes, geometry in grids.unit_rows()]
    results = run("proposeneighborhoods", UNITS=grids.layer(made, fields), **PROPOSED)
    assigned = results["ASSIGNED_UNITS"]
    assert assigned.fields().names() == ["ma_to", "so_ho", "phuong", "kp_cu", "nhan_khau", "ghi_chu", "neighborhood_id"]
    assert {row["ghi_chu"] for row in rows(assigned)} == {"đẹp"}
    assert all(row["neighborhood_id"].startswith("P1-KP") for row in rows(assigned))


def test_the_order_of_features_does_not_matter(provider):
    def plan(made):
        found = run("proposeneighborhoods", UNITS=grids.layer(made, grids.UNIT_FIELDS), **PROPOSED)
        return {row["ma_to"]: row["neighborhood_id"] for row in rows(found["ASSIGNED_UNITS"])}

    made = grids.unit_rows()
    assert plan(made) == plan(made[::-1])


def test_missing_households_are_not_zero(provider):
    results = run("proposeneighborhoods", UNITS=with_change(setting(10, 1, None)), **PROPOSED)
    assert results["UNITS_WITHOUT_HOUSEHOLDS"] == 1
    assert all(row["neighborhood_id"] for row in rows(results["ASSIGNED_UNITS"]))
    assert sum(row["missing_households"] for row in rows(results["NEIGHBORHOODS"])) == 1


def test_khu_pho_and_ap_never_mix(provider):
    fields = {**grids.UNIT_FIELDS, "loai": str}
    made = [
        ([*attributes, "Ấp" if i % 8 > 3 else "Khu phố"], geometry)
        for i, (attributes, geometry) in enumerate(grids.unit_rows())
    ]
    layer = grids.layer(made, fields)
    results = run("proposeneighborhoods", UNITS=layer, **PROPOSED, AREA_TYPE="loai")
    kinds = {row["ma_to"]: row["loai"] for row in rows(layer)}
    for row in rows(results["ASSIGNED_UNITS"]):
        assert ("-AP" in row["neighborhood_id"]) == (kinds[row["ma_to"]] == "Ấp")
    assert all(
        row["households"] >= (350 if row["area_type"] == "ap" else 500) for row in rows(results["NEIGHBORHOODS"])
    )


def test_profile_minimum_and_count_are_kept(provider):
    asked = {**PROPOSED, "PROFILE": "custom", "MINIMUM": 900}
    results = run("proposeneighborhoods", UNITS=grids.units(), **asked)
    assert results["NEIGHBORHOODS_COUNT"] == 4
    assert results["SMALLEST"] >= 900
    results = run("proposeneighborhoods", UNITS=grids.units(), **asked, COUNT=3)
    assert results["NEIGHBORHOODS_COUNT"] == 3


def test_a_ward_that_cannot_meet_the_minimum_says_why(provider, tmp_path):
    told, summary = Told(), tmp_path / "s.json"
    results = run("proposeneighborhoods", told, UNITS=grids.units(2, 2, 50), **PROPOSED, SUMMARY=str(summary))
    assert results["BELOW_MINIMUM"] == results["NEIGHBORHOODS_COUNT"] == 1
    (ward,) = json.loads(summary.read_text("utf-8"))["wards"]
    assert ward["reasons"]
    assert all(reason["en"] for reason in ward["reasons"])
    assert any("P1" in line for line in told.warned)


def test_the_summary_tells_what_was_asked_and_what_came_out(provider, tmp_path):
    asked = {**PROPOSED, "SUMMARY": str(tmp_path / "s.json"), "SEED": 7}
    run("proposeneighborhoods", UNITS=grids.units(households=100), **asked)
    record = json.loads((tmp_path / "s.json").read_text("utf-8"))
    assert record["algorithm"] == "khupho:proposeneighborhoods"
    assert record["parameters"]["SEED"] == 7
    assert record["parameters"]["EFFORT"] == "quick"
    assert record["profile"]["id"] == "hcmc-500-350"
    assert record["profile"]["document"]
    assert record["total"]["neighborhoods"] == sum(ward["neighborhoods"] for ward in record["wards"]) == 8
    assert record["versions"]["qgis"].startswith("3.") or record["versions"]["qgis"].startswith("4.")


def test_a_cancel_leaves_nothing(provider, tmp_path):
    out = {name: str(tmp_path / f"{name}.gpkg") for name in ("ASSIGNED_UNITS", "NEIGHBORHOODS")}
    told = Told(cancel_at=10)
    results = run("proposeneighborhoods", told, UNITS=grids.units(), **{**PROPOSED, **out}, SUMMARY=str(tmp_path / "s"))
    assert told.isCanceled()
    assert results == {}
    assert list(tmp_path.iterdir()) == []


def test_a_missing_field_is_named(provider):
    with pytest.raises(QgsProcessingException, match=r"“Tổ dân phố” has no field “nix”.*ma_to, so_ho"):
        run("proposeneighborhoods", UNITS=grids.units(), **{**PROPOSED, "UNIT_ID": "nix"})


def test_custom_needs_a_minimum(provider):
    with pytest.raises(QgsProcessingException, match="MINIMUM"):
        run("proposeneighborhoods", UNITS=grids.units(), **PROPOSED, PROFILE="custom")


def test_missing_packages_are_told(provider, monkeypatch):
    from khu_pho_mapper import dependencies

    monkeypatch.setattr(dependencies, "REQUIRED", ("numpy", "no_such_package"))
    possible, reason = provider.algorithm("proposeneighborhoods").canExecute()
    assert not possible
    assert "no_such_package" in reason
    told = Told()
    with pytest.raises(QgsProcessingException):
        run("proposeneighborhoods", told, UNITS=grids.units(), **PROPOSED)
    assert any("no_such_package" in line for line in told.errors)


def test_a_perfect_match_is_one_to_one(provider, tmp_path):
    results = run(
        "comparewithforces", UNITS=grids.units(), MILITIA=grids.militia(), MILITIA_ID="ma", **COMPARED,
        SUMMARY=str(tmp_path / "s.json"),
    )  # fmt: skip
    found = {row["neighborhood_id"]: row for row in rows(results["MATCHES"])}
    assert {name: (row["area_id"], row["match_class"]) for name, row in found.items()} == {
        "1": ("M1", "1:1"),
        "2": ("M2", "1:1"),
    }
    assert results["SHARE_DISAGREE_MILITIA"] == 0
    assert results["ONE_TO_ONE_MILITIA"] == 2
    assert results["SHARE_DISAGREE_POLICE"] is None
    assert {row["face_class"] for row in rows(results["FACES"])} == {"agree"}
    assert json.loads((tmp_path / "s.json").read_text("utf-8"))["comparison"]["households"] == 3840


def test_a_disagreement_is_counted_in_households(provider):
    # The border runs one column further right: 6 of 48 units are in the other area.
    moved = grids.areas([("M1", 0, 0, 5, 6), ("M2", 5, 0, 3, 6)])
    results = run("comparewithforces", UNITS=grids.units(), BEATS=moved, BEAT_ID="ma", **COMPARED)
    assert results["SHARE_DISAGREE_POLICE"] == pytest.approx(6 / 48)
    apart = [row for row in rows(results["FACES"]) if row["face_class"] == "real"]
    assert sum(row["households"] for row in apart) == pytest.approx(480)
    assert shapely.equals(union(results["FACES"]), union(grids.units()))


def test_a_proposal_can_be_compared(provider):
    proposed = run("proposeneighborhoods", UNITS=grids.units(), **PROPOSED)
    results = run(
        "comparewithforces",
        UNITS=proposed["ASSIGNED_UNITS"],
        BEATS=grids.beats(),
        BEAT_ID="ma",
        **{**COMPARED, "NEIGHBORHOOD": "neighborhood_id"},
    )
    assert {row["neighborhood_id"] for row in rows(results["MATCHES"])} == {
        row["neighborhood_id"] for row in rows(proposed["NEIGHBORHOODS"])
    }


def test_layers_in_other_coordinate_systems_are_brought_together(provider):
    results = run(
        "comparewithforces", UNITS=grids.units(), MILITIA=grids.in_degrees(grids.militia()), MILITIA_ID="ma", **COMPARED
    )
    assert results["ONE_TO_ONE_MILITIA"] == 2
    assert results["FACES"].crs().authid() == "EPSG:9210"


def test_a_comparison_needs_something_to_compare_with(provider):
    with pytest.raises(QgsProcessingException, match="police beats or the layer of militia"):
        run("comparewithforces", UNITS=grids.units(), **COMPARED)
    with pytest.raises(QgsProcessingException, match="Choose the field of layer “Địa bàn CSKV”"):
        run("comparewithforces", UNITS=grids.units(), BEATS=grids.beats(), **COMPARED)
