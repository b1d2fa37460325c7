import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from khu_pho_mapper.core.alignment.assign import main_area
from khu_pho_mapper.core.model.errors import CanceledError
from khu_pho_mapper.core.model.run import RunControl


def boxes(*bounds):
    return np.array([shapely.box(*b) for b in bounds], dtype=object)


def test_largest_share_wins_and_nothing_is_minus_one():
    units = boxes((0, 0, 10, 10), (10, 0, 20, 10), (100, 0, 110, 10))
    areas = boxes((0, 0, 14, 10), (14, 0, 30, 10))
    assert main_area(units, areas).tolist() == [0, 1, -1]


def test_no_areas_no_units():
    assert main_area(boxes((0, 0, 1, 1)), np.zeros(0, dtype=object)).tolist() == [-1]
    assert main_area(np.zeros(0, dtype=object), boxes((0, 0, 1, 1))).tolist() == []


def test_broken_and_missing_geometries():
    bow_tie = shapely.Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])
    units = np.array([bow_tie, None, shapely.Polygon(), shapely.LineString([(0, 0), (1, 1)])], dtype=object)
    before = bow_tie.wkb
    assert main_area(units, boxes((-5, -5, 15, 15))).tolist() == [0, -1, -1, -1]
    assert bow_tie.wkb == before


def test_touching_border_alone_is_no_share():
    assert main_area(boxes((0, 0, 1, 1)), boxes((1, 0, 2, 1))).tolist() == [-1]


def test_tie_goes_to_the_same_area_in_any_order():
    unit = boxes((0, 0, 10, 10))
    west, east = shapely.box(0, 0, 5, 10), shapely.box(5, 0, 10, 10)
    assert main_area(unit, np.array([west, east], dtype=object)).tolist() == [0]
    assert main_area(unit, np.array([east, west], dtype=object)).tolist() == [1]


def test_cancel_stops():
    with pytest.raises(CanceledError):
        main_area(boxes((0, 0, 1, 1)), boxes((0, 0, 1, 1)), control=RunControl(is_canceled=lambda: True))


bounds = st.tuples(*[st.integers(0, 30)] * 2, *[st.integers(1, 15)] * 2).map(
    lambda t: (t[0], t[1], t[0] + t[2], t[1] + t[3])
)


@settings(max_examples=60, deadline=None)
@given(st.lists(bounds, min_size=1, max_size=6), st.lists(bounds, min_size=1, max_size=6))
def test_equals_the_plain_way(unit_bounds, area_bounds):
    units, areas = boxes(*unit_bounds), boxes(*area_bounds)
    shared = shapely.area(shapely.intersection(units[:, None], areas[None, :]))
    label = main_area(units, areas)
    for i, chosen in enumerate(label):
        if chosen < 0:
            assert shared[i].max() == 0
        else:
            assert shared[i, chosen] == pytest.approx(shared[i].max())
