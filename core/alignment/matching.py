"""One-to-one matching of neighborhoods and areas that shares most households (assignment problem)."""

from __future__ import annotations

import numpy as np

from ..model.errors import KhuPhoError
from ..model.messages import CONTEXT, QT_TRANSLATE_NOOP, Message

NONE = -1

_NO_SCIPY = QT_TRANSLATE_NOOP(
    CONTEXT,
    "The comparison needs the Python package scipy, which this QGIS does not have. Install it (Windows: OSGeo4W "
    "setup, package python3-scipy; Debian and Ubuntu: apt install python3-scipy; otherwise: pip install scipy in "
    "QGIS's Python), then start QGIS again.",
)


def match_one_to_one(rows: np.ndarray, columns: np.ndarray, weights: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """Return for each of ``shape[0]`` rows its column, or -1, so that the sum of the weights is the largest.

    Entries ``(rows[i], columns[i])`` are distinct pairs; only weights above 0 can be matched. No row and no
    column is used twice. Solved exactly (Kuhn 1955, by scipy) for each connected group of rows and columns,
    so that a city takes no longer than its largest entangled group.

    :raises KhuPhoError: scipy is missing.
    """
    try:
        from scipy.optimize import linear_sum_assignment
        from scipy.sparse import coo_matrix
        from scipy.sparse.csgraph import connected_components
    except ImportError as error:
        raise KhuPhoError(Message(_NO_SCIPY)) from error
    matched = np.full(shape[0], NONE, dtype=np.int64)
    useful = weights > 0
    rows, columns, weights = rows[useful], columns[useful], weights[useful]
    if not len(rows):
        return matched
    size = sum(shape)
    graph = coo_matrix((np.ones(len(rows)), (rows, columns + shape[0])), shape=(size, size))
    _, group = connected_components(graph, directed=False)
    order = np.lexsort((columns, rows, group[rows]))
    for entries in np.split(order, np.flatnonzero(np.diff(group[rows[order]])) + 1):
        some_rows, row_at = np.unique(rows[entries], return_inverse=True)
        some_columns, column_at = np.unique(columns[entries], return_inverse=True)
        table = np.zeros((len(some_rows), len(some_columns)))
        table[row_at, column_at] = weights[entries]
        a, b = linear_sum_assignment(table, maximize=True)
        real = table[a, b] > 0
        matched[some_rows[a[real]]] = some_columns[b[real]]
    return matched
