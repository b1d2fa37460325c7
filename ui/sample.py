"""Makes the made-up ward in the background and opens its layers."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsApplication,
    QgsFillSymbol,
    QgsLayerTreeGroup,
    QgsProject,
    QgsSingleSymbolRenderer,
    QgsTask,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication, QObject, pyqtSignal

GROUP = "Phường Mẫu"
_LINE = {"style": "no"}
# Role, table of the sample's GeoPackage, name in the project (data, so always Vietnamese), look; top layer first.
_LAYERS = (
    ("militia", "khu_doi", "Khu đội", {**_LINE, "outline_color": "#8d5524", "outline_style": "dash dot"}),
    ("beats", "dia_ban_cskv", "Địa bàn CSKV", {**_LINE, "outline_color": "#2e7d32", "outline_style": "dash"}),
    ("outline", "ranh_phuong", "Ranh phường", {**_LINE, "outline_color": "#000000", "outline_width": "0.8"}),
    ("barriers", "vat_can", "Vật cản (kênh, đường lớn)", {"color": "#90caf9", "outline_color": "#1565c0"}),
    ("units", "to_dan_pho", "Tổ dân phố", {"color": "#f5f2e8", "outline_color": "#8a8a8a", "outline_width": "0.2"}),
)


class _MakeSample(QgsTask):
    """Writes the sample's GeoPackage; no pyproj on this way."""

    def __init__(self, path: Path) -> None:
        super().__init__(QCoreApplication.translate("SampleWard", "Making the sample ward"))
        self._path = path
        self.error = ""

    def run(self) -> bool:
        from ..core.model.errors import KhuPhoError
        from ..layers.translate import to_text
        from ..sample.make import make_sample_ward

        try:
            make_sample_ward(self._path)
        except KhuPhoError as error:
            self.error = to_text(error.message)
        return not self.error


class SampleWard(QObject):
    """Makes the sample and opens it; ``opened`` carries the layers by role, ``failed`` what went wrong."""

    opened = pyqtSignal(dict)
    failed = pyqtSignal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._task: _MakeSample | None = None
        self._path = Path()

    def open(self, folder: Path) -> None:
        """Make the sample in *folder* and open it; where it is open already, its layers are used again."""
        if self._task is not None:
            return
        self._path = folder / "phuong_mau.gpkg"
        if self._is_in_use():
            self._open_layers()
            return
        self._task = _MakeSample(self._path)
        self._task.taskCompleted.connect(self._on_made)
        self._task.taskTerminated.connect(self._on_failed)
        QgsApplication.taskManager().addTask(self._task)

    def close_down(self) -> None:
        """Let go of the task: it ends by itself within seconds and its file is whole or not there."""
        if self._task is not None:
            self._task.taskCompleted.disconnect(self._on_made)
            self._task.taskTerminated.disconnect(self._on_failed)
            self._task = None

    @property
    def is_running(self) -> bool:
        """Tell whether the sample is being made."""
        return self._task is not None

    def _is_in_use(self) -> bool:
        sources = (layer.source() for layer in QgsProject.instance().mapLayers().values())
        return self._path.exists() and any(source.startswith(str(self._path)) for source in sources)

    def _on_made(self) -> None:
        self._task = None
        self._open_layers()

    def _on_failed(self) -> None:
        task, self._task = self._task, None
        self.failed.emit(task.error)

    def _open_layers(self) -> None:
        group = QgsProject.instance().layerTreeRoot().findGroup(GROUP)
        if group is None:
            group = QgsProject.instance().layerTreeRoot().insertGroup(0, GROUP)
        self.opened.emit({role: self._open_layer(table, name, look, group) for role, table, name, look in _LAYERS})

    def _open_layer(self, table: str, name: str, look: dict[str, str], group: QgsLayerTreeGroup) -> QgsVectorLayer:
        source = f"{self._path}|layername={table}"
        for node in group.findLayers():
            if node.layer() is not None and node.layer().source() == source:
                return node.layer()
        layer = QgsVectorLayer(source, name, "ogr")
        layer.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple(look)))
        QgsProject.instance().addMapLayer(layer, False)
        group.addLayer(layer)
        return layer
