"""Corrected copies of force layers: kept beside the results, used in place of the original, or given back."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsMapLayerStyle, QgsProject, QgsVectorLayer
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QDateTime, QObject

if TYPE_CHECKING:
    from .data_page import DataPage

_ROLES = {"police": "beats", "militia": "militia"}


class CorrectedLayers(QObject):
    """Exchanges the force layers of step 1; the originals stay as they are."""

    def __init__(self, data_page: DataPage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._data_page = data_page
        self._originals: dict[str, QgsVectorLayer] = {}

    def is_corrected(self, layer: QgsVectorLayer | None) -> bool:
        """Tell whether *layer* is a copy that was made here, whose original is still there."""
        original = self._originals.get(layer.id()) if layer is not None else None
        return original is not None and not sip.isdeleted(original)

    def use(self, force: str, copy: str, folder: Path) -> QgsVectorLayer:
        """Keep the file *copy* in *folder* and use it as the layer of *force* from now on.

        :raises OSError: it can't be kept there.
        """
        original = self._layer(force)
        name = self.tr("{layer} (corrected position)").format(layer=original.name())
        folder.mkdir(parents=True, exist_ok=True)
        time = QDateTime.currentDateTime().toString("yyyy-MM-dd HHmmss")
        kept = shutil.copy(copy, folder / f"{_ROLES[force]} {time}.gpkg")
        layer = QgsVectorLayer(str(kept), name, "ogr")
        style = QgsMapLayerStyle()
        style.readFromLayer(original)
        style.writeToLayer(layer)
        layer.setName(name)
        self._originals[layer.id()] = original
        self._put_above(original, layer)
        self._exchange(force, layer)
        return layer

    def take_back(self, force: str) -> None:
        """Use the original layer of *force* again."""
        copy = self._layer(force)
        if self.is_corrected(copy):
            original = self._originals[copy.id()]
            self._show(original, True)
            self._show(copy, False)
            self._exchange(force, original)

    def _exchange(self, force: str, layer: QgsVectorLayer) -> None:
        inputs = self._data_page.inputs()
        id_field = inputs.beat_id if force == "police" else inputs.militia_id
        self._data_page.choose_layer(_ROLES[force], layer, id_field)

    def _layer(self, force: str) -> QgsVectorLayer | None:
        return getattr(self._data_page.inputs(), _ROLES[force])

    def _put_above(self, original: QgsVectorLayer, layer: QgsVectorLayer) -> None:
        root = QgsProject.instance().layerTreeRoot()
        node = root.findLayer(original.id())
        group = node.parent() if node is not None else root
        place = group.children().index(node) if node is not None else 0
        QgsProject.instance().addMapLayer(layer, False)
        group.insertLayer(place, layer).setExpanded(False)
        self._show(original, False)

    @staticmethod
    def _show(layer: QgsVectorLayer, is_visible: bool) -> None:
        node = QgsProject.instance().layerTreeRoot().findLayer(layer.id())
        if node is not None:
            node.setItemVisibilityChecked(is_visible)
