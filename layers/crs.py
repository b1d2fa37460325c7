"""The coordinate system of a run: projected and in metres; and VN-2000's datum shift, pinned."""

from __future__ import annotations

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsDatumTransform,
    QgsRectangle,
)

DEFAULT = "EPSG:9210"
"""VN-2000 / TM-3 105-45, the official local system of Ho Chi Minh City."""

_PINNED_OPERATION = "6960"  # official 7 parameters; others that PROJ offers are 0.8 m off
_STRETCHED = {"EPSG:3857", "EPSG:900913", "EPSG:3395"}  # Mercator: "metres" that are not metres on the ground


def is_metric(crs: QgsCoordinateReferenceSystem) -> bool:
    """Tell whether lengths in *crs* are metres on the ground (web Mercator's are not)."""
    return (
        crs.isValid()
        and not crs.isGeographic()
        and crs.mapUnits() == Qgis.DistanceUnit.Meters
        and crs.authid() not in _STRETCHED
    )


def working_crs(crs: QgsCoordinateReferenceSystem) -> QgsCoordinateReferenceSystem:
    """Return *crs* itself when it is metric, else :data:`DEFAULT`."""
    return crs if is_metric(crs) else QgsCoordinateReferenceSystem(DEFAULT)


def looks_geographic(extent: QgsRectangle) -> bool:
    """Tell whether *extent* can hold only degrees of longitude and latitude."""
    if extent.isNull():
        return False
    return (
        extent.xMinimum() >= -180 and extent.xMaximum() <= 180 and extent.yMinimum() >= -90 and extent.yMaximum() <= 90
    )


def pinned(
    context: QgsCoordinateTransformContext,
    source: QgsCoordinateReferenceSystem,
    target: QgsCoordinateReferenceSystem,
) -> QgsCoordinateTransformContext:
    """Return a copy of *context* in which *source* to *target* goes by EPSG:6960 where that applies.

    *context* itself is left alone.
    """
    copy = QgsCoordinateTransformContext(context)
    if not source.isValid() or source == target:
        return copy
    for operation in QgsDatumTransform.operations(source, target):
        codes = {step.code for step in operation.operationDetails}
        if _PINNED_OPERATION in codes and operation.isAvailable:
            copy.addCoordinateOperation(source, target, operation.proj, True)
            break
    return copy
