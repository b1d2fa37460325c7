"""A layer under check: its rows, what to call each, and its faults in the making."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from ..intake.texts import clean_text
from ..model.faults import Fault, Severity
from ..model.messages import CONTEXT, QT_TRANSLATE_NOOP, Message
from ..model.sorting import natural_key

UNITS, BEATS, MILITIA, WARD = "units", "beats", "militia", "ward"

_NAMES = {
    UNITS: QT_TRANSLATE_NOOP(CONTEXT, "Unit {id}"),
    BEATS: QT_TRANSLATE_NOOP(CONTEXT, "Police beat {id}"),
    MILITIA: QT_TRANSLATE_NOOP(CONTEXT, "Militia area {id}"),
}
_NAMES_OF_ROWS = {
    UNITS: QT_TRANSLATE_NOOP(CONTEXT, "Row {row} of the units"),
    BEATS: QT_TRANSLATE_NOOP(CONTEXT, "Row {row} of the police beats"),
    MILITIA: QT_TRANSLATE_NOOP(CONTEXT, "Row {row} of the militia areas"),
}
_OTHER_NAME = QT_TRANSLATE_NOOP(CONTEXT, "Area {id}")
_OTHER_ROW = QT_TRANSLATE_NOOP(CONTEXT, "Row {row}")
_MOST_NAMES = 4


@dataclass(frozen=True)
class Rows:
    """Rows of one layer in file order: role of the layer, ids (None where missing), shapes (or None)."""

    layer: str
    ids: tuple[str | None, ...]
    shapes: np.ndarray

    @classmethod
    def of(cls, frame: pd.DataFrame, layer: str, id_column: str) -> Rows:
        """Read ids and geometry of *frame*; heights are dropped, nothing else is changed."""
        shapes = np.full(len(frame), None, dtype=object)
        for row, shape in enumerate(frame["geometry"]):
            shapes[row] = shape if isinstance(shape, BaseGeometry) else None
        return cls(layer, tuple(clean_text(value) for value in frame[id_column]), shapely.force_2d(shapes))

    def __len__(self) -> int:
        return len(self.ids)

    def feature(self, row: int) -> str:
        """Return the id of *row*, or ``#5`` (from 1, in file order; the same in all languages)."""
        return self.ids[row] or f"#{row + 1}"

    def in_order(self, rows: Iterable[int]) -> list[int]:
        """Return *rows* sorted by their names: 2 before 10."""
        return sorted(rows, key=lambda row: natural_key(self.feature(row)))

    def features(self, rows: Iterable[int]) -> str:
        """Return the names of some *rows*, the first ones when they are many."""
        rows = list(rows)
        names = ", ".join(self.feature(row) for row in rows[:_MOST_NAMES])
        return names if len(rows) <= _MOST_NAMES else f"{names} …"

    def name(self, row: int) -> Message:
        """Return what to call *row* at the start of a sentence."""
        if self.ids[row]:
            return Message(_NAMES.get(self.layer, _OTHER_NAME), {"id": self.ids[row]})
        return Message(_NAMES_OF_ROWS.get(self.layer, _OTHER_ROW), {"row": row + 1})

    def fault(
        self,
        code: str,
        severity: Severity,
        row: int,
        problem: tuple[str, dict[str, object]],
        advice: str,
        geometry: BaseGeometry | None = None,
    ) -> Fault:
        """Return a fault of *row*; *problem* is a template with the gap ``feature`` and its other values."""
        template, values = problem
        place = self.shapes[row] if geometry is None else geometry
        message = Message(template, {"feature": self.name(row), **values})
        return Fault(code, severity, self.layer, self.feature(row), message, Message(advice), place)
