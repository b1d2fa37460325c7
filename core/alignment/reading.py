"""How one force layer reads on the units: which area each unit belongs to, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..model.run import RunControl
from .evidence import AREA, Evidence
from .faces import split_units
from .households import main_faces, spread
from .inputs import NONE, ForceLayer, UnitTable
from .noise import Tolerance, estimate_noise, is_thin, mean_width

MAIN, NOISE, REVIEW, REAL, GAP, OVERLAP = "main", "noise", "review", "real", "gap", "overlap"
KINDS = (MAIN, NOISE, REVIEW, REAL, GAP, OVERLAP)

NO_AREA = "no_area"  # the unit lies in no area
SPLIT = "split"  # really split between two areas
REVIEW_FACE = "review"  # a face too wide for noise and too narrow to be sure of
SMALL_SHARE = "small_share"  # the main area holds 70 % of the unit or less
COVERED_TWICE = "covered_twice"  # areas of the layer overlap on more than 30 % of the unit
NARROW_UNIT = "narrow_unit"  # the unit is no wider than four times the drawing noise
HOUSEHOLDS_DIFFER = "households_differ"  # most households are in another area than most of the land
REASONS = (NO_AREA, SPLIT, REVIEW_FACE, SMALL_SHARE, COVERED_TWICE, NARROW_UNIT, HOUSEHOLDS_DIFFER)


@dataclass(frozen=True)
class NoiseEstimate:
    """Drawing noise of a layer against the units, in metres.

    ``sigma_m``: robust standard deviation; faces below ``low_m`` are noise, above ``high_m`` real;
    ``edges_m``: (b + 1,) and ``counts``: (b,) histogram of the distances from the areas' lines to the units' lines.
    """

    sigma_m: float
    low_m: float
    high_m: float
    edges_m: np.ndarray
    counts: np.ndarray


@dataclass(frozen=True)
class Pieces:
    """All faces of units by one layer, (m,) arrays sorted by unit; those of a unit add up to it.

    ``unit``: position; ``areas``: tuple of positions in the layer (none: gap; several: overlap); ``geometry``;
    ``area_m2``; ``width_m``; ``households`` with ``low`` and ``high``; ``kind``: one of :data:`KINDS`.
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
    ""); ``evidence``: "register", "dwellings" or "area"; ``share``: of the unit's households (land, where none) in
    its area; ``confidence``: 0 to 1; ``households`` in the area with ``low`` and ``high``; ``split``: really split
    between ``area`` and ``other`` (position of the second area or -1) with ``other_households``, ``other_low``,
    ``other_high``.
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
    noise: NoiseEstimate
    pieces: Pieces


def read_force(
    table: UnitTable,
    layer: ForceLayer,
    *,
    evidence: Evidence | None = None,
    tolerance: Tolerance | None = None,
    control: RunControl | None = None,
) -> Reading:
    """Read the areas of *layer* on the units of *table*.

    :raises CanceledError: canceled through *control*.
    """
    control = control or RunControl()
    size = len(table.ids)
    sigma = estimate_noise(table.geometry, layer.geometry, control.part(0.0, 0.1))
    noise = NoiseEstimate(sigma, max(2.5 * sigma + 1, 3.0), max(4 * sigma, 8.0), np.zeros(1), np.zeros(0))
    parts = split_units(table.geometry, layer.geometry, control.part(0.1, 0.9))
    areas = np.empty(len(parts.group), dtype=object)
    areas[:] = [parts.groups[group] for group in parts.group]
    members = np.array([len(found) for found in areas])
    area_m2 = shapely.area(parts.geometry)
    thin = is_thin(parts.geometry, noise.low_m, control)
    wide = ~is_thin(parts.geometry, noise.high_m, control)
    main = main_faces(parts.unit, area_m2, thin | (members != 1), size)
    kind = np.where(members == 0, GAP, np.where(members > 1, OVERLAP, REAL)).astype(object)
    kind[~wide], kind[thin] = REVIEW, NOISE
    kind[main] = np.where(members[main] == 1, MAIN, kind[main])
    households = spread(table.households, parts.unit, area_m2, kind == NOISE)
    pieces = Pieces(
        parts.unit, areas, parts.geometry, area_m2, mean_width(parts.geometry), households, households, households, kind
    )
    found = np.array([areas[place][0] if members[place] == 1 else NONE for place in main])
    land = area_m2[main] / shapely.area(table.geometry)
    reason = np.full(size, "", dtype=object)
    for code, wanted in ((REVIEW_FACE, kind == REVIEW), (SPLIT, np.isin(kind, (REAL, GAP, OVERLAP)))):
        reason[parts.unit[wanted]] = code
    reason[land <= 0.7] = SMALL_SHARE
    reason[found == NONE] = NO_AREA
    decided = reason == ""
    zeros = np.zeros(size)
    real = np.flatnonzero(kind == REAL)
    order = real[np.argsort(area_m2[real], kind="stable")]
    other, other_households = np.full(size, NONE), zeros.copy()
    other[parts.unit[order]] = [areas[place][0] for place in order]
    other_households[parts.unit[order]] = households[order]
    share = np.where(table.households > 0, households[main] / np.maximum(table.households, 1), land)
    return Reading(
        force=layer.force,
        area_ids=layer.ids,
        area=found,
        decided=decided,
        reason=reason,
        evidence=np.full(size, AREA, dtype=object),
        share=share,
        confidence=np.where(decided, share, share / 2),
        households=households[main],
        low=households[main],
        high=households[main],
        split=other != NONE,
        other=other,
        other_households=other_households,
        other_low=other_households,
        other_high=other_households,
        noise=noise,
        pieces=pieces,
    )
