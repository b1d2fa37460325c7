"""Rows of layers that the plugin wrote, as plain values for tables in the window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qgis.core import QgsFeatureRequest, QgsVectorLayer

from .values import plain


@dataclass(frozen=True)
class Row:
    """What one line of a table shows: the ids of its features in the layer (for zooming), and values."""

    feature_ids: tuple[int, ...]
    values: tuple[object, ...]


def read_rows(layer: QgsVectorLayer, fields: Sequence[str]) -> list[Row]:
    """Return the values of *fields* of every feature of *layer*, in its order; unknown fields give None."""
    positions = [layer.fields().lookupField(name) for name in fields]
    request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry)
    request.setSubsetOfAttributes([at for at in positions if at >= 0])
    return [
        Row((feature.id(),), tuple(plain(feature[at]) if at >= 0 else None for at in positions))
        for feature in layer.getFeatures(request)
    ]
