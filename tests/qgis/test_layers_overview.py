"""Counts of the units before any check runs."""

from khu_pho_mapper.layers.overview import count_units
from khu_pho_mapper.tests.qgis import grids


def test_present_neighborhoods_are_listed_by_ward(qgis_app, qgis_new_project):
    rows = [
        ([ident, households, ward, old, 1], grids.square(place, 0))
        for place, (ident, households, ward, old) in enumerate(
            [("a", "80", "P2", "10"), ("b", "x", "P2", "2"), ("c", "70", "P1", "2"), ("d", None, "P2", None)]
        )
    ]
    layer = grids.layer(rows, {**grids.UNIT_FIELDS, "so_ho": str})
    found = count_units(layer, "ma_to", "so_ho", "phuong", "kp_cu")
    assert (found.units, found.households, found.missing, found.unreadable) == (4, 150, 1, 1)
    assert [row.values for row in found.present] == [
        ("P1", "2", 1, 70),
        ("P2", "2", 1, 0),
        ("P2", "10", 1, 80),
        ("P2", None, 1, 0),
    ]
    ids = {feature["ma_to"]: feature.id() for feature in layer.getFeatures()}
    assert [row.feature_ids for row in found.present] == [(ids["c"],), (ids["b"],), (ids["a"],), (ids["d"],)]


def test_without_fields_there_is_one_row(qgis_app, qgis_new_project):
    found = count_units(grids.units(), "ma_to", "so_ho")
    assert [row.values for row in found.present] == [(None, None, 48, 3840)]
