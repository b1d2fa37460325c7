"""The way out where the exact program takes too long: give moves back until the rules hold, then get cheaper again."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from ...model.run import RunControl
from ..inputs import NONE
from .decisions import FREE
from .program import Effort, solve
from .task import Task

_MOST_PASSES = 2
_MOST_FREE = 400  # units decided at once


def give_back(task: Task, labels: np.ndarray, watched: Collection[int] | None = None) -> np.ndarray:
    """Return *labels* with moves taken back until no neighborhood breaks a rule, or signed rows alone break it.

    With *watched* only those neighborhoods count.
    """
    labels = labels.copy()
    hopeless: set[int] = set()
    while True:
        suspects = task.broken(labels).tolist() if watched is None else sorted(watched)
        bad = [label for label in suspects if label not in hopeless and task.breaks(labels, label)]
        if not bad:
            return labels
        for label in bad:
            units = _culprits(task, labels, label)
            if not len(units):
                hopeless.add(label)
            labels[units] = task.case.present[units]


def _culprits(task: Task, labels: np.ndarray, label: int) -> np.ndarray:
    """Return moved units whose giving back may mend neighborhood *label*, few and cheap ones if that is enough."""
    present, households = task.case.present, task.case.households
    moved = (labels != present) & (task.fixed == FREE) & (present != NONE)
    touching = np.flatnonzero(moved & ((labels == label) | (present == label)))
    touching = touching[np.argsort(_dearer(task, labels, touching), kind="stable")]
    members = np.flatnonzero(labels == label)
    short = int(task.least[label]) - int(households[members].sum())
    left = touching[(present[touching] == label) & (households[touching] > 0)]
    if short > 0 and len(left):
        return left[: int(np.searchsorted(np.cumsum(households[left]), short)) + 1]
    inside = set(members.tolist())
    pieces = task.split(inside)
    pieces.sort(key=lambda piece: (int(households[list(piece)].sum()), len(piece), -min(piece)))
    loose = set().union(*pieces[: max(len(pieces) - int(task.parts[label]), 0)])
    near = {other for unit in loose for other in task.neighbors[unit]} | loose
    close = [unit for unit in touching.tolist() if unit in near]
    for unit in close:
        if len(task.split(inside ^ {unit})) < len(pieces):
            return np.array([unit], dtype=np.int64)
    return np.array(close, dtype=np.int64) if close else touching


def _dearer(task: Task, labels: np.ndarray, units: np.ndarray) -> np.ndarray:
    """Return the (q,) households that giving back each of *units* costs."""
    back, here = (task.cost.of(units, side[units])[0] for side in (task.case.present, labels))
    return back - here


def improve(
    task: Task, labels: np.ndarray, watched: Collection[int], alone: np.ndarray, effort: Effort, control: RunControl
) -> np.ndarray:
    """Return *labels* made cheaper: around each of the *watched* that gave moves back, all units are decided again."""
    labels = labels.copy()
    for _ in range(_MOST_PASSES):
        lost = np.flatnonzero((labels != alone) & (task.fixed == FREE))
        places = sorted({int(label) for unit in lost for label in (alone[unit], labels[unit])} & set(watched))
        if not sum(_improved_at(task, labels, place, effort, control) for place in places):
            break
    return labels


def _improved_at(task: Task, labels: np.ndarray, place: int, effort: Effort, control: RunControl) -> bool:
    """Decide the units again that could be in neighborhood *place*; tell whether that helped. Changes *labels*."""
    control.check()
    if effort.left <= 0:
        return False
    domains = {}
    for unit, possible in task.domains(task.around([place])).items():
        domain = tuple(sorted({*possible, int(labels[unit])}))
        if len(domain) > 1 and place in domain and task.fixed[unit] == FREE:
            domains[unit] = domain
    if not 0 < len(domains) <= _MOST_FREE:
        return False
    watched = {label for domain in domains.values() for label in domain} - {NONE}
    answer = solve(task, labels, domains, watched, labels, effort, control)
    if not answer.proven or not answer.labels:
        return False
    units = np.array(sorted(answer.labels), dtype=np.int64)
    new = np.array([answer.labels[unit] for unit in units.tolist()], dtype=np.int64)
    old_cost, new_cost = ([int(part.sum()) for part in task.cost.of(units, side)] for side in (labels[units], new))
    if new_cost >= old_cost:
        return False
    labels[units] = new
    return True
