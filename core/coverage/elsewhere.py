"""Layers that lie somewhere else than the units: mostly a coordinate system that is set wrong."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import shapely

from ..model.faults import Fault, Severity
from ..model.messages import CONTEXT, QT_TRANSLATE_NOOP, Message
from .rows import BEATS, MILITIA

_LAYERS = {
    BEATS: QT_TRANSLATE_NOOP(CONTEXT, "The police beats lie somewhere else than the units, {km} km away."),
    MILITIA: QT_TRANSLATE_NOOP(CONTEXT, "The militia areas lie somewhere else than the units, {km} km away."),
}
_EVIDENCE = {
    "dwellings": QT_TRANSLATE_NOOP(CONTEXT, "The dwellings lie somewhere else than the units, {km} km away."),
    "streets": QT_TRANSLATE_NOOP(CONTEXT, "The streets lie somewhere else than the units, {km} km away."),
}
_OTHER = QT_TRANSLATE_NOOP(CONTEXT, "The barriers lie somewhere else than the units, {km} km away.")
_WHICH_IS_WRONG = QT_TRANSLATE_NOOP(
    CONTEXT, "Choose the layer of this ward, or set the coordinate system in which it was drawn."
)


def elsewhere_faults(units: np.ndarray, others: Mapping[str, np.ndarray]) -> list[Fault]:
    """Return a fault ``elsewhere`` for each layer of *others* whose extent doesn't meet that of *units*.

    *units*, *others* by role: geometries (shapely or None) in metres. It is an error for areas of forces, since a
    comparison with them would mean nothing, and a warning for barriers, dwellings and streets.
    """
    here = _extent(units)
    faults = []
    for role, shapes in others.items():
        there = _extent(shapes)
        if here is None or there is None or here.intersects(there):
            continue
        message = Message(_LAYERS.get(role, _EVIDENCE.get(role, _OTHER)), {"km": round(here.distance(there) / 1000, 1)})
        severity = Severity.ERROR if role in _LAYERS else Severity.WARNING
        faults.append(Fault("elsewhere", severity, role, "", message, Message(_WHICH_IS_WRONG), there))
    return faults


def _extent(shapes: np.ndarray) -> shapely.Polygon | None:
    bounds = shapely.total_bounds(shapes) if len(shapes) else np.full(4, np.nan)
    return shapely.box(*bounds) if np.isfinite(bounds).all() else None
