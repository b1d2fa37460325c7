"""Lets neighbors share each vertex where one of them lacks it, so that uniting them leaves no slit.

A street corner drawn on one side of a border only leaves the two sides a hair apart: united, they
would touch in single points and count as two parts. Only existing vertices are used, only borders
that don't match to the digit change, and nothing moves by more than the tolerance.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import shapely

from ..model.run import RunControl
from .segments import Segments, border_segments, polygon_parts, shared_segments, vertex_numbers

_CHUNK = 20_000
_ASK_EVERY = 500
_OPEN_RING = 3  # fewer different points than that enclose nothing
_LARGEST_CHANGE = 0.01  # share of its area that a unit may win or lose; more means that it folded over


def share_vertices(geometries: np.ndarray, tolerance_m: float, control: RunControl) -> np.ndarray:
    """Return *geometries* (n,) with vertices of neighbors put in where they lie within *tolerance_m*.

    Vertices of different units that are within *tolerance_m* metres of each other become the first of
    them (by coordinates). A unit that would become invalid stays as it is.
    """
    segments = border_segments(geometries)
    _, matched = shared_segments(border_segments(geometries, oriented=True), grid_m=0.0)
    loose = np.flatnonzero(~matched)
    if len(loose) == 0:
        return geometries
    points, new_place = _merged_vertices(segments, loose, tolerance_m)
    control.progress(0.5)
    inserted = _vertices_beside(segments, loose, points, new_place, tolerance_m, control.part(0.5, 1.0))
    return _rebuilt(geometries, segments, (points, new_place), inserted, control)


def _merged_vertices(segments: Segments, loose: np.ndarray, tolerance_m: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the vertices of loose segments, sorted, and where each goes (mostly: where it is)."""
    ends = np.concatenate([segments.start[loose], segments.end[loose]])
    points = np.unique(ends, axis=0)
    place = points.copy()
    shapes = shapely.points(points)
    first, second = shapely.STRtree(shapes).query(shapes, predicate="dwithin", distance=tolerance_m)
    later = first > second
    first, second = first[later], second[later]
    owners = _units_of(points, np.concatenate([first, second]), ends, np.tile(segments.unit[loose], 2))
    order = np.lexsort((second, first))
    gone: dict[int, int] = {}
    for mine, leader in zip(first[order].tolist(), second[order].tolist()):
        if mine not in gone and leader not in gone and not owners[mine] & owners[leader]:
            gone[mine] = leader
            owners[leader] |= owners[mine]
    place[list(gone)] = points[list(gone.values())]
    return points, place


def _units_of(points: np.ndarray, which: np.ndarray, ends: np.ndarray, units: np.ndarray) -> dict[int, set[int]]:
    """Return the units that own each of the vertices *which*."""
    numbers = _position(points, ends)
    wanted = np.isin(numbers, which)
    owners: dict[int, set[int]] = {}
    for number, unit in zip(numbers[wanted].tolist(), units[wanted].tolist()):
        owners.setdefault(number, set()).add(unit)
    return owners


def _position(points: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Return the positions of *wanted* among the sorted *points*; -1 where there is none."""
    kind = np.dtype([("x", float), ("y", float)])
    table = np.ascontiguousarray(points).view(kind).ravel()
    query = np.ascontiguousarray(wanted).view(kind).ravel()
    at = np.minimum(np.searchsorted(table, query), len(table) - 1)
    return np.where(table[at] == query, at, -1)


def _vertices_beside(
    segments: Segments,
    loose: np.ndarray,
    points: np.ndarray,
    place: np.ndarray,
    tolerance_m: float,
    control: RunControl,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return vertices to put into segments: positions of the segments, shares along them, coordinates."""
    tree = shapely.STRtree(shapely.points(points))
    found = []
    for first in range(0, len(loose), _CHUNK):
        control.progress(first / len(loose))
        chunk = loose[first : first + _CHUNK]
        lines = shapely.linestrings(np.stack([segments.start[chunk], segments.end[chunk]], axis=1))
        near, vertex = tree.query(lines, predicate="dwithin", distance=tolerance_m)
        found.append(np.column_stack([chunk[near], vertex]))
    segment, vertex = np.concatenate(found).T
    along = segments.end[segment] - segments.start[segment]
    length = np.hypot(along[:, 0], along[:, 1])
    share = ((place[vertex] - segments.start[segment]) * along).sum(axis=1) / length**2
    # Near an end the two vertices are one or stay two; between the ends the vertex is missing here.
    between = (share * length > tolerance_m) & ((1 - share) * length > tolerance_m)
    return segment[between], share[between], place[vertex[between]]


def _rebuilt(
    geometries: np.ndarray,
    segments: Segments,
    moved: tuple[np.ndarray, np.ndarray],
    inserted: tuple[np.ndarray, np.ndarray, np.ndarray],
    control: RunControl,
) -> np.ndarray:
    """Return *geometries* with vertices *moved* (from, to) and *inserted* (segment, share, coordinates)."""
    points, place = moved
    where = _position(points, segments.start)
    starts = np.where(where[:, None] >= 0, place[where], segments.start)
    touched = np.unique(np.concatenate([segments.unit[(starts != segments.start).any(axis=1)],
                                        segments.unit[inserted[0]]]))  # fmt: skip
    result = geometries.copy()
    if len(touched) == 0:
        return result
    rows = np.concatenate([np.arange(len(segments)), inserted[0]])
    shares = np.concatenate([np.zeros(len(segments)), inserted[1]])
    coordinates = np.concatenate([starts, inserted[2]])
    order = np.lexsort((coordinates[:, 1], coordinates[:, 0], shares, rows))
    ring, coordinates = segments.ring[rows[order]], coordinates[order]
    begin = np.searchsorted(ring, np.arange(ring[-1] + 2))
    new = _polygons(geometries, touched, lambda number: coordinates[begin[number] : begin[number + 1]], control)
    for unit, shape in new.items():
        area = shapely.area(geometries[unit])
        if shapely.is_valid(shape) and abs(shapely.area(shape) - area) <= _LARGEST_CHANGE * area:
            result[unit] = shape
    return result


def _polygons(
    geometries: np.ndarray,
    touched: np.ndarray,
    ring_points: Callable[[int], np.ndarray],
    control: RunControl,
) -> dict[int, shapely.Geometry]:
    """Return the touched units made anew from the points of their rings."""
    parts, owner = polygon_parts(geometries)
    holes = shapely.get_num_interior_rings(parts)
    first_ring = np.cumsum(holes + 1) - (holes + 1)
    shapes: dict[int, list] = {}
    for count, part in enumerate(np.flatnonzero(np.isin(owner, touched))):
        if count % _ASK_EVERY == 0:
            control.check()
        rings = [_clean_ring(ring_points(number)) for number in range(first_ring[part],
                                                                      first_ring[part] + holes[part] + 1)]  # fmt: skip
        if rings[0] is not None:
            polygon = shapely.Polygon(rings[0], [ring for ring in rings[1:] if ring is not None])
            shapes.setdefault(int(owner[part]), []).append(polygon)
    return {unit: each[0] if len(each) == 1 else shapely.MultiPolygon(each) for unit, each in shapes.items()}


def _clean_ring(points: np.ndarray) -> np.ndarray | None:
    numbers = vertex_numbers(points)
    keep = numbers != np.roll(numbers, 1)
    points = points[keep]
    return np.concatenate([points, points[:1]]) if len(points) >= _OPEN_RING else None
