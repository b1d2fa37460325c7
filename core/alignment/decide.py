"""Which units are decided without a person, and why the others are not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..model.run import RunControl
from .evidence import Named
from .gaps import LEAST_SHARE, TIGHT_SHARE, names_in_gaps
from .inputs import NONE, UnitTable
from .kinds import GAP, OVERLAP, REAL, REVIEW, SURE_HOUSEHOLDS, single_areas
from .noise import NoiseEstimate, is_thin
from .pieces import Cut
from .reasons import COVERED_TWICE, HOUSEHOLDS_DIFFER, NARROW_UNIT, NO_AREA, REVIEW_FACE, SMALL_SHARE, SPLIT
from .residents import Residents

MOST_TWICE = 0.3  # of a unit that areas may cover more than once
WIDTH_IN_SIGMA = 4.0
_TIGHT_IN_SIGMA = 5.0


@dataclass(frozen=True)
class Verdict:
    """Per unit (n,): ``main`` piece, ``area``, ``reason`` ("" where decided), ``told``: in a gap, read by what its
    households name, ``from_gap``: and decided so; and the fields of the same name of :class:`.reading.Reading`."""

    main: np.ndarray
    area: np.ndarray
    reason: np.ndarray
    told: np.ndarray
    from_gap: np.ndarray
    households: np.ndarray
    low: np.ndarray
    high: np.ndarray
    share: np.ndarray
    confidence: np.ndarray
    split: np.ndarray
    other: np.ndarray
    other_households: np.ndarray
    other_low: np.ndarray
    other_high: np.ndarray


def decide(
    table: UnitTable,
    cut: Cut,
    kind: np.ndarray,
    residents: Residents,
    named: Named,
    is_heard: np.ndarray,
    outvoted: np.ndarray,
    noise: NoiseEstimate,
    control: RunControl,
) -> Verdict:
    """Return what is decided.

    A unit is decided when its area holds more than 70 % of all its land (85 % where it is no wider than five sigma),
    areas cover it less than 1.3 times, it is wider than four sigma, nothing in it is real or for review beside its
    area, and most households are where most of the land is. Where all households that are *heard* (n,) name one area,
    shape and noise don't matter, nor do gaps. A unit in a gap belongs to the area that nearly all of them name
    (:mod:`.gaps`).
    *outvoted*: units whose main piece is not their largest, by their dwellings.
    """
    size = len(table.ids)
    single = single_areas(cut)
    main = np.zeros(size, dtype=np.int64)
    rows = np.flatnonzero(cut.is_main)
    main[cut.unit[rows]] = rows
    area = single[main]
    whole = shapely.area(table.geometry)
    land = cut.area_m2[main] / whole
    first, second, most, next_most = named.leading()
    gap = names_in_gaps(table, cut, named, is_heard)
    area = np.where(gap.sure | gap.open, first, area)
    agreed = (is_heard & (next_most <= 0) & (first == area) & ~gap.open) | gap.sure
    minor = ~cut.is_main
    real = _any(cut, minor & np.isin(kind, (REAL, OVERLAP)), size) & ~gap.sure
    real |= _any(cut, minor & (kind == GAP), size) & ~agreed
    differ = is_heard & (first != area)
    differ[outvoted] = True
    parted = real | (next_most >= SURE_HOUSEHOLDS) | gap.open
    narrow, tight = (
        is_thin(table.geometry, width * noise.sigma_m, control) if noise.sigma_m > 0 else np.zeros(size, dtype=bool)
        for width in (WIDTH_IN_SIGMA, _TIGHT_IN_SIGMA)
    )
    reason = np.full(size, "", dtype=object)
    for code, holds in (
        (NARROW_UNIT, narrow & ~agreed),
        (COVERED_TWICE, (cut.twice_m2 > MOST_TWICE * whole) & ~agreed),
        (SMALL_SHARE, (land <= np.where(tight, TIGHT_SHARE, LEAST_SHARE)) & ~agreed),
        (REVIEW_FACE, _any(cut, kind == REVIEW, size)),
        (HOUSEHOLDS_DIFFER, differ),
        (SPLIT, parted),
        (NO_AREA, area == NONE),
    ):
        reason[holds] = code
    other, row = _second(cut, kind, single, residents, size)
    other[gap.sure & (reason == "")] = NONE
    row[other == NONE] = NONE
    lone = (other == NONE) & (next_most >= SURE_HOUSEHOLDS) | gap.open & (other != second)
    others = [np.where(row >= 0, column[row], 0.0) for column in (residents.value, residents.low, residents.high)]
    other[lone] = second[lone]
    other[gap.hinted] = first[gap.hinted]
    silent = np.maximum(table.households - named.total, 0.0)
    for column, doubt in zip(others, (0.0, 0.0, silent)):
        column[lone] = next_most[lone]
        column[gap.hinted] = (most + doubt)[gap.hinted]
    households, low, high = (
        np.where(np.isnan(told), column[main], told)
        for column, told in (
            (residents.value, gap.value),
            (residents.low, gap.low),
            (residents.high, gap.high),
        )
    )
    held = households / np.maximum(table.households, 1e-9)
    share = np.where(table.households > 0, np.minimum(held, 1.0), np.minimum(land, 1.0))
    sure = np.where(is_heard, most / np.maximum(named.total, 1e-9), np.minimum(share, land))
    return Verdict(
        main=main,
        area=area,
        reason=reason,
        told=gap.sure | gap.open,
        from_gap=gap.sure & (reason == ""),
        households=households,
        low=low,
        high=high,
        share=share,
        confidence=np.where(reason == "", 0.5 + 0.5 * sure, 0.5 * sure),
        split=parted & (other != NONE) & (area != NONE),
        other=other,
        other_households=others[0],
        other_low=others[1],
        other_high=others[2],
    )


def _any(cut: Cut, chosen: np.ndarray, size: int) -> np.ndarray:
    found = np.zeros(size, dtype=bool)
    found[cut.unit[chosen]] = True
    return found


def _second(
    cut: Cut, kind: np.ndarray, single: np.ndarray, residents: Residents, size: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return the second area of each unit and its piece, -1 for none: the real one with most households, then land."""
    area, row = np.full(size, NONE), np.full(size, NONE)
    rows = np.flatnonzero(~cut.is_main & np.isin(kind, (REAL, REVIEW)) & (single != NONE))
    order = rows[np.lexsort((cut.area_m2[rows], residents.value[rows], kind[rows] == REAL))]
    area[cut.unit[order]] = single[order]
    row[cut.unit[order]] = order
    return area, row
