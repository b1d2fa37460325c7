"""What can be proven about the engine's plans: wards certified, gaps, seconds per ward.

    tools/python bench/bench_proof.py --small 43 --large 12 --seconds 5 60

``--small`` wards of up to 45 units and ``--large`` wards of 46 to 250 are taken evenly from the
instance; ``--seconds`` are the limits per ward of the two kinds. ``--groups`` weighs old khu phố,
beats and barriers, too.
"""

from __future__ import annotations

import argparse
import time

import numpy as np
from bench_proposal import problem_of
from common import number, table
from instances import Ward, load
from khu_pho_mapper.core.model.run import RunControl
from khu_pho_mapper.core.proposal.plan import Effort, Settings
from khu_pho_mapper.core.proposal.proof import certify
from khu_pho_mapper.core.proposal.solve import solve

LIMIT = 45


def pick(wards: list[Ward], most: int) -> list[Ward]:
    """Return *most* of the wards, evenly by size."""
    wards = sorted(wards, key=lambda ward: len(ward.households))
    if len(wards) <= most:
        return wards
    return [wards[i] for i in np.linspace(0, len(wards) - 1, most).astype(int)]


def row(ward: Ward, mode: str, groups: bool, settings: Settings, seconds: float) -> dict[str, object]:
    """Solve and certify one ward."""
    problem = problem_of(ward, mode, groups=groups)
    started = time.monotonic()
    plan = solve(problem, settings)
    solved = time.monotonic()
    found = certify(problem, plan, settings, RunControl(), seconds)
    return {
        "ward": problem.ward,
        "units": problem.size,
        "count": plan.scores.neighborhoods,
        "count bound": found.count_bound,
        "count proven": found.count_proven,
        "cost": found.cost,
        "gap %": None if found.gap is None else 100.0 * found.gap,
        "method": found.method,
        "better": found.better_plan is not None,
        "solve s": solved - started,
        "proof s": time.monotonic() - solved,
    }


def summary(name: str, rows: list[dict[str, object]]) -> str:
    """Return the figures of one kind of wards in a line."""
    if not rows:
        return f"{name}: no wards"
    gaps = [row["gap %"] for row in rows if row["gap %"] is not None]
    exact = sum(gap < 0.005 for gap in gaps)
    seconds = [row["proof s"] for row in rows]
    proven = sum(bool(row["count proven"]) for row in rows)
    text = f"{name}: {len(rows)} wards, {len(gaps)} with a bound, {exact} proven best, count proven in {proven}"
    if gaps:
        text += f"; gap median {np.median(gaps):.2f} %, 90th percentile {np.percentile(gaps, 90):.2f} %"
        text += f", largest {max(gaps):.2f} %"
    better = sum(bool(row["better"]) for row in rows)
    return (
        text + f"; better plan found in {better}; seconds per ward {number(np.mean(seconds))}, most {max(seconds):.1f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--instance", default="vn_city")
    parser.add_argument("--small", type=int, default=12)
    parser.add_argument("--large", type=int, default=8)
    parser.add_argument("--mode", choices=("most", "fixed"), default="fixed")
    parser.add_argument("--seconds", type=float, nargs=2, default=(5.0, 30.0), metavar=("SMALL", "LARGE"))
    parser.add_argument("--effort", choices=[effort.value for effort in Effort], default="thorough")
    parser.add_argument("--groups", action="store_true")
    parser.add_argument("--cpu-clock", action="store_true", help="let the limits count processor seconds")
    arguments = parser.parse_args()
    if arguments.cpu_clock:
        time.monotonic = time.process_time
    settings = Settings(effort=Effort(arguments.effort))
    wards = load(arguments.instance)
    kinds = {
        f"up to {LIMIT} units": (pick([w for w in wards if len(w.households) <= LIMIT], arguments.small), 0),
        f"{LIMIT + 1} units and more": (pick([w for w in wards if len(w.households) > LIMIT], arguments.large), 1),
    }
    lines = []
    for name, (chosen, kind) in kinds.items():
        rows = []
        for ward in chosen:
            rows.append(row(ward, arguments.mode, arguments.groups, settings, arguments.seconds[kind]))
            print(" ".join(f"{key}={number(value)}" for key, value in rows[-1].items()), flush=True)
        print(table(rows, name))
        lines.append(summary(name, rows))
    print("\n".join(lines))


if __name__ == "__main__":
    main()
