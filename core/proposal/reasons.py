"""Why a plan misses the minimum, the maximum or the number asked for, and what would help, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..model.messages import CONTEXT, QT_TRANSLATE_NOOP, Message
from .parts import Part
from .problem import Problem
from .proof.infeasible import why_impossible

_COUNT_TOO_HIGH = QT_TRANSLATE_NOOP(
    CONTEXT,
    "{asked} neighborhoods were asked for in {ward}, but at most {bound} can have {minimum} households each. "
    "{bound} is taken as the number asked for.",
)
_COUNT_TOO_LOW = QT_TRANSLATE_NOOP(
    CONTEXT,
    "{asked} neighborhoods were asked for in {ward}, but its units lie in {parts} parts without a common border, "
    "so there are at least {parts}.",
)
_COUNT_MISSED = QT_TRANSLATE_NOOP(
    CONTEXT,
    "{asked} neighborhoods were asked for in {ward}; {found} is the most that was found with {minimum} households "
    "in each.",
)
_ABOVE_MAXIMUM = QT_TRANSLATE_NOOP(
    CONTEXT,
    "{number} neighborhoods in {ward} have more than the maximum of {maximum} households; no plan that keeps "
    "both the minimum and the maximum was found.",
)
_MISSING = QT_TRANSLATE_NOOP(
    CONTEXT,
    "{number} units in {ward} have no number of households; they count as 0 and belong to a neighborhood all the same.",
)


def count_reasons(problem: Problem, parts: Sequence[Part], found: int) -> list[Message]:
    """Return why the number of neighborhoods differs from the number asked for."""
    asked = problem.count
    if asked is None or not parts:
        return []
    bound = sum(part.count_bound for part in parts)
    said: dict[str, object] = {"ward": problem.place, "asked": asked, "minimum": problem.minimum}
    if asked > bound:
        reasons = [Message(_COUNT_TOO_HIGH, {**said, "bound": bound})]
        asked = bound
        said["asked"] = bound
    elif asked < len(parts):
        return [Message(_COUNT_TOO_LOW, {**said, "parts": len(parts)})]
    else:
        reasons = []
    if found < asked:
        reasons.append(Message(_COUNT_MISSED, {**said, "found": found}))
    return reasons


def fault_reasons(problem: Problem, parts: Sequence[Part], labels: np.ndarray) -> list[Message]:
    """Return why neighborhoods are below the minimum or above the maximum, and what is missing."""
    said: dict[str, object] = {"ward": problem.place, "minimum": problem.minimum}
    reasons = _too_small(problem) if any(part.total < part.minimum for part in parts) else []
    if problem.maximum is not None and problem.size:
        counted = np.minimum(problem.households, problem.maximum)
        number = int((np.bincount(labels, counted) > problem.maximum).sum())
        if number:
            reasons.append(Message(_ABOVE_MAXIMUM, {**said, "number": number, "maximum": problem.maximum}))
    missing = int((~problem.known).sum())
    if missing:
        reasons.append(Message(_MISSING, {**said, "number": missing}))
    return reasons


def _too_small(problem: Problem) -> list[Message]:
    """Return which parts have too few households, each with what would help."""
    short = [one for one in why_impossible(problem) if one.code in ("ward_short", "cut_off")]
    return [message for one in short for message in (one.message, *one.helps)]
