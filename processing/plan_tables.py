"""The tables of a plan as one workbook: summary, present state, plan, old and new, comparison, units."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsProcessingFeedback

from .. import dependencies
from ..core.model.messages import QT_TRANSLATE_NOOP, Message
from ..core.model.profiles import Profile
from ..core.model.run import RunControl
from ..layers.spreadsheet import write_spreadsheet
from ..layers.translate import to_text

if TYPE_CHECKING:
    import pandas as pd

    from ..core.dossier.table import Table
    from ..core.proposal.plan import Settings
    from .comparing import ForcesComparison
    from .steps import Proposal

_PLAIN = QT_TRANSLATE_NOOP(
    "KhuPhoCore", "The tables were written without layout, because the Python package openpyxl is missing. {advice}"
)


def plan_tables(
    units: pd.DataFrame,
    proposal: Proposal,
    profile: Profile,
    settings: Settings,
    comparison: ForcesComparison | None,
) -> list[Table]:
    """Return the annex tables, the summary first; *units*: canonical frame plus ``neighborhood_id``.

    A run of several wards has the order in which to work on them, too.
    """
    from ..core.dossier.annex import RunFacts, annex_tables

    cut_off = proposal.result.cut_off
    facts = RunFacts(datetime.now().astimezone().date(), settings.seed, settings.effort.value, cut_off)
    tables = annex_tables(units, proposal.neighborhoods, profile, facts, comparison)
    if len({problem.ward for problem in proposal.problems}) > 1:
        tables.insert(1, _order_of_work(units, proposal))
    return tables


def _order_of_work(units: pd.DataFrame, proposal: Proposal) -> Table:
    from ..core.dossier.order_table import OrderRow, order_table
    from ..core.dossier.words import ward_names

    names = ward_names(units)
    rows = []
    for difficulty in proposal.difficulty:
        problem, plan = proposal.problems[difficulty.position], proposal.result.plans[difficulty.position]
        rows.append(
            OrderRow(
                names.get(problem.ward, problem.ward),
                problem.area_type,
                problem.size,
                problem.total,
                None if plan is None else plan.scores.neighborhoods,
                difficulty.level.value,
                difficulty.score,
                tuple(to_text(reason, "vi") for reason in difficulty.reasons),
            )
        )
    return order_table(rows)


def write_tables(path: Path, tables: list[Table], feedback: QgsProcessingFeedback, control: RunControl) -> None:
    """Write *tables* to *path*; without openpyxl plainly, and *feedback* is told so.

    :raises KhuPhoError: the file can't be written.
    """
    absent = dependencies.missing(dependencies.OPTIONAL)
    if absent:
        feedback.pushWarning(to_text(Message(_PLAIN, {"advice": dependencies.advice(absent)})))
        write_spreadsheet(path, tables)
        return
    from ..core.dossier.workbook import write_workbook

    write_workbook(path, tables, control)
