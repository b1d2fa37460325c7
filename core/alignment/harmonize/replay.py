"""Changes applied to labels: what the lists of an alignment say, nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import numpy as np
import pandas as pd

from .model import AGREE, AUTHORITIES, FORCES, REFUSE, WARD

_ID_LENGTH = 12
_SEPARATOR = "\x1f"  # in no id


def change_id(authority: str, unit_id: str, from_id: str | None, to_id: str | None) -> str:
    """Return the id of a change: the same in every run that proposes it."""
    parts = (authority, unit_id, *("" if value is None else f"={value}" for value in (from_id, to_id)))
    return hashlib.sha256(_SEPARATOR.join(parts).encode()).hexdigest()[:_ID_LENGTH]


def is_refused(changes: pd.DataFrame) -> np.ndarray:
    """Return the (r,) rows that an authority refused."""
    return _decided(changes, REFUSE).any(axis=1)


def is_signed(changes: pd.DataFrame) -> np.ndarray:
    """Return the (r,) rows that all three authorities agreed to."""
    return _decided(changes, AGREE).all(axis=1)


def _decided(changes: pd.DataFrame, decision: str) -> np.ndarray:
    found = np.zeros((len(changes), len(AUTHORITIES)), dtype=bool)
    for place, who in enumerate(AUTHORITIES):
        column = f"{who}_decision"
        if column in changes.columns:
            found[:, place] = [str(value).strip() == decision for value in changes[column]]
    return found


def replay(
    unit_ids: np.ndarray, before: Mapping[str, np.ndarray], changes: pd.DataFrame, *, only_signed: bool = False
) -> dict[str, np.ndarray]:
    """Return the labels after *changes*; those of units and authorities that no row names stay.

    *unit_ids*: (n,); *before*: authority → (n,) labels. Refused rows are never applied; with *only_signed* only rows
    that all three agreed to are. Applied to ``Harmony.before``, the rows of a harmony give exactly ``Harmony.after``.
    """
    after = {authority: np.array(labels, dtype=object) for authority, labels in before.items()}
    place = {unit: position for position, unit in enumerate(unit_ids)}
    chosen = is_signed(changes) if only_signed else ~is_refused(changes)
    rows = changes[chosen]
    for unit, authority, to_id in zip(rows["unit_id"], rows["authority"], rows["to_id"]):
        if authority in after and unit in place:
            after[authority][place[unit]] = None if pd.isna(to_id) else to_id
    return after


def rebuild(
    unit_ids: np.ndarray, before: Mapping[str, np.ndarray], changes: pd.DataFrame, which: str = "signed"
) -> dict[str, np.ndarray]:
    """Return the labels of all authorities with the "signed" rows only, or with "all" that nobody refused."""
    return replay(unit_ids, before, changes, only_signed=which != "all")


def locks_from_refused(changes: pd.DataFrame, partners: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Return unit id → neighborhood that the refused rows hold it in, as locks for a new proposal.

    A refused row of the ward holds the unit in its present neighborhood; one of a force holds it in the neighborhood
    whose area (*partners*: force → neighborhood → area, as in a harmony) it belongs to. The ward goes first.
    """
    refused = changes[is_refused(changes)]
    home = {force: {area: name for name, area in partners.get(force, {}).items()} for force in FORCES}
    locks: dict[str, str] = {}
    for authority in (WARD, *FORCES):
        rows = refused[refused["authority"] == authority]
        for unit, from_id in zip(rows["unit_id"], rows["from_id"]):
            held = from_id if authority == WARD else home[authority].get(from_id)
            if held is not None and not pd.isna(held):
                locks.setdefault(str(unit), str(held))
    return locks
