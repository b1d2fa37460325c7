"""Places that two polygons of a layer claim, and places between them that none claims."""

from __future__ import annotations

import numpy as np
import shapely

from ..model.faults import Fault, Severity
from ..model.messages import CONTEXT, QT_TRANSLATE_NOOP, Message
from ..model.run import RunControl
from .dissolve import fits_together, is_thin
from .limits import Limits
from .rows import Rows

_OVERLAP = QT_TRANSLATE_NOOP(CONTEXT, "{feature}: overlaps {other} by {area} m² ({percent} % of the smaller one).")
_CUT = QT_TRANSLATE_NOOP(
    CONTEXT, "Cut the overlap out of one of the two (an apartment building out of the parcel around it)."
)
_IGNORED = QT_TRANSLATE_NOOP(CONTEXT, "A small overlap doesn't change the result; mend it before the map is signed.")
_GAP = QT_TRANSLATE_NOOP(CONTEXT, "Between {features} there is a gap of {area} m² that belongs to none.")
_IS_IT_REAL = QT_TRANSLATE_NOOP(
    CONTEXT, "If it is a lake, a park or the like, leave it; otherwise draw what is missing there."
)
_SLIVER = QT_TRANSLATE_NOOP(CONTEXT, "Between {features} there is a thin gap of {area} m².")
_SNAP = QT_TRANSLATE_NOOP(CONTEXT, "Snap the borders of the neighbors to each other.")
_THIN_OVERLAPS = QT_TRANSLATE_NOOP(
    CONTEXT, "{count} overlaps thinner than {width} m between areas of the layer, {area} m² in all."
)
_THIN_GAPS = QT_TRANSLATE_NOOP(
    CONTEXT, "{count} gaps thinner than {width} m between areas of the layer, {area} m² in all."
)
_NOISE = QT_TRANSLATE_NOOP(CONTEXT, "This is usual for lines drawn by hand; the comparison takes them as noise.")
_CHUNK = 2_000
_TOUCH_M = 0.01


def overlap_faults(rows: Rows, usable: np.ndarray, limits: Limits, control: RunControl) -> list[Fault]:
    """Return one fault ``overlap`` per pair of rows, with the doubly claimed area as its geometry."""
    at = np.flatnonzero(usable)
    shapes = rows.shapes[at]
    if fits_together(shapes):
        return []
    areas = shapely.area(shapes)
    faults, thin = [], []
    for first, second, common in _common_areas(shapes, control):
        if rows.ids[at[first]] is not None and rows.ids[at[first]] == rows.ids[at[second]]:
            continue
        if _is_rounding(common, limits):
            continue
        share = shapely.area(common) / min(areas[first], areas[second])
        if limits.noise_m and is_thin(common, limits.noise_m):
            thin.append(common)
        else:
            faults.append(_overlap(rows, (int(at[first]), int(at[second])), common, share, limits))
    return faults + _thin_ones(rows, thin, limits, "overlap", _THIN_OVERLAPS)


def _common_areas(shapes: np.ndarray, control: RunControl) -> list[tuple[int, int, shapely.Geometry]]:
    """Return pairs of positions whose interiors meet, with the polygons of their intersection."""
    tree = shapely.STRtree(shapes)
    found = []
    for start in range(0, len(shapes), _CHUNK):
        control.progress(start / len(shapes))
        near, second = tree.query(shapes[start : start + _CHUNK])
        first = near + start
        once = first < second
        first, second = first[once], second[once]
        common = shapely.intersection(shapes[first], shapes[second])
        for row in np.flatnonzero(shapely.area(common) > 0):
            parts = [part for part in shapely.get_parts(common[row]) if part.geom_type == "Polygon"]
            shape = parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
            found.append((int(first[row]), int(second[row]), shape))
    return found


def _overlap(rows: Rows, pair: tuple[int, int], common: shapely.Geometry, share: float, limits: Limits) -> Fault:
    first, second = sorted(pair, key=rows.feature)
    values = {
        "feature": rows.name(first),
        "other": rows.feature(second),
        "area": _rounded(shapely.area(common)),
        "percent": round(100 * float(share), 1),
    }
    # Areas of forces may overlap: the comparison shows it. Units may not: households would count twice.
    severe = rows.layer == "units" and share > limits.overlap_error_share
    severity, advice = (Severity.ERROR, _CUT) if severe else (Severity.WARNING, _IGNORED)
    features = rows.features([first, second])
    return Fault("overlap", severity, rows.layer, features, Message(_OVERLAP, values), Message(advice), common)


def gap_faults(
    rows: Rows, usable: np.ndarray, whole: shapely.Geometry, limits: Limits, control: RunControl
) -> list[Fault]:
    """Return faults ``gap`` and ``sliver``, one per hole of *whole*, the union of the usable rows.

    Only places closed in by polygons of the layer count; a hole drawn in one polygon counts as well.
    """
    holes = enclosed_holes(whole)
    holes = holes[[not _is_rounding(hole, limits) for hole in holes]] if len(holes) else holes
    at = np.flatnonzero(usable)
    tree = shapely.STRtree(rows.shapes[at])
    faults, thin = [], []
    for number, hole in enumerate(holes):
        control.progress(number / len(holes))
        is_sliver = is_thin(hole, limits.sliver_m)
        if limits.noise_m and is_thin(hole, limits.noise_m):
            thin.append(hole)
            continue
        around = sorted(at[tree.query(hole, predicate="dwithin", distance=_TOUCH_M)].tolist(), key=rows.feature)
        code, problem, advice = ("sliver", _SLIVER, _SNAP) if is_sliver else ("gap", _GAP, _IS_IT_REAL)
        features = rows.features(around)
        message = Message(problem, {"features": features, "area": _rounded(shapely.area(hole))})
        faults.append(Fault(code, Severity.WARNING, rows.layer, features, message, Message(advice), hole))
    return faults + _thin_ones(rows, thin, limits, "sliver", _THIN_GAPS)


def enclosed_holes(whole: shapely.Geometry) -> np.ndarray:
    """Return the holes of *whole* as polygons, without what lies in them as parts of their own."""
    parts = shapely.get_parts(whole)
    rings = [ring for part in parts if part.geom_type == "Polygon" for ring in part.interiors]
    holes = shapely.polygons(np.array(rings, dtype=object)) if rings else np.zeros(0, dtype=object)
    if len(holes) == 0 or len(parts) == 1:
        return holes
    # An island in a lake is a part of its own: it is cut out of the hole that holds it.
    tree = shapely.STRtree(parts)
    hole, island = tree.query(holes, predicate="contains")
    for number in np.unique(hole):
        holes[number] = shapely.difference(holes[number], shapely.union_all(parts[island[hole == number]]))
    return np.concatenate([shapely.get_parts(hole) for hole in holes])


def _is_rounding(shape: shapely.Geometry, limits: Limits) -> bool:
    area = shapely.area(shape)
    return area < limits.least_area_m2 or 2 * area < limits.rounding_m * shapely.length(shape)


def _thin_ones(rows: Rows, thin: list, limits: Limits, code: str, template: str) -> list[Fault]:
    if not thin:
        return []
    area = _rounded(sum(shapely.area(shape) for shape in thin))
    message = Message(template, {"count": len(thin), "width": limits.noise_m, "area": area})
    place = shapely.MultiPolygon([part for shape in thin for part in shapely.get_parts(shape)])
    return [Fault(code, Severity.WARNING, rows.layer, "", message, Message(_NOISE), place)]


def _rounded(area_m2: float) -> float:
    return round(float(area_m2), 1)
