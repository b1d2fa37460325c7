import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from khu_pho_mapper.core.alignment.compare import compare
from khu_pho_mapper.core.alignment.evidence import Evidence
from khu_pho_mapper.core.alignment.inputs import read_areas, read_units
from khu_pho_mapper.core.alignment.noise import NoiseEstimate, Tolerance, expected_hidden
from khu_pho_mapper.core.alignment.reading import KINDS, REASONS, read_force
from khu_pho_mapper.core.model.errors import CanceledError
from khu_pho_mapper.core.model.run import RunControl

STEP = 100.0
HOUSEHOLDS = 20


def units_of(columns=4, rows=3):
    cells = [(x, y) for x in range(columns) for y in range(rows)]
    return gpd.GeoDataFrame(
        {
            "unit_id": [f"T{x}-{y}" for x, y in cells],
            "neighborhood_id": [f"KP{x // 2}" for x, _ in cells],
            "households": pd.array([HOUSEHOLDS] * len(cells), dtype="Int64"),
        },
        geometry=[shapely.box(x * STEP, y * STEP, (x + 1) * STEP, (y + 1) * STEP) for x, y in cells],
    )


def layer_of(areas):
    frame = gpd.GeoDataFrame({"area_id": list(areas)}, geometry=list(areas.values()))
    return read_areas(frame, "police", "beats")


UNITS = units_of()
TABLE = read_units(UNITS)
FITTING = {"A": shapely.box(0, 0, 200, 300), "B": shapely.box(200, 0, 400, 300)}
# B reaches 12 m into unit T1-1, too thin to be sure of with the noise that is given.
NARROW = {
    "A": shapely.box(0, 0, 200, 300).difference(shapely.box(188, 100, 200, 200)),
    "B": shapely.box(200, 0, 400, 300).union(shapely.box(188, 100, 200, 200)),
}
HANDMADE = Tolerance(low_m=10.0, high_m=15.0)
ROUGH = Tolerance(low_m=14.0, high_m=20.0)


def place(unit_id):
    return int(np.flatnonzero(TABLE.ids == unit_id)[0])


def kinds_in(reading, unit_id):
    mine = reading.pieces.unit == place(unit_id)
    return dict(zip(reading.pieces.areas[mine], reading.pieces.kind[mine]))


def register(*rows):
    return Evidence(register=pd.DataFrame(rows, columns=["unit_id", "area_id", "households"]))


def test_a_layer_that_fits_is_decided():
    reading = read_force(TABLE, layer_of(FITTING))
    assert reading.decided.all()
    assert set(reading.reason) == {""}
    assert [reading.area_ids[area] for area in reading.area] == ["A"] * 6 + ["B"] * 6
    assert set(reading.pieces.kind) == {"main"}
    assert (reading.households == HOUSEHOLDS).all()
    assert (reading.low == reading.high).all()
    assert (reading.confidence == 1).all()


def test_between_the_thresholds_a_person_looks():
    reading = read_force(TABLE, layer_of(NARROW), tolerance=HANDMADE)
    at = place("T1-1")
    assert kinds_in(reading, "T1-1") == {(0,): "main", (1,): "review"}
    assert reading.reason[at] == "review"
    assert not reading.split[at]
    assert reading.area_ids[reading.other[at]] == "B"
    # Its households count to the unit's area; twelve hundredths of them may live there.
    assert reading.households[at] == HOUSEHOLDS
    assert reading.other_households[at] == 0
    assert reading.other_high[at] == pytest.approx(0.12 * HOUSEHOLDS)
    assert reading.decided.sum() == len(TABLE.ids) - 1


def test_below_the_lower_threshold_it_is_noise():
    reading = read_force(TABLE, layer_of(NARROW), tolerance=ROUGH)
    assert kinds_in(reading, "T1-1") == {(0,): "main", (1,): "noise"}
    assert reading.decided.all()
    assert 0 < reading.expected_hidden <= 1


def test_a_wide_part_is_real_and_its_households_are_listed():
    wide = {"A": shapely.box(0, 0, 150, 300), "B": shapely.box(150, 0, 400, 300)}
    reading = read_force(TABLE, layer_of(wide))
    at = place("T1-0")
    assert reading.split[at]
    assert reading.reason[at] == "split"
    assert reading.households[at] == pytest.approx(10)
    assert reading.other_households[at] == pytest.approx(10)
    assert reading.evidence[at] == "area"


@pytest.mark.parametrize("tolerance", [HANDMADE, ROUGH])
def test_two_households_in_the_register_make_a_hidden_strip_real(tolerance):
    known = register(("T1-1", "A", 17), ("T1-1", "B", 3))
    reading = read_force(TABLE, layer_of(NARROW), evidence=known, tolerance=tolerance)
    at = place("T1-1")
    assert kinds_in(reading, "T1-1") == {(0,): "main", (1,): "real"}
    assert reading.split[at]
    assert reading.evidence[at] == "register"
    assert (reading.households[at], reading.other_households[at]) == pytest.approx((17, 3))


def test_one_household_in_the_register_is_worth_a_look():
    known = register(("T1-1", "A", 19), ("T1-1", "B", 1))
    reading = read_force(TABLE, layer_of(NARROW), evidence=known, tolerance=ROUGH)
    assert kinds_in(reading, "T1-1")[(1,)] == "review"
    assert reading.reason[place("T1-1")] == "review"
    assert reading.other_households[place("T1-1")] == pytest.approx(1)


def test_a_register_that_names_one_area_ends_the_doubt():
    known = register(("T1-1", "A", 20))
    reading = read_force(TABLE, layer_of(NARROW), evidence=known, tolerance=HANDMADE)
    assert reading.decided[place("T1-1")]
    assert kinds_in(reading, "T1-1")[(1,)] == "noise"


def test_a_register_splits_a_unit_whose_second_area_has_no_land_in_it():
    known = register(("T0-0", "A", 15), ("T0-0", "B", 5))
    reading = read_force(TABLE, layer_of(FITTING), evidence=known)
    at = place("T0-0")
    assert reading.split[at]
    assert reading.area_ids[reading.other[at]] == "B"
    assert reading.other_households[at] == 5


def test_households_that_all_name_another_area_than_the_land_are_for_a_person():
    reading = read_force(TABLE, layer_of(FITTING), evidence=register(("T0-0", "B", 20)))
    assert reading.reason[place("T0-0")] == "households_differ"


def test_a_register_of_few_households_does_not_speak_for_a_unit():
    reading = read_force(TABLE, layer_of(NARROW), evidence=register(("T1-1", "A", 4)), tolerance=HANDMADE)
    assert reading.reason[place("T1-1")] == "review"
    assert reading.evidence[place("T1-1")] == "area"


def test_dwellings_divide_a_split_unit_and_those_near_the_line_are_not_sure():
    drawn = {"A": shapely.box(0, 0, 150, 300), "B": shapely.box(150, 0, 400, 300)}
    points = np.array([[110.0, 50], [120, 50], [149, 50], [180, 20], [190, 60]])
    reading = read_force(TABLE, layer_of(drawn), evidence=Evidence(points=points))
    at = place("T1-0")
    assert reading.evidence[at] == "dwellings"
    assert reading.households[at] == pytest.approx(12)
    assert reading.other_households[at] == pytest.approx(8)
    sigma = reading.noise.sigma_m
    uncertain = 4 if sigma >= 1 else 0
    assert reading.low[at] == pytest.approx(12 - uncertain)
    assert reading.other_high[at] == pytest.approx(8 + uncertain)


def test_an_empty_face_for_review_is_noise():
    points = np.array([[110.0, 150], [120, 150], [130, 120]])
    reading = read_force(TABLE, layer_of(NARROW), evidence=Evidence(points=points), tolerance=HANDMADE)
    assert kinds_in(reading, "T1-1")[(1,)] == "noise"
    assert reading.decided[place("T1-1")]


def test_dwellings_that_name_their_area_count_as_a_register():
    points = np.stack([np.linspace(110, 195, 20), np.full(20, 150.0)], axis=1)
    areas = np.array(["A"] * 17 + ["B"] * 3, dtype=object)
    known = Evidence(points=points, point_areas=areas)
    reading = read_force(TABLE, layer_of(NARROW), evidence=known, tolerance=ROUGH)
    assert reading.split[place("T1-1")]
    assert reading.other_households[place("T1-1")] == pytest.approx(3)
    assert reading.evidence[place("T1-1")] == "dwellings"


def test_a_strip_goes_on_where_it_touches_a_real_part():
    steps = shapely.union_all([shapely.box(170, 0, 200, 100), shapely.box(188, 100, 200, 200)])
    drawn = {"A": FITTING["A"].difference(steps), "B": FITTING["B"].union(steps)}
    reading = read_force(TABLE, layer_of(drawn), tolerance=HANDMADE)
    assert kinds_in(reading, "T1-0")[(1,)] == "real"
    assert kinds_in(reading, "T1-1")[(1,)] == "real"


def redrawn(seed, sigma):
    random = np.random.default_rng(seed)
    shapes = {}
    for name, box in FITTING.items():
        ring = shapely.get_coordinates(shapely.segmentize(box, 25))
        ring = ring + random.normal(0, sigma, ring.shape)
        ring[-1] = ring[0]
        shapes[name] = shapely.Polygon(ring)
    return shapes


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 500), st.floats(0, 12), st.booleans(), st.booleans())
def test_pieces_partition_units_and_households_add_up(seed, sigma, with_points, with_register):
    random = np.random.default_rng(seed)
    points = random.uniform(0, (400, 300), (80, 2)) if with_points else None
    rows = [(f"T1-{y}", "AB"[random.integers(2)], int(random.integers(1, 12))) for y in (0, 1, 1, 2)]
    known = Evidence(points=points, register=register(*rows).register if with_register else None)
    reading = read_force(TABLE, layer_of(redrawn(seed, sigma)), evidence=known)
    pieces, size = reading.pieces, len(TABLE.ids)
    land = np.bincount(pieces.unit, weights=pieces.area_m2, minlength=size)
    assert land == pytest.approx(shapely.area(TABLE.geometry), rel=1e-6)
    assert np.bincount(pieces.unit, weights=pieces.households, minlength=size) == pytest.approx(TABLE.households)
    assert (pieces.low <= pieces.households + 1e-9).all()
    assert (pieces.households <= pieces.high + 1e-9).all()
    assert set(pieces.kind) <= set(KINDS)
    assert (pieces.households[pieces.kind == "noise"] == 0).all()
    assert (np.diff(pieces.unit) >= 0).all()
    for unit in range(size):
        mine = pieces.geometry[pieces.unit == unit]
        assert shapely.union_all(mine, grid_size=1e-6).area == pytest.approx(STEP**2, rel=1e-5)
    first = np.searchsorted(pieces.unit, np.arange(size))
    assert reading.households == pytest.approx(pieces.households[first])
    assert set(reading.reason) <= {"", *REASONS}
    assert (reading.decided == (reading.reason == "")).all()
    assert ((reading.confidence >= 0) & (reading.confidence <= 1)).all()
    assert not reading.split[reading.decided].any()


def test_evidence_reaches_the_faces():
    known = {"police": register(("T1-1", "A", 17), ("T1-1", "B", 3))}
    beats = gpd.GeoDataFrame({"area_id": list(NARROW)}, geometry=list(NARROW.values()))
    result = compare(UNITS, beats, evidence=known, tolerance=ROUGH)
    face = result.faces.set_index("face_id").loc["T1-1|B|-"]
    assert face["face_class"] == "real"
    assert face["households"] == pytest.approx(3)
    assert face["evidence"] == "register"
    told = result.summary["forces"]["police"]
    assert told["evidence"] == {"register": 1, "area": 11}
    assert told["undecided"] == {"split": 1}
    assert told["units_split"] == 1
    assert sum(told["noise"]["counts"]) > 0


def test_two_layers_that_cut_one_unit_share_its_households():
    beats = gpd.GeoDataFrame(
        {"area_id": ["A", "B"]}, geometry=[shapely.box(0, 0, 150, 300), shapely.box(150, 0, 400, 300)]
    )
    militia = gpd.GeoDataFrame(
        {"area_id": ["M", "N"]}, geometry=[shapely.box(0, 0, 400, 150), shapely.box(0, 150, 400, 300)]
    )
    known = {
        "police": register(("T1-1", "A", 15), ("T1-1", "B", 5)),
        "militia": register(("T1-1", "M", 8), ("T1-1", "N", 12)),
    }
    faces = compare(UNITS, beats, militia, evidence=known).faces
    mine = faces[faces["unit_id"] == "T1-1"]
    assert len(mine) == 4
    assert mine.groupby("beat_id")["households"].sum().to_dict() == pytest.approx({"A": 15, "B": 5})
    assert mine.groupby("militia_id")["households"].sum().to_dict() == pytest.approx({"M": 8, "N": 12})


def test_narrow_strips_hide_more_in_rough_drawing_and_small_units():
    def hidden(sigma, side):
        return expected_hidden(NoiseEstimate(sigma, 2.5 * sigma + 1, 4 * sigma, np.zeros(1), np.zeros(0)), side)

    assert hidden(1, 67) < 0.01
    assert hidden(2, 67) < hidden(5, 67) < hidden(10, 67)
    assert hidden(5, 134) < hidden(5, 67)


def test_cancel_reaches_both_threads():
    beats = gpd.GeoDataFrame({"area_id": list(FITTING)}, geometry=list(FITTING.values()))
    asked = []

    def canceled():
        asked.append(None)
        return len(asked) > 1

    with pytest.raises(CanceledError):
        compare(UNITS, beats, beats, control=RunControl(is_canceled=canceled))
