"""A made-up ward or commune as a whole, and its layers as an office would keep them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from .subdivide import Block
from .write import Layer

WIDTH_M = {"arterial": 28.0, "street": 12.0, "alley": 4.0}
"""Breadth of the roads, in metres."""


@dataclass(frozen=True)
class Road:
    """A named road; ``kind`` is ``arterial``, ``street`` or ``alley``."""

    name: str
    kind: str
    line: shapely.Geometry


@dataclass(frozen=True)
class Barrier:
    """What people don't cross everywhere: ``kind`` is ``canal``, ``river`` or ``arterial``."""

    name: str
    kind: str
    shape: shapely.Geometry


@dataclass(frozen=True)
class ForceAreas:
    """Areas of one force: ``of_unit`` (n,) is the area that each unit really belongs to,
    ``planned`` (n,) the one it would belong to if about 5 % of the units had not moved."""

    ids: list[str]
    names: list[str]
    shapes: np.ndarray
    of_unit: np.ndarray
    planned: np.ndarray


@dataclass(frozen=True)
class Place:
    """A made-up ward or commune; arrays (n,) follow the units. Geometry in metres, EPSG:9210."""

    code: str
    name: str
    unit_ids: list[str]
    unit_names: list[str]
    area_types: list[str]
    old_names: list[str]
    households: np.ndarray
    population: np.ndarray
    units: np.ndarray
    outline: shapely.Polygon
    beats: ForceAreas
    militia: ForceAreas
    roads: list[Road]
    barriers: list[Barrier]
    dwellings: np.ndarray
    dwelling_households: np.ndarray
    dwelling_units: np.ndarray

    def layers(self) -> list[Layer]:
        """Return the layers with the field names of an office."""
        n = len(self.units)
        return [
            Layer(
                "to_dan_pho",
                "MultiPolygon",
                {
                    "ma_to": self.unit_ids,
                    "ten_to": self.unit_names,
                    "phuong": [self.name] * n,
                    "loai": self.area_types,
                    "khu_pho_cu": self.old_names,
                    "so_ho": self.households,
                    "nhan_khau": self.population,
                },
                self.units,
            ),
            Layer("dia_ban_cskv", "MultiPolygon", _force_fields("ma_dia_ban", self.beats), self.beats.shapes),
            Layer("khu_doi", "MultiPolygon", _force_fields("ma_khu_doi", self.militia), self.militia.shapes),
            Layer(
                "ranh_phuong",
                "MultiPolygon",
                {"ma_phuong": [self.code], "ten": [self.name]},
                np.array([self.outline], dtype=object),
            ),
            *self._line_layers(),
            Layer(
                "nha_o",
                "Point",
                {
                    "ma_to": [self.unit_ids[unit] for unit in self.dwelling_units],
                    "so_ho": self.dwelling_households,
                },
                self.dwellings,
            ),
        ]

    def _line_layers(self) -> list[Layer]:
        return [
            Layer(
                "vat_can",
                "Unknown",
                {"ten": [b.name for b in self.barriers], "barrier_type": [b.kind for b in self.barriers]},
                np.array([b.shape for b in self.barriers], dtype=object),
            ),
            Layer(
                "duong",
                "MultiLineString",
                {
                    "ten": [road.name for road in self.roads],
                    "loai": [road.kind for road in self.roads],
                    "rong_m": [WIDTH_M[road.kind] for road in self.roads],
                },
                np.array([road.line for road in self.roads], dtype=object),
            ),
        ]


def _force_fields(id_field: str, force: ForceAreas) -> dict:
    return {id_field: force.ids, "ten": force.names}


def name_roads(root: Block, street_names: list[str], main: dict[str, str]) -> list[Road]:
    """Return the roads along the cuts below *root*; *main* names the preset ones by kind.

    An alley is named after its order along the ward: "Hẻm 12".
    """
    names = iter(street_names)
    roads, alley = [], 0
    for block in root.walk():
        if block.line is None or block.line.is_empty:
            continue
        if block.kind in main:
            roads.append(Road(main[block.kind], "arterial", block.line))
        elif block.kind == "street":
            roads.append(Road(next(names), "street", block.line))
        elif block.kind == "alley":
            alley += 1
            roads.append(Road(f"Hẻm {alley}", "alley", block.line))
    return roads


def build_dwellings(
    units: np.ndarray, households: np.ndarray, taken: shapely.Geometry, row_m: float, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return points (p,), their households (p,) and unit positions (p,), summing to *households* (n,).

    Houses stand in rows behind the border of the unit, *row_m* apart, and not on *taken* ground.
    An apartment building (500 households and more) is one point.
    """
    points, counts, owners = [], [], []
    for position, (unit, count) in enumerate(zip(units, households.tolist())):
        per_house = _split_households(count, rng)
        free = unit.difference(taken)
        free = unit if free.is_empty else max(shapely.get_parts(free), key=lambda part: part.area)
        spots = _rows(free, len(per_house), row_m, rng)
        points.append(shapely.points(np.round(spots, 2)))
        counts.append(per_house)
        owners.append(np.full(len(per_house), position))
    return np.concatenate(points), np.concatenate(counts), np.concatenate(owners)


def _split_households(count: int, rng: np.random.Generator) -> np.ndarray:
    if count >= 500:
        return np.array([count])
    houses = []
    while sum(houses) < count:
        houses.append(min(int(rng.choice([1, 1, 1, 1, 2, 2, 3])), count - sum(houses)))
    return np.array(houses or [0])


def _rows(ground: shapely.Polygon, count: int, row_m: float, rng: np.random.Generator) -> np.ndarray:
    """Return *count* places (count, 2) on rings inside *ground*."""
    if count == 1:
        return shapely.get_coordinates(shapely.point_on_surface(ground))
    rings, depth = [], 0.5 * row_m
    while True:
        ring = shapely.get_parts(shapely.boundary(ground.buffer(-depth, join_style="mitre")))
        ring = ring[shapely.length(ring) > 2 * row_m] if len(ring) else ring
        if len(ring) == 0:
            break
        rings.extend(ring)
        depth += row_m
    if not rings:
        return shapely.get_coordinates(shapely.point_on_surface(ground)) + rng.uniform(-1, 1, (count, 2))
    ends = np.cumsum([ring.length for ring in rings])
    along = (np.arange(count) + rng.uniform(0.2, 0.8, count)) * ends[-1] / count
    which = np.searchsorted(ends, along, side="right").clip(max=len(rings) - 1)
    starts = np.concatenate([[0.0], ends[:-1]])
    return shapely.get_coordinates(
        shapely.line_interpolate_point(np.array(rings, dtype=object)[which], along - starts[which])
    )


def parcel_beside(line: shapely.LineString, start_m: float, length_m: float, depth_m: float) -> shapely.Polygon:
    """Return a parcel on the left of *line*, *length_m* along it from *start_m*, *depth_m* deep."""
    coords = shapely.get_coordinates(line)
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(coords, axis=0).T))])
    inner = (along > start_m + 0.5) & (along < start_m + length_m - 0.5)
    front = np.vstack(
        [
            shapely.get_coordinates(line.interpolate(start_m)),
            coords[inner],
            shapely.get_coordinates(line.interpolate(start_m + length_m)),
        ]
    )
    ahead = (front[-1] - front[0]) / np.hypot(*(front[-1] - front[0]))
    back = front[[-1, 0]] + depth_m * np.array([-ahead[1], ahead[0]])
    return shapely.Polygon(np.round(np.vstack([front, back]), 2))
