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
from .polygons import LEAST_AREA_M2, check_pairs, overlay, touching_pairs

NOWHERE = 0  # position of the empty group


@dataclass(frozen=True)
class Parts:
    """Disjoint pieces of units by one layer, sorted by unit.

    ``unit``: (m,) unit positions; ``group``: (m,) positions in ``groups``, whose first is the empty one;
    ``geometry``: (m,) polygons; ``groups``: sorted area positions, several where areas overlap.
    """

    unit: np.ndarray
    group: np.ndarray
    geometry: np.ndarray
    groups: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Faces:
    """Disjoint pieces of units by several layers, sorted by unit.

    ``part``: (layers, m) the piece of each layer (position in its :class:`Parts`) that a face lies in.
    """

    unit: np.ndarray
    part: np.ndarray
    geometry: np.ndarray


def split_units(units: np.ndarray, areas: np.ndarray, control: RunControl) -> Parts:
    """Split each of (n,) usable *units* by (k,) usable *areas* (both may overlap and leave gaps)."""
    unit, area, pieces = touching_pairs(units, areas, control.part(0.0, 0.4))
    sizes = shapely.area(units)
    counts = np.bincount(unit, minlength=len(units))
    alone = counts[unit] == 1
    full = alone & (shapely.area(pieces) >= sizes[unit] - LEAST_AREA_M2)
    untouched = np.flatnonzero(counts == 0)
    keys: list[tuple[int, ...]] = [()] * len(untouched) + [(int(a),) for a in area[full]]
    cut = np.setdiff1d(np.arange(len(units)), np.concatenate([untouched, unit[full]]))
    inner = ~full
    more_unit, more_keys, more_geometry = _refine(
        units, cut, unit[inner], area[inner], pieces[inner], control.part(0.4, 1.0)
    )
    owner = np.concatenate([untouched, unit[full], more_unit]).astype(np.int64)
    geometry = np.concatenate([units[untouched], units[unit[full]], more_geometry])
    return _as_parts(owner, keys + more_keys, geometry)


def _refine(
    units: np.ndarray, cut: np.ndarray, unit: np.ndarray, area: np.ndarray, pieces: np.ndarray, control: RunControl
) -> tuple[np.ndarray, list[tuple[int, ...]], np.ndarray]:
    """Split the units in *cut* by their pieces, the r-th piece of every unit in the r-th round."""
    owner, geometry = cut, units[cut]
    keys: list[tuple[int, ...]] = [()] * len(cut)
    first = np.searchsorted(unit, np.arange(len(units)))
    counts = np.bincount(unit, minlength=len(units))
    rounds = int(counts.max()) if len(counts) else 0
    for turn in range(rounds):
        stage = control.part(turn / rounds, (turn + 1) / rounds)
        busy = np.flatnonzero(counts[owner] > turn)
        at = first[owner[busy]] + turn
        shared = pieces[at]
        if turn:  # in the first round the parts are whole units, whose shares are known
            shared = overlay(shapely.intersection, geometry[busy], shared, stage.part(0.0, 0.5))
        inside = shapely.area(shared) > LEAST_AREA_M2
        busy, at, shared = busy[inside], at[inside], shared[inside]
        rest = overlay(shapely.difference, geometry[busy], pieces[at], stage.part(0.5, 1.0))
        left = shapely.area(rest) > LEAST_AREA_M2
        added_keys = [(*keys[position], int(a)) for position, a in zip(busy, area[at])]
        idle = np.ones(len(owner), dtype=bool)
        idle[busy] = False
        idle_at, left_at = np.flatnonzero(idle), busy[left]
        keys = [keys[i] for i in idle_at] + [keys[i] for i in left_at] + added_keys
        geometry = np.concatenate([geometry[idle_at], rest[left], shared])
        owner = np.concatenate([owner[idle_at], owner[left_at], owner[busy]])
    return owner, keys, geometry


def _as_parts(owner: np.ndarray, keys: Sequence[tuple[int, ...]], geometry: np.ndarray) -> Parts:
    sorted_keys = [tuple(sorted(key)) for key in keys]
    groups = tuple(sorted({(), *sorted_keys}))
    place = {key: position for position, key in enumerate(groups)}
    group = np.array([place[key] for key in sorted_keys], dtype=np.int64)
    order = np.lexsort((group, owner))
    return Parts(owner[order], group[order], geometry[order], groups)


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
