"""A small real QGIS window: canvas, message bar, toolbar, plugin menu; stands in for QGIS's own in tests."""

import gc

from qgis.core import QgsProject
from qgis.gui import QgsLayerTreeMapCanvasBridge, QgsMapCanvas, QgsMessageBar
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QDockWidget, QMainWindow, QVBoxLayout, QWidget


class Desk:
    """Implements those methods of ``QgisInterface`` that the plugin uses, on real widgets."""

    def __init__(self) -> None:
        self.window = QMainWindow()
        self.window.resize(1280, 800)
        center = QWidget()
        layout = QVBoxLayout(center)
        self._bar = QgsMessageBar()
        self._canvas = QgsMapCanvas()
        layout.addWidget(self._bar)
        layout.addWidget(self._canvas, 1)
        self.window.setCentralWidget(center)
        self._bridge = QgsLayerTreeMapCanvasBridge(QgsProject.instance().layerTreeRoot(), self._canvas)
        self.toolbar = self.window.addToolBar("Plugins")
        self.menu = self.window.menuBar().addMenu("Plugins")
        self.window.show()

    def mainWindow(self):
        return self.window

    def mapCanvas(self):
        return self._canvas

    def messageBar(self):
        return self._bar

    def addToolBarIcon(self, action):
        self.toolbar.addAction(action)

    def removeToolBarIcon(self, action):
        self.toolbar.removeAction(action)

    def pluginMenu(self):
        return self.menu

    def addDockWidget(self, area, dock):
        self.window.addDockWidget(area, dock)
        dock.show()

    def removeDockWidget(self, dock):
        self.window.removeDockWidget(dock)

    def docks(self):
        return self.window.findChildren(QDockWidget)

    def close(self):
        self._canvas.stopRendering()
        self._bridge.deleteLater()
        self.window.close()
        self.window.deleteLater()
        finish_deleting()


def finish_deleting():
    """Let Qt do the deletions that are waiting."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
    gc.collect()  # here, and not by chance in the thread of a task


def click(widget, place=None):
    """Click *widget* with the left mouse button, at its middle or at *place*."""
    if place is None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    else:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def click_row(table, row, column=0):
    """Click a cell of a table view or list."""
    index = table.model().index(row, column)
    table.scrollTo(index)
    click(table.viewport(), table.visualRect(index).center())


def wait_for(signal, start, seconds=120):
    """Call *start*, then process events until *signal* comes; return its arguments. Fails after *seconds*."""
    got = []
    loop = QEventLoop()

    def take(*arguments):
        got.append(arguments)
        loop.quit()

    signal.connect(take)
    timer = QTimer()
    timer.setSingleShot(True)
    timer.timeout.connect(loop.quit)
    timer.start(seconds * 1000)
    start()
    if not got:
        loop.exec()
    timer.stop()
    signal.disconnect(take)
    assert got, f"the signal did not come within {seconds} s"
    return got[0]
