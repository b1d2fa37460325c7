"""The kinds of plans that a planner chooses from, and what each of them asks of the search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum

from ...model.messages import CONTEXT, QT_TRANSLATE_NOOP, Message
from ..plan import Goal, Settings, Start
from ..problem import NONE, Problem

_STRONG = 10.0  # times the usual weight: outweighs the other terms, and still tells equal plans apart

_NO_OLD = QT_TRANSLATE_NOOP(
    CONTEXT, "No plan of least change: no unit has a present khu phố. Choose the field that holds it."
)
_NO_BEATS = QT_TRANSLATE_NOOP(
    CONTEXT, "No plan that follows the police beats: no unit lies in a beat. Choose the layer of police beats."
)


class Kind(str, Enum):
    """What a plan puts first; the value is its name in layers and tables and never changes.

    ``BALANCED``: the weights as they are; ``LEAST_CHANGE``: households stay with their present khu phố;
    ``FOLLOWS_BEATS``: boundaries run along those of the police beats; ``MOST``: as many khu phố as the
    minimum allows.
    """

    BALANCED = "balanced"
    LEAST_CHANGE = "least_change"
    FOLLOWS_BEATS = "follows_beats"
    MOST = "most"


def not_possible(kind: Kind, problems: Sequence[Problem]) -> Message | None:
    """Return why there can be no plan of this *kind*, or None where there can."""
    if kind is Kind.LEAST_CHANGE and not any((problem.old != NONE).any() for problem in problems):
        return Message(_NO_OLD)
    if kind is Kind.FOLLOWS_BEATS and not any((problem.beat != NONE).any() for problem in problems):
        return Message(_NO_BEATS)
    return None


def settings_for(kind: Kind, base: Settings) -> Settings:
    """Return *base* with the weights, the goal and the start of *kind*."""
    weights = base.weights
    base = replace(base, start=Start.FREE)
    if kind is Kind.LEAST_CHANGE:
        return replace(base, start=Start.CURRENT)  # which brings a strong weight of stability of its own
    if kind is Kind.FOLLOWS_BEATS:
        return replace(base, weights=replace(weights, beats=_STRONG * max(weights.beats, 1.0)))
    return replace(base, goal=Goal.MOST) if kind is Kind.MOST else base
