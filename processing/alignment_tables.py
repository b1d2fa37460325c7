"""The workbook of an alignment: change list for signing, match tables, undecided units."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from ..core.dossier.table import Table
    from .harmonizing import Alignment


def alignment_tables(alignment: Alignment, frames: dict[str, pd.DataFrame]) -> list[Table]:
    """Return the sheets, in Vietnamese."""
    from ..core.dossier.alignment_sheets import changes_table, groups_table, totals_table, undecided_table
    from ..core.dossier.comparison_tables import comparison_table
    from .harmony_frames import changes_frame, groups_frame, undecided_frame

    harmony, units = alignment.harmony, alignment.units
    changes = changes_frame(harmony.changes, units, "vi")
    summary = alignment.comparison.summary
    names = units[["neighborhood_id"]].dropna().drop_duplicates()
    names = names.assign(name=names["neighborhood_id"])
    return [
        totals_table(changes, alignment.preview, alignment.wishes.preset, list(harmony.before)),
        changes_table(changes),
        undecided_table(undecided_frame(harmony.undecided, units, "vi")),
        groups_table(groups_frame(alignment, "vi")),
        *(comparison_table(alignment.comparison.matches, summary, names, force) for force in summary["forces"]),
    ]
