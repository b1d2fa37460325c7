"""The summary of a run, ready for JSON: per ward and in all."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.messages import Message
from .city import CityResult
from .plan import Plan
from .problem import Problem


def summarize(problems: Sequence[Problem], plans: Sequence[Plan | None], result: CityResult) -> dict[str, object]:
    """Return counts, faults and scores per ward and in all, as plain dicts, lists, numbers and texts.

    Reasons are given as ``{"template": …, "values": {…}, "text": English sentence}`` for the edge to
    translate. A ward that a cancel left undone has no scores; the totals of scores leave it out.
    """
    wards = [_ward(problem, plan, done) for problem, plan, done in zip(problems, plans, result.finished)]
    made = [plan for plan in plans if plan is not None]
    count = sum(plan.scores.neighborhoods for plan in made)
    return {
        "wards": wards,
        "total": {
            "wards": len(plans),
            "units": sum(problem.size for problem in problems),
            "households": sum(problem.total for problem in problems),
            "missing_households": sum(int((~problem.known).sum()) for problem in problems),
            "neighborhoods": count,
            "below_minimum": sum(plan.scores.below_minimum for plan in made),
            "not_contiguous": sum(plan.scores.not_contiguous for plan in made),
            "wards_below_minimum": sum(not plan.meets_minimum for plan in made),
            "compactness": _mean(made, "compactness", count),
            "spread": _mean(made, "spread", count),
            "inner_boundary_m": round(sum(plan.scores.inner_boundary_m for plan in made), 1),
            "households_moved": _sum(made, "households_moved"),
            "beats_cut": _sum(made, "beats_cut"),
            "militia_cut": _sum(made, "militia_cut"),
            "barriers_crossed": sum(plan.scores.barriers_crossed for plan in made),
            "walking_m": _walking(problems, plans),
            "cut_off": result.cut_off,
            "wards_cut_off": [problem.ward for problem, plan in zip(problems, plans) if plan and plan.cut_off],
            "canceled": result.canceled,
            "wards_without_plan": list(dict.fromkeys(p.ward for p, plan in zip(problems, plans) if plan is None)),
            "seconds": round(result.seconds, 2),
        },
    }


def _ward(problem: Problem, plan: Plan | None, finished: bool) -> dict[str, object]:
    record: dict[str, object] = {
        "ward": problem.ward,
        "ward_name": problem.title,
        "area_type": problem.area_type,
        "units": problem.size,
        "households": problem.total,
        "missing_households": int((~problem.known).sum()),
        "minimum": problem.minimum,
        "maximum": problem.maximum,
        "count_asked": problem.count,
        "finished": finished,
    }
    if plan is None:
        return record
    return {
        **record,
        "meets_minimum": plan.meets_minimum,
        "reasons": [
            {
                "template": reason.template,
                "values": {
                    name: str(value) if isinstance(value, Message) else value for name, value in reason.values.items()
                },
                "text": str(reason),
            }
            for reason in plan.reasons
        ],
        "cut_off": plan.cut_off,
        "steps": plan.steps,
        **plan.scores.as_dict(),
    }


def _mean(plans: Sequence[Plan], name: str, count: int) -> float:
    """Mean of a measure over neighborhoods."""
    return round(sum(getattr(plan.scores, name) * plan.scores.neighborhoods for plan in plans) / max(count, 1), 4)


def _walking(problems: Sequence[Problem], plans: Sequence[Plan | None]) -> float:
    """Mean of the walking distance over households, in metres."""
    made = [(problem.total, plan.scores.walking_m) for problem, plan in zip(problems, plans) if plan is not None]
    return round(sum(h * walking for h, walking in made) / max(sum(h for h, _ in made), 1), 1)


def _sum(plans: Sequence[Plan], name: str) -> int | None:
    values = [getattr(plan.scores, name) for plan in plans]
    there = [value for value in values if value is not None]
    return sum(there) if there else None
