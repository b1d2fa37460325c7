"""What it costs to put a unit into a neighborhood: households that the rule wants elsewhere, households that move."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..inputs import NONE
from .case import Case, ForceView
from .decisions import Decisions
from .model import WARD
from .votes import follows_rule, targets

RULE = 4  # a household put elsewhere than the rule says weighs more than one that moves for all three authorities


class Cost:
    """Cost of each unit in each neighborhood under one preset, in whole numbers.

    The first number counts households: :data:`RULE` for each that is not where the rule wants it, and one for each
    authority that it moves for (undecided readings don't count). The second breaks ties, so that units without
    households are no dice either: fewer units, fewer undecided readings, the present neighborhood, one that was voted
    for. ``target``: (n,) what the rule wants; ``votes``: force by force (n,); ``barred``: pairs (unit, neighborhood)
    that a refused row of the ward rules out.
    """

    def __init__(self, case: Case, votes: Sequence[np.ndarray], preset: str, decisions: Decisions) -> None:
        self.case = case
        self.votes = tuple(votes)
        self.target = targets(case, votes, preset)
        self._rule = RULE if follows_rule(preset) else 0
        self._count = len(case.neighborhood_ids)
        place = {name: at for at, name in enumerate(case.neighborhood_ids)}
        self._barred = np.array(
            sorted(unit * self._count + place[to] for unit, to in decisions.refused_labels(WARD) if to in place),
            dtype=np.int64,
        )
        self._stays = [self._stay_keys(view, decisions) for view in case.forces]

    @staticmethod
    def _stay_keys(view: ForceView, decisions: Decisions) -> np.ndarray:
        place = {name: at for at, name in enumerate(view.labels)}
        rows = decisions.refused_labels(view.force)
        return np.array([unit * len(view.labels) + place[to] for unit, to in rows if to in place], dtype=np.int64)

    def barred(self, unit: np.ndarray, neighborhood: np.ndarray) -> np.ndarray:
        """Return the (q,) pairs that a refused row of the ward rules out."""
        if not len(self._barred):
            return np.zeros(len(unit), dtype=bool)
        return np.isin(unit * self._count + neighborhood, self._barred) & (neighborhood != NONE)

    def moves(self, unit: np.ndarray, neighborhood: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return for (q,) pairs how many authorities move by decided readings, and how many by undecided ones."""
        case = self.case
        none = neighborhood == NONE
        decided = (neighborhood != case.present[unit]).astype(np.int64)
        unsure = np.zeros(len(unit), dtype=np.int64)
        for view, stays in zip(case.forces, self._stays):
            label = np.append(view.partner, NONE)[neighborhood]
            moves = (label != view.before[unit]) & ~none
            if len(stays):
                moves &= ~np.isin(unit * len(view.labels) + label, stays)
            sure = view.reading.decided[unit]
            decided += moves & sure
            unsure += moves & ~sure
        return decided, unsure

    def of(self, unit: np.ndarray, neighborhood: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the (q,) costs of pairs: households, and the number that breaks ties."""
        decided, unsure = self.moves(unit, neighborhood)
        off = self._rule * (neighborhood != self.target[unit])
        weight = decided + off
        leaves = neighborhood != self.case.present[unit]
        wanted = np.any([said[unit] == neighborhood for said in self.votes], axis=0) if self.votes else ~leaves
        tie = 8 * weight + 2 * unsure + leaves + 4 * (leaves & ~wanted)
        return self.case.households[unit] * weight, tie

    def best(self, fixed: np.ndarray) -> np.ndarray:
        """Return the (n,) cheapest neighborhood of each unit alone, among its own and those that were voted for.

        *fixed*: (n,) neighborhood that a unit is held in, or a number below -1.
        """
        case, units = self.case, np.arange(self.case.size)
        chosen = case.present.copy()
        best = self.of(units, chosen)
        for said in self.votes:
            may = (said != NONE) & ~self.barred(units, said)
            cost = self.of(units, said)
            less = (cost[0] < best[0]) | (cost[0] == best[0]) & (cost[1] < best[1])
            equal = (cost[0] == best[0]) & (cost[1] == best[1]) & (said < chosen)
            take = may & (less | equal)
            chosen = np.where(take, said, chosen)
            best = tuple(np.where(take, new, old) for new, old in zip(cost, best))
        return np.where(fixed < NONE, chosen, fixed)
