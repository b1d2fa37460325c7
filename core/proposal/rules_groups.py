"""Gathers units that must stay in one neighborhood, and tells which wishes can't be true together."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence

import numpy as np

from ..model.errors import KhuPhoError
from ..model.messages import CONTEXT, QT_TRANSLATE_NOOP, Message
from .problem import Problem

_TOGETHER_AND_APART = QT_TRANSLATE_NOOP(
    CONTEXT,
    "Units {first} and {second} must be kept apart, but other rules hold them together: {units}. Take one of these "
    "rules back.",
)
_TWO_LOCKS = QT_TRANSLATE_NOOP(
    CONTEXT,
    "Units {first} and {second} must stay together, but {first} is locked to khu phố {one} and {second} to khu phố "
    "{other}. Unlock one of them, or take back the rule that holds them together.",
)
_NO_WAY = QT_TRANSLATE_NOOP(
    CONTEXT,
    "Units {first} and {second} must stay together, but no chain of neighboring units joins them that keeps the other "
    "rules. Take one of the rules back, or add neighbors by hand.",
)
_JOINED = QT_TRANSLATE_NOOP(
    CONTEXT,
    "Units {first} and {second}, which must stay together, have no common border; so the units between them stay with "
    "them: {units}.",
)
_LISTED = 12  # units that a sentence lists


class Groups:
    """Units of one problem that are gathered step by step; ``free``: (n,) False for units that are settled.

    ``edges``: (m,) True for the pairs of neighbors that may be in one neighborhood.
    """

    def __init__(self, problem: Problem, free: np.ndarray, edges: np.ndarray) -> None:
        self.problem = problem
        self.free = free
        self.parent = list(range(problem.size))
        self.lock: dict[int, tuple[int, int]] = {}
        self.apart: list[tuple[int, int]] = []
        self.notes: list[Message] = []
        self.neighbors: list[list[int]] = [[] for _ in range(problem.size)]
        for u, v in problem.edges[edges].tolist():
            self.neighbors[u].append(v)
            self.neighbors[v].append(u)

    def root(self, unit: int) -> int:
        """Return the first unit of the group of *unit*."""
        while self.parent[unit] != unit:
            self.parent[unit] = self.parent[self.parent[unit]]
            unit = self.parent[unit]
        return unit

    def keep_apart(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Note pairs of units that may never be in one group."""
        self.apart += list(pairs)

    def merge(self, first: int, second: int) -> None:
        """Put two units into one group.

        :raises KhuPhoError: they are locked to two neighborhoods.
        """
        a, b = sorted((self.root(first), self.root(second)))
        if a == b:
            return
        locks = [self.lock[root] for root in (a, b) if root in self.lock]
        if len(locks) == 2 and locks[0][0] != locks[1][0]:
            raise KhuPhoError(self._two_locks(*locks))
        self.parent[b] = a
        if locks:
            self.lock[a] = locks[0]

    def merge_same(self, labels: np.ndarray, in_pieces: str) -> None:
        """Put neighbors of the same label (0 or above) into one group: whole beats.

        *in_pieces*: the sentence to note about labels whose units don't all hang together.
        """
        first: dict[int, int] = {}
        for u in range(self.problem.size):
            for v in self.neighbors[u]:
                if labels[u] >= 0 and labels[u] == labels[v]:
                    self.merge(u, v)
        for u in np.flatnonzero(self.free & (labels >= 0)).tolist():
            home = first.setdefault(int(labels[u]), u)
            if self.root(u) == u and self.root(home) != u:
                self.notes.append(Message(in_pieces, self._named(home, u)))

    def lock_to(self, unit: int, label: int) -> None:
        """Lock a unit, and with it its group, to the present neighborhood *label*.

        :raises KhuPhoError: the group is locked to another one.
        """
        root = self.root(unit)
        before = self.lock.setdefault(root, (label, unit))
        if before[0] != label:
            raise KhuPhoError(self._two_locks(before, (label, unit)))

    def join(self, units: Sequence[int]) -> None:
        """Put *units* into one connected group, with the units between them where they don't touch.

        :raises KhuPhoError: no chain of neighbors leads from one to the other.
        """
        start = units[0]
        for other in units[1:]:
            if self.root(start) == self.root(other):
                continue
            way = self._way(start, other)
            if way is None:
                self._check(start, other)
                raise KhuPhoError(Message(_NO_WAY, self._named(start, other)))
            between = [unit for unit in way if self.root(unit) not in (self.root(start), self.root(other))]
            for unit in way:
                self.merge(start, unit)
            if between:
                listed = {"units": self.listed(between)}
                self.notes.append(Message(_JOINED, {**self._named(start, other), **listed}))

    def check_apart(self) -> None:
        """Raise :class:`KhuPhoError` where a group holds units that must be kept apart."""
        for first, second in self.apart:
            if self.root(first) == self.root(second):
                root = self.root(first)
                held = [unit for unit in range(self.problem.size) if self.root(unit) == root]
                raise KhuPhoError(
                    Message(_TOGETHER_AND_APART, {**self._named(first, second), "units": self.listed(held)})
                )

    def numbers(self) -> np.ndarray:
        """Return (n,) the number of each unit's group in the order of their first unit, -1 where not free."""
        roots = np.array([self.root(unit) for unit in range(self.problem.size)], dtype=np.int64)
        numbers = np.full(self.problem.size, -1, dtype=np.int64)
        numbers[self.free] = np.unique(roots[self.free], return_inverse=True)[1].reshape(-1)
        return numbers

    def listed(self, units: Sequence[int]) -> str:
        """Return the ids of *units* as a list for a sentence."""
        names = [self.problem.ids[unit] for unit in sorted(units)]
        return ", ".join(names[:_LISTED]) + (" …" if len(names) > _LISTED else "")

    def _way(self, start: int, goal: int) -> list[int] | None:
        """Return the shortest chain of units from the group of *start* to that of *goal*.

        Units of the same present neighborhood go first, then few units; groups with another lock or
        with a rival are gone around.
        """
        home, wanted = self.root(start), self.root(goal)
        banned = self._banned(home, wanted)
        current = self.problem.current
        kin = {int(current[start]), int(current[goal])} - {-1}
        cost = {unit: 0.0 for unit in range(self.problem.size) if self.root(unit) == home}
        came: dict[int, int] = {}
        queue = [(0.0, unit) for unit in sorted(cost)]
        while queue:
            spent, unit = heapq.heappop(queue)
            if spent > cost[unit]:
                continue
            if self.root(unit) == wanted:
                way = [unit]
                while way[-1] in came:
                    way.append(came[way[-1]])
                return way[::-1]
            for other in self.neighbors[unit]:
                if not self.free[other] or self.root(other) in banned:
                    continue
                step = 0.0 if self.root(other) in (wanted, self.root(unit)) else 1.0
                new = spent + (0.01 * step if int(current[other]) in kin else step)
                if new < cost.get(other, float("inf")):
                    cost[other], came[other] = new, unit
                    heapq.heappush(queue, (new, other))
        return None

    def _banned(self, home: int, wanted: int) -> set[int]:
        locks = {self.lock[root][0] for root in (home, wanted) if root in self.lock}
        banned = {root for root, (label, _) in self.lock.items() if locks and label not in locks}
        for first, second in self.apart:
            ends = self.root(first), self.root(second)
            for here, there in (ends, ends[::-1]):
                if here in (home, wanted):
                    banned.add(there)
        return banned - {home}

    def _check(self, first: int, second: int) -> None:
        """Raise the clearest error there is for two units that can't be joined."""
        locks = [self.lock.get(self.root(unit)) for unit in (first, second)]
        if locks[0] and locks[1] and locks[0][0] != locks[1][0]:
            raise KhuPhoError(self._two_locks(*locks))
        for one, other in self.apart:
            if {self.root(one), self.root(other)} == {self.root(first), self.root(second)}:
                held = {"units": self.listed([first, second])}
                raise KhuPhoError(Message(_TOGETHER_AND_APART, {**self._named(one, other), **held}))

    def _two_locks(self, one: tuple[int, int], other: tuple[int, int]) -> Message:
        names = self.problem.names.get("current", ())
        labels = [names[label] if label < len(names) else str(label) for label, _ in (one, other)]
        return Message(_TWO_LOCKS, {**self._named(one[1], other[1]), "one": labels[0], "other": labels[1]})

    def _named(self, first: int, second: int) -> dict[str, str]:
        return {"first": self.problem.ids[first], "second": self.problem.ids[second]}
