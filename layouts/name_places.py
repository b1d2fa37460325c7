"""Places for the names of areas: inside where there is room, else beside with a leader line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely import affinity
from shapely.geometry.base import BaseGeometry

from .measure import line_mm, width_mm

_LABEL_SHAPE = 2.2  # a name over its households is about this many times as wide as high
_FITS = 0.62  # share of a name's half height that an area must offer at its widest place
_DIRECTIONS = 16
_DISTANCES = (1.0, 1.6, 2.3, 3.2)
_AIR = 1.12  # name boxes keep this much more room than their letters


@dataclass(frozen=True)
class NamePlace:
    """Where a name stands (its middle), and the leader line from its area when it stands outside."""

    text: str
    point: shapely.Point
    leader: shapely.LineString | None = None


def place_names(
    shapes: Sequence[BaseGeometry], texts: Sequence[str], family: str, size: float, scale: int
) -> list[NamePlace]:
    """Return a place for each text (lines parted by a line break), in metres on the ground.

    Letters are bold, *size* points on a map of 1:*scale*. Names beside their areas avoid the names
    that were placed before, and keep near.
    """
    places: list[NamePlace | None] = [None] * len(shapes)
    boxes: list[BaseGeometry] = []
    outside: list[tuple[int, BaseGeometry, tuple[float, float]]] = []
    for position, (shape, text) in enumerate(zip(shapes, texts)):
        middle, room = widest_place(shape)
        half = _half_size(text, family, size, scale)
        if room >= _FITS * half[1]:
            places[position] = NamePlace(text, middle)
            boxes.append(_box(middle, half))
        else:
            outside.append((position, middle, half))
    for position, middle, half in outside:
        point = _free_place(middle, half, boxes)
        boxes.append(_box(point, half))
        letters = _box(point, (half[0] * 0.9, half[1] * 0.9))
        places[position] = NamePlace(texts[position], point, shapely.shortest_line(letters, middle))
    return [place for place in places if place is not None]


def widest_place(shape: BaseGeometry) -> tuple[shapely.Point, float]:
    """Return the middle of the largest lying ellipse in *shape*, and half its height in metres."""
    pressed = affinity.scale(shape, 1 / _LABEL_SHAPE, 1.0, origin=(0, 0))
    part = max(shapely.get_parts(pressed), key=shapely.area)
    radius = shapely.maximum_inscribed_circle(part, tolerance=max(part.length / 1000, 1e-6))
    middle = affinity.scale(shapely.get_point(radius, 0), _LABEL_SHAPE, 1.0, origin=(0, 0))
    return middle, radius.length


def _half_size(text: str, family: str, size: float, scale: int) -> tuple[float, float]:
    lines = text.split("\n")
    width = max(width_mm(line, family, size, bold=True) for line in lines)
    metres_per_mm = scale / 1000
    return width / 2 * metres_per_mm * _AIR, len(lines) * line_mm(size) / 2 * metres_per_mm * _AIR


def _box(middle: shapely.Point, half: tuple[float, float]) -> BaseGeometry:
    return shapely.box(middle.x - half[0], middle.y - half[1], middle.x + half[0], middle.y + half[1])


def _free_place(middle: shapely.Point, half: tuple[float, float], taken: Sequence[BaseGeometry]) -> shapely.Point:
    """Return the nearest place around *middle* that covers least of the boxes *taken*."""
    tree = np.array(taken, dtype=object)
    best: tuple[float, float, int] | None = None
    chosen = middle
    for distance in _DISTANCES:
        for turn in range(_DIRECTIONS):
            angle = 2 * np.pi * turn / _DIRECTIONS
            x = middle.x + np.cos(angle) * (half[0] * 0.6 + half[1] * 1.6) * distance
            y = middle.y + np.sin(angle) * half[1] * 2.2 * distance
            point = shapely.Point(x, y)
            covered = shapely.area(shapely.intersection(tree, _box(point, half))).sum() if len(tree) else 0.0
            cost = (round(float(covered), 3), distance, turn)
            if best is None or cost < best:
                best, chosen = cost, point
    return chosen
