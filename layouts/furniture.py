"""What stands on and around a map: the map frame with its grid, north arrow, scale bar, signatures."""

from __future__ import annotations

from collections.abc import Sequence

import shapely
from qgis.core import (
    Qgis,
    QgsBasicNumericFormat,
    QgsFillSymbol,
    QgsLayoutItemMap,
    QgsLayoutItemMapGrid,
    QgsLayoutItemPolygon,
    QgsLayoutItemScaleBar,
    QgsMapLayer,
    QgsRectangle,
)
from qgis.PyQt.QtCore import QPointF
from qgis.PyQt.QtGui import QColor, QPolygonF
from shapely.geometry.base import BaseGeometry

from .page import CENTER, Box, Page
from .scale import grid_step

_ARROW_HEIGHT = 13.0
_DATE_WIDTH = 62.0

GRID_ROOM = 3.6
"""Room in mm that coordinates take around a map."""


def add_map(page: Page, box: Box, layers: Sequence[QgsMapLayer], ground: BaseGeometry, scale: int) -> QgsLayoutItemMap:
    """Draw *layers* into *box* at 1:*scale*, the middle of *ground* in the middle."""
    item = QgsLayoutItemMap(page.layout)
    item.setRect(20, 20, 20, 20)  # a map without a size never gets an extent
    left, lower, right, upper = ground.bounds
    middle_x, middle_y = (left + right) / 2, (lower + upper) / 2
    half_width, half_height = box.width * scale / 2000, box.height * scale / 2000
    extent = QgsRectangle(middle_x - half_width, middle_y - half_height, middle_x + half_width, middle_y + half_height)
    item.setExtent(extent)
    page.add(item, box)
    item.setExtent(extent)
    item.setScale(scale)
    item.setLayers(list(layers))
    item.setKeepLayerSet(True)
    item.setFrameEnabled(False)
    item.setBackgroundColor(QColor("#ffffff"))
    item.setMapFlags(QgsLayoutItemMap.MapItemFlags())
    page.layers.extend(layers)
    _add_grid(page, item, scale)
    page.frame(box, 0.3)
    return item


def add_north_arrow(page: Page, box: Box, ground: BaseGeometry, scale: int) -> None:
    """Draw an arrow to grid north with B (Bắc) above it into an upper corner of the map in *box*.

    The right corner, unless *ground*, which lies in the middle of the map, gets there and spares the left.
    """
    x, y, half = box.right - 7.0, box.y + 2.5, 2.8
    taken = [_reaches(ground, box, scale, corner) for corner in (x, box.x + 7.0)]
    if taken[0] and not taken[1]:
        x = box.x + 7.0
    top, bottom = y + 4.2, y + _ARROW_HEIGHT
    for side, color in ((-1, "#000000"), (1, "#ffffff")):
        points = [(x, top), (x + side * half, bottom), (x, bottom - half * 0.7)]
        shape = QgsLayoutItemPolygon(QPolygonF([QPointF(*point) for point in points]), page.layout)
        symbol = QgsFillSymbol.createSimple({"color": color, "outline_color": "#000000", "outline_width": "0.15"})
        shape.setSymbol(symbol)
        page.layout.addLayoutItem(shape)
    page.text("B", Box(x - 4, y - 0.8, 8, 4.2), 10, bold=True, align=CENTER)


def _reaches(ground: BaseGeometry, box: Box, scale: int, x: float) -> bool:
    """Tell whether *ground* comes under an arrow whose middle is at *x* mm on the page."""
    left, lower, right, upper = ground.bounds
    metres = scale / 1000
    middle_x = (left + right) / 2 + (x - box.x - box.width / 2) * metres
    top = (lower + upper) / 2 + box.height / 2 * metres
    corner = shapely.box(middle_x - 6 * metres, top - (_ARROW_HEIGHT + 5) * metres, middle_x + 6 * metres, top)
    return bool(ground.intersects(corner))


def add_scale_bar(page: Page, item: QgsLayoutItemMap, box: Box, scale: int) -> None:
    """Draw a scale bar of the map *item*, about three quarters of *box* wide."""
    bar = QgsLayoutItemScaleBar(page.layout)
    bar.setStyle("Single Box")
    bar.setLinkedMap(item)
    step = _bar_step(scale, box.width * 0.75 / 4)
    kilometres = step >= 500
    bar.setUnits(Qgis.DistanceUnit.Kilometers if kilometres else Qgis.DistanceUnit.Meters)
    bar.setUnitsPerSegment(step / 1000 if kilometres else step)
    bar.setMapUnitsPerScaleBarUnit(1)
    bar.setUnitLabel("km" if kilometres else "m")
    bar.setNumberOfSegmentsLeft(0)
    bar.setNumberOfSegments(4)
    bar.setHeight(1.6)
    bar.setLabelBarSpace(0.8)
    bar.setBoxContentSpace(0)
    numbers = QgsBasicNumericFormat()
    numbers.setThousandsSeparator(".")
    numbers.setDecimalSeparator(",")
    numbers.setShowThousandsSeparator(True)
    numbers.setNumberDecimalPlaces(2)
    numbers.setShowTrailingZeros(False)
    bar.setNumericFormat(numbers)
    bar.setTextFormat(page.format(7.5))
    page.add(bar, box)


def add_signatures(page: Page, box: Box, dateline: str, blocks: Sequence[tuple[str, str]]) -> None:
    """Set signature *blocks* (heading, line in brackets) side by side, the date above the last."""
    weights = [max(len(line) for line in heading.split("\n")) + 6 for heading, _ in blocks]
    x = box.x
    for position, ((heading, hint), weight) in enumerate(zip(blocks, weights)):
        width = box.width * weight / sum(weights)
        if position == len(blocks) - 1:
            room = max(width, _DATE_WIDTH)
            page.text(dateline, Box(box.right - room, box.y, room, 4.5), 9, italic=True, align=CENTER, fit=True)
        place = Box(x, box.y + 5, width, 4.0 * (heading.count("\n") + 1) + 0.5)
        page.text(heading, place, 9, bold=True, align=CENTER, fit=True)
        page.text(hint, Box(place.x, place.bottom, width, 4), 8, italic=True, align=CENTER)
        x += width


def _add_grid(page: Page, item: QgsLayoutItemMap, scale: int) -> None:
    """Coordinates around the map, small crosses inside."""
    grid = QgsLayoutItemMapGrid("grid", item)
    step = grid_step(scale)
    grid.setIntervalX(step)
    grid.setIntervalY(step)
    grid.setStyle(QgsLayoutItemMapGrid.GridStyle.Cross)
    grid.setStackingPosition(QgsLayoutItemMapGrid.StackingPosition.StackBelowMapLabels)
    grid.setCrossLength(1.6)
    grid.setGridLineColor(QColor("#7d7d7d"))
    grid.setGridLineWidth(0.1)
    grid.setFrameStyle(QgsLayoutItemMapGrid.FrameStyle.ExteriorTicks)
    grid.setFrameWidth(1.0)
    grid.setFramePenSize(0.15)
    grid.setAnnotationEnabled(True)
    grid.setAnnotationFormat(QgsLayoutItemMapGrid.AnnotationFormat.CustomFormat)
    grid.setAnnotationExpression("to_string(to_int(@grid_number))")
    grid.setAnnotationFrameDistance(0.3)
    grid.setAnnotationTextFormat(page.format(5.5, color="#333333"))
    sides = QgsLayoutItemMapGrid.BorderSide
    for side in (sides.Left, sides.Right):
        grid.setAnnotationDirection(QgsLayoutItemMapGrid.AnnotationDirection.Vertical, side)
    for side in (sides.Left, sides.Right, sides.Top, sides.Bottom):
        grid.setAnnotationPosition(QgsLayoutItemMapGrid.AnnotationPosition.OutsideMapFrame, side)
    item.grids().addGrid(grid)


def _bar_step(scale: int, longest_mm: float) -> int:
    """Return the metres of one segment: round, and at most *longest_mm* on paper."""
    step = 1
    candidates = [1]
    while step * 1000 / scale <= longest_mm:
        candidates = [step * f for f in (1, 2, 5) if step * f * 1000 / scale <= longest_mm] or candidates
        step *= 10
    return candidates[-1]
