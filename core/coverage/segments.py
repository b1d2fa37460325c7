"""Borders of polygons as bare segments, and which of them two units share to the digit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

GRID_M = 1e-4
"""Vertices that round to the same tenth of a millimetre count as one: finer than any survey."""

_MOST_ON_ONE_LINE = 32  # more units than that on one segment are copies of each other, a fault found elsewhere
_POLYGON = 3
_COLLECTIONS = (4, 5, 6, 7)


@dataclass(frozen=True)
class Segments:
    """Straight pieces of the borders of units, ``s`` of them, in the order of their rings.

    ``unit``: (s,) position of the unit; ``ring``: (s,) number of the ring in the whole layer;
    ``start``, ``end``: (s, 2) metres.
    """

    unit: np.ndarray
    ring: np.ndarray
    start: np.ndarray
    end: np.ndarray

    @property
    def length(self) -> np.ndarray:
        """Lengths in metres, (s,)."""
        return np.hypot(*(self.end - self.start).T)

    def __len__(self) -> int:
        return len(self.unit)

    def take(self, which: np.ndarray) -> Segments:
        """Return the segments at the positions (or of the mask) *which*."""
        return Segments(self.unit[which], self.ring[which], self.start[which], self.end[which])


def polygon_parts(geometries: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return all polygons in *geometries* and the position of the geometry that each comes from.

    Points, lines, empty and missing geometries have none.
    """
    parts = np.asarray(geometries, dtype=object)
    owner = np.arange(len(parts))
    while np.isin(shapely.get_type_id(parts), _COLLECTIONS).any():
        parts, index = shapely.get_parts(parts, return_index=True)
        owner = owner[index]
    good = (shapely.get_type_id(parts) == _POLYGON) & ~shapely.is_empty(parts)
    return parts[good], owner[good]


def border_segments(geometries: np.ndarray, oriented: bool = False) -> Segments:
    """Return the segments of all borders, outer and inner, of the polygons in *geometries* (n,).

    *oriented*: each runs with its unit on the left; else as it is drawn.
    """
    parts, owner = polygon_parts(geometries)
    rings, part_of_ring = shapely.get_rings(parts, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    if len(points) == 0:
        nothing = np.zeros(0, dtype=np.int64)
        return Segments(nothing, nothing, np.zeros((0, 2)), np.zeros((0, 2)))
    same = ring[1:] == ring[:-1]
    start, end = points[:-1], points[1:]
    real = same & np.isfinite(start).all(axis=1) & np.isfinite(end).all(axis=1) & (start != end).any(axis=1)
    number = ring[:-1][real]
    start, end = start[real], end[real]
    if oriented:
        is_shell = np.concatenate([[True], part_of_ring[1:] != part_of_ring[:-1]])
        backwards = (shapely.is_ccw(rings) != is_shell)[number][:, None]
        start, end = np.where(backwards, end, start), np.where(backwards, start, end)
    return Segments(owner[part_of_ring[number]], number, start, end)


def vertex_numbers(points: np.ndarray, grid_m: float = GRID_M) -> np.ndarray:
    """Number *points* (p, 2) so that equal ones (on a grid of *grid_m*, or to the bit with 0) have one number."""
    if len(points) == 0:
        return np.zeros(0, dtype=np.int64)
    grid = np.rint(points / grid_m).astype(np.int64) if grid_m else points
    order = np.lexsort((grid[:, 1], grid[:, 0]))
    ordered = grid[order]
    new = np.concatenate([[False], (ordered[1:] != ordered[:-1]).any(axis=1)])
    numbers = np.empty(len(points), dtype=np.int64)
    numbers[order] = np.cumsum(new)
    return numbers


def shared_segments(segments: Segments, grid_m: float = GRID_M) -> tuple[np.ndarray, np.ndarray]:
    """Return the pairs of oriented segments of different units that are the same on a grid of *grid_m* (0: to the bit).

    Segments that run the same way are none: their units lie on the same side and overlap.

    :returns: (k, 2) positions of segments, each pair once, and (s,) whether a segment has a partner.
    """
    count = len(segments)
    numbers = vertex_numbers(np.concatenate([segments.start, segments.end]), grid_m)
    low = np.minimum(numbers[:count], numbers[count:])
    high = np.maximum(numbers[:count], numbers[count:])
    key = low * (2 * count + 1) + high
    order = np.argsort(key, kind="stable")
    key = key[order]
    unit, upward = segments.unit[order], (numbers[:count] < numbers[count:])[order]
    found = []
    for step in range(1, min(count, _MOST_ON_ONE_LINE)):
        same = key[step:] == key[:-step]
        if not same.any():
            break
        both = np.flatnonzero(same & (unit[step:] != unit[:-step]) & (upward[step:] != upward[:-step]))
        found.append(np.column_stack([order[both], order[both + step]]))
    pairs = np.concatenate(found) if found else np.zeros((0, 2), dtype=np.int64)
    matched = np.zeros(count, dtype=bool)
    matched[pairs.ravel()] = True
    return pairs, matched
