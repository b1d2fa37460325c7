"""Small made-up layers for the tests of layers and algorithms."""

from __future__ import annotations

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsField,
    QgsGeometry,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QMetaType

SIDE = 100.0
X0, Y0 = 600_000.0, 1_190_000.0

_TYPES = {str: QMetaType.Type.QString, int: QMetaType.Type.LongLong, float: QMetaType.Type.Double}


def square(column: float, row: float, width: float = 1, height: float = 1) -> QgsGeometry:
    """A rectangle of the grid, counted in cells."""
    left, bottom = X0 + column * SIDE, Y0 + row * SIDE
    right, top = left + width * SIDE, bottom + height * SIDE
    return QgsGeometry.fromWkt(
        f"Polygon(({left} {bottom}, {right} {bottom}, {right} {top}, {left} {top}, {left} {bottom}))"
    )


def layer(rows, fields, crs="EPSG:9210", kind="Polygon", name="lớp"):
    """A memory layer of (attributes, geometry) rows; *fields* maps names to Python types."""
    made = QgsVectorLayer(kind, name, "memory")
    made.setCrs(QgsCoordinateReferenceSystem(crs) if crs else QgsCoordinateReferenceSystem())
    made.dataProvider().addAttributes([QgsField(field, _TYPES[type_]) for field, type_ in fields.items()])
    made.updateFields()
    features = []
    for attributes, geometry in rows:
        feature = QgsFeature(made.fields())
        feature.setAttributes(list(attributes))
        if geometry is not None:
            feature.setGeometry(geometry)
        features.append(feature)
    made.dataProvider().addFeatures(features)
    made.updateExtents()
    return made


UNIT_FIELDS = {"ma_to": str, "so_ho": int, "phuong": str, "kp_cu": str, "nhan_khau": int}


def unit_rows(columns=8, rows=6, households=80):
    """Units of a ward of *columns* x *rows* cells; old neighborhoods are its left and right half."""
    return [
        (
            [f"T{row * columns + column:02d}", households, "P1", "1" if column < columns / 2 else "2", 3 * households],
            square(column, row),
        )
        for row in range(rows)
        for column in range(columns)
    ]


def units(columns=8, rows=6, households=80, **options):
    """A layer of :func:`unit_rows`: by default 48 units with 3,840 households."""
    return layer(unit_rows(columns, rows, households), UNIT_FIELDS, name="Tổ dân phố", **options)


def areas(boxes, id_field="ma", name="địa bàn", **options):
    """A layer of force areas from (id, column, row, width, height)."""
    rows = [([area_id], square(*box)) for area_id, *box in boxes]
    return layer(rows, {id_field: str}, name=name, **options)


def beats(**options):
    """Four police beats over the grid of :func:`units`."""
    boxes = [("B1", 0, 0, 4, 3), ("B2", 4, 0, 4, 3), ("B3", 0, 3, 4, 3), ("B4", 4, 3, 4, 3)]
    return areas(boxes, name="Địa bàn CSKV", **options)


def militia(**options):
    """Two militia areas over the grid of :func:`units`."""
    return areas([("M1", 0, 0, 4, 6), ("M2", 4, 0, 4, 6)], name="Khu đội", **options)


def in_degrees(layer, crs="EPSG:4326"):
    """A copy of *layer* in longitude and latitude; crs None: degrees that nobody says are degrees."""
    made = QgsVectorLayer("Polygon", layer.name(), "memory")
    made.setCrs(QgsCoordinateReferenceSystem(crs) if crs else QgsCoordinateReferenceSystem())
    made.dataProvider().addAttributes(layer.fields().toList())
    made.updateFields()
    to_degrees = QgsCoordinateTransform(
        layer.crs(), QgsCoordinateReferenceSystem("EPSG:4326"), QgsCoordinateTransformContext()
    )
    features = []
    for feature in layer.getFeatures():
        geometry = QgsGeometry(feature.geometry())
        geometry.transform(to_degrees)
        copy = QgsFeature(feature)
        copy.setGeometry(geometry)
        features.append(copy)
    made.dataProvider().addFeatures(features)
    made.updateExtents()
    return made
