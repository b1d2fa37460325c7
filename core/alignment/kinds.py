"""What each piece of a unit is: the main one, drawing noise, real, for review, gap or overlap."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import shapely

from ..model.run import RunControl
from .evidence import Named
from .inputs import NONE
from .noise import NoiseEstimate, is_thin
from .pieces import Cut

MAIN, NOISE, REVIEW, REAL, GAP, OVERLAP = "main", "noise", "review", "real", "gap", "overlap"
KINDS = (MAIN, NOISE, REVIEW, REAL, GAP, OVERLAP)
SURE_HOUSEHOLDS = 2  # so many that name another area are no slip of the pen
_POINTS_TO_TRUST = 3  # dwelling points that a unit needs before a piece without any counts as empty
_TOUCH_M = 0.01


def single_areas(cut: Cut) -> np.ndarray:
    """Return the (m,) only area of each piece, -1 for gaps, overlaps and noise of several areas."""
    return np.array([areas[0] if len(areas) == 1 else NONE for areas in cut.areas], dtype=np.int64)


def kinds_of(
    cut: Cut, noise: NoiseEstimate, named: Named, heard: np.ndarray, dwellings: np.ndarray, control: RunControl
) -> np.ndarray:
    """Return the (m,) kind of each piece.

    By thickness: noise below ``low_m``, gap, overlap or real above ``high_m``, else review. Households override it:
    two that name the piece's area make it real, one makes it worth a look; where the households are *heard* (n,), or
    *dwellings* (m,) are known, a piece for review without any is noise. A piece for review that touches a real one
    between the same two areas goes on with it and is real.
    """
    single = single_areas(cut)
    kind = _by_thickness(cut, noise, control)
    minor = ~cut.is_main & ~cut.is_noise
    count = np.where(minor, named.of(cut.unit, single), 0.0)
    points = np.bincount(cut.unit, weights=np.nan_to_num(dwellings))
    empty = (dwellings == 0) & (points[cut.unit] >= _POINTS_TO_TRUST) | heard[cut.unit]
    kind[(kind == REVIEW) & (count <= 0) & empty] = NOISE
    kind[(kind == NOISE) & (count > 0)] = REVIEW
    kind[count >= SURE_HOUSEHOLDS] = REAL
    kind[_continued(cut, kind, single)] = REAL
    return kind


def _by_thickness(cut: Cut, noise: NoiseEstimate, control: RunControl) -> np.ndarray:
    members = np.array([len(areas) for areas in cut.areas], dtype=np.int64)
    wide = np.where(members == 0, GAP, np.where(members > 1, OVERLAP, REAL)).astype(object)
    kind = np.full(len(cut.unit), NOISE, dtype=object)
    at = np.flatnonzero(~cut.is_noise & ~cut.is_main)
    kind[at] = wide[at]
    thin = is_thin(cut.geometry[at], noise.high_m, control)
    kind[at[thin]] = REVIEW
    at = at[thin]
    kind[at[is_thin(cut.geometry[at], noise.low_m, control)]] = NOISE
    main = cut.is_main
    kind[main] = np.where(members[main] == 1, MAIN, wide[main])
    return kind


def _continued(cut: Cut, kind: np.ndarray, single: np.ndarray) -> np.ndarray:
    """Return the pieces for review that touch a real piece between the same main area and the same other area."""
    main_area = np.full(int(cut.unit.max(initial=0)) + 1, NONE)
    main_area[cut.unit[cut.is_main]] = single[cut.is_main]
    pair = [(int(main_area[unit]), int(area)) for unit, area in zip(cut.unit, single)]
    review = np.flatnonzero((kind == REVIEW) & (single != NONE))
    real = np.flatnonzero((kind == REAL) & (single != NONE) & ~cut.is_main)
    if not len(review) or not len(real):
        return np.zeros(0, dtype=np.int64)
    tree = shapely.STRtree(cut.geometry[real])
    a, b = tree.query(cut.geometry[review], predicate="dwithin", distance=_TOUCH_M)
    return np.unique([review[i] for i, j in zip(a, b) if pair[review[i]] == pair[real[j]]]).astype(np.int64)


def led_by(cut: Cut, rows: np.ndarray) -> Cut:
    """Return *cut* with the pieces in *rows* as the main ones of their units, first of their unit."""
    is_main = cut.is_main.copy()
    units = np.unique(cut.unit[rows])
    is_main[np.isin(cut.unit, units)] = False
    is_main[rows] = True
    return replace(cut, is_main=is_main)


def rows_of(cut: Cut, units: np.ndarray, areas: np.ndarray) -> np.ndarray:
    """Return the (p,) piece of each unit that lies in that area alone and is no noise, -1 where there is none."""
    single = np.where(cut.is_noise, NONE, single_areas(cut))
    rows = np.flatnonzero(single != NONE)
    place = {(unit, area): row for row, unit, area in zip(rows, cut.unit[rows].tolist(), single[rows].tolist())}
    return np.array([place.get(pair, NONE) for pair in zip(units.tolist(), areas.tolist())], dtype=np.int64)
