"""Reads a unit again after taking out how far the hand was off around it.

A redrawn line keeps its offset for tens of metres. Around a unit that is too narrow for the noise, the borders of
units whose area is sure tell that offset; moved back by it, the areas fit the unit better than as drawn.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..model.run import RunControl
from .inputs import NONE
from .polygons import overlay, touching

_REACH_M = 100.0  # how far away borders still tell the offset
_BANDWIDTH_M = 40.0
_STEP_M = 20.0
_PRIOR = 2.0  # weight of "no offset", in points as near as the unit itself


@dataclass(frozen=True)
class Refit:
    """Per asked unit (q,): ``area`` that covers most of it once the offset is out, -1 for none; ``share`` of the unit
    that it covers; ``next_share``: what the next area covers."""

    area: np.ndarray
    share: np.ndarray
    next_share: np.ndarray


def refit(
    units: np.ndarray,
    areas: np.ndarray,
    label: np.ndarray,
    asked: np.ndarray,
    sigma_m: float,
    control: RunControl,
) -> Refit:
    """Return how the *asked* units (q,) read without the local offset of each area.

    *label*: (n,) area of each unit, -1 where it is not sure.
    """
    near, area = touching(units[asked], areas, "dwithin", control.part(0.0, 0.2), distance=2 * sigma_m)
    offset = _offsets(units, areas, label, asked, (near, area), sigma_m, control.part(0.2, 0.7))
    moved = shapely.transform(units[asked][near], _Mover(units[asked][near], -offset))
    shared = shapely.area(overlay(shapely.intersection, moved, areas[area], control.part(0.7, 1.0)))
    order = np.lexsort((-area, shared, near))
    near, area, shared = near[order], area[order], shared[order]
    size = shapely.area(units[asked])
    best, share, next_share = np.full(len(asked), NONE), np.zeros(len(asked)), np.zeros(len(asked))
    last = np.append(near[1:] != near[:-1], True) if len(near) else np.zeros(0, dtype=bool)
    best[near[last]] = np.where(shared[last] > 0, area[last], NONE)
    share[near[last]] = shared[last] / size[near[last]]
    rest = np.flatnonzero(~last)
    np.maximum.at(next_share, near[rest], shared[rest] / size[near[rest]])
    return Refit(best, share, next_share)


class _Mover:
    """Moves the corners of several polygons, each by its own vector."""

    def __init__(self, polygons: np.ndarray, vectors: np.ndarray) -> None:
        self._each = np.repeat(vectors, shapely.get_num_coordinates(polygons), axis=0)

    def __call__(self, corners: np.ndarray) -> np.ndarray:
        return corners + self._each


def _offsets(
    units: np.ndarray,
    areas: np.ndarray,
    label: np.ndarray,
    asked: np.ndarray,
    pairs: tuple[np.ndarray, np.ndarray],
    sigma_m: float,
    control: RunControl,
) -> np.ndarray:
    """Return (p, 2) metres to add to the area of each pair of asked unit and area so that it fits around the unit."""
    near, area = pairs
    used = np.unique(area)
    outlines = _true_outlines(units, label, used, control.part(0.0, 0.3))
    lines = shapely.segmentize(shapely.boundary(areas[used]), _STEP_M)
    places, owner = shapely.get_coordinates(lines, return_index=True)
    inside = _around(places, units[asked])
    places, owner = places[inside], used[owner[inside]]
    tree = shapely.STRtree(shapely.points(places))
    unit, point = tree.query(units[asked], predicate="dwithin", distance=_REACH_M)
    control.progress(0.4)
    width = len(areas)
    codes, wanted = near * width + area, unit * width + owner[point]
    at = np.minimum(np.searchsorted(codes, wanted), max(len(codes) - 1, 0))
    kept = codes[at] == wanted if len(codes) else np.zeros(len(wanted), dtype=bool)
    pair, point = at[kept], point[kept]
    seen, point = np.unique(point, return_inverse=True)
    normal, length, good = _residuals(
        places[seen],
        outlines[np.searchsorted(used, owner[seen])],
        units[label == NONE],
        sigma_m,
        control.part(0.4, 0.8),
    )
    pair, point = pair[good[point]], point[good[point]]
    distance = shapely.distance(units[asked][near[pair]], shapely.points(places[seen[point]]))
    weight = np.exp(-(distance**2) / (2 * _BANDWIDTH_M**2))
    return _solve(pair, near, weight, normal[point], length[point], len(near), len(asked))


def _around(places: np.ndarray, polygons: np.ndarray) -> np.ndarray:
    """Tell which of *places* (p, 2) may be within reach of any of the *polygons*: those in a cell next to one."""
    low, high = np.split(np.floor(shapely.bounds(polygons) / _REACH_M).astype(np.int64), 2, axis=1)
    cells = {
        (column, row)
        for (x0, y0), (x1, y1) in zip(low.tolist(), high.tolist())
        for column in range(x0 - 1, x1 + 2)
        for row in range(y0 - 1, y1 + 2)
    }
    at = np.floor(places / _REACH_M).astype(np.int64)
    found, cell = np.unique(at, axis=0, return_inverse=True)
    return np.array([tuple(one) in cells for one in found.tolist()], dtype=bool)[cell.reshape(-1)]


def _true_outlines(units: np.ndarray, label: np.ndarray, used: np.ndarray, control: RunControl) -> np.ndarray:
    """Return the outline of the sure units of each area in *used*; empty where it has none."""
    order = np.argsort(label, kind="stable")
    start = np.searchsorted(label[order], used, "left")
    end = np.searchsorted(label[order], used, "right")
    found = np.full(len(used), shapely.Polygon(), dtype=object)
    for place, (first, last) in enumerate(zip(start, end)):
        if place % 100 == 0:
            control.progress(place / len(used))
        if last > first:
            found[place] = _union(units[order[first:last]])
    return shapely.boundary(found)


def _union(polygons: np.ndarray) -> object:
    try:
        return shapely.coverage_union_all(polygons)  # good enough to tell distances from, and ten times as fast
    except shapely.errors.GEOSException:
        return shapely.union_all(polygons, grid_size=1e-6)


def _residuals(
    places: np.ndarray, outlines: np.ndarray, unsure: np.ndarray, sigma_m: float, control: RunControl
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return direction, length and use of the vector from each drawn place to the true outline of its area."""
    points = shapely.points(places)
    feet = shapely.line_interpolate_point(outlines, shapely.line_locate_point(outlines, points))
    control.progress(0.5)
    vector = shapely.get_coordinates(np.where(shapely.is_empty(feet) | shapely.is_missing(feet), points, feet)) - places
    length = np.hypot(*vector.T)
    good = (length > 1e-9) & (length < 3 * sigma_m + 1) & ~shapely.is_empty(outlines)
    tree = shapely.STRtree(unsure)  # a border with a unit that is not sure may not be the border
    good[tree.query(feet, predicate="dwithin", distance=0.05)[0]] = False
    return vector / np.maximum(length, 1e-9)[:, None], length, good


def _solve(
    pair: np.ndarray,
    near: np.ndarray,
    weight: np.ndarray,
    normal: np.ndarray,
    length: np.ndarray,
    size: int,
    asked: int,
) -> np.ndarray:
    """Return the offset of each pair by least squares along the normals, drawn to that of its unit, that to none."""
    of_unit = _least_squares(near[pair], weight, normal, length, asked, np.zeros((asked, 2)))
    return _least_squares(pair, weight, normal, length, size, of_unit[near])


def _least_squares(
    group: np.ndarray, weight: np.ndarray, normal: np.ndarray, length: np.ndarray, size: int, prior: np.ndarray
) -> np.ndarray:
    x, y = normal.T

    def total(values: np.ndarray) -> np.ndarray:
        return np.bincount(group, weights=weight * values, minlength=size)

    xx, xy, yy = total(x * x) + _PRIOR, total(x * y), total(y * y) + _PRIOR
    right = np.stack([total(x * length), total(y * length)], axis=1) + _PRIOR * prior
    determinant = xx * yy - xy * xy
    return np.stack(
        [(yy * right[:, 0] - xy * right[:, 1]) / determinant, (xx * right[:, 1] - xy * right[:, 0]) / determinant],
        axis=1,
    )
