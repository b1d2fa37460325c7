"""A table model over rows read from a layer, and a table beside the map that zooms to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qgis.core import QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, QSortFilterProxyModel, Qt
from qgis.PyQt.QtGui import QColor, QIcon
from qgis.PyQt.QtWidgets import QTableView

from ..core.model.sorting import natural_key
from ..layers.rows import Row
from .texts import number

_SURROUNDINGS = 1.6  # of the feature's extent, so that its neighbors can be seen
SORT_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Column:
    """A column: header, width in pixels, and how the values of a row become text, icon and color."""

    header: str
    width: int
    text: Callable[[tuple], object]
    icon: Callable[[tuple], QIcon | None] | None = None
    color: Callable[[tuple], QColor | None] | None = None


class RowModel(QAbstractTableModel):
    """Rows of a layer; numbers are shown in the user's language and sorted as numbers."""

    def __init__(self, columns: Sequence[Column], parent=None) -> None:
        super().__init__(parent)
        self.columns = list(columns)
        self.rows: list[Row] = []

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show *rows* in place of what was shown."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008, N802 (Qt's way)
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008, N802 (Qt's way)
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section, orientation, role=Qt.ItemDataRole.DisplayRole):  # noqa: N802
        """Return the headers of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].header
        return None

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        """Return what the view asks for about one cell."""
        column, values = self.columns[index.column()], self.rows[index.row()].values
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return _shown(column.text(values))
        if role == SORT_ROLE:
            return column.text(values)
        if role == Qt.ItemDataRole.DecorationRole and column.icon is not None:
            return column.icon(values)
        if role == Qt.ItemDataRole.ForegroundRole and column.color is not None:
            return column.color(values)
        if role == Qt.ItemDataRole.TextAlignmentRole and isinstance(column.text(values), (int, float)):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None


class _NaturalOrder(QSortFilterProxyModel):
    """Sorts numbers as numbers and "Khu phố 2" before "Khu phố 10"."""

    def lessThan(self, left, right) -> bool:  # noqa: N802 (Qt's types and name)
        return _sort_key(left.data(SORT_ROLE)) < _sort_key(right.data(SORT_ROLE))


class MapTable:
    """Joins a table view with the map: choosing a row zooms to its features and flashes them."""

    def __init__(self, view: QTableView, canvas: QgsMapCanvas, columns: Sequence[Column]) -> None:
        self.view = view
        self.model = RowModel(columns, view)
        self._canvas = canvas
        self._layer: QgsVectorLayer | None = None
        self._order = _NaturalOrder(view)
        self._order.setSourceModel(self.model)
        view.setModel(self._order)
        # Without this, Qt sorts by the first column; the layer's order comes first.
        view.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        header = view.horizontalHeader()
        for position, column in enumerate(columns):
            view.setColumnWidth(position, max(column.width, header.fontMetrics().horizontalAdvance(column.header) + 14))
        view.clicked.connect(self._show_on_map)

    def show_rows(self, layer: QgsVectorLayer | None, rows: Sequence[Row]) -> None:
        """Show *rows* of *layer*; the layer need not be in the project."""
        self._layer = layer
        self.model.set_rows(rows)

    def row(self, index: QModelIndex) -> Row:
        """Return the row at *index* of the view."""
        return self.model.rows[self._order.mapToSource(index).row()]

    def _show_on_map(self, index: QModelIndex) -> None:
        if self._layer is None or sip.isdeleted(self._layer):
            return
        ids = list(self.row(index).feature_ids)
        self._canvas.zoomToFeatureIds(self._layer, ids)
        self._canvas.zoomByFactor(_SURROUNDINGS)
        self._canvas.flashFeatureIds(self._layer, ids)


def _sort_key(value: object) -> tuple:
    if value is None:
        return (2,)
    return (0, value) if isinstance(value, (int, float)) else (1, natural_key(value))


def _shown(value: object) -> str:
    if value is None:
        return ""
    return number(value, 0 if isinstance(value, int) else 1) if isinstance(value, (int, float)) else str(value)
