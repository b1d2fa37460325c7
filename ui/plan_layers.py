"""Opens the layers of a plan's GeoPackage as one group; each brings its style with it."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsLayerTreeGroup, QgsProject, QgsVectorLayer

from ..layers import schema

# Top layer first. The second half says whether the layer is switched on at first.
_LAYERS = (
    (schema.NEIGHBORHOODS, True),
    (schema.FACES, True),
    (schema.POLICE_BEATS, False),
    (schema.MILITIA_AREAS, False),
    (schema.MATCHES, False),
    (schema.OLD_NEIGHBORHOODS, False),
    (schema.UNITS, True),
)


def open_plan(path: Path, title: str) -> dict[str, QgsVectorLayer]:
    """Add the layers of the GeoPackage at *path* to the project, in a group called *title* at the top.

    Returns the layers by table name; tables that the plan doesn't hold, such as beats, are left out.
    """
    group = QgsProject.instance().layerTreeRoot().insertGroup(0, title)
    opened = {}
    for table, is_visible in _LAYERS:
        layer = QgsVectorLayer(f"{path}|layername={table.name}", table.title, "ogr")
        if layer.isValid() and layer.featureCount() != 0:
            _add(group, layer, is_visible)
            opened[table.name] = layer
    return opened


def _add(group: QgsLayerTreeGroup, layer: QgsVectorLayer, is_visible: bool) -> None:
    QgsProject.instance().addMapLayer(layer, False)
    node = group.addLayer(layer)
    node.setItemVisibilityChecked(is_visible)
    node.setExpanded(False)
