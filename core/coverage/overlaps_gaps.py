"""Places that two polygons of a layer claim, and places between them that none claims."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..model.faults import Fault, Severity
from ..model.messages import CONTEXT, QT_TRANSLATE_NOOP, Message
from ..model.run import RunControl
from .limits import Limits
from .listing import largest, more_faults
from .rows import UNITS, Rows
from .segments import polygon_parts
from .thin import are_thin

_OVERLAP = QT_TRANSLATE_NOOP(CONTEXT, "{feature}: overlaps {other} by {area} m² ({percent} % of the smaller one).")
_CUT = QT_TRANSLATE_NOOP(
    CONTEXT, "Cut the overlap out of one of the two (an apartment building out of the parcel around it)."
)
_SMALL = QT_TRANSLATE_NOOP(CONTEXT, "It doesn't change the proposal; mend it before the map is signed.")
_SEEN_LATER = QT_TRANSLATE_NOOP(CONTEXT, "The comparison shows how many households two areas claim.")
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
_CHUNK = 250
_TOUCH_M = 0.01
_FAULTY_SHARE = 0.5


@dataclass(frozen=True)
class _Overlaps:
    """``p`` pairs of rows and the polygons that both claim; ``share`` is of the smaller row's area."""

    first: np.ndarray
    second: np.ndarray
    common: np.ndarray
    share: np.ndarray

    def take(self, which: np.ndarray) -> _Overlaps:
        return _Overlaps(self.first[which], self.second[which], self.common[which], self.share[which])


def overlap_faults(rows: Rows, usable: np.ndarray, limits: Limits, control: RunControl) -> list[Fault]:
    """Return one fault ``overlap`` per pair of rows, with the doubly claimed area as its geometry."""
    found = _overlaps(rows, np.flatnonzero(usable), limits, control)
    noise = are_thin(found.common, limits.noise_m) if limits.noise_m else np.zeros(len(found.first), dtype=bool)
    faults = _thin_ones(rows, found.common[noise], limits, ("overlap", _THIN_OVERLAPS))
    found = found.take(~noise)
    # Areas of forces may overlap: the comparison shows it. Units may not: households would count twice.
    severe = (found.share > limits.overlap_error_share) & (rows.layer == UNITS)
    mild = np.flatnonzero(~severe)
    listed = mild[largest(found.common[mild], limits.most_listed)]
    faults += [_overlap(rows, found, number, Severity.ERROR) for number in np.flatnonzero(severe)]
    faults += [_overlap(rows, found, number, Severity.WARNING) for number in listed]
    return faults + more_faults(rows.layer, "overlap", len(mild) - len(listed))


def _overlaps(rows: Rows, at: np.ndarray, limits: Limits, control: RunControl) -> _Overlaps:
    """Return the overlaps between the rows at positions *at*; parts of one area don't overlap each other."""
    shapes = rows.shapes[at]
    tree = shapely.STRtree(shapes)
    _, same_id = np.unique([rows.feature(row) for row in at.tolist()], return_inverse=True)
    found = [_Overlaps(at[:0], at[:0], shapes[:0], np.zeros(0))]
    for start in range(0, len(shapes), _CHUNK):
        control.progress(start / len(shapes))
        near, second = tree.query(shapes[start : start + _CHUNK])
        first = near + start
        once = (first < second) & (same_id[first] != same_id[second])
        first, second = first[once], second[once]
        common = shapely.intersection(shapes[first], shapes[second])
        common = _polygons_only(common)
        real = ~_is_rounding(common, limits)
        first, second, common = first[real], second[real], common[real]
        share = shapely.area(common) / np.minimum(shapely.area(shapes[first]), shapely.area(shapes[second]))
        found.append(_Overlaps(at[first], at[second], common, share))
    return _Overlaps(*(np.concatenate([getattr(each, name) for each in found]) for name in found[0].__annotations__))


def _polygons_only(shapes: np.ndarray) -> np.ndarray:
    """Return *shapes* without the lines and points where borders touch."""
    shapes = shapes.copy()
    mixed = shapely.get_type_id(shapes) == shapely.GeometryType.GEOMETRYCOLLECTION
    for number in np.flatnonzero(mixed & (shapely.area(shapes) > 0)):
        shapes[number] = shapely.multipolygons(polygon_parts(shapes[number : number + 1])[0])
    return shapes


def _overlap(rows: Rows, found: _Overlaps, number: int, severity: Severity) -> Fault:
    first, second = rows.in_order([int(found.first[number]), int(found.second[number])])
    common = found.common[number]
    values = {
        "feature": rows.name(first),
        "other": rows.feature(second),
        "area": _rounded(shapely.area(common)),
        "percent": round(100 * float(found.share[number]), 1),
    }
    mild = _SMALL if rows.layer == UNITS else _SEEN_LATER
    advice = Message(_CUT if severity is Severity.ERROR else mild)
    features = rows.features([first, second])
    return Fault("overlap", severity, rows.layer, features, Message(_OVERLAP, values), advice, common)


def gap_faults(rows: Rows, usable: np.ndarray, holes: np.ndarray, limits: Limits) -> list[Fault]:
    """Return faults ``gap`` and ``sliver``, one per place of *holes* (polygons that no usable row covers).

    Only places closed in by polygons of the layer are known; a hole drawn in one polygon counts as well. The
    place of an invalid polygon is none: it is told as such.
    """
    holes = holes[~_is_rounding(holes, limits)]
    holes = holes[~_holds_faulty(holes, rows.shapes[~usable])]
    thin = are_thin(holes, limits.sliver_m)
    noise = are_thin(holes, limits.noise_m) if limits.noise_m else np.zeros(len(holes), dtype=bool)
    at = np.flatnonzero(usable)
    tree = shapely.STRtree(rows.shapes[at])
    faults = _thin_ones(rows, holes[noise], limits, ("sliver", _THIN_GAPS))
    for code, same in (("gap", holes[~thin & ~noise]), ("sliver", holes[thin & ~noise])):
        listed = largest(same, limits.most_listed)
        for hole in same[listed]:
            around = at[tree.query(hole, predicate="dwithin", distance=_TOUCH_M)].tolist()
            faults.append(_gap(rows, code, around, hole))
        faults += more_faults(rows.layer, code, len(same) - len(listed))
    return faults


def _gap(rows: Rows, code: str, around: list[int], hole: shapely.Geometry) -> Fault:
    problem, advice = (_SLIVER, _SNAP) if code == "sliver" else (_GAP, _IS_IT_REAL)
    features = rows.features(rows.in_order(around))
    message = Message(problem, {"features": features, "area": _rounded(shapely.area(hole))})
    return Fault(code, Severity.WARNING, rows.layer, features, message, Message(advice), hole)


def _holds_faulty(holes: np.ndarray, shapes: np.ndarray) -> np.ndarray:
    """Tell which *holes* are there because one of *shapes* (rows that can't be used) could not be counted.

    What a polygon that crosses itself should cover can only be guessed: by its hull.
    """
    shapes = shapely.convex_hull(shapes[np.isfinite(shapely.area(shapes))])
    hole, shape = shapely.STRtree(shapes).query(holes, predicate="intersects")
    covered = shapely.area(shapely.intersection(holes[hole], shapes[shape]))
    return np.bincount(hole, covered, len(holes)) > _FAULTY_SHARE * shapely.area(holes)


def _is_rounding(shapes: np.ndarray, limits: Limits) -> np.ndarray:
    area = shapely.area(shapes)
    return (area < limits.least_area_m2) | (2 * area < limits.rounding_m * shapely.length(shapes))


def _thin_ones(rows: Rows, thin: np.ndarray, limits: Limits, kind: tuple[str, str]) -> list[Fault]:
    """Return one fault for all *thin* places together."""
    if len(thin) == 0:
        return []
    code, template = kind
    values = {"count": len(thin), "width": limits.noise_m, "area": _rounded(shapely.area(thin).sum())}
    place = shapely.multipolygons(polygon_parts(thin)[0])
    return [Fault(code, Severity.WARNING, rows.layer, "", Message(template, values), Message(_NOISE), place)]


def _rounded(area_m2: float) -> float:
    return round(float(area_m2), 1)
