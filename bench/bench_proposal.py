"""The engine on the benchmark instances, with METIS, GerryChain and spopt beside it in the same run.

    tools/python bench/bench_proposal.py --cpu-clock
    tools/python bench/bench_proposal.py --instance vn_city --wards 30 --mode fixed --seconds 10 --peers metis-60
    tools/python bench/bench_proposal.py --wards 30 --trade-off

Seconds are processor seconds of one process, which are wall seconds on a machine with nothing else to do.
More regions have more boundary; ``--equal-numbers`` holds the engine against a peer at the peer's own numbers.
``most``: as many regions as possible, all legal; ``fixed``: round(households / 1.2 minimum) regions.
The checker in ``instances.py`` counts, neither the engine nor a peer. Peers get ``--peer-seconds`` per
row; one that needs longer is held against the engine on the wards that it did. ``make peers`` installs
them (tools/requirements-bench.txt); without them only the engine is measured.
"""

from __future__ import annotations

import argparse
import time

import numpy as np
from beside import PEERS, Beside, Peer, compare, ratio_line, run_peer
from instances import Ward, check, load, total
from khu_pho_mapper.core.model.run import RunControl
from khu_pho_mapper.core.proposal.city import propose
from khu_pho_mapper.core.proposal.plan import Effort, Goal, Settings, Weights
from khu_pho_mapper.core.proposal.problem import Problem

TABLE = (
    ("vn_city", None, "most", 60.0),
    ("vn_city", None, "most", 300.0),
    ("vn_city", None, "fixed", 15.0),
    ("vn_city", None, "fixed", 100.0),
    ("vn_city", 30, "most", 8.0),
    ("vn_city", 30, "fixed", 10.0),
    ("newcastle_wards", None, "most", 10.0),
    ("newcastle_wards", None, "fixed", 10.0),
    ("newcastle_whole", None, "fixed", 10.0),
    ("gateshead_wards", None, "fixed", 3.4),
    ("ellis_blocks", None, "most", 1.5),
    ("ellis_blocks", None, "fixed", 3.8),
    ("arkansas_bg", None, "most", 20.0),
    ("city", None, "fixed", 60.0),
)
"""Instance, number of wards (None: all), mode, seconds: the rows that the engine is judged by."""


def problem_of(ward: Ward, mode: str, *, groups: bool = False, count: int | None = None) -> Problem:
    """Return the engine's problem; without old khu phố and beats, as the peers see it.

    *count*: number of regions where it is not the one of *mode*.
    """
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
        count=count or (ward.usual_count if mode == "fixed" else None),
        **extra,
    )


def line(name: str, row: dict[str, float], seconds: float, bound: int) -> str:
    """Return one line of the table."""
    return (
        f"{name:<22} regions {row['regions']:>5}/{bound}  below {row['below']:>3}  detached {row['detached']:>2}  "
        f"PP {row['pp']:.4f}  cut {row['cut'] / 1000:.2f} km  spread {row['spread']:.3f}  {seconds:.1f} s"
    )


def run_engine(
    wards: list[Ward], mode: str, seconds: float | None, settings: Settings
) -> tuple[list[dict[str, float]], float]:
    """Return the checked rows of the engine, one per ward, and its processor seconds."""
    return _checked(wards, [problem_of(ward, mode) for ward in wards], seconds, settings)


def run_at_equal_numbers(
    found: Beside, wards: list[Ward], seconds: float | None, seed: int, effort: Effort
) -> tuple[list[dict[str, float]], float]:
    """Return the rows of the wards that the peer did, each asked for the peer's number of regions, and seconds."""
    own = [wards[place] for place in found.rows]
    problems = [problem_of(ward, "fixed", count=row["regions"]) for ward, row in zip(own, found.rows.values())]
    if seconds is not None:
        seconds *= sum(len(ward.households) for ward in own) / sum(len(ward.households) for ward in wards)
    return _checked(own, problems, seconds, Settings(seed, effort))


def _checked(
    wards: list[Ward], problems: list[Problem], seconds: float | None, settings: Settings
) -> tuple[list[dict[str, float]], float]:
    started, wall = time.process_time(), time.monotonic()
    result = propose(problems, settings, RunControl(deadline=None if seconds is None else wall + seconds))
    spent = time.process_time() - started
    if seconds is not None:
        print(
            f"limit {seconds:g} s, took {time.monotonic() - wall:.1f} s, "
            f"wards cut off: {sum(plan.cut_off for plan in result.plans)}"
        )
    return [check(ward, plan.labels) for ward, plan in zip(wards, result.plans)], spent


def trade_off(wards: list[Ward], effort: Effort, seed: int) -> None:
    """Print what weight on old khu phố and on beats costs in compactness and what it keeps together."""
    problems = [problem_of(ward, "fixed", groups=True) for ward in wards]
    households = sum(problem.total for problem in problems)
    base: tuple[float, float] | None = None
    print("stability  beats  below     PP   cut km  kept in main successor  beats cut  households kept per 1 % of PP")
    for stability, beats in ((0, 0), (0.5, 0), (1, 0), (2, 0), (4, 0), (0, 1), (1, 1), (1, 2)):
        weights = Weights(stability=stability, beats=beats, militia=0.0)
        plans = propose(problems, Settings(seed, effort, weights)).plans
        checked = total([check(ward, plan.labels) for ward, plan in zip(wards, plans)])
        moved = sum(plan.scores.households_moved for plan in plans)
        cut = sum(plan.scores.beats_cut for plan in plans)
        base = base or (checked["pp"], moved)
        loss = 100 * (1 - checked["pp"] / base[0])
        gain = f"{(base[1] - moved) / loss:,.0f}" if loss > 0.1 else "-"
        print(
            f"{stability:>9}  {beats:>5}  {checked['below']:>5}  {checked['pp']:.4f}  {checked['cut'] / 1000:6.1f}  "
            f"{1 - moved / households:>22.1%}  {cut / households:>9.1%}  {gain:>29}",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--instance", help="one instance; without it all rows of TABLE, one after another")
    parser.add_argument("--wards", type=int)
    parser.add_argument("--mode", choices=("most", "fixed"), default="fixed")
    parser.add_argument("--seconds", type=float, help="time limit; without it the effort decides")
    parser.add_argument("--effort", choices=[effort.value for effort in Effort], default="thorough")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--peers", nargs="*", choices=PEERS, help="run beside the engine; all with the whole table, else none"
    )
    parser.add_argument("--metis", type=int, nargs="*", default=[], help="METIS with other numbers of renumberings")
    parser.add_argument("--peer-seconds", type=float, default=30.0, help="of a peer per row; 0: no limit")
    parser.add_argument(
        "--equal-numbers",
        action="store_true",
        help="run the engine once more for each peer, with as many regions in each ward as the peer made",
    )
    parser.add_argument("--cpu-clock", action="store_true", help="let the limit count processor seconds")
    parser.add_argument("--trade-off", action="store_true", help="print what stability and beats cost")
    arguments = parser.parse_args()
    if arguments.cpu_clock:
        time.monotonic = time.process_time

    if arguments.trade_off:
        trade_off(load(arguments.instance or "vn_city", arguments.wards), Effort(arguments.effort), arguments.seed)
    elif arguments.instance is None:
        for instance, number, mode, seconds in TABLE:
            measure(instance, number, mode, seconds, arguments)
    else:
        measure(arguments.instance, arguments.wards, arguments.mode, arguments.seconds, arguments)


def asked_peers(arguments: argparse.Namespace) -> list[Peer]:
    """Return the peers to measure."""
    names = arguments.peers
    if names is None:
        names = list(PEERS) if arguments.instance is None and not arguments.metis else []
    return [PEERS[name] for name in names] + [Peer(f"METIS x{tries}", "metis", tries) for tries in arguments.metis]


def measure(instance: str, number: int | None, mode: str, seconds: float | None, arguments: argparse.Namespace) -> None:
    """Print the engine's row of one instance, the peers' rows that are asked for, and the ratios."""
    if instance == "city":
        from city_instance import city_instance

        city_instance()
    wards = load(instance, number)
    bound = sum(ward.bound for ward in wards)
    goal = Goal.MOST if mode == "most" else Goal.TARGET
    settings = Settings(arguments.seed, Effort(arguments.effort), Weights(), goal)
    asked = sum(ward.usual_count for ward in wards)
    print(
        f"{instance}: {len(wards)} wards, {sum(len(w.households) for w in wards)} units, "
        f"{mode}, bound {bound}" + (f", asked {asked}" if mode == "fixed" else "")
    )
    rows, spent = run_engine(wards, mode, seconds, settings)
    print(line("engine", total(rows), spent, bound), flush=True)
    for one in asked_peers(arguments):
        found = run_peer(one, instance, number, mode, arguments.peer_seconds)
        if isinstance(found, str):
            print(found, flush=True)
            continue
        row, remark, ratios = compare(one, found, wards, rows, spent)
        own_bound = sum(wards[place].bound for place in found.rows)
        print(line(one.name, row, found.seconds, own_bound) + (f"  ({remark})" if remark else ""))
        print(ratios, flush=True)
        if arguments.equal_numbers:
            equal, needed = run_at_equal_numbers(found, wards, seconds, settings.seed, settings.effort)
            print(line("  at its numbers", total(equal), needed, own_bound))
            print(ratio_line(one.name, total(equal), row, needed, found.seconds), flush=True)


if __name__ == "__main__":
    np.seterr(all="raise", under="ignore")
    main()
