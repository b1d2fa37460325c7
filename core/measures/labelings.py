"""The areas of one authority as labels of units, drawing noise taken out, and what two such labelings share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..alignment.inputs import UnitTable
from ..alignment.reading import NOISE, Reading
from .agreement_scores import table_of

NONE = -1


@dataclass(frozen=True)
class Labeling:
    """Pieces of units with their area, arrays (m,) sorted by unit; the pieces of a unit add up to it.

    ``ids``: the areas; ``unit``; ``label``: position in ``ids``, -1 where no area or several hold the piece;
    ``area_m2``; ``households`` with ``low`` and ``high``; ``geometry``.
    """

    ids: tuple[str, ...]
    unit: np.ndarray
    label: np.ndarray
    area_m2: np.ndarray
    households: np.ndarray
    low: np.ndarray
    high: np.ndarray
    geometry: np.ndarray


@dataclass(frozen=True)
class Joint:
    """What two labelings share, arrays (m,): one row per piece of a unit that lies in one area of either.

    ``first``, ``second``: labels; ``area_m2``; ``households`` with ``low`` and ``high``.
    """

    first: np.ndarray
    second: np.ndarray
    area_m2: np.ndarray
    households: np.ndarray
    low: np.ndarray
    high: np.ndarray


def of_units(ids: tuple[str, ...], label: np.ndarray, table: UnitTable) -> Labeling:
    """Return the labeling that gives each unit of *table* whole to the area of its *label* (n,)."""
    households = table.households
    area = shapely.area(table.geometry)
    return Labeling(ids, np.arange(len(label)), label, area, households, households, households, table.geometry)


def of_reading(reading: Reading) -> Labeling:
    """Return the labeling of a force as it was read, by whom the households count to.

    Drawing noise counts to the area of its unit, and so does a gap in a unit that is decided by what its households
    name, as in the list of changes.
    """
    pieces = reading.pieces
    low, high = pieces.low.copy(), pieces.high.copy()
    told = reading.told_gaps() & (pieces.households > 0)
    low[told] = np.minimum(reading.low[pieces.unit[told]], pieces.households[told])
    high[told] = np.maximum(reading.high[pieces.unit[told]], pieces.households[told])
    return _labeled(reading, reading.counted(), low, high)


def on_the_ground(reading: Reading) -> Labeling:
    """Return the labeling of a force by its land: as :func:`of_reading`, but a gap is a gap whatever households say."""
    return _labeled(reading, reading.pieces.areas, reading.pieces.low, reading.pieces.high)


def _labeled(reading: Reading, areas: np.ndarray, low: np.ndarray, high: np.ndarray) -> Labeling:
    pieces = reading.pieces
    alone = np.array([some[0] if len(some) == 1 else NONE for some in areas], dtype=np.int64)
    label = np.where(pieces.kind == NOISE, reading.area[pieces.unit], alone)
    return Labeling(reading.area_ids, pieces.unit, label, pieces.area_m2, pieces.households, low, high, pieces.geometry)


def drawn_m2(reading: Reading, label: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return what the labels of units and the areas of a force share as drawn, noise included.

    *label*: (n,) of each unit, -1 for none. Returns distinct pairs (p,), (p,) and square metres (p,). Land that
    several areas hold counts for each of them.
    """
    pieces = reading.pieces
    repeats = np.array([len(areas) for areas in pieces.areas], dtype=np.int64)
    area = np.array([area for areas in pieces.areas for area in areas], dtype=np.int64)
    row = np.repeat(label[pieces.unit], repeats)
    inside = row != NONE
    return table_of(row[inside], area[inside], np.repeat(pieces.area_m2, repeats)[inside])


def join(first: Labeling, second: Labeling, size: int) -> Joint:
    """Return what two labelings of the same *size* units share.

    Where one of them has a unit whole, the pieces of the other are the answer. Only units that both of them split
    are overlaid; there households follow the land.
    """
    whole_first, whole_second = _whole(first, size), _whole(second, size)
    by_first = whole_second & ~whole_first
    both = ~whole_first & ~whole_second
    own = np.append(_label_of_unit(first, size), NONE)
    other = np.append(_label_of_unit(second, size), NONE)
    a = np.flatnonzero(by_first[first.unit])
    b = np.flatnonzero(whole_first[second.unit])
    rows = [
        (first.label[a], other[first.unit[a]], *_amounts(first, a)),
        (own[second.unit[b]], second.label[b], *_amounts(second, b)),
        _crossed(first, second, both),
    ]
    return Joint(*(np.concatenate(column) for column in zip(*rows)))


def _amounts(labeling: Labeling, rows: np.ndarray) -> tuple[np.ndarray, ...]:
    return tuple(getattr(labeling, name)[rows] for name in ("area_m2", "households", "low", "high"))


def _whole(labeling: Labeling, size: int) -> np.ndarray:
    """Tell which of *size* units have one label alone."""
    least = np.full(size, np.iinfo(np.int64).max)
    most = np.full(size, np.iinfo(np.int64).min)
    np.minimum.at(least, labeling.unit, labeling.label)
    np.maximum.at(most, labeling.unit, labeling.label)
    return least >= most


def _label_of_unit(labeling: Labeling, size: int) -> np.ndarray:
    label = np.full(size, NONE, dtype=np.int64)
    label[labeling.unit] = labeling.label
    return label


def _crossed(first: Labeling, second: Labeling, both: np.ndarray) -> tuple[np.ndarray, ...]:
    a, b = np.flatnonzero(both[first.unit]), np.flatnonzero(both[second.unit])
    start = np.searchsorted(second.unit[b], first.unit[a], side="left")
    stop = np.searchsorted(second.unit[b], first.unit[a], side="right")
    repeats = stop - start
    left = np.repeat(a, repeats)
    step = np.arange(len(left)) - np.repeat(np.cumsum(repeats) - repeats, repeats)
    right = b[np.repeat(start, repeats) + step]
    area = shapely.area(shapely.intersection(first.geometry[left], second.geometry[right], grid_size=None))
    total = np.bincount(first.unit[left], weights=area, minlength=len(both))
    households = np.bincount(first.unit[a], weights=first.households[a], minlength=len(both))
    unit = first.unit[left]
    share = np.divide(area, total[unit], out=np.zeros_like(area), where=total[unit] > 0)
    spread = share * households[unit]
    return first.label[left], second.label[right], area, spread, np.zeros_like(spread), spread
