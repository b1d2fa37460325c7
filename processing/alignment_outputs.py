"""Outputs of an alignment: layers, tables for signing, metrics, and the tables of an existing plan."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..core.model.run import RunControl
from ..layers import schema
from ..layers.decisions import decision_log
from ..layers.plan_update import update_plan
from .evidence import area_names
from .harmony_frames import (
    WholeAreas,
    areas_frame,
    changes_frame,
    groups_frame,
    harmonized_units,
    neighborhoods_frame,
    undecided_frame,
    unit_columns,
)
from .inputs import Inputs
from .metrics import alignment_metrics, metrics_frame, write_page
from .outputs import drafted, write_summary, write_table, write_units
from .overwriting import PLAN
from .plan_tables import write_tables
from .summary import versions

if TYPE_CHECKING:
    import pandas as pd

    from .algorithms.base import KhuPhoAlgorithm
    from .harmonizing import Alignment

_A_FILE = QgsProcessingParameterFile.Behavior.File
TABLES = "TABLES"
METRICS_PAGE = "METRICS_PAGE"
HARMONIZED_UNITS = "HARMONIZED_UNITS"
_SINKS = {
    "NEIGHBORHOODS": schema.HARMONIZED_NEIGHBORHOODS,
    "FACES": schema.FACES,
    "CHANGES": schema.CHANGES,
    "UNDECIDED": schema.UNDECIDED,
    "MATCHES": schema.MATCHES,
    "GROUPS": schema.GROUPS,
    "BEATS_HARMONIZED": schema.HARMONIZED_BEATS,
    "MILITIA_HARMONIZED": schema.HARMONIZED_MILITIA,
    "METRICS": schema.METRICS,
}


class AlignmentFiles:
    """Adds the parameters of files to an algorithm."""

    @staticmethod
    def tr(text: str) -> str:
        """Translate *text* of this class."""
        return QCoreApplication.translate("AlignmentFiles", text)

    @staticmethod
    def add_plan(algorithm: KhuPhoAlgorithm) -> None:
        """Add the plan that gets the tables."""
        algorithm.add(
            QgsProcessingParameterFile(
                PLAN, AlignmentFiles.tr("Plan that gets the tables"), _A_FILE, "gpkg", None, True
            ),
            AlignmentFiles.tr(
                "GeoPackage of a plan. Change list, harmonized areas and the other tables are added to it or replaced "
                "in it, all or none, also while its layers are open."
            ),
        )

    @staticmethod
    def add_files(algorithm: KhuPhoAlgorithm) -> None:
        """Add the tables for signing and the page of metrics."""
        for name, label, kind in (
            (TABLES, AlignmentFiles.tr("Tables for signing"), AlignmentFiles.tr("Excel file (*.xlsx)")),
            (METRICS_PAGE, AlignmentFiles.tr("Page of metrics"), AlignmentFiles.tr("HTML file (*.html)")),
        ):
            algorithm.addParameter(QgsProcessingParameterFileDestination(name, label, kind, None, True))


def alignment_frames(
    alignment: Alignment, inputs: Inputs, names: Mapping[str, str], control: RunControl
) -> dict[str, pd.DataFrame]:
    """Return the frames of all layers and tables by the names of their tables; areas are proven to be whole units.

    *names*: of khu phố by id, where they are known.

    :raises KhuPhoError: they are not.
    :raises CanceledError: *control* says so.
    """
    from ..core.alignment.harmonize import new_area_names

    units, harmony, whole = alignment.units, alignment.harmony, WholeAreas(alignment.units)
    after = {authority: alignment.after(authority) for authority in harmony.after}
    frames = {
        schema.HARMONIZED_UNITS.name: harmonized_units(alignment),
        schema.HARMONIZED_NEIGHBORHOODS.name: neighborhoods_frame(
            whole,
            after,
            alignment.before("ward"),
            alignment.adjacency,
            alignment.wishes.minimum,
            names,
            control.part(0, 0.4),
        ),
        schema.FACES.name: alignment.comparison.faces,
        schema.MATCHES.name: alignment.comparison.matches,
        schema.CHANGES.name: changes_frame(harmony.changes, units),
        schema.UNDECIDED.name: undecided_frame(harmony.undecided, units),
        schema.GROUPS.name: groups_frame(alignment),
    }
    for force, table, data, part in (
        ("police", schema.HARMONIZED_BEATS, inputs.beats, (0.4, 0.7)),
        ("militia", schema.HARMONIZED_MILITIA, inputs.militia, (0.7, 1.0)),
    ):
        if force in after:
            called = {**new_area_names(force, after[force], after["ward"], names), **area_names(data)}
            frames[table.name] = areas_frame(whole, after[force], after["ward"], called, control.part(*part))
    return frames


def write_alignment(
    algorithm: KhuPhoAlgorithm,
    parameters: dict,
    context: QgsProcessingContext,
    alignment: Alignment,
    inputs: Inputs,
    frames: dict[str, pd.DataFrame],
    record: dict,
    control: RunControl,
    feedback: QgsProcessingFeedback,
) -> dict[str, str]:
    """Write what *parameters* ask for; return the outputs by name.

    What takes long and the plan come first, and a cancel there leaves nothing; the rest is then written to the end.

    :raises KhuPhoError: a layer or file can't be written.
    :raises CanceledError: *control* says so.
    """
    plan = algorithm.text(parameters, PLAN, context)
    page = algorithm.parameterAsFileOutput(parameters, METRICS_PAGE, context)
    tables = algorithm.parameterAsFileOutput(parameters, TABLES, context)
    if plan or page or parameters.get("METRICS") not in (None, ""):
        metrics = alignment_metrics(alignment, inputs, control.part(0.0, 0.3))
        record["metrics"] = metrics
        frames[schema.METRICS.name] = metrics_frame(metrics)
    written: dict[str, str] = {}
    with drafted(Path(tables)) if tables else nullcontext() as draft:
        if draft is not None:
            from .alignment_tables import alignment_tables

            write_tables(draft, alignment_tables(alignment, frames), feedback, control.part(0.3, 0.5))
            written[TABLES] = tables
        if plan:
            _update_plan(plan, frames, inputs, alignment.wishes.preset, control.part(0.5, 0.8))
            written[PLAN] = plan
        control.progress(0.8)
    if page:
        write_page(Path(page), record["metrics"])
        written[METRICS_PAGE] = page
    columns = unit_columns(alignment)
    written.update(write_units(algorithm, parameters, HARMONIZED_UNITS, context, inputs.units, columns, keep_old=True))
    for name, table in _SINKS.items():
        frame = frames.get(table.name, _empty(table))
        written.update(write_table(algorithm, parameters, name, context, frame, table, inputs.crs))
    return {**written, **write_summary(algorithm, parameters, context, record)}


def _update_plan(plan: str, frames: dict[str, pd.DataFrame], inputs: Inputs, preset: str, control: RunControl) -> None:
    given = {table.name: frames.get(table.name, _empty(table)) for table in schema.REPLACED_BY_ALIGNMENT}
    details = {"preset": preset, **versions()}
    log = decision_log(f"Khu Phố Mapper {details['khu_pho_mapper']}", "harmonized", json.dumps(details))
    update_plan(plan, given, inputs.crs, log=log, control=control)


def _empty(table: schema.Table) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(columns=[*table.names(), "geometry"], dtype=object)
