"""A list beside the map: a line on top, the table, and below it what is known about the selected row."""

from __future__ import annotations

from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QAbstractItemView, QLabel, QSizePolicy, QTableView, QTextBrowser, QVBoxLayout, QWidget

from .row_model import Column, MapTable

_ROW_HEIGHT = 22


class ListPanel(QWidget):
    """Base of the lists of the alignment step; subclasses name the columns and tell about rows."""

    def __init__(self, canvas: QgsMapCanvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hint_label = QLabel(self)
        self.hint_label.setWordWrap(True)
        self.hint_label.setTextFormat(Qt.TextFormat.RichText)
        self.view = _table_view(self)
        self.table = MapTable(self.view, canvas, self.columns())
        self.about_text = QTextBrowser(self)
        self.about_text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.about_text.setMinimumHeight(56)
        self.about_text.setMaximumHeight(110)
        self.about_text.hide()
        self.panel_layout = QVBoxLayout(self)
        self.panel_layout.setContentsMargins(0, 6, 0, 0)
        self.panel_layout.setSpacing(6)
        self.panel_layout.addWidget(self.hint_label)
        self.panel_layout.addWidget(self.view, 1)
        self.panel_layout.addWidget(self.about_text)
        self.view.selectionModel().selectionChanged.connect(self._tell_selected)
        self.table.model.modelReset.connect(self._tell_selected)

    def columns(self) -> list[Column]:
        """Return the columns of the table."""
        raise NotImplementedError

    def told(self, values: tuple) -> str:
        """Return what is known about the row with *values*, as HTML."""
        raise NotImplementedError

    def show_hint(self, html: str) -> None:
        """Say in the line on top what the list is, or how to get it."""
        self.hint_label.setText(html)
        self.hint_label.setVisible(bool(html))

    def clear(self) -> None:
        """Forget the rows."""
        self.table.show_rows(None, [])

    def _tell_selected(self, *_selections: object) -> None:
        selected = self.table.selected()
        html = self.told(selected[0].values) if len(selected) == 1 else ""
        self.about_text.setHtml(html)
        self.about_text.setVisible(bool(html))


def _table_view(parent: QWidget) -> QTableView:
    view = QTableView(parent)
    view.setMinimumHeight(120)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setAlternatingRowColors(True)
    view.setWordWrap(False)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
    view.horizontalHeader().setStretchLastSection(True)
    view.setSortingEnabled(True)
    return view
