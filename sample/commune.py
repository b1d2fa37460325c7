"""The made-up commune "Xã Mẫu": 60 units, a small town center of khu phố in a countryside of ấp, a river."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import shapely

from . import names
from .areas import group, neighbors, rejoin
from .houses import build_dwellings, scattered
from .place import Barrier, Place, Road, name_roads
from .subdivide import Block, Preset, Style, clean_coverage, sow, subdivide
from .ward import arterial_ground, curved, force_areas, wind

CODE, NAME = "99002", "Xã Mẫu"
CENTER = np.array([590000.0, 1205000.0])
TOWN = CENTER + np.array([250.0, 150.0])
UNITS, TOWN_UNITS = 60, 8
OLD_AP, BEATS = 5, 7
RIVER_WIDTH_M = 60.0


def make_commune(seed: int = 12) -> Place:
    """Return the commune; the same *seed* gives the same commune."""
    rng = np.random.default_rng(seed)
    outline, road, river = _ground(rng)
    households = np.clip(np.round(rng.lognormal(np.log(70), 0.28, UNITS)), 35, 110).astype(int)
    style = Style(street_above=11, alley_above=3, places_per_unit=200, turn=0.2)
    places = sow(outline, style.places_per_unit * UNITS, rng)
    density = _settlement(places, road, river, rng)
    presets = (Preset("arterial", road), Preset("river", river))
    root = Block(outline, households.astype(float), places, density(places), presets=presets)
    subdivide(root, rng, style)
    units = clean_coverage([leaf.area for leaf in root.leaves()])
    return _place(root, units, households, (road, river), density, rng)


def _ground(rng: np.random.Generator) -> tuple[shapely.Polygon, shapely.LineString, shapely.LineString]:
    """Return the outline, the main road and the river; the two lines run beyond the outline."""
    corners = np.array(
        [
            [-2100, -900],
            [-900, -1800],
            [600, -1500],
            [1900, -1650],
            [2350, 200],
            [1500, 1650],
            [100, 1500],
            [-1500, 1750],
        ]
    )
    outline = shapely.Polygon(np.round(CENTER + wind(np.vstack([corners, corners[:1]]), 45.0, 90.0, rng), 2))
    road = np.array([[-2700, 500], [-1200, 250], [200, 180], [1300, -350], [2900, -500]])
    river = np.array(
        [
            [-1300, -2400],
            [-900, -1500],
            [-1050, -800],
            [-200, -500],
            [350, -650],
            [800, -100],
            [700, 700],
            [1200, 1300],
            [1000, 2300],
        ]
    )
    lines = [shapely.LineString(np.round(CENTER + wind(curved(line), 6.0, 60.0, rng), 2)) for line in (road, river)]
    return outline, lines[0], lines[1]


def _settlement(
    places: np.ndarray, road: shapely.LineString, river: shapely.LineString, rng: np.random.Generator
) -> Callable[[np.ndarray], np.ndarray]:
    """Return a function from places (n, 2) to how many households live around them, in relative terms.

    Most live in the town and along the road and the river banks, some in hamlets (each at one of
    *places*), few in the fields.
    """
    hamlets = rng.choice(places, 7, replace=False)
    sizes = rng.uniform(0.8, 2.0, 7)

    def density(at: np.ndarray) -> np.ndarray:
        points = shapely.points(at)
        weights = 0.25 + 9.0 * np.exp(-((np.hypot(*(at - TOWN).T) / 330.0) ** 2))
        weights += 1.6 * np.exp(-((shapely.distance(points, road) / 130.0) ** 2))
        weights += 0.7 * np.exp(-(((shapely.distance(points, river) - 90.0) / 90.0) ** 2))
        for hamlet, size in zip(hamlets, sizes):
            weights += size * np.exp(-((np.hypot(*(at - hamlet).T) / 220.0) ** 2))
        return weights

    return density


def _town(root: Block, units: np.ndarray, adjacent: list[list[int]]) -> np.ndarray:
    """Tell which units (n,) are the town center: nearest to it, connected, the others connected too."""
    away = shapely.distance(units, shapely.Point(TOWN))
    away = away + 0.3 * shapely.distance(shapely.centroid(units), shapely.Point(TOWN))
    chosen = [int(np.argmin(away))]
    while len(chosen) < TOWN_UNITS:
        near = sorted({n for unit in chosen for n in adjacent[unit]} - set(chosen))
        chosen.append(min(near, key=lambda unit: away[unit]))
    inside = np.zeros(len(units), dtype=bool)
    inside[chosen] = True
    return inside


def _place(
    root: Block,
    units: np.ndarray,
    households: np.ndarray,
    lines: tuple[shapely.LineString, shapely.LineString],
    density: Callable[[np.ndarray], np.ndarray],
    rng: np.random.Generator,
) -> Place:
    main_road, river = lines
    outline = shapely.union_all(units)
    adjacent = neighbors(units)
    town = _town(root, units, adjacent)
    old = group(root, np.where(town, 0, households), OLD_AP)
    old = rejoin(np.where(town, OLD_AP, old), adjacent)
    beats = force_areas("CSKV", "Địa bàn", units, group(root, households, BEATS, 0.1, rng), adjacent, rng)
    militia = force_areas("AD", "Ấp đội", units, old, adjacent, rng)
    roads = name_roads(
        root, names.COMMUNE_STREETS, Road(names.COMMUNE_ROAD, "arterial", main_road.intersection(outline))
    )
    water = river.buffer(RIVER_WIDTH_M / 2).intersection(outline)
    big = arterial_ground(main_road).intersection(outline)
    ways = shapely.union_all([road.line for road in roads])

    def spots(_position: int, ground: shapely.Polygon, count: int) -> np.ndarray:
        return scattered(ground, count, density, ways, rng)

    dwellings, per_dwelling, owners = build_dwellings(units, households, spots, shapely.union_all([water, big]))
    return Place(
        code=CODE,
        name=NAME,
        unit_ids=[f"N{number + 1:03d}" for number in range(len(units))],
        unit_names=[f"Tổ nhân dân {number + 1}" for number in range(len(units))],
        area_types=["khu_pho" if inside else "ap" for inside in town],
        old_names=["Khu phố 1" if inside else names.OLD_AP[label] for inside, label in zip(town, old)],
        households=households,
        population=np.round(households * rng.normal(3.5, 0.25, len(units))).astype(int),
        units=units,
        outline=outline,
        beats=beats,
        militia=militia,
        roads=roads,
        barriers=[Barrier(names.RIVER, "river", water), Barrier(names.COMMUNE_ROAD, "arterial", big)],
        dwellings=dwellings,
        dwelling_households=per_dwelling,
        dwelling_units=owners,
    )
