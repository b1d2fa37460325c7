"""Units that overlap so deeply that their borders don't run beside each other, but neighbors they are."""

from __future__ import annotations

import numpy as np
import shapely

from ..model.run import RunControl
from .segments import polygon_parts

_CHUNK = 1_000
_MILLIMETRE = 3


def group_numbers(groups: np.ndarray) -> np.ndarray:
    """Return a number for each of *groups* (n,), equal where the values are equal as texts."""
    return np.unique(np.asarray(groups).astype(str), return_inverse=True)[1].ravel()


def overlapping_pairs(
    geometries: np.ndarray,
    suspects: np.ndarray,
    known: np.ndarray,
    groups: np.ndarray | None,
    min_length_m: float,
    control: RunControl,
) -> tuple[np.ndarray, np.ndarray]:
    """Return pairs of overlapping units besides those in *known* (m, 2), and half the outline of each overlap.

    One unit of each pair is among the positions *suspects*: those with border that nobody shares to the digit.
    Overlaps whose half outline is shorter than *min_length_m* metres, such as those at corners, don't
    count. Invalid units are left out.

    :returns: (k, 2) positions, the smaller first, and (k,) metres.
    """
    parts, owner = _valid_parts(geometries, control)
    tree = shapely.STRtree(parts)
    number = np.zeros(len(geometries), dtype=np.int64) if groups is None else group_numbers(groups)
    count = max(len(geometries), 1)
    skip, asked = known[:, 0] * count + known[:, 1], np.isin(owner, suspects)
    queue = np.flatnonzero(asked)
    keys, lengths = [np.zeros(0, dtype=np.int64)], [np.zeros(0)]
    for start in range(0, len(queue), _CHUNK):
        control.progress(start / len(queue))
        chunk = queue[start : start + _CHUNK]
        near, other = tree.query(parts[chunk], predicate="intersects")
        mine = chunk[near]
        first, second = np.minimum(owner[mine], owner[other]), np.maximum(owner[mine], owner[other])
        key = first * count + second
        # Where both are asked, the pair comes twice: once is enough.
        new = (first < second) & (number[first] == number[second]) & ~np.isin(key, skip)
        new &= ~asked[other] | (mine < other)
        common = shapely.intersection(parts[mine[new]], parts[other[new]])
        keys.append(key[new])
        lengths.append(np.where(shapely.area(common) > 0, shapely.length(common) / 2, 0.0))
    pair, shared = _summed(np.concatenate(keys), np.concatenate(lengths))
    deep = shared >= min_length_m
    return np.column_stack([pair[deep] // count, pair[deep] % count]).reshape(-1, 2), shared[deep]


def _valid_parts(geometries: np.ndarray, control: RunControl) -> tuple[np.ndarray, np.ndarray]:
    parts, owner = polygon_parts(geometries)
    valid = np.zeros(len(parts), dtype=bool)
    for start in range(0, len(parts), _CHUNK):
        control.check()
        valid[start : start + _CHUNK] = shapely.is_valid(parts[start : start + _CHUNK])
    return parts[valid], owner[valid]


def _summed(key: np.ndarray, length: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return each key once and the sum of its lengths, added in the order of their size."""
    order = np.lexsort((length, key))
    pair, slot = np.unique(key[order], return_inverse=True)
    return pair, np.round(np.bincount(slot.ravel(), length[order], len(pair)), _MILLIMETRE)
