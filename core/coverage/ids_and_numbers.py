"""Faults of ids and of numbers of households and people."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from ..intake.numbers import NEGATIVE, parse_households
from ..model.faults import Fault, Severity
from ..model.messages import CONTEXT, QT_TRANSLATE_NOOP, Message
from .rows import Rows

_MISSING_ID = QT_TRANSLATE_NOOP(CONTEXT, "{feature}: the id is missing.")
_GIVE_ID = QT_TRANSLATE_NOOP(CONTEXT, "Give it an id of its own, or choose another field for the id.")
_DUPLICATE_ID = QT_TRANSLATE_NOOP(CONTEXT, "{feature}: {count} rows have this id (rows {rows}).")
_MAKE_UNIQUE = QT_TRANSLATE_NOOP(
    CONTEXT, "Give each unit an id of its own; if the rows are parts of one unit, merge them into one feature."
)
_PARTS_JOINED = QT_TRANSLATE_NOOP(
    CONTEXT, "The rows are taken as parts of one area. If they are different areas, give each an id of its own."
)
_MISSING_HOUSEHOLDS = QT_TRANSLATE_NOOP(CONTEXT, "{feature}: the number of households is missing.")
_FILL_IN = QT_TRANSLATE_NOOP(
    CONTEXT, "Fill it in; write 0 if nobody lives there. Until then the unit adds nothing to its neighborhood."
)
_WRONG_HOUSEHOLDS = QT_TRANSLATE_NOOP(CONTEXT, "{feature}: the number of households can't be used. {reason}")
_WRONG_POPULATION = QT_TRANSLATE_NOOP(CONTEXT, "{feature}: the number of people can't be used. {reason}")
_MEND_NUMBER = QT_TRANSLATE_NOOP(CONTEXT, "Write a whole number, 0 or more, with digits only.")
_PEOPLE_LEFT_OUT = QT_TRANSLATE_NOOP(
    CONTEXT, "Write a whole number, 0 or more, with digits only. Until then it counts as missing."
)
_MOST_ROWS = 10


def id_faults(rows: Rows, joins_duplicates: bool) -> list[Fault]:
    """Return faults ``missing_id`` and ``duplicate_id``; the latter a warning where parts are joined."""
    faults = [
        rows.fault("missing_id", Severity.ERROR, row, (_MISSING_ID, {}), _GIVE_ID)
        for row, text in enumerate(rows.ids)
        if text is None
    ]
    by_id: dict[str, list[int]] = {}
    for row, text in enumerate(rows.ids):
        if text is not None:
            by_id.setdefault(text, []).append(row)
    severity, advice = (Severity.WARNING, _PARTS_JOINED) if joins_duplicates else (Severity.ERROR, _MAKE_UNIQUE)
    for same in by_id.values():
        if len(same) > 1:
            listed = ", ".join(str(row + 1) for row in same[:_MOST_ROWS]) + (" …" if len(same) > _MOST_ROWS else "")
            values = {"count": len(same), "rows": listed}
            place = _all_of(rows.shapes[same])
            faults.append(rows.fault("duplicate_id", severity, same[0], (_DUPLICATE_ID, values), advice, place))
    return faults


def household_faults(rows: Rows, values: pd.Series) -> list[Fault]:
    """Return faults ``missing_households``, ``negative_households`` and ``unreadable_households``."""
    faults = []
    for row, value in enumerate(values):
        number, wrong = parse_households(value)
        if wrong is not None:
            code = "negative_households" if wrong.template == NEGATIVE else "unreadable_households"
            faults.append(_number_fault(rows, row, (code, Severity.ERROR), (_WRONG_HOUSEHOLDS, wrong), _MEND_NUMBER))
        elif number is None:
            faults.append(rows.fault("missing_households", Severity.WARNING, row, (_MISSING_HOUSEHOLDS, {}), _FILL_IN))
    return faults


def population_faults(rows: Rows, values: pd.Series) -> list[Fault]:
    """Return warnings ``unreadable_population``; people that are missing are no fault."""
    faults = []
    for row, value in enumerate(values):
        _, wrong = parse_households(value)
        if wrong is not None:
            kind = ("unreadable_population", Severity.WARNING)
            faults.append(_number_fault(rows, row, kind, (_WRONG_POPULATION, wrong), _PEOPLE_LEFT_OUT))
    return faults


def _number_fault(rows: Rows, row: int, kind: tuple[str, Severity], problem: tuple[str, Message], advice: str) -> Fault:
    return rows.fault(*kind, row, (problem[0], {"reason": problem[1]}), advice)


def _all_of(shapes: np.ndarray) -> shapely.Geometry | None:
    shapes = shapes[~shapely.is_missing(shapes)]
    return shapely.GeometryCollection(list(shapes)) if len(shapes) else None
