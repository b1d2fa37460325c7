"""The narrow, numbered list of steps at the top of the dock, each with its state in a few words."""

from __future__ import annotations

from enum import Enum

from qgis.PyQt.QtCore import QRectF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QFont, QPainter, QPalette
from qgis.PyQt.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate

_STATE_ROLE = Qt.ItemDataRole.UserRole
_SUMMARY_ROLE = Qt.ItemDataRole.UserRole + 1
_ROW_HEIGHT = 28
_DISC = 20


class StepState(Enum):
    """How far a step is, with the color of its disc and the sign in it ("" shows the number)."""

    OPEN = ("#90a4ae", "")
    RUNNING = ("#1565c0", "…")
    DONE = ("#2e7d32", "✓")
    FAULTY = ("#c62828", "!")

    @property
    def color(self) -> str:
        """Return the disc's color."""
        return self.value[0]

    @property
    def sign(self) -> str:
        """Return what stands in the disc in place of the number."""
        return self.value[1]


class _StepDelegate(QStyledItemDelegate):
    """Paints disc, name in bold and the summary at the right, shortened where it is too long."""

    def sizeHint(self, option, index):  # noqa: N802 (name fixed by Qt)
        return QSize(120, _ROW_HEIGHT)

    def paint(self, painter, option, index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(option.rect, option.palette.color(QPalette.ColorRole.Highlight))
        role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
        text_color = option.palette.color(role)
        left = self._paint_disc(painter, option.rect, index)
        self._paint_texts(painter, option, index, left, text_color)
        painter.restore()

    def _paint_disc(self, painter, rect, index) -> int:
        state = index.data(_STATE_ROLE)
        disc = QRectF(rect.left() + 5, rect.center().y() - _DISC / 2 + 0.5, _DISC, _DISC)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(state.color))
        painter.drawEllipse(disc)
        painter.setPen(QColor("white"))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, state.sign or str(index.row() + 1))
        return int(disc.right()) + 8

    def _paint_texts(self, painter, option, index, left: int, color: QColor) -> None:
        right = option.rect.right() - 6
        middle = Qt.AlignmentFlag.AlignVCenter
        bold = QFont(option.font)
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(color)
        name = index.data(Qt.ItemDataRole.DisplayRole)
        name_width = painter.fontMetrics().horizontalAdvance(name)
        top, height = option.rect.top(), option.rect.height()
        painter.drawText(QRectF(left, top, right - left, height), middle | Qt.AlignmentFlag.AlignLeft, name)
        painter.setFont(option.font)
        room = right - left - name_width - 12
        summary = painter.fontMetrics().elidedText(
            index.data(_SUMMARY_ROLE) or "", Qt.TextElideMode.ElideRight, max(room, 0)
        )
        painter.drawText(QRectF(left, top, right - left, height), middle | Qt.AlignmentFlag.AlignRight, summary)


class StepList(QListWidget):
    """The steps; ``currentRowChanged`` tells which one the user wants to see."""

    def __init__(self, parent=None) -> None:
        super().__init__(parent)
        self.setItemDelegate(_StepDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def add_step(self, name: str) -> None:
        """Append the step called *name*."""
        item = QListWidgetItem(name, self)
        item.setData(_STATE_ROLE, StepState.OPEN)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, name)
        self.setFixedHeight(self.count() * _ROW_HEIGHT + 2 * self.frameWidth())

    def set_state(self, row: int, state: StepState, summary: str = "") -> None:
        """Show how far step *row* (0 is the first) is; *summary* is a few words or figures."""
        item = self.item(row)
        item.setData(_STATE_ROLE, state)
        item.setData(_SUMMARY_ROLE, summary)
        item.setToolTip(summary)

    def state(self, row: int) -> StepState:
        """Return how far step *row* is."""
        return self.item(row).data(_STATE_ROLE)

    def summary(self, row: int) -> str:
        """Return the few words shown beside step *row*."""
        return self.item(row).data(_SUMMARY_ROLE) or ""
