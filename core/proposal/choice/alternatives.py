"""Several plans that differ in kind for one or many wards, judged by the same weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ...model.run import RunControl
from ..city import CityOptions
from ..plan import Plan, Scores, Settings
from ..problem import NONE, Problem
from ..rules import Rules
from .candidates import Candidate, recipes, searched, slices
from .judging import dominates, faults, outside_main, total_scores
from .kinds import Kind, not_possible


@dataclass(frozen=True)
class Alternative:
    """One plan of a kind.

    ``plans``: one per problem; ``total``: their scores together, by the weights that all alternatives share;
    ``kept``: per problem the names that neighborhoods keep, by their number; ``also``: other kinds whose best
    plan is the same one; ``dominated_by``: alternatives with as many khu phố that are better in one measure and
    worse in none.
    """

    kind: Kind
    plans: tuple[Plan, ...]
    total: Scores
    kept: tuple[dict[int, str], ...] = ()
    also: tuple[Kind, ...] = ()
    dominated_by: tuple[Kind, ...] = ()

    @property
    def plan(self) -> Plan:
        """The plan, where there is one problem only."""
        return self.plans[0]

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """All kinds that this plan is the best one of."""
        return (self.kind, *self.also)


def alternatives(
    problems: Sequence[Problem],
    settings: Settings | None = None,
    control: RunControl | None = None,
    *,
    kinds: Sequence[Kind] = tuple(Kind),
    rules: Sequence[Rules] | None = None,
    options: CityOptions | None = None,
) -> list[Alternative]:
    """Return the plans of *kinds* for *problems* in the order of :class:`.kinds.Kind`, each plan once.

    Every ward gets, for each kind, the candidate that does best in what the kind puts first, so that the plan
    of least change never moves more households than the balanced one. Where a number of khu phố is asked for,
    all kinds but ``MOST`` keep to it; else least change and beats may have their own: where the old khu phố meet
    the minimum, the least change is to leave them as they are. Kinds that are not possible
    (:func:`.kinds.not_possible`) are left out. Scores and costs are by the weights of *settings*. *rules*: hard
    rules of each problem, which all alternatives keep; *options*: how each search is done.

    :raises KhuPhoError: rules contradict each other or name what isn't there.
    :raises CanceledError: *control* says so.
    """
    settings, control = settings or Settings(), control or RunControl()
    wanted = [kind for kind in Kind if kind in kinds and not_possible(kind, problems) is None]
    if not problems or not wanted:
        return []
    ways = recipes(wanted)
    rules = rules or [Rules()] * len(problems)
    pool: list[list[Candidate]] = [[] for _ in problems]
    passes = slices(control, len(ways) + (Kind.MOST in wanted))
    for recipe, slice_ in zip(ways, passes):
        for own, candidate in zip(pool, searched(problems, rules, recipe, settings, slice_(), options)):
            own.append(candidate)
    if Kind.MOST in wanted:  # once more with the number that was found, which is a different search
        most = [problem.with_count(own[-1].plan.scores.neighborhoods) for problem, own in zip(problems, pool)]
        for own, candidate in zip(pool, searched(most, rules, ways[0], settings, passes[-1](), options)):
            own.append(Candidate(replace(candidate.plan, reasons=own[-1].plan.reasons), candidate.kept))
    limited = [
        problem if own.maximum is None else replace(problem, maximum=own.maximum)
        for problem, own in zip(problems, rules)
    ]
    chosen = []
    for kind in wanted:
        best = [_best(problem, own, kind) for problem, own in zip(limited, pool)]
        plans = tuple(candidate.plan for candidate in best)
        kept = tuple(candidate.kept for candidate in best)
        chosen.append(Alternative(kind, plans, total_scores(problems, plans), kept))
    return _compared(_without_twins(chosen))


def _best(problem: Problem, pool: list[Candidate], kind: Kind) -> Candidate:
    """Return the best plan of *kind* in *pool*, whose first plan is the balanced one."""
    balanced = pool[0]
    if kind is Kind.MOST:
        return min(pool, key=lambda one: (faults(problem, one.plan), -one.plan.scores.neighborhoods, _cost(one)))
    count = balanced.plan.scores.neighborhoods
    bound = kind is Kind.BALANCED or problem.count is not None
    fitting = [one for one in pool if not bound or one.plan.scores.neighborhoods == count]
    return min(fitting, key=lambda one: (faults(problem, one.plan), _first_aim(problem, one.plan, kind), _cost(one)))


def _cost(candidate: Candidate) -> float:
    return candidate.plan.scores.cost


def _first_aim(problem: Problem, plan: Plan, kind: Kind) -> int:
    """Return what *kind* wants low above all, in households."""
    if kind is Kind.LEAST_CHANGE:
        return plan.scores.households_moved or 0
    if kind is Kind.FOLLOWS_BEATS and (problem.beat != NONE).any():
        return (plan.scores.beats_cut or 0) + outside_main(plan.labels, problem.beat, problem.households)
    return 0


def _without_twins(chosen: list[Alternative]) -> list[Alternative]:
    """Return *chosen* with equal plans (equal labels in every ward) joined into the first of them."""
    kept: list[Alternative] = []
    for one in chosen:
        for place, other in enumerate(kept):
            if all(np.array_equal(a.labels, b.labels) for a, b in zip(one.plans, other.plans)):
                kept[place] = replace(other, also=(*other.also, one.kind))
                break
        else:
            kept.append(one)
    return kept


def _compared(kept: list[Alternative]) -> list[Alternative]:
    return [
        replace(one, dominated_by=tuple(other.kind for other in kept if dominates(other.total, one.total)))
        for one in kept
    ]
