"""Alleys inside the units and the houses along them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import shapely

from .linework import ALLEY, make_wave
from .subdivide import long_axis, sow

ROAD_NEAR_M = 45.0
"""Where houses of the countryside stand: most within this distance of a road."""


def inner_alleys(units: np.ndarray, roads: shapely.Geometry, rng: np.random.Generator) -> list[list]:
    """Return for each of *units* (n,) the lines of its dead-end alleys: first the trunk, then branches.

    A trunk starts on one of the *roads* at the border; small and narrow units have none.
    """
    ground = roads.buffer(0.5, quad_segs=2)
    return [_alleys_of(unit, ground, rng) for unit in units]


def _alleys_of(unit: shapely.Polygon, roads: shapely.Geometry, rng: np.random.Generator) -> list:
    angle, length, width = long_axis(unit)
    core = unit.buffer(-11.0)
    if width < 44.0 or core.is_empty:
        return []
    ahead, aside = np.array([np.cos(angle), np.sin(angle)]), np.array([-np.sin(angle), np.cos(angle)])
    wave = make_wave(ALLEY, 0.7 * length, 0.7 * width, rng)
    center = shapely.get_coordinates(unit.centroid)[0] + rng.normal(0, 0.06 * width) * aside
    line = shapely.LineString(center + wave.along[:, None] * ahead + wave.aside[:, None] * aside)
    trunk = _longest(line, core)
    if trunk is None or trunk.length < 25.0:
        return []
    trunk = _opened(trunk, unit, roads)
    return [trunk, *_branches(trunk, core, width, rng)] if trunk is not None else []


def _longest(line: shapely.LineString, ground: shapely.Geometry) -> shapely.LineString | None:
    parts = [part for part in shapely.get_parts(line.intersection(ground)) if part.geom_type == "LineString"]
    return max(parts, key=lambda part: part.length) if parts else None


def _opened(trunk: shapely.LineString, unit: shapely.Polygon, roads: shapely.Geometry) -> shapely.LineString | None:
    """Return *trunk* led to the nearest road on the border of *unit*; None when none is near."""
    front = unit.boundary.intersection(roads)
    if front.is_empty:
        return None
    coords = shapely.get_coordinates(trunk)
    if shapely.distance(shapely.Point(coords[0]), front) > shapely.distance(shapely.Point(coords[-1]), front):
        coords = coords[::-1]
    way = shapely.shortest_line(shapely.Point(coords[0]), front)
    if way.length > 35.0:
        return None
    return shapely.LineString(np.round(np.vstack([shapely.get_coordinates(way)[::-1], coords[1:]]), 2))


def _branches(
    trunk: shapely.LineString, core: shapely.Polygon, width: float, rng: np.random.Generator
) -> list[shapely.LineString]:
    if width < 70.0:
        return []
    found, side = [], 1.0 if rng.random() < 0.5 else -1.0
    at = rng.uniform(22.0, 36.0)
    while at < trunk.length - 12.0:
        foot, further = (shapely.get_coordinates(trunk.interpolate(way))[0] for way in (at, at + 1.0))
        ahead = (further - foot) / max(np.hypot(*(further - foot)), 1e-9)
        turned = side * np.array([-ahead[1], ahead[0]]) + rng.normal(0, 0.12) * ahead
        branch = _longest(shapely.LineString([foot, foot + turned * 0.5 * width]), core)
        if branch is not None and branch.length > 15.0 and branch.distance(shapely.Point(foot)) < 0.1:
            found.append(shapely.LineString(np.round(shapely.get_coordinates(branch), 2)))
        side, at = -side, at + rng.uniform(16.0, 30.0)
    return found


def build_dwellings(
    units: np.ndarray,
    households: np.ndarray,
    spots: Callable[[int, shapely.Polygon, int], np.ndarray],
    taken: shapely.Geometry,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return points (p,), their households (p,) and unit positions (p,), summing to *households* (n,).

    ``spots(position, ground, count)`` returns places (count, 2) in the part of a unit that is not on
    *taken* ground. An apartment building (500 households and more) is one point.
    """
    points, counts, owners = [], [], []
    for position, (unit, count) in enumerate(zip(units, households.tolist())):
        per_house = _split_households(count, np.random.default_rng([position, count]))
        free = unit.difference(taken)
        free = unit if free.is_empty else max(shapely.get_parts(free), key=lambda part: part.area)
        if len(per_house) == 1:
            places = shapely.get_coordinates(shapely.point_on_surface(free))
        else:
            places = spots(position, free, len(per_house))
        points.append(shapely.points(np.round(places, 2)))
        counts.append(per_house)
        owners.append(np.full(len(per_house), position))
    return np.concatenate(points), np.concatenate(counts), np.concatenate(owners)


def _split_households(count: int, rng: np.random.Generator) -> np.ndarray:
    if count >= 500:
        return np.array([count])
    houses: list[int] = []
    while sum(houses) < count:
        houses.append(min(int(rng.choice([1, 1, 1, 1, 2, 2, 3])), count - sum(houses)))
    return np.array(houses or [0])


def in_rows(ground: shapely.Polygon, alleys: list, count: int, rng: np.random.Generator) -> np.ndarray:
    """Return *count* places (count, 2) in rows along the border of *ground* and along its *alleys*."""
    if alleys:
        ground = ground.difference(shapely.union_all(alleys).buffer(1.5, quad_segs=2))
    rings, depth = [], 6.0
    while depth < 60.0:
        inner = ground.buffer(-depth, quad_segs=2)
        if inner.is_empty:
            break
        for line in shapely.get_parts(shapely.boundary(shapely.get_parts(inner))):
            rings.extend(part for part in shapely.get_parts(line) if part.length > 8.0)
        if sum(ring.length for ring in rings) / count > 5.5:
            break
        depth += 14.0
    if not rings:
        return shapely.get_coordinates(shapely.point_on_surface(ground)) + rng.uniform(-1, 1, (count, 2))
    ends = np.cumsum([ring.length for ring in rings])
    along = (np.arange(count) + rng.uniform(0.15, 0.85, count)) * ends[-1] / count
    which = np.searchsorted(ends, along, side="right").clip(max=len(rings) - 1)
    starts = np.concatenate([[0.0], ends[:-1]])
    return shapely.get_coordinates(
        shapely.line_interpolate_point(np.array(rings, dtype=object)[which], along - starts[which])
    )


def scattered(
    ground: shapely.Polygon,
    count: int,
    density: Callable[[np.ndarray], np.ndarray],
    roads: shapely.Geometry,
    rng: np.random.Generator,
) -> np.ndarray:
    """Return *count* places (count, 2) in *ground*: more where *density* (n, 2) -> (n,) is high and a road near."""
    places = sow(ground, 20 * count, rng)
    while len(places) < 4 * count:
        places = np.vstack([places, sow(ground, 50 * count, rng)])
    near = roads.intersection(ground.buffer(4 * ROAD_NEAR_M))
    away = shapely.distance(shapely.points(places), near) if not near.is_empty else np.full(len(places), np.inf)
    wanted = density(places) * (0.012 + np.exp(-(((away - 12.0) / ROAD_NEAR_M) ** 2)))
    return places[rng.choice(len(places), count, replace=False, p=wanted / wanted.sum())]
