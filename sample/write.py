"""Writes layers to a GeoPackage with GDAL's own Python bindings, which every QGIS has."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely

from ..core.model.errors import KhuPhoError
from ..core.model.messages import CONTEXT, QT_TRANSLATE_NOOP, Message

EPSG = 9210
"""VN-2000 / TM-3 105-45, the official plane coordinates of Ho Chi Minh City."""

_NOT_WRITTEN = QT_TRANSLATE_NOOP(
    CONTEXT, "The file {path} can't be written: {reason}. Choose a folder that you may write to."
)
_FIXED_DATE = "2026-01-01T00:00:00Z"


@dataclass(frozen=True)
class Layer:
    """A table with geometry: ``fields`` maps names to columns (n,) of text, int or float.

    ``shape`` is ``Point``, ``LineString``, ``MultiPolygon`` …, as in GeoPackage.
    """

    name: str
    shape: str
    fields: dict[str, Sequence]
    geometry: np.ndarray


def write_geopackage(path: str | Path, layers: Sequence[Layer], epsg: int = EPSG) -> Path:
    """Write *layers* to *path*, whole or not at all: beside it first, then renamed.

    :raises KhuPhoError: the file can't be written.
    """
    path = Path(path)
    beside = path.with_name(f".{path.stem}.{os.getpid()}.part.gpkg")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.unlink(missing_ok=True)
        _write_all(beside, layers, epsg)
        os.replace(beside, path)
    except OSError as error:
        raise KhuPhoError(Message(_NOT_WRITTEN, {"path": str(path), "reason": error.strerror or str(error)})) from error
    finally:
        beside.unlink(missing_ok=True)
    return path


def _write_all(path: Path, layers: Sequence[Layer], epsg: int) -> None:
    from osgeo import gdal, osr

    before = gdal.GetConfigOption("OGR_CURRENT_DATE")
    gdal.SetConfigOption("OGR_CURRENT_DATE", _FIXED_DATE)
    try:
        source = gdal.GetDriverByName("GPKG").Create(str(path), 0, 0, 0, gdal.GDT_Unknown)
        if source is None:
            raise OSError(gdal.GetLastErrorMsg() or "GDAL can't create it")
        reference = osr.SpatialReference()
        reference.ImportFromEPSG(epsg)
        for layer in layers:
            _write_layer(source, layer, reference)
        source.FlushCache()
        source = None
    finally:
        gdal.SetConfigOption("OGR_CURRENT_DATE", before)


def _write_layer(source, layer: Layer, reference) -> None:
    from osgeo import ogr

    table = source.CreateLayer(layer.name, reference, getattr(ogr, f"wkb{layer.shape}"), ["FID=fid"])
    if table is None:
        raise OSError(f"GDAL can't create the table {layer.name}")
    for name, column in layer.fields.items():
        table.CreateField(ogr.FieldDefn(name, _field_type(column)))
    columns = list(layer.fields.values())
    many = layer.shape.startswith("Multi")
    source.StartTransaction()
    for row, geometry in enumerate(shapely.to_wkb(layer.geometry)):
        feature = ogr.Feature(table.GetLayerDefn())
        for position, column in enumerate(columns):
            value = column[row]
            if value is None:
                feature.SetFieldNull(position)
            else:
                feature.SetField(position, value.item() if hasattr(value, "item") else value)
        shape = ogr.CreateGeometryFromWkb(geometry)
        feature.SetGeometry(ogr.ForceTo(shape, getattr(ogr, f"wkb{layer.shape}")) if many else shape)
        if table.CreateFeature(feature) != 0:
            source.RollbackTransaction()
            raise OSError(f"GDAL can't write row {row + 1} of {layer.name}")
    source.CommitTransaction()


def _field_type(column: Sequence) -> int:
    from osgeo import ogr

    sample = next((value for value in column if value is not None), "")
    if isinstance(sample, (bool, int, np.integer)):
        return ogr.OFTInteger
    return ogr.OFTReal if isinstance(sample, (float, np.floating)) else ogr.OFTString
