"""The curve of number against quality: the best plan found for each number of khu phố."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...model.run import RunControl
from ..city import CityOptions
from ..parts import split_parts
from ..plan import Plan, Scores, Settings
from ..problem import Problem
from ..rules import Rules
from .candidates import Recipe, searched, slices
from .judging import total_scores
from .kinds import Kind

_MOST_POINTS = 10
_LARGE = 2.0  # times the minimum: a mean above it means that there could be one khu phố more almost everywhere


@dataclass(frozen=True)
class Point:
    """One point of the curve: a plan per problem, and the scores of all of them together."""

    plans: tuple[Plan, ...]
    total: Scores


def count_range(problem: Problem) -> tuple[int, int]:
    """Return the fewest and the most khu phố that are worth a look.

    Fewest: twice the minimum each, no fewer than connected parts, and so many that none need be above the
    maximum. Most: what the households allow (:attr:`.parts.Part.count_bound`).
    """
    parts = split_parts(problem)
    most = sum(part.count_bound for part in parts)
    fewest = -(-problem.total // max(1, round(_LARGE * problem.minimum)))
    if problem.maximum is not None:
        fewest = max(fewest, -(-problem.total // problem.maximum))
    return min(max(fewest, len(parts), 1), max(most, 1)), max(most, 1)


def counts_to_try(problems: Sequence[Problem], most_points: int = _MOST_POINTS) -> list[tuple[int, ...]]:
    """Return the numbers of khu phố per problem for each point of the curve, ascending.

    One ward: every number, or so many as *most_points*. Several: all of them go from their fewest to their most in
    equal steps.
    """
    ranges = [count_range(problem) for problem in problems]
    steps = min(max((most - fewest for fewest, most in ranges), default=0), most_points - 1)
    if steps == 0:
        return [tuple(fewest for fewest, _ in ranges)]
    tried = {
        tuple(fewest + (2 * step * (most - fewest) + steps) // (2 * steps) for fewest, most in ranges)
        for step in range(steps + 1)
    }
    return sorted(tried, key=lambda counts: (sum(counts), counts))


def frontier(
    problems: Sequence[Problem],
    settings: Settings | None = None,
    control: RunControl | None = None,
    *,
    rules: Sequence[Rules] | None = None,
    options: CityOptions | None = None,
    known: Sequence[Sequence[Plan]] = (),
    most_points: int = _MOST_POINTS,
) -> list[Point]:
    """Return a point for each number of khu phố (of all wards together) that was found, ascending.

    *rules*: hard rules of each problem; *options*: how each search is done. *known*: plans that are there
    already (each a plan per problem, scored with the same weights); where one has the same number and a lower
    cost it takes the place of the one found here. Where a number can't be reached, the point of the number that
    was reached stands for it.

    :raises KhuPhoError: rules contradict each other or name what isn't there.
    :raises CanceledError: *control* says so.
    """
    settings, control = settings or Settings(), control or RunControl()
    tried = counts_to_try(problems, most_points)
    found = [tuple(plans) for plans in known]
    for counts, slice_ in zip(tried, slices(control, len(tried))):
        asked = [problem.with_count(count) for problem, count in zip(problems, counts)]
        made = searched(asked, rules or [Rules()] * len(asked), _RECIPE, settings, slice_(), options)
        found.append(tuple(candidate.plan for candidate in made))
    best: dict[int, Point] = {}
    for plans in found:
        point = Point(plans, total_scores(problems, plans))
        number = point.total.neighborhoods
        if number not in best or _rank(point) < _rank(best[number]):
            best[number] = point
    return [best[number] for number in sorted(best)]


def _rank(point: Point) -> tuple[float, ...]:
    return (point.total.below_minimum + point.total.not_contiguous, point.total.cost)


_RECIPE = Recipe(Kind.BALANCED, lambda problem, rules: (problem, rules))
