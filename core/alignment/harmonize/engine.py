"""Decides one neighborhood per unit for all authorities, and lists what changes."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ...coverage.adjacency import Adjacency
from ...model.messages import Message
from ...model.run import RunControl
from ..compare import Comparison
from ..inputs import NONE
from .case import Case, ForceView, read_case
from .model import (
    BY_POLICE,
    CHANGES,
    DECIDED,
    FORCES,
    KHU_PHO,
    MAJORITY,
    PRESETS,
    UNDECIDED,
    WARD,
    WORK_LIST,
    Harmony,
    Wishes,
)
from .replay import change_id


def harmonize(
    units: pd.DataFrame,
    comparison: Comparison,
    adjacency: Adjacency,
    wishes: Wishes,
    *,
    streets: pd.DataFrame | None = None,
    control: RunControl | None = None,
) -> Harmony:
    """Return one boundary set for the ward and the forces of *comparison*, and the list of changes.

    *units*: canonical frame plus ``neighborhood_id``; *adjacency*: of the rows of *units* as they come; *streets*:
    ``name`` and lines in metres. Nothing is modified.

    :raises KhuPhoError: scipy is missing.
    :raises CanceledError: canceled through *control*.
    """
    control = control or RunControl()
    case = read_case(units, comparison, adjacency)
    control.progress(0.1)
    chosen = _decide(case, wishes)
    before = {WARD: _names(case.neighborhood_ids)[case.present]}
    after = {WARD: _names(case.neighborhood_ids)[chosen]}
    for view in case.forces:
        before[view.force] = _names(view.labels)[view.before]
        partner = np.append(view.partner, NONE)[chosen]
        after[view.force] = _names(view.labels)[np.where(chosen == NONE, view.before, partner)]
    state = {view.force: np.where(view.reading.decided, DECIDED, UNDECIDED).astype(object) for view in case.forces}
    changes = _changes(case, before, after, state)
    partners = {
        view.force: {name: view.labels[label] for name, label in zip(case.neighborhood_ids, view.partner)}
        for view in case.forces
    }
    control.progress(1.0)
    return Harmony(
        case.unit_ids, before, after, state, changes, pd.DataFrame(columns=list(WORK_LIST)), (), partners, {}
    )


def preview(
    units: pd.DataFrame,
    comparison: Comparison,
    adjacency: Adjacency,
    wishes: Wishes,
    *,
    control: RunControl | None = None,
) -> dict[str, dict[str, dict[str, int]]]:
    """Return preset → authority → ``units`` and ``households`` that would move, under the other *wishes*."""
    from dataclasses import replace

    found = {}
    for preset in PRESETS:
        harmony = harmonize(units, comparison, adjacency, replace(wishes, preset=preset), control=control)
        rows = harmony.changes.groupby("authority")["households"]
        found[preset] = {
            who: {"units": int(rows.count().get(who, 0)), "households": int(rows.sum().get(who, 0))}
            for who in (WARD, *FORCES)
        }
    return found


def _names(labels: tuple[str, ...]) -> np.ndarray:
    return np.array([*labels, None], dtype=object)


def _decide(case: Case, wishes: Wishes) -> np.ndarray:
    chosen = case.present.copy()
    votes = [_votes(case, view) for view in case.forces]
    if wishes.preset == KHU_PHO or not votes:
        return chosen
    if wishes.preset == BY_POLICE and case.forces[0].force == FORCES[0]:
        chosen = np.where(votes[0] == NONE, chosen, votes[0])
    elif len(votes) == 2 and wishes.preset in (MAJORITY, PRESETS[-1]):
        chosen = np.where((votes[0] == votes[1]) & (votes[0] != NONE), votes[0], chosen)
    locked = np.array([unit in wishes.locked for unit in case.unit_ids])
    return np.where(locked, case.present, chosen)


def _votes(case: Case, view: ForceView) -> np.ndarray:
    home = np.full(len(view.labels) + 1, NONE)
    home[view.partner] = np.arange(len(view.partner))
    return np.where(view.reading.decided, home[view.before], NONE)


def _changes(case: Case, before: dict, after: dict, state: dict) -> pd.DataFrame:
    rows = []
    for authority in before:
        for place in np.flatnonzero(before[authority] != after[authority]):
            old, new = before[authority][place], after[authority][place]
            rows.append(
                {
                    "change_id": change_id(authority, case.unit_ids[place], old, new),
                    "unit_id": case.unit_ids[place],
                    "unit_name": case.unit_names[place],
                    "authority": authority,
                    "from_id": old,
                    "to_id": new,
                    "households": int(case.households[place]),
                    "households_low": int(case.households[place]),
                    "households_high": int(case.households[place]),
                    "streets": "",
                    "reason": "preset",
                    "reason_text": Message("Unit {unit}", {"unit": case.unit_ids[place]}),
                    "evidence": "area",
                    "confidence": 0.5,
                    "state": DECIDED if authority == WARD else state[authority][place],
                }
            )
    return pd.DataFrame(rows).reindex(columns=list(CHANGES)).fillna({name: "" for name in CHANGES[15:]})
