"""Chooses the cheapest plan made of given sets, by branch and bound with bounds that are counted again here.

The solver is only asked for prices. With a price per unit, a plan of k sets costs at least the sum of
the prices and the k smallest differences of cost and prices, whatever the prices are; so a wrong answer
of the solver makes a bound weak but never false. (Some versions of HiGHS that scipy comes with call plans
optimal that leave units out.) Branches say of two units that they are together or apart (Ryan and
Foster, 1981), so that the sets of a node are some of those of its parent.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ...model.run import RunControl
from .columns import PIVOTS, Relaxed, relax

_SURE = 1e-6  # what numbers that are meant to be whole may be off
_FIRST = 1200  # sets that the linear program gets first,
_MORE = 800  # and how many more in each round
_ROUNDS = 12
_SET_UP = 50  # pivots that setting up a linear program stands for


class Chosen(NamedTuple):
    """``rows``: a plan's sets, cheaper than the ceiling, or None; ``value``: what they cost, or the ceiling.

    ``bound``: no plan made of the sets costs less, where values above the ceiling are cut down to it;
    ``finished``: no plan is cheaper than ``value`` by the margin or more.
    """

    rows: np.ndarray | None
    value: float
    bound: float
    finished: bool


@dataclass
class _Node:
    """Plans made of ``rows`` cost at least ``bound``; ``prices`` to start from."""

    rows: np.ndarray
    bound: float
    prices: np.ndarray


def choose(
    members: np.ndarray,
    cost: np.ndarray,
    count: int,
    prices: np.ndarray,
    control: RunControl,
    *,
    ceiling: float,
    margin: float,
    pivots: int,
) -> Chosen:
    """Return the cheapest ``count`` disjoint sets of ``members`` (s, n) that cover all units, below *ceiling*.

    *prices*: (n,) to start from; plans that are cheaper by less than *margin* don't matter. Stops after
    about so many *pivots* of linear programs or at the control's deadline. Raises ``CanceledError``.
    """
    return _Tree(members, cost, count, ceiling, margin).search(prices, control, pivots)


class _Tree:
    def __init__(self, members: np.ndarray, cost: np.ndarray, count: int, ceiling: float, margin: float) -> None:
        self.members, self.cost, self.count, self.margin = members, cost, count, margin
        self.weight = members.astype(float)
        usual = count * float(np.abs(cost).sum()) / max(len(cost), 1)
        self.reach = 10.0 * (usual + abs(ceiling)) + 1.0  # of prices; enough to tell that there is no plan at all
        self.best: np.ndarray | None = None
        self.pivots = 0
        self.value = self.floor = float(ceiling)  # floor: of all nodes that are done with

    def search(self, prices: np.ndarray, control: RunControl, pivots: int) -> Chosen:
        """Look at nodes, deeper ones first, then those with the lowest bound."""
        waiting: list[tuple[float, int, _Node]] = []
        node: _Node | None = _Node(np.arange(len(self.cost)), -np.inf, np.asarray(prices, float))
        done = 0
        while node is not None:
            control.check()
            if self.pivots > pivots or control.out_of_time():
                self.floor = min([self.floor, node.bound, *(bound for bound, _, _ in waiting)])
                break
            done += 1
            children = self._branch(node)
            if len(children) == 2:
                heapq.heappush(waiting, (children[1].bound, done, children[1]))
            node = children[0] if children else self._next(waiting)
        return Chosen(self.best, self.value, min(self.floor, self.value), self.floor >= self.value - self.margin)

    def _next(self, waiting: list[tuple[float, int, _Node]]) -> _Node | None:
        while waiting:
            node = heapq.heappop(waiting)[2]
            if self._open(node.bound):
                return node
        return None

    def _open(self, bound: float) -> bool:
        """Tell whether plans of a node with this bound matter; if not, it is done with."""
        if bound < self.value - self.margin:
            return True
        self.floor = min(self.floor, bound)
        return False

    def _branch(self, node: _Node) -> list[_Node]:
        """Bound the node; return the two nodes that it falls into, the more promising first."""
        bound, rows = self._worth(node.rows, node.prices)
        bound = max(bound, node.bound)
        if not self._open(bound):
            return []
        answer, active = self._relax(rows, node.prices)
        if answer is not None:
            own, rows = self._worth(rows, answer.prices)
            bound = max(bound, own)
            if not self._open(bound):
                return []
            pair = self._torn(active, answer.shares)
            if pair is not None:
                return self._halves(rows, bound, answer.prices, *pair)
            self._meet(active[answer.shares > 0.5])
        self.floor = min(self.floor, bound)
        return []

    def _worth(self, rows: np.ndarray, prices: np.ndarray) -> tuple[float, np.ndarray]:
        """Return the bound that *prices* give, and the rows that may be in a plan cheap enough."""
        if len(rows) < self.count:
            return np.inf, rows
        values = self.cost[rows] - self.weight[rows] @ prices
        least = np.partition(values, self.count - 1)[: self.count]
        base = float(prices.sum())
        others = base + float(least.sum()) - float(least.max())
        return base + float(least.sum()), rows[others + values < self.value - self.margin]

    def _relax(self, rows: np.ndarray, prices: np.ndarray) -> tuple[Relaxed | None, np.ndarray]:
        """Solve the linear program over *rows*, starting with the most promising; return the rows it got."""
        wide = np.full(len(prices), self.reach)
        values = self.cost[rows] - self.weight[rows] @ prices
        inside = np.zeros(len(rows), bool)
        inside[np.argsort(values, kind="stable")[:_FIRST]] = True
        for _ in range(_ROUNDS):
            active = rows[inside]
            answer = relax(self.members[active], self.cost[active], self.count, prices, wide, self.reach)
            if answer is None:
                self.pivots += PIVOTS
                return None, active
            self.pivots += answer.pivots + _SET_UP
            values = self.cost[rows] - self.weight[rows] @ answer.prices - answer.level
            values[inside] = 0.0
            better = np.argsort(values, kind="stable")[:_MORE]
            better = better[values[better] < -self.margin / self.count]
            if not len(better):
                break
            inside[better] = True
        return answer, active

    def _torn(self, rows: np.ndarray, shares: np.ndarray) -> tuple[int, int, bool] | None:
        """Return two units that are about half together in the linear program's answer, and whether rather
        together; None where all shares are whole."""
        part = (shares > _SURE) & (shares < 1.0 - _SURE)
        if not part.any():
            return None
        own = self.weight[rows[part]]
        together = np.triu((own * shares[part][:, None]).T @ own, 1)
        torn = np.minimum(together, 1.0 - together)
        place = int(np.argmax(torn))
        if torn.flat[place] <= _SURE:
            return None
        u, v = divmod(place, together.shape[1])
        return u, v, bool(together[u, v] >= 0.5)

    def _halves(self, rows: np.ndarray, bound: float, prices: np.ndarray, u: int, v: int, rather: bool) -> list[_Node]:
        first, second = self.members[rows, u], self.members[rows, v]
        halves = [_Node(rows[first == second], bound, prices), _Node(rows[~(first & second)], bound, prices)]
        return halves if rather else halves[::-1]

    def _meet(self, rows: np.ndarray) -> None:
        """Keep the plan made of *rows* if it is one, and cheaper than the best."""
        if len(rows) == self.count and (self.weight[rows].sum(axis=0) == 1.0).all():
            value = float(self.cost[rows].sum())
            if value < self.value - self.margin:
                self.best, self.value = rows, value
