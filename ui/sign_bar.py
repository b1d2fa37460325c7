"""Signing: whose signature it is, agree, refuse or take back, with a comment."""

from __future__ import annotations

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ..layers.alignment_rows import AGREE, AUTHORITIES, REFUSE
from .texts import number

SIGNS = {AGREE: "✓", REFUSE: "✗", "": ""}
COLORS = {AGREE: "#2e7d32", REFUSE: "#c62828"}


class SignBar(QWidget):
    """``signed`` carries authority, decision and comment for the rows that are selected."""

    signed = pyqtSignal(str, str, str)
    commented = pyqtSignal(str, str)
    authority_changed = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.authority_buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        for authority, name in self.names().items():
            button = QPushButton(name, self)
            button.setCheckable(True)
            self._group.addButton(button)
            self.authority_buttons[authority] = button
            button.clicked.connect(lambda _checked, authority=authority: self.authority_changed.emit(authority))
        self.authority_buttons["ward"].setChecked(True)
        self._words = {AGREE: self.tr("Agree"), REFUSE: self.tr("Refuse"), "": self.tr("Take back")}
        self.decision_buttons = {decision: self._decision_button(decision) for decision in self._words}
        self.comment_edit = QLineEdit(self)
        self.comment_edit.returnPressed.connect(self._comment)
        self._lay_out()
        self.allow(0)

    def names(self) -> dict[str, str]:
        """Return the authorities with their names on buttons."""
        return dict(zip(AUTHORITIES, (self.tr("Ward"), self.tr("Police"), self.tr("Military"))))

    @property
    def authority(self) -> str:
        """Return whose signature the buttons are."""
        return next(name for name, button in self.authority_buttons.items() if button.isChecked())

    def choose(self, authority: str) -> None:
        """Let the buttons be the signature of *authority*."""
        self.authority_buttons[authority].setChecked(True)
        self.authority_changed.emit(authority)

    def show_comment(self, comment: str) -> None:
        """Show the comment that is kept with the selected row."""
        self.comment_edit.setText(comment)

    def allow(self, rows: int) -> None:
        """Let *rows* selected rows be signed; none: say how to begin."""
        for decision, button in self.decision_buttons.items():
            button.setEnabled(rows > 0)
            behind = f" ({number(rows)})" if rows > 1 else ""
            button.setText(f"{SIGNS[decision]} {self._words[decision]}{behind}".strip())
        self.comment_edit.setEnabled(rows > 0)
        self.comment_edit.setPlaceholderText(
            self.tr("Comment, kept with the decision")
            if rows
            else self.tr("Select rows to sign, several with Ctrl or Shift")
        )

    def _decision_button(self, decision: str) -> QPushButton:
        button = QPushButton(self)
        if decision in COLORS:
            button.setStyleSheet(f"QPushButton:enabled {{ color: {COLORS[decision]}; font-weight: bold; }}")
        button.clicked.connect(lambda: self.signed.emit(self.authority, decision, self.comment_edit.text().strip()))
        return button

    def _comment(self) -> None:
        self.commented.emit(self.authority, self.comment_edit.text().strip())

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(_row(self.authority_buttons.values()))
        layout.addLayout(_row(self.decision_buttons.values()))
        layout.addWidget(self.comment_edit)


def _row(widgets) -> QHBoxLayout:
    layout = QHBoxLayout()
    layout.setSpacing(4)
    for widget in widgets:
        layout.addWidget(widget, 1)
    return layout
