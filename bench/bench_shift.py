"""Shift of a force layer: how near it is found, whether the standard error is honest, false alarms, speed.

tools/python bench/bench_shift.py [--quick] [--seed 900]     (status 1 when a figure misses)

Wards: shift_cases.py, other seeds than those the limits were chosen with (1-300). Ends with a table by size and noise.
"""

from __future__ import annotations

import argparse
import itertools
import time
from dataclasses import dataclass

import numpy as np
import shapely
from alignment_cases import make_case
from alignment_lines import Line, Report, at_least, at_most
from common import print_table
from khu_pho_mapper.core.alignment.shift import Candidate, Shift, detect
from khu_pho_mapper.core.alignment.shift.datum import vn2000_vector
from khu_pho_mapper.core.alignment.shift.result import VN2000_AS_WGS84, WGS84_AS_VN2000
from khu_pho_mapper.core.model.errors import CanceledError
from khu_pho_mapper.core.model.run import RunControl
from khu_pho_mapper.sample.ward import make_ward as make_sample_ward
from shift_cases import KINDS, another_town, make_ward, moved

SEED = 900
COUNTS, SIGMAS, SCALES = (12, 30, 60, 120, 250, 500), (1.0, 2.0, 5.0, 10.0), (1.0, 0.5)
LARGE, ROUGHEST_M, CITY = 120, 5.0, 27_000
MOST_ERROR_M, MOST_WRONG, MOST_SECONDS, MOST_CANCEL_S = 1.0, 0.01, 3.0, 1.0
CAUSES = {1: VN2000_AS_WGS84, -1: WGS84_AS_VN2000}
PLACES = {"HCMC": (106.6983, 10.7721), "Hanoi": (105.85, 21.03), "Da Nang": (108.2, 16.05)}


@dataclass(frozen=True)
class Try:
    """One ward, once shifted and once not: what was said, and how far that is from the truth."""

    count: int
    sigma_m: float
    scale: float
    kind: str
    shifted: bool
    found: Shift
    error_m: float

    @property
    def wrong(self) -> bool:
        """Tell whether a certain answer is off by more than three of its standard errors."""
        return self.found.certain and self.error_m > 3 * self.found.standard_error


def tries(seeds: range) -> list[Try]:
    """Return the answers for wards of all sizes, noises and scales, each in its place and shifted by 50-500 m."""
    done = []
    for seed, count, sigma, scale, kind in itertools.product(seeds, COUNTS, SIGMAS, SCALES, KINDS):
        ward = make_ward(count, sigma, seed, scale=scale, kind=kind)
        rng = np.random.default_rng([seed, count, round(sigma)])
        angle, length = rng.uniform(0, 2 * np.pi), rng.uniform(50, 500)
        for vector in (np.zeros(2), length * np.array([np.cos(angle), np.sin(angle)])):
            found = detect(ward.units, moved(ward.areas, -vector))
            error = float(np.hypot(found.dx - vector[0], found.dy - vector[1]))
            done.append(Try(count, sigma, scale, kind, bool(vector.any()), found, error))
    return done


def report_wards(report: Report, done: list[Try]) -> None:
    """Print precision, honesty and false alarms."""
    large = [one for one in done if one.count >= LARGE and one.sigma_m <= ROUGHEST_M]
    errors = [one.error_m for one in large if one.shifted]
    what = f"shift of 50-500 m, {len(errors)} wards of {LARGE} units and more, noise to {ROUGHEST_M:.0f} m"
    told = f"median error {np.median(errors):.2f} m (95 %: {np.quantile(errors, 0.95):.2f}, worst {max(errors):.2f})"
    report.add(Line(what, told, f"{MOST_ERROR_M:.0f} m", bool(np.median(errors) <= MOST_ERROR_M)))
    for scale, side in zip(SCALES, (134, 67)):
        sure = [one.found.certain for one in large if one.scale == scale]
        report.add(Line(f"of these certain, units of {side} m", f"{100 * np.mean(sure):.0f} %"))
    still = [one for one in done if not one.shifted]
    alarms = sum(one.found.offered for one in still)
    report.add(Line(f"false alarms in {len(still)} wards in their place", str(alarms), "0", alarms == 0))
    certain = [one for one in done if one.found.certain]
    wrong = sum(one.wrong for one in certain) / len(certain)
    report.add(at_most(f"error above 3 SE among {len(certain)} certain answers", wrong, MOST_WRONG))
    scaled = np.sqrt(np.mean([(one.error_m / max(one.found.standard_error, 1e-3)) ** 2 for one in certain]))
    report.add(Line("error / standard error, root mean square", f"{scaled:.2f} (1 is honest, less is cautious)"))
    small = [one for one in done if one.count < LARGE]
    trusted = [one for one in small if one.found.certain]
    worst = max((one.error_m for one in trusted), default=0.0)
    lost = sum(one.error_m > 15.0 for one in trusted)
    what = f"wards below {LARGE} units: wrong place though certain"
    told = f"{lost} of {len(trusted)} certain (of {len(small)}); worst error {worst:.1f} m"
    report.add(Line(what, told, "0", lost == 0))


def report_others(report: Report, seeds: range) -> None:
    """Print towns that have nothing in common, and the datum shift by its place."""
    sure = total = 0
    for seed, count in itertools.product(seeds, (30, 120, 500)):
        ward = make_ward(count, 3.0, seed)
        sure += detect(ward.units, another_town(ward, seed)).certain
        total += 1
    report.add(Line(f"{total} layers of another town: said to be certain", str(sure), "0", sure == 0))
    layers = {layer.name: np.asarray(layer.geometry, dtype=object) for layer in make_sample_ward().layers()}
    named = asked = 0
    for place, sign in itertools.product(PLACES.values(), (1, -1)):
        vector = sign * np.array(vn2000_vector(*place))
        ways = [Candidate(CAUSES[way], vector=tuple(way * sign * vector)) for way in (1, -1)]
        for layer in ("dia_ban_cskv", "khu_doi"):
            found = detect(layers["to_dan_pho"], moved(layers[layer], -vector), candidates=ways)
            named += found.offered and found.cause == CAUSES[sign]
            asked += 1
    report.add(at_least(f"VN-2000 / WGS 84 named, sample ward as in {', '.join(PLACES)}", named / asked, 1.0))


def report_city(report: Report, count: int) -> None:
    """Print processor seconds and error for a city, the same in any order, and how fast a cancel is heard."""
    vector = np.array([194.9, -112.9])
    case = make_case(count, sigma_m=5.0, seed=SEED, split=0.02, shift=tuple(-vector))
    units, areas = case.units, case.agencies[0].areas
    started = time.process_time()
    found = detect(units, areas)
    seconds = time.process_time() - started
    error = float(np.hypot(*(np.array([found.dx, found.dy]) - vector)))
    told = f"{seconds:.1f} processor seconds, off by {error:.2f} m, standard error {found.standard_error:.2f} m"
    fine = seconds <= MOST_SECONDS and error <= MOST_ERROR_M and found.cause == "vn2000_as_wgs84"
    asked = f"{MOST_SECONDS:.0f} s, {MOST_ERROR_M:.0f} m"
    report.add(Line(f"{len(units):,} units, {len(areas):,} areas", told, asked, bool(fine)))
    rng = np.random.default_rng(1)
    again = detect(rng.permutation(units), rng.permutation(areas))
    report.add(Line("the same with features in another order", str(again == found), "True", again == found))
    waits = [_wait_for_cancel(units, areas, share * seconds) for share in (0.1, 0.3, 0.5, 0.7, 0.9)]
    report.add(Line("cancel heard after", f"{max(waits):.2f} s at most", "1 s", max(waits) <= MOST_CANCEL_S))


def _wait_for_cancel(units: np.ndarray, areas: np.ndarray, after: float) -> float:
    """Return the processor seconds from the click at *after* seconds to the end of the run."""
    click = time.process_time() + after
    try:
        detect(units, areas, control=RunControl(is_canceled=lambda: time.process_time() >= click))
    except CanceledError:
        pass
    return max(time.process_time() - click, 0.0)


def report_shift(report: Report, quick: bool, seed: int = SEED) -> list[Try]:
    """Print all figures; return the single answers."""
    seeds = range(seed, seed + (1 if quick else 2))
    done = tries(seeds)
    report_wards(report, done)
    report_others(report, seeds)
    report_city(report, 5000 if quick else CITY)
    return done


def by_size(done: list[Try]) -> list[dict[str, object]]:
    """Return median error and certain share by size and noise."""
    rows = []
    for count, scale in itertools.product(COUNTS, SCALES):
        row: dict[str, object] = {"units": count, "side m": 134 * scale}
        for sigma in SIGMAS:
            own = [one for one in done if (one.count, one.scale, one.sigma_m) == (count, scale, sigma)]
            sure = 100 * np.mean([one.found.certain for one in own])
            row[f"noise {sigma:.0f} m"] = f"{np.median([one.error_m for one in own]):.2f} m, {sure:.0f} %"
        rows.append(row)
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="one draw and no 27,000 units")
    parser.add_argument("--seed", type=int, default=SEED)
    arguments = parser.parse_args()
    report = Report(lambda text: print(text, flush=True))
    print(f"shapely {shapely.__version__}")
    done = report_shift(report, arguments.quick, arguments.seed)
    for one in done:
        if one.wrong:
            told = f"off by {one.error_m:.2f} m, standard error {one.found.standard_error:.2f} m"
            print(f"wrong: {one.count} units, scale {one.scale}, noise {one.sigma_m:.0f} m, {one.kind}: {told}")
    print_table(by_size(done), "\nmedian error and share of certain answers")
    raise SystemExit(1 if report.missed() else 0)


if __name__ == "__main__":
    main()
