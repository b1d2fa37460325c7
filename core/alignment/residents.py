"""Where the households of a cut unit live: by what they name, by their dwellings, or by area; value, low and high."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import shapely

from ..model.run import RunControl
from .evidence import AREA, DWELLINGS, Evidence, Named, points_in, weights
from .inputs import UnitTable
from .pieces import Cut

LEAST_NAMED = 0.5  # of a unit's households must name an area before what they name divides the unit


@dataclass(frozen=True)
class Residents:
    """Households of (m,) pieces: ``value`` between ``low`` and ``high``; the values of a unit add up to it.

    ``evidence``: (n,) per unit what divided its households; :data:`.evidence.AREA` where there was nothing to divide.
    ``dwellings``: (m,) households of the dwelling points in each piece, NaN where the unit has no points.
    """

    value: np.ndarray
    low: np.ndarray
    high: np.ndarray
    evidence: np.ndarray
    dwellings: np.ndarray


def heard(table: UnitTable, named: Named) -> np.ndarray:
    """Tell for each unit whether enough of its households name an area to go by what they name."""
    return (named.total > 0) & (named.total >= LEAST_NAMED * table.households)


def settle(
    table: UnitTable, cut: Cut, named: Named, evidence: Evidence | None, sigma_m: float, control: RunControl
) -> Residents:
    """Return the households of the pieces of *cut*; drawing noise gets none.

    Dwellings within *sigma_m* of the line between two pieces may belong to either; without dwellings the line itself
    may lie that far off.
    """
    size = len(table.ids)
    solid = np.flatnonzero(~cut.is_noise)
    several = np.bincount(cut.unit[solid], minlength=size) > 1
    unit = cut.unit
    chosen = ~cut.is_noise & several[unit]
    value = np.where(cut.is_main & ~several[unit], table.households[unit], 0.0)
    low, high = value.copy(), value.copy()
    found = np.full(size, AREA, dtype=object)
    dwellings = np.full(len(unit), np.nan)
    total = table.households[unit]
    by_area = _by_area(cut, chosen, total, sigma_m)
    for column, given in zip((value, low, high), by_area):
        column[chosen] = given[chosen]
    if evidence is not None and evidence.points is not None and several.any():
        counts = _by_points(cut, chosen, np.flatnonzero(several), table, evidence, sigma_m, control)
        points = np.bincount(unit, weights=counts[0], minlength=size)
        use = chosen & (points[unit] > 0)
        scale = total / np.maximum(points[unit], 1e-9)
        for column, count in zip((value, low, high), counts):
            column[use] = (count * scale)[use]
        found[several & (points > 0)] = DWELLINGS
        dwellings[use] = counts[0][use]
    use = chosen & heard(table, named)[unit]
    if use.any():
        for column, given in zip((value, low, high), _by_name(cut, chosen, named, total)):
            column[use] = given[use]
        told = several & heard(table, named)
        found[told] = named.source[told]
    return Residents(value, low, high, found, dwellings)


def wait_for_review(residents: Residents, cut: Cut, review: np.ndarray, is_heard: np.ndarray) -> Residents:
    """Return *residents* with those of the pieces in *review* (m,) counted to the main piece of their unit.

    Most such pieces are noise. What may live there stays as ``high``; households that are *heard* (n,) stay.
    """
    rows = np.flatnonzero(review & ~is_heard[cut.unit])
    value, low, high = residents.value.copy(), residents.low.copy(), residents.high.copy()
    main = np.zeros(len(is_heard), dtype=np.int64)
    mains = np.flatnonzero(cut.is_main)
    main[cut.unit[mains]] = mains
    np.add.at(value, main[cut.unit[rows]], value[rows])
    value[rows], low[rows] = 0.0, 0.0
    return replace(residents, value=value, low=low, high=np.maximum(high, value))


def _by_area(
    cut: Cut, chosen: np.ndarray, total: np.ndarray, sigma_m: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return households by area; what falls to noise goes to the main piece."""
    land = np.where(chosen & ~cut.is_main, cut.area_m2, 0.0)
    whole = np.bincount(cut.unit, weights=cut.area_m2)
    minor = np.bincount(cut.unit, weights=land, minlength=len(whole))
    land = np.where(cut.is_main, (whole - minor)[cut.unit], land)
    # The line between two pieces is about half as long as the outline of the smaller one.
    border = np.zeros(len(land))
    at = np.flatnonzero(chosen & ~cut.is_main)
    border[at] = shapely.length(cut.geometry[at]) / 2
    longest = np.zeros(len(whole))
    np.maximum.at(longest, cut.unit, border)
    doubt = np.where(cut.is_main, longest[cut.unit], border) * sigma_m
    share = total / np.maximum(whole[cut.unit], 1e-9)
    return land * share, np.maximum(land - doubt, 0.0) * share, np.minimum(land + doubt, whole[cut.unit]) * share


def _by_points(
    cut: Cut,
    chosen: np.ndarray,
    several: np.ndarray,
    table: UnitTable,
    evidence: Evidence,
    sigma_m: float,
    control: RunControl,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return households of the points in each piece, of those sure to be in it, of those that may be."""
    at, place = points_in(table.geometry[several], evidence.points, control)
    unit, weight = several[place], weights(evidence)[at]
    points = shapely.points(evidence.points[at])
    main_of = np.full(len(table.ids), -1)
    mains = np.flatnonzero(cut.is_main)
    main_of[cut.unit[mains]] = mains
    rows = np.flatnonzero(chosen)
    start, end = np.searchsorted(cut.unit[rows], [unit, unit + 1])
    repeats = end - start
    point = np.repeat(np.arange(len(unit)), repeats)
    step = np.arange(len(point)) - np.repeat(np.cumsum(repeats) - repeats, repeats)
    row = rows[np.repeat(start, repeats) + step]
    control.check()
    distance = shapely.distance(points[point], cut.geometry[row])
    control.check()
    home = main_of[unit]
    inside = (distance <= 0) & ~cut.is_main[row]
    home[point[inside]] = row[inside]
    near = distance <= sigma_m
    other = near & (row != home[point])
    doubtful = np.zeros(len(unit), dtype=bool)
    doubtful[point[other]] = True
    size = len(cut.unit)
    value = np.bincount(home, weights=weight, minlength=size)
    sure = np.bincount(home, weights=np.where(doubtful, 0.0, weight), minlength=size)
    extra = np.bincount(row[other], weights=weight[point[other]], minlength=size)
    return value, sure, value + extra


def _by_name(
    cut: Cut, chosen: np.ndarray, named: Named, total: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return households by the areas they name; those that name an area without a piece stay in the main one."""
    single = np.array([areas[0] if len(areas) == 1 else -1 for areas in cut.areas], dtype=np.int64)
    single[~chosen] = -1
    count = named.of(cut.unit, single)
    claimed = np.bincount(cut.unit, weights=count)
    everyone = named.total[cut.unit]
    spare = np.where(cut.is_main, everyone - claimed[cut.unit], 0.0)
    scale = total / np.maximum(everyone, 1e-9)
    value = (count + spare) * scale
    silent = np.maximum(total - everyone, 0.0)
    return value, np.minimum(count, value), np.minimum(np.maximum(count + spare + silent, value), total)
