"""Proposes plans under hard rules: reduces each problem, searches, and leads the answers back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..model.run import RunControl
from .city import CityOptions, CityResult, propose
from .numbering import number_regions
from .plan import Plan, Settings, Start
from .problem import NONE, Problem
from .rules import Reduced, Rules, apply_rules
from .rules_reasons import rule_reasons
from .scores import score

LEAST_CHANGE = 6.0
"""How much more stability weighs in a search for least change; plans are scored with the user's weights."""


@dataclass(frozen=True)
class Ruled:
    """Plans of the full problems; ``kept``: per problem the names that neighborhoods keep, by their number."""

    result: CityResult
    problems: tuple[Problem, ...]
    kept: tuple[dict[int, str], ...]


def propose_with_rules(
    problems: Sequence[Problem],
    rules: Sequence[Rules],
    settings: Settings | None = None,
    control: RunControl | None = None,
    options: CityOptions | None = None,
) -> Ruled:
    """Return a plan for each of *problems* under its rules; without any it is that of :func:`.city.propose`.

    Wards that a cancel left undone have None for a plan (see :class:`.city.CityOptions`).

    Numbers of neighborhoods asked for count locked ones, too. With ``Settings.start`` "current"
    the search starts from ``Problem.current`` and holds on to it.

    :raises KhuPhoError: rules contradict each other or name what isn't there.
    :raises CanceledError: *control* says so.
    """
    settings = settings or Settings()
    reduced = [apply_rules(problem, own) for problem, own in zip(problems, rules)]
    searched, asked = [one.problem for one in reduced], settings
    if settings.start is Start.CURRENT:
        searched = [_held(problem) for problem in searched]
        weights = replace(settings.weights, stability=LEAST_CHANGE * max(settings.weights.stability, 0.5))
        asked = replace(settings, weights=weights)
    result = propose(searched, asked, control, options)
    plans = tuple(plan and full_plan(one, plan, settings) for one, plan in zip(reduced, result.plans))
    kept = tuple(one.kept_names(plan.labels) if plan else {} for one, plan in zip(reduced, plans))
    return Ruled(replace(result, plans=plans), tuple(one.full for one in reduced), kept)


def full_plan(reduced: Reduced, plan: Plan, settings: Settings) -> Plan:
    """Return the plan of the full problem for a *plan* of the reduced one, scored anew."""
    if reduced.problem is reduced.full and settings.start is Start.FREE:
        return plan
    labels = number_regions(reduced.full, reduced.expand(plan.labels))
    scores = score(reduced.full, labels, settings.weights)
    reasons = tuple(rule_reasons(reduced, plan, labels))
    return replace(plan, labels=labels, scores=scores, meets_minimum=scores.below_minimum == 0, reasons=reasons)


def _held(problem: Problem) -> Problem:
    """Return the problem whose old neighborhoods are those of the plan to start from.

    Units that have none there keep their old one by a number of its own.
    """
    known = problem.current != NONE
    if not known.any():
        return replace(problem, current=problem.old)
    others = np.where(problem.old == NONE, NONE, problem.old + int(problem.current.max()) + 1)
    return replace(problem, old=np.where(known, problem.current, others))
