"""One neighborhood per unit at the least cost under the rules; exact where that can be proven.

Each unit's cheapest neighborhood alone would be the answer if no rule tied units together. So that is taken, and only
where it breaks a rule are neighborhoods decided together: those that break one, and all units that could join or leave
them. Everything else may do as it likes, which costs least. If the answer breaks rules elsewhere, those neighborhoods
come in, too. In the end nothing is broken, and each step was the least cost of a problem with fewer rules: so the
answer is the best there is. Where the program takes too long, moves are given back until the rules hold, then places
are decided again one by one while that gets cheaper.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...model.run import RunControl
from .program import Answer, Effort, solve
from .repair import give_back, improve
from .task import Task

_EFFORT = 120_000  # a city of 27,000 units takes 80,000 under the police rule with a minimum, else next to nothing
_IMPROVING = 40_000


@dataclass(frozen=True)
class Decided:
    """``labels``: (n,) neighborhood or -1; ``alone``: (n,) what each unit would be without rules that tie units.

    ``proven``: no answer costs fewer households; ``cost``: households; ``bound``: households that each answer costs at
    least; ``broken``: neighborhoods that break a rule all the same, because signed rows say so.
    """

    labels: np.ndarray
    alone: np.ndarray
    proven: bool
    cost: int
    bound: int
    broken: tuple[int, ...]


def decide(task: Task, control: RunControl) -> Decided:
    """Return the cheapest neighborhoods under the rules of *task*.

    :raises KhuPhoError: scipy is missing.
    :raises CanceledError: canceled through *control*.
    """
    alone = task.cost.best(task.fixed)
    solver = _Clusters(task, alone)
    labels = alone
    watched: set[int] = set()
    while True:
        new = set(task.broken(labels).tolist()) - watched
        if not new:
            break
        watched |= new
        labels = solver.labels(watched, control)
    proven = solver.proven
    if not proven:
        labels = improve(task, give_back(task, labels), solver.open, alone, Effort(_IMPROVING), control)
    cost = task.total(labels)[0]
    bound = cost if proven else min(cost, task.total(alone)[0] + solver.gain)
    return Decided(labels, alone, proven or cost == bound, cost, bound, tuple(task.broken(labels).tolist()))


class _Clusters:
    """Groups of watched neighborhoods that share units which could be in either; each is decided on its own."""

    def __init__(self, task: Task, alone: np.ndarray) -> None:
        self._task, self._alone = task, alone
        self._effort = Effort(_EFFORT)
        self._domains: dict[int, tuple[int, ...]] = {}
        self._answers: dict[frozenset[int], tuple[Answer, int]] = {}
        self._current: list[frozenset[int]] = []

    @property
    def proven(self) -> bool:
        """Tell whether all clusters were decided exactly."""
        return all(self._answers[cluster][0].proven for cluster in self._current)

    @property
    def open(self) -> set[int]:
        """Return the neighborhoods that could not be decided exactly."""
        return set().union(*(cluster for cluster in self._current if not self._answers[cluster][0].proven))

    @property
    def gain(self) -> int:
        """Return the households that the rules cost at least."""
        return sum(self._answers[cluster][1] for cluster in self._current)

    def labels(self, watched: set[int], control: RunControl) -> np.ndarray:
        """Return the (n,) neighborhoods when those *watched* must keep the rules."""
        domains = self._free(watched)
        labels = self._alone.copy()
        self._current = []
        for cluster, units in _clusters(domains, watched):
            if cluster not in self._answers:
                some = {unit: domains[unit] for unit in units}
                self._answers[cluster] = self._solved(cluster, some, control)
            self._current.append(cluster)
            found = self._answers[cluster][0].labels
            labels[list(found)] = list(found.values())
        return labels

    def _solved(
        self, cluster: frozenset[int], domains: dict[int, tuple[int, ...]], control: RunControl
    ) -> tuple[Answer, int]:
        known = give_back(self._task, self._alone, cluster)
        answer = solve(self._task, self._alone, domains, cluster, known, self._effort, control)
        units = np.array(sorted(domains), dtype=np.int64)
        before = int(self._task.cost.of(units, self._alone[units])[0].sum())
        return answer, max(round(answer.bound) - before, 0)

    def _free(self, watched: set[int]) -> dict[int, tuple[int, ...]]:
        """Return unit → domain of the units that could join or leave a watched neighborhood."""
        units = self._task.around(watched)
        self._domains.update(self._task.domains(unit for unit in units if unit not in self._domains))
        found = {unit: self._domains[unit] for unit in units}
        return {unit: some for unit, some in found.items() if len(some) > 1 and not watched.isdisjoint(some)}


def _clusters(domains: dict[int, tuple[int, ...]], watched: set[int]) -> list[tuple[frozenset[int], list[int]]]:
    """Return the groups of *watched* that units link, each with its units; alone where no unit can come or go."""
    root = {label: label for label in watched}

    def find(label: int) -> int:
        while root[label] != label:
            root[label] = root[root[label]]
            label = root[label]
        return label

    linked = {unit: [label for label in domain if label in watched] for unit, domain in domains.items()}
    for labels in linked.values():
        for label in labels[1:]:
            root[find(label)] = find(labels[0])
    members: dict[int, list[int]] = {}
    for label in sorted(watched):
        members.setdefault(find(label), []).append(label)
    units: dict[int, list[int]] = {top: [] for top in members}
    for unit, labels in linked.items():
        units[find(labels[0])].append(unit)
    found = [(frozenset(members[top]), units[top]) for top in members if units[top]]
    return sorted(found, key=lambda cluster: (len(cluster[1]), min(cluster[0])))  # the simple ones first
