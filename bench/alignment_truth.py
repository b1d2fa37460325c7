"""The truth of the alignment benches: khu phố, and an agency's areas with units moved and units really split."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np
import shapely
from alignment_ground import Ground

NEIGHBORHOOD_UNITS = 9
LEAST_UNITS = 5  # an area with fewer loses none
_LEAST_SPLIT_M2, _LEAST_EDGE_M = 4000.0, 20.0  # at scale 1
_WIDE = (0.25, 0.45)  # of the root of the unit's area
_PART = (0.1, 0.6)  # share of the unit that a split-off part may have


@dataclass(frozen=True)
class Truth:
    """Which area of an agency each of n units belongs to, and the k units that are split.

    ``label``: (n,) area numbers; ``split``: (k,) unit positions; ``split_to``: (k,) area number of the part that is
    split off; ``part``: (k,) its polygon, the rest belongs to ``label``.
    """

    label: np.ndarray
    split: np.ndarray
    split_to: np.ndarray
    part: np.ndarray

    def pieces(self, units: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return polygon, unit and area number of all true pieces: n units or rests, then k parts."""
        whole = units.copy()
        whole[self.split] = shapely.difference(units[self.split], self.part)
        return (
            np.concatenate([whole, self.part]),
            np.concatenate([np.arange(len(units)), self.split]),
            np.concatenate([self.label, self.split_to]),
        )


def grow(neighbors: list[list[int]], size: int, rng: np.random.Generator) -> np.ndarray:
    """Return (n,) group numbers: connected groups of about *size* units, breadth first from random units."""
    group = np.full(len(neighbors), -1)
    number = 0
    for start in rng.permutation(len(neighbors)):
        if group[start] >= 0:
            continue
        group[start] = number
        members = 1
        waiting = deque(unit for unit in neighbors[start] if group[unit] < 0)
        while members < size and waiting:
            unit = waiting.popleft()
            if group[unit] >= 0:
                continue
            group[unit] = number
            members += 1
            waiting.extend(other for other in neighbors[unit] if group[other] < 0)
        number += 1
    _join_small(group, neighbors, size // 3)
    return np.unique(group, return_inverse=True)[1]


def _join_small(group: np.ndarray, neighbors: list[list[int]], least: int) -> None:
    sizes = np.bincount(group)
    for unit, around in enumerate(neighbors):
        if sizes[group[unit]] < least:
            large = [group[other] for other in around if sizes[group[other]] >= least]
            if large:
                group[unit] = large[0]


def move_units(
    neighborhood: np.ndarray, neighbors: list[list[int]], share: float, rng: np.random.Generator
) -> np.ndarray:
    """Return the labels with *share* of the units given to a neighboring group, in clusters of one to three."""
    label = neighborhood.copy()
    sizes = np.bincount(neighborhood)
    left = int(share * len(label))
    for unit in rng.permutation(len(label)):
        if left <= 0:
            break
        own = neighborhood[unit]
        others = [neighborhood[other] for other in neighbors[unit] if neighborhood[other] != own]
        if not others or label[unit] != own or sizes[own] < LEAST_UNITS:
            continue
        target = others[rng.integers(len(others))]
        along = [other for other in neighbors[unit] if neighborhood[other] == own == label[other]]
        for moved in [unit, *along[: rng.integers(0, 3)]]:
            if sizes[own] >= LEAST_UNITS:
                label[moved] = target
                sizes[own] -= 1
                left -= 1
    return label


def agree_on(
    ground: Ground,
    neighborhood: np.ndarray,
    *,
    moved: float,
    split: float,
    strip_m: tuple[float, float] | None,
    scale: float,
    rng: np.random.Generator,
) -> Truth:
    """Return what an agency holds for true: *moved* share of units elsewhere, *split* share of units split.

    Split-off parts lie along the border to the area they belong to; they are *strip_m* metres wide (8 to 20: one
    row of houses), or a quarter to half of the unit's side where that is None.
    """
    neighbors = ground.neighbors()
    label = move_units(neighborhood, neighbors, moved, rng)
    found: list[tuple[int, int, shapely.Geometry]] = []
    for unit in rng.permutation(len(label)):
        if len(found) >= split * len(label):
            break
        if label[unit] != neighborhood[unit]:
            continue
        other = next((one for one in neighbors[unit] if label[one] != label[unit]), None)
        if other is None:
            continue
        part = _part(ground.units[unit], ground.units[other], strip_m, scale, rng)
        if part is not None:
            found.append((int(unit), int(label[other]), part))
    return Truth(
        label,
        np.array([unit for unit, _, _ in found], dtype=np.int64),
        np.array([area for _, area, _ in found], dtype=np.int64),
        np.array([part for _, _, part in found], dtype=object),
    )


def _part(
    unit: shapely.Geometry,
    other: shapely.Geometry,
    strip_m: tuple[float, float] | None,
    scale: float,
    rng: np.random.Generator,
) -> shapely.Geometry | None:
    if unit.area < _LEAST_SPLIT_M2 * scale**2:
        return None
    edge = unit.intersection(other)
    if edge.length < _LEAST_EDGE_M * scale:
        return None
    width = rng.uniform(*strip_m) if strip_m else rng.uniform(*_WIDE) * np.sqrt(unit.area)
    part = unit.intersection(edge.buffer(width))
    fits = _PART[0] * unit.area <= part.area <= _PART[1] * unit.area
    return part if part.geom_type == "Polygon" and fits else None


def areas_of(units: np.ndarray, truth: Truth) -> tuple[np.ndarray, np.ndarray]:
    """Return the true polygon and the number of each area that has land."""
    polygons, _, label = truth.pieces(units)
    order = np.argsort(label, kind="stable")
    starts = np.flatnonzero(np.diff(label[order], prepend=-1))
    united = [shapely.union_all(polygons[some]) for some in np.split(order, starts[1:])]
    return np.array(united, dtype=object), label[order][starts]
