"""Where wards and khu phố of a plan are: ids of the units to zoom to."""

from __future__ import annotations

from qgis.core import QgsVectorLayer

from .rows import read_rows


class PlanPlaces:
    """Finds units of the layer ``units`` of a plan."""

    def __init__(self, layer: QgsVectorLayer) -> None:
        self.layer = layer
        self._of_ward: dict[tuple[str, str], list[int]] = {}
        self._of_neighborhood: dict[str, list[int]] = {}
        self._neighborhood: dict[str, str] = {}
        for row in read_rows(layer, ("unit_id", "ward_code", "area_type", "neighborhood_id")):
            unit, ward, area_type, neighborhood = (str(value or "") for value in row.values)
            self._of_ward.setdefault((ward, area_type), []).extend(row.feature_ids)
            self._of_neighborhood.setdefault(neighborhood, []).extend(row.feature_ids)
            self._neighborhood[unit] = neighborhood

    def of_ward(self, ward: str, area_type: str) -> tuple[int, ...]:
        """Return the features of all units of *area_type* of the *ward*."""
        return tuple(self._of_ward.get((ward, area_type), ()))

    def of_unit(self, unit_id: str) -> tuple[int, ...]:
        """Return the features of the units that are in one khu phố with the unit *unit_id*."""
        return tuple(self._of_neighborhood.get(self._neighborhood.get(unit_id, ""), ()))
