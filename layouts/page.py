"""A page being drawn: text, boxes and lines at places given in millimetres."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qgis.core import (
    Qgis,
    QgsFillSymbol,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemPolyline,
    QgsLayoutItemShape,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsLineSymbol,
    QgsPrintLayout,
    QgsProject,
    QgsTextFormat,
)
from qgis.PyQt.QtCore import QPointF, Qt
from qgis.PyQt.QtGui import QPolygonF

from .fonts import SERIF, installed_family
from .labels import text_format
from .measure import fitting_size

A3_LANDSCAPE = (420.0, 297.0)

LEFT = Qt.AlignmentFlag.AlignLeft
CENTER = Qt.AlignmentFlag.AlignHCenter
RIGHT = Qt.AlignmentFlag.AlignRight
_SLACK = 0.5
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
        fit: bool = False,
    ) -> QgsLayoutItemLabel:
        """Write *text* into *box*; with *middle* it is centered vertically too.

        With *fit* the letters become smaller where a line would not fit; else it is broken.
        """
        if fit and text:
            size = fitting_size(text, box.width - _SLACK, self.family, size, bold=bold)
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
