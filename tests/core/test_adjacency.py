"""Neighbors: the truth of known coverages, whatever the noise, the order and the holes."""

import sys
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from coverage_cases import as_dict, cells_of, grids, jittered, voronois
from khu_pho_mapper.core.coverage.adjacency import find_adjacency
from khu_pho_mapper.core.model.errors import CanceledError
from khu_pho_mapper.core.model.run import RunControl

BOX = shapely.box


@given(grids())
def test_neighbors_of_merged_cells_are_known(labels):
    units, truth = cells_of(labels)
    assert as_dict(find_adjacency(units)) == pytest.approx(truth, abs=0.002)


@given(grids(), st.integers(0, 1000), st.floats(0.0, 0.2))
@settings(deadline=None)
def test_drawn_noise_changes_no_neighbor(labels, seed, amount):
    units, truth = cells_of(labels)
    found = as_dict(find_adjacency(jittered(units, amount, seed)))
    assert set(found) == set(truth)
    for pair, length in truth.items():
        assert found[pair] == pytest.approx(length, rel=0.1)


@given(voronois())
@settings(deadline=None)
def test_voronoi_cells_share_what_their_borders_share(case):
    units, _ = case
    first, second = shapely.STRtree(units).query(units, predicate="intersects")
    shared = shapely.length(shapely.intersection(units[first], units[second]))
    found = as_dict(find_adjacency(units))
    for pair, length in zip(zip(first.tolist(), second.tolist()), shared):
        if pair[0] < pair[1] and length >= 1.01:
            assert found.pop(pair) == pytest.approx(length, abs=1.5)
    assert all(length < 1.5 for length in found.values())


@given(voronois(), st.floats(0, 0.2), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_of_units_does_not_matter(case, amount, random):
    units, seed = case
    units = jittered(units, amount, seed)
    order = list(range(len(units)))
    random.shuffle(order)
    barrier = np.array([shapely.LineString([(0, 0), (400, 380)])])
    straight = find_adjacency(units, barriers=barrier)
    shuffled = find_adjacency(units[order], barriers=barrier)
    place = np.array(order)
    back = np.sort(place[shuffled.pairs].reshape(-1, 2), axis=1)
    sort = np.lexsort((back[:, 1], back[:, 0]))
    assert np.array_equal(back[sort], straight.pairs)
    assert np.array_equal(shuffled.shared_m[sort], straight.shared_m)
    assert np.array_equal(shuffled.barrier[sort], straight.barrier)


@given(grids(), st.lists(st.booleans(), min_size=12, max_size=12))
def test_the_way_a_ring_runs_does_not_matter(labels, reverse):
    units, truth = cells_of(labels)
    for number, unit in enumerate(units):
        if reverse[number]:
            units[number] = unit.reverse()
    assert as_dict(find_adjacency(units)) == pytest.approx(truth, abs=0.002)


def test_corners_do_not_join():
    units = np.array([BOX(0, 0, 50, 50), BOX(50, 50, 100, 100), BOX(50.2, 0, 100, 49.9)])
    assert find_adjacency(units[:2]).pairs.tolist() == []
    near = jittered(units[:2], 0.2, 5)
    assert find_adjacency(near).pairs.tolist() == []
    assert set(as_dict(find_adjacency(units))) == {(0, 2), (1, 2)}


@pytest.mark.parametrize("gap", [-0.5, -0.3, -0.01, 0.01, 0.3, 0.5])
def test_borders_within_the_tolerance_are_common(gap):
    units = np.array([BOX(0, 0, 40, 30), BOX(40 + gap, 0, 80, 30)])
    assert as_dict(find_adjacency(units)) == pytest.approx({(0, 1): 30.0}, abs=2 * abs(gap))
    if gap > 0:
        assert as_dict(find_adjacency(units, tolerance_m=gap / 2)) == {}


def test_units_that_overlap_deeply_are_neighbors():
    parcel, apartments = BOX(0, 0, 50, 50), BOX(10, 10, 30, 40)
    shifted, corner = BOX(47, 0, 90, 50), BOX(-30, -30, 0.3, 0.3)
    units = np.array([parcel, apartments, shifted, corner])
    assert as_dict(find_adjacency(units)) == pytest.approx({(0, 1): 50.0, (0, 2): 53.0})
    assert as_dict(find_adjacency(units, groups=np.array([1, 2, 1, 1]))) == pytest.approx({(0, 2): 53.0})


def test_a_vertex_missing_on_one_side_changes_nothing():
    long = BOX(0, 0, 30, 10)
    short = [BOX(10 * i, 10, 10 * i + 10, 20) for i in range(3)]
    expected = {(0, 1): 10, (0, 2): 10, (0, 3): 10, (1, 2): 10, (2, 3): 10}
    assert as_dict(find_adjacency(np.array([long, *short]))) == pytest.approx(expected)
    slanted = shapely.affinity.rotate(shapely.GeometryCollection([long, *short]), 17.3, origin=(0, 0))
    assert as_dict(find_adjacency(np.array(slanted.geoms))) == pytest.approx(expected, abs=0.01)


def test_a_thin_wedge_between_two_units_keeps_them_apart():
    wedge = shapely.Polygon([(0, 0), (60, 3), (60, -3)])
    upper = shapely.Polygon([(0, 0), (60, 3), (60, 60), (0, 60)])
    lower = shapely.Polygon([(0, 0), (0, -60), (60, -60), (60, -3)])
    assert set(as_dict(find_adjacency(np.array([wedge, upper, lower])))) == {(0, 1), (0, 2)}


def test_a_unit_in_the_hole_of_another_is_its_neighbor():
    inner = BOX(10, 10, 20, 20)
    outer = shapely.difference(BOX(0, 0, 30, 30), inner)
    assert as_dict(find_adjacency(np.array([outer, inner]))) == pytest.approx({(0, 1): 40.0})


def test_parts_heights_and_missing_shapes_are_taken_as_they_are():
    units = np.array(
        [
            shapely.MultiPolygon([BOX(0, 0, 10, 10), BOX(30, 0, 40, 10)]),
            shapely.force_3d(BOX(10, 0, 20, 10), 7.0),
            None,
            shapely.Polygon(),
            shapely.GeometryCollection([BOX(20, 0, 30, 10), shapely.Point(0, 0)]),
            BOX(500, 500, 510, 510),
            shapely.Point(10, 5),
            shapely.Polygon([(0, 10), (10, 20), (10, 10), (0, 20)]),
        ],
        dtype=object,
    )
    assert as_dict(find_adjacency(units)) == pytest.approx({(0, 1): 10.0, (0, 4): 10.0, (1, 4): 10.0})


def test_no_units_no_pairs():
    for units in ([], [None], [BOX(0, 0, 1, 1)]):
        found = find_adjacency(np.array(units, dtype=object), barriers=np.array([BOX(0, 0, 1, 1)]))
        assert found.pairs.shape == (0, 2)
        assert len(found.shared_m) == len(found.barrier) == 0


def test_only_pairs_of_one_ward_are_wanted():
    units = np.array([BOX(10 * i, 0, 10 * i + 10, 10) for i in range(4)])
    found = find_adjacency(units, groups=np.array(["A", "A", "B", None], dtype=object))
    assert found.pairs.tolist() == [[0, 1]]


def test_barriers_take_their_share_of_the_border():
    units = np.array([BOX(0, 0, 50, 50), BOX(50, 0, 100, 50), BOX(0, 50, 50, 100), BOX(50, 50, 100, 100)])
    canal = BOX(48, -10, 52, 120)
    road = shapely.LineString([(-10, 50), (25, 50), (25, 120)])
    found = find_adjacency(units, barriers=np.array([canal, road, None, shapely.LineString()], dtype=object))
    share = {tuple(pair): value for pair, value in zip(found.pairs.tolist(), found.barrier.tolist())}
    assert share[(0, 1)] == share[(2, 3)] == 1.0
    assert share[(0, 2)] == pytest.approx(37 / 50, abs=0.03)  # 25 m road + its reach, and the canal's reach
    assert share[(1, 3)] == pytest.approx(7 / 50, abs=0.03)


def test_the_inside_of_a_wide_river_is_a_barrier():
    units = np.array([BOX(0, 0, 100, 100), BOX(100, 0, 200, 100)])
    river = shapely.GeometryCollection([BOX(60, -10, 140, 110)])
    assert find_adjacency(units, barriers=np.array([river])).barrier.tolist() == [1.0]
    assert find_adjacency(units, barriers=np.array([shapely.affinity.translate(river, 100)])).barrier.tolist() == [0.0]


def test_cancel_stops_at_once():
    units, _ = cells_of(np.arange(400).reshape(20, 20))
    asked = []

    def is_canceled():
        asked.append(1)
        return len(asked) > 2

    with pytest.raises(CanceledError):
        find_adjacency(units, barriers=units, control=RunControl(is_canceled=is_canceled))
    assert len(asked) == 3


def test_progress_runs_from_start_to_end():
    seen = []
    units, _ = cells_of(np.arange(25).reshape(5, 5))
    find_adjacency(units, barriers=units[:2], control=RunControl(on_progress=seen.append))
    assert seen == sorted(seen)
    assert seen[0] == 0.0
    assert seen[-1] == 1.0


def test_inputs_stay_as_they_are():
    units, _ = cells_of(np.arange(9).reshape(3, 3))
    before = shapely.to_wkb(units)
    find_adjacency(units)
    assert np.array_equal(before, shapely.to_wkb(units))


def test_real_units_share_what_their_borders_share(real_data):
    import geopandas

    units = np.asarray(geopandas.read_file(real_data("chiayi_small_areas.gpkg")).geometry.values)
    first, second = shapely.STRtree(units).query(units, predicate="intersects")
    once = first < second
    first, second = first[once], second[once]
    shared = shapely.length(shapely.intersection(shapely.boundary(units[first]), shapely.boundary(units[second])))
    truth = {(a, b): s for a, b, s in zip(first.tolist(), second.tolist(), shared.tolist()) if s >= 1}
    found = as_dict(find_adjacency(units))
    assert set(found) == set(truth)
    assert sum(abs(found[pair] - truth[pair]) < 0.01 for pair in truth) > 0.99 * len(truth)
