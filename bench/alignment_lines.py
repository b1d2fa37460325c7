"""One line per figure of the alignment bench: what was found, beside what was asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Line:
    """A figure; ``fine`` is None where nothing was asked."""

    what: str
    found: str
    asked: str = ""
    fine: bool | None = None

    def __str__(self) -> str:
        mark = {True: "ok  ", False: "MISS", None: "    "}[self.fine]
        asked = f"  (asked: {self.asked})" if self.asked else ""
        return f"{mark} {self.what}: {self.found}{asked}"


def at_least(what: str, share: float, asked: float, more: str = "") -> Line:
    """Return the line of a share that must be *asked* or more."""
    return Line(what, percent(share) + more, f"at least {percent(asked)}", share >= asked)


def at_most(what: str, share: float, asked: float, more: str = "") -> Line:
    """Return the line of a share that must be *asked* or less."""
    return Line(what, percent(share) + more, f"at most {percent(asked)}", share <= asked)


def percent(share: float) -> str:
    """Return *share* as 99.83 %."""
    return f"{100 * share:.2f} %"


class Report:
    """Prints lines as they come and remembers them."""

    def __init__(self, write: Callable[[str], None] = print) -> None:
        self.lines: list[Line] = []
        self._write = write

    def title(self, text: str) -> None:
        self._write(f"\n{text}")

    def add(self, line: Line) -> None:
        self.lines.append(line)
        self._write(str(line))

    def missed(self) -> list[Line]:
        """Return the lines that miss what was asked."""
        return [line for line in self.lines if line.fine is False]


def spread(values: list[float]) -> str:
    """Return mean and worst of *values* (the smaller the worse) as a remark."""
    return f" (worst of {len(values)} draws {percent(float(np.min(values)))})"
