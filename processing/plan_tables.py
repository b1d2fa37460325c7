"""The tables of a plan as one workbook: present state, plan, old and new, units, comparison."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsProcessingFeedback

from .. import dependencies
from ..core.model.messages import QT_TRANSLATE_NOOP, Message
from ..core.model.profiles import Profile
from ..layers.spreadsheet import write_spreadsheet
from ..layers.translate import to_text

if TYPE_CHECKING:
    import pandas as pd

    from ..core.dossier.table import Table
    from .comparing import ForcesComparison

_PLAIN = QT_TRANSLATE_NOOP(
    "KhuPhoCore", "The tables were written without layout, because the Python package openpyxl is missing. {advice}"
)


def plan_tables(
    units: pd.DataFrame, neighborhoods: pd.DataFrame, profile: Profile, comparison: ForcesComparison | None
) -> list[Table]:
    """Return the annex tables; *units*: canonical frame plus ``neighborhood_id``."""
    from ..core.dossier.comparison_tables import comparison_table
    from ..core.dossier.tables import current_state, old_new_table, plan_table, unit_list

    tables = [
        current_state(units),
        plan_table(neighborhoods, units, profile),
        old_new_table(units, neighborhoods),
        unit_list(units, neighborhoods),
    ]
    if comparison is not None:
        tables += [
            comparison_table(comparison.matches, comparison.summary, neighborhoods, force)
            for force in comparison.summary["forces"]
        ]
    return tables


def write_tables(path: Path, tables: list[Table], feedback: QgsProcessingFeedback) -> None:
    """Write *tables* to *path*; without openpyxl plainly, and *feedback* is told so.

    :raises KhuPhoError: the file can't be written.
    """
    absent = dependencies.missing(dependencies.OPTIONAL)
    if absent:
        feedback.pushWarning(to_text(Message(_PLAIN, {"advice": dependencies.advice(absent)})))
        write_spreadsheet(path, tables)
        return
    from ..core.dossier.workbook import write_workbook

    write_workbook(path, tables)
