"""Candidate plans for each kind: searched with its weights, and made of whole areas or inside them."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ...model.errors import KhuPhoError
from ...model.run import RunControl
from ..city import CityOptions
from ..parts import connected_parts
from ..plan import Plan, Settings
from ..problem import NONE, Problem
from ..rules import Rules, apply_rules
from ..rules_propose import propose_with_rules
from ..scores import score
from .kinds import Kind, settings_for

Task = tuple[Problem, Rules]


@dataclass(frozen=True)
class Candidate:
    """A plan scored with the weights that all share; ``kept``: names that neighborhoods keep, by their number."""

    plan: Plan
    kept: dict[int, str]


@dataclass(frozen=True)
class Recipe:
    """One way to make plans of a kind: change problem and rules, then search with the kind's settings."""

    kind: Kind
    change: Callable[[Problem, Rules], Task]


def _same(problem: Problem, rules: Rules) -> Task:
    return problem, rules


def _without_count(problem: Problem, rules: Rules) -> Task:
    return problem.with_count(None), rules


def _from_old(problem: Problem, rules: Rules) -> Task:
    """Start from the old khu phố; locks go by the plan so far, so where there are any that one is left."""
    if rules.locked or rules.frozen:
        return problem, rules
    return replace(problem, current=problem.old), rules


def _whole_old(problem: Problem, rules: Rules) -> Task:
    """Keep every connected piece of an old khu phố together."""
    first, second = problem.edges.T if len(problem.edges) else np.zeros((2, 0), np.int64)
    inside = (problem.old[first] == problem.old[second]) & (problem.old[first] != NONE)
    piece = connected_parts(problem.size, problem.edges[inside])
    members: dict[int, list[str]] = {}
    for unit, own in zip(problem.ids, piece.tolist()):
        members.setdefault(own, []).append(unit)
    wholes = tuple(tuple(units) for units in members.values() if len(units) > 1)
    return problem, replace(rules, together=(*rules.together, *wholes))


def _whole_beats(problem: Problem, rules: Rules) -> Task:
    return problem, replace(rules, whole_beats=True)


def _within_beats(problem: Problem, rules: Rules) -> Task:
    return problem, replace(rules, within_beats=True)


def recipes(kinds: Sequence[Kind]) -> list[Recipe]:
    """Return how plans of *kinds* are made; the balanced plan is always made, since the others are held against it."""
    ways = [Recipe(Kind.BALANCED, _same)]
    if Kind.LEAST_CHANGE in kinds:
        ways += [Recipe(Kind.LEAST_CHANGE, _from_old), Recipe(Kind.BALANCED, _whole_old)]
    if Kind.FOLLOWS_BEATS in kinds:
        ways += [Recipe(Kind.FOLLOWS_BEATS, change) for change in (_same, _whole_beats, _within_beats)]
    if Kind.MOST in kinds:
        ways.append(Recipe(Kind.MOST, _without_count))
    return ways


def searched(
    problems: Sequence[Problem],
    rules: Sequence[Rules],
    recipe: Recipe,
    settings: Settings,
    control: RunControl,
    options: CityOptions | None = None,
) -> list[Candidate]:
    """Return a plan for each of *problems* made by *recipe*, scored with the weights of *settings*.

    :raises KhuPhoError: rules contradict each other or name what isn't there.
    :raises CanceledError: *control* says so.
    """
    tasks = [_possible(problem, own, recipe) for problem, own in zip(problems, rules)]
    found = propose_with_rules(
        [problem for problem, _ in tasks],
        [own for _, own in tasks],
        settings_for(recipe.kind, settings),
        control,
        options,
    )
    return [
        Candidate(replace(plan, scores=score(problem, plan.labels, settings.weights)), kept)
        for problem, plan, kept in zip(problems, found.result.plans, found.kept)
    ]


def slices(control: RunControl, count: int) -> list[Callable[[], RunControl]]:
    """Return for each of *count* runs a function that makes its control.

    Called when the run starts, it gives the run an equal share of the time that is then left.
    """

    def make(place: int) -> RunControl:
        until = None
        if control.deadline is not None:
            now = time.monotonic()
            until = now + max(control.deadline - now, 0.0) / (count - place)
        return control.part(place / count, (place + 1) / count, until)

    return [lambda place=place: make(place) for place in range(count)]


def _possible(problem: Problem, rules: Rules, recipe: Recipe) -> Task:
    """Return what *recipe* makes of a problem; where that contradicts the user's own rules, these alone count."""
    task = recipe.change(problem, rules)
    if task[1] is not rules:
        try:
            apply_rules(*task)
        except KhuPhoError:
            return problem, rules
    return task
