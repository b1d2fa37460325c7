"""Packs as many disjoint lean sets into a part as asked for: a beam search across it.

The part is swept in a random direction. At each unit that is still free, every plan of the beam
either takes a lean set whose first unit in the sweep is this one, or leaves the unit over. A plan dies
once it has wasted more households than there are above the minimum in all; of the others those go on
that have wasted least and whose edge is smoothest. Units that are left over join a neighbor at the end.
"""

from __future__ import annotations

from math import cos, pi, sin
from random import Random
from typing import NamedTuple

import numpy as np

from .clock import Clock
from .cost import SCALE
from .lean_sets import LeanSets
from .parts import Part

_ROUGH = 0.6  # cost of free units with used neighbors, as a share of their households
_SHUT_IN = 0.999  # share of used neighbors from which a free unit counts as lost
_LUCK = 0.02  # of the slack: noise among plans
_USUAL = 0.25  # share of the sets that cost less than a usual neighborhood
_WIDE = 4  # times the width: plans whose edge is looked at


class _Sweep(NamedTuple):
    """Lean sets in the order of a sweep; ranks are places in it.

    ``order``: (n,) unit at each rank; sets from ``start[u]`` to ``start[u + 1]`` have u for their first
    rank; ``ranks``: (s, m) ranks, filled up with n; ``window``: how far ahead of its first rank a set goes.
    """

    order: np.ndarray
    start: np.ndarray
    ranks: np.ndarray
    waste: np.ndarray
    price: np.ndarray
    rows: np.ndarray
    window: int


class _Beam(NamedTuple):
    """Plans: ``used`` (b, window) 1 where a unit ahead is taken, ``near`` (b, window) neighbors it has that are
    taken or left over, ``waste`` and ``price`` (b,), ``key`` (b,) of all units taken or left over."""

    used: np.ndarray
    near: np.ndarray
    waste: np.ndarray
    price: np.ndarray
    key: np.ndarray


def pack(
    part: Part,
    count: int,
    sets: LeanSets,
    width: int,
    thrift: float,
    dice: Random,
    noise: np.random.Generator,
    clock: Clock,
    *,
    most: int,
) -> list[int] | None:
    """Return labels of *count* to *most* connected regions that have the minimum, or None where none are found.

    ``width``: plans that are followed side by side.
    """
    counted = np.minimum(part.households, part.minimum).astype(float)
    slack = float(counted.sum()) - count * part.minimum
    if slack < 0:
        return None
    sweep = _sweep(part, sets, slack, thrift * slack / count * _prices(part, sets), dice)
    chosen = _Search(part, sweep, counted, slack, width, noise).run(clock)
    if not chosen:
        return None
    return _spread(part, [[u for u in sets.members[row].tolist() if u >= 0] for row in chosen[:most]])


def _sweep(part: Part, sets: LeanSets, slack: float, price: np.ndarray, dice: Random) -> _Sweep:
    angle = dice.random() * 2.0 * pi
    order = np.argsort(part.x * cos(angle) + part.y * sin(angle), kind="stable")
    rank = np.empty(part.size + 1, np.int64)
    rank[order] = np.arange(part.size)
    rank[-1] = part.size
    rows = np.flatnonzero(sets.waste <= slack)
    ranks = rank[sets.members[rows]]
    first = ranks.min(axis=1, initial=part.size)
    by_first = np.argsort(first, kind="stable")
    ranks, rows, first = ranks[by_first], rows[by_first], first[by_first]
    last = np.where(ranks < part.size, ranks, -1).max(axis=1, initial=-1)
    reach = int(np.abs(np.diff(rank[part.edges], axis=1)).max(initial=0))
    window = int((last - first).max(initial=0)) + 1 + reach
    return _Sweep(
        order, np.searchsorted(first, np.arange(part.size + 1)), ranks, sets.waste[rows], price[rows], rows, window
    )


def _prices(part: Part, sets: LeanSets) -> np.ndarray:
    """Return (s,) what each set costs above the usual, by border and roundness as in :mod:`.cost`."""
    price = sets.border / (2.0 * max(float(part.shared_m.mean()), 1e-9)) + SCALE.compactness * sets.flat
    usual = float(np.quantile(price, _USUAL)) if len(price) else 0.0
    return np.where(sets.border > 0.0, price - usual, 0.0)


class _Search:
    """One beam search."""

    def __init__(
        self, part: Part, sweep: _Sweep, counted: np.ndarray, slack: float, width: int, noise: np.random.Generator
    ) -> None:
        n = part.size
        self.sweep, self.slack, self.width, self.noise = sweep, slack, width, noise
        rank = np.empty(n, np.int64)
        rank[sweep.order] = np.arange(n)
        self.counted = np.append(counted[sweep.order], np.zeros(sweep.window)).astype(np.float32)
        self.keys = np.append(noise.integers(1, 1 << 62, n), 0)
        self.adjacent = np.zeros((n + sweep.window, n + sweep.window), np.float32)
        one, two = rank[part.edges].T
        self.adjacent[one, two] = self.adjacent[two, one] = 1.0
        self.degree = np.maximum(self.adjacent.sum(axis=1), 1.0)
        self.size = n

    def run(self, clock: Clock) -> list[int] | None:
        """Return the rows of the sets of the plan that wastes least, or None."""
        nothing = np.zeros((1, self.sweep.window), np.float32)
        beam = _Beam(nothing, nothing, np.zeros(1), np.zeros(1), np.zeros(1, np.int64))
        steps: list[tuple[np.ndarray, np.ndarray]] = []
        for unit in range(self.size):
            if not clock.tick():
                return None
            beam, source, action = self._step(beam, unit)
            if not len(source):
                return None
            steps.append((source, action))
        place, chosen = int((beam.waste + beam.price).argmin()), []
        for source, action in reversed(steps):
            if action[place] >= 0:
                chosen.append(int(self.sweep.rows[action[place]]))
            place = int(source[place])
        return chosen

    def _step(self, beam: _Beam, unit: int) -> tuple[_Beam, np.ndarray, np.ndarray]:
        """Decide about *unit*; return the next beam, and for each plan where it comes from and its set (or -1)."""
        sweep = self.sweep
        begin, end = int(sweep.start[unit]), int(sweep.start[unit + 1])
        ranks = sweep.ranks[begin:end]
        masks = np.zeros((end - begin, sweep.window + 1), np.float32)
        masks[np.arange(end - begin)[:, None], np.where(ranks < self.size, ranks - unit, sweep.window)] = 1.0
        masks = masks[:, : sweep.window]
        free = np.flatnonzero(beam.used[:, 0] == 0.0)
        passed = np.flatnonzero(beam.used[:, 0])
        plan, number = np.nonzero(beam.used[free] @ masks.T == 0.0)
        plan = free[plan]
        source = np.concatenate((passed, free, plan))
        action = np.concatenate((np.full(len(passed) + len(free), -1), begin + number))
        waste = np.concatenate(
            (beam.waste[passed], beam.waste[free] + self.counted[unit], beam.waste[plan] + sweep.waste[begin + number])
        )
        price = np.concatenate((beam.price[passed], beam.price[free], beam.price[plan] + sweep.price[begin + number]))
        set_keys = self.keys[ranks].sum(axis=1)
        key = np.concatenate((beam.key[passed], beam.key[free] + self.keys[unit], beam.key[plan] + set_keys[number]))
        rows = self._distinct(waste, price, key)
        source, action, waste, price, key = source[rows], action[rows], waste[rows], price[rows], key[rows]
        used, near = self._ahead(beam, source, action, masks, unit)
        if len(source) > self.width:
            rows = self._smoothest(used, near, waste + price, unit + 1)
            source, action, used, near = source[rows], action[rows], used[rows], near[rows]
            waste, price, key = waste[rows], price[rows], key[rows]
        return _Beam(used, near, waste, price, key), source, action

    def _ahead(
        self, beam: _Beam, source: np.ndarray, action: np.ndarray, masks: np.ndarray, unit: int
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return ``used`` and ``near`` after the decision about *unit*, from the next unit on."""
        ahead = slice(unit, unit + self.sweep.window)
        adjacent = self.adjacent[ahead, ahead]
        taken = np.flatnonzero(action >= 0)
        number = action[taken] - self.sweep.start[unit]
        left = np.flatnonzero((action < 0) & (beam.used[source, 0] == 0.0))
        used, near = np.zeros((2, len(source), self.sweep.window), np.float32)
        used[:, :-1], near[:, :-1] = beam.used[:, 1:][source], beam.near[:, 1:][source]
        used[taken, :-1] += masks[number, 1:]
        near[taken, :-1] += (masks @ adjacent)[number, 1:]
        near[left, :-1] += adjacent[0, 1:]
        return used, near

    def _distinct(self, waste: np.ndarray, price: np.ndarray, key: np.ndarray) -> np.ndarray:
        """Return the plans within the slack, of those with equal units the one that wastes least; not too many."""
        spent = waste + price
        most = _WIDE * self.width
        rows = self._least(spent, np.flatnonzero(waste <= self.slack), 2 * most)
        rows = rows[np.lexsort((spent[rows], key[rows]))]
        own = key[rows]
        rows = rows[np.append(True, own[1:] != own[:-1])] if len(rows) else rows
        return np.sort(self._least(spent, rows, most))

    def _least(self, spent: np.ndarray, rows: np.ndarray, most: int) -> np.ndarray:
        """Return *most* of *rows* that have spent least, with a little noise."""
        if len(rows) <= most:
            return rows
        rank = spent[rows] + _LUCK * self.slack * self.noise.random(len(rows))
        return rows[np.argpartition(rank, most)[:most]]

    def _smoothest(self, used: np.ndarray, near: np.ndarray, spent: np.ndarray, unit: int) -> np.ndarray:
        """Return the plans to follow; *unit* is the next to decide about."""
        ahead = slice(unit, unit + self.sweep.window)
        share = near / self.degree[ahead]
        share = (1.0 - used) * np.where(share > _SHUT_IN, 1.0 + _ROUGH, _ROUGH * share * share)
        rank = spent + share @ self.counted[ahead] + _LUCK * self.slack * self.noise.random(len(spent))
        return np.sort(np.argpartition(rank, self.width)[: self.width])


def _spread(part: Part, cores: list[list[int]]) -> list[int]:
    """Return labels in which every unit left over has joined one of *cores*."""
    labels = [-1] * part.size
    queue = []
    for number, core in enumerate(cores):
        for unit in core:
            labels[unit] = number
            queue.append(unit)
    for unit in queue:
        for other in part.neighbors[unit]:
            if labels[other] < 0:
                labels[other] = labels[unit]
                queue.append(other)
    return labels
