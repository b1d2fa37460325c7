"""Faults of single geometries: missing, empty, of the wrong kind, invalid, in several parts."""

from __future__ import annotations

import re

import numpy as np
import shapely

from ..model.faults import Fault, Severity
from ..model.messages import CONTEXT, QT_TRANSLATE_NOOP, Message
from .rows import Rows

_MISSING = QT_TRANSLATE_NOOP(CONTEXT, "{feature}: has no geometry.")
_EMPTY = QT_TRANSLATE_NOOP(CONTEXT, "{feature}: its geometry is empty.")
_DRAW = QT_TRANSLATE_NOOP(CONTEXT, "Draw its polygon, or delete the row.")
_WRONG_KIND = QT_TRANSLATE_NOOP(CONTEXT, "{feature}: its geometry is a {kind}, not a polygon.")
_CHOOSE_POLYGONS = QT_TRANSLATE_NOOP(CONTEXT, "Draw it as a polygon, or choose a layer of polygons.")
_INVALID = QT_TRANSLATE_NOOP(CONTEXT, "{feature}: its polygon is invalid: {reason}")
_MEND = QT_TRANSLATE_NOOP(CONTEXT, "Mend it at the marked place with the vertex tool, or run “Fix geometries” of QGIS.")
_MULTIPART = QT_TRANSLATE_NOOP(CONTEXT, "{feature}: has {count} separate parts.")
_LEFT_OUT = QT_TRANSLATE_NOOP(
    CONTEXT, "It is left out, as if the area had no land. Draw its polygon, or delete the row."
)
_MENDED_COPY = QT_TRANSLATE_NOOP(
    CONTEXT, "It is compared as a mended copy, so look at the result there. Better mend it, or have its owner mend it."
)
_IS_IT_MEANT = QT_TRANSLATE_NOOP(
    CONTEXT, "If that isn't meant, delete the stray part or make it a unit of its own. The parts stay together."
)

_REASONS = (
    ("Ring Self-intersection", QT_TRANSLATE_NOOP(CONTEXT, "its border touches itself near x = {x}, y = {y}.")),
    ("Self-intersection", QT_TRANSLATE_NOOP(CONTEXT, "its border crosses itself near x = {x}, y = {y}.")),
    ("Hole lies outside shell", QT_TRANSLATE_NOOP(CONTEXT, "a hole lies outside of it near x = {x}, y = {y}.")),
    ("Holes are nested", QT_TRANSLATE_NOOP(CONTEXT, "a hole lies in another hole near x = {x}, y = {y}.")),
    ("Nested holes", QT_TRANSLATE_NOOP(CONTEXT, "a hole lies in another hole near x = {x}, y = {y}.")),
    ("Nested shells", QT_TRANSLATE_NOOP(CONTEXT, "one of its parts lies in another near x = {x}, y = {y}.")),
    (
        "Interior is disconnected",
        QT_TRANSLATE_NOOP(CONTEXT, "its holes cut it into pieces near x = {x}, y = {y}."),
    ),
    ("Duplicate Rings", QT_TRANSLATE_NOOP(CONTEXT, "a ring is drawn twice near x = {x}, y = {y}.")),
    ("Too few points", QT_TRANSLATE_NOOP(CONTEXT, "it has too few points near x = {x}, y = {y}.")),
    ("Invalid Coordinate", QT_TRANSLATE_NOOP(CONTEXT, "a coordinate is not a number.")),
)
_OTHER_REASON = QT_TRANSLATE_NOOP(CONTEXT, "{reason}.")
_PLACE = re.compile(r"\[([-+0-9.eE]+) ([-+0-9.eE]+)")
_POLYGON, _MULTIPOLYGON = 3, 6


def shape_faults(rows: Rows, *, whole_units: bool) -> tuple[list[Fault], np.ndarray]:
    """Return the faults of each geometry, and a mask of the rows whose polygon can be used further.

    *whole_units*: the rows are units, which are never cut or mended: polygons that are empty or invalid are errors,
    those of several parts a warning. Areas of a force are drawn by others and only laid over the units: there
    empty and invalid polygons are warnings (left out, and compared as mended copies), and parts are fine.
    """
    severity = Severity.ERROR if whole_units else Severity.WARNING
    no_land, mend = (_DRAW, _MEND) if whole_units else (_LEFT_OUT, _MENDED_COPY)
    kind = shapely.get_type_id(rows.shapes)
    missing, empty = shapely.is_missing(rows.shapes), shapely.is_empty(rows.shapes)
    wrong = ~missing & ~empty & ~np.isin(kind, (_POLYGON, _MULTIPOLYGON))
    usable = ~missing & ~empty & ~wrong
    invalid = usable & ~shapely.is_valid(rows.shapes)
    faults = [rows.fault("missing_geometry", severity, row, (_MISSING, {}), no_land) for row in _where(missing)]
    faults += [rows.fault("empty_geometry", severity, row, (_EMPTY, {}), no_land) for row in _where(empty)]
    for row in _where(wrong):
        problem = (_WRONG_KIND, {"kind": rows.shapes[row].geom_type})
        faults.append(rows.fault("wrong_geometry", Severity.ERROR, row, problem, _CHOOSE_POLYGONS))
    for row in _where(invalid):
        reason, place = invalid_reason(rows.shapes[row])
        faults.append(rows.fault("invalid_geometry", severity, row, (_INVALID, {"reason": reason}), mend, place))
    if whole_units:
        parts = shapely.get_num_geometries(rows.shapes)
        for row in _where(usable & ~invalid & (parts > 1)):
            problem = (_MULTIPART, {"count": int(parts[row])})
            faults.append(rows.fault("multipart", Severity.WARNING, row, problem, _IS_IT_MEANT))
    return faults, usable & ~invalid


def invalid_reason(shape: shapely.Geometry) -> tuple[Message, shapely.Point | None]:
    """Return why *shape* is invalid, and where (None when no place can be named)."""
    text = shapely.is_valid_reason(shape)
    place = _PLACE.search(text)
    point = shapely.Point(float(place.group(1)), float(place.group(2))) if place else None
    for start, template in _REASONS:
        if text.startswith(start) and (point is not None or "{x}" not in template):
            return Message(template, {"x": round(point.x, 1), "y": round(point.y, 1)} if point else {}), point
    return Message(_OTHER_REASON, {"reason": text}), point


def _where(mask: np.ndarray) -> list[int]:
    return np.flatnonzero(mask).tolist()
