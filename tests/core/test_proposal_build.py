"""From the frame of units to problems, and from plans to ids, names and the summary."""

from __future__ import annotations

import json

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from khu_pho_mapper.core.coverage.adjacency import find_adjacency
from khu_pho_mapper.core.model import profiles
from khu_pho_mapper.core.proposal.build import problems_from_frame
from khu_pho_mapper.core.proposal.city import propose
from khu_pho_mapper.core.proposal.naming import neighborhood_ids, neighborhood_names
from khu_pho_mapper.core.proposal.numbering import number_regions
from khu_pho_mapper.core.proposal.plan import Effort, Settings
from khu_pho_mapper.core.proposal.report import summarize


@pytest.fixture
def units():
    """Two wards of 6 x 4 squares beside each other; the right one has two rows of ấp."""
    rows = []
    for column in range(12):
        for row in range(4):
            ward = "27301" if column < 6 else "27302"
            rows.append(
                {
                    "unit_id": f"{ward}-{column:02d}{row}",
                    "ward_code": ward,
                    "area_type": "ap" if ward == "27302" and row < 2 else "khu_pho",
                    "old_neighborhood": f"KP {column // 3}" if column < 9 else None,
                    "households": pd.NA if (column, row) == (0, 0) else 100,
                    "geometry": shapely.box(column * 50, row * 50, column * 50 + 50, row * 50 + 50),
                }
            )
    frame = gpd.GeoDataFrame(rows)
    frame["households"] = frame["households"].astype("Int64")
    return frame


def problems(units, **extra):
    adjacency = find_adjacency(units.geometry.to_numpy())
    return problems_from_frame(units, adjacency, profiles.get("hcmc-500-350"), **extra)


def test_one_problem_per_ward_and_area_type(units):
    found = problems(units)
    assert [(p.ward, p.area_type, p.size, p.minimum) for p, _ in found] == [
        ("27301", "khu_pho", 24, 500),
        ("27302", "ap", 12, 350),
        ("27302", "khu_pho", 12, 500),
    ]
    positions = np.concatenate([positions for _, positions in found])
    assert sorted(positions.tolist()) == list(range(48))
    for problem, positions in found:
        assert list(problem.ids) == units["unit_id"].iloc[positions].tolist()
        assert len(problem.edges) == {24: 38, 12: 16}[problem.size]
        assert np.allclose(problem.shared_m, 50.0)
        assert np.allclose(problem.area_m2, 2500.0)


def test_missing_households_are_known_as_missing(units):
    problem, _ = problems(units)[0]
    assert problem.households.tolist() == [0] + [100] * 23
    assert problem.known.tolist() == [False] + [True] * 23


def test_old_neighborhoods_and_beats_come_along(units):
    found = problems(units, beat=np.arange(48) // 24, militia=np.full(48, -1))
    problem, _ = found[0]
    assert problem.names["old"] == ("KP 0", "KP 1")
    assert sorted(set(problem.old.tolist())) == [0, 1]
    assert set(found[1][0].old.tolist()) == {-1, 0}
    assert set(problem.beat.tolist()) == {0}
    assert set(problem.militia.tolist()) == {-1}


def test_order_of_features_does_not_matter(units):
    mixed = units.sample(frac=1.0, random_state=3).reset_index(drop=True)
    quick = Settings(effort=Effort.QUICK)
    plans = []
    for frame in (units, mixed):
        found = problems(frame)
        result = propose([problem for problem, _ in found], quick)
        plans.append(
            {
                unit: name
                for (problem, _), plan in zip(found, result.plans)
                for unit, name in zip(problem.ids, neighborhood_ids(problem, plan.labels))
            }
        )
    assert plans[0] == plans[1]


def test_count_is_shared_out_by_households(units):
    found = problems(units, count=7)
    assert [problem.count for problem, _ in found] == [3, 2, 2]
    single = problems(units[units["ward_code"] == "27301"].reset_index(drop=True), count=3)
    assert [problem.count for problem, _ in single] == [3]


def test_ids_and_names(units):
    found = problems(units)
    labels = np.array([0] * 11 + [1])
    assert set(neighborhood_ids(found[1][0], labels)) == {"27302-AP01", "27302-AP02"}
    assert neighborhood_names(found[1][0], labels)[-1] == "Ấp 2"
    assert neighborhood_ids(found[0][0], np.zeros(24, int))[0] == "27301-KP01"
    assert neighborhood_names(found[0][0], np.zeros(24, int))[0] == "Khu phố 1"


def test_numbers_run_from_the_north_to_and_fro(units):
    problem, positions = problems(units)[0]
    centers = shapely.centroid(units.geometry.to_numpy()[positions])
    west, north = shapely.get_x(centers) < 150, shapely.get_y(centers) > 100
    labels = np.where(north, np.where(west, 7, 3), np.where(west, 1, 9))
    numbered = number_regions(problem, labels)
    assert {labels[i]: numbered[i] for i in range(24)} == {7: 0, 3: 1, 9: 2, 1: 3}


def test_summary_is_ready_for_json(units):
    found = [problem for problem, _ in problems(units)]
    result = propose(found, Settings(effort=Effort.QUICK))
    summary = json.loads(json.dumps(summarize(found, result.plans, result)))
    assert summary["total"]["units"] == 48
    assert summary["total"]["households"] == 4700
    assert summary["total"]["missing_households"] == 1
    assert summary["total"]["below_minimum"] == 0
    assert [ward["ward"] for ward in summary["wards"]] == ["27301", "27302", "27302"]
    assert summary["total"]["neighborhoods"] == sum(ward["neighborhoods"] for ward in summary["wards"])


def reasons(units, **extra):
    (problem, _), *_ = problems(units, **extra)
    return problem, [str(reason) for reason in propose([problem], Settings(effort=Effort.QUICK)).plans[0].reasons]


@pytest.mark.parametrize(
    ("code", "name", "called"),
    [
        ("27301", "Phường Mẫu", "Phường Mẫu"),
        ("27301", None, "ward 27301"),
        ("Phường Mẫu", None, "Phường Mẫu"),
        ("", "Phường Mẫu", "Phường Mẫu"),
        ("", None, "the ward"),
    ],
)
def test_sentences_call_the_ward_by_its_name(units, code, name, called):
    units = units[units["ward_code"] == "27301"].assign(ward_code=code, ward_name=name)
    problem, told = reasons(units, count=40)
    assert told[0].startswith(f"40 neighborhoods were asked for in {called}, but at most 4 can")
    assert told[-1].startswith(f"1 units in {called} have no number")
    assert problem.ward == code
    assert neighborhood_ids(problem, np.zeros(24, int))[0] == (f"{code}-KP01" if code else "KP01")


def test_the_name_of_a_ward_changes_no_plan_and_is_in_the_summary(units):
    bare = [problem for problem, _ in problems(units)]
    named = [problem for problem, _ in problems(units.assign(ward_name="Phường Mẫu"))]
    first, second = (propose(found, Settings(effort=Effort.QUICK)) for found in (bare, named))
    for a, b in zip(first.plans, second.plans):
        assert a.labels.tolist() == b.labels.tolist()
    record = json.loads(json.dumps(summarize(bare, first.plans, first)))
    assert record["wards"][0]["ward_name"] is None
    assert record["wards"][0]["reasons"][0]["values"]["ward"] == "ward 27301"
    assert {ward["ward_name"] for ward in summarize(named, second.plans, second)["wards"]} == {"Phường Mẫu"}


def test_two_names_of_one_ward_give_way_to_its_code(units):
    units = units[units["ward_code"] == "27301"].assign(ward_name=["Phường Mẫu"] * 12 + ["Phường Khác"] * 12)
    assert reasons(units, count=40)[1][0].startswith("40 neighborhoods were asked for in ward 27301")
