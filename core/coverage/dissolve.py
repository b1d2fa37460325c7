"""Neighborhoods as unions of whole units, and the proof that nothing was won, lost or redrawn."""

from __future__ import annotations

import numpy as np
import shapely

from ..model.errors import KhuPhoError
from ..model.messages import CONTEXT, QT_TRANSLATE_NOOP, Message
from ..model.run import RunControl
from .noding import share_vertices
from .thin import is_thin
from .union import fits_together, unite

SNAP_M = 0.1
"""Borders that differ by less are meant to be the same (degrees rounded to six decimals differ by 8 cm)."""

_RELATIVE = 1e-6
_NODED_M = 2 * SNAP_M + 1e-3  # a vertex may be put in beside a line and then join its neighbor

_WRONG_NUMBER = QT_TRANSLATE_NOOP(
    CONTEXT, "There are {regions} neighborhoods on the map but {labels} in the plan. Please report this error."
)
_AREA_DIFFERS = QT_TRANSLATE_NOOP(
    CONTEXT,
    "Neighborhood number {number} is not the union of its units: {area} m² differ. "
    "Check the units for overlaps and invalid shapes, mend them and run again.",
)
_NEW_VERTEX = QT_TRANSLATE_NOOP(
    CONTEXT,
    "The border of neighborhood number {number} leaves the borders of its units near x = {x}, y = {y}. "
    "Check the units there for overlaps and invalid shapes, mend them and run again.",
)


def dissolve(
    geometries: np.ndarray,
    labels: np.ndarray,
    *,
    tolerance_m: float = 0.5,
    control: RunControl = RunControl(),  # noqa: B008 (frozen, without state)
) -> np.ndarray:
    """Return one polygon or multipolygon per label, the union of the whole units that carry it.

    - *geometries*: (n,) valid polygons or multipolygons in metres, missing ones count as empty
    - *labels*: (n,) whole numbers from 0; -1 leaves a unit out
    - *tolerance_m*: holes thinner than that, left by units that don't quite meet, are filled

    No vertex is new where units meet to the digit. Where they don't, vertices that neighbors lack are
    put in within :data:`SNAP_M`, and where they overlap, borders meet at crossings. Regions whose units
    don't touch stay multipart; a label without units gives an empty polygon.

    :returns: (k,) geometries, k = largest label + 1.
    :raises CanceledError: within a second after the caller asked to stop.
    """
    geometries, labels = np.asarray(geometries, dtype=object), np.asarray(labels, dtype=np.int64)
    count = int(labels.max()) + 1 if len(labels) else 0
    usable = ~(shapely.is_missing(geometries) | shapely.is_empty(geometries)) & (labels >= 0)
    shapes, labels = shapely.force_2d(geometries[usable]), labels[usable]
    control.progress(0.0)
    clean = fits_together(shapes)
    if not clean:
        shapes = share_vertices(shapes, SNAP_M, control.part(0.1, 0.5))
        clean = fits_together(shapes)
    regions = np.full(count, shapely.Polygon(), dtype=object)
    for label, members in _by_label(labels):
        control.progress(0.5 + 0.5 * label / count)
        regions[label] = without_thin_holes(_polygonal(unite(shapes[members], clean)), tolerance_m)
    control.progress(1.0)
    return regions


def without_thin_holes(shape: shapely.Geometry, width_m: float) -> shapely.Geometry:
    """Return *shape* without the holes that are nowhere wider than *width_m*."""
    parts = shapely.get_parts(shape)
    if not shapely.get_num_interior_rings(parts).any():
        return shape
    filled = []
    for part in parts:
        wide = [ring for ring in part.interiors if not is_thin(shapely.Polygon(ring), width_m)]
        filled.append(part if len(wide) == len(part.interiors) else shapely.Polygon(part.exterior, wide))
    return filled[0] if len(filled) == 1 else shapely.MultiPolygon(filled)


def prove_whole(
    geometries: np.ndarray,
    labels: np.ndarray,
    regions: np.ndarray,
    *,
    tolerance_m: float = 0.5,
    control: RunControl = RunControl(),  # noqa: B008 (frozen, without state)
) -> None:
    """Check that each region is the union of its whole units, and nothing else.

    The areas must agree to 1e-6; where units leave thin gaps (*tolerance_m*), these may be filled. Each
    vertex must be one of a unit; where units don't meet to the digit, it may lie where two borders cross.

    :raises KhuPhoError: with the neighborhood and the place.
    :raises CanceledError: within a second after the caller asked to stop.
    """
    geometries, labels = np.asarray(geometries, dtype=object), np.asarray(labels, dtype=np.int64)
    count = int(labels.max()) + 1 if len(labels) else 0
    if len(regions) != count:
        raise KhuPhoError(Message(_WRONG_NUMBER, {"regions": len(regions), "labels": count}))
    for label, members in _by_label(labels):
        control.progress(label / count)
        _prove_area(label, shapely.force_2d(geometries[members]), regions[label], tolerance_m)
    _prove_vertices(geometries, regions)


def _prove_area(label: int, units: np.ndarray, region: shapely.Geometry, tolerance_m: float) -> None:
    whole = shapely.union_all(units)
    difference = shapely.symmetric_difference(whole, region)
    if shapely.area(difference) <= _RELATIVE * shapely.area(whole):
        return
    parts = shapely.get_parts(difference)
    wide = float(sum(shapely.area(part) for part in parts if not is_thin(part, tolerance_m)))
    if wide > _RELATIVE * shapely.area(whole):
        raise KhuPhoError(Message(_AREA_DIFFERS, {"number": label + 1, "area": round(wide, 1)}))


def _prove_vertices(geometries: np.ndarray, regions: np.ndarray) -> None:
    known = np.unique(_as_rows(shapely.get_coordinates(geometries)))
    points, region = shapely.get_coordinates(regions, return_index=True)
    new = ~np.isin(_as_rows(points), known)
    if not new.any():
        return
    places = shapely.points(points[new])
    borders = np.zeros(len(places), dtype=np.int64)
    if not fits_together(geometries[~shapely.is_missing(geometries)]):
        tree = shapely.STRtree(shapely.boundary(geometries))
        place, _ = tree.query(places, predicate="dwithin", distance=_NODED_M)
        borders = np.bincount(place, minlength=len(places))
    if (borders < 2).any():
        first = int(np.flatnonzero(borders < 2)[0])
        x, y = points[new][first]
        number = int(region[new][first]) + 1
        raise KhuPhoError(Message(_NEW_VERTEX, {"number": number, "x": round(float(x), 1), "y": round(float(y), 1)}))


def _as_rows(points: np.ndarray) -> np.ndarray:
    return points[:, 0] + 1j * points[:, 1]


def _by_label(labels: np.ndarray) -> list[tuple[int, np.ndarray]]:
    order = np.argsort(labels, kind="stable")
    values, first = np.unique(labels[order], return_index=True)
    groups = np.split(order, first[1:]) if len(values) else []
    return [(int(value), members) for value, members in zip(values, groups) if value >= 0]


def _polygonal(shape: shapely.Geometry) -> shapely.Geometry:
    """Return the polygons of *shape*; a union may leave lines where units overlap by nothing."""
    if shape.geom_type in ("Polygon", "MultiPolygon"):
        return shape if shape.geom_type == "Polygon" or len(shape.geoms) > 1 else shape.geoms[0]
    polygons = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)
