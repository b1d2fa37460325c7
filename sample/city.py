"""Fills any polygons with units, old khu phố, beats and militia areas: a whole made-up city on real outlines."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from ..core.model.profiles import AP, KHU_PHO
from ..core.model.run import RunControl
from .areas import draw, group, move_some, neighbors
from .subdivide import Block, Style, clean_coverage, sow, subdivide

if TYPE_CHECKING:
    import geopandas

MEAN_HOUSEHOLDS = {KHU_PHO: 100, AP: 76}
"""Mean households of a unit, by area type; chosen so that the city has about 27,000 units."""
HOUSEHOLDS_PER_OLD = 900
HOUSEHOLDS_PER_BEAT = 800
TOWER_SHARE = 0.006
"""Share of a ward's units that are apartment buildings with several times the households."""
MOVED = 0.05
NOISE_M = 2.0
STYLE = Style(street_above=14, alley_above=4, tries=2, turn=0.16, places_per_unit=30)


@dataclass(frozen=True)
class City:
    """Frames without a CRS as in docs/architecture.md; ``beats`` and ``militia`` also have ``ward_code``."""

    units: geopandas.GeoDataFrame
    beats: geopandas.GeoDataFrame
    militia: geopandas.GeoDataFrame


def make_city(
    outlines: np.ndarray,
    households: Sequence[int],
    ward_codes: Sequence[str],
    *,
    ward_names: Sequence[str] | None = None,
    area_types: Sequence[str] | None = None,
    seed: int = 1,
    control: RunControl = RunControl(),  # noqa: B008 (frozen)
) -> City:
    """Return units that fill *outlines* (w,) of polygons in metres and sum to *households* (w,).

    Each ward is a coverage of its own and depends only on its code, outline, households and *seed*, not
    on the other wards. *area_types* (``khu_pho`` or ``ap``, default ``khu_pho``) sets the size of
    units and how the people are spread.
    """
    count = len(outlines)
    names = list(ward_names) if ward_names is not None else [None] * count
    kinds = list(area_types) if area_types is not None else [KHU_PHO] * count
    wards = []
    for position in range(count):
        control.progress(position / max(count, 1))
        code = str(ward_codes[position])
        rng = np.random.default_rng([seed, zlib.crc32(code.encode())])
        wards.append(_fill(outlines[position], int(households[position]), kinds[position], rng))
    return City(
        _units_frame(wards, ward_codes, names, kinds),
        _areas_frame("CSKV", "Địa bàn", [ward.beats for ward in wards], ward_codes),
        _areas_frame("KD", "Khu đội", [ward.militia for ward in wards], ward_codes),
    )


@dataclass(frozen=True)
class _Ward:
    units: np.ndarray
    households: np.ndarray
    population: np.ndarray
    old: np.ndarray
    beats: np.ndarray
    militia: np.ndarray


def _fill(outline: shapely.Geometry, total: int, kind: str, rng: np.random.Generator) -> _Ward:
    units, root, households = fill_outline(outline, total, kind, rng)
    adjacent = neighbors(units)
    old = group(root, households, max(1, round(total / HOUSEHOLDS_PER_OLD)))
    plan = group(root, households, max(1, round(total / HOUSEHOLDS_PER_BEAT)), 0.1, rng)
    return _Ward(
        units,
        households,
        np.round(households * rng.normal(3.55, 0.25, len(units))).astype(int),
        old,
        draw(units, move_some(plan, adjacent, MOVED, rng), NOISE_M, rng),
        draw(units, move_some(old, adjacent, MOVED, rng), NOISE_M, rng),
    )


def fill_outline(
    outline: shapely.Geometry, total: int, kind: str, rng: np.random.Generator
) -> tuple[np.ndarray, Block, np.ndarray]:
    """Return units (n,), the tree of cuts and households (n,) that sum to *total*.

    The units are a coverage of *outline*. Parts of *outline* too small for a unit belong to the
    nearest unit, which then has two parts.
    """
    count = max(1, round(total / MEAN_HOUSEHOLDS.get(kind, MEAN_HOUSEHOLDS[KHU_PHO])))
    households, sizes = _sizes(total, count, kind, rng)
    places = sow(outline, STYLE.places_per_unit * count, rng)
    weights = _settlement(places, kind, rng)
    parts = sorted(shapely.get_parts(outline), key=lambda part: (-part.area, part.bounds))
    root, crumbs = _islands(parts, sizes, places, weights)
    for island in root.leaves():
        subdivide(island, rng, STYLE)
    units = clean_coverage([leaf.area for leaf in root.leaves()])
    for crumb in crumbs:
        nearest = int(np.argmin(shapely.distance(units, crumb)))
        units[nearest] = shapely.union_all([units[nearest], crumb])
    return units, root, households


def _sizes(total: int, count: int, kind: str, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return households (count,) that sum to *total*, and the wanted sizes of the units on the ground."""
    wanted = rng.lognormal(0, 0.34, count)
    sizes = wanted**0.7 * rng.lognormal(0, 0.22, count)
    if kind != AP:
        towers = rng.random(count) < TOWER_SHARE
        wanted[towers] *= rng.uniform(5, 8, int(towers.sum()))
        sizes[towers] *= 0.35
    exact = wanted * total / wanted.sum()
    households = np.floor(exact).astype(int)
    first = np.argsort(households - exact, kind="stable")[: total - int(households.sum())]
    households[first] += 1
    return households, sizes


def _settlement(places: np.ndarray, kind: str, rng: np.random.Generator) -> np.ndarray:
    """Return how many people live around each of *places* (n, 2): in an ấp most live in hamlets."""
    extent = np.ptp(places, axis=0).max() + 1.0
    hamlets = places[rng.integers(0, len(places), 9)]
    weights = np.full(len(places), 0.12 if kind == AP else 1.0)
    for hamlet in hamlets:
        reach = extent * rng.uniform(0.04, 0.11)
        away = np.hypot(*(places - hamlet).T)
        weights += rng.uniform(0.3, 1.0) * np.exp(-((away / reach) ** 2))
    return weights


def _islands(
    parts: list[shapely.Polygon], sizes: np.ndarray, places: np.ndarray, weights: np.ndarray
) -> tuple[Block, list[shapely.Polygon]]:
    """Share the units out to the *parts* of a ward; return the tree over them and the parts without a unit."""
    inside = [_contains(part, places) for part in parts]
    shares = np.array([weights[mine].sum() for mine in inside])
    shares = shares / shares.sum() if shares.sum() > 0 else np.array([part.area for part in parts])
    counts = np.floor(shares / shares.sum() * len(sizes) + 0.5).astype(int)
    counts[0] = max(1, len(sizes) - int(counts[1:].sum()))
    blocks, start = [], 0
    for part, mine, count in zip(parts, inside, counts.tolist()):
        if count:
            block = Block(part, sizes[start : start + count], places[mine], weights[mine])
            block.first = start
            blocks.append(block)
            start += count
    crumbs = [part for part, count in zip(parts, counts) if not count]
    root = blocks[-1]
    for block in reversed(blocks[:-1]):
        both = np.concatenate([block.sizes, root.sizes])
        root = Block(block.area, both, places[:0], weights[:0], halves=(block, root), first=block.first)
    return root, crumbs


def _contains(area: shapely.Polygon, places: np.ndarray) -> np.ndarray:
    shapely.prepare(area)
    return shapely.contains_xy(area, places[:, 0], places[:, 1])


def _units_frame(wards: list[_Ward], codes: Sequence[str], names: list, kinds: list) -> geopandas.GeoDataFrame:
    import geopandas
    import pandas as pd

    columns: dict[str, list] = {
        name: [] for name in ("unit_id", "unit_name", "ward_code", "ward_name", "area_type", "old_neighborhood")
    }
    for ward, code, name, kind in zip(wards, codes, names, kinds):
        n = len(ward.units)
        title = "Ấp" if kind == AP else "Khu phố"
        columns["unit_id"] += [f"{code}-{number + 1:03d}" for number in range(n)]
        columns["unit_name"] += [f"Tổ {number + 1}" for number in range(n)]
        columns["ward_code"] += [str(code)] * n
        columns["ward_name"] += [name] * n
        columns["area_type"] += [kind] * n
        columns["old_neighborhood"] += [f"{title} {label + 1}" for label in ward.old]
    frame = pd.DataFrame(columns)
    for name in ("households", "population"):
        frame[name] = pd.array(_joined([getattr(ward, name) for ward in wards], int), dtype="Int64")
    return geopandas.GeoDataFrame(frame, geometry=_joined([ward.units for ward in wards], object))


def _areas_frame(prefix: str, title: str, shapes: list[np.ndarray], codes: Sequence[str]) -> geopandas.GeoDataFrame:
    import geopandas

    numbers = [(str(code), number + 1) for code, each in zip(codes, shapes) for number in range(len(each))]
    return geopandas.GeoDataFrame(
        {
            "area_id": [f"{code}-{prefix}{number:02d}" for code, number in numbers],
            "name": [f"{title} {number}" for _, number in numbers],
            "ward_code": [code for code, _ in numbers],
        },
        geometry=_joined(shapes, object),
    )


def _joined(arrays: list[np.ndarray], kind: type) -> np.ndarray:
    return np.concatenate(arrays) if arrays else np.array([], dtype=kind)
