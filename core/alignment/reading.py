"""How one force layer reads on the units: which area each unit belongs to, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import shapely

from ..model.run import RunControl
from .decide import WIDTH_IN_SIGMA, Verdict, decide
from .evidence import Evidence, Named, named_households
from .gaps import LEAST_SHARE, led_by_gaps
from .inputs import NONE, ForceLayer, UnitTable
from .kinds import GAP, KINDS, MAIN, NOISE, OVERLAP, REAL, REVIEW, kinds_of, led_by, rows_of, single_areas
from .noise import NoiseEstimate, Tolerance, estimate_noise, expected_hidden, is_thin, mean_width
from .offsets import refit
from .pieces import Cut, cut_units, recut
from .reasons import (
    COVERED_TWICE,
    HOUSEHOLDS_DIFFER,
    NARROW_UNIT,
    NO_AREA,
    REASONS,
    REVIEW_FACE,
    SMALL_SHARE,
    SPLIT,
)
from .residents import Residents, heard, settle, wait_for_review

__all__ = [
    "COVERED_TWICE", "GAP", "HOUSEHOLDS_DIFFER", "KINDS", "MAIN", "NARROW_UNIT", "NOISE", "NO_AREA", "OVERLAP", "REAL",
    "REASONS", "REVIEW", "REVIEW_FACE", "SMALL_SHARE", "SPLIT", "NoiseEstimate", "Pieces", "Reading", "read_force",
]  # fmt: skip


@dataclass(frozen=True)
class Pieces:
    """All faces of units by one layer, (m,) arrays sorted by unit, its main one first; they add up to the unit.

    ``unit``: position; ``areas``: tuple of positions in the layer (none: gap; several: overlap); ``geometry``;
    ``area_m2``; ``width_m``; ``households`` with ``low`` and ``high``; ``kind``: one of :data:`KINDS`. All drawing
    noise of a unit is one piece without households, whose ``areas`` are all other areas that reach in.
    """

    unit: np.ndarray
    areas: np.ndarray
    geometry: np.ndarray
    area_m2: np.ndarray
    width_m: np.ndarray
    households: np.ndarray
    low: np.ndarray
    high: np.ndarray
    kind: np.ndarray


@dataclass(frozen=True)
class Reading:
    """How one layer reads on the n units of a :class:`.inputs.UnitTable`, all arrays (n,).

    ``area``: position in ``area_ids`` or -1; ``decided`` and, where not, ``reason`` (one of :data:`REASONS`, else
    ""); ``evidence``: "register", "dwellings" or "area", what divided the unit's households, or named the area of a
    unit in a gap ("area" also where there was nothing to divide); ``share``: of the unit's households (land, where
    none) in its area; ``confidence``: 0 to 1; ``households`` in the area with ``low`` and ``high``. ``split``: really
    split between ``area`` and another; ``other``: the second area of such a unit, of one with a face for review, or
    what too few households name in a gap, or -1, with ``other_households``, ``other_low``, ``other_high``.
    ``from_gap``: in a gap of the layer, and decided by what the households name (:mod:`.gaps`).
    ``expected_hidden``: share of narrow real strips (8 to 20 m) that would be taken for noise; 0 where a register
    names the area of the households.
    """

    force: str
    area_ids: tuple[str, ...]
    area: np.ndarray
    decided: np.ndarray
    reason: np.ndarray
    evidence: np.ndarray
    share: np.ndarray
    confidence: np.ndarray
    households: np.ndarray
    low: np.ndarray
    high: np.ndarray
    split: np.ndarray
    other: np.ndarray
    other_households: np.ndarray
    other_low: np.ndarray
    other_high: np.ndarray
    from_gap: np.ndarray
    noise: NoiseEstimate
    pieces: Pieces
    expected_hidden: float = 0.0

    def told_gaps(self) -> np.ndarray:
        """Tell which of the (m,) pieces are gaps in units that are decided by what their households name."""
        return (self.pieces.kind == GAP) & self.from_gap[self.pieces.unit]

    def counted(self) -> np.ndarray:
        """Return the (m,) areas that the households of each piece count to, tuples of positions.

        Those that the piece lies in; but a gap in a unit that is decided by what its households name counts to the
        unit's area, as it does in the list of changes.
        """
        found = self.pieces.areas.copy()
        rows = np.flatnonzero(self.told_gaps())
        for row, area in zip(rows.tolist(), self.area[self.pieces.unit[rows]].tolist()):
            found[row] = (area,)
        return found


def read_force(
    table: UnitTable,
    layer: ForceLayer,
    *,
    evidence: Evidence | None = None,
    tolerance: Tolerance | None = None,
    control: RunControl | None = None,
) -> Reading:
    """Read the areas of *layer* on the units of *table*, with the household *evidence* for this force.

    Household evidence overrides geometry, a register that names areas before dwelling points before area.

    :raises CanceledError: canceled through *control*.
    """
    control = control or RunControl()
    noise = estimate_noise(table.geometry, layer.geometry, control.part(0.0, 0.05), tolerance)
    named = named_households(table, layer, evidence, control.part(0.05, 0.1))
    cut = cut_units(table.geometry, layer.geometry, noise.low_m, control.part(0.1, 0.75), (named.unit, named.area))
    is_heard = heard(table, named)
    cut = _without_offsets(table, layer, cut, noise, named.total > 0, control.part(0.75, 0.8))
    cut = led_by_gaps(table, _led_by_names(cut, named, is_heard), named, is_heard)
    residents = settle(table, cut, named, evidence, noise.sigma_m, control.part(0.8, 0.9))
    kind = kinds_of(cut, noise, named, is_heard, residents.dwellings, control.part(0.9, 0.95))
    cut, kind, outvoted = _led_by_dwellings(cut, kind, residents)
    residents = wait_for_review(residents, cut, kind == REVIEW, is_heard)
    cut, kind, residents = _main_first(cut, kind, residents)
    verdict = decide(table, cut, kind, residents, named, is_heard, outvoted, noise, control.part(0.95, 1.0))
    return _reading(table, layer, cut, kind, residents, verdict, noise, named, is_heard)


def _without_offsets(
    table: UnitTable, layer: ForceLayer, cut: Cut, noise: NoiseEstimate, told: np.ndarray, control: RunControl
) -> Cut:
    """Return *cut* with units too narrow or too mixed to read led by the area that fits best without the offset.

    Units where households name areas, *told* (n,), are left alone.
    """
    size = len(table.ids)
    if noise.sigma_m <= 0:
        return cut
    main = np.zeros(size, dtype=np.int64)
    rows = np.flatnonzero(cut.is_main)
    main[cut.unit[rows]] = rows
    label = single_areas(cut)[main]
    mixed = cut.area_m2[main] <= LEAST_SHARE * shapely.area(table.geometry)
    narrow = is_thin(table.geometry, WIDTH_IN_SIGMA * noise.sigma_m, control.part(0.0, 0.1))
    parted = np.zeros(size, dtype=bool)
    minor = np.flatnonzero(~cut.is_main & ~cut.is_noise)
    wide = minor[~is_thin(cut.geometry[minor], noise.high_m, control.part(0.1, 0.2))]
    parted[cut.unit[wide]] = True
    asked = np.flatnonzero((mixed | narrow | (label == NONE)) & ~parted & ~told)
    if not len(asked):
        return cut
    unsure = parted.copy()
    unsure[asked] = True
    sure = np.where(unsure, NONE, label)
    found = refit(table.geometry, layer.geometry, sure, asked, noise.sigma_m, control.part(0.2, 0.9))
    moved = (found.area != NONE) & (found.area != label[asked])
    return recut(
        table.geometry,
        layer.geometry,
        cut,
        asked[moved],
        found.area[moved],
        noise.low_m,
        control.part(0.9, 1.0),
    )


def _led_by_names(cut: Cut, named: Named, is_heard: np.ndarray) -> Cut:
    """Return *cut* with the piece of the area that most households name as the main one of each unit."""
    first = named.leading()[0]
    main = np.flatnonzero(cut.is_main)
    now = np.full(len(first), NONE)
    now[cut.unit[main]] = single_areas(cut)[main]
    units = np.flatnonzero(is_heard & (first != now))
    rows = rows_of(cut, units, first[units])
    return led_by(cut, rows[rows != NONE])


def _led_by_dwellings(cut: Cut, kind: np.ndarray, residents: Residents) -> tuple[Cut, np.ndarray, np.ndarray]:
    """Return cut and kinds with the piece of most dwellings as the main one, and the units where that differs."""
    counted = np.flatnonzero(~np.isnan(residents.dwellings) & (single_areas(cut) != NONE))
    order = counted[np.lexsort((cut.is_main[counted], residents.dwellings[counted], cut.unit[counted]))]
    last = np.append(cut.unit[order][1:] != cut.unit[order][:-1], True) if len(order) else np.zeros(0, dtype=bool)
    rows = order[last]
    rows = rows[~cut.is_main[rows] & (residents.evidence[cut.unit[rows]] == "dwellings")]
    units = cut.unit[rows]
    kind = kind.copy()
    before = cut.is_main & np.isin(cut.unit, units)
    kind[before] = np.where(kind[before] == MAIN, REAL, kind[before])
    kind[rows] = MAIN
    return led_by(cut, rows), kind, units


def _main_first(cut: Cut, kind: np.ndarray, residents: Residents) -> tuple[Cut, np.ndarray, Residents]:
    """Return all three with the pieces sorted by unit, its main piece first and its noise last."""
    order = np.lexsort((kind == NOISE, ~cut.is_main, cut.unit))
    cut = replace(
        cut,
        **{name: getattr(cut, name)[order] for name in ("unit", "areas", "geometry", "area_m2", "is_main", "is_noise")},
    )
    columns = {name: getattr(residents, name)[order] for name in ("value", "low", "high", "dwellings")}
    return cut, kind[order], replace(residents, **columns)


def _reading(
    table: UnitTable,
    layer: ForceLayer,
    cut: Cut,
    kind: np.ndarray,
    residents: Residents,
    verdict: Verdict,
    noise: NoiseEstimate,
    named: Named,
    is_heard: np.ndarray,
) -> Reading:
    side = float(np.sqrt(np.median(shapely.area(table.geometry))))
    silent = 1.0 - float(is_heard.mean())
    quiet = kind == NOISE
    evidence = np.where(verdict.told, named.source, residents.evidence)
    return Reading(
        force=layer.force,
        area_ids=layer.ids,
        area=verdict.area,
        decided=verdict.reason == "",
        reason=verdict.reason,
        evidence=evidence,
        share=verdict.share,
        confidence=verdict.confidence,
        households=verdict.households,
        low=verdict.low,
        high=verdict.high,
        split=verdict.split,
        other=verdict.other,
        other_households=verdict.other_households,
        other_low=verdict.other_low,
        other_high=verdict.other_high,
        from_gap=verdict.from_gap,
        noise=noise,
        pieces=Pieces(
            cut.unit,
            cut.areas,
            cut.geometry,
            cut.area_m2,
            mean_width(cut.geometry),
            residents.value,
            np.where(quiet, residents.value, residents.low),
            np.where(quiet, residents.value, residents.high),
            kind,
        ),
        expected_hidden=expected_hidden(noise, side) * silent,
    )
