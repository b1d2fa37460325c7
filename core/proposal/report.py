"""The summary of a run, ready for JSON: per ward and in all."""

from __future__ import annotations

from collections.abc import Sequence

from .city import CityResult
from .plan import Plan
from .problem import Problem


def summarize(problems: Sequence[Problem], plans: Sequence[Plan], result: CityResult) -> dict[str, object]:
    """Return counts, faults and scores per ward and in all, as plain dicts, lists, numbers and texts.

    Reasons are given as ``{"template": …, "values": {…}, "text": English sentence}`` for the edge to
    translate.
    """
    wards = [_ward(problem, plan, done) for problem, plan, done in zip(problems, plans, result.finished)]
    count = sum(plan.scores.neighborhoods for plan in plans)
    return {
        "wards": wards,
        "total": {
            "wards": len(plans),
            "units": sum(problem.size for problem in problems),
            "households": sum(problem.total for problem in problems),
            "missing_households": sum(int((~problem.known).sum()) for problem in problems),
            "neighborhoods": count,
            "below_minimum": sum(plan.scores.below_minimum for plan in plans),
            "not_contiguous": sum(plan.scores.not_contiguous for plan in plans),
            "wards_below_minimum": sum(not plan.meets_minimum for plan in plans),
            "compactness": _mean(plans, "compactness", count),
            "spread": _mean(plans, "spread", count),
            "inner_boundary_m": round(sum(plan.scores.inner_boundary_m for plan in plans), 1),
            "households_moved": _sum(plans, "households_moved"),
            "beats_cut": _sum(plans, "beats_cut"),
            "militia_cut": _sum(plans, "militia_cut"),
            "barriers_crossed": sum(plan.scores.barriers_crossed for plan in plans),
            "cut_off": result.cut_off,
            "wards_cut_off": [problem.ward for problem, plan in zip(problems, plans) if plan.cut_off],
            "seconds": round(result.seconds, 2),
        },
    }


def _ward(problem: Problem, plan: Plan, finished: bool) -> dict[str, object]:
    return {
        "ward": problem.ward,
        "area_type": problem.area_type,
        "units": problem.size,
        "households": problem.total,
        "missing_households": int((~problem.known).sum()),
        "minimum": problem.minimum,
        "maximum": problem.maximum,
        "count_asked": problem.count,
        "meets_minimum": plan.meets_minimum,
        "reasons": [
            {"template": reason.template, "values": dict(reason.values), "text": str(reason)} for reason in plan.reasons
        ],
        "finished": finished,
        "cut_off": plan.cut_off,
        "steps": plan.steps,
        **plan.scores.as_dict(),
    }


def _mean(plans: Sequence[Plan], name: str, count: int) -> float:
    """Mean of a measure over neighborhoods."""
    return round(sum(getattr(plan.scores, name) * plan.scores.neighborhoods for plan in plans) / max(count, 1), 4)


def _sum(plans: Sequence[Plan], name: str) -> int | None:
    values = [getattr(plan.scores, name) for plan in plans]
    there = [value for value in values if value is not None]
    return sum(there) if there else None
