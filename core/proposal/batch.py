"""Searches a batch of wards in stages: annealing side by side, then exact cuts one ward after another."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from ..model.run import RunControl
from .plan import Effort, Goal, Plan, Settings
from .rounds import PROGRAMS, Purpose, anneal_parts, fit_copies
from .ward import WardSearch

_FIRST, _ANNEALED, _SETTLED, _RAISED, _REPACKED, _REHEATED = 0.03, 0.6, 0.75, 0.85, 0.9, 0.95  # progress after each
_ANNEAL_TIME = 0.75  # share of the time left that annealing gets,
_SETTLE_TIME = 0.7  # that making plans legal gets,
_RAISE_TIME = 0.6  # that looking for more neighborhoods gets,
_REPACK_TIME = 0.4  # that packing as many again gets,
_REHEAT_TIME = 0.7  # and that annealing at the number found gets where all parts need it
_IMPROVED, _IMPROVE_TIME = 0.6, 0.4  # of a ward's last stage: exact cuts, then the choice among many sets
_POLISH_SECONDS = 0.1  # per unit; with less time there is no such choice
_RAISE_ROUNDS = {Effort.QUICK: 0, Effort.NORMAL: 1, Effort.THOROUGH: 10}
_SIDE_BY_SIDE = 10_000  # plans times units that are annealed together at full speed


def batch_units(settings: Settings, seconds_per_unit: float | None = None) -> int:
    """Return how many units a batch should have, so that annealing runs at full speed and wards end soon."""
    purpose = Purpose.AGAIN if settings.goal is Goal.MOST else Purpose.FIRST
    program = PROGRAMS[purpose, settings.effort]
    return _SIDE_BY_SIDE // fit_copies(program, seconds_per_unit)


def search_batch(
    searches: Sequence[WardSearch],
    settings: Settings,
    control: RunControl,
    on_plan: Callable[[int, Plan], None],
    *,
    begun: bool = False,
) -> None:
    """Search all wards of the batch; *on_plan* gets the place and the plan of each as soon as it is done.

    *begun*: they have their first plans. With a deadline each stage gets a share of the time left, and
    each ward's slice of it goes by its units and its difficulty. Raises ``CanceledError``; plans handed
    over before that are whole.
    """

    def finish(place: int, own: RunControl) -> None:
        if _can_polish(own, searches[place].work):
            searches[place].improve(_share(own, 0.0, _IMPROVED, _IMPROVE_TIME))
            searches[place].polish(own.part(_IMPROVED, 1.0))
        else:
            searches[place].improve(own)
        on_plan(place, searches[place].plan())

    if not begun:
        share_out(searches, control.part(0.0, _FIRST), lambda place, own: searches[place].begin(own))
    _anneal(searches, settings, _share(control, _FIRST, _ANNEALED, _ANNEAL_TIME), Purpose.FIRST)
    share_out(
        searches,
        _share(control, _ANNEALED, _SETTLED, _SETTLE_TIME),
        lambda place, own: searches[place].settle(own),
    )
    _raise(searches, settings, _share(control, _SETTLED, _RAISED, _RAISE_TIME))
    share_out(
        searches,
        _share(control, _RAISED, _REPACKED, _REPACK_TIME),
        lambda place, own: searches[place].repack(own),
    )
    reheat = _REHEAT_TIME * _reheated_share(searches)
    _anneal(searches, settings, _share(control, _REPACKED, _REHEATED, reheat), Purpose.AGAIN)
    share_out(searches, control.part(_REHEATED, 1.0), finish)


def _can_polish(control: RunControl, units: int) -> bool:
    """Tell whether there is time for the choice among many sets, which has no answer when it is cut off."""
    return control.deadline is None or control.deadline - time.monotonic() > _POLISH_SECONDS * units


def _share(control: RunControl, start: float, end: float, share: float) -> RunControl:
    """Return a control for one stage with *share* of the time that is left."""
    if control.deadline is None:
        return control.part(start, end)
    now = time.monotonic()
    return control.part(start, end, now + share * max(control.deadline - now, 0.0))


def _reheated_share(searches: Sequence[WardSearch]) -> float:
    """Return the share of the units that are annealed at the number of neighborhoods found."""
    reheated = sum(part.part.size for search in searches for part in search.reheated)
    return reheated / max(sum(part.part.size for search in searches for part in search.searches if part.count > 1), 1)


def _anneal(searches: Sequence[WardSearch], settings: Settings, control: RunControl, purpose: Purpose) -> None:
    parts_of = {
        Purpose.FIRST: lambda search: search.annealed,
        Purpose.AGAIN: lambda search: search.reheated,
        Purpose.MORE: lambda search: [part for part in search.climbing if not part.packer.able],
    }[purpose]
    parts = [part for search in searches for part in parts_of(search)]
    if not parts:
        return
    complete = anneal_parts(parts, settings.effort, control, purpose)
    unfinished = {id(part) for part, done in zip(parts, complete) if not done}
    for search in searches:
        search.cut_off = search.cut_off or any(id(part) in unfinished for part in search.searches)


def share_out(searches: Sequence[WardSearch], control: RunControl, work: Callable[[int, RunControl], None]) -> None:
    """Do *work* for every ward; a ward's slice of the time is its share of the work still to do.

    Work goes by units and by how tight the minimum is (:attr:`.ward.WardSearch.work`).
    """
    left = sum(search.work for search in searches)
    whole = max(left, 1)
    for place, search in enumerate(searches):
        deadline = None
        if control.deadline is not None:
            now = time.monotonic()
            deadline = now + max(control.deadline - now, 0.0) * search.work / max(left, 1)
        work(place, control.part(1.0 - left / whole, 1.0 - (left - search.work) / whole, deadline))
        left -= search.work
        control.progress(1.0 - left / whole)


def _raise(searches: Sequence[WardSearch], settings: Settings, control: RunControl) -> None:
    """Go round the wards that may have more neighborhoods: annealing with one more, then a few sweeps."""
    rounds = _RAISE_ROUNDS[settings.effort]
    for done in range(rounds):
        open_wards = [search for search in searches if search.climbing]
        if not open_wards:
            break
        share = _share(control, done / rounds, (done + 0.5) / rounds, 1.0 / (rounds - done))
        _anneal(open_wards, settings, share, Purpose.MORE)
        for search in open_wards:
            search.climb(control)
            search.raise_more(control)
        control.progress((done + 1) / rounds)
