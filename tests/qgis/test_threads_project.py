"""A task leaves the project alone: QGIS crashes when one looks for layers in it while a map is being drawn."""

from __future__ import annotations

import pytest
from khu_pho_mapper.processing.algorithms.base import KhuPhoAlgorithm
from khu_pho_mapper.tests.qgis import grids
from khu_pho_mapper.tests.qgis.running import run_made_in_background
from qgis.core import (
    QgsProcessing,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterFeatureSource,
    QgsProject,
)
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QTimer

LOOKS = 400_000


class LooksOften(KhuPhoAlgorithm):
    """Asks for its layer again and again."""

    ID = "looksoften"

    def displayName(self):
        return "Looks often"

    def initAlgorithm(self, _configuration=None):
        kind = QgsProcessing.SourceType.TypeVectorPolygon
        self.addParameter(QgsProcessingParameterFeatureSource("UNITS", "Units", [kind]))

    def work(self, parameters, _context, _feedback):
        counts = {self.source(parameters, "UNITS").featureCount() for _ in range(LOOKS)}
        return {"COUNTS": sorted(counts), "URI": self.layer_uri("UNITS")}


@pytest.fixture
def units():
    """Return a layer of the project."""
    layer = grids.units()
    QgsProject.instance().addMapLayer(layer)
    yield layer
    QgsProject.instance().removeMapLayer(layer.id())


def test_layers_of_the_project_are_read_while_the_map_is_drawn(provider, units):
    canvas = QgsMapCanvas()
    canvas.setLayers([units])
    canvas.zoomToFullExtent()
    timer = QTimer()
    timer.timeout.connect(canvas.redrawAllLayers)  # connected without Python, so that it holds no thread up
    timer.start(0)
    successful, results = run_made_in_background(LooksOften(), {"UNITS": units.id()})
    timer.stop()
    canvas.stopRendering()
    canvas.deleteLater()
    assert successful
    assert results["COUNTS"] == [units.featureCount()]
    assert results["URI"] == units.source()


def test_a_model_gives_layers_that_its_other_steps_made(provider, units):
    value = QgsProcessingModelChildParameterSource
    move = QgsProcessingModelChildAlgorithm("native:translategeometry")
    move.setChildId("move")
    move.addParameterSources("INPUT", [value.fromModelParameter("UNITS")])
    check = QgsProcessingModelChildAlgorithm("khupho:checklayers")
    check.setChildId("check")
    check.addParameterSources("UNITS", [value.fromChildOutput("move", "OUTPUT")])
    check.addParameterSources("UNIT_ID", [value.fromStaticValue("ma_to")])
    check.addParameterSources("HOUSEHOLDS", [value.fromStaticValue("so_ho")])
    faults = QgsProcessingModelOutput("faults")
    faults.setChildId("check")
    faults.setChildOutputName("FAULTS")
    check.setModelOutputs({"faults": faults})
    model = QgsProcessingModelAlgorithm("Moved and checked", "")
    kind = QgsProcessing.SourceType.TypeVectorPolygon
    definition = QgsProcessingParameterFeatureSource("UNITS", "Units", [kind])
    model.addModelParameter(definition, QgsProcessingModelParameter("UNITS"))
    model.addChildAlgorithm(move)
    model.addChildAlgorithm(check)
    successful, results = run_made_in_background(model, {"UNITS": units.id(), "check:faults": "memory:"})
    assert successful
    assert results["CHILD_RESULTS"]["check"]["ERRORS"] == 0
