"""Writes tables as an XLSX workbook that prints like the annex of an official document.

Times New Roman, A4 landscape, margins of Decree 30/2020/NĐ-CP, heading rows repeated on every page.
The same tables give the same bytes: nothing in the file tells when it was written.
"""

from __future__ import annotations

import io
import os
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..model.errors import KhuPhoError
from ..model.messages import CONTEXT, QT_TRANSLATE_NOOP, Message
from ..model.run import RunControl
from .sheet import fill_sheet, set_measure
from .table import Table

if TYPE_CHECKING:
    from openpyxl import Workbook

_NO_OPENPYXL = QT_TRANSLATE_NOOP(
    CONTEXT,
    "Formatted tables need the Python package openpyxl, which this QGIS does not have. Install it (Windows: OSGeo4W "
    "setup, package python3-openpyxl; Debian and Ubuntu: apt install python3-openpyxl; otherwise: pip install openpyxl "
    "in QGIS's Python), then start QGIS again.",
)
_NOT_WRITTEN = QT_TRANSLATE_NOOP(
    CONTEXT,
    "The tables can't be written to {path}: {reason}. Close the file if it is open in another program, or choose "
    "another folder.",
)
_NO_TABLES = QT_TRANSLATE_NOOP(CONTEXT, "There is no table to write to {path}.")
_SHEET_NAME = 31  # characters that a spreadsheet allows
_FORBIDDEN = str.maketrans("", "", "[]:*?/\\")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_CREATOR = "Khu Pho Mapper"


def write_workbook(path: str | os.PathLike, tables: Sequence[Table], control: RunControl | None = None) -> None:
    """Write *tables*, a sheet each, to the XLSX file *path*: whole or not at all.

    The file is written beside the target and renamed. Raises ``CanceledError`` when *control* says so.

    :raises KhuPhoError: openpyxl is missing, there is no table, or the file can't be written.
    """
    try:
        import openpyxl
    except ImportError as error:
        raise KhuPhoError(Message(_NO_OPENPYXL)) from error
    path = Path(path)
    if not tables:
        raise KhuPhoError(Message(_NO_TABLES, {"path": str(path)}))
    book = openpyxl.Workbook()
    book.remove(book.active)
    set_measure(book)
    for name, table in zip(sheet_names([table.title for table in tables]), tables):
        fill_sheet(book.create_sheet(name), table, control)
    content = _bytes(book)
    try:
        _put(path, content)
    except OSError as error:
        reason = error.strerror or str(error)
        raise KhuPhoError(Message(_NOT_WRITTEN, {"path": str(path), "reason": reason})) from error


def sheet_names(titles: Sequence[str]) -> list[str]:
    """Return names that a spreadsheet allows: at most 31 characters, none of ``[]:*?/\\``, each only once."""
    names: list[str] = []
    for place, title in enumerate(titles, 1):
        name = title.translate(_FORBIDDEN).strip("' ")[:_SHEET_NAME].strip() or f"Bảng {place}"
        tail = 2
        unique = name
        while unique.casefold() in {taken.casefold() for taken in names}:
            unique = f"{name[: _SHEET_NAME - len(str(tail)) - 1]} {tail}"
            tail += 1
        names.append(unique)
    return names


def _bytes(book: Workbook) -> bytes:
    """Return the file with all times taken out."""
    book.properties.creator = _CREATOR
    raw, steady = io.BytesIO(), io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as target:
        for item in sorted(source.infolist(), key=lambda item: item.filename):
            data = source.read(item)
            if item.filename == "docProps/core.xml":
                data = _without_times(data)
            entry = zipfile.ZipInfo(item.filename, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, data)
    return steady.getvalue()


def _without_times(core: bytes) -> bytes:
    import re

    return re.sub(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>", b"", core)


def _put(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(name, 0o666 & ~mask)  # mkstemp makes files that only the owner can read
        os.replace(name, path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
