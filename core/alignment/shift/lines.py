"""Border lines of polygons as arrays of straight segments, put in an order that no feature order changes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ...model.run import RunControl

_SHORTEST_M = 0.01
_STAIRS = 0.9
_AT_ONCE = 2000  # polygons between two looks at the cancel button


@dataclass(frozen=True)
class Segments:
    """Straight pieces of border: ``start``, ``end`` (m, 2) in metres, ``owner`` (m,) position of the polygon."""

    start: np.ndarray
    end: np.ndarray
    owner: np.ndarray

    def __len__(self) -> int:
        return len(self.start)

    @property
    def lengths(self) -> np.ndarray:
        """Return the lengths (m,) in metres."""
        return np.hypot(*(self.end - self.start).T)

    def take(self, which: np.ndarray) -> Segments:
        """Return the segments at the positions (or of the mask) *which*."""
        return Segments(self.start[which], self.end[which], self.owner[which])


@dataclass(frozen=True)
class Samples:
    """Points along lines: ``xy`` (p, 2), ``along`` (p, 2) unit vectors, ``weight`` (p,) metres, ``owner`` (p,)."""

    xy: np.ndarray
    along: np.ndarray
    weight: np.ndarray
    owner: np.ndarray

    def __len__(self) -> int:
        return len(self.xy)

    def take(self, which: np.ndarray) -> Samples:
        """Return the points at the positions (or of the mask) *which*."""
        return Samples(self.xy[which], self.along[which], self.weight[which], self.owner[which])


def segments_of(polygons: np.ndarray, control: RunControl, stairs_m: float = 0.0) -> Segments:
    """Return the border of *polygons*, valid or not.

    Missing geometries, lines and points have none. Rings that get much shorter when corners of up to *stairs_m* are
    left out lose these: they are the stairs of borders that were made from a raster.

    :raises CanceledError: *control* says so.
    """
    found = [Segments(np.empty((0, 2)), np.empty((0, 2)), np.empty(0, dtype=np.int64))]
    for first in range(0, len(polygons), _AT_ONCE):
        control.check()
        found.append(_segments(polygons[first : first + _AT_ONCE], first, stairs_m))
    return Segments(*(np.concatenate([getattr(part, name) for part in found]) for name in Segments.__annotations__))


def _segments(polygons: np.ndarray, first: int, stairs_m: float) -> Segments:
    parts, owner = shapely.get_parts(polygons, return_index=True)
    parts, parent = shapely.get_parts(parts, return_index=True)  # a collection may hold multipolygons
    owner = owner[parent] + first
    rings, parent = shapely.get_rings(parts, return_index=True)
    owner = owner[parent]
    finite = np.isfinite(shapely.bounds(rings)).all(axis=1) if len(rings) else np.zeros(0, dtype=bool)
    rings, owner = rings[finite], owner[finite]
    if stairs_m and len(rings):
        plain = shapely.simplify(rings, stairs_m, preserve_topology=False)
        rings = np.where(shapely.length(plain) < _STAIRS * shapely.length(rings), plain, rings)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    same = ring[1:] == ring[:-1]
    start, end = xy[:-1][same], xy[1:][same]
    long_enough = np.hypot(*(end - start).T) > _SHORTEST_M
    return Segments(start[long_enough], end[long_enough], owner[ring[1:][same][long_enough]])


def in_order(segments: Segments) -> Segments:
    """Return *segments* sorted by coordinates, each from its left end to its right end."""
    start, end = segments.start, segments.end
    turned = (start[:, 0] > end[:, 0]) | ((start[:, 0] == end[:, 0]) & (start[:, 1] > end[:, 1]))
    start, end = np.where(turned[:, None], end, start), np.where(turned[:, None], start, end)
    order = np.lexsort((end[:, 1], end[:, 0], start[:, 1], start[:, 0]))
    return Segments(start[order], end[order], segments.owner[order])


def without_twins(segments: Segments) -> Segments:
    """Return *segments* (sorted) with a border that two polygons share kept once."""
    if len(segments) < 2:
        return segments
    twin = (segments.start[1:] == segments.start[:-1]).all(axis=1) & (segments.end[1:] == segments.end[:-1]).all(axis=1)
    return segments.take(np.concatenate([[True], ~twin]))


def cut(segments: Segments, most_m: float) -> Segments:
    """Return *segments* with those that are longer than *most_m* cut into equal pieces."""
    pieces = np.maximum(np.ceil(segments.lengths / most_m), 1).astype(np.int64)
    of = np.repeat(np.arange(len(segments)), pieces)
    number = np.arange(len(of)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    vector = (segments.end - segments.start)[of] / pieces[of][:, None]
    start = segments.start[of] + number[:, None] * vector
    return Segments(start, start + vector, segments.owner[of])


def sample(segments: Segments, step_m: float) -> Samples:
    """Return points along *segments*, at most *step_m* apart, each standing for its metres of line."""
    length = segments.lengths
    pieces = np.maximum(np.ceil(length / step_m), 1).astype(np.int64)
    of = np.repeat(np.arange(len(segments)), pieces)
    number = np.arange(len(of)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    share = (number + 0.5) / pieces[of]
    vector = segments.end - segments.start
    return Samples(
        segments.start[of] + share[:, None] * vector[of],
        vector[of] / length[of][:, None],
        (length / pieces)[of],
        segments.owner[of],
    )


def within(polygons: np.ndarray, box: np.ndarray) -> np.ndarray:
    """Tell which of *polygons* have a bounding box that meets *box* (xmin, ymin, xmax, ymax)."""
    bounds = shapely.bounds(polygons)
    with np.errstate(invalid="ignore"):
        return (bounds[:, 0] <= box[2]) & (bounds[:, 2] >= box[0]) & (bounds[:, 1] <= box[3]) & (bounds[:, 3] >= box[1])
