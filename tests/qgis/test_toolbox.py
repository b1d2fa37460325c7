"""What a user of the toolbox meets: the dialog's first choices, and layers called by their names."""

from __future__ import annotations

import pytest
from khu_pho_mapper.tests.qgis import grids
from khu_pho_mapper.tests.qgis.running import Told, run, saved
from qgis.core import QgsApplication, QgsProcessingException, QgsProject

CHECKED = {"UNIT_ID": "ma_to", "HOUSEHOLDS": "so_ho", "FAULTS": "TEMPORARY_OUTPUT"}


def first_choices(algorithm, layer, monkeypatch):
    """What QGIS's own dialog chooses when it opens with *layer* alone in the project."""
    from processing.gui import ParametersPanel
    from processing.gui.AlgorithmDialog import AlgorithmDialog

    monkeypatch.setattr(ParametersPanel, "iface", None)
    QgsProject.instance().addMapLayer(layer, False)
    dialog = AlgorithmDialog(QgsApplication.processingRegistry().createAlgorithmById(f"khupho:{algorithm}"))
    wrappers = dialog.mainWidget().wrappers
    found = {name: wrappers[name].parameterValue() for name in ("UNITS", "UNIT_ID", "HOUSEHOLDS")}
    if "NEIGHBORHOOD" in wrappers:
        found["NEIGHBORHOOD"] = wrappers["NEIGHBORHOOD"].parameterValue()
    dialog.close()
    assert found.pop("UNITS") == layer.id()
    return {name: value or None for name, value in found.items()}


@pytest.mark.parametrize("algorithm", ["checklayers", "proposeneighborhoods", "arrange"])
def test_the_dialog_starts_with_the_usual_fields(provider, tmp_path, monkeypatch, algorithm):
    units = saved(grids.units(), tmp_path / "u.gpkg")
    assert units.fields().names()[0] == "fid"
    assert first_choices(algorithm, units, monkeypatch) == {"UNIT_ID": "ma_to", "HOUSEHOLDS": "so_ho"}


def test_the_dialog_does_not_choose_fid_for_households(provider, tmp_path, monkeypatch):
    fields = {{"ma_to": "ten", "so_ho": "dan"}.get(name, name): kind for name, kind in grids.UNIT_FIELDS.items()}
    units = saved(grids.layer(grids.unit_rows(), fields), tmp_path / "u.gpkg")
    chosen = first_choices("comparewithforces", units, monkeypatch)
    assert chosen == {"UNIT_ID": None, "HOUSEHOLDS": None, "NEIGHBORHOOD": None}
    told = Told()
    with pytest.raises(QgsProcessingException, match=r"has no field “ma_to”\. Its fields are: fid, ten, dan"):
        run("checklayers", told, UNITS=units, UNIT_ID=None, HOUSEHOLDS=None, FAULTS="TEMPORARY_OUTPUT")


def test_a_layer_of_a_file_with_several_is_called_by_its_name(provider, tmp_path):
    saved(grids.layer([], grids.UNIT_FIELDS), tmp_path / "ward.gpkg", "to_dan_pho")
    source = f"{tmp_path / 'ward.gpkg'}|layername=to_dan_pho"
    told = Told()
    run("checklayers", told, UNITS=source, **CHECKED)
    assert any("“to_dan_pho”" in line for line in told.errors), vars(told)


def test_a_layer_of_the_caller_keeps_its_name(provider, tmp_path):
    units = saved(grids.layer([], grids.UNIT_FIELDS), tmp_path / "ward.gpkg", "to_dan_pho")
    units.setName("ward")
    run("checklayers", UNITS=units, **CHECKED)
    assert units.name() == "ward"
