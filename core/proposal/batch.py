"""Searches a batch of wards: their plans are annealed side by side, then made exact one by one."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from ..model.run import RunControl
from .plan import Goal, Plan, Settings
from .rounds import PROGRAMS, anneal_parts
from .ward import WardSearch

_FIRST, _ANNEALED = 0.05, 0.7  # progress after the first plans and after annealing
_ANNEAL_TIME = 0.75  # share of the remaining time that annealing gets
_SETTLE_TIME = 0.8  # share of a ward's time for making the plan legal and as many neighborhoods as wished
_SIDE_BY_SIDE = 10_000  # plans times units that are annealed together at full speed
_ALONE = 300  # units of a batch where nothing is annealed


def batch_units(settings: Settings) -> int:
    """Return how many units a batch should have, so that annealing runs at full speed and wards end soon."""
    if settings.goal is Goal.MOST:
        return _ALONE
    return _SIDE_BY_SIDE // PROGRAMS[settings.effort].copies


def search_batch(
    searches: Sequence[WardSearch],
    settings: Settings,
    control: RunControl,
    on_plan: Callable[[int, Plan], None],
    *,
    begun: bool = False,
) -> None:
    """Search all wards of the batch; *on_plan* gets the place and the plan of each as soon as it is done.

    *begun*: they have their first plans. With a deadline each ward's slice of the time is its share of
    the work still to do. Raises ``CanceledError``; plans handed over before that are whole.
    """
    for done, search in enumerate(searches):
        if not begun:
            search.begin(control)
        control.progress(_FIRST * (done + 1) / len(searches))
    _anneal(searches, settings, control)
    work_left = sum(search.planned_steps for search in searches)
    whole = max(work_left, 1)
    for place, search in enumerate(searches):
        _finish(search, control, work_left)
        on_plan(place, search.plan())
        work_left -= search.planned_steps
        control.progress(_ANNEALED + (1.0 - _ANNEALED) * (1.0 - work_left / whole))


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


def _finish(search: WardSearch, control: RunControl, work_left: int) -> None:
    """Settle and improve one ward in its share of the time left."""
    if control.deadline is None:
        search.settle(control)
        search.improve(control)
        return
    now = time.monotonic()
    seconds = max(control.deadline - now, 0.0) * search.planned_steps / max(work_left, 1)
    search.settle(control.part(0.0, 1.0, now + _SETTLE_TIME * seconds))
    search.improve(control.part(0.0, 1.0, now + seconds))
