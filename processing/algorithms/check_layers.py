"""``khupho:checklayers``: everything that is wrong with the layers, with a place to zoom to."""

from __future__ import annotations

from collections import Counter

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSink,
)
from qgis.PyQt.QtCore import QCoreApplication

from ...core.model.faults import Severity
from ...layers.schema import FAULTS
from ..area_wards import tell_area_wards
from ..inputs import all_faults, places, read_inputs
from ..numbers import HeadlineNumbers, add_numbers, check_numbers
from ..outputs import write_table
from .base import KhuPhoAlgorithm, control_of, tell_faults


class CheckLayers(KhuPhoAlgorithm):
    """Checks units and force areas; one row per fault."""

    ID = "checklayers"
    FAULTS = "FAULTS"

    @staticmethod
    def tr(text: str) -> str:
        """Translate *text* of this class."""
        return QCoreApplication.translate("CheckLayers", text)

    def displayName(self) -> str:  # noqa: N802
        """Return the name in the toolbox."""
        return self.tr("1. Check layers")

    def initAlgorithm(self, _configuration: dict | None = None) -> None:  # noqa: N802
        """Add parameters and outputs."""
        self.add_units(any_type=True)
        self.add_ward()
        self.add_population()
        self.add_ward_outline()
        self.add_forces()
        self.add_barriers()
        self.addParameter(
            QgsProcessingParameterFeatureSink(
                self.FAULTS,
                self.tr("Faults"),
                QgsProcessing.SourceType.TypeVectorPolygon,
                None,
                True,
            )
        )
        add_numbers(self, HeadlineNumbers.of_check())

    def work(self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict:
        """Check, list in the log, write."""
        from ...layers.write import faults_frame

        control = control_of(feedback)
        inputs = read_inputs(self, parameters, context, control)
        faults = all_faults(inputs, control)
        counted = Counter(fault.severity for fault in faults)
        tell_faults(faults, feedback)
        tell_area_wards(inputs, feedback)
        control.check()
        written = write_table(
            self, parameters, self.FAULTS, context, faults_frame(faults, places(inputs)), FAULTS, inputs.crs
        )
        return {**written, **check_numbers(counted[Severity.ERROR], counted[Severity.WARNING])}
