"""What the alignment must show, every figure beside what was asked. Units, truth and noise: alignment_cases.py.

    tools/python bench/bench_alignment.py [--quick] [--only geometry|shift|readings|speed] [--first-seed N]

Ends with status 1 when a figure misses. Areal interpolation is by tobler where ``make peers`` has
installed it. Ground: the census blocks in KHU_PHO_ALIGNMENT or beside the checkout, else made-up units.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import subprocess
import sys
import time
from pathlib import Path

from alignment_cases import Case, make_case
from alignment_lines import Line, Report, percent
from alignment_readings import FULL, QUICK, report_readings
from alignment_whole import FORCES, Whole, align, faults

SIZES = (500, 5_000, 27_000)
CITY = 27_000
MOST_SECONDS, MOST_MB, MOST_CANCEL_S = 12.0, 1000.0, 1.0
PARTS = ("geometry", "shift", "readings", "speed")
_LEAST_M2 = 0.01  # what summing millions of square metres rounds


def report_geometry(report: Report, sizes: tuple[int, ...]) -> None:
    """Print what harmonized layers of three authorities changed of the reference."""
    report.title("Harmonized layers of ward, police and militia, against the reference units")
    for size in sizes:
        case = make_case(size, sigma_m=5.0, seed=301, forces=FORCES)
        whole = align(case)
        found = faults(case, whole)
        told = (
            f"{found['moved']} vertices moved or added, {found['gap_m2']:.3f} m2 gaps, {found['overlap_m2']:.3f} m2 "
            f"overlaps, {found['invalid']} invalid, {found.get('coverage', 0)} of 3 no coverage, "
            f"{found['not_replayed']} labels not replayed"
        )
        fine = all(value <= (_LEAST_M2 if key.endswith("m2") else 0) for key, value in found.items())
        report.add(Line(f"{size:,} units", told, "0", fine))
        report.add(_matching(size, case, whole))


def _matching(size: int, case: Case, whole: Whole) -> Line:
    """Return the line of how many khu phố are matched with the area that they were made from."""
    matches = whole.comparison.matches
    there = {(agency.force, int(name[1:])) for agency in case.agencies for name in agency.area_ids}
    own = [(force, int(name[2:])) for force, name in zip(matches["force"], matches["neighborhood_id"])]
    matched = [None if area is None else int(area[1:]) for area in matches["area_id"]]
    right = [area == number for (force, number), area in zip(own, matched) if (force, number) in there]
    share = sum(right) / len(right)
    return Line(f"{size:,} units: khu phố matched with their own area", f"{percent(share)} of {len(right):,}")


def report_shift(report: Report, quick: bool) -> None:
    """Print the figures of shift detection."""
    report.title("Shift of a force layer")
    from bench_shift import report_shift as lines_of_shift

    lines_of_shift(report, quick)


def report_speed(report: Report, units: int) -> None:
    """Print time, memory, the ratio to geopandas.overlay and how fast a cancel is heard."""
    report.title(f"{units:,} units, two force layers, one process: compare, harmonize and dissolve")
    script = Path(__file__).with_name("alignment_speed.py")
    run = subprocess.run([sys.executable, str(script), str(units)], capture_output=True, text=True, check=True)
    found = json.loads(run.stdout.splitlines()[-1])
    for name, what in (("plain", "layers alone"), ("points", f"with {found['dwellings']:,} dwellings")):
        one = found[name]
        stages = ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in one["stages"].items())
        told = f"{one['seconds']:.1f} s wall, {one['processor']:.1f} s processor ({stages}; load {found['load']:.1f})"
        report.add(Line(what, told, f"at most {MOST_SECONDS:.0f} s", one["seconds"] <= MOST_SECONDS))
        core = sum(one["stages"][stage] for stage in ("compare", "harmonize"))
        report.add(Line(f"{what}: compare and harmonize alone", f"{core:.1f} s wall"))
        report.add(
            Line(f"{what}: memory", f"{one['peak_mb']:.0f} MB", f"at most {MOST_MB:.0f}", one["peak_mb"] <= MOST_MB)
        )
    other = found["overlay"]
    report.add(Line("geopandas.overlay of both layers", f"{other['seconds']:.1f} s wall, {other['processor']:.1f} s "
                    f"processor, {other['faces']:,} faces"))  # fmt: skip
    ratio = found["plain"]["seconds"] / other["seconds"]
    report.add(Line("our whole way / its overlay", f"{ratio:.2f}"))
    report.add(Line("figures of the metrics page, beyond that", f"{found['metrics_processor']:.1f} s processor"))
    slowest = max(min(pair) for pair in found["cancel"])
    times = ", ".join(f"{wall:.2f}/{processor:.2f}" for wall, processor in found["cancel"])
    told = f"{slowest:.2f} s at most (wall/processor {times})"
    report.add(Line("cancel heard after", told, "1 s", slowest <= MOST_CANCEL_S))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer draws and no 27,000 units")
    parser.add_argument("--only", choices=PARTS, action="append", help="this part alone; may be repeated")
    parser.add_argument(
        "--first-seed", type=int, default=FULL.first, help="of the readings' draws: others than usual show what is luck"
    )
    arguments = parser.parse_args()
    parts = arguments.only or PARTS
    report = Report(lambda text: print(text, flush=True))
    started = time.process_time()
    if "geometry" in parts:
        report_geometry(report, SIZES[:2] if arguments.quick else SIZES)
    if "shift" in parts:
        report_shift(report, arguments.quick)
    if "readings" in parts:
        draws = QUICK if arguments.quick else FULL
        report_readings(report, dataclasses.replace(draws, first=arguments.first_seed))
    if "speed" in parts:
        report_speed(report, SIZES[1] if arguments.quick else CITY)
    missed = report.missed()
    asked = sum(line.fine is not None for line in report.lines)
    print(f"\n{asked - len(missed)} of {asked} figures as asked; {time.process_time() - started:.0f} processor seconds")
    for line in missed:
        print(line)
    raise SystemExit(1 if missed else 0)


if __name__ == "__main__":
    main()
