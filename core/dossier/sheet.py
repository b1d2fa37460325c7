"""Lays out one table on a sheet of openpyxl as an official annex is laid out."""

from __future__ import annotations

import math
from copy import copy
from typing import TYPE_CHECKING

from ..model.run import RunControl
from .page_breaks import break_before_end
from .table import FLOAT, INT, PERCENT, TEXT, Column, Table

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

FONT = "Times New Roman"
_BODY, _HEADING = 12, 13
_LINE = 16.5  # points of a line of 12-point text
_MOST_HEIGHT = 400.0  # Excel's limit is 409
# The locale tag makes every program write 1.234,5, whatever its own language is; “_)” keeps off the border.
_FORMATS = {
    INT: "[$-42A]#,##0_)",
    FLOAT: "[$-42A]#,##0.00_)",
    PERCENT: "[$-42A]0.0%_)",
    TEXT: "@",
}
_PAPER = {False: 9, True: 8}  # A4, and A3 for wide tables, as spreadsheets number them
_ROWS_BETWEEN_CHECKS = 200  # rows written before a cancel is asked for again
_CM = 1 / 2.54
_PRINTED = {  # points inside the margins, landscape
    False: ((29.7 - 4.5) * _CM * 72, (21.0 - 4.0) * _CM * 72),
    True: ((42.0 - 4.5) * _CM * 72, (29.7 - 4.0) * _CM * 72),
}
_DEFAULT_HEIGHT = 15.0  # points of a row without a height of its own


def set_measure(book: Workbook) -> None:
    """Let column widths count in digits of our font, which prints alike everywhere; Calibri is not on every system."""
    from openpyxl.styles import Font

    normal = book._named_styles["Normal"]
    normal.font = Font(name=FONT, size=_BODY)
    book._fonts[0] = normal.font


def fill_sheet(sheet: Worksheet, table: Table, control: RunControl | None = None) -> None:
    """Write *table* on the empty *sheet*, with everything that printing needs.

    Raises ``CanceledError`` when *control* says so.
    """
    control = control or RunControl()
    width = len(table.columns)
    styles: dict = {}
    row = _put_heading(sheet, table, width)
    _put_row(sheet, row, [column.header for column in table.columns], table.columns, "header", styles)
    header_row = row
    for place, values in enumerate(table.rows):
        row += 1
        if place in table.sections:
            _put_section(sheet, row, str(values[0]), width)
        else:
            _put_row(sheet, row, values, table.columns, "body", styles)
        if place % _ROWS_BETWEEN_CHECKS == 0:
            control.check()
    tail_row = row + 1
    if table.totals is not None:
        row += 1
        _put_row(sheet, row, table.totals, table.columns, "totals", styles)
    row = _put_notes(sheet, table, row + 1, width)
    row = _put_signatures(sheet, table, row + 1, width)
    _set_up_page(sheet, table, header_row, row)
    _keep_end_together(sheet, table, header_row, tail_row, row)


def _put_heading(sheet: Worksheet, table: Table, width: int) -> int:
    """Write the lines above the table; return the row of the column headings."""
    lines = [(table.heading, {"bold": True}), (table.subtitle, {"bold": True}), (_ANNEX_LINE, {"italic": True})]
    row = 0
    for text, style in lines:
        if text:
            row += 1
            _put_line(sheet, row, text, width, size=_HEADING, horizontal="center", **style)
    return row + 2


_ANNEX_LINE = "(Kèm theo Đề án số ......../ĐA-UBND ngày ...... tháng ...... năm ............)"


def _put_line(sheet: Worksheet, row: int, text: str, width: int, *, size: int, horizontal: str, **style: bool) -> None:
    from openpyxl.styles import Alignment, Font

    cell = sheet.cell(row, 1, text)
    cell.font = Font(name=FONT, size=size, **style)
    cell.alignment = Alignment(horizontal=horizontal, vertical="center", wrap_text=True)
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
    sheet.row_dimensions[row].height = _LINE * 1.2


def _put_row(
    sheet: Worksheet, row: int, values: tuple | list, columns: tuple[Column, ...], part: str, styles: dict
) -> None:
    """Write one row; *styles* keeps what was made for a column, since making a style costs more than a cell."""
    head = part == "header"
    for place, (value, column) in enumerate(zip(values, columns), 1):
        cell = sheet.cell(row, place, value)
        key = (part, place, not head and isinstance(value, (int, float)))
        if key in styles:
            cell._style = copy(styles[key])
        else:
            _dress(cell, column, part, key[2])
            styles[key] = cell._style
    sheet.row_dimensions[row].height = _height(values, columns, head)


def _dress(cell: Cell, column: Column, part: str, is_number: bool) -> None:
    """Give *cell* the look of *column* in the header, the body or the totals."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    line = Side(style="thin", color="FF000000")
    cell.font = Font(name=FONT, size=_BODY, bold=part != "body")
    cell.border = Border(left=line, right=line, top=line, bottom=line)
    side = _side(column, part == "header")
    cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True, indent=int(side == "left"))
    if is_number:
        cell.number_format = _FORMATS[column.kind].replace("_)", "" if column.centered else "_)")
    if part == "header":
        cell.fill = PatternFill("solid", fgColor="FFE7E6E6")


def _side(column: Column, head: bool) -> str:
    if head or column.centered:
        return "center"
    return "left" if column.kind == TEXT else "right"


def _height(values: tuple | list, columns: tuple[Column, ...], head: bool) -> float:
    """Return the points a row needs: programs don't all fit the height of wrapped text by themselves."""
    lines = 1
    for value, column in zip(values, columns):
        if isinstance(value, str):
            room = max(column.width - 2.5, 3.0) * (1.0 if head else 1.12)
            lines = max(lines, sum(_wrapped(part, room) for part in value.split("\n")))
    return min(lines * _LINE + 3, _MOST_HEIGHT)


def _wrapped(text: str, room: float) -> int:
    """Return how many lines *text* takes in *room* characters when it breaks between words."""
    lines, used = 1, 0.0
    for word in text.split(" "):
        length = len(word)
        if used and used + 1 + length > room:
            lines, used = lines + 1, 0.0
        if length > room:
            lines += math.ceil(length / room) - 1
            length = length % room
        used += length + (1 if used else 0)
    return lines


def _put_section(sheet: Worksheet, row: int, text: str, width: int) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    line = Side(style="thin", color="FF000000")
    for place in range(1, width + 1):
        cell = sheet.cell(row, place, text if place == 1 else None)
        cell.border = Border(left=line, right=line, top=line, bottom=line)
        cell.fill = PatternFill("solid", fgColor="FFF2F2F2")
        cell.font = Font(name=FONT, size=_BODY, bold=True)
        cell.alignment = Alignment(horizontal="left", vertical="center", indent=1)
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
    sheet.row_dimensions[row].height = _LINE + 3


def _put_notes(sheet: Worksheet, table: Table, row: int, width: int) -> int:
    """Write the notes under the table; return the last row used."""
    room = sum(column.width for column in table.columns) * 1.05
    for place, note in enumerate(table.notes):
        row += place == 0  # an empty row before the first
        text = f"Ghi chú: {note}" if len(table.notes) == 1 else f"({place + 1}) {note}"
        _put_line(sheet, row, text, width, size=_BODY, horizontal="left", italic=True)
        sheet.row_dimensions[row].height = _wrapped(text, room) * _LINE
        row += 1
    return row


def _put_signatures(sheet: Worksheet, table: Table, row: int, width: int) -> int:
    """Write the blocks for signing side by side; return the last row used."""
    from openpyxl.styles import Alignment, Font

    if not table.signatures:
        return row
    for (first, last), block in zip(
        _blocks([column.width for column in table.columns], len(table.signatures)), table.signatures
    ):
        cell = sheet.cell(row, first, block)
        cell.font = Font(name=FONT, size=_HEADING, bold=True)
        cell.alignment = Alignment(horizontal="center", vertical="top", wrap_text=True)
        if last > first:
            sheet.merge_cells(start_row=row, start_column=first, end_row=row, end_column=last)
    sheet.row_dimensions[row].height = 5.5 * _LINE  # one row, so that no page break parts title and signature
    return row


def _blocks(widths: list[float], count: int) -> list[tuple[int, int]]:
    """Share the columns out to *count* blocks of about the same width; return first and last column of each."""
    total, done, block = sum(widths), 0.0, 0
    ends = []
    for place, width in enumerate(widths, 1):
        done += width
        if done >= total * (block + 1) / count - 1e-9 or len(widths) - place < count - block - 1:
            ends.append(place)
            block += 1
        if block == count:
            break
    ends[-1] = len(widths)
    return list(zip([1, *(end + 1 for end in ends[:-1])], ends))


def _set_up_page(sheet: Worksheet, table: Table, header_row: int, last_row: int) -> None:
    from openpyxl.utils import get_column_letter

    for place, column in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    page = sheet.page_setup
    page.orientation, page.paperSize = "landscape", _PAPER[table.wide]
    page.fitToWidth, page.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins
    margins.left, margins.right, margins.top, margins.bottom = 3 * _CM, 1.5 * _CM, 2 * _CM, 2 * _CM
    margins.header = margins.footer = 1 * _CM
    sheet.print_options.horizontalCentered = True
    sheet.print_title_rows = f"{header_row}:{header_row}"
    sheet.print_area = f"A1:{get_column_letter(len(table.columns))}{last_row}"
    sheet.oddFooter.right.text = "Trang &P/&N"
    sheet.oddFooter.right.font, sheet.oddFooter.right.size = FONT, 11
    sheet.freeze_panes = f"{get_column_letter(3 if len(table.columns) > 3 else 1)}{header_row + 1}"
    sheet.sheet_view.showGridLines = False


def _keep_end_together(sheet: Worksheet, table: Table, header_row: int, tail_row: int, last_row: int) -> None:
    """Break the page so that some rows go with totals and signatures."""
    from openpyxl.worksheet.pagebreak import Break

    if tail_row > last_row:
        return
    heights = [sheet.row_dimensions[row].height or _DEFAULT_HEIGHT for row in range(1, last_row + 1)]
    widths = [column.width for column in table.columns]
    found = break_before_end(heights, widths, head=header_row - 1, tail=tail_row - 1, page=_PRINTED[table.wide])
    if found is not None:
        sheet.row_breaks.append(Break(id=found))  # the last row before the break, counted from 1
