"""Measures of a plan, counted from the problem and the labels alone."""

from __future__ import annotations

from math import pi

import numpy as np

from .cost import CostModel
from .parts import connected_parts, split_parts
from .plan import Scores, Weights
from .problem import NONE, Problem


def score(problem: Problem, labels: np.ndarray, weights: Weights) -> Scores:
    """Return the measures of the plan *labels* ((n,) neighborhood of each unit, any whole numbers).

    ``compactness`` is the mean Polsby-Popper measure, ``spread`` the standard deviation of households
    in shares of the mean, ``inner_boundary_m`` metres, ``cost`` as in :mod:`.cost` per neighborhood.
    """
    if problem.size == 0:
        return Scores(0, 0, 0, 0, 0, 0.0, 0.0, 0.0, 0.0, None, None, None, None, 0, 0.0, 0.0)
    _, own = np.unique(np.asarray(labels), return_inverse=True)
    own = own.reshape(-1)
    count = int(own.max()) + 1
    load = np.bincount(own, problem.households, count)
    same = own[problem.edges[:, 0]] == own[problem.edges[:, 1]] if len(problem.edges) else np.zeros(0, bool)
    kept = _kept(problem, own, problem.old)
    beats, militia = _kept(problem, own, problem.beat), _kept(problem, own, problem.militia)
    mean = float(load.mean())
    return Scores(
        neighborhoods=count,
        below_minimum=int((load < problem.minimum).sum()),
        not_contiguous=_pieces_too_many(problem, own, same),
        smallest=int(load.min()),
        largest=int(load.max()),
        mean=mean,
        spread=float(load.std() / mean) if mean > 0 else 0.0,
        compactness=float(_polsby_popper(problem, own, same, count).mean()),
        inner_boundary_m=float(problem.shared_m[~same].sum()),
        kept_share=None if kept is None else (kept[0] / kept[1] if kept[1] else 1.0),
        households_moved=None if kept is None else kept[1] - kept[0],
        beats_cut=None if beats is None else beats[1] - beats[0],
        militia_cut=None if militia is None else militia[1] - militia[0],
        barriers_crossed=int((same & (problem.barrier >= 0.5)).sum()),
        walking_m=_walking_m(problem, own, count),
        cost=plan_cost(problem, own, weights) / count,
    )


def plan_cost(problem: Problem, labels: np.ndarray, weights: Weights) -> float:
    """Return the cost of a plan, a sum of penalties over its neighborhoods; never below 0, which is perfect."""
    total = 0.0
    for part in split_parts(problem):
        own = np.unique(labels[part.units], return_inverse=True)[1].reshape(-1)
        count = int(own.max()) + 1
        model = CostModel(part, weights, part.total / count)
        total += model.constant() + sum(model.region_cost(np.flatnonzero(own == r).tolist()) for r in range(count))
    return total


def _pieces_too_many(problem: Problem, own: np.ndarray, same: np.ndarray) -> int:
    """Return the number of neighborhoods that are in more than one piece."""
    pieces = connected_parts(problem.size, problem.edges[same])
    owner = np.zeros(int(pieces.max()) + 1, dtype=np.int64)
    owner[pieces] = own
    return int((np.bincount(owner) > 1).sum())


def _polsby_popper(problem: Problem, own: np.ndarray, same: np.ndarray, count: int) -> np.ndarray:
    area = np.bincount(own, problem.area_m2, count)
    border = np.bincount(own, problem.perimeter_m, count)
    border -= 2.0 * np.bincount(own[problem.edges[same, 0]], problem.shared_m[same], count)
    share = np.zeros(count)
    there = border > 1e-9
    share[there] = 4.0 * pi * area[there] / border[there] ** 2
    return np.minimum(share, 1.0)


def _walking_m(problem: Problem, own: np.ndarray, count: int) -> float:
    """Return the households' mean distance to the population center of their neighborhood, in metres."""
    h = problem.households
    heads = np.maximum(np.bincount(own, h, count), 1e-9)
    apart = []
    for line in (problem.x, problem.y):
        near = line - line.mean()
        apart.append(near - (np.bincount(own, h * near, count) / heads)[own])
    return float(h @ np.hypot(*apart)) / max(float(h.sum()), 1.0)


def _kept(problem: Problem, own: np.ndarray, groups: np.ndarray) -> tuple[int, int] | None:
    """Return (households in the main neighborhood of their group, households that have a group)."""
    there = groups != NONE
    if not there.any():
        return None
    pairs, index = np.unique(np.column_stack((groups[there], own[there])), axis=0, return_inverse=True)
    together = np.bincount(index.reshape(-1), problem.households[there])
    main: dict[int, float] = {}
    for group, households in zip(pairs[:, 0].tolist(), together.tolist()):
        main[group] = max(main.get(group, 0.0), households)
    return round(sum(main.values())), int(problem.households[there].sum())
