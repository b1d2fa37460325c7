"""Draws the map of a plan that has been written. On the main thread only."""

from __future__ import annotations

import shutil
from pathlib import Path

from qgis.core import QgsVectorLayer

from ..core.model.run import RunControl
from ..layers import schema
from .inputs import Inputs


def draw_map(
    path: Path,
    plan: Path,
    inputs: Inputs,
    *,
    barriers: QgsVectorLayer | None,
    ward_outline: QgsVectorLayer | None,
    internal: bool,
    control: RunControl,
) -> None:
    """Draw the layers of the GeoPackage *plan* as a PDF to *path*; *internal* shows the areas of the forces.

    :raises KhuPhoError: it can't be written.
    :raises CanceledError: *control* says so.
    """
    from ..layouts.map_sheet import MapSheet, write_map

    def layer(table: schema.Table) -> QgsVectorLayer | None:
        found = QgsVectorLayer(f"{plan}|layername={table.name}", table.title, "ogr")
        return found if found.isValid() else None

    write_map(
        path,
        MapSheet(
            layer(schema.UNITS),
            layer(schema.NEIGHBORHOODS),
            inputs.crs,
            old_neighborhoods=layer(schema.OLD_NEIGHBORHOODS),
            barriers=barriers,
            ward_outline=ward_outline,
            beats=layer(schema.POLICE_BEATS) if internal else None,
            militia=layer(schema.MILITIA_AREAS) if internal else None,
            internal=internal,
            place=_place(inputs),
        ),
        control,
    )
    shutil.copymode(plan, path)  # made as a temporary file, that only its owner may read


def _place(inputs: Inputs) -> str:
    """Return the ward's name as the ward field has it, when there is one ward and it is no bare code."""
    frame = inputs.units.frame
    found = {str(value).strip() for value in frame["ward_code"] if value is not None} if "ward_code" in frame else set()
    name = found.pop() if len(found) == 1 else ""
    return "" if name.isdigit() else name
