"""Opens the layers of a plan's GeoPackage as one group; each brings its style with it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from qgis.core import (
    QgsExpression,
    QgsLayerTreeGroup,
    QgsProject,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt import sip

from ..layers import schema
from ..layers.plan_store import STYLES

MADE_HERE = "khu_pho_mapper/made_here"
"""Custom property of layers and groups that show results."""
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


_ALIGNMENT_LAYERS = (
    (schema.CHANGES, True),
    (schema.UNDECIDED, True),
    (schema.FACES, False),
    (schema.HARMONIZED_BEATS, False),
    (schema.HARMONIZED_MILITIA, False),
    (schema.HARMONIZED_NEIGHBORHOODS, True),
    (schema.MATCHES, False),
    (schema.HARMONIZED_UNITS, True),
)


def open_plan(path: Path, title: str) -> dict[str, QgsVectorLayer]:
    """Add the layers of the GeoPackage at *path* to the project, in a group called *title* at the top.

    Returns the layers by table name; tables that the plan doesn't hold, such as beats, are left out.
    """
    return _open(path, title, _LAYERS)


def open_alignment(path: Path, title: str) -> dict[str, QgsVectorLayer]:
    """Add the layers of the alignment in the plan at *path* to the project, as :func:`open_plan` does."""
    return _open(path, title, _ALIGNMENT_LAYERS)


def name_labels(layers: Iterable[QgsVectorLayer], names: Mapping[str, str]) -> None:
    """Let the labels of *layers* hold the names of khu phố in place of their ids (*names* by id)."""
    if not names:
        return
    told = json.dumps(dict(names), ensure_ascii=False).replace("\\", "\\\\").replace("'", "''")
    for layer in layers:
        if not isinstance(layer.labeling(), QgsVectorLayerSimpleLabeling):
            continue
        settings = layer.labeling().settings()
        written = settings.fieldName if settings.isExpression else QgsExpression.quotedColumnRef(settings.fieldName)
        settings.fieldName = f"replace({written}, json_to_map('{told}'))"
        settings.isExpression = True
        layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))


def close_layers(layers: Mapping[str, QgsVectorLayer]) -> None:
    """Take *layers* that :func:`open_alignment` added out of the project again, with their group."""
    project = QgsProject.instance()
    there = [layer for layer in layers.values() if not sip.isdeleted(layer)]
    nodes = [project.layerTreeRoot().findLayer(layer.id()) for layer in there]
    groups = [node.parent() for node in nodes if node is not None]
    project.removeMapLayers([layer.id() for layer in there])
    for group in groups[:1]:
        if not group.children() and group.parent() is not None:
            group.parent().removeChildNode(group)


def open_rebuilt(files: Mapping[schema.Table, str | None], title: str) -> list[QgsVectorLayer]:
    """Add layers that were rebuilt, by the table that each of them is like; files not there are None."""
    group = _new_group(title)
    opened = []
    for table, source in files.items():
        layer = QgsVectorLayer(source or "", table.title, "ogr")
        if layer.isValid() and layer.featureCount() != 0:
            layer.loadNamedStyle(str(STYLES / f"{table.style}.qml"))
            _add(group, layer, is_visible=table is not schema.HARMONIZED_UNITS)
            opened.append(layer)
    return opened


def _open(path: Path, title: str, layers: Sequence[tuple[schema.Table, bool]]) -> dict[str, QgsVectorLayer]:
    group = _new_group(title)
    opened = {}
    for table, is_visible in layers:
        layer = QgsVectorLayer(f"{path}|layername={table.name}", table.title, "ogr")
        if layer.isValid() and layer.featureCount() != 0:
            _add(group, layer, is_visible)
            opened[table.name] = layer
    return opened


def _new_group(title: str) -> QgsLayerTreeGroup:
    """Return a group at the top; those made before are switched off, since two plans on one map can't be read."""
    root = QgsProject.instance().layerTreeRoot()
    for node in root.children():
        if node.customProperty(MADE_HERE):
            node.setItemVisibilityChecked(False)
            node.setExpanded(False)
    group = root.insertGroup(0, title)
    group.setCustomProperty(MADE_HERE, True)
    return group


def _add(group: QgsLayerTreeGroup, layer: QgsVectorLayer, is_visible: bool) -> None:
    layer.setCustomProperty(MADE_HERE, True)
    QgsProject.instance().addMapLayer(layer, False)
    node = group.addLayer(layer)
    node.setItemVisibilityChecked(is_visible)
    node.setExpanded(False)
