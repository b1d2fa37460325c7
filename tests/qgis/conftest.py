"""What the tests in a real QGIS share."""

import gc

import pytest
from qgis.core import QgsApplication


@pytest.fixture
def provider(qgis_app, qgis_new_project, qgis_processing):
    """Our provider in QGIS's registry."""
    from khu_pho_mapper.processing.provider import KhuPhoProvider

    registry = QgsApplication.processingRegistry()
    ours = KhuPhoProvider()
    assert registry.addProvider(ours)
    yield ours
    registry.removeProvider(ours)


@pytest.fixture(autouse=True)
def _no_layers_left():
    """Let go of layers that wait in reference cycles (of exceptions): one alive when QGIS ends crashes it."""
    yield
    gc.collect()
