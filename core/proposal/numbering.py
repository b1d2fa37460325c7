"""Numbers neighborhoods by place, so that equal partitions have equal labels."""

from __future__ import annotations

import numpy as np

from .problem import Problem


def number_regions(problem: Problem, labels: np.ndarray) -> np.ndarray:
    """Return (n,) *labels* numbered 0 to k-1 in rows from north to south, to and fro.

    Rows are about one neighborhood high; in the first row numbers go from west to east, in the
    second back, so that following numbers are mostly neighbors on the map.
    """
    if problem.size == 0:
        return np.zeros(0, dtype=np.int64)
    _, first, own = np.unique(np.asarray(labels), return_index=True, return_inverse=True)
    own = own.reshape(-1)
    count = len(first)
    units = np.bincount(own, minlength=count)
    x = np.bincount(own, problem.x, count) / units
    y = np.bincount(own, problem.y, count) / units
    rows = _rows(y, count)
    order = np.lexsort((first, np.where(rows % 2 == 0, x, -x), rows))
    number = np.empty(count, dtype=np.int64)
    number[order] = np.arange(count)
    return number[own]


def _rows(y: np.ndarray, count: int) -> np.ndarray:
    """Return the row of each neighborhood, 0 in the north; about sqrt(k) rows of equal height."""
    height = float(np.ptp(y))
    if height <= 0.0:
        return np.zeros(count, dtype=np.int64)
    rows = max(1, round(count**0.5))
    return np.minimum(((y.max() - y) / height * rows).astype(np.int64), rows - 1)
