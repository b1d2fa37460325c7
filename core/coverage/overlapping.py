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
    known: np.ndarray,
    groups: np.ndarray | None,
    min_length_m: float,
    control: RunControl,
) -> tuple[np.ndarray, np.ndarray]:
    """Return pairs of overlapping units besides those in *known* (m, 2), and half the outline of each overlap.

    Overlaps whose half outline is shorter than *min_length_m* metres, such as those at corners, don't
    count. Invalid units are left out.

    :returns: (k, 2) positions, the smaller first, and (k,) metres.
    """
    parts, owner = polygon_parts(geometries)
    valid = np.zeros(len(parts), dtype=bool)
    for start in range(0, len(parts), _CHUNK):
        control.check()
        valid[start : start + _CHUNK] = shapely.is_valid(parts[start : start + _CHUNK])
    parts, owner = parts[valid], owner[valid]
    tree = shapely.STRtree(parts)
    skip = np.sort(known[:, 0] * len(geometries) + known[:, 1])
    number = np.zeros(len(geometries), dtype=np.int64) if groups is None else group_numbers(groups)
    keys, lengths = [np.zeros(0, dtype=np.int64)], [np.zeros(0)]
    for start in range(0, len(parts), _CHUNK):
        control.progress(start / len(parts))
        near, other = tree.query(parts[start : start + _CHUNK], predicate="intersects")
        mine = near + start
        first, second = owner[mine], owner[other]
        new = (first < second) & (number[first] == number[second])
        key = (first * len(geometries) + second)[new]
        unknown = ~np.isin(key, skip, assume_unique=False)
        common = shapely.intersection(parts[mine[new][unknown]], parts[other[new][unknown]])
        keys.append(key[unknown])
        lengths.append(np.where(shapely.area(common) > 0, shapely.length(common) / 2, 0.0))
    key, length = np.concatenate(keys), np.concatenate(lengths)
    order = np.lexsort((length, key))
    pair, slot = np.unique(key[order], return_inverse=True)
    shared = np.round(np.bincount(slot.ravel(), length[order], len(pair)), _MILLIMETRE)
    deep = shared >= min_length_m
    count = max(len(geometries), 1)
    return np.column_stack([pair[deep] // count, pair[deep] % count]).reshape(-1, 2), shared[deep]
