"""The made-up ward and commune are what the issue asks for."""

import numpy as np
import pytest
import shapely
from khu_pho_mapper.sample.areas import neighbors, rejoin
from khu_pho_mapper.sample.commune import make_commune
from khu_pho_mapper.sample.ward import make_ward


@pytest.fixture(scope="module")
def ward():
    return make_ward()


@pytest.fixture(scope="module")
def commune():
    return make_commune()


@pytest.fixture(params=["ward", "commune"])
def place(request):
    return request.getfixturevalue(request.param)


def parts_of(members, adjacent):
    """Return the number of connected parts of the units *members*."""
    left, count = set(members), 0
    while left:
        stack, count = [left.pop()], count + 1
        while stack:
            near = left.intersection(adjacent[stack.pop()])
            left -= near
            stack.extend(near)
    return count


def test_units_are_a_clean_coverage(place):
    assert shapely.is_valid(place.units).all()
    assert {unit.geom_type for unit in place.units} == {"Polygon"}
    assert shapely.area(place.units).sum() == pytest.approx(place.outline.area, rel=1e-9)
    assert place.outline.geom_type == "Polygon"
    assert len(place.outline.interiors) == 0
    if hasattr(shapely, "coverage_is_valid"):
        assert shapely.coverage_is_valid(place.units)


def test_counts_and_size_of_the_ward(ward):
    assert len(ward.units) == 110
    assert ward.unit_ids[0] == "T001"
    assert len(set(ward.unit_ids)) == 110
    assert len(ward.militia.ids) == 8
    assert len(ward.beats.ids) == 14
    assert sorted(set(ward.old_names)) == [f"Khu phố {number}" for number in range(1, 9)]
    assert ward.outline.area == pytest.approx(1.2e6, rel=0.15)
    assert set(ward.area_types) == {"khu_pho"}


def test_two_apartment_buildings_and_small_units_otherwise(ward):
    towers = ward.households >= 500
    assert towers.sum() == 2
    assert (shapely.area(ward.units[towers]) < 6000).all()
    assert all("Chung cư" in name for name, tower in zip(ward.unit_names, towers) if tower)
    assert ward.households[~towers].min() >= 45
    assert ward.households[~towers].max() <= 140


def test_commune_has_ap_and_a_small_town(commune):
    assert len(commune.units) == 60
    assert commune.households.min() >= 35
    assert commune.households.max() <= 110
    assert commune.outline.area == pytest.approx(12e6, rel=0.15)
    town = [position for position, kind in enumerate(commune.area_types) if kind == "khu_pho"]
    assert 4 <= len(town) <= 12
    assert commune.households[town].sum() >= 500
    assert set(commune.area_types) == {"khu_pho", "ap"}
    assert len({name for name in commune.old_names if name.startswith("Ấp")}) == 5


def test_old_neighborhoods_and_force_areas_are_connected(place):
    adjacent = neighbors(place.units)
    groupings = [place.old_names, place.beats.of_unit, place.militia.of_unit]
    for labels in groupings:
        labels = np.array(labels)
        for label in set(labels.tolist()):
            assert parts_of(np.flatnonzero(labels == label).tolist(), adjacent) == 1


def test_about_five_percent_of_the_units_are_really_elsewhere(place):
    for force in (place.beats, place.militia):
        assert (force.of_unit != force.planned).mean() == pytest.approx(0.05, abs=0.015)


def test_forces_drew_their_maps_anew_with_small_noise(place):
    for force in (place.beats, place.militia):
        assert shapely.is_valid(force.shapes).all()
        overlap = shapely.area(force.shapes).sum() - shapely.union_all(force.shapes).area
        gap = place.outline.area - shapely.intersection(place.outline, shapely.union_all(force.shapes)).area
        assert overlap > 100
        assert gap > 100
        for number, shape in enumerate(force.shapes):
            true = shapely.union_all(place.units[force.of_unit == number])
            assert shapely.difference(shape, true.buffer(7.5)).area < 1
            assert shapely.difference(true.buffer(-7.5), shape).area < 1


def test_most_of_a_unit_lies_in_the_area_it_belongs_to(ward):
    for force in (ward.beats, ward.militia):
        shared = shapely.area(shapely.intersection(ward.units[:, None], force.shapes[None, :]))
        assert (shared.argmax(axis=1) == force.of_unit).all()


def test_barriers_and_roads(place):
    kinds = {barrier.kind: barrier.shape for barrier in place.barriers}
    assert set(kinds) in ({"canal", "arterial"}, {"river", "arterial"})
    assert all(shape.geom_type == "Polygon" and shape.is_valid for shape in kinds.values())
    assert {road.kind for road in place.roads} == {"arterial", "street", "alley"}
    water = kinds.get("canal", kinds.get("river"))
    inner = shapely.intersection(shapely.boundary(place.units), water.buffer(-5))
    assert shapely.length(inner).sum() / 2 > 0.9 * water.area / (20 if "canal" in kinds else 70)


def test_dwellings_add_up_to_the_units(place):
    sums = np.bincount(place.dwelling_units, place.dwelling_households, len(place.units))
    assert (sums == place.households).all()
    inside = shapely.covers(place.units[place.dwelling_units], place.dwellings)
    assert inside.all()


def test_same_seed_same_place():
    first, second = make_commune(), make_commune()
    for one, other in zip(first.layers(), second.layers()):
        assert shapely.to_wkb(one.geometry).tolist() == shapely.to_wkb(other.geometry).tolist()
        assert {name: list(column) for name, column in one.fields.items()} == {
            name: list(column) for name, column in other.fields.items()
        }


def test_another_seed_another_place(commune):
    other = make_commune(seed=5)
    assert len(other.units) == len(commune.units)
    assert not shapely.equals(other.units, commune.units).all()


def test_rejoin_gives_cut_off_units_to_the_group_around_them():
    row = [[1], [0, 2], [1, 3], [2, 4], [3]]
    assert rejoin(np.array([0, 1, 0, 0, 2]), row).tolist() == [1, 1, 0, 0, 2]


def test_rejoin_leaves_the_highest_group_alone():
    row = [[1], [0, 2], [1, 3], [2, 4], [3]]
    assert rejoin(np.array([0, 1, 1, 0, 0]), row).tolist() == [0, 1, 1, 0, 0]
    assert rejoin(np.array([2, 0, 1, 1, 2]), row).tolist() == [2, 0, 1, 1, 2]
