"""How a reading of a force layer compares with the truth: counts that add up over draws."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np
import shapely
from alignment_cases import Agency, Case
from khu_pho_mapper.core.alignment.inputs import read_areas, read_units
from khu_pho_mapper.core.alignment.reading import MAIN, NOISE, REAL, REVIEW, Reading, read_force
from khu_pho_mapper.core.model.run import RunControl


def read(case: Case, agency: Agency, areas: np.ndarray | None = None, evidence: object = None) -> Reading:
    """Return how the drawn layer of *agency* (or *areas* in its place) reads on the units of *case*."""
    frame = agency.frame()
    if areas is not None:
        frame = frame.set_geometry(list(areas))
    layer = read_areas(frame, agency.force, "areas")
    return read_force(read_units(case.frame()), layer, evidence=evidence, control=RunControl())


def score(case: Case, agency: Agency, reading: Reading) -> Counter:
    """Return counts of units, of split units and of faces; :func:`shares` makes shares of them.

    ``units``, ``decided``; ``unsplit``, ``right`` (of the unsplit), ``wrong_decided``; ``splits`` and of them
    ``splits_found`` (a face of the right area is real), ``splits_review`` (undecided), ``splits_hidden`` (decided as if
    whole) and the same of splits where somebody lives in the smaller side (``lived_…``); ``hidden_households``;
    ``real_true``, ``real_said``, ``real_both``: faces; ``review_true``: real ones left to a person.
    """
    split = np.zeros(len(case.units), dtype=bool)
    split[agency.truth.split] = True
    right = _labels(case, agency, reading) == agency.truth.label
    counts = Counter(
        units=len(split),
        decided=int(reading.decided.sum()),
        unsplit=int((~split).sum()),
        right=int((right & ~split).sum()),
        wrong_decided=int((~right & reading.decided & ~split).sum()),
    )
    counts.update(_splits(case, agency, reading))
    counts.update(_faces(agency, reading))
    return counts


def shares(counts: Counter) -> dict[str, float]:
    """Return ``right``, ``decided``, ``hidden``, ``lived_hidden`` as shares, and ``f1`` with its parts."""
    precision = counts["real_both"] / max(counts["real_said"], 1)
    recall = counts["real_both"] / max(counts["real_true"], 1)
    shown = counts["real_both"] + counts["review_true"]
    return {
        "right": counts["right"] / max(counts["unsplit"], 1),
        "decided": counts["decided"] / max(counts["units"], 1),
        "hidden": counts["splits_hidden"] / max(counts["splits"], 1),
        "lived_hidden": counts["lived_hidden"] / max(counts["lived"], 1),
        "precision": precision,
        "recall": recall,
        "shown": shown / max(counts["real_true"], 1),
        "f1": 2 * precision * recall / max(precision + recall, 1e-9),
    }


def total(scores: Iterable[Counter]) -> Counter:
    """Return the sum of several draws' counts."""
    return sum(scores, Counter())


def area_numbers(reading: Reading) -> np.ndarray:
    """Return the truth's number of each area of the layer; ids are a letter and the number."""
    return np.array([int(name[1:]) for name in reading.area_ids])


def households_by_area(case: Case, agency: Agency, reading: Reading) -> tuple[np.ndarray, np.ndarray]:
    """Return the households per area as read and as they are; noise counts to its unit's area."""
    number = area_numbers(reading)
    size = int(max(number.max(), agency.truth.label.max(), agency.truth.split_to.max(initial=0))) + 1
    true = np.bincount(case.true_area_of_points(agency), minlength=size).astype(float)
    said = np.zeros(size)
    pieces = reading.pieces
    for unit, areas, kind, households in zip(pieces.unit, pieces.areas, pieces.kind, pieces.households):
        main = reading.area[unit]
        holders = (main,) if kind in (MAIN, NOISE) and main >= 0 else areas
        for area in holders:
            said[number[area]] += households / len(holders)
    return said, true


def booked_wrong(said: np.ndarray, true: np.ndarray) -> float:
    """Return the share of households that are booked to another area than their own."""
    return float(np.abs(said - true).sum() / 2 / true.sum())


def _labels(case: Case, agency: Agency, reading: Reading) -> np.ndarray:
    number = np.append(area_numbers(reading), -1)
    return number[reading.area]


def _splits(case: Case, agency: Agency, reading: Reading) -> Counter:
    truth, number = agency.truth, area_numbers(reading)
    found = {
        (int(unit), int(number[areas[0]]))
        for unit, areas, kind in zip(reading.pieces.unit, reading.pieces.areas, reading.pieces.kind)
        if kind == REAL and len(areas) == 1
    }
    point_area = case.true_area_of_points(agency)
    counts: Counter = Counter(splits=len(truth.split))
    for unit, target in zip(truth.split.tolist(), truth.split_to.tolist()):
        first, last = np.searchsorted(case.point_unit, [unit, unit + 1])
        moved = int((point_area[first:last] == target).sum())
        lived = min(moved, last - first - moved) > 0
        sides = {(unit, target), (unit, int(truth.label[unit]))}
        state = "found" if sides & found else "hidden" if reading.decided[unit] else "review"
        counts[f"splits_{state}"] += 1
        counts["lived"] += lived
        counts["lived_hidden"] += lived and state == "hidden"
        counts["hidden_households"] += min(moved, last - first - moved) if state == "hidden" else 0
    return counts


def _faces(agency: Agency, reading: Reading) -> Counter:
    truth, number, pieces = agency.truth, area_numbers(reading), reading.pieces
    target = dict(zip(truth.split.tolist(), truth.split_to.tolist()))
    single = np.flatnonzero([len(areas) == 1 for areas in pieces.areas])
    area = number[[pieces.areas[place][0] for place in single]]
    unit, kind = pieces.unit[single], pieces.kind[single]
    # Of a split unit one side is the main face; the other is the only real one.
    true = np.array([u in target and a in (target[u], truth.label[u]) for u, a in zip(unit.tolist(), area.tolist())])
    true &= kind != MAIN
    said = kind == REAL
    return Counter(
        real_true=len(truth.split),  # also those that the reading has no face of
        real_said=int(said.sum()),
        real_both=int((true & said).sum()),
        review_true=int((true & (kind == REVIEW)).sum()),
    )


def geometry_faults(units: np.ndarray, regions: np.ndarray) -> dict[str, float]:
    """Return what dissolved *regions* changed of the *units* they are made of; all should be 0.

    ``moved``: corners of regions that no unit has; ``gap_m2``, ``overlap_m2``: land of the units' union that no
    region has, or several; ``invalid``: broken regions; ``coverage``: edges that don't fit, where shapely can tell.
    """
    corners = shapely.get_coordinates(units)
    own = shapely.get_coordinates(regions)
    known = set(map(bytes, np.ascontiguousarray(corners)))
    regions = regions[~shapely.is_empty(regions)]
    whole = shapely.union_all(units)
    inside = float(shapely.area(shapely.union_all(regions)))
    faults = {
        "moved": sum(bytes(place) not in known for place in np.ascontiguousarray(own)),
        "gap_m2": abs(float(whole.area) - inside),
        "overlap_m2": abs(float(shapely.area(regions).sum()) - inside),
        "invalid": int((~shapely.is_valid(regions)).sum()),
    }
    if hasattr(shapely, "coverage_is_valid") and shapely.geos_version >= (3, 12, 0):
        faults["coverage"] = int(not shapely.coverage_is_valid(regions))
    return faults
