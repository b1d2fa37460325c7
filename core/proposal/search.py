"""The search for a good plan of one connected part: start, repair, sweep, then kicks and descents."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import numpy as np

from .bisect import bisect
from .clock import Clock
from .cost import CostModel
from .packer import Packer
from .parts import Part
from .plan import Weights
from .recut import Mode, Recut
from .regions import Regions
from .repair import repair
from .start import grow, merge_short
from .sweep import sweep

_KICKS = (0.6, 1.2, 2.5, 4.0)
_STALE = 60  # kicks without a new record before the search goes back to the record
_CANDIDATES = 3  # annealed plans that are tried to be made legal
_RIVAL_TRIES = 6  # starts for each number of neighborhoods where units must be kept apart
_CLIMBERS, _CLIMB_STEPS = 4, 150  # annealed plans with one neighborhood more that are tried, and re-cuts for each
_HOPELESS = 0.3  # of the minimum lacking in the best of them: no use to try again
_LOWER = 6  # numbers of neighborhoods, from the wish down, that are packed at first
_BAND = 0.1  # cost above the record, per neighborhood, that is accepted at first


class PartSearch:
    """Search for one part; :attr:`labels` always hold the best plan so far.

    ``wish``: number of neighborhoods wanted; ``most`` says to make as many as possible up to it.
    ``start``: labels to start from instead of making some.
    """

    def __init__(
        self,
        part: Part,
        weights: Weights,
        wish: int,
        seed: int,
        raise_steps: int = 20,
        start: Sequence[int] | None = None,
    ) -> None:
        self.part = part
        self.start = start
        self.weights = weights
        self.candidates: list[list[int]] = []
        self.hopeless = False
        self.is_annealed = False
        self.wish = max(1, min(wish, part.count_bound))
        # For a search that can be repeated; nothing is kept secret with it.
        self.dice = Random(f"{seed}|{part.key}")  # noqa: S311  # nosec B311
        self.noise = np.random.Generator(np.random.PCG64(self.dice.getrandbits(64)))
        self.packer = Packer(part, self.dice, self.noise)
        self.model = CostModel(part, weights, part.total / self.wish)
        self.raise_steps = 100 + raise_steps * self.wish
        self.labels = [0] * part.size
        self.count = 1
        self.regions = Regions(part, self.labels, 1, [self.dice.getrandbits(62) for _ in range(part.size)])
        self.recut = Recut(self.model, self.regions, self.dice)

    def begin(self, clock: Clock) -> None:
        """Make a plan that has the minimum in little time, if with fewer neighborhoods than wished.

        When the time is over it grows one all the same: that takes milliseconds, and a ward left as one
        neighborhood would be of no use.
        """
        in_time = clock.look()
        if self.wish == 1:
            return
        if self.start is None and not in_time:
            self.regions.set(grow(self.part, self.wish, self.dice, self.noise), self.wish)
        elif self.start is None:
            self._start(self.wish)
        else:
            self.regions.set(self.start, max(self.start) + 1)
        labels = merge_short(self.regions)
        self.labels, self.count = labels, self.regions.count

    def settle(self, clock: Clock) -> None:
        """Make the best of the candidates legal, or find another legal plan, and cut its pairs best."""
        if self.wish == 1 and self._keeps_rules():
            return
        for labels in self.candidates[:_CANDIDATES] if self.start is None else [self.start]:
            self.regions.set(labels, max(labels) + 1)
            if repair(self.recut, clock, 40 + 4 * self.regions.count):
                self._keep()
                self.is_annealed = self.start is None
                self._raise(clock, self.raise_steps)
                break
        else:
            self._build(clock)
        self.candidates = []
        self._polish(clock)

    def raise_more(self, clock: Clock) -> None:
        """Look for more neighborhoods for a while: packing with more plans each time, or sweeping."""
        before = self.count
        if self.packer.able:
            while self.count < self.wish and self._take(self.packer.more(self.count + 1, self.wish, clock), clock):
                self._keep()
            self.hopeless = self.packer.hopeless
        else:
            self._raise(clock, self.raise_steps)
        if self.count > before:
            self._polish(clock)

    def repack(self, clock: Clock, tries: int) -> None:
        """Pack as many neighborhoods as the best plan has again and again, and keep what is cheaper."""
        if not self.packer.able or self.count < 2:
            return
        self.regions.set(self.labels, self.count)
        best = self._cost()
        for _ in range(tries):
            if not clock.look():
                return
            if self._take(self.packer.again(self.count, clock), clock) and self.regions.count == self.count:
                self._descend(range(self.count), clock)
                cost = self._cost()
                if cost < best - 1e-9:
                    best = cost
                    self._keep()

    def _take(self, labels: Sequence[int] | None, clock: Clock) -> bool:
        """Take over *labels*; tell whether there are some and they are legal, if need be after a repair."""
        if labels is None:
            return False
        self.regions.set(labels, max(labels) + 1)
        return repair(self.recut, clock, 4 * self.regions.count)

    def climb(self, clock: Clock) -> None:
        """Make one of the candidates legal, which have one neighborhood more than the best plan."""
        least = self.part.minimum
        for labels in self.candidates[:_CLIMBERS]:
            self.regions.set(labels, self.count + 1)
            fault = sum(self.regions.fault(region) for region in range(self.regions.count))
            least = min(least, fault)
            if repair(self.recut, clock, _CLIMB_STEPS):
                self._keep()
                self._polish(clock)
                least = 0
                break
        self.hopeless = bool(self.candidates) and least > _HOPELESS * self.part.minimum
        self.candidates = []

    def _polish(self, clock: Clock) -> None:
        """Cut all pairs of the best plan best."""
        self.model.set_target(self.part.total / self.count)
        self.recut.settled.clear()
        self.regions.set(self.labels, self.count)
        self._descend(range(self.count), clock)
        self._keep()

    def _adopt(self, clock: Clock) -> None:
        """Take over a candidate with the same number of neighborhoods where it costs less."""
        best = self._cost()
        for labels in self.candidates[:_CANDIDATES]:
            self.regions.set(labels, self.count)
            if not repair(self.recut, clock, 10 + 2 * self.count):
                continue
            self._descend(range(self.count), clock)
            cost = self._cost()
            if cost < best - 1e-9:
                best = cost
                self._keep()
        self.candidates = []

    def _cost(self) -> float:
        return sum(self.model.region_cost(units) for units in self.regions.members)

    def _build(self, clock: Clock) -> None:
        """Find a legal plan with as many neighborhoods as wished, or as near to it as can be."""
        broken = not self._keeps_rules()
        if self.packer.able:
            for count in range(self.wish, max(self.wish - _LOWER, self.count, 1), -1):
                if self._take(self.packer.first(count, clock), clock):
                    self._keep()
                    return
        counts = [max(1, int(self.wish * factor)) for factor in (1.0, 0.95, 0.9, 0.82, 0.7, 0.5, 0.3)]
        if self.part.rivals is not None:  # one neighborhood more can be what keeps them apart
            more = range(self.wish + 1, min(self.wish + 3, self.part.count_bound) + 1)
            counts = [self.wish] * _RIVAL_TRIES + [n for n in more for _ in range(_RIVAL_TRIES)] + counts[1:]
        for count in counts:
            if not clock.look():
                return
            self._start(count)
            if repair(self.recut, clock, 40 + 4 * count):
                if broken or self.regions.count > self.count:
                    self._keep()
                break
        self._raise(clock, self.raise_steps)

    def _start(self, count: int) -> None:
        labels = bisect(self.part, count, self.dice) or grow(self.part, count, self.dice, self.noise)
        self.regions.set(labels, count)

    def improve(self, clock: Clock, steps: int) -> None:
        """Look for a better plan with the same number of neighborhoods."""
        regions, recut, dice = self.regions, self.recut, self.dice
        if self.count < 2:
            return
        regions.set(self.labels, self.count)
        if self.candidates:
            self._adopt(clock)
            regions.set(self.labels, self.count)
        above = stale = 0.0
        end = clock.steps + steps
        begin = clock.steps
        while clock.steps < end and clock.look():
            stale += 1
            recut.kick = dice.choice(_KICKS)
            regions.watch()
            change = self._kick(clock)
            if change is None:
                regions.undo()
                continue
            change += self._descend(list(regions.journal), clock)
            band = _BAND * regions.count * (1.0 - (clock.steps - begin) / steps)
            if above + change > max(band, 0.0):
                regions.undo()
            else:
                regions.journal = None
                above += change
            if above < -1e-9:
                above = stale = 0.0
                self._keep()
            elif stale > _STALE:
                regions.set(self.labels, self.count)
                above = stale = 0.0
        regions.journal = None

    def _keeps_rules(self) -> bool:
        """Tell whether the best plan so far keeps the maximum and apart what must be."""
        if self.part.maximum is None and self.part.rivals is None:
            return True
        self.regions.set(self.labels, self.count)
        return not self.regions.faulty()

    def _raise(self, clock: Clock, steps: int) -> None:
        """Sweep surplus together for more neighborhoods until there are as many as wished."""
        regions = self.regions
        regions.set(self.labels, self.count)
        end = clock.steps + steps
        while regions.count < self.wish and clock.steps < end and clock.look():
            if sweep(self.recut, clock):
                self._keep()
            elif self.dice.random() < 0.3:
                regions.set(self.labels, self.count)
        regions.set(self.labels, self.count)

    def _keep(self) -> None:
        self.labels, self.count = list(self.regions.labels), self.regions.count

    def _kick(self, clock: Clock) -> float | None:
        """Cut a chain of pairs with noise; return the change of cost, or None where it can't be used."""
        regions, dice = self.regions, self.dice
        region = dice.randrange(regions.count)
        change = 0.0
        for _ in range(dice.choice((1, 2, 3, 4))):
            around = regions.touching(region)
            if not around:
                break
            other = dice.choice(around)
            clock.tick()
            change += self.recut.cut(region, other, Mode.NOISY) or 0.0
            region = other
        legal = all(regions.fault(r) == 0 for r in regions.journal)
        return change if legal else None

    def _descend(self, regions: object, clock: Clock) -> float:
        """Cut pairs around *regions* best until no pair gets better; return the change of cost."""
        state, recut = self.regions, self.recut
        queue = list(regions)
        waiting = set(queue)
        change = 0.0
        while queue:
            region = queue.pop()
            waiting.discard(region)
            for other in state.touching(region):
                if recut.known_best(region, other):
                    continue
                if not clock.tick():
                    return change
                gain = recut.cut(region, other, Mode.BEST)
                if gain is not None:
                    change += gain
                    for again in (region, other):
                        if again not in waiting:
                            waiting.add(again)
                            queue.append(again)
        return change
