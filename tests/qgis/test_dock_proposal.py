"""Priorities, rules and the gallery of plans in the dock, with real mouse events and the real algorithms."""

import json
import shutil
from pathlib import Path

import pytest
from khu_pho_mapper.tests.qgis import test_dock
from khu_pho_mapper.tests.qgis.desk import click, click_row, wait_for
from khu_pho_mapper.tests.qgis.running import rows
from khu_pho_mapper.ui import dock as steps
from khu_pho_mapper.ui.plan_record import PlanRecord
from khu_pho_mapper.ui.priorities import AIMS, LEFT_OUT, LEVELS
from khu_pho_mapper.ui.proposal_page import ProposalPage
from khu_pho_mapper.ui.step_list import StepState
from qgis.core import QgsApplication, QgsProject, QgsVectorLayer, edit
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication

sample, plugin, dock = test_dock.sample, test_dock.plugin, test_dock.dock
wait_for_count = test_dock.wait_for_count


@pytest.fixture
def page(dock):
    test_dock.go_to(dock, steps.PROPOSAL)
    dock.proposal_page.effort_combo.setCurrentIndex(dock.proposal_page.effort_combo.findData("quick"))
    return dock.proposal_page


def asked(page, name="arrange"):
    return page.parameters(QgsApplication.processingRegistry().algorithmById(f"khupho:{name}"))


def choose_preset(page, preset):
    combo = page.priorities.preset_combo
    combo.setCurrentIndex(combo.findData(preset))
    combo.activated.emit(combo.currentIndex())


def test_sliders_are_weights_and_presets_are_places_of_sliders(page):
    priorities = page.priorities
    assert priorities.preset == "balanced"
    usual = {name: 0.0 if name in LEFT_OUT else 1.0 for names in AIMS.values() for name in names}
    assert {name: asked(page)[f"WEIGHT_{name.upper()}"] for name in usual} == usual
    assert usual["walking"] == 0.0
    slider = priorities.sliders["compactness"]
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_End)
    assert slider.value() == len(LEVELS) - 1
    assert priorities.preset == "own"
    assert asked(page)["WEIGHT_COMPACTNESS"] == asked(page)["WEIGHT_BOUNDARY"] == page.boundary_weight.value() == 10.0
    choose_preset(page, "follows_beats")
    assert slider.value() == 2
    assert asked(page)["WEIGHT_BEATS"] == 10.0
    assert "START" not in asked(page)
    choose_preset(page, "least_change")
    assert asked(page)["WEIGHT_STABILITY"] == 4.0
    assert asked(page)["START"] == "current"
    choose_preset(page, "most")
    assert asked(page)["GOAL"] == "most"
    assert "GOAL" not in asked(page, "proposealternatives")


def test_numbers_move_the_sliders(page):
    page.balance_weight.setValue(4.0)
    assert page.priorities.sliders["balance"].value() == 4
    assert page.priorities.preset == "own"
    page.balance_weight.setValue(3.5)  # between two places: the number counts
    assert page.priorities.sliders["balance"].value() == 4
    assert asked(page)["WEIGHT_BALANCE"] == 3.5
    page.balance_weight.setValue(1.0)
    assert page.priorities.preset == "balanced"


def test_the_preset_is_remembered(page):
    choose_preset(page, "most")
    page.remember_choices()
    again = ProposalPage()
    assert again.priorities.preset == "most"
    choose_preset(page, "follows_beats")
    page.remember_choices()
    again = ProposalPage()
    assert again.priorities.preset == "follows_beats"
    assert again.beats_weight.value() == 10.0


def test_aims_and_rules_without_a_layer_are_off(dock, page):
    form = page.rules_form
    assert page.priorities.sliders["beats"].isEnabled()
    form.beats_combo.setCurrentIndex(1)
    assert asked(page)["BEATS_RULE"] == "whole"
    assert asked(page, "proposealternatives")["BEATS_RULE"] == "whole"
    dock.data_page.beats_layer.setLayer(None)
    assert not page.priorities.sliders["beats"].isEnabled()
    assert not form.beats_combo.isEnabled()
    assert "BEATS_RULE" not in asked(page)


def test_rules_are_kept_by_the_plan(dock, page, sample):
    form = page.rules_form
    page.rules_group.setCollapsed(False)
    units = QgsVectorLayer(f"{sample}|layername=to_dan_pho", "units", "ogr")
    ids = sorted(row["ma_to"] for row in rows(units))
    QTest.keyClicks(form.together_edit, f"{ids[0]}+{ids[1]}")
    QTest.keyClicks(form.apart_edit, f"{ids[2]}+{ids[3]}")
    form.maximum_spin.setValue(900)
    assert asked(page)["MAXIMUM"] == 900
    good, results = wait_for(dock.run.ended, lambda: click(page.run_button), 300)
    assert good, dock.run.log
    plan = QgsVectorLayer(f"{results['PLAN']}|layername=units", "plan", "ogr")
    of = {row["unit_id"]: row["neighborhood_id"] for row in rows(plan)}
    assert of[ids[0]] == of[ids[1]]
    assert of[ids[2]] != of[ids[3]]


def test_a_plan_of_the_gallery_is_used_as_it_is(dock, page, tmp_path):
    gallery = page.gallery
    good, _results = wait_for(dock.run.ended, lambda: click(page.compare_button), 300)
    assert good, dock.run.log
    assert page.tabs.currentWidget() is gallery
    assert dock.steps.state(steps.PROPOSAL) is StepState.DONE
    plans = gallery.choice.plans
    assert len(gallery.cards) == len(plans) >= 2
    wait_until(lambda: all(card.picture.pixmap() and not card.picture.pixmap().isNull() for card in gallery.cards))
    pictures = [card.picture.pixmap().toImage() for card in gallery.cards]
    assert pictures[0] != pictures[1]
    assert gallery.scores.columnCount() == len(plans)
    assert bold_in(gallery.scores) >= 1

    most = next(card for card in gallery.cards if "most" in card.plan.kinds)
    page.count_spin.setValue(5)  # wished later: no matter to the plans that are there
    gallery.ensureWidgetVisible(most.use_button)
    good, results = wait_for(dock.run.ended, lambda: click(most.use_button), 300)
    assert good, dock.run.log
    assert dock.pages.currentIndex() == steps.RESULT
    plan = QgsVectorLayer(f"{results['PLAN']}|layername=units", "plan", "ogr")
    chosen = QgsVectorLayer(gallery.choice.units_source, "chosen", "ogr")
    wanted = {row["ma_to"]: row[most.plan.unit_field] for row in rows(chosen)}
    assert {row["unit_id"]: row["neighborhood_id"] for row in rows(plan)} == wanted
    ward = json.loads(Path(results["SUMMARY"]).read_text(encoding="utf-8"))["wards"][0]
    for name in ("neighborhoods", "smallest", "largest", "households_moved", "beats_cut"):
        assert ward[name] == most.plan.measures[name]

    dock.data_page.beats_layer.setLayer(None)
    assert gallery.cards == []
    assert gallery.hint_label.isVisibleTo(gallery)


def test_a_click_on_the_curve_asks_for_that_number(dock, page):
    points = [
        {"neighborhoods": n, "compactness": 0.7 - 0.01 * n, "kept_pct": 90.0 - n, "below_minimum": n > 13}
        for n in range(9, 15)
    ]
    page.gallery.curve.show_points(points)
    page.gallery.curve.show()
    page.gallery.curve.resize(330, page.gallery.curve.sizeHint().height())
    click(page.gallery.curve, page.gallery.curve.place_of(12).toPoint())
    assert page.count_spin.value() == 12
    assert page.status_label.isVisible()
    assert "12" in page.status_label.text()


def test_canceled_comparison_leaves_nothing(dock, page, tmp_path):
    page.effort_combo.setCurrentIndex(page.effort_combo.findData("thorough"))

    def start_and_cancel():
        click(page.compare_button)
        assert dock.run.is_running
        click(dock.cancel_button)

    good, _results = wait_for(dock.run.ended, start_and_cancel, 60)
    assert not good
    assert page.gallery.cards == []
    assert list((tmp_path / "results").rglob("*")) == []


def test_nothing_is_wider_than_a_narrow_dock(dock, page):
    window = dock.iface.mainWindow()
    window.resizeDocks([dock], [380], Qt.Orientation.Horizontal)
    page.rules_group.setCollapsed(False)
    page.advanced_group.setCollapsed(False)
    QApplication.processEvents()
    for area in (page.scroll, page.gallery):
        assert area.widget().minimumSizeHint().width() <= max(area.viewport().width(), 366)


def test_a_reason_zooms_to_its_place_and_a_khu_pho_explains_itself(dock, page):
    page.profile_combo.setCurrentIndex(page.profile_combo.findData("custom"))
    page.minimum_spin.setValue(50_000)
    good, _results = wait_for(dock.run.ended, lambda: click(page.run_button), 300)
    assert good, dock.run.log
    result, canvas = dock.result_page, dock.iface.mapCanvas()
    canvas.zoomByFactor(20)
    far = canvas.extent().width()
    click_link(result.reasons_label, lambda: canvas.extent().width() < far)
    assert canvas.extent().width() < far / 10
    assert not result.about_text.isVisible()
    click_row(result.neighborhoods_table, 0)
    assert result.about_text.isVisible()
    assert "9,985" in result.about_text.toPlainText()
    assert result.proof_label.isVisible()


def test_wards_are_ranked_by_difficulty(dock, page, sample, tmp_path):
    path = shutil.copy(sample, tmp_path / "two_wards.gpkg")
    units = QgsVectorLayer(f"{path}|layername=to_dan_pho", "Tổ của hai phường", "ogr")
    QgsProject.instance().addMapLayer(units)
    dock.data_page.units_layer.setLayer(units)
    assert not dock.result_page.tabs.tabBar().isVisible()
    with edit(units):
        place = units.fields().lookupField(dock.data_page.inputs().ward)
        for feature in units.getFeatures():
            west = feature.geometry().centroid().asPoint().x() < units.extent().center().x()
            units.changeAttributeValue(feature.id(), place, "Phường Tây" if west else "Phường Đông")
    wait_for_count(dock)
    good, _results = wait_for(dock.run.ended, lambda: click(page.run_button), 300)
    assert good, dock.run.log
    result, canvas = dock.result_page, dock.iface.mapCanvas()
    assert result.tabs.tabBar().isVisible()
    assert not result.neighborhoods_table.isColumnHidden(1)
    click(result.tabs.tabBar(), result.tabs.tabBar().tabRect(1).center())
    model = result.wards_table.model()
    assert {model.index(row, 0).data() for row in range(model.rowCount())} == {"Phường Tây", "Phường Đông"}
    canvas.zoomByFactor(20)
    far = canvas.extent().width()
    click_row(result.wards_table, 0)
    assert canvas.extent().width() < far / 5
    assert result.about_text.toPlainText()


def test_wards_go_by_their_names_and_else_by_their_codes():
    wards = [{"ward": "27301", "ward_name": "Phường Một"}, {"ward": "27304", "ward_name": None}]
    record = PlanRecord({"wards": wards, "total": {"cut_off": False}})
    assert record.ward_names() == {"27301": "Phường Một", "27304": "27304"}


def click_link(label, is_done):
    """Click over *label*, word by word from its end, until the link in it was hit."""
    for y in range(label.height() - 6, 0, -8):
        for x in range(label.width() - 4, 0, -12):
            click(label, QPoint(x, y))
            if is_done():
                return
    pytest.fail("there is no link")


def bold_in(table):
    cells = (table.item(row, column) for row in range(table.rowCount()) for column in range(table.columnCount()))
    return sum(cell.font().bold() for cell in cells)


def wait_until(is_so, seconds=20):
    QTest.qWait(0)
    for _ in range(seconds * 20):
        if is_so():
            return
        QTest.qWait(50)
    pytest.fail("it did not come")
