"""The headline figures of a harmonization, ready for JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pandas as pd

from ..inputs import NONE
from .case import Case
from .decisions import FREE
from .groups import GROUP_KINDS
from .model import DECISION_COLUMNS, WARD, MatchGroup, Wishes
from .replay import is_refused, is_signed
from .resolve import Prepared, Resolved


def moved(case: Case, resolved: Resolved) -> dict[str, dict[str, int]]:
    """Return what changes per authority, and ``in_all`` over all of them: units and households by decided readings.

    ``units``, ``households``; ``units_undecided``, ``households_undecided``: of rows whose reading is undecided.
    """
    found = {}
    for authority, before in resolved.before.items():
        changed = before != resolved.after[authority]
        sure = np.ones(case.size, dtype=bool)
        for view in case.forces:
            if view.force == authority:
                sure = view.reading.decided
        found[authority] = {
            "units": int((changed & sure).sum()),
            "households": int(case.households[changed & sure].sum()),
            "units_undecided": int((changed & ~sure).sum()),
            "households_undecided": int(case.households[changed & ~sure].sum()),
        }
    found["in_all"] = {key: sum(part[key] for part in found.values()) for key in found[WARD]}
    return found


def summarize(
    prepared: Prepared,
    resolved: Resolved,
    wishes: Wishes,
    changes: pd.DataFrame,
    undecided: pd.DataFrame,
    groups: Sequence[MatchGroup],
) -> dict:
    """Return the figures of a harmonization.

    Keys: ``preset``, ``minimum``, ``units``, ``households``, ``moved`` (see :func:`moved`), ``rows`` (of the list of
    changes), ``constraints``, ``decisions``, ``undecided`` (force → units, households, split), ``groups`` (force →
    number by kind), ``new_areas`` and ``given_up_areas`` (force → ids), ``neighborhoods_below_minimum`` (``before``,
    ``after``).

    ``constraints``: ``units_given_back`` and ``households_given_back`` (the rule would move them, but a neighborhood
    would fall apart, vanish or lose its minimum), ``units_moved_along`` and ``households_moved_along`` (moved for the
    same reasons), ``proven`` (no other answer costs less), ``households_above_bound`` (at most that much cheaper can
    it get; 0 if proven), ``locked``, ``broken`` (neighborhoods that signed rows alone leave in pieces or short).
    """
    case, decided = prepared.case, resolved.decided
    return {
        "preset": wishes.preset,
        "minimum": wishes.minimum,
        "units": case.size,
        "households": int(case.households.sum()),
        "moved": moved(case, resolved),
        "rows": len(changes),
        "constraints": {
            **_deviations(case, resolved),
            "proven": bool(decided.proven),
            "households_above_bound": max(decided.cost - decided.bound, 0),
            "locked": int(resolved.locked.sum()),
            "broken": [case.neighborhood_ids[place] for place in decided.broken],
        },
        "decisions": _decisions(resolved, changes),
        "undecided": _undecided(case, undecided),
        "groups": {
            view.force: {kind: counted.get(kind, 0) for kind in GROUP_KINDS}
            for view in case.forces
            for counted in [Counter(group.kind for group in groups if group.force == view.force)]
        },
        **_areas(case, resolved),
        "neighborhoods_below_minimum": _below(resolved, wishes.minimum),
    }


def _deviations(case: Case, resolved: Resolved) -> dict[str, int]:
    chosen, alone = resolved.chosen, resolved.decided.alone
    back = (chosen != alone) & (chosen == case.present)
    along = (chosen != alone) & ~back
    return {
        "units_given_back": int(back.sum()),
        "households_given_back": int(case.households[back].sum()),
        "units_moved_along": int(along.sum()),
        "households_moved_along": int(case.households[along].sum()),
    }


def _decisions(resolved: Resolved, changes: pd.DataFrame) -> dict:
    decisions = resolved.decisions
    proposed = set(changes["change_id"])
    marked = changes[list(DECISION_COLUMNS[::3])].ne("").any(axis=1).to_numpy(dtype=bool)
    signed, refused = is_signed(changes), is_refused(changes)
    overruled = resolved.locked & (decisions.fixed != FREE) & (decisions.fixed != resolved.task.case.present)
    return {
        "signed": int((signed & ~refused).sum()),
        "refused": int(refused.sum()),
        "partly": int((marked & ~signed & ~refused).sum()),
        "open": int((~marked).sum()),
        "done": list(decisions.done),
        "stale": list(decisions.stale),
        "no_longer_proposed": sorted(set(decisions.marks) - proposed),
        "locks_overruled": [str(unit) for unit in resolved.task.case.unit_ids[overruled]],
    }


def _undecided(case: Case, undecided: pd.DataFrame) -> dict[str, dict[str, int]]:
    found = {}
    for view in case.forces:
        open_units = ~view.reading.decided
        rows = undecided[undecided["force"] == view.force]
        found[view.force] = {
            "units": int(open_units.sum()),
            "households": int(case.households[open_units].sum()),
            "split": int(rows["split"].sum()),
        }
    return found


def _areas(case: Case, resolved: Resolved) -> dict[str, dict[str, list[str]]]:
    new, gone = {}, {}
    for view in case.forces:
        kept = set(resolved.after[view.force].tolist()) - {None}
        new[view.force] = [name for name in view.labels[len(view.reading.area_ids) :] if name in kept]
        gone[view.force] = [name for name in view.reading.area_ids if name not in kept]
    return {"new_areas": new, "given_up_areas": gone}


def _below(resolved: Resolved, minimum: int | None) -> dict[str, list[str]]:
    task, names = resolved.task, resolved.task.case.neighborhood_ids
    if not minimum:
        return {"before": [], "after": []}

    def short(labels: np.ndarray) -> list[str]:
        there = np.bincount(labels[labels != NONE], minlength=task.count) > 0
        return [names[place] for place in np.flatnonzero(there & (task.households(labels) < minimum))]

    return {"before": short(task.case.present), "after": short(resolved.chosen)}
