"""The alignment step with the real algorithms: shift found and taken, ways compared, signed, rebuilt, sent back."""

import json
from pathlib import Path

import pytest
from khu_pho_mapper.tests.qgis import test_dock
from khu_pho_mapper.tests.qgis.desk import click, click_row, wait_for
from khu_pho_mapper.tests.qgis.running import content_hash, opened, rows
from khu_pho_mapper.tests.qgis.test_dock_alignment import show
from khu_pho_mapper.ui import alignment_page as tabs
from khu_pho_mapper.ui import dock as steps
from khu_pho_mapper.ui.step_list import StepState
from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtWidgets import QFileDialog

sample, plugin, dock = test_dock.sample, test_dock.plugin, test_dock.dock
VN2000_READ_AS_WGS84 = (-194.9, 112.9)
AUTHORITIES = ("ward", "police", "militia")


@pytest.fixture
def page(dock):
    """Return the alignment page, the present khu phố chosen."""
    test_dock.go_to(dock, steps.ALIGNMENT)
    page = dock.alignment_page
    page.inputs_form.neighborhood_field.setField("khu_pho_cu")
    assert page.compare_button.isEnabled()
    return page


@pytest.fixture
def shifted(dock, page):
    """Return the layer of beats as it comes with a wrong datum; it is the one that is chosen."""
    import processing

    original = dock.data_page.inputs().beats
    delta_x, delta_y = VN2000_READ_AS_WGS84
    values = {"INPUT": original, "DELTA_X": delta_x, "DELTA_Y": delta_y, "OUTPUT": "TEMPORARY_OUTPUT"}
    layer = processing.run("native:translategeometry", values)["OUTPUT"]
    layer.setName("beats as sent")
    QgsProject.instance().addMapLayer(layer)
    dock.data_page.choose_layer("beats", layer, "ma_dia_ban")
    test_dock.wait_for_count(dock)
    return layer


def run(dock, start):
    good, results = wait_for(dock.run.ended, start, 300)
    assert good, dock.run.log
    return results


def middle(layer):
    return layer.extent().center()


def test_a_shift_is_told_and_taken_only_when_asked(dock, page, shifted, tmp_path):
    card = page.cards["police"]
    before = middle(shifted)
    assert not card.use_button.isVisible()
    run(dock, lambda: click(card.check_button))
    assert card.position.is_off
    assert card.position.x == pytest.approx(194.9, abs=2)
    assert card.position.y == pytest.approx(-112.9, abs=2)
    for told in ("225", "VN-2000"):
        assert told in card.position_label.text()
    assert dock.data_page.inputs().beats is shifted
    assert page.advice_label.isVisible()

    click(card.use_button)
    corrected = dock.data_page.inputs().beats
    assert corrected is not shifted
    assert dock.data_page.inputs().beat_id == "ma_dia_ban"
    assert middle(corrected).x() - before.x() == pytest.approx(card_x(card), abs=5)
    assert middle(shifted) == before
    assert Path(corrected.source()).parent == tmp_path / "results"
    assert not card.use_button.isVisible()
    root = QgsProject.instance().layerTreeRoot()
    assert not root.findLayer(shifted.id()).itemVisibilityChecked()
    assert root.findLayer(corrected.id()).itemVisibilityChecked()

    click(card.original_button)
    assert dock.data_page.inputs().beats is shifted
    assert root.findLayer(shifted.id()).itemVisibilityChecked()


def card_x(card):
    return 194.9 if card.position is None else card.position.x


def test_a_layer_in_its_place_is_left_alone(dock, page):
    card = page.cards["militia"]
    run(dock, lambda: click(card.check_button))
    assert not card.position.is_off
    assert not card.use_button.isVisible()
    assert dock.steps.state(steps.ALIGNMENT) is StepState.OPEN


def test_ways_are_counted_before_one_is_chosen(dock, page, tmp_path):
    run(dock, lambda: click(page.compare_button))
    assert page.tabs.currentIndex() == tabs.CHOOSE_TAB
    for card in page.presets.cards.values():
        assert card.moves_label.isVisibleTo(page)
    assert page.matches.view.model().rowCount() == 8
    assert page.changes.changes() == []
    assert not list(tmp_path.rglob("plan.gpkg"))
    dock.data_page.militia_layer.setLayer(None)  # other layers: what was counted no longer holds
    assert not page.presets.cards["police"].moves_label.isVisibleTo(page)


def test_one_force_alone_is_enough(dock, page):
    dock.data_page.militia_layer.setLayer(None)
    test_dock.wait_for_count(dock)
    run(dock, lambda: click(page.compare_button))
    assert "noise" not in page.notes_label.text()
    page.notes_label.linkActivated.emit("show")
    assert "noise" in page.notes_label.text()
    choose(dock, page, "police")
    assert dock.data_page.inputs().militia is None  # layers that were opened since then didn't take its place
    assert {change.authority for change in page.changes.changes()} <= {"ward", "police"}
    model = page.matches.view.model()
    assert {model.index(row, 2).data() for row in range(model.rowCount())} == {"–"}
    show(page, tabs.FINISH_TAB)
    moved = [row for row in rebuilt_units(dock, page.finish.all_button) if row["beat_id"] != row["beat_new"]]
    assert len(moved) == sum(change.authority == "police" for change in page.changes.changes())


def test_from_the_present_khu_pho_to_signed_areas(dock, page):
    show(page, tabs.LAYERS_TAB)
    run(dock, lambda: click(page.compare_button))
    choose(dock, page, "majority")
    plan = page.inputs_form.plan
    assert dock.pages.currentIndex() == steps.ALIGNMENT
    assert dock.steps.state(steps.ALIGNMENT) is StepState.DONE
    changes = page.changes.changes()
    assert len(changes) == len(rows(opened(plan, "changes"))) > 10
    assert "✓" in page.presets.cards["majority"].name_label.text()
    assert {layer.name() for layer in QgsProject.instance().mapLayers().values()} >= {"Danh sách thay đổi"}

    assert page.tabs.currentIndex() == tabs.CHANGES_TAB
    for row in (0, 1):
        sign(page, row, "agree", AUTHORITIES)
    sign(page, 2, "refuse", ("police",))
    show(page, tabs.FINISH_TAB)
    units = rebuilt_units(dock, page.finish.signed_button)
    signed = {change.unit_id for change in page.changes.changes() if change.is_agreed}
    assert len(signed) >= 1
    moved = {row["unit_id"] for row in units if any(row[new] != row[old] for old, new in LABELS)}
    assert moved == signed

    proposed = {change.change_id for change in page.changes.changes()}
    decided = {change.change_id: decisions_of(change) for change in page.changes.changes() if any(decisions_of(change))}
    show(page, tabs.CHOOSE_TAB)
    choose(dock, page, "majority")
    again = {change.change_id: decisions_of(change) for change in page.changes.changes()}
    assert set(again) <= proposed | set(decided)
    assert {key: again.get(key) for key in decided} == decided


LABELS = (("neighborhood_before", "neighborhood_id"), ("beat_id", "beat_new"), ("militia_id", "militia_new"))


def decisions_of(change):
    return tuple(change.decision(authority) for authority in AUTHORITIES)


def choose(dock, page, preset):
    """Choose a way; without a plan, the run that makes one comes first."""
    show(page, tabs.CHOOSE_TAB)
    runs = 1 if page.inputs_form.uses_plan else 2
    run(dock, lambda: click(page.presets.cards[preset].use_button))
    if runs == 2:
        run(dock, lambda: None)


def sign(page, row, decision, authorities):
    panel = page.changes
    click_row(panel.view, row)
    for authority in authorities:
        click(panel.sign_bar.authority_buttons[authority])
        click(panel.sign_bar.decision_buttons[decision])


def rebuilt_units(dock, button):
    results = run(dock, lambda: click(button))
    assert dock.alignment_page.finish.outcome_label.isVisible()
    return rows(QgsVectorLayer(results["UNITS_OUT"], "rebuilt", "ogr"))


def test_decisions_come_from_the_sheet_that_an_office_filled_in(dock, page, tmp_path):
    choose(dock, page, "khu_pho")
    sheet = filled_in(page.inputs_form.plan.with_name("alignment.xlsx"), tmp_path / "cong_an.xlsx")
    sign(page, 1, "agree", ("ward",))
    show(page, tabs.FINISH_TAB)
    click(page.finish.import_button)
    dialog = page.finish.findChild(QFileDialog)
    dialog.fileSelected.emit(str(sheet))
    dialog.close()
    assert "2" in page.finish.outcome_label.text()
    changes = page.changes.changes()
    assert sorted(change.decision("police") for change in changes if change.decision("police")) == ["agree", "refuse"]
    refused = next(change for change in changes if change.decision("police") == "refuse")
    assert (refused.comment("police"), refused.date("police")) == ("chưa thống nhất", "2026-11-20")
    assert changes[1].decision("ward") == "agree"  # the sheet leaves it open

    page.finish.import_wanted.emit(str(tmp_path / "missing.xlsx"))
    assert dock.iface.messageBar().items()


def filled_in(source, target):
    """Return a copy of the change list in which the police agrees to a row and refuses the next one."""
    import openpyxl

    book = openpyxl.load_workbook(source)
    sheet = book["Danh sách thay đổi"]
    heads = next(row for row in sheet.iter_rows() if any(cell.value == "Mã thay đổi" for cell in row))
    column = {cell.value: cell.column for cell in heads}
    lines = [row for row in sheet.iter_rows(min_row=heads[0].row + 1) if isinstance(row[0].value, int)]
    said = (("Đồng ý", None, None), ("không đồng ý", "chưa thống nhất", "20/11/2026"))
    for line, words in zip(lines, said):
        for what, text in zip(("ý kiến", "ghi chú", "ngày"), words):
            sheet.cell(line[0].row, column[f"Công an: {what}"]).value = text
    book.save(target)
    return target


def test_refused_rows_become_locks_of_the_next_proposal(dock, page, sample):
    before = content_hash(sample)
    run(dock, lambda: click(page.compare_button))
    choose(dock, page, "police")
    ward = next(i for i, change in enumerate(page.changes.changes()) if change.authority == "ward")
    refused = page.changes.changes()[ward]
    sign(page, ward, "refuse", ("ward",))
    show(page, tabs.FINISH_TAB)
    run(dock, lambda: click(page.finish.locks_button))
    assert dock.pages.currentIndex() == steps.PROPOSAL
    form = dock.proposal_page.rules_form
    asked = form.parameters()
    assert (asked["CURRENT"], asked["LOCKED"]) == ("neighborhood_id", "locked")
    units = dock.data_page.inputs().units
    locks = {row["unit_id"]: row["neighborhood_id"] for row in rows(units) if row["locked"]}
    assert locks == {refused.unit_id: refused.from_id}
    test_dock.wait_for_count(dock)

    dock.proposal_page.effort_combo.setCurrentIndex(0)
    results = run(dock, lambda: click(dock.proposal_page.run_button))
    assert json.loads(Path(results["SUMMARY"]).read_text(encoding="utf-8"))["total"]["units"] == 110
    assert content_hash(sample) == before


def test_a_canceled_alignment_leaves_the_plan_as_it_was(dock, page):
    choose(dock, page, "khu_pho")
    plan = page.inputs_form.plan
    before = content_hash(plan)

    def start_and_cancel():
        show(page, tabs.CHOOSE_TAB)
        click(page.presets.cards["police"].use_button)
        click(dock.cancel_button)

    good, _results = wait_for(dock.run.ended, start_and_cancel, 60)
    assert not good
    assert content_hash(plan) == before
    assert page.presets.cards["police"].use_button.isEnabled()
    assert page.changes.changes() != []
