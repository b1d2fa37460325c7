"""The neighborhoods of a part while the search changes them."""

from __future__ import annotations

from collections.abc import Sequence

from .parts import Part


class Regions:
    """Members, households and labels of k neighborhoods, kept in step.

    ``mark`` holds a number per neighborhood that depends on its members only, to know pairs that
    were seen before.
    """

    def __init__(self, part: Part, labels: Sequence[int], count: int, stamps: Sequence[int]) -> None:
        self.part = part
        self.households: list[int] = part.households.tolist()
        self.neighbors = part.neighbors
        self.stamps = stamps
        self.minimum = part.minimum
        counted = part.households if part.maximum is None else part.households.clip(max=part.maximum)
        self.counted: list[int] = counted.tolist()
        self.maximum = part.maximum if part.maximum is not None else part.total + 1
        self.rivals = part.rivals
        self.journal: dict[int, list[int]] | None = None
        self.set(labels, count)

    def set(self, labels: Sequence[int], count: int) -> None:
        """Take over a whole plan."""
        self.labels = list(labels)
        self.members: list[list[int]] = [[] for _ in range(count)]
        for unit, region in enumerate(self.labels):
            self.members[region].append(unit)
        self.load = [0] * count
        self.full = [0] * count
        self.clash = [0] * count
        self.mark = [0] * count
        for region in range(count):
            self._measure(region)

    @property
    def count(self) -> int:
        """Number of neighborhoods."""
        return len(self.members)

    def put(self, region: int, units: list[int]) -> None:
        """Give *region* these members (the list is kept and never changed in place)."""
        if self.journal is not None and region not in self.journal:
            self.journal[region] = self.members[region]
        self.members[region] = units
        for unit in units:
            self.labels[unit] = region
        self._measure(region)

    def _measure(self, region: int) -> None:
        units = self.members[region]
        self.load[region] = sum([self.households[u] for u in units])
        # households against the maximum: a unit above the maximum can't be cut, so it counts as the maximum
        self.full[region] = sum([self.counted[u] for u in units])
        if self.rivals is not None:
            inside = set(units)
            self.clash[region] = sum([v in inside for u in units for v in self.rivals[u]]) // 2
        mark = 0
        for unit in units:
            mark ^= self.stamps[unit]
        self.mark[region] = mark

    def watch(self) -> None:
        """From now on remember what is changed, for :meth:`undo`."""
        self.journal = {}

    def undo(self) -> None:
        """Put back what was changed since :meth:`watch`."""
        before, self.journal = self.journal or {}, None
        for region, units in before.items():
            self.put(region, units)

    def add(self) -> int:
        """Add an empty neighborhood and return its number."""
        for row, empty in ((self.members, []), (self.load, 0), (self.full, 0), (self.clash, 0), (self.mark, 0)):
            row.append(empty)
        return self.count - 1

    def drop_last(self) -> None:
        """Take the last (empty) neighborhood away."""
        for row in (self.members, self.load, self.full, self.clash, self.mark):
            row.pop()

    def touching(self, region: int) -> list[int]:
        """Return the neighborhoods that touch *region*, ascending."""
        labels, neighbors = self.labels, self.neighbors
        around = {labels[v] for u in self.members[region] for v in neighbors[u]}
        around.discard(region)
        return sorted(around)

    def fault(self, region: int) -> int:
        """Return the households that *region* lacks to the minimum or has above the maximum.

        A pair inside that must be kept apart counts as much as the minimum.
        """
        off = max(self.minimum - self.load[region], 0) + max(self.full[region] - self.maximum, 0)
        return off + self.minimum * self.clash[region]

    def faulty(self) -> list[int]:
        """Return the neighborhoods below the minimum, above the maximum or with units to keep apart."""
        low, high = self.minimum, self.maximum
        return [r for r in range(self.count) if self.load[r] < low or self.full[r] > high or self.clash[r]]
