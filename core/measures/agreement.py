"""How well the areas of ward, police and militia agree, pair by pair: the figures of the metrics page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from ..alignment.classes import ONE_TO_ONE
from ..alignment.inputs import UnitTable, read_areas, read_units
from ..alignment.matching import match_one_to_one
from ..alignment.noise import plain_numbers
from ..alignment.polygons import overlay
from ..alignment.reading import GAP, NOISE, OVERLAP, REAL, REVIEW, Reading
from ..model.run import RunControl
from .agreement_scores import adjusted_rand, kappa, table_of
from .labelings import NONE, Joint, Labeling, drawn_m2, join, of_reading, of_units, on_the_ground
from .line_distance import WITHIN_M, Lines, borders_of, distances, lines_of

if TYPE_CHECKING:
    from ..alignment.compare import Comparison
    from ..alignment.harmonize import Harmony
    from ..alignment.shift import Shift

WARD, POLICE, MILITIA = "ward", "police", "militia"
PAIRS = ((WARD, POLICE), (WARD, MILITIA), (POLICE, MILITIA))
_SQUARE_METRES_PER_HECTARE = 10_000.0
_LAND_M2 = 1e9  # so many square metres weigh as much as one household in a matching
_LEAST_HOUSEHOLDS, _LEAST_SHARE = 2.0, 0.01  # what a part needs for not being noise of the count


@dataclass(frozen=True)
class _Side:
    """One authority: its labeling and lines; of a force also how it was read, and its polygons as drawn (k,).

    ``labeling``: by what households count to; ``ground``: by land, the same but for gaps that a register speaks for.
    """

    labeling: Labeling
    ground: Labeling
    lines: Lines | None
    drawn_m2: np.ndarray
    reading: Reading | None = None
    drawn: np.ndarray | None = None


def agreement(
    units: pd.DataFrame,
    comparison: Comparison,
    harmony: Harmony | None = None,
    *,
    layers: Mapping[str, pd.DataFrame],
    shifts: Mapping[str, Shift] | None = None,
    control: RunControl | None = None,
) -> dict:
    """Return the figures of the metrics page, ready for JSON.

    - *units*: canonical frame with ``neighborhood_id``; *comparison*: what :func:`compare` found for it
    - *layers*: force → frame of areas (``area_id``, polygons in metres) as it was compared
    - *harmony*: adds how things stand afterwards; *shifts*: force → the shift that was found

    ``units``, ``households``, ``neighborhoods``; ``pairs``: one dict per pair of authorities that are both there, see
    :func:`_pair`; ``layers``: force → noise, gaps, overlaps, what is undecided, ``shift``; ``harmonized``: None or
    the same pairs (households only) for the harmonized labels and what moves for whom. Shares are 0 to 1; what can't
    be told (no households, no lines) is None.

    :raises CanceledError: within a second after the caller asked to stop.
    """
    control = control or RunControl()
    table = read_units(units)
    sides = _sides(table, comparison, layers, control.part(0.0, 0.4))
    pairs = [pair for pair in PAIRS if pair[0] in sides and pair[1] in sides]
    found = []
    for place, (first, second) in enumerate(pairs):
        part = control.part(0.4 + 0.6 * place / len(pairs), 0.4 + 0.6 * (place + 1) / len(pairs))
        found.append(_pair(first, second, sides, table, comparison, part))
    control.progress(1.0)
    return {
        "units": len(table.ids),
        "households": float(table.households.sum()),
        "neighborhoods": len(table.neighborhood_ids),
        "pairs": found,
        "layers": {force: _layer(reading, (shifts or {}).get(force)) for force, reading in comparison.readings.items()},
        "harmonized": None if harmony is None else _harmonized(table, harmony),
    }


def _sides(
    table: UnitTable, comparison: Comparison, layers: Mapping[str, pd.DataFrame], control: RunControl
) -> dict[str, _Side]:
    near = shapely.STRtree(table.geometry)
    labeling = of_units(table.neighborhood_ids, table.neighborhood, table)
    borders = borders_of(table.geometry, table.neighborhood, near)
    own_m2 = _by_label(table.neighborhood, labeling.area_m2, len(table.neighborhood_ids))
    sides = {WARD: _Side(labeling, labeling, borders, own_m2)}
    for force, reading in comparison.readings.items():
        control.check()
        ground = on_the_ground(reading)
        labeling = of_reading(reading) if reading.from_gap.any() else ground
        drawn = read_areas(layers[force], force, force).geometry
        used = np.unique(ground.label[ground.label != NONE])
        sides[force] = _Side(labeling, ground, lines_of(drawn[used], near), shapely.area(drawn), reading, drawn)
    return sides


def _pair(
    first: str,
    second: str,
    sides: Mapping[str, _Side],
    table: UnitTable,
    comparison: Comparison,
    control: RunControl,
) -> dict:
    """Return the figures of one pair of authorities.

    ``first``, ``second``; ``first_areas``, ``second_areas``: numbers of areas that hold land of the units;
    ``matched``: pairs of areas matched one to one, ``one_to_one`` of them hold nothing else that matters, with their
    shares of the larger number; ``households``, ``households_in_disagreement`` (outside of matched pairs) with
    ``…_low`` and ``…_high``, ``share_in_disagreement``; ``real_ha``: land outside of matched pairs without drawing
    noise, ``noise_ha``: what noise adds; ``iou_drawn``, ``iou_noise_free``: mean over matched pairs of intersection
    over union; ``kappa``, ``ari``: weighted by households; ``lines``: see :class:`.line_distance.Distances`;
    ``matches``: one dict per matched pair.
    """
    a, b = sides[first], sides[second]
    joint = ground = _joined(first, a.labeling, b.labeling, table)
    if a.ground is not a.labeling or b.ground is not b.labeling:
        ground = _joined(first, a.ground, b.ground, table)
    sums = _Sums(joint, len(a.labeling.ids), len(b.labeling.ids))
    partner = _partners(first, second, sums, a, b, comparison)
    land = sums if ground is joint else _Sums(ground, *sums.shape)
    matches = _matches(sums, land, partner, a, b, control)
    areas = [len(np.unique(side[side != NONE])) for side in (joint.first, joint.second)]
    clean = _one_to_one(first, second, sums, partner, comparison)
    return {
        "first": first,
        "second": second,
        "first_areas": areas[0],
        "second_areas": areas[1],
        "matched": len(matches),
        "matched_share": _share(len(matches), max(areas)),
        "one_to_one": clean,
        "one_to_one_share": _share(clean, max(areas)),
        **_households(joint, partner),
        **_land(ground, partner, matches),
        "iou_drawn": _mean([match["iou_drawn"] for match in matches]),
        "iou_noise_free": _mean([match["iou_noise_free"] for match in matches]),
        **_indices(joint, partner),
        "lines": _lines(a.lines, b.lines, control),
        "matches": matches,
    }


def _joined(first: str, a: Labeling, b: Labeling, table: UnitTable) -> Joint:
    joint = join(a, b, len(table.ids))
    # Units of no neighborhood are counted apart by the comparison, too.
    return _only(joint, joint.first != NONE) if first == WARD else joint


class _Sums:
    """Households and land of each pair of areas that share something, and of each area."""

    def __init__(self, joint: Joint, rows: int, columns: int) -> None:
        inside = (joint.first != NONE) & (joint.second != NONE)
        keys = joint.first[inside], joint.second[inside]
        self.rows, self.columns, self.households = table_of(*keys, joint.households[inside])
        self.area_m2 = table_of(*keys, joint.area_m2[inside])[2]
        self.shape = (rows, columns)
        self._place = {pair: at for at, pair in enumerate(zip(self.rows.tolist(), self.columns.tolist()))}
        self.row_m2 = _by_label(joint.first, joint.area_m2, rows)
        self.column_m2 = _by_label(joint.second, joint.area_m2, columns)
        self.row_households = _by_label(joint.first, joint.households, rows)
        self.column_households = _by_label(joint.second, joint.households, columns)

    def best(self) -> np.ndarray:
        """Return for each row its one-to-one partner by households (land where there are none), or -1."""
        return match_one_to_one(self.rows, self.columns, self.households + self.area_m2 / _LAND_M2, self.shape)

    def at(self, rows: np.ndarray, columns: np.ndarray, values: np.ndarray) -> np.ndarray:
        """Return the *values* (one for each pair here) of the pairs asked for, 0 for a pair that shares nothing."""
        place = [self._place.get(pair, NONE) for pair in zip(rows.tolist(), columns.tolist())]
        return np.append(values, 0.0)[place]

    def is_clean(self, partner: np.ndarray) -> np.ndarray:
        """Tell for each row whether it and its partner hold nothing of others that matters."""
        least = np.maximum(_LEAST_HOUSEHOLDS, _LEAST_SHARE * self.row_households[self.rows])
        nobody = (self.row_households[self.rows] <= 0) & (self.area_m2 > 0.05 * self.row_m2[self.rows])
        foreign = (partner[self.rows] != self.columns) & ((self.households >= least) | nobody)
        spoiled = np.zeros(self.shape[0], dtype=bool)
        spoiled[self.rows[foreign]] = True
        column = np.zeros(self.shape[1], dtype=bool)
        column[self.columns[foreign]] = True
        return (partner != NONE) & ~spoiled & ~np.append(column, True)[partner]


def _one_to_one(first: str, second: str, sums: _Sums, partner: np.ndarray, comparison: Comparison) -> int:
    """Return how many pairs hold nothing of others: as the comparison classed them, else by households."""
    if first != WARD:
        return int(sums.is_clean(partner).sum())
    matches = comparison.matches
    return int(((matches["force"] == second) & (matches["match_class"] == ONE_TO_ONE)).sum())


def _partners(first: str, second: str, sums: _Sums, a: _Side, b: _Side, comparison: Comparison) -> np.ndarray:
    """Return the partner of each area of *first*: as the comparison matched it, else by households."""
    if first != WARD:
        return sums.best()
    place = {name: position for position, name in enumerate(b.labeling.ids)}
    rows = comparison.matches[comparison.matches["force"] == second]
    told = {
        str(name): place[str(area)] for name, area in zip(rows["neighborhood_id"], rows["area_id"]) if pd.notna(area)
    }
    return np.array([told.get(name, NONE) for name in a.labeling.ids], dtype=np.int64)


def _matches(sums: _Sums, land: _Sums, partner: np.ndarray, a: _Side, b: _Side, control: RunControl) -> list[dict]:
    rows = np.flatnonzero(partner != NONE)
    columns = partner[rows]
    households = sums.at(rows, columns, sums.households)
    noise_free = _over_union(land.at(rows, columns, land.area_m2), land.row_m2[rows], land.column_m2[columns])
    shared_drawn_m2 = _shared_as_drawn(a, b, rows, columns, control)
    drawn = _over_union(shared_drawn_m2, a.drawn_m2[rows], b.drawn_m2[columns])
    return [
        {
            "first_id": a.labeling.ids[row],
            "second_id": b.labeling.ids[column],
            "households": round(float(households[i]), 1),
            "elsewhere": round(float(sums.row_households[row] - households[i]), 1),
            "iou_drawn": round(float(drawn[i]), 4),
            "iou_noise_free": round(float(noise_free[i]), 4),
            "drawn_ha": round(float(shared_drawn_m2[i]) / _SQUARE_METRES_PER_HECTARE, 4),
        }
        for i, (row, column) in enumerate(zip(rows, columns))
    ]


def _shared_as_drawn(a: _Side, b: _Side, rows: np.ndarray, columns: np.ndarray, control: RunControl) -> np.ndarray:
    """Return the square metres that areas *rows* of *a* and *columns* of *b* share, drawing noise included."""
    if a.drawn is not None and b.drawn is not None:
        return shapely.area(overlay(shapely.intersection, a.drawn[rows], b.drawn[columns], control))
    row, column, shared = drawn_m2(b.reading, a.labeling.label)
    width = len(b.labeling.ids)
    key, wanted = row * width + column, rows * width + columns
    place = np.minimum(np.searchsorted(key, wanted), max(len(key) - 1, 0))
    return np.where(key[place] == wanted, shared[place], 0.0) if len(key) else np.zeros(len(rows))


def _households(joint: Joint, partner: np.ndarray) -> dict:
    agree = _agree(joint, partner)
    total = float(joint.households.sum())
    apart = float(joint.households[~agree].sum())
    low = float(joint.low[~agree].sum())
    high = float(joint.high[~agree].sum() + (joint.households - joint.low)[agree].sum())
    return {
        "households": round(total, 1),
        "households_in_disagreement": round(apart, 1),
        "households_low": round(min(low, apart), 1),
        "households_high": round(min(max(high, apart), total), 1),
        "share_in_disagreement": _share(apart, total),
    }


def _land(joint: Joint, partner: np.ndarray, matches: list[dict]) -> dict:
    total = float(joint.area_m2.sum()) / _SQUARE_METRES_PER_HECTARE
    real = float(joint.area_m2[~_agree(joint, partner)].sum()) / _SQUARE_METRES_PER_HECTARE
    drawn = total - sum(match["drawn_ha"] for match in matches)
    return {"real_ha": round(real, 4), "noise_ha": round(max(drawn - real, 0.0), 4)}


def _indices(joint: Joint, partner: np.ndarray) -> dict:
    """Return kappa (areas of the second named by their partners) and the adjusted Rand index."""
    size = len(partner)
    named = np.arange(int(max(joint.second.max(initial=NONE), partner.max(initial=NONE))) + 2) + size
    named[partner[partner != NONE]] = np.flatnonzero(partner != NONE)
    named[-1] = -2  # in no area is no agreement with anything
    named = named[joint.second]
    scores = kappa(joint.first, named, joint.households), adjusted_rand(joint.first, named, joint.households)
    return {name: None if value is None else round(value, 4) for name, value in zip(("kappa", "ari"), scores)}


def _lines(first: Lines | None, second: Lines | None, control: RunControl) -> dict | None:
    if first is None or second is None:
        return None
    found = distances(first, second, control)
    return {
        "f": {f"{near:.0f}": round(value, 4) for near, value in zip(WITHIN_M, found.f)},
        "median_m": round(found.median_m, 2),
        "p95_m": round(found.p95_m, 2),
        "hausdorff_m": round(found.hausdorff_m, 2),
        "hausdorff_at": [round(value, 2) for value in found.worst],
        "step_m": round(found.step_m, 2),
    }


def _layer(reading: Reading, shift: Shift | None) -> dict:
    pieces = reading.pieces
    figures = {
        f"{kind}_ha": round(float(pieces.area_m2[pieces.kind == kind].sum()) / _SQUARE_METRES_PER_HECTARE, 4)
        for kind in (REAL, REVIEW, NOISE, GAP, OVERLAP)
    }
    told = reading.told_gaps()  # their households count to an area all the same
    figures.update(
        {
            f"{kind}_households": round(float(pieces.households[(pieces.kind == kind) & ~told].sum()), 1)
            for kind in (REAL, REVIEW, GAP, OVERLAP)
        }
    )
    return {
        "areas": len(reading.area_ids),
        "units_decided": int(reading.decided.sum()),
        "units_undecided": int((~reading.decided).sum()),
        **plain_numbers(reading.noise),
        "hidden_strips_expected": round(float(reading.expected_hidden), 4),
        **figures,
        "shift": None if shift is None else _shift(shift),
    }


def _shift(shift: Shift) -> dict:
    return {**shift.figures(), "certain": bool(shift.certain), "cause": str(shift.cause)}


def _harmonized(table: UnitTable, harmony: Harmony) -> dict:
    """Return pairs of the harmonized labels, and per authority the units and households that move."""
    place = {str(unit): position for position, unit in enumerate(harmony.unit_ids)}
    order = np.array([place[str(unit)] for unit in table.ids], dtype=np.int64)
    after = {who: _numbered(labels[order], table) for who, labels in harmony.after.items()}
    pairs = []
    for first, second in PAIRS:
        if first in after and second in after:
            joint = join(after[first], after[second], len(table.ids))
            partner = _Sums(joint, len(after[first].ids), len(after[second].ids)).best()
            pairs.append({"first": first, "second": second, **_households(joint, partner), **_indices(joint, partner)})
    moves = {}
    for who, labels in harmony.after.items():
        moved = np.array([a != b for a, b in zip(harmony.before[who][order], labels[order])], dtype=bool)
        moves[who] = {"units": int(moved.sum()), "households": round(float(table.households[moved].sum()), 1)}
    return {"pairs": pairs, "moves": moves}


def _numbered(labels: np.ndarray, table: UnitTable) -> Labeling:
    texts = ["" if pd.isna(label) else str(label) for label in labels]
    ids = tuple(sorted(set(texts) - {""}))
    number = {name: position for position, name in enumerate(ids)}
    return of_units(ids, np.array([number.get(text, NONE) for text in texts], dtype=np.int64), table)


def _agree(joint: Joint, partner: np.ndarray) -> np.ndarray:
    return (joint.second != NONE) & (np.append(partner, NONE)[joint.first] == joint.second)


def _only(joint: Joint, rows: np.ndarray) -> Joint:
    return Joint(*(getattr(joint, name)[rows] for name in Joint.__dataclass_fields__))


def _by_label(label: np.ndarray, weight: np.ndarray, size: int) -> np.ndarray:
    inside = label != NONE
    return np.bincount(label[inside], weights=weight[inside], minlength=size)


def _over_union(shared: np.ndarray, first: np.ndarray, second: np.ndarray) -> np.ndarray:
    union = first + second - shared
    return np.divide(shared, union, out=np.zeros_like(union), where=union > 0)


def _mean(values: list[float]) -> float | None:
    return round(float(np.mean(values)), 4) if values else None


def _share(part: float, whole: float) -> float | None:
    return round(min(max(part / whole, 0.0), 1.0), 6) if whole > 0 else None
