import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from khu_pho_mapper.core.measures.compactness import polsby_popper
from khu_pho_mapper.core.measures.neighborhoods import describe_neighborhoods, main_of
from khu_pho_mapper.core.model import profiles
from khu_pho_mapper.core.model.errors import CanceledError
from khu_pho_mapper.core.model.run import RunControl
from khu_pho_mapper.core.model.sorting import natural_sorted


def frame_of(boxes, **columns):
    n = len(boxes)
    data = {
        "unit_id": [f"T{i + 1}" for i in range(n)],
        "unit_name": [None] * n,
        "ward_code": [""] * n,
        "ward_name": [None] * n,
        "area_type": ["khu_pho"] * n,
        "old_neighborhood": [None] * n,
        "households": [100] * n,
        "population": [None] * n,
    }
    data.update(columns)
    frame = pd.DataFrame(data).astype({"households": "Int64", "population": "Int64"})
    return gpd.GeoDataFrame(frame, geometry=[shapely.box(*b) for b in boxes])


ROW = [(i * 100, 0, i * 100 + 100, 100) for i in range(6)]


def described(**columns):
    units = frame_of(ROW, **columns)
    labels = ["KP10", "KP10", "KP2", "KP2", "KP2", "KP2"]
    names = {"KP2": "Khu phố 2", "KP10": "Khu phố 10"}
    return describe_neighborhoods(
        units, labels, names, profiles.get("custom", 300), beats_of_unit=["a", "b", "b", "b", None, "c"]
    )


def test_sums_sort_and_minimum():
    result = described(
        households=[100, 150, 100, 200, None, 0], old_neighborhood=["Khu phố 10", "Khu phố 9"] + ["x"] * 4
    )
    assert list(result["neighborhood_id"]) == ["KP2", "KP10"]
    assert list(result["name"]) == ["Khu phố 2", "Khu phố 10"]
    assert list(result["households"]) == [300, 250]
    assert list(result["meets_minimum"]) == [True, False]
    assert list(result["missing_households"]) == [1, 0]
    assert list(result["unit_count"]) == [4, 2]
    assert result["old_names"][1] == "Khu phố 9, Khu phố 10"
    assert list(result["beat_id"]) == ["b", "b"]
    assert list(result["militia_id"]) == [None, None]
    assert result["area_ha"].tolist() == pytest.approx([4.0, 2.0])
    assert result.geometry.area.tolist() == pytest.approx([40_000, 20_000])
    assert result.crs is None


def test_households_missing_everywhere_stay_missing():
    result = described(households=[None, None, 100, 100, 100, 100])
    assert pd.isna(result["households"][1])
    assert not result["meets_minimum"][1]
    assert result["population"].isna().all()


def test_order_of_units_does_not_matter():
    units = frame_of(ROW, households=[10, 20, 30, 40, 50, 60])
    labels = np.array(["A", "A", "B", "B", "C", "C"], dtype=object)
    profile = profiles.get("custom", 50)
    straight = describe_neighborhoods(units, labels, {}, profile)
    order = [3, 1, 5, 0, 2, 4]
    shuffled = describe_neighborhoods(units.iloc[order].reset_index(drop=True), labels[order], {}, profile)
    pd.testing.assert_frame_equal(
        pd.DataFrame(straight.drop(columns="geometry")), pd.DataFrame(shuffled.drop(columns="geometry"))
    )
    assert all(a.equals(b) for a, b in zip(straight.geometry, shuffled.geometry))


def test_units_without_neighborhood_are_left_out():
    units = frame_of(ROW)
    result = describe_neighborhoods(units, ["A", "A", None, None, None, None], {}, profiles.get("custom", 50))
    assert list(result["unit_count"]) == [2]


def test_main_area_by_households_then_units_then_name():
    assert main_of(["a", "b", "b"], [5, 2, 2]) == "a"
    assert main_of(["a", "b", "b"], [4, 2, 2]) == "b"
    assert main_of(["10", "2"], [1, 1]) == "2"
    assert main_of([None, None], [1, 1]) is None


def test_compactness_of_known_shapes():
    shapes = np.array([shapely.box(0, 0, 10, 10), shapely.Point(0, 0).buffer(1, 64), shapely.Polygon(), None])
    assert polsby_popper(shapes) == pytest.approx([np.pi / 4, 1.0, 0.0, 0.0], abs=1e-3)


def test_cancel_is_heard():
    with pytest.raises(CanceledError):
        describe_neighborhoods(
            frame_of(ROW), ["A"] * 6, {}, profiles.get("custom", 50), control=RunControl(is_canceled=lambda: True)
        )


def test_natural_order():
    names = ["Khu phố 10", "Khu phố 2", None, "Khu phố 1A", "Khu phố 1", "Ấp 3", "7"]
    assert natural_sorted(names) == ["7", "Khu phố 1", "Khu phố 1A", "Khu phố 2", "Khu phố 10", "Ấp 3", None]
