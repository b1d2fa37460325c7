"""Runs a few independent jobs in threads, with one cancel button and one progress for all.

Geometry operations work without Python's lock, so two jobs use two cores. Only the calling thread talks to the
caller's :class:`.run.RunControl`; the jobs see a control of their own. Jobs must not share arrays of geometries:
shapely sets an array read-only while it works on it.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TypeVar

from ..model.run import RunControl

_LOOK_S = 0.1  # between two looks at the cancel button

Result = TypeVar("Result")


def run_side_by_side(jobs: Sequence[Callable[[RunControl], Result]], control: RunControl) -> list[Result]:
    """Return what each of *jobs* returns, in order; each takes the control that it must obey.

    The first error in the order of the jobs is raised, after all have ended.

    :raises CanceledError: canceled through *control*.
    """
    if len(jobs) < 2 or (os.cpu_count() or 1) < 2:
        size = len(jobs)
        return [job(control.part(place / size, (place + 1) / size)) for place, job in enumerate(jobs)]
    stop = threading.Event()
    done = [0.0] * len(jobs)
    with ThreadPoolExecutor(len(jobs)) as pool:
        futures = [pool.submit(job, _control(done, place, stop, control)) for place, job in enumerate(jobs)]
        try:
            running = set(futures)
            while running:
                running = wait(running, timeout=_LOOK_S)[1]
                control.progress(sum(done) / len(done))
        except BaseException:
            stop.set()
            raise
    return [future.result() for future in futures]


def _control(done: list[float], place: int, stop: threading.Event, outer: RunControl) -> RunControl:
    def tell(fraction: float) -> None:
        done[place] = fraction

    return RunControl(tell, stop.is_set, outer.deadline)
