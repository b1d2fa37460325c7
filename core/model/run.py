"""Progress, cancel and time limit of one run, handed down through ``core``."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from .errors import CanceledError


def _ignore_progress(_fraction: float) -> None:
    return None


def _never_canceled() -> bool:
    return False


@dataclass(frozen=True)
class RunControl:
    """Two callables and a deadline.

    ``on_progress`` takes a share of this run from 0 to 1; ``is_canceled`` is asked often (at least
    every half second); ``deadline`` is a value of :func:`time.monotonic`, or None for no limit.
    """

    on_progress: Callable[[float], None] = _ignore_progress
    is_canceled: Callable[[], bool] = _never_canceled
    deadline: float | None = None

    def progress(self, fraction: float) -> None:
        """Report *fraction* (0 to 1) of this run; raises :class:`CanceledError` when canceled."""
        self.check()
        self.on_progress(min(max(fraction, 0.0), 1.0))

    def check(self) -> None:
        """Raise :class:`CanceledError` when the caller asked for the work to stop."""
        if self.is_canceled():
            raise CanceledError

    def out_of_time(self) -> bool:
        """Tell whether the deadline has passed."""
        return self.deadline is not None and time.monotonic() >= self.deadline

    def unstoppable(self) -> RunControl:
        """Return the same control without a cancel button: for bringing a canceled run to an orderly end."""
        return RunControl(self.on_progress, _never_canceled, self.deadline)

    def part(self, start: float, end: float, deadline: float | None = None) -> RunControl:
        """Return a control for the stretch of this run from *start* to *end* (shares of 0 to 1).

        *deadline* tightens the limit of the part; it never loosens it.
        """
        limits = [limit for limit in (self.deadline, deadline) if limit is not None]
        return RunControl(
            lambda fraction: self.on_progress(start + (end - start) * fraction),
            self.is_canceled,
            min(limits) if limits else None,
        )
