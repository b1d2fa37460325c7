"""The checks find exactly what was planted, in any order of the rows, and nothing in a clean layer."""

import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from coverage_cases import cells_of, jittered, voronois
from khu_pho_mapper.core.coverage.checks import check_areas, check_units
from khu_pho_mapper.core.coverage.limits import Limits
from khu_pho_mapper.core.coverage.listing import CODES
from khu_pho_mapper.core.coverage.parse import COLUMNS, units_from_raw
from khu_pho_mapper.core.model.errors import CanceledError, FaultyInputError, KhuPhoError
from khu_pho_mapper.core.model.faults import Severity
from khu_pho_mapper.core.model.run import RunControl

BOX = shapely.box
SIDE = 6


def grid_frame():
    """Return 36 clean units of 20 x 20 m, ids T01 to T36, 80 households each."""
    units, _ = cells_of(np.arange(SIDE * SIDE).reshape(SIDE, SIDE))
    ids = [f"T{number + 1:02d}" for number in range(len(units))]
    return pd.DataFrame({"unit_id": ids, "households": [80] * len(units), "geometry": units}, dtype=object)


def found(faults):
    return sorted((fault.code, fault.severity.value, fault.feature) for fault in faults)


def plant(frame, changes):
    frame = frame.copy()
    for row, (column, value) in changes.items():
        frame.at[row, column] = value
    return frame


BOWTIE = shapely.Polygon([(100, 20), (120, 40), (120, 20), (100, 40)])

PLANTED = {
    "missing_id": (("unit_id", None), "error", "#{row}"),
    "missing_households": (("households", None), "warning", "{id}"),
    "negative_households": (("households", -3), "error", "{id}"),
    "unreadable_households": (("households", "1.234"), "error", "{id}"),
    "missing_geometry": (("geometry", None), "error", "{id}"),
    "empty_geometry": (("geometry", shapely.Polygon()), "error", "{id}"),
    "wrong_geometry": (("geometry", shapely.LineString([(0, 0), (1, 1)])), "error", "{id}"),
    "invalid_geometry": (("geometry", BOWTIE), "error", "{id}"),
}
SHAPES = {"missing_geometry", "empty_geometry", "wrong_geometry", "invalid_geometry"}
INNER = [row * SIDE + column for row in range(1, SIDE - 1) for column in range(1, SIDE - 1)]


@given(voronois())
@settings(deadline=None)
def test_a_clean_layer_has_no_fault(case):
    units, _ = case
    frame = pd.DataFrame({"unit_id": range(len(units)), "households": 80, "geometry": units})
    assert check_units(frame, ward_outline=shapely.union_all(units)) == []
    areas = pd.DataFrame({"area_id": range(len(units)), "geometry": units})
    assert check_areas(areas, "beats") == []


@given(st.dictionaries(st.integers(0, SIDE * SIDE - 1), st.sampled_from(sorted(PLANTED)), max_size=6), st.randoms())
@settings(deadline=None, max_examples=60)
def test_planted_faults_of_rows_are_found_and_nothing_else(wanted, random):
    frame = plant(grid_frame(), {row: PLANTED[code][0] for row, code in wanted.items()})
    order = list(frame.index)
    random.shuffle(order)
    shuffled = frame.loc[order].reset_index(drop=True)
    place = {row: order.index(row) + 1 for row in order}
    expected = sorted(
        (code, PLANTED[code][1], PLANTED[code][2].format(row=place[row], id=f"T{row + 1:02d}"))
        for row, code in wanted.items()
    )
    faults = check_units(shuffled)
    rows = [each for each in found(faults) if each[0] in PLANTED]
    assert rows == expected
    # A unit without a usable shape leaves a gap, or parts what hangs together.
    others = {fault.code for fault in faults} - set(PLANTED)
    assert others <= ({"gap", "disconnected"} if SHAPES & set(wanted.values()) else set())
    severities = [fault.severity for fault in faults]
    assert severities == sorted(severities, key=lambda severity: severity is Severity.WARNING)


@given(st.sampled_from(INNER), st.floats(0.3, 6.0), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=40)
def test_a_planted_overlap_is_found_with_its_place(row, depth, random):
    frame = grid_frame()
    west, south, east, north = frame.geometry[row].bounds
    frame.at[row, "geometry"] = BOX(west, south, east + depth, north)
    share = depth / 20
    faults = check_units(frame.sample(frac=1, random_state=random.randint(0, 99)).reset_index(drop=True))
    pair = f"T{row + 1:02d}, T{row + 2:02d}"
    assert found(faults) == [("overlap", "error" if share > 0.05 else "warning", pair)]
    assert faults[0].geometry.equals(BOX(east, south, east + depth, north))
    assert str(round(depth * 20, 1)) in str(faults[0].problem)


@pytest.mark.parametrize("row", INNER[::5])
def test_the_place_of_an_invalid_unit_is_no_gap(row):
    frame = grid_frame()
    west, south, east, north = frame.geometry[row].bounds
    frame.at[row, "geometry"] = shapely.Polygon([(west, south), (east, north), (east, south), (west, north)])
    lake = next(other for other in INNER if abs(other - row) not in (0, 1, SIDE - 1, SIDE, SIDE + 1))
    frame = frame.drop(index=lake).reset_index(drop=True)
    assert sorted(fault.code for fault in check_units(frame)) == ["gap", "invalid_geometry"]


@given(st.sampled_from(INNER), st.floats(0.1, 10.0).filter(lambda width: abs(width - 2.0) > 0.01))
@settings(deadline=None, max_examples=40)
def test_a_planted_gap_is_found_with_its_place(row, width):
    frame = grid_frame()
    west, south, east, north = frame.geometry[row].bounds
    frame.at[row, "geometry"] = BOX(west, south, east - width, north)
    faults = check_units(frame)
    assert [fault.code for fault in faults] == ["sliver" if width <= 2.0 else "gap"]
    assert faults[0].severity is Severity.WARNING
    assert f"T{row + 1:02d}" in faults[0].feature
    assert faults[0].geometry.equals(BOX(east - width, south, east, north))


def test_a_lake_is_a_gap_and_its_island_is_not():
    frame = grid_frame().drop(index=[14, 15, 20, 21]).reset_index(drop=True)
    frame.loc[len(frame)] = ["T99", 80, BOX(55, 55, 60, 60)]
    faults = check_units(frame)
    assert found(faults)[0] == ("disconnected", "warning", "T99")
    assert [fault.code for fault in faults] == ["gap", "disconnected"]
    assert faults[0].geometry.area == pytest.approx(1600 - 25)


def test_duplicate_ids_of_units_are_errors_and_of_areas_are_parts():
    frame = plant(grid_frame(), {5: ("unit_id", " T01"), 9: ("unit_id", "T01")})
    faults = check_units(frame)
    assert found(faults) == [("duplicate_id", "error", "T01")]
    assert "3 rows have this id (rows 1, 6, 10)" in str(faults[0].problem)
    assert faults[0].geometry.area == pytest.approx(1200)
    areas = pd.DataFrame(
        {"area_id": ["A", "A", "B"], "geometry": [BOX(0, 0, 9, 9), BOX(5, 0, 14, 9), BOX(14, 0, 20, 9)]}
    )
    assert found(check_areas(areas, "militia")) == [("duplicate_id", "warning", "A")]


def test_parts_islands_and_wards():
    frame = grid_frame()
    frame["ward_code"] = "A"
    frame.loc[len(frame)] = ["T40", 80, shapely.MultiPolygon([BOX(120, 0, 130, 10), BOX(140, 0, 150, 10)]), "A"]
    frame.loc[len(frame)] = ["T41", 80, BOX(500, 500, 520, 520), "A"]
    frame.loc[len(frame)] = ["T42", 80, BOX(700, 700, 720, 720), "A"]
    frame.loc[len(frame)] = ["T43", 80, BOX(720, 700, 740, 720), "A"]
    frame.loc[len(frame)] = ["T44", 80, BOX(0, 120, 20, 140), "B"]
    frame.loc[len(frame)] = ["T45", 80, shapely.MultiPolygon([BOX(20, 120, 40, 140)]), "B"]
    assert found(check_units(frame)) == [
        ("disconnected", "warning", "T41"),
        ("disconnected", "warning", "T42, T43"),
        ("multipart", "warning", "T40"),
    ]


def test_the_wards_outline_shows_what_is_outside_and_what_is_empty():
    frame = grid_frame()
    frame.loc[len(frame)] = ["T50", 80, BOX(120, 0, 160, 20)]
    outline = [BOX(-40, -3, 123, 122)]
    faults = check_units(frame, ward_outline=outline)
    assert [(fault.code, fault.layer, fault.feature) for fault in faults] == [
        ("gap", "ward", ""),
        ("outside_ward", "units", "T50"),
    ]
    assert faults[0].geometry.area == pytest.approx(40 * 125, rel=0.2)
    assert faults[1].geometry.equals(BOX(123, 0, 160, 20))
    assert "92.5 %" in str(faults[1].problem)


def test_an_invalid_outline_is_told_and_repaired_for_the_check_only():
    frame = grid_frame()
    crossed = shapely.Polygon([(0, 0), (120, 120), (120, 0), (0, 120)])
    codes = [(fault.code, fault.layer) for fault in check_units(frame, ward_outline=crossed)]
    assert codes[0] == ("invalid_geometry", "ward")
    assert ("outside_ward", "units") in codes


@pytest.mark.parametrize(
    ("shape", "words"),
    [
        (BOWTIE, "crosses itself near x = 110.0, y = 30.0"),
        (shapely.Polygon([(0, 0), (9, 0), (9, 9)], [[(20, 20), (21, 20), (21, 21)]]), "a hole lies outside of it"),
        (shapely.Polygon([(0, 0), (10, 0), (5, 5), (10, 10), (0, 10), (5, 5)]), "touches itself near x = 5.0"),
        (shapely.MultiPolygon([BOX(0, 0, 9, 9), BOX(2, 2, 4, 4)]), "one of its parts lies in another"),
        (shapely.Polygon([(0, 0), (9, 0), (float("nan"), 9)]), "not a number"),
    ],
)
def test_invalid_shapes_say_why_and_where(shape, words):
    faults = check_units(pd.DataFrame({"unit_id": ["T01"], "households": [5], "geometry": [shape]}))
    assert [fault.code for fault in faults] == ["invalid_geometry"]
    assert words in str(faults[0].problem)
    assert faults[0].geometry is not None


def test_heights_and_collections():
    frame = plant(grid_frame(), {3: ("geometry", shapely.force_3d(BOX(60, 0, 80, 20), 4.0))})
    frame = plant(frame, {0: ("geometry", shapely.GeometryCollection([BOX(0, 0, 20, 20), shapely.Point(5, 5)]))})
    assert found(check_units(frame)) == [("wrong_geometry", "error", "T01")]


def test_areas_of_forces_are_drawn_by_hand():
    units, _ = cells_of(np.arange(16).reshape(4, 4), size=200.0)
    areas = pd.DataFrame({"area_id": [f"CSKV {n}" for n in range(16)], "geometry": jittered(units, 1.5, 4)})
    noise = check_areas(areas, "beats")
    assert {(fault.code, fault.feature) for fault in noise} == {("overlap", ""), ("sliver", "")}
    assert all(fault.severity is Severity.WARNING and "thinner than 5" in str(fault.problem) for fault in noise)
    areas.at[5, "geometry"] = BOX(180, 200, 400, 400)
    areas.at[10, "area_id"] = None
    assert ("overlap", "warning", "CSKV 4, CSKV 5") in found(check_areas(areas, "beats"))
    assert ("missing_id", "error", "#11") in found(check_areas(areas, "beats"))


def test_empty_and_invalid_areas_of_forces_are_told_but_stop_nobody():
    units, _ = cells_of(np.arange(16).reshape(4, 4), size=200.0)
    areas = pd.DataFrame({"area_id": [f"CSKV {n}" for n in range(16)], "geometry": list(units)})
    areas.at[3, "geometry"] = shapely.Polygon()
    areas.at[4, "geometry"] = None
    areas.at[7, "geometry"] = BOWTIE
    faults = {fault.code: fault for fault in check_areas(areas, "beats")}
    for code, feature in (("empty_geometry", "3"), ("missing_geometry", "4"), ("invalid_geometry", "7")):
        assert faults[code].severity is Severity.WARNING
        assert faults[code].feature == f"CSKV {feature}"
    assert "left out" in str(faults["empty_geometry"].advice)
    assert "mended copy" in str(faults["invalid_geometry"].advice)


def test_nobody_drowns_in_warnings():
    frame = grid_frame()
    frame["households"] = None
    faults = check_units(frame, limits=Limits(most_listed=10))
    assert len(faults) == 11
    assert "26 more faults" in str(faults[-1].problem)
    frame["geometry"] = jittered(grid_frame().geometry.to_numpy(), 0.4, 3)
    codes = pd.Series([fault.code for fault in check_units(frame, limits=Limits(most_listed=5))]).value_counts()
    assert codes.max() == 6


def test_each_fault_says_what_to_do_in_one_readable_sentence():
    changes = dict(zip(range(0, 36, 4), (PLANTED[code][0] for code in sorted(PLANTED))))
    for fault in check_units(plant(grid_frame(), changes)):
        assert fault.code in CODES
        assert 10 < len(str(fault.problem)) < 200
        assert str(fault.advice).endswith(".")
        assert "{" not in str(fault.problem) + str(fault.advice)


def test_the_layer_is_not_changed_and_empty_layers_have_no_faults():
    frame = plant(grid_frame(), {3: ("households", "85 hộ"), 4: ("geometry", BOWTIE)})
    before = frame.copy(deep=True)
    check_units(frame)
    pd.testing.assert_frame_equal(frame, before)
    assert [fault.code for fault in check_units(frame[:0], ward_outline=BOX(0, 0, 50, 50))] == ["gap"]
    assert check_units(frame[:0]) == []
    assert check_areas(pd.DataFrame({"area_id": [], "geometry": []}), "beats") == []


def test_cancel_stops_at_once():
    with pytest.raises(CanceledError):
        check_units(grid_frame(), control=RunControl(is_canceled=lambda: True))


def test_the_official_wards_of_2025_have_pinholes_and_overlaps(real_data):
    import geopandas

    frame = geopandas.read_file(real_data("hcmc_wards_2025_07.gpkg")).to_crs("EPSG:9210")
    raw = pd.DataFrame({"unit_id": frame["ward_code"], "households": 1, "geometry": frame.geometry})
    counts = pd.Series([fault.code for fault in check_units(raw)]).value_counts().to_dict()
    assert counts["sliver"] == 26  # of 41 pinholes those of 0.1 m² and more
    assert counts["overlap"] == 16
    assert "gap" not in counts


def test_units_frame_has_the_canonical_columns():
    raw = plant(grid_frame(), {2: ("households", None), 3: ("households", "90"), 4: ("households", 85.0)})
    raw["area_type"] = ["Ấp 3", "KP", None, "ấp", "AP", "apartment"] * 6
    raw["ward_code"] = [27301.0, None, " 27301 "] * 12
    units = units_from_raw(raw)
    assert tuple(units.columns) == COLUMNS
    assert units.crs is None
    assert units["households"].tolist()[:5] == [80, 80, pd.NA, 90, 85]
    assert units["households"].dtype == units["population"].dtype == "Int64"
    assert units["population"].isna().all()
    assert units["area_type"].tolist()[:6] == ["ap", "khu_pho", "khu_pho", "ap", "ap", "khu_pho"]
    assert units["ward_code"].tolist()[:3] == ["27301", "", "27301"]
    assert units["unit_name"].tolist() == [None] * 36
    assert units["unit_id"].tolist() == raw["unit_id"].tolist()
    assert units.geometry.iloc[7].equals(raw["geometry"].iloc[7])


def test_errors_of_rows_stop_and_say_the_first_ones():
    changes = {0: ("households", "1.234"), 1: ("unit_id", ""), 2: ("geometry", None), 3: ("households", -1)}
    with pytest.raises(FaultyInputError) as caught:
        units_from_raw(plant(grid_frame(), {**changes, 4: ("households", None)}))
    text = str(caught.value)
    assert "4 errors" in text
    assert "Row 2 of the units: the id is missing." in text
    assert "Unit T01" in text
    assert "And 1 more." in text
    assert len(caught.value.faults) == 5
    assert isinstance(caught.value, KhuPhoError)
    with pytest.raises(FaultyInputError, match=r"an error that must be mended first\. Unit T01: the number"):
        units_from_raw(plant(grid_frame(), {0: ("households", "85 hộ")}))
