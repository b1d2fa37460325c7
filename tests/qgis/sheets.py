"""Made-up wards as layers with the plugin's fields, for tests of the map."""

from __future__ import annotations

import shapely
from khu_pho_mapper.layers import schema
from khu_pho_mapper.layers.write import qgis_fields
from qgis.core import QgsCoordinateReferenceSystem, QgsFeature, QgsGeometry, QgsVectorLayer

CRS = "EPSG:9210"


def layer_of(table, rows, crs=CRS):
    layer = QgsVectorLayer(f"MultiPolygon?crs={crs}", table.name, "memory")
    layer.dataProvider().addAttributes(qgis_fields(table).toList())
    layer.updateFields()
    features = []
    for row in rows:
        feature = QgsFeature(layer.fields())
        geometry = QgsGeometry()
        geometry.fromWkb(shapely.to_wkb(row["geometry"]))
        geometry.convertToMultiType()
        feature.setGeometry(geometry)
        for name, value in row.items():
            if name != "geometry" and value is not None:
                feature[name] = value
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    return layer


def ward_rows(
    code="27301",
    name="Phường Mẫu",
    *,
    columns=8,
    rows=6,
    size=100.0,
    origin=(603_000.0, 1_190_000.0),
    area_type="khu_pho",
    block=2,
    word="Khu phố",
    old=True,
):
    """Return rows of units and of neighborhoods: squares, *block* columns of units a neighborhood."""
    units, groups = [], {}
    for column in range(columns):
        for row in range(rows):
            x, y = origin[0] + column * size, origin[1] + row * size
            number = column // block + 1
            unit = {
                "unit_id": f"{code}-T{column * rows + row + 1:03}",
                "unit_name": f"Tổ {column * rows + row + 1}",
                "ward_code": code,
                "ward_name": name,
                "area_type": area_type,
                "old_neighborhood": f"{word} cũ {row // 3 + 1}" if old else None,
                "households": 60 + row,
                "population": 200,
                "neighborhood_id": f"{code}-KP{number:02}",
                "geometry": shapely.box(x, y, x + size, y + size),
            }
            units.append(unit)
            groups.setdefault(number, []).append(unit)
    neighborhoods = [
        {
            "neighborhood_id": f"{code}-KP{number:02}",
            "name": f"{word} {number}",
            "area_type": area_type,
            "ward_code": code,
            "households": sum(unit["households"] for unit in members),
            "population": sum(unit["population"] for unit in members),
            "area_ha": sum(unit["geometry"].area for unit in members) / 10_000,
            "unit_count": len(members),
            "meets_minimum": True,
            "missing_households": 0,
            "geometry": shapely.union_all([unit["geometry"] for unit in members]),
        }
        for number, members in groups.items()
    ]
    return units, neighborhoods


def layers_of(*wards):
    """Return the units layer and the neighborhoods layer of the rows of one ward or more."""
    units = [unit for ward in wards for unit in ward[0]]
    neighborhoods = [area for ward in wards for area in ward[1]]
    return layer_of(schema.UNITS, units), layer_of(schema.NEIGHBORHOODS, neighborhoods)


def crs():
    return QgsCoordinateReferenceSystem(CRS)
