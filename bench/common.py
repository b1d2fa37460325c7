"""What the benches share: seconds, peak memory, the table that is printed, the real data.

Benches run as ``tools/python bench/NAME.py``; :func:`real_data` leaves with a message when a file isn't there.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "build" / "bench"


@dataclass
class Clock:
    """Seconds that a stretch of work took; 0 until it has ended."""

    seconds: float = 0.0


@contextmanager
def timed(what: str = "") -> Iterator[Clock]:
    """Measure the seconds of a block; with *what* also print them."""
    clock, start = Clock(), time.perf_counter()
    try:
        yield clock
    finally:
        clock.seconds = time.perf_counter() - start
        if what:
            print(f"{what}: {clock.seconds:.2f} s", file=sys.stderr, flush=True)


def peak_memory_mb() -> float:
    """Return the largest resident memory of this process so far, in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak / 1e3


def real_data(name: str) -> Path:
    """Return the path of a real data file, from KHU_PHO_DATA or the folder beside the checkout.

    Leaves with a message and status 3 when the file isn't there.
    """
    folder = Path(os.environ.get("KHU_PHO_DATA", ROOT.parent / "shared" / "data"))
    path = folder / name
    if not path.exists():
        print(f"{name} is not in {folder}; set KHU_PHO_DATA to the folder that holds it.", file=sys.stderr)
        raise SystemExit(3)
    return path


def number(value: object) -> str:
    """Return *value* for a table: thousands with a space, floats with up to three figures."""
    if isinstance(value, bool) or value is None:
        return {True: "yes", False: "no", None: "-"}[value]
    if isinstance(value, int):
        return f"{value:,}".replace(",", " ")
    if isinstance(value, float):
        return f"{value:,.0f}".replace(",", " ") if abs(value) >= 1000 else f"{value:.3g}"
    return str(value)


def table(rows: Sequence[dict[str, object]], title: str = "") -> str:
    """Return *rows* (same keys each) as an aligned text table with a heading line."""
    if not rows:
        return f"{title}\n(no rows)"
    heads = list(rows[0])
    cells = [[number(row.get(head)) for head in heads] for row in rows]
    widths = [max(len(head), *(len(line[i]) for line in cells)) for i, head in enumerate(heads)]
    right = [all(isinstance(row.get(head), (int, float, type(None))) for row in rows) for head in heads]

    def line(texts: Sequence[str]) -> str:
        return "  ".join(t.rjust(w) if r else t.ljust(w) for t, w, r in zip(texts, widths, right)).rstrip()

    body = [line(heads), "  ".join("-" * w for w in widths), *(line(c) for c in cells)]
    return "\n".join([title, *body] if title else body)


def print_table(rows: Sequence[dict[str, object]], title: str = "") -> None:
    """Print :func:`table` and the peak memory of this process."""
    print(table(rows, title))
    print(f"peak memory {peak_memory_mb():.0f} MB", flush=True)
