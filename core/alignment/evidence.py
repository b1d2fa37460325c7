"""What is known of single households: dwelling points, and a register that names areas."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from ..model.run import RunControl
from .inputs import NONE, ForceLayer, UnitTable

REGISTER, DWELLINGS, AREA = "register", "dwellings", "area"
EVIDENCE = (REGISTER, DWELLINGS, AREA)  # the earlier one overrides the later one
_POINTS_AT_ONCE = 20_000


@dataclass(frozen=True)
class Evidence:
    """Household evidence for one force; every field may be None.

    ``points``: (p, 2) dwellings in metres; ``point_households``: (p,) households of each, None for one each;
    ``point_areas``: (p,) object, id of the area of this force that the dwelling's household names, or None;
    ``register``: columns ``unit_id``, ``area_id`` (of this force) and ``households``, one row per unit and area.
    """

    points: np.ndarray | None = None
    point_households: np.ndarray | None = None
    point_areas: np.ndarray | None = None
    register: pd.DataFrame | None = None

    def given(self) -> bool:
        """Tell whether there is any evidence."""
        return self.points is not None or self.register is not None


@dataclass(frozen=True)
class Named:
    """Households that name their area, (p,) arrays sorted by unit, then area: positions and number.

    ``total``: (n,) named households of each unit, ``source``: (n,) :data:`REGISTER` or :data:`DWELLINGS` where any
    are, else ""; ``elsewhere``: households in the register that name no area of the layer or no unit of the table.
    """

    unit: np.ndarray
    area: np.ndarray
    households: np.ndarray
    total: np.ndarray
    source: np.ndarray
    elsewhere: float

    def leading(self) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Return for each unit the area that most name, the next one (-1: none), and the households of both."""
        first, second = np.full(len(self.total), NONE), np.full(len(self.total), NONE)
        most, next_most = np.zeros(len(self.total)), np.zeros(len(self.total))
        order = np.lexsort((-self.area, self.households, self.unit))
        unit, area, households = self.unit[order], self.area[order], self.households[order]
        last = np.append(unit[1:] != unit[:-1], True) if len(unit) else np.zeros(0, dtype=bool)
        first[unit[last]], most[unit[last]] = area[last], households[last]
        rest = np.flatnonzero(~last)
        last_of_rest = np.append(unit[rest][1:] != unit[rest][:-1], True) if len(rest) else np.zeros(0, dtype=bool)
        runner_up = rest[last_of_rest]
        second[unit[runner_up]], next_most[unit[runner_up]] = area[runner_up], households[runner_up]
        return first, second, most, next_most

    def of(self, unit: np.ndarray, area: np.ndarray) -> np.ndarray:
        """Return the households of *unit* (m,) that name *area* (m,)."""
        if not len(self.unit):
            return np.zeros(len(unit))
        width = int(max(self.area.max(), area.max(initial=0))) + 1
        codes, wanted = self.unit * width + self.area, unit * width + area
        place = np.minimum(np.searchsorted(codes, wanted), len(codes) - 1)
        return np.where((codes[place] == wanted) & (area >= 0), self.households[place], 0.0)


def named_households(table: UnitTable, layer: ForceLayer, evidence: Evidence | None, control: RunControl) -> Named:
    """Return which areas of *layer* the households of each unit name: by the register, else by their dwellings."""
    size, width = len(table.ids), len(layer.ids)
    tables = np.zeros((2, 0), dtype=np.int64), np.zeros(0)
    elsewhere = 0.0
    source = np.full(size, "", dtype=object)
    if evidence is not None and evidence.point_areas is not None and evidence.points is not None:
        pairs, households = _named_points(table, layer, evidence, control)
        source[pairs[0]] = DWELLINGS
        tables = pairs, households
    if evidence is not None and evidence.register is not None:
        pairs, households, elsewhere = _registered(table, layer, evidence.register)
        source[pairs[0]] = REGISTER
        kept = ~np.isin(tables[0][0], pairs[0])
        tables = (
            np.concatenate([tables[0][:, kept], pairs], axis=1),
            np.concatenate([tables[1][kept], households]),
        )
    (unit, area), households = tables
    codes, at = np.unique(unit * width + area, return_inverse=True)
    summed = np.bincount(at, weights=households, minlength=len(codes))
    unit, area = codes // width, codes % width
    return Named(unit, area, summed, np.bincount(unit, weights=summed, minlength=size), source, elsewhere)


def _registered(table: UnitTable, layer: ForceLayer, register: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, float]:
    households = pd.to_numeric(register["households"], errors="coerce").fillna(0).to_numpy(dtype=float)
    unit = _positions(register["unit_id"], {name: at for at, name in enumerate(table.ids)})
    area = _positions(register["area_id"], {name: at for at, name in enumerate(layer.ids)})
    counted = households > 0
    known = (unit != NONE) & (area != NONE) & counted
    return np.stack([unit[known], area[known]]), households[known], float(households[counted & ~known].sum())


def _positions(values: pd.Series, place: dict[str, int]) -> np.ndarray:
    return np.array([NONE if pd.isna(value) else place.get(str(value), NONE) for value in values], dtype=np.int64)


def _named_points(
    table: UnitTable, layer: ForceLayer, evidence: Evidence, control: RunControl
) -> tuple[np.ndarray, np.ndarray]:
    area = _positions(evidence.point_areas, {name: at for at, name in enumerate(layer.ids)})
    chosen = np.flatnonzero(area != NONE)
    at, unit = points_in(table.geometry, evidence.points[chosen], control)
    return np.stack([unit, area[chosen[at]]]), weights(evidence)[chosen[at]]


def weights(evidence: Evidence) -> np.ndarray:
    """Return the (p,) households of the dwelling points."""
    if evidence.point_households is None:
        return np.ones(len(evidence.points))
    return np.nan_to_num(np.asarray(evidence.point_households, dtype=float))


def points_in(polygons: np.ndarray, points: np.ndarray, control: RunControl) -> tuple[np.ndarray, np.ndarray]:
    """Return the positions of *points* (p, 2) that lie in any of *polygons*, in rising order, and of the polygon.

    A point that lies in several, on a common border for instance, counts to the first.
    """
    tree = shapely.STRtree(polygons)
    found = [np.zeros((2, 0), dtype=np.int64)]
    for start in range(0, len(points), _POINTS_AT_ONCE):
        control.progress(start / len(points))
        pairs = tree.query(shapely.points(points[start : start + _POINTS_AT_ONCE]), predicate="intersects")
        pairs[0] += start
        found.append(pairs)
    point, polygon = np.concatenate(found, axis=1)
    order = np.lexsort((polygon, point))
    point, polygon = point[order], polygon[order]
    first = np.append(True, point[1:] != point[:-1]) if len(point) else np.zeros(0, dtype=bool)
    return point[first], polygon[first]
