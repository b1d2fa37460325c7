"""The reference units of the alignment benches: real census blocks where they are there, else made-up units."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from common import ROOT
from khu_pho_mapper.core.coverage.adjacency import find_adjacency
from khu_pho_mapper.sample.city import fill_outline

FOLDER = Path(os.environ.get("KHU_PHO_ALIGNMENT", ROOT.parent / "shared" / "reference" / "align" / "data"))
MADE_UP = "made_up"
BLOCKS = "blocks"
_TILE_GAP_M = 3000.0
_MEDIAN_SIDE_M = 134.0
_HOUSEHOLDS = 100  # per made-up unit; only their number matters


@dataclass(frozen=True)
class Ground:
    """Units to draw layers on: ``units`` (n,) polygons in metres; ``pairs`` (m, 2) neighbors, smaller first."""

    kind: str
    units: np.ndarray
    pairs: np.ndarray

    def neighbors(self) -> list[list[int]]:
        """Return the neighbors of each unit, in rising order."""
        return _neighbors(len(self.units), self.pairs)


def ground(count: int, *, scale: float = 1.0, kind: str | None = None) -> Ground:
    """Return *count* units.

    *kind*: ``blocks`` are census blocks (5,000 of them, beside each other as often as needed, no unit in two
    places), ``made_up`` units that the sample generator cuts; None takes blocks where their file is there.
    *scale* 0.5 halves the sides: 67 m instead of 134 m, nearer to a tổ dân phố.
    """
    kind = kind or (BLOCKS if (FOLDER / "units_5000.gpkg").exists() else MADE_UP)
    units, pairs = _base(kind)
    times = -(-count // len(units))
    each = -(-count // times)
    if each < len(units):
        units, pairs = _nearest(units, pairs, each)
    units, pairs = _side_by_side(units, pairs, times)
    units, pairs = units[:count], pairs[pairs[:, 1] < count]
    if scale != 1.0:
        units = shapely.transform(units, lambda places: places * scale)
    return Ground(kind, units, pairs)


@lru_cache(2)
def _base(kind: str) -> tuple[np.ndarray, np.ndarray]:
    if kind == BLOCKS:
        units = gpd.read_file(FOLDER / "units_5000.gpkg").geometry.to_numpy()
    else:
        side = _MEDIAN_SIDE_M * 5000**0.5
        units, _, _ = fill_outline(
            shapely.box(0, 0, side, side), 5000 * _HOUSEHOLDS, "khu_pho", np.random.default_rng(5)
        )
    units = np.asarray(units, dtype=object)
    origin = np.round(shapely.total_bounds(units)[:2])
    units = shapely.transform(shapely.force_2d(units), lambda places: places - origin)
    return units, find_adjacency(units).pairs


def _nearest(units: np.ndarray, pairs: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the *count* units nearest to the middle, in their old order."""
    centers = shapely.get_coordinates(shapely.centroid(units))
    far = np.hypot(*(centers - np.median(centers, axis=0)).T)
    kept = np.sort(np.argsort(far, kind="stable")[:count])
    place = np.full(len(units), -1)
    place[kept] = np.arange(count)
    pairs = place[pairs]
    return units[kept], pairs[(pairs >= 0).all(axis=1)]


def _side_by_side(units: np.ndarray, pairs: np.ndarray, times: int) -> tuple[np.ndarray, np.ndarray]:
    left, _, right, _ = shapely.total_bounds(units)
    step = np.array([right - left + _TILE_GAP_M, 0.0])
    tiles = [shapely.transform(units, lambda places, i=i: places + i * step) for i in range(times)]
    return np.concatenate(tiles), np.concatenate([pairs + i * len(units) for i in range(times)])


def _neighbors(count: int, pairs: np.ndarray) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in range(count)]
    for first, second in pairs.tolist():
        found[first].append(second)
        found[second].append(first)
    return [sorted(some) for some in found]
