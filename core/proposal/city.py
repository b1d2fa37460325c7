"""Many wards in one call: a first plan for every ward, then improvement with the time shared out."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from ..model.run import RunControl
from .plan import Plan, Settings
from .problem import Problem
from .rounds import PROGRAMS, anneal_parts
from .ward import WardSearch

_FIRST, _ANNEALED = 0.05, 0.7  # progress after the first plans and after annealing
_ANNEAL_TIME = 0.75  # share of the remaining time that annealing gets
_SETTLE_TIME = 0.8  # share of a ward's time for making the plan legal and as many neighborhoods as wished
_RESERVE = 0.05  # most of the time limit that is kept for scoring
_SCORING = 0.004  # seconds that scoring one ward takes


@dataclass(frozen=True)
class CityResult:
    """Plans in the order of the problems.

    ``cut_off``: the time limit stopped the search in at least one ward; ``finished``: per problem,
    whether it was searched as long as the effort says.
    """

    plans: tuple[Plan, ...]
    cut_off: bool
    seconds: float
    finished: tuple[bool, ...]


def propose(
    problems: Sequence[Problem], settings: Settings | None = None, control: RunControl | None = None
) -> CityResult:
    """Return a plan for each of *problems*.

    Without a deadline each plan depends on its problem, the seed and the effort only, not on the
    other problems. With a deadline every ward still gets a whole plan: the first plans of all
    wards are made before any is improved, and what is left of the time is shared out by the work
    each ward has. Raises ``CanceledError`` when canceled.
    """
    settings, control = settings or Settings(), control or RunControl()
    started = time.monotonic()
    inner = _with_reserve(control, started, len(problems))
    searches = _first_plans(problems, settings, inner)
    _anneal(searches, settings, inner)
    _finish(searches, inner)
    plans = tuple(search.plan() for search in searches)
    control.progress(1.0)
    return CityResult(
        plans,
        any(plan.cut_off for plan in plans),
        time.monotonic() - started,
        tuple(not plan.cut_off for plan in plans),
    )


def _with_reserve(control: RunControl, started: float, wards: int) -> RunControl:
    """Return a control whose deadline leaves time for scoring."""
    if control.deadline is None:
        return control
    reserve = min(_SCORING * wards, _RESERVE * max(control.deadline - started, 0.0))
    return RunControl(control.on_progress, control.is_canceled, control.deadline - reserve)


def _first_plans(problems: Sequence[Problem], settings: Settings, control: RunControl) -> list[WardSearch]:
    searches = []
    for done, problem in enumerate(problems):
        search = WardSearch(problem, settings)
        search.begin(control)
        searches.append(search)
        control.progress(_FIRST * (done + 1) / len(problems))
    return searches


def _anneal(searches: Sequence[WardSearch], settings: Settings, control: RunControl) -> None:
    parts = [part for search in searches for part in search.annealed]
    if not parts:
        return
    deadline = None
    if control.deadline is not None:
        now = time.monotonic()
        deadline = now + _ANNEAL_TIME * max(control.deadline - now, 0.0)
    complete = anneal_parts(parts, PROGRAMS[settings.effort], control.part(_FIRST, _ANNEALED, deadline))
    unfinished = {id(part) for part, done in zip(parts, complete) if not done}
    for search in searches:
        search.cut_off = search.cut_off or any(id(part) in unfinished for part in search.annealed)


def _finish(searches: Sequence[WardSearch], control: RunControl) -> None:
    """Settle and improve every ward; a ward's slice of the time is its share of the work still to do."""
    work_left = sum(search.planned_steps for search in searches)
    whole = max(work_left, 1)
    for search in searches:
        planned = search.planned_steps
        if control.deadline is None:
            search.settle(control)
            search.improve(control)
        else:
            now = time.monotonic()
            seconds = max(control.deadline - now, 0.0) * planned / max(work_left, 1)
            search.settle(control.part(0.0, 1.0, now + _SETTLE_TIME * seconds))
            search.improve(control.part(0.0, 1.0, now + seconds))
        work_left -= planned
        control.progress(_ANNEALED + (1.0 - _ANNEALED) * (1.0 - work_left / whole))
