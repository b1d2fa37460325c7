"""The linear program over given sets: k of them in all, and each unit in one."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

PIVOTS = 5000  # of one linear program, which can't be interrupted; counted: answers must not depend on the clock
SLICE = 0.8  # seconds of one call of the solver, which can't be interrupted; a cancel waits no longer


class Relaxed(NamedTuple):
    """Solution of the linear program: its value, a price per unit, one per neighborhood, the sets' shares.

    ``slack`` is what the box lowers the value by; 0 where no price is at the box's side; ``pivots``: work it took.
    """

    value: float
    prices: np.ndarray
    level: float
    slack: float
    shares: np.ndarray
    pivots: int


class Pool:
    """Sets without repetition, with their costs."""

    def __init__(self, size: int) -> None:
        self.members = np.zeros((0, size), bool)
        self.cost = np.zeros(0)
        self._keys: set[bytes] = set()

    def add(self, members: np.ndarray, cost: np.ndarray) -> int:
        """Add the sets that are new; return how many."""
        new = []
        for row, bits in enumerate(np.packbits(members, axis=1)):
            key = bits.tobytes()
            if key not in self._keys:
                self._keys.add(key)
                new.append(row)
        self.members = np.concatenate((self.members, members[new]))
        self.cost = np.concatenate((self.cost, cost[new]))
        return len(new)


def relax(
    members: np.ndarray, cost: np.ndarray, count: int, center: np.ndarray, width: np.ndarray, reach: float
) -> Relaxed | None:
    """Solve the linear program over ``members`` (s, n) with prices within ``center`` +- ``width``.

    The price of a neighborhood is bounded by ``reach``, so that there is always a solution. A box keeps
    prices from jumping about (du Merle and others, Stabilized column generation, 1999).
    None where it can't be solved.
    """
    from scipy.optimize import linprog
    from scipy.sparse import hstack, identity

    matrix, right = _equations(members, count)
    n = members.shape[1]
    middle, side = np.append(center, 0.0), np.append(width, reach)
    both = np.concatenate((cost, middle + side, side - middle))
    answer = linprog(
        both,
        A_eq=hstack([matrix, identity(n + 1), -identity(n + 1)]).tocsc(),
        b_eq=right,
        bounds=(0, None),
        method="highs-ds",
        options={"maxiter": PIVOTS},
    )
    if answer.status != 0:
        return None
    prices = answer.eqlin.marginals
    slack = float(answer.x[len(cost) :].sum())
    return Relaxed(float(answer.fun), prices[:-1], float(prices[-1]), slack, answer.x[: len(cost)], int(answer.nit))


def _equations(members: np.ndarray, count: int) -> tuple[object, np.ndarray]:
    from scipy.sparse import csc_matrix

    sizes = members.sum(axis=1)
    row = np.nonzero(members)[1]
    starts = np.concatenate(([0], np.cumsum(sizes + 1)))
    index = np.empty(starts[-1], np.int64)
    last = starts[1:] - 1
    inside = np.ones(len(index), bool)
    inside[last] = False
    index[inside] = row
    index[last] = members.shape[1]
    matrix = csc_matrix((np.ones(len(index)), index, starts), (members.shape[1] + 1, len(members)))
    return matrix, np.concatenate((np.ones(members.shape[1]), [count]))
