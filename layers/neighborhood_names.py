"""Names of khu phố by their ids: from a plan, or from units that have both."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsVectorLayer

from . import schema
from .alignment_rows import names_by_id
from .values import text_id

if TYPE_CHECKING:
    from .read import LayerData


def plan_names(plan: str | os.PathLike) -> dict[str, str]:
    """Return id → name of the khu phố of the plan at *plan*; empty where it is no plan."""
    layer = QgsVectorLayer(f"{Path(plan)}|layername={schema.NEIGHBORHOODS.name}", "", "ogr")
    fields = ("neighborhood_id", "name")
    if not layer.isValid() or any(layer.fields().lookupField(name) < 0 for name in fields):
        return {}
    return names_by_id(layer, *fields)


def unit_names(units: LayerData, field: str | None) -> dict[str, str]:
    """Return id → name out of *units* with ids in *field* and names beside them; an id with two names has none.

    Only units of a plan have such names. They belong to its ids, which are those before once units are harmonized.
    """
    place = units.fields.lookupField(schema.NEIGHBORHOOD_NAME.name)
    before, now = (units.fields.lookupField(one.name) for one in (schema.NEIGHBORHOOD_BEFORE, schema.NEIGHBORHOOD_ID))
    ids = before if before >= 0 else now
    if place < 0 or ids < 0 or units.fields.lookupField(field or "") != ids:
        return {}
    found: dict[str, set[str]] = {}
    for feature in units.features:
        label, name = text_id(feature.attribute(ids)), text_id(feature.attribute(place))
        if label and name:
            found.setdefault(label, set()).add(name)
    return {label: names.pop() for label, names in found.items() if len(names) == 1}
