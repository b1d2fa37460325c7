"""Walks through the dock as a user does and takes the pictures of docs/user-guide.*.md.

tools/desktop --drive tools/drive_guide.py --lang vi --size 1280x800 --shots docs/pictures/vi
"""

import shutil
from pathlib import Path

from qgis.core import QgsMapLayerStyle, QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDockWidget

DATA, CHECK, PROPOSAL, RESULT, ALIGNMENT = range(5)
LAYERS, WAYS, MATCHES, CHANGES, UNCLEAR, FINISH = range(6)  # tabs of the alignment
WIDTH, WIDER = 380, 420  # of the dock


def drive(desk):
    """Open the sample, check it, propose, look at the result; a picture after each step."""
    plugin, window = desk.plugin, desk.window
    window.findChild(QDockWidget, "Browser").hide()
    yield 2
    desk.click(desk_button(desk))
    yield plugin.dock.isVisible
    dock = plugin.dock
    window.resizeDocks([dock], [WIDTH], Qt.Orientation.Horizontal)
    folder = Path("/var/tmp/Phường Mẫu")  # not where QGIS marks layers as temporary
    shutil.rmtree(folder, ignore_errors=True)
    dock.proposal_page.folder_widget.setFilePath(str(folder))
    yield 1
    desk.click(dock.data_page.sample_button)
    yield lambda: dock.data_page.overview() is not None
    yield 1
    yield desk.map_is_drawn
    desk.shot("1-data")
    spoil(dock.data_page.inputs())
    desk.click(step(desk, dock, CHECK))
    yield lambda: dock.pages.currentIndex() == CHECK
    yield 1  # until everything is at its place
    desk.click(dock.check_page.run_button)
    yield lambda: not dock.run.is_running and dock.check_page.faults_table.model().rowCount()
    table = dock.check_page.faults_table
    desk.click(desk.in_view(table, table.model().index(0, 0)))
    yield 2
    yield desk.map_is_drawn
    desk.shot("2-check")
    dock.data_page.units_layer.currentLayer().rollBack()
    desk.iface.mapCanvas().setExtent(dock.data_page.units_layer.currentLayer().extent())
    desk.click(step(desk, dock, PROPOSAL))
    yield lambda: dock.pages.currentIndex() == PROPOSAL and dock.data_page.overview() is not None
    yield 1
    desk.shot("3-proposal")
    page = dock.proposal_page
    page.rules_group.setCollapsed(False)
    yield 0.5
    page.scroll.verticalScrollBar().setValue(page.scroll.verticalScrollBar().maximum())
    yield 0.5
    desk.shot("3-rules")
    yield from wait_for_run(dock, lambda: desk.click(page.compare_button))
    yield 2
    desk.shot("3-plans")
    page.gallery.verticalScrollBar().setValue(page.gallery.verticalScrollBar().maximum())
    yield 0.5
    desk.shot("3-scores")
    page.gallery.verticalScrollBar().setValue(0)
    yield 0.5
    desk.click(page.gallery.cards[0].use_button)
    yield lambda: dock.run.is_running
    yield 0.7
    desk.shot("3-running")
    while dock.run.is_running:
        yield 1
    yield 2
    yield desk.map_is_drawn
    desk.shot("4-result")
    table = dock.result_page.neighborhoods_table
    desk.click(desk.in_view(table, table.model().index(2, 0)))
    yield 2
    yield desk.map_is_drawn
    desk.shot("4-zoom")
    window.resizeDocks([dock], [WIDER], Qt.Orientation.Horizontal)
    yield 0.5
    yield from align(desk, dock)
    desk.say("layers", [layer.name() for layer in QgsProject.instance().mapLayers().values()])


def align(desk, dock):
    """Find a shift, compare the ways, sign some rows, rebuild; a picture of each."""
    page = dock.alignment_page
    shift_beats(dock)
    yield 1
    desk.click(dock.result_page.next_button)
    yield lambda: dock.pages.currentIndex() == ALIGNMENT and dock.data_page.overview() is not None
    dock.zoom_to(dock.data_page.units_layer.currentLayer())
    for force in ("militia", "police"):
        yield from wait_for_run(dock, lambda force=force: desk.click(page.cards[force].check_button))
    yield 1
    yield desk.map_is_drawn
    desk.shot("5-shift")
    desk.click(page.cards["police"].use_button)
    yield lambda: page.cards["police"].is_corrected and dock.data_page.overview() is not None
    yield 1
    yield from wait_for_run(dock, lambda: desk.click(page.compare_button))
    yield 1
    desk.shot("5-ways")
    yield from turn_to(page, MATCHES)
    desk.click(desk.in_view(page.matches.view, page.matches.view.model().index(3, 0)))
    yield 2
    yield desk.map_is_drawn
    desk.shot("5-match")
    yield from turn_to(page, WAYS)
    yield from wait_for_run(dock, lambda: desk.click(page.presets.cards["majority"].use_button))
    yield 2
    yield desk.map_is_drawn
    yield from sign(desk, page)
    yield 1
    yield desk.map_is_drawn
    desk.shot("5-signed")
    yield from turn_to(page, FINISH)
    yield from wait_for_run(dock, lambda: desk.click(page.finish.signed_button))
    yield 2
    yield desk.map_is_drawn
    desk.shot("5-finish")


def sign(desk, page):
    """Agree to two rows for all three, refuse a third for the police."""
    view, bar = page.changes.view, page.changes.sign_bar
    for row, decision, authorities in ((0, "agree", "all"), (1, "agree", "all"), (2, "refuse", ("police",))):
        desk.click(desk.in_view(view, view.model().index(row, 0)))
        yield 1
        for authority, button in bar.authority_buttons.items():
            if authority in authorities or authorities == "all":
                desk.click(button)
                yield 0.3
                desk.click(bar.decision_buttons[decision])
                yield 0.5


def shift_beats(dock):
    """Use a copy of the police beats that lies as if VN-2000 had been read as WGS 84, so that there is one to find."""
    import processing

    beats, field = dock.data_page.inputs().beats, dock.data_page.inputs().beat_id
    values = {"INPUT": beats, "DELTA_X": -194.9, "DELTA_Y": 112.9, "OUTPUT": "TEMPORARY_OUTPUT"}
    shifted = processing.run("native:translategeometry", values)["OUTPUT"]
    style = QgsMapLayerStyle()
    style.readFromLayer(beats)
    style.writeToLayer(shifted)
    shifted.setName(beats.name())
    shifted.setCustomProperty("skipMemoryLayersCheck", 1)
    QgsProject.instance().addMapLayer(shifted)
    dock.data_page.choose_layer("beats", shifted, field)


def turn_to(page, tab):
    """Show a tab of the alignment."""
    page.tabs.setCurrentIndex(tab)
    yield 0.7


def wait_for_run(dock, start):
    """Call *start*, and go on when the run that it starts has ended."""
    start()
    yield lambda: dock.run.is_running
    while dock.run.is_running:
        yield 1
    if dock.run.errors:
        raise RuntimeError(dock.run.errors)


def desk_button(desk):
    """Return the plugin's button in QGIS's toolbar."""
    action = desk.plugin.action
    buttons = [widget for widget in action.associatedWidgets() if hasattr(widget, "widgetForAction")]
    return next(bar.widgetForAction(action) for bar in buttons if bar.isVisible())


def step(desk, dock, number):
    """Return the place on the screen of a step in the dock's list."""
    return desk.in_view(dock.steps, dock.steps.model().index(number, 0))


def spoil(inputs):
    """Put two faults into the edit buffer of the units, so that the picture of the check shows some."""
    layer = inputs.units
    layer.startEditing()
    place = layer.fields().lookupField(inputs.households)
    features = sorted(layer.getFeatures(), key=lambda feature: feature.id())
    layer.changeAttributeValue(features[20].id(), place, -5)
    layer.changeAttributeValue(features[41].id(), place, None)
