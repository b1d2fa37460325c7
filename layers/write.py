"""Frames as QGIS features: fields by schema, shapely geometry to multipolygons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from qgis.core import QgsFeature, QgsFeatureSink, QgsField, QgsFields, QgsGeometry, QgsWkbTypes
from qgis.PyQt.QtCore import QMetaType

from ..core.model.errors import KhuPhoError
from ..core.model.faults import Fault
from ..core.model.messages import QT_TRANSLATE_NOOP, Message
from .schema import FAULTS, Field, Kind, Table
from .translate import to_text

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from shapely.geometry.base import BaseGeometry

_NOT_WRITTEN = QT_TRANSLATE_NOOP("KhuPhoCore", "Layer “{layer}” can't be written: {reason}")
_TYPES = {
    Kind.TEXT: QMetaType.Type.QString,
    Kind.WHOLE: QMetaType.Type.LongLong,
    Kind.REAL: QMetaType.Type.Double,
    Kind.BOOL: QMetaType.Type.Bool,
}
_POINT_RADIUS_M = 5.0  # faults at a point or line become a spot that can be seen and zoomed to


def qgis_fields(table: Table) -> QgsFields:
    """Return the fields of *table*, without aliases: sinks warn of them, and the plan's styles bring them."""
    fields = QgsFields()
    for field in table.fields:
        fields.append(qgis_field(field))
    return fields


def qgis_field(field: Field) -> QgsField:
    """Return *field* as QGIS has it."""
    return QgsField(field.name, _TYPES[field.kind])


def wkb_type(table: Table) -> QgsWkbTypes.Type:
    """Return the geometry type of *table*: multipolygon, or none."""
    return QgsWkbTypes.Type.MultiPolygon if table.polygons else QgsWkbTypes.Type.NoGeometry


def features(frame: pd.DataFrame, table: Table) -> Iterator[QgsFeature]:
    """Yield the rows of *frame* as features of *table*; columns that the frame lacks stay NULL."""
    fields = qgis_fields(table)
    columns = [
        column_values(frame[field.name], field.kind) if field.name in frame else [None] * len(frame)
        for field in table.fields
    ]
    shapes = to_qgis(frame["geometry"].to_numpy()) if table.polygons and "geometry" in frame else None
    for i in range(len(frame)):
        feature = QgsFeature(fields)
        feature.setAttributes([column[i] for column in columns])
        if shapes is not None:
            feature.setGeometry(shapes[i])
        yield feature


def to_qgis(geometries: np.ndarray) -> list[QgsGeometry]:
    """Return shapely polygons as QGIS multipolygons; missing ones as null geometry."""
    import shapely

    found = []
    for wkb in shapely.to_wkb(geometries):
        geometry = QgsGeometry()
        if wkb is not None:
            geometry.fromWkb(wkb)
            geometry.convertToMultiType()
        found.append(geometry)
    return found


def add_all(sink: QgsFeatureSink, rows: Iterator[QgsFeature], name: str) -> None:
    """Write *rows* into *sink*.

    :raises KhuPhoError: the sink refuses one (full disk, closed file); it names the layer *name*.
    """
    for feature in rows:
        if not sink.addFeature(feature, QgsFeatureSink.Flag.FastInsert):
            raise KhuPhoError(Message(_NOT_WRITTEN, {"layer": name, "reason": sink.lastError()}))


def faults_frame(
    faults: list[Fault], places: Mapping[str, BaseGeometry] | None = None, language: str | None = None
) -> pd.DataFrame:
    """Return *faults* as rows of :data:`schema.FAULTS`, texts in *language* (default: the user's).

    *places* maps the role of a layer to where it lies: the place of faults that have none of their own.
    """
    import pandas as pd

    places = places or {}
    rows = [
        {
            "layer_role": fault.layer,
            "feature": fault.feature,
            "severity": fault.severity.value,
            "code": fault.code,
            "problem": to_text(fault.problem, language),
            "advice": to_text(fault.advice, language),
            "geometry": _spot(fault.geometry) or places.get(fault.layer),
        }
        for fault in faults
    ]
    return pd.DataFrame(rows, columns=[*FAULTS.names(), "geometry"], dtype=object)


def _spot(geometry: BaseGeometry | None) -> BaseGeometry | None:
    """Return polygons as they are; points, lines and mixtures as small areas around them."""
    import shapely

    if geometry is None or shapely.is_empty(geometry):
        return None
    if geometry.geom_type in ("Polygon", "MultiPolygon"):
        return geometry
    parts = shapely.get_parts(geometry)
    if all(part.geom_type in ("Polygon", "MultiPolygon") and part.is_valid for part in parts):
        return shapely.union_all(parts)
    return shapely.buffer(geometry, _POINT_RADIUS_M, quad_segs=4)


def column_values(column: pd.Series, kind: Kind) -> list[object]:
    """Return the values of *column* as Python's own of *kind*; missing ones as None."""
    import pandas as pd

    convert = {Kind.TEXT: str, Kind.WHOLE: int, Kind.REAL: float, Kind.BOOL: bool}[kind]
    return [None if pd.isna(value) else convert(value) for value in column]
