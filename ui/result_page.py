"""Step 4: the plan's headline figures, its khu phố with a zoom, and the files that were written."""

from __future__ import annotations

import json
from pathlib import Path

from qgis.core import QgsApplication
from qgis.gui import QgsMapCanvas
from qgis.PyQt import uic
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QColor, QDesktopServices, QIcon
from qgis.PyQt.QtWidgets import QWidget

from ..layers.rows import read_rows
from .headline import Headline
from .plan_layers import open_plan
from .row_model import Column, MapTable
from .texts import problem_list

_FORM, _ = uic.loadUiType(str(Path(__file__).with_name("result_page.ui")))
_FIELDS = ("name", "households", "unit_count", "old_names", "meets_minimum")
_NAME, _HOUSEHOLDS, _UNITS, _OLD, _MEETS = range(5)
PLAN, TABLES, MAP, SUMMARY = "plan.gpkg", "tables.xlsx", "map.pdf", "summary.json"


class ResultPage(QWidget, _FORM):
    """Shows one plan; the folder it is in is the truth."""

    def __init__(self, canvas: QgsMapCanvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setupUi(self)
        self._folder: Path | None = None
        self._table = MapTable(self.neighborhoods_table, canvas, self._columns())
        self.tables_button.clicked.connect(lambda: self._open(TABLES))
        self.map_button.clicked.connect(lambda: self._open(MAP))
        self.folder_button.clicked.connect(lambda: self._open(""))
        self.reasons_label.hide()
        self._allow_buttons()

    def show_plan(self, folder: Path) -> Headline:
        """Show the plan in *folder* and return its headline figures."""
        self._folder = folder
        headline = Headline(json.loads((folder / SUMMARY).read_text(encoding="utf-8")))
        self.headline_label.setText(headline.html())
        reasons = headline.reasons()
        self.reasons_label.setText(problem_list(reasons))
        self.reasons_label.setVisible(bool(reasons))
        self._allow_buttons()
        return headline

    def open_layers(self, title: str) -> dict:
        """Open the plan's layers in a group called *title* and list its khu phố; returns layers by table name."""
        layers = open_plan(self._folder / PLAN, title)
        neighborhoods = layers["neighborhoods"]
        self._table.show_rows(neighborhoods, read_rows(neighborhoods, _FIELDS))
        return layers

    def _columns(self) -> list[Column]:
        return [
            Column(self.tr("Khu phố"), 92, lambda values: values[_NAME], icon=_minimum_icon),
            Column(self.tr("Households"), 60, lambda values: values[_HOUSEHOLDS], color=_minimum_color),
            Column(self.tr("Units"), 44, lambda values: values[_UNITS]),
            Column(self.tr("From old khu phố"), 150, lambda values: values[_OLD]),
        ]

    def _allow_buttons(self) -> None:
        for button, name in ((self.tables_button, TABLES), (self.map_button, MAP), (self.folder_button, "")):
            button.setEnabled(self._folder is not None and (self._folder / name).exists())

    def _open(self, name: str) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder / name)))


def _minimum_icon(values: tuple) -> QIcon | None:
    return None if values[_MEETS] else QgsApplication.getThemeIcon("mIconWarning.svg")


def _minimum_color(values: tuple) -> QColor | None:
    return None if values[_MEETS] else QColor("#b71c1c")
