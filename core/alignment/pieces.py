"""Cuts units by one force layer: the main piece, drawing noise around it, and what is wider than noise.

Nine of ten units differ from their area by drawing noise alone. For these two cuts are enough, the main piece and
all the noise in one; only the others are split exactly (:mod:`.faces`), which costs five times as much.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from ..model.run import RunControl
from .faces import WRONG_SHARE, Parts, split_units
from .inputs import NONE
from .noise import eroded, is_thin
from .polygons import GRID_M, LEAST_AREA_M2, Shares, holds, overlay, polygons_only, touching

_CORE_PART = 0.9  # corners are rounded with chords, which leaves shrunk polygons up to 8 percent too wide there


@dataclass(frozen=True)
class Cut:
    """Disjoint pieces of n units by one layer, (m,) arrays sorted by unit; those of a unit add up to it.

    ``unit``: position; ``areas``: tuple of area positions (none: gap; several: overlap); ``geometry``;
    ``area_m2``; ``is_main``: the largest piece that is no noise, one per unit, first of its unit; ``is_noise``: all
    drawing noise of the unit in one (multi)polygon, its ``areas`` are all others that reach in. ``twice_m2``: (n,)
    square metres that areas cover more than once, 0 where only noise is.
    """

    unit: np.ndarray
    areas: np.ndarray
    geometry: np.ndarray
    area_m2: np.ndarray
    is_main: np.ndarray
    is_noise: np.ndarray
    twice_m2: np.ndarray


@dataclass(frozen=True)
class _Simple:
    """Units that differ from one area by noise alone: position, area, main piece, noise (maybe empty)."""

    unit: np.ndarray
    area: np.ndarray
    main: np.ndarray
    noise: np.ndarray


@dataclass(frozen=True)
class _Exact:
    """Pieces of the other units; columns as in :class:`Cut`, noise last and without its ``areas``."""

    unit: np.ndarray
    areas: np.ndarray
    geometry: np.ndarray
    is_main: np.ndarray
    is_noise: np.ndarray
    twice_m2: np.ndarray


def cut_units(
    units: np.ndarray, areas: np.ndarray, low_m: float, control: RunControl, apart: tuple[np.ndarray, np.ndarray]
) -> Cut:
    """Cut (n,) usable *units* by (k,) usable *areas*; pieces that hold no circle of *low_m* metres are noise.

    *apart*: unit and area positions (p,), (p,) of pieces that are wanted on their own however thin they are, where
    they are not the main piece anyway.
    """
    unit, area = touching(units, areas, "intersects", control.part(0.0, 0.1))
    named = np.isin(unit * len(areas) + area, apart[0] * len(areas) + apart[1])
    simple, known = _simple_units(units, areas, (unit, area), low_m, control.part(0.1, 0.7))
    main_of = np.full(len(units), NONE)
    main_of[simple.unit] = simple.area
    asked = np.zeros(len(units), dtype=bool)
    asked[unit[named & (main_of[unit] != area)]] = True
    kept = ~asked[simple.unit]
    simple = _Simple(*(column[kept] for column in _columns(simple)))
    hard = np.setdiff1d(np.arange(len(units)), simple.unit)
    exact = _exact_pieces(units, areas, hard, low_m, (unit[named], area[named]), control.part(0.7, 1.0), known)
    return _assemble(units, simple, exact, (unit, area))


def recut(
    units: np.ndarray,
    areas: np.ndarray,
    cut: Cut,
    asked: np.ndarray,
    wanted: np.ndarray,
    low_m: float,
    control: RunControl,
) -> Cut:
    """Return *cut* with the units *asked* (q,), sorted, led by the piece of the area *wanted* (q,), however small.

    What the unit's other pieces are is drawing noise then. Units without land in the wanted area stay as they are.
    """
    exact = _exact_pieces(units, areas, asked, low_m, (asked, wanted), control)
    place = np.searchsorted(asked, exact.unit)
    leads = np.array([len(key) == 1 and key[0] == wanted[at] for at, key in zip(place, exact.areas)], dtype=bool)
    able = np.unique(exact.unit[leads])
    new = np.flatnonzero(np.isin(exact.unit, able))
    old = np.flatnonzero(~np.isin(cut.unit, able))
    unit = np.concatenate([cut.unit[old], exact.unit[new]])
    areas_of = np.concatenate([cut.areas[old], exact.areas[new]])
    geometry = np.concatenate([cut.geometry[old], exact.geometry[new]])
    is_main = np.concatenate([cut.is_main[old], leads[new]])
    is_noise = np.concatenate([cut.is_noise[old], ~leads[new]])
    order = np.lexsort((_rank(areas_of), is_noise, ~is_main, unit))
    twice = cut.twice_m2.copy()
    twice[able] = exact.twice_m2[able]
    geometry = geometry[order]
    return Cut(unit[order], areas_of[order], geometry, shapely.area(geometry), is_main[order], is_noise[order], twice)


def _simple_units(
    units: np.ndarray, areas: np.ndarray, pairs: tuple[np.ndarray, np.ndarray], low_m: float, control: RunControl
) -> tuple[_Simple, Shares]:
    """Find and cut the units that have no piece outside their main area that holds a circle of *low_m*.

    The center of such a circle lies in the unit's core, the unit shrunk by half of *low_m*. So areas that stay out
    of the core hold none, and nothing outside an area that covers the core does. *pairs*: all that touch. Returns the
    shares that were computed on the way, too.
    """
    core = eroded(units, low_m / 2, control.part(0.0, 0.1))
    unit, area = pairs
    inner = holds(shapely.intersects, areas, area, core[unit], control.part(0.1, 0.2))
    unit, area = unit[inner], area[inner]
    several = np.bincount(unit, minlength=len(units))
    alone = np.flatnonzero(several[unit] == 1)
    covered = alone[holds(shapely.covers, areas, area[alone], core[unit[alone]], control.part(0.2, 0.3))]
    sure, main = unit[covered], area[covered]
    whole = holds(shapely.covers, areas, main, units[sure], control.part(0.3, 0.4))
    easy = _cut_sure(units, areas, sure, main, whole, control.part(0.4, 0.6))
    unsure = (several > 0) & ~np.isin(np.arange(len(units)), sure)
    chosen = unsure[unit]
    tried, known = _try(units, areas, core, unit[chosen], area[chosen], low_m, control.part(0.6, 1.0))
    both = [np.concatenate(pair) for pair in zip(_columns(easy), _columns(tried))]
    fits = _adds_up(units[both[0]], both[2], both[3])
    return _Simple(*(column[fits] for column in both)), known


def _columns(simple: _Simple) -> tuple[np.ndarray, ...]:
    return simple.unit, simple.area, simple.main, simple.noise


def _adds_up(units: np.ndarray, main: np.ndarray, noise: np.ndarray) -> np.ndarray:
    size = shapely.area(units)
    return np.abs(shapely.area(main) + shapely.area(noise) - size) <= WRONG_SHARE * size


def _cut_sure(
    units: np.ndarray, areas: np.ndarray, sure: np.ndarray, main: np.ndarray, whole: np.ndarray, control: RunControl
) -> _Simple:
    pieces = units[sure].copy()
    noise = np.full(len(sure), shapely.Polygon(), dtype=object)
    cut = np.flatnonzero(~whole)
    of, by = units[sure[cut]], areas[main[cut]]
    pieces[cut] = overlay(shapely.intersection, of, by, control.part(0.0, 0.5))
    noise[cut] = overlay(shapely.difference, of, by, control.part(0.5, 1.0))
    return _Simple(sure, main, pieces, noise)


def _try(
    units: np.ndarray,
    areas: np.ndarray,
    core: np.ndarray,
    unit: np.ndarray,
    area: np.ndarray,
    low_m: float,
    control: RunControl,
) -> tuple[_Simple, Shares]:
    """Cut those units of the pairs (*unit*, *area*) that turn out to hold nothing but noise beside their main area."""
    asked = _asked(areas, core, (unit, area), low_m, control.part(0.0, 0.1))
    shared = np.full(len(unit), shapely.Polygon(), dtype=object)
    shared[asked] = overlay(shapely.intersection, units[unit[asked]], areas[area[asked]], control.part(0.1, 0.35))
    largest = np.zeros(len(units))
    np.maximum.at(largest, unit, shapely.area(shared))
    late = ~asked & (largest[unit] < shapely.area(units)[unit] / 2)
    shared[late] = overlay(shapely.intersection, units[unit[late]], areas[area[late]], control.part(0.35, 0.4))
    done = np.flatnonzero(asked | late)
    known = Shares(unit[done] * len(areas) + area[done], shared[done])
    size = shapely.area(shared)
    order = np.lexsort((area, -size, unit))
    unit, area, shared, size = unit[order], area[order], shared[order], size[order]
    first = np.append(True, unit[1:] != unit[:-1]) if len(unit) else np.zeros(0, dtype=bool)
    rank = np.cumsum(first) - 1
    fits = size[first] >= shapely.area(units[unit[first]]) / 2
    minor = np.flatnonzero(~first & fits[rank])
    thick = minor[~is_thin(shared[minor], low_m, control.part(0.4, 0.5))]
    fits[rank[thick]] = False
    at = np.flatnonzero(first)[fits]
    noise = overlay(shapely.difference, units[unit[at]], areas[area[at]], control.part(0.5, 0.9))
    thin = is_thin(noise, low_m, control.part(0.9, 1.0))
    at, noise = at[thin], noise[thin]
    return _Simple(unit[at], area[at], shared[at], noise), known


def _asked(
    areas: np.ndarray,
    core: np.ndarray,
    pairs: tuple[np.ndarray, np.ndarray],
    low_m: float,
    control: RunControl,
) -> np.ndarray:
    """Tell which of *pairs* may share a circle of *low_m*: its center lies in the cores of both, the area's too."""
    unit, area = pairs
    inner = eroded(areas, _CORE_PART * low_m / 2, control.part(0.0, 0.5))
    return holds(shapely.intersects, inner, area, core[unit], control.part(0.5, 1.0))


def _exact_pieces(
    units: np.ndarray,
    areas: np.ndarray,
    hard: np.ndarray,
    low_m: float,
    apart: tuple[np.ndarray, np.ndarray],
    control: RunControl,
    known: Shares | None = None,
) -> _Exact:
    """Return the exact pieces of the units in *hard*, with their noise in one piece but for the pairs *apart*."""
    parts = _split(
        units[hard], areas, low_m, _of(apart, hard), control.part(0.0, 0.8), _known_of(known, hard, len(areas))
    )
    area_m2 = shapely.area(parts.geometry)
    thin = is_thin(parts.geometry, low_m, control.part(0.8, 1.0))
    members = np.array([len(group) for group in parts.groups])[parts.group]
    main = np.zeros(len(thin), dtype=bool)
    main[main_faces(parts.unit, area_m2, thin | (members != 1), len(hard))] = True
    groups = np.empty(len(parts.groups), dtype=object)
    groups[:] = parts.groups
    keys, owner = groups[parts.group], hard[parts.unit]
    single = np.array([key[0] if len(key) == 1 else NONE for key in parts.groups], dtype=np.int64)[parts.group]
    wanted = np.isin(owner * len(areas) + single, apart[0] * len(areas) + apart[1]) & (single != NONE)
    noise = thin & ~main & ~wanted
    unit, merged = _merged(units, owner[noise], parts.geometry[noise], owner[~noise], parts.geometry[~noise], control)
    kept = np.flatnonzero(~noise)
    twice = np.bincount(owner, weights=area_m2 * np.maximum(members - 1, 0), minlength=len(units))
    empty = np.empty(len(unit), dtype=object)
    empty[:] = [()] * len(unit)
    return _Exact(
        np.concatenate([owner[kept], unit]),
        np.concatenate([keys[kept], empty]),
        np.concatenate([parts.geometry[kept], merged]),
        np.concatenate([main[kept], np.zeros(len(unit), dtype=bool)]),
        np.concatenate([np.zeros(len(kept), dtype=bool), np.ones(len(unit), dtype=bool)]),
        twice,
    )


def _of(pairs: tuple[np.ndarray, np.ndarray], units: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return those *pairs* of unit and area whose unit is in *units* (sorted), by its position there."""
    inside = np.isin(pairs[0], units)
    return np.searchsorted(units, pairs[0][inside]), pairs[1][inside]


def _known_of(known: Shares | None, units: np.ndarray, width: int) -> Shares | None:
    """Return what is *known* of the *units* (sorted), by their positions there; *width*: number of areas."""
    if known is None:
        return None
    unit, area = np.divmod(known.code, width)
    inside = np.isin(unit, units)
    return Shares(np.searchsorted(units, unit[inside]) * width + area[inside], known.shared[inside])


def _split(
    units: np.ndarray,
    areas: np.ndarray,
    low_m: float,
    apart: tuple[np.ndarray, np.ndarray],
    control: RunControl,
    known: Shares | None,
) -> Parts:
    """Split *units* by the areas that hold more than noise of them.

    What is left then is a gap or the noise of another area, so units with a wide gap are split by all areas.
    """
    parts = split_units(units, areas, control.part(0.0, 0.5), least_m=low_m, apart=apart, known=known)
    gaps = np.flatnonzero(parts.group == 0)
    wide = gaps[~is_thin(parts.geometry[gaps], low_m, control.part(0.5, 0.6))]
    again = np.unique(parts.unit[wide])
    if not len(again):
        return parts
    known = _known_of(known, again, len(areas))
    return parts.replaced(again, split_units(units[again], areas, control.part(0.6, 1.0), known=known))


def main_faces(unit: np.ndarray, area: np.ndarray, noise: np.ndarray, size: int) -> np.ndarray:
    """Return the (size,) position of each unit's main face: its largest that is no noise, -1 for no face.

    Where all faces of a unit are noise, the largest is its main face.
    """
    order = np.lexsort((-np.arange(len(unit)), area, ~noise, unit))  # the last of a unit is its main face
    main = np.full(size, -1, dtype=np.int64)
    main[unit[order]] = order
    return main


def _merged(
    units: np.ndarray,
    unit: np.ndarray,
    noise: np.ndarray,
    solid_unit: np.ndarray,
    solid: np.ndarray,
    control: RunControl,
) -> tuple[np.ndarray, np.ndarray]:
    """Return the units that have *noise* and all of it in one polygon: what the *solid* pieces leave of the unit."""
    at, start, count = np.unique(unit, return_index=True, return_counts=True)
    size = np.bincount(np.searchsorted(at, unit), weights=shapely.area(noise), minlength=len(at))
    found = np.where(count == 1, noise[start], units[at]) if len(at) else noise
    first = np.searchsorted(solid_unit, at)
    left = np.searchsorted(solid_unit, at, "right") - first
    for turn in range(int(left.max(initial=0))):
        busy = np.flatnonzero((count > 1) & (left > turn))
        found[busy] = overlay(shapely.difference, found[busy], solid[first[busy] + turn], control)
    wrong = np.abs(shapely.area(found) - size) > WRONG_SHARE * shapely.area(units[at]) + LEAST_AREA_M2
    for place in np.flatnonzero(wrong):
        found[place] = united(noise[start[place] : start[place] + count[place]])
    return at, polygons_only(found) if len(found) else found


def united(pieces: np.ndarray, *, disjoint: bool = True) -> object:
    """Return the union of *pieces*; that of *disjoint* ones is proved, as floating overlay may drop a part."""
    size = float(shapely.area(pieces).sum())
    try:
        found = shapely.union_all(pieces)
        if not disjoint or abs(found.area - size) <= WRONG_SHARE * size + LEAST_AREA_M2:
            return found
    except shapely.errors.GEOSException:
        pass
    return shapely.union_all(pieces, grid_size=GRID_M)


def _assemble(units: np.ndarray, simple: _Simple, exact: _Exact, pairs: tuple[np.ndarray, np.ndarray]) -> Cut:
    slivers = np.flatnonzero(shapely.area(simple.noise) > LEAST_AREA_M2)
    main_of = np.full(len(units), NONE)
    main_of[simple.unit] = simple.area
    leads = np.flatnonzero(exact.is_main)
    main_of[exact.unit[leads]] = [key[0] if len(key) == 1 else NONE for key in exact.areas[leads]]
    unit = np.concatenate([simple.unit, simple.unit[slivers], exact.unit])
    is_main = np.concatenate([np.ones(len(simple.unit), bool), np.zeros(len(slivers), bool), exact.is_main])
    is_noise = np.concatenate([np.zeros(len(simple.unit), bool), np.ones(len(slivers), bool), exact.is_noise])
    noisy = np.append(simple.unit[slivers], exact.unit[exact.is_noise])
    claimed = _others(pairs, main_of, noisy)
    keys = np.concatenate(
        [_singles(simple.area), claimed[: len(slivers)], exact.areas[~exact.is_noise], claimed[len(slivers) :]]
    )
    geometry = np.concatenate([simple.main, simple.noise[slivers], exact.geometry])
    order = np.lexsort((_rank(keys), is_noise, ~is_main, unit))
    geometry = geometry[order]
    return Cut(
        unit[order],
        keys[order],
        geometry,
        shapely.area(geometry),
        is_main[order],
        is_noise[order],
        exact.twice_m2,
    )


def _singles(areas: np.ndarray) -> np.ndarray:
    found = np.empty(len(areas), dtype=object)
    found[:] = [(area,) for area in areas.tolist()]
    return found


def _others(pairs: tuple[np.ndarray, np.ndarray], main_of: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Return for each of the *wanted* units the tuple of areas that touch it but for its main one."""
    unit, area = pairs
    minor = main_of[unit] != area
    unit, column = unit[minor], area[minor].tolist()
    starts = np.searchsorted(unit, wanted, "left").tolist()
    ends = np.searchsorted(unit, wanted, "right").tolist()
    found = np.empty(len(wanted), dtype=object)
    found[:] = [tuple(column[start:end]) for start, end in zip(starts, ends)]
    return found


def _rank(keys: Sequence[tuple[int, ...]]) -> np.ndarray:
    place = {key: position for position, key in enumerate(sorted(set(keys)))}
    return np.array([place[key] for key in keys], dtype=np.int64)
