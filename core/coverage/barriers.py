"""How much of each common border runs along a barrier: a canal, an arterial road, a railway."""

from __future__ import annotations

import numpy as np
import shapely

from ..model.run import RunControl

BARRIER_REACH_M = 5.0
"""Drawings of one canal or road differ by up to about 5 m between offices; farther is beside it."""

_STEP_M = 2.0  # a sample for about every 2 m of border: the share is right to a few hundredths
_MOST_SAMPLES = 64
_CHUNK = 2_000
_POLYGON = 3


def barrier_lengths(
    start: np.ndarray, end: np.ndarray, barriers: np.ndarray, control: RunControl, reach_m: float = BARRIER_REACH_M
) -> np.ndarray:
    """Return how many metres of each piece of border run within *reach_m* of a barrier.

    *start*, *end*: (p, 2) metres. *barriers*: lines or polygons; inside a polygon counts as well.
    """
    inside = np.zeros(len(start))
    shapes = _simple_shapes(barriers)
    if len(start) == 0 or len(shapes) == 0:
        return inside
    lines = shapely.linestrings(np.stack([start, end], axis=1))
    near = _within(lines, shapes, reach_m, control.part(0.0, 0.5))
    points, piece, weight = _samples(start, end, np.flatnonzero(near))
    hit = _within(points, shapes, reach_m, control.part(0.5, 1.0))
    np.add.at(inside, piece[hit], weight[hit])
    return inside


def _simple_shapes(barriers: np.ndarray) -> np.ndarray:
    """Return polygons whole and lines cut into segments, whose small boxes make the search fast."""
    parts = np.asarray(barriers, dtype=object)
    while (shapely.get_type_id(parts) > _POLYGON).any():
        parts = shapely.get_parts(parts)
    parts = parts[~shapely.is_missing(parts) & ~shapely.is_empty(parts)]
    polygons = parts[shapely.get_type_id(parts) == _POLYGON]
    points, line = shapely.get_coordinates(parts[shapely.get_type_id(parts) < _POLYGON], return_index=True)
    same = line[1:] == line[:-1]
    pieces = np.stack([points[:-1][same], points[1:][same]], axis=1)
    return np.concatenate([polygons, shapely.linestrings(pieces)]) if len(pieces) else polygons


def _within(targets: np.ndarray, shapes: np.ndarray, reach_m: float, control: RunControl) -> np.ndarray:
    tree = shapely.STRtree(targets)
    hit = np.zeros(len(targets), dtype=bool)
    for first in range(0, len(shapes), _CHUNK):
        control.progress(first / len(shapes))
        _, found = tree.query(shapes[first : first + _CHUNK], predicate="dwithin", distance=reach_m)
        hit[found] = True
    return hit


def _samples(start: np.ndarray, end: np.ndarray, pieces: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return points along the *pieces*, the piece of each and the metres that it stands for."""
    along = end[pieces] - start[pieces]
    length = np.hypot(along[:, 0], along[:, 1])
    count = np.clip(np.ceil(length / _STEP_M), 1, _MOST_SAMPLES).astype(np.int64)
    row = np.repeat(np.arange(len(pieces)), count)
    number = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    share = (number + 0.5) / count[row]
    return shapely.points(start[pieces][row] + share[:, None] * along[row]), pieces[row], length[row] / count[row]
