"""Why a plan under hard rules misses a number, and what the rules brought with them, in sentences."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ..model.messages import CONTEXT, QT_TRANSLATE_NOOP, Message
from .parts import Part, connected_parts, split_parts
from .plan import Plan
from .problem import Problem
from .reasons import count_reasons, fault_reasons

if TYPE_CHECKING:
    from .rules import Reduced

_NOTHING_FREE = QT_TRANSLATE_NOOP(
    CONTEXT, "All khu phố of {ward} are locked, so its plan is the present one. Unlock some to change it."
)
_CUT_OFF = QT_TRANSLATE_NOOP(
    CONTEXT,
    "In {ward}, the rules cut {units} units around unit {unit} off from the rest; they have only {households} "
    "households, fewer than the minimum of {minimum}. Soften a barrier or a beat border.",
)
_SHUT_IN = QT_TRANSLATE_NOOP(
    CONTEXT,
    "In {ward}, locked khu phố shut {units} units around unit {unit} in; they have only {households} households, "
    "fewer than the minimum of {minimum}. Unlock one of these khu phố: {labels}.",
)
_FROZEN_SHORT = QT_TRANSLATE_NOOP(
    CONTEXT,
    "The locked khu phố {label} of {ward} has only {households} households, fewer than the minimum of {minimum}. "
    "Unlock it, so that units can join it.",
)
_FROZEN_PIECES = QT_TRANSLATE_NOOP(
    CONTEXT,
    "The locked khu phố {label} of {ward} lies in {pieces} pieces without a common border. Unlock it to mend it.",
)
_STILL_TOGETHER = QT_TRANSLATE_NOOP(
    CONTEXT,
    "Units {first} and {second} of {ward} must be kept apart, but no plan was found that does so and gives each "
    "khu phố {minimum} households.",
)
_COUNTS = ("asked", "bound", "found", "parts")


def rule_reasons(reduced: Reduced, plan: Plan, labels: np.ndarray) -> list[Message]:
    """Return the reasons of the full plan *labels*, which a *plan* of the reduced problem was led back to."""
    full, problem = reduced.full, reduced.problem
    parts = split_parts(problem)
    found = plan.scores.neighborhoods
    counted = [_with_locked(reason, len(reduced.frozen)) for reason in count_reasons(problem, parts, found)]
    reasons = [Message(_NOTHING_FREE, {"ward": full.place})] if reduced.frozen and not problem.size else []
    reasons += counted + fault_reasons(full, split_parts(full), labels)
    reasons += [_too_small(reduced, part) for part in parts if part.total < part.minimum and _was_enough(reduced, part)]
    for name in sorted(reduced.frozen):
        reasons += _of_locked(full, name, reduced.frozen[name])
    for first, second in problem.apart.tolist():
        if plan.labels[first] == plan.labels[second]:
            values = {"first": problem.ids[first], "second": problem.ids[second]}
            reasons.append(Message(_STILL_TOGETHER, {**values, "ward": full.place, "minimum": full.minimum}))
    return reasons + list(reduced.notes)


def _with_locked(reason: Message, locked: int) -> Message:
    """Return *reason* with the locked neighborhoods in its numbers of neighborhoods."""
    shifted = {name: value + locked if name in _COUNTS else value for name, value in reason.values.items()}
    return replace(reason, values=shifted)


def _members(reduced: Reduced, part: Part) -> np.ndarray:
    """Return the positions in the full problem of the units of a *part* of the reduced one."""
    return np.flatnonzero(np.isin(reduced.group, part.units))


def _was_enough(reduced: Reduced, part: Part) -> bool:
    """Tell whether the part would have the minimum but for the rules."""
    full = reduced.full
    own = connected_parts(full.size, full.edges)
    home = own == own[_members(reduced, part)[0]]
    return int(full.households[home].sum()) >= full.minimum


def _too_small(reduced: Reduced, part: Part) -> Message:
    full, units = reduced.full, _members(reduced, part)
    values: dict[str, object] = {
        "ward": full.place,
        "units": len(units),
        "unit": full.ids[int(units[np.argmax(full.households[units])])],
        "households": part.total,
        "minimum": full.minimum,
    }
    inside = np.isin(full.edges, units)
    beyond = full.edges[inside.any(axis=1)].ravel()
    around = [name for name in sorted(reduced.frozen) if np.isin(beyond, reduced.frozen[name]).any()]
    return Message(_SHUT_IN, {**values, "labels": ", ".join(around)}) if around else Message(_CUT_OFF, values)


def _of_locked(full: Problem, name: str, units: np.ndarray) -> list[Message]:
    said: dict[str, object] = {"label": name, "ward": full.place}
    households = int(full.households[units].sum())
    reasons = []
    if households < full.minimum:
        reasons.append(Message(_FROZEN_SHORT, {**said, "households": households, "minimum": full.minimum}))
    place = np.full(full.size, -1, dtype=np.int64)
    place[units] = np.arange(len(units))
    ends = place[full.edges].reshape(-1, 2)
    pieces = len(np.unique(connected_parts(len(units), ends[(ends >= 0).all(axis=1)])))
    if pieces > 1:
        reasons.append(Message(_FROZEN_PIECES, {**said, "pieces": pieces}))
    return reasons
