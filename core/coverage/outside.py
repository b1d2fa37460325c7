"""Units and the outline of their ward: what sticks out, what is left empty."""

from __future__ import annotations

import numpy as np
import shapely

from ..model.faults import Fault, Severity
from ..model.messages import CONTEXT, QT_TRANSLATE_NOOP, Message
from .limits import Limits
from .rows import WARD, Rows
from .shape_faults import invalid_reason

_OUTSIDE = QT_TRANSLATE_NOOP(CONTEXT, "{feature}: {percent} % of it ({area} m²) lies outside the ward.")
_WRONG_WARD = QT_TRANSLATE_NOOP(
    CONTEXT, "Check its border, the ward it belongs to, and the coordinate systems of both layers."
)
_EMPTY_PLACE = QT_TRANSLATE_NOOP(CONTEXT, "{area} m² within the ward's outline belong to no unit.")
_IS_IT_REAL = QT_TRANSLATE_NOOP(
    CONTEXT, "If it is a river, a park or the like, leave it; otherwise draw the unit there."
)
_INVALID_OUTLINE = QT_TRANSLATE_NOOP(CONTEXT, "The ward's outline is invalid: {reason}")
_MEND = QT_TRANSLATE_NOOP(
    CONTEXT, "Mend it at the marked place. It was repaired for this check only; the layer wasn't changed."
)


def outline_of(ward_outline: object) -> tuple[shapely.Geometry | None, list[Fault]]:
    """Return one valid polygon of *ward_outline* (a geometry, or several), and the faults found in it."""
    shapes = np.atleast_1d(np.asarray(ward_outline, dtype=object))
    shapes = shapely.force_2d(shapes[~shapely.is_missing(shapes) & ~shapely.is_empty(shapes)])
    faults = []
    for shape in shapes[~shapely.is_valid(shapes)]:
        reason, place = invalid_reason(shape)
        message = Message(_INVALID_OUTLINE, {"reason": reason})
        faults.append(Fault("invalid_geometry", Severity.WARNING, WARD, "", message, Message(_MEND), place or shape))
    whole = shapely.union_all(shapely.make_valid(shapes))
    return (whole if shapely.area(whole) > 0 else None), faults


def outside_faults(rows: Rows, usable: np.ndarray, outline: shapely.Geometry, limits: Limits) -> list[Fault]:
    """Return one fault ``outside_ward`` per unit that sticks out of *outline* by more than the limit."""
    wide = shapely.buffer(outline, limits.outline_m)
    shapely.prepare(wide)
    at = np.flatnonzero(usable)
    out = at[~shapely.covers(wide, rows.shapes[at])]
    faults = []
    for row in out.tolist():
        piece = shapely.difference(rows.shapes[row], outline)
        area = shapely.area(piece)
        if area < limits.outline_area_m2 and shapely.intersects(rows.shapes[row], outline):
            continue
        percent = round(100 * float(area / shapely.area(rows.shapes[row])), 1)
        problem = (_OUTSIDE, {"percent": percent, "area": round(float(area), 1)})
        faults.append(rows.fault("outside_ward", Severity.WARNING, row, problem, _WRONG_WARD, piece))
    return faults


def empty_places(whole: shapely.Geometry, outline: shapely.Geometry, limits: Limits) -> list[Fault]:
    """Return faults ``gap``: wide places within *outline* outside of *whole*, the filled outline of all units.

    Places closed in by units are left to :func:`.overlaps_gaps.gap_faults`.
    """
    rest = shapely.difference(outline, whole)
    core = shapely.buffer(rest, -limits.outline_m / 2, join_style="mitre")
    faults = []
    for part in shapely.get_parts(core):
        place = shapely.intersection(shapely.buffer(part, limits.outline_m / 2, join_style="mitre"), rest)
        area = float(shapely.area(place))
        if area >= limits.outline_area_m2:
            message = Message(_EMPTY_PLACE, {"area": round(area, 1)})
            faults.append(Fault("gap", Severity.WARNING, WARD, "", message, Message(_IS_IT_REAL), place))
    return faults
