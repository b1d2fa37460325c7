"""The other processes of a run: hands them batches while this process works, and makes good when one is lost."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from ..model.messages import CONTEXT, QT_TRANSLATE_NOOP, Message
from .plan import Plan, Settings
from .problem import Problem
from .processes import Helper, useful_processes
from .worker import Job

_LOOK_EVERY_S = 0.05
_WAIT_S = 0.1
_LATE_S = 1.0  # seconds past its time after which a helper is given up, so that a time limit holds

_LOST = QT_TRANSLATE_NOOP(
    CONTEXT, "A second process was lost; this one does its {count} wards. The plans are the same, only later."
)
_UNFIT = QT_TRANSLATE_NOOP(CONTEXT, "A second process can't be used on this system; one process does all wards.")

Batch = tuple[Sequence[int], Sequence[Problem], Settings, "float | None"]


class Workforce:
    """Helpers beside this process, none where one process is enough.

    *take* returns the next batch (empty at the end), *found* gets each ward's number and plan, *note* what
    is worth a line in the log. ``own_until``: when this process has promised to end its own batch.
    """

    def __init__(
        self,
        asked: int,
        wards: int,
        take: Callable[[], Batch],
        found: Callable[[int, Plan], None],
        note: Callable[[Message], None],
    ) -> None:
        self._take, self._found, self._note = take, found, note
        self.own_until: float | None = None
        self._looked = time.monotonic()
        self._helpers = [Helper() for _ in range(useful_processes(asked, wards) - 1)]

    @property
    def size(self) -> int:
        """Processes at work, this one included."""
        return 1 + len(self._helpers)

    @property
    def busy(self) -> bool:
        """Whether another process has a batch."""
        return any(helper.job is not None for helper in self._helpers)

    def shares(self) -> list[tuple[tuple[int, ...], float]]:
        """Return the wards of each running batch elsewhere, with the share (0 to 1) that is done."""
        return [(helper.job.numbers, helper.share) for helper in self._helpers if helper.job is not None]

    def time_left(self, deadline: float) -> float:
        """Return the seconds that all processes together have from the ends of their batches to *deadline*."""
        now = time.monotonic()
        ends = [self.own_until or now, *(helper.until for helper in self._helpers)]
        return sum(max(0.0, deadline - max(now, end)) for end in ends)

    def look(self) -> list[int]:
        """Take answers and hand out batches, now and then; return the wards that a lost process had."""
        now = time.monotonic()
        if not self._helpers or now - self._looked < _LOOK_EVERY_S:
            return []
        self._looked = now
        return self._round(0.0)

    def wait(self) -> list[int]:
        """As :meth:`look`, at once, after waiting a moment for answers."""
        return self._round(_WAIT_S / len(self._helpers))

    def close(self) -> None:
        """End all other processes, whatever they are doing."""
        for helper in self._helpers:
            helper.close()
        self._helpers = []

    def _round(self, wait_s: float) -> list[int]:
        back: list[int] = []
        for helper in self._helpers[:]:
            for answer in helper.answers(wait_s):
                self._found(answer.number, answer.plan)
            if helper.job is not None and helper.job.seconds is not None:
                helper.lost = helper.lost or time.monotonic() > helper.until + _LATE_S
            if helper.idle:
                self._hand_out(helper)
            if helper.lost:
                back += self._drop(helper)
        return back

    def _hand_out(self, helper: Helper) -> None:
        helper.until = time.monotonic()
        numbers, problems, settings, seconds = self._take()
        if numbers:
            helper.give(Job(tuple(numbers), tuple(problems), settings, seconds), helper.until + (seconds or 0.0))

    def _drop(self, helper: Helper) -> list[int]:
        numbers = list(helper.job.numbers) if helper.job is not None else []
        self._helpers.remove(helper)
        helper.close()
        self._note(Message(_LOST, {"count": len(numbers)}) if helper.ready else Message(_UNFIT))
        return numbers
