"""A few neighborhoods decided at once and exactly: an integer program that learns its rules as it goes.

Whether a neighborhood is in one piece is no linear rule. So the program is solved without it; wherever its answer
falls apart, a rule is added that this very mistake breaks and no connected answer does (a separator cut: of two units
on both sides of a gap one leaves, or a unit of the gap joins), and it is solved again. The method is the usual one
for connected districts (Oehrlein and Haunert 2017, J. Spatial Inf. Sci. 15:89-120). An answer that falls apart nowhere
is the best there is.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from ...model.run import RunControl
from ..matching import no_scipy
from .separators import Cut, Members, find_cuts
from .task import Task

MOST_VARIABLES = 1_100
_MOST_ROUNDS = 60
_MOST_NODES = 100
_TIE = 0.5 / 80  # times any unit's number that breaks ties: less than half a household
_SLACK_COST = 1e6  # more than any neighborhood can cost; households times a few


@dataclass
class Effort:
    """How much more work programs may be, by the number of their variables: a limit that each machine shares."""

    left: int

    def spend(self, variables: int) -> bool:
        """Tell whether there is work left for a program of so many variables, and take it."""
        self.left -= variables + variables**2 // 500  # large ones take longer than in proportion
        return self.left >= 0


@dataclass(frozen=True)
class Answer:
    """``labels``: unit → neighborhood; ``proven``: no answer is cheaper; ``bound``: households that each one costs."""

    labels: dict[int, int]
    proven: bool
    bound: float


def solve(
    task: Task,
    base: np.ndarray,
    domains: Mapping[int, tuple[int, ...]],
    watched: Collection[int],
    known: np.ndarray,
    effort: Effort,
    control: RunControl,
) -> Answer:
    """Return the cheapest neighborhoods of the units in *domains*; all others stay as in *base*.

    Only the neighborhoods *watched* must keep the rules; *known* is a labeling in which they do, however dear. Where
    signed rows leave no way to, as few rules as possible are broken.

    :raises KhuPhoError: scipy, or its integer programming, is missing.
    """
    watched = sorted(watched)
    if not any(task.breaks(known, label) for label in watched):
        domains = _affordable(task, domains, known)
    program = _Program(task, base, domains, watched)
    if len(program.unit) > MOST_VARIABLES:
        return Answer({}, False, program.bound())
    seen = {cut.key for cut in program.cuts}
    for _ in range(_MOST_ROUNDS):
        control.check()
        values = program.solve() if effort.spend(len(program.unit)) else None
        if values is None:
            break
        cuts = [cut for cut in program.broken(values) if cut.key not in seen]
        if not cuts:
            return Answer(program.labels(values), True, float(program.households[values].sum()))
        seen.update(cut.key for cut in cuts)
        program.cuts.extend(cuts)
    return Answer({}, False, program.bound())


class _Program:
    """Variables are pairs of unit and neighborhood; neighborhoods that aren't watched count as one, the cheapest."""

    def __init__(
        self, task: Task, base: np.ndarray, domains: Mapping[int, tuple[int, ...]], watched: list[int]
    ) -> None:
        self.task, self.watched, self.cuts = task, watched, []
        pairs = [(unit, label) for unit in sorted(domains) for label in domains[unit]]
        unit, label = (np.array(side, dtype=np.int64) for side in zip(*pairs))
        households, tie = task.cost.of(unit, label)
        keep = _cheapest_elsewhere(unit, np.isin(label, watched), households, tie)
        self.unit, self.label, self.households = unit[keep], label[keep], households[keep]
        # All ties together weigh less than one household, so that they never outvote one.
        self.objective = self.households + tie[keep] * _TIE / max(len(domains), 1)
        self.at = {pair: column for column, pair in enumerate(zip(self.unit.tolist(), self.label.tolist()))}
        self.soft = False
        others = np.ones(len(base), dtype=bool)
        others[list(domains)] = False
        self.members = Members(
            task.neighbors,
            {label: set(np.flatnonzero(others & (base == label)).tolist()) for label in watched},
            {label: set(self.unit[self.label == label].tolist()) for label in watched},
        )
        first = np.unique(self.unit[order := np.lexsort((self.objective, self.unit))], return_index=True)[1]
        cheapest = np.zeros(len(self.unit), dtype=bool)
        cheapest[order[first]] = True
        self.cuts.extend(self.broken(cheapest))  # what the program would answer without any cut

    def solve(self) -> np.ndarray | None:
        """Return the columns of the cheapest answer, or None where it takes too long."""
        answer = self._run(whole=True)
        if answer.status == 2 and not self.soft:  # infeasible: only signed rows can bring that about
            self.soft = True
            return self.solve()
        if answer.status != 0 or answer.x is None:
            return None
        return answer.x[: len(self.unit)] > 0.5

    def bound(self) -> float:
        """Return households that every answer costs: the program's cost if units could be divided."""
        answer = self._run(whole=False)
        found = float(answer.fun) - 0.5 if answer.status == 0 and not self.soft else 0.0
        return float(np.ceil(max(found, 0.0) - 1e-6))

    def _run(self, *, whole: bool) -> Any:
        try:
            from scipy.optimize import Bounds, LinearConstraint, milp
        except ImportError as error:
            raise no_scipy() from error
        matrix, low, high, slack = self._rows()
        columns = len(self.unit)
        upper = np.concatenate([np.ones(columns), np.full(len(slack), np.inf)])
        return milp(
            np.concatenate([self.objective, slack]),
            integrality=np.concatenate([np.full(columns, float(whole)), np.zeros(len(slack))]),
            bounds=Bounds(np.zeros(len(upper)), upper),
            constraints=LinearConstraint(matrix, low, high),
            options={"mip_rel_gap": 0.0, "node_limit": _MOST_NODES, "presolve": False},
        )

    def broken(self, values: np.ndarray) -> list[Cut]:
        """Return the cuts that the answer *values* breaks."""
        chosen = np.flatnonzero(values)
        inside: dict[int, set[int]] = {label: set() for label in self.watched}
        for unit, label in zip(self.unit[chosen].tolist(), self.label[chosen].tolist()):
            if label in inside:
                inside[label].add(unit)
        weight = self.task.case.households
        return [
            cut
            for label in self.watched
            for cut in find_cuts(self.members, label, inside[label], int(self.task.parts[label]), weight)
        ]

    def labels(self, values: np.ndarray) -> dict[int, int]:
        """Return unit → neighborhood of an answer."""
        chosen = np.flatnonzero(values)
        return {int(self.unit[column]): int(self.label[column]) for column in chosen}

    def _rows(self) -> tuple:
        """Return matrix, lower and upper limits of all rows, and the cost of slack columns (none unless soft)."""
        from scipy.sparse import coo_matrix

        rows: list[tuple[list[int], list[float], float, float]] = []
        order = np.argsort(self.unit, kind="stable")
        for columns in np.split(order, np.flatnonzero(np.diff(self.unit[order])) + 1):
            rows.append((columns.tolist(), [1.0] * len(columns), 1.0, 1.0))
        strict = len(rows)
        rows += [*self._kept_rows(), *(self._cut_row(cut) for cut in self.cuts)]
        slack = np.full(len(rows) - strict if self.soft else 0, _SLACK_COST)
        for place in range(strict, len(rows)) if self.soft else ():
            rows[place][0].append(len(self.unit) + place - strict)
            rows[place][1].append(1.0)
        row = np.repeat(np.arange(len(rows)), [len(columns) for columns, *_ in rows])
        column = np.array([at for columns, *_ in rows for at in columns], dtype=np.int64)
        value = np.array([number for _, values, *_ in rows for number in values])
        matrix = coo_matrix((value, (row, column)), shape=(len(rows), len(self.unit) + len(slack))).tocsr()
        return matrix, np.array([low for *_, low, _ in rows]), np.array([high for *_, high in rows]), slack

    def _kept_rows(self) -> list[tuple[list[int], list[float], float, float]]:
        """Return the rows for the minimum of households, and for keeping a unit at least."""
        rows = []
        households = self.task.case.households
        for label in self.watched:
            columns = np.flatnonzero(self.label == label)
            there = self.members.constant[label]
            short = int(self.task.least[label]) - int(sum(households[unit] for unit in there))
            if short > 0:
                rows.append((columns.tolist(), households[self.unit[columns]].astype(float).tolist(), short, np.inf))
            if self.task.lives[label] and not there:
                rows.append((columns.tolist(), [1.0] * len(columns), 1.0, np.inf))
        return rows

    def _cut_row(self, cut: Cut) -> tuple[list[int], list[float], float, float]:
        columns = [self.at[unit, cut.label] for unit in (*cut.apart, *cut.between)]
        values = [-1.0] * len(cut.apart) + [1.0] * len(cut.between)
        return columns, values, 1.0 - len(cut.apart), np.inf


def _affordable(task: Task, domains: Mapping[int, tuple[int, ...]], known: np.ndarray) -> dict[int, tuple[int, ...]]:
    """Return *domains* without what costs more, for one unit alone, than the whole of the answer *known*."""
    unit = np.array([unit for unit in sorted(domains) for _ in domains[unit]], dtype=np.int64)
    label = np.array([label for unit in sorted(domains) for label in domains[unit]], dtype=np.int64)
    households, tie = task.cost.of(unit, label)
    objective = households + tie * _TIE / max(len(domains), 1)
    first = np.flatnonzero(np.diff(unit, prepend=-1))
    least = np.minimum.reduceat(objective, first)
    excess = objective - np.repeat(least, np.diff(first, append=len(unit)))
    limit = excess[known[unit] == label].sum() + 1e-6
    kept: dict[int, list[int]] = {}
    for one, other in zip(unit[excess <= limit].tolist(), label[excess <= limit].tolist()):
        kept.setdefault(one, []).append(other)
    return {one: tuple(labels) for one, labels in kept.items()}


def _cheapest_elsewhere(unit: np.ndarray, watched: np.ndarray, households: np.ndarray, tie: np.ndarray) -> np.ndarray:
    """Return the columns to keep: all of watched neighborhoods, and per unit the cheapest of the others."""
    keep = watched.copy()
    others = np.flatnonzero(~watched)
    order = others[np.lexsort((others, tie[others], households[others], unit[others]))]
    first = np.unique(unit[order], return_index=True)[1]
    keep[order[first]] = True
    return keep
