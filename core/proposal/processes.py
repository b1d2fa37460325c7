"""Second processes for a run of many wards, where that is safe; everything else works without them.

A helper is a fresh Python (never a fork of QGIS) that imports only the engine and numpy. It gets batches
of wards by a pipe. It ends by itself when the pipe breaks, so that none outlives a crash.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from collections import deque
from multiprocessing import spawn
from pathlib import Path
from threading import Lock

from .worker import Alive, Done, Found, Job, Ready, serve, versions

AUTOMATIC = 0
"""As many processes as pay: two for long runs, where that is safe."""
_MANY_WARDS = 20  # wards from which a second process pays
_MOST = 8  # processes at once
_SILENCE_S = 30.0  # a helper that says nothing for so long is given up
_END_S = 1.0  # seconds that a helper gets for ending
_WINDOWS = os.name == "nt"
_starting = Lock()


def useful_processes(asked: int, wards: int) -> int:
    """Return how many processes to use for *wards*: *asked* (:data:`AUTOMATIC` for as many as pay), or fewer.

    Automatic means one where the running script would be read again by a new process: that is only known
    to do no harm inside QGIS, which runs no script.
    """
    if asked == AUTOMATIC:
        asked = 2 if wards > _MANY_WARDS and _no_script() else 1
    if asked < 2 or interpreter() is None:
        return 1
    return max(1, min(asked, _MOST, wards, os.cpu_count() or 1))


def interpreter() -> str | None:
    """Return the program Python of this installation, None where there is none.

    Inside QGIS on Windows and macOS, ``sys.executable`` is QGIS itself, which must not be started again; on
    Linux it is the first Python on the path, which may be another one.
    """
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    if _WINDOWS:
        places = [Path(root) / name for root in _roots() for name in ("pythonw.exe", "python.exe", "python3.exe")]
    else:
        places = [Path(root) / "bin" / name for root in _roots() for name in (f"python{version}", "python3")]
        places.append(Path(sys.executable or ""))
    for place in places:
        if place.name.lower().startswith("python") and os.access(place, os.X_OK) and place.is_file():
            return str(place)
    return None


def _roots() -> list[str]:
    return list(dict.fromkeys((sys.exec_prefix, sys.base_exec_prefix)))


def _no_script() -> bool:
    main = sys.modules.get("__main__")
    return getattr(main, "__file__", None) is None and getattr(main, "__spec__", None) is None


class Helper:
    """One more process. ``job``: what it is doing; ``until``: when it should be done (monotonic seconds).

    ``lost`` turns True when it died, went silent or is not fit; then it gets no more jobs.
    """

    def __init__(self) -> None:
        self.ready = False
        self.lost = False
        self.job: Job | None = None
        self.share = 0.0
        self.until = time.monotonic()
        self._heard = self.until
        self._process: multiprocessing.process.BaseProcess | None = None
        context = multiprocessing.get_context("spawn")
        self._pipe, far_end = context.Pipe()
        try:
            self._process = context.Process(target=serve, args=(far_end,), daemon=True, name="khu-pho-helper")
            _start(self._process)
        except (OSError, RuntimeError, ValueError):
            self.lost = True
        finally:
            far_end.close()

    @property
    def idle(self) -> bool:
        """Whether it waits for a job."""
        return self.ready and not self.lost and self.job is None

    def give(self, job: Job, until: float) -> None:
        """Hand over *job*; it is idle."""
        self.job, self.until, self.share = job, until, 0.0
        self._heard = time.monotonic()
        try:
            self._pipe.send(job)
        except OSError:
            self.lost = True

    def answers(self, wait_s: float = 0.0) -> deque[Found]:
        """Return the plans that have come, after waiting for any answer at most *wait_s*."""
        found: deque[Found] = deque()
        try:
            while not self.lost and self._pipe.poll(wait_s):
                self._take(self._pipe.recv(), found)
                wait_s = 0.0
        except (EOFError, OSError):
            self.lost = True
        if self.job is not None and time.monotonic() - self._heard > _SILENCE_S:
            self.lost = True
        return found

    def _take(self, answer: object, found: deque[Found]) -> None:
        self._heard = time.monotonic()
        if isinstance(answer, Ready):
            self.ready = answer.versions == versions()
            self.lost = not self.ready
        elif isinstance(answer, Found):
            found.append(answer)
        elif isinstance(answer, Alive):
            self.share = answer.share
        elif isinstance(answer, Done):
            self.job = None

    def close(self) -> None:
        """End the process, whatever it is doing."""
        self._pipe.close()
        process = self._process
        if process is None or process.pid is None:
            return
        if self.job is not None or not self.ready:
            process.terminate()
        process.join(_END_S)
        if process.is_alive():
            process.kill()
            process.join(_END_S)
        if not process.is_alive():
            process.close()


def _start(process: multiprocessing.process.BaseProcess) -> None:
    """Start *process* by our interpreter; what other plugins have set is put back."""
    with _starting:
        before = spawn.get_executable()
        spawn.set_executable(interpreter())
        try:
            process.start()
        finally:
            spawn.set_executable(before)
