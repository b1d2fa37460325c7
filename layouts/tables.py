"""Tables on a page, whose height is known before they are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qgis.core import QgsLayoutFrame, QgsLayoutItemManualTable, QgsTableCell
from qgis.PyQt.QtCore import QRectF, Qt
from qgis.PyQt.QtGui import QColor

from .measure import line_mm, wrap
from .page import CENTER, LEFT, Box, Page

_CELL_MARGIN = 0.5
_GRID = 0.15
_HEADING_FILL = "#ececec"


@dataclass(frozen=True)
class Column:
    """A column of a table: heading, width in mm, alignment of its cells."""

    heading: str
    width: float
    alignment: Qt.AlignmentFlag = LEFT


class Table:
    """Rows under headings in *size* points; with *total* the last row is bold.

    QGIS tells no height of a table that isn't shown, so texts are broken and heights reckoned here:
    ``width`` and ``height`` are in mm.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Sequence[Sequence[str]],
        size: float,
        family: str,
        *,
        total: bool = True,
    ) -> None:
        self.columns = columns
        self.size = size
        texts = [[column.heading for column in columns], *rows]
        self._strong = {0, len(rows)} if total else {0}
        self._lines = [
            [
                wrap(text, column.width - 2 * _CELL_MARGIN - _GRID, family, size, bold=position in self._strong)
                for text, column in zip(row, columns)
            ]
            for position, row in enumerate(texts)
        ]
        self._heights = [max(len(lines) for lines in row) * line_mm(size) for row in self._lines]
        self.width = sum(column.width for column in columns)
        self.height = sum(self._heights) + len(texts) * (2 * _CELL_MARGIN + _GRID) + _GRID

    def draw(self, page: Page, x: float, y: float) -> Box:
        """Draw the table with its upper left corner at (*x*, *y*) mm; return the room that it takes."""
        table = QgsLayoutItemManualTable.create(page.layout)
        table.setCellMargin(_CELL_MARGIN)
        table.setGridStrokeWidth(_GRID)
        table.setGridColor(QColor("#555555"))
        table.setBackgroundColor(QColor(0, 0, 0, 0))
        table.setTableContents(
            [
                [self._cell(page, lines, column, position) for lines, column in zip(row, self.columns)]
                for position, row in enumerate(self._lines)
            ]
        )
        table.setColumnWidths([column.width - 2 * _CELL_MARGIN - _GRID for column in self.columns])
        table.setRowHeights(self._heights)
        page.layout.addMultiFrame(table)
        frame = QgsLayoutFrame(page.layout, table)
        frame.attemptSetSceneRect(QRectF(x, y, self.width + _GRID, self.height + 1))
        table.addFrame(frame)
        table.recalculateFrameSizes()
        return Box(x, y, self.width, self.height)

    def _cell(self, page: Page, lines: Sequence[str], column: Column, position: int) -> QgsTableCell:
        strong = position in self._strong
        cell = QgsTableCell("\n".join(lines))
        cell.setHorizontalAlignment(column.alignment if position else CENTER)
        cell.setVerticalAlignment(Qt.AlignmentFlag.AlignVCenter)
        cell.setTextFormat(page.format(self.size, bold=strong))
        if strong:
            cell.setBackgroundColor(QColor(_HEADING_FILL))
        return cell
