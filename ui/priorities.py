"""What matters how much: a choice of presets and a slider per aim, in words in place of weights."""

from __future__ import annotations

from collections.abc import Mapping

from qgis.PyQt.QtCore import QSignalBlocker, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QGridLayout, QLabel, QSizePolicy, QSlider, QWidget

LEVELS = (0.0, 0.3, 1.0, 2.0, 4.0, 10.0)
"""Weight of each place of a slider."""

USUAL = 2
LEFT_OUT = {"walking": 0}
"""Places of the sliders that no preset moves and that start elsewhere than at the usual one."""
AIMS: dict[str, tuple[str, ...]] = {
    "stability": ("stability",),
    "beats": ("beats",),
    "militia": ("militia",),
    "compactness": ("compactness", "boundary"),
    "balance": ("balance",),
    "barriers": ("barriers",),
    "walking": ("walking",),
}
"""Weights that the slider of each aim sets together."""

BALANCED, LEAST_CHANGE, FOLLOWS_BEATS, MOST, OWN = "balanced", "least_change", "follows_beats", "most", "own"
PRESETS: dict[str, dict[str, int]] = {
    BALANCED: {},
    LEAST_CHANGE: {"stability": 4},
    FOLLOWS_BEATS: {"beats": 5},
    MOST: {},
}
"""Places of sliders that differ from the usual one."""


class Priorities(QWidget):
    """A preset and seven sliders; :meth:`weights` is what they mean. ``changed`` comes when the user moves one."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.preset_combo = QComboBox(self)
        self.preset_combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.preset_combo.setMinimumContentsLength(8)
        self.preset_combo.setToolTip(self.tr("Sets the sliders; move them to wish something of your own"))
        self.sliders: dict[str, QSlider] = {}
        self._names: dict[str, QLabel] = {}
        self._words: dict[str, QLabel] = {}
        self._levels = (
            self.tr("not at all"),
            self.tr("little"),
            self.tr("usual"),
            self.tr("much"),
            self.tr("very much"),
            self.tr("above all"),
        )
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(1, 1)
        self._add_presets()
        self._add_sliders()
        self.preset_combo.activated.connect(self._on_preset)

    @property
    def preset(self) -> str:
        """Return the preset that is chosen; :data:`OWN` when the sliders are like none of them."""
        return self.preset_combo.currentData()

    def choose_preset(self, preset: str) -> None:
        """Choose *preset* and, unless it is :data:`OWN`, place the sliders as it says."""
        self._select(preset)
        for aim, slider in self.sliders.items():
            if self.preset != OWN:
                self._place(slider, _level(PRESETS[self.preset], aim))
        self._say_levels()

    def weights(self) -> dict[str, float]:
        """Return the weight of each term by its name."""
        return {weight: LEVELS[slider.value()] for aim, slider in self.sliders.items() for weight in AIMS[aim]}

    def show_weights(self, weights: Mapping[str, float]) -> None:
        """Place each slider nearest to *weights*; the preset follows."""
        for aim, slider in self.sliders.items():
            wanted = max(weights[name] for name in AIMS[aim])
            self._place(slider, min(range(len(LEVELS)), key=lambda level: abs(LEVELS[level] - wanted)))
        self._say_levels()
        is_named = self.preset in PRESETS and self._fits(self.preset) and self.weights() == dict(weights)
        self._select(self.preset if is_named else self._like(weights))

    def allow(self, aims: Mapping[str, bool]) -> None:
        """Switch off the aims for which there is no layer or field (False in *aims*)."""
        reason = self.tr("Needs a layer or field that is not chosen in step 1")
        for aim, is_possible in aims.items():
            for widget in (self.sliders[aim], self._names[aim], self._words[aim]):
                widget.setEnabled(is_possible)
                widget.setToolTip("" if is_possible else reason)

    def _add_presets(self) -> None:
        texts = (
            (BALANCED, self.tr("Balanced")),
            (LEAST_CHANGE, self.tr("Least change")),
            (FOLLOWS_BEATS, self.tr("Follows police beats")),
            (MOST, self.tr("Most khu phố")),
            (OWN, self.tr("Own")),
        )
        for preset, text in texts:
            self.preset_combo.addItem(text, preset)
        label = QLabel(self.tr("Kind of plan"), self)
        label.setBuddy(self.preset_combo)
        self._grid.addWidget(label, 0, 0)
        self._grid.addWidget(self.preset_combo, 0, 1, 1, 2)

    def _add_sliders(self) -> None:
        names = {
            "stability": self.tr("Keep old khu phố"),
            "beats": self.tr("Match police beats"),
            "militia": self.tr("Match militia areas"),
            "compactness": self.tr("Compact, short borders"),
            "balance": self.tr("Equal households"),
            "barriers": self.tr("No canal, no wide road"),
            "walking": self.tr("Near the khu phố's center"),
        }
        widest = max(self.fontMetrics().horizontalAdvance(word) for word in self._levels) + 4
        for row, (aim, name) in enumerate(names.items(), 1):
            slider = QSlider(Qt.Orientation.Horizontal, self)
            slider.setObjectName(f"{aim}_slider")
            slider.setRange(0, len(LEVELS) - 1)
            slider.setPageStep(1)
            slider.setValue(_level({}, aim))
            slider.setTickPosition(QSlider.TickPosition.TicksBelow)
            slider.setAccessibleName(name)
            slider.setMinimumWidth(36)
            slider.valueChanged.connect(self._on_moved)
            word = QLabel(self)
            word.setFixedWidth(widest)
            word.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
            label = QLabel(name, self)
            label.setBuddy(slider)
            for column, widget in enumerate((label, slider, word)):
                self._grid.addWidget(widget, row, column)
            self.sliders[aim], self._names[aim], self._words[aim] = slider, label, word
        self._say_levels()

    def _on_preset(self, _index: int) -> None:
        self.choose_preset(self.preset)
        self.changed.emit()

    def _on_moved(self, _value: int) -> None:
        self._say_levels()
        if not self._fits(self.preset):
            self._select(self._like(self.weights()))
        self.changed.emit()

    def _fits(self, preset: str) -> bool:
        """Tell whether the sliders stand as *preset* says; to :data:`OWN` everything fits."""
        places = PRESETS.get(preset)
        return places is None or all(slider.value() == _level(places, aim) for aim, slider in self.sliders.items())

    def _like(self, weights: Mapping[str, float]) -> str:
        """Return the first preset that the sliders stand for, where they mean *weights* exactly."""
        if self.weights() != dict(weights):
            return OWN
        return next((preset for preset in PRESETS if self._fits(preset)), OWN)

    def _select(self, preset: str) -> None:
        self.preset_combo.setCurrentIndex(max(self.preset_combo.findData(preset), 0))

    def _place(self, slider: QSlider, level: int) -> None:
        blocker = QSignalBlocker(slider)
        slider.setValue(level)
        blocker.unblock()

    def _say_levels(self) -> None:
        for aim, slider in self.sliders.items():
            self._words[aim].setText(self._levels[slider.value()])


def _level(places: Mapping[str, int], aim: str) -> int:
    """Return the place of the slider of *aim* by the *places* of a preset."""
    return places.get(aim, LEFT_OUT.get(aim, USUAL))
