"""Counts the steps of a search and tells when to stop: steps used up, time over, or canceled."""

from __future__ import annotations

from ..model.run import RunControl

_LOOK_EVERY = 8  # steps between two looks at the clock; a step takes about a millisecond or less


class Clock:
    """Steps of one search; the answer depends on steps alone unless the deadline cuts it off.

    ``cut_off`` turns True once the deadline has passed; ``steps`` counts what was done.
    """

    def __init__(self, control: RunControl) -> None:
        self.control = control
        self.steps = 0
        self.cut_off = False

    def tick(self) -> bool:
        """Count a step; return False once the time is over. Raises ``CanceledError``."""
        self.steps += 1
        if self.steps % _LOOK_EVERY == 0:
            self.look()
        return not self.cut_off

    def look(self) -> bool:
        """Look at the clock and at the cancel button; return False once the time is over."""
        self.control.check()
        if self.control.out_of_time():
            self.cut_off = True
        return not self.cut_off
