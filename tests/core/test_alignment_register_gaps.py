"""Units that no area of a layer covers, and a register that names areas for their households."""

import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from khu_pho_mapper.core.alignment.compare import compare
from khu_pho_mapper.core.alignment.evidence import Evidence
from khu_pho_mapper.core.alignment.harmonize import Wishes, harmonize, replay
from khu_pho_mapper.core.alignment.inputs import read_areas, read_units
from khu_pho_mapper.core.alignment.reading import read_force
from khu_pho_mapper.core.coverage.adjacency import find_adjacency
from khu_pho_mapper.core.measures.agreement import agreement
from test_alignment_reading import HOUSEHOLDS, UNITS, layer_of, place, register

TABLE = read_units(UNITS)
GAP = "T1-1"
HOLE = shapely.box(100, 100, 200, 200)
AREAS = {"A": shapely.box(0, 0, 200, 300), "B": shapely.box(200, 0, 400, 300)}


def without(hole):
    return {name: shape.difference(hole) for name, shape in AREAS.items()}


BARE = without(HOLE)
# A corner of B, 30 m wide, and nothing else.
CORNER = {"A": BARE["A"], "B": BARE["B"].union(shapely.box(170, 100, 200, 130))}
SLIVER = without(shapely.box(102, 100, 200, 200))
HALF = without(shapely.box(150, 100, 200, 200))


def read(areas, *rows):
    return read_force(TABLE, layer_of(areas), evidence=register(*((GAP, *row) for row in rows)) if rows else None)


def said(reading, unit_id=GAP):
    at = place(unit_id)
    area, other = (None if x < 0 else reading.area_ids[x] for x in (reading.area[at], reading.other[at]))
    return area, reading.reason[at], reading.evidence[at], other


def test_without_a_register_a_unit_in_a_gap_has_no_area():
    assert said(read(BARE)) == (None, "no_area", "area", None)


@pytest.mark.parametrize("areas", [BARE, CORNER, SLIVER, HALF], ids=["bare", "corner", "sliver", "half"])
@pytest.mark.parametrize("rows", [[("A", 20)], [("A", 15)], [("A", 12), ("A", 8)]])
def test_a_register_that_names_one_area_overrides_the_gap(areas, rows):
    reading = read(areas, *rows)
    assert said(reading) == ("A", "", "register", None)
    at = place(GAP)
    assert reading.decided.all()
    assert not reading.split[at]
    assert reading.households[at] == HOUSEHOLDS
    assert reading.low[at] == sum(number for _, number in rows)
    assert reading.high[at] == HOUSEHOLDS
    assert reading.confidence[at] == 1
    mine = reading.pieces.unit == at
    assert "gap" in reading.pieces.kind[mine]
    assert reading.pieces.households[mine].sum() == pytest.approx(HOUSEHOLDS)


def test_an_area_far_away_may_be_named():
    assert said(read(BARE, ("B", 20))) == ("B", "", "register", None)


def test_one_slip_of_the_pen_does_not_matter_in_a_gap():
    reading = read(BARE, ("A", 19), ("B", 1))
    assert said(reading) == ("A", "", "register", None)
    assert reading.share[place(GAP)] == pytest.approx(0.95)


@pytest.mark.parametrize(("most", "fewer"), [(18, 2), (11, 9), (10, 10)])
def test_several_areas_are_for_a_person_with_their_households(most, fewer):
    reading = read(BARE, ("A", most), ("B", fewer))
    at = place(GAP)
    assert said(reading) == ("A", "split", "register", "B")
    assert reading.split[at]
    assert not reading.decided[at]
    assert (reading.households[at], reading.other_households[at]) == (most, fewer)


@pytest.mark.parametrize("number", [4, 12, 14])
def test_too_few_that_name_an_area_are_a_hint(number):
    reading = read(BARE, ("A", number))
    at = place(GAP)
    assert said(reading) == (None, "no_area", "area", "A")
    assert (reading.households[at], reading.other_households[at]) == (HOUSEHOLDS - number, number)


def test_unknown_areas_count_for_nothing():
    assert said(read(BARE, ("X", 20))) == (None, "no_area", "area", None)
    assert said(read(BARE, ("A", 12), ("X", 8))) == (None, "no_area", "area", "A")
    assert said(read(BARE, ("A", 19), ("X", 1)))[:3] == ("A", "", "register")


def test_the_gap_stays_a_gap_of_the_layer():
    beats = gpd.GeoDataFrame({"area_id": list(BARE)}, geometry=list(BARE.values()))
    result = compare(UNITS, beats, evidence={"police": register((GAP, "A", 20))})
    face = result.faces.set_index("unit_id").loc[GAP]
    assert face["face_class"] == "gap"
    assert face["beat_id"] is None
    assert face["evidence"] == "register"
    assert result.summary["forces"]["police"]["undecided"] == {}
    assert result.summary["forces"]["police"]["evidence"] == {"register": 1, "area": 11}


def beats_of(areas):
    return gpd.GeoDataFrame({"area_id": list(areas)}, geometry=list(areas.values()))


def compared(*rows, areas=BARE):
    result = compare(UNITS, beats_of(areas), evidence={"police": register(*((GAP, *row) for row in rows))})
    return result, result.summary["forces"]["police"], result.matches.set_index("neighborhood_id")


def test_households_in_a_gap_count_to_the_area_that_the_register_decided():
    _, figures, matches = compared()
    assert (figures["gap_households"], figures["gap_ha"], figures["households_in_disagreement"]) == (20.0, 1.0, 20.0)
    assert matches["match_class"].to_dict() == {"KP0": "gap", "KP1": "1:1"}

    _, figures, matches = compared(("A", 20))
    assert (figures["gap_households"], figures["gap_ha"], figures["households_in_disagreement"]) == (0.0, 1.0, 0.0)
    assert figures["households_cut"] == 0.0
    assert matches["match_class"].to_dict() == {"KP0": "1:1", "KP1": "1:1"}
    own = matches.loc["KP0"]
    assert (own["households_matched"], own["households_elsewhere"], own["margin"]) == (120.0, 0.0, 1.0)
    # The land is where it was drawn.
    assert (own["area_ha"], own["area_ha_matched"]) == (6.0, 5.0)

    _, figures, matches = compared(("B", 20))
    assert (figures["gap_households"], figures["households_in_disagreement"]) == (0.0, 20.0)
    assert matches["areas"].to_dict() == {"KP0": "A; B", "KP1": "B"}


@pytest.mark.parametrize("rows", [[("A", 12)], [("A", 12), ("B", 8)]], ids=["too few", "several"])
def test_households_in_a_gap_that_are_not_decided_count_to_no_area(rows):
    _, figures, matches = compared(*rows)
    assert (figures["gap_households"], figures["households_in_disagreement"]) == (20.0, 20.0)
    assert matches.loc["KP0", "match_class"] == "gap"


@pytest.mark.parametrize("areas", [BARE, CORNER, SLIVER], ids=["bare", "corner", "sliver"])
@pytest.mark.parametrize("rows", [[("A", 20)], [("A", 15)], [("B", 20)]])
def test_comparison_change_list_and_metrics_say_the_same_of_a_gap(areas, rows):
    result, figures, _ = compared(*rows, areas=areas)
    harmony = harmonize(UNITS, result, find_adjacency(UNITS["geometry"].to_numpy()), Wishes())
    metrics = agreement(UNITS, result, harmony, layers={"police": beats_of(areas)})
    before, after = metrics["pairs"][0], metrics["harmonized"]["pairs"][0]
    changes = harmony.changes
    assert changes["unit_id"].tolist() == ([GAP] if rows[0][0] == "B" else [])
    moved = float(changes["households"].sum())
    assert figures["households_in_disagreement"] == before["households_in_disagreement"] == moved
    assert metrics["harmonized"]["moves"]["police"]["households"] == moved
    assert after["households_in_disagreement"] == 0.0
    silent = HOUSEHOLDS - rows[0][1]  # may live in either of two pieces, and count in both
    assert moved - silent <= before["households_low"] <= moved <= before["households_high"] <= moved + 2 * silent
    assert metrics["layers"]["police"]["gap_households"] == 0.0
    assert (before["kappa"] == before["ari"] == 1.0) == (not moved)
    assert [group.kind for group in harmony.groups] == ["1:1", "1:1"]
    replayed = replay(harmony.unit_ids, harmony.before, changes)["police"]
    assert replayed.tolist() == harmony.after["police"].tolist()
    assert set(harmony.state["police"]) == {"decided"}


def test_land_in_a_gap_stays_out_of_the_area_in_the_metrics():
    result, *_ = compared(("A", 20))
    found = agreement(UNITS, result, layers={"police": beats_of(BARE)})
    pair = found["pairs"][0]
    assert (pair["matched"], pair["one_to_one"], pair["real_ha"], pair["noise_ha"]) == (2, 2, 1.0, 0.0)
    assert pair["iou_drawn"] == pair["iou_noise_free"] == pytest.approx((5 / 6 + 1) / 2, abs=1e-4)
    assert found["layers"]["police"]["gap_ha"] == 1.0
    assert pair["matches"][0]["households"] == 120.0


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from([BARE, CORNER, SLIVER, HALF]),
    st.lists(st.tuples(st.sampled_from("ABX"), st.integers(0, 20)), max_size=5),
    st.integers(0, 1000),
)
def test_the_order_of_rows_and_features_does_not_matter(areas, rows, seed):
    random = np.random.default_rng(seed)
    table = pd.DataFrame([(GAP, *row) for row in rows], columns=["unit_id", "area_id", "households"])
    frame = gpd.GeoDataFrame({"area_id": list(areas)}, geometry=list(areas.values()))
    first = read_force(TABLE, read_areas(frame, "police", "beats"), evidence=Evidence(register=table))
    mixed = [some.iloc[random.permutation(len(some))] for some in (UNITS, frame, table)]
    again = read_force(
        read_units(mixed[0]), read_areas(mixed[1], "police", "beats"), evidence=Evidence(register=mixed[2])
    )
    for name in ("area", "decided", "reason", "evidence", "other", "households", "other_households", "confidence"):
        assert getattr(first, name).tolist() == getattr(again, name).tolist()
    at = place(GAP)
    known = [number for area, number in rows if area != "X"]
    assert (first.low <= first.households + 1e-9).all()
    assert (first.households <= first.high + 1e-9).all()
    assert not first.split[first.decided].any()
    if first.decided[at]:
        most = max(sum(number for area, number in rows if area == name) for name in "AB")
        assert sum(known) - most < 2
        assert 2 * sum(known) >= HOUSEHOLDS
