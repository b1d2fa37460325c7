"""Neighborhoods are unions of whole units: nothing won, lost or redrawn."""

import sys
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from coverage_cases import cells_of, grids, jittered, voronois
from khu_pho_mapper.core.coverage.dissolve import dissolve, prove_whole
from khu_pho_mapper.core.model.errors import CanceledError, KhuPhoError
from khu_pho_mapper.core.model.run import RunControl

BOX = shapely.box


def some_labels(count, seed):
    return np.random.default_rng(seed).integers(0, max(1, count // 3), count)


@given(st.one_of(grids().map(lambda labels: cells_of(labels)[0]), voronois().map(lambda case: case[0])), st.integers(0))
@settings(deadline=None)
def test_regions_are_the_unions_of_their_units(units, seed):
    labels = some_labels(len(units), seed)
    regions = dissolve(units, labels)
    prove_whole(units, labels, regions)
    assert len(regions) == labels.max() + 1
    for label, region in enumerate(regions):
        whole = shapely.union_all(units[labels == label])
        assert region.is_valid
        assert shapely.equals(region, whole) or shapely.area(region.symmetric_difference(whole)) < 1e-6
        assert whole.is_empty or shapely.get_num_geometries(region) == shapely.get_num_geometries(whole)
    known = {tuple(point) for point in shapely.get_coordinates(units)}
    assert {tuple(point) for point in shapely.get_coordinates(regions)} <= known


@given(st.integers(3, 8), st.integers(0, 1000), st.sampled_from([1e-9, 1e-4, 0.02]))
@settings(deadline=None, max_examples=40)
def test_borders_a_hair_apart_leave_neither_slits_nor_holes(size, seed, amount):
    units, _ = cells_of(np.arange(size * size).reshape(size, size))
    labels = np.repeat(np.arange(size), size)  # one region per row of cells
    noisy = jittered(units, amount, seed)
    regions = dissolve(noisy, labels)
    prove_whole(noisy, labels, regions)
    assert [region.geom_type for region in regions] == ["Polygon"] * size
    assert not any(region.interiors for region in regions)


def test_a_corner_drawn_on_one_side_only_does_not_part_two_units():
    long, short = BOX(0, 0, 30, 10), BOX(10, 10, 20, 20)
    turn = shapely.affinity.rotate(shapely.GeometryCollection([long, short]), 17.3, origin=(0, 0))
    units = np.array(turn.geoms)
    regions = dissolve(units, np.zeros(2, dtype=int))
    prove_whole(units, np.zeros(2, dtype=int), regions)
    assert regions[0].geom_type == "Polygon"
    assert regions[0].area == pytest.approx(400)


def test_thin_holes_are_filled_and_wide_ones_stay():
    ring = [BOX(0, 0, 30, 10), BOX(0, 20, 30, 30), BOX(0, 10, 10, 20), BOX(20, 10, 30, 20)]
    regions = dissolve(np.array(ring), np.zeros(4, dtype=int))
    assert len(regions[0].interiors) == 1
    slit = np.array([shapely.difference(BOX(0, 0, 30, 30), BOX(10, 15, 20, 15.3)), BOX(30, 0, 40, 30)])
    regions = dissolve(slit, np.zeros(2, dtype=int))
    prove_whole(slit, np.zeros(2, dtype=int), regions)
    assert not regions[0].interiors
    assert len(dissolve(slit, np.zeros(2, dtype=int), tolerance_m=0.1)[0].interiors) == 1


def test_regions_in_parts_stay_in_parts_and_unused_labels_are_empty():
    units = np.array([BOX(0, 0, 1, 1), BOX(5, 5, 6, 6), BOX(1, 0, 2, 1), None], dtype=object)
    regions = dissolve(units, np.array([0, 0, 2, 2]))
    assert regions[0].geom_type == "MultiPolygon"
    assert regions[1].is_empty
    assert regions[2].equals(units[2])
    assert len(dissolve(units, np.array([-1, -1, -1, -1]))) == 0
    assert len(dissolve(np.array([], dtype=object), np.array([]))) == 0


def test_overlapping_units_are_united_too():
    units = np.array([BOX(0, 0, 10, 10), BOX(8, 3, 20, 7), BOX(20, 0, 30, 10)])
    labels = np.array([0, 0, 1])
    regions = dissolve(units, labels)
    prove_whole(units, labels, regions)
    assert regions[0].area == pytest.approx(100 + 40)


@given(grids(), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_of_units_does_not_matter(labels, random):
    units, _ = cells_of(labels)
    wanted = some_labels(len(units), 3)
    order = list(range(len(units)))
    random.shuffle(order)
    straight, shuffled = dissolve(units, wanted), dissolve(units[order], wanted[order])
    straight = np.concatenate([straight, [shapely.Polygon()] * (len(shuffled) - len(straight))])
    assert shapely.equals(straight, shuffled).all()


def test_the_proof_finds_what_is_wrong():
    units, _ = cells_of(np.arange(9).reshape(3, 3))
    labels = np.array([0, 0, 0, 1, 1, 1, 1, 1, 1])
    good = dissolve(units, labels)
    lost = np.array([good[0], shapely.difference(good[1], units[8])])
    moved = np.array([good[0], shapely.union(good[1], BOX(60, 20, 60.6, 60))])
    bent = good.copy()
    points = np.vstack([shapely.get_coordinates(good[1]), shapely.get_coordinates(good[1])[:1]])[:-1]
    middle = (points[0] + points[1]) / 2
    bent[1] = shapely.Polygon(np.insert(points, 1, middle, axis=0))
    for regions, words in ((good[:1], "1 neighborhoods"), (lost, "400.0 m²"), (moved, "24.0 m²"), (bent, "leaves")):
        with pytest.raises(KhuPhoError, match=words):
            prove_whole(units, labels, regions)


def test_cancel_stops_at_once():
    units, _ = cells_of(np.arange(100).reshape(10, 10))
    with pytest.raises(CanceledError):
        dissolve(units, np.arange(100), control=RunControl(is_canceled=lambda: True))


def test_inputs_stay_as_they_are():
    units = jittered(cells_of(np.arange(9).reshape(3, 3))[0], 0.02, 1)
    before = shapely.to_wkb(units)
    dissolve(units, np.zeros(9, dtype=int))
    assert np.array_equal(before, shapely.to_wkb(units))


def test_real_units_dissolve_into_their_areas(real_data):
    import geopandas

    frame = geopandas.read_file(real_data("chiayi_small_areas.gpkg"))
    units = np.asarray(frame.geometry.values)
    _, labels = np.unique(frame["code1"].astype(str), return_inverse=True)
    regions = dissolve(units, labels)
    prove_whole(units, labels, regions)
    assert shapely.area(regions).sum() == pytest.approx(shapely.area(units).sum(), rel=1e-9)


def test_wards_drawn_apart_dissolve_without_loss(real_data):
    import geopandas

    frame = geopandas.read_file(real_data("hcmc_wards_2025_07.gpkg")).to_crs("EPSG:9210")
    units = np.asarray(frame.geometry.values)
    labels = np.arange(len(units)) % 7
    prove_whole(units, labels, dissolve(units, labels))
