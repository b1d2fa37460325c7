"""The tables of a plan as one workbook: summary, present state, plan, old and new, comparison, units."""

from __future__ import annotations

from datetime import datetime
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
    from ..core.proposal.city import CityResult
    from ..core.proposal.plan import Settings
    from .comparing import ForcesComparison

_PLAIN = QT_TRANSLATE_NOOP(
    "KhuPhoCore", "The tables were written without layout, because the Python package openpyxl is missing. {advice}"
)


def plan_tables(
    units: pd.DataFrame,
    neighborhoods: pd.DataFrame,
    profile: Profile,
    settings: Settings,
    result: CityResult,
    comparison: ForcesComparison | None,
) -> list[Table]:
    """Return the annex tables, the summary first; *units*: canonical frame plus ``neighborhood_id``."""
    from ..core.dossier.annex import RunFacts, annex_tables

    facts = RunFacts(datetime.now().astimezone().date(), settings.seed, settings.effort.value, result.cut_off)
    return annex_tables(units, neighborhoods, profile, facts, comparison)


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
