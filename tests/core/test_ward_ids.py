"""Areas of the same id in several wards: which of them are one, and which are not."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from khu_pho_mapper.core.alignment.compare import compare
from khu_pho_mapper.core.alignment.ward_ids import WardUnits, tell_apart
from khu_pho_mapper.sample.city import make_city

SIDE = 100.0


def box(column, row, width=1.0, height=1.0):
    return shapely.box(column * SIDE, row * SIDE, (column + width) * SIDE, (row + height) * SIDE)


def city(wards=("A", "B"), columns=6, rows=6, households=80.0):
    """Wards of *columns* × *rows* units side by side, from west to east."""
    shapes = [box(w * columns + x, y) for w in range(len(wards)) for x in range(columns) for y in range(rows)]
    names = np.repeat(np.array(wards, dtype=object), columns * rows)
    return WardUnits(np.array(shapes, dtype=object), names, np.full(len(shapes), households))


def told(areas, units):
    """Id → union of its land, and what was found."""
    found = tell_apart([area for area, _ in areas], np.array([shape for _, shape in areas], dtype=object), units)
    land = {name: shapely.union_all(found.geometry[found.ids == name]) for name in set(found.ids) - {None}}
    return land, found


def stripes(first, ids, columns=6, rows=6):
    """A ward's areas as stripes from south to north, as wide as the ward."""
    height = rows / len(ids)
    return [(name, box(first, place * height, columns, height)) for place, name in enumerate(ids)]


BOTH = stripes(0, ["1", "2", "3"]) + stripes(6, ["1", "2", "3"])  # each touches its namesake


def test_wards_that_number_by_themselves_have_different_areas():
    land, found = told(BOTH, city())
    assert set(land) == {f"{ward}/{number}" for ward in "AB" for number in "123"}
    assert land["A/2"].equals(box(0, 2, 6, 2))
    assert land["B/2"].equals(box(6, 2, 6, 2))
    assert found.original["B/3"] == "3"
    assert found.wards["B/3"] == ("B",)
    assert list(found.row) == list(range(6))


def test_only_ids_of_several_wards_are_changed():
    areas = stripes(0, ["1", "2", "3", "X"]) + stripes(6, ["1", "2"])
    land, found = told(areas, city())
    assert set(land) == {"A/1", "B/1", "A/2", "B/2", "3", "X"}
    assert found.wards["3"] == ("A",)


def test_one_ward_or_none_leaves_all_as_it_is():
    units = city()
    for wards in (np.full(len(units.wards), ""), np.full(len(units.wards), "A")):
        _, found = told(BOTH, WardUnits(units.shapes, wards.astype(object), units.households))
        assert list(found.ids) == [name for name, _ in BOTH]
        assert (found.original, found.wards) == ({}, {})


def test_ids_that_are_unique_stay():
    areas = stripes(0, ["A01-1", "A01-2"]) + stripes(6, ["A02-1", "A02-2"])
    _, found = told(areas, city(("A01", "A02")))
    assert list(found.ids) == [name for name, _ in areas]
    assert found.original == {}
    assert found.wards["A02-1"] == ("A02",)


def test_parts_within_a_ward_are_one_area():
    areas = [("1", box(0, 0, 2, 6)), ("1", box(4, 0, 2, 6)), ("2", box(2, 0, 2, 6)), *stripes(6, ["3", "4"])]
    _, found = told(areas, city())
    assert list(found.ids) == ["1", "1", "2", "3", "4"]


def test_a_polygon_over_the_border_is_one_area():
    areas = [("1", box(0, 0, 4, 6)), ("2", box(4, 0, 5, 6)), ("3", box(9, 0, 3, 6))]
    _, found = told(areas, city())
    assert list(found.ids) == ["1", "2", "3"]


def test_an_area_cut_at_the_border_is_one_where_wards_do_not_number_by_themselves():
    areas = [("1", box(0, 0, 4, 6)), ("2", box(4, 0, 2, 6)), ("2", box(6, 0, 3, 6)), ("3", box(9, 0, 3, 6))]
    _, found = told(areas, city())
    assert list(found.ids) == ["1", "2", "2", "3"]
    assert set(found.wards["2"]) == {"A", "B"}


def test_areas_that_lie_apart_are_two_even_where_only_one_id_is_common():
    areas = [("1", box(0, 0, 2, 6)), ("2", box(2, 0, 6, 6)), ("3", box(8, 0, 2, 6)), ("1", box(10, 0, 2, 6))]
    land, _ = told(areas, city())
    assert set(land) == {"A/1", "2", "3", "B/1"}


@pytest.mark.parametrize(
    "scrap",
    [
        box(8, 1.0, 3, 0.02),  # a sliver of 2 m
        box(8.6, 1.3, 0.3, 0.3),  # a corner of a unit with few households
        box(6, 0, 0.02, 3),  # a sliver along the border
    ],
)
def test_noise_in_the_next_ward_is_no_area(scrap):
    areas = [*stripes(0, ["1", "2"]), *stripes(6, ["3", "4"]), ("1", scrap)]
    _, found = told(areas, city())
    assert list(found.ids) == ["1", "2", "3", "4", "1"]


def test_noise_belongs_to_the_area_of_its_ward_where_there_is_one():
    sliver = box(8, 1.0, 3, 0.02)
    land, found = told([*BOTH, ("1", sliver)], city())
    assert found.ids[-1] == "B/1"
    assert set(land) == {f"{ward}/{number}" for ward in "AB" for number in "123"}


@pytest.mark.parametrize(("scrap", "name"), [(box(8, 1, 1, 1), "B/4"), (box(8.6, 1.3, 0.3, 0.3), "4")])
def test_a_small_area_of_a_ward_that_numbers_by_itself_is_one(scrap, name):
    areas = [*stripes(0, ["1", "2", "3", "4"]), *stripes(6, ["1", "2", "3"]), ("4", scrap)]
    _, found = told(areas, city())
    assert found.ids[-1] == name
    assert found.ids[3] == ("4" if name == "4" else "A/4")


def test_a_layer_dissolved_by_id_is_taken_apart():
    units = city(("A", "B", "C"))
    one = shapely.MultiPolygon([box(0, 0, 6, 3), box(12, 0, 6, 3)])
    two = shapely.MultiPolygon([box(0, 3, 6, 3), box(12, 3, 6, 3)])
    land, found = told([("1", one), ("5", box(6, 0, 6, 6)), ("2", two)], units)
    assert set(land) == {"A/1", "C/1", "A/2", "C/2", "5"}
    assert list(found.row) == [0, 1, 2, 0, 2]  # rows of the layer keep their places
    assert land["C/2"].equals(box(12, 3, 6, 3))


def test_land_decides_where_nobody_is_counted():
    units = city(households=0.0)
    assert set(told(BOTH, units)[0]) == {f"{ward}/{number}" for ward in "AB" for number in "123"}


def test_what_lies_on_no_unit_goes_with_the_nearest():
    _, found = told([*BOTH, ("3", box(20, 4, 2, 2)), ("9", box(30, 0))], city())
    assert list(found.ids[-2:]) == ["B/3", "9"]


def test_broken_and_missing_shapes_and_ids_do_no_harm():
    bow = shapely.Polygon([(0, 0), (600, 600), (600, 0), (0, 600)])
    areas = [*BOTH, (None, box(0, 0)), ("1", None), ("7", bow), ("8", shapely.Polygon())]
    _, found = told(areas, city())
    assert list(found.ids[-4:]) == [None, "1", "7", "8"]
    assert found.geometry[-2] is bow


def test_new_ids_differ_from_all_others():
    areas = [*stripes(0, ["1", "2", "A/1"]), *stripes(6, ["1", "2"])]
    land, found = told(areas, city())
    assert set(land) == {"A/1", "A/1 (2)", "B/1", "A/2", "B/2"}
    assert found.original["A/1 (2)"] == "1"


def test_many_wards():
    wards = tuple(f"W{number}" for number in range(8))
    areas = [area for place in range(8) for area in stripes(6 * place, ["CSKV 1", "CSKV 2", "CSKV 3"])]
    land, found = told(areas, city(wards))
    assert len(land) == 24
    assert all(found.wards[name] == (name.split("/")[0],) for name in land)


@pytest.fixture(scope="module")
def drawn():
    """A made-up city of four wards whose areas are drawn by hand and numbered in each ward."""
    outlines = np.array([shapely.box(x, y, x + 1200, y + 1200) for x in (0, 1200) for y in (0, 1200)], dtype=object)
    return make_city(outlines, [5000, 7000, 4000, 9000], [f"2730{number}" for number in range(4)])


@pytest.mark.parametrize("force", ["beats", "militia"])
def test_areas_told_apart_compare_as_areas_with_ids_of_their_own(drawn, force):
    units, layer = drawn.units.copy(), getattr(drawn, force)
    units["neighborhood_id"] = units["ward_code"] + "-" + units["old_neighborhood"]
    of_wards = WardUnits(
        units["geometry"].to_numpy(),
        units["ward_code"].to_numpy(dtype=object),
        units["households"].to_numpy(dtype=float),
    )
    short = [name.split("-")[1] for name in layer["area_id"]]
    found = tell_apart(short, layer["geometry"].to_numpy(), of_wards)
    wards = {name: ward for name, ward in zip(found.ids, layer["ward_code"])}
    assert all(wards[name] == ward for name, ward in zip(found.ids, layer["ward_code"]))
    assert len(set(found.ids)) == len(layer)

    def figures(ids, shapes):
        frame = pd.DataFrame({"area_id": ids, "geometry": pd.Series(list(shapes), dtype=object)})
        summary = compare(units, frame).summary["forces"]["police"]
        return {name: summary[name] for name in ("areas", "matched_pairs", "share_in_disagreement", "classes")}

    assert figures(found.ids, found.geometry) == figures(layer["area_id"], layer["geometry"])
    khu_pho = tell_apart(list(units["old_neighborhood"]), of_wards.shapes, of_wards)
    called = [khu_pho.original.get(name, name) for name in khu_pho.ids]
    assert called == list(units["old_neighborhood"])
    assert len(set(khu_pho.ids)) == len(set(units["neighborhood_id"]))


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_the_order_of_areas_and_units_does_not_matter(data):
    counts = data.draw(st.lists(st.integers(1, 6), min_size=2, max_size=4))
    units = city(tuple("ABCD"[: len(counts)]))
    areas = [area for place, k in enumerate(counts) for area in stripes(6 * place, [str(n + 1) for n in range(k)])]
    scraps = data.draw(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 4), st.sampled_from([0.01, 0.4, 1.5]))))
    areas += [(str(1 + row), box(column, row, width, 1)) for column, row, width in scraps]
    order = data.draw(st.permutations(range(len(areas))))
    mixed = data.draw(st.permutations(range(len(units.wards))))
    again = WardUnits(units.shapes[mixed], units.wards[mixed], units.households[mixed])
    first, found = told(areas, units)
    second, found_again = told([areas[at] for at in order], again)
    assert {name: shape.normalize().wkt for name, shape in first.items()} == {
        name: shape.normalize().wkt for name, shape in second.items()
    }
    assert (found.original, found.wards) == (found_again.original, found_again.wards)
    # All land keeps its id or gets one of its own, and no two wards share a new id.
    before = shapely.union_all([shape for _, shape in areas])
    assert shapely.union_all(list(first.values())).symmetric_difference(before).area < 1e-6
    assert all(found.original.get(name, name) in {area for area, _ in areas} for name in first)
