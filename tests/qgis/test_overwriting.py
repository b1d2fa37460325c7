"""Outputs never replace a file that is read."""

from __future__ import annotations

import pytest
from khu_pho_mapper.tests.qgis import grids
from khu_pho_mapper.tests.qgis.running import Told, content_hash, run, run_in_background, saved
from qgis.core import QgsProcessingException, QgsProcessingFeatureSourceDefinition, QgsProcessingOutputLayerDefinition

FIELDS = {"UNIT_ID": "ma_to", "HOUSEHOLDS": "so_ho", "EFFORT": "quick"}


@pytest.fixture
def stored(tmp_path):
    """Units in a GeoPackage that has the name of a plan."""
    return saved(grids.units(), tmp_path / "plan.gpkg", "units")


def _by_layer(layer):
    return layer


def _by_source(layer):
    return layer.source()


def _as_definition(layer):
    return QgsProcessingFeatureSourceDefinition(layer.source(), selectedFeaturesOnly=False)


@pytest.mark.parametrize("given", [_by_layer, _by_source, _as_definition])
@pytest.mark.parametrize(
    ("algorithm", "output", "place"),
    [
        ("proposeneighborhoods", "ASSIGNED_UNITS", "plan.gpkg"),
        ("proposeneighborhoods", "SUMMARY", "plan.gpkg"),
        ("checklayers", "FAULTS", "plan.gpkg"),
        ("arrange", "FOLDER", ""),
    ],
)
def test_an_input_is_not_replaced(provider, stored, tmp_path, algorithm, output, place, given):
    before = content_hash(tmp_path / "plan.gpkg")
    fields = {name: value for name, value in FIELDS.items() if algorithm != "checklayers" or name != "EFFORT"}
    with pytest.raises(QgsProcessingException, match=r"plan\.gpkg") as refused:
        run(algorithm, UNITS=given(stored), **fields, **{output: str(tmp_path / "x" / ".." / place)})
    assert output in str(refused.value)
    assert content_hash(tmp_path / "plan.gpkg") == before


def test_not_from_the_toolbox_either(provider, stored, tmp_path):
    before, told = content_hash(tmp_path / "plan.gpkg"), Told()
    sink = QgsProcessingOutputLayerDefinition(str(tmp_path / "plan.gpkg"))
    successful, _ = run_in_background("proposeneighborhoods", told, UNITS=stored, **FIELDS, NEIGHBORHOODS=sink)
    assert not successful
    assert content_hash(tmp_path / "plan.gpkg") == before


def test_a_neighbor_of_the_input_can_be_written(provider, stored, tmp_path):
    results = run("proposeneighborhoods", UNITS=stored, **FIELDS, ASSIGNED_UNITS=str(tmp_path / "new.gpkg"))
    assert results["UNITS_COUNT"] == 48
    assert (tmp_path / "new.gpkg").exists()
