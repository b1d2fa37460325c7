"""What each force says about each unit: the neighborhood that its area stands for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..inputs import NONE
from .case import Case, ForceView
from .links import Links
from .model import BY_POLICE, KHU_PHO, MAJORITY, POLICE


def vote(case: Case, view: ForceView, links: Links) -> np.ndarray:
    """Return the (n,) neighborhood that the force of *view* votes for, or -1 where it abstains.

    - A unit whose neighborhood and area belong together: its own neighborhood.
    - A neighborhood that has no area of its own gets a new one, so its units vote for it.
    - Otherwise the neighborhood that the unit's area is matched with.

    Undecided readings, units in no area, and areas of another ward or type of area abstain.
    """
    area = view.reading.area
    called = np.append(links.home, NONE)[area]
    own = links.joins(case.present, area)
    alone = np.append(view.matched == NONE, False)[case.present]
    chosen = np.where((own | alone) & (area != NONE), case.present, called)
    chosen = np.where(view.reading.decided & (area != NONE), chosen, NONE)
    return np.where(case.may_join(chosen), chosen, NONE)


def targets(case: Case, votes: Sequence[np.ndarray], preset: str) -> np.ndarray:
    """Return the (n,) neighborhood that the rule of *preset* names, before any constraint; -1 for none.

    Under “fewest moved” there is no rule but the cost; the present neighborhood is returned.
    """
    present = case.present
    if preset == BY_POLICE:
        for view, said in zip(case.forces, votes):
            if view.force == POLICE:
                return np.where(said == NONE, present, said)
    if preset == MAJORITY and len(votes) > 1:
        return np.where((votes[0] == votes[1]) & (votes[0] != NONE), votes[0], present)
    return present.copy()


def follows_rule(preset: str) -> bool:
    """Tell whether *preset* names a neighborhood for each unit (all but “fewest moved” do)."""
    return preset in (KHU_PHO, BY_POLICE, MAJORITY)
