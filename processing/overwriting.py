"""Finds outputs that would replace a file that is read: inputs are never modified."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsMapLayer,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFolderDestination,
    QgsProcessingUtils,
    QgsProperty,
    QgsProviderRegistry,
)

from ..core.model.messages import QT_TRANSLATE_NOOP, Message
from ..layers.schema import REPLACED_BY_ALIGNMENT

_IN_FOLDERS = "plan.gpkg"  # the only layers that algorithms with a folder write there
PLAN = "PLAN"
_KEPT = "DECISIONS"  # the plan's change list is read and written again with the same decisions
_SAME_TABLE = QT_TRANSLATE_NOOP(
    "KhuPhoCore",
    "The run would replace the table {table} in {path}, which is also an input ({input}). Choose another plan, or save "
    "the input as a file of its own first.",
)
_SAME_FILE = QT_TRANSLATE_NOOP(
    "KhuPhoCore",
    "The output {output} would replace the file {path}, which is also an input ({input}). Choose "
    "another file or folder.",
)


def overwriting(algorithm: QgsProcessingAlgorithm, parameters: dict, context: QgsProcessingContext) -> Message | None:
    """Return what is wrong when an output of *algorithm* would replace a file from which a layer is read.

    Opens layers that are given by their source: call it on the thread of *context*.
    """
    definitions = algorithm.parameterDefinitions()
    read = {}
    for definition in definitions:
        if isinstance(definition, QgsProcessingParameterFeatureSource):
            path = _source_path(parameters.get(definition.name()), context)
            if path is not None:
                read.setdefault(path, definition.name())
    for definition in definitions:
        if definition.isDestination():
            is_folder = isinstance(definition, QgsProcessingParameterFolderDestination)
            for path in _written(parameters.get(definition.name()), is_folder):
                if path in read:
                    values = {"output": definition.name(), "path": str(path), "input": read[path]}
                    return Message(_SAME_FILE, values)
    return _replaced_in_plan(algorithm, parameters, context)


def _replaced_in_plan(
    algorithm: QgsProcessingAlgorithm, parameters: dict, context: QgsProcessingContext
) -> Message | None:
    """Return what is wrong when a table that the plan gets is also read."""
    plan = _fixed(parameters.get(PLAN))
    if algorithm.parameterDefinition(PLAN) is None or not isinstance(plan, str) or not plan:
        return None
    replaced = {table.name for table in REPLACED_BY_ALIGNMENT}
    for definition in algorithm.parameterDefinitions():
        if isinstance(definition, QgsProcessingParameterFeatureSource) and definition.name() != _KEPT:
            found = _source_uri(parameters.get(definition.name()), context)
            if found.get("path") and _real(found["path"]) == _real(plan) and found.get("layerName") in replaced:
                values = {"table": found["layerName"], "path": str(plan), "input": definition.name()}
                return Message(_SAME_TABLE, values)
    return None


def _source_path(value: object, context: QgsProcessingContext) -> Path | None:
    path = _source_uri(value, context).get("path")
    return _real(path) if path else None


def _source_uri(value: object, context: QgsProcessingContext) -> dict:
    """Return the parts of where the layer *value* comes from."""
    if isinstance(value, QgsProcessingFeatureSourceDefinition):
        value = value.source
    value = _fixed(value)
    layer = value if isinstance(value, QgsMapLayer) else None
    if layer is None and isinstance(value, str) and value:
        layer = QgsProcessingUtils.mapLayerFromString(value, context)
    if layer is None:
        return {}
    return QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())


def _written(value: object, is_folder: bool) -> list[Path]:
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        value = value.sink
    value = _fixed(value)
    # "ogr:dbname=…" adds a table and leaves the others as they are.
    if not isinstance(value, str) or not value or value.startswith(("ogr:", "memory:", "TEMPORARY")):
        return []
    return [_real(Path(value) / _IN_FOLDERS if is_folder else value)]


def _fixed(value: object) -> object:
    return value.staticValue() if isinstance(value, QgsProperty) else value


def _real(path: str | Path) -> Path:
    return Path(path).resolve()
