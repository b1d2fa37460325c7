"""Parameters of runs over many wards: processes, and what a cancel leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterNumber,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..layers.translate import to_text

if TYPE_CHECKING:
    from ..core.proposal.city import CityOptions
    from .algorithms.base import KhuPhoAlgorithm

PROCESSES = "PROCESSES"
KEEP_FINISHED = "KEEP_FINISHED"


class CityParameters:
    """Adds the parameters to an algorithm."""

    @staticmethod
    def tr(text: str) -> str:
        """Translate *text* of this class."""
        return QCoreApplication.translate("CityParameters", text)

    @staticmethod
    def add_processes(algorithm: KhuPhoAlgorithm) -> None:
        """Add the number of processes."""
        algorithm.add(
            QgsProcessingParameterNumber(
                PROCESSES,
                CityParameters.tr("Processes"),
                QgsProcessingParameterNumber.Type.Integer,
                0,
                False,
                0,
                8,
            ),
            CityParameters.tr(
                "How many processes search at once. 0: two for more than 20 wards where that is safe, else one. The "
                "plans are the same."
            ),
            advanced=True,
        )

    @staticmethod
    def add_keep_finished(algorithm: KhuPhoAlgorithm) -> None:
        """Add whether a cancel keeps what is done."""
        algorithm.add(
            QgsProcessingParameterBoolean(KEEP_FINISHED, CityParameters.tr("A cancel keeps finished wards"), True),
            CityParameters.tr(
                "When a run over several wards is canceled, the outputs that go into files are written all the same: "
                "finished wards with their khu phố, the others without. QGIS does not load them by itself then."
            ),
            advanced=True,
        )


def options_of(
    algorithm: KhuPhoAlgorithm, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback
) -> CityOptions:
    """Return how the run is done; each ward that is done is told to *feedback*."""
    from ..core.proposal.city import CityOptions

    keeps = algorithm.parameterDefinition(KEEP_FINISHED) is not None
    return CityOptions(
        keep_finished=keeps and algorithm.parameterAsBool(parameters, KEEP_FINISHED, context),
        processes=algorithm.parameterAsInt(parameters, PROCESSES, context),
        on_ward=lambda message: feedback.setProgressText(to_text(message)),
        on_note=lambda message: feedback.pushWarning(to_text(message)),
    )
