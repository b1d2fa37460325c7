"""Bounds the cost of one part's best plan, and finds that plan where few sets are left to choose from."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ...model.run import RunControl
from .choosing import choose
from .duals import Bounding, begin, prove, warm_up
from .pricing import cheapest_sets
from .set_costs import SetCosts

_MOST_SETS = 20_000  # that are given to the whole-number program
_STEPS = (0.1, 0.35, 1.0)  # shares of the gap whose sets are tried, one after the other
_CLOSE = 0.01  # share of the cost up to which all sets in the gap are tried at once
_SAME = 1e-6
_NODES = 1000  # of the choice among all sets that matter
_POOLED, _COMBINE_NODES = 2500, 40  # sets and nodes of the quick choice among those that the linear program has
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


class _Best(NamedTuple):
    """The cheapest plan known: its value (as :class:`Bounding`), and its regions where it is not the one at hand."""

    value: float
    regions: np.ndarray | None


def prove_part(
    costs: SetCosts, regions: np.ndarray | None, penalty: float, control: RunControl, until: float
) -> PartProof:
    """Bound the cost of the part; stops at *until* (a value of ``time.monotonic``).

    ``regions``: the plan's neighborhoods, or None to bound another number of neighborhoods;
    ``penalty``: about what a plan costs. Raises ``CanceledError`` when canceled.
    """
    trivial = -costs.offset
    if costs.count == 1:
        whole = np.ones((1, costs.size), bool)
        return PartProof(float(costs.cost(whole).sum()) + costs.surplus, None, True)
    now = time.monotonic()
    state = begin(costs, regions, penalty)
    warm_up(state, control, now + _WARM_UP * (until - now))
    best = _Best(np.inf, None)
    if regions is not None:
        best = _combine(state, float(costs.cost(regions).sum()), control, now + _COMBINED * (until - now))
    prove(state, control, now + _PROVEN * (until - now), best.value)
    bound, complete = state.bound, False
    if regions is not None and state.prices is not None:
        if bound < best.value - _SAME * state.scale:
            bound, best, complete = _close(state, best, control, until)
        else:
            complete = True
    return PartProof(max(min(bound, best.value) + costs.surplus, trivial), best.regions, complete)


def _combine(state: Bounding, value: float, control: RunControl, until: float) -> _Best:
    """Return the best plan made of sets that the linear program was given, or the one at hand (None)."""
    best = _Best(value, None)
    limited = RunControl(is_canceled=control.is_canceled, deadline=until)
    if state.relaxed is None or limited.out_of_time():
        return best
    rows = state.promising(_POOLED)
    members, cost = state.pool.members[rows], state.pool.cost[rows]
    answer = choose(
        members,
        cost,
        state.costs.count,
        state.center,
        limited,
        ceiling=value,
        margin=_SAME * state.scale,
        nodes=_COMBINE_NODES,
    )
    return best if answer.rows is None else _Best(answer.value, members[answer.rows])


def _close(state: Bounding, best: _Best, control: RunControl, until: float) -> tuple[float, _Best, bool]:
    """Return (bound, best plan, complete): weigh every set that a better plan may hold.

    A plan with a set of value v costs at least the prices, v and the k - 1 smallest floors; so sets
    above a limit are in no plan better than the one at hand (fixing by reduced costs).
    """
    costs = state.costs
    others = float(state.prices.sum() + np.sort(state.floor)[: costs.count - 1].sum())
    limited = RunControl(is_canceled=control.is_canceled, deadline=until)
    bound, complete = state.bound, False
    first = state.bound - others
    steps = _STEPS if best.value - state.bound > _CLOSE * state.scale else _STEPS[-1:]
    for step in steps:
        limit = first + step * (best.value - others - first)
        priced = cheapest_sets(costs, state.prices, limit, limited, most=_MOST_SETS)
        if not priced.complete:
            break
        answer = choose(
            priced.members,
            costs.cost(priced.members),
            costs.count,
            state.prices,
            limited,
            ceiling=best.value,
            margin=_SAME * state.scale,
            nodes=_NODES,
        )
        outside = others + limit  # what plans with other sets cost at least
        bound = max(bound, min(answer.bound, outside))
        if answer.rows is not None:
            best = _Best(answer.value, priced.members[answer.rows])
        complete = answer.finished and (step == _STEPS[-1] or answer.value <= outside)
        if complete or not answer.finished or time.monotonic() >= until:
            break
    return bound, best, complete
