"""What a layer of units holds at a glance: counted for the data step, before any check runs."""

from __future__ import annotations

from dataclasses import dataclass, field

from qgis.core import QgsFeatureRequest, QgsVectorLayer

from ..core.model.sorting import natural_key
from .rows import Row
from .values import plain, text_id


@dataclass(frozen=True)
class UnitsOverview:
    """Counts of one layer of units; ``households`` sums the readable numbers.

    ``missing``: units without a number; ``unreadable``: units whose number can't be read; ``without_id``:
    units with an empty id; ``repeated_ids``: units whose id another unit has too. ``present``: a row for
    each present khu phố with its ward (None without such a field), its name (None: units that have none),
    units and households.
    """

    units: int
    households: int
    missing: int
    unreadable: int
    without_id: int
    repeated_ids: int
    present: tuple[Row, ...] = ()


@dataclass
class _Sum:
    """Units of one present khu phố while they are counted."""

    ids: list[int] = field(default_factory=list)
    households: int = 0


def count_units(
    layer: QgsVectorLayer, unit_id: str, households: str, ward: str = "", old_neighborhood: str = ""
) -> UnitsOverview:
    """Count the units of *layer*; the others are names of its fields, "" leaves the field out."""
    from ..core.intake.numbers import parse_households

    fields = layer.fields()
    id_at, households_at = fields.lookupField(unit_id), fields.lookupField(households)
    groups_at = (fields.lookupField(ward), fields.lookupField(old_neighborhood))
    request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry)
    request.setSubsetOfAttributes([at for at in (id_at, households_at, *groups_at) if at >= 0])
    units = total = missing = unreadable = without_id = 0
    seen: dict[str, int] = {}
    present: dict[tuple, _Sum] = {}
    for feature in layer.getFeatures(request):
        units += 1
        group = present.setdefault(tuple(text_id(feature[at]) if at >= 0 else None for at in groups_at), _Sum())
        group.ids.append(feature.id())
        if households_at >= 0:
            number, fault = parse_households(plain(feature[households_at]))
            total += number or 0
            group.households += number or 0
            missing += number is None and fault is None
            unreadable += fault is not None
        if id_at >= 0:
            text = text_id(feature[id_at]) or ""
            without_id += not text
            seen[text] = seen.get(text, 0) + 1
    repeated = sum(times for text, times in seen.items() if text and times > 1)
    rows = tuple(
        Row(tuple(present[key].ids), (*key, len(present[key].ids), present[key].households))
        for key in sorted(present, key=lambda key: tuple(map(natural_key, key)))
    )
    return UnitsOverview(units, total, missing, unreadable, without_id, repeated, rows)
