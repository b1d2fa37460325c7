"""A register of households as evidence: rows that name unit and area become households per unit and area."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from ..model.messages import CONTEXT, QT_TRANSLATE_NOOP, Message
from .area_names import NameBook, find_in_any
from .numbers import parse_households
from .texts import clean_text

FORCES = ("police", "militia")
AREA = "area"  # a column that may name areas of either force

_NO_UNIT = QT_TRANSLATE_NOOP(
    CONTEXT, "{rows} rows of the register ({households} households) have no unit; they are left out."
)
_UNKNOWN_UNITS = QT_TRANSLATE_NOOP(
    CONTEXT,
    "{rows} rows of the register ({households} households) name units that the layer of units does not have: {names}. "
    "They are left out. Correct them in the register, or choose the units that it is of; then run again.",
)
_NO_NUMBER = QT_TRANSLATE_NOOP(
    CONTEXT,
    "{rows} rows of the register have a number of households that can't be read, such as row {row}: “{value}”. They "
    "are left out.",
)
_EMPTY_NUMBER = QT_TRANSLATE_NOOP(
    CONTEXT, "{rows} rows of the register have no number of households; they are left out."
)
_NO_AREA = {
    "police": QT_TRANSLATE_NOOP(
        CONTEXT, "{rows} rows of the register ({households} households) name no police beat; they say nothing of it."
    ),
    "militia": QT_TRANSLATE_NOOP(
        CONTEXT, "{rows} rows of the register ({households} households) name no militia area; they say nothing of it."
    ),
}
_NO_AREA_AT_ALL = QT_TRANSLATE_NOOP(
    CONTEXT, "{rows} rows of the register ({households} households) name no area; they say nothing of any."
)
_UNKNOWN_AREAS = {
    "police": QT_TRANSLATE_NOOP(
        CONTEXT,
        "{rows} rows of the register ({households} households) name police beats that the layer does not have: "
        "{names}. They are left out. Correct them in the register, or choose the layer that has these beats; then run "
        "again.",
    ),
    "militia": QT_TRANSLATE_NOOP(
        CONTEXT,
        "{rows} rows of the register ({households} households) name militia areas that the layer does not have: "
        "{names}. They are left out. Correct them in the register, or choose the layer that has these areas; then run "
        "again.",
    ),
}
_UNKNOWN_OF_ANY = QT_TRANSLATE_NOOP(
    CONTEXT,
    "{rows} rows of the register ({households} households) name areas that no layer has: {names}. They are left out. "
    "Correct them in the register, or choose the layers that have these areas; then run again.",
)
_POINTS_UNKNOWN = {
    "police": QT_TRANSLATE_NOOP(
        CONTEXT,
        "{rows} dwellings name police beats that the layer does not have: {names}. They count as points only. Correct "
        "them in the layer of dwellings, or choose the layer that has these beats; then run again.",
    ),
    "militia": QT_TRANSLATE_NOOP(
        CONTEXT,
        "{rows} dwellings name militia areas that the layer does not have: {names}. They count as points only. Correct "
        "them in the layer of dwellings, or choose the layer that has these areas; then run again.",
    ),
}
_MOST_NAMES = 5


@dataclass(frozen=True)
class RegisterRead:
    """What a register says: ``tables``: force → frame ``unit_id``, ``area_id``, ``households``, one row per pair.

    ``warnings``: what names something unknown or can't be read, so that somebody should look; ``notes``: rows that
    say nothing; ``counts``: rows and households by what became of them, for the summary.
    """

    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    warnings: tuple[Message, ...] = ()
    notes: tuple[Message, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)


def read_register(
    raw: pd.DataFrame,
    unit_ids: Sequence[str],
    areas: Mapping[str, NameBook],
    names: Mapping[str, object] | None = None,
    wards: Mapping[str, str] | None = None,
) -> RegisterRead:
    """Return the evidence of the *raw* register.

    *raw*: columns ``unit``, and of ``households``, ``police``, ``militia``, ``area`` those that there are, values as
    in the file; without ``households`` each row is one household. *areas*: the areas of each force that is compared;
    a text in the column ``area`` is looked for among the police beats first. *names*: unit id → its name; *wards*:
    unit id → its ward, whose own areas a row means before those of other wards.
    """
    warnings: list[Message] = []
    notes: list[Message] = []
    units = [NameBook(unit_ids, names).find(value) for value in raw["unit"]]
    households = _households(raw, warnings)
    counts = {"rows": len(raw), "households": int(np.nansum(households))}
    counted = ~np.isnan(households)
    named = np.array([clean_text(value) is not None for value in raw["unit"]], dtype=bool)
    known = np.array([unit is not None for unit in units], dtype=bool)
    _note(warnings, counts, "without_unit", _NO_UNIT, counted & ~named, households)
    _note(warnings, counts, "unknown_units", _UNKNOWN_UNITS, counted & named & ~known, households, raw["unit"])
    usable = counted & known
    tables = {}
    of_rows = [(wards or {}).get(unit or "", "") for unit in units]
    found, given, is_meant = _areas_of_rows(raw, areas, of_rows)
    for force in areas:
        there = np.array([area is not None for area in found[force]], dtype=bool)
        own = given.get(force, np.zeros(len(raw), dtype=bool))
        unknown = usable & own & ~there
        _note(warnings, counts, f"unknown_{force}", _UNKNOWN_AREAS[force], unknown, households, raw.get(force))
        if force in raw:
            _note(notes, counts, f"without_{force}", _NO_AREA[force], usable & ~own & ~there, households)
        tables[force] = _table(units, found[force], households, usable & there)
    if AREA in raw:
        unknown = usable & given[AREA] & ~is_meant
        _note(warnings, counts, "unknown_areas", _UNKNOWN_OF_ANY, unknown, households, raw[AREA])
        if len(given) == 1:  # else the columns of their own have told it
            _note(notes, counts, "without_area", _NO_AREA_AT_ALL, usable & ~given[AREA], households)
    tables = {force: table for force, table in tables.items() if len(table)}
    return RegisterRead(tables, tuple(warnings), tuple(notes), counts)


def point_areas(
    values: Sequence[object], book: NameBook, force: str, wards: Sequence[str] | None = None
) -> tuple[np.ndarray, list[Message]]:
    """Return the (p,) ids of the areas that dwellings name (None where they name none), and what to tell.

    *wards*: (p,) where each dwelling is; its own areas are meant before those of other wards.
    """
    at = wards if wards is not None else [""] * len(values)
    found = np.array([*(book.of(ward).find(value) for value, ward in zip(values, at)), None], dtype=object)[:-1]
    unknown = [text for value, area in zip(values, found) if area is None and (text := clean_text(value)) is not None]
    if not unknown:
        return found, []
    return found, [Message(_POINTS_UNKNOWN[force], {"rows": len(unknown), "names": _listed(unknown)})]


def _households(raw: pd.DataFrame, warnings: list[Message]) -> np.ndarray:
    """Return the (r,) households of each row, NaN where they are missing or can't be read."""
    if "households" not in raw:
        return np.ones(len(raw))
    parsed = [parse_households(value) for value in raw["households"]]
    wrong = [row for row, (_, problem) in enumerate(parsed) if problem is not None]
    if wrong:
        first = {"row": wrong[0] + 1, "value": str(raw["households"].iloc[wrong[0]])}
        warnings.append(Message(_NO_NUMBER, {"rows": len(wrong), **first}))
    empty = sum(number is None and problem is None for number, problem in parsed)
    if empty:
        warnings.append(Message(_EMPTY_NUMBER, {"rows": empty}))
    return np.array([np.nan if number is None else float(number) for number, _ in parsed])


def _areas_of_rows(
    raw: pd.DataFrame, areas: Mapping[str, NameBook], wards: Sequence[str]
) -> tuple[dict[str, list[str | None]], dict[str, np.ndarray], np.ndarray]:
    """Return force → area of each row, column → whether each row says anything there, and (r,) whether what a row
    says in the column for all areas means any.

    A column of its own goes before the one for all areas, which is looked up for police first. *wards*: of each row.
    """
    given = {
        column: np.array([clean_text(value) is not None for value in raw[column]], dtype=bool)
        for column in (*areas, AREA)
        if column in raw
    }
    books = {force: areas[force] for force in sorted(areas, key=FORCES.index)}
    found = {
        force: [book.of(ward).find(value) for value, ward in zip(raw[force], wards)]
        if force in raw
        else [None] * len(raw)
        for force, book in books.items()
    }
    is_meant = np.zeros(len(raw), dtype=bool)
    for row, value in enumerate(raw[AREA] if AREA in raw else ()):
        hit = find_in_any(value, {force: book.of(wards[row]) for force, book in books.items()})
        is_meant[row] = hit is not None
        if hit is not None and not (hit[0] in given and given[hit[0]][row]):
            found[hit[0]][row] = hit[1]
    return found, given, is_meant


def _table(
    units: Sequence[str | None], areas: Sequence[str | None], households: np.ndarray, rows: np.ndarray
) -> pd.DataFrame:
    sums: Counter = Counter()
    for row in np.flatnonzero(rows):
        sums[units[row], areas[row]] += households[row]
    ordered = sorted(sums.items())
    return pd.DataFrame(
        {
            "unit_id": [unit for (unit, _), _ in ordered],
            "area_id": [area for (_, area), _ in ordered],
            "households": [float(number) for _, number in ordered],
        }
    )


def _note(
    notes: list[Message],
    counts: dict[str, int],
    code: str,
    template: str,
    rows: np.ndarray,
    households: np.ndarray,
    texts: pd.Series | None = None,
) -> None:
    """Tell of *rows* under *template*, with the most frequent *texts*; nothing where there are none."""
    if not rows.any():
        return
    values: dict[str, object] = {"rows": int(rows.sum()), "households": int(np.nansum(households[rows]))}
    counts[code] = values["rows"]
    if texts is not None:
        values["names"] = _listed([clean_text(value) for value in texts[rows]])
    notes.append(Message(template, values))


def _listed(texts: Sequence[str | None]) -> str:
    counted = Counter(text for text in texts if text)
    names = [name for name, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0]))]
    more = " …" if len(names) > _MOST_NAMES else ""
    return ", ".join(names[:_MOST_NAMES]) + more
