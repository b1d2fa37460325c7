"""Bounds the cost of one part's best plan, and finds that plan where few sets are left to choose from."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from ...model.run import RunControl
from .choosing import choose
from .combine import SAME, combine
from .duals import Bounding, begin, prove, warm_up
from .pricing import cheapest_sets
from .set_costs import SetCosts

_MOST_SETS = 20_000  # that are given to the whole-number program
_STEPS = (0.1, 0.35, 1.0)  # shares of the gap whose sets are tried, one after the other
_CLOSE = 0.01  # share of the cost up to which all sets in the gap are tried at once
_PIVOTS = 100_000  # of the choice among all sets that matter
_POOLED, _COMBINE_PIVOTS = 2500, 15_000  # sets and pivots of the quick choice among those that the linear program has
_WARM_UP, _COMBINED, _PROVEN = 0.35, 0.45, 0.85  # shares of the time at which steps end


@dataclass(frozen=True)
class PartProof:
    """``bound``: no legal plan of the part with this number of neighborhoods costs less (plan's cost,
    :func:`..scores.plan_cost`); ``better``: (k, n) neighborhoods of a cheaper plan, or None;
    ``complete``: every set that could be in a better plan was weighed.
    """

    bound: float
    better: np.ndarray | None
    complete: bool


def prove_part(
    costs: SetCosts, regions: np.ndarray | None, penalty: float, control: RunControl, until: float
) -> PartProof:
    """Bound the cost of the part; stops at *until* (a value of ``time.monotonic``).

    ``regions``: the plan's neighborhoods, or None to bound another number of neighborhoods;
    ``penalty``: about what a plan costs. Raises ``CanceledError`` when canceled.
    """
    if costs.count == 1:
        whole = np.ones((1, costs.size), bool)
        return PartProof(float(costs.cost(whole).sum()) + costs.surplus, None, True)
    now = time.monotonic()
    state = begin(costs, regions, penalty)
    warm_up(state, control, now + _WARM_UP * (until - now))
    value, better = np.inf, None
    if regions is not None:
        value = float(costs.cost(regions).sum())
        limited = RunControl(is_canceled=control.is_canceled, deadline=now + _COMBINED * (until - now))
        found = combine(state, value, limited, sets=_POOLED, pivots=_COMBINE_PIVOTS)
        value, better = found or (value, None)
    prove(state, control, now + _PROVEN * (until - now), value)
    bound, complete = state.bound, False
    if regions is not None and state.prices is not None:
        if bound < value - SAME * state.scale:
            bound, value, better, complete = _close(state, value, better, control, until)
        else:
            complete = True
    return PartProof(max(min(bound, value) + costs.surplus, 0.0), better, complete)


def _close(
    state: Bounding, value: float, better: np.ndarray | None, control: RunControl, until: float
) -> tuple[float, float, np.ndarray | None, bool]:
    """Weigh every set that a better plan may hold; return (bound, value of the best plan, its regions, complete).

    *better*: the regions of the best plan known, None where that is the one at hand. A plan with a set
    of value v costs at least the prices, v and the k - 1 smallest floors; so sets above a limit are in
    no plan better than the best known (fixing by reduced costs).
    """
    costs = state.costs
    others = float(state.prices.sum() + np.sort(state.floor)[: costs.count - 1].sum())
    limited = RunControl(is_canceled=control.is_canceled, deadline=until)
    bound, complete = state.bound, False
    first = state.bound - others
    steps = _STEPS if value - state.bound > _CLOSE * state.scale else _STEPS[-1:]
    for step in steps:
        limit = first + step * (value - others - first)
        priced = cheapest_sets(costs, state.prices, limit, limited, most=_MOST_SETS)
        if not priced.complete:
            break
        answer = choose(
            priced.members,
            costs.cost(priced.members),
            costs.count,
            state.prices,
            limited,
            ceiling=value,
            margin=SAME * state.scale,
            pivots=_PIVOTS,
        )
        outside = others + limit  # what plans with other sets cost at least
        bound = max(bound, min(answer.bound, outside))
        if answer.rows is not None:
            value, better = answer.value, priced.members[answer.rows]
        complete = answer.finished and (step == _STEPS[-1] or answer.value <= outside)
        if complete or not answer.finished or time.monotonic() >= until:
            break
    return bound, value, better, complete
