"""How far the lines of two layers run from each other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..model.run import RunControl

WITHIN_M = (5.0, 10.0, 15.0)
_MOST_POINTS = 5_000
_LEAST_STEP_M = 1.0
_AT_ONCE = 1_000
_TOUCHING_M = 0.5  # as far apart as neighbors may be
_BESIDE_M = 25.0  # lines further outside of the units are none of their business


@dataclass(frozen=True)
class Lines:
    """The lines of a layer in a tree, and places (p, 2) along them at equal steps of ``step_m`` metres."""

    tree: shapely.STRtree
    places: np.ndarray
    step_m: float


@dataclass(frozen=True)
class Distances:
    """Distances in metres between the lines of two layers, from places on either to the other's nearest line.

    ``f``: for each of :data:`WITHIN_M` the harmonic mean of the shares of either layer's lines that run so near to
    the other's (boundary F); ``median_m``, ``p95_m``; ``hausdorff_m``: the largest, at ``worst`` (x, y).
    """

    f: tuple[float, ...]
    median_m: float
    p95_m: float
    hausdorff_m: float
    worst: tuple[float, float]
    step_m: float


def lines_of(polygons: np.ndarray, near: shapely.STRtree) -> Lines | None:
    """Return the outlines of *polygons* (metres); places further than 25 m from the geometries of *near* are left out.

    None where no line is left.
    """
    outlines = shapely.get_parts(shapely.boundary(polygons[~shapely.is_empty(polygons)]))
    start, end, _ = _segments(outlines)
    return _along(start, end, outlines, near)


def borders_of(polygons: np.ndarray, label: np.ndarray, near: shapely.STRtree) -> Lines | None:
    """Return the lines between (n,) *polygons* of different *label* (n,), and those at the outside.

    *near* holds the polygons in the same order. Lines that neighbors share to the digit are told by their ends;
    others (corners that one neighbor lacks, tiny gaps) by what lies beside their middle. None without a line.
    """
    rings, owner = shapely.get_parts(shapely.boundary(polygons), return_index=True)
    start, end, ring = _segments(rings)
    label_of = label[owner[ring]]
    swap = (start[:, 0] > end[:, 0]) | (start[:, 0] == end[:, 0]) & (start[:, 1] > end[:, 1])
    keys = np.where(swap[:, None], np.hstack([end, start]), np.hstack([start, end]))
    order = np.lexsort(keys.T[::-1])
    same = np.append((keys[order][1:] == keys[order][:-1]).all(axis=1), False)
    first, second = order[same], order[np.append(False, same[:-1])]
    paired = np.zeros(len(order), dtype=bool)
    paired[first] = paired[second] = True
    alone = np.flatnonzero(~paired)
    kept = np.concatenate(
        [first[label_of[first] != label_of[second]], alone[_is_border(start, end, label_of, alone, label, near)]]
    )
    kept.sort()
    segments = shapely.linestrings(np.stack([start[kept], end[kept]], axis=1))
    return _along(start[kept], end[kept], segments, near)


def _is_border(
    start: np.ndarray,
    end: np.ndarray,
    label_of: np.ndarray,
    alone: np.ndarray,
    label: np.ndarray,
    near: shapely.STRtree,
) -> np.ndarray:
    """Tell which segments *alone* have another label beside them, or nothing at all."""
    middle = shapely.points((start[alone] + end[alone]) / 2)
    at, polygon = near.query(middle, predicate="dwithin", distance=_TOUCHING_M)
    beside = np.bincount(at, minlength=len(alone))
    other = np.bincount(at, weights=label[polygon] != label_of[alone[at]], minlength=len(alone)) > 0
    return other | (beside <= 1)


def _segments(lines: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return start, end (s, 2) and the line (s,) of all segments that have a length."""
    coordinates, line = shapely.get_coordinates(lines, return_index=True)
    joined = (line[1:] == line[:-1]) & (coordinates[1:] != coordinates[:-1]).any(axis=1)
    return coordinates[:-1][joined], coordinates[1:][joined], line[:-1][joined]


def _along(start: np.ndarray, end: np.ndarray, lines: np.ndarray, near: shapely.STRtree) -> Lines | None:
    if not len(start):
        return None
    length = np.hypot(*(end - start).T)
    run = np.concatenate([[0.0], np.cumsum(length)])
    step = max(run[-1] / _MOST_POINTS, _LEAST_STEP_M)
    along = np.arange(step / 2, run[-1], step)
    segment = np.minimum(np.searchsorted(run, along, side="right") - 1, len(length) - 1)
    part = (along - run[segment]) / length[segment]
    places = start[segment] + part[:, None] * (end[segment] - start[segment])
    beside = np.unique(near.query(shapely.points(places), predicate="dwithin", distance=_BESIDE_M)[0])
    return Lines(shapely.STRtree(lines), places[beside], step) if len(beside) else None


def distances(first: Lines, second: Lines, control: RunControl) -> Distances:
    """Return how far the lines of two layers run from each other."""
    there = _to(first.places, second.tree, control)
    back = _to(second.places, first.tree, control)
    both = np.concatenate([there, back])
    places = np.concatenate([first.places, second.places])
    worst = int(both.argmax())
    return Distances(
        f=tuple(_harmonic(float((there <= near).mean()), float((back <= near).mean())) for near in WITHIN_M),
        median_m=float(np.median(both)),
        p95_m=float(np.quantile(both, 0.95)),
        hausdorff_m=float(both[worst]),
        worst=(float(places[worst, 0]), float(places[worst, 1])),
        step_m=max(first.step_m, second.step_m),
    )


def _to(places: np.ndarray, tree: shapely.STRtree, control: RunControl) -> np.ndarray:
    found = np.empty(len(places))
    for start in range(0, len(places), _AT_ONCE):
        control.check()
        points = shapely.points(places[start : start + _AT_ONCE])
        (at, _), far = tree.query_nearest(points, return_distance=True, all_matches=False)
        found[start + at] = far
    return found


def _harmonic(first: float, second: float) -> float:
    return 2 * first * second / (first + second) if first + second > 0 else 0.0
