"""The search for one problem (a ward, or one area type of it): its connected parts side by side."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from ..model.run import RunControl
from .clock import Clock
from .current import start_labels
from .difficulty import tightness
from .numbering import number_regions
from .parts import Part, share_counts, split_parts
from .plan import Effort, Goal, Plan, Settings, Start
from .problem import Problem, default_count
from .proof.polish import polish
from .reasons import count_reasons, fault_reasons
from .recut import MOST
from .scores import score
from .search import PartSearch

STEPS_PER_UNIT = {Effort.QUICK: 2, Effort.NORMAL: 8, Effort.THOROUGH: 60}
"""Re-cuts of pairs per unit that each effort spends on improving a plan."""
RAISE_STEPS = 20
"""Re-cuts per neighborhood in one round of making more neighborhoods."""
REPACKS = {Effort.QUICK: 1, Effort.NORMAL: 3, Effort.THOROUGH: 10}
"""Plans packed with the number of neighborhoods that was found."""


class WardSearch:
    """Search for one problem: :meth:`begin`, then :meth:`improve`, then :meth:`plan`.

    After :meth:`begin` there is a plan whatever the clock says.
    """

    def __init__(self, problem: Problem, settings: Settings) -> None:
        self.problem = problem
        self.settings = settings
        self.parts = split_parts(problem)
        wishes = _wishes(problem, self.parts, settings.goal)
        starts: list[list[int] | None] = [None] * len(wishes)
        if settings.start is Start.CURRENT:
            free = problem.count is None and settings.goal is Goal.TARGET
            starts = [start_labels(part, None if free else wish) for part, wish in zip(self.parts, wishes)]
            wishes = [max(start) + 1 if free and start else wish for wish, start in zip(wishes, starts)]
        self.searches = [
            PartSearch(part, settings.weights, wish, settings.seed, RAISE_STEPS, start)
            for part, wish, start in zip(self.parts, wishes, starts)
        ]
        self.steps = 0
        self.cut_off = False

    @cached_property
    def work(self) -> int:
        """Units of the parts that can have several neighborhoods, up to twice as many where the minimum is tight.

        Shares of a time limit go by it, so that hard wards get more time for each unit than easy ones.
        """
        return sum(
            round(search.part.size * (1.0 + tightness(search.part, search.wish)))
            for search in self.searches
            if search.wish > 1
        )

    def begin(self, control: RunControl) -> None:
        """Make a first plan, legal where that is possible."""
        for search in self.searches:
            self._run(search.begin, control)

    @property
    def annealed(self) -> list[PartSearch]:
        """Parts whose number of neighborhoods is set, so that annealing can start with it."""
        if self.wants_most:
            return []
        return [s for s in self.searches if s.wish > 1 and s.start is None and s.part.size > MOST]

    @property
    def reheated(self) -> list[PartSearch]:
        """Parts whose plan was made without annealing, or whose number of neighborhoods had to be found before it.

        So it is where most are asked for, and where annealed plans could not be made legal.
        """
        found = [s for s in self.searches if s.count > 1 and s.start is None]
        return found if self.wants_most else [s for s in found if not s.is_annealed and s.part.size > MOST]

    @property
    def climbing(self) -> list[PartSearch]:
        """Parts that may have one neighborhood more than was found."""
        return [s for s in self.searches if s.count < s.wish and s.start is None and not s.hopeless]

    @property
    def wants_most(self) -> bool:
        """True where as many neighborhoods as possible are asked for."""
        return self.problem.count is None and self.settings.goal is Goal.MOST

    def settle(self, control: RunControl) -> None:
        """Make legal plans of what annealing found, or find others."""
        for search in self.searches:
            self._run(search.settle, control)

    def raise_more(self, control: RunControl) -> None:
        """Look a little longer for more neighborhoods where there may be some."""
        for search in self.searches:
            if search.count < search.wish:
                self._run(search.raise_more, control)

    def repack(self, control: RunControl) -> None:
        """Look for other plans with as many neighborhoods by packing, where their number had to be found."""
        tries = REPACKS[self.settings.effort]
        for search in self.searches if self.wants_most else ():
            self._run(lambda clock, search=search: search.repack(clock, tries), control)

    def climb(self, control: RunControl) -> None:
        """Try the candidates with one neighborhood more."""
        for search in self.searches:
            if search.candidates:
                self._run(search.climb, control)

    def improve(self, control: RunControl) -> None:
        """Improve the plan by as many steps as the effort allows."""
        for search in self.searches:
            if search.count > 1:
                steps = STEPS_PER_UNIT[self.settings.effort] * search.part.size
                self._run(lambda clock, search=search, steps=steps: search.improve(clock, steps), control)

    def polish(self, control: RunControl) -> None:
        """Choose anew among many sets, as the proof does, where the effort is for that and time is left."""
        if self.settings.effort is not Effort.THOROUGH or self.settings.start is not Start.FREE:
            return
        for search in self.searches:
            better = polish(search.part, self.settings.weights, np.array(search.labels), control)
            if better is not None:
                search.labels = better.tolist()

    def plan(self) -> Plan:
        """Return the best plan so far, scored and numbered."""
        labels = np.zeros(self.problem.size, dtype=np.int64)
        base = 0
        for search in self.searches:
            labels[search.part.units] = np.array(search.labels) + base
            base += search.count
        labels = number_regions(self.problem, labels)
        scores = score(self.problem, labels, self.settings.weights)
        reasons = count_reasons(self.problem, self.parts, scores.neighborhoods)
        reasons += fault_reasons(self.problem, self.parts, labels)
        return Plan(labels, scores, scores.below_minimum == 0, tuple(reasons), self.cut_off, self.steps)

    def _run(self, work: object, control: RunControl) -> None:
        clock = Clock(control)
        try:
            work(clock)
        finally:
            self.steps += clock.steps
            self.cut_off = self.cut_off or clock.cut_off


def _wishes(problem: Problem, parts: list[Part], goal: Goal) -> list[int]:
    """Return how many neighborhoods each part should have."""
    bounds = [part.count_bound for part in parts]
    least = [part.count_needed for part in parts]
    if problem.count is None and goal is Goal.MOST:
        return bounds
    count = problem.count if problem.count is not None else default_count(problem)
    wishes = share_counts(max(1, count), bounds, [part.total for part in parts])
    return [min(max(wish, needed), bound) for wish, needed, bound in zip(wishes, least, bounds)]
