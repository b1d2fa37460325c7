"""Cuts a polygon into units as streets, alleys and lot lines would.

The polygon is halved again and again, each time by one line; the first lines are streets, the later
ones alleys and lot lines.  Every half is connected, so every branch of the tree of cuts is a
connected area: groups of units (old khu phố, beats) are branches too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely

from .linework import ALLEY, LOTS, STREET, Wave, make_wave

TOUCH_M = 1e-6
"""Corners no farther than this from a border, in metres, lie on it."""


@dataclass
class Block:
    """A connected area that holds ``units`` units; cut in two parts unless it is one unit.

    ``sizes`` (units,) are the wanted shares of the units; ``line`` and ``kind`` say what cuts it.
    """

    area: shapely.Polygon
    sizes: np.ndarray
    places: np.ndarray
    weights: np.ndarray
    depth: int = 0
    halves: tuple[Block, ...] = ()
    line: shapely.Geometry | None = None
    kind: str = ""
    first: int = 0
    presets: tuple[Preset, ...] = field(default=(), repr=False)

    @property
    def units(self) -> int:
        """Return how many units lie in it."""
        return len(self.sizes)

    def walk(self) -> Iterator[Block]:
        """Yield this block and all below it, first half first."""
        stack = [self]
        while stack:
            block = stack.pop()
            yield block
            stack.extend(reversed(block.halves))

    def leaves(self) -> list[Block]:
        """Return the blocks of single units in their order."""
        return [block for block in self.walk() if not block.halves]


@dataclass(frozen=True)
class Preset:
    """A line that must cut before any other: a canal, an arterial road. It runs beyond the area."""

    kind: str
    line: shapely.LineString


@dataclass(frozen=True)
class Style:
    """How an area is cut: above how many units by streets and by alleys, and how carefully.

    ``tries`` lines are drawn for each cut and the best one kept; ``turn`` is the spread of their
    directions in radians; ``places_per_unit`` sets how finely sizes are measured.
    """

    street_above: int = 16
    alley_above: int = 5
    tries: int = 4
    turn: float = 0.13
    places_per_unit: int = 60


def sow(area: shapely.Geometry, count: int, rng: np.random.Generator) -> np.ndarray:
    """Return about *count* places (n, 2), evenly but not regularly spread over *area*; at least one."""
    step = np.sqrt(max(area.area, 1e-6) / max(count, 1))
    west, south, east, north = area.bounds
    x, y = np.meshgrid(np.arange(west, east + step, step), np.arange(south, north + step, step))
    places = np.column_stack([x.ravel(), y.ravel()]) + rng.uniform(-0.5, 0.5, (x.size, 2)) * step
    shapely.prepare(area)
    places = places[shapely.contains_xy(area, places[:, 0], places[:, 1])]
    if len(places) == 0:
        places = shapely.get_coordinates(shapely.point_on_surface(area))
    return places


def subdivide(root: Block, rng: np.random.Generator, style: Style) -> Block:
    """Cut *root* until every leaf is one unit; fills in ``halves`` and returns it."""
    stack = [root]
    while stack:
        block = stack.pop()
        if block.units > 1:
            _halve(block, rng, style)
            stack.extend(reversed(block.halves))
    return root


@dataclass(frozen=True)
class _Cut:
    parts: tuple[shapely.Polygon, shapely.Polygon]
    units: int
    mismatch: float
    kind: str
    penalty: float


def _halve(block: Block, rng: np.random.Generator, style: Style) -> None:
    for position, preset in enumerate(block.presets):
        cut = _best_part(block, preset.line, preset.kind)
        if cut is not None and cut.mismatch <= 1.0:
            _attach(block, cut, block.presets[position + 1 :])
            return
    best = None
    for attempt in range(style.tries + 40):
        if best is not None and attempt >= style.tries:
            break
        cut = _draw(block, rng, style, wild=attempt >= style.tries)
        if cut is not None and (best is None or cut.penalty < best.penalty):
            best = cut
    if best is None:
        raise RuntimeError(f"no line cuts the area at {block.area.centroid.wkt} into {block.units} units")
    _attach(block, best, ())


def _attach(block: Block, cut: _Cut, presets: tuple[Preset, ...]) -> None:
    block.kind = cut.kind
    block.line = shapely.line_merge(shapely.intersection(cut.parts[0].boundary, cut.parts[1].boundary))
    inner = cut.parts[0]
    shapely.prepare(inner)
    inside = shapely.contains_xy(inner, block.places[:, 0], block.places[:, 1])
    halves = []
    for part, mine, sizes in (
        (cut.parts[0], inside, block.sizes[: cut.units]),
        (cut.parts[1], ~inside, block.sizes[cut.units :]),
    ):
        halves.append(Block(part, sizes, block.places[mine], block.weights[mine], block.depth + 1, presets=presets))
    halves[0].first = block.first
    halves[1].first = block.first + cut.units
    block.halves = tuple(halves)


def _draw(block: Block, rng: np.random.Generator, style: Style, wild: bool) -> _Cut | None:
    """Draw one line across *block*; None when it makes no useful cut."""
    angle, length, width = long_axis(block.area)
    kind = STREET if block.units > style.street_above else ALLEY
    if block.units <= style.alley_above and rng.random() < 0.5:
        kind = LOTS
    across = angle + np.pi / 2
    if length < 1.5 * width and rng.random() < 0.3:
        across = angle
        length, width = width, length
    across += rng.normal(0, style.turn) if not wild else rng.uniform(0, np.pi)
    ahead, aside = np.array([np.cos(across), np.sin(across)]), np.array([-np.sin(across), np.cos(across)])
    center = shapely.get_coordinates(block.area.centroid)[0]
    reach = 1.1 * (length + width)
    wave = make_wave(kind, reach, min(length, width), rng)
    offset = _offset(block, wave, center, ahead, aside, rng)
    line = center + wave.along[:, None] * ahead + (wave.aside + offset)[:, None] * aside
    return _best_part(block, shapely.LineString(np.round(line, 2)), kind)


def _offset(block: Block, wave: Wave, center, ahead, aside, rng: np.random.Generator) -> float:
    """Return how far aside the line must lie so that about half of the units' sizes is on one side."""
    total = block.sizes.sum()
    units = block.units // 2 + int(rng.integers(0, 2)) * (block.units % 2)
    if block.units > 5:
        units = int(np.clip(round(block.units * rng.uniform(0.38, 0.62)), 1, block.units - 1))
    wanted = block.sizes[:units].sum() / total
    if len(block.places) < 2:
        return 0.0
    away = (block.places - center) @ aside - wave.at((block.places - center) @ ahead)
    order = np.argsort(away, kind="stable")
    share = np.cumsum(block.weights[order]) / block.weights.sum()
    return float(away[order[min(int(np.searchsorted(share, wanted)), len(order) - 1)]])


def _best_part(block: Block, line: shapely.LineString, kind: str) -> _Cut | None:
    """Return the best way to cut one connected part off along *line*; the rest stays connected."""
    area = block.area
    faces = shapely.get_parts(shapely.polygonize(list(_noded(area, line))))
    faces = faces[shapely.contains(area, shapely.point_on_surface(faces))] if len(faces) else faces
    if len(faces) < 2:
        return None
    cumulated = np.cumsum(block.sizes) / block.sizes.sum()
    all_weight = block.weights.sum()
    best = None
    for position, part in enumerate(faces):
        if len(faces) > 2 and part.area < 0.15 * area.area / block.units:
            continue
        shapely.prepare(part)
        inside = shapely.contains_xy(part, block.places[:, 0], block.places[:, 1])
        share = block.weights[inside].sum() / all_weight if all_weight > 0 else part.area / area.area
        units = int(np.argmin(np.abs(cumulated[:-1] - share))) + 1
        mismatch = abs(cumulated[units - 1] - share) * block.units
        rest = faces[1 - position] if len(faces) == 2 else shapely.union_all(np.delete(faces, position))
        if rest.geom_type != "Polygon":
            continue
        penalty = mismatch + 0.25 * (_raggedness(part) + _raggedness(rest))
        if best is None or penalty < best.penalty:
            best = _Cut((part, rest), units, mismatch, kind, penalty)
        if len(faces) == 2:
            break
    return best


def _noded(area: shapely.Polygon, line: shapely.LineString) -> np.ndarray:
    return shapely.get_parts(shapely.union(area.boundary, line))


def _raggedness(area: shapely.Polygon) -> float:
    """Return 1 for a square, more for long or ragged shapes."""
    return area.length / (4 * np.sqrt(area.area))


def long_axis(area: shapely.Geometry) -> tuple[float, float, float]:
    """Return direction (radians), length and width (metres) of the smallest rectangle around *area*."""
    hull = shapely.get_coordinates(area.convex_hull)
    edges = np.diff(hull, axis=0)
    angles = np.unique(np.round(np.arctan2(edges[:, 1], edges[:, 0]) % (np.pi / 2), 6))
    ahead = hull @ np.array([np.cos(angles), np.sin(angles)])
    aside = hull @ np.array([-np.sin(angles), np.cos(angles)])
    length, width = np.ptp(ahead, axis=0), np.ptp(aside, axis=0)
    best = int(np.argmin(length * width))
    if length[best] >= width[best]:
        return float(angles[best]), float(length[best]), float(width[best])
    return float(angles[best] + np.pi / 2), float(width[best]), float(length[best])


def clean_coverage(areas: Sequence[shapely.Polygon]) -> np.ndarray:
    """Return *areas* (n,) with shared vertices: each gets the corners of its neighbors on its border.

    A cut ends on an older border; the area beyond that border does not have that corner yet. No
    corner is moved (by more than a rounding error), so the union stays what it was.
    """
    areas = np.asarray(areas, dtype=object)
    corners = shapely.points(np.unique(shapely.get_coordinates(areas), axis=0))
    borders = shapely.boundary(areas)
    border, corner = shapely.STRtree(corners).query(borders, predicate="dwithin", distance=TOUCH_M)
    clean = areas.copy()
    for position in range(len(areas)):
        near = corners[corner[border == position]]
        if len(near) > shapely.get_num_coordinates(areas[position]) - 1 - len(areas[position].interiors):
            clean[position] = shapely.snap(areas[position], shapely.multipoints(near), TOUCH_M)
    return clean
