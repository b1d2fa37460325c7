"""When and how hard to pack: plans with as many neighborhoods as possible, and cheaper plans with as many."""

from __future__ import annotations

from random import Random

import numpy as np

from .clock import Clock
from .lean_sets import LeanSets, best_sets, lean_sets
from .pack import pack
from .parts import Part

_MOST_UNITS = 10.0  # units per minimum up to which lean sets can be listed
_MOST_SIZE = 1500  # units of a part
_FEW, _MANY = (30, 50), (60, 100)  # lean sets per unit that grow on at each size, and that are packed
_NARROW, _WIDE = 60, 300  # plans side by side at first and at most
_FIRST = (1.0, 0.3)  # weight of the cost against waste in first tries
_HARD = 0.1  # and where it is hard to find one more
_DEARER, _CHEAPER = 1.6, 0.7  # change of it after a success and a failure in later tries
_WASTE = 0.5  # minimums of households that a set may have above the minimum
_LOWER = 3  # neighborhoods fewer than asked for that listed sets are good for, too
_TRIES = 8  # without success, each with more plans, before it is given up


class Packer:
    """Packs one part; ``hopeless`` turns True after some tries in vain to find one neighborhood more."""

    def __init__(self, part: Part, dice: Random, noise: np.random.Generator) -> None:
        self.part, self.dice, self.noise = part, dice, noise
        counted = int(np.minimum(part.households, part.minimum).sum())
        self.able = part.size <= _MOST_SIZE and part.size * part.minimum <= _MOST_UNITS * counted
        self.tries = 0
        self._last = _FEW, _NARROW, _FIRST[0]
        self._counted = counted
        self._listed: tuple[int, int, LeanSets] | None = None  # sets per unit, for how many neighborhoods
        self._best: tuple[tuple[int, int, int], LeanSets] | None = None

    @property
    def hopeless(self) -> bool:
        """True where one neighborhood more was looked for in vain for long."""
        return self.tries >= _TRIES

    def first(self, count: int, clock: Clock) -> list[int] | None:
        """Return labels of *count* legal neighborhoods, found in little time, or None."""
        for thrift in _FIRST:
            labels = self._pack(count, count, _FEW, _NARROW, thrift, clock)
            if labels is not None:
                return labels
        return None

    def more(self, count: int, most: int, clock: Clock) -> list[int] | None:
        """Return labels of *count* to *most* legal neighborhoods, or None; looks longer each time in vain."""
        width = min(_NARROW << (self.tries + 1), _WIDE)
        labels = self._pack(count, most, _MANY, width, _HARD, clock)
        self.tries = 0 if labels is not None else self.tries + 1
        return labels

    def again(self, count: int, clock: Clock) -> list[int] | None:
        """Return other labels of *count* legal neighborhoods, with low cost, or None.

        How much the cost counts against waste rises with each success and falls with each failure.
        """
        amount, width, thrift = self._last
        labels = self._pack(count, count, amount, width, thrift, clock)
        self._last = amount, width, thrift * (_CHEAPER if labels is None else _DEARER)
        return labels

    def _pack(
        self, count: int, most: int, amount: tuple[int, int], width: int, thrift: float, clock: Clock
    ) -> list[int] | None:
        sets = self._sets(count, amount, clock)
        if sets is None:
            return None
        labels = pack(self.part, count, sets, width, thrift, self.dice, self.noise, clock, most=most)
        if labels is not None:
            self._last = amount, max(width, 2 * _NARROW), thrift
        return labels

    def _sets(self, count: int, amount: tuple[int, int], clock: Clock) -> LeanSets | None:
        """Return the sets to pack; None when the time is over."""
        if self._best is None or self._best[0] != (count, *amount):
            growing, kept = amount
            if self._listed is None or self._listed[0] != growing or self._listed[1] > count:
                least = max(1, count - _LOWER) if amount is _FEW else count
                waste = min(self._counted - least * self.part.minimum, _WASTE * self.part.minimum)
                listed = lean_sets(self.part, waste, growing, kept, self.noise, clock) if clock.look() else None
                if listed is None:
                    return None
                self._listed = growing, least, listed
            self._best = (count, *amount), best_sets(self.part, self._listed[2], count, kept)
        return self._best[1]
