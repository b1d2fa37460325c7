"""From readings and wishes to labels of all authorities, before and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ...coverage.adjacency import Adjacency
from ...model.run import RunControl
from ..compare import Comparison
from ..inputs import NONE
from .case import Case, read_case
from .cost import Cost
from .decide import Decided, decide
from .decisions import FREE, Decisions, read_decisions
from .links import Links, find_links
from .model import FEWEST_MOVED, PRESETS, WARD, Wishes
from .task import Task
from .votes import vote


@dataclass(frozen=True)
class Prepared:
    """What does not depend on wishes: the case, and per force its links and (n,) votes."""

    case: Case
    links: tuple[Links, ...]
    votes: tuple[np.ndarray, ...]

    @property
    def before(self) -> dict[str, np.ndarray]:
        """Return authority → (n,) ids, None for none."""
        labels = {WARD: names_of(self.case.neighborhood_ids)[self.case.present]}
        return {**labels, **{view.force: names_of(view.labels)[view.before] for view in self.case.forces}}


@dataclass(frozen=True)
class Resolved:
    """The labels of one run: ``chosen``: (n,) neighborhood or -1; ``before``, ``after``: authority → (n,) ids."""

    cost: Cost
    task: Task
    decided: Decided
    decisions: Decisions
    locked: np.ndarray
    before: dict[str, np.ndarray]
    after: dict[str, np.ndarray]

    @property
    def chosen(self) -> np.ndarray:
        """Return the (n,) neighborhood of each unit, -1 for none."""
        return self.decided.labels


def prepare(units: pd.DataFrame, comparison: Comparison, adjacency: Adjacency) -> Prepared:
    """Return what the forces say about the units; *adjacency* counts the rows of *units* as they come."""
    case = read_case(units, comparison, adjacency)
    links = tuple(find_links(case, view) for view in case.forces)
    return Prepared(case, links, tuple(vote(case, view, some) for view, some in zip(case.forces, links)))


def resolve(prepared: Prepared, wishes: Wishes, control: RunControl) -> Resolved:
    """Return the labels that *wishes* ask for.

    :raises KhuPhoError: scipy is missing.
    :raises CanceledError: canceled through *control*.
    """
    case, before = prepared.case, prepared.before
    locked = np.array([unit in wishes.locked for unit in case.unit_ids], dtype=bool)
    decisions = read_decisions(case, before, wishes.decisions, locked)
    fixed = np.where((decisions.fixed == FREE) & locked, case.present, decisions.fixed)

    def run(preset: str) -> tuple[Task, Decided]:
        task = Task(Cost(case, prepared.votes, preset, decisions), fixed, wishes.minimum)
        return task, decide(task, control)

    task, decided = run(wishes.preset)
    if wishes.preset == FEWEST_MOVED and not decided.proven:
        # Not the best for sure: then at least no other rule may move fewer households.
        others = [run(preset)[1].labels for preset in PRESETS if preset != FEWEST_MOVED]
        decided = min([decided, *(_seen_as(task, decided, labels) for labels in others)], key=lambda some: some.cost)
    return Resolved(
        task.cost, task, decided, decisions, locked, before, _after(case, before, decided.labels, decisions)
    )


def _seen_as(task: Task, decided: Decided, labels: np.ndarray) -> Decided:
    broken = tuple(task.broken(labels).tolist())
    return Decided(labels, decided.alone, False, task.total(labels)[0], decided.bound, broken)


def _after(
    case: Case, before: Mapping[str, np.ndarray], chosen: np.ndarray, decisions: Decisions
) -> dict[str, np.ndarray]:
    """Return the labels of all authorities when each unit is in the neighborhood *chosen*.

    Where a force refused to move a unit, its label stays; where all three signed a row, its label is that of the row.
    """
    after = {WARD: names_of(case.neighborhood_ids)[chosen]}
    for view in case.forces:
        label = np.where(chosen == NONE, view.before, np.append(view.partner, NONE)[chosen])
        after[view.force] = names_of(view.labels)[label]
    for row in decisions.refused:
        if after[row.authority][row.unit] == row.to_id:
            after[row.authority][row.unit] = before[row.authority][row.unit]
    for (unit, authority), row in decisions.signed.items():
        if authority != WARD:
            after[authority][unit] = row.to_id
    return after


def names_of(labels: tuple[str, ...]) -> np.ndarray:
    """Return *labels* as an array whose last entry, for position -1, is None."""
    return np.array([*labels, None], dtype=object)
