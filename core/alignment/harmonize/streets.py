"""Names of the streets and alleys that run through a unit or along it."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pandas as pd
import shapely

from ...model.run import RunControl
from ...model.sorting import natural_sorted

REACH_M = 10.0
"""A street this near to a unit runs along it: unit borders lie at the kerb, street lines in the middle."""

_LEAST_M = 20.0  # that much of a street lies at a unit, or half of it; a street that only ends there doesn't
_AT_ONCE = 500


def streets_of(geometries: np.ndarray, streets: pd.DataFrame, control: RunControl) -> list[str]:
    """Return for each of (q,) polygons the names of its streets, in natural order, joined by “; ”.

    *streets*: ``name`` and ``geometry`` (lines, metres); those without a name or a line are left out.
    """
    named = [
        (str(name).strip(), line) for name, line in zip(streets["name"], streets["geometry"]) if _usable(name, line)
    ]
    if not named or not len(geometries):
        return [""] * len(geometries)
    names = np.array([name for name, _ in named], dtype=object)
    lines = shapely.force_2d(np.array([line for _, line in named], dtype=object))
    total = _total_length(names, lines)
    tree = shapely.STRtree(lines)
    found = []
    for start in range(0, len(geometries), _AT_ONCE):
        control.check()
        found += _some(geometries[start : start + _AT_ONCE], tree, names, lines, total)
    return found


def _some(
    geometries: np.ndarray, tree: shapely.STRtree, names: np.ndarray, lines: np.ndarray, total: dict[str, float]
) -> list[str]:
    reach = shapely.buffer(geometries, REACH_M, quad_segs=2)
    unit, line = tree.query(reach, predicate="intersects")
    length = shapely.length(shapely.intersection(lines[line], reach[unit]))
    sums: dict[tuple[int, str], float] = defaultdict(float)
    for place, name, metres in zip(unit.tolist(), names[line], length.tolist()):
        sums[place, name] += metres
    kept: list[list[str]] = [[] for _ in geometries]
    for (place, name), metres in sums.items():
        if metres >= min(_LEAST_M, total[name] / 2):
            kept[place].append(name)
    return ["; ".join(natural_sorted(some)) for some in kept]


def _total_length(names: np.ndarray, lines: np.ndarray) -> dict[str, float]:
    total: dict[str, float] = defaultdict(float)
    for name, metres in zip(names, shapely.length(lines).tolist()):
        total[name] += metres
    return total


def _usable(name: object, line: shapely.Geometry | None) -> bool:
    return line is not None and not pd.isna(name) and bool(str(name).strip()) and not shapely.is_empty(line)
