"""Polygon arithmetic that survives what offices draw: repairs on copies, polygons only."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np
import shapely

from ..model.run import RunControl

CHUNK = 2000  # pairs between two looks at the cancel button: well under a second
_CORNERS = 60_000  # the same for pairs of polygons with many corners
LEAST_AREA_M2 = 1e-6  # what is smaller is the rounding of coordinates, not a piece of land
_POLYGON, _MULTIPOLYGON, _COLLECTION = 3, 6, 7
_POLYGONAL = (_POLYGON, _MULTIPOLYGON)
GRID_M = 1e-6  # where floating arithmetic fails, points move to this grid: a thousandth of a millimetre
_MOST_THREADS = 4
_AREAS_AT_ONCE = 200
_TESTS_AT_ONCE = 20_000


def usable(geometries: np.ndarray) -> np.ndarray:
    """Return a copy of (n,) *geometries* that can be overlaid: valid polygons, or empty ones.

    Missing geometries and lines become empty; broken rings are repaired with ``make_valid``. The
    given array and its geometries stay as they are.
    """
    copied = np.array(geometries, dtype=object, copy=True)
    missing = shapely.is_missing(copied)
    if missing.any():
        copied[missing] = shapely.Polygon()
    broken = ~shapely.is_valid(copied)
    if broken.any():
        copied[broken] = shapely.make_valid(copied[broken])
    return polygons_only(shapely.force_2d(copied))


def polygons_only(geometries: np.ndarray) -> np.ndarray:
    """Return *geometries* with points and lines taken out of collections; no polygon left means empty."""
    kept = np.array(geometries, dtype=object, copy=True)
    kinds = shapely.get_type_id(kept)
    kept[~np.isin(kinds, (*_POLYGONAL, _COLLECTION))] = shapely.Polygon()
    mixed = np.flatnonzero(kinds == _COLLECTION)
    if len(mixed):
        kept[mixed] = _polygons_of(kept[mixed])
    return kept


def _polygons_of(collections: np.ndarray) -> np.ndarray:
    parts, owner = shapely.get_parts(collections, return_index=True)
    parts, parent = shapely.get_parts(parts, return_index=True)  # a collection may hold multipolygons
    wanted = (shapely.get_type_id(parts) == _POLYGON) & ~shapely.is_empty(parts)
    parts, owner = parts[wanted], owner[parent[wanted]]
    found = np.full(len(collections), shapely.Polygon(), dtype=object)
    several = np.bincount(owner, minlength=len(collections)) > 1
    found[owner[~several[owner]]] = parts[~several[owner]]
    if several.any():
        rank = np.cumsum(several) - 1
        chosen = several[owner]
        found[several] = shapely.multipolygons(parts[chosen], indices=rank[owner[chosen]])
    return found


def overlay(
    operation: Callable[..., np.ndarray],
    first: np.ndarray,
    second: np.ndarray,
    control: RunControl,
    grid: float | None = None,
) -> np.ndarray:
    """Return ``operation(first, second)`` element by element as polygons, in chunks that can be canceled.

    *operation* is ``shapely.intersection`` or ``shapely.difference``; *grid* in metres is the grid to compute on,
    None for floating arithmetic. Pairs that floating arithmetic refuses are computed on :data:`GRID_M`.
    """
    result = np.empty(len(first), dtype=object)
    for part, values in _in_chunks(partial(_with_rescue, operation, grid), first, second, control):
        result[part] = values
    return polygons_only(result) if len(result) else result


def _in_chunks(
    function: Callable[..., np.ndarray], first: np.ndarray, second: np.ndarray, control: RunControl
) -> Iterator[tuple[slice, np.ndarray]]:
    """Yield chunk by chunk the slice and what *function* says of it; chunks run in several threads."""
    yield from _threaded(lambda part: function(first[part], second[part]), _chunks(first, second), control)


def _threaded(
    function: Callable[[slice], np.ndarray], parts: list[slice], control: RunControl
) -> Iterator[tuple[slice, np.ndarray]]:
    """Yield each of *parts* and what *function* says of it, in order; shapely works without Python's lock."""
    workers = min(os.cpu_count() or 1, _MOST_THREADS, len(parts))
    if workers < 2:
        for place, part in enumerate(parts):
            control.progress(place / len(parts))
            yield part, function(part)
        return
    with ThreadPoolExecutor(workers) as pool:
        for place in range(0, len(parts), workers):
            control.progress(place / len(parts))
            turn = parts[place : place + workers]
            yield from zip(turn, pool.map(function, turn))


def ranges(
    function: Callable[[slice], np.ndarray], polygons: np.ndarray, control: RunControl
) -> Iterator[tuple[slice, np.ndarray]]:
    """Yield chunk by chunk of (n,) *polygons* the slice and ``function(slice)``; chunks run in several threads."""
    yield from _threaded(function, _chunks(polygons, polygons), control)


def touching(
    units: np.ndarray, areas: np.ndarray, predicate: str, control: RunControl, *, distance: float | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Return the positions (p,) of units and areas for which ``area predicate unit`` holds, sorted by unit, area.

    *distance* in metres goes with the predicate ``dwithin``.
    """
    tree = shapely.STRtree(units)
    found = [np.zeros((2, 0), dtype=np.int64)]
    for start in range(0, len(areas), _AREAS_AT_ONCE):
        control.progress(start / len(areas))
        pairs = tree.query(areas[start : start + _AREAS_AT_ONCE], predicate=predicate, distance=distance)
        pairs[0] += start
        found.append(pairs)
    area, unit = np.concatenate(found, axis=1)
    order = np.lexsort((area, unit))
    return unit[order], area[order]


def holds(
    predicate: Callable[..., np.ndarray],
    areas: np.ndarray,
    area: np.ndarray,
    others: np.ndarray,
    control: RunControl,
) -> np.ndarray:
    """Tell for which of (p,) pairs ``predicate(areas[area], others)`` is true, ``shapely.covers`` for example.

    Pairs that are known anyway cost a third of asking a tree for them. Prepared areas must stay in one thread.
    """
    found = np.zeros(len(area), dtype=bool)
    shapely.prepare(areas)
    try:
        for start in range(0, len(area), _TESTS_AT_ONCE):
            control.progress(start / len(area))
            part = slice(start, start + _TESTS_AT_ONCE)
            found[part] = predicate(areas[area[part]], others[part])
    finally:
        shapely.destroy_prepared(areas)
    return found


def _chunks(first: np.ndarray, second: np.ndarray) -> list[slice]:
    """Return slices of at most CHUNK pairs; fewer where the polygons have many corners."""
    corners = np.cumsum(shapely.get_num_coordinates(first) + shapely.get_num_coordinates(second))
    turn = corners // _CORNERS + np.arange(len(first)) // CHUNK
    starts = [0, *(np.flatnonzero(np.diff(turn)) + 1).tolist()] if len(first) else []
    return [slice(start, end) for start, end in zip(starts, [*starts[1:], len(first)])]


def _with_rescue(
    operation: Callable[..., np.ndarray], grid: float | None, first: np.ndarray, second: np.ndarray
) -> np.ndarray:
    try:
        return operation(first, second, grid_size=grid)
    except shapely.errors.GEOSException:
        return np.array([_one_pair(operation, a, b) for a, b in zip(first, second)], dtype=object)


def _one_pair(operation: Callable[..., np.ndarray], first: object, second: object) -> object:
    try:
        return operation(first, second)
    except shapely.errors.GEOSException:
        return operation(first, second, grid_size=GRID_M)


@dataclass(frozen=True)
class Shares:
    """What pairs of unit and area share, as far as it is known: ``code``: (p,) unit times number of areas plus area,
    sorted; ``shared``: (p,) polygons in floating arithmetic."""

    code: np.ndarray
    shared: np.ndarray

    def find(self, code: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return which of the pairs *code* (q,) are known, and the polygons of those."""
        if not len(self.code):
            return np.zeros(len(code), dtype=bool), self.shared
        at = np.minimum(np.searchsorted(self.code, code), len(self.code) - 1)
        known = self.code[at] == code
        return known, self.shared[at[known]]


def touching_pairs(
    units: np.ndarray,
    areas: np.ndarray,
    control: RunControl,
    grid: float | None = None,
    *,
    known: Shares | None = None,
    names: np.ndarray | None = None,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return unit positions, area positions and shared polygons of all pairs that share land.

    Both arrays hold usable polygons (:func:`usable`). Pairs come sorted by unit, then by area. *grid* as in
    :func:`overlay`. *known*: what need not be computed again without a grid; *names*: (n,) the units' positions there.
    """
    unit, area = touching(units, areas, "intersects", control.part(0.0, 0.1))
    inside = holds(shapely.covers, areas, area, units[unit], control.part(0.1, 0.2))
    pieces = units[unit]
    cut = np.flatnonzero(~inside)
    if known is not None and names is not None and grid is None:
        is_known, shared = known.find(names[unit[cut]] * len(areas) + area[cut])
        pieces[cut[is_known]] = shared
        cut = cut[~is_known]
    pieces[cut] = overlay(shapely.intersection, units[unit[cut]], areas[area[cut]], control.part(0.2, 1.0), grid)
    solid = shapely.area(pieces) > LEAST_AREA_M2
    return unit[solid], area[solid], pieces[solid]
