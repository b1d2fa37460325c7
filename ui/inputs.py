"""What the user chose in step 1, and how it is handed to the algorithms."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import QgsProcessingAlgorithm, QgsVectorLayer


@dataclass(frozen=True)
class Inputs:
    """Layers (None: not chosen) and field names ("" : not chosen)."""

    units: QgsVectorLayer | None = None
    unit_id: str = ""
    households: str = ""
    unit_name: str = ""
    population: str = ""
    ward: str = ""
    ward_name: str = ""
    area_type: str = ""
    old_neighborhood: str = ""
    beats: QgsVectorLayer | None = None
    beat_id: str = ""
    militia: QgsVectorLayer | None = None
    militia_id: str = ""
    barriers: QgsVectorLayer | None = None
    outline: QgsVectorLayer | None = None

    @property
    def is_complete(self) -> bool:
        """Tell whether there is enough for a proposal: units with an id and households."""
        return self.units is not None and bool(self.unit_id) and bool(self.households)

    def parameters(self, algorithm: QgsProcessingAlgorithm) -> dict[str, object]:
        """Return what the user chose, by the names of those parameters that *algorithm* has."""
        values = {
            "UNITS": _layer(self.units),
            "UNIT_ID": self.unit_id,
            "HOUSEHOLDS": self.households,
            "UNIT_NAME": self.unit_name,
            "POPULATION": self.population,
            "WARD": self.ward,
            "WARD_NAME": self.ward_name,
            "AREA_TYPE": self.area_type,
            "OLD_NEIGHBORHOOD": self.old_neighborhood,
            "BEATS": _layer(self.beats),
            "BEAT_ID": self.beat_id if self.beats is not None else "",
            "MILITIA": _layer(self.militia),
            "MILITIA_ID": self.militia_id if self.militia is not None else "",
            "BARRIERS": _layer(self.barriers),
            "WARD_OUTLINE": _layer(self.outline),
        }
        known = {name for name in values if algorithm.parameterDefinition(name) is not None}
        return {name: value for name, value in values.items() if value and name in known}


def _layer(layer: QgsVectorLayer | None) -> str:
    return layer.id() if layer is not None else ""
