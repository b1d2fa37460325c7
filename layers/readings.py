"""Other ways to read coordinates: other zones, swapped axes, degrees for metres; and VN-2000's datum shift."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsGeometry,
    QgsPointXY,
    QgsRectangle,
)

from .crs import pinned

if TYPE_CHECKING:
    from ..core.alignment.shift import Candidate

_VN2000_ZONES = (9210, 5899, 5897, 5898, 5896, *range(9205, 9210), *range(9211, 9219), 3405, 3406)
_OTHERS = (32648, 32649, 3857)
_DEGREES = (4756, 4326)
_FARTHER_M = 1000.0  # what two readings must lie apart; nearer ones are told by the shift itself
_VIETNAM = QgsRectangle(101.0, 6.0, 118.0, 24.0)
_NO_PARAMETERS = "+towgs84=0,0,0"


@dataclass(frozen=True)
class Reading:
    """Coordinates taken as those of ``crs``, their two numbers ``swapped`` or not; ``cause``: code of what it means."""

    crs: QgsCoordinateReferenceSystem
    swapped: bool = False
    cause: str = "none"

    @property
    def label(self) -> str:
        """Return the name of the coordinate system, such as ``EPSG:9210 VN-2000 / TM-3 105-45``."""
        return f"{self.crs.authid()} {self.crs.description()}".strip()

    def geometry_in(
        self,
        raw: QgsGeometry,
        target: QgsCoordinateReferenceSystem,
        context: QgsCoordinateTransformContext,
    ) -> QgsGeometry:
        """Return a copy of *raw* in *target*; a null geometry where that can't be."""
        geometry = QgsGeometry(raw)
        if geometry.isNull():
            return geometry
        if self.swapped:
            geometry.get().swapXy()
        if self.crs.isValid() and self.crs != target:
            try:
                geometry.transform(QgsCoordinateTransform(self.crs, target, pinned(context, self.crs, target)))
            except QgsCsException:
                return QgsGeometry()
        return geometry

    def box_in(
        self, raw: QgsRectangle, target: QgsCoordinateReferenceSystem, context: QgsCoordinateTransformContext
    ) -> QgsRectangle | None:
        """Return the box around *raw* in *target*, or None where these can't be coordinates of this system."""
        box = (
            QgsRectangle(raw.yMinimum(), raw.xMinimum(), raw.yMaximum(), raw.xMaximum())
            if self.swapped
            else QgsRectangle(raw)
        )
        if self.crs.isValid() and self.crs.isGeographic() and not _could_be_degrees(box):
            return None
        if self.crs.isValid() and self.crs != target:
            try:
                box = QgsCoordinateTransform(self.crs, target, pinned(context, self.crs, target)).transformBoundingBox(
                    box
                )
            except QgsCsException:
                return None
        return box if box.isFinite() else None


def other_readings(
    declared: QgsCoordinateReferenceSystem,
    extent: QgsRectangle,
    units_crs: QgsCoordinateReferenceSystem,
    units_extent: QgsRectangle,
    metric: QgsCoordinateReferenceSystem,
    context: QgsCoordinateTransformContext,
) -> list[Reading]:
    """Return the readings of raw coordinates *extent* that bring a layer near the units but not where it is now.

    *units_extent* is in *metric*. Only boxes are transformed, so this costs nothing. The units' own coordinate
    system comes first, then the usual ones of Vietnam.
    """
    from ..core.alignment.shift.windows import REACH_M

    near = units_extent.buffered(REACH_M)
    as_read = Reading(declared if declared.isValid() else metric).box_in(extent, metric, context)
    systems = [system for system in (declared, units_crs) if system.isValid()]
    systems += [QgsCoordinateReferenceSystem(f"EPSG:{code}") for code in (*_VN2000_ZONES, *_OTHERS, *_DEGREES)]
    found: list[Reading] = []
    seen: set[tuple[str, bool]] = set()
    for swapped in (False, True):
        for system in systems:
            key = (system.authid() or system.toWkt(), swapped)
            if key in seen or (system == declared and not swapped) or not system.isValid():
                continue
            seen.add(key)
            reading = Reading(system, swapped, _cause(declared, system, swapped))
            box = reading.box_in(extent, metric, context)
            if box is None or not box.intersects(near):
                continue
            if as_read is not None and box.center().distance(as_read.center()) < _FARTHER_M:
                continue
            found.append(reading)
    return found


def datum_vectors(
    declared: QgsCoordinateReferenceSystem,
    middle: QgsPointXY,
    metric: QgsCoordinateReferenceSystem,
    context: QgsCoordinateTransformContext,
) -> list[Candidate]:
    """Return what VN-2000 taken for WGS 84, and the reverse, make at *middle* (in *metric*), as vectors to add.

    Outside Vietnam there are none.
    """
    from ..core.alignment.shift import Candidate
    from ..core.alignment.shift import result as codes
    from ..core.alignment.shift.datum import to_wgs84

    degrees = QgsCoordinateReferenceSystem("EPSG:4326")
    # The same transform for both places: which parameters it takes does not matter for their difference.
    to_degrees = QgsCoordinateTransform(metric, degrees, pinned(context, metric, degrees))
    try:
        place = to_degrees.transform(middle)
        if not _VIETNAM.contains(place):
            return []
        there = QgsPointXY(*to_wgs84(place.x(), place.y()))
        moved = to_degrees.transform(there, QgsCoordinateTransform.TransformDirection.ReverseTransform)
        start = to_degrees.transform(place, QgsCoordinateTransform.TransformDirection.ReverseTransform)
    except QgsCsException:
        return []
    x, y = moved.x() - start.x(), moved.y() - start.y()
    without = _NO_PARAMETERS in declared.toProj().replace(".0", "").replace(" ", "")
    code = codes.MISSING_PARAMETERS if without else codes.VN2000_AS_WGS84
    return [Candidate(code, vector=(x, y)), Candidate(codes.WGS84_AS_VN2000, vector=(-x, -y))]


def box_of(bounds: Sequence[float]) -> QgsRectangle:
    """Return (xmin, ymin, xmax, ymax) as a rectangle; a null one where there is nothing."""
    if not all(math.isfinite(value) for value in bounds):
        return QgsRectangle()
    return QgsRectangle(*(float(value) for value in bounds))


def _could_be_degrees(box: QgsRectangle) -> bool:
    return box.xMinimum() >= -180 and box.xMaximum() <= 180 and box.yMinimum() >= -90 and box.yMaximum() <= 90


def _cause(declared: QgsCoordinateReferenceSystem, system: QgsCoordinateReferenceSystem, swapped: bool) -> str:
    from ..core.alignment.shift import result as codes

    if swapped:
        return codes.AXIS_SWAP
    if declared.isValid() and system.isGeographic() != declared.isGeographic():
        return codes.DEGREES
    if _is_vn2000_plane(declared) and _is_vn2000_plane(system):
        return codes.OTHER_ZONE
    return codes.OTHER_SYSTEM


def _is_vn2000_plane(system: QgsCoordinateReferenceSystem) -> bool:
    return system.authid() in {f"EPSG:{code}" for code in _VN2000_ZONES}
