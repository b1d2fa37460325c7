"""The engine on the benchmark instances, with METIS beside it in the same run.

    tools/python bench/bench_proposal.py --instance vn_city --wards 30 --mode fixed --seconds 10 --metis 5 60

``most``: as many regions as possible, all legal; ``fixed``: round(households / 1.2 minimum) regions.
The checker in ``instances.py`` counts, not the engine. METIS comes from tools/requirements-bench.txt.
"""

from __future__ import annotations

import argparse
import time

import numpy as np
from instances import Ward, check, load, total
from khu_pho_mapper.core.model.run import RunControl
from khu_pho_mapper.core.proposal.city import propose
from khu_pho_mapper.core.proposal.plan import Effort, Goal, Settings, Weights
from khu_pho_mapper.core.proposal.problem import Problem


def problem_of(ward: Ward, mode: str, *, groups: bool = False) -> Problem:
    """Return the engine's problem; without old khu phố and beats, as the peers see it."""
    extra = {"old": ward.old, "beat": ward.beat, "barrier": ward.barrier} if groups else {}
    return Problem.from_arrays(
        ward.households,
        ward.edges,
        ward.shared,
        ward.area,
        ward.perimeter,
        ward.x,
        ward.y,
        minimum=ward.minimum,
        ward=str(ward.number),
        count=ward.usual_count if mode == "fixed" else None,
        **extra,
    )


def line(name: str, row: dict[str, float], seconds: float, bound: int) -> str:
    """Return one line of the table."""
    return (
        f"{name:<22} regions {row['regions']:>5}/{bound}  below {row['below']:>3}  detached {row['detached']:>2}  "
        f"PP {row['pp']:.4f}  cut {row['cut'] / 1000:.2f} km  spread {row['spread']:.3f}  {seconds:.1f} s"
    )


def run_engine(wards: list[Ward], mode: str, seconds: float | None, settings: Settings) -> tuple[dict, float]:
    """Return the checked totals of the engine and its seconds."""
    problems = [problem_of(ward, mode) for ward in wards]
    started = time.monotonic()
    control = RunControl(deadline=None if seconds is None else started + seconds)
    result = propose(problems, settings, control)
    spent = time.monotonic() - started
    return total([check(ward, plan.labels) for ward, plan in zip(wards, result.plans)]), spent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--instance", default="vn_city")
    parser.add_argument("--wards", type=int)
    parser.add_argument("--mode", choices=("most", "fixed"), default="fixed")
    parser.add_argument("--seconds", type=float, help="time limit; without it the effort decides")
    parser.add_argument("--effort", choices=[effort.value for effort in Effort], default="thorough")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--metis", type=int, nargs="*", default=[], help="numbers of renumberings, such as 5 60")
    arguments = parser.parse_args()

    wards = load(arguments.instance, arguments.wards)
    bound = sum(ward.bound for ward in wards)
    goal = Goal.MOST if arguments.mode == "most" else Goal.TARGET
    settings = Settings(arguments.seed, Effort(arguments.effort), Weights(), goal)
    asked = sum(ward.usual_count for ward in wards)
    print(
        f"{arguments.instance}: {len(wards)} wards, {sum(len(w.households) for w in wards)} units, "
        f"{arguments.mode}, bound {bound}" + (f", asked {asked}" if arguments.mode == "fixed" else "")
    )
    own, spent = run_engine(wards, arguments.mode, arguments.seconds, settings)
    print(line("engine", own, spent, bound), flush=True)
    for tries in arguments.metis:
        from peers import metis

        row, seconds = metis(wards, arguments.mode, tries)
        print(line(f"METIS x{tries}", row, seconds, bound), flush=True)
        print(
            f"    engine / METIS x{tries}: regions {own['regions'] / row['regions']:.4f}, "
            f"cut {own['cut'] / max(row['cut'], 1e-9):.4f}, PP {own['pp'] / max(row['pp'], 1e-9):.4f}, "
            f"time {spent / max(seconds, 1e-9):.2f}"
        )


if __name__ == "__main__":
    np.seterr(all="raise", under="ignore")
    main()
