"""A page being drawn: text, boxes, lines and tables at places given in millimetres."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qgis.core import (
    Qgis,
    QgsFillSymbol,
    QgsLayoutFrame,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemManualTable,
    QgsLayoutItemPolyline,
    QgsLayoutItemShape,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsLineSymbol,
    QgsPrintLayout,
    QgsProject,
    QgsTableCell,
    QgsTextFormat,
)
from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QPolygonF

from .fonts import SERIF, installed_family
from .labels import text_format
from .measure import line_mm, wrap

A3_LANDSCAPE = (420.0, 297.0)

LEFT = Qt.AlignmentFlag.AlignLeft
CENTER = Qt.AlignmentFlag.AlignHCenter
RIGHT = Qt.AlignmentFlag.AlignRight
_CELL_MARGIN = 0.5
_GRID = 0.15
_MM = Qgis.LayoutUnit.Millimeters


@dataclass(frozen=True)
class Box:
    """A place on the page: left edge, top edge, width and height in mm."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height


@dataclass(frozen=True)
class Column:
    """A column of a table: heading, width in mm, alignment of its cells."""

    heading: str
    width: float
    alignment: Qt.AlignmentFlag = LEFT


@dataclass(frozen=True)
class PlacedTable:
    """A table on the page and the room that it takes."""

    table: QgsLayoutItemManualTable
    frame: QgsLayoutFrame
    box: Box


class Page:
    """A layout of one page. It lives as long as this object; so do the layers shown on it."""

    def __init__(self, project: QgsProject, size: tuple[float, float] = A3_LANDSCAPE) -> None:
        self.layout = QgsPrintLayout(project)
        self.layout.initializeDefaults()
        self.layout.pageCollection().page(0).setPageSize(QgsLayoutSize(*size, _MM))
        self.family = installed_family(SERIF)
        self.layers: list = []

    def add(self, item: QgsLayoutItem, box: Box) -> None:
        """Put *item* into *box*."""
        self.layout.addLayoutItem(item)
        item.attemptMove(QgsLayoutPoint(box.x, box.y, _MM))
        item.attemptResize(QgsLayoutSize(box.width, box.height, _MM))

    def format(self, size: float, *, bold: bool = False, italic: bool = False, color: str = "#000000") -> QgsTextFormat:
        """Return the page's text format in *size* points."""
        form = text_format([self.family], size, color, bold=bold)
        if italic:
            font = form.font()
            font.setItalic(True)
            form.setFont(font)
            form.setForcedItalic(True)
        return form

    def text(
        self,
        text: str,
        box: Box,
        size: float,
        *,
        bold: bool = False,
        italic: bool = False,
        color: str = "#000000",
        align: Qt.AlignmentFlag = LEFT,
        middle: bool = False,
    ) -> QgsLayoutItemLabel:
        """Write *text* into *box*; with *middle* it is centered vertically too."""
        label = QgsLayoutItemLabel(self.layout)
        label.setMode(QgsLayoutItemLabel.Mode.ModeFont)
        label.setText(text.replace("[%", "[ %"))  # no expressions from names in the data
        label.setTextFormat(self.format(size, bold=bold, italic=italic, color=color))
        label.setHAlign(align)
        label.setVAlign(Qt.AlignmentFlag.AlignVCenter if middle else Qt.AlignmentFlag.AlignTop)
        label.setMarginX(0)
        label.setMarginY(0)
        self.add(label, box)
        return label

    def rectangle(self, box: Box, symbol: QgsFillSymbol) -> None:
        """Draw a rectangle."""
        shape = QgsLayoutItemShape(self.layout)
        shape.setShapeType(QgsLayoutItemShape.Shape.Rectangle)
        shape.setSymbol(symbol)
        self.add(shape, box)

    def frame(self, box: Box, width: float) -> None:
        """Draw an empty rectangle with a black line of *width* mm."""
        self.rectangle(
            box,
            QgsFillSymbol.createSimple({"style": "no", "outline_color": "#000000", "outline_width": str(width)}),
        )

    def line(self, points: Sequence[tuple[float, float]], symbol: QgsLineSymbol) -> None:
        """Draw a line through *points* (mm on the page)."""
        item = QgsLayoutItemPolyline(QPolygonF([QPointF(x, y) for x, y in points]), self.layout)
        item.setSymbol(symbol)
        self.layout.addLayoutItem(item)

    def table(
        self,
        columns: Sequence[Column],
        rows: Sequence[Sequence[str]],
        size: float,
        corner: tuple[float, float],
        *,
        total: bool = True,
    ) -> PlacedTable:
        """Draw a table with headings in *size* points, its upper left *corner* given in mm.

        With *total* the last row is bold. ``box`` of the answer tells how much room it takes.
        """
        rows = [[column.heading for column in columns], *rows]
        strong = {0, len(rows) - 1} if total else {0}
        wrapped = [
            [
                wrap(text, column.width - 2 * _CELL_MARGIN, self.family, size, bold=position in strong)
                for text, column in zip(row, columns)
            ]
            for position, row in enumerate(rows)
        ]
        heights = [max(len(lines) for lines in row) * line_mm(size) for row in wrapped]
        table = QgsLayoutItemManualTable.create(self.layout)
        table.setCellMargin(_CELL_MARGIN)
        table.setGridStrokeWidth(_GRID)
        table.setGridColor(QColor("#555555"))
        table.setBackgroundColor(QColor(0, 0, 0, 0))
        table.setTableContents(
            [
                [
                    self._cell("\n".join(lines), column.alignment if position else CENTER, size, position in strong)
                    for lines, column in zip(row, columns)
                ]
                for position, row in enumerate(wrapped)
            ]
        )
        table.setColumnWidths([column.width - 2 * _CELL_MARGIN - _GRID for column in columns])
        table.setRowHeights(heights)
        # QGIS tells no height of a table that isn't shown, so it is reckoned: rows, margins, lines.
        height = sum(heights) + len(heights) * (2 * _CELL_MARGIN + _GRID) + _GRID
        box = Box(*corner, sum(column.width for column in columns), height)
        self.layout.addMultiFrame(table)
        frame = QgsLayoutFrame(self.layout, table)
        frame.attemptSetSceneRect(QRectF(box.x, box.y, box.width + _GRID, height + 1))
        table.addFrame(frame)
        table.recalculateFrameSizes()
        return PlacedTable(table, frame, box)

    def remove(self, placed: PlacedTable) -> None:
        """Take a table off the page again."""
        self.layout.removeLayoutItem(placed.frame)
        self.layout.removeMultiFrame(placed.table)

    def _cell(self, text: str, align: Qt.AlignmentFlag, size: float, bold: bool) -> QgsTableCell:
        cell = QgsTableCell(text)
        cell.setHorizontalAlignment(align)
        cell.setVerticalAlignment(Qt.AlignmentFlag.AlignVCenter)
        cell.setTextFormat(self.format(size, bold=bold))
        if bold:
            cell.setBackgroundColor(QColor("#ececec"))
        return cell
