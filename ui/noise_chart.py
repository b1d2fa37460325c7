"""A small histogram of how far a force's lines run from the nearest border of units, with the two thresholds."""

from __future__ import annotations

from dataclasses import replace

from qgis.PyQt.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QHelpEvent, QPainter, QPalette, QPen
from qgis.PyQt.QtWidgets import QSizePolicy, QToolTip, QWidget

from .alignment_record import Noise
from .texts import number, percent

_BARS_HEIGHT = 54
_ROOM = 1.25  # of the upper threshold is always shown
_GAP = 4
_NOISE, _REVIEW, _REAL = QColor("#90a4ae"), QColor("#f9a825"), QColor("#c62828")


class NoiseChart(QWidget):
    """Bars by distance: gray up to the first threshold, amber up to the second, red from there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._noise: Noise | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 (name fixed by Qt)
        """Return a size that fits a narrow dock."""
        return QSize(280, _BARS_HEIGHT + 2 * self.fontMetrics().height() + 2 * _GAP)

    def show_noise(self, noise: Noise | None) -> None:
        """Show the histogram of *noise*; nothing without one."""
        self._noise = _without_empty_end(noise) if noise is not None and any(noise.counts) else None
        self.setVisible(self._noise is not None)
        self.update()

    def color_at(self, metres: float) -> QColor:
        """Return the color of a bar whose middle is at *metres*."""
        if metres <= self._noise.low:
            return _NOISE
        return _REVIEW if metres <= self._noise.high else _REAL

    def bars(self) -> list[QRectF]:
        """Return where the bars are drawn, one for each count."""
        area, noise = self._area(), self._noise
        most = max(noise.counts) or 1
        boxes = []
        for left, right, count in zip(noise.edges, noise.edges[1:], noise.counts):
            height = area.height() * count / most
            if count:
                height = max(height, 1.5)
            corner = QPointF(self._x(left), area.bottom() - height)
            boxes.append(QRectF(corner, QPointF(self._x(right) - 1, area.bottom())))
        return boxes

    def event(self, event: QEvent) -> bool:
        """Tell the figures of the bar below the pointer."""
        if event.type() != QEvent.Type.ToolTip or not isinstance(event, QHelpEvent) or self._noise is None:
            return super().event(event)
        x = event.pos().x()
        place = next((i for i, box in enumerate(self.bars()) if box.left() <= x <= box.right() + 1), None)
        if place is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(event.globalPos(), self._told(place), self)
        return True

    def paintEvent(self, _event: object) -> None:  # noqa: N802
        """Draw the bars, the axis and the thresholds."""
        if self._noise is None:
            return
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        middles = [(a + b) / 2 for a, b in zip(self._noise.edges, self._noise.edges[1:])]
        for box, middle in zip(self.bars(), middles):
            painter.fillRect(box, self.color_at(middle))
        self._draw_axis(painter)
        self._draw_legend(painter)
        painter.end()

    def _draw_axis(self, painter: QPainter) -> None:
        area, line = self._area(), float(self.fontMetrics().height())
        painter.setPen(QPen(QColor(128, 128, 128, 140), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        text = self.palette().color(QPalette.ColorRole.WindowText)
        free_from = 0.0
        marks = ((self._noise.low, _REVIEW), (self._noise.high, _REAL))
        for metres, color in marks:
            if metres <= self._noise.edges[-1]:
                painter.setPen(QPen(color.darker(115), 1.2, Qt.PenStyle.DashLine))
                painter.drawLine(QPointF(self._x(metres), area.top()), QPointF(self._x(metres), area.bottom() + 2))
        for metres in (0.0, self._noise.low, self._noise.high, self._noise.edges[-1]):
            words = number(metres, 0 if float(metres).is_integer() else 1)
            width = self.fontMetrics().horizontalAdvance(words)
            left = min(max(self._x(metres) - width / 2, 0.0), self.width() - width)
            if left >= free_from and metres <= self._noise.edges[-1]:
                painter.setPen(text)
                box = QRectF(left, area.bottom() + 2, width + 2, line)
                painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, words)
                free_from = left + width + 8

    def _draw_legend(self, painter: QPainter) -> None:
        line = float(self.fontMetrics().height())
        left, top = 0.0, self.height() - line
        names = ((_NOISE, self.tr("noise")), (_REVIEW, self.tr("to be looked at")), (_REAL, self.tr("real")))
        for color, words in names:
            painter.fillRect(QRectF(left, top + line * 0.25, line * 0.5, line * 0.5), color)
            left += line * 0.5 + 4
            painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
            width = painter.fontMetrics().horizontalAdvance(words)
            box = QRectF(left, top, width + 2, line)
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
            left += width + 12
        right = QRectF(left, top, self.width() - left, line)
        painter.drawText(right, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.tr("metres"))

    def _area(self) -> QRectF:
        below = 2.0 * self.fontMetrics().height() + _GAP
        return QRectF(2, 2, max(self.width() - 4, 1), max(self.height() - below - 2, 1))

    def _x(self, metres: float) -> float:
        area, noise = self._area(), self._noise
        whole = noise.edges[-1] - noise.edges[0] or 1.0
        return area.left() + (metres - noise.edges[0]) / whole * area.width()

    def _told(self, place: int) -> str:
        noise = self._noise
        return self.tr("{low} to {high} m from the nearest border: {share} of the line").format(
            low=number(noise.edges[place], 1),
            high=number(noise.edges[place + 1], 1),
            share=percent(noise.counts[place] / (sum(noise.counts) or 1)),
        )


def _without_empty_end(noise: Noise) -> Noise:
    """Return *noise* without the empty bars far to the right of the thresholds."""
    filled = max(place for place, count in enumerate(noise.counts) if count)
    needed = [place for place, edge in enumerate(noise.edges[1:]) if edge <= _ROOM * noise.high]
    last = max([filled, *needed]) + 1
    return replace(noise, edges=noise.edges[: last + 1], counts=noise.counts[:last])
