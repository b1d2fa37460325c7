"""Problems in which the areas of a grouping stay whole, or are never left: the purest plans of their kind."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..parts import connected_parts
from ..problem import NONE, Problem


def lumped(problem: Problem, groups: np.ndarray) -> tuple[Problem, np.ndarray]:
    """Return *problem* with every connected piece of a group as one unit, and (n,) the number of each unit's piece.

    *groups*: (n,) group numbers; units without one stay alone. Any plan of the smaller problem keeps all
    (connected) groups whole. Beats and militia areas of a piece are those of most of its households. A group that
    holds units which must be apart is not kept together.
    """
    torn = groups[problem.apart[groups[problem.apart[:, 0]] == groups[problem.apart[:, 1]], 0]]
    groups = np.where(np.isin(groups, torn), NONE, groups)
    first, second = problem.edges.T if len(problem.edges) else np.zeros((2, 0), np.int64)
    inside = (groups[first] == groups[second]) & (groups[first] != NONE)
    piece = connected_parts(problem.size, problem.edges[inside])
    count = int(piece.max()) + 1 if problem.size else 0
    same = piece[first] == piece[second]
    pairs, index = np.unique(np.sort(piece[problem.edges[~same]], axis=1), axis=0, return_inverse=True)
    index = index.reshape(-1)
    shared = np.bincount(index, problem.shared_m[~same], len(pairs))
    barred = np.bincount(index, (problem.shared_m * problem.barrier)[~same], len(pairs))
    units = np.bincount(piece, minlength=count)
    leader = np.full(count, problem.size, dtype=np.int64)
    np.minimum.at(leader, piece, np.arange(problem.size))
    perimeter = np.bincount(piece, problem.perimeter_m, count)
    perimeter -= 2.0 * np.bincount(piece[first[same]], problem.shared_m[same], count)
    small = Problem.from_arrays(
        np.bincount(piece, problem.households, count).astype(np.int64),
        pairs,
        shared,
        np.bincount(piece, problem.area_m2, count),
        np.maximum(perimeter, 0.0),
        np.bincount(piece, problem.x, count) / units,
        np.bincount(piece, problem.y, count) / units,
        minimum=problem.minimum,
        ids=[problem.ids[unit] for unit in leader.tolist()],
        ward=problem.ward,
        area_type=problem.area_type,
        barrier=np.divide(barred, shared, out=np.zeros(len(pairs)), where=shared > 0),
        old=_main(piece, problem.old, problem.households, count),
        beat=_main(piece, problem.beat, problem.households, count),
        militia=_main(piece, problem.militia, problem.households, count),
        maximum=problem.maximum,
        count=problem.count,
        target_factor=problem.target_factor,
        names=problem.names,
        apart=piece[problem.apart],
    )
    return small, piece


def fenced(problem: Problem, groups: np.ndarray) -> Problem:
    """Return *problem* without neighbors across groups, so that no neighborhood reaches into two of them."""
    first, second = problem.edges.T if len(problem.edges) else np.zeros((2, 0), np.int64)
    kept = groups[first] == groups[second]
    return replace(problem, edges=problem.edges[kept], shared_m=problem.shared_m[kept], barrier=problem.barrier[kept])


def _main(piece: np.ndarray, groups: np.ndarray, households: np.ndarray, count: int) -> np.ndarray:
    """Return (count,) the group that most households of each piece are in; the first of equals."""
    if not (groups != NONE).any():
        return np.full(count, NONE, dtype=np.int64)
    values, number = np.unique(groups, return_inverse=True)
    table = np.zeros((count, len(values)))
    np.add.at(table, (piece, number.reshape(-1)), households + 1e-6)
    return values[table.argmax(axis=1)]
