"""Which area of a force each unit belongs to: the one it shares most land with."""

from __future__ import annotations

import numpy as np
import shapely

from ..model.run import RunControl
from .polygons import touching_pairs, usable

NONE = -1
_TIE = 1e-9  # shared areas that differ by less than this share are equal


def main_area(units: np.ndarray, areas: np.ndarray, *, control: RunControl | None = None) -> np.ndarray:
    """Return for each of (n,) *units* the position in (k,) *areas* it shares most land with, -1 for none.

    Polygons in metres; missing and broken geometries are allowed (repaired on a copy). Where two areas
    share the same land with a unit, the one further south-west is taken, so that the order of the areas
    does not matter.
    """
    control = control or RunControl()
    label = np.full(len(units), NONE, dtype=np.int64)
    if not len(units) or not len(areas):
        return label
    areas = usable(areas)
    unit, area, pieces = touching_pairs(usable(units), areas, control)
    shared = shapely.area(pieces)
    largest = np.zeros(len(units))
    np.maximum.at(largest, unit, shared)
    leading = shared >= largest[unit] * (1 - _TIE)
    unit, area = unit[leading], area[leading]
    order = np.lexsort((_rank_by_place(areas)[area], unit))
    first = np.unique(unit[order], return_index=True)[1]
    label[unit[order][first]] = area[order][first]
    return label


def _rank_by_place(areas: np.ndarray) -> np.ndarray:
    """Return the (k,) rank of each area from south to north, then west to east, then by size."""
    bounds = np.nan_to_num(shapely.bounds(areas))
    order = np.lexsort((shapely.area(areas), bounds[:, 2], bounds[:, 3], bounds[:, 0], bounds[:, 1]))
    rank = np.empty(len(areas), dtype=np.int64)
    rank[order] = np.arange(len(areas))
    return rank
