import json

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from khu_pho_mapper.core.alignment.compare import compare
from khu_pho_mapper.core.alignment.noise import Tolerance, estimate_noise, is_thin, mean_width, thresholds
from khu_pho_mapper.core.model.errors import CanceledError, KhuPhoError
from khu_pho_mapper.core.model.run import RunControl

STEP = 100  # metres; units are squares of one hectare with 100 households


def units_of(columns, rows, neighborhood, households=100):
    cells = [(x, y) for x in range(columns) for y in range(rows)]
    numbers = [households(x, y) if callable(households) else households for x, y in cells]
    return gpd.GeoDataFrame(
        {
            "unit_id": [f"T{x}-{y}" for x, y in cells],
            "neighborhood_id": [neighborhood(x, y) for x, y in cells],
            "households": pd.array(numbers, dtype="Int64"),
        },
        geometry=[shapely.box(x * STEP, y * STEP, (x + 1) * STEP, (y + 1) * STEP) for x, y in cells],
    )


def areas_of(**bounds):
    return gpd.GeoDataFrame({"area_id": list(bounds)}, geometry=[shapely.box(*b) for b in bounds.values()])


def by_column(x, _y):
    return f"KP{x + 1}"


def classes(result, force="police"):
    rows = result.matches[result.matches["force"] == force]
    return dict(zip(rows["neighborhood_id"], rows["match_class"]))


def partners(result, force="police"):
    rows = result.matches[result.matches["force"] == force]
    return dict(zip(rows["neighborhood_id"], rows["area_id"]))


THREE = units_of(3, 2, by_column)  # three neighborhoods of 200 households in a row


def test_identical_areas_are_one_to_one():
    beats = areas_of(A=(0, 0, 100, 200), B=(100, 0, 200, 200), C=(200, 0, 300, 200))
    result = compare(THREE, beats)
    assert set(classes(result).values()) == {"1:1"}
    assert partners(result) == {"KP1": "A", "KP2": "B", "KP3": "C"}
    assert result.summary["forces"]["police"]["share_in_disagreement"] == 0
    assert set(result.faces["face_class"]) == {"agree"}
    assert len(result.faces) == 6
    assert result.matches["margin"].tolist() == [1, 1, 1]


def test_a_shift_of_three_metres_is_noise():
    beats = areas_of(A=(3, -2, 103, 198), B=(103, -2, 203, 198), C=(203, -2, 303, 198))
    result = compare(THREE, beats)
    police = result.summary["forces"]["police"]
    assert set(classes(result).values()) == {"1:1"}
    assert police["households_in_disagreement"] == 0
    assert police["noise_ha"] == pytest.approx((3 * 3 * 200 + 2 * 300 - 3 * 3 * 2) / 10_000, abs=0.001)
    assert set(result.faces["face_class"]) == {"agree", "noise"}
    assert result.faces["households"].sum() == pytest.approx(600)
    assert len(result.faces) == 2 * len(THREE)  # a main face and its noise
    noise = result.faces["face_class"] == "noise"
    assert result.faces.loc[noise, "households"].sum() == 0
    assert result.faces.loc[noise, "area_ha"].sum() == pytest.approx(police["noise_ha"], abs=1e-4)
    assert result.readings["police"].decided.all()


def test_slivers_of_a_unit_that_is_really_cut_hold_no_household():
    beats = areas_of(A=(3, 0, 150, 200), B=(150, 0, 200, 200), C=(200, 0, 300, 200))
    result = compare(THREE, beats)
    slivers = result.faces[result.faces["face_class"] == "noise"]
    assert len(slivers) == 2
    assert slivers["households"].sum() == 0
    cut = result.faces[result.faces["unit_id"] == "T1-0"]
    assert cut["households"].tolist() == pytest.approx([50, 50])
    assert result.faces["households"].sum() == pytest.approx(600)


def test_nested_in_one_area():
    result = compare(THREE, areas_of(A=(0, 0, 200, 200), B=(200, 0, 300, 200)))
    assert classes(result) == {"KP1": "n:1", "KP2": "n:1", "KP3": "1:1"}
    police = result.summary["forces"]["police"]
    assert police["matched_pairs"] == 2
    assert len(police["unmatched_neighborhoods"]) == 1
    assert police["unmatched_areas"] == []
    assert police["share_in_disagreement"] == pytest.approx(1 / 3, abs=1e-5)
    assert police["share_cut"] == 0


def test_cut_into_whole_areas():
    units = units_of(2, 2, lambda x, y: "KP1")
    result = compare(units, areas_of(A=(0, 0, 100, 200), B=(100, 0, 200, 100), C=(100, 100, 200, 200)))
    assert classes(result) == {"KP1": "1:n"}
    row = result.matches.iloc[0]
    assert row["area_id"] == "A"
    assert row["areas"] == "A; B; C"
    assert row["households_matched"] == pytest.approx(200)
    assert row["households_elsewhere"] == pytest.approx(200)
    assert row["margin"] == pytest.approx(0.25)
    assert result.summary["forces"]["police"]["unmatched_areas"] == ["B", "C"]


def test_crossing_lines():
    result = compare(THREE, areas_of(A=(0, 0, 150, 200), B=(150, 0, 300, 200)))
    assert classes(result) == {"KP1": "n:1", "KP2": "n:m", "KP3": "n:1"}
    assert partners(result) == {"KP1": "A", "KP2": None, "KP3": "B"}
    cut = result.faces[result.faces["unit_id"] == "T1-0"]
    assert cut["households"].tolist() == pytest.approx([50, 50])
    assert set(cut["face_class"]) == {"real"}


def test_gap_and_overlap_with_figures():
    result = compare(THREE, areas_of(A=(0, 0, 100, 200), B=(100, 0, 250, 200), C=(200, 0, 270, 200)))
    assert classes(result) == {"KP1": "1:1", "KP2": "n:1", "KP3": "gap"}
    police = result.summary["forces"]["police"]
    assert police["gap_households"] == pytest.approx(60)
    assert police["gap_ha"] == pytest.approx(0.6)
    assert police["overlap_households"] == pytest.approx(100)
    assert police["overlap_ha"] == pytest.approx(1.0)
    assert "B; C" in set(result.faces["beat_id"])
    assert set(result.faces["face_class"]) == {"agree", "gap", "overlap"}


def test_overlap_alone():
    result = compare(THREE, areas_of(A=(0, 0, 100, 200), B=(100, 0, 230, 200), C=(200, 0, 300, 200)))
    assert classes(result)["KP3"] == "overlap"


def test_two_forces_and_face_ids():
    beats = areas_of(A=(0, 0, 100, 200), B=(100, 0, 200, 200), C=(200, 0, 300, 200))
    militia = areas_of(M1=(0, 0, 100, 200), M2=(100, 0, 240, 200), M3=(240, 0, 300, 200))
    result = compare(THREE, beats, militia)
    assert set(classes(result, "police").values()) == {"1:1"}
    assert classes(result, "militia") == {"KP1": "1:1", "KP2": "n:1", "KP3": "n:m"}
    assert result.faces["face_id"].is_unique
    assert "T2-0|C|M2" in set(result.faces["face_id"])
    other = result.faces["face_class"] == "real"
    assert result.faces.loc[other, "households"].sum() == pytest.approx(80)
    assert result.summary["share_in_disagreement"] == pytest.approx(80 / 600, abs=1e-5)
    assert result.summary["forces"]["police"]["share_in_disagreement"] == 0


def test_missing_households_count_zero_and_are_listed():
    units = units_of(3, 2, by_column, households=lambda x, y: None if (x, y) == (1, 1) else 50)
    result = compare(units, areas_of(A=(0, 0, 100, 200), B=(100, 0, 200, 200), C=(200, 0, 300, 200)))
    assert result.summary["units_without_households"] == ["T1-1"]
    assert result.summary["households"] == 250
    assert result.faces["households"].sum() == pytest.approx(250)
    assert set(classes(result).values()) == {"1:1"}


def test_land_decides_where_nobody_is_counted():
    units = units_of(3, 2, by_column, households=None)
    result = compare(units, areas_of(A=(0, 0, 130, 200), B=(130, 0, 200, 200), C=(200, 0, 300, 200)))
    assert classes(result) == {"KP1": "n:1", "KP2": "n:m", "KP3": "1:1"}
    assert partners(result) == {"KP1": "A", "KP2": "B", "KP3": "C"}
    assert result.summary["forces"]["police"]["share_in_disagreement"] is None
    json.dumps(result.summary, allow_nan=False)


def test_features_of_one_id_are_one_area():
    beats = areas_of(A=(0, 0, 100, 200), B=(100, 0, 200, 100), C=(200, 0, 300, 200))
    more = gpd.GeoDataFrame({"area_id": ["B"]}, geometry=[shapely.box(100, 90, 200, 200)])
    result = compare(THREE, pd.concat([beats, more], ignore_index=True))
    assert set(classes(result).values()) == {"1:1"}


def test_units_of_no_neighborhood_are_counted_apart():
    units = units_of(3, 2, lambda x, y: None if x == 2 else by_column(x, y))
    result = compare(units, areas_of(A=(0, 0, 100, 200), B=(100, 0, 300, 200)))
    assert result.summary["units_without_neighborhood"] == ["T2-0", "T2-1"]
    assert result.summary["households"] == 400
    assert result.summary["share_in_disagreement"] == 0
    assert set(classes(result)) == {"KP1", "KP2"}


def test_broken_areas_are_repaired_on_a_copy():
    bow_tie = shapely.Polygon([(0, 0), (300, 200), (300, 0), (0, 200)])
    beats = gpd.GeoDataFrame({"area_id": ["A"]}, geometry=[bow_tie])
    result = compare(THREE, beats)
    assert result.faces["households"].sum() == pytest.approx(600)
    assert result.summary["forces"]["police"]["gap_ha"] == pytest.approx(3.0, abs=0.01)
    assert not beats.geometry[0].is_valid


@pytest.mark.parametrize(
    ("units", "beats", "words"),
    [
        (THREE, None, "Choose a layer"),
        (THREE.drop(columns="neighborhood_id"), areas_of(A=(0, 0, 1, 1)), "neighborhood_id"),
        (THREE.iloc[:0], areas_of(A=(0, 0, 1, 1)), "empty"),
        (pd.concat([THREE, THREE.iloc[:1]]), areas_of(A=(0, 0, 1, 1)), "T0-0 occurs twice"),
        (THREE.assign(geometry=[None, *THREE.geometry[1:]]), areas_of(A=(0, 0, 1, 1)), "T0-0 has no polygon"),
        (THREE, areas_of(A=(0, 0, 1, 1)).assign(area_id=[None]), "Feature 1"),
        (THREE, areas_of(A=(0, 0, 1, 1)).assign(geometry=[None]), "no polygons"),
    ],
)
def test_bad_input_says_what_is_wrong(units, beats, words):
    with pytest.raises(KhuPhoError, match=words):
        compare(units, beats)


def test_cancel():
    with pytest.raises(CanceledError):
        compare(THREE, areas_of(A=(0, 0, 300, 200)), control=RunControl(is_canceled=lambda: True))


def test_progress_rises_to_one():
    seen = []
    compare(THREE, areas_of(A=(0, 0, 250, 200)), areas_of(M=(0, 0, 150, 200)), control=RunControl(seen.append))
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


def noisy_areas(prefix, seed, sigma=3.0):
    random = np.random.default_rng(seed)
    shapes = []
    for x in range(3):
        outline = shapely.segmentize(shapely.box(x * 100 + 20, 0, x * 100 + 120, 200), 25)
        ring = shapely.get_coordinates(outline)
        ring = ring + random.normal(0, sigma, ring.shape)
        ring[-1] = ring[0]
        shapes.append(shapely.Polygon(ring))
    return gpd.GeoDataFrame({"area_id": [f"{prefix}{x}" for x in range(3)]}, geometry=shapes)


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(0, 50))
def test_order_of_features_does_not_matter(random, seed):
    units = units_of(3, 2, by_column, households=lambda x, y: 37 + 11 * x + 5 * y)
    beats, militia = noisy_areas("CS", seed), noisy_areas("KD", seed + 100)

    def shuffled(frame):
        order = list(range(len(frame)))
        random.shuffle(order)
        return frame.iloc[order].reset_index(drop=True)

    straight = compare(units, beats, militia)
    mixed = compare(shuffled(units), shuffled(beats), shuffled(militia))
    assert straight.summary == mixed.summary
    pd.testing.assert_frame_equal(straight.matches, mixed.matches)
    pd.testing.assert_frame_equal(
        pd.DataFrame(straight.faces.drop(columns="geometry")), pd.DataFrame(mixed.faces.drop(columns="geometry"))
    )


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 1000), st.floats(0, 12))
def test_totals_fit(seed, sigma):
    units = units_of(3, 2, by_column, households=lambda x, y: 60 + 7 * x + y)
    result = compare(units, noisy_areas("CS", seed, sigma), noisy_areas("KD", seed + 1, sigma))
    total = int(units["households"].sum())
    assert result.faces["households"].sum() == pytest.approx(total)
    by_unit = result.faces.groupby("unit_id")["area_ha"].sum()
    assert by_unit.to_numpy() == pytest.approx(np.ones(6), rel=1e-6)
    for force, rows in result.matches.groupby("force"):
        assert rows["households"].sum() == pytest.approx(total)
        both = rows["households_matched"] + rows["households_elsewhere"]
        assert both.to_numpy() == pytest.approx(rows["households"].to_numpy())
        areas = rows["area_id"].dropna()
        assert areas.is_unique
        figures = result.summary["forces"][force]
        assert sum(figures["classes"].values()) == 3
        assert figures["share_cut"] <= figures["share_in_disagreement"] + 1e-6
        assert figures["households_in_disagreement"] == pytest.approx(rows["households_elsewhere"].sum(), abs=0.06)
    json.dumps(result.summary, allow_nan=False)


def test_noise_of_a_redrawn_line_is_estimated():
    units = np.array(THREE.geometry.tolist(), dtype=object)
    assert estimate_noise(units, units, RunControl()).sigma_m == 0
    moved = np.array([shapely.transform(g, lambda c: c + 4.0) for g in units], dtype=object)
    found = estimate_noise(units, moved, RunControl())
    assert found.sigma_m == pytest.approx(1.4826 * 4, rel=0.3)
    assert found.counts[4] == found.counts.max()
    assert len(found.edges_m) == len(found.counts) + 1
    far = np.array([shapely.box(9000, 0, 9100, 100)], dtype=object)
    assert estimate_noise(units, far, RunControl()).sigma_m == 0
    wished = estimate_noise(units, moved, RunControl(), Tolerance(low_m=1.0, high_m=2.0))
    assert (wished.low_m, wished.high_m) == (1.0, 2.0)


def test_thresholds_follow_the_noise_and_its_tail():
    nothing = np.zeros(0)
    assert thresholds(0.0, nothing) == (3.0, 8.0)
    assert thresholds(5.0, nothing) == (13.5, 20.0)
    normal = np.abs(np.random.default_rng(1).normal(0, 5, 200_000))
    assert thresholds(5.0, normal) == pytest.approx((13.5, 20.0), rel=0.02)
    bounded = np.minimum(np.abs(np.random.default_rng(1).normal(0, 10, 200_000)), 15)
    low, high = thresholds(10.0, bounded)
    assert low == pytest.approx(15, abs=0.1)
    assert high == pytest.approx(15, abs=0.1)


def test_width_of_known_shapes():
    shapes = np.array(
        [
            shapely.box(0, 0, 100, 4),
            shapely.box(0, 0, 10, 10),
            shapely.box(0, 0, 100, 3).union(shapely.box(0, 0, 3, 100)),
            shapely.box(0, 0, 200, 1).union(shapely.box(50, 0, 58, 8)),
        ],
        dtype=object,
    )
    assert mean_width(shapes)[:2].tolist() == pytest.approx([4, 10])
    assert is_thin(shapes, 5.0, RunControl()).tolist() == [True, False, True, False]


def test_a_narrow_tolerance_makes_slivers_count():
    beats = areas_of(A=(0, 0, 104, 200), B=(104, 0, 200, 200), C=(200, 0, 300, 200))
    assert classes(compare(THREE, beats))["KP2"] == "1:1"
    lenient = compare(THREE, beats)
    assert sorted(set(lenient.faces["face_class"])) == ["agree", "review"]
    assert lenient.summary["forces"]["police"]["review_households"] == pytest.approx(8)
    strict = compare(THREE, beats, tolerance=Tolerance(low_m=1.0, high_m=2.0))
    assert classes(strict) == {"KP1": "n:1", "KP2": "n:m", "KP3": "1:1"}
    assert strict.summary["forces"]["police"]["households_in_disagreement"] == pytest.approx(8)


def test_chicago_beats_against_community_areas(real_data):
    path = real_data("chicago_zones.gpkg")
    areas = gpd.read_file(path, layer="community_areas").set_crs(None, allow_override=True)
    beats = gpd.read_file(path, layer="police_beats").set_crs(None, allow_override=True)
    districts = gpd.read_file(path, layer="police_districts").set_crs(None, allow_override=True)
    units = gpd.GeoDataFrame(
        {
            "unit_id": beats["beat"].astype(str),
            "neighborhood_id": beats["police_district"].astype(int).astype(str),
            "households": pd.array([100] * len(beats), dtype="Int64"),
        },
        geometry=beats.geometry,
    )
    community = gpd.GeoDataFrame({"area_id": areas["area_no"].astype(str)}, geometry=areas.geometry)
    district = gpd.GeoDataFrame(
        {"area_id": districts["police_district"].astype(int).astype(str)}, geometry=districts.geometry
    )
    result = compare(units, district, community)
    assert result.faces["households"].sum() == pytest.approx(100 * len(units))
    by_unit = result.faces.groupby("unit_id")["area_ha"].sum()
    expected = units.set_index("unit_id").geometry.area.groupby(level=0).sum() / 10_000
    assert by_unit.to_numpy() == pytest.approx(expected.loc[by_unit.index].to_numpy(), rel=1e-6)
    police = result.matches[result.matches["force"] == "police"]
    same = police["area_id"] == police["neighborhood_id"]
    assert same.mean() > 0.9  # beats nest in districts, so nearly all must find their own
    assert result.summary["forces"]["police"]["share_in_disagreement"] < 0.02
    assert result.summary["forces"]["militia"]["share_in_disagreement"] > 0.1
