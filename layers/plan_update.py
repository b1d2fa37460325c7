"""Changes a plan's GeoPackage in place, in one transaction, also while QGIS has its layers open.

The file is not replaced by another one: QGIS would keep the old one open, and Windows refuses. GDAL's own
bindings do it, since spatial indexes need functions that Python's SQLite lacks, and since a second SQLite
library in one process can drop the locks of the first.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsCoordinateReferenceSystem

from ..core.model.errors import KhuPhoError
from ..core.model.messages import QT_TRANSLATE_NOOP, Message
from ..core.model.run import RunControl
from .fields import Kind, Table
from .plan_store import GEOMETRY_COLUMN, style_text
from .schema import ALIGNMENT_STORE, HISTORY, PLAN_STORE
from .write import column_values

if TYPE_CHECKING:
    import pandas as pd
    from osgeo import gdal, ogr

_NOT_OPENED = QT_TRANSLATE_NOOP(
    "KhuPhoCore", "{path} is not a GeoPackage that can be changed: {reason}. Choose the plan's GeoPackage."
)
_NOT_CHANGED = QT_TRANSLATE_NOOP(
    "KhuPhoCore",
    "The plan {path} can't be changed: {reason}. Nothing in it was changed. Close other programs that use it, end "
    "editing of its layers, and try again.",
)
# Writes nothing, but waits for other writers before anything is read: later, waiting would be of no use.
_LOCK = "UPDATE gpkg_contents SET last_change = last_change WHERE 0"
_CHECK_EVERY = 256
_STYLES = "layer_styles"
_STYLE_FIELDS = (
    "f_table_catalog", "f_table_schema", "f_table_name", "f_geometry_column", "styleName", "styleQML", "styleSLD",
    "description", "owner",
)  # fmt: skip


class PlanEdit:
    """A transaction on the plan at *path*: ``with PlanEdit(path) as plan:``; an error leaves all as it was.

    :raises KhuPhoError: it can't be opened, changed or committed.
    """

    def __init__(self, path: str | os.PathLike) -> None:
        self.path = Path(path)
        self._source: gdal.Dataset | None = None

    def __enter__(self) -> PlanEdit:
        from osgeo import gdal

        gdal.PushErrorHandler("CPLQuietErrorHandler")
        try:
            self._open()
        except BaseException:
            self._source = None
            gdal.PopErrorHandler()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _trace: object) -> None:
        from osgeo import gdal

        try:
            if kind is not None:
                self._source.RollbackTransaction()
            elif self._source.CommitTransaction() != 0:
                reason = gdal.GetLastErrorMsg()
                self._source.RollbackTransaction()
                raise self._not_changed(reason)
        except RuntimeError as failure:
            if kind is None:
                raise self._not_changed(str(failure)) from failure
        finally:
            self._close()
            gdal.PopErrorHandler()
        if isinstance(error, (RuntimeError, OSError)):
            raise self._not_changed(str(error)) from error

    def _close(self) -> None:
        """Close the file; after a rollback GDAL complains of tables that it made and that are gone again."""
        source, self._source = self._source, None
        close = getattr(source, "Close", None)  # from GDAL 3.8 on
        with contextlib.suppress(RuntimeError):
            if close is not None:
                close()
            else:
                type(source).__swig_destroy__(source)

    def replace(
        self, table: Table, frame: pd.DataFrame, crs: QgsCoordinateReferenceSystem, control: RunControl | None = None
    ) -> None:
        """Put the rows of *frame* in the place of all rows of *table*, which is made where it is missing.

        A table of the same fields is kept and emptied, so that layers that are open on it go on.

        :raises CanceledError: *control* says so.
        """
        control = control or RunControl()
        reference = _reference(crs) if table.polygons else None
        layer = self._source.GetLayerByName(table.name)
        if layer is not None and not _fits(layer, table, reference):
            self._source.DeleteLayer(table.name)
            layer = None
        if layer is None:
            layer = self._create(table, reference)
        else:
            for fid in [feature.GetFID() for feature in layer]:
                _done(layer.DeleteFeature(fid))
        self._insert(layer, table, frame, control)
        self._put_style(table)

    def append(self, table: Table, row: Mapping[str, object]) -> None:
        """Add *row* (by field name) to *table* without geometry; nothing where the plan has no such table."""
        layer = self._source.GetLayerByName(table.name)
        if layer is None:
            return
        from osgeo import ogr

        feature = ogr.Feature(layer.GetLayerDefn())
        for name, value in row.items():
            feature.SetField(name, value)
        _done(layer.CreateFeature(feature))

    def set_values(self, table: Table, key: str, wanted: Mapping[str, Mapping[str, str]]) -> set[str]:
        """Set fields of *table* by the value of *key*; None of the rest changes. Return the keys that were found.

        *wanted*: value of *key* → field → text. An empty text is stored as NULL.
        """
        layer = self._source.GetLayerByName(table.name)
        if layer is None:
            return set()
        found = [feature for feature in layer if feature.GetField(key) in wanted]
        for feature in found:
            for name, text in wanted[feature.GetField(key)].items():
                if text:
                    feature.SetField(name, text)
                else:
                    feature.SetFieldNull(name)
            _done(layer.SetFeature(feature))
        return {feature.GetField(key) for feature in found}

    def has(self, table: Table) -> bool:
        """Tell whether the plan has *table*."""
        return self._source.GetLayerByName(table.name) is not None

    def _open(self) -> None:
        from osgeo import gdal

        try:
            source = gdal.OpenEx(str(self.path), gdal.OF_VECTOR | gdal.OF_UPDATE, ["GPKG"])
        except RuntimeError as error:
            raise self._not_opened(str(error)) from error
        if source is None:
            raise self._not_opened(gdal.GetLastErrorMsg() or "?")
        self._source = source
        gdal.ErrorReset()
        try:
            code = source.StartTransaction()
            source.ExecuteSQL(_LOCK)
            if code != 0 or gdal.GetLastErrorType() >= gdal.CE_Failure:
                raise self._not_changed(gdal.GetLastErrorMsg())
        except RuntimeError as error:
            raise self._not_changed(str(error)) from error

    def _create(self, table: Table, reference: object) -> ogr.Layer:
        from osgeo import ogr

        kind = ogr.wkbMultiPolygon if table.polygons else ogr.wkbNone
        options = [f"GEOMETRY_NAME={GEOMETRY_COLUMN}", "FID=fid", f"DESCRIPTION={table.title}"]
        layer = self._source.CreateLayer(table.name, reference, kind, options)
        if layer is None:
            raise OSError(_last_error())
        for definition in _definitions(table):
            _done(layer.CreateField(definition))
        return layer

    def _insert(self, layer: ogr.Layer, table: Table, frame: pd.DataFrame, control: RunControl) -> None:
        from osgeo import ogr

        definition = layer.GetLayerDefn()
        columns = [
            (definition.GetFieldIndex(field.name), column_values(frame[field.name], field.kind))
            for field in table.fields
            if field.name in frame
        ]
        for row, shape in enumerate(_shapes(frame, table)):
            if row % _CHECK_EVERY == 0:
                control.progress(row / len(frame))
            feature = ogr.Feature(definition)
            for place, column in columns:  # by position, since names are looked up slowly
                if column[row] is not None:
                    feature.SetField(place, column[row])
            if shape is not None:
                feature.SetGeometryDirectly(ogr.ForceToMultiPolygon(ogr.CreateGeometryFromWkb(shape)))
            _done(layer.CreateFeature(feature))

    def _put_style(self, table: Table) -> None:
        from osgeo import ogr

        layer = self._source.GetLayerByName(_STYLES)
        if layer is None:
            layer = self._source.CreateLayer(_STYLES, None, ogr.wkbNone, ["FID=id"])
            for name in _STYLE_FIELDS:
                _done(layer.CreateField(ogr.FieldDefn(name, ogr.OFTString)))
            flag = ogr.FieldDefn("useAsDefault", ogr.OFTInteger)
            flag.SetSubType(ogr.OFSTBoolean)
            _done(layer.CreateField(flag))
        feature = next((row for row in layer if row.GetField("f_table_name") == table.name), None)
        is_new = feature is None
        if is_new:
            feature = ogr.Feature(layer.GetLayerDefn())
        values = {
            "f_table_catalog": "",
            "f_table_schema": "",
            "f_table_name": table.name,
            "f_geometry_column": GEOMETRY_COLUMN if table.polygons else "",
            "styleName": table.name,
            "styleQML": style_text(table),
            "styleSLD": "",
            "useAsDefault": 1,
            "description": "",
            "owner": "",
        }
        for name, value in values.items():
            feature.SetField(name, value)
        _done(layer.CreateFeature(feature) if is_new else layer.SetFeature(feature))

    def _not_opened(self, reason: str) -> KhuPhoError:
        return KhuPhoError(Message(_NOT_OPENED, {"path": str(self.path), "reason": reason.strip(" .")}))

    def _not_changed(self, reason: str) -> KhuPhoError:
        return KhuPhoError(Message(_NOT_CHANGED, {"path": str(self.path), "reason": reason.strip(" .")}))


def update_plan(
    path: str | os.PathLike,
    frames: Mapping[str, pd.DataFrame],
    crs: QgsCoordinateReferenceSystem,
    *,
    log: Mapping[str, str] | None = None,
    control: RunControl | None = None,
) -> None:
    """Put *frames* (by table names) into the plan at *path* in the place of what these tables hold.

    *log*: a row of the plan's history that tells of it.

    :raises KhuPhoError: the plan can't be changed; then nothing is.
    :raises CanceledError: *control* says so; then nothing is changed.
    """
    control = control or RunControl()
    tables = [table for table in (*PLAN_STORE, *ALIGNMENT_STORE) if table.name in frames]
    with PlanEdit(path) as plan:
        for done, table in enumerate(tables):
            share = done / len(tables), (done + 1) / len(tables)
            plan.replace(table, frames[table.name], crs, control.part(*share))
        if log is not None:
            plan.append(HISTORY, log)
        control.check()


def _definitions(table: Table) -> Sequence[ogr.FieldDefn]:
    from osgeo import ogr

    kinds = {Kind.TEXT: ogr.OFTString, Kind.WHOLE: ogr.OFTInteger64, Kind.REAL: ogr.OFTReal, Kind.BOOL: ogr.OFTInteger}
    found = []
    for field in table.fields:
        definition = ogr.FieldDefn(field.name, kinds[field.kind])
        if field.kind is Kind.BOOL:
            definition.SetSubType(ogr.OFSTBoolean)
        found.append(definition)
    return found


def _fits(layer: ogr.Layer, table: Table, reference: object) -> bool:
    """Tell whether *layer* has the fields of *table*, in their order, and its coordinate system."""
    definition = layer.GetLayerDefn()
    there = [definition.GetFieldDefn(place) for place in range(definition.GetFieldCount())]
    if [(one.GetName(), one.GetType()) for one in there] != [(f.GetName(), f.GetType()) for f in _definitions(table)]:
        return False
    own = layer.GetSpatialRef()
    if reference is None or own is None:
        return (reference is None) == (own is None) and (layer.GetGeomType() == 100) == (not table.polygons)
    return bool(own.IsSame(reference))


def _reference(crs: QgsCoordinateReferenceSystem) -> object:
    from osgeo import osr

    reference = osr.SpatialReference()
    reference.SetFromUserInput(crs.authid() if crs.authid().startswith("EPSG:") else crs.toWkt())
    reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return reference


def _shapes(frame: pd.DataFrame, table: Table) -> Iterator[bytes | None]:
    import shapely

    if table.polygons and "geometry" in frame:
        return iter(shapely.to_wkb(frame["geometry"].to_numpy()))
    return iter([None] * len(frame))


def _done(code: int) -> None:
    """Raise :class:`OSError` where a call of GDAL did not succeed."""
    if code != 0:
        raise OSError(_last_error())


def _last_error() -> str:
    from osgeo import gdal

    return gdal.GetLastErrorMsg() or "GDAL"
