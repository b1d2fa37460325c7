"""The committed styles: fresh, loadable, right for the fields that the plugin writes."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from khu_pho_mapper.layers import schema
from khu_pho_mapper.layouts import symbols
from khu_pho_mapper.layouts.labels import UNIT_NUMBER, name_and_households
from khu_pho_mapper.layouts.style_set import STYLES
from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsFeature,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsPalLayerSettings,
    QgsRenderContext,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QMetaType, QSize
from qgis.PyQt.QtGui import QColor

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "styles"
TABLES = [*schema.PLAN_STORE, *schema.ALIGNMENT_STORE, schema.FAULTS]
STYLED = [table for table in TABLES if table.style]
TYPES = {schema.Kind.TEXT: "string", schema.Kind.WHOLE: "integer", schema.Kind.REAL: "double", schema.Kind.BOOL: "bool"}


def empty_layer(table):
    fields = "&".join(f"field={field.name}:{TYPES[field.kind]}" for field in table.fields)
    return QgsVectorLayer(f"MultiPolygon?crs=EPSG:9210&{fields}", table.name, "memory")


def add_square(layer, x, size=100.0, **values):
    feature = QgsFeature(layer.fields())
    feature.setGeometry(QgsGeometry.fromWkt(f"MULTIPOLYGON((({x} 0,{x + size} 0,{x + size} {size},{x} {size},{x} 0)))"))
    for name, value in values.items():
        feature[name] = value
    ok, _ = layer.dataProvider().addFeatures([feature])
    assert ok
    layer.updateExtents()


def picture(layer):
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(layer.crs())
    settings.setBackgroundColor(QColor("white"))
    settings.setOutputSize(QSize(600, 300))
    settings.setOutputDpi(150)
    settings.setExtent(layer.extent().buffered(10))
    settings.setFlag(settings.Flag.DrawLabeling, True)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    return job.renderedImage()


def has_color(image, color, tolerance=40):
    wanted = QColor(color)
    for x in range(image.width()):
        for y in range(image.height()):
            seen = image.pixelColor(x, y)
            if (
                abs(seen.red() - wanted.red()) < tolerance
                and abs(seen.green() - wanted.green()) < tolerance
                and abs(seen.blue() - wanted.blue()) < tolerance
            ):
                return True
    return False


def evaluate(expression, **values):
    fields = QgsFields()
    for name in values:
        number = name in {"households", "missing_households"}
        fields.append(QgsField(name, QMetaType.Type.Int if number else QMetaType.Type.QString))
    feature = QgsFeature(fields)
    for name, value in values.items():
        feature[name] = value
    context = QgsExpressionContext()
    context.setFeature(feature)
    context.setFields(fields)
    parsed = QgsExpression(expression)
    result = parsed.evaluate(context)
    assert not parsed.hasEvalError(), parsed.evalErrorString()
    return result


def test_every_style_of_the_schema_is_there():
    assert {table.style for table in STYLED} <= set(STYLES)
    assert {path.stem for path in FOLDER.glob("*.qml")} == set(STYLES)


def test_committed_styles_are_what_the_script_makes(qgis_app):
    spec = importlib.util.spec_from_file_location("make_styles", ROOT / "tools" / "make_styles.py")
    make_styles = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make_styles)
    for name in STYLES:
        committed = (FOLDER / f"{name}.qml").read_text(encoding="utf-8")
        assert committed == make_styles.style_text(name), f"{name}.qml is stale: run tools/make_styles.py"


@pytest.mark.parametrize("table", STYLED, ids=lambda table: table.name)
def test_style_loads_and_uses_fields_of_its_layer(qgis_app, table):
    layer = empty_layer(table)
    message, ok = layer.loadNamedStyle(str(FOLDER / f"{table.style}.qml"))
    assert ok, message
    used = set()
    for expression in layer.renderer().usedAttributes(QgsRenderContext()):
        used |= QgsExpression(expression).referencedColumns()
    if layer.labelsEnabled():
        used |= QgsExpression(layer.labeling().settings().fieldName).referencedColumns()
    missing = {name.strip('"') for name in used} - set(table.names())
    assert not missing


def test_neighborhoods_are_filled_by_color_index_under_red_lines(qgis_app):
    layer = empty_layer(schema.NEIGHBORHOODS)
    for index in range(5):
        add_square(layer, 100.0 * index, name=f"Khu phố {index + 1}", households=1234, color_index=index)
    layer.loadNamedStyle(str(FOLDER / "neighborhoods.qml"))
    image = picture(layer)
    assert has_color(image, symbols.NEIGHBORHOOD.color)
    seen = {image.pixelColor(x, 102).name() for x in range(60, 600, 110)}
    assert len(seen) == 5


def test_line_types_differ_in_color_and_in_dash():
    lines = [
        symbols.WARD,
        symbols.NEIGHBORHOOD,
        symbols.OLD_NEIGHBORHOOD,
        symbols.UNIT,
        symbols.POLICE_BEAT,
        symbols.MILITIA_AREA,
    ]
    assert len({line.color for line in lines}) == len(lines)
    assert len({line.dashes for line in lines}) == len(lines)
    assert all(line.width < symbols.WARD.width for line in lines[1:])


def test_faults_show_however_small_they_are(qgis_app):
    layer = empty_layer(schema.FAULTS)
    add_square(layer, 0.0, 0.1, severity="error")
    add_square(layer, 500.0, 0.1, severity="warning")
    layer.loadNamedStyle(str(FOLDER / "faults.qml"))
    image = picture(layer)
    assert has_color(image, "#d7191c")
    assert has_color(image, "#f08c00")


@pytest.mark.parametrize("face_class", ["real", "review", "noise", "gap", "overlap"])
def test_faces_that_matter_are_drawn(qgis_app, face_class):
    layer = empty_layer(schema.FACES)
    add_square(layer, 0.0, face_class=face_class)
    layer.loadNamedStyle(str(FOLDER / "faces.qml"))
    image = picture(layer)
    dark = sum(image.pixelColor(x, y).lightness() < 230 for x in range(0, 600, 2) for y in range(0, 300, 2))
    assert dark > 100


@pytest.mark.parametrize(
    ("name", "number"),
    [("Tổ dân phố 12", "12"), ("Tổ 5A", "5A"), ("TDP số 07", "07"), ("Chung cư Hoa 2", "Chung cư Hoa 2"), (None, "T1")],
)
def test_units_are_labeled_by_their_number(qgis_app, name, number):
    assert evaluate(UNIT_NUMBER, unit_id="T1", unit_name=name) == number


@pytest.mark.parametrize(
    ("households", "missing", "text"),
    [
        (612, 0, "Khu phố 3\n612 hộ"),
        (1234, 0, "Khu phố 3\n1.234 hộ"),
        (1234567, 2, "Khu phố 3\ntừ 1.234.567 hộ"),
        (None, 4, "Khu phố 3"),
    ],
)
def test_households_are_written_as_vietnamese_offices_do(qgis_app, households, missing, text):
    expression = name_and_households(at_least='"missing_households" > 0')
    assert evaluate(expression, name="Khu phố 3", households=households, missing_households=missing) == text


@pytest.mark.parametrize(("name", "text"), [("Khu phố 3", "Khu phố 3"), (None, "27301-KP03")])
def test_harmonized_khu_pho_are_labeled_by_name_else_by_id(qgis_app, name, text):
    layer = empty_layer(schema.HARMONIZED_NEIGHBORHOODS)
    layer.loadNamedStyle(str(FOLDER / "harmonized_neighborhoods.qml"))
    written = layer.labeling().settings().fieldName
    values = {"name": name, "neighborhood_id": "27301-KP03", "households": 612, "missing_households": 0}
    assert evaluate(written, **values) == f"{text}\n612 hộ"


def test_labels_sit_on_large_scales_only(qgis_app):
    layer = empty_layer(schema.UNITS)
    layer.loadNamedStyle(str(FOLDER / "units.qml"))
    settings = layer.labeling().settings()
    assert isinstance(settings, QgsPalLayerSettings)
    assert settings.scaleVisibility
    assert settings.minimumScale <= 10_000
