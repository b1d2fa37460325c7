"""Simulated annealing of many plans at once, in lockstep: every step is a handful of numpy calls.

In each step every lane proposes to move one unit to a neighborhood across its border. A move is
taken when the cost falls, or at random when it rises a little, less and less as the temperature
sinks (Kirkpatrick, Gelatt and Vecchi 1983). Shortages of households are allowed at a price that rises.
A neighborhood stays connected: the neighbors of the moved unit in it must hang together around it.
A pair that must be kept apart costs as much as a shortage while it is in one neighborhood. Walking and
pairs take time only where they are asked for.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from math import pi

import numpy as np

from .clock import Clock
from .draws import Draws
from .lanes import AREA, BORDER, FULL, LOAD, SIZE, STEP_SQUARE, STEP_X, STEP_Y, UNITS, Board, Copy, UnitTables

HOT, COLD = 1.5, 0.12  # temperatures at start and end, in mean borders
_ANY_SHORTAGE = 0.2  # price of any shortage at all, as a share of the above
_ANY_CLASH = 0.6  # price of a pair that must be kept apart, likewise; more would let none pass on its way
_ROWS = 64  # steps whose random numbers are drawn together
_FOUR_PI = 4.0 * pi
_FULL = 1.0 - 1e-9


class Anneal:
    """Anneals *copies* together; ``tables[i]`` belongs to ``copies[i]``."""

    def __init__(self, copies: Sequence[Copy], tables: Sequence[UnitTables]) -> None:
        self.board = Board(copies, tables)
        board = self.board
        models = [copy.model for copy in copies]
        model = models[0]
        self.plain = all(model.plain for model in models) and model.boundary == 1.0
        self.tall = any(model.has_tall for model in models)
        self.capped = bool(board.columns[:, FULL].any())
        self.walks = model.walks
        self.weights = model.balance, model.compactness * _FOUR_PI
        self.heat = np.array([model.heat for model in models])[board.lane_copy]
        self.hot = np.array([copy.hot for copy in copies])[board.lane_copy]
        self.claims = np.zeros(board.regions, dtype=np.int64)

    def run(self, steps: int, prices: tuple[float, float], clock: Clock) -> bool:
        """Make *steps* steps from hot to cold, fewer where the deadline is nearer; tell whether all were made.

        The cooling is fitted to the steps that there is time for. *prices*: cost of a shortage as large
        as the minimum, at start and end.
        """
        board = self.board
        draws = Draws(board.lane_keys)
        started, start, planned = time.monotonic(), 0, steps
        while start < steps and clock.look():
            rows = min(_ROWS, steps - start)
            done = start / steps
            heat = self.heat * self.hot * (COLD / self.hot) ** done
            price = prices[0] * (prices[1] / prices[0]) ** done
            units = board.movable[board.lane_start + (draws.uniform(rows) * board.lane_length).astype(np.int64)]
            across = board.neighbors[units, (draws.uniform(rows) * board.degree[units]).astype(np.int64)]
            room = -heat * np.log1p(-draws.uniform(rows))
            for row in range(rows):
                self._step(units[row], across[row], room[row], price)
            start += rows
            if clock.control.deadline is not None:
                now = time.monotonic()
                fit = start + int((clock.control.deadline - now) * start / max(now - started, 1e-6))
                steps = max(start, min(planned, fit))
        return start >= planned

    def _step(self, units: np.ndarray, across: np.ndarray, room: np.ndarray, price: float) -> None:
        board = self.board
        source, target = board.labels[units], board.labels[across]
        border = np.flatnonzero(source != target)
        units, source, target = units[border], source[border], target[border]
        around = board.labels[board.neighbors[units]]
        stays = around == source[:, None]
        goes = around == target[:, None]
        lengths = board.lengths[units]
        rows = np.empty((4, len(units), board.state.shape[1]))
        rows[0], rows[1] = board.state[source], board.state[target]
        moved = board.columns[units]
        np.subtract(rows[0], moved, out=rows[2])
        np.add(rows[1], moved, out=rows[3])
        stay_length = np.einsum("ij,ij->i", lengths, stays)
        go_length = np.einsum("ij,ij->i", lengths, goes)
        rows[2, :, BORDER] += 2.0 * stay_length
        rows[3, :, BORDER] -= 2.0 * go_length
        np.maximum(rows[2, :, BORDER], 1e-6, out=rows[2, :, BORDER])
        cost = self._cost(rows, price)
        change = cost[2] + cost[3] - cost[0] - cost[1]
        if self.plain:
            change += stay_length - go_length
        else:
            change += np.einsum("ij,ij->i", board.bonds[units], stays.astype(float) - goes)
        for grouping in board.groupings:
            change += grouping.loss(units, source, target)
        if board.rivals is not None:
            rivals = board.labels[board.rivals[units]]
            joined = (rivals == target[:, None]).sum(axis=1) - (rivals == source[:, None]).sum(axis=1)
            change += _ANY_CLASH * price * joined
        taken = np.flatnonzero((change < room[border]) & (rows[0, :, UNITS] > 1.5))
        if len(taken):
            taken = taken[self._connected(units[taken], source[taken], stays[taken])]
        if len(taken) > 1:
            taken = self._apart(taken, source, target)
        if len(taken):
            for grouping in board.groupings:
                grouping.move(units[taken], source[taken], target[taken])
            board.labels[units[taken]] = target[taken]
            board.state[source[taken]] = rows[2][taken]
            board.state[target[taken]] = rows[3][taken]

    def _cost(self, rows: np.ndarray, price: float) -> np.ndarray:
        balance, roundness = self.weights
        off = rows[:, :, SIZE] - 1.0
        border = rows[:, :, BORDER]
        share = rows[:, :, AREA] / np.maximum(border * border, 1e-9)
        if self.tall:  # a building above the target that stands alone is no fault in compactness
            share[(rows[:, :, UNITS] < 1.5) & (rows[:, :, SIZE] >= _FULL)] = 1.0 / _FOUR_PI
        cost = balance * (off * off) - roundness * share
        short = _FULL - rows[:, :, LOAD]
        cost += price * (np.maximum(short, 0.0) + _ANY_SHORTAGE * (short > 0.0))
        if self.capped:
            over = rows[:, :, FULL] - (2.0 - _FULL)
            cost += price * (np.maximum(over, 0.0) + _ANY_SHORTAGE * (over > 0.0))
        if self.walks:
            around = rows[:, :, STEP_X] ** 2 + rows[:, :, STEP_Y] ** 2
            cost += np.maximum(rows[:, :, STEP_SQUARE] - around / np.maximum(rows[:, :, LOAD], 1e-9), 0.0)
        return cost

    def _connected(self, units: np.ndarray, source: np.ndarray, stays: np.ndarray) -> np.ndarray:
        """Tell whether the neighbors that stay hang together around the unit, without it."""
        board = self.board
        inside = (board.labels[board.ring[units]] == source[:, None]) @ board.bits
        need = stays @ board.bits[: stays.shape[1]]
        links = board.links[units]
        reached = need & -need
        while True:
            wider = np.bitwise_or.reduce(np.where(reached[:, None] & board.bits, links, 0), axis=1) & inside | reached
            if np.array_equal(wider, reached):
                return reached & need == need
            reached = wider

    def _apart(self, taken: np.ndarray, source: np.ndarray, target: np.ndarray) -> np.ndarray:
        """Drop moves that touch a region which another move of this step touches."""
        number = np.arange(len(taken))
        self.claims[source[taken]] = number
        self.claims[target[taken]] = number
        clear = (self.claims[source[taken]] == number) & (self.claims[target[taken]] == number)
        return taken[clear]

    def results(self) -> list[tuple[float, float, list[int]]]:
        """Return (shortage in minimums, cost, labels) of each copy; a pair not kept apart counts as a minimum."""
        board = self.board
        short = np.maximum(_FULL - board.state[:, LOAD], 0.0)
        short += np.maximum(board.state[:, FULL] - (2.0 - _FULL), 0.0)
        shorts = np.bincount(board.region_copy, short, len(board.copies))
        if board.rivals is not None:
            own = board.labels[:-1]
            clashes = (board.labels[board.rivals] == own[:, None]).sum(axis=1) / 2.0
            shorts += np.bincount(board.region_copy[own], clashes, len(board.copies))
        found = []
        for i, copy in enumerate(board.copies):
            labels = board.labels_of(i)
            members: list[list[int]] = [[] for _ in range(copy.count)]
            for unit, region in enumerate(labels):
                members[region].append(unit)
            found.append((float(shorts[i]), sum(copy.model.region_cost(units) for units in members), labels))
        return found
