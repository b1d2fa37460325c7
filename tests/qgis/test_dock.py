"""The dock used with real mouse events, on the made-up ward, with the real algorithms."""

import shutil
from pathlib import Path

import pytest
from khu_pho_mapper import classFactory
from khu_pho_mapper.sample.make import make_sample_ward
from khu_pho_mapper.tests.qgis.desk import Desk, click, click_row, finish_deleting, wait_for
from khu_pho_mapper.ui import dock as steps
from khu_pho_mapper.ui.settings import GROUP
from khu_pho_mapper.ui.step_list import StepState
from qgis.core import QgsProject, QgsSettings, QgsVectorLayer, edit

LAYERS = ("to_dan_pho", "dia_ban_cskv", "khu_doi", "ranh_phuong", "vat_can")


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    return make_sample_ward(tmp_path_factory.mktemp("sample") / "phuong_mau.gpkg")


@pytest.fixture
def plugin(qgis_app, qgis_new_project, qgis_processing, tmp_path):
    QgsSettings().remove(GROUP)
    desk = Desk()
    plugin = classFactory(desk)
    plugin.initGui()
    plugin.action.trigger()
    plugin.dock.proposal_page.folder_widget.setFilePath(str(tmp_path / "results"))
    yield plugin
    plugin.unload()
    desk.close()
    QgsProject.instance().clear()
    QgsSettings().remove(GROUP)


@pytest.fixture
def dock(plugin, sample):
    for name in LAYERS:
        layer = QgsVectorLayer(f"{sample}|layername={name}", name, "ogr")
        assert layer.isValid()
        QgsProject.instance().addMapLayer(layer)
    wait_for_count(plugin.dock)
    return plugin.dock


def wait_for_count(dock):
    page = dock.data_page
    while page.overview() is None:
        wait_for(page.changed, lambda: None, 10)


def go_to(dock, step):
    click_row(dock.steps, step)
    assert dock.pages.currentIndex() == step


def choose(combo, text):
    combo.setCurrentIndex(combo.findText(text))
    assert combo.currentText() == text


def faulty_copy(sample, folder):
    """Return a layer of units with one number missing, one unreadable and one id used twice."""
    path = folder / "faulty.gpkg"
    shutil.copy(sample, path)
    layer = QgsVectorLayer(f"{path}|layername=to_dan_pho", "Tổ có lỗi", "ogr")
    households, unit_id = layer.fields().lookupField("so_ho"), layer.fields().lookupField("ma_to")
    features = sorted(layer.getFeatures(), key=lambda feature: feature.id())
    with edit(layer):
        layer.changeAttributeValue(features[3].id(), households, -5)
        layer.changeAttributeValue(features[5].id(), households, None)
        layer.changeAttributeValue(features[7].id(), unit_id, features[8][unit_id])
    QgsProject.instance().addMapLayer(layer)
    return layer


def test_layers_and_fields_are_guessed(dock):
    inputs = dock.data_page.inputs()
    found = {role: getattr(inputs, role).name() for role in ("units", "beats", "militia", "outline", "barriers")}
    assert found == {
        "units": "to_dan_pho",
        "beats": "dia_ban_cskv",
        "militia": "khu_doi",
        "outline": "ranh_phuong",
        "barriers": "vat_can",
    }
    assert (inputs.unit_id, inputs.households, inputs.old_neighborhood) == ("ma_to", "so_ho", "khu_pho_cu")
    assert (inputs.beat_id, inputs.militia_id) == ("ma_dia_ban", "ma_khu_doi")
    assert dock.data_page.overview().units == 110
    assert dock.data_page.problems() == []
    assert dock.steps.state(steps.DATA) is StepState.DONE
    assert "110" in dock.steps.summary(steps.DATA)


def test_missing_choices_are_told(dock):
    page = dock.data_page
    page.households_field.setField("")
    wait_for_count(dock)
    assert len(page.problems()) == 1
    assert page.problems()[0] in page.understood_label.text()
    assert dock.steps.state(steps.DATA) is StepState.FAULTY
    go_to(dock, steps.CHECK)
    assert not dock.check_page.run_button.isEnabled()


def test_fields_chosen_are_remembered_for_other_projects(dock):
    combo = dock.data_page.unit_name_field
    combo.setCurrentIndex(combo.findText("khu_pho_cu"))
    combo.activated.emit(combo.currentIndex())
    dock.data_page.units_layer.setLayer(None)
    dock.data_page.guess_layers()
    assert dock.data_page.inputs().unit_name == "khu_pho_cu"


def test_check_of_the_sample_finds_no_error(dock):
    go_to(dock, steps.CHECK)
    good, _results = wait_for(dock.run.ended, lambda: click(dock.check_page.run_button))
    assert good
    assert dock.check_page.errors == 0
    assert dock.steps.state(steps.CHECK) is StepState.DONE
    assert dock.run_frame.isHidden()


def test_the_present_state_adds_up_and_can_be_seen_on_the_map(dock):
    go_to(dock, steps.CHECK)
    table, page = dock.check_page.present_table, dock.check_page
    model = table.model()
    lines = [[model.index(row, column).data() for column in range(1, 4)] for row in range(model.rowCount())]
    assert len(lines) == 8
    assert sum(int(units) for _, units, _ in lines) == 110
    shown = sum(int(households.replace(".", "").replace(",", "")) for *_, households in lines)
    assert shown == dock.data_page.overview().households
    assert table.isColumnHidden(0)  # a single ward
    layer, canvas = dock.data_page.inputs().units, dock.iface.mapCanvas()
    canvas.setDestinationCrs(layer.crs())
    far = layer.extent()
    far.scale(20)
    canvas.setExtent(far)
    click_row(table, 0)
    assert canvas.extent().width() < far.width() / 5
    assert canvas.extent().intersects(layer.extent())
    dock.data_page.old_field.setField("")
    wait_for_count(dock)
    assert page.present_table.isHidden()


def test_clicking_a_fault_zooms_to_it(dock, sample, tmp_path):
    layer = faulty_copy(sample, tmp_path)
    dock.data_page.units_layer.setLayer(layer)
    wait_for_count(dock)
    assert dock.steps.state(steps.DATA) is StepState.FAULTY
    go_to(dock, steps.CHECK)
    wait_for(dock.run.ended, lambda: click(dock.check_page.run_button))
    assert dock.check_page.errors >= 2
    assert dock.steps.state(steps.CHECK) is StepState.FAULTY
    canvas = dock.iface.mapCanvas()
    canvas.setDestinationCrs(layer.crs())
    canvas.setExtent(layer.extent())
    whole = canvas.extent()
    click_row(dock.check_page.faults_table, 0)
    near = canvas.extent()
    assert near.width() < whole.width() / 2
    assert whole.intersects(near)
    assert dock.check_page.detail_label.isVisible()


def test_changed_layers_make_the_check_stale(dock):
    go_to(dock, steps.CHECK)
    wait_for(dock.run.ended, lambda: click(dock.check_page.run_button))
    dock.data_page.outline_layer.setLayer(None)
    assert dock.steps.state(steps.CHECK) is StepState.OPEN


def test_edits_are_counted_and_make_the_check_stale(dock, sample, tmp_path):
    layer = faulty_copy(sample, tmp_path)
    dock.data_page.units_layer.setLayer(layer)
    wait_for_count(dock)
    go_to(dock, steps.CHECK)
    wait_for(dock.run.ended, lambda: click(dock.check_page.run_button))
    assert dock.steps.state(steps.CHECK) is StepState.FAULTY
    unreadable = dock.data_page.overview().unreadable
    place = layer.fields().lookupField("so_ho")
    with edit(layer):
        for feature in layer.getFeatures('"so_ho" < 0'):
            layer.changeAttributeValue(feature.id(), place, 80)
    assert dock.steps.state(steps.CHECK) is StepState.OPEN
    wait_for_count(dock)
    assert (unreadable, dock.data_page.overview().unreadable) == (1, 0)


def test_proposal_runs_to_the_end(dock):
    page = dock.proposal_page
    go_to(dock, steps.PROPOSAL)
    page.effort_combo.setCurrentIndex(page.effort_combo.findData("quick"))
    good, results = wait_for(dock.run.ended, lambda: click(page.run_button), 300)
    assert good, dock.run.log
    folder = Path(results["FOLDER"])
    assert {"plan.gpkg", "tables.xlsx", "map.pdf", "summary.json"} <= {path.name for path in folder.iterdir()}
    assert dock.pages.currentIndex() == steps.RESULT
    assert dock.steps.state(steps.RESULT) is StepState.DONE
    top = QgsProject.instance().layerTreeRoot().children()[0]
    assert top.name().startswith("Khu Phố Mapper – ")
    names = [Path(node.layer().source()).name.split("=")[1] for node in top.findLayers()]
    wanted = ["neighborhoods", "faces", "police_beats", "militia_areas", "units"]
    assert [name for name in names if name in wanted] == wanted
    assert "khu phố" in dock.steps.summary(steps.RESULT)
    result = dock.result_page
    assert result.tables_button.isEnabled()
    assert result.map_button.isEnabled()
    canvas = dock.iface.mapCanvas()
    whole = canvas.extent()
    click_row(result.neighborhoods_table, 1)
    assert canvas.extent().width() < whole.width()


def test_a_minimum_that_cannot_be_met_is_explained(dock):
    page = dock.proposal_page
    page.profile_combo.setCurrentIndex(page.profile_combo.findData("custom"))
    page.minimum_spin.setValue(50_000)
    go_to(dock, steps.PROPOSAL)
    good, _results = wait_for(dock.run.ended, lambda: click(page.run_button), 300)
    assert good, dock.run.log
    assert dock.steps.state(steps.RESULT) is StepState.FAULTY
    assert "50,000" in dock.result_page.reasons_label.text()
    assert dock.result_page.neighborhoods_table.model().rowCount() == 1


def test_cancel_leaves_nothing_written(dock, tmp_path):
    page = dock.proposal_page
    go_to(dock, steps.PROPOSAL)
    page.effort_combo.setCurrentIndex(page.effort_combo.findData("thorough"))

    def start_and_cancel():
        click(page.run_button)
        assert dock.run.is_running
        assert dock.cancel_button.isVisible()
        click(dock.cancel_button)

    good, _results = wait_for(dock.run.ended, start_and_cancel, 30)
    assert not good
    assert dock.steps.state(steps.PROPOSAL) is StepState.OPEN
    assert not list((tmp_path / "results").rglob("plan.gpkg"))
    assert page.run_button.isEnabled()


def test_switching_off_during_a_run(plugin, dock):
    page = dock.proposal_page
    page.effort_combo.setCurrentIndex(page.effort_combo.findData("thorough"))
    go_to(dock, steps.PROPOSAL)
    click(page.run_button)
    assert dock.run.is_running
    plugin.unload()
    assert not dock.run.is_running


def test_impossible_units_are_told_in_the_message_bar(plugin, dock, sample, tmp_path):
    dock.data_page.units_layer.setLayer(faulty_copy(sample, tmp_path))
    wait_for_count(dock)
    go_to(dock, steps.PROPOSAL)
    good, _results = wait_for(dock.run.ended, lambda: click(dock.proposal_page.run_button))
    assert not good
    assert dock.steps.state(steps.PROPOSAL) is StepState.FAULTY
    items = dock.iface.messageBar().items()
    assert len(items) == 1
    assert items[0].text() in dock.run.errors
    bar = dock.iface.messageBar()
    plugin.unload()
    finish_deleting()
    assert bar.items() == []


def test_choices_are_remembered(plugin, dock):
    page = dock.proposal_page
    page.profile_combo.setCurrentIndex(page.profile_combo.findData("custom"))
    assert page.minimum_spin.isVisibleTo(page)
    page.minimum_spin.setValue(333)
    page.remember_choices()
    from khu_pho_mapper.ui.proposal_page import ProposalPage

    again = ProposalPage()
    assert again.profile_combo.currentData() == "custom"
    assert again.minimum_spin.value() == 333


def test_sample_button_opens_the_made_up_ward(plugin):
    dock = plugin.dock
    go_to(dock, steps.DATA)
    wait_for(dock.sample.opened, lambda: click(dock.data_page.sample_button), 60)
    wait_for_count(dock)
    assert dock.data_page.overview().units == 110
    assert dock.data_page.inputs().is_complete
    group = QgsProject.instance().layerTreeRoot().findGroup("Phường Mẫu")
    assert len(group.findLayers()) == 5
    wait_for(dock.sample.opened, lambda: click(dock.data_page.sample_button), 60)
    assert len(group.findLayers()) == 5
