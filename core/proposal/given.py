"""A plan that is there already: taken as it is, numbered, scored and judged like one that was searched for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..model.errors import KhuPhoError
from ..model.messages import CONTEXT, QT_TRANSLATE_NOOP, Message
from .city import CityResult
from .numbering import number_regions
from .parts import split_parts
from .plan import Plan, Settings
from .problem import NONE, Problem
from .reasons import count_reasons, fault_reasons
from .rules_propose import Ruled
from .scores import score

_WITHOUT = QT_TRANSLATE_NOOP(
    CONTEXT,
    "The plan so far is to be kept, but {number} units have no khu phố in it, such as {unit}. Fill in its field, or "
    "let the search start from it instead.",
)


def keep_plan(problems: Sequence[Problem], settings: Settings) -> Ruled:
    """Return the plan ``Problem.current`` of each of *problems*, scored with the weights of *settings*.

    Nothing is searched and nothing changed; neighborhoods keep their names.

    :raises KhuPhoError: a unit has no neighborhood in it.
    """
    without = [problem.ids[unit] for problem in problems for unit in np.flatnonzero(problem.current == NONE)]
    if without:
        raise KhuPhoError(Message(_WITHOUT, {"number": len(without), "unit": without[0]}))
    plans = tuple(_plan(problem, settings) for problem in problems)
    kept = tuple(_names(problem, plan) for problem, plan in zip(problems, plans))
    return Ruled(CityResult(plans, False, 0.0, (True,) * len(plans)), tuple(problems), kept)


def _plan(problem: Problem, settings: Settings) -> Plan:
    labels = number_regions(problem, problem.current)
    scores = score(problem, labels, settings.weights)
    parts = split_parts(problem)
    reasons = count_reasons(problem, parts, scores.neighborhoods) + fault_reasons(problem, parts, labels)
    return Plan(labels, scores, scores.below_minimum == 0, tuple(reasons))


def _names(problem: Problem, plan: Plan) -> dict[int, str]:
    """Return the name that each neighborhood has already, by its number in *plan*."""
    names = problem.names["current"]
    return {label: names[number] for label, number in zip(plan.labels.tolist(), problem.current.tolist())}
