import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from khu_pho_mapper.core.alignment.faces import split_units
from khu_pho_mapper.core.alignment.polygons import polygons_only, usable
from khu_pho_mapper.core.model.errors import CanceledError
from khu_pho_mapper.core.model.run import RunControl

CONTROL = RunControl()


def polygons(shapes):
    return np.array(shapes, dtype=object)


def grid(size, step):
    cells = [shapely.box(x, y, x + step, y + step) for x in range(0, size, step) for y in range(0, size, step)]
    return polygons(cells)


corner = st.floats(-5, 35).map(lambda v: round(v, 3))
extent = st.floats(0.5, 25).map(lambda v: round(v, 3))


@st.composite
def turned_box(draw):
    x, y, w, h = draw(corner), draw(corner), draw(extent), draw(extent)
    return shapely.affinity.rotate(shapely.box(x, y, x + w, y + h), draw(st.integers(0, 89)))


layers = st.lists(turned_box(), min_size=0, max_size=5).map(polygons)


@settings(max_examples=80, deadline=None)
@given(layers)
def test_parts_are_a_partition_of_every_unit(beats):
    units = grid(30, 10)
    parts = split_units(units, beats, CONTROL)
    area = shapely.area(parts.geometry)
    assert np.bincount(parts.unit, weights=area, minlength=len(units)) == pytest.approx(shapely.area(units), rel=1e-6)
    for unit in range(len(units)):
        mine = parts.geometry[parts.unit == unit]
        assert shapely.area(shapely.union_all(mine)) == pytest.approx(100, rel=1e-6)
        assert shapely.covers(units[unit].buffer(1e-6), mine).all()


@settings(max_examples=60, deadline=None)
@given(layers)
def test_groups_say_which_areas_cover_a_part(beats):
    units = grid(30, 10)
    parts = split_units(units, beats, CONTROL)
    for geometry, group in zip(parts.geometry, parts.group):
        if shapely.area(geometry) < 1e-3:
            continue
        for position, beat in enumerate(beats):
            # on a grid: plain floating intersection returns nothing for some of these
            shared = shapely.intersection(geometry, beat, grid_size=1e-9)
            covered = shapely.area(shared) / shapely.area(geometry)
            assert covered == pytest.approx(float(position in parts.groups[group]), abs=1e-3)


def test_empty_group_comes_first_and_marks_gaps():
    units = polygons([shapely.box(0, 0, 10, 10), shapely.box(20, 0, 30, 10)])
    parts = split_units(units, polygons([shapely.box(0, 0, 6, 10)]), CONTROL)
    assert parts.groups == ((), (0,))
    assert parts.unit.tolist() == [0, 0, 1]
    assert parts.group.tolist() == [0, 1, 0]
    assert shapely.area(parts.geometry).tolist() == pytest.approx([40, 60, 100])


def test_overlap_of_three_areas_is_one_part():
    units = polygons([shapely.box(0, 0, 10, 10)])
    areas = polygons([shapely.box(-1, -1, 11, 11), shapely.box(5, -1, 11, 11), shapely.box(5, 5, 11, 11)])
    parts = split_units(units, areas, CONTROL)
    found = {parts.groups[g]: shapely.area(p) for g, p in zip(parts.group, parts.geometry)}
    assert found == pytest.approx({(0,): 50, (0, 1): 25, (0, 1, 2): 25})


def test_repairs_are_made_on_copies():
    bow_tie = shapely.Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])
    given_array = polygons([bow_tie, None, shapely.LineString([(0, 0), (1, 0)]), shapely.box(0, 0, 1, 1)])
    repaired = usable(given_array)
    assert shapely.is_valid(repaired).all()
    assert shapely.area(repaired).tolist() == pytest.approx([50, 0, 0, 1])
    assert given_array[0] is bow_tie
    assert not shapely.is_valid(bow_tie)
    assert given_array[1] is None


def test_collections_keep_their_polygons():
    mixed = shapely.GeometryCollection(
        [shapely.Point(0, 0), shapely.box(0, 0, 1, 1), shapely.MultiPolygon([shapely.box(5, 5, 6, 6)])]
    )
    lines = shapely.GeometryCollection([shapely.LineString([(0, 0), (1, 1)])])
    kept = polygons_only(polygons([mixed, lines]))
    assert shapely.area(kept).tolist() == [2, 0]
    assert kept[0].geom_type == "MultiPolygon"
    assert kept[1].is_empty


def test_cancel_stops_the_overlay():
    with pytest.raises(CanceledError):
        split_units(grid(30, 10), grid(30, 15), RunControl(is_canceled=lambda: True))


def test_lines_that_nearly_coincide():
    # The plain floating intersection of the unit's part with the second area is empty (GEOS 3.13).
    units = polygons([shapely.box(0, 0, 10, 10)])
    first = shapely.Polygon(
        [(10.748813485483815, 4.433493141924171), (8.627493141924171, 6.554813485483813),
         (0.6371865145161846, -1.4354931419241712), (2.758506858075827, -3.5568134854838136)]
    )  # fmt: skip
    second = shapely.Polygon(
        [(3.2392683968977742, 0.0987910723958602), (2.8449040841595132, 11.391907417711643),
         (-0.1532683968977742, 11.287208927604137), (0.2410959158404867, -0.0059074177116427)]
    )  # fmt: skip
    third = shapely.Polygon(
        [(1.5303300858899107, 0.4267766952966369), (1.176776695296637, 0.7803300858899106),
         (0.4696699141100894, 0.0732233047033631), (0.823223304703363, -0.2803300858899106)]
    )  # fmt: skip
    parts = split_units(units, polygons([first, second, third]), CONTROL)
    assert shapely.area(parts.geometry).sum() == pytest.approx(100, rel=1e-7)
    inside = sum(shapely.area(piece) for piece, group in zip(parts.geometry, parts.group) if 1 in parts.groups[group])
    alone = split_units(units, polygons([second]), CONTROL)
    assert inside == pytest.approx(shapely.area(alone.geometry[alone.group == 1]).sum(), abs=1e-3)
