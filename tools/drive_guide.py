"""Walks through the dock as a user does and takes the pictures of docs/user-guide.*.md.

tools/desktop --drive tools/drive_guide.py --lang vi --size 1280x800 --shots docs/pictures/vi
"""

import shutil
from pathlib import Path

from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDockWidget

DATA, CHECK, PROPOSAL, RESULT = range(4)


def drive(desk):
    """Open the sample, check it, propose, look at the result; a picture after each step."""
    plugin, window = desk.plugin, desk.window
    window.findChild(QDockWidget, "Browser").hide()
    yield 2
    desk.click(desk_button(desk))
    yield plugin.dock.isVisible
    dock = plugin.dock
    window.resizeDocks([dock], [380], Qt.Orientation.Horizontal)
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
    desk.click(page.compare_button)
    yield lambda: dock.run.is_running
    yield lambda: not dock.run.is_running
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
    yield lambda: not dock.run.is_running
    yield 2
    yield desk.map_is_drawn
    desk.shot("4-result")
    table = dock.result_page.neighborhoods_table
    desk.click(desk.in_view(table, table.model().index(2, 0)))
    yield 2
    yield desk.map_is_drawn
    desk.shot("4-zoom")
    desk.say("layers", [layer.name() for layer in QgsProject.instance().mapLayers().values()])


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
