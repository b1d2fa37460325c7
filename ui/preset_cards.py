"""The four ways to one boundary set, each with what would move for whom before it is chosen."""

from __future__ import annotations

from collections.abc import Mapping

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from .alignment_record import AUTHORITIES, PRESETS, Move
from .texts import number


class PresetCard(QFrame):
    """One way: its name, what it means, and the households that move for ward, police and military."""

    wanted = pyqtSignal()

    def __init__(self, name: str, meaning: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preset_card")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._name = name
        self.name_label = QLabel(self)
        self.name_label.setTextFormat(Qt.TextFormat.RichText)
        self.meaning_label = QLabel(meaning, self)
        self.meaning_label.setWordWrap(True)
        self.moves_label = QLabel(self)
        self.moves_label.setTextFormat(Qt.TextFormat.RichText)
        self.moves_label.setWordWrap(True)
        self.use_button = QPushButton(self.tr("Choose"), self)
        self.use_button.clicked.connect(self.wanted)
        layout = QGridLayout(self)
        layout.setContentsMargins(8, 6, 8, 6)
        layout.setVerticalSpacing(2)
        layout.setColumnStretch(0, 1)
        layout.addWidget(self.name_label, 0, 0)
        layout.addWidget(self.use_button, 0, 1)
        layout.addWidget(self.meaning_label, 1, 0, 1, 2)
        layout.addWidget(self.moves_label, 2, 0, 1, 2)
        self.show_state(None, is_used=False)

    def show_state(self, moves: Mapping[str, Move] | None, *, is_used: bool, is_least: bool = False) -> None:
        """Show *moves* by authority (None: not known yet); *is_used*: it is the one that was chosen."""
        in_use = self.tr("in use")
        mark = f" <span style='color:#2e7d32'>✓ {in_use}</span>" if is_used else ""
        self.name_label.setText(f"<b>{self._name}</b>{mark}")
        self.moves_label.setVisible(moves is not None)
        if moves is None:
            return
        names = {"ward": self.tr("Ward"), "police": self.tr("Police"), "militia": self.tr("Military")}
        cells = "".join(
            f"<td style='padding-right:14px'>{names[authority]}<br><b>{number(moves[authority].households)}</b> "
            f"<span style='color:#607d8b'>({number(moves[authority].units)})</span></td>"
            for authority in AUTHORITIES
            if authority in moves
        )
        total = sum(move.households for move in moves.values())
        color = " style='color:#2e7d32'" if is_least else ""
        in_all = self.tr("In all")
        whole = f"<td{color}>{in_all}<br><b>{number(total)}</b></td>"
        self.moves_label.setText(f"<table><tr>{cells}{whole}</tr></table>")


class PresetCards(QWidget):
    """The four cards; ``preset_wanted`` carries the one that was chosen."""

    preset_wanted = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        texts = (
            (self.tr("Khu phố rules"), self.tr("The khu phố stay; police and military follow them.")),
            (self.tr("Police rules"), self.tr("The police beats stay; khu phố and military follow them.")),
            (self.tr("Majority of three"), self.tr("Each unit goes where two of the three have it.")),
            (self.tr("Fewest households moved"), self.tr("As few households as can be change, over all three.")),
        )
        self.cards: dict[str, PresetCard] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for preset, (name, meaning) in zip(PRESETS, texts):
            card = PresetCard(name, meaning, self)
            card.wanted.connect(lambda preset=preset: self.preset_wanted.emit(preset))
            self.cards[preset] = card
            layout.addWidget(card)

    def show_previews(self, previews: Mapping[str, Mapping[str, Move]], used: str = "") -> None:
        """Show what each way would move; *used* is the way that was chosen, "" for none."""
        sums = {preset: sum(move.households for move in moves.values()) for preset, moves in previews.items()}
        least = min(sums.values(), default=0)
        for preset, card in self.cards.items():
            is_least = preset in sums and sums[preset] == least
            card.show_state(previews.get(preset), is_used=preset == used, is_least=is_least)

    def allow(self, possible: bool) -> None:
        """Let a way be chosen, or not while something runs."""
        for card in self.cards.values():
            card.use_button.setEnabled(possible)
