"""Line and fill symbols of the plan: one place for the print maps and the ``.qml`` styles.

No law fixes signs for khu phố, police beats or militia areas (they are no administrative level), so
these are ours; only the ward outline is drawn like the boundary of a commune. Every line type has
its own dash as well as its own color, so that a black-and-white photocopy can be read. Widths and
dashes are in millimetres on paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qgis.core import (
    Qgis,
    QgsCentroidFillSymbolLayer,
    QgsFillSymbol,
    QgsLinePatternFillSymbolLayer,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsPointPatternFillSymbolLayer,
    QgsSimpleFillSymbolLayer,
    QgsSimpleLineSymbolLayer,
    QgsSymbol,
    QgsSymbolLayer,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

PALE_FILLS = ("#fdf3c4", "#d9ecd0", "#fbdcd3", "#d8e4f3", "#ead9ef")
"""Fills of neighborhoods by ``color_index``; four do nearly always, the fifth is spare."""

OTHER_FILL = "#f2f2f2"
BAND = "#eddcf0"
WATER = "#bfe0ea"
_HAIR = 0.1
_FAINT = "#60"  # of a color #rrggbb makes #aarrggbb


@dataclass(frozen=True)
class LineStyle:
    """A line: color, width in mm, and lengths of dashes and gaps in mm (empty is solid)."""

    color: str
    width: float
    dashes: tuple[float, ...] = ()
    round_ends: bool = False


WARD = LineStyle("#000000", 0.8, (5.0, 1.6, 0.8, 1.6))
NEIGHBORHOOD = LineStyle("#d7191c", 0.6)
OLD_NEIGHBORHOOD = LineStyle("#1f4fa8", 0.35, (2.4, 1.2))
UNIT = LineStyle("#6b6b6b", 0.2, (0.2, 0.7), round_ends=True)
POLICE_BEAT = LineStyle("#1b7f3b", 0.5, (1.2, 0.9))
MILITIA_AREA = LineStyle("#8a4b08", 0.5, (3.2, 1.0, 0.5, 1.0))
BARRIER = LineStyle("#9fc9d9", 1.1)


def line_layer(style: LineStyle, offset: float = 0.0) -> QgsSimpleLineSymbolLayer:
    """Return the symbol layer of *style*; on polygons a positive *offset* (mm) goes inwards."""
    layer = QgsSimpleLineSymbolLayer(QColor(style.color), style.width)
    layer.setWidthUnit(Qgis.RenderUnit.Millimeters)
    layer.setPenJoinStyle(Qt.PenJoinStyle.RoundJoin)
    layer.setPenCapStyle(Qt.PenCapStyle.RoundCap if style.round_ends else Qt.PenCapStyle.FlatCap)
    layer.setOffset(offset)
    layer.setOffsetUnit(Qgis.RenderUnit.Millimeters)
    if style.dashes:
        layer.setUseCustomDashPattern(True)
        layer.setCustomDashVector(list(style.dashes))
        layer.setCustomDashPatternUnit(Qgis.RenderUnit.Millimeters)
    return layer


def line_symbol(style: LineStyle) -> QgsLineSymbol:
    """Return a symbol for lines drawn in *style*."""
    return _symbol(QgsLineSymbol, [line_layer(style)])


def outline_symbol(style: LineStyle, *, inside: bool = False) -> QgsFillSymbol:
    """Return a symbol for areas without a fill.

    With *inside*, each area's line runs just inside its border: where two areas meet, their
    dashes lie side by side and don't fill each other's gaps.
    """
    return _symbol(QgsFillSymbol, [line_layer(style, style.width / 2 if inside else 0.0)])


def ward_symbol() -> QgsFillSymbol:
    """Return the ward outline: dash-dot line with a soft band outside."""
    band = QgsSimpleLineSymbolLayer(QColor(BAND), 2.2)
    band.setPenJoinStyle(Qt.PenJoinStyle.RoundJoin)
    band.setOffset(-1.1)
    return _symbol(QgsFillSymbol, [band, line_layer(WARD)])


def fill_symbol(color: str, outline: LineStyle | None = None, opacity: float = 1.0) -> QgsFillSymbol:
    """Return a flat fill; an *outline* is drawn in the second rendering pass, above all fills."""
    fill = QColor(color)
    fill.setAlphaF(opacity)
    layers = [QgsSimpleFillSymbolLayer(fill, Qt.BrushStyle.SolidPattern, QColor(0, 0, 0, 0), Qt.PenStyle.NoPen)]
    if outline is not None:
        line = line_layer(outline)
        line.setRenderingPass(1)
        layers.append(line)
    return _symbol(QgsFillSymbol, layers)


def invisible_symbol() -> QgsFillSymbol:
    """Return a symbol that draws nothing, for areas that carry a label only."""
    return QgsFillSymbol.createSimple({"style": "no", "outline_style": "no"})


def hatch_symbol(color: str, angle: float, distance: float = 1.8, *, crossed: bool = False) -> QgsFillSymbol:
    """Return a hatch of lines at *angle* degrees, *distance* mm apart, with a faint outline."""
    layers = [_hatch(color, angle, distance)]
    if crossed:
        layers.append(_hatch(color, angle + 90, distance))
    layers.append(line_layer(LineStyle(color.replace("#", _FAINT), _HAIR)))
    return _symbol(QgsFillSymbol, layers)


def dotted_symbol(color: str, distance: float = 1.6) -> QgsFillSymbol:
    """Return a pattern of dots *distance* mm apart, with a thin outline."""
    dots = QgsPointPatternFillSymbolLayer()
    dots.setDistanceX(distance)
    dots.setDistanceY(distance)
    dots.setDisplacementX(distance / 2)
    marker = dots.subSymbol()
    marker.setColor(QColor(color))
    marker.setSize(0.6)
    marker.symbolLayer(0).setStrokeStyle(Qt.PenStyle.NoPen)
    return _symbol(QgsFillSymbol, [dots, line_layer(LineStyle(color.replace("#", _FAINT), _HAIR))])


def marked_symbol(color: str, mark: str, angle: float) -> QgsFillSymbol:
    """Return a hatched area with a *mark* of QGIS's simple shapes in its middle, however small it is."""
    outline = line_layer(LineStyle(color, 0.4))
    return _symbol(QgsFillSymbol, [_hatch(color, angle, 1.6), outline, middle_mark(color, mark)])


def middle_mark(color: str, mark: str) -> QgsCentroidFillSymbolLayer:
    """Return a symbol layer that puts *mark*, one of QGIS's simple shapes, on a point inside an area."""
    middle = QgsCentroidFillSymbolLayer()
    middle.setPointOnSurface(True)
    middle.setSubSymbol(
        QgsMarkerSymbol.createSimple(
            {"name": mark, "color": color, "outline_color": "#ffffff", "outline_width": "0.3", "size": "4"}
        )
    )
    return middle


def _hatch(color: str, angle: float, distance: float) -> QgsLinePatternFillSymbolLayer:
    hatch = QgsLinePatternFillSymbolLayer()
    hatch.setLineAngle(angle)
    hatch.setDistance(distance)
    hatch.setSubSymbol(line_symbol(LineStyle(color, 0.25)))
    return hatch


def _symbol(kind: type[QgsSymbol], layers: Sequence[QgsSymbolLayer]) -> QgsSymbol:
    """Return a symbol of *layers*, which then belong to it (a list handed to its constructor would not)."""
    symbol = kind()
    symbol.deleteSymbolLayer(0)
    for layer in layers:
        symbol.appendSymbolLayer(layer)
    return symbol
