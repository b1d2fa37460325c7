"""The default style of each layer of a plan; ``tools/make_styles.py`` writes them as ``.qml``."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFillSymbol,
    QgsProperty,
    QgsRendererCategory,
    QgsSingleSymbolRenderer,
    QgsSymbolLayer,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)

from . import alignment_styles, symbols
from .labels import SCREEN_FAMILIES, UNIT_NUMBER, labeling, name_and_households, text_format

FILL_OPACITY = 0.75
"""Neighborhoods let a base map shine through."""

UNIT_LABEL_SCALE = 6000
AREA_LABEL_SCALE = 40_000


def units(layer: QgsVectorLayer) -> None:
    """Units: thin dotted grey, numbers on large scales."""
    layer.setRenderer(QgsSingleSymbolRenderer(symbols.outline_symbol(symbols.UNIT)))
    form = text_format(SCREEN_FAMILIES, 7, "#444444", halo=0.5)
    _label(layer, labeling(UNIT_NUMBER, form, priority=3, smallest_scale=UNIT_LABEL_SCALE))


def old_neighborhoods(layer: QgsVectorLayer) -> None:
    """Former khu phố: dashed blue, name and households."""
    layer.setRenderer(QgsSingleSymbolRenderer(symbols.outline_symbol(symbols.OLD_NEIGHBORHOOD, inside=True)))
    form = text_format(SCREEN_FAMILIES, 8, symbols.OLD_NEIGHBORHOOD.color, halo=0.7)
    _label(
        layer, labeling(name_and_households('"old_neighborhood"'), form, priority=6, smallest_scale=AREA_LABEL_SCALE)
    )


def neighborhoods(layer: QgsVectorLayer) -> None:
    """Proposed khu phố: pale fill by ``color_index``, solid red outline, name and households."""

    def symbol(color: str) -> QgsFillSymbol:
        return symbols.fill_symbol(color, symbols.NEIGHBORHOOD, FILL_OPACITY)

    categories = [
        QgsRendererCategory(index, symbol(color), f"Khu phố, ấp mới (màu {index + 1})")
        for index, color in enumerate(symbols.PALE_FILLS)
    ]
    categories.append(QgsRendererCategory(None, symbol(symbols.OTHER_FILL), "Khu phố, ấp mới"))
    renderer = QgsCategorizedSymbolRenderer("color_index", categories)
    renderer.setUsingSymbolLevels(True)  # all outlines above all fills
    layer.setRenderer(renderer)
    form = text_format(SCREEN_FAMILIES, 9, "#5c0a0c", bold=True, halo=0.8)
    expression = name_and_households(at_least='"missing_households" > 0')
    _label(layer, labeling(expression, form, priority=9, smallest_scale=AREA_LABEL_SCALE))


def police_beats(layer: QgsVectorLayer) -> None:
    """Police beats: green dashed, no fill."""
    _force_areas(layer, symbols.POLICE_BEAT)


def militia_areas(layer: QgsVectorLayer) -> None:
    """Militia areas: brown dash-dot, no fill."""
    _force_areas(layer, symbols.MILITIA_AREA)


def ward(layer: QgsVectorLayer) -> None:
    """Ward outline: black dash-dot with a soft band, the only line drawn as a commune's boundary."""
    layer.setRenderer(QgsSingleSymbolRenderer(symbols.ward_symbol()))


def faces(layer: QgsVectorLayer) -> None:
    """Pieces of the overlay by ``face_class``: real conflicts, gaps and overlaps hatched, each in a way of its own."""
    layer.setRenderer(
        QgsCategorizedSymbolRenderer(
            "face_class",
            [
                _category("real", symbols.hatch_symbol("#c8102e", 45), "Lệch thật"),
                _category("review", symbols.hatch_symbol("#e07b00", 135), "Cần xem xét"),
                _category("gap", symbols.hatch_symbol("#5a2d91", 90, 1.4), "Hở: không thuộc địa bàn nào"),
                _category("overlap", symbols.hatch_symbol("#5a2d91", 45, 2.0, crossed=True), "Chồng: nhiều địa bàn"),
                _category("noise", symbols.dotted_symbol("#8a8a8a"), "Sai số vẽ"),
                _category("agree", symbols.invisible_symbol(), "Khớp"),
            ],
        )
    )


def matches(layer: QgsVectorLayer) -> None:
    """Neighborhoods by ``match_class``; police hatched one way, militia the other."""
    categories = [_category("1:1", symbols.invisible_symbol(), "Trùng một – một")]
    for value, color, distance, text in (
        ("n:1", "#2b7bba", 4.0, "Nhiều khu phố trong một địa bàn"),
        ("1:n", "#e07b00", 2.6, "Khu phố bị chia cho nhiều địa bàn"),
        ("n:m", "#c8102e", 1.6, "Ranh cắt nhau"),
        ("gap", "#5a2d91", 1.2, "Có hộ không thuộc địa bàn nào"),
        ("overlap", "#5a2d91", 2.0, "Có hộ thuộc nhiều địa bàn"),
    ):
        symbol = symbols.hatch_symbol(color, 45, distance)
        angle = QgsProperty.fromExpression("if(\"force\" = 'militia', 135, 45)")
        symbol.symbolLayer(0).setDataDefinedProperty(QgsSymbolLayer.Property.LineAngle, angle)
        categories.append(_category(value, symbol, text))
    layer.setRenderer(QgsCategorizedSymbolRenderer("match_class", categories))


def faults(layer: QgsVectorLayer) -> None:
    """Faults of the input by ``severity``: the place, and a mark that is seen at every scale."""
    layer.setRenderer(
        QgsCategorizedSymbolRenderer(
            "severity",
            [
                _category("error", symbols.marked_symbol("#d7191c", "cross_fill", 45), "Lỗi: phải sửa"),
                _category("warning", symbols.marked_symbol("#f08c00", "triangle", 135), "Cảnh báo: nên xem"),
            ],
        )
    )


STYLES: dict[str, Callable[[QgsVectorLayer], None]] = {
    "units": units,
    "old_neighborhoods": old_neighborhoods,
    "neighborhoods": neighborhoods,
    "police_beats": police_beats,
    "militia_areas": militia_areas,
    "ward": ward,
    "faces": faces,
    "matches": matches,
    "faults": faults,
    "harmonized_units": alignment_styles.harmonized_units,
    "harmonized_neighborhoods": alignment_styles.harmonized_neighborhoods,
    "changes": alignment_styles.changes,
    "undecided": alignment_styles.undecided,
}
"""Name of each style file, and what gives the style to a layer of areas."""


def styled_layer(name: str) -> QgsVectorLayer:
    """Return an empty layer that bears the style *name*."""
    layer = QgsVectorLayer("MultiPolygon?crs=EPSG:9210", name, "memory")
    STYLES[name](layer)
    return layer


def _force_areas(layer: QgsVectorLayer, line: symbols.LineStyle) -> None:
    layer.setRenderer(QgsSingleSymbolRenderer(symbols.outline_symbol(line, inside=True)))
    form = text_format(SCREEN_FAMILIES, 8, line.color, halo=0.7)
    _label(layer, labeling('coalesce(nullif("name", \'\'), "area_id")', form, smallest_scale=AREA_LABEL_SCALE))


def _label(layer: QgsVectorLayer, labels: QgsVectorLayerSimpleLabeling) -> None:
    layer.setLabeling(labels)
    layer.setLabelsEnabled(True)


def _category(value: str, symbol: QgsFillSymbol, text: str) -> QgsRendererCategory:
    return QgsRendererCategory(value, symbol, text)
