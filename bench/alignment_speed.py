"""27,000 units and two force layers in a process of its own: seconds, memory, geopandas beside it, cancel.

    tools/python bench/alignment_speed.py [UNITS] [--cancels N]

Prints one line of JSON. Seconds are wall and processor seconds; where other programs use the cores the wall says
little. Memory is the peak of the run itself, with Python and the layers in it.
"""

from __future__ import annotations

import argparse
import json
import os
import threading
import time
from pathlib import Path

from alignment_cases import Case, make_case
from alignment_peers import overlay_all
from alignment_whole import FORCES, align
from khu_pho_mapper.core.measures.agreement import agreement
from khu_pho_mapper.core.model.errors import CanceledError
from khu_pho_mapper.core.model.run import RunControl

SEED = 211


def measure(units: int, cancels: int) -> dict[str, object]:
    """Return the figures; the case itself is made before the clock starts."""
    case = make_case(units, sigma_m=5.0, seed=SEED, forces=FORCES)
    result: dict[str, object] = {"units": units, "dwellings": len(case.points)}
    for name, points in (("plain", False), ("points", True)):
        _forget_peak()
        wall, cpu = time.perf_counter(), time.process_time()
        whole = align(case, points=points)
        result[name] = {
            "seconds": time.perf_counter() - wall,
            "processor": time.process_time() - cpu,
            "peak_mb": _peak_mb(),
            "stages": whole.seconds,
            "stages_processor": whole.processor,
        }
        if not points:
            cpu = time.process_time()
            layers = {agency.force: agency.frame() for agency in case.agencies}
            agreement(case.frame(), whole.comparison, whole.harmony, layers=layers)
            result["metrics_processor"] = time.process_time() - cpu
        del whole
    wall, cpu = time.perf_counter(), time.process_time()
    faces = overlay_all(case)
    result["overlay"] = {
        "seconds": time.perf_counter() - wall,
        "processor": time.process_time() - cpu,
        "faces": faces,
    }
    lasts = result["points"]["seconds"]  # type: ignore[index]
    result["cancel"] = [_cancel(case, lasts * (i + 0.5) / cancels) for i in range(cancels)]
    result["load"] = os.getloadavg()[0]
    return result


def _cancel(case: Case, after_s: float) -> tuple[float, float]:
    """Return wall and processor seconds between a cancel *after_s* seconds into the run and its end.

    0 where the run had ended before. On a machine with nothing else to do the wall is at most the processor.
    """
    pressed = threading.Event()
    at: list[tuple[float, float]] = []

    def press() -> None:
        at.append((time.perf_counter(), time.process_time()))
        pressed.set()

    timer = threading.Timer(after_s, press)
    timer.start()
    try:
        align(case, points=True, control=RunControl(is_canceled=pressed.is_set))
    except CanceledError:
        return time.perf_counter() - at[0][0], time.process_time() - at[0][1]
    finally:
        timer.cancel()
    return 0.0, 0.0


def _forget_peak() -> None:
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return


def _peak_mb() -> float:
    """Return the largest resident memory since :func:`_forget_peak`, in MB; NaN where the system can't tell."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return float("nan")
    return next(float(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("units", type=int, nargs="?", default=27_000)
    parser.add_argument("--cancels", type=int, default=8)
    arguments = parser.parse_args()
    print(json.dumps(measure(arguments.units, arguments.cancels)))


if __name__ == "__main__":
    main()
