"""Puts a better plan together from the sets that the linear program was given."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ...model.run import RunControl
from .choosing import choose
from .duals import Bounding

SAME = 1e-6
"""Share of the cost that two plans may differ by and count as equally good."""


class Combined(NamedTuple):
    """A plan: its value as in :class:`.duals.Bounding`, and (k, n) its neighborhoods."""

    value: float
    regions: np.ndarray


def combine(state: Bounding, value: float, control: RunControl, *, sets: int, pivots: int) -> Combined | None:
    """Return a plan cheaper than *value* made of the most promising *sets* of the pool, or None.

    Takes about so many *pivots* at most. Raises ``CanceledError``.
    """
    if state.relaxed is None or control.out_of_time():
        return None
    rows = state.promising(sets)
    members = state.pool.members[rows]
    answer = choose(
        members,
        state.pool.cost[rows],
        state.costs.count,
        state.center,
        control,
        ceiling=value,
        margin=SAME * state.scale,
        pivots=pivots,
    )
    return None if answer.rows is None else Combined(answer.value, members[answer.rows])
