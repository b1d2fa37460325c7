"""The work list: units that the layers alone can't decide, with the households on each side."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ...intake.texts import unit_in_words
from ...model.messages import CONTEXT, QT_TRANSLATE_NOOP, Message
from .. import reasons as codes
from ..inputs import NONE
from .case import Case, ForceView
from .model import POLICE, WORK_LIST

_SIDES = QT_TRANSLATE_NOOP(
    CONTEXT, "Unit {unit} is split: {main} of its {households} households in {area}, {other_number} in {other}. {task}"
)
_SENTENCES = {
    codes.NO_AREA: QT_TRANSLATE_NOOP(CONTEXT, "Unit {unit} ({households} households) lies in no area. {task}"),
    codes.SPLIT: QT_TRANSLATE_NOOP(
        CONTEXT, "A line cuts through unit {unit}: {main} of its {households} households in {area}. {task}"
    ),
    codes.REVIEW_FACE: QT_TRANSLATE_NOOP(
        CONTEXT,
        "The line of {area} leaves the border of unit {unit} ({households} households) by more than drawing noise, but "
        "not by enough to be sure. {task}",
    ),
    codes.SMALL_SHARE: QT_TRANSLATE_NOOP(
        CONTEXT, "Only {percent} % of unit {unit} ({households} households) lies in {area}. {task}"
    ),
    codes.COVERED_TWICE: QT_TRANSLATE_NOOP(
        CONTEXT, "Several areas overlap on unit {unit} ({households} households), one of them {area}. {task}"
    ),
    codes.NARROW_UNIT: QT_TRANSLATE_NOOP(
        CONTEXT, "Unit {unit} ({households} households) is too narrow to be read from lines drawn this roughly. {task}"
    ),
    codes.HOUSEHOLDS_DIFFER: QT_TRANSLATE_NOOP(
        CONTEXT,
        "Most of the land of unit {unit} lies in {area}, but most of its {households} households belong elsewhere. "
        "{task}",
    ),
    codes.SHIFTED: QT_TRANSLATE_NOOP(
        CONTEXT,
        "The whole layer is shifted, so where unit {unit} ({households} households) belongs can't be read. Take the "
        "corrected copy of “Detect a shift” and run again.",
    ),
}
_OTHERWISE = QT_TRANSLATE_NOOP(CONTEXT, "Not clear which area unit {unit} ({households} households) is in. {task}")
_TASK_POLICE = QT_TRANSLATE_NOOP(CONTEXT, "Decide which police beat takes the whole unit.")
_TASK_MILITIA = QT_TRANSLATE_NOOP(CONTEXT, "Decide which militia area takes the whole unit.")
_BEAT = QT_TRANSLATE_NOOP(CONTEXT, "police beat {area}")
_MILITIA_AREA = QT_TRANSLATE_NOOP(CONTEXT, "militia area {area}")
_NONE = QT_TRANSLATE_NOOP(CONTEXT, "no area")
_RANGE = QT_TRANSLATE_NOOP(CONTEXT, "{low} to {high}")
_UNKNOWN = QT_TRANSLATE_NOOP(CONTEXT, "unknown number of")


def work_list(case: Case) -> pd.DataFrame:
    """Return a row for each unit and force that is undecided or really split, columns of :data:`.model.WORK_LIST`."""
    rows = [
        _row(case, view, unit)
        for view in case.forces
        for unit in np.flatnonzero(~view.reading.decided | view.reading.split).tolist()
    ]
    rows.sort(key=lambda row: (row["unit_id"], row["force"] != POLICE))
    frame = pd.DataFrame(rows, columns=list(WORK_LIST))
    frame["split"] = frame["split"].astype(bool)
    return frame


def _row(case: Case, view: ForceView, unit: int) -> dict[str, object]:
    reading = view.reading
    main, other = int(reading.area[unit]), int(reading.other[unit])
    households = int(case.households[unit]) if case.known[unit] else None
    row: dict[str, object] = {
        "unit_id": case.unit_ids[unit],
        "unit_name": case.unit_names[unit],
        "force": view.force,
        "reason": str(reading.reason[unit]) or codes.SPLIT,
        "area_id": None if main == NONE else view.labels[main],
        "other_id": None if other == NONE else view.labels[other],
        "split": bool(reading.split[unit]),
    }
    for side, fields in (
        ("main", (reading.households, reading.low, reading.high)),
        ("other", (reading.other_households, reading.other_low, reading.other_high)),
    ):
        values = [round(float(field[unit]), 1) if households is not None else float("nan") for field in fields]
        row.update(zip((f"households_{side}", f"households_{side}_low", f"households_{side}_high"), values))
    row["sentence"] = _sentence(view, row, households, float(reading.share[unit]))
    return row


def _sentence(view: ForceView, row: dict[str, object], households: int | None, share: float) -> Message:
    police = view.force == POLICE
    noun = _BEAT if police else _MILITIA_AREA
    values = {
        "unit": unit_in_words(str(row["unit_id"]), row["unit_name"]),
        "households": Message(_UNKNOWN) if households is None else households,
        "area": Message(_NONE) if row["area_id"] is None else Message(noun, {"area": row["area_id"]}),
        "task": Message(_TASK_POLICE if police else _TASK_MILITIA),
        "percent": round(100 * share),
    }
    template = _SENTENCES.get(str(row["reason"]), _OTHERWISE)
    if row["split"] and row["other_id"] is not None and households is not None:
        template = _SIDES
        values["other"] = Message(noun, {"area": row["other_id"]})
        values["other_number"] = _number(row, "other")
    values["main"] = Message(_UNKNOWN) if households is None else _number(row, "main")
    return Message(template, {key: value for key, value in values.items() if f"{{{key}}}" in template})


def _number(row: dict[str, object], side: str) -> object:
    low = int(np.floor(float(row[f"households_{side}_low"]) + 0.01))
    high = int(np.ceil(float(row[f"households_{side}_high"]) - 0.01))
    return low if low >= high else Message(_RANGE, {"low": low, "high": high})
