"""What neighborhoods and the areas of one force share: households and land of every pair."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .noise import Tolerance

LAND_SHARE = 0.05  # where no households are known, a part matters from this share of the land on
_TIE = 1e-6  # households; land only decides between equal shares of households


@dataclass(frozen=True)
class FaceTable:
    """Faces of one force as seen from k neighborhoods, all arrays (m,).

    ``neighborhood``: position or -1; ``group``: position in the layer's groups; ``households``; ``known``: False
    where the unit's households are missing; ``area_m2``; ``noise``: drawing noise of this force.
    """

    neighborhood: np.ndarray
    group: np.ndarray
    households: np.ndarray
    known: np.ndarray
    area_m2: np.ndarray
    noise: np.ndarray


@dataclass(frozen=True)
class Relation:
    """Pairs of neighborhood and area (p of them, sorted), and the totals of the k neighborhoods.

    ``rows``, ``columns``, ``households``, ``area_m2``, ``matters``: (p,); households in several areas count for
    each of them in equal parts. ``total``, ``total_m2``: (k,); ``gap``, ``overlap``: (k,) more than noise of it lies
    in no area, in several.
    """

    rows: np.ndarray
    columns: np.ndarray
    households: np.ndarray
    area_m2: np.ndarray
    matters: np.ndarray
    total: np.ndarray
    total_m2: np.ndarray
    gap: np.ndarray
    overlap: np.ndarray

    def weights(self) -> np.ndarray:
        """Return the (p,) weights of the matching: shared households; land breaks ties; noise counts 0."""
        land = self.area_m2 / np.maximum(self.total_m2[self.rows], 1e-9)
        return np.where(self.matters, np.round(self.households + _TIE * land, 9), 0.0)


def relate(faces: FaceTable, groups: tuple[tuple[int, ...], ...], size: int, tolerance: Tolerance) -> Relation:
    """Return what *size* neighborhoods share with the areas in *groups*."""
    inside = faces.neighborhood >= 0
    place, group = faces.neighborhood[inside], faces.group[inside]
    households, area = faces.households[inside], faces.area_m2[inside]
    total = np.bincount(place, weights=households, minlength=size)
    total_m2 = np.bincount(place, weights=area, minlength=size)
    # Land speaks only where households can't: for units without a number, and where nobody is counted at all.
    silent = ~faces.known[inside] | (total[place] <= 0)
    land = np.where(silent & ~faces.noise[inside], area, 0.0)
    least = np.minimum(np.maximum(tolerance.households, tolerance.share * total), total / 2)
    least_m2 = LAND_SHARE * total_m2

    def enough(row: np.ndarray, shared: np.ndarray, shared_land: np.ndarray) -> np.ndarray:
        return (shared >= least[row]) & (shared > 0) | (shared_land > least_m2[row])

    def enough_of(chosen: np.ndarray) -> np.ndarray:
        sums = [np.bincount(place[chosen], weights=values[chosen], minlength=size) for values in (households, land)]
        return enough(np.arange(size), *sums)

    members = np.array([len(areas) for areas in groups], dtype=np.int64)
    face, column = _memberships(group, groups, members)
    pairs, at = np.unique(np.stack([place[face], column]), axis=1, return_inverse=True)
    part = 1 / members[group[face]]
    shared, shared_m2, shared_land = (
        np.bincount(at.reshape(-1), weights=values[face] * part, minlength=pairs.shape[1])
        for values in (households, area, land)
    )
    return Relation(
        rows=pairs[0],
        columns=pairs[1],
        households=shared,
        area_m2=shared_m2,
        matters=enough(pairs[0], shared, shared_land),
        total=total,
        total_m2=total_m2,
        gap=enough_of(members[group] == 0),
        overlap=enough_of(members[group] > 1),
    )


def _memberships(
    group: np.ndarray, groups: tuple[tuple[int, ...], ...], members: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return face and area of each pair of a face and an area that covers it."""
    repeats = members[group]
    face = np.repeat(np.arange(len(group)), repeats)
    step = np.arange(len(face)) - np.repeat(np.cumsum(repeats) - repeats, repeats)
    start = np.concatenate([[0], np.cumsum(members)])[:-1]
    flat = np.array([area for areas in groups for area in areas], dtype=np.int64)
    return face, flat[start[group[face]] + step]
