"""Wards of known shift: at random places, with drawing noise of three kinds, in units of two sizes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from alignment_ground import Ground, ground
from alignment_noise import digitize
from alignment_truth import NEIGHBORHOOD_UNITS, agree_on, areas_of, grow

KINDS = ("smooth", "by area", "by corner")
_MOVED, _SPLIT = 0.05, 0.02
_SEGMENT_M, _SIMPLIFY_M = 30.0, 2.0
_BY_AREA = 0.7  # of the noise: the same for a whole area


@dataclass(frozen=True)
class Ward:
    """Units and the areas of one force, drawn with noise but without a shift; polygons in metres."""

    units: np.ndarray
    areas: np.ndarray


def make_ward(count: int, sigma_m: float, seed: int, *, scale: float = 1.0, kind: str = KINDS[0]) -> Ward:
    """Return *count* units around a random place and areas of about 9 units with real disagreements and splits.

    *kind* of the noise: ``smooth`` as in the alignment bench, ``by area`` with the larger part common to all lines of
    an area, ``by corner`` independent every 30 m. *scale* 0.5 halves the sides of the units.
    """
    rng = np.random.default_rng([seed, count, round(10 * sigma_m), round(10 * scale), KINDS.index(kind)])
    base = _around(ground(5000, scale=scale), count, rng)
    neighborhood = grow(base.neighbors(), NEIGHBORHOOD_UNITS, rng)
    truth = agree_on(base, neighborhood, moved=_MOVED, split=_SPLIT, strip_m=None, scale=scale, rng=rng)
    true_areas, _ = areas_of(base.units, truth)
    return Ward(base.units, _drawn(true_areas, sigma_m, kind, rng))


def another_town(ward: Ward, seed: int) -> np.ndarray:
    """Return areas that have nothing to do with *ward* but lie over it: of another place, and mirrored."""
    other = make_ward(len(ward.units), 3.0, seed + 10_000)
    mirrored = shapely.transform(other.areas, lambda places: places[:, ::-1])
    return moved(mirrored, _middle(ward.units) - _middle(other.units)[::-1])


def moved(geometries: np.ndarray, vector: np.ndarray) -> np.ndarray:
    """Return copies of *geometries* that lie *vector* away."""
    return shapely.transform(geometries, lambda places: places + np.asarray(vector))


def _around(base: Ground, count: int, rng: np.random.Generator) -> Ground:
    centers = shapely.get_coordinates(shapely.centroid(base.units))
    far = np.hypot(*(centers - centers[rng.integers(len(centers))]).T)
    kept = np.sort(np.argsort(far, kind="stable")[:count])
    place = np.full(len(base.units), -1)
    place[kept] = np.arange(len(kept))
    pairs = place[base.pairs]
    return Ground(base.kind, base.units[kept], pairs[(pairs >= 0).all(axis=1)])


def _drawn(areas: np.ndarray, sigma_m: float, kind: str, rng: np.random.Generator) -> np.ndarray:
    if kind == "smooth":
        return digitize(areas, sigma_m, rng)
    if kind == "by area":
        wobbly = digitize(areas, sigma_m * np.sqrt(1 - _BY_AREA**2), rng)
        offsets = rng.normal(0.0, sigma_m * _BY_AREA, (len(areas), 2))
        return np.array([moved(area, offset) for area, offset in zip(wobbly, offsets)], dtype=object)
    cut = shapely.segmentize(shapely.simplify(areas, _SIMPLIFY_M), _SEGMENT_M)
    corners, back = np.unique(np.round(shapely.get_coordinates(cut), 2), axis=0, return_inverse=True)
    moves = rng.normal(0.0, sigma_m, corners.shape)
    return shapely.set_coordinates(cut, shapely.get_coordinates(cut) + moves[back.reshape(-1)])


def _middle(polygons: np.ndarray) -> np.ndarray:
    return np.median(shapely.get_coordinates(shapely.centroid(polygons)), axis=0)
