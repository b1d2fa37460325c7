"""Proves how good a plan is: one problem and its plan in, a certificate out."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from ...model.messages import Message
from ...model.run import RunControl
from ..numbering import number_regions
from ..parts import Part, connected_parts, split_parts
from ..plan import Plan, Settings, Weights
from ..problem import Problem
from ..scores import plan_cost
from .certificate import REASONS, Certificate, count_sentence, gap_sentence
from .counting import count_bound
from .part_proof import PartProof, prove_part
from .set_costs import SetCosts
from .shares import cheapest_share

_COUNTING = 0.2  # share of the seconds for the number of neighborhoods
_SAME = 1e-6
_SAYS_NOTHING = 0.5  # a larger gap is no news for a planner
MOST_UNITS = 1000
"""Units of a part above which matrices of all pairs get too large."""


@dataclass(frozen=True)
class _Cost:
    """Outcome about the cost; values are of whole plans. ``reason``: why nothing is proven."""

    bound: float | None = None
    better: np.ndarray | None = None
    complete: bool = False
    reason: str = ""


def certify(
    problem: Problem,
    plan: Plan,
    settings: Settings | None = None,
    control: RunControl | None = None,
    seconds: float = 5.0,
) -> Certificate:
    """Prove within about *seconds* how good *plan* is among all legal plans with as many neighborhoods.

    Without scipy, or where the plan breaks a rule, there is no bound of the cost. Calls of the solver
    can't be interrupted and are limited to less than a second each. Raises ``CanceledError``.
    """
    settings, control = settings or Settings(), control or RunControl()
    started = time.monotonic()
    end = started + seconds if control.deadline is None else min(started + seconds, control.deadline)
    control.check()
    legal = problem.size > 0 and is_legal(problem, plan.labels)
    own = int(plan.labels.max()) + 1 if problem.size else 0
    counted = count_bound(problem, control, known=own if legal else 0, seconds=_COUNTING * max(end - started, 0.0))
    cost = _prove_cost(problem, plan.labels, settings.weights, control, end) if legal else _Cost(reason="plan")
    value = plan_cost(problem, plan.labels, settings.weights) if own else 0.0
    common = {
        "count_bound": counted.count,
        "count_proven": counted.proven,
        "cost": value / max(own, 1),
        "count_sentence": count_sentence(counted.count, counted.proven, own if legal else -1),
        "larger_plan": None if counted.labels is None else number_regions(problem, counted.labels),
        "seconds": time.monotonic() - started,
    }
    if cost.bound is None:
        return Certificate(
            cost_bound=None, gap=None, method="none", sentence=Message(REASONS[cost.reason or "time"]), **common
        )
    penalty = max(value, 1e-9)
    gap = max(0.0, (value - cost.bound) / penalty)
    if gap > _SAYS_NOTHING and not cost.complete and cost.better is None:
        return Certificate(cost_bound=None, gap=None, method="none", sentence=Message(REASONS["time"]), **common)
    gain = None
    if cost.better is not None:
        gain = (value - plan_cost(problem, cost.better, settings.weights)) / penalty
    return Certificate(
        cost_bound=cost.bound / own,
        gap=gap,
        method="columns" if cost.complete else "pricing",
        sentence=gap_sentence(own, gap, gain),
        better_plan=cost.better,
        **common,
    )


def is_legal(problem: Problem, labels: np.ndarray) -> bool:
    """Tell whether every neighborhood is connected, has the minimum (or is all of a part that has
    not), stays within the maximum and holds no pair to be kept apart."""
    same = labels[problem.edges[:, 0]] == labels[problem.edges[:, 1]]
    pieces = connected_parts(problem.size, problem.edges[same])
    if len(np.unique(pieces)) != len(np.unique(labels)):
        return False
    load = np.bincount(labels, problem.households)
    short = load < max(1, int(problem.minimum))
    for part in split_parts(problem):
        mine = np.unique(labels[part.units])
        if short[mine].any() and not (len(mine) == 1 and part.total < part.minimum):
            return False
    if problem.maximum is not None:
        capped = np.minimum(problem.households, problem.maximum)
        if (np.bincount(labels, capped) > problem.maximum).any():
            return False
    return not (len(problem.apart) and (labels[problem.apart[:, 0]] == labels[problem.apart[:, 1]]).any())


def _prove_cost(problem: Problem, labels: np.ndarray, weights: Weights, control: RunControl, end: float) -> _Cost:
    """Bound the cost of plans with as many neighborhoods, whichever way they are shared out over the parts."""
    try:
        import scipy.optimize  # noqa: F401
    except ImportError:
        return _Cost(reason="scipy")
    parts = split_parts(problem)
    if max(part.size for part in parts) > MOST_UNITS:
        return _Cost(reason="time")
    plans = [_regions(part, labels) for part in parts]
    costs = [SetCosts(part, weights, len(regions)) for part, regions in zip(parts, plans)]
    values = [float(own.cost(regions).sum()) + own.surplus for own, regions in zip(costs, plans)]
    total = plan_cost(problem, labels, weights)
    if abs(sum(values) - total) > _SAME * max(1.0, abs(total)):
        return _Cost(reason="model")
    if not all(own.agrees(regions) for own, regions in zip(costs, plans)):
        return _Cost(reason="model")
    others = _other_counts(parts, [len(regions) for regions in plans])
    work = sum(part.size for part in parts) + sum(parts[i].size for i, _ in others)
    proofs = []
    for part, own, regions, value in zip(parts, costs, plans, values):
        until = _slice(end, part.size, work)
        work -= part.size
        proofs.append(prove_part(own, regions, value, control, until))
    bounds = {(i, len(plans[i])): proof.bound for i, proof in enumerate(proofs)}
    for i, count in others:
        until = _slice(end, parts[i].size, work)
        work -= parts[i].size
        own = SetCosts(parts[i], weights, count)
        guess = values[i] * count / len(plans[i])
        bounds[i, count] = prove_part(own, None, guess, control, until).bound
    bound = cheapest_share(bounds, len(parts), len(np.unique(labels)))
    return _finish(problem, parts, labels, proofs, bound, not others)


def _finish(
    problem: Problem,
    parts: list[Part],
    labels: np.ndarray,
    proofs: list[PartProof],
    bound: float,
    alone: bool,
) -> _Cost:
    better = None
    if any(proof.better is not None for proof in proofs):
        better = np.asarray(labels).copy()
        for part, proof in zip(parts, proofs):
            if proof.better is not None:
                names = np.unique(labels[part.units])
                better[part.units] = names[np.argmax(proof.better, axis=0)]
        better = number_regions(problem, better) if is_legal(problem, better) else None
    if not np.isfinite(bound):
        return _Cost(reason="time")
    return _Cost(bound, better, alone and all(proof.complete for proof in proofs))


def _regions(part: Part, labels: np.ndarray) -> np.ndarray:
    own = labels[part.units]
    return own[None, :] == np.unique(own)[:, None]


def _slice(end: float, size: int, work: int) -> float:
    now = time.monotonic()
    return now + max(end - now, 0.0) * size / max(work, 1)


def _other_counts(parts: list[Part], own: list[int]) -> list[tuple[int, int]]:
    """Return (part, number) for every number of neighborhoods other than the plan's that a part could
    have in a plan with as many in all."""
    most = [part.count_bound if part.total >= part.minimum else 1 for part in parts]
    total, least = sum(own), len(parts)
    found = []
    for i, top in enumerate(most):
        low = max(1, total - (sum(most) - top))
        high = min(top, total - (least - 1))
        found += [(i, count) for count in range(low, high + 1) if count != own[i]]
    return found
