"""Runs inside QGIS (``qgis --code``): hands a :class:`Desk` to the script that ``tools/desktop`` was given.

The script holds ``drive(desk)``, a generator. It yields whenever QGIS should go on: a number of seconds to wait, or a
function that is asked until it returns something true.
"""

import os
import runpy
import subprocess
import sys
import time
import traceback
from pathlib import Path

import qgis.utils
from qgis.core import QgsApplication, QgsPointXY, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QPoint, QTimer
from qgis.utils import iface

PACKAGE = "khu_pho_mapper"
PATIENCE = 180.0  # seconds that a function may be asked


class Desk:
    """What a driving script can do: look at QGIS, click with the X server's own pointer, take pictures."""

    def __init__(self):
        self.iface = iface
        self.window = iface.mainWindow()
        self.shots = Path(os.environ["KHU_PHO_SHOTS"])
        self.sample = Path(os.environ["KHU_PHO_SAMPLE"])
        self.zip = os.environ.get("KHU_PHO_ZIP", "")
        # Texts of the Python errors since QGIS started; see desktop_startup.py.
        self.errors = getattr(qgis.utils, "errors_shown", [])

    @property
    def plugin(self):
        """The running plugin object; RuntimeError with the reason when it isn't loaded."""
        if PACKAGE not in qgis.utils.plugins:
            raise RuntimeError(f"the plugin is not loaded: {sorted(qgis.utils.plugins)} {self.errors}")
        return qgis.utils.plugins[PACKAGE]

    def say(self, *words):
        """Print a line that ``tools/desktop`` passes on."""
        print("drive:", *words, flush=True)

    def shot(self, name, widget=None):
        """Save the screen, or the part that *widget* takes up, as NAME.png; return its path."""
        path = self.shots / f"{name}.png"
        command = ["import", "-window", "root"]
        if widget is not None:
            corner = widget.mapToGlobal(QPoint(0, 0))
            command += ["-crop", f"{widget.width()}x{widget.height()}+{corner.x()}+{corner.y()}", "+repage"]
        subprocess.run([*command, str(path)], check=True)
        self.say("picture", path)
        return path

    def at(self, widget, point=None):
        """Return the place on the screen of *point* (default: the middle) of *widget*."""
        return widget.mapToGlobal(widget.rect().center() if point is None else point)

    def on_map(self, x, y):
        """Return the place on the screen of map coordinates *x*, *y*."""
        canvas = iface.mapCanvas()
        spot = canvas.getCoordinateTransform().transform(QgsPointXY(x, y))
        return canvas.viewport().mapToGlobal(QPoint(round(spot.x()), round(spot.y())))

    def in_view(self, view, index):
        """Return the place on the screen of a row of an item view (*index*: a model index)."""
        view.scrollTo(index)
        return view.viewport().mapToGlobal(view.visualRect(index).center())

    def click(self, where, button=1, times=1):
        """Click *where* (a widget or a place on the screen) with the real pointer."""
        spot = where if isinstance(where, QPoint) else self.at(where)
        self._xdotool("mousemove", spot.x(), spot.y(), "click", "--repeat", times, "--delay", 60, button)

    def drag(self, start, *stops):
        """Press at *start*, move through *stops*, let go (all places on the screen)."""
        moves = [part for stop in stops for part in ("mousemove", stop.x(), stop.y(), "sleep", "0.05")]
        self._xdotool("mousemove", start.x(), start.y(), "mousedown", 1, "sleep", "0.05", *moves, "mouseup", 1)

    def key(self, *keys):
        """Press keys, such as ``"ctrl+z"``, in the window that has the focus."""
        self._xdotool("key", *keys)

    def type(self, text):
        """Type *text* into the widget that has the focus."""
        self._xdotool("type", "--delay", 20, text)

    def _xdotool(self, *words):
        # Not waited for: QGIS has to handle the events, so the script must yield afterwards.
        subprocess.Popen(["xdotool", *map(str, words)])

    def open_layers(self, *paths):
        """Add every layer of the files to the project, zoom to the first, return them by name."""
        layers = {}
        for path in paths:
            whole = QgsVectorLayer(str(path), Path(path).stem, "ogr")
            names = [part.split("!!::!!")[1] for part in whole.dataProvider().subLayers()]
            for name in names:
                layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
                if not layer.isValid():
                    raise RuntimeError(f"QGIS cannot read layer {name} of {path}")
                layers[name] = layer
        # Points above lines above polygons, and the first of the polygons above the others, as a hand would lay them.
        for layer in sorted(reversed(layers.values()), key=lambda one: -int(one.geometryType())):
            QgsProject.instance().addMapLayer(layer)
        first = next(iter(layers.values()))
        QgsProject.instance().setCrs(first.crs())
        iface.setActiveLayer(first)
        iface.zoomToActiveLayer()
        return layers

    def map_is_drawn(self):
        """Tell whether the map has finished drawing (to be yielded)."""
        return not iface.mapCanvas().isDrawing()


def leave(code):
    """End QGIS at once: no question about saving, no clean-up that could hang."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


class Driver:
    """Runs the generator a step at a time from QGIS's event loop."""

    def __init__(self, desk, steps):
        self.desk, self.steps = desk, steps

    def go_on(self):
        """Run the script up to its next ``yield``."""
        self._step(lambda: next(self.steps))

    def _step(self, advance):
        try:
            wanted = advance()
        except StopIteration:
            self._end()
        except Exception:
            traceback.print_exc()
            leave(3)
        else:
            if callable(wanted):
                self._ask(wanted, time.monotonic() + PATIENCE)
            else:
                QTimer.singleShot(round(1000 * (0.2 if wanted is None else wanted)), self.go_on)

    def _ask(self, condition, end):
        def look():
            if time.monotonic() > end:
                return self.steps.throw(TimeoutError(f"still not true after {PATIENCE:.0f} s: {condition}"))
            if condition():
                return next(self.steps)
            return None

        def asked():
            if time.monotonic() <= end and not condition():
                QTimer.singleShot(50, asked)
            else:
                self._step(look)

        QTimer.singleShot(50, asked)

    def _end(self):
        if os.environ.get("KHU_PHO_STAYS"):
            return
        leave(3 if self.desk.errors else 0)


def main():
    """Bring the window to its size and start the script."""
    desk = Desk()
    if not os.environ.get("KHU_PHO_STAYS"):
        width, height = map(int, os.environ["KHU_PHO_SIZE"].split("x"))
        desk.window.showNormal()
        desk.window.resize(width, height)
        desk.window.move(0, 0)
    if desk.zip:
        import pyplugin_installer

        pyplugin_installer.instance().installFromZipFile(desk.zip)
        desk.say("installed into", QgsApplication.qgisSettingsDirPath())
    steps = runpy.run_path(os.environ["KHU_PHO_DRIVE"])["drive"](desk)
    driver = Driver(desk, steps)
    qgis.utils.khu_pho_driver = driver  # a timer holds no reference to what it calls
    QTimer.singleShot(1000, driver.go_on)


try:
    main()
except Exception:
    traceback.print_exc()
    leave(3)
