"""Layers that lie beside the units are told; layers that meet them are not."""

import numpy as np
import pytest
import shapely
from khu_pho_mapper.core.coverage.elsewhere import elsewhere_faults

UNITS = np.array([shapely.box(0, 0, 100, 100), None, shapely.box(100, 0, 200, 100)], dtype=object)


def moved(by):
    return np.array([shapely.box(by, 0, by + 50, 50), None, shapely.Polygon()], dtype=object)


@pytest.mark.parametrize(("role", "severity"), [("beats", "error"), ("militia", "error"), ("barriers", "warning")])
def test_a_layer_beside_the_units_is_told_with_its_distance(role, severity):
    (fault,) = elsewhere_faults(UNITS, {role: moved(5200)})
    assert (fault.code, fault.severity.value, fault.layer, fault.feature) == ("elsewhere", severity, role, "")
    assert "5.0 km" in str(fault.problem)
    assert fault.geometry.bounds == (5200, 0, 5250, 50)


@pytest.mark.parametrize("by", [-50, 0, 150, 200])
def test_a_layer_that_meets_the_units_is_not(by):
    assert elsewhere_faults(UNITS, {"beats": moved(by)}) == []


def test_nothing_is_said_of_layers_without_shapes():
    nothing = np.array([None, shapely.Polygon()], dtype=object)
    assert elsewhere_faults(nothing, {"beats": moved(5200)}) == []
    assert elsewhere_faults(UNITS, {"beats": nothing, "barriers": nothing[:0]}) == []
