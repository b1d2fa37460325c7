"""Faults that only QGIS can see: coordinate system, empty layer, wrong geometry type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsGeometry,
    QgsProcessingFeatureSource,
    QgsWkbTypes,
)

from ..core.model.faults import Fault, Severity
from ..core.model.messages import QT_TRANSLATE_NOOP, Message
from . import crs as systems
from .read import to_shapely

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_EMPTY = QT_TRANSLATE_NOOP("KhuPhoCore", "Layer “{layer}” has no features.")
_EMPTY_ADVICE = QT_TRANSLATE_NOOP("KhuPhoCore", "Choose another layer, or remove the filter that hides its features.")
_WRONG_TYPE = QT_TRANSLATE_NOOP("KhuPhoCore", "Layer “{layer}” holds {kind}; polygons are needed.")
_WRONG_TYPE_BARRIERS = QT_TRANSLATE_NOOP("KhuPhoCore", "Layer “{layer}” holds {kind}; lines or polygons are needed.")
_WRONG_TYPE_STREETS = QT_TRANSLATE_NOOP("KhuPhoCore", "Layer “{layer}” holds {kind}; lines are needed.")
_WRONG_TYPE_DWELLINGS = QT_TRANSLATE_NOOP("KhuPhoCore", "Layer “{layer}” holds {kind}; points or polygons are needed.")
_CHOOSE_ANOTHER = QT_TRANSLATE_NOOP("KhuPhoCore", "Choose another layer.")
_WRONG_TYPE_ADVICE = QT_TRANSLATE_NOOP(
    "KhuPhoCore", "Choose the polygon layer, or make polygons from the lines first (Vector geometry ▸ Polygonize)."
)
_KINDS = {
    QgsWkbTypes.GeometryType.PointGeometry: QT_TRANSLATE_NOOP("KhuPhoCore", "points"),
    QgsWkbTypes.GeometryType.PolygonGeometry: QT_TRANSLATE_NOOP("KhuPhoCore", "polygons"),
    QgsWkbTypes.GeometryType.LineGeometry: QT_TRANSLATE_NOOP("KhuPhoCore", "lines"),
    QgsWkbTypes.GeometryType.NullGeometry: QT_TRANSLATE_NOOP("KhuPhoCore", "a table without geometry"),
}
_UNKNOWN_KIND = QT_TRANSLATE_NOOP("KhuPhoCore", "geometry of an unknown type")
_NO_CRS = QT_TRANSLATE_NOOP("KhuPhoCore", "Layer “{layer}” has no coordinate system; {assumed} was assumed.")
_NO_CRS_ADVICE = QT_TRANSLATE_NOOP(
    "KhuPhoCore", "Set the layer's coordinate system (layer properties ▸ Source) to the one it was drawn in."
)
_NO_CRS_DEGREES = QT_TRANSLATE_NOOP(
    "KhuPhoCore", "Layer “{layer}” has no coordinate system, and its coordinates look like degrees."
)
_NO_CRS_DEGREES_ADVICE = QT_TRANSLATE_NOOP(
    "KhuPhoCore",
    "Set the layer's coordinate system first: EPSG:4326 (WGS 84) or EPSG:4756 (VN-2000) for longitude and latitude.",
)
_GEOGRAPHIC = QT_TRANSLATE_NOOP(
    "KhuPhoCore",
    "Layer “{layer}” has a coordinate system without true metres ({crs}); lengths and areas were measured in {target}.",
)
_GEOGRAPHIC_ADVICE = QT_TRANSLATE_NOOP(
    "KhuPhoCore", "Nothing must be done. To choose the projected system yourself, export the layer to it first."
)

_POLYGONS = {QgsWkbTypes.GeometryType.PolygonGeometry}
_NEEDED = {
    "barriers": {QgsWkbTypes.GeometryType.LineGeometry, *_POLYGONS},
    "streets": {QgsWkbTypes.GeometryType.LineGeometry},
    "dwellings": {QgsWkbTypes.GeometryType.PointGeometry, *_POLYGONS},
}
_COMPLAINTS = {
    "barriers": (_WRONG_TYPE_BARRIERS, _WRONG_TYPE_ADVICE),
    "streets": (_WRONG_TYPE_STREETS, _CHOOSE_ANOTHER),
    "dwellings": (_WRONG_TYPE_DWELLINGS, _CHOOSE_ANOTHER),
}


def check_source(
    source: QgsProcessingFeatureSource,
    role: str,
    target: QgsCoordinateReferenceSystem,
    transform_context: QgsCoordinateTransformContext,
) -> list[Fault]:
    """Return the faults of *source* as a whole; *target* is the coordinate system of the run.

    Codes: ``wrong_geometry_type``, ``empty_layer`` (an error for units), ``no_crs_degrees`` (errors),
    ``no_crs``, ``geographic_crs`` (warnings).
    """
    layer = {"layer": source.sourceName()}

    def fault(code: str, severity: Severity, problem: Message, advice: str) -> Fault:
        return Fault(code, severity, role, "", problem, Message(advice), _extent(source, target, transform_context))

    faults = []
    kind = QgsWkbTypes.geometryType(source.wkbType())
    if kind not in _NEEDED.get(role, _POLYGONS):
        template, advice = _COMPLAINTS.get(role, (_WRONG_TYPE, _WRONG_TYPE_ADVICE))
        problem = Message(template, {**layer, "kind": Message(_KINDS.get(kind, _UNKNOWN_KIND))})
        faults.append(fault("wrong_geometry_type", Severity.ERROR, problem, advice))
    if source.featureCount() == 0:
        severity = Severity.ERROR if role == "units" else Severity.WARNING  # the others can be done without
        faults.append(fault("empty_layer", severity, Message(_EMPTY, layer), _EMPTY_ADVICE))
    if kind == QgsWkbTypes.GeometryType.NullGeometry:
        return faults
    own = source.sourceCrs()
    if not own.isValid():
        if systems.looks_geographic(source.sourceExtent()):
            problem = Message(_NO_CRS_DEGREES, layer)
            faults.append(fault("no_crs_degrees", Severity.ERROR, problem, _NO_CRS_DEGREES_ADVICE))
        else:
            problem = Message(_NO_CRS, {**layer, "assumed": _label(target)})
            faults.append(fault("no_crs", Severity.WARNING, problem, _NO_CRS_ADVICE))
    elif not systems.is_metric(own) and role == "units":
        problem = Message(_GEOGRAPHIC, {**layer, "crs": _label(own), "target": _label(target)})
        faults.append(fault("geographic_crs", Severity.WARNING, problem, _GEOGRAPHIC_ADVICE))
    return faults


def _label(crs: QgsCoordinateReferenceSystem) -> str:
    return f"{crs.authid()} {crs.description()}".strip()


def _extent(
    source: QgsProcessingFeatureSource,
    target: QgsCoordinateReferenceSystem,
    transform_context: QgsCoordinateTransformContext,
) -> BaseGeometry | None:
    extent = source.sourceExtent()
    if extent.isNull() or extent.isEmpty():
        return None
    own = source.sourceCrs()
    outline = QgsGeometry.fromRect(extent)
    if own.isValid() and own != target:
        try:
            outline.transform(QgsCoordinateTransform(own, target, systems.pinned(transform_context, own, target)))
        except QgsCsException:
            return None
    return to_shapely([outline])[0]
