"""The scores of several plans beside each other; the best of each row is bold."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QFontMetrics
from qgis.PyQt.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from .plan_choice import PlanFigures
from .texts import number

_ROW_PADDING = 5


class ScoreTable(QTableWidget):
    """A row per measure, a column per plan; as high as its rows, so that only the page scrolls."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._row_height = self.fontMetrics().height() + _ROW_PADDING
        self.verticalHeader().setMinimumSectionSize(self._row_height)
        self.verticalHeader().setDefaultSectionSize(self._row_height)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setMinimumSectionSize(40)

    def show_plans(self, plans: Sequence[PlanFigures]) -> None:
        """Show *plans* in place of what was shown; measures that no plan has are left out."""
        rows = [row for row in self._measures() if any(plan.measures[row[0]] is not None for plan in plans)]
        self.setRowCount(len(rows))
        self.setColumnCount(len(plans))
        self.setVerticalHeaderLabels([text for _, text, _, _ in rows])
        for column, plan in enumerate(plans):
            header = QTableWidgetItem(plan.letter)
            header.setToolTip(plan.title())
            self.setHorizontalHeaderItem(column, header)
        for row, (name, _, decimals, best) in enumerate(rows):
            values = [plan.measures[name] for plan in plans]
            for column, value in enumerate(values):
                self.setItem(row, column, _cell(value, decimals, _is_best(value, values, best)))
        self.horizontalHeader().setMinimumSectionSize(self._widest())
        height = self.horizontalHeader().sizeHint().height() + len(rows) * self._row_height + 2 * self.frameWidth()
        self.setFixedHeight(height)

    def _widest(self) -> int:
        """Return the width that any number in bold needs."""
        items = (self.item(row, column) for row in range(self.rowCount()) for column in range(self.columnCount()))
        return max((QFontMetrics(item.font()).horizontalAdvance(item.text()) for item in items), default=0) + 10

    def _measures(self) -> list[tuple[str, str, int, int]]:
        """Return name, words, decimals, and 1 where high values are good, -1 where low ones are, 0 where neither."""
        return [
            ("neighborhoods", self.tr("Khu phố"), 0, 0),
            ("below_minimum", self.tr("Below minimum"), 0, -1),
            ("smallest", self.tr("Smallest"), 0, 1),
            ("largest", self.tr("Largest"), 0, -1),
            ("spread_pct", self.tr("Spread, %"), 1, -1),
            ("compactness", self.tr("Compactness"), 2, 1),
            ("inner_boundary_km", self.tr("Inner borders, km"), 1, -1),
            ("kept_pct", self.tr("Stay in khu phố, %"), 1, 1),
            ("households_moved", self.tr("Households that move"), 0, -1),
            ("beats_cut", self.tr("Off their beat"), 0, -1),
            ("militia_cut", self.tr("Off their militia area"), 0, -1),
            ("barriers_crossed", self.tr("Barriers crossed"), 0, -1),
            ("walking_m", self.tr("Mean walk, m"), 0, -1),
        ]


def _is_best(value: float | None, values: Sequence[float | None], best: int) -> bool:
    """Tell whether *value* is the best of *values*, where these differ."""
    known = [other for other in values if other is not None]
    if best == 0 or value is None or min(known) == max(known):
        return False
    return value == (max(known) if best > 0 else min(known))


def _cell(value: float | None, decimals: int, is_best: bool) -> QTableWidgetItem:
    item = QTableWidgetItem("" if value is None else number(value, decimals))
    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    font = item.font()
    font.setBold(is_best)
    item.setFont(font)
    return item
