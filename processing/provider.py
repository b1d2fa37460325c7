"""The Processing provider that lists the plugin's algorithms."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from .algorithms.arrange import Arrange
from .algorithms.check_layers import CheckLayers
from .algorithms.compare_with_forces import CompareWithForces
from .algorithms.detect_shift import DetectShift
from .algorithms.harmonize_boundaries import HarmonizeBoundaries
from .algorithms.propose_alternatives import ProposeAlternatives
from .algorithms.propose_neighborhoods import ProposeNeighborhoods
from .algorithms.rebuild_from_decisions import RebuildFromDecisions

ICON = Path(__file__).resolve().parent.parent / "resources" / "icon.svg"


class KhuPhoProvider(QgsProcessingProvider):
    """Algorithms under the id ``khupho``."""

    def id(self) -> str:
        """Return the id, which never changes."""
        return "khupho"

    def name(self) -> str:
        """Return the name that the toolbox shows; a proper name, not translated."""
        return "Khu Phố Mapper"

    def icon(self) -> QIcon:
        """Return the plugin's icon."""
        return QIcon(str(ICON))

    def loadAlgorithms(self) -> None:  # noqa: N802 (name fixed by QGIS)
        """Add one object of each algorithm; QGIS calls this."""
        for algorithm in (
            CheckLayers,
            ProposeNeighborhoods,
            CompareWithForces,
            Arrange,
            ProposeAlternatives,
            DetectShift,
            HarmonizeBoundaries,
            RebuildFromDecisions,
        ):
            self.addAlgorithm(algorithm())
