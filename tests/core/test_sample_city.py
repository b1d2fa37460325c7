"""The city generator fills any polygon: whole, without overlaps, with the households it was given."""

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from khu_pho_mapper.core.model.errors import CanceledError
from khu_pho_mapper.core.model.run import RunControl
from khu_pho_mapper.sample.areas import neighbors
from khu_pho_mapper.sample.city import make_city

QUICK = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def outlines(draw):
    """Star-shaped polygons, some with a hole (a lake), some with an island or two."""
    corners = draw(st.integers(5, 24))
    rng = np.random.default_rng(draw(st.integers(0, 10**6)))
    angle = np.sort(rng.uniform(0, 2 * np.pi, corners) * 0.2 + np.linspace(0, 2 * np.pi, corners, endpoint=False) * 0.9)
    reach = draw(st.sampled_from([150.0, 900.0, 6000.0])) * rng.uniform(0.35, 1.0, corners)
    edge = np.column_stack([600000 + reach * np.cos(angle), 1190000 + reach * np.sin(angle)])
    outline = shapely.Polygon(edge).buffer(0)
    if draw(st.booleans()):
        outline = outline.difference(shapely.Point(600000, 1190000).buffer(0.1 * reach.max()))
    if draw(st.booleans()):
        island = shapely.Point(600000 + 1.5 * reach.max(), 1190000).buffer(reach.max() * rng.uniform(0.01, 0.4))
        outline = outline.union(island)
    return outline


@QUICK
@given(outlines(), st.integers(0, 6000), st.sampled_from(["khu_pho", "ap"]))
def test_units_fill_the_polygon_and_households_add_up(outline, total, kind):
    city = make_city(np.array([outline], dtype=object), [total], ["00001"], area_types=[kind])
    units = city.units.geometry.to_numpy()
    assert int(city.units["households"].sum()) == total
    assert shapely.is_valid(units).all()
    assert shapely.area(units).sum() == pytest.approx(outline.area, rel=1e-9)
    assert shapely.symmetric_difference(shapely.union_all(units), outline).area <= 1e-7 * outline.area
    if hasattr(shapely, "coverage_is_valid"):
        assert shapely.coverage_is_valid(units)
    assert city.units["old_neighborhood"].notna().all()
    assert len(city.beats) >= 1
    assert shapely.is_valid(city.beats.geometry.to_numpy()).all()


def square(x, side):
    return shapely.box(x, 0, x + side, side)


def test_a_ward_does_not_depend_on_the_others():
    wards = np.array([square(0, 900), square(900, 700), square(5000, 800)], dtype=object)
    codes, households = ["10", "20", "30"], [4000, 2500, 3100]
    three = make_city(wards, households, codes)
    one = make_city(wards[1:2], households[1:2], codes[1:2])
    inside = three.units[three.units["ward_code"] == "20"]
    assert shapely.to_wkb(inside.geometry.to_numpy()).tolist() == shapely.to_wkb(one.units.geometry.to_numpy()).tolist()
    assert inside["households"].tolist() == one.units["households"].tolist()
    assert inside["unit_id"].tolist() == one.units["unit_id"].tolist()


def test_frames_as_in_the_architecture():
    city = make_city(
        np.array([square(0, 900), square(2000, 3000)], dtype=object),
        [4000, 2000],
        ["10", "20"],
        ward_names=["Phường A", "Xã B"],
        area_types=["khu_pho", "ap"],
    )
    assert list(city.units.columns) == [
        "unit_id",
        "unit_name",
        "ward_code",
        "ward_name",
        "area_type",
        "old_neighborhood",
        "households",
        "population",
        "geometry",
    ]
    assert city.units["unit_id"].is_unique
    assert str(city.units["households"].dtype) == "Int64"
    assert city.units.crs is None
    assert city.units.groupby("area_type")["households"].mean().to_dict() == pytest.approx(
        {"ap": 76, "khu_pho": 100}, rel=0.03
    )
    assert list(city.beats.columns) == list(city.militia.columns) == ["area_id", "name", "ward_code", "geometry"]
    assert city.beats["area_id"].is_unique


def test_old_neighborhoods_are_connected():
    city = make_city(np.array([square(0, 1100)], dtype=object), [9000], ["10"])
    adjacent = neighbors(city.units.geometry.to_numpy())
    labels = city.units["old_neighborhood"].to_numpy()
    assert len(set(labels)) == 10
    for label in set(labels):
        members = set(np.flatnonzero(labels == label).tolist())
        reached, stack = set(), [min(members)]
        while stack:
            unit = stack.pop()
            if unit in members and unit not in reached:
                reached.add(unit)
                stack.extend(adjacent[unit])
        assert reached == members


def test_cancel_stops_between_wards():
    wards = np.array([square(1000 * number, 500) for number in range(4)], dtype=object)
    asked = []

    def canceled():
        asked.append(1)
        return len(asked) > 2

    with pytest.raises(CanceledError):
        make_city(wards, [500] * 4, list("abcd"), control=RunControl(is_canceled=canceled))
    assert len(asked) == 3
