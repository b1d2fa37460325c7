"""Decisions that an authority wrote into a copy of the change list, taken over into the plan."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import NamedTuple

from qgis.core import QgsVectorLayer

from ..core.model.errors import KhuPhoError
from ..core.model.messages import QT_TRANSLATE_NOOP, Message
from .schema import AUTHORITIES, CHANGES

_NOT_READ = QT_TRANSLATE_NOOP(
    "KhuPhoCore", "{path} can't be read. Choose the table with the change list (xlsx, csv, gpkg)."
)


class TakenOver(NamedTuple):
    """How many decisions were new or other than before, and how many rows of the table the plan doesn't have."""

    decisions: int
    unknown: int


def take_over(plan: str | os.PathLike, path: str | os.PathLike) -> TakenOver:
    """Write the decisions of the table at *path* into the change list of the *plan*.

    Decisions that the table leaves open stay as they are in the plan, so that each authority may send a copy of its
    own. A decision without a date is of today. All are written or none.

    :raises KhuPhoError: the table or the plan can't be read, or the plan can't be changed.
    """
    from .decisions import Decision, read_changes, set_decisions

    given, present = read_changes(_table(Path(path))), read_changes(plan)
    known = {row["change_id"]: row for row in present.to_dict("records")}
    wanted: dict[tuple[str, str, str, str], list[str]] = {}
    unknown = 0
    for row in given.to_dict("records"):
        change = row["change_id"]
        unknown += change not in known
        for authority in AUTHORITIES if change in known else ():
            said, before = _said(row, authority), _said(known[change], authority)
            if said[0] and any(new and new != old for new, old in zip(said, before)):
                wanted.setdefault((authority, *said), []).append(change)
    decisions = [
        Decision(tuple(changes), authority, decision, comment or None, date.fromisoformat(day) if day else None)
        for (authority, decision, comment, day), changes in wanted.items()
    ]
    set_decisions(plan, decisions)
    return TakenOver(sum(map(len, wanted.values())), unknown)


def _said(row: dict, authority: str) -> tuple[str, str, str]:
    """Return decision, comment and date of *authority*."""
    return tuple(row[f"{authority}_{what}"] for what in ("decision", "comment", "date"))


def _table(path: Path) -> QgsVectorLayer:
    """Return the table at *path*; of a file with several, the change list."""
    for name in (CHANGES.name, CHANGES.title):
        layer = QgsVectorLayer(f"{path}|layername={name}", path.name, "ogr")
        if layer.isValid():
            return layer
    layer = QgsVectorLayer(str(path), path.name, "ogr")
    if not layer.isValid():
        raise KhuPhoError(Message(_NOT_READ, {"path": str(path)}))
    return layer
