"""The shift of areas against units: found, measured honestly, named, or said to be uncertain."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from khu_pho_mapper.core.alignment.shift import Candidate, apply, detect
from khu_pho_mapper.core.alignment.shift.datum import to_wgs84, vn2000_vector
from khu_pho_mapper.core.model.errors import CanceledError
from khu_pho_mapper.core.model.run import RunControl

sys.path.insert(0, str(Path(__file__).parent))
from shift_cases import merged, moved, redrawn, town

UNITS = town()
AREAS = redrawn(merged(UNITS), 3.0)
REST = detect(UNITS, AREAS)


def off(found, truth):
    return float(np.hypot(found.dx - truth[0], found.dy - truth[1]))


def test_areas_that_fit_are_left_alone():
    assert (REST.certain, REST.offered, REST.cause) == (True, False, "none")
    assert REST.length < 2.0
    assert REST.standard_error < 2.0
    assert REST.inlier_share > 0.95


@settings(max_examples=12, deadline=None)
@given(st.floats(50, 500), st.floats(0, 2 * np.pi))
def test_a_shift_of_any_direction_is_found(length, angle):
    vector = (length * np.cos(angle), length * np.sin(angle))
    found = detect(UNITS, moved(AREAS, np.negative(vector)))
    assert found.offered
    assert off(found, vector) < 3 * found.standard_error
    # What is left is the mean of the drawing noise, wherever the layer lies.
    assert off(found, (vector[0] + REST.dx, vector[1] + REST.dy)) < 0.1


def test_exact_lines_give_the_exact_shift():
    found = detect(UNITS, moved(merged(UNITS), (-123.4, 56.7)))
    assert off(found, (123.4, -56.7)) < 0.01
    assert found.offered


def test_borders_made_from_a_raster_are_no_hindrance():
    """Stairs of 4 m pixels have no direction of their own."""
    pixels = 4.0

    def stairs(area):
        x, y = np.meshgrid(
            *(np.arange(low, high, pixels) + pixels / 2 for low, high in zip(area.bounds[:2], area.bounds[2:]))
        )
        inside = shapely.contains_xy(area, x.ravel(), y.ravel())
        x, y = x.ravel()[inside], y.ravel()[inside]
        half = pixels / 2
        return shapely.union_all(shapely.box(x - half, y - half, x + half, y + half))

    areas = np.array([stairs(area) for area in merged(UNITS)], dtype=object)
    found = detect(UNITS, moved(areas, (-195.4, 112.7)))
    assert found.offered
    assert off(found, (195.4, -112.7)) < 1.0


@pytest.mark.parametrize(
    ("vector", "cause"),
    [
        ((195.4, -112.7), "vn2000_as_wgs84"),
        ((-195.4, 112.7), "wgs84_as_vn2000"),
        ((-112.7, 195.4), "unknown_shift"),
        ((60.0, 0.0), "unknown_shift"),
    ],
)
def test_the_cause_is_named(vector, cause):
    found = detect(UNITS, moved(AREAS, np.negative(vector)))
    assert found.cause == cause
    assert str(round(found.length, 1)) in str(found.sentence)


def test_the_vectors_of_the_place_name_the_cause():
    vector = (150.0, 90.0)
    there = [Candidate("vn2000_as_wgs84", vector=vector)]
    assert detect(UNITS, moved(AREAS, np.negative(vector)), candidates=there).cause == "vn2000_as_wgs84"
    assert detect(UNITS, moved(AREAS, (-195.4, 112.7)), candidates=there).cause == "unknown_shift"


def test_the_order_of_features_does_not_matter():
    random = np.random.default_rng(5)
    shifted = moved(AREAS, (-80, 33))
    first = detect(UNITS, shifted)
    again = detect(UNITS[random.permutation(len(UNITS))], shifted[random.permutation(len(shifted))])
    assert again == first


def test_inputs_stay_as_they_were():
    units, areas = UNITS.copy(), moved(AREAS, (-80, 33))
    before = shapely.to_wkb(units).tolist(), shapely.to_wkb(areas).tolist()
    apply(areas, detect(units, areas))
    assert (shapely.to_wkb(units).tolist(), shapely.to_wkb(areas).tolist()) == before


def test_apply_moves_and_skips_missing_ones():
    found = detect(UNITS, moved(AREAS, (-80, 33)))
    given_areas = np.array([None, AREAS[0], shapely.Polygon()], dtype=object)
    back = apply(given_areas, found)
    assert back[0] is None
    assert back[2].is_empty
    assert np.allclose(
        shapely.get_coordinates(back[1]) - shapely.get_coordinates(AREAS[0]), (found.dx, found.dy), atol=1e-9
    )


def test_a_single_roughly_drawn_area_is_not_trusted():
    found = detect(UNITS, moved(AREAS[5:6], (-195.4, 112.7)))
    assert not found.certain
    assert not found.offered
    assert found.cause == "uncertain"
    assert "best guess" in str(found.sentence)
    assert "VN-2000 read as WGS 84" in str(found.sentence)
    assert "fit best where they are" in str(detect(UNITS, AREAS[5:6]).sentence)


def test_a_regular_grid_fits_at_every_street():
    """Shifted by one street, areas inside of a checkerboard fit as well."""
    units = town(jitter=0.0)
    inside = [6, 7]
    found = detect(units, moved(redrawn(merged(units, height=4, width=3), 3.0)[inside], (-200.0, 100.0)))
    assert not found.certain


def test_areas_of_another_town_are_not_forced_upon_it():
    other = redrawn(merged(town(seed=9)), 3.0)
    found = detect(UNITS, other)
    assert not found.certain
    assert not found.offered


def test_real_disagreements_do_not_move_it():
    """A tenth of the units belong elsewhere, and one area has a line through the middle of units."""
    random = np.random.default_rng(1)
    number = np.arange(len(UNITS))
    label = (number // 12 // 3) * 3 + number % 12 // 4
    label[random.choice(len(UNITS), 14, replace=False)] = random.integers(0, 12, 14)
    areas = np.array([shapely.union_all(UNITS[label == k]) for k in range(12)], dtype=object)
    areas[0] = areas[0].difference(shapely.box(600_150, 1_189_000, 600_190, 1_192_000))
    found = detect(UNITS, moved(redrawn(areas, 2.0), (-200.0, 40.0)))
    assert found.offered
    assert off(found, (200.0, 40.0 * -1)) < max(1.0, 3 * found.standard_error)


@pytest.mark.parametrize("part", ["units", "areas"])
def test_either_layer_may_be_the_larger_one(part):
    wide = town(30, 30)
    inner = (np.arange(900) // 30 >= 9) & (np.arange(900) // 30 < 21) & (np.arange(900) % 30 >= 9)
    inner &= np.arange(900) % 30 < 21
    areas = redrawn(merged(wide, 30, 30, 3, 3), 3.0)
    number = np.arange(100)
    middle = (number // 10 >= 3) & (number // 10 < 7) & (number % 10 >= 3) & (number % 10 < 7)
    units, areas = (wide, areas[middle]) if part == "areas" else (wide[inner], areas)
    found = detect(units, moved(areas, (-195.4, 112.7)))
    assert off(found, (195.4, -112.7)) < 3 * found.standard_error
    if part == "areas":
        assert found.cause == "vn2000_as_wgs84"
    else:  # most areas lie where there are no units
        assert not found.offered or found.cause == "vn2000_as_wgs84"


def test_faulty_shapes_do_no_harm():
    areas = moved(AREAS, (-90.0, 20.0))
    bow_tie = shapely.Polygon([(600_100, 1_190_100), (600_300, 1_190_300), (600_300, 1_190_100), (600_100, 1_190_300)])
    pinhole = areas[0].difference(shapely.Point(areas[0].representative_point()).buffer(0.05))
    lines = shapely.GeometryCollection([areas[1], shapely.LineString([(600_000, 1_190_000), (601_000, 1_191_000)])])
    odd = [None, shapely.Polygon(), shapely.Point(600_000, 1_190_000), bow_tie, pinhole, lines, *areas[2:]]
    nowhere = shapely.Polygon([(np.inf, 0), (1, 1), (2, np.inf), (np.inf, 0)])
    found = detect(np.array([None, *UNITS, shapely.Point(0, 0)], dtype=object), np.array([*odd, nowhere], dtype=object))
    assert found.offered
    assert off(found, (90.0, -20.0)) < max(1.5, 3 * found.standard_error)


def test_nothing_to_compare():
    nothing = np.array([None, shapely.Point(0, 0)], dtype=object)
    for units, areas in ((UNITS, nothing), (nothing, AREAS), (UNITS, np.empty(0, dtype=object))):
        found = detect(units, areas)
        assert (found.certain, found.cause, found.length) == (False, "no_borders", 0.0)


def test_straight_borders_of_kilometres_in_the_country():
    units = town(6, 6, side=3_000.0)
    found = detect(units, moved(redrawn(merged(units, 6, 6, 2, 3), 3.0), (-195.4, 112.7)))
    assert found.cause == "vn2000_as_wgs84"
    assert found.inlier_share > 0.95
    plain = detect(units, moved(merged(units, 6, 6, 2, 3), (-60.0, 0.0)))
    assert off(plain, (60.0, 0.0)) < 0.01
    assert plain.inlier_share > 0.99


def test_a_layer_elsewhere_is_found_by_reading_it_otherwise():
    far = moved(AREAS, (218_000.0, -41.0))
    alone = detect(UNITS, far)
    assert (alone.certain, alone.cause) == (False, "far_away")
    zone = Candidate("other_zone", geometries=AREAS, label="EPSG:5899")
    wrong = Candidate("axis_swap", geometries=moved(AREAS, (5_000.0, 0.0)), label="EPSG:9210")
    found = detect(UNITS, far, candidates=[wrong, zone])
    assert found.offered
    assert (found.cause, found.candidate) == ("other_zone", zone.key)
    assert found.length == 0.0  # the zone alone explains it


def test_another_zone_and_another_datum():
    zone = Candidate("other_zone", geometries=moved(AREAS, (-195.4, 112.7)), label="EPSG:5899")
    found = detect(UNITS, moved(AREAS, (218_000.0, -41.0)), candidates=[zone])
    assert found.cause == "other_zone"
    assert off(found, (195.4, -112.7)) < 3 * found.standard_error


def test_a_turned_layer_is_told():
    units = town(24, 24)
    middle = shapely.Point(601_200, 1_191_200)
    areas = merged(units, 24, 24, 3, 3)
    turned = np.array([shapely.affinity.rotate(area, 0.35, origin=middle) for area in areas], dtype=object)
    assert any("turned" in str(warning) for warning in detect(units, turned).warnings)
    assert detect(units, redrawn(areas, 3.0)).warnings == ()


def test_parts_that_lie_otherwise_are_told():
    units = town(36, 24)
    areas = redrawn(merged(units, 36, 24, 3, 3), 3.0)
    low = shapely.get_y(shapely.centroid(areas)) < 1_191_000
    areas[low] = moved(areas[low], (-195.4, 112.7))
    warnings = detect(units, areas).warnings
    assert len(warnings) == 1
    assert warnings[0].values["dx"] == pytest.approx(195.4, abs=3)


def test_without_scipy_the_answer_is_the_same(monkeypatch):
    areas = moved(AREAS, (-195.4, 112.7))
    first = detect(UNITS, areas)
    monkeypatch.setitem(sys.modules, "scipy.fft", None)
    again = detect(UNITS, areas)
    assert (again.dx, again.dy, again.cause) == pytest.approx((first.dx, first.dy, first.cause))


def test_cancel_and_progress():
    told = []
    detect(UNITS, AREAS, control=RunControl(told.append))
    assert told == sorted(told)
    assert len(told) > 5
    asked = []

    def after_three():
        asked.append(1)
        return len(asked) > 3

    with pytest.raises(CanceledError):
        detect(UNITS, AREAS, control=RunControl(is_canceled=after_three))


@pytest.mark.parametrize(
    ("place", "there"),
    [
        # By PROJ: cart, helmert with convention=coordinate_frame and the parameters of EPSG:6960, inverse of cart.
        ((106.6983, 10.7721), (106.70008620381324, 10.771081502096859)),
        ((105.85, 21.03), (105.85188267268396, 21.029014035302854)),
        ((108.2, 16.05), (108.20182126941826, 16.048976346358653)),
    ],
)
def test_the_datum_shift_of_a_place(place, there):
    assert to_wgs84(*place) == pytest.approx(there, abs=1e-10)


@pytest.mark.parametrize(
    ("place", "metres"), [((106.6983, 10.7721), 225.515), ((105.85, 21.03), 224.091), ((108.2, 16.05), 225.419)]
)
def test_the_length_of_the_datum_shift(place, metres):
    """Against geodesic distances."""
    assert np.hypot(*vn2000_vector(*place)) == pytest.approx(metres, abs=0.005)


def test_figures_can_be_written_as_json_where_nothing_was_found():
    nothing = detect(UNITS, moved(AREAS, (90_000.0, 0.0)))
    figures = nothing.figures()
    assert not np.isfinite(nothing.standard_error)
    assert figures["standard_error"] is None
    assert json.loads(json.dumps(figures, allow_nan=False)) == figures
    assert REST.figures()["standard_error"] == pytest.approx(REST.standard_error, abs=0.005)
