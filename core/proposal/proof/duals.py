"""Finds unit prices that give a high bound: column generation with prices kept in a box.

For any prices y, every plan of k neighborhoods costs at least the sum of y plus the k smallest
floors, where the floor of a unit bounds ``cost - prices`` of the sets that have it as first unit
(each neighborhood has another first unit). This is Lagrange's bound, a little sharpened; it holds
whatever the prices are, so the linear program only has to propose them.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from ...model.run import RunControl
from .columns import Pool, Relaxed, relax
from .pricing import Priced, cheapest_sets
from .set_costs import SetCosts

_NEW = 1500  # sets added per round at most
_KEPT = 6000  # sets in the linear program before dear ones are left out
_ROUNDS = 80
_BEAMS = (10, 40, 160)  # states followed per root and size by quick pricing, one after the other
_EXACT = 5e-4  # share of the cost by which the bound may stay below the linear program's value
_COARSE = {0: (0.0,), 45: (0.004, 0.0), 120: (0.25, 0.12, 0.05, 0.004, 0.0)}
"""Shares of a neighborhood's cost by which sets must be below what could help, one after the other, by units
of the part above which they hold: coarse and quick to begin with, so that large parts get a bound in any case."""
_ROUGH = 0.02  # share above which it doesn't matter that the box holds prices back
_LARGE = 45
_HOPE = 0.9  # of the time that a round takes must be left for one more
_MARGIN = 0.15  # sets are kept for later up to so much of a neighborhood's cost above the ceiling
_STEP = 0.6  # of the way to the corner that is the linear program's answer
_INSIDE = 1e-6  # slack of a box that holds no price back


@dataclass
class Bounding:
    """State of bounding one part: the best proven bound so far and the prices that gave it.

    Values are sums of :meth:`SetCosts.cost`, without ``surplus``. ``best``: value of the center,
    estimated or proven; ``width``: half the box of prices in ``usual`` prices.
    """

    costs: SetCosts
    pool: Pool
    center: np.ndarray
    usual: np.ndarray
    width: float = 0.5
    best: float = -np.inf
    bound: float = -np.inf
    floor: np.ndarray | None = None
    prices: np.ndarray | None = None
    relaxed: Relaxed | None = None
    states: int = 0

    @property
    def scale(self) -> float:
        """Return the sum of penalties that a relative gap refers to."""
        value = self.relaxed.value if self.relaxed else float(self.usual.sum()) - self.costs.surplus
        return max(value + self.costs.surplus, 1e-9)

    def lagrange(self, prices: np.ndarray, floor: np.ndarray) -> float:
        """Return the bound that prices and floors give."""
        count = self.costs.count
        return float(prices.sum() + np.partition(floor, count - 1)[:count].sum())

    def level(self, prices: np.ndarray) -> float:
        """Return the value that sets must go below to matter at ``prices``, cut down to what is sensible."""
        value = (self.relaxed.value - float(prices.sum())) / self.costs.count
        return min(value, 3.0 * float(self.usual.sum()) / self.costs.count)

    def between(self) -> np.ndarray:
        """Return prices between the center and the linear program's, which lie at a corner."""
        return self.center + _STEP * (self.relaxed.prices - self.center)

    def promising(self, most: int) -> np.ndarray:
        """Return at most about so many rows of the pool: the cheapest at the center's prices, and those of the plan."""
        rows = np.arange(len(self.pool.cost))
        if len(rows) <= most:
            return rows
        reduced = self.pool.cost - self.pool.members @ self.center
        first = np.argsort(reduced, kind="stable")[:most]
        return np.union1d(first, rows[: self.costs.count])

    def slack(self) -> float:
        """Return the value of one neighborhood that a relative difference of 1 stands for."""
        return self.scale / self.costs.count


def begin(costs: SetCosts, regions: np.ndarray | None, penalty: float) -> Bounding:
    """Return the state before any pricing; prices by households.

    ``regions`` (k, n): the plan's neighborhoods, if there is a plan with so many; ``penalty``: about
    what a plan costs.
    """
    pool = Pool(costs.size)
    if regions is not None:
        pool.add(regions, costs.cost(regions))
    half = np.maximum(costs.bond, 0.0).sum(axis=1) / 2.0
    weight = np.maximum(costs.counted, 1.0)
    usual = max(penalty, 1e-3) * weight / weight.sum()
    return Bounding(costs, pool, usual - half, usual)


def warm_up(state: Bounding, control: RunControl, until: float) -> None:
    """Bring prices near the best by quick, unproven pricing."""
    breadth = 0
    limited = RunControl(is_canceled=control.is_canceled, deadline=until)
    for turn in range(_ROUNDS):
        control.check()
        if time.monotonic() >= until or not _relax(state):
            return
        prices = state.center if turn == 0 else state.between()
        ceiling = state.level(prices) + _MARGIN * state.slack()
        priced = cheapest_sets(state.costs, prices, ceiling, limited, beam=_BEAMS[breadth])
        if limited.out_of_time():  # it looked at some of the units only
            _add(state, priced.members, priced.value)
            return
        if _step(state, prices, state.lagrange(prices, priced.floor), priced, 2e-3):
            breadth += 1
            if breadth == (len(_BEAMS) if state.costs.size < 2 * _LARGE else 2):
                return


def prove(state: Bounding, control: RunControl, until: float, target: float) -> None:
    """Raise the proven bound by complete pricing until it meets the linear program's value.

    ``target``: value of the best plan known; a bound that reaches it is good enough.
    """
    limited = RunControl(is_canceled=control.is_canceled, deadline=until)
    state.best = -np.inf
    shares = list(_COARSE[max(size for size in _COARSE if state.costs.size > size)])
    took = 0.0
    for turn in range(_ROUNDS):
        started = time.monotonic()
        if until - started <= _HOPE * took or not _relax(state):
            return
        prices = state.center if turn == 0 else state.between()
        ceiling = state.level(prices) - shares[0] * state.slack()
        priced = cheapest_sets(state.costs, prices, ceiling, limited, most=20_000)
        state.states += priced.states
        took = time.monotonic() - started if priced.complete else took
        bound = state.lagrange(prices, priced.floor)
        if bound > state.bound:
            state.bound, state.floor, state.prices = bound, priced.floor, prices
        if bound >= target - 1e-7 * state.scale:
            return
        if _step(state, prices, bound, priced, shares[0] + _EXACT):
            shares.pop(0)
            if not shares:
                return


def _step(state: Bounding, prices: np.ndarray, value: float, priced: Priced, near: float) -> bool:
    """Add sets, move and size the box; tell whether the linear program's value is met within *near*."""
    met = state.relaxed.value - max(value, state.best) < near * state.scale
    _add(state, priced.members, priced.value)
    if value > state.best:
        state.best, state.center = value, prices
        if state.relaxed.slack > _INSIDE:
            state.width = min(state.width * 1.5, 50.0)
    elif not met:
        state.width = max(state.width * 0.7, 0.02)
    return met and (state.relaxed.slack < _INSIDE or near > _ROUGH)


def _relax(state: Bounding) -> bool:
    """Solve the linear program over the pool, with fewer sets where that takes too long; tell whether it worked."""
    pool, usual = state.pool, state.usual
    for kept in (_KEPT, _KEPT // 3, _KEPT // 9):
        rows = state.promising(kept)
        answer = relax(
            pool.members[rows],
            pool.cost[rows],
            state.costs.count,
            state.center,
            state.width * usual,
            10.0 * usual.sum(),
        )
        if answer is not None:
            state.relaxed = answer
            return True
    return False


def _add(state: Bounding, members: np.ndarray, value: np.ndarray) -> None:
    first = np.argsort(value, kind="stable")[:_NEW]
    if len(first):
        state.pool.add(members[first], state.costs.cost(members[first]))
