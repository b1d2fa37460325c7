"""Decides one neighborhood per unit for all authorities, and lists what changes and why."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from ...coverage.adjacency import Adjacency
from ...model.errors import KhuPhoError
from ...model.messages import CONTEXT, QT_TRANSLATE_NOOP, Message
from ...model.run import RunControl
from ..compare import Comparison
from .changes import list_changes
from .groups import find_groups
from .model import BY_POLICE, DECIDED, POLICE, PRESETS, UNDECIDED, Harmony, Wishes
from .resolve import prepare, resolve
from .summary import moved, summarize
from .worklist import work_list

_UNKNOWN_PRESET = QT_TRANSLATE_NOOP(CONTEXT, "There is no rule “{preset}”. Choose one of {presets}.")

_NO_POLICE = QT_TRANSLATE_NOOP(
    CONTEXT, "The rule “police” needs a layer of police beats. Choose that layer, or another rule."
)


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
    ``name`` and lines in metres. One neighborhood is decided for each whole unit; the ward's new label is that
    neighborhood, a force's is the one area that the neighborhood is matched with. Nothing is modified; the answer
    doesn't depend on the order of units.

    :raises KhuPhoError: the preset is unknown or lacks its layer, or scipy is missing.
    :raises CanceledError: canceled through *control*.
    """
    control = control or RunControl()
    _check(wishes, comparison)
    prepared = prepare(units, comparison, adjacency)
    case = prepared.case
    control.progress(0.2)
    resolved = resolve(prepared, wishes, control.part(0.2, 0.6))
    control.progress(0.6)
    groups = tuple(
        group for view, links in zip(case.forces, prepared.links) for group in find_groups(case, view, links)
    )
    changes = list_changes(prepared, resolved, wishes.preset, streets, control.part(0.6, 0.9))
    undecided = work_list(case)
    control.progress(0.95)
    harmony = Harmony(
        unit_ids=case.unit_ids,
        before=resolved.before,
        after=resolved.after,
        state={view.force: np.where(view.reading.decided, DECIDED, UNDECIDED).astype(object) for view in case.forces},
        changes=changes,
        undecided=undecided,
        groups=groups,
        partners={
            view.force: {name: view.labels[label] for name, label in zip(case.neighborhood_ids, view.partner)}
            for view in case.forces
        },
        summary=summarize(prepared, resolved, wishes, changes, undecided, groups),
    )
    control.progress(1.0)
    return harmony


def preview(
    units: pd.DataFrame,
    comparison: Comparison,
    adjacency: Adjacency,
    wishes: Wishes,
    *,
    control: RunControl | None = None,
) -> dict[str, dict[str, dict[str, int]]]:
    """Return preset → authority (and ``in_all``) → units and households that would move, under the other *wishes*.

    The figures are those of ``summary["moved"]`` of a harmony with that preset; without a layer of police beats,
    “police” is left out.

    :raises KhuPhoError: scipy is missing.
    :raises CanceledError: canceled through *control*.
    """
    control = control or RunControl()
    prepared = prepare(units, comparison, adjacency)
    found = {}
    for number, preset in enumerate(PRESETS):
        control.progress(number / len(PRESETS))
        if preset == BY_POLICE and POLICE not in comparison.readings:
            continue
        found[preset] = moved(prepared.case, resolve(prepared, replace(wishes, preset=preset), control))
    control.progress(1.0)
    return found


def _check(wishes: Wishes, comparison: Comparison) -> None:
    if wishes.preset not in PRESETS:
        raise KhuPhoError(Message(_UNKNOWN_PRESET, {"preset": wishes.preset, "presets": ", ".join(PRESETS)}))
    if wishes.preset == BY_POLICE and POLICE not in comparison.readings:
        raise KhuPhoError(Message(_NO_POLICE))
