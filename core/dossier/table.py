"""A table of the dossier as plain data; writers (openpyxl, QGIS's own) turn it into a sheet."""

from __future__ import annotations

from dataclasses import dataclass

TEXT = "text"
INT = "int"
FLOAT = "float"
PERCENT = "percent"


@dataclass(frozen=True)
class Column:
    """A column: heading, kind of its values, width in characters.

    Kinds: ``text``, ``int``, ``float``, ``percent`` (a share, 1 is 100 %). ``centered``: short codes and marks.
    """

    header: str
    kind: str = TEXT
    width: float = 10.0
    centered: bool = False


@dataclass(frozen=True)
class Table:
    """One sheet.

    ``title``: short and unique, used as sheet name; ``heading``, ``subtitle``: printed above the table; ``rows``:
    tuples as long as ``columns``, None for an empty cell; ``totals``: last row or None; ``notes``: sentences below it;
    ``sections``: positions of rows that are headings of what follows (text in the first cell);
    ``signatures``: blocks at the end, lines separated by a newline; ``wide``: printed on A3, for many columns.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple, ...]
    totals: tuple | None = None
    notes: tuple[str, ...] = ()
    heading: str = ""
    subtitle: str = ""
    sections: frozenset[int] = frozenset()
    signatures: tuple[str, ...] = ()
    wide: bool = False
