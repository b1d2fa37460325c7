"""Grows connected sets unit by unit, many at once, and drops those that cannot become cheap enough.

A *state* is a connected set P with the units that may still join it. With a price for each unit
(from the linear program), a set S is worth looking at when ``cost(S) - prices(S)`` is at most a
ceiling. For further units Q the value of P + Q is at least

    value(P) + balance + sum over j in Q of (-bond(j, P) - price(j)) - bonds inside Q

Balance is convex in households, so its tangent at any size bounds it and goes to the units. A tangent
at a small size is near for small sets, but lets in a whole ward whose bonds outweigh its prices; so the
size is sought by halving: larger where the Q that attain the bound are larger, else smaller.

Each bond inside Q is shared out between its two units, first by halves; then units that bring no gain
anyway take over the shares of those that do, as far as they bring none still (one push of a maximum
flow, whose end would be the exact minimum). Walking is counted for P alone: P + Q never scatters less,
since the squared distances of P to any center sum up to at least those to its own. What is left below
0 sums up to a bound that holds for every Q, so what is dropped is proven to be too dear.
"""

from __future__ import annotations

from math import pi
from typing import NamedTuple

import numpy as np

from ..cost import WALKING
from .set_costs import SetCosts

_SIZES = (0.9, 2.0)  # in targets; between them the balance's tangent is taken
_LOOKS = ((2, 0.4), *6 * [(3, 0.5)])
"""Pushes of one look at a bound, and where between the sizes that are left to try the tangent is taken."""
_GLANCE = ((1, 0.5),)
"""The same where nothing is proven: which sets go on is then a guess anyway, and time is better spent on more."""
_SLACK = 1e-4  # for rounding in single precision, in sizes of the values summed
_FOUR_PI = 4.0 * pi
_TINY = 1e-6


class States(NamedTuple):
    """Sets being grown, one row each; columns are the units of the universe."""

    root: np.ndarray
    member: np.ndarray
    free: np.ndarray
    touch: np.ndarray  # border shared with the set
    pull: np.ndarray  # bonds with the set
    sums: np.ndarray  # (s, 6): value without balance, compactness, walking; counted, households, capped, area, border
    low: np.ndarray  # no larger set grown from here is cheaper

    def pick(self, rows: np.ndarray | slice) -> States:
        """Return the states *rows*."""
        return States(*(field[rows] for field in self))


class Grown(NamedTuple):
    """What expanding some states gave: sets met (as rows of members) with root and value, and larger states."""

    root: np.ndarray
    member: np.ndarray
    value: np.ndarray
    children: States


VALUE, COUNT, LOAD, CAPPED, AREA, BORDER, WALK = range(7)


class Growth:
    """Growing within the units *universe* (positions, in the order that decides roots) at given prices.

    *rough*: bounds are looked at once, which is fast and lets more sets go on.
    """

    def __init__(self, costs: SetCosts, universe: np.ndarray, prices: np.ndarray, rough: bool = False) -> None:
        self.looks = _GLANCE if rough else _LOOKS
        self.costs = costs
        self.universe = universe
        pick = np.ix_(universe, universe)
        self.shared = costs.shared[pick].astype(np.float32)
        self.bond = costs.bond[pick].astype(np.float32)
        self.half = np.maximum(self.bond, 0) / 2
        self.rivals = costs.rivals[pick] if costs.rivals.any() else None
        self.price = np.asarray(prices, float)[universe]
        columns = (-self.price, costs.counted, costs.households, costs.capped, costs.area, costs.perimeter)
        self.unit = np.column_stack([columns[0], *(column[universe] for column in columns[1:])])
        self.walks = costs.model.walks
        if self.walks:  # four more sums
            self.unit = np.column_stack([self.unit, costs.model.columns[universe][:, WALKING]])
        self.counted = self.unit[:, COUNT].astype(np.float32)
        self.scale = max(1.0, float(np.abs(costs.bond).sum(axis=1).max()), float(np.abs(prices).max()))
        self.slack = _SLACK * self.scale
        self.slope = 2.0 * costs.balance / costs.target**2

    def start(self, roots: np.ndarray) -> States:
        """Return the states of the single units *roots* (columns of the universe)."""
        n = len(self.universe)
        member = np.zeros((len(roots), n), bool)
        member[np.arange(len(roots)), roots] = True
        free = np.arange(n)[None, :] > roots[:, None]
        if self.rivals is not None:
            free &= ~self.rivals[roots]
        low = np.full(len(roots), -np.inf)
        return States(roots, member, free, self.shared[roots], self.bond[roots], self.unit[roots].copy(), low)

    def value(self, sums: np.ndarray) -> np.ndarray:
        """Return cost minus prices of sets of two units and more."""
        costs = self.costs
        off = sums[:, COUNT] / costs.target - 1.0
        share = np.minimum(_FOUR_PI * sums[:, AREA] / np.maximum(sums[:, BORDER], _TINY) ** 2, 1.0)
        value = sums[:, VALUE] + costs.balance * off * off + costs.compactness * (1.0 - share)
        return value + costs.walking_cost(sums[:, WALK:]) if self.walks else value

    def legal(self, sums: np.ndarray) -> np.ndarray:
        """Tell which sums belong to sets with the minimum and within the maximum."""
        return self.possible(sums) & (sums[:, LOAD] >= self.costs.minimum)

    def possible(self, sums: np.ndarray) -> np.ndarray:
        """Tell which sums are not above a maximum yet."""
        return (sums[:, CAPPED] <= self.costs.most_capped) & (sums[:, LOAD] <= self.costs.most)

    def root_values(self, states: States) -> np.ndarray:
        """Return cost minus prices of the single units; infinite where one unit is not legal alone."""
        members = np.zeros((len(states.root), self.costs.size), bool)
        members[np.arange(len(states.root)), self.universe[states.root]] = True
        value = self.costs.cost(members) - self.price[states.root]
        return np.where(self.legal(states.sums), value, np.inf)

    def lowest(self, states: States) -> np.ndarray:
        """Return (s,) a value that no larger set grown from each state goes below."""
        return np.where(states.free.any(axis=1), self._bounds(states).min(axis=1, initial=np.inf), np.inf) - self.slack

    def expand(self, states: States, ceiling: float) -> Grown:
        """Add one unit to each state in all ways; keep what may come to at most *ceiling*."""
        bound = self._bounds(states, ceiling) - self.slack
        states = states._replace(free=states.free & (bound <= ceiling))  # a unit too dear now is too dear later
        row, column = np.nonzero(states.free & (states.touch > 0))
        sums = states.sums[row] + self.unit[column]
        sums[:, BORDER] -= 2.0 * states.touch[row, column].astype(float)
        sums[:, VALUE] -= states.pull[row, column].astype(float)
        value = self.value(sums)
        hit = (value <= ceiling) & self.legal(sums)
        found = states.member[row[hit]]
        found[np.arange(len(found)), column[hit]] = True
        low = np.maximum(bound[row, column], states.low[row])
        grow = (low <= ceiling) & self.possible(sums)
        children = self._children(states, row[grow], column[grow], sums[grow], low[grow])
        return Grown(states.root[row[hit]], found, value[hit], children)

    def _children(
        self, states: States, row: np.ndarray, column: np.ndarray, sums: np.ndarray, low: np.ndarray
    ) -> States:
        """Return the states grown by ``column``; units joined before it from the same state are left out."""
        pull = states.pull[row]
        at = (np.arange(len(row)), column)
        own = pull[at][:, None]
        earlier = (pull > own) | ((pull == own) & (np.arange(pull.shape[1])[None, :] < column[:, None]))
        free = states.free[row] & ~(earlier & (states.touch[row] > 0))
        free[at] = False
        if self.rivals is not None:
            free &= ~self.rivals[column]
        member = states.member[row]
        member[at] = True
        touch = states.touch[row] + self.shared[column]
        return States(states.root[row], member, free, touch, pull + self.bond[column], sums, low)

    def _bounds(self, states: States, ceiling: float = np.inf) -> np.ndarray:
        """Return (s, n): no set that holds the state and the unit of the column is cheaper.

        Rows that may come to *ceiling* by what is known so far get another look at another size, without
        the units that are known to be too dear, which took shares of the bonds of others.
        """
        best = np.full(states.free.shape, -np.inf, np.float32)
        rows, free = np.arange(len(best)), states.free
        low, high = (np.full(len(rows), size) for size in _SIZES)
        for pushes, at in self.looks:
            aims = low + at * (high - low)
            bound, wished = self._bound(states, rows, free, aims * self.costs.target, pushes)
            bound = np.maximum(best[rows], bound)
            best[rows] = bound
            larger = wished > aims
            low, high = np.where(larger, aims, low), np.where(larger, high, aims)
            open_ = bound - self.slack <= ceiling
            unsure = np.flatnonzero(open_.any(axis=1))
            if not len(unsure):
                break
            free = (free & open_)[unsure]
            rows, low, high = rows[unsure], low[unsure], high[unsure]
        return best

    def _bound(
        self, states: States, rows: np.ndarray, free: np.ndarray, aims: np.ndarray, pushes: int
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return a bound as in :meth:`_bounds` for *rows* that only units of ``free`` may join, with tangents
        at *aims* households, and the sizes in targets of the sets that attain it."""
        sums = states.sums[rows]
        base, slope = self._tangent(sums, aims)
        own = slope[:, None] * self.counted - self.price.astype(np.float32)
        own -= free.astype(np.float32) @ self.half
        own -= states.pull[rows]
        own[~free] = 0.0
        self._push(own, free, pushes)
        least = np.minimum(own, 0.0).sum(axis=1)
        wished = (sums[:, COUNT] + (own < 0.0) @ self.counted) / self.costs.target
        return np.maximum(own, 0.0) + (base + least).astype(np.float32)[:, None], wished

    def _push(self, own: np.ndarray, free: np.ndarray, pushes: int) -> None:
        """Shift shares of bonds from units below 0 to units above, in place; none falls below 0 by it."""
        left = free.astype(np.float32)
        for _ in range(pushes):
            short = own < 0
            asked = short.astype(np.float32) @ self.half
            give = np.minimum(np.maximum(own, 0.0) / np.maximum(asked, np.float32(1e-9)), left)
            own -= give * asked
            own += short * (give @ self.half)
            left -= give

    def _tangent(self, sums: np.ndarray, aims: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the value with the balance's tangent at *aims* households (or the state's), and its slope."""
        counted = sums[:, COUNT]
        aims = np.maximum(counted, aims)
        off = aims / self.costs.target - 1.0
        slope = self.slope * (aims - self.costs.target)
        base = sums[:, VALUE] + self.costs.balance * off * off + slope * (counted - aims)
        if self.walks:
            base += self.costs.walking_cost(sums[:, WALK:])
        return base, slope.astype(np.float32)
