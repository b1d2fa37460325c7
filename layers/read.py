"""QGIS feature sources as frames without a CRS, in metres."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsFeatureRequest,
    QgsFields,
    QgsGeometry,
    QgsProcessingFeatureSource,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ..core.model.errors import KhuPhoError
from ..core.model.messages import QT_TRANSLATE_NOOP, Message
from ..core.model.run import RunControl
from .crs import pinned
from .values import plain, text_id

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

_NO_FIELD = QT_TRANSLATE_NOOP(
    "KhuPhoCore", "Layer “{layer}” has no field “{field}”. Its fields are: {fields}. Choose one of them."
)
_FIELD_NOT_CHOSEN = QT_TRANSLATE_NOOP(
    "KhuPhoCore", "Choose the field of layer “{layer}” that holds: {role}. Its fields are: {fields}."
)
_ROLES = {
    "unit_id": QT_TRANSLATE_NOOP("KhuPhoCore", "the unit's id"),
    "households": QT_TRANSLATE_NOOP("KhuPhoCore", "the number of households"),
    "neighborhood_id": QT_TRANSLATE_NOOP("KhuPhoCore", "the unit's neighborhood"),
    "area_id": QT_TRANSLATE_NOOP("KhuPhoCore", "the area's id"),
}
_CHECK_EVERY = 256


@dataclass(frozen=True)
class UnitFields:
    """Field names of the units layer by what they hold; None where there is none."""

    unit_id: str
    households: str
    unit_name: str | None = None
    population: str | None = None
    ward_code: str | None = None
    ward_name: str | None = None
    area_type: str | None = None
    old_neighborhood: str | None = None
    neighborhood_id: str | None = None
    current: str | None = None
    locked: str | None = None

    def chosen(self) -> dict[str, str]:
        """Return column of the frame → field of the layer, for the fields that are given."""
        return {column: name for column, name in vars(self).items() if name}


@dataclass(frozen=True)
class LayerData:
    """A layer that was read: its features as they came (geometry in ``crs``), and the same as a frame.

    Row i of ``frame`` is ``features[i]``. The frame holds values as in the file and ``geometry``
    (shapely, metres; None where missing).
    """

    name: str
    frame: pd.DataFrame
    features: list[QgsFeature]
    fields: QgsFields
    crs: QgsCoordinateReferenceSystem
    wkb_type: QgsWkbTypes.Type


def read_units(
    source: QgsProcessingFeatureSource | QgsVectorLayer,
    fields: UnitFields,
    crs: QgsCoordinateReferenceSystem,
    transform_context: QgsCoordinateTransformContext,
    *,
    control: RunControl | None = None,
) -> LayerData:
    """Return the units of *source* in *crs*: raw columns named as in :class:`UnitFields`, and geometry.

    :raises KhuPhoError: a field is missing or not chosen.
    :raises CanceledError: *control* says so.
    """
    for role in ("unit_id", "households"):
        if not getattr(fields, role):
            raise KhuPhoError(_not_chosen(source, role))
    return _read(source, fields.chosen(), crs, transform_context, control or RunControl())


def read_areas(
    source: QgsProcessingFeatureSource | QgsVectorLayer,
    id_field: str,
    crs: QgsCoordinateReferenceSystem,
    transform_context: QgsCoordinateTransformContext,
    *,
    name_field: str | None = None,
    control: RunControl | None = None,
) -> LayerData:
    """Return the areas of a force: ``area_id`` (text or None), ``name`` (text or None), ``geometry``.

    :raises KhuPhoError: a field is missing or not chosen.
    :raises CanceledError: *control* says so.
    """
    if not id_field:
        raise KhuPhoError(_not_chosen(source, "area_id"))
    columns = {"area_id": id_field, **({"name": name_field} if name_field else {})}
    data = _read(source, columns, crs, transform_context, control or RunControl())
    frame = data.frame
    frame["area_id"] = [text_id(value) for value in frame["area_id"]]
    frame["name"] = [text_id(value) for value in frame["name"]] if name_field else None
    return data


def read_geometries(
    source: QgsProcessingFeatureSource | QgsVectorLayer,
    crs: QgsCoordinateReferenceSystem,
    transform_context: QgsCoordinateTransformContext,
    *,
    control: RunControl | None = None,
) -> np.ndarray:
    """Return the geometries of *source* (barriers, ward outlines) in *crs*, missing and empty ones left out."""
    import numpy as np
    import shapely

    data = _read(source, {}, crs, transform_context, control or RunControl())
    found = data.frame["geometry"].to_numpy()
    return np.array([g for g in found if g is not None and not shapely.is_empty(g)], dtype=object)


def read_barriers(
    source: QgsProcessingFeatureSource | QgsVectorLayer,
    kind_field: str | None,
    crs: QgsCoordinateReferenceSystem,
    transform_context: QgsCoordinateTransformContext,
    *,
    control: RunControl | None = None,
) -> tuple[np.ndarray, list[object]]:
    """Return the geometries of barriers as of :func:`read_geometries`, and the value of *kind_field* of each.

    :raises KhuPhoError: the field is missing.
    :raises CanceledError: *control* says so.
    """
    import numpy as np
    import shapely

    columns = {"kind": kind_field} if kind_field else {}
    frame = _read(source, columns, crs, transform_context, control or RunControl()).frame
    shapes = frame["geometry"].to_numpy()
    there = [i for i, shape in enumerate(shapes) if shape is not None and not shapely.is_empty(shape)]
    found = np.empty(len(there), dtype=object)
    found[:] = [shapes[i] for i in there]
    return found, [frame["kind"].iloc[i] if kind_field else None for i in there]


def to_shapely(geometries: Sequence[QgsGeometry]) -> np.ndarray:
    """Return *geometries* as shapely objects in the plane; curves as lines, missing ones as None.

    One that shapely can't read at all (a ring of two points) comes back empty, and so is reported.
    """
    import numpy as np
    import shapely

    wkb = np.empty(len(geometries), dtype=object)
    for i, geometry in enumerate(geometries):
        wkb[i] = _wkb(geometry)
    found = shapely.from_wkb(wkb, on_invalid="ignore")
    found = np.atleast_1d(shapely.force_2d(found))
    for i in np.flatnonzero(shapely.is_missing(found)):
        if wkb[i] is not None:
            found[i] = shapely.Polygon()
    return found


def _wkb(geometry: QgsGeometry) -> bytes | None:
    if geometry.isNull():
        return None
    if QgsWkbTypes.isCurvedType(geometry.wkbType()):
        geometry = QgsGeometry(geometry.constGet().segmentize())
    return bytes(geometry.asWkb())


def _read(
    source: QgsProcessingFeatureSource | QgsVectorLayer,
    columns: dict[str, str],
    crs: QgsCoordinateReferenceSystem,
    transform_context: QgsCoordinateTransformContext,
    control: RunControl,
) -> LayerData:
    import pandas as pd

    fields = source.fields()
    positions = {column: field_position(source, name) for column, name in columns.items()}
    features: list[QgsFeature] = []
    for i, feature in enumerate(features_of(source, crs, transform_context)):
        if i % _CHECK_EVERY == 0:
            control.check()
        features.append(QgsFeature(feature))
    frame = pd.DataFrame(
        {
            column: pd.Series([plain(feature.attribute(place)) for feature in features], dtype=object)
            for column, place in positions.items()
        },
        index=pd.RangeIndex(len(features)),
    )
    frame["geometry"] = pd.Series(list(to_shapely([f.geometry() for f in features])), dtype=object)
    return LayerData(source_name(source), frame, features, fields, crs, source.wkbType())


def features_of(
    source: QgsProcessingFeatureSource | QgsVectorLayer,
    crs: QgsCoordinateReferenceSystem,
    transform_context: QgsCoordinateTransformContext,
    attributes: list[int] | None = None,
) -> Iterable[QgsFeature]:
    """Return the features of *source* in *crs*; *attributes*: positions of the fields to fetch, None for all."""
    own = _crs(source)
    request = QgsFeatureRequest()
    if attributes is not None:
        request.setSubsetOfAttributes(attributes)
    if own.isValid() and own != crs:
        request.setDestinationCrs(crs, pinned(transform_context, own, crs))
    if isinstance(source, QgsProcessingFeatureSource):
        # Faulty geometry is reported by our own checks, feature by feature.
        return source.getFeatures(request, QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks)
    return source.getFeatures(request)


def _crs(source: QgsProcessingFeatureSource | QgsVectorLayer) -> QgsCoordinateReferenceSystem:
    return source.crs() if isinstance(source, QgsVectorLayer) else source.sourceCrs()


def source_name(source: QgsProcessingFeatureSource | QgsVectorLayer) -> str:
    """Return the name of the layer."""
    return source.name() if isinstance(source, QgsVectorLayer) else source.sourceName()


def field_position(source: QgsProcessingFeatureSource | QgsVectorLayer, name: str) -> int:
    """Return the position of the field *name*.

    :raises KhuPhoError: there is none of that name.
    """
    fields = source.fields()
    place = fields.lookupField(name)
    if place < 0:
        names = ", ".join(fields.names())
        raise KhuPhoError(Message(_NO_FIELD, {"layer": source_name(source), "field": name, "fields": names}))
    return place


def _not_chosen(source: QgsProcessingFeatureSource | QgsVectorLayer, role: str) -> Message:
    names = ", ".join(source.fields().names())
    return Message(_FIELD_NOT_CHOSEN, {"layer": source_name(source), "role": Message(_ROLES[role]), "fields": names})
