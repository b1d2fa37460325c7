"""Lists connected sets of units that just have the minimum: what as many neighborhoods as possible are made of.

Sets grow unit by unit, all of one size side by side, and stop where they have the minimum. Of each
size only the roundest go on, an equal share for every unit, so that the work goes with the units.
"""

from __future__ import annotations

from math import pi
from typing import NamedTuple

import numpy as np

from .clock import Clock
from .parts import Part

_LARGEST = 24  # units of a set at most,
_LARGER = 1.7  # and this times what a usual set has
_TYPICAL = 0.05  # waste in minimums by which sets are picked as they are found
_LUCK = 0.3  # of roundness, added at random where only some can go on
_ROUNDNESS = 5.0  # weight of roundness against waste in shares of what there is per neighborhood
_FOUR_PI = 4.0 * pi


class LeanSets(NamedTuple):
    """``members``: (s, m) units of each set, filled up with -1; ``waste``: (s,) households above the minimum.

    ``border``: (s,) metres; ``flat``: (s,) 1 - Polsby-Popper. A unit with the minimum is a set of its
    own, without waste, border and flatness.
    """

    members: np.ndarray
    waste: np.ndarray
    border: np.ndarray
    flat: np.ndarray

    def pick(self, rows: np.ndarray) -> LeanSets:
        """Return the sets *rows*."""
        return LeanSets(*(column[rows] for column in self))


class _Grown(NamedTuple):
    """Sets of one size with sums over their units; ``inner``: metres of border between them, twice."""

    members: np.ndarray
    key: np.ndarray
    load: np.ndarray
    area: np.ndarray
    border: np.ndarray

    def pick(self, rows: np.ndarray) -> _Grown:
        return _Grown(*(column[rows] for column in self))

    def roundness(self) -> np.ndarray:
        return np.minimum(_FOUR_PI * self.area / np.maximum(self.border, 1e-9) ** 2, 1.0)


def lean_sets(
    part: Part, most_waste: float, growing: int, kept: int, noise: np.random.Generator, clock: Clock
) -> LeanSets | None:
    """Return sets with at most *most_waste* households above the minimum, or None when the time is over.

    Per unit *growing* sets go on at each size, and *kept* of each size are returned. A unit with the
    minimum is in no set but its own.
    """
    most = part.minimum + most_waste if part.maximum is None else min(part.minimum + most_waste, part.maximum)
    small = np.flatnonzero(part.households < part.minimum)
    tall = np.flatnonzero(part.households >= part.minimum)
    grown = _singles(part, small, noise)
    owner = noise.permutation(part.size)
    near, lengths = _neighbor_table(part)
    keys = np.full(part.size, -1)
    keys[small] = grown.key
    alone = np.zeros(len(tall))
    found = [LeanSets(tall[:, None], alone, alone, alone)]
    for _ in range(_largest(part) - 1):
        if not clock.look():
            return None
        if not len(grown.key):
            break
        grown = _grow(part, grown, near, lengths, keys)
        whole = grown.load >= part.minimum
        found.append(_best_of(part, grown.pick(np.flatnonzero(whole & (grown.load <= most))), kept))
        grown = grown.pick(_some(grown, np.flatnonzero(~whole), growing, owner, noise))
    widest = max(sets.members.shape[1] for sets in found)
    found = [sets._replace(members=_filled(sets.members, widest)) for sets in found]
    both = LeanSets(*(np.concatenate(columns) for columns in zip(*found)))
    return both if part.rivals is None else _parted(part, both)


def best_sets(part: Part, sets: LeanSets, count: int, kept: int) -> LeanSets:
    """Return the *kept* sets per unit that are best for *count* neighborhoods: little waste, and round."""
    slack = float(np.minimum(part.households, part.minimum).sum()) - count * part.minimum
    rank = sets.waste / max(slack / count, 1.0) + _ROUNDNESS * sets.flat
    rank[sets.border == 0.0] = -1.0
    rows = np.flatnonzero(sets.waste <= slack)
    return sets.pick(rows[np.argsort(rank[rows], kind="stable")[: kept * part.size]])


def _largest(part: Part) -> int:
    small = part.households[(part.households > 0) & (part.households < part.minimum)]
    usual = part.minimum / float(small.mean()) if len(small) else 1.0
    return min(_LARGEST, 3 + int(_LARGER * usual))


def _singles(part: Part, units: np.ndarray, noise: np.random.Generator) -> _Grown:
    return _Grown(
        units[:, None],
        noise.integers(1, 1 << 62, len(units)),
        part.households[units].astype(float),
        part.area_m2[units],
        part.perimeter_m[units],
    )


def _neighbor_table(part: Part) -> tuple[np.ndarray, np.ndarray]:
    """Return (n, widest) neighbors of each unit, filled up with -1, and the metres of common border."""
    both = np.concatenate((part.edges, part.edges[:, ::-1])).reshape(-1, 2)
    order = np.argsort(both[:, 0], kind="stable")
    first, second = both[order].T
    degree = np.bincount(first, minlength=part.size)
    slot = np.arange(len(first)) - np.repeat(np.cumsum(degree) - degree, degree)
    near = np.full((part.size, max(int(degree.max(initial=0)), 1)), -1)
    lengths = np.zeros(near.shape)
    near[first, slot] = second
    lengths[first, slot] = np.concatenate((part.shared_m, part.shared_m))[order]
    return near, lengths


def _grow(part: Part, grown: _Grown, near: np.ndarray, lengths: np.ndarray, keys: np.ndarray) -> _Grown:
    """Return all sets with one unit more, each once."""
    sets, size = grown.members.shape
    around = near[grown.members].reshape(sets, -1)
    fresh = (around >= 0) & (keys[around] > 0)
    for column in range(size):
        fresh &= around != grown.members[:, column, None]
    row, slot = np.nonzero(fresh)
    unit, length = around[row, slot], lengths[grown.members].reshape(sets, -1)[row, slot]
    pair, first, index = np.unique(row * part.size + unit, return_index=True, return_inverse=True)
    shared = np.bincount(index.reshape(-1), length, len(pair))
    row, unit = row[first], unit[first]
    key, once = np.unique(grown.key[row] + keys[unit], return_index=True)
    row, unit, shared = row[once], unit[once], shared[once]
    return _Grown(
        np.column_stack((grown.members[row], unit)),
        key,
        grown.load[row] + part.households[unit],
        grown.area[row] + part.area_m2[unit],
        grown.border[row] + part.perimeter_m[unit] - 2.0 * shared,
    )


def _some(grown: _Grown, rows: np.ndarray, growing: int, owner: np.ndarray, noise: np.random.Generator) -> np.ndarray:
    """Return the roundest of *rows*, at most *growing* for each unit; a set counts for one of its units."""
    if len(rows) <= growing:
        return rows
    rank = grown.pick(rows).roundness() + _LUCK * noise.random(len(rows))
    own = owner[grown.members[rows]].min(axis=1)
    order = np.lexsort((-rank, own))
    own = own[order]
    return np.sort(rows[order[np.arange(len(own)) - np.searchsorted(own, own) < growing]])


def _best_of(part: Part, grown: _Grown, kept: int) -> LeanSets:
    """Return the *kept* best sets per unit of one size."""
    sets = LeanSets(grown.members, grown.load - part.minimum, grown.border, 1.0 - grown.roundness())
    most = kept * part.size
    if len(sets.waste) <= most:
        return sets
    rank = sets.waste / (_TYPICAL * part.minimum) + _ROUNDNESS * sets.flat
    return sets.pick(np.sort(np.argpartition(rank, most)[:most]))


def _filled(members: np.ndarray, widest: int) -> np.ndarray:
    return np.pad(members, ((0, 0), (0, widest - members.shape[1])), constant_values=-1)


def _parted(part: Part, sets: LeanSets) -> LeanSets:
    """Leave out sets with units that must be kept apart."""
    inside = np.zeros((len(sets.waste), part.size + 1), bool)
    inside[np.arange(len(sets.waste))[:, None], sets.members] = True
    one, two = part.apart.T
    legal = ~(inside[:, one] & inside[:, two]).any(axis=1)
    return sets.pick(legal)
