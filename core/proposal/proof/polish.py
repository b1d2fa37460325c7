"""Improves a legal plan of one part by choosing anew among thousands of sets, as the proof does, without a clock.

Sets come from column generation at prices that the linear program proposes (quick, unproven pricing);
then branch and bound puts a plan together. Rounds, sets and pivots are counted, so that the answer
depends on the part and the plan alone. Where a deadline stops it there is no answer.
"""

from __future__ import annotations

import numpy as np

from ...model.run import RunControl
from ..parts import Part
from ..plan import Weights
from .certify import MOST_UNITS
from .combine import combine
from .duals import begin, warm_up
from .set_costs import SetCosts

_SETS, _PIVOTS = 3000, 15_000


def polish(part: Part, weights: Weights, labels: np.ndarray, control: RunControl) -> np.ndarray | None:
    """Return (n,) labels of a cheaper legal plan with as many neighborhoods, or None where none is found.

    *labels*: (n,) 0 to k - 1, a legal plan of *part* (else there is no answer, either). Takes seconds for
    hundreds of units, and scipy. Raises ``CanceledError``.
    """
    try:
        import scipy.optimize  # noqa: F401
    except ImportError:
        return None
    count = int(labels.max()) + 1 if len(labels) else 0
    if count < 2 or part.size > MOST_UNITS:
        return None
    regions = np.asarray(labels)[None, :] == np.arange(count)[:, None]
    costs = SetCosts(part, weights, count)
    if not costs.legal(regions).all() or not costs.agrees(regions):
        return None
    value = float(costs.cost(regions).sum())
    state = begin(costs, regions, value + costs.surplus)
    warm_up(state, control, np.inf if control.deadline is None else control.deadline)
    found = combine(state, value, control, sets=_SETS, pivots=_PIVOTS)
    if found is None or control.out_of_time():
        return None
    return np.argmax(found.regions, axis=0)
