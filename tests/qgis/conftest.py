"""What the tests in a real QGIS share."""

import gc

import pytest
from qgis.core import QgsApplication, QgsVectorLayer
from qgis.PyQt import sip


@pytest.fixture
def provider(qgis_app, qgis_new_project, qgis_processing):
    """Our provider in QGIS's registry."""
    from khu_pho_mapper.processing.provider import KhuPhoProvider

    registry = QgsApplication.processingRegistry()
    ours = KhuPhoProvider()
    assert registry.addProvider(ours)
    yield ours
    registry.removeProvider(ours)


@pytest.fixture(scope="session", autouse=True)
def _no_layer_outlives_qgis(qgis_app):
    """Delete layers that exceptions keep alive: one that outlives QGIS crashes the process."""
    yield
    for found in gc.get_objects():
        if isinstance(found, QgsVectorLayer) and not sip.isdeleted(found) and sip.ispyowned(found):
            sip.delete(found)
