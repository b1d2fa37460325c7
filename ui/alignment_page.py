"""Step 5: khu phố, police beats and militia areas brought together, and signed row by row."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from .alignment_inputs import AlignmentInputs
from .alignment_record import FORCES, AlignmentRecord
from .change_list import ChangeList
from .finish_panel import FinishPanel
from .force_card import ForceCard
from .inputs import Inputs
from .match_list import MatchList
from .preset_cards import PresetCards
from .texts import number
from .undecided_list import UndecidedList

LAYERS_TAB, CHOOSE_TAB, MATCHES_TAB, CHANGES_TAB, UNDECIDED_TAB, FINISH_TAB = range(6)


_SHOW, _HIDE = "show", "hide"


class AlignmentPage(QWidget):
    """Holds the sub-pages; what happens when their buttons are pressed is in :mod:`.alignment_flow`."""

    compare_wanted = pyqtSignal()

    def __init__(self, canvas: QgsMapCanvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outcome = ""
        self._notes: tuple[str, ...] = ()
        self.status_label = _label(self)
        self.notes_label = _label(self)
        self.notes_label.linkActivated.connect(lambda what: self._show_notes(what == _SHOW))
        self.inputs_form = AlignmentInputs(self)
        self.cards = {
            "police": ForceCard(self.tr("Police beats"), self),
            "militia": ForceCard(self.tr("Militia areas"), self),
        }
        self.advice_label = _label(self)
        self.compare_button = QPushButton(self.tr("Compare, and count what would move"), self)
        self.compare_button.clicked.connect(self.compare_wanted)
        self.presets_hint = _label(self)
        self.presets = PresetCards(self)
        self.matches = MatchList(canvas, self)
        self.changes = ChangeList(canvas, self)
        self.undecided = UndecidedList(canvas, self)
        self.finish = FinishPanel(self)
        self.undecided.table.model.modelReset.connect(self.show_counts)
        self.changes.counted.connect(self._on_counted)
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.setUsesScrollButtons(True)
        for widget, title in (
            (
                _scrolled(self.inputs_form, *self.cards.values(), self.advice_label, self.compare_button),
                self.tr("Layers"),
            ),
            (_scrolled(self.presets_hint, self.presets), self.tr("Ways")),
            (self.matches, self.tr("Match")),
            (self.changes, self.tr("Changes")),
            (self.undecided, self.tr("Unclear")),
            (_scrolled(self.finish), self.tr("Finish")),
        ):
            self.tabs.addTab(widget, title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.status_label)
        layout.addWidget(self.notes_label)
        layout.addWidget(self.tabs, 1)
        self.clear()

    def clear(self) -> None:
        """Forget what was found: the layers or fields have changed."""
        self.matches.clear()
        self.changes.clear()
        self.undecided.clear()
        self.finish.offer_files(())
        self.finish.show_outcome("")
        for card in self.cards.values():
            card.show_noise(None)
        self.show_notes(())
        self.show_record(None)

    def expect_inputs(self, inputs: Inputs) -> None:
        """Take over the layers of step 1."""
        self.inputs_form.expect_inputs(inputs)

    def show_record(self, record: AlignmentRecord | None, used: str = "") -> None:
        """Show what a run told: drawing noise, and what each way would move; *used* is the way that was chosen."""
        previews = record.previews() if record is not None else {}
        self.presets.show_previews(previews, used)
        if previews:
            self.presets_hint.setText(
                self.tr("Households (and units) that would change, for each way. Choosing one makes the areas of all "
                        "three and the list of changes to sign; another can be chosen later, signed rows stay.")
            )  # fmt: skip
        else:
            self.presets_hint.setText(
                self.tr("Press “Compare” in the tab “Layers” to see here what each way would move for whom.")
            )
        if record is not None:
            for force in FORCES:
                self.cards[force].show_noise(record.noise(force))

    def allow(self, possible: bool) -> None:
        """Let runs be started, or not while something runs."""
        complete = possible and self.inputs_form.is_complete
        self.compare_button.setEnabled(complete)
        self.presets.allow(complete)
        for card in self.cards.values():
            card.allow(possible and bool(self.inputs_form.units()))
        self.finish.allow(possible)
        self._show_advice()
        self._show_readiness()

    def show_status(self, html: str) -> None:
        """Say how the last run ended, until the next one."""
        self._outcome = html
        self._show_readiness()

    def show_notes(self, notes: Sequence[str]) -> None:
        """Tell how many things the last run remarked upon; a click shows them."""
        self._notes = tuple(notes)
        self._show_notes(False)

    def _show_notes(self, in_full: bool) -> None:
        count = self.tr("{n} remarks on the layers").format(n=number(len(self._notes)))
        action, words = (_HIDE, self.tr("hide")) if in_full else (_SHOW, self.tr("show"))
        items = "".join(f"<li>{escape(note)}</li>" for note in self._notes) if in_full else ""
        link = f'{count}: <a href="{action}">{words}</a>'
        self.notes_label.setText(
            f'{link}<ul style="margin:2px 0 0 0; -qt-list-indent:1;">{items}</ul>' if items else link
        )
        self.notes_label.setVisible(bool(self._notes))

    def _show_readiness(self) -> None:
        if self.inputs_form.is_complete:
            html = self._outcome
        else:
            html = self.tr(
                "Needs units with their khu phố (a plan of step 3, or a field), and in step 1 police beats or militia "
                "areas with their id."
            )
        self.status_label.setText(html)
        self.status_label.setVisible(bool(html))

    def show_selected(self, unit_ids: set[str], neighborhood_ids: set[str]) -> None:
        """Select the rows of what was selected on the map, and show a list that has some."""
        lists = (
            (CHANGES_TAB, self.changes, lambda row: row.unit_id in unit_ids),
            (UNDECIDED_TAB, self.undecided, lambda row: row.unit_id in unit_ids),
            (MATCHES_TAB, self.matches, lambda row: row.neighborhood_id in neighborhood_ids),
        )
        found = [tab for tab, panel, is_meant in lists if panel.table.select_where(is_meant)]
        if found and self.tabs.currentIndex() not in found:
            self.tabs.setCurrentIndex(found[0])

    def _show_advice(self) -> None:
        """Ask for the check of positions before the comparison, and for what it found to be taken."""
        cards = [card for card in self.cards.values() if card.layer is not None]
        if any(card.is_left_off for card in cards):
            text = self.tr("A layer lies off. Use its corrected copy first, or every border will seem to differ.")
        elif any(card.position is None and not card.is_corrected for card in cards):
            text = self.tr("Check the positions first: where a layer lies off, every border seems to differ.")
        else:
            text = ""
        self.advice_label.setText(text)
        self.advice_label.setVisible(bool(text))

    def show_counts(self) -> None:
        """Show in the titles of the tabs how many rows there are."""
        for tab, title, rows in (
            (CHANGES_TAB, self.tr("Changes"), self.changes.table.model.rows),
            (UNDECIDED_TAB, self.tr("Unclear"), self.undecided.table.model.rows),
        ):
            self.tabs.setTabText(tab, f"{title} {number(len(rows))}" if rows else title)

    def _on_counted(self) -> None:
        self.finish.show_changes(self.changes.changes())
        self.show_counts()


def _scrolled(*widgets: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    contents = QWidget(area)
    layout = QVBoxLayout(contents)
    layout.setContentsMargins(0, 6, 4, 0)
    layout.setSpacing(6)
    for widget in widgets:
        layout.addWidget(widget)
    layout.addStretch(1)
    area.setWidget(contents)
    return area


def _label(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.RichText)
    return label
