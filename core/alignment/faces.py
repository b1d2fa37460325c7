"""The overlay of units with one or two force layers: every unit is split into disjoint faces.

A face lies in one unit and, per layer, in none, one or several areas: no area is a gap of the layer,
several are an overlap. Faces of a unit add up to the unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from ..model.run import RunControl
from .noise import is_thin
from .polygons import GRID_M, LEAST_AREA_M2, check_pairs, overlay, touching_pairs

WRONG_SHARE = 1e-7  # of a unit; pieces that miss more of it are wrong


@dataclass(frozen=True)
class Parts:
    """Disjoint pieces of units by one layer, sorted by unit.

    ``unit``: (m,) unit positions; ``group``: (m,) positions in ``groups``, whose first is the empty one;
    ``geometry``: (m,) polygons; ``groups``: sorted area positions, several where areas overlap; ``sliver_m2``: (n,)
    square metres of noise that a unit kept whole has outside its area.
    """

    unit: np.ndarray
    group: np.ndarray
    geometry: np.ndarray
    groups: tuple[tuple[int, ...], ...]
    sliver_m2: np.ndarray


@dataclass(frozen=True)
class _Pieces:
    """Pieces of units in any order; ``keys``: the area positions that cover each; ``sliver_m2`` as in Parts."""

    unit: np.ndarray
    keys: list[tuple[int, ...]]
    geometry: np.ndarray
    sliver_m2: np.ndarray | None = None


@dataclass(frozen=True)
class Faces:
    """Disjoint pieces of units by several layers, sorted by unit.

    ``part``: (layers, m) the piece of each layer (position in its :class:`Parts`) that a face lies in.
    """

    unit: np.ndarray
    part: np.ndarray
    geometry: np.ndarray


def split_units(units: np.ndarray, areas: np.ndarray, control: RunControl, noise_m: float = 0.0) -> Parts:
    """Split each of (n,) usable *units* by (k,) usable *areas* (both may overlap and leave gaps).

    A unit that differs from one area only by slivers up to *noise_m* metres wide stays whole and counts to that
    area: on redrawn layers these are nine of ten pieces. 0 splits exactly.

    Floating overlay now and then returns nothing for polygons whose lines nearly coincide, without an error. So
    every split is proved, and units that fail the proof are split again on a fine grid.
    """
    split = _split(units, areas, control.part(0.0, 0.85), noise_m, None)
    wrong = _disproved(units, areas, split, control.part(0.85, 0.95))
    if len(wrong):
        again = _split(units[wrong], areas, control.part(0.95, 1.0), noise_m, GRID_M)
        split = _replaced(split, again, wrong)
    return _as_parts(split)


def _split(units: np.ndarray, areas: np.ndarray, control: RunControl, noise_m: float, grid: float | None) -> _Pieces:
    shares = _main_first(*touching_pairs(units, areas, control.part(0.0, 0.4), grid))
    counts = np.bincount(shares.unit, minlength=len(units))
    first = np.searchsorted(shares.unit, np.arange(len(units)))
    untouched = np.flatnonzero(counts == 0)
    touched = np.flatnonzero(counts > 0)
    main = shares.geometry[first[touched]]
    left = shapely.area(units[touched]) - shapely.area(main) > LEAST_AREA_M2
    rest = np.full(len(units), shapely.Polygon(), dtype=object)
    cut = touched[left]
    rest[cut] = overlay(shapely.difference, units[cut], main[left], control.part(0.4, 0.6), grid)
    whole = (counts == 1) & (shapely.area(rest) <= LEAST_AREA_M2)
    sliver_m2 = np.zeros(len(units))
    if noise_m > 0:
        noisy = _only_noise(units, shares, first, rest, noise_m, control)
        sliver_m2[noisy] = shapely.area(rest[noisy])
        whole |= noisy
    whole_at = np.flatnonzero(whole)
    refined = _refine(units, np.flatnonzero(~whole & (counts > 0)), shares, rest, control.part(0.6, 1.0), grid)
    return _Pieces(
        np.concatenate([untouched, whole_at, refined.unit]).astype(np.int64),
        [()] * len(untouched) + [shares.keys[at] for at in first[whole_at]] + refined.keys,
        np.concatenate([units[untouched], units[whole_at], refined.geometry]),
        sliver_m2,
    )


def _main_first(unit: np.ndarray, area: np.ndarray, pieces: np.ndarray) -> _Pieces:
    """Return the shares of all pairs, sorted by unit, its largest share first."""
    order = np.lexsort((area, -shapely.area(pieces), unit))
    return _Pieces(unit[order], [(int(position),) for position in area[order]], pieces[order])


def _only_noise(
    units: np.ndarray, shares: _Pieces, first: np.ndarray, rest: np.ndarray, noise_m: float, control: RunControl
) -> np.ndarray:
    """Tell which units lie in one area but for slivers: what is outside it, and what other areas have of them."""
    sizes, left = shapely.area(units), shapely.area(rest)
    touched = np.bincount(shares.unit, minlength=len(units)) > 0
    main = np.zeros(len(units))
    main[touched] = shapely.area(shares.geometry[first[touched]])
    fits = touched & (main >= sizes / 2) & (np.abs(main + left - sizes) <= WRONG_SHARE * sizes)
    cut = np.flatnonzero(fits & (left > LEAST_AREA_M2))
    fits[cut] = is_thin(rest[cut], noise_m, control)
    minor = np.ones(len(shares.unit), dtype=bool)
    minor[first[touched]] = False
    minor = np.flatnonzero(minor & fits[shares.unit])
    wide = minor[~is_thin(shares.geometry[minor], noise_m, control)]
    fits[shares.unit[wide]] = False
    return fits


def _refine(
    units: np.ndarray, cut: np.ndarray, shares: _Pieces, rest: np.ndarray, control: RunControl, grid: float | None
) -> _Pieces:
    """Split the units in *cut* by their shares, the r-th share of every unit in the r-th round.

    *rest*: (n,) what the first share leaves of each unit.
    """
    first = np.searchsorted(shares.unit, np.arange(len(units)))
    counts = np.bincount(shares.unit, minlength=len(units))
    has_rest = cut[shapely.area(rest[cut]) > LEAST_AREA_M2]
    owner = np.concatenate([has_rest, cut])
    keys: list[tuple[int, ...]] = [()] * len(has_rest) + [shares.keys[at] for at in first[cut]]
    geometry = np.concatenate([rest[has_rest], shares.geometry[first[cut]]])
    rounds = int(counts[cut].max(initial=1))
    for turn in range(1, rounds):
        stage = control.part((turn - 1) / rounds, turn / rounds)
        busy = np.flatnonzero(counts[owner] > turn)
        at = first[owner[busy]] + turn
        shared = overlay(shapely.intersection, geometry[busy], shares.geometry[at], stage.part(0.0, 0.5), grid)
        inside = shapely.area(shared) > LEAST_AREA_M2
        busy, at, shared = busy[inside], at[inside], shared[inside]
        outside = overlay(shapely.difference, geometry[busy], shares.geometry[at], stage.part(0.5, 1.0), grid)
        left = shapely.area(outside) > LEAST_AREA_M2
        idle = np.ones(len(owner), dtype=bool)
        idle[busy] = False
        idle_at, left_at = np.flatnonzero(idle), busy[left]
        added = [keys[position] + shares.keys[share] for position, share in zip(busy, at)]
        keys = [keys[i] for i in idle_at] + [keys[i] for i in left_at] + added
        geometry = np.concatenate([geometry[idle_at], outside[left], shared])
        owner = np.concatenate([owner[idle_at], owner[left_at], owner[busy]])
    return _Pieces(owner, keys, geometry)


def _disproved(units: np.ndarray, areas: np.ndarray, split: _Pieces, control: RunControl) -> np.ndarray:
    """Return the units whose pieces don't add up, or hold a point that lies in other areas than they say."""
    wrong = _wrong_sums(shapely.area(units), split.unit, split.geometry)
    several = np.flatnonzero(np.bincount(split.unit, minlength=len(units))[split.unit] > 1)
    inner = shapely.point_on_surface(split.geometry[several])
    tree = shapely.STRtree(inner)
    seen: list[list[int]] = [[] for _ in several]
    for position, area in enumerate(areas):
        control.progress(position / len(areas))
        for place in tree.query(area, predicate="intersects"):
            seen[place].append(position)
    for place, piece in enumerate(several):
        if seen[place] != sorted(split.keys[piece]):
            wrong[split.unit[piece]] = True
    return np.flatnonzero(wrong)


def _wrong_sums(sizes: np.ndarray, unit: np.ndarray, geometry: np.ndarray) -> np.ndarray:
    """Tell for each unit whether its pieces miss its size in square metres."""
    sums = np.bincount(unit, weights=shapely.area(geometry), minlength=len(sizes))
    return np.abs(sums - sizes) > WRONG_SHARE * sizes + LEAST_AREA_M2 * 10


def _replaced(split: _Pieces, again: _Pieces, wrong: np.ndarray) -> _Pieces:
    kept = np.flatnonzero(~np.isin(split.unit, wrong))
    sliver_m2 = split.sliver_m2.copy()
    sliver_m2[wrong] = again.sliver_m2
    return _Pieces(
        np.concatenate([split.unit[kept], wrong[again.unit]]),
        [split.keys[i] for i in kept] + again.keys,
        np.concatenate([split.geometry[kept], again.geometry]),
        sliver_m2,
    )


def _as_parts(split: _Pieces) -> Parts:
    sorted_keys = [tuple(sorted(key)) for key in split.keys]
    groups = tuple(sorted({(), *sorted_keys}))
    place = {key: position for position, key in enumerate(groups)}
    group = np.array([place[key] for key in sorted_keys], dtype=np.int64)
    order = np.lexsort((group, split.unit))
    return Parts(split.unit[order], group[order], split.geometry[order], groups, split.sliver_m2)


def cross(layers: Sequence[Parts], control: RunControl) -> Faces:
    """Return the faces of one or two layers' *parts* of the same units."""
    first = layers[0]
    if len(layers) == 1:
        return Faces(first.unit, np.arange(len(first.unit))[None, :], first.geometry)
    second = layers[1]
    size = int(max(first.unit.max(initial=-1), second.unit.max(initial=-1))) + 1
    count_a = np.bincount(first.unit, minlength=size)
    count_b = np.bincount(second.unit, minlength=size)
    start_b = np.concatenate([[0], np.cumsum(count_b)])[:-1]
    repeats = count_b[first.unit]
    a = np.repeat(np.arange(len(first.unit)), repeats)
    step = np.arange(len(a)) - np.repeat(np.cumsum(repeats) - repeats, repeats)
    unit = first.unit[a]
    b = start_b[unit] + step
    geometry = np.where(count_b[unit] == 1, first.geometry[a], second.geometry[b])
    both = np.flatnonzero((count_a[unit] > 1) & (count_b[unit] > 1))
    geometry[both] = _shared(first.geometry[a[both]], second.geometry[b[both]], control)
    sizes = np.bincount(first.unit, weights=shapely.area(first.geometry), minlength=size)
    again = both[_wrong_sums(sizes, unit, geometry)[unit[both]]]
    geometry[again] = overlay(
        shapely.intersection, first.geometry[a[again]], second.geometry[b[again]], control, GRID_M
    )
    solid = shapely.area(geometry) > LEAST_AREA_M2
    return Faces(unit[solid], np.stack([a, b])[:, solid], geometry[solid])


def _shared(first: np.ndarray, second: np.ndarray, control: RunControl) -> np.ndarray:
    """Return the intersections; a sliver that lies inside its partner, the usual case, is taken as it is."""
    swap = shapely.area(first) > shapely.area(second)
    small, large = np.where(swap, second, first), np.where(swap, first, second)
    result = small.copy()
    cut = np.flatnonzero(~check_pairs(shapely.covers, large, small, control))
    result[cut] = overlay(shapely.intersection, small[cut], large[cut], control)
    return result
