"""One-to-one matching of neighborhoods and areas that shares most households (assignment problem)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import numpy as np

from ..model.errors import KhuPhoError
from ..model.messages import CONTEXT, QT_TRANSLATE_NOOP, Message

NONE = -1
SAME_NAME = 1.05
"""A pair whose names say the same weighs as much as one with 5 % more households."""

_NUMBER = re.compile(r"(\d+)([a-z]?)(?![a-z])")
_WORD = re.compile(r"\w+")
_COMMON_WORDS = frozenset(
    "khu pho kp ap to dan tdp dia ban canh sat cskv vuc kv quan su dqtv ve doi chot beat area militia".split()
)

_NO_SCIPY = QT_TRANSLATE_NOOP(
    CONTEXT,
    "The comparison needs the Python package scipy, which this QGIS does not have. Install it (Windows: OSGeo4W "
    "setup, package python3-scipy; Debian and Ubuntu: apt install python3-scipy; otherwise: pip install scipy in "
    "QGIS's Python), then start QGIS again.",
)


def no_scipy() -> KhuPhoError:
    """Return the error that says how to install scipy."""
    return KhuPhoError(Message(_NO_SCIPY))


def name_bonus(
    row_names: Sequence[str], column_names: Sequence[str], rows: np.ndarray, columns: np.ndarray
) -> np.ndarray:
    """Return the (p,) factors of the weights of pairs: :data:`SAME_NAME` where both have the same number or name.

    “CSKV 3”, “Khu phố 3” and “27301-KP03” have the same number; so, at nearly equal households, the third beat
    is matched with the third neighborhood. Names without a number are compared without their common words.
    """
    mine, theirs = [_essence(name) for name in row_names], [_essence(name) for name in column_names]
    same = [bool(mine[row]) and mine[row] == theirs[column] for row, column in zip(rows.tolist(), columns.tolist())]
    return np.where(np.array(same, dtype=bool), SAME_NAME, 1.0)


def _essence(name: str) -> str:
    """Return the last number of *name* with the letter behind it (“3”, “3a”), else its words that aren't common."""
    folded = unicodedata.normalize("NFD", str(name).casefold().replace("đ", "d"))
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    numbers = _NUMBER.findall(plain)
    if numbers:
        return numbers[-1][0].lstrip("0") + numbers[-1][1]
    return " ".join(word for word in _WORD.findall(plain) if word not in _COMMON_WORDS)


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
        raise no_scipy() from error
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
