"""What households say of units that no area covers: they go to the area that the register names."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from .evidence import REGISTER, Named
from .inputs import NONE, UnitTable
from .kinds import SURE_HOUSEHOLDS, led_by, rows_of, single_areas
from .pieces import Cut

LEAST_SHARE = 0.7  # of a unit that its area must hold
TIGHT_SHARE = 0.85  # the same where there is more doubt
_MOST_LAND = 0.5  # of a unit in a gap that must be more than drawing noise


@dataclass(frozen=True)
class GapNames:
    """Units in a gap of the layer, arrays (n,): ``sure``: households name one area for them; ``open``: they name
    several; ``hinted``: too few name one. ``value``, ``low``, ``high``: households on the side of the unit's area,
    NaN where the pieces say it."""

    sure: np.ndarray
    open: np.ndarray
    hinted: np.ndarray
    value: np.ndarray
    low: np.ndarray
    high: np.ndarray


def led_by_gaps(table: UnitTable, cut: Cut, named: Named, is_heard: np.ndarray) -> Cut:
    """Return *cut* with the gap as the main piece of each unit in one whose register names an area without land."""
    first = named.leading()[0]
    units = np.flatnonzero(_in_gap(table, cut) & is_heard & (named.source == REGISTER))
    units = units[rows_of(cut, units, first[units]) == NONE]
    gap = np.flatnonzero(_is_gap(cut) & np.isin(cut.unit, units))
    return led_by(cut, gap)


def names_in_gaps(table: UnitTable, cut: Cut, named: Named, is_heard: np.ndarray) -> GapNames:
    """Return what households say of the units that lie in a gap.

    Those that name one area must be more than 70 % of the unit's households and more than 85 % of those that name
    any, and fewer than two may name another.
    """
    first, _, most, next_most = named.leading()
    mains = np.flatnonzero(cut.is_main)
    main = np.empty(len(first), dtype=np.int64)
    main[cut.unit[mains]] = mains
    bare = _is_gap(cut)[main]
    inside = _in_gap(table, cut) & (bare | (single_areas(cut)[main] == first)) & (first != NONE)
    sure = inside & is_heard & (named.total - most < SURE_HOUSEHOLDS) & (most > TIGHT_SHARE * named.total)
    sure &= most > LEAST_SHARE * table.households
    several = inside & is_heard & ~sure & (next_most > 0)
    hinted = inside & bare & ~sure & ~several
    told = bare & (sure | several)
    silent = np.maximum(table.households - named.total, 0.0)
    rest = np.maximum(table.households - most, 0.0)
    value = np.where(told, most * table.households / np.maximum(named.total, 1e-9), np.nan)
    low, high = np.minimum(most, value), np.minimum(np.maximum(most + silent, value), table.households)
    value[hinted], low[hinted], high[hinted] = rest[hinted], 0.0, rest[hinted]
    return GapNames(sure, several, hinted, value, low, high)


def _is_gap(cut: Cut) -> np.ndarray:
    return np.array([len(areas) == 0 for areas in cut.areas], dtype=bool) & ~cut.is_noise


def _in_gap(table: UnitTable, cut: Cut) -> np.ndarray:
    """Tell for each unit whether no area covers it, or nearly none: 15 % of its land at most, but for noise."""
    whole = shapely.area(table.geometry)
    gap, noise = (
        np.bincount(cut.unit[rows], weights=cut.area_m2[rows], minlength=len(whole))
        for rows in (_is_gap(cut), cut.is_noise)
    )
    return (gap > _MOST_LAND * whole) & (gap + noise > TIGHT_SHARE * whole)
