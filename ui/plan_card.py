"""A card of the gallery: a small map of one plan, its key figures, and the button that takes it."""

from __future__ import annotations

from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QImage, QPixmap
from qgis.PyQt.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QWidget

from .plan_choice import PlanFigures
from .texts import number, percent

PICTURE = QSize(118, 96)
_BAD = "#b71c1c"


class PlanCard(QFrame):
    """Shows *plan*; ``wanted`` comes when the user takes it."""

    wanted = pyqtSignal()

    def __init__(self, plan: PlanFigures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plan = plan
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.picture = QLabel(self)
        self.picture.setFixedSize(PICTURE)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setAccessibleName(self.tr("Map of the plan"))
        title = QLabel(f"<b>{plan.title()}</b>", self)
        title.setWordWrap(True)
        figures = QLabel(self._figures(), self)
        figures.setTextFormat(Qt.TextFormat.RichText)
        figures.setWordWrap(True)
        self.use_button = QPushButton(self.tr("Use this plan"), self)
        self.use_button.setToolTip(self.tr("Compares it with the forces, writes plan, tables and map"))
        self.use_button.clicked.connect(self.wanted)
        grid = QGridLayout(self)
        grid.setContentsMargins(4, 4, 6, 4)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(1, 1)
        grid.addWidget(self.picture, 0, 0, 3, 1, Qt.AlignmentFlag.AlignCenter)
        grid.addWidget(title, 0, 1)
        grid.addWidget(figures, 1, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.use_button, 2, 1, Qt.AlignmentFlag.AlignLeft)

    def show_picture(self, image: QImage) -> None:
        """Show the plan's small map."""
        self.picture.setPixmap(QPixmap.fromImage(image))

    def _figures(self) -> str:
        figures = self.plan.measures
        count = self.tr("<b>{n}</b> khu phố from {smallest} households").format(
            n=number(figures["neighborhoods"]), smallest=number(figures["smallest"])
        )
        if figures["below_minimum"]:
            small = self.tr("{n} too small").format(n=number(figures["below_minimum"]))
            count += f', <span style="color:{_BAD}">{small}</span>'
        lines = [
            count,
            self.tr("spread {spread}, compact {compactness}").format(
                spread=percent(figures["spread_pct"] / 100), compactness=number(figures["compactness"], 2)
            ),
        ]
        if figures["kept_pct"] is not None:
            lines.append(self.tr("stay: {share}").format(share=percent(figures["kept_pct"] / 100)))
        if figures["beats_cut"] is not None:
            lines.append(self.tr("off their beat: {n} households").format(n=number(figures["beats_cut"])))
        return "<br>".join(lines)
