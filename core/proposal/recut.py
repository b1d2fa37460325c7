"""The move: two neighborhoods that touch are cut anew, exactly.

All ways to cut the units of the pair in two are scored at once. Subsets of the units are split in
a low and a high half of their bits, so that sums over 8,192 subsets come from two tables of 128 and
64 rows and one small matrix product. The best cut whose two sides are connected is taken. Pairs of
more than :data:`MOST` units are first contracted at random to that many lumps of units.
"""

from __future__ import annotations

from enum import Enum
from functools import cache
from math import pi
from random import Random

import numpy as np

from .cost import AREA, CAPPED, COUNTED, HOUSEHOLDS, PERIMETER, WALKING, CostModel, scatter
from .lumps import make_lumps
from .regions import Regions

MOST = 13  # units or lumps of a pair whose cuts are all looked at: 2^12 of them
_TRIES = 400  # cuts tested for connectedness before giving up
_EPSILON = 1e-9
_FOUR_PI = 4.0 * pi


class Mode(Enum):
    """What the cut should be good for."""

    BEST = "best"  # lowest cost with no fault
    WALK = "walk"  # least fault, at random among equals: lets shortage travel
    NOISY = "noisy"  # low cost plus noise: a kick
    SWEEP = "sweep"  # the first of the pair keeps as little above the minimum as possible
    SPLIT = "split"  # the second is new and empty; any cut with no fault will do, the cheapest is taken


@cache
def _subsets(bits: int) -> np.ndarray:
    """Return (2^bits, bits) the members of each subset as 0 and 1."""
    return ((np.arange(1 << bits)[:, None] >> np.arange(bits)) & 1).astype(float)


def connected(mask: int, neighbors: list[int]) -> bool:
    """Tell whether the units of bit *mask* hang together; ``neighbors[i]`` is a bit mask."""
    seen = front = mask & -mask
    while front:
        grow = 0
        while front:
            bit = front & -front
            grow |= neighbors[bit.bit_length() - 1]
            front ^= bit
        front = grow & mask & ~seen
        seen |= front
    return seen == mask


class _Pair:
    """Pieces (units or lumps) of a pair, with sums over every subset that leaves out the last piece.

    The last piece always goes to the second neighborhood, so a mask is the side of the first.
    """

    def __init__(self, model: CostModel, units: list[int], lumps: list[list[int]] | None) -> None:
        lengths, bonds = model.block(units)
        columns = model.columns[units]
        self.inside = 0.0
        if lumps is not None:
            gather = np.zeros((len(lumps), len(units)))
            place = {unit: i for i, unit in enumerate(units)}
            for row, lump in enumerate(lumps):
                gather[row, [place[unit] for unit in lump]] = 1.0
            lengths, bonds = gather @ lengths @ gather.T, gather @ bonds @ gather.T
            columns = gather @ columns
            columns[:, PERIMETER] -= np.diagonal(lengths)
            self.inside = float(np.diagonal(bonds).sum()) / 2.0
            np.fill_diagonal(lengths, 0.0)
            np.fill_diagonal(bonds, 0.0)
        self.lengths, self.bonds, self.columns = lengths, bonds, columns
        self.pieces = [[unit] for unit in units] if lumps is None else lumps
        self.size = len(columns)
        self.low = (self.size - 1) // 2
        self.high = self.size - 1 - self.low

    def linear(self, values: np.ndarray) -> np.ndarray:
        """Return the sum of *values* over each subset of all pieces but the last."""
        low = _subsets(self.low) @ values[: self.low]
        high = _subsets(self.high) @ values[self.low : -1]
        return (high[:, None] + low).ravel()

    def quadratic(self, matrix: np.ndarray) -> np.ndarray:
        """Return the sum of the symmetric *matrix* over pairs inside each subset."""
        low, free = self.low, self.size - 1
        few, many = _subsets(low), _subsets(self.high)
        both = many @ (matrix[low:free, :low] @ few.T)
        both += ((many @ matrix[low:free, low:free]) * many).sum(1)[:, None] / 2.0
        both += ((few @ matrix[:low, :low]) * few).sum(1) / 2.0
        return both.ravel()

    def clashes(self, rivals: list[list[int]]) -> np.ndarray | float:
        """Return how many pairs of *rivals* are on one side, for each subset."""
        place = {unit: i for i, piece in enumerate(self.pieces) for unit in piece}
        met = np.zeros((self.size, self.size))
        for unit, i in place.items():
            for other in rivals[unit]:
                if other in place:
                    met[i, place[other]] += 1.0
        fixed = float(np.trace(met)) / 2.0
        np.fill_diagonal(met, 0.0)
        if not met.any():
            return fixed
        one = self.quadratic(met)
        return fixed + float(met.sum()) / 2.0 - self.linear(met.sum(1)) + 2.0 * one

    def neighbor_masks(self) -> list[int]:
        """Return the neighbors of each piece as bit masks."""
        return ((self.lengths > 0.0) @ (1 << np.arange(self.size))).tolist()

    def mask_of(self, labels: list[int], region: int) -> int | None:
        """Return the mask of the present side of *region*, or None where a lump spans both."""
        mask = 0
        for i, piece in enumerate(self.pieces):
            inside = sum([labels[unit] == region for unit in piece])
            if inside == len(piece):
                mask |= 1 << i
            elif inside:
                return None
        return mask

    def sides(self, mask: int) -> tuple[list[int], list[int]]:
        """Return the units of the first and of the second neighborhood."""
        first = [unit for i, piece in enumerate(self.pieces) if mask >> i & 1 for unit in piece]
        second = [unit for i, piece in enumerate(self.pieces) if not mask >> i & 1 for unit in piece]
        return first, second


class Recut:
    """Cuts pairs of neighborhoods of one part anew; ``kick`` is the size of the noise of a kick."""

    def __init__(self, model: CostModel, regions: Regions, dice: Random) -> None:
        self.model = model
        self.regions = regions
        self.dice = dice
        self.noise = np.random.Generator(np.random.PCG64(dice.getrandbits(64)))
        self.kick = 1.2
        self.settled: set[tuple[int, int]] = set()

    def known_best(self, first: int, second: int) -> bool:
        """Tell whether this very pair is known to be cut best."""
        return self._key(first, second) in self.settled

    def _key(self, first: int, second: int) -> tuple[int, int]:
        a, b = self.regions.mark[first], self.regions.mark[second]
        return (a, b) if a < b else (b, a)

    def cut(self, first: int, second: int, mode: Mode) -> float | None:
        """Cut the pair anew; return the change of the plan's cost, or None where nothing changed."""
        regions = self.regions
        units = regions.members[first] + regions.members[second]
        if len(units) < 2:
            return None
        whole = len(units) <= MOST
        lumps = None if whole else make_lumps(self.model, regions, units, self.dice, MOST)
        if lumps is not None:
            _put_last(lumps, regions.labels, second)
        pair = _Pair(self.model, units, lumps)
        found = self._search(pair, first, second, mode)
        if found is not None:
            side, rest = pair.sides(found[0])
            regions.put(first, side)
            regions.put(second, rest)
        if mode is Mode.BEST and whole:
            self.settled.add(self._key(first, second))
        return None if found is None else found[1]

    def _search(self, pair: _Pair, first: int, second: int, mode: Mode) -> tuple[int, float] | None:
        """Return (mask, change of cost) of the cut to take."""
        regions = self.regions
        strict = mode in (Mode.BEST, Mode.SPLIT)
        limit = 0 if strict else regions.fault(first) + regions.fault(second)
        load = pair.linear(pair.columns[:, HOUSEHOLDS])
        fault, at = self._allowed(pair, load, limit)
        if len(at) == 0:
            return None
        cost = self._cost(pair, at)
        present = None if mode is Mode.SPLIT else pair.mask_of(regions.labels, first)
        before = self._before(pair, first, second, mode, present, at, cost)
        key = cost
        if mode is Mode.BEST:
            better = np.flatnonzero(cost < before - _EPSILON)
            at, cost = at[better], cost[better]
            key = cost
        elif mode is Mode.NOISY:
            key = cost + self.noise.random(len(at)) * self.kick
        elif mode is Mode.WALK:
            key = fault + self.noise.random(len(at)) * (0.02 * regions.minimum) + 0.2 * (cost - cost.min())
        elif mode is Mode.SWEEP:
            key = load[at] * (20.0 / regions.minimum) + 0.05 * cost + self.noise.random(len(at)) * 0.2
        chosen = _first_connected(pair, at, key)
        if chosen is None or int(at[chosen]) == present:
            return None
        return int(at[chosen]), float(cost[chosen]) - before

    def _allowed(self, pair: _Pair, load: np.ndarray, limit: int) -> tuple[np.ndarray, np.ndarray]:
        """Return the faults of the allowed cuts and their masks (ascending)."""
        regions = self.regions
        low, total = float(regions.minimum), float(pair.columns[:, HOUSEHOLDS].sum())
        capped = float(pair.columns[:, CAPPED].sum()) > regions.maximum
        clash = 0.0 if regions.rivals is None else pair.clashes(regions.rivals)
        if limit == 0 and not capped and np.ndim(clash) == 0 and not clash:
            at = np.flatnonzero((load >= low) & (load <= total - low))
            return np.zeros(len(at)), at
        fault = np.maximum(low - load, 0.0) + np.maximum(low - total + load, 0.0) + low * clash
        if capped:
            full, high = pair.linear(pair.columns[:, CAPPED]), float(regions.maximum)
            rest = float(pair.columns[:, CAPPED].sum()) - full
            fault += np.maximum(full - high, 0.0) + np.maximum(rest - high, 0.0)
        fault[0] = np.inf  # nobody may be left with nothing
        at = np.flatnonzero(fault <= limit)
        return fault[at], at

    def _before(
        self, pair: _Pair, first: int, second: int, mode: Mode, present: int | None, at: np.ndarray, cost: np.ndarray
    ) -> float:
        """Return the present cost of the pair, to the last bit as the table has it where it can."""
        regions = self.regions
        if mode is Mode.SPLIT:
            return self.model.region_cost(regions.members[first])
        if present is not None:
            spot = int(np.searchsorted(at, present))
            if spot < len(at) and at[spot] == present:
                return float(cost[spot])
        return self.model.region_cost(regions.members[first]) + self.model.region_cost(regions.members[second])

    def _cost(self, pair: _Pair, at: np.ndarray) -> np.ndarray:
        """Return the cost of the two sides for each mask in *at*."""
        model, columns = self.model, pair.columns
        inner = pair.quadratic(pair.lengths)[at]
        degree = pair.lengths.sum(1)
        cut = pair.linear(degree)[at] - 2.0 * inner
        if model.plain:
            cost = model.boundary * cut
        else:
            cost = pair.linear(pair.bonds.sum(1))[at] - 2.0 * pair.quadratic(pair.bonds)[at]
        cost -= float(pair.bonds.sum()) / 2.0 + pair.inside
        if model.balance:
            cost += model.balance * self._imbalance(pair, at)
        if model.compactness:
            area = pair.linear(columns[:, AREA])[at]
            border = pair.linear(columns[:, PERIMETER])[at] - 2.0 * inner
            other = float(columns[:, PERIMETER].sum() - degree.sum()) - border + 2.0 * cut
            one = area * (_FOUR_PI / np.maximum(border, 1e-6) ** 2)
            two = (float(columns[:, AREA].sum()) - area) * (_FOUR_PI / np.maximum(other, 1e-6) ** 2)
            if model.has_tall:
                self._spare_tall(pair, at, one, two)
            cost += model.compactness * (2.0 - np.minimum(one, 1.0) - np.minimum(two, 1.0))
        if model.walks:
            cost += model.walking * self._scatter(pair, at)
        return cost

    def _scatter(self, pair: _Pair, at: np.ndarray) -> np.ndarray:
        sums = [(pair.linear(column)[at], float(column.sum())) for column in pair.columns[:, WALKING].T]
        return scatter(*(one for one, _ in sums)) + scatter(*(both - one for one, both in sums))

    def _imbalance(self, pair: _Pair, at: np.ndarray) -> np.ndarray:
        counted, target = pair.columns[:, COUNTED], self.model.target
        one = pair.linear(counted)[at] / target - 1.0
        two = (float(counted.sum()) / target - 2.0) - one
        return one * one + two * two

    def _spare_tall(self, pair: _Pair, at: np.ndarray, one: np.ndarray, two: np.ndarray) -> None:
        """A building above the target that stands alone is no fault in compactness."""
        everything = (1 << pair.size) - 1
        for i, piece in enumerate(pair.pieces):
            if len(piece) == 1 and self.model.tall[piece[0]]:
                one[at == (1 << i)] = 1.0
                two[at == everything ^ (1 << i)] = 1.0


def _put_last(lumps: list[list[int]], labels: list[int], second: int) -> None:
    """Order the lumps so that the last has a unit of *second*, where there is one."""
    for i in range(len(lumps) - 1, -1, -1):
        if any(labels[unit] == second for unit in lumps[i]):
            lumps[i], lumps[-1] = lumps[-1], lumps[i]
            return


def _first_connected(pair: _Pair, at: np.ndarray, key: np.ndarray) -> int | None:
    """Return the position of the lowest *key* whose two sides are connected."""
    if len(at) == 0:
        return None
    neighbors = pair.neighbor_masks()
    everything = (1 << pair.size) - 1
    few = min(len(key), 24)
    while True:
        order = np.argpartition(key, few - 1)[:few] if few < len(key) else np.arange(len(key))
        for position in order[np.lexsort((order, key[order]))].tolist():
            mask = int(at[position])
            if connected(mask, neighbors) and connected(everything ^ mask, neighbors):
                return position
        if few >= min(len(key), _TRIES):
            return None
        few = min(len(key), few * 5)
