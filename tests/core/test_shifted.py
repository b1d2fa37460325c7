"""What a shifted layer says is not believed: units stay undecided until it lies right, but for a register's word."""

import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from khu_pho_mapper.core.alignment.compare import compare
from khu_pho_mapper.core.alignment.evidence import Evidence
from khu_pho_mapper.core.alignment.harmonize import Wishes, harmonize
from khu_pho_mapper.core.alignment.shift import detect
from khu_pho_mapper.core.alignment.shifted import doubt_shifted
from khu_pho_mapper.core.coverage.adjacency import find_adjacency

sys.path.insert(0, str(Path(__file__).parent))
from shift_cases import merged, moved, redrawn, town

UNITS = town()
AREAS = redrawn(merged(UNITS), 3.0)
AREA_OF_UNIT = np.array([number // 12 // 3 * 3 + number % 12 // 4 for number in range(len(UNITS))])
IDS = [f"T{number:03d}" for number in range(len(UNITS))]


def units():
    frame = pd.DataFrame({"unit_id": IDS, "households": pd.array([60] * len(IDS), dtype="Int64")})
    frame["neighborhood_id"] = [f"KP{number // 36}" for number in range(len(IDS))]
    return gpd.GeoDataFrame(frame, geometry=UNITS)


def areas(shapes):
    return gpd.GeoDataFrame({"area_id": [f"B{number:02d}" for number in range(len(shapes))]}, geometry=shapes)


def doubted(shapes, evidence=None):
    found = compare(units(), areas(shapes), evidence=evidence)
    return found, doubt_shifted(found, {"police": detect(UNITS, shapes)})


def test_nothing_that_rests_on_the_lines_of_a_shifted_layer_is_decided():
    found, careful = doubted(moved(AREAS, (-195.0, 112.0)))
    assert found.readings["police"].decided.any()
    assert not careful.readings["police"].decided.any()
    figures = careful.summary["forces"]["police"]
    assert figures["undecided"] == {"shifted": len(IDS)}
    assert figures["units_undecided"] == len(IDS)
    harmony = harmonize(units(), careful, find_adjacency(UNITS), Wishes("police"))
    assert set(harmony.state["police"]) == {"undecided"}
    assert (harmony.after["ward"] == harmony.before["ward"]).all()
    assert "shifted" in str(harmony.undecided["sentence"].iloc[0])


@pytest.mark.parametrize("vector", [(0.0, 0.0), (2.5, 1.0)])
def test_a_layer_in_its_place_is_believed(vector):
    found, careful = doubted(moved(AREAS, vector))
    assert careful is found


def test_what_a_register_says_stays():
    register = pd.DataFrame({"unit_id": IDS, "area_id": ["B04"] * len(IDS), "households": [60] * len(IDS)})
    register = register[AREA_OF_UNIT == 4]
    found, careful = doubted(moved(AREAS, (-195.0, 112.0)), {"police": Evidence(None, None, None, register)})
    reading, named = careful.readings["police"], found.readings["police"].evidence == "register"
    assert named.sum() > 3
    assert (reading.decided[named] == found.readings["police"].decided[named]).all()
    assert (reading.reason[~named] == "shifted").all()
    assert not (reading.reason[named] == "shifted").any()
