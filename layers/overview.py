"""What a layer of units holds at a glance: counted for the data step, before any check runs."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import QgsFeatureRequest, QgsVectorLayer

from .values import plain, text_id


@dataclass(frozen=True)
class UnitsOverview:
    """Counts of one layer of units; ``households`` sums the readable numbers.

    ``missing``: units without a number; ``unreadable``: units whose number can't be read; ``without_id``:
    units with an empty id; ``repeated_ids``: units whose id another unit has too.
    """

    units: int
    households: int
    missing: int
    unreadable: int
    without_id: int
    repeated_ids: int


def count_units(layer: QgsVectorLayer, unit_id: str, households: str) -> UnitsOverview:
    """Count the units of *layer*; *unit_id* and *households* are field names, "" leaves the field out."""
    from ..core.intake.numbers import parse_households

    fields = layer.fields()
    id_at, households_at = fields.lookupField(unit_id), fields.lookupField(households)
    request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry)
    request.setSubsetOfAttributes([at for at in (id_at, households_at) if at >= 0])
    units = total = missing = unreadable = without_id = 0
    seen: dict[str, int] = {}
    for feature in layer.getFeatures(request):
        units += 1
        if households_at >= 0:
            number, fault = parse_households(plain(feature[households_at]))
            total += number or 0
            missing += number is None and fault is None
            unreadable += fault is not None
        if id_at >= 0:
            text = text_id(feature[id_at]) or ""
            without_id += not text
            seen[text] = seen.get(text, 0) + 1
    repeated = sum(times for text, times in seen.items() if text and times > 1)
    return UnitsOverview(units, total, missing, unreadable, without_id, repeated)
