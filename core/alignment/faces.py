"""The exact overlay of units with one force layer: every unit is split into disjoint parts.

A part lies in one unit and in none, one or several areas: no area is a gap of the layer, several are an
overlap. Parts of a unit add up to the unit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..model.run import RunControl
from .noise import is_thin
from .polygons import GRID_M, LEAST_AREA_M2, Shares, overlay, touching, touching_pairs

WRONG_SHARE = 1e-7  # of a unit; pieces that miss more of it are wrong


@dataclass(frozen=True)
class Parts:
    """Disjoint pieces of units by one layer, sorted by unit.

    ``unit``: (m,) unit positions; ``group``: (m,) positions in ``groups``, whose first is the empty one;
    ``geometry``: (m,) polygons; ``groups``: sorted area positions, several where areas overlap.
    """

    unit: np.ndarray
    group: np.ndarray
    geometry: np.ndarray
    groups: tuple[tuple[int, ...], ...]

    def replaced(self, units: np.ndarray, parts: Parts) -> Parts:
        """Return these parts with those of *units* (sorted) taken from *parts*, where they are units 0, 1, 2 …"""
        return _as_parts(_replaced(self._pieces(), parts._pieces(), units))

    def _pieces(self) -> _Pieces:
        return _Pieces(self.unit, [self.groups[group] for group in self.group.tolist()], self.geometry)


@dataclass(frozen=True)
class _Pieces:
    """Pieces of units in any order; ``keys``: the area positions that cover each."""

    unit: np.ndarray
    keys: list[tuple[int, ...]]
    geometry: np.ndarray


def split_units(
    units: np.ndarray,
    areas: np.ndarray,
    control: RunControl,
    *,
    least_m: float = 0.0,
    apart: tuple[np.ndarray, np.ndarray] | None = None,
    known: Shares | None = None,
) -> Parts:
    """Split each of (n,) usable *units* by (k,) usable *areas* (both may overlap and leave gaps).

    An area whose share of a unit holds no circle of *least_m* metres is left out there, as if it did not reach in,
    unless it is the largest share or the pair of unit and area is in *apart* (p,), (p,). 0 splits exactly.
    *known*: what pairs of these units and areas share, where that is known already.

    Floating overlay now and then returns nothing for polygons whose lines nearly coincide, without an error. So
    every split is proved, and units that fail the proof are split again on a fine grid.
    """
    codes = np.zeros(0, dtype=np.int64) if apart is None else apart[0] * len(areas) + apart[1]
    choice = _Choice(least_m, codes, len(areas), known)
    everyone = np.arange(len(units))
    split, used = _split(units, areas, everyone, choice, control.part(0.0, 0.85), None)
    wrong = _disproved(units, areas, split, used, control.part(0.85, 0.95))
    if len(wrong):
        again, _ = _split(units[wrong], areas, wrong, choice, control.part(0.95, 1.0), GRID_M)
        split = _replaced(split, again, wrong)
    return _as_parts(split)


@dataclass(frozen=True)
class _Choice:
    """Which areas a unit is split by; ``apart``: unit position times ``width`` plus area position; ``known``: shares
    that need not be computed."""

    least_m: float
    apart: np.ndarray
    width: int
    known: Shares | None

    def of(self, names: np.ndarray, shares: _Pieces, control: RunControl) -> np.ndarray:
        """Return the (p,) *shares* that are used; *names*: position of each unit in the whole table."""
        if self.least_m <= 0:
            return np.ones(len(shares.unit), dtype=bool)
        used = np.append(True, shares.unit[1:] != shares.unit[:-1]) if len(shares.unit) else np.zeros(0, dtype=bool)
        area = np.array([key[0] for key in shares.keys], dtype=np.int64)
        used |= np.isin(names[shares.unit] * self.width + area, self.apart)
        rest = np.flatnonzero(~used)
        used[rest[~is_thin(shares.geometry[rest], self.least_m, control)]] = True
        return used


def _split(
    units: np.ndarray,
    areas: np.ndarray,
    names: np.ndarray,
    choice: _Choice,
    control: RunControl,
    grid: float | None,
) -> tuple[_Pieces, np.ndarray]:
    """Return the pieces, and the (p,) pairs that they were split by: unit times number of areas plus area."""
    pairs = touching_pairs(units, areas, control.part(0.0, 0.35), grid, known=choice.known, names=names)
    shares = _main_first(*pairs)
    used = np.flatnonzero(choice.of(names, shares, control.part(0.35, 0.4)))
    shares = _Pieces(shares.unit[used], [shares.keys[at] for at in used.tolist()], shares.geometry[used])
    codes = shares.unit * len(areas) + np.array([key[0] for key in shares.keys], dtype=np.int64)
    counts = np.bincount(shares.unit, minlength=len(units))
    first = np.searchsorted(shares.unit, np.arange(len(units)))
    untouched = np.flatnonzero(counts == 0)
    touched = np.flatnonzero(counts > 0)
    main = shares.geometry[first[touched]]
    left = shapely.area(units[touched]) - shapely.area(main) > LEAST_AREA_M2
    rest = np.full(len(units), shapely.Polygon(), dtype=object)
    cut = touched[left]
    rest[cut] = overlay(shapely.difference, units[cut], main[left], control.part(0.4, 0.6), grid)
    whole = (counts == 1) & (shapely.area(rest) <= LEAST_AREA_M2)
    whole_at = np.flatnonzero(whole)
    refined = _refine(units, np.flatnonzero(~whole & (counts > 0)), shares, rest, control.part(0.6, 1.0), grid)
    pieces = _Pieces(
        np.concatenate([untouched, whole_at, refined.unit]).astype(np.int64),
        [()] * len(untouched) + [shares.keys[at] for at in first[whole_at]] + refined.keys,
        np.concatenate([units[untouched], units[whole_at], refined.geometry]),
    )
    return pieces, codes


def _main_first(unit: np.ndarray, area: np.ndarray, pieces: np.ndarray) -> _Pieces:
    """Return the shares of all pairs, sorted by unit, its largest share first."""
    order = np.lexsort((area, -shapely.area(pieces), unit))
    return _Pieces(unit[order], [(int(position),) for position in area[order]], pieces[order])


def _refine(
    units: np.ndarray, cut: np.ndarray, shares: _Pieces, rest: np.ndarray, control: RunControl, grid: float | None
) -> _Pieces:
    """Split the units in *cut* by their shares, the r-th share of every unit in the r-th round.

    *rest*: (n,) what the first share leaves of each unit.
    """
    first = np.searchsorted(shares.unit, np.arange(len(units)))
    counts = np.bincount(shares.unit, minlength=len(units))
    has_rest = cut[shapely.area(rest[cut]) > LEAST_AREA_M2]
    owner = np.concatenate([has_rest, cut])
    keys: list[tuple[int, ...]] = [()] * len(has_rest) + [shares.keys[at] for at in first[cut]]
    geometry = np.concatenate([rest[has_rest], shares.geometry[first[cut]]])
    rounds = int(counts[cut].max(initial=1))
    for turn in range(1, rounds):
        stage = control.part((turn - 1) / rounds, turn / rounds)
        busy = np.flatnonzero(counts[owner] > turn)
        at = first[owner[busy]] + turn
        shared = overlay(shapely.intersection, geometry[busy], shares.geometry[at], stage.part(0.0, 0.5), grid)
        inside = shapely.area(shared) > LEAST_AREA_M2
        busy, at, shared = busy[inside], at[inside], shared[inside]
        outside = overlay(shapely.difference, geometry[busy], shares.geometry[at], stage.part(0.5, 1.0), grid)
        left = shapely.area(outside) > LEAST_AREA_M2
        idle = np.ones(len(owner), dtype=bool)
        idle[busy] = False
        idle_at, left_at = np.flatnonzero(idle), busy[left]
        added = [keys[position] + shares.keys[share] for position, share in zip(busy, at)]
        keys = [keys[i] for i in idle_at] + [keys[i] for i in left_at] + added
        geometry = np.concatenate([geometry[idle_at], outside[left], shared])
        owner = np.concatenate([owner[idle_at], owner[left_at], owner[busy]])
    return _Pieces(owner, keys, geometry)


def _disproved(
    units: np.ndarray, areas: np.ndarray, split: _Pieces, used: np.ndarray, control: RunControl
) -> np.ndarray:
    """Return the units whose pieces don't add up, or hold a point that lies in other areas than they say.

    *used*: (p,) pairs of unit and area that count, as :func:`_split` returns them.
    """
    wrong = _wrong_sums(shapely.area(units), split.unit, split.geometry)
    several = np.flatnonzero(np.bincount(split.unit, minlength=len(units))[split.unit] > 1)
    inner = shapely.point_on_surface(split.geometry[several])
    place, area = touching(inner, areas, "intersects", control)
    known = np.isin(split.unit[several[place]] * len(areas) + area, used)
    place, area = place[known], area[known]
    start = np.searchsorted(place, np.arange(len(several) + 1)).tolist()
    column = area.tolist()
    for row, piece in enumerate(several.tolist()):
        if column[start[row] : start[row + 1]] != sorted(split.keys[piece]):
            wrong[split.unit[piece]] = True
    return np.flatnonzero(wrong)


def _wrong_sums(sizes: np.ndarray, unit: np.ndarray, geometry: np.ndarray) -> np.ndarray:
    """Tell for each unit whether its pieces miss its size in square metres."""
    sums = np.bincount(unit, weights=shapely.area(geometry), minlength=len(sizes))
    return np.abs(sums - sizes) > WRONG_SHARE * sizes + LEAST_AREA_M2 * 10


def _replaced(split: _Pieces, again: _Pieces, wrong: np.ndarray) -> _Pieces:
    kept = np.flatnonzero(~np.isin(split.unit, wrong))
    return _Pieces(
        np.concatenate([split.unit[kept], wrong[again.unit]]),
        [split.keys[i] for i in kept] + again.keys,
        np.concatenate([split.geometry[kept], again.geometry]),
    )


def _as_parts(split: _Pieces) -> Parts:
    sorted_keys = [tuple(sorted(key)) for key in split.keys]
    groups = tuple(sorted({(), *sorted_keys}))
    place = {key: position for position, key in enumerate(groups)}
    group = np.array([place[key] for key in sorted_keys], dtype=np.int64)
    order = np.lexsort((group, split.unit))
    return Parts(split.unit[order], group[order], split.geometry[order], groups)
