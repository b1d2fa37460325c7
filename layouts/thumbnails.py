"""Small pictures of the neighborhoods of a plan, drawn in the background for the window."""

from __future__ import annotations

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFillSymbol,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsRendererCategory,
    QgsVectorLayer,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, QSize, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QColor, QImage

from .symbols import NEIGHBORHOOD, OTHER_FILL, PALE_FILLS

_MARGIN = 1.04  # of the extent
_LINE_MM = 0.18


class Thumbnails(QObject):
    """Draws plans of one layer; ``drawn`` carries the name of a plan and its picture."""

    drawn = pyqtSignal(str, QImage)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: dict[str, tuple[QgsMapRendererParallelJob, QgsVectorLayer]] = {}

    def draw(self, source: str, filters: dict[str, str], size: QSize, ratio: float = 1.0) -> None:
        """Start to draw, for each name in *filters*, those features of *source* that its expression lets through.

        *source* is read by OGR; *size* is in pixels of the window, *ratio* how many of the screen each of them is.
        """
        self.stop()
        for name, expression in filters.items():
            layer = QgsVectorLayer(source, name, "ogr")
            if layer.setSubsetString(expression):
                self._start(name, layer, size, ratio)

    def stop(self) -> None:
        """Stop drawing, and wait until nothing of it is left."""
        jobs, self._jobs = self._jobs, {}
        for job, layer in jobs.values():
            job.finished.disconnect()
            job.cancel()
            _let_go(job, layer)

    def _start(self, name: str, layer: QgsVectorLayer, size: QSize, ratio: float) -> None:
        layer.setRenderer(_renderer())
        settings = QgsMapSettings()
        settings.setLayers([layer])
        settings.setDestinationCrs(layer.crs())
        settings.setBackgroundColor(QColor(Qt.GlobalColor.transparent))
        settings.setOutputSize(size)
        settings.setDevicePixelRatio(ratio)
        extent = layer.extent()
        extent.scale(_MARGIN)
        settings.setExtent(extent)
        job = QgsMapRendererParallelJob(settings)
        self._jobs[name] = (job, layer)
        job.finished.connect(lambda: self._on_finished(name))
        job.start()

    def _on_finished(self, name: str) -> None:
        if name in self._jobs:
            done = self._jobs.pop(name)
            # The job must not go while it is still telling that it has finished.
            QTimer.singleShot(0, lambda: _let_go(*done))
            self.drawn.emit(name, done[0].renderedImage())


def _let_go(job: QgsMapRendererParallelJob, layer: QgsVectorLayer) -> None:
    """Delete what Python owns, the job before the layer that it draws."""
    for one in (job, layer):
        if not sip.isdeleted(one):
            sip.delete(one)


def _renderer() -> QgsCategorizedSymbolRenderer:
    """Return pale fills by ``color_index`` with fine outlines."""

    def symbol(fill: str) -> QgsFillSymbol:
        return QgsFillSymbol.createSimple(
            {"color": fill, "outline_color": NEIGHBORHOOD.color, "outline_width": str(_LINE_MM)}
        )

    categories = [QgsRendererCategory(index, symbol(fill), "") for index, fill in enumerate(PALE_FILLS)]
    categories.append(QgsRendererCategory(None, symbol(OTHER_FILL), ""))
    return QgsCategorizedSymbolRenderer("color_index", categories)
