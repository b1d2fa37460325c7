"""A table model over rows read from a layer, and a table beside the map that zooms to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qgis.core import QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QAbstractTableModel, QItemSelectionModel, QModelIndex, QSortFilterProxyModel, Qt
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
    tip: str = ""  # of the header, where that is short
    centered: bool = False


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

    def refresh(self, rows: Sequence[Row]) -> None:
        """Show new values of the same rows, so that selection and place stay."""
        if len(rows) != len(self.rows):
            self.set_rows(rows)
            return
        self.rows = list(rows)
        if rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self.columns) - 1))

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
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.ToolTipRole:
            return self.columns[section].tip or None
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
        if role == Qt.ItemDataRole.TextAlignmentRole and column.centered:
            return Qt.AlignmentFlag.AlignCenter
        if role == Qt.ItemDataRole.TextAlignmentRole and isinstance(column.text(values), (int, float)):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None


class _NaturalOrder(QSortFilterProxyModel):
    """Sorts numbers as numbers and "Khu phố 2" before "Khu phố 10"; leaves out rows that aren't wanted."""

    wanted: Callable[[tuple], bool] | None = None

    def filterAcceptsRow(self, row, _parent) -> bool:  # noqa: N802 (Qt's types and name)
        return self.wanted is None or self.wanted(self.sourceModel().rows[row].values)

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

    def selected(self) -> list[Row]:
        """Return the rows that are selected, from top to bottom."""
        chosen = self.view.selectionModel().selectedRows()
        return [self.row(index) for index in sorted(chosen, key=lambda index: index.row())]

    def show_only(self, wanted: Callable[[tuple], bool] | None) -> None:
        """Leave out the rows whose values *wanted* is not true for; None: show all."""
        self._order.wanted = wanted
        self._order.invalidateFilter()

    def select_where(self, is_meant: Callable[[tuple], bool]) -> int:
        """Select the rows whose values *is_meant* is true for and scroll to the first; return how many there are."""
        selection = self.view.selectionModel()
        places = [self._order.index(row, 0) for row in range(self._order.rowCount())]
        meant = [index for index in places if is_meant(self.row(index).values)]
        flags = QItemSelectionModel.SelectionFlag
        selection.clearSelection()
        for index in meant:
            selection.select(index, flags.Select | flags.Rows)
        if meant:
            selection.setCurrentIndex(meant[0], flags.NoUpdate)
            self.view.scrollTo(meant[0])
        return len(meant)

    def _show_on_map(self, index: QModelIndex) -> None:
        if self._layer is None or sip.isdeleted(self._layer):
            return
        rows = self.selected() or [self.row(index)]
        ids = list(dict.fromkeys(number for row in rows for number in row.feature_ids))
        if not ids:
            return
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
