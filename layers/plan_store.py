"""A plan as one GeoPackage: layers, tables and default styles, written whole or not at all."""

from __future__ import annotations

import contextlib
import html
import os
import sqlite3
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransformContext, QgsVectorFileWriter

from ..core.model.errors import KhuPhoError
from ..core.model.messages import QT_TRANSLATE_NOOP, Message
from ..core.model.run import RunControl
from .schema import PLAN_STORE, Table
from .write import add_all, features, qgis_fields, wkb_type

if TYPE_CHECKING:
    import pandas as pd

STYLES = Path(__file__).resolve().parent.parent / "styles"
GEOMETRY_COLUMN = "geom"

_NOT_WRITTEN = QT_TRANSLATE_NOOP(
    "KhuPhoCore", "The file {path} can't be written: {reason}. Choose a folder that you may write to."
)
_EMPTY_STYLE = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n<qgis styleCategories=\"\"></qgis>\n"
_STYLE_TABLE = """
CREATE TABLE layer_styles (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256),
    styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30),
    ui TEXT(30), update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
)
"""
_STYLE_CONTENTS = """
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id)
VALUES ('layer_styles', 'attributes', 'layer_styles', '', 0)
"""
_STYLE_ROW = """
INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML,
                          styleSLD, useAsDefault, description, owner)
VALUES ('', '', ?, ?, ?, ?, '', 1, '', '')
"""


def write_plan(
    path: str | os.PathLike,
    frames: Mapping[str, pd.DataFrame],
    crs: QgsCoordinateReferenceSystem,
    *,
    control: RunControl | None = None,
) -> None:
    """Write *frames* (by the names of :data:`schema.PLAN_STORE`, absent ones left out) to *path*.

    The file is made beside *path* and then renamed, so that *path* is never half written.

    :raises KhuPhoError: it can't be written.
    :raises CanceledError: *control* says so; nothing is left.
    """
    path = Path(path)
    control = control or RunControl()
    tables = [table for table in PLAN_STORE if table.name in frames]
    try:
        with tempfile.TemporaryDirectory(prefix=f".{path.stem}-", dir=path.parent) as scratch:
            draft = Path(scratch) / path.name
            for done, table in enumerate(tables):
                control.progress(done / len(tables))
                _write_table(draft, table, frames[table.name], crs, first=done == 0)
            _embed_styles(draft, tables)
            control.check()
            replace_database(draft, path)
    except (OSError, sqlite3.Error) as error:
        raise KhuPhoError(Message(_NOT_WRITTEN, {"path": str(path), "reason": _reason(error)})) from error


def replace_database(draft: Path, path: Path) -> None:
    """Put the SQLite file *draft* in the place of *path*, without the old file's journals."""
    for suffix in ("-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    os.replace(draft, path)


def style_text(table: Table) -> str:
    """Return the QML of *table* with the aliases of its fields added."""
    path = STYLES / f"{table.style}.qml"
    text = path.read_text(encoding="utf-8") if table.style and path.exists() else _EMPTY_STYLE
    aliases = "".join(
        f'<alias index="{place}" field="{field.name}" name="{html.escape(field.alias)}"/>'
        for place, field in enumerate(table.fields, start=1)  # 0 is fid
    )
    categories = text.partition('styleCategories="')[2].partition('"')[0]
    wanted = "|".join(filter(None, [categories, "Fields"]))
    text = text.replace(f'styleCategories="{categories}"', f'styleCategories="{wanted}"', 1)
    body, end, rest = text.rpartition("</qgis>")
    return f"{body}<aliases>{aliases}</aliases>{end}{rest}"


def _write_table(
    path: Path, table: Table, frame: pd.DataFrame, crs: QgsCoordinateReferenceSystem, *, first: bool
) -> None:
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "GPKG"
    options.layerName = table.name
    options.fileEncoding = "UTF-8"
    options.layerOptions = [f"GEOMETRY_NAME={GEOMETRY_COLUMN}", "FID=fid", f"DESCRIPTION={table.title}"]
    options.actionOnExistingFile = (
        QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteFile
        if first
        else QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
    )
    writer = QgsVectorFileWriter.create(
        str(path), qgis_fields(table), wkb_type(table), crs, QgsCoordinateTransformContext(), options
    )
    if writer.hasError() != QgsVectorFileWriter.WriterError.NoError:
        raise OSError(writer.errorMessage())
    add_all(writer, features(frame, table), table.title)
    if not writer.flushBuffer():
        raise OSError(writer.errorMessage())
    del writer  # closes the file


def _embed_styles(path: Path, tables: list[Table]) -> None:
    with contextlib.closing(sqlite3.connect(path)) as database, database:
        database.execute(_STYLE_TABLE)
        database.execute(_STYLE_CONTENTS)
        for table in tables:
            column = GEOMETRY_COLUMN if table.polygons else ""
            database.execute(_STYLE_ROW, (table.name, column, table.name, style_text(table)))


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
