"""The union of many polygons, as one filled outline and its holes, in steps small enough to be stopped."""

from __future__ import annotations

import numpy as np
import shapely

from ..model.run import RunControl
from .segments import polygon_parts

_AT_ONCE = 256
_MERGED_AT_ONCE = 8
_CHUNK = 250
_LEAST_PART = 1e-9  # share of a hole: less in it is rounding


def fits_together(shapes: np.ndarray) -> bool:
    """Tell whether *shapes* meet to the digit; False where GEOS is too old to say so (before 3.12)."""
    if not hasattr(shapely, "coverage_is_valid") or shapely.geos_version < (3, 12, 0):
        return False
    return len(shapes) == 0 or bool(shapely.coverage_is_valid(shapes))


def unite(shapes: np.ndarray, clean: bool) -> shapely.Geometry:
    """Return the union of *shapes*, faster where they are *clean* (:func:`fits_together`)."""
    if clean:
        united = shapely.coverage_union_all(shapes)
        # Where a union touches itself in a corner, GEOS walks through it twice and calls the result a polygon.
        if shapely.is_valid(united):
            return united
    return shapely.union_all(shapes)


def outline_and_holes(shapes: np.ndarray, clean: bool, control: RunControl) -> tuple[shapely.Geometry, np.ndarray]:
    """Return the union of valid polygons *shapes* (n,) with all holes filled, and these holes as polygons.

    What lies in a hole (an island in a lake) is cut out of it. *clean*: the shapes meet to the digit and
    don't overlap (:func:`fits_together`), which is faster.

    Holes are taken out as soon as they appear: a layer full of hairline gaps would else drag tens of
    thousands of them through each further step.
    """
    if len(shapes) == 0:
        return shapely.Polygon(), np.zeros(0, dtype=object)
    step, merged, holes = _AT_ONCE, shapes[_side_by_side(shapes)], []
    while True:
        united = []
        for first in range(0, len(merged), step):
            control.check()
            filled, found = _filled(unite(merged[first : first + step], clean))
            united.append(filled)
            holes.append(found)
        # Filled outlines may cover each other: they are no clean coverage any more.
        clean, step, merged = False, _MERGED_AT_ONCE, np.array(united, dtype=object)
        if len(merged) == 1:
            return merged[0], _without_contents(np.concatenate(holes), shapes, control)


def _filled(shape: shapely.Geometry) -> tuple[shapely.Geometry, np.ndarray]:
    """Return *shape* without its holes, and the holes as polygons."""
    parts, _ = polygon_parts(np.array([shape], dtype=object))
    if not shapely.get_num_interior_rings(parts).any():
        return shape, np.zeros(0, dtype=object)
    rings, part = shapely.get_rings(parts, return_index=True)
    inner = np.concatenate([[False], part[1:] == part[:-1]])
    return shapely.union_all(shapely.polygons(rings[~inner])), shapely.polygons(rings[inner])


def _without_contents(holes: np.ndarray, shapes: np.ndarray, control: RunControl) -> np.ndarray:
    """Return *holes* without what *shapes* cover of them; a hole may fall into several, or vanish."""
    tree = shapely.STRtree(shapes)
    kept = []
    for first in range(0, len(holes), _CHUNK):
        control.check()
        chunk = holes[first : first + _CHUNK]
        hole, shape = tree.query(chunk, predicate="intersects")
        covered = shapely.area(shapely.intersection(chunk[hole], shapes[shape]))
        inside = covered > _LEAST_PART * shapely.area(chunk[hole])
        for number in np.unique(hole[inside]):
            contents = shapes[shape[inside & (hole == number)]]
            chunk[number] = shapely.difference(chunk[number], shapely.union_all(contents))
        kept.append(polygon_parts(chunk)[0])
    return np.concatenate(kept) if kept else holes


def _side_by_side(shapes: np.ndarray) -> np.ndarray:
    """Return an order in which shapes that lie near each other stand near each other: strips, then along them."""
    bounds = shapely.bounds(shapes)
    x, y = bounds[:, 0] + bounds[:, 2], bounds[:, 1] + bounds[:, 3]
    strips = max(1, int(np.sqrt(len(shapes) / _AT_ONCE)))
    strip = np.argsort(np.argsort(x, kind="stable"), kind="stable") * strips // len(shapes)
    return np.lexsort((y, strip))
