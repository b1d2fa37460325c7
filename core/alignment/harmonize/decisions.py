"""Decisions of an earlier run: which rows are signed, which refused, and which no longer fit the layers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from ..inputs import NONE
from .case import Case
from .model import AUTHORITIES, DECISION_COLUMNS, WARD
from .replay import change_id, is_refused, is_signed

FREE = -2  # no decision holds the unit


@dataclass(frozen=True)
class Row:
    """One row of an earlier list of changes: ``unit`` is its position, ``marks`` are its decision columns."""

    change_id: str
    unit: int
    authority: str
    from_id: str | None
    to_id: str | None
    marks: Mapping[str, str]


@dataclass(frozen=True)
class Decisions:
    """What an earlier list says about n units.

    ``signed``: (unit, authority) → row that all three agreed to; ``refused``: rows that somebody refused; ``marks``:
    change id → decision columns of every row with a decision; ``fixed``: (n,) neighborhood that signed rows hold the
    unit in, or :data:`FREE`; ``done``, ``stale``: ids of rows that are carried out already, or whose unit or former
    area has changed since.
    """

    signed: dict[tuple[int, str], Row] = field(default_factory=dict)
    refused: tuple[Row, ...] = ()
    marks: dict[str, Mapping[str, str]] = field(default_factory=dict)
    fixed: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    done: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()

    def refused_labels(self, authority: str) -> list[tuple[int, str | None]]:
        """Return unit and refused area of each refused row of *authority*."""
        return [(row.unit, row.to_id) for row in self.refused if row.authority == authority]


def read_decisions(
    case: Case, before: Mapping[str, np.ndarray], rows: pd.DataFrame | None, locked: np.ndarray
) -> Decisions:
    """Return what *rows* (columns of ``CHANGES``) decide; *before*: authority → (n,) ids; *locked*: (n,)."""
    fixed = np.full(case.size, FREE, dtype=np.int64)
    if rows is None or not len(rows):
        return Decisions(fixed=fixed)
    signed: dict[tuple[int, str], Row] = {}
    refused: dict[str, Row] = {}
    marks: dict[str, Mapping[str, str]] = {}
    done, stale = [], []
    no, yes = is_refused(rows), is_signed(rows)
    records = rows.to_dict("records")
    for position in _in_order(rows):
        row = _read_row(case, records[position])
        if not any(row.marks[f"{who}_decision"] for who in AUTHORITIES):
            continue
        if row.unit == NONE or row.authority not in before or before[row.authority][row.unit] != row.from_id:
            fits = row.unit != NONE and row.authority in before and before[row.authority][row.unit] == row.to_id
            (done if fits else stale).append(row.change_id)
            continue
        marks[row.change_id] = row.marks
        if no[position]:
            refused[row.change_id] = row
        elif yes[position]:
            signed[row.unit, row.authority] = row
    rejected = {(row.unit, row.to_id) for row in refused.values() if row.authority == WARD}
    for (unit, _), row in sorted(signed.items(), key=lambda item: AUTHORITIES.index(item[0][1]), reverse=True):
        label = _label(case, row)
        if label != NONE and (row.authority == WARD or not locked[unit]):
            if (unit, case.neighborhood_ids[label]) not in rejected:
                fixed[unit] = label  # the ward's row comes last and so outranks those of the forces
    ordered = tuple(sorted(refused.values(), key=lambda row: row.change_id))
    return Decisions(signed, ordered, marks, fixed, tuple(sorted(done)), tuple(sorted(stale)))


def _in_order(rows: pd.DataFrame) -> list[int]:
    """Return positions of rows by their last date, so that of two signed rows of one unit the later one holds."""
    dates = [column for column in DECISION_COLUMNS if column.endswith("_date") and column in rows.columns]
    last = [max((_text(value) for value in row), default="") for row in rows[dates].to_numpy()] if dates else []
    ids = [
        tuple(_text(value) for value in row) for row in rows[["unit_id", "authority", "from_id", "to_id"]].to_numpy()
    ]
    return sorted(range(len(rows)), key=lambda at: (last[at] if last else "", ids[at]))


def _read_row(case: Case, row: Mapping[str, object]) -> Row:
    unit, authority = _text(row["unit_id"]), _text(row["authority"])
    ends = [_text(row[column]) or None for column in ("from_id", "to_id")]
    place = int(np.searchsorted(case.unit_ids, unit))
    found = place if place < case.size and case.unit_ids[place] == unit else NONE
    marks = {column: _text(row.get(column)) for column in DECISION_COLUMNS}
    return Row(change_id(authority, unit, *ends), found, authority, *ends, marks)


def _text(value: object) -> str:
    return "" if value is None or pd.isna(value) else str(value).strip()


def _label(case: Case, row: Row) -> int:
    """Return the neighborhood that a signed row puts its unit in, -1 where there is no such one."""
    if row.authority == WARD:
        return case.neighborhood_ids.index(row.to_id) if row.to_id in case.neighborhood_ids else NONE
    for view in case.forces:
        if view.force == row.authority and row.to_id in view.labels:
            holders = np.flatnonzero(view.partner == view.labels.index(row.to_id))
            return int(holders[0]) if len(holders) else NONE
    return NONE
