"""The list of faults as a person reads it: errors first, the largest ones, never ten thousand."""

from __future__ import annotations

import numpy as np
import shapely

from ..model.faults import Fault, Severity
from ..model.messages import CONTEXT, QT_TRANSLATE_NOOP, Message
from ..model.sorting import natural_key

CODES = (
    "missing_id",
    "duplicate_id",
    "negative_households",
    "unreadable_households",
    "missing_geometry",
    "empty_geometry",
    "wrong_geometry",
    "invalid_geometry",
    "overlap",
    "missing_households",
    "unreadable_population",
    "multipart",
    "gap",
    "sliver",
    "outside_ward",
    "disconnected",
)
"""Codes of all faults that these checks can report, in the order of the report."""

_MORE = QT_TRANSLATE_NOOP(CONTEXT, "{count} more faults of this kind are not listed.")
_MEND_FIRST = QT_TRANSLATE_NOOP(CONTEXT, "Mend the listed ones, the largest of all, and check again.")


def largest(shapes: np.ndarray, most: int) -> np.ndarray:
    """Return the positions of the *most* largest of *shapes* (n,), in their order."""
    if len(shapes) <= most:
        return np.arange(len(shapes))
    bounds = shapely.bounds(shapes)
    order = np.lexsort((bounds[:, 1], bounds[:, 0], -shapely.area(shapes)))
    return np.sort(order[:most])


def more_faults(layer: str, code: str, count: int) -> list[Fault]:
    """Return the warning that stands for *count* faults that are not listed; none for none."""
    if count == 0:
        return []
    return [Fault(code, Severity.WARNING, layer, "", Message(_MORE, {"count": count}), Message(_MEND_FIRST))]


def in_order(faults: list[Fault], most: int) -> list[Fault]:
    """Return *faults* with errors first, by code and then by feature, whatever the order of the rows.

    Of more than *most* warnings of one kind the largest are kept; one more says how many there are besides.
    """
    place = {code: number for number, code in enumerate(CODES)}
    by_kind: dict[tuple, list[Fault]] = {}
    for fault in faults:
        kind = (fault.severity is Severity.WARNING, place[fault.code], fault.layer)
        by_kind.setdefault(kind, []).append(fault)
    listed = []
    for kind in sorted(by_kind):
        same = by_kind[kind]
        single = [fault for fault in same if fault.problem.template != _MORE]
        unlisted = sum(int(fault.problem.values["count"]) for fault in same if fault.problem.template == _MORE)
        if kind[0] and len(single) > most:
            unlisted += len(single) - most
            single = sorted(single, key=_order_by_size)[:most]
        listed += sorted(single, key=lambda fault: (natural_key(fault.feature), _order_by_size(fault)))
        listed += more_faults(kind[2], same[0].code, unlisted)
    return listed


def _order_by_size(fault: Fault) -> tuple:
    area = 0.0 if fault.geometry is None else float(shapely.area(fault.geometry))
    return (-area, natural_key(fault.feature))
