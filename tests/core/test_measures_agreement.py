import itertools

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from khu_pho_mapper.core.alignment.compare import compare
from khu_pho_mapper.core.measures.agreement import agreement
from khu_pho_mapper.core.measures.agreement_scores import adjusted_rand, kappa
from khu_pho_mapper.core.model.errors import CanceledError
from khu_pho_mapper.core.model.run import RunControl

SIDE = 100.0


def square(column, row, columns=1, rows=1):
    return shapely.box(SIDE * column, SIDE * row, SIDE * (column + columns), SIDE * (row + rows))


def units_frame(households=(10, 10, 10, 10)):
    """Four squares; the two below are neighborhood A, the two above are B."""
    return gpd.GeoDataFrame(
        {
            "unit_id": ["T1", "T2", "T3", "T4"],
            "neighborhood_id": ["A", "A", "B", "B"],
            "households": pd.array(households, dtype="Int64"),
        },
        geometry=[square(0, 0), square(1, 0), square(0, 1), square(1, 1)],
    )


def areas_frame(**areas):
    return gpd.GeoDataFrame({"area_id": list(areas)}, geometry=list(areas.values()))


SAME = areas_frame(P1=square(0, 0, 2, 1), P2=square(0, 1, 2, 1))
ONE_MOVED = areas_frame(M1=shapely.union_all([square(0, 0, 2, 1), square(0, 1)]), M2=square(1, 1))


def figures(police=SAME, militia=ONE_MOVED, units=None, **more):
    units = units_frame() if units is None else units
    layers = {"police": police, "militia": militia}
    return agreement(units, compare(units, police, militia), layers=layers, **more)


def pair(metrics, first, second):
    return next(one for one in metrics["pairs"] if (one["first"], one["second"]) == (first, second))


def test_same_areas_agree_in_everything():
    found = pair(figures(), "ward", "police")
    assert found["matched"] == found["one_to_one"] == 2
    assert found["matched_share"] == found["one_to_one_share"] == 1.0
    assert found["households_in_disagreement"] == found["households_low"] == found["households_high"] == 0.0
    assert (found["kappa"], found["ari"], found["iou_drawn"], found["iou_noise_free"]) == (1.0, 1.0, 1.0, 1.0)
    assert (found["real_ha"], found["noise_ha"]) == (0.0, 0.0)
    assert found["lines"]["f"] == {"5": 1.0, "10": 1.0, "15": 1.0}
    assert found["lines"]["hausdorff_m"] == pytest.approx(0.0, abs=1e-6)


def test_one_unit_in_another_area_by_hand():
    for found in (pair(figures(), "ward", "militia"), pair(figures(), "police", "militia")):
        assert (found["matched"], found["one_to_one"]) == (2, 0)
        assert (found["households"], found["households_in_disagreement"]) == (40.0, 10.0)
        assert found["share_in_disagreement"] == 0.25
        assert found["kappa"] == 0.5  # 0.75 agree, 0.5 by chance
        # Pairs of households kept together: 190 + 45 + 45; by each side 380 and 480 of 780.
        assert found["ari"] == pytest.approx((280 - 380 * 480 / 780) / (430 - 380 * 480 / 780), abs=1e-4)
        assert found["real_ha"] == pytest.approx(1.0)
        assert found["noise_ha"] == pytest.approx(0.0)
        shares = {(row["first_id"], row["second_id"]): row["iou_noise_free"] for row in found["matches"]}
        assert sorted(shares.values()) == [0.5, 0.6667]
        assert found["lines"]["hausdorff_m"] == pytest.approx(50, abs=found["lines"]["step_m"])


def test_drawing_noise_lowers_the_drawn_overlap_only():
    drawn = areas_frame(P1=shapely.box(0, 0, 200, 102), P2=shapely.box(0, 102, 200, 200))
    found = pair(figures(drawn), "ward", "police")
    assert found["iou_noise_free"] == found["kappa"] == 1.0
    assert found["iou_drawn"] == pytest.approx((1 / 1.02 + 0.98) / 2, abs=1e-4)
    assert found["noise_ha"] == pytest.approx(0.04)
    assert found["real_ha"] == pytest.approx(0.0)
    assert found["households_in_disagreement"] == 0.0
    assert found["lines"]["median_m"] <= 2.0
    assert found["lines"]["f"]["5"] == 1.0


def test_lines_far_outside_of_the_units_do_not_count():
    elsewhere = areas_frame(P1=square(0, 0, 2, 1), P2=square(0, 1, 2, 9), P3=square(40, 40))
    found = pair(figures(elsewhere), "ward", "police")
    # The top of the units is no line of the layer: that is the worst place, and not the areas' far ends.
    assert found["lines"]["hausdorff_m"] <= SIDE
    assert found["lines"]["hausdorff_at"][1] == pytest.approx(2 * SIDE)
    assert found["second_areas"] == 2


def test_gap_is_disagreement_and_nobody_is_an_answer():
    missing = areas_frame(P1=square(0, 0, 2, 1), P2=square(0, 1))
    found = figures(missing)
    assert pair(found, "ward", "police")["households_in_disagreement"] == 10.0
    assert found["layers"]["police"]["gap_ha"] == pytest.approx(1.0)
    empty = figures(units=units_frame((0, 0, 0, 0)))
    assert pair(empty, "ward", "militia")["kappa"] is None
    assert pair(empty, "ward", "militia")["share_in_disagreement"] is None
    assert pair(empty, "ward", "militia")["matched"] == 2  # by land


def test_order_of_units_and_inputs_stay():
    units = units_frame()
    turned = units.iloc[::-1].reset_index(drop=True)
    kept, kept_police = units.copy(), SAME.copy()
    assert figures(units=units) == figures(units=turned)
    pd.testing.assert_frame_equal(units, kept)
    pd.testing.assert_frame_equal(SAME, kept_police)


def test_one_force_alone_has_one_pair():
    units = units_frame()
    found = agreement(units, compare(units, SAME), layers={"police": SAME})
    assert [(one["first"], one["second"]) for one in found["pairs"]] == [("ward", "police")]
    assert found["harmonized"] is None


def test_cancel_is_heard():
    units = units_frame()
    comparison = compare(units, SAME, ONE_MOVED)
    with pytest.raises(CanceledError):
        agreement(
            units,
            comparison,
            layers={"police": SAME, "militia": ONE_MOVED},
            control=RunControl(is_canceled=lambda: True),
        )


def test_units_that_two_forces_split_are_overlaid():
    police = areas_frame(P1=shapely.box(0, 0, 50, 200), P2=shapely.box(50, 0, 200, 200))
    militia = areas_frame(M1=shapely.box(0, 0, 200, 50), M2=shapely.box(0, 50, 200, 200))
    found = pair(figures(police, militia), "police", "militia")
    assert found["households"] == pytest.approx(40.0)
    # Matched are the large ones, 150 m by 150 m in common, and the small ones, 50 m by 50 m.
    assert found["real_ha"] == pytest.approx(4 - 2.25 - 0.25)


LABELS = st.lists(st.tuples(st.integers(-1, 3), st.integers(-1, 3), st.integers(0, 4)), min_size=1, max_size=12)


@given(LABELS)
@settings(max_examples=60, deadline=None)
def test_rand_index_counts_pairs_of_households(rows):
    first, second, weight = (np.array(column) for column in zip(*rows))
    a, b = np.repeat(first, weight), np.repeat(second, weight)
    found = adjusted_rand(first, second, weight.astype(float))
    if len(a) < 2:
        assert found is None
        return
    pairs = list(itertools.combinations(range(len(a)), 2))
    both = sum(a[i] == a[j] and b[i] == b[j] for i, j in pairs)
    one, other = sum(a[i] == a[j] for i, j in pairs), sum(b[i] == b[j] for i, j in pairs)
    chance, most = one * other / len(pairs), (one + other) / 2
    wanted = 1.0 if most == chance else (both - chance) / (most - chance)
    assert found == pytest.approx(wanted)
    assert adjusted_rand(second, first, weight.astype(float)) == pytest.approx(wanted)
    assert adjusted_rand(3 - first, second, weight.astype(float)) == pytest.approx(wanted)


@given(LABELS)
@settings(max_examples=60, deadline=None)
def test_kappa_is_one_for_equal_labels_and_never_more(rows):
    first, second, weight = (np.array(column) for column in zip(*rows))
    weight = weight.astype(float)
    if not weight.sum():
        assert kappa(first, second, weight) is None
        return
    assert kappa(first, first, weight) == pytest.approx(1.0)
    assert kappa(first, second, weight) <= 1.0 + 1e-12
    assert kappa(first, second, weight) == pytest.approx(kappa(second, first, weight))
