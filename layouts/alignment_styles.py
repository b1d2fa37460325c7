"""Styles of an alignment's layers. Hatches and dashes differ as well as colors: photocopies stay readable."""

from __future__ import annotations

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFillSymbol,
    QgsProperty,
    QgsRendererCategory,
    QgsSymbolLayer,
    QgsVectorLayer,
)

from . import symbols
from .labels import SCREEN_FAMILIES, UNIT_NUMBER, labeling, name_and_households, text_format
from .symbols import LineStyle

_UNIT_LABEL_SCALE, _AREA_LABEL_SCALE = 6000, 40_000
_FILL_OPACITY = 0.75
_INK = "#3a3a3a"

_UNIT_STATE = (
    "CASE WHEN coalesce(\"beat_state\", '') = 'undecided' OR coalesce(\"militia_state\", '') = 'undecided' "
    "THEN 'undecided' WHEN coalesce(\"neighborhood_id\", '') <> coalesce(\"neighborhood_before\", '') "
    "THEN 'neighborhood' WHEN coalesce(\"beat_id\", '') <> coalesce(\"beat_new\", '') "
    "OR coalesce(\"militia_id\", '') <> coalesce(\"militia_new\", '') THEN 'force' ELSE 'same' END"
)
_CHANGE_STATE = (
    "CASE WHEN 'refuse' IN (coalesce(\"ward_decision\", ''), coalesce(\"police_decision\", ''), "
    "coalesce(\"militia_decision\", '')) THEN 'refused' "
    "WHEN \"ward_decision\" = 'agree' AND \"police_decision\" = 'agree' AND \"militia_decision\" = 'agree' "
    "THEN 'signed' WHEN \"state\" = 'undecided' THEN 'undecided' ELSE 'open' END"
)
_AUTHORITY_ANGLE = "CASE WHEN \"authority\" = 'ward' THEN 90 WHEN \"authority\" = 'militia' THEN 135 ELSE 45 END"


def harmonized_units(layer: QgsVectorLayer) -> None:
    """Units by what becomes of them: other khu phố, other area of a force, undecided, or as before."""
    categories = [
        ("neighborhood", _hatched("#c8102e", 45, 1.4, LineStyle("#c8102e", 0.4)), "Đổi khu phố"),
        ("force", _hatched("#1b7f3b", 135, 2.2, LineStyle("#1b7f3b", 0.3, (1.2, 0.9))), "Đổi địa bàn công an, quân sự"),
        ("undecided", _dotted("#e07b00", LineStyle("#e07b00", 0.3, (0.4, 0.8))), "Chưa xác định được"),
        ("same", symbols.outline_symbol(symbols.UNIT), "Giữ nguyên"),
    ]
    layer.setRenderer(QgsCategorizedSymbolRenderer(_UNIT_STATE, [QgsRendererCategory(*one) for one in categories]))
    form = text_format(SCREEN_FAMILIES, 7, "#444444", halo=0.5)
    _label(layer, UNIT_NUMBER, form, 3, _UNIT_LABEL_SCALE)


def harmonized_neighborhoods(layer: QgsVectorLayer) -> None:
    """Khu phố after the alignment: pale fill by ``color_index``, solid red outline, name (else id) and households."""
    categories = [
        QgsRendererCategory(
            index,
            symbols.fill_symbol(color, symbols.NEIGHBORHOOD, _FILL_OPACITY),
            f"Khu phố sau thống nhất (màu {index + 1})",
        )
        for index, color in enumerate(symbols.PALE_FILLS)
    ]
    other = symbols.fill_symbol(symbols.OTHER_FILL, symbols.NEIGHBORHOOD, _FILL_OPACITY)
    categories.append(QgsRendererCategory(None, other, "Khu phố sau thống nhất"))
    renderer = QgsCategorizedSymbolRenderer("color_index", categories)
    renderer.setUsingSymbolLevels(True)
    layer.setRenderer(renderer)
    form = text_format(SCREEN_FAMILIES, 9, "#5c0a0c", bold=True, halo=0.8)
    expression = name_and_households('coalesce("name", "neighborhood_id")', at_least='"missing_households" > 0')
    _label(layer, expression, form, 9, _AREA_LABEL_SCALE)


def changes(layer: QgsVectorLayer) -> None:
    """Changes by sign-off; the hatch leans by authority: upright for the ward, / for police, \\ for militia."""
    categories = [
        ("refused", _hatched("#c8102e", 45, 2.0, LineStyle("#c8102e", 0.5, (2.4, 0.8, 0.4, 0.8)), crossed=True),
         "Có cơ quan không đồng ý"),
        ("signed", _leaning("#1f4fa8", 1.0, LineStyle("#1f4fa8", 0.5)), "Ba cơ quan đã đồng ý"),
        ("undecided", _dotted("#e07b00", LineStyle("#e07b00", 0.3, (0.4, 0.8))), "Chưa xác định được"),
        ("open", _leaning(_INK, 2.2, LineStyle(_INK, 0.3, (1.6, 1.0))), "Chờ ý kiến"),
    ]  # fmt: skip
    layer.setRenderer(QgsCategorizedSymbolRenderer(_CHANGE_STATE, [QgsRendererCategory(*one) for one in categories]))


def undecided(layer: QgsVectorLayer) -> None:
    """Units that a person must decide; those that are really split crossed, all with a mark for small scales."""
    split = symbols.marked_symbol("#c8102e", "cross_fill", 45)
    split.appendSymbolLayer(symbols.line_layer(LineStyle("#c8102e", 0.5, (2.0, 0.8))))
    other = _dotted("#e07b00", LineStyle("#e07b00", 0.4, (0.4, 0.8)))
    other.appendSymbolLayer(symbols.middle_mark("#e07b00", "diamond"))
    layer.setRenderer(
        QgsCategorizedSymbolRenderer(
            "CASE WHEN \"split\" THEN 'split' ELSE 'other' END",
            [
                QgsRendererCategory("split", split, "Tổ bị chia thật giữa hai địa bàn"),
                QgsRendererCategory("other", other, "Chưa xác định được"),
            ],
        )
    )


def _hatched(color: str, angle: float, distance: float, outline: LineStyle, *, crossed: bool = False) -> QgsFillSymbol:
    symbol = symbols.hatch_symbol(color, angle, distance, crossed=crossed)
    symbol.appendSymbolLayer(symbols.line_layer(outline, outline.width / 2))
    return symbol


def _leaning(color: str, distance: float, outline: LineStyle) -> QgsFillSymbol:
    """Return a hatch whose angle tells the authority."""
    symbol = _hatched(color, 45, distance, outline)
    angle = QgsProperty.fromExpression(_AUTHORITY_ANGLE)
    symbol.symbolLayer(0).setDataDefinedProperty(QgsSymbolLayer.Property.LineAngle, angle)
    return symbol


def _dotted(color: str, outline: LineStyle) -> QgsFillSymbol:
    symbol = symbols.dotted_symbol(color)
    symbol.appendSymbolLayer(symbols.line_layer(outline, outline.width / 2))
    return symbol


def _label(layer: QgsVectorLayer, expression: str, form: object, priority: int, scale: int) -> None:
    layer.setLabeling(labeling(expression, form, priority=priority, smallest_scale=scale))
    layer.setLabelsEnabled(True)
