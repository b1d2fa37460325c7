"""The made-up inner-city ward "Phường Mẫu": 110 units, two apartment buildings, a canal, an arterial road."""

from __future__ import annotations

import numpy as np
import shapely

from . import names
from .areas import draw, group, move_some, neighbors
from .houses import build_dwellings, in_rows, inner_alleys
from .linework import smooth_noise
from .place import WIDTH_M, Barrier, ForceAreas, Place, Road, name_roads, parcel_beside
from .subdivide import Block, Preset, Style, clean_coverage, sow, subdivide

CODE, NAME = "99001", "Phường Mẫu"
CENTER = np.array([603000.0, 1191000.0])
UNITS = 110
OLD_KHU_PHO, BEATS = 8, 14
MOVED = 0.05
"""Share of the units that really are in another area of a force."""
NOISE_M = 2.0
"""Spread of the drawing noise of the forces' maps, in metres; 5 m at most."""
CANAL_WIDTH_M = 16.0


def make_ward(seed: int = 20) -> Place:
    """Return the ward; the same *seed* gives the same ward."""
    rng = np.random.default_rng(seed)
    outline, arterial, canal = _ground(rng)
    towers = [parcel_beside(arterial, 640.0, 72.0, 58.0), parcel_beside(arterial.reverse(), 1130.0, 64.0, 66.0)]
    households = np.clip(np.round(rng.lognormal(np.log(82), 0.27, UNITS - len(towers))), 45, 140).astype(int)
    presets = (Preset("arterial", arterial), Preset("canal", canal))
    root = _cut(shapely.difference(outline, shapely.union_all(towers)), households, presets, rng)
    leaves = root.leaves()
    units = clean_coverage([leaf.area for leaf in leaves] + towers)
    households = np.concatenate([households, [612, 548]])
    old = _with_towers(group(root, households[: root.units], OLD_KHU_PHO), units)
    return _place(root, units, households, old, (arterial, canal), rng)


def _ground(rng: np.random.Generator) -> tuple[shapely.Polygon, shapely.LineString, shapely.LineString]:
    """Return the outline, the arterial road and the canal; the two lines run beyond the outline."""
    corners = np.array([[-610, -330], [-80, -520], [520, -470], [690, 30], [470, 500], [-60, 430], [-560, 480]])
    edge = wind(np.vstack([corners, corners[:1]]), 4.0, 24.0, rng)
    bent = edge + smooth_noise(11.0, 110.0, rng)(edge)
    outline = shapely.Polygon(np.round(CENTER + bent, 2))
    arterial = np.array([[-800, 120], [-330, 60], [120, 130], [460, 40], [850, -60]])
    canal = np.array([[180, -650], [230, -420], [120, -260], [210, -90], [150, 60], [40, 200], [110, 360], [60, 600]])
    lines = [shapely.LineString(np.round(CENTER + wind(curved(line), 2.0, 30.0, rng), 2)) for line in (arterial, canal)]
    return outline, lines[0], lines[1]


def curved(corners: np.ndarray, rounds: int = 3) -> np.ndarray:
    """Return *corners* (m, 2) with their corners cut off again and again (Chaikin's curve)."""
    for _ in range(rounds):
        near, far = 0.75 * corners[:-1] + 0.25 * corners[1:], 0.25 * corners[:-1] + 0.75 * corners[1:]
        corners = np.vstack([corners[:1], np.stack([near, far], axis=1).reshape(-1, 2), corners[-1:]])
    return corners


def wind(corners: np.ndarray, swing_m: float, step_m: float, rng: np.random.Generator) -> np.ndarray:
    """Return *corners* (m, 2) with shaken places between them, about *step_m* apart."""
    line = shapely.get_coordinates(shapely.segmentize(shapely.LineString(corners), step_m))
    shaken = line + rng.normal(0, swing_m / 3, line.shape)
    shaken[0], shaken[-1] = line[0], line[-1]
    return shaken


def _cut(area: shapely.Polygon, households: np.ndarray, presets: tuple[Preset, ...], rng: np.random.Generator) -> Block:
    style = Style()
    sizes = households**0.7 * rng.lognormal(0, 0.22, len(households))
    places = sow(area, style.places_per_unit * len(households), rng)
    root = Block(area, sizes, places, np.ones(len(places)), presets=presets)
    return subdivide(root, rng, style)


def _with_towers(labels: np.ndarray, units: np.ndarray) -> np.ndarray:
    """Give each apartment building (last of *units*) the label of the unit it has most border with."""
    labels = list(labels)
    ground = np.array(units[: len(labels)])
    for tower in units[len(ground) :]:
        shared = shapely.length(shapely.intersection(ground, tower))
        labels.append(labels[int(np.argmax(shared))])
    return np.array(labels)


def _place(
    root: Block,
    units: np.ndarray,
    households: np.ndarray,
    old: np.ndarray,
    lines: tuple[shapely.LineString, shapely.LineString],
    rng: np.random.Generator,
) -> Place:
    main_road, canal = lines
    outline = shapely.union_all(units)
    adjacent = neighbors(units)
    beat_plan = _with_towers(group(root, households[: root.units], BEATS, 0.1, rng), units)
    beats = force_areas("CSKV", "Địa bàn", units, beat_plan, adjacent, rng)
    militia = force_areas("KD", "Khu đội", units, old, adjacent, rng)
    roads = name_roads(root, names.STREETS, Road(names.ARTERIAL, "arterial", main_road.intersection(outline)))
    water = canal.buffer(CANAL_WIDTH_M / 2).intersection(outline)
    big = arterial_ground(main_road).intersection(outline)
    alleys = inner_alleys(units, shapely.union_all([road.line for road in roads]), rng)
    roads += name_inner(alleys)

    def spots(position: int, ground: shapely.Polygon, count: int) -> np.ndarray:
        return in_rows(ground, alleys[position], count, rng)

    dwellings, per_dwelling, owners = build_dwellings(units, households, spots, shapely.union_all([water, big]))
    unit_names = [f"Tổ {number + 1}" for number in range(len(units))]
    for position, name in enumerate(names.APARTMENTS, start=root.units):
        unit_names[position] += f" ({name})"
    return Place(
        code=CODE,
        name=NAME,
        unit_ids=[f"T{number + 1:03d}" for number in range(len(units))],
        unit_names=unit_names,
        area_types=["khu_pho"] * len(units),
        old_names=[f"Khu phố {label + 1}" for label in old],
        households=households,
        population=np.round(households * rng.normal(3.6, 0.25, len(units))).astype(int),
        units=units,
        outline=outline,
        beats=beats,
        militia=militia,
        roads=roads,
        barriers=[Barrier(names.CANAL, "canal", water), Barrier(names.ARTERIAL, "arterial", big)],
        dwellings=dwellings,
        dwelling_households=per_dwelling,
        dwelling_units=owners,
    )


def arterial_ground(line: shapely.LineString) -> shapely.Geometry:
    """Return the ground of an arterial road with this center *line*."""
    return line.buffer(WIDTH_M["arterial"] / 2)


def name_inner(alleys: list[list]) -> list[Road]:
    """Return the *alleys* inside the units as roads: "Hẻm 112", its branches "Hẻm 112/1" and so on."""
    found, number = [], 100
    for lines in alleys:
        number += bool(lines)
        found += [
            Road(f"Hẻm {number}/{branch}" if branch else f"Hẻm {number}", "alley", line)
            for branch, line in enumerate(lines)
        ]
    return found


def force_areas(
    prefix: str,
    title: str,
    units: np.ndarray,
    planned: np.ndarray,
    adjacent: list[list[int]],
    rng: np.random.Generator,
) -> ForceAreas:
    """Return areas drawn after the groups *planned* (n,) of *units*, some units moved, with noise."""
    real = move_some(planned, adjacent, MOVED, rng)
    count = int(planned.max()) + 1
    return ForceAreas(
        ids=[f"{prefix}-{number + 1:02d}" for number in range(count)],
        names=[f"{title} {number + 1}" for number in range(count)],
        shapes=draw(units, real, NOISE_M, rng),
        of_unit=real,
        planned=planned,
    )
