"""Contracts units that stay together into one, so that the search can't part them."""

from __future__ import annotations

import numpy as np

from .problem import NONE, Problem


def contract(problem: Problem, group: np.ndarray, edges: np.ndarray, apart: np.ndarray) -> Problem:
    """Return the problem whose units are the groups of *problem*.

    *group*: (n,) number of each unit's group, 0 to k-1 in the order of their first unit, -1 for units
    that are left out; *edges*: (m,) True for the pairs of neighbors that may be joined; *apart*:
    (p, 2) numbers of groups. Households, areas and borders of a group are those of the units
    together; its old neighborhood, beat and militia area are those of most of its households.
    """
    kept = np.flatnonzero(group >= 0)
    count = int(group.max()) + 1 if len(kept) else 0
    own = group[kept]

    def total(values: np.ndarray) -> np.ndarray:
        return np.bincount(own, values[kept], count)

    ends = group[problem.edges].reshape(-1, 2)
    present = (ends >= 0).all(axis=1)
    inner = present & (ends[:, 0] == ends[:, 1])
    outline = total(problem.perimeter_m) - 2.0 * np.bincount(ends[inner, 0], problem.shared_m[inner], count)
    pairs, shared, barrier = _joined_pairs(problem, ends, present & ~inner & edges)
    weight = np.maximum(problem.area_m2, 1e-9)
    first = kept[np.unique(own, return_index=True)[1]]
    unknown = np.bincount(own, ~problem.known[kept], count)
    return Problem.from_arrays(
        total(problem.households).astype(np.int64),
        pairs,
        shared,
        total(problem.area_m2),
        np.maximum(outline, 0.0),
        total(problem.x * weight) / total(weight),
        total(problem.y * weight) / total(weight),
        minimum=problem.minimum,
        ids=[problem.ids[i] for i in first.tolist()],
        ward=problem.ward,
        area_type=problem.area_type,
        known=unknown == 0,
        barrier=barrier,
        old=_main(problem, group, problem.old),
        beat=_main(problem, group, problem.beat),
        militia=_main(problem, group, problem.militia),
        maximum=problem.maximum,
        count=problem.count,
        target_factor=problem.target_factor,
        names=problem.names,
        current=_main(problem, group, problem.current),
        apart=apart,
        border_m=_usual_border(problem, len(kept), count),
        title=problem.title,
    )


def _usual_border(problem: Problem, units: int, groups: int) -> float | None:
    """Return what counts as one border in the cost, so that boundaries weigh as much as before.

    The cost measures boundaries by the mean border times the root of the units of a neighborhood; there
    are fewer now, each with a longer outline.
    """
    if problem.border_m is not None or not len(problem.shared_m) or not groups:
        return problem.border_m
    return float(problem.shared_m.mean()) * (units / groups) ** 0.5


def _joined_pairs(problem: Problem, ends: np.ndarray, chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return pairs of groups, the metres of their common border and the share of it along barriers."""
    pairs, index = np.unique(np.sort(ends[chosen], axis=1), axis=0, return_inverse=True)
    index = index.reshape(-1)
    length = np.maximum(problem.shared_m[chosen], 1e-9)
    shared = np.bincount(index, length, len(pairs))
    return pairs, shared, np.bincount(index, length * problem.barrier[chosen], len(pairs)) / shared


def _main(problem: Problem, group: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return for each group the label that most of its households have, else most of its units."""
    kept = np.flatnonzero(group >= 0)
    if not len(kept):
        return np.zeros(0, dtype=np.int64)
    pairs, index = np.unique(np.column_stack((group[kept], labels[kept])), axis=0, return_inverse=True)
    index = index.reshape(-1)
    households, units = np.bincount(index, problem.households[kept]), np.bincount(index)
    order = np.lexsort((-pairs[:, 1], units, households, pairs[:, 1] != NONE, pairs[:, 0]))
    main = np.full(int(group.max()) + 1, NONE, dtype=np.int64)
    main[pairs[order, 0]] = pairs[order, 1]  # the last of each group is written last
    return main
