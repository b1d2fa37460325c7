"""Each algorithm many times in a row in a thread of Qt: some pyproj crash there at the second or third run."""

from __future__ import annotations

import pytest
from khu_pho_mapper.tests.qgis import grids
from khu_pho_mapper.tests.qgis.running import run_in_background

RUNS = 12
BASE = {"UNIT_ID": "ma_to", "HOUSEHOLDS": "so_ho"}
FORCES = {"BEAT_ID": "ma", "MILITIA_ID": "ma"}
JOBS = {
    "checklayers": {**BASE, **FORCES, "FAULTS": "memory:"},
    "proposeneighborhoods": {
        **BASE, **FORCES, "EFFORT": "quick", "ASSIGNED_UNITS": "memory:", "NEIGHBORHOODS": "memory:",
    },
    "comparewithforces": {**BASE, **FORCES, "NEIGHBORHOOD": "kp_cu", "FACES": "memory:", "MATCHES": "memory:"},
    "harmonizeboundaries": {
        **BASE, **FORCES, "NEIGHBORHOOD": "kp_cu", "HARMONIZED_UNITS": "memory:", "CHANGES": "memory:",
    },
    "arrange": {**BASE, **FORCES, "OLD_NEIGHBORHOOD": "kp_cu", "EFFORT": "quick"},
}  # fmt: skip


@pytest.mark.parametrize("algorithm", JOBS)
def test_twelve_runs_in_a_row(provider, tmp_path, algorithm):
    units = grids.units()
    # Beats in degrees, so that something is reprojected in the thread.
    beats, militia = grids.in_degrees(grids.beats()), grids.militia()
    answers = []
    for turn in range(RUNS):
        asked = {**JOBS[algorithm], "UNITS": units, "BEATS": beats, "MILITIA": militia}
        if algorithm == "arrange":
            asked["FOLDER"] = str(tmp_path / str(turn))
        successful, results = run_in_background(algorithm, **asked)
        assert successful
        answers.append({name: value for name, value in results.items() if not isinstance(value, str)})
    assert answers[0]
    assert all(answer == answers[0] for answer in answers)
