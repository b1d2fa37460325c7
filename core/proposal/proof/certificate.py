"""The certificate of a plan: what is proven about it, in numbers and in a sentence for the planner."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...model.messages import CONTEXT, QT_TRANSLATE_NOOP, Message

_BEST = QT_TRANSLATE_NOOP(CONTEXT, "Proven best: no plan with {count} neighborhoods is better than this one.")
_GAP = QT_TRANSLATE_NOOP(CONTEXT, "No plan with {count} neighborhoods can be more than {gap} % better than this one.")
_BETTER = QT_TRANSLATE_NOOP(
    CONTEXT, "A plan with {count} neighborhoods that is {gain} % better exists; a thorough search comes closer to it."
)
_NO_SCIPY = QT_TRANSLATE_NOOP(CONTEXT, "No certificate: scipy is not installed.")
_NO_PLAN = QT_TRANSLATE_NOOP(
    CONTEXT, "No certificate: this plan breaks a rule (minimum, maximum or connection), so others can't be compared."
)
_NO_TIME = QT_TRANSLATE_NOOP(CONTEXT, "No certificate: the time was not enough to prove anything about this ward.")
_NO_MODEL = QT_TRANSLATE_NOOP(CONTEXT, "No certificate: the weights chosen are not covered by the proof.")
_COUNT_PROVEN = QT_TRANSLATE_NOOP(CONTEXT, "Proven: no plan has more than {count} neighborhoods.")
_COUNT_REACHED = QT_TRANSLATE_NOOP(
    CONTEXT, "Proven: no plan has more than {count} neighborhoods, and this one has as many."
)
_COUNT_OPEN = QT_TRANSLATE_NOOP(
    CONTEXT, "No plan has more than {count} neighborhoods; whether one has so many is not known."
)

REASONS = {"scipy": _NO_SCIPY, "plan": _NO_PLAN, "time": _NO_TIME, "model": _NO_MODEL}
PROVEN_GAP = 5e-5  # a gap that is shown as none


@dataclass(frozen=True)
class Certificate:
    """What is proven about a plan of one problem.

    ``count_bound``: no plan has more neighborhoods with the minimum; ``count_proven``: a plan with
    so many is known. ``cost``: of the plan, per neighborhood as in ``Scores.cost``; ``cost_bound``:
    no legal plan with as many neighborhoods costs less, None where nothing is proven; ``gap``:
    share of the cost (0 to 1) that another plan could save at most, ``(cost - cost_bound) / cost``.
    ``method``: "columns" (every set that matters was weighed), "pricing" (bound by unit prices) or "none".
    ``sentence`` speaks of the cost, ``count_sentence`` of the number. ``better_plan``: (n,) labels
    of a cheaper plan with as many neighborhoods that the proof came upon, ``larger_plan``: of a legal
    plan with ``count_bound`` neighborhoods, not searched for quality; both None where there is none.
    """

    count_bound: int
    count_proven: bool
    cost: float
    cost_bound: float | None
    gap: float | None
    method: str
    sentence: Message
    count_sentence: Message
    better_plan: np.ndarray | None = None
    larger_plan: np.ndarray | None = None
    seconds: float = 0.0


def gap_sentence(count: int, gap: float, gain: float | None) -> Message:
    """Return the sentence for a proven *gap*; *gain*: share by which a plan found is better, if one is."""
    if gain is not None:
        return Message(_BETTER, {"count": count, "gain": round(100.0 * gain, 1)})
    if gap <= PROVEN_GAP:
        return Message(_BEST, {"count": count})
    return Message(_GAP, {"count": count, "gap": max(round(100.0 * gap + 0.05, 1), 0.1)})


def count_sentence(bound: int, proven: bool, own: int) -> Message:
    """Return the sentence about the greatest number of neighborhoods; the plan has *own*."""
    if own == bound:
        return Message(_COUNT_REACHED, {"count": bound})
    return Message(_COUNT_PROVEN if proven else _COUNT_OPEN, {"count": bound})
