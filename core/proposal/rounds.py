"""Anneals the parts of many problems, batch by batch, and hands each part its best plans."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from ..model.run import RunControl
from .anneal import HOT, Anneal
from .bisect import bisect
from .clock import Clock
from .coarsen import coarsen
from .cost import CostModel
from .lanes import UNITS_PER_LANE, Copy, UnitTables
from .plan import Effort
from .search import PartSearch
from .start import grow

_BATCH_UNITS = 10_000  # units of all copies of a batch; more would not fit the processor's cache
_FINE = 14.0  # units per neighborhood above which annealing starts with lumps of units
_COARSE = 10.0  # lumps per neighborhood
_MORE_COARSE = 2  # coarse copies for each fine one; the best go on
_COARSE_HOT = 3.0
_FINE_HOT = 0.4
_FINE_SWEEPS = 0.5
_LEAST_SWEEPS = 250  # with less time than that per copy, fewer copies are annealed
_GUESSED_PACE = 8e-7  # seconds per proposed move


class Purpose(Enum):
    """What annealing is for: a first plan, a better plan with as many neighborhoods, or one more of them."""

    FIRST = "first"
    AGAIN = "again"
    MORE = "more"


_PRICES = {Purpose.FIRST: (10.0, 100.0), Purpose.AGAIN: (30.0, 300.0), Purpose.MORE: (30.0, 300.0)}
"""Cost of a shortage as large as the minimum, at start and end."""


@dataclass(frozen=True)
class Program:
    """How much to anneal: plans per part, and proposed moves per unit and plan."""

    copies: int
    sweeps: int


PROGRAMS = {
    (Purpose.FIRST, Effort.QUICK): Program(2, 150),
    (Purpose.FIRST, Effort.NORMAL): Program(4, 600),
    (Purpose.FIRST, Effort.THOROUGH): Program(12, 3000),
    (Purpose.AGAIN, Effort.QUICK): Program(1, 60),
    (Purpose.AGAIN, Effort.NORMAL): Program(2, 200),
    (Purpose.AGAIN, Effort.THOROUGH): Program(4, 1000),
    (Purpose.MORE, Effort.QUICK): Program(4, 100),
    (Purpose.MORE, Effort.NORMAL): Program(8, 300),
    (Purpose.MORE, Effort.THOROUGH): Program(8, 300),
}


def anneal_parts(searches: Sequence[PartSearch], effort: Effort, control: RunControl, purpose: Purpose) -> list[bool]:
    """Anneal every part; put its best labels into ``search.candidates``; tell which ran to the end."""
    program = PROGRAMS[purpose, effort]
    complete = [True] * len(searches)
    left = sum(search.part.size for search in searches)
    if control.deadline is not None:
        seconds = max(control.deadline - time.monotonic(), 0.0) / max(left, 1)
        program = Program(fit_copies(program, seconds), program.sweeps)
    whole = max(left, 1)
    for batch in _batches(searches, program.copies):
        units = sum(searches[i].part.size for i in batch)
        now = time.monotonic()
        seconds = None if control.deadline is None else max(control.deadline - now, 0.0) * units / max(left, 1)
        deadline = None if seconds is None else now + seconds
        part_control = control.part(1.0 - left / whole, 1.0 - (left - units) / whole, deadline)
        if not control.out_of_time():
            done = _anneal_batch([searches[i] for i in batch], program, Clock(part_control), purpose)
        else:
            done = False
        for i in batch:
            complete[i] = done
        left -= units
        control.progress(1.0 - left / whole)
    return complete


def fit_copies(program: Program, seconds_per_unit: float | None) -> int:
    """Return how many copies to anneal; fewer than planned where there is time for short runs only."""
    if seconds_per_unit is None:
        return program.copies
    sweeps = seconds_per_unit / _GUESSED_PACE
    return max(1, min(program.copies, int(sweeps / min(_LEAST_SWEEPS, program.sweeps))))


def _batches(searches: Sequence[PartSearch], copies: int) -> list[list[int]]:
    batches: list[list[int]] = []
    load = _BATCH_UNITS
    for i, search in enumerate(searches):
        if load + search.part.size * copies > _BATCH_UNITS and load > 0:
            batches.append([])
            load = 0
        batches[-1].append(i)
        load += search.part.size * copies
    return batches


class _Chain:
    """One plan of one part on its way from coarse to fine."""

    def __init__(self, search: PartSearch, purpose: Purpose) -> None:
        part, model, dice = search.part, search.model, search.dice
        self.search = search
        self.model = model
        self.result = (0.0, 0.0)
        self.hot = HOT
        self.parent: np.ndarray | None = None
        self.count = search.wish if purpose is Purpose.FIRST else search.count + (purpose is Purpose.MORE)
        if purpose is Purpose.AGAIN:
            self.labels = search.labels
            return
        if part.size > _FINE * self.count:
            heaviest = 2.0 * model.target / _COARSE
            keep = bool(model.group_bonds)
            coarse, parent = coarsen(part, int(_COARSE * self.count), heaviest, dice, keep_groups=keep)
            if coarse.size < 0.9 * part.size:
                self.parent, self.hot = parent, _COARSE_HOT
                self.model = CostModel(coarse, search.weights, model.target, model.usual_length)
        start = self.model.part
        self.labels = bisect(start, self.count, dice) or grow(start, self.count, dice, search.noise)

    def refine(self) -> None:
        """Go over from lumps to units."""
        if self.parent is not None:
            self.labels = np.array(self.labels)[self.parent].tolist()
            self.model, self.parent, self.hot = self.search.model, None, _FINE_HOT


def _anneal_batch(searches: Sequence[PartSearch], program: Program, clock: Clock, purpose: Purpose) -> bool:
    prices = _PRICES[purpose]
    plain, fine = [], []
    for search in searches:
        first = _Chain(search, purpose)
        number = program.copies if first.parent is None else program.copies * _MORE_COARSE
        own = [first, *(_Chain(search, purpose) for _ in range(number - 1))]
        (plain if first.parent is None else fine).append(own)
    chains = [chain for own in plain + fine for chain in own]
    first_work = sum(chain.model.part.size for chain in chains)
    later_work = _FINE_SWEEPS * program.copies * sum(own[0].search.part.size for own in fine)
    first = Clock(_first_share(clock.control, first_work / (first_work + later_work)))
    complete = _run(chains, program.sweeps, prices, first)
    kept = []
    for own in fine:
        own.sort(key=lambda chain: chain.result)
        del own[program.copies :]
        for chain in own:
            chain.refine()
        kept += own
    if kept:
        complete &= _run(kept, int(_FINE_SWEEPS * program.sweeps), prices, clock)
    for search, own in zip([own[0].search for own in plain + fine], plain + fine):
        own.sort(key=lambda chain: chain.result)
        search.candidates = [chain.labels for chain in own]
    return complete


def _first_share(control: RunControl, share: float) -> RunControl:
    """Return *control* with *share* of the time that is left."""
    if control.deadline is None:
        return control
    now = time.monotonic()
    return control.part(0.0, 1.0, now + share * (control.deadline - now))


def _run(chains: Sequence[_Chain], sweeps: int, prices: tuple[float, float], clock: Clock) -> bool:
    """Anneal *chains* together; put labels and results into them."""
    tables: dict[int, UnitTables] = {}
    for chain in chains:
        if id(chain.model) not in tables:
            tables[id(chain.model)] = UnitTables(chain.model)
    copies = [
        Copy(chain.model, chain.labels, chain.count, chain.search.dice.getrandbits(62), chain.hot) for chain in chains
    ]
    anneal = Anneal(copies, [tables[id(chain.model)] for chain in chains])
    complete = anneal.run(sweeps * UNITS_PER_LANE, prices, clock)
    for chain, (short, cost, labels) in zip(chains, anneal.results()):
        chain.result = (short, cost)
        chain.labels = labels
    return complete
