"""Connected parts of a problem; each is solved apart, since no neighborhood can span two of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .problem import Problem


@dataclass(frozen=True)
class Part:
    """One connected part of a problem in numbers of its own, 0 to n-1.

    ``units``: (n,) positions in the problem, ascending; ``edges``: (m, 2) own numbers, with
    ``shared_m`` (metres, above 0) and ``barrier`` (0 to 1). Other arrays as in :class:`Problem`.
    """

    units: np.ndarray
    households: np.ndarray
    edges: np.ndarray
    shared_m: np.ndarray
    barrier: np.ndarray
    area_m2: np.ndarray
    perimeter_m: np.ndarray
    x: np.ndarray
    y: np.ndarray
    groups: tuple[np.ndarray, np.ndarray, np.ndarray]
    """Old neighborhood, beat and militia area of each unit, -1 for none."""
    minimum: int
    maximum: int | None
    key: str
    """Name that stays the same whatever else is in the run; random numbers are drawn from it."""
    current: np.ndarray | None = None
    apart: np.ndarray | None = None
    """(p, 2) own numbers of units that must not be in one neighborhood."""
    border_m: float | None = None
    """Metres that count as one border in the cost, or None for the mean of the part's own."""

    @property
    def size(self) -> int:
        """Number of units."""
        return len(self.units)

    @property
    def total(self) -> int:
        """Households of the part."""
        return int(self.households.sum())

    @cached_property
    def neighbors(self) -> list[list[int]]:
        """Neighbors of each unit, ascending."""
        lists: list[list[int]] = [[] for _ in range(self.size)]
        for u, v in self.edges.tolist():
            lists[u].append(v)
            lists[v].append(u)
        for own in lists:
            own.sort()
        return lists

    @cached_property
    def rivals(self) -> list[list[int]] | None:
        """Units that each unit must be kept apart from; None where there are no such units at all."""
        if self.apart is None or not len(self.apart):
            return None
        lists: list[list[int]] = [[] for _ in range(self.size)]
        for u, v in self.apart.tolist():
            lists[u].append(v)
            lists[v].append(u)
        return lists

    @property
    def count_bound(self) -> int:
        """Most neighborhoods that could reach the minimum, at least 1.

        A unit above the minimum serves one neighborhood only, so it counts as the minimum.
        """
        return max(1, int(np.minimum(self.households, self.minimum).sum()) // self.minimum)

    @property
    def count_needed(self) -> int:
        """Fewest neighborhoods that could keep the maximum and what must be kept apart, at least 1."""
        full = 1
        if self.maximum is not None:
            full = -(-int(np.minimum(self.households, self.maximum).sum()) // self.maximum)
        rivals = self.rivals or []
        mutual: list[int] = []
        for unit in sorted(range(len(rivals)), key=lambda u: -len(rivals[u])):
            if rivals[unit] and all(other in rivals[unit] for other in mutual):
                mutual.append(unit)
        return max(1, full, len(mutual))


def connected_parts(size: int, edges: np.ndarray) -> np.ndarray:
    """Return (size,) the number of the connected part of each unit, in order of first unit."""
    label = np.arange(size)
    if len(edges):
        while True:
            lowest = np.minimum(label[edges[:, 0]], label[edges[:, 1]])
            before = label.copy()
            np.minimum.at(label, label[edges[:, 0]], lowest)
            np.minimum.at(label, label[edges[:, 1]], lowest)
            label = label[label]
            if np.array_equal(label, before):
                break
    return np.unique(label, return_inverse=True)[1].reshape(-1)


def split_parts(problem: Problem) -> list[Part]:
    """Return the connected parts of *problem*, in the order of their first unit."""
    label = connected_parts(problem.size, problem.edges)
    parts = []
    for number in range(int(label.max()) + 1 if problem.size else 0):
        units = np.flatnonzero(label == number)
        place = np.full(problem.size, -1, dtype=np.int64)
        place[units] = np.arange(len(units))
        own = label[problem.edges[:, 0]] == number if len(problem.edges) else np.zeros(0, bool)
        apart = place[problem.apart].reshape(-1, 2)
        parts.append(
            _part(problem, units, place[problem.edges[own]].reshape(-1, 2), own, apart[(apart >= 0).all(axis=1)])
        )
    return parts


def _part(problem: Problem, units: np.ndarray, edges: np.ndarray, own: np.ndarray, apart: np.ndarray) -> Part:
    shared = problem.shared_m[own]
    scale = float(shared.mean()) if len(shared) else 1.0
    return Part(
        units=units,
        households=problem.households[units],
        edges=edges,
        # neighbors that touch in a point only still count as neighbors
        shared_m=np.maximum(shared, 1e-9 * max(scale, 1e-9)),
        barrier=problem.barrier[own],
        area_m2=problem.area_m2[units],
        perimeter_m=problem.perimeter_m[units],
        x=problem.x[units],
        y=problem.y[units],
        groups=(problem.old[units], problem.beat[units], problem.militia[units]),
        minimum=max(1, int(problem.minimum)),
        maximum=problem.maximum,
        key=f"{problem.ward}|{problem.area_type}|{problem.ids[units[0]]}",
        current=problem.current[units],
        apart=apart,
        border_m=problem.border_m,
    )


def share_counts(count: int, bounds: Sequence[int], totals: Sequence[int]) -> list[int]:
    """Share *count* neighborhoods out over parts: 1 to ``bounds[i]`` each, in proportion to ``totals``.

    The sum is *count* where the bounds allow it.
    """
    shares = [1] * len(bounds)
    for _ in range(count - len(bounds)):
        open_parts = [i for i in range(len(bounds)) if shares[i] < bounds[i]]
        if not open_parts:
            break
        best = max(open_parts, key=lambda i: (totals[i] / (shares[i] + 0.5), -i))
        shares[best] += 1
    return shares
