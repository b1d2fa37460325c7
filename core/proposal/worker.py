"""What runs in a second process: takes batches of wards, sends each plan back as soon as it is found.

Imports nothing but numpy and the engine: no QGIS, no Qt.
"""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..model.errors import CanceledError
from ..model.run import RunControl
from .batch import search_batch
from .plan import Plan, Settings
from .problem import Problem
from .ward import WardSearch

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_LOOK_EVERY_S = 0.2  # seconds between two looks at the other end of the pipe


@dataclass(frozen=True)
class Job:
    """A batch of wards: ``numbers`` name them in the answers; ``seconds``: time for all of them, or None."""

    numbers: tuple[int, ...]
    problems: tuple[Problem, ...]
    settings: Settings
    seconds: float | None


@dataclass(frozen=True)
class Ready:
    """First answer: the process works; with other ``versions`` than here its plans might differ."""

    versions: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """Answer: the plan of ward ``number``."""

    number: int
    plan: Plan


@dataclass(frozen=True)
class Alive:
    """Answer: still at work, ``share`` (0 to 1) of the job is done."""

    share: float


@dataclass(frozen=True)
class Done:
    """Answer: all wards of the job have their plans."""


def versions() -> tuple[str, ...]:
    """Return what plans depend on beside the code of the engine, and where that code is."""
    return (*map(str, sys.version_info[:2]), np.__version__, __file__)


def serve(connection: Connection) -> None:
    """Do the jobs that come by *connection* until it is closed or the other end is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that asked
    try:
        connection.send(Ready(versions()))
        while True:
            _do(connection.recv(), connection)
    except (EOFError, OSError, CanceledError):
        return


def _do(job: Job, connection: Connection) -> None:
    link = _Link(connection)
    deadline = None if job.seconds is None else time.monotonic() + job.seconds
    searches = _searches(job.problems, job.settings)
    search_batch(
        searches,
        job.settings,
        RunControl(link.progress, link.is_cut, deadline),
        lambda place, plan: connection.send(Found(job.numbers[place], plan)),
    )
    connection.send(Done())


def _searches(problems: Sequence[Problem], settings: Settings) -> list[WardSearch]:
    return [WardSearch(problem, settings) for problem in problems]


class _Link:
    """Looks now and then whether the other end is still there, and says that this one is."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.looked = 0.0
        self.share = 0.0

    def progress(self, share: float) -> None:
        self.share = share

    def is_cut(self) -> bool:
        """Tell whether the other end is gone; nothing is sent from there while a job runs."""
        now = time.monotonic()
        if now - self.looked < _LOOK_EVERY_S:
            return False
        self.looked = now
        if self.connection.poll():
            return True
        self.connection.send(Alive(self.share))
        return False
