"""Many wards in one call: a first plan for every ward, then improvement with the time shared out."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from ..model.run import RunControl
from .plan import Plan, Settings
from .problem import Problem
from .ward import WardSearch

_FIRST_SHARE = 0.3  # share of the progress that the first plans take
_RESERVE = 0.04  # share of the time limit kept for scoring
_SCORING = 0.004  # seconds for scoring one ward, kept from the time limit


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
    _improve(searches, inner, time.monotonic() - started)
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
        control.progress(_FIRST_SHARE * (done + 1) / len(problems))
    return searches


def _improve(searches: Sequence[WardSearch], control: RunControl, spent: float) -> None:
    """Improve every ward; a ward's slice of the time is its share of the work still to do."""
    work_left = sum(search.planned_steps for search in searches)
    whole = max(work_left, 1)
    pace = spent / max(sum(search.steps for search in searches), 1)  # seconds per step
    for search in searches:
        planned = search.planned_steps
        if planned == 0:
            continue
        if control.deadline is None:
            search.improve(control)
        else:
            now = time.monotonic()
            seconds = max(control.deadline - now, 0.0) * planned / work_left
            steps = min(planned, max(1, int(1.1 * seconds / max(pace, 1e-6))))
            before = search.steps
            search.improve(control.part(0.0, 1.0, now + seconds), steps)
            search.cut_off = search.cut_off or steps < planned
            pace = 0.7 * pace + 0.3 * (time.monotonic() - now) / max(search.steps - before, 1)
        work_left -= planned
        control.progress(_FIRST_SHARE + (1.0 - _FIRST_SHARE) * (1.0 - work_left / whole))
