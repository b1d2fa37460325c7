"""The list of changes: one row for each unit and authority whose label changes, or would if nobody had refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ...model.run import RunControl
from ..evidence import EVIDENCE
from ..inputs import NONE
from . import reasons
from .case import ForceView
from .decisions import FREE
from .model import (
    AUTHORITIES,
    BY_POLICE,
    CHANGES,
    DECIDED,
    DECISION_COLUMNS,
    FEWEST_MOVED,
    KHU_PHO,
    POLICE,
    REFUSE,
    UNDECIDED,
    WARD,
)
from .replay import change_id
from .resolve import Prepared, Resolved
from .streets import streets_of

_SURE_AT_MOST = 0.99
_UNCLEAR_AT_MOST = 0.3  # confidence of a row whose reading is undecided
_ALONG_AT_MOST = 0.5  # of a unit that nobody wanted moved
_NO_MARKS = {column: "" for column in DECISION_COLUMNS}


@dataclass(frozen=True)
class _Change:
    unit: int
    authority: str
    from_id: str | None
    to_id: str | None
    refused: bool


def list_changes(
    prepared: Prepared, resolved: Resolved, preset: str, streets: pd.DataFrame | None, control: RunControl
) -> pd.DataFrame:
    """Return the rows described in :data:`.model.CHANGES`, sorted by unit, authority and target."""
    found = _changes(resolved)
    units = sorted({change.unit for change in found})
    named = dict.fromkeys(units, "")
    if streets is not None and len(streets):
        named = dict(zip(units, streets_of(prepared.case.geometry[units], streets, control)))
    teller = _Teller(prepared, resolved, preset)
    rows = []
    for number, change in enumerate(found):
        if number % 500 == 0:
            control.check()
        rows.append({**teller.row(change), "streets": named[change.unit]})
    frame = pd.DataFrame(rows, columns=list(CHANGES))
    for column in ("households", "households_low", "households_high"):
        frame[column] = frame[column].astype("Int64")
    frame["confidence"] = frame["confidence"].astype(float)
    return frame


def _changes(resolved: Resolved) -> list[_Change]:
    found = []
    for authority, before in resolved.before.items():
        after = resolved.after[authority]
        for unit in np.flatnonzero(before != after).tolist():
            found.append(_Change(unit, authority, before[unit], after[unit], False))
    for row in resolved.decisions.refused:
        found.append(_Change(row.unit, row.authority, row.from_id, row.to_id, True))
    return sorted(found, key=lambda change: (change.unit, AUTHORITIES.index(change.authority), str(change.to_id)))


class _Teller:
    """Makes rows of changes: households, reason, evidence, confidence, decisions kept."""

    def __init__(self, prepared: Prepared, resolved: Resolved, preset: str) -> None:
        self.case, self.votes, self.resolved, self.preset = prepared.case, prepared.votes, resolved, preset
        self.views = {view.force: view for view in self.case.forces}
        self.names = [*self.case.neighborhood_ids, None]
        self.links = prepared.links

    def row(self, change: _Change) -> dict[str, object]:
        unit, view = change.unit, self.views.get(change.authority)
        number = change_id(change.authority, str(self.case.unit_ids[unit]), change.from_id, change.to_id)
        marks = self.resolved.decisions.marks.get(number, _NO_MARKS)
        total = int(self.case.households[unit]) if self.case.known[unit] else None
        low, high = _range(view, unit, total)
        sure = view is None or bool(view.reading.decided[unit])
        row: dict[str, object] = {
            "change_id": number,
            "unit_id": self.case.unit_ids[unit],
            "unit_name": self.case.unit_names[unit],
            "authority": change.authority,
            "from_id": change.from_id,
            "to_id": change.to_id,
            "households": pd.NA if total is None else total,
            "households_low": pd.NA if low is None else low,
            "households_high": pd.NA if high is None else high,
            "reason": self._reason(change, view),
            "state": DECIDED if sure else UNDECIDED,
            **marks,
        }
        row["evidence"] = self._evidence(change, view)
        row["confidence"] = self._confidence(change, view, str(row["reason"]))
        row["reason_text"] = reasons.tell(row, total, self._values(unit, marks))
        return row

    def _values(self, unit: int, marks: Mapping[str, str]) -> dict[str, object]:
        chosen = int(self.resolved.chosen[unit])
        police = self.views.get(POLICE)
        area = int(police.before[unit]) if police is not None else NONE
        wanted = self.resolved.cost.target[unit]
        if self.preset == FEWEST_MOVED:
            wanted = self.resolved.decided.alone[unit]
        return {
            "home": self.names[chosen],
            "wanted": self.names[int(wanted)],
            "beat": police.labels[area] if police is not None and area != NONE else None,
            "agreeing": self._agreeing(unit, chosen),
            "who": tuple(who for who in AUTHORITIES if marks[f"{who}_decision"] == REFUSE),
        }

    def _agreeing(self, unit: int, chosen: int) -> tuple[str, ...]:
        found = [WARD] if self.case.present[unit] == chosen else []
        found += [view.force for view, said in zip(self.case.forces, self.votes) if said[unit] == chosen]
        return tuple(found)

    def _reason(self, change: _Change, view: ForceView | None) -> str:
        unit, decisions = change.unit, self.resolved.decisions
        if change.refused:
            return reasons.REFUSED
        signed = decisions.signed.get((unit, change.authority))
        if signed is not None and signed.to_id == change.to_id:
            return reasons.SIGNED
        if view is not None:
            if change.from_id is None:
                return reasons.NO_AREA
            if not view.reading.decided[unit]:
                return reasons.UNCLEAR
            if view.labels.index(change.to_id) >= len(view.reading.area_ids):
                return reasons.NEW_AREA
        return self._why_here(unit)

    def _why_here(self, unit: int) -> str:
        """Return why the unit is in the neighborhood that was chosen for it."""
        chosen, present = int(self.resolved.chosen[unit]), int(self.case.present[unit])
        if self.resolved.decisions.fixed[unit] != FREE:
            return reasons.SIGNED
        if self.resolved.locked[unit] and chosen == present:
            return reasons.LOCKED
        if chosen != int(self.resolved.decided.alone[unit]):
            return reasons.GIVEN_BACK if chosen == present else reasons.MOVED_ALONG
        if self.preset == KHU_PHO:
            return reasons.KHU_PHO_RULE
        if self.preset == FEWEST_MOVED:
            return reasons.FEWEST
        agreeing = self._agreeing(unit, chosen)
        if self.preset == BY_POLICE:
            return reasons.POLICE_RULE if POLICE in agreeing else reasons.KHU_PHO_RULE
        return reasons.TWO_OF_THREE if len(agreeing) > 1 else reasons.NO_MAJORITY

    def _evidence(self, change: _Change, view: ForceView | None) -> str:
        """Return the evidence of the force's reading; for the ward the weakest of the forces that agree."""
        if view is not None:
            return str(view.reading.evidence[change.unit])
        codes = [str(some.reading.evidence[change.unit]) for some in self._supporters(change.unit)]
        return max(codes, key=EVIDENCE.index, default=EVIDENCE[-1])

    def _supporters(self, unit: int) -> list[ForceView]:
        chosen = self.resolved.chosen[unit]
        return [view for view, said in zip(self.case.forces, self.votes) if said[unit] == chosen != NONE]

    def _confidence(self, change: _Change, view: ForceView | None, reason: str) -> float:
        unit, chosen = change.unit, int(self.resolved.chosen[change.unit])
        if view is not None:
            sure = _confidence(view, unit, chosen)
            if not view.reading.decided[unit]:
                sure = min(sure, _UNCLEAR_AT_MOST)
        else:  # two forces that say the same are surer than one
            sure = 1 - float(np.prod([1 - _confidence(some, unit, chosen) for some in self._supporters(unit)]))
        if reason == reasons.MOVED_ALONG:
            sure = min(sure, _ALONG_AT_MOST) or _ALONG_AT_MOST
        return round(min(max(sure, 0.0), _SURE_AT_MOST), 3)


def _confidence(view: ForceView, unit: int, chosen: int) -> float:
    """Return how sure the reading of a unit is, less where the match of its new area is a close call."""
    margin = float(view.margin[chosen]) if chosen != NONE else float("nan")
    factor = 1.0 if np.isnan(margin) else 0.5 + 0.5 * min(max(margin, 0.0), 1.0)
    return float(view.reading.confidence[unit]) * factor


def _range(view: ForceView | None, unit: int, total: int | None) -> tuple[int | None, int | None]:
    """Return the least and the most households that the change concerns: of a force those in its present area."""
    if total is None or view is None or view.before[unit] == NONE:
        return total, total
    low, high = float(view.reading.low[unit]), float(view.reading.high[unit])
    return min(int(np.floor(low + 0.01)), total), min(max(int(np.ceil(high - 0.01)), 0), total)
