"""Tells what is selected on the map, so that the row of a list scrolls into view."""

from __future__ import annotations

from collections.abc import Iterable

from qgis.core import QgsVectorLayer
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..layers.alignment_rows import selected_ids


class MapSelection(QObject):
    """Watches layers; ``chosen`` carries the ids of units and of khu phố that are selected in one of them."""

    chosen = pyqtSignal(set, set)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._layers: list[QgsVectorLayer] = []

    def watch(self, layers: Iterable[QgsVectorLayer]) -> None:
        """Watch *layers* in place of those before."""
        for layer in self._layers:
            if not sip.isdeleted(layer):
                layer.selectionChanged.disconnect(self._on_selected)
        self._layers = list(layers)
        for layer in self._layers:
            layer.selectionChanged.connect(self._on_selected)

    def _on_selected(self, *_selection: object) -> None:
        layer = self.sender()
        if isinstance(layer, QgsVectorLayer) and layer.selectedFeatureCount():
            self.chosen.emit(selected_ids(layer, "unit_id"), selected_ids(layer, "neighborhood_id"))
