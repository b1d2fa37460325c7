"""The cost of a plan term by term, and what each term gains or loses when one unit moves.

Counted apart from the search: sums over units and groups that change with a move, where the search
scores whole neighborhoods. A test holds both against each other.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields, replace
from math import pi

import numpy as np

from ..cost import SCALE, WALKING, CostModel, scatter
from ..parts import Part, split_parts
from ..plan import Weights
from ..problem import Problem

GROUPINGS = ("stability", "beats", "militia")
_LEAST = 1e-6  # smallest border in the cost, in usual borders


@dataclass(frozen=True)
class Terms:
    """Parts of the cost, named as in :class:`..plan.Weights`; for a move, their changes."""

    balance: float = 0.0
    boundary: float = 0.0
    compactness: float = 0.0
    stability: float = 0.0
    beats: float = 0.0
    militia: float = 0.0
    barriers: float = 0.0
    walking: float = 0.0

    @property
    def total(self) -> float:
        """The sum of all terms."""
        return float(sum(astuple(self)))

    def as_dict(self) -> dict[str, float]:
        """Return the terms by name, those that are 0 left out."""
        return {field.name: value for field in fields(self) if abs(value := getattr(self, field.name)) > 1e-12}

    def __add__(self, other: Terms) -> Terms:
        """Return the sum, term by term."""
        return Terms(*(own + its for own, its in zip(astuple(self), astuple(other))))


class PlanTerms:
    """The terms of one plan (labels 0 to k-1) under *weights*; the same sum as :func:`..scores.plan_cost`."""

    def __init__(self, problem: Problem, labels: np.ndarray, weights: Weights) -> None:
        self.problem = problem
        self.parts = []
        self._place: dict[int, tuple[int, int]] = {}
        for part in split_parts(problem):
            for own, unit in enumerate(part.units.tolist()):
                self._place[unit] = (len(self.parts), own)
            self.parts.append(_PartTerms(part, labels[part.units], weights))

    def of_plan(self) -> Terms:
        """Return the terms summed over all neighborhoods."""
        return sum((part.of_plan() for part in self.parts), Terms())

    def of_move(self, unit: int, into: int) -> Terms:
        """Return how the terms change when *unit* goes from its neighborhood to *into*, one of the same part.

        The neighborhood must keep another unit; that it stays in one piece is the caller's matter.
        """
        part, own = self._place[unit]
        return self.parts[part].of_move(own, into)

    def target(self, unit: int) -> float:
        """Return the households that neighborhoods of the unit's part aim at."""
        return self.parts[self._place[unit][0]].target


@dataclass
class _Sums:
    """What is summed over the units of one neighborhood; lengths in usual borders."""

    counted: float
    area: float
    border: float
    units: int
    tall: int
    walking: np.ndarray | float = 0.0  # (4,) what the scatter is made of, where walking counts


class _PartTerms:
    """Terms of one connected part; units by their number in the part, neighborhoods by their label."""

    def __init__(self, part: Part, labels: np.ndarray, weights: Weights) -> None:
        self.part, self.labels = part, labels.tolist()
        names = sorted(set(self.labels))
        self.model = model = CostModel(part, weights, part.total / len(names))
        self.target = model.target
        self.balance = SCALE.balance * weights.balance
        self.boundary = SCALE.boundary * weights.boundary
        self.compactness = SCALE.compactness * weights.compactness
        self.barriers = SCALE.barriers * weights.barriers
        self.counted = np.minimum(part.households, self.target).tolist()
        self.tall = (part.households >= self.target).tolist()
        self.area, self.perimeter = model.area.tolist(), model.perimeter.tolist()
        self.around: list[list[tuple[int, float, float]]] = [[] for _ in range(part.size)]
        for (u, v), length, barrier in zip(part.edges.tolist(), model.shared.tolist(), part.barrier.tolist()):
            self.around[u].append((v, length, barrier))
            self.around[v].append((u, length, barrier))
        self.moments = model.columns[:, WALKING] if model.walks else None
        self.sums = {name: _Sums(0.0, 0.0, 0.0, 0, 0) for name in names}
        for unit, name in enumerate(self.labels):
            self._put(self.sums[name], unit, self._touch(unit, name) / 2.0, 1)
        self.groups = {
            GROUPINGS[place]: (found.tolist(), share.tolist(), _gathered(found, share, self.labels))
            for found, share in model.group_bonds
            for place, own in enumerate(part.groups)
            if own is found
        }

    def of_plan(self) -> Terms:
        cut = crossed = 0.0
        for unit, name in enumerate(self.labels):
            for other, length, barrier in self.around[unit]:
                if unit < other and self.labels[other] != name:
                    cut += length
                elif unit < other:
                    crossed += length * barrier
        apart = {}
        for grouping, (_, _, table) in self.groups.items():
            whole: dict[int, float] = {}
            for (group, _), share in table.items():
                whole[group] = whole.get(group, 0.0) + share
            # pairs of one group in different neighborhoods: (whole sum squared - sum of squares) / 2
            apart[grouping] = (sum(s * s for s in whole.values()) - sum(s * s for s in table.values())) / 2.0
        return Terms(
            balance=sum(self._off(own.counted) for own in self.sums.values()),
            boundary=self.boundary * cut,
            compactness=sum(self._shape(own) for own in self.sums.values()),
            barriers=self.barriers * crossed,
            walking=sum(self._scatter(own) for own in self.sums.values()),
            **apart,
        )

    def of_move(self, unit: int, into: int) -> Terms:
        home = self.labels[unit]
        before = [self.sums[home], self.sums[into]]
        left, taken = (replace(own) for own in before)
        at_home, there = self._touch(unit, home), self._touch(unit, into)
        self._put(left, unit, at_home, -1)
        self._put(taken, unit, there, 1)
        barred = self._touch(unit, home, barred=True) - self._touch(unit, into, barred=True)
        apart = {}
        for grouping, (groups, shares, table) in self.groups.items():
            group, share = groups[unit], shares[unit]
            if group >= 0:
                gone, found = table.get((group, home), 0.0) - share, table.get((group, into), 0.0)
                apart[grouping] = share * (gone - found)
        return Terms(
            balance=self._off(left.counted) + self._off(taken.counted) - sum(self._off(own.counted) for own in before),
            boundary=self.boundary * (at_home - there),
            compactness=self._shape(left) + self._shape(taken) - sum(self._shape(own) for own in before),
            barriers=-self.barriers * barred,
            walking=self._scatter(left) + self._scatter(taken) - sum(self._scatter(own) for own in before),
            **apart,
        )

    def _touch(self, unit: int, name: int, *, barred: bool = False) -> float:
        """Return the border of *unit* with the other units of *name*; *barred*: only along barriers."""
        return sum(
            length * (barrier if barred else 1.0)
            for other, length, barrier in self.around[unit]
            if self.labels[other] == name
        )

    def _put(self, sums: _Sums, unit: int, touching: float, sign: int) -> None:
        """Add *unit* (sign 1) or take it out (-1); *touching*: its border with the rest."""
        sums.counted += sign * self.counted[unit]
        sums.area += sign * self.area[unit]
        sums.border += sign * (self.perimeter[unit] - 2.0 * touching)
        sums.units += sign
        sums.tall += sign * self.tall[unit]
        if self.moments is not None:
            sums.walking = sums.walking + sign * self.moments[unit]  # a new array: copies share the old one

    def _off(self, counted: float) -> float:
        return self.balance * (counted / self.target - 1.0) ** 2

    def _scatter(self, sums: _Sums) -> float:
        return 0.0 if self.moments is None else self.model.walking * float(scatter(*sums.walking))

    def _shape(self, sums: _Sums) -> float:
        if sums.units == 1 and sums.tall == 1:
            return 0.0
        border = max(sums.border, _LEAST)
        return self.compactness * (1.0 - min(4.0 * pi * sums.area / border**2, 1.0))


def _gathered(groups: np.ndarray, shares: np.ndarray, labels: list[int]) -> dict[tuple[int, int], float]:
    """Return (group, neighborhood) → sum of the shares of its units."""
    table: dict[tuple[int, int], float] = {}
    for group, share, name in zip(groups.tolist(), shares.tolist(), labels):
        if group >= 0:
            table[group, name] = table.get((group, name), 0.0) + share
    return table
