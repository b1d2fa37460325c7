"""The costs of many sets of units at once, equal to :class:`..cost.CostModel` one by one."""

from __future__ import annotations

from math import pi

import numpy as np

from ..cost import COUNTED, WALKING, CostModel, scatter
from ..parts import Part
from ..plan import Weights

_FOUR_PI = 4.0 * pi
_CHUNK = 20_000
_SAMPLES = 40  # sets on which the two ways to count are compared
_AGREE = 1e-6


class SetCosts:
    """Arrays of one part for ``count`` neighborhoods, and the sets that may be one of them.

    A set is legal when it is connected, has the minimum (or is the whole part), stays within the
    maximum, and leaves enough households for the other ``count - 1``.

    ``shared`` and ``bond``: (n, n) symmetric, zero diagonal; ``surplus``: added to the sum over
    neighborhoods it gives the plan's cost, a sum of penalties that is never negative.
    """

    def __init__(self, part: Part, weights: Weights, count: int) -> None:
        self.part = part
        self.count = count
        self.size = part.size
        self.model = CostModel(part, weights, part.total / count)
        self.target = self.model.target
        self.balance = self.model.balance
        self.compactness = self.model.compactness
        self.shared, self.bond = (np.asarray(block, float) for block in self.model.block(list(range(part.size))))
        self.households = part.households.astype(float)
        self.counted = np.asarray(self.model.columns[:, COUNTED], float)
        self.area = self.model.area
        self.perimeter = self.model.perimeter
        self.tall = self.model.tall
        self.adjacent = np.zeros((part.size, part.size), bool)
        if len(part.edges):
            self.adjacent[part.edges[:, 0], part.edges[:, 1]] = True
            self.adjacent |= self.adjacent.T
        self.rivals = np.zeros((part.size, part.size), bool)
        for u, v in part.apart if part.apart is not None else ():
            self.rivals[u, v] = self.rivals[v, u] = True
        self.surplus = self.model.constant()
        self.minimum = float(part.minimum) if part.total >= part.minimum else 0.0
        self.capped = part.households.clip(max=part.maximum) if part.maximum is not None else part.households
        self.capped = self.capped.astype(float)
        self.most_capped = np.inf if part.maximum is None else float(part.maximum)
        self.most = float(part.total) - (count - 1) * self.minimum

    def cost(self, members: np.ndarray) -> np.ndarray:
        """Return (s,) the cost of each set of ``members`` (s, n); bonds inside count as gain."""
        parts = [self._cost(members[i : i + _CHUNK].astype(float)) for i in range(0, len(members), _CHUNK)]
        return np.concatenate(parts) if parts else np.zeros(0)

    def _cost(self, rows: np.ndarray) -> np.ndarray:
        inner = np.einsum("ij,ij->i", rows @ self.shared, rows)
        gain = (
            inner * (self.model.boundary / 2.0)
            if self.model.plain
            else np.einsum("ij,ij->i", rows @ self.bond, rows) / 2.0
        )
        border = np.maximum(rows @ self.perimeter - inner, 1e-6)
        round_share = np.minimum(_FOUR_PI * (rows @ self.area) / border**2, 1.0)
        alone = (rows.sum(axis=1) == 1) & (rows @ self.tall > 0)
        round_share[alone] = 1.0
        off = rows @ self.counted / self.target - 1.0
        cost = self.balance * off**2 + self.compactness * (1.0 - round_share) - gain
        return cost + self.walking_cost(rows @ self.model.columns[:, WALKING]) if self.model.walks else cost

    def walking_cost(self, sums: np.ndarray) -> np.ndarray:
        """Return (s,) the term of walking from (s, 4) sums of the model's columns for it."""
        return self.model.walking * scatter(*sums.T)

    def legal(self, members: np.ndarray) -> np.ndarray:
        """Tell which sets of ``members`` (s, n) keep the minimum and the maximum; connection is not asked."""
        rows = members.astype(float)
        load = rows @ self.households
        parted = np.einsum("ij,ij->i", rows @ self.rivals.astype(float), rows) == 0
        return parted & (load >= self.minimum) & (load <= self.most) & (rows @ self.capped <= self.most_capped)

    def agrees(self, regions: np.ndarray) -> bool:
        """Tell whether ``regions`` (k, n) and random sets cost the same here and in the cost model.

        No bound is given where they don't, as after a change of the model that is not followed here.
        """
        noise = np.random.Generator(np.random.PCG64(7))
        some = noise.random((_SAMPLES, self.size)) < noise.random((_SAMPLES, 1))
        sets = np.concatenate((regions.astype(bool), some[some.any(axis=1)]))
        expected = np.array([self.model.region_cost(np.flatnonzero(row).tolist()) for row in sets])
        return bool(np.allclose(self.cost(sets), expected, rtol=_AGREE, atol=_AGREE))
