"""Which areas of a force are one: areas of the same id in wards that number their areas themselves are several."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely

from ..model.free_names import free_name
from ..model.run import RunControl
from ..model.sorting import natural_sorted
from .inputs import NONE
from .noise import estimate_noise, is_thin
from .polygons import touching_pairs, usable

SEPARATOR = "/"
LEAST_PART = 0.1  # of a usual area's households; what has less is an area only where wards number by themselves
LEAST_UNIT = 0.5  # of a usual unit's households; what has less is never one
COMMON_IDS = 0.5  # of the ids of the smaller of two wards; where more are in both, each ward numbers by itself
_LEAST_CODE = 3  # letters of a ward's code that say something within an id
_LAND_M2 = 1e9  # so many square metres weigh as much as one household


@dataclass(frozen=True)
class WardIds:
    """The areas of a layer with ids that are theirs alone: its rows in their order, then what was parted from them.

    ``row``: (r,) row of the layer; ``ids``: (r,) text or None; ``geometry``: (r,) as in the layer, or some of its
    parts. ``original``: id → id in the layer, for areas that were told apart; ``wards``: id → wards that it belongs
    to, empty where there are not several wards.
    """

    row: np.ndarray
    ids: np.ndarray
    geometry: np.ndarray
    original: dict[str, str] = field(default_factory=dict)
    wards: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class WardUnits:
    """n units: ``shapes``, metres; ``wards``: (n,) texts, "" for none; ``households``: (n,) floats, missing ones 0."""

    shapes: np.ndarray
    wards: np.ndarray
    households: np.ndarray


@dataclass(frozen=True)
class _Parts:
    """Polygons (p,) that no line divides: ``row`` in the layer, ``name``: position in ``names`` (natural order)."""

    geometry: np.ndarray
    row: np.ndarray
    name: np.ndarray
    names: tuple[str, ...]


@dataclass(frozen=True)
class _Groups:
    """All parts of an id at home in one ward, (g,) sorted by name, ward: ``weight`` in households, ``parts``, and
    ``of_part``: (p,) group of each part or -1."""

    name: np.ndarray
    ward: np.ndarray
    weight: np.ndarray
    geometry: np.ndarray
    of_part: np.ndarray


def tell_apart(
    ids: Sequence[str | None], shapes: np.ndarray, units: WardUnits, *, control: RunControl | None = None
) -> WardIds:
    """Return the (m,) areas with *ids* and *shapes* (polygons in metres), same ids of different wards made different.

    A polygon is at home in the ward that most households in it (land where there are none) belong to, and is never
    cut. All polygons of an id that are at home in one ward are one area. Those of two wards are different areas when
    they lie apart, or when each of the two wards numbers its areas by itself: more than half of the ids of the smaller
    one are in both. Otherwise, what meets across a ward's border is one area. Drawing noise, and what has far too few
    households for an area, goes with the nearest polygons of its id; an id that holds the code of a ward is left alone.
    Different areas are called ward, “/”, id. The answer does not depend on the order of areas and units; nothing is
    modified.

    :raises CanceledError: canceled through *control*.
    """
    control = control or RunControl()
    given = np.array([*ids, None], dtype=object)[:-1]
    shapes = np.array([*shapes, None], dtype=object)[:-1]
    as_given = WardIds(np.arange(len(given)), given, shapes)
    wards = tuple(natural_sorted({ward for ward in units.wards if ward}))
    if len(wards) < 2:
        return as_given
    parts = _parts(given, shapes)
    weights = _weights(parts.geometry, units, wards, control.part(0.0, 0.5))
    groups = _groups(parts, weights, len(wards))
    area, names = _areas(parts, groups, units, wards, control.part(0.5, 1.0))
    of_area = _wards_of(parts, weights, groups, area, names, wards)
    original = {name: parts.names[at] for name, at in names if name != parts.names[at]}
    if not original:
        return WardIds(as_given.row, given, shapes, {}, of_area)
    return WardIds(*_rows(given, shapes, parts, area, [name for name, _ in names]), original, of_area)


def _parts(ids: np.ndarray, shapes: np.ndarray) -> _Parts:
    named = np.flatnonzero([text is not None and text != "" for text in ids])
    geometry, row = shapely.get_parts(usable(shapes[named]), return_index=True)
    solid = ~shapely.is_empty(geometry)
    geometry, row = geometry[solid], named[row[solid]]
    names = tuple(natural_sorted({ids[at] for at in row.tolist()}))
    place = {name: at for at, name in enumerate(names)}
    name = np.array([place[ids[at]] for at in row.tolist()], dtype=np.int64)
    order = np.lexsort((*shapely.bounds(geometry).T, name))  # so that the order of features does not matter
    return _Parts(geometry[order], row[order], name[order], names)


def _weights(parts: np.ndarray, units: WardUnits, wards: tuple[str, ...], control: RunControl) -> np.ndarray:
    """Return the (p, w) households of each ward in each part; land decides where there are none.

    Units count where their inner point lies, which costs no overlay; parts without any are overlaid.
    """
    place = {ward: at for at, ward in enumerate(wards)}
    known = np.flatnonzero([ward in place for ward in units.wards])
    shapes = usable(units.shapes[known])
    ward = np.array([place[units.wards[at]] for at in known.tolist()], dtype=np.int64)
    area = shapely.area(shapes)
    whole = units.households[known] + area / _LAND_M2
    found = np.zeros((len(parts), len(wards)))
    control.progress(0.0)
    part, unit = shapely.STRtree(shapely.point_on_surface(shapes)).query(parts, predicate="intersects")
    np.add.at(found, (part, ward[unit]), whole[unit])
    bare = np.flatnonzero(found.sum(axis=1) == 0)
    if len(bare):
        unit, part, pieces = touching_pairs(shapes, parts[bare], control)
        share = shapely.area(pieces) / area[unit]
        np.add.at(found, (bare[part], ward[unit]), share * whole[unit])
    return np.round(found, 9)


def _groups(parts: _Parts, weights: np.ndarray, wards: int) -> _Groups:
    home = np.where(weights.sum(axis=1) > 0, weights.argmax(axis=1), NONE)
    placed = np.flatnonzero(home != NONE)
    keys, at = np.unique(parts.name[placed] * wards + home[placed], return_inverse=True)
    of_part = np.full(len(home), NONE, dtype=np.int64)
    of_part[placed] = at.reshape(-1)
    weight = np.bincount(of_part[placed], weights=weights[placed].sum(axis=1), minlength=len(keys))
    order = placed[np.argsort(of_part[placed], kind="stable")]
    geometry = shapely.multipolygons(parts.geometry[order], indices=of_part[order]) if len(order) else np.zeros(0)
    return _Groups(keys // wards, keys % wards, np.round(weight, 9), np.asarray(geometry, dtype=object), of_part)


def _areas(
    parts: _Parts, groups: _Groups, units: WardUnits, wards: tuple[str, ...], control: RunControl
) -> tuple[np.ndarray, list[tuple[str, int]]]:
    """Return the (p,) area of each part, and the areas' ids with the positions of the names they have in the layer."""
    count = np.bincount(groups.name, minlength=len(parts.names))
    several = count > 1
    several[several] = [not _holds_code(parts.names[at], wards) for at in np.flatnonzero(several)]
    top = _components(parts, groups, several, units, len(wards), control)
    tops = {name: np.unique(top[groups.name == name]).tolist() for name in np.flatnonzero(several).tolist()}
    tops = {name: found for name, found in tops.items() if len(found) > 1}
    names: list[tuple[str, int]] = []
    taken = {text for name, text in enumerate(parts.names) if name not in tops}
    area_of_top: dict[tuple[int, int], int] = {}
    for name, text in enumerate(parts.names):
        for one in tops.get(name, [NONE]):
            area_of_top[name, one] = len(names)
            names.append((text if one == NONE else _new_name(wards[groups.ward[one]], text, taken), name))
    area = np.empty(len(parts.name), dtype=np.int64)
    for part, (name, group) in enumerate(zip(parts.name.tolist(), groups.of_part.tolist())):
        if (name, NONE) in area_of_top:
            area[part] = area_of_top[name, NONE]
            continue
        if group == NONE:  # on no unit: with what is nearest of its id
            own = np.flatnonzero(groups.name == name)
            group = int(own[np.argmin(shapely.distance(groups.geometry[own], parts.geometry[part]))])
        area[part] = area_of_top[name, int(top[group])]
    return area, names


def _components(
    parts: _Parts, groups: _Groups, several: np.ndarray, units: WardUnits, wards: int, control: RunControl
) -> np.ndarray:
    """Return for each group the heaviest group of its area."""
    top = np.arange(len(groups.name))
    asked = np.flatnonzero(several[groups.name]) if len(top) else top
    if not len(asked):
        return top
    noise = estimate_noise(usable(units.shapes), parts.geometry, control.part(0.0, 0.5))
    wide = _is_wide(parts, groups, asked, noise.low_m, control.part(0.5, 0.9))
    solid = _is_solid(groups, asked, wide)
    own_unit = wide & (
        groups.weight >= LEAST_UNIT * np.median(units.households + shapely.area(units.shapes) / _LAND_M2)
    )
    apart = _numbered_apart(groups, solid, wards)
    for name in np.unique(groups.name[asked]).tolist():
        own = np.flatnonzero(groups.name == name)
        main = own[solid[own]]
        tree = shapely.STRtree(groups.geometry[main])
        near = tree.query(groups.geometry[main], predicate="dwithin", distance=noise.low_m)
        a, b = main[near[0]], main[near[1]]
        joined = ~apart[groups.ward[a], groups.ward[b]]
        for first, second in zip(a[joined].tolist(), b[joined].tolist()):
            _join(top, groups.weight, first, second)
        for minor in own[~solid[own]].tolist():
            nearest = int(main[np.argmin(shapely.distance(groups.geometry[main], groups.geometry[minor]))])
            if not (own_unit[minor] and apart[groups.ward[minor], groups.ward[nearest]]):
                top[minor] = _root(top, nearest)
    return np.array([_root(top, at) for at in range(len(top))], dtype=np.int64)


def _is_wide(parts: _Parts, groups: _Groups, asked: np.ndarray, noise_m: float, control: RunControl) -> np.ndarray:
    """Tell which groups hold more than drawing noise; those that are not *asked* do."""
    wide = np.ones(len(groups.name), dtype=bool)
    wide[asked] = False
    checked = np.flatnonzero(np.isin(groups.of_part, asked))
    wide[groups.of_part[checked[~is_thin(parts.geometry[checked], noise_m, control)]]] = True
    return wide


def _is_solid(groups: _Groups, asked: np.ndarray, wide: np.ndarray) -> np.ndarray:
    """Tell which groups are areas whatever the ward; of each id that is *asked* for one at least."""
    heaviest = np.zeros(int(groups.name.max()) + 1)
    np.maximum.at(heaviest, groups.name, groups.weight)
    solid = wide & (groups.weight >= LEAST_PART * np.minimum(heaviest[groups.name], np.median(groups.weight)))
    for name in np.unique(groups.name[asked]):
        own = np.flatnonzero(groups.name == name)
        if not solid[own].any():
            solid[own[np.argmax(groups.weight[own])]] = True
    return solid


def _numbered_apart(groups: _Groups, solid: np.ndarray, wards: int) -> np.ndarray:
    """Tell for each two of *wards* whether each of them numbers its areas by itself.

    One common id is only enough where other wards of the layer have more of them.
    """
    there = np.zeros((int(groups.name.max()) + 1, wards))
    there[groups.name[solid], groups.ward[solid]] = 1
    common = there.T @ there
    sizes = np.diag(common).copy()
    np.fill_diagonal(common, 0)
    apart = common > COMMON_IDS * np.minimum.outer(sizes, sizes)
    sure = apart & (common > 1)
    return apart if sure.any() else sure


def _root(top: np.ndarray, at: int) -> int:
    while top[at] != at:
        at = int(top[at])
    return at


def _join(top: np.ndarray, weight: np.ndarray, first: int, second: int) -> None:
    """Put two groups into one area, which is called by the heavier one (the first ward between equal ones)."""
    ends = sorted({_root(top, first), _root(top, second)}, key=lambda at: (-weight[at], at))
    top[ends[-1]] = ends[0]


def _holds_code(name: str, wards: tuple[str, ...]) -> bool:
    folded = name.casefold()
    return any(
        len(name) > len(ward) >= _LEAST_CODE and re.search(rf"(?<!\w){re.escape(ward.casefold())}(?!\w)", folded)
        for ward in wards
    )


def _new_name(ward: str, name: str, taken: set[str]) -> str:
    new = free_name(f"{ward}{SEPARATOR}{name}", taken, "{name} ({number})")
    taken.add(new)
    return new


def _wards_of(
    parts: _Parts,
    weights: np.ndarray,
    groups: _Groups,
    area: np.ndarray,
    names: list[tuple[str, int]],
    wards: tuple[str, ...],
) -> dict[str, tuple[str, ...]]:
    """Return id → its wards: where it is at home, and where it has a tenth of its households and no other its name."""
    total = np.zeros((len(names), len(wards)))
    np.add.at(total, area, weights)
    at_home = np.zeros(total.shape, dtype=bool)
    placed = groups.of_part != NONE
    at_home[area[placed], groups.ward[groups.of_part[placed]]] = True
    layer_name = np.array([at for _, at in names], dtype=np.int64)
    claimed = np.zeros((len(parts.names), len(wards)), dtype=bool)
    np.logical_or.at(claimed, layer_name, at_home)
    reaches = total > LEAST_PART * total.sum(axis=1, keepdims=True)
    belongs = at_home | (reaches & ~claimed[layer_name])
    return {name: tuple(wards[at] for at in np.flatnonzero(row)) for (name, _), row in zip(names, belongs)}


def _rows(
    ids: np.ndarray, shapes: np.ndarray, parts: _Parts, area: np.ndarray, names: list[str]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return row, id and geometry of all areas; rows of the layer that hold several get more rows at the end."""
    ids, shapes = ids.copy(), shapes.copy()
    held: dict[int, set[int]] = {}
    for row, one in zip(parts.row.tolist(), area.tolist()):
        held.setdefault(row, set()).add(one)
    more: list[tuple[int, str, shapely.Geometry]] = []
    for row, areas in sorted(held.items()):
        first, *others = sorted(areas)
        ids[row] = names[first]
        if others:
            own = np.flatnonzero(parts.row == row)
            found = [shapely.multipolygons(parts.geometry[own[area[own] == one]]) for one in (first, *others)]
            shapes[row] = found[0]
            more += [(row, names[one], shape) for one, shape in zip(others, found[1:])]
    row = np.concatenate([np.arange(len(ids)), np.array([one[0] for one in more], dtype=np.int64)])
    added = np.empty(len(more), dtype=object)
    added[:] = [one[2] for one in more]
    return row, np.append(ids, np.array([one[1] for one in more], dtype=object)), np.append(shapes, added)
