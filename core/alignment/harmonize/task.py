"""The rules that tie units together: neighborhoods stay in one piece, keep their minimum, and don't vanish."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from ..inputs import NONE
from .cost import Cost
from .decisions import FREE
from .separators import pieces_of


class Task:
    """Units to be put into neighborhoods under rules; ``labels`` are (n,) positions of neighborhoods or -1.

    ``cost``; ``fixed``: (n,) neighborhood or ``FREE``; ``parts``: (k,) pieces that a neighborhood may have (those it
    has now, at least one); ``least``: (k,) households it must keep (0 where it has not got the minimum now);
    ``lives``: (k,) it has units now, so it must keep one.
    """

    def __init__(self, cost: Cost, fixed: np.ndarray, minimum: int | None) -> None:
        case = cost.case
        self.cost, self.case, self.fixed = cost, case, fixed
        self.count = len(case.neighborhood_ids)
        self.neighbors = _neighbor_lists(case.edges, case.size)
        present = case.present
        self._carried = (present, *cost.votes, np.where(fixed == FREE, NONE, fixed))
        self.parts = np.maximum(self.pieces(present), 1)
        self.lives = np.bincount(present[present != NONE], minlength=self.count) > 0
        has = self.households(present)
        self.least = np.where(has >= minimum, minimum, 0) if minimum else np.zeros(self.count, dtype=np.int64)

    def households(self, labels: np.ndarray) -> np.ndarray:
        """Return the (k,) households of the neighborhoods."""
        inside = labels != NONE
        return np.bincount(labels[inside], self.case.households[inside], self.count).astype(np.int64)

    def pieces(self, labels: np.ndarray) -> np.ndarray:
        """Return the (k,) number of connected pieces of the neighborhoods."""
        from scipy.sparse import coo_matrix
        from scipy.sparse.csgraph import connected_components

        edges, size = self.case.edges, self.case.size
        same = edges[(labels[edges[:, 0]] == labels[edges[:, 1]])]
        graph = coo_matrix((np.ones(len(same), dtype=bool), (same[:, 0], same[:, 1])), shape=(size, size))
        _, part = connected_components(graph, directed=False)
        first = np.unique(part, return_index=True)[1]
        owners = labels[first]
        return np.bincount(owners[owners != NONE], minlength=self.count)

    def broken(self, labels: np.ndarray) -> np.ndarray:
        """Return the positions of the neighborhoods that break a rule, in order."""
        members = np.bincount(labels[labels != NONE], minlength=self.count)
        bad = (
            (self.pieces(labels) > self.parts) | (self.households(labels) < self.least) | (self.lives & (members == 0))
        )
        return np.flatnonzero(bad)

    def total(self, labels: np.ndarray) -> tuple[int, int]:
        """Return the cost of *labels*: households, and the number that breaks ties."""
        households, tie = self.cost.of(np.arange(self.case.size), labels)
        return int(households.sum()), int(tie.sum())

    def domains(self, units: Iterable[int]) -> dict[int, tuple[int, ...]]:
        """Return unit → the neighborhoods that it may be in, in order.

        Its own one, those that were voted for, and those of its neighbors (now, voted for, or signed): a unit may move
        along to keep another one connected. What nobody voted for must not be cheaper than to stay: where several
        neighborhoods share one area, moving units together would save new areas, but that is no reason to empty one.
        """
        case, cost = self.case, self.cost
        asked = np.zeros(case.size, dtype=bool)
        asked[list(units)] = True
        held = self.fixed != FREE
        here = np.flatnonzero(asked)
        free = np.flatnonzero(asked & ~held)
        edges = np.concatenate([case.edges, case.edges[:, ::-1]])
        edges = edges[asked[edges[:, 0]] & ~held[edges[:, 0]] & (case.present[edges[:, 0]] != NONE)]
        voted = [(free, said[free]) for said in cost.votes]
        near = [(edges[:, 0], carried[edges[:, 1]]) for carried in self._carried]
        unit, label = (np.concatenate(side) for side in zip(*voted, *near))
        known = (label != NONE) & (label != case.present[unit])
        keys = np.unique(unit[known] * self.count + label[known])
        unit, label = keys // max(self.count, 1), keys % max(self.count, 1)
        allowed = case.may_join(label, unit) & ~cost.barred(unit, label)
        wanted = np.any([said[unit] == label for said in cost.votes], axis=0) if cost.votes else False
        allowed &= wanted | (cost.moves(unit, label)[0] >= cost.moves(unit, case.present[unit])[0])
        found = {one: [int(self.fixed[one]) if held[one] else int(case.present[one])] for one in here.tolist()}
        for one, other in zip(unit[allowed].tolist(), label[allowed].tolist()):
            found[one].append(other)
        return {one: tuple(sorted(labels)) for one, labels in found.items()}

    def breaks(self, labels: np.ndarray, label: int) -> bool:
        """Tell whether neighborhood *label* breaks a rule."""
        units = np.flatnonzero(labels == label)
        if self.case.households[units].sum() < self.least[label] or (self.lives[label] and not len(units)):
            return True
        return len(self.split(set(units.tolist()))) > self.parts[label]

    def split(self, units: set[int]) -> list[set[int]]:
        """Return the connected pieces of *units*, in order of their first units."""
        return pieces_of(self.neighbors, units)

    def around(self, labels: Iterable[int]) -> list[int]:
        """Return the units whose domain may hold one of *labels*, in order."""
        wanted = np.zeros(self.count + 1, dtype=bool)
        wanted[list(labels)] = True
        found = np.any([wanted[carried] for carried in self._carried], axis=0)
        edges, near = self.case.edges, found.copy()
        near[edges[found[edges[:, 0]], 1]] = True
        near[edges[found[edges[:, 1]], 0]] = True
        return np.flatnonzero(near).tolist()


def _neighbor_lists(edges: np.ndarray, size: int) -> list[list[int]]:
    both = np.concatenate([edges, edges[:, ::-1]])
    both = both[np.lexsort((both[:, 1], both[:, 0]))]
    starts = np.searchsorted(both[:, 0], np.arange(size + 1))
    ends = both[:, 1].tolist()
    return [ends[starts[unit] : starts[unit + 1]] for unit in range(size)]
