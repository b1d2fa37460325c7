"""The shift of a force layer against the units, from QGIS's layers, and the layer corrected by it.

Reads only; nothing is applied by itself. May run in any thread.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsFeatureRequest,
    QgsProcessingFeatureSource,
    QgsVectorLayer,
)

from ..core.model.messages import Message
from ..core.model.run import RunControl
from .crs import pinned, working_crs
from .read import read_geometries, to_shapely
from .readings import Reading, box_of, datum_vectors, other_readings

if TYPE_CHECKING:
    import numpy as np

    from ..core.alignment.shift import Candidate, Shift

_CHECK_EVERY = 256


@dataclass(frozen=True)
class FoundShift:
    """What was found for a layer.

    ``shift``: in the metric system of the units; ``cause``: in a few words; ``dx``, ``dy``: metres by which the
    layer's middle moves in all (also where coordinates are read otherwise); ``features``: of the layer as they came.
    """

    shift: Shift
    cause: Message
    dx: float
    dy: float
    features: list[QgsFeature]
    declared: QgsCoordinateReferenceSystem
    units_crs: QgsCoordinateReferenceSystem
    metric: QgsCoordinateReferenceSystem
    reading: Reading | None
    transform_context: QgsCoordinateTransformContext

    def corrected_crs(self, moved: bool) -> QgsCoordinateReferenceSystem:
        """Return the coordinate system of :meth:`corrected`.

        The layer's own; but that of the units for a *moved* layer that declares another one: as likely as not, it is
        the declaration that is wrong.
        """
        own = self.declared if self.declared.isValid() else self.metric
        if not moved or (self.reading is None and own == self.metric):
            return own
        return self.units_crs

    def corrected(self, moved: bool) -> Iterator[QgsFeature]:
        """Yield copies of the features, all attributes kept; with *moved* laid on the units, else as they came."""
        target = self.corrected_crs(moved)
        back = QgsCoordinateTransform(self.metric, target, pinned(self.transform_context, self.metric, target))
        reading = self.reading or Reading(self.declared)
        for feature in self.features:
            copy = QgsFeature(feature)
            if moved and feature.hasGeometry():
                geometry = reading.geometry_in(feature.geometry(), self.metric, self.transform_context)
                geometry.translate(self.shift.dx, self.shift.dy)
                if target != self.metric:
                    geometry.transform(back)
                copy.setGeometry(geometry)
            yield copy


def find_shift(
    units: QgsProcessingFeatureSource | QgsVectorLayer,
    areas: QgsProcessingFeatureSource | QgsVectorLayer,
    transform_context: QgsCoordinateTransformContext,
    *,
    control: RunControl | None = None,
) -> FoundShift:
    """Return how *areas* lie against *units* and why, other coordinate systems tried where the declared one won't do.

    :raises CanceledError: *control* says so.
    """
    import numpy as np
    import shapely

    from ..core.alignment.shift import detect
    from ..core.alignment.shift.words import cause_text

    control = control or RunControl()
    units_crs = _crs(units)
    metric = working_crs(units_crs)
    fixed = read_geometries(units, metric, transform_context, control=control.part(0.0, 0.15))
    features = _features(areas, control)
    declared = _crs(areas)
    raw = to_shapely([feature.geometry() for feature in features])

    def read_as(reading: Reading) -> np.ndarray:
        control.check()
        if not reading.swapped and (reading.crs == metric or not reading.crs.isValid()):
            return raw
        geometries = [reading.geometry_in(feature.geometry(), metric, transform_context) for feature in features]
        return to_shapely(geometries) if geometries else np.empty(0, dtype=object)

    units_box = box_of(shapely.total_bounds(fixed))
    readings: list[Reading] = []
    candidates: list[Candidate] = []
    if not units_box.isNull():
        extent = box_of(shapely.total_bounds(raw))
        if not extent.isNull():
            readings = other_readings(declared, extent, units_crs, units_box, metric, transform_context)
        candidates = datum_vectors(declared, units_box.center(), metric, transform_context)
    as_read = read_as(Reading(declared))
    read = [_candidate(reading, read_as(reading)) for reading in readings]
    shift = detect(fixed, as_read, candidates=[*candidates, *read], control=control.part(0.25, 1.0))
    reading = next((one for one, made in zip(readings, read) if made.key == shift.candidate), None)
    dx, dy = shift.dx, shift.dy
    if reading is not None:
        move = _middle(read_as(reading)) - _middle(as_read)
        if np.isfinite(move).all():
            dx, dy = dx + float(move[0]), dy + float(move[1])
    return FoundShift(
        shift=shift,
        cause=cause_text(shift.cause, None if reading is None else reading.label),
        dx=round(dx, 3),
        dy=round(dy, 3),
        features=features,
        declared=declared,
        units_crs=units_crs if units_crs.isValid() else metric,
        metric=metric,
        reading=reading,
        transform_context=transform_context,
    )


def _candidate(reading: Reading, geometries: np.ndarray) -> Candidate:
    from ..core.alignment.shift import Candidate

    return Candidate(reading.cause, geometries=geometries, label=reading.label)


def _middle(geometries: np.ndarray) -> np.ndarray:
    import shapely

    bounds = shapely.total_bounds(geometries)
    return (bounds[:2] + bounds[2:]) / 2


def _crs(source: QgsProcessingFeatureSource | QgsVectorLayer) -> QgsCoordinateReferenceSystem:
    return source.crs() if isinstance(source, QgsVectorLayer) else source.sourceCrs()


def _features(source: QgsProcessingFeatureSource | QgsVectorLayer, control: RunControl) -> list[QgsFeature]:
    request = QgsFeatureRequest()
    if isinstance(source, QgsProcessingFeatureSource):
        # Faulty geometry has lines, too.
        found = source.getFeatures(request, QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks)
    else:
        found = source.getFeatures(request)
    features = []
    for i, feature in enumerate(found):
        if i % _CHECK_EVERY == 0:
            control.check()
        features.append(QgsFeature(feature))
    return features
