"""The alignment step used with real mouse events: lists, signing, selection from the map and to it."""

import json

import pandas as pd
import pytest
import shapely
from khu_pho_mapper.layers.decisions import read_changes
from khu_pho_mapper.layers.plan_store import write_plan
from khu_pho_mapper.layers.plan_update import update_plan
from khu_pho_mapper.tests.qgis import test_dock
from khu_pho_mapper.tests.qgis.desk import click, click_row
from khu_pho_mapper.ui import alignment_page as tabs
from khu_pho_mapper.ui import dock as steps
from khu_pho_mapper.ui.area_names import AreaNames
from khu_pho_mapper.ui.plan_layers import name_labels
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsExpression,
    QgsExpressionContext,
    QgsFeature,
    QgsPalLayerSettings,
    QgsProject,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtCore import QDate, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QFileDialog, QMenu

sample, plugin, dock = test_dock.sample, test_dock.plugin, test_dock.dock
CRS = QgsCoordinateReferenceSystem("EPSG:9210")
SIDE = 100


def place(number):
    """Return the square of a made-up unit, four in a row."""
    x, y = 600_000 + SIDE * (number % 4), 1_190_000 + SIDE * (number // 4)
    return shapely.box(x, y, x + SIDE, y + SIDE)


def made_up_changes():
    authority = ["police", "militia", "ward", "police", "police", "militia"]
    unit = [0, 0, 1, 2, 3, 3]
    frame = pd.DataFrame(
        {
            "change_id": [f"c{i}" for i in range(6)],
            "unit_id": [f"T{i:02}" for i in unit],
            "unit_name": [f"Tổ {i}" for i in unit],
            "authority": authority,
            "from_id": [{"ward": "KP01", "police": "B1", "militia": "M1"}[one] for one in authority],
            "to_id": [{"ward": "KP02", "police": "B2", "militia": "M2"}[one] for one in authority],
            "households": [100.0, 100.0, 80.0, 60.0, 40.0, 40.0],
            "reason_text": "lệch thật",
            "streets": "Hẻm 12/3",
            "confidence": 0.9,
            "state": "decided",
        }
    )
    frame["geometry"] = [place(i) for i in unit]
    return frame


def made_up_frames():
    units = pd.DataFrame({"unit_id": [f"T{i:02}" for i in range(8)], "households": 90, "neighborhood_id": "KP01"})
    units["geometry"] = [place(i) for i in range(8)]
    undecided = pd.DataFrame(
        {
            "unit_id": ["T05"], "unit_name": ["Tổ 5"], "force": ["police"], "sentence": ["Xác minh"],
            "area_id": ["B1"], "other_id": ["B2"], "households_main": [50.0], "households_other": [12.0],
            "households_other_low": [9.0], "households_other_high": [15.0], "split": [True],
        }
    )  # fmt: skip
    undecided["geometry"] = [place(5)]
    pairs = [("KP01", "1:1", "1:1"), ("KP02", "n:1", "1:1")]
    matches = pd.DataFrame(
        [
            {"force": force, "neighborhood_id": name, "area_id": f"{force[0]}{name}", "areas": f"{force[0]}{name}",
             "match_class": relation, "households": 360.0, "households_matched": 350.0, "margin": 0.9}
            for name, police, militia in pairs
            for force, relation in (("police", police), ("militia", militia))
        ]
    )  # fmt: skip
    matches["geometry"] = [place(0), place(0), place(7), place(7)]
    groups = pd.DataFrame(
        {"force": ["police"], "kind": ["n:1"], "neighborhoods": ["KP01, KP02"], "sentence": ["Địa bàn 7 = KP 1 + 2"]}
    )
    return {
        "harmonized_units": units, "changes": made_up_changes(), "undecided": undecided, "matches": matches,
        "match_groups": groups,
    }  # fmt: skip


SUMMARY = {
    "harmony": {
        "preset": "majority",
        "preview": {
            preset: {authority: {"units": n, "households": 100.0 * n} for authority in ("ward", "police", "militia")}
            for n, preset in enumerate(("khu_pho", "police", "majority", "fewest_moved"), 1)
        },
    },
    "comparison": {
        "forces": {
            "police": {
                "noise": {
                    "sigma_m": 4.0,
                    "low_m": 11.0,
                    "high_m": 16.0,
                    "edges_m": [0, 10, 20, 30],
                    "counts": [50, 9, 1],
                }
            }
        }
    },
}


@pytest.fixture
def aligned(dock, tmp_path):
    """Return the alignment page with a made-up plan of 8 units, 6 changes and one undecided unit."""
    folder = tmp_path / "plan"
    folder.mkdir()
    plan, summary = folder / "plan.gpkg", folder / "alignment.json"
    frames = made_up_frames()
    write_plan(plan, {"units": frames["harmonized_units"]}, CRS)
    update_plan(plan, frames, CRS)
    summary.write_text(json.dumps(SUMMARY), encoding="utf-8")
    dock.alignment.expect_plan(plan)
    test_dock.go_to(dock, steps.ALIGNMENT)
    dock.alignment.show_harmony({"PLAN": str(plan), "SUMMARY": str(summary)})
    page = dock.alignment_page
    page.plan = plan
    return page


def show(page, tab):
    bar = page.tabs.tabBar()
    page.tabs.setCurrentIndex(tab)  # the bar may have to be scrolled to it
    click(bar, bar.tabRect(tab).center())
    assert page.tabs.currentIndex() == tab
    QApplication.processEvents()


def column_text(view, column):
    return [view.model().index(row, column).data() for row in range(view.model().rowCount())]


def decisions(plan, authority):
    return list(read_changes(plan)[f"{authority}_decision"])


def test_without_areas_the_step_says_what_is_missing(plugin):
    test_dock.go_to(plugin.dock, steps.ALIGNMENT)
    page = plugin.dock.alignment_page
    assert page.status_label.isVisible()
    assert not page.compare_button.isEnabled()


def test_ways_are_shown_with_what_moves(aligned):
    show(aligned, tabs.CHOOSE_TAB)
    cards = aligned.presets.cards
    assert "<b>300</b>" in cards["majority"].moves_label.text()
    assert "✓" in cards["majority"].name_label.text()
    assert "✓" not in cards["police"].name_label.text()
    assert all(card.use_button.isEnabled() for card in cards.values())


def test_noise_is_told_and_drawn(aligned):
    show(aligned, tabs.LAYERS_TAB)
    card = aligned.cards["police"]
    assert "4.0" in card.noise_label.text()
    assert card.chart.isVisible()
    assert len(card.chart.bars()) == 3
    heights = [box.height() for box in card.chart.bars()]
    assert heights[0] > heights[1] > heights[2] > 0
    assert not aligned.cards["militia"].chart.isVisible()


def test_three_way_table_tells_the_relation(aligned):
    show(aligned, tabs.MATCHES_TAB)
    view = aligned.matches.view
    assert column_text(view, 0) == ["KP01", "KP02"]
    assert column_text(view, 1) == ["pKP01", "pKP02"]
    click_row(view, 1)
    assert "Địa bàn 7 = KP 1 + 2" in aligned.matches.about_text.toPlainText()


def test_a_row_is_signed_at_once(aligned):
    show(aligned, tabs.CHANGES_TAB)
    panel = aligned.changes
    click_row(panel.view, 0)
    click(panel.sign_bar.authority_buttons["police"])
    QTest.keyClicks(panel.sign_bar.comment_edit, "hop ngay 20")
    click(panel.sign_bar.decision_buttons["agree"])
    assert decisions(aligned.plan, "police") == ["agree", "", "", "", "", ""]
    row = read_changes(aligned.plan).iloc[0]
    assert row["police_comment"] == "hop ngay 20"
    assert row["police_date"] == QDate.currentDate().toString(Qt.DateFormat.ISODate)
    assert column_text(panel.view, 5)[0] == "✓"
    assert "hop ngay 20" in panel.about_text.toPlainText()
    assert len(panel.table.selected()) == 1  # still there for the next decision
    click(panel.sign_bar.decision_buttons[""])
    assert decisions(aligned.plan, "police") == [""] * 6
    assert column_text(panel.view, 5)[0] == ""


def test_several_rows_are_signed_together_and_counted(aligned):
    show(aligned, tabs.CHANGES_TAB)
    panel = aligned.changes
    click_row(panel.view, 1)
    last = panel.view.visualRect(panel.view.model().index(3, 0)).center()
    QTest.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, last)
    assert len(panel.table.selected()) == 3
    for authority in ("ward", "police", "militia"):
        click(panel.sign_bar.authority_buttons[authority])
        click(panel.sign_bar.decision_buttons["agree"])
    assert decisions(aligned.plan, "militia") == ["", "agree", "agree", "agree", "", ""]
    assert sum(change.is_agreed for change in panel.changes()) == 3
    show(aligned, tabs.FINISH_TAB)
    assert "3 of 6" in aligned.finish.totals_label.text()


def test_a_refusal_can_be_sent_back(aligned):
    assert not aligned.finish.locks_button.isEnabled()
    show(aligned, tabs.CHANGES_TAB)
    click_row(aligned.changes.view, 2)
    click(aligned.changes.sign_bar.decision_buttons["refuse"])
    assert decisions(aligned.plan, "ward") == ["", "", "refuse", "", "", ""]
    assert aligned.finish.locks_button.isEnabled()


def test_comments_of_several_rows_are_not_lost(aligned):
    show(aligned, tabs.CHANGES_TAB)
    panel = aligned.changes
    click_row(panel.view, 0)
    QTest.keyClicks(panel.sign_bar.comment_edit, "xem lai")
    QTest.keyClick(panel.sign_bar.comment_edit, Qt.Key.Key_Return)
    assert read_changes(aligned.plan)["ward_comment"][0] == "xem lai"
    assert decisions(aligned.plan, "ward")[0] == ""
    panel.view.selectAll()
    click(panel.sign_bar.decision_buttons["agree"])
    assert decisions(aligned.plan, "ward") == ["agree"] * 6
    assert list(read_changes(aligned.plan)["ward_comment"]) == ["xem lai"] + [""] * 5


def test_a_double_click_offers_the_decisions_in_the_cell(aligned):
    show(aligned, tabs.CHANGES_TAB)
    panel = aligned.changes
    click_row(panel.view, 4, 6)
    assert panel.sign_bar.authority == "militia"
    cell = panel.view.visualRect(panel.view.model().index(4, 6)).center()
    QTest.mouseDClick(panel.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, cell)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    refuse = next(action for action in menu.actions() if "✗" in action.text())
    click(menu, menu.actionGeometry(refuse).center())
    assert decisions(aligned.plan, "militia") == ["", "", "", "", "refuse", ""]


def test_rows_can_be_filtered(aligned):
    show(aligned, tabs.CHANGES_TAB)
    panel = aligned.changes
    panel.filter_combo.setCurrentIndex(4)
    assert column_text(panel.view, 0) == ["Tổ 0", "Tổ 2", "Tổ 3"]
    panel.filter_combo.setCurrentIndex(2)
    assert panel.view.model().rowCount() == 0
    panel.filter_combo.setCurrentIndex(0)
    click_row(panel.view, 0)
    click(panel.sign_bar.decision_buttons["refuse"])
    panel.filter_combo.setCurrentIndex(2)
    assert column_text(panel.view, 0) == ["Tổ 0"]


def test_a_row_shows_its_place_and_the_map_its_row(dock, aligned):
    show(aligned, tabs.CHANGES_TAB)
    canvas = dock.iface.mapCanvas()
    canvas.setDestinationCrs(CRS)
    click_row(aligned.changes.view, 5)
    assert canvas.extent().width() < 8 * SIDE
    assert canvas.extent().center().x() == pytest.approx(600_000 + 3.5 * SIDE, abs=1)
    units = project_layer("harmonized_units")
    select(units, "T02")
    assert [row.values.change_id for row in aligned.changes.table.selected()] == ["c3"]
    select(units, "T05")
    assert aligned.tabs.currentIndex() == tabs.UNDECIDED_TAB
    assert "12" in aligned.undecided.about_text.toPlainText()


def test_signing_goes_on_with_a_plan_made_before(dock, aligned, tmp_path):
    show(aligned, tabs.CHANGES_TAB)
    click_row(aligned.changes.view, 0)
    click(aligned.changes.sign_bar.decision_buttons["agree"])
    dock.alignment.expect_plan(None)  # as after a start of QGIS
    assert aligned.changes.changes() == []
    show(aligned, tabs.LAYERS_TAB)
    click(aligned.inputs_form.open_button)
    dialog = aligned.inputs_form.findChild(QFileDialog)
    dialog.fileSelected.emit(str(aligned.plan))
    dialog.close()
    assert [change.decision("ward") for change in aligned.changes.changes()] == ["agree"] + [""] * 5
    assert aligned.tabs.currentIndex() == tabs.CHANGES_TAB
    click_row(aligned.changes.view, 1)
    click(aligned.changes.sign_bar.decision_buttons["refuse"])
    assert decisions(aligned.plan, "ward") == ["agree", "refuse", "", "", "", ""]
    (tmp_path / "other.gpkg").write_bytes(b"no")
    dock.alignment.open_plan(str(tmp_path / "other.gpkg"))
    assert dock.iface.messageBar().items()


def test_switching_off_lets_go_of_the_layers(plugin, aligned):
    units = project_layer("harmonized_units")
    plugin.unload()
    select(units, "T02")  # nobody listens any more
    assert units.selectedFeatureCount() == 1


def test_another_alignment_takes_the_place_of_the_first(dock, aligned):
    before = len(QgsProject.instance().mapLayers())
    groups = len(QgsProject.instance().layerTreeRoot().children())
    update_plan(aligned.plan, {"changes": made_up_changes().head(2)}, CRS)
    summary = aligned.plan.with_name("alignment.json")
    dock.alignment.show_harmony({"PLAN": str(aligned.plan), "SUMMARY": str(summary)})
    assert aligned.changes.view.model().rowCount() == 2
    assert len(QgsProject.instance().mapLayers()) == before
    assert len(QgsProject.instance().layerTreeRoot().children()) == groups


def test_nothing_is_wider_than_a_narrow_dock(dock, aligned):
    dock.iface.mainWindow().resizeDocks([dock], [380], Qt.Orientation.Horizontal)
    QApplication.processEvents()
    for tab in range(aligned.tabs.count()):
        show(aligned, tab)
        widget = aligned.tabs.currentWidget()
        contents = widget.widget() if hasattr(widget, "widget") else widget
        assert contents.minimumSizeHint().width() <= max(aligned.tabs.width(), 366)


def test_names_stand_for_ids_in_texts_and_labels(qgis_app):
    names = AreaNames({"P'x-KP1": "Khu phố 1", "P'x-KP10": "Khu phố 10"})
    assert names.told("P'x-KP10 → P'x-KP1 (mới)") == "Khu phố 10 → Khu phố 1 (mới)"
    assert AreaNames({"A-KP01": "Khu phố 1", "B-KP01": "Khu phố 1"}).told("A-KP01") == "A-KP01"
    layer = QgsVectorLayer("Point?field=area_id:string", "areas", "memory")
    settings = QgsPalLayerSettings()
    settings.fieldName = "area_id"
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    name_labels([layer], names.by_id)
    feature = QgsFeature(layer.fields())
    context = QgsExpressionContext()
    for written, told in (("P'x-KP10 (mới)", "Khu phố 10 (mới)"), ("CSKV-01", "CSKV-01")):
        feature.setAttributes([written])
        context.setFeature(feature)
        assert QgsExpression(layer.labeling().settings().fieldName).evaluate(context) == told


def project_layer(table):
    layers = QgsProject.instance().mapLayers().values()
    return next(layer for layer in layers if f"layername={table}" in layer.source())


def select(layer, unit_id):
    layer.selectByExpression(f"\"unit_id\" = '{unit_id}'")
    QApplication.processEvents()
