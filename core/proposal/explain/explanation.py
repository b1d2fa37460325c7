"""Explains a plan khu phố by khu phố, in sentences that the dossier can take over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...model.messages import Message
from ...model.run import RunControl
from ..naming import neighborhood_names
from ..plan import Plan, Settings
from ..problem import Problem
from ..rules import Rules
from .best_move import next_best
from .forced import forced
from .make_up import areas, continues, made_of
from .moves import Move, Situation
from .naming import Names

_MOVES = 3  # moves that an explanation keeps


@dataclass(frozen=True)
class Explanation:
    """Why one khu phố is as it is.

    ``neighborhood``: its label, 0 to k-1; ``name``: what the sentences call it. ``sentences``: all of the
    following in their order. ``moves``: its cheapest moves of one unit to a neighbor, none that is blocked.
    """

    neighborhood: int
    name: str
    made_of: tuple[Message, ...]
    continues: tuple[Message, ...]
    forced: tuple[Message, ...]
    areas: tuple[Message, ...]
    next_best: tuple[Message, ...]
    moves: tuple[Move, ...] = ()

    @property
    def sentences(self) -> tuple[Message, ...]:
        """All sentences."""
        return (*self.made_of, *self.continues, *self.forced, *self.areas, *self.next_best)


def explain(
    problem: Problem,
    plan: Plan,
    settings: Settings | None = None,
    control: RunControl | None = None,
    *,
    rules: Rules | None = None,
    neighborhoods: Sequence[str] | None = None,
    unit_names: Sequence[str | None] | None = None,
    group_names: Mapping[str, Sequence[str]] | None = None,
) -> list[Explanation]:
    """Return an explanation for each khu phố of *plan*, in the order of its labels.

    *settings*: those of the search, for their weights; *rules*: those that the plan keeps; *neighborhoods*: name
    by label (default: “Khu phố 1” and so on); *unit_names*: n names in the problem's order (default: ids);
    *group_names*: names by ``old``, ``beat``, ``militia`` where ``Problem.names`` has none.

    :raises CanceledError: *control* says so.
    """
    settings, control = settings or Settings(), control or RunControl()
    if not problem.size:
        return []
    situation = Situation(problem, plan.labels, settings.weights, rules)
    if neighborhoods is None:
        by_unit = neighborhood_names(problem, plan.labels)
        neighborhoods = [by_unit[members[0]] for members in situation.members]
    names = Names(problem, neighborhoods, unit_names, group_names)
    cost = situation.terms.of_plan().total
    found = []
    for label in range(situation.count):
        control.check()
        found.append(
            Explanation(
                neighborhood=label,
                name=names.neighborhood(label),
                made_of=tuple(made_of(situation, names, label)),
                continues=tuple(continues(situation, names, label)),
                forced=tuple(forced(situation, names, label)),
                areas=tuple(text for force in ("beat", "militia") for text in areas(situation, names, label, force)),
                next_best=tuple(next_best(situation, names, label, cost)),
                moves=tuple(move for move in situation.moves[label] if move.blocked is None)[:_MOVES],
            )
        )
    return found
