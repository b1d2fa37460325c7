"""Layers of the two maps, made in memory: every border is drawn once, with the sign of highest rank.

Borders that two areas share would be drawn twice by an area layer, and the dashes of one fill the
gaps of the other. So borders become lines here, cut free of those that rank above them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
import shapely
from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsNullSymbolRenderer,
    QgsRendererCategory,
    QgsSingleSymbolRenderer,
    QgsSymbol,
    QgsTextFormat,
    QgsVectorLayer,
)
from shapely.geometry.base import BaseGeometry

from ..core.measures.coloring import four_color
from . import symbols
from .fonts import SANS, installed_family
from .labels import labeling, point_labeling, text_format
from .name_places import NamePlace, place_names
from .text import households_line, name_alone, number_alone
from .wards import Area, Unit, Ward

_SAME_LINE_M = 0.6
"""Borders nearer than this are the same line (drawing noise and rounding of coordinates)."""

_TOUCH_M = 1.0
_FEW_BESIDE, _MOST_BESIDE = 4, 0.2  # names beside their areas that a map can bear: a number, a share
_NEAR_MM = 0.6
"""On paper, borders of a force nearer than this would run into each other."""


@dataclass(frozen=True)
class LayerSettings:
    """What all layers of a sheet have in common."""

    crs: QgsCoordinateReferenceSystem
    scale: int
    name_size: float = 8.0
    unit_size: float = 5.0


class Wording(Enum):
    """What the names on a map say of each area."""

    HOUSEHOLDS = "name and households"
    NAME = "name"
    NUMBER = "number"


@dataclass(frozen=True)
class Names:
    """The names on a map, with their places."""

    places: tuple[NamePlace, ...]
    wording: Wording


_WORDINGS = {Wording.HOUSEHOLDS: households_line, Wording.NAME: name_alone, Wording.NUMBER: number_alone}


def placed_names(areas: Sequence[Area], settings: LayerSettings) -> Names:
    """Return the names of *areas* with households; shorter ones where too many would stand beside their areas."""
    shapes = [area.geometry for area in areas]
    found = Names((), Wording.HOUSEHOLDS)
    for wording, say in _WORDINGS.items():
        texts = [say(area) for area in areas]
        places = place_names(shapes, texts, installed_family(SANS), settings.name_size, settings.scale)
        found = Names(tuple(places), wording)
        if sum(place.leader is not None for place in places) <= max(_FEW_BESIDE, _MOST_BESIDE * len(areas)):
            break
    return found


def before_layers(ward: Ward, names: Names, settings: LayerSettings) -> list[QgsVectorLayer]:
    """Return the layers of the map of the present state, the uppermost first; *names*: of old neighborhoods."""
    rank = [ward.outline.boundary, _borders(ward.old)]
    return [
        _ward_layer(ward, settings),
        *_name_layers(names, settings, symbols.OLD_NEIGHBORHOOD.color),
        _line_layer("old lines", _free(rank[1], rank[:1]), symbols.OLD_NEIGHBORHOOD, settings),
        *_common_layers(ward, rank, settings),
        *_fill_layers(ward.old, settings),
    ]


def after_layers(ward: Ward, names: Names, settings: LayerSettings) -> list[QgsVectorLayer]:
    """Return the layers of the map of the plan, the uppermost first; *names*: of its neighborhoods."""
    rank = [ward.outline.boundary, _borders(ward.neighborhoods)]
    return [
        _ward_layer(ward, settings),
        *_force_layers(ward, settings),
        *_name_layers(names, settings, "#7a0c0e"),
        _line_layer("new lines", _free(rank[1], rank[:1]), symbols.NEIGHBORHOOD, settings),
        *_common_layers(ward, rank, settings),
        *_fill_layers(ward.neighborhoods, settings),
    ]


def overview_layers(wards: Sequence[Ward], settings: LayerSettings) -> list[QgsVectorLayer]:
    """Return the layers of a map of many wards, numbered from 1, the uppermost first."""
    areas = [Area(ward.code, str(position), ward.outline) for position, ward in enumerate(wards, start=1)]
    new = [area for ward in wards for area in ward.neighborhoods]
    labels = _layer("ward numbers", "MultiPolygon", [(area.geometry, area.name) for area in areas], None, settings)
    _label(labels, text_format([installed_family(SANS)], 7, "#000000", bold=True, halo=0.5), 8)
    thin = symbols.LineStyle(symbols.NEIGHBORHOOD.color, 0.12)
    return [
        labels,
        _line_layer("ward lines", _borders(areas), symbols.LineStyle(symbols.WARD.color, 0.35), settings),
        _line_layer("new lines", _borders(new), thin, settings),
        *_fill_layers(areas, settings),
    ]


def _common_layers(ward: Ward, rank: Sequence[BaseGeometry], settings: LayerSettings) -> list[QgsVectorLayer]:
    layers = [
        _line_layer("unit lines", _free(_borders(ward.units), rank), symbols.UNIT, settings),
        _unit_labels(ward.units, settings),
    ]
    return [*layers, *_barrier_layers(ward.barriers, settings)]


def _ward_layer(ward: Ward, settings: LayerSettings) -> QgsVectorLayer:
    return _layer("ward", "MultiPolygon", [(ward.outline, "")], symbols.ward_symbol(), settings)


def _force_layers(ward: Ward, settings: LayerSettings) -> list[QgsVectorLayer]:
    layers = []
    for name, areas, style in (
        ("beats", ward.beats, symbols.POLICE_BEAT),
        ("militia", ward.militia, symbols.MILITIA_AREA),
    ):
        if areas:
            near_m = _NEAR_MM * settings.scale / 1000
            lines = _free(_drawn_once(areas, near_m), [ward.outline.boundary], near_m)
            layer = _line_layer(name, lines, style, settings)
            layers += [layer, _label_layer(name, areas, style.color, settings)]
    return layers


def _label_layer(name: str, areas: Sequence[Area], color: str, settings: LayerSettings) -> QgsVectorLayer:
    layer = _layer(f"{name} labels", "MultiPolygon", [(a.geometry, a.area_id) for a in areas], None, settings)
    _label(layer, text_format([installed_family(SANS)], settings.unit_size + 1, color, halo=0.5), 4)
    return layer


def _name_layers(names: Names, settings: LayerSettings, color: str) -> list[QgsVectorLayer]:
    """Names in the widest part of their areas; beside areas too small for them, with a leader line."""
    layer = _layer("names", "Point", [(place.point, place.text) for place in names.places], None, settings)
    form = text_format([installed_family(SANS)], settings.name_size, color, bold=True, halo=0.6)
    layer.setLabeling(point_labeling(form))
    layer.setLabelsEnabled(True)
    leaders = shapely.union_all([place.leader for place in names.places if place.leader is not None])
    return [layer, _line_layer("leaders", leaders, symbols.LineStyle(color, 0.2), settings)]


def _unit_labels(units: Sequence[Unit], settings: LayerSettings) -> QgsVectorLayer:
    layer = _layer("unit numbers", "MultiPolygon", [(unit.geometry, unit.label) for unit in units], None, settings)
    _label(layer, text_format([installed_family(SANS)], settings.unit_size, "#3c3c3c", halo=0.3), 2)
    return layer


def _fill_layers(areas: Sequence[Area], settings: LayerSettings) -> list[QgsVectorLayer]:
    if not areas:
        return []
    colors = four_color(_touching([area.geometry for area in areas]), len(areas))
    rows = [(area.geometry, str(color)) for area, color in zip(areas, colors)]
    layer = _layer("fills", "MultiPolygon", rows, None, settings)
    palette = [*symbols.PALE_FILLS, symbols.OTHER_FILL]
    layer.setRenderer(
        QgsCategorizedSymbolRenderer(
            "label",
            [
                QgsRendererCategory(str(index), symbols.fill_symbol(palette[min(index, len(palette) - 1)]), "")
                for index in range(int(colors.max()) + 1)
            ],
        )
    )
    return [layer]


def _barrier_layers(barriers: Sequence[BaseGeometry], settings: LayerSettings) -> list[QgsVectorLayer]:
    areas = [(shape, "") for shape in barriers if shape.area > 0]
    lines = [shape for shape in barriers if shape.area == 0]
    layers = []
    if lines:
        layers.append(_line_layer("barriers", shapely.union_all(lines), symbols.BARRIER, settings))
    if areas:
        layers.append(_layer("barrier areas", "MultiPolygon", areas, symbols.fill_symbol(symbols.WATER), settings))
    return layers


def _borders(areas: Iterable[Area | Unit]) -> BaseGeometry:
    """Return the borders of *areas* as lines, a shared one once."""
    boundaries = [area.geometry.boundary for area in areas]
    return shapely.line_merge(shapely.union_all(boundaries)) if boundaries else shapely.MultiLineString()


def _drawn_once(areas: Iterable[Area], tolerance_m: float) -> BaseGeometry:
    """Return the borders of *areas*; of two that run closer than *tolerance_m* only one.

    Force areas are drawn by hand: their common borders differ by metres.
    """
    drawn: list[BaseGeometry] = []
    taken = shapely.MultiPolygon()
    for area in areas:
        drawn.append(shapely.difference(area.geometry.boundary, taken))
        taken = shapely.union(taken, shapely.buffer(drawn[-1], tolerance_m, quad_segs=2))
    return shapely.line_merge(shapely.union_all(drawn))


def _free(lines: BaseGeometry, above: Sequence[BaseGeometry], tolerance_m: float = _SAME_LINE_M) -> BaseGeometry:
    """Return *lines* without the stretches along lines *above* them."""
    for line in above:
        if not line.is_empty:
            lines = shapely.difference(lines, shapely.buffer(line, tolerance_m, quad_segs=2, cap_style="flat"))
    return shapely.line_merge(lines) if lines.geom_type == "MultiLineString" else lines


def _touching(shapes: Sequence[BaseGeometry]) -> np.ndarray:
    grown = shapely.buffer(np.array(shapes, dtype=object), _TOUCH_M, quad_segs=1)
    first, second = shapely.STRtree(grown).query(grown, predicate="intersects")
    return np.column_stack([first, second])[first < second]


def _line_layer(name: str, lines: BaseGeometry, style: symbols.LineStyle, settings: LayerSettings) -> QgsVectorLayer:
    return _layer(name, "MultiLineString", [(lines, "")], symbols.line_symbol(style), settings)


def _layer(
    name: str,
    kind: str,
    rows: Sequence[tuple[BaseGeometry, str]],
    symbol: QgsSymbol | None,
    settings: LayerSettings,
) -> QgsVectorLayer:
    layer = QgsVectorLayer(f"{kind}?field=label:string", name, "memory")
    layer.setCrs(settings.crs)
    features = []
    for shape, label in rows:
        if shape.is_empty:
            continue
        geometry = QgsGeometry()
        geometry.fromWkb(shapely.to_wkb(shape))
        feature = QgsFeature(layer.fields())
        feature.setGeometry(geometry)
        feature.setAttributes([label])
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    layer.updateExtents()
    if symbol is not None:
        layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    else:
        layer.setRenderer(QgsNullSymbolRenderer())
    return layer


def _label(layer: QgsVectorLayer, form: QgsTextFormat, priority: int) -> None:
    layer.setLabeling(labeling('"label"', form, priority=priority))
    layer.setLabelsEnabled(True)
