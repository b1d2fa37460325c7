"""Runs algorithms as QGIS does, and looks at what came out."""

from __future__ import annotations

import gc
import hashlib
import sqlite3
from contextlib import closing

import shapely
from qgis.core import (
    QgsApplication,
    QgsCoordinateTransformContext,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer


class Told(QgsProcessingFeedback):
    """A feedback that keeps what it is told, and cancels when *cancel_at* percent are done."""

    def __init__(self, cancel_at=None):
        super().__init__(False)
        self.said, self.warned, self.errors = [], [], []
        self.cancel_at = cancel_at
        self.progressChanged.connect(self._watch)

    def pushInfo(self, text):
        self.said.append(text)

    def pushWarning(self, text):
        self.warned.append(text)

    def reportError(self, text, fatalError=False):  # noqa: N803
        self.errors.append(text)

    def _watch(self, percent):
        if self.cancel_at is not None and percent >= self.cancel_at:
            self.cancel()


def run(algorithm, feedback=None, **parameters):
    """Run on this thread; outputs that are layers come as layers."""
    import processing

    return processing.run(f"khupho:{algorithm}", parameters, feedback=feedback or Told())


def run_in_background(algorithm, feedback=None, **parameters):
    """Run as a task in a thread of Qt, as the toolbox does; return (successful, results)."""
    made = QgsApplication.processingRegistry().createAlgorithmById(f"khupho:{algorithm}")
    return run_made_in_background(made, parameters, feedback)


def run_made_in_background(made, parameters, feedback=None):
    """Run the algorithm *made* as :func:`run_in_background` does."""
    context, feedback = QgsProcessingContext(), feedback or Told()
    context.setProject(QgsProject.instance())
    task = QgsProcessingAlgRunnerTask(made, parameters, context, feedback)
    waiting = QEventLoop()
    ended = []

    def end(successful, results):
        ended.append((successful, results))
        waiting.quit()

    task.executed.connect(end)
    QTimer.singleShot(120_000, waiting.quit)
    QgsApplication.taskManager().addTask(task)
    if not ended:
        waiting.exec()
    assert ended, "the task did not end"
    del task, made
    # The task manager deletes tasks a moment later; with them goes what a canceled run had staged.
    for _ in range(3):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    return ended[0]


def saved(layer, path, name="layer"):
    """Save *layer* as a GeoPackage and return it opened from there."""
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.layerName = "GPKG", name
    error, message, *_ = QgsVectorFileWriter.writeAsVectorFormatV3(
        layer, str(path), QgsCoordinateTransformContext(), options
    )
    assert error == QgsVectorFileWriter.WriterError.NoError, message
    opened = QgsVectorLayer(f"{path}|layername={name}", layer.name(), "ogr")
    assert opened.isValid()
    return opened


def content_hash(path):
    """A hash of all tables of a GeoPackage."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        names = [
            row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        ]
        content = [(name, database.execute(f'SELECT * FROM "{name}"').fetchall()) for name in names]
    return hashlib.sha256(repr(content).encode()).hexdigest()


def opened(plan, name):
    """A layer of a plan's GeoPackage."""
    layer = QgsVectorLayer(f"{plan}|layername={name}", name, "ogr")
    assert layer.isValid(), name
    return layer


def rows(layer):
    """The features of *layer* as dicts, geometry under ``geometry`` as shapely."""
    names = layer.fields().names()
    return [
        {**dict(zip(names, feature.attributes())), "geometry": shapely.from_wkb(bytes(feature.geometry().asWkb()))}
        if feature.hasGeometry()
        else dict(zip(names, feature.attributes()))
        for feature in layer.getFeatures()
    ]


def union(layer):
    """The union of all geometries of *layer*."""
    return shapely.union_all([row["geometry"] for row in rows(layer)])
