"""Many wards in one call: batch by batch, with the time shared out, in one process or in several."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..model.errors import CanceledError
from ..model.messages import CONTEXT, QT_TRANSLATE_NOOP, Message
from ..model.run import RunControl
from .batch import batch_units, search_batch
from .plan import Plan, Settings
from .problem import Problem
from .ward import WardSearch
from .workforce import Workforce

_FIRST = 0.05  # progress after the first plans, which a time limit asks for
_RESERVE = 0.05  # most of the time limit that is kept for scoring
_SCORING = 0.004  # seconds that scoring one ward takes

_WARD_DONE = QT_TRANSLATE_NOOP(CONTEXT, "Ward {number} of {count}: {ward}")


def _silent(_message: Message) -> None:
    return None


@dataclass(frozen=True)
class CityOptions:
    """How a run is done; none of this changes the plan of a ward that is searched to the end.

    ``keep_finished``: a cancel is no error, finished wards are answered; ``processes``: at most so many
    (:func:`.processes.useful_processes`); ``on_ward`` is told of each ward that is done, ``on_note`` of
    what is worth a line in the log.
    """

    keep_finished: bool = False
    processes: int = 1
    on_ward: Callable[[Message], None] = _silent
    on_note: Callable[[Message], None] = _silent


@dataclass(frozen=True)
class CityResult:
    """Plans in the order of the problems.

    ``cut_off``: the time limit stopped the search in at least one ward; ``finished``: per problem,
    whether it was searched as long as the effort says. ``canceled``: stopped by the user; wards that
    were not done, with all their area types, have None for a plan then.
    """

    plans: tuple[Plan | None, ...]
    cut_off: bool
    seconds: float
    finished: tuple[bool, ...]
    canceled: bool = False


def propose(
    problems: Sequence[Problem],
    settings: Settings | None = None,
    control: RunControl | None = None,
    options: CityOptions | None = None,
) -> CityResult:
    """Return a plan for each of *problems*.

    Without a deadline each plan depends on its problem, the seed and the effort only, not on the
    other problems nor on the number of processes. With a deadline every ward still gets a whole plan:
    the first plans of all wards are made before any is improved, and what is left of the time is
    shared out by the work each ward has: its units, and more where the minimum leaves little room.
    Raises ``CanceledError`` when canceled, unless *options* say that finished wards are kept.
    """
    settings, control, options = settings or Settings(), control or RunControl(), options or CityOptions()
    started = time.monotonic()
    run = _CityRun(problems, settings, _with_reserve(control, started, len(problems)), options)
    canceled = False
    try:
        run.go()
        control.progress(1.0)
    except CanceledError:
        if not options.keep_finished:
            raise
        canceled = True
    plans = _whole_wards(problems, run.plans)
    return CityResult(
        plans,
        any(plan is not None and plan.cut_off for plan in plans),
        time.monotonic() - started,
        tuple(plan is not None and not plan.cut_off for plan in plans),
        canceled,
    )


def _whole_wards(problems: Sequence[Problem], plans: Sequence[Plan | None]) -> tuple[Plan | None, ...]:
    """Return *plans* without those of wards of which an area type was not done."""
    undone = {problem.ward for problem, plan in zip(problems, plans) if plan is None}
    return tuple(None if problem.ward in undone else plan for problem, plan in zip(problems, plans))


def _with_reserve(control: RunControl, started: float, wards: int) -> RunControl:
    """Return a control whose deadline leaves time for scoring."""
    if control.deadline is None:
        return control
    reserve = min(_SCORING * wards, _RESERVE * max(control.deadline - started, 0.0))
    return RunControl(control.on_progress, control.is_canceled, control.deadline - reserve)


class _CityRun:
    """One call of :func:`propose`: the wards that wait, and the plans that are there."""

    def __init__(
        self, problems: Sequence[Problem], settings: Settings, control: RunControl, options: CityOptions
    ) -> None:
        self.problems, self.settings, self.control, self.options = problems, settings, control, options
        self.plans: list[Plan | None] = [None] * len(problems)
        self.waiting = list(range(len(problems)))
        self.work = [float(problem.size) for problem in problems]
        self.searches: list[WardSearch] = []
        self.own: tuple[Sequence[int], float] = (), 0.0  # batch in this process, and share done of it
        self.reported = 0.0
        self.rooms: dict[int, int] = {}  # units of a batch by the number of processes
        self.workforce = Workforce(options.processes, len(problems), self._take_for, self._found, options.on_note)

    def go(self) -> None:
        """Make all plans."""
        try:
            if self.control.deadline is not None:
                self._first_plans()
            while True:
                batch = self._take()
                if batch:
                    self._do(batch)
                elif self.workforce.busy:
                    self._give_back(self.workforce.wait())
                    self._report()
                else:
                    return
        finally:
            self.workforce.close()

    def _first_plans(self) -> None:
        for done, problem in enumerate(self.problems):
            search = WardSearch(problem, self.settings)
            search.begin(self.control)
            self.searches.append(search)
            self.work[done] = float(search.work)
            self.control.progress(_FIRST * (done + 1) / len(self.problems))

    def _take(self) -> list[int]:
        """Return the wards of the next batch, taken out of those that wait."""
        room = self._room()
        batch: list[int] = []
        units = 0
        while self.waiting and (not batch or units + self.problems[self.waiting[0]].size / 2 <= room):
            batch.append(self.waiting.pop(0))
            units += self.problems[batch[-1]].size
        return batch

    def _room(self) -> int:
        """Return the units of a batch: all about the same, so many that the processes end together."""
        processes = self.workforce.size
        if processes not in self.rooms:
            room = batch_units(self.settings, self._seconds_per_unit())
            if processes > 1:
                units = sum(self.problems[i].size for i in self.waiting)
                rounds = max(1, round(units / (processes * room)))
                room = -(-units // (processes * rounds))
            self.rooms = {processes: room}
        return self.rooms[processes]

    def _take_for(self) -> tuple[list[int], list[Problem], Settings, float | None]:
        """Return the next batch for another process, with the seconds it may take."""
        batch = self._take()
        return batch, [self.problems[i] for i in batch], self.settings, self._seconds(batch)

    def _seconds_per_unit(self) -> float | None:
        if self.control.deadline is None:
            return None
        units = sum(self.problems[i].size for i in self.waiting)
        return self.workforce.time_left(self.control.deadline) / max(units, 1)

    def _seconds(self, batch: Sequence[int]) -> float | None:
        """Return the time for *batch*: its share of the time that all processes together have left."""
        deadline = self.control.deadline
        if deadline is None or not batch:
            return None
        own = sum(self.work[i] for i in batch)
        whole = own + sum(self.work[i] for i in self.waiting)
        left = max(deadline - time.monotonic(), 0.0)
        return min(left, self.workforce.time_left(deadline) * own / whole if whole else left)

    def _do(self, batch: Sequence[int]) -> None:
        """Search *batch* in this process; the others are looked after meanwhile."""
        seconds = self._seconds(batch)
        deadline = None if seconds is None else time.monotonic() + seconds
        self.workforce.own_until = deadline
        self.own = batch, 0.0
        searches = [self.searches[i] if self.searches else WardSearch(self.problems[i], self.settings) for i in batch]
        control = RunControl(self._on_progress, self._is_canceled, deadline)
        search_batch(
            searches,
            self.settings,
            control,
            lambda place, plan: self._found(batch[place], plan),
            begun=bool(self.searches),
        )
        self.own = (), 0.0

    def _found(self, number: int, plan: Plan) -> None:
        self.plans[number] = plan
        done = sum(plan is not None for plan in self.plans)
        problem = self.problems[number]
        values = {"number": done, "count": len(self.plans), "ward": problem.title or problem.ward or problem.place}
        self.options.on_ward(Message(_WARD_DONE, values))

    def _is_canceled(self) -> bool:
        self._give_back(self.workforce.look())
        return self.control.is_canceled()

    def _give_back(self, numbers: Sequence[int]) -> None:
        """Let wards wait again that a process was lost with."""
        self.waiting[:0] = [i for i in numbers if self.plans[i] is None]

    def _on_progress(self, share: float) -> None:
        self.own = self.own[0], share
        self._report()

    def _report(self) -> None:
        """Report the work done: batches at an end, and shares of those that run."""
        running = [self.own, *self.workforce.shares()]
        inside = {i for batch, _ in running for i in batch}
        done = sum(self.work[i] for i, plan in enumerate(self.plans) if plan is not None and i not in inside)
        done += sum(share * sum(self.work[i] for i in batch) for batch, share in running)
        self.reported = max(self.reported, done / max(sum(self.work), 1.0))
        first = _FIRST if self.searches else 0.0
        self.control.progress(first + (1.0 - first) * self.reported)
