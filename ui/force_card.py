"""What is known about one force's layer: where it lies against the units, and how exactly it was drawn."""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape

from qgis.core import QgsVectorLayer
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from .alignment_record import Noise
from .noise_chart import NoiseChart
from .texts import number

_IN_PLACE = ("none", "uncertain", "no_borders", "far_away")
_GOOD, _BAD, _CAREFUL = "#2e7d32", "#b71c1c", "#9a6700"


@dataclass(frozen=True)
class Position:
    """Where a layer lies: metres to add to it so that it fits the units (x to the east, y to the north).

    ``standard_error``: metres, None where nothing was found; ``is_certain``: the answer can be relied on;
    ``code`` of the likely cause, and ``cause`` in words; ``warnings``: sentences that go with it.
    """

    x: float
    y: float
    standard_error: float | None
    is_certain: bool
    code: str
    cause: str = ""
    warnings: tuple[str, ...] = ()

    @property
    def is_off(self) -> bool:
        """Tell whether the layer surely lies off, so that a correction is offered."""
        return self.is_certain and self.code not in _IN_PLACE

    @property
    def length(self) -> float:
        """Return the length of the vector in metres."""
        return math.hypot(self.x, self.y)


class ForceCard(QFrame):
    """Shows one force's layer; ``check_wanted``, ``correction_wanted`` and ``original_wanted`` are its buttons."""

    check_wanted = pyqtSignal()
    correction_wanted = pyqtSignal()
    original_wanted = pyqtSignal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._title = title
        self.layer: QgsVectorLayer | None = None
        self.position: Position | None = None
        self.is_corrected = False
        self.title_label = _label(self)
        self.position_label = _label(self)
        self.noise_label = _label(self)
        self.chart = NoiseChart(self)
        self.check_button = QPushButton(self.tr("Check position"), self)
        self.check_button.setToolTip(self.tr("Compares the lines of this layer with the borders of the units"))
        self.use_button = QPushButton(self.tr("Use the corrected copy"), self)
        self.use_button.setToolTip(self.tr("From now on the copy counts; the layer itself is not changed"))
        self.original_button = QPushButton(self.tr("Back to the original"), self)
        self.check_button.clicked.connect(self.check_wanted)
        self.use_button.clicked.connect(self.correction_wanted)
        self.original_button.clicked.connect(self.original_wanted)
        self._lay_out()
        self.show_layer(None)

    @property
    def is_left_off(self) -> bool:
        """Tell whether the layer is known to lie off and is still used as it is."""
        return self.layer is not None and self.position is not None and self.position.is_off and not self.is_corrected

    def show_layer(self, layer: QgsVectorLayer | None, is_corrected: bool = False) -> None:
        """Show *layer* (None: none chosen); another one than before is not yet checked."""
        if layer is not self.layer or layer is None:
            self.position = None
            self.show_noise(None)
        self.layer, self.is_corrected = layer, is_corrected
        name = escape(layer.name()) if layer is not None else self.tr("no layer chosen in step 1")
        self.title_label.setText(f"<b>{escape(self._title)}</b>: {name}")
        self.show_position(self.position)

    def show_position(self, position: Position | None) -> None:
        """Say where the layer lies; None: not checked yet."""
        self.position = position
        there = self.layer is not None
        self.position_label.setText(self._told() if there else "")
        self.position_label.setVisible(there)
        self.check_button.setVisible(there)
        self.use_button.setVisible(there and position is not None and position.is_off and not self.is_corrected)
        self.original_button.setVisible(there and self.is_corrected)

    def show_noise(self, noise: Noise | None) -> None:
        """Say how exactly the layer was drawn; None: not known yet."""
        self.noise_label.setVisible(noise is not None)
        self.chart.show_noise(noise)
        if noise is not None:
            self.noise_label.setText(
                self.tr("Drawn to about {sigma} m. Strips up to {low} m wide count as drawing noise, from {high} m on "
                        "as real; between these they are to be looked at.").format(
                    sigma=f"<b>{number(noise.sigma, 1)}</b>", low=number(noise.low, 1), high=number(noise.high, 1)
                )
            )  # fmt: skip

    def allow(self, possible: bool) -> None:
        """Let the buttons be used, or not while something runs."""
        for button in (self.check_button, self.use_button, self.original_button):
            button.setEnabled(possible)

    def _told(self) -> str:
        position = self.position
        if position is None:
            if self.is_corrected:
                return _colored(self.tr("The corrected copy is in use."), _GOOD)
            return self.tr("Position not checked yet.")
        if not position.is_certain:
            sentences = position.warnings or (self.tr("It can't be told whether this layer lies off."),)
            return f'<span style="color:{_CAREFUL}">{escape(" ".join(sentences))}</span>'
        if position.is_off:
            color, verdict = _BAD, self.tr("Lies {length} m off: move it {way}.")
        else:
            color, verdict = _GOOD, self.tr("Lies where it should (difference {length} m).")
        sentence = verdict.format(length=number(position.length, 1), way=self._way(position))
        error = self.tr("Standard error {error} m.").format(error=number(position.standard_error or 0.0, 1))
        cause = self.tr("Likely cause: {cause}.").format(cause=position.cause) if position.is_off else ""
        return " ".join(filter(None, [_colored(sentence, color), error, *map(escape, (cause, *position.warnings))]))

    def _way(self, position: Position) -> str:
        """Return the vector in words, such as “195,1 m to the east, 112,9 m to the south”."""
        east = self.tr("{n} m to the east") if position.x >= 0 else self.tr("{n} m to the west")
        north = self.tr("{n} m to the north") if position.y >= 0 else self.tr("{n} m to the south")
        parts = ((east, position.x), (north, position.y))
        return ", ".join(text.format(n=number(abs(metres), 1)) for text, metres in parts)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 6)
        layout.setSpacing(4)
        buttons = QHBoxLayout()
        for button in (self.check_button, self.use_button, self.original_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout.addWidget(self.title_label)
        layout.addWidget(self.position_label)
        layout.addLayout(buttons)
        layout.addWidget(self.noise_label)
        layout.addWidget(self.chart)


def _label(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.RichText)
    return label


def _colored(text: str, color: str) -> str:
    return f'<span style="color:{color}"><b>{escape(text)}</b></span>'
