"""The change list as table: read with the decisions that the three authorities wrote, and signed in the plan."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from qgis.core import QgsFeatureRequest, QgsProcessingFeatureSource, QgsVectorLayer

from ..core.intake.decisions import DECISIONS, OPEN, parse_date, parse_decision, plain_word
from ..core.model.errors import KhuPhoError
from ..core.model.messages import QT_TRANSLATE_NOOP, Message
from .fields import Kind
from .plan_update import PlanEdit
from .schema import AUTHORITIES, CHANGES, HISTORY
from .values import plain, text_id

if TYPE_CHECKING:
    import pandas as pd

_NO_CHANGES = QT_TRANSLATE_NOOP(
    "KhuPhoCore",
    "“{layer}” is no change list: there is no field “change_id” (Mã thay đổi). Its fields are: {fields}. Choose the "
    "table “changes” of a plan, or the sheet “Danh sách thay đổi”.",
)
_NOT_OPENED = QT_TRANSLATE_NOOP("KhuPhoCore", "{path} holds no change list (table “changes”). Choose the plan's file.")
_UNREADABLE = QT_TRANSLATE_NOOP(
    "KhuPhoCore",
    "The change list “{layer}” can't be read: row {row} (change {change}), field “{field}”: “{value}”. Write “đồng ý” "
    "or “không đồng ý” (agree, refuse), or leave it empty.",
)
_UNREADABLE_DATE = QT_TRANSLATE_NOOP(
    "KhuPhoCore",
    "The change list “{layer}” can't be read: row {row} (change {change}), field “{field}”: “{value}” is no date. "
    "Write it as 2026-11-22 or 22/11/2026, or leave it empty.",
)
_TWICE = QT_TRANSLATE_NOOP(
    "KhuPhoCore", "The change list “{layer}” holds the change {change} twice (row {row}). Take one of the rows out."
)
_UNKNOWN_CHANGES = QT_TRANSLATE_NOOP(
    "KhuPhoCore", "The plan {path} has no change {changes}. Open the plan again and sign the rows that it holds now."
)
_WRONG_AUTHORITY = QT_TRANSLATE_NOOP("KhuPhoCore", "Unknown authority {authority}. Choose one of: {known}.")
_WRONG_DECISION = QT_TRANSLATE_NOOP("KhuPhoCore", "Unknown decision {decision}. Choose one of: {known}.")

_HEADING_ROWS = 20  # of a sheet may come before the row of its headings
_AUTHORITY_WORDS = {
    "ward": {"ward", "ubnd", "uy ban nhan dan", "phuong"},
    "police": {"police", "cong an"},
    "militia": {"militia", "quan su", "bchqs"},
}


def read_changes(changes: str | os.PathLike | QgsVectorLayer | QgsProcessingFeatureSource) -> pd.DataFrame:
    """Return the change list *changes* (a plan's path, or any table) with the columns of :data:`schema.CHANGES`.

    Decisions are ``agree``, ``refuse`` or ``""``, dates ISO texts or ``""``. Fields are known by their names or by
    the headings of the sheet “Danh sách thay đổi”, which may stand some rows down. Missing fields are None.

    :raises KhuPhoError: it is no change list, a change is there twice, or a decision or date can't be read
        (with its row).
    """
    import pandas as pd

    source = _opened(changes)
    name = source.name() if isinstance(source, QgsVectorLayer) else source.sourceName()
    headings, rows = _table(source, name)
    places = _places(headings)
    if "change_id" not in places:
        raise KhuPhoError(Message(_NO_CHANGES, {"layer": name, "fields": ", ".join(map(str, headings))}))
    records = []
    seen: set[str] = set()
    for number, values in rows:
        record = {field.name: values[places[field.name]] if field.name in places else None for field in CHANGES.fields}
        record["change_id"] = text_id(record["change_id"])
        if record["change_id"] is None or (record["unit_id"] is None and "unit_id" in places):
            continue  # totals and notes below the list
        if record["change_id"] in seen:
            raise KhuPhoError(Message(_TWICE, {"layer": name, "change": record["change_id"], "row": number}))
        seen.add(record["change_id"])
        records.append(_parsed(record, name, number))
    return pd.DataFrame(records, columns=CHANGES.names(), dtype=object)


def has_changes(path: str | os.PathLike) -> bool:
    """Tell whether the plan at *path* has a change list."""
    return QgsVectorLayer(f"{Path(path)}|layername={CHANGES.name}", CHANGES.title, "ogr").isValid()


class Decision(NamedTuple):
    """What one authority (``ward``, ``police``, ``militia``) decides on some changes.

    ``decision``: ``agree``, ``refuse`` or ``""`` (taken back: comment and date go, too); ``comment`` None leaves the
    comment as it is; ``day`` is today unless given.
    """

    change_ids: tuple[str, ...]
    authority: str
    decision: str
    comment: str | None = None
    day: date | None = None

    def values(self) -> dict[str, str]:
        """Return what is written into each of the rows.

        :raises KhuPhoError: there is no such authority or decision.
        """
        if self.authority not in AUTHORITIES:
            raise KhuPhoError(Message(_WRONG_AUTHORITY, {"authority": self.authority, "known": ", ".join(AUTHORITIES)}))
        if self.decision not in DECISIONS:
            raise KhuPhoError(Message(_WRONG_DECISION, {"decision": self.decision, "known": "agree, refuse, “”"}))
        is_open = self.decision == OPEN
        values = {
            f"{self.authority}_decision": self.decision,
            f"{self.authority}_date": "" if is_open else (self.day or date.today()).isoformat(),
        }
        if self.comment is not None or is_open:
            values[f"{self.authority}_comment"] = (self.comment or "").strip()
        return values


def set_decision(
    path: str | os.PathLike,
    change_ids: Iterable[str],
    authority: str,
    decision: str,
    comment: str | None = None,
    day: date | None = None,
) -> int:
    """Write one :class:`Decision` into the plan at *path*, see :func:`set_decisions`."""
    wanted = tuple(sorted(set(change_ids)))
    return set_decisions(path, [Decision(wanted, authority, decision, comment, day)])


def set_decisions(path: str | os.PathLike, decisions: Sequence[Decision]) -> int:
    """Write *decisions* into the change list of the plan at *path*.

    All rows or none are written, in one transaction, also while the plan's layers are open in QGIS; reload them to see
    it.

    :returns: the number of rows, counted for each authority.
    :raises KhuPhoError: a change is not in the plan, or the plan can't be changed.
    """
    rows = [(one, one.values()) for one in decisions]
    rows = [(one, values) for one, values in rows if one.change_ids]
    if not rows:
        return 0
    with PlanEdit(path) as plan:
        if not plan.has(CHANGES):
            raise KhuPhoError(Message(_NOT_OPENED, {"path": str(path)}))
        for one, values in rows:
            unknown = set(one.change_ids) - plan.set_values(CHANGES, "change_id", dict.fromkeys(one.change_ids, values))
            if unknown:
                raise KhuPhoError(Message(_UNKNOWN_CHANGES, {"path": str(path), "changes": ", ".join(sorted(unknown))}))
            plan.append(HISTORY, _log(one.authority, one.decision, sorted(one.change_ids)))
    return sum(len(one.change_ids) for one, _ in rows)


def decision_log(who: str, what: str, details: str) -> dict[str, str]:
    """Return a row of the plan's history that happens now."""
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    return {"happened_at": now, "who": who, "what": what, "details": details}


def _log(authority: str, decision: str, change_ids: list[str]) -> Mapping[str, str]:
    return decision_log(authority, decision or "taken back", ", ".join(change_ids))


def _opened(changes: object) -> QgsVectorLayer | QgsProcessingFeatureSource:
    if isinstance(changes, (QgsVectorLayer, QgsProcessingFeatureSource)):
        return changes
    layer = QgsVectorLayer(f"{Path(changes)}|layername={CHANGES.name}", CHANGES.title, "ogr")
    if not layer.isValid():
        raise KhuPhoError(Message(_NOT_OPENED, {"path": str(changes)}))
    return layer


def _table(source: QgsVectorLayer | QgsProcessingFeatureSource, name: str) -> tuple[list, list[tuple[int, list]]]:
    """Return headings and numbered rows; where the fields are no headings, a row further down may be."""
    request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry)
    rows = [
        (number, [plain(value) for value in feature.attributes()])
        for number, feature in enumerate(source.getFeatures(request), 1)
    ]
    fields = source.fields()
    headings: list = fields.names()
    if "change_id" not in _places(headings):
        headings = [fields.at(place).alias() or fields.at(place).name() for place in range(fields.count())]
    if "change_id" not in _places(headings):
        for place, (_, values) in enumerate(rows[:_HEADING_ROWS]):
            if "change_id" in _places(values):
                return values, rows[place + 1 :]
    return headings, rows


def _places(headings: Iterable[object]) -> dict[str, int]:
    """Return the position of each known field among *headings*, which may be names or aliases."""
    known = {}
    for field in CHANGES.fields:
        known.setdefault(_key(field.alias), field.name)
        known[_key(field.name)] = field.name
    found: dict[str, int] = {}
    for place, heading in enumerate(headings):
        name = known.get(_key(str(heading or "")))
        if name is not None:
            found.setdefault(name, place)
    return found


def _key(heading: str) -> str:
    return "".join(letter for letter in plain_word(heading) if letter.isalnum())


def _parsed(record: dict, name: str, number: int) -> dict:
    """Return *record* with codes for decisions and authority, ISO dates, texts for ids, floats for numbers."""

    def refuse(template: str, field: str) -> KhuPhoError:
        told = {"layer": name, "row": number, "change": record["change_id"], "field": field, "value": record[field]}
        return KhuPhoError(Message(template, {key: str(value) for key, value in told.items()}))

    for authority in AUTHORITIES:
        for ending, parse, complaint in (
            ("decision", parse_decision, _UNREADABLE),
            ("date", parse_date, _UNREADABLE_DATE),
        ):
            field = f"{authority}_{ending}"
            found = parse(record[field])
            if found is None:
                raise refuse(complaint, field)
            record[field] = found
        record[f"{authority}_comment"] = text_id(record[f"{authority}_comment"]) or ""
    for field in CHANGES.fields:
        if field.kind is Kind.TEXT and not field.name.endswith(("_decision", "_date", "_comment")):
            record[field.name] = text_id(record[field.name])
    record["authority"] = _authority(record["authority"])
    return record


def _authority(value: str | None) -> str | None:
    word = plain_word(value or "").strip()
    return next((code for code, words in _AUTHORITY_WORDS.items() if word in words), value)
