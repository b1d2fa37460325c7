"""The faces of units by one or two layers together: pieces of both crossed, drawing noise of both in one face."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from ..model.run import RunControl
from .kinds import NOISE
from .pieces import WRONG_SHARE, united
from .polygons import GRID_M, LEAST_AREA_M2, overlay, polygons_only
from .reading import Pieces, Reading

_ROUNDS = 30


@dataclass(frozen=True)
class Faces:
    """Disjoint faces of units, (m,) arrays sorted by unit; those of a unit add up to it.

    ``unit``; ``geometry``; ``is_noise``: all drawing noise of the unit, of whichever layer, is one face. ``piece``:
    (layers, m) the piece of each layer's :class:`.reading.Pieces` that a face lies in; noise counts to the main one.
    ``households``, ``low``, ``high``.
    """

    unit: np.ndarray
    geometry: np.ndarray
    is_noise: np.ndarray
    piece: np.ndarray
    households: np.ndarray
    low: np.ndarray
    high: np.ndarray


@dataclass(frozen=True)
class _Solid:
    """Pieces of a layer that are no noise: their rows, first row and number per unit, all noise rows."""

    rows: np.ndarray
    start: np.ndarray
    count: np.ndarray
    noise: np.ndarray


def cross(units: np.ndarray, total: np.ndarray, readings: Sequence[Reading], control: RunControl) -> Faces:
    """Return the faces of (n,) *units* with *total* (n,) households by one or two *readings*."""
    solids = [_solid(reading.pieces, len(units)) for reading in readings]
    if len(readings) == 1:
        unit, piece, geometry = _alone(readings[0].pieces, solids[0])
    else:
        unit, piece, geometry = _both([reading.pieces for reading in readings], solids, control.part(0.0, 0.6))
    at, noise = _noise(units, unit, geometry, readings, solids, control.part(0.6, 0.9))
    first = np.stack([solid.rows[solid.start[at]] for solid in solids])
    values = _residents(readings, solids, unit, piece, geometry, total, control.part(0.9, 1.0))
    nobody = np.zeros(len(at))
    all_unit = np.concatenate([unit, at])
    is_noise = np.append(np.zeros(len(unit), dtype=bool), np.ones(len(at), dtype=bool))
    all_piece = np.concatenate([piece, first], axis=1)
    order = np.lexsort((*all_piece[::-1], is_noise, all_unit))
    return Faces(
        all_unit[order],
        np.concatenate([geometry, noise])[order],
        is_noise[order],
        all_piece[:, order],
        *(np.append(column, nobody)[order] for column in values),
    )


def _solid(pieces: Pieces, size: int) -> _Solid:
    is_noise = pieces.kind == NOISE
    # A unit of noise alone has its largest piece for a main one, so every unit has a solid piece.
    rows = np.flatnonzero(~is_noise)
    count = np.bincount(pieces.unit[rows], minlength=size)
    return _Solid(rows, np.concatenate([[0], np.cumsum(count)])[:-1], count, np.flatnonzero(is_noise))


def _alone(pieces: Pieces, solid: _Solid) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return pieces.unit[solid.rows], solid.rows[None, :], pieces.geometry[solid.rows]


def _both(
    pieces: Sequence[Pieces], solids: Sequence[_Solid], control: RunControl
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return unit, pieces of both layers and polygon of the faces that are no noise."""
    first, second = solids
    full = [_full(layer, solid) for layer, solid in zip(pieces, solids)]
    repeats = second.count[pieces[0].unit[first.rows]]
    a = np.repeat(first.rows, repeats)
    step = np.arange(len(a)) - np.repeat(np.cumsum(repeats) - repeats, repeats)
    unit = pieces[0].unit[a]
    b = second.rows[second.start[unit] + step]
    geometry = np.where(full[1][unit], pieces[0].geometry[a], pieces[1].geometry[b])
    cut = np.flatnonzero(~full[0][unit] & ~full[1][unit])
    geometry[cut] = overlay(shapely.intersection, pieces[0].geometry[a[cut]], pieces[1].geometry[b[cut]], control)
    solid = shapely.area(geometry) > LEAST_AREA_M2
    return unit[solid], np.stack([a, b])[:, solid], geometry[solid]


def _full(pieces: Pieces, solid: _Solid) -> np.ndarray:
    """Tell which units one piece of the layer fills."""
    full = solid.count == 1
    full[pieces.unit[solid.noise]] = False
    return full


def _noise(
    units: np.ndarray,
    unit: np.ndarray,
    geometry: np.ndarray,
    readings: Sequence[Reading],
    solids: Sequence[_Solid],
    control: RunControl,
) -> tuple[np.ndarray, np.ndarray]:
    """Return the units with noise and their noise: what the other faces leave of them."""
    parts = np.concatenate([reading.pieces.geometry[solid.noise] for reading, solid in zip(readings, solids)])
    owner = np.concatenate([reading.pieces.unit[solid.noise] for reading, solid in zip(readings, solids)])
    order = np.argsort(owner, kind="stable")
    parts, owner = parts[order], owner[order]
    at, start, count = np.unique(owner, return_index=True, return_counts=True)
    found = parts[start]
    two = np.flatnonzero(count == 2)
    found[two] = overlay(shapely.union, parts[start[two]], parts[start[two] + 1], control)
    for place in np.flatnonzero(count > 2):
        control.check()
        found[place] = united(parts[start[place] : start[place] + count[place]], disjoint=False)
    size = shapely.area(units)
    inside = np.bincount(unit, weights=shapely.area(geometry), minlength=len(units))
    wrong = np.abs(inside[at] + shapely.area(found) - size[at]) > WRONG_SHARE * size[at] + LEAST_AREA_M2
    for place in np.flatnonzero(wrong):
        control.check()
        rest = shapely.union_all(geometry[unit == at[place]], grid_size=GRID_M)
        found[place] = shapely.difference(units[at[place]], rest, grid_size=GRID_M)
    found = polygons_only(found)
    solid = shapely.area(found) > LEAST_AREA_M2
    return at[solid], found[solid]


def _residents(
    readings: Sequence[Reading],
    solids: Sequence[_Solid],
    unit: np.ndarray,
    piece: np.ndarray,
    geometry: np.ndarray,
    total: np.ndarray,
    control: RunControl,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return households, low and high of the faces.

    Where one layer leaves a unit whole, those of the other layer's pieces. Where both cut it, households are spread
    by area and raked until they add up to the pieces of both (iterative proportional fitting, Deming and Stephan
    1940).
    """
    split = [solid.count[unit] > 1 for solid in solids]
    given = [(r.pieces.households, r.pieces.low, r.pieces.high) for r in readings]
    if len(readings) == 1:
        return tuple(column[piece[0]] for column in given[0])
    value, low, high = (np.where(split[0], a[piece[0]], b[piece[1]]) for a, b in zip(*given))
    both = np.flatnonzero(split[0] & split[1])
    if len(both):
        wanted = [given[layer][0][piece[layer, both]] for layer in range(2)]
        value[both] = _raked(unit[both], piece[:, both], shapely.area(geometry[both]), wanted, total, control)
        down = np.max([column[0][rows] - column[1][rows] for column, rows in zip(given, piece[:, both])], axis=0)
        up = np.max([column[2][rows] - column[0][rows] for column, rows in zip(given, piece[:, both])], axis=0)
        low[both] = np.maximum(value[both] - down, 0.0)
        high[both] = np.minimum(value[both] + up, total[unit[both]])
    return value, low, high


def _raked(
    unit: np.ndarray,
    piece: np.ndarray,
    area: np.ndarray,
    wanted: Sequence[np.ndarray],
    total: np.ndarray,
    control: RunControl,
) -> np.ndarray:
    value = area.copy()
    groups = [np.unique(rows, return_inverse=True)[1] for rows in piece]
    for _ in range(_ROUNDS):
        control.check()
        for group, aim in zip(groups, wanted):
            value *= aim / np.maximum(np.bincount(group, weights=value)[group], 1e-12)
    sums = np.bincount(unit, weights=value)[unit]
    # Pieces of one layer may leave no room for those of the other; then the land alone speaks.
    value = np.where(sums > 0, value, area)
    return value * total[unit] / np.maximum(np.bincount(unit, weights=value)[unit], 1e-12)
