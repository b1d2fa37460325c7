"""Candidate plans for each kind: searched with its weights, and made of whole groups or inside them."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ...model.run import RunControl
from ..city import propose
from ..plan import Plan, Settings
from ..problem import NONE, Problem
from .groups import fenced, lumped
from .judging import judged
from .kinds import Kind, settings_for

Change = Callable[[Problem], "tuple[Problem, np.ndarray | None]"]
"""Makes another problem of one, with the unit of the new one that each old unit is in (None: the same units)."""


@dataclass(frozen=True)
class Recipe:
    """One way to make plans of a kind: change the problem, then search with the kind's settings."""

    kind: Kind
    change: Change


def _same(problem: Problem) -> tuple[Problem, None]:
    return problem, None


def _without_count(problem: Problem) -> tuple[Problem, None]:
    return problem.with_count(None), None


def _from_old(problem: Problem) -> tuple[Problem, None]:
    """Start from the old khu phố where no other plan is given to start from."""
    return (problem if (problem.current != NONE).any() else replace(problem, current=problem.old)), None


def _whole_old(problem: Problem) -> tuple[Problem, np.ndarray]:
    return lumped(problem, problem.old)


def _whole_beats(problem: Problem) -> tuple[Problem, np.ndarray]:
    return lumped(problem, problem.beat)


def _inside_beats(problem: Problem) -> tuple[Problem, None]:
    return fenced(problem, problem.beat), None


def recipes(kinds: Sequence[Kind]) -> list[Recipe]:
    """Return how plans of *kinds* are made; the balanced plan is always made, since the others are held against it."""
    ways = [Recipe(Kind.BALANCED, _same)]
    if Kind.LEAST_CHANGE in kinds:
        ways += [Recipe(Kind.LEAST_CHANGE, _from_old), Recipe(Kind.LEAST_CHANGE, _whole_old)]
    if Kind.FOLLOWS_BEATS in kinds:
        ways += [Recipe(Kind.FOLLOWS_BEATS, change) for change in (_same, _whole_beats, _inside_beats)]
    if Kind.MOST in kinds:
        ways.append(Recipe(Kind.MOST, _without_count))
    return ways


def searched(problems: Sequence[Problem], recipe: Recipe, settings: Settings, control: RunControl) -> list[Plan]:
    """Return a plan for each of *problems* made by *recipe*, scored with the weights of *settings*.

    :raises CanceledError: *control* says so.
    """
    changed = [recipe.change(problem) for problem in problems]
    result = propose([small for small, _ in changed], settings_for(recipe.kind, settings), control)
    plans = []
    for problem, (small, piece), plan in zip(problems, changed, result.plans):
        labels = plan.labels if piece is None else _expanded(small, piece, plan.labels, problem)
        asked = problem.with_count(None) if recipe.kind is Kind.MOST else problem
        plans.append(judged(asked, replace(plan, labels=labels), settings))
    return plans


def slices(control: RunControl, count: int) -> list[Callable[[], RunControl]]:
    """Return a maker of a control for each of *count* runs; made when its run starts, it gets an equal share of
    the time that is then left."""

    def make(place: int) -> RunControl:
        until = None
        if control.deadline is not None:
            now = time.monotonic()
            until = now + max(control.deadline - now, 0.0) / (count - place)
        return control.part(place / count, (place + 1) / count, until)

    return [lambda place=place: make(place) for place in range(count)]


def _expanded(small: Problem, piece: np.ndarray, labels: np.ndarray, problem: Problem) -> np.ndarray:
    """Return the label of each unit of *problem* from the *labels* of its pieces (which *small* has sorted by id)."""
    leader = np.full(int(piece.max()) + 1 if len(piece) else 0, problem.size, dtype=np.int64)
    np.minimum.at(leader, piece, np.arange(problem.size))
    place = {unit: i for i, unit in enumerate(small.ids)}
    of_piece = np.array([labels[place[problem.ids[unit]]] for unit in leader.tolist()], dtype=np.int64)
    return of_piece[piece]
