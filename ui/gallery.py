"""Several plans to choose from: cards with small maps, their scores beside each other, the curve of the number."""

from __future__ import annotations

from qgis.PyQt.QtCore import QCoreApplication, Qt, pyqtSignal
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from ..layouts.thumbnails import Thumbnails
from .curve_chart import CurveChart
from .plan_card import PICTURE, PlanCard
from .plan_choice import PlanChoice
from .score_table import ScoreTable
from .texts import problem_list


class PlanGallery(QScrollArea):
    """Shows one :class:`PlanChoice`; ``plan_wanted`` carries the plan that was taken, ``count_wanted`` a number."""

    plan_wanted = pyqtSignal(object)
    count_wanted = pyqtSignal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.choice: PlanChoice | None = None
        self.cards: list[PlanCard] = []
        self._thumbnails = Thumbnails(self)
        self._thumbnails.drawn.connect(self._on_drawn)
        contents = QWidget(self)
        self._layout = QVBoxLayout(contents)
        self._layout.setContentsMargins(0, 6, 4, 0)
        self._layout.setSpacing(6)
        self.hint_label = QLabel(contents)
        self.hint_label.setWordWrap(True)
        self.hint_label.setTextFormat(Qt.TextFormat.RichText)
        self.scores_title = QLabel(self.tr("<b>Scores</b> (best of each row is bold)"), contents)
        self.scores = ScoreTable(contents)
        self.curve_title = QLabel(self.tr("<b>Number against quality</b>"), contents)
        self.curve = CurveChart(contents)
        self.curve.count_chosen.connect(self.count_wanted)
        for widget in (self.hint_label, self.scores_title, self.scores, self.curve_title, self.curve):
            self._layout.addWidget(widget)
        self._layout.addStretch(1)
        self.setWidget(contents)
        self.clear()

    @staticmethod
    def tr(text: str) -> str:
        """Translate *text* of this class."""
        return QCoreApplication.translate("PlanGallery", text)

    def clear(self) -> None:
        """Forget the plans: the layers or fields they were made of have changed."""
        self.choice = None
        self._take_cards_away()
        self._show_details(False)
        self.hint_label.setText(
            self.tr("“Compare plans” below makes plans of several kinds, to choose one from: as the sliders say, with "
                    "the least change, along the police beats, and with as many khu phố as can be.")
        )  # fmt: skip
        self.hint_label.show()

    def show_choice(self, choice: PlanChoice) -> None:
        """Show the plans of *choice*; their small maps follow as they are drawn."""
        self.choice = choice
        self._take_cards_away()
        for place, plan in enumerate(choice.plans):
            card = PlanCard(plan, self.widget())
            card.wanted.connect(lambda plan=plan: self.plan_wanted.emit(plan))
            self.cards.append(card)
            self._layout.insertWidget(place + 1, card)
        self.hint_label.setText(problem_list(choice.impossible))
        self.hint_label.setVisible(bool(choice.impossible))
        self.scores.show_plans(choice.plans)
        self.curve.show_points(choice.curve)
        self._show_details(True)
        filters = {plan.kind: f"\"alternative\" = '{plan.kind}'" for plan in choice.plans}
        self._thumbnails.draw(choice.neighborhoods_source, filters, PICTURE, self.devicePixelRatioF())

    def allow(self, possible: bool) -> None:
        """Let plans be taken, or not while something runs."""
        for card in self.cards:
            card.use_button.setEnabled(possible)

    def close_down(self) -> None:
        """Stop drawing."""
        self._thumbnails.stop()

    def _take_cards_away(self) -> None:
        self._thumbnails.stop()
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = []

    def _show_details(self, there: bool) -> None:
        has_curve = there and len(self.choice.curve) > 1
        for widget, shown in (
            (self.scores_title, there), (self.scores, there), (self.curve_title, has_curve), (self.curve, has_curve)
        ):  # fmt: skip
            widget.setVisible(shown)

    def _on_drawn(self, kind: str, image: QImage) -> None:
        for card in self.cards:
            if card.plan.kind == kind:
                card.show_picture(image)
