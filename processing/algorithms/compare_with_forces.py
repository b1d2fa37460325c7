"""``khupho:comparewithforces``: how khu phố match police beats and militia areas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
)
from qgis.PyQt.QtCore import QCoreApplication

from ...core.model.errors import KhuPhoError
from ...core.model.messages import QT_TRANSLATE_NOOP, Message
from ...layers.schema import FACES, MATCHES
from ...layers.values import text_id
from .. import parameters as names
from ..inputs import all_faults, read_inputs, refuse_errors
from ..outputs import write_json, write_table
from ..tell import tell_comparison
from .base import KhuPhoAlgorithm, control_of, tell_faults

if TYPE_CHECKING:
    import pandas as pd

    from ...core.alignment.compare import Comparison

NOTHING_TO_COMPARE = QT_TRANSLATE_NOOP(
    "KhuPhoCore", "Choose the layer of police beats or the layer of militia areas, or both, to compare with."
)


class CompareWithForces(KhuPhoAlgorithm):
    """Overlays units, beats and militia areas and matches khu phố with areas one to one."""

    ID = "comparewithforces"
    FACES = "FACES"
    MATCHES = "MATCHES"

    @staticmethod
    def tr(text: str) -> str:
        """Translate *text* of this class."""
        return QCoreApplication.translate("CompareWithForces", text)

    def displayName(self) -> str:  # noqa: N802
        """Return the name in the toolbox."""
        return self.tr("3. Compare with police beats and militia areas")

    def initAlgorithm(self, _configuration: dict | None = None) -> None:  # noqa: N802
        """Add parameters and outputs."""
        self.add_units()
        self.add_field(
            names.NEIGHBORHOOD,
            self.tr("Khu phố or ấp"),
            names.UNITS,
            self.tr("Field with the khu phố or ấp of the unit, such as “neighborhood_id” of a proposal."),
            optional=False,
        )
        self.add_forces()
        polygons = QgsProcessing.SourceType.TypeVectorPolygon
        for name, label in (
            (self.FACES, self.tr("Faces (pieces of units)")),
            (self.MATCHES, self.tr("Matches (one row per force and khu phố)")),
        ):
            self.addParameter(QgsProcessingParameterFeatureSink(name, label, polygons, None, True))
        self.add_summary()
        add_comparison_numbers(self)

    def work(self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict:
        """Read, check, compare, write."""
        from ...core.alignment.compare import compare
        from ...core.coverage.parse import units_from_raw
        from ..summary import faults_record, run_record

        control = control_of(feedback)
        inputs = read_inputs(self, parameters, context, control)
        faults = all_faults(inputs, control.part(0.0, 0.2))
        refuse_errors(faults)
        if inputs.beats is None and inputs.militia is None:
            raise KhuPhoError(Message(NOTHING_TO_COMPARE))
        tell_faults(faults, feedback)
        units = units_from_raw(inputs.units.frame)
        units["neighborhood_id"] = [text_id(value) for value in inputs.units.frame["neighborhood_id"]]
        frames = [None if data is None else data.frame for data in (inputs.beats, inputs.militia)]
        comparison = compare(units, *frames, control=control.part(0.2, 0.95))
        tell_comparison(comparison.summary, feedback)
        matches = matches_with_polygons(comparison, units)
        record = {
            **run_record(self, parameters, context),
            "faults": faults_record(faults),
            "comparison": comparison.summary,
        }
        control.check()
        written = {
            **write_table(self, parameters, self.FACES, context, comparison.faces, FACES, inputs.crs),
            **write_table(self, parameters, self.MATCHES, context, matches, MATCHES, inputs.crs),
        }
        summary = self.parameterAsFileOutput(parameters, names.SUMMARY, context)
        if summary:
            write_json(summary, record)
            written[names.SUMMARY] = summary
        return {**written, **comparison_numbers(comparison.summary)}


def matches_with_polygons(comparison: Comparison, units: pd.DataFrame) -> pd.DataFrame:
    """Return the matches, each with the polygon of its khu phố."""
    import numpy as np
    import pandas as pd

    from ...core.coverage.dissolve import dissolve

    order = list(dict.fromkeys(comparison.matches["neighborhood_id"]))
    place = {name: number for number, name in enumerate(order)}
    labels = np.array([place.get(name, -1) for name in units["neighborhood_id"]], dtype=np.int64)
    shapes = dissolve(units["geometry"].to_numpy(), labels) if order else []
    frame = comparison.matches.copy()
    frame["geometry"] = pd.Series([shapes[place[name]] for name in frame["neighborhood_id"]], dtype=object)
    return frame


def add_comparison_numbers(algorithm: KhuPhoAlgorithm) -> None:
    """Declare the headline numbers of a comparison as outputs."""
    labels = {
        "SHARE_DISAGREE": CompareWithForces.tr("Share of households in disagreement with any force (0 to 1)"),
        "SHARE_DISAGREE_POLICE": CompareWithForces.tr("Share of households outside the matched police beat (0 to 1)"),
        "SHARE_DISAGREE_MILITIA": CompareWithForces.tr("Share of households outside the matched militia area (0 to 1)"),
        "ONE_TO_ONE_POLICE": CompareWithForces.tr("Khu phố that match one police beat and no other"),
        "ONE_TO_ONE_MILITIA": CompareWithForces.tr("Khu phố that match one militia area and no other"),
    }
    for name, label in labels.items():
        algorithm.addOutput(QgsProcessingOutputNumber(name, label))


def comparison_numbers(summary: dict) -> dict[str, float | None]:
    """Return the headline numbers out of the comparison's *summary*; None for a force that was not given."""
    numbers: dict[str, float | None] = {"SHARE_DISAGREE": summary["share_in_disagreement"]}
    for force in ("police", "militia"):
        found = summary["forces"].get(force)
        numbers[f"SHARE_DISAGREE_{force.upper()}"] = None if found is None else found["share_in_disagreement"]
        numbers[f"ONE_TO_ONE_{force.upper()}"] = None if found is None else found["classes"]["1:1"]
    return numbers
