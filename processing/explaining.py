"""Explanations of a proposal: for the summary in both languages, for the dossier in Vietnamese."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qgis.core import QgsProcessingFeedback

from ..core.model.messages import QT_TRANSLATE_NOOP, Message
from ..core.model.run import RunControl
from ..layers.translate import to_text
from .summary import both_languages

if TYPE_CHECKING:
    import pandas as pd

    from ..core.dossier.table import Table
    from ..core.proposal.explain.explanation import Explanation
    from ..core.proposal.explain.moves import Move
    from ..core.proposal.plan import Settings
    from ..core.proposal.problem import Problem
    from .steps import Proposal

_LATE = QT_TRANSLATE_NOOP(
    "KhuPhoCore", "The time limit was over before {count} of {wards} wards could be explained; their plans are whole."
)
SECTIONS = ("made_of", "continues", "forced", "areas", "next_best")


@dataclass(frozen=True)
class ExplainedWard:
    """A problem with the ids and the explanations of its neighborhoods, in the order of their numbers."""

    problem: Problem
    ids: tuple[str, ...]
    explanations: tuple[Explanation, ...]


def explain_proposal(
    proposal: Proposal, settings: Settings, control: RunControl, feedback: QgsProcessingFeedback
) -> list[ExplainedWard]:
    """Return an explanation of each neighborhood, a list entry per problem; wards without a plan have none.

    Where *control* has a deadline, wards that come after it have none, either, but for the first one, and the log
    says so.

    :raises CanceledError: *control* says so.
    """
    from ..core.proposal.explain.explanation import explain

    units = proposal.units
    row_of = {unit: row for row, unit in enumerate(units["unit_id"].astype(str))}
    unit_names = _texts(units["unit_name"])
    groups = {
        grouping: sorted({text for text in ids if text is not None})
        for grouping, ids in (("beat", proposal.beat_ids), ("militia", proposal.militia_ids))
        if ids is not None
    }
    rules = list(proposal.hard_rules) or [None] * len(proposal.problems)
    found = []
    late = 0
    for problem, plan, own_rules in zip(proposal.problems, proposal.result.plans, rules):
        if plan is None or (found and control.out_of_time()):
            late += plan is not None
            found.append(ExplainedWard(problem, (), ()))
            continue
        rows = [row_of[unit] for unit in problem.ids]
        first = {label: row for row, label in zip(reversed(rows), reversed(plan.labels.tolist()))}
        order = [first[label] for label in sorted(first)]
        explained = explain(
            problem,
            plan,
            settings,
            control,
            rules=own_rules,
            neighborhoods=[str(proposal.neighborhood_names[row]) for row in order],
            unit_names=[unit_names[row] for row in rows],
            group_names=groups,
        )
        found.append(
            ExplainedWard(problem, tuple(str(proposal.neighborhood_ids[row]) for row in order), tuple(explained))
        )
    if late:
        feedback.pushWarning(to_text(Message(_LATE, {"count": late, "wards": len(found)})))
    return found


def add_explanations(record: dict, explained: Sequence[ExplainedWard]) -> None:
    """Put ``explanations`` into each of the ``wards`` of the summary *record*."""
    for ward, own in zip(record["wards"], explained):
        ward["explanations"] = [_record(own, one) for one in own.explanations]


def explanations_table(units: pd.DataFrame, explained: Sequence[ExplainedWard]) -> Table:
    """Return the sheet “Thuyết minh”; *units*: canonical frame, for the names of wards."""
    from ..core.dossier.explanation_table import ExplanationRow, explanation_table
    from ..core.dossier.words import ward_names

    wards = ward_names(units)
    return explanation_table(
        [
            ExplanationRow(
                wards.get(own.problem.ward, own.problem.ward),
                one.name,
                *(_vietnamese(getattr(one, section)) for section in SECTIONS),
            )
            for own in explained
            for one in own.explanations
        ]
    )


def with_explanations(tables: list[Table], units: pd.DataFrame, explained: Sequence[ExplainedWard]) -> list[Table]:
    """Return the dossier's *tables* with the sheet “Thuyết minh” after that of old and new."""
    place = next((i for i, table in enumerate(tables, 1) if table.title == "Đối chiếu cũ - mới"), len(tables))
    return [*tables[:place], explanations_table(units, explained), *tables[place:]]


def _record(own: ExplainedWard, one: Explanation) -> dict[str, object]:
    return {
        "neighborhood_id": own.ids[one.neighborhood],
        "name": one.name,
        **{section: [both_languages(message) for message in getattr(one, section)] for section in SECTIONS},
        "moves": [_move(own, move) for move in one.moves],
    }


def _move(own: ExplainedWard, move: Move) -> dict[str, object]:
    return {
        "unit_id": own.problem.ids[move.unit],
        "into": own.ids[move.into],
        "cost_change": move.terms.total,
        "terms": move.terms.as_dict(),
        "effects": move.effects.as_dict(),
    }


def _vietnamese(messages: Sequence[Message]) -> tuple[str, ...]:
    return tuple(to_text(message, "vi") for message in messages)


def _texts(column: pd.Series) -> list[str | None]:
    from ..core.dossier.words import text

    return [text(value) for value in column]
