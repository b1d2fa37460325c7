"""What plans are judged by: scores of one and of many wards, faults, households off their beats, dominance."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..plan import Plan, Scores
from ..problem import NONE, Problem

LOWER_IS_BETTER = (
    "below_minimum",
    "not_contiguous",
    "spread",
    "inner_boundary_m",
    "households_moved",
    "beats_cut",
    "militia_cut",
    "barriers_crossed",
)
HIGHER_IS_BETTER = ("compactness",)
_NOISE = 1e-9


def faults(problem: Problem, plan: Plan) -> int:
    """Return how many khu phố of *plan* are below the minimum, above the maximum or in pieces."""
    above = 0
    if problem.maximum is not None and problem.size:
        counted = np.minimum(problem.households, problem.maximum)
        above = int((np.bincount(plan.labels, counted) > problem.maximum).sum())
    return plan.scores.below_minimum + plan.scores.not_contiguous + above


def outside_main(labels: np.ndarray, groups: np.ndarray, households: np.ndarray) -> int:
    """Return the households outside of the group that most of their khu phố is in; those without a group left out."""
    there = groups != NONE
    if not there.any():
        return 0
    _, number = np.unique(groups[there], return_inverse=True)
    table = np.zeros((int(labels.max()) + 1, int(number.max()) + 1), dtype=np.int64)
    np.add.at(table, (labels[there], number.reshape(-1)), households[there])
    return int(table.sum() - table.max(axis=1).sum())


def total_scores(problems: Sequence[Problem], plans: Sequence[Plan]) -> Scores:
    """Return the scores of all wards together; means count each khu phố once, shares each household."""
    scores = [plan.scores for plan in plans]
    if len(scores) == 1:
        return scores[0]
    count = sum(score.neighborhoods for score in scores)

    def mean(name: str) -> float:
        return sum(getattr(score, name) * score.neighborhoods for score in scores) / max(count, 1)

    def total(name: str) -> int | None:
        known = [getattr(score, name) for score in scores if getattr(score, name) is not None]
        return sum(known) if known else None

    return Scores(
        neighborhoods=count,
        below_minimum=total("below_minimum") or 0,
        not_contiguous=total("not_contiguous") or 0,
        smallest=min((score.smallest for score in scores if score.neighborhoods), default=0),
        largest=max((score.largest for score in scores), default=0),
        mean=mean("mean"),
        spread=mean("spread"),
        compactness=mean("compactness"),
        inner_boundary_m=float(sum(score.inner_boundary_m for score in scores)),
        kept_share=_kept_share(problems, total("households_moved")),
        households_moved=total("households_moved"),
        beats_cut=total("beats_cut"),
        militia_cut=total("militia_cut"),
        barriers_crossed=total("barriers_crossed") or 0,
        walking_m=sum(problem.total * score.walking_m for problem, score in zip(problems, scores))
        / max(sum(problem.total for problem in problems), 1),
        cost=mean("cost"),
    )


def dominates(one: Scores, other: Scores) -> bool:
    """Tell whether *one* has as many khu phố as *other*, is better in one measure and worse in none.

    Plans with another number are no better or worse: whether many are wished is the planner's choice.
    """
    if one.neighborhoods != other.neighborhoods:
        return False
    gains = [_gain(one, other, name) for name in LOWER_IS_BETTER]
    gains += [-_gain(one, other, name) for name in HIGHER_IS_BETTER]
    return min(gains) >= -_NOISE and max(gains) > _NOISE


def _gain(one: Scores, other: Scores, name: str) -> float:
    """Return how much lower *one* is than *other*; 0 where either is not known."""
    low, high = getattr(one, name), getattr(other, name)
    return 0.0 if low is None or high is None else float(high) - float(low)


def _kept_share(problems: Sequence[Problem], moved: int | None) -> float | None:
    """Return the share of the households with an old khu phố that stay with its main successor."""
    if moved is None:
        return None
    whole = sum(int(problem.households[problem.old != NONE].sum()) for problem in problems)
    return 1.0 - moved / whole if whole else 1.0
