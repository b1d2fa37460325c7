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
    """What people don't cross everywhere; ``kind`` is ``canal``, ``river`` or ``arterial``, ``shape`` its ground."""

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
                "MultiPolygon",
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


def name_roads(root: Block, street_names: list[str], arterial: Road) -> list[Road]:
    """Return the *arterial* road and those along the cuts below *root*.

    Alleys are numbered along the ward: "Hẻm 12".
    """
    names = iter(street_names)
    roads, alley = [arterial], 0
    for block in root.walk():
        if block.kind == "street":
            roads.append(Road(next(names), "street", block.line))
        elif block.kind == "alley":
            alley += 1
            roads.append(Road(f"Hẻm {alley}", "alley", block.line))
    return roads


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
