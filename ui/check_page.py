"""Step 2: the faults of the layers, each with what to do and a zoom."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from qgis.core import QgsApplication, QgsProject, QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt import uic
from qgis.PyQt.QtCore import QModelIndex, pyqtSignal
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QWidget

from ..layers.rows import Row, read_rows
from .row_model import Column, MapTable
from .texts import number

_FORM, _ = uic.loadUiType(str(Path(__file__).with_name("check_page.ui")))
_FIELDS = ("severity", "layer_role", "feature", "problem", "advice")
_SEVERITY, _LAYER, _FEATURE, _PROBLEM, _ADVICE = range(5)
_WARD, _OLD, _UNITS, _HOUSEHOLDS = range(4)
_MOST_LINES = 6  # of the present state; the faults need the room
ERROR = "error"


class CheckPage(QWidget, _FORM):
    """Shows the present khu phố, starts the check and lists what it found."""

    run_wanted = pyqtSignal()
    next_wanted = pyqtSignal()

    def __init__(self, canvas: QgsMapCanvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setupUi(self)
        self.errors = self.warnings = 0
        self._is_ready = False
        self._layer: QgsVectorLayer | None = None
        self._roles = {
            "units": self.tr("Tổ dân phố"),
            "beats": self.tr("Police beats"),
            "militia": self.tr("Militia areas"),
            "ward": self.tr("Ward outline"),
            "barriers": self.tr("Barriers"),
        }
        self._table = MapTable(self.faults_table, canvas, self._columns())
        self._present = MapTable(self.present_table, canvas, self._present_columns())
        self.present_table.hide()
        self.run_button.clicked.connect(self.run_wanted)
        self.next_button.clicked.connect(self.next_wanted)
        self.map_button.clicked.connect(self._add_to_map)
        self.faults_table.selectionModel().currentRowChanged.connect(self._show_detail)
        self.clear()

    def clear(self) -> None:
        """Forget the last check: the layers have changed."""
        self._layer = None
        self.errors = self.warnings = 0
        self._table.show_rows(None, [])
        self._show_detail(QModelIndex())
        self.map_button.setEnabled(False)
        self.show_readiness(self._is_ready)

    def show_readiness(self, is_complete: bool) -> None:
        """Say what comes next while nothing has been checked; *is_complete*: the layers are chosen."""
        self._is_ready = is_complete
        if self._layer is not None:
            return
        if is_complete:
            self.status_label.setText(
                self.tr("Looks for faults in the layers: missing numbers, gaps, overlaps and so on.")
            )
        else:
            self.status_label.setText(self.tr("First choose the layers in step 1."))

    def show_present(self, layer: QgsVectorLayer | None, rows: Sequence[Row]) -> None:
        """List the present khu phố of *layer*: *rows* as ``layers.overview`` counts them."""
        self._present.show_rows(layer, rows)
        wards, names = ({row.values[at] for row in rows} for at in (_WARD, _OLD))
        self.present_table.setColumnHidden(_WARD, len(wards) < 2)
        self.present_table.setColumnHidden(_OLD, names <= {None})
        lines = min(len(rows), _MOST_LINES) * self.present_table.verticalHeader().defaultSectionSize()
        frame = 2 * self.present_table.frameWidth()
        self.present_table.setFixedHeight(lines + self.present_table.horizontalHeader().sizeHint().height() + frame)
        self.present_table.setVisible(len(rows) > 1)

    def show_faults(self, layer: QgsVectorLayer) -> None:
        """List the faults in *layer*, as the check wrote it; errors come first."""
        rows = read_rows(layer, _FIELDS)
        rows.sort(key=lambda row: row.values[_SEVERITY] != ERROR)
        self._layer = layer
        self.errors = sum(row.values[_SEVERITY] == ERROR for row in rows)
        self.warnings = len(rows) - self.errors
        self._table.show_rows(layer, rows)
        self._show_detail(QModelIndex())
        self.map_button.setEnabled(bool(rows))
        self.status_label.setText(self._verdict())

    def show_status(self, html: str) -> None:
        """Say what is done, wrong, or comes next."""
        self.status_label.setText(html)

    def _verdict(self) -> str:
        if self.errors:
            return self.tr(
                "Errors: {errors}. They make a proposal impossible: mend them, then check again. Warnings: {warnings}."
            ).format(errors=f"<b>{number(self.errors)}</b>", warnings=number(self.warnings))
        if self.warnings:
            return self.tr("No errors. Warnings: {warnings}. Look through them; a proposal is possible.").format(
                warnings=f"<b>{number(self.warnings)}</b>"
            )
        return self.tr("No faults found. A proposal is possible.")

    def _columns(self) -> list[Column]:
        return [
            Column(self.tr("Layer"), 96, lambda values: self._role(values[_LAYER]), icon=_severity_icon),
            Column(self.tr("Feature"), 70, lambda values: values[_FEATURE]),
            Column(self.tr("Problem"), 320, lambda values: values[_PROBLEM]),
            Column(self.tr("What to do"), 320, lambda values: values[_ADVICE]),
        ]

    def _present_columns(self) -> list[Column]:
        return [
            Column(self.tr("Ward"), 110, lambda values: values[_WARD]),
            Column(self.tr("Present khu phố"), 130, lambda values: values[_OLD] or self.tr("none")),
            Column(self.tr("Units"), 60, lambda values: values[_UNITS]),
            Column(self.tr("Households"), 70, lambda values: values[_HOUSEHOLDS]),
        ]

    def _role(self, role: str) -> str:
        return self._roles.get(role, role)

    def _show_detail(self, index: QModelIndex, _before: QModelIndex | None = None) -> None:
        self.detail_label.setVisible(index.isValid())
        if index.isValid():
            values = self._table.row(index).values
            problem, advice = escape(str(values[_PROBLEM])), escape(str(values[_ADVICE]))
            self.detail_label.setText(f"<b>{problem}</b><br>{advice}")

    def _add_to_map(self) -> None:
        if self._layer is not None and self._layer.id() not in QgsProject.instance().mapLayers():
            QgsProject.instance().addMapLayer(self._layer.clone())
            self.map_button.setEnabled(False)


def _severity_icon(values: tuple) -> QIcon:
    name = "mIconCritical.svg" if values[_SEVERITY] == ERROR else "mIconWarning.svg"
    return QgsApplication.getThemeIcon(name)
