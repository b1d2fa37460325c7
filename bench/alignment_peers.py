"""What others do with the same layers: areal interpolation of households, and the plain overlay of two layers."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from alignment_cases import Agency, Case
from alignment_scores import booked_wrong
from common import ROOT

_PYTHON = ROOT / "build" / "peers" / "bin" / "python"


def interpolated(case: Case, agency: Agency) -> tuple[str, float]:
    """Return who interpolated the units' households by area (tobler, or we), and the share booked wrong."""
    true = np.bincount(case.true_area_of_points(agency))
    number = np.array([int(name[1:]) for name in agency.area_ids])
    name, said = "areal interpolation by tobler", _tobler(case, agency)
    if said is None:
        name, said = "areal interpolation (our own; make peers installs tobler)", _by_area(case, agency)
    full = np.zeros(max(len(true), number.max() + 1))
    full[number] = said
    return name, booked_wrong(full, np.pad(true.astype(float), (0, len(full) - len(true))))


def _tobler(case: Case, agency: Agency) -> np.ndarray | None:
    """Return what tobler says, or None where it isn't installed."""
    if not _PYTHON.exists():
        return None
    with tempfile.TemporaryDirectory() as folder:
        layers, result = Path(folder) / "layers.npz", Path(folder) / "result.npz"
        np.savez(layers, units=_wkb(case.units), areas=_wkb(agency.areas), households=case.households)
        command = [_PYTHON, Path(__file__).with_name("alignment_tobler.py"), layers, result]
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        run = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
        if run.returncode:
            print(run.stderr.strip().splitlines()[-1:], file=sys.stderr)
            return None
        with np.load(result) as found:
            return found["households"]


def _wkb(geometries: np.ndarray) -> np.ndarray:
    return np.array(shapely.to_wkb(geometries), dtype=object)


def _by_area(case: Case, agency: Agency) -> np.ndarray:
    """Spread each unit's households over what its areas cover of it, as tobler does with its default settings."""
    area, unit = shapely.STRtree(case.units).query(agency.areas, predicate="intersects")
    shared = shapely.area(shapely.intersection(case.units[unit], agency.areas[area]))
    covered = np.bincount(unit, weights=shared, minlength=len(case.units))
    share = shared / np.maximum(covered[unit], 1e-9)
    return np.bincount(area, weights=case.households[unit] * share, minlength=len(agency.areas))


def overlay_all(case: Case) -> int:
    """Overlay the units with each agency's layer by geopandas; return the number of faces."""
    units = gpd.GeoDataFrame({"unit_id": case.unit_ids}, geometry=case.units)
    return sum(len(gpd.overlay(units, agency.frame(), how="union", keep_geom_type=True)) for agency in case.agencies)
