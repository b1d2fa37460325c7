"""Looks for the cheapest connected sets at given unit prices, with a bound for all that it left out."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from ...model.run import RunControl
from .growth import Growth, States
from .set_costs import SetCosts

_BATCH = 24  # roots that are grown together
_CHUNK = 1500  # states that are expanded at once
_MARGIN = 2e-6  # for the rounding of sums in single precision, in sizes of the values summed


@dataclass(frozen=True)
class Priced:
    """Sets with a value (cost minus prices) at most the ceiling, and what is proven about the rest.

    ``members``: (s, n) bool; ``floor``: (n,) no set whose first unit (in the sweep) is this one has
    a smaller value, where values above the ceiling are cut down to it; ``complete``: all sets are
    there, ``states``: how many were grown.
    """

    members: np.ndarray
    value: np.ndarray
    floor: np.ndarray
    complete: bool
    states: int


def sweep_order(costs: SetCosts) -> np.ndarray:
    """Return the units along the longer side of the part, so that few units lie ahead of each."""
    part = costs.part
    wide = np.ptp(part.x) >= np.ptp(part.y) if part.size else True
    return np.lexsort((np.arange(part.size), part.y if wide else part.x, part.x if wide else part.y))


def cheapest_sets(
    costs: SetCosts,
    prices: np.ndarray,
    ceiling: float,
    control: RunControl,
    *,
    most: int = 200_000,
    beam: int | None = None,
) -> Priced:
    """Return the legal connected sets with ``cost - prices <= ceiling``.

    Stops at the control's deadline or after ``most`` sets; the floors are valid even then. With
    *beam* only so many states per root and size are followed, which is fast and proves nothing
    (floors are then estimates).
    """
    order = sweep_order(costs)
    floor = np.full(costs.size, -np.inf)
    found_members, found_values = [], []
    states = number = 0
    complete = True
    for first in range(0, costs.size, _BATCH):
        growth = Growth(costs, order[first:], prices, rough=beam is not None)
        count = min(_BATCH, costs.size - first)
        hunt = _Hunt(growth, count, ceiling, _fair(control, first, costs.size), most - number)
        hunt.run(beam)
        floor[order[first : first + count]] = hunt.floor
        complete = complete and hunt.complete
        states += hunt.states
        number += hunt.number
        for rows, values in hunt.found:
            wide = np.zeros((len(rows), costs.size), bool)
            wide[:, order[first:]] = rows
            found_members.append(wide)
            found_values.append(values)
    members = np.concatenate(found_members) if found_members else np.zeros((0, costs.size), bool)
    values = np.concatenate(found_values) if found_values else np.zeros(0)
    return Priced(members, values, floor - _MARGIN * growth.scale, complete and beam is None, states)


def _fair(control: RunControl, first: int, size: int) -> RunControl:
    """Return a control that leaves later batches their share of the time, so that all get a fair bound.

    The work of a batch goes by the square of the units that are left to it.
    """
    if control.deadline is None:
        return control
    now = time.monotonic()
    work = np.arange(size - first, 0, -_BATCH, dtype=float) ** 2
    share = min(1.0, 1.7 * work[0] / work.sum())
    return RunControl(is_canceled=control.is_canceled, deadline=now + (control.deadline - now) * share)


class _Hunt:
    """The sets whose roots are the first ``count`` units of a universe."""

    def __init__(self, growth: Growth, count: int, ceiling: float, control: RunControl, most: int) -> None:
        self.growth = growth
        self.ceiling = ceiling
        self.control = control
        self.most = most
        self.found: list[tuple[np.ndarray, np.ndarray]] = []
        self.number = 0
        self.states = 0
        self.complete = True
        self.floor = np.full(count, float(ceiling))
        self.first = growth.start(np.arange(count))

    def run(self, beam: int | None) -> None:
        values = self.growth.root_values(self.first)
        cheap = values <= self.ceiling
        self._meet(self.first.root[cheap], self.first.member[cheap], values[cheap])
        start = self.first.pick(self.growth.possible(self.first.sums))
        if beam is None:
            self._deep(start)
        else:
            self._broad(start, beam)

    def _meet(self, root: np.ndarray, member: np.ndarray, value: np.ndarray) -> None:
        if len(root):
            self.found.append((member, value))
            self.number += len(root)
            np.minimum.at(self.floor, root, value)

    def _expand(self, states: States) -> States:
        grown = self.growth.expand(states, self.ceiling)
        self.states += len(states.root)
        self._meet(grown.root, grown.member, grown.value)
        return grown.children

    def _deep(self, start: States) -> None:
        stack = [start]
        while stack:
            self.control.check()
            if self.number >= self.most or (self.control.deadline is not None and self._late()):
                self._give_up(stack)
                return
            states = stack.pop()
            states = states.pick(np.argsort(states.low, kind="stable"))  # what is least sure first
            if len(states.root) > _CHUNK:
                stack.append(states.pick(slice(_CHUNK, None)))
                states = states.pick(slice(0, _CHUNK))
            children = self._expand(states)
            if len(children.root):
                stack.append(children)

    def _late(self) -> bool:
        return time.monotonic() >= self.control.deadline

    def _give_up(self, stack: list[States]) -> None:
        self.complete = False
        for states in stack:
            low = np.where(np.isfinite(states.low), states.low, self.growth.lowest(states))
            np.minimum.at(self.floor, states.root, low)

    def _broad(self, states: States, beam: int) -> None:
        while len(states.root) and not (self.control.deadline is not None and self._late()):
            self.control.check()
            rows = np.lexsort((states.low, states.root))
            roots = states.root[rows]
            begin = np.flatnonzero(np.r_[True, roots[1:] != roots[:-1]])
            place = np.arange(len(rows)) - np.repeat(begin, np.diff(np.r_[begin, len(rows)]))
            rows = rows[place < beam]
            layers = [self._expand(states.pick(rows[i : i + _CHUNK])) for i in range(0, len(rows), _CHUNK)]
            states = States(*(np.concatenate(fields) for fields in zip(*layers)))
