"""Every unit that could go to a khu phố next to its own: whether it may, and what that would change."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import Enum
from functools import cached_property
from math import pi

import numpy as np

from ..parts import connected_parts
from ..plan import Weights
from ..problem import NONE, Problem
from ..rules import Rules, apply_rules
from .terms import PlanTerms, Terms


class Blocked(str, Enum):
    """Why a unit can't go to a neighboring khu phố."""

    ONLY_UNIT = "only_unit"
    RULE = "rule"
    MINIMUM = "minimum"
    PIECES = "pieces"
    MAXIMUM = "maximum"
    APART = "apart"


@dataclass(frozen=True)
class Effects:
    """What a move changes, in a planner's units; positive is worse, but for ``compactness``.

    ``households_off``: sum over both khu phố of the distance to the target; ``boundary_m``: inner boundary;
    ``households_moved``, ``beats_cut``, ``militia_cut``: as in :class:`..plan.Scores`; ``compactness``: mean
    Polsby-Popper of both; ``barrier_m``: metres along barriers inside a khu phố.
    """

    households_off: float = 0.0
    boundary_m: float = 0.0
    compactness: float = 0.0
    households_moved: int = 0
    beats_cut: int = 0
    militia_cut: int = 0
    barrier_m: float = 0.0

    def as_dict(self) -> dict[str, float]:
        """Return the effects by name, those that are 0 left out."""
        return {name: value for name, value in asdict(self).items() if abs(value) > 1e-9}


@dataclass(frozen=True)
class Move:
    """*unit* goes from khu phố *home* to *into*; ``terms`` and ``effects`` only where it is not ``blocked``.

    ``terms.total`` is the change of the cost of the whole plan (that of ``Scores.cost`` times the number of
    neighborhoods).
    """

    unit: int
    home: int
    into: int
    blocked: Blocked | None = None
    terms: Terms = field(default_factory=Terms)
    effects: Effects = field(default_factory=Effects)


class Situation:
    """A plan with all that its explanation needs; *labels* 0 to k-1, ``rules`` those that the plan keeps."""

    def __init__(self, problem: Problem, labels: np.ndarray, weights: Weights, rules: Rules | None = None) -> None:
        self.problem, self.labels = problem, np.asarray(labels, dtype=np.int64)
        self.weights = weights
        self.count = int(self.labels.max()) + 1 if len(self.labels) else 0
        self.load = np.bincount(self.labels, problem.households, self.count).astype(int).tolist()
        capped = problem.households if problem.maximum is None else problem.households.clip(max=problem.maximum)
        self.full = np.bincount(self.labels, capped, self.count).astype(int).tolist()
        self.members = [np.flatnonzero(self.labels == own).tolist() for own in range(self.count)]
        self.held, self.closed, open_edges = _held(problem, self.labels, rules)
        self.around: list[list[tuple[int, float, float]]] = [[] for _ in range(problem.size)]
        edges = zip(problem.edges.tolist(), problem.shared_m.tolist(), problem.barrier.tolist(), open_edges.tolist())
        for (u, v), length, barrier, passable in edges:
            if passable:
                self.around[u].append((v, length, barrier))
                self.around[v].append((u, length, barrier))
        self.part = connected_parts(problem.size, problem.edges[open_edges])
        self.terms = PlanTerms(problem, self.labels, weights)

    @cached_property
    def rivals(self) -> dict[int, set[int]]:
        """Units that each unit must be kept apart from."""
        found: dict[int, set[int]] = {}
        for u, v in self.problem.apart.tolist():
            found.setdefault(u, set()).add(v)
            found.setdefault(v, set()).add(u)
        return found

    @cached_property
    def moves(self) -> list[list[Move]]:
        """For each khu phố the moves of its units to neighbors, the cheapest first, then those that are blocked."""
        found: list[list[Move]] = []
        for home in range(self.count):
            own = [
                self._move(unit, home, into)
                for unit in self.members[home]
                for into in sorted({int(self.labels[v]) for v, _, _ in self.around[unit]} - {home})
            ]
            own.sort(key=lambda move: (move.blocked is not None, move.terms.total, move.unit, move.into))
            found.append(own)
        return found

    def pieces_without(self, unit: int) -> int:
        """Return in how many pieces the rest of the unit's khu phố would lie."""
        rest = set(self.members[self.labels[unit]]) - {unit}
        pieces = 0
        while rest:
            front = [rest.pop()]
            pieces += 1
            while front:
                near = [v for v, _, _ in self.around[front.pop()] if v in rest]
                rest.difference_update(near)
                front += near
        return pieces

    def _move(self, unit: int, home: int, into: int) -> Move:
        blocked = self._blocked(unit, home, into)
        if blocked is not None:
            return Move(unit, home, into, blocked)
        return Move(unit, home, into, None, self.terms.of_move(unit, into), self._effects(unit, home, into))

    def _blocked(self, unit: int, home: int, into: int) -> Blocked | None:
        problem = self.problem
        households = int(problem.households[unit])
        if len(self.members[home]) == 1:
            return Blocked.ONLY_UNIT
        if unit in self.held or into in self.closed:
            return Blocked.RULE
        if self.load[home] - households < problem.minimum <= self.load[home]:
            return Blocked.MINIMUM
        if self.pieces_without(unit) > 1:
            return Blocked.PIECES
        if any(self.labels[other] == into for other in self.rivals.get(unit, ())):
            return Blocked.APART
        if problem.maximum is not None and self.full[into] + min(households, problem.maximum) > problem.maximum:
            return Blocked.MAXIMUM
        return None

    def _effects(self, unit: int, home: int, into: int) -> Effects:
        households, target = int(self.problem.households[unit]), self.terms.target(unit)
        loads = (self.load[home], self.load[into])
        after = (loads[0] - households, loads[1] + households)
        touch, barred = {home: 0.0, into: 0.0}, {home: 0.0, into: 0.0}
        for other, length, barrier in self.around[unit]:
            label = int(self.labels[other])
            if label in touch:
                touch[label] += length
                barred[label] += length * barrier
        shapes = self._shape(home, unit, -1, touch[home]) + self._shape(into, unit, 1, touch[into])
        return Effects(
            households_off=sum(abs(load - target) for load in after) - sum(abs(load - target) for load in loads),
            boundary_m=touch[home] - touch[into],
            compactness=(shapes - self.compactness[home] - self.compactness[into]) / 2.0,
            households_moved=self._separated("old", unit, into),
            beats_cut=self._separated("beat", unit, into),
            militia_cut=self._separated("militia", unit, into),
            barrier_m=barred[into] - barred[home],
        )

    @cached_property
    def shares(self) -> dict[str, dict[int, dict[int, int]]]:
        """Households by grouping (``old``, ``beat``, ``militia``), group and khu phố; without ungrouped units."""
        found: dict[str, dict[int, dict[int, int]]] = {}
        households = self.problem.households.tolist()
        for name in ("old", "beat", "militia"):
            table = found.setdefault(name, {})
            for group, label, number in zip(getattr(self.problem, name).tolist(), self.labels.tolist(), households):
                if group != NONE:
                    own = table.setdefault(group, {})
                    own[label] = own.get(label, 0) + number
        return found

    def _separated(self, grouping: str, unit: int, into: int) -> int:
        """Return how many households more leave the main khu phố of their group when *unit* goes *into* another."""
        group = int(getattr(self.problem, grouping)[unit])
        if group == NONE:
            return 0
        households = int(self.problem.households[unit])
        own = dict(self.shares[grouping][group])
        before = max(own.values())
        own[int(self.labels[unit])] -= households
        own[into] = own.get(into, 0) + households
        return before - max(own.values())

    @cached_property
    def _sums(self) -> list[list[float]]:
        """Area and outline of each khu phố, in square metres and metres."""
        problem = self.problem
        area = np.bincount(self.labels, problem.area_m2, self.count)
        outline = np.bincount(self.labels, problem.perimeter_m, self.count)
        if len(problem.edges):
            ends = self.labels[problem.edges]
            same = ends[:, 0] == ends[:, 1]
            outline -= 2.0 * np.bincount(ends[same, 0], problem.shared_m[same], self.count)
        return np.column_stack((area, outline)).tolist()

    @cached_property
    def compactness(self) -> list[float]:
        """Polsby-Popper measure of each khu phố."""
        return [_polsby_popper(area, outline) for area, outline in self._sums]

    def _shape(self, label: int, unit: int, sign: int, touching: float) -> float:
        area, outline = self._sums[label]
        area += sign * float(self.problem.area_m2[unit])
        outline += sign * (float(self.problem.perimeter_m[unit]) - 2.0 * touching)
        return _polsby_popper(area, outline)


def _polsby_popper(area: float, outline: float) -> float:
    return min(4.0 * pi * area / outline**2, 1.0) if outline > 1e-9 else 0.0


def _held(problem: Problem, labels: np.ndarray, rules: Rules | None) -> tuple[set[int], set[int], np.ndarray]:
    """Return units that rules hold where they are, khu phố that rules close, and (m,) pairs that may be joined."""
    passable = np.ones(len(problem.edges), dtype=bool)
    if rules is None:
        return set(), set(), passable
    reduced = apply_rules(problem, rules)
    group = reduced.group
    frozen = np.flatnonzero(group < 0)
    sizes = np.bincount(group[group >= 0]) if (group >= 0).any() else np.zeros(0, np.int64)
    tied = {unit for unit in np.flatnonzero(group >= 0).tolist() if sizes[group[unit]] > 1}
    anchors = set(reduced.anchors.values())
    anchored = {unit for unit, own in enumerate(group.tolist()) if own in anchors}
    joined = {tuple(pair) for pair in reduced.problem.edges.tolist()}
    for place, (u, v) in enumerate(group[problem.edges].reshape(-1, 2).tolist()):
        passable[place] = u == v or (min(u, v), max(u, v)) in joined
    return tied | anchored | set(frozen.tolist()), set(labels[frozen].tolist()), passable
