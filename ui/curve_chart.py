"""The curve of number against quality: compactness and households that stay, for each number of khu phố."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from qgis.PyQt.QtCore import QEvent, QPointF, QRectF, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPalette, QPen, QPolygonF
from qgis.PyQt.QtWidgets import QSizePolicy, QToolTip, QWidget

from .texts import number

_PLOT_HEIGHT = 116
_GAP = 5
_DOT = 4.0
_REACH = 16.0  # pixels from a point that still hit it
_COMPACTNESS, _KEPT = QColor("#1565c0"), QColor("#2e7d32")
_BAD = QColor("#b71c1c")


class CurveChart(QWidget):
    """Points by number of khu phố; a click on one emits ``count_chosen`` with its number."""

    count_chosen = pyqtSignal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: list[Mapping[str, float | None]] = []
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 (name fixed by Qt)
        """Return a size that fits a narrow dock."""
        return QSize(300, _PLOT_HEIGHT + int(3.4 * self.fontMetrics().height()) + 3 * _GAP)

    def show_points(self, points: Sequence[Mapping[str, float | None]]) -> None:
        """Show *points*: ``neighborhoods``, ``compactness``, ``kept_pct`` (or None), ``below_minimum``."""
        self._points = list(points)
        self.update()

    def place_of(self, count: int) -> QPointF:
        """Return where the compactness of *count* khu phố is drawn."""
        place = next(i for i, point in enumerate(self._points) if point["neighborhoods"] == count)
        return self._polyline("compactness")[place]

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Choose the point that was clicked."""
        point = self._nearest(QPointF(event.pos()))
        if point is not None:
            self.count_chosen.emit(int(point["neighborhoods"]))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Show a hand over points."""
        hit = self._nearest(QPointF(event.pos())) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if hit else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        """Tell the figures of the point below the pointer."""
        if event.type() != QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return super().event(event)
        point = self._nearest(QPointF(event.pos()))
        if point is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(event.globalPos(), self._told(point), self)
        return True

    def paintEvent(self, _event: object) -> None:  # noqa: N802
        """Draw axes, lines and points."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        text = self.palette().color(QPalette.ColorRole.WindowText)
        self._draw_axes(painter, text)
        self._draw_line(painter, "compactness", _COMPACTNESS, Qt.PenStyle.SolidLine)
        if self._has_kept():
            self._draw_line(painter, "kept_pct", _KEPT, Qt.PenStyle.DashLine)
        painter.end()

    def _draw_axes(self, painter: QPainter, text: QColor) -> None:
        area = self._area()
        painter.setPen(QPen(QColor(128, 128, 128, 110), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        middle, line = Qt.AlignmentFlag.AlignVCenter, float(self.fontMetrics().height())
        for share in (0.0, 0.5, 1.0):
            y = area.bottom() - share * area.height()
            painter.setPen(QPen(QColor(128, 128, 128, 60), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(_COMPACTNESS)
            left = QRectF(0, y - line / 2, area.left() - _GAP, line)
            painter.drawText(left, middle | Qt.AlignmentFlag.AlignRight, self._mark("compactness", share, 2))
            if self._has_kept():
                painter.setPen(_KEPT)
                right = QRectF(area.right() + _GAP, y - line / 2, self.width() - area.right(), line)
                painter.drawText(right, middle | Qt.AlignmentFlag.AlignLeft, self._mark("kept_pct", share, 0) + " %")
        self._draw_legend(painter)
        self._draw_numbers(painter, area, text)

    def _draw_legend(self, painter: QPainter) -> None:
        painter.setPen(_COMPACTNESS)
        line = QRectF(0, 0, self.width(), self.fontMetrics().height())
        painter.drawText(
            line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, "● " + self.tr("compactness")
        )
        if self._has_kept():
            painter.setPen(_KEPT)
            words = "■ " + self.tr("stay in old khu phố")
            painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)

    def _draw_numbers(self, painter: QPainter, area: QRectF, text: QColor) -> None:
        painter.setPen(text)
        line, free_from = float(self.fontMetrics().height()), 0.0
        for place, point in enumerate(self._points):
            words = number(point["neighborhoods"])
            width = painter.fontMetrics().horizontalAdvance(words)
            x = self._x(place, area)
            if x - width / 2 >= free_from:
                where = QRectF(x - 40, area.bottom() + _GAP, 80, line)
                painter.drawText(where, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, words)
                free_from = x + width / 2 + 6
        below = QRectF(0, self.height() - line, self.width(), line)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self.tr("number of khu phố (click one to ask for it)"))

    def _draw_line(self, painter: QPainter, name: str, color: QColor, style: Qt.PenStyle) -> None:
        line = self._polyline(name)
        painter.setPen(QPen(color, 1.6, style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(line))
        for point, spot in zip(self._points, line):
            faulty = bool(point["below_minimum"])
            painter.setPen(QPen(_BAD if faulty else color, 1.6))
            painter.setBrush(QColor("white") if faulty else color)
            box = QRectF(spot.x() - _DOT, spot.y() - _DOT, 2 * _DOT, 2 * _DOT)
            draw: Callable[[QRectF], None] = painter.drawEllipse if name == "compactness" else painter.drawRect
            draw(box)

    def _area(self) -> QRectF:
        """Return where the lines are, between the marks of the axes."""
        metrics = self.fontMetrics()
        left = metrics.horizontalAdvance(number(0.88, 2)) + 2 * _GAP
        right = metrics.horizontalAdvance(number(188) + " %") + 2 * _GAP if self._has_kept() else 2 * _GAP
        top, bottom = 1.4 * metrics.height(), 2.0 * metrics.height() + 2 * _GAP
        return QRectF(left, top, max(self.width() - left - right, 1), max(self.height() - top - bottom, 1))

    def _x(self, place: int, area: QRectF) -> float:
        counts = [point["neighborhoods"] for point in self._points]
        whole = counts[-1] - counts[0]
        share = (counts[place] - counts[0]) / whole if whole else 0.5
        inset = 8.0
        return area.left() + inset + share * (area.width() - 2 * inset)

    def _range(self, name: str) -> tuple[float, float]:
        values = [point[name] or 0.0 for point in self._points] or [0.0]
        low, high = min(values), max(values)
        least = 0.02 if name == "compactness" else 2.0
        return (low, high) if high - low >= least else ((low + high - least) / 2, (low + high + least) / 2)

    def _mark(self, name: str, share: float, decimals: int) -> str:
        low, high = self._range(name)
        return number(low + share * (high - low), decimals)

    def _polyline(self, name: str) -> list[QPointF]:
        area, (low, high) = self._area(), self._range(name)
        return [
            QPointF(self._x(place, area), area.bottom() - ((point[name] or 0.0) - low) / (high - low) * area.height())
            for place, point in enumerate(self._points)
        ]

    def _has_kept(self) -> bool:
        return any(point["kept_pct"] is not None for point in self._points)

    def _nearest(self, spot: QPointF) -> Mapping[str, float | None] | None:
        lines = [self._polyline("compactness"), *([self._polyline("kept_pct")] if self._has_kept() else [])]
        found = [((line[i] - spot).manhattanLength(), i) for line in lines for i in range(len(self._points))]
        distance, place = min(found, default=(_REACH + 1, 0))
        return self._points[place] if distance <= _REACH else None

    def _told(self, point: Mapping[str, float | None]) -> str:
        text = self.tr("{n} khu phố: compactness {compactness}").format(
            n=number(point["neighborhoods"]), compactness=number(point["compactness"], 2)
        )
        if point["kept_pct"] is not None:
            text += self.tr(", {share} % stay in their old khu phố").format(share=number(point["kept_pct"], 1))
        if point["below_minimum"]:
            text += self.tr(", {n} below the minimum").format(n=number(point["below_minimum"]))
        return text
