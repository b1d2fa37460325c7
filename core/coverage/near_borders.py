"""Common borders that are the same on the ground but not to the digit: drawn noise, missing vertices.

Two neighbors drawn one after the other rarely share each vertex.  A piece of border belongs to
the unit whose border runs beside it, roughly parallel and within the tolerance; where several do,
to the nearest one, so that the unit behind a thin wedge gets nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely

from ..model.run import RunControl
from .segments import Segments

CHUNK = 20_000  # segments looked up between two questions whether to stop
ROUNDING_M = 1e-3  # least tolerance: a vertex on its neighbor's line is never on it to the last digit
EXACT_M = 0.01  # nearer than that is the same line for any survey
_LEAST_PARALLEL = np.cos(np.radians(30.0))  # more than 30 degrees apart: borders cross or touch, none is shared
_SAME_MARK_M = 1e-6
_FLAT = 1e-9


@dataclass(frozen=True)
class Pieces:
    """Pieces of border that a unit has in common with another one, ``p`` of them.

    ``segment``: (p,) segment that the piece is part of, ``other``: (p,) the other unit,
    ``begin``, ``finish``: (p,) metres along the segment, ``exact``: (p,) on one line within a centimetre.
    """

    segment: np.ndarray
    other: np.ndarray
    begin: np.ndarray
    finish: np.ndarray
    exact: np.ndarray

    @classmethod
    def joined(cls, pieces: list[Pieces]) -> Pieces:
        """Return one table of all *pieces*."""
        names = ("segment", "other", "begin", "finish", "exact")
        if not pieces:
            whole, length = np.zeros(0, dtype=np.int64), np.zeros(0)
            return cls(whole, whole, length, length, np.zeros(0, dtype=bool))
        return cls(*(np.concatenate([getattr(piece, name) for piece in pieces]) for name in names))


@dataclass(frozen=True)
class _Stretches:
    """Where another segment runs beside a segment; its distance at ``t`` is ``offset + slope * t``."""

    segment: np.ndarray
    other: np.ndarray
    begin: np.ndarray
    finish: np.ndarray
    offset: np.ndarray
    slope: np.ndarray


def near_pieces(segments: Segments, which: np.ndarray, tolerance_m: float, control: RunControl) -> Pieces:
    """Return the common pieces of the oriented segments at positions *which* with segments of other units.

    *tolerance_m*: how far apart (or how deep in each other) two borders may lie.
    """
    if len(which) == 0:
        return Pieces.joined([])
    tolerance = max(tolerance_m, ROUNDING_M)
    tree = shapely.STRtree(shapely.linestrings(np.stack([segments.start, segments.end], axis=1)))
    found = []
    for chunk, share in _chunks(which):
        control.progress(share)
        stretches = _beside(segments, *_candidates(segments, tree, chunk, tolerance), tolerance)
        found.append(_to_nearest(stretches, max(EXACT_M, 0.1 * tolerance), int(segments.unit.max()) + 1))
    return Pieces.joined(found)


def _chunks(which: np.ndarray) -> Iterator[tuple[np.ndarray, float]]:
    for first in range(0, len(which), CHUNK):
        yield which[first : first + CHUNK], first / len(which)


def _candidates(
    segments: Segments, tree: shapely.STRtree, chunk: np.ndarray, tolerance: float
) -> tuple[np.ndarray, np.ndarray]:
    low = np.minimum(segments.start[chunk], segments.end[chunk]) - tolerance
    high = np.maximum(segments.start[chunk], segments.end[chunk]) + tolerance
    near, other = tree.query(shapely.box(low[:, 0], low[:, 1], high[:, 0], high[:, 1]))
    mine = chunk[near]
    foreign = segments.unit[mine] != segments.unit[other]
    return mine[foreign], other[foreign]


def _beside(segments: Segments, mine: np.ndarray, other: np.ndarray, tolerance: float) -> _Stretches:
    """Return where each *other* segment runs beside *mine*, in coordinates along and across *mine*."""
    origin = segments.start[mine]
    along = segments.end[mine] - origin
    length = np.hypot(along[:, 0], along[:, 1])
    along /= length[:, None]
    first, second = segments.start[other] - origin, segments.end[other] - origin
    t_first, t_second = (first * along).sum(axis=1), (second * along).sum(axis=1)
    d_first = along[:, 0] * first[:, 1] - along[:, 1] * first[:, 0]
    d_second = along[:, 0] * second[:, 1] - along[:, 1] * second[:, 0]
    run = t_second - t_first
    # Units lie on the left of their borders, so a common border runs the other way on the other side.
    parallel = -run >= _LEAST_PARALLEL * np.hypot(run, d_second - d_first)
    slope = (d_second - d_first) / np.where(parallel, run, 1.0)
    offset = d_first - slope * t_first
    flat = np.abs(slope) < _FLAT
    steep, reach = np.where(flat, 1.0, slope), tolerance + _FLAT
    at_least = np.where(flat, np.where(np.abs(offset) <= reach, -np.inf, np.inf), (-reach - offset) / steep)
    at_most = np.where(flat, np.inf, (reach - offset) / steep)
    begin = np.maximum.reduce([np.zeros(len(run)), np.minimum(t_first, t_second), np.minimum(at_least, at_most)])
    finish = np.minimum.reduce([length, np.maximum(t_first, t_second), np.maximum(at_least, at_most)])
    keep = parallel & (finish - begin > _SAME_MARK_M)
    return _Stretches(mine[keep], segments.unit[other][keep], begin[keep], finish[keep], offset[keep], slope[keep])


def _to_nearest(stretches: _Stretches, slack: float, units: int) -> Pieces:
    """Give each bit of a segment to the nearest other unit; those within *slack* of it share it."""
    count = len(stretches.segment)
    rank, mark = _marks(stretches)
    first, last = rank[:count], rank[count:]
    steps = last - first
    row = np.repeat(np.arange(count), steps)
    bit = first[row] + np.arange(len(row)) - np.repeat(np.cumsum(steps) - steps, steps)
    middle = (mark[bit] + mark[bit + 1]) / 2 if len(bit) else np.zeros(0)
    distance = np.abs(stretches.offset[row] + stretches.slope[row] * middle)
    nearest = np.full(len(mark), np.inf)
    np.minimum.at(nearest, bit, distance)
    keep = distance <= nearest[bit] + slack
    row, bit, distance = row[keep], bit[keep], distance[keep]
    key = bit * units + stretches.other[row]
    order = np.lexsort((distance, key))
    once = order[np.concatenate([[True], key[order][1:] != key[order][:-1]])] if len(order) else order
    row, bit, distance = row[once], bit[once], distance[once]
    return Pieces(stretches.segment[row], stretches.other[row], mark[bit], mark[bit + 1], distance <= EXACT_M)


def _marks(stretches: _Stretches) -> tuple[np.ndarray, np.ndarray]:
    """Return the places where stretches begin or end, in order along each segment, and each one's rank."""
    segment = np.concatenate([stretches.segment, stretches.segment])
    place = np.concatenate([stretches.begin, stretches.finish])
    order = np.lexsort((place, segment))
    ordered, where = place[order], segment[order]
    new = np.ones(len(order), dtype=bool)
    new[1:] = (where[1:] != where[:-1]) | (np.diff(ordered) > _SAME_MARK_M)
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.cumsum(new) - 1
    return rank, ordered[new]
