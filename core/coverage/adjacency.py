"""Which units are neighbors, and how many metres of border they have in common."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..model.run import RunControl
from .barriers import barrier_lengths
from .near_borders import Pieces, near_pieces
from .overlapping import group_numbers, overlapping_pairs
from .segments import Segments, border_segments, shared_segments

_NEAR_IN_TOLERANCES = 4.0
_MILLIMETRE = 3


@dataclass(frozen=True)
class Adjacency:
    """Pairs of neighbors, ``m`` of them, sorted.

    - ``pairs``: (m, 2) positions of units in the input, the smaller first
    - ``shared_m``: (m,) metres of common border
    - ``barrier``: (m,) share of that border, 0 to 1, that runs along a barrier
    """

    pairs: np.ndarray
    shared_m: np.ndarray
    barrier: np.ndarray


def find_adjacency(
    geometries: np.ndarray,
    *,
    tolerance_m: float = 0.5,
    min_shared_m: float = 1.0,
    groups: np.ndarray | None = None,
    barriers: np.ndarray | None = None,
    control: RunControl = RunControl(),  # noqa: B008 (frozen, without state)
) -> Adjacency:
    """Return the pairs of units that have at least *min_shared_m* metres of border in common.

    Borders that lie up to *tolerance_m* metres apart, or overlap by as much, count as common: drawn
    noise, vertices missing on one side, degrees rounded to a grid. Units that touch at a corner only
    are no neighbors; so a border of which less than *min_shared_m* is common to the centimetre must run
    near the other for four tolerances at least. Units that overlap by more than the tolerance (a fault, see
    :mod:`.checks`) are neighbors too; half the outline of the overlap counts as their common border.

    - *geometries*: (n,) polygons or multipolygons in metres; missing and empty ones have no neighbors
    - *groups*: (n,) values (ward codes); only pairs of the same group are returned
    - *barriers*: lines or polygons in metres (canals, arterial roads); the share of border within
      :data:`.barriers.BARRIER_REACH_M` of one, or inside of one, is the pair's ``barrier``

    The answer doesn't depend on the order of the units, nor on how their rings run.

    :raises CanceledError: within a second after the caller asked to stop.
    """
    geometries = np.asarray(geometries, dtype=object)
    control.progress(0.0)
    segments = border_segments(geometries, oriented=True)
    control.progress(0.05)
    same, matched = shared_segments(segments)
    control.progress(0.1)
    near = near_pieces(segments, np.flatnonzero(~matched), tolerance_m, control.part(0.1, 0.7))
    pieces = _of_same_group(segments, Pieces.joined([_whole_pieces(segments, same), near]), groups)
    along = None
    if barriers is not None and len(barriers):
        along = barrier_lengths(*_ends(segments, pieces), np.asarray(barriers, dtype=object), control.part(0.7, 0.9))
    least_near = max(min_shared_m, _NEAR_IN_TOLERANCES * tolerance_m)
    found = _sum_by_pair(segments, pieces, along, len(geometries), (min_shared_m, least_near))
    suspects = np.unique(segments.unit[~matched])
    deep = overlapping_pairs(geometries, suspects, found.pairs, groups, least_near, control.part(0.9, 1.0))
    control.progress(1.0)
    return _joined(found, deep)


def _whole_pieces(segments: Segments, same: np.ndarray) -> Pieces:
    """Return the pieces of both sides of segments that two units share to the digit."""
    mine, other = np.concatenate([same[:, 0], same[:, 1]]), np.concatenate([same[:, 1], same[:, 0]])
    zero = np.zeros(len(mine))
    return Pieces(mine, segments.unit[other], zero, segments.length[mine], np.ones(len(mine), dtype=bool))


def _of_same_group(segments: Segments, pieces: Pieces, groups: np.ndarray | None) -> Pieces:
    if groups is None:
        return pieces
    group = group_numbers(groups)
    keep = group[segments.unit[pieces.segment]] == group[pieces.other]
    return Pieces(pieces.segment[keep], pieces.other[keep], pieces.begin[keep], pieces.finish[keep], pieces.exact[keep])


def _ends(segments: Segments, pieces: Pieces) -> tuple[np.ndarray, np.ndarray]:
    start = segments.start[pieces.segment]
    along = (segments.end[pieces.segment] - start) / segments.length[pieces.segment][:, None]
    return start + along * pieces.begin[:, None], start + along * pieces.finish[:, None]


def _joined(found: Adjacency, deep: tuple[np.ndarray, np.ndarray]) -> Adjacency:
    pairs, shared = np.concatenate([found.pairs, deep[0]]), np.concatenate([found.shared_m, deep[1]])
    barrier = np.concatenate([found.barrier, np.zeros(len(deep[1]))])
    order = np.lexsort((pairs[:, 1], pairs[:, 0]))
    return Adjacency(pairs[order], shared[order], barrier[order])


def _sum_by_pair(
    segments: Segments, pieces: Pieces, along: np.ndarray | None, count: int, least: tuple[float, float]
) -> Adjacency:
    """Add up the pieces of each pair; the side that sees more of the common border decides.

    *least*: metres of border that must be common to the centimetre, or else within the tolerance.
    """
    unit, other = segments.unit[pieces.segment], pieces.other
    length = pieces.finish - pieces.begin
    pair = np.minimum(unit, other) * count + np.maximum(unit, other)
    # Added in the order of their size, so that no last digit depends on the order of the units.
    order = np.lexsort((length, unit > other, pair))
    keys, number = np.unique(pair[order], return_inverse=True)
    slot = 2 * number + (unit > other)[order]
    both = 2 * len(keys)
    total = np.bincount(slot, length[order], both).reshape(-1, 2)
    exact = np.bincount(slot, (length * pieces.exact)[order], both).reshape(-1, 2).max(axis=1)
    shared = np.round(total.max(axis=1), _MILLIMETRE)
    keep = (np.round(exact, _MILLIMETRE) >= least[0]) | (shared >= least[1])
    share = np.zeros(len(keys))
    if along is not None and len(keys):
        order = np.lexsort((along, pair))
        near = np.bincount(np.searchsorted(keys, pair[order]), along[order], len(keys))
        share = np.clip(np.round(near / total.sum(axis=1), 6), 0.0, 1.0)
    pairs = np.column_stack([keys // max(count, 1), keys % max(count, 1)]).astype(np.int64).reshape(-1, 2)
    return Adjacency(pairs[keep], shared[keep], share[keep])
