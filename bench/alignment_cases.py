"""Cases of known truth for boundary alignment: units, khu phố, and the noisy layer of each agency.

Truth and noise are those of the study that set the goals: contiguous khu phố of about 9 units, 5 % of the units
really moved in clusters, 2 % really split, about 15 dwellings per unit at least 4 m inside; every area redrawn
with a smooth noise. Seed 1 is where the thresholds of the study were chosen: take others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from alignment_ground import Ground, ground
from alignment_noise import digitize
from alignment_truth import NEIGHBORHOOD_UNITS, Truth, agree_on, areas_of, grow

VN2000_AS_WGS84 = (-195.0, 112.0)
"""Metres by which a VN-2000 layer lies off in Ho Chi Minh City when it is read as WGS 84."""
_INSIDE_M = 4.0


@dataclass(frozen=True)
class Agency:
    """One force: what is true, and its layer as drawn (``areas`` (k,), ``area_ids`` (k,) texts)."""

    force: str
    truth: Truth
    areas: np.ndarray
    area_ids: np.ndarray
    true_areas: np.ndarray

    def frame(self) -> gpd.GeoDataFrame:
        """Return the drawn layer as the frame that the comparison takes."""
        return gpd.GeoDataFrame({"area_id": self.area_ids}, geometry=self.areas)


@dataclass(frozen=True)
class Case:
    """Units with dwellings and one agency or two; ``points`` (p, 2), ``point_unit`` (p,)."""

    ground: Ground
    neighborhood: np.ndarray
    agencies: tuple[Agency, ...]
    points: np.ndarray
    point_unit: np.ndarray
    sigma_m: float

    @property
    def units(self) -> np.ndarray:
        """Return the (n,) polygons of the units."""
        return self.ground.units

    @cached_property
    def unit_ids(self) -> np.ndarray:
        """Return (n,) ids whose order as texts is the order of the units."""
        return np.array([f"T{i:06d}" for i in range(len(self.units))], dtype=object)

    @cached_property
    def households(self) -> np.ndarray:
        """Return (n,) households, one per dwelling."""
        return np.bincount(self.point_unit, minlength=len(self.units))

    def frame(self) -> gpd.GeoDataFrame:
        """Return the canonical frame of the units with ``neighborhood_id``."""
        size = len(self.units)
        return gpd.GeoDataFrame(
            {
                "unit_id": self.unit_ids,
                "unit_name": np.full(size, None, dtype=object),
                "ward_code": np.full(size, "", dtype=object),
                "ward_name": np.full(size, None, dtype=object),
                "area_type": np.full(size, "khu_pho", dtype=object),
                "old_neighborhood": np.full(size, None, dtype=object),
                "households": pd.array(self.households, dtype="Int64"),
                "population": pd.array([pd.NA] * size, dtype="Int64"),
                "neighborhood_id": names("KP", self.neighborhood),
            },
            geometry=self.units,
        )

    def true_area_of_points(self, agency: Agency) -> np.ndarray:
        """Return (p,) the area number that each dwelling really belongs to."""
        truth = agency.truth
        found = truth.label[self.point_unit].copy()
        place = np.full(len(self.units), -1)
        place[truth.split] = np.arange(len(truth.split))
        at = np.flatnonzero(place[self.point_unit] >= 0)
        split = place[self.point_unit[at]]
        inside = shapely.contains_xy(truth.part[split], *self.points[at].T)
        found[at[inside]] = truth.split_to[split[inside]]
        return found

    def register(self, agency: Agency) -> pd.DataFrame:
        """Return the household register: ``unit_id``, ``area_id``, ``households`` as they really are."""
        pairs = np.stack([self.point_unit, self.true_area_of_points(agency)], axis=1)
        rows, households = np.unique(pairs, axis=0, return_counts=True)
        prefix = agency.area_ids[0][0]
        return pd.DataFrame(
            {
                "unit_id": self.unit_ids[rows[:, 0]],
                "area_id": names(prefix, rows[:, 1]),
                "households": households,
            }
        )


def make_case(
    count: int,
    *,
    sigma_m: float,
    seed: int,
    scale: float = 1.0,
    strip_m: tuple[float, float] | None = None,
    split: float = 0.02,
    moved: float = 0.05,
    shift: tuple[float, float] = (0.0, 0.0),
    forces: Sequence[str] = ("police",),
    dwellings: float = 15.0,
    kind: str | None = None,
) -> Case:
    """Return a case of *count* units; the same arguments always give the same case.

    - *sigma_m*: noise of the layers in metres per axis; *shift*: metres that the first force's layer lies off
    - *scale*: 0.5 halves all sides; *strip_m*: widths of split-off parts, None for wide ones
    - *split*, *moved*: share of the units that each force has split, holds for another khu phố's
    - *dwellings*: mean per unit; each unit has one at least
    """
    base = ground(count, scale=scale, kind=kind)
    seeds = np.random.SeedSequence(seed).spawn(2 + len(forces))
    neighborhood = grow(base.neighbors(), NEIGHBORHOOD_UNITS, np.random.default_rng(seeds[0]))
    points, point_unit = _dwellings(base.units, dwellings, np.random.default_rng(seeds[1]))
    agencies = []
    for place, force in enumerate(forces):
        rng = np.random.default_rng(seeds[2 + place])
        truth = agree_on(base, neighborhood, moved=moved, split=split, strip_m=strip_m, scale=scale, rng=rng)
        true_areas, label = areas_of(base.units, truth)
        drawn = digitize(true_areas, sigma_m, rng) if sigma_m else true_areas.copy()
        if place == 0 and any(shift):
            drawn = shapely.transform(drawn, lambda places: places + np.asarray(shift))
        agencies.append(Agency(force, truth, drawn, names(force[0].upper(), label), true_areas))
    return Case(base, neighborhood, tuple(agencies), points, point_unit, sigma_m)


def names(prefix: str, numbers: np.ndarray) -> np.ndarray:
    """Return ids such as ``P00017`` for *numbers*."""
    return np.array([f"{prefix}{number:05d}" for number in numbers], dtype=object)


def _dwellings(units: np.ndarray, mean: float, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return random places at least 4 m inside the units (anywhere in a narrow one), sorted by unit."""
    core = shapely.buffer(units, -_INSIDE_M)
    core = np.where(shapely.is_empty(core), units, core)
    shapely.prepare(core)
    bounds = shapely.bounds(core)
    missing = np.clip(rng.poisson(mean, len(units)), 1, None)
    places, owners = [], []
    while missing.any():
        unit = np.repeat(np.arange(len(units)), 2 * missing)
        tried = bounds[unit, :2] + rng.random((len(unit), 2)) * (bounds[unit, 2:] - bounds[unit, :2])
        hit = shapely.contains_xy(core[unit], *tried.T)
        unit, tried = unit[hit], tried[hit]
        rank = np.arange(len(unit)) - np.searchsorted(unit, unit)
        kept = rank < missing[unit]
        places.append(tried[kept])
        owners.append(unit[kept])
        missing = missing - np.bincount(unit[kept], minlength=len(units))
    owner = np.concatenate(owners)
    order = np.argsort(owner, kind="stable")
    return np.concatenate(places)[order], owner[order]
