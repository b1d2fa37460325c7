"""Tables as a spreadsheet with QGIS's own driver, for systems without openpyxl: all the rows, plain looks."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsField,
    QgsFields,
    QgsVectorFileWriter,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QMetaType

from ..core.model.errors import KhuPhoError
from ..core.model.messages import QT_TRANSLATE_NOOP, Message
from .write import add_all

if TYPE_CHECKING:
    from ..core.dossier.table import Table

_NOT_WRITTEN = QT_TRANSLATE_NOOP(
    "KhuPhoCore", "The file {path} can't be written: {reason}. Choose a folder that you may write to."
)
_SHEET_NAME = 31  # characters that a spreadsheet allows
_TYPES = {"int": QMetaType.Type.LongLong, "float": QMetaType.Type.Double, "percent": QMetaType.Type.Double}
_FORBIDDEN = str.maketrans("", "", "[]:*?/\\")


def write_spreadsheet(path: str | os.PathLike, tables: Sequence[Table]) -> None:
    """Write each of *tables* as a sheet of the XLSX file *path*: one row of headings, then the rows.

    :raises KhuPhoError: the file can't be written.
    """
    path = Path(path)
    for place, table in enumerate(tables):
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName = "XLSX"
        options.layerName = table.title.translate(_FORBIDDEN)[:_SHEET_NAME] or str(place + 1)
        options.actionOnExistingFile = (
            QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
            if place
            else QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteFile
        )
        fields = _fields(table)
        writer = QgsVectorFileWriter.create(
            str(path),
            fields,
            QgsWkbTypes.Type.NoGeometry,
            QgsCoordinateReferenceSystem(),
            QgsCoordinateTransformContext(),
            options,
        )
        if writer.hasError() != QgsVectorFileWriter.WriterError.NoError:
            raise KhuPhoError(Message(_NOT_WRITTEN, {"path": str(path), "reason": writer.errorMessage()}))
        add_all(writer, _rows(table, fields), table.title)
        del writer  # closes the file


def _fields(table: Table) -> QgsFields:
    """Return a field per column; headings that repeat get a number, since field names must differ."""
    fields = QgsFields()
    for column in table.columns:
        name, number = column.header, 1
        while fields.lookupField(name) >= 0:
            number += 1
            name = f"{column.header} ({number})"
        fields.append(QgsField(name, _TYPES.get(column.kind, QMetaType.Type.QString)))
    return fields


def _rows(table: Table, fields: QgsFields) -> Iterator[QgsFeature]:
    for row in (*table.rows, *([table.totals] if table.totals else [])):
        feature = QgsFeature(fields)
        feature.setAttributes(list(row))
        yield feature
    for note in table.notes:
        feature = QgsFeature(fields)
        place = next((i for i, column in enumerate(table.columns) if column.kind not in _TYPES), None)
        if place is not None:
            feature.setAttribute(place, note)
            yield feature
