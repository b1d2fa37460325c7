"""The end of an alignment: who signed what, areas rebuilt from the signed rows, refused rows sent back, files."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QFileDialog, QGroupBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ..layers.alignment_rows import Change, totals
from .texts import number


class FinishPanel(QWidget):
    """``rebuild_wanted`` carries ``signed`` or ``all``; ``file_wanted`` the name of what is to be opened."""

    rebuild_wanted = pyqtSignal(str)
    locks_wanted = pyqtSignal()
    import_wanted = pyqtSignal(str)
    file_wanted = pyqtSignal(str)

    METRICS, TABLES, FOLDER = "metrics", "tables", "folder"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._refused = self._rows = 0
        self._is_possible = True
        self.totals_label = _label(self)
        self.signed_button = QPushButton(self.tr("From the signed rows"), self)
        self.all_button = QPushButton(self.tr("From all rows"), self)
        self.locks_button = QPushButton(self.tr("Send the refused rows back to step 3"), self)
        self.import_button = QPushButton(self.tr("Take over from a table…"), self)
        self.import_button.setToolTip(
            self.tr("A copy of the change list (XLSX) that an authority filled in; what it leaves open stays")
        )
        self.import_button.clicked.connect(self._choose_table)
        self.metrics_button = QPushButton(self.tr("Figures (page)"), self)
        self.tables_button = QPushButton(self.tr("Tables (XLSX)"), self)
        self.folder_button = QPushButton(self.tr("Folder"), self)
        self.signed_button.setToolTip(self.tr("Only rows that all three agree to"))
        self.all_button.setToolTip(self.tr("As if all rows were signed; refused rows stay out"))
        self.locks_button.setToolTip(self.tr("Their units keep their khu phố in the next proposal"))
        self.signed_button.clicked.connect(lambda: self.rebuild_wanted.emit("signed"))
        self.all_button.clicked.connect(lambda: self.rebuild_wanted.emit("all"))
        self.locks_button.clicked.connect(self.locks_wanted)
        self._files = {
            self.METRICS: self.metrics_button,
            self.TABLES: self.tables_button,
            self.FOLDER: self.folder_button,
        }
        for name, button in self._files.items():
            button.clicked.connect(lambda _checked, name=name: self.file_wanted.emit(name))
        self.outcome_label = _label(self)
        self._lay_out()
        self.show_changes(())
        self.offer_files(())
        self.show_outcome("")

    def show_changes(self, changes: Sequence[Change]) -> None:
        """Show how far everyone has signed the *changes*."""
        self._rows = len(changes)
        self._refused = sum(change.is_refused for change in changes)
        self.totals_label.setText(self._table(changes) if changes else self.tr("There is nothing to sign yet."))
        self.allow(self._is_possible)

    def offer_files(self, names: Sequence[str]) -> None:
        """Let those of metrics, tables and folder be opened that are there."""
        for name, button in self._files.items():
            button.setEnabled(name in names)

    def show_outcome(self, html: str) -> None:
        """Say what the last rebuilding gave."""
        self.outcome_label.setText(html)
        self.outcome_label.setVisible(bool(html))

    def allow(self, possible: bool) -> None:
        """Let areas be rebuilt, or not while something runs."""
        self._is_possible = possible
        self.signed_button.setEnabled(possible and self._rows > 0)
        self.all_button.setEnabled(possible and self._rows > 0)
        self.locks_button.setEnabled(possible and self._refused > 0)
        self.import_button.setEnabled(possible and self._rows > 0)

    def _table(self, changes: Sequence[Change]) -> str:
        names = {"ward": self.tr("Ward"), "police": self.tr("Police"), "militia": self.tr("Military")}
        heads = ("", self.tr("agrees"), self.tr("refuses"), self.tr("open"), self.tr("households move"))
        lines = [_line("th", heads)]
        for authority, found in totals(changes).items():
            counts = (found.agreed, found.refused, found.unsigned, round(found.households))
            lines.append(_line("td", (names[authority], *(f"<b>{number(n)}</b>" for n in counts))))
        agreed = sum(change.is_agreed for change in changes)
        told = self.tr("{agreed} of {all} rows are agreed by all three and count; {refused} are refused.").format(
            agreed=number(agreed), all=number(len(changes)), refused=number(self._refused)
        )
        return f"<table>{''.join(lines)}</table><p style='margin-top:4px'>{told}</p>"

    def _choose_table(self) -> None:
        dialog = QFileDialog(self, self.tr("Change list with decisions"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Tables (*.xlsx *.csv *.ods *.gpkg)"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.import_wanted)
        dialog.open()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 4, 0)
        layout.setSpacing(8)
        layout.addWidget(self.totals_label)
        layout.addWidget(self.outcome_label)
        layout.addWidget(_group(self.tr("Decisions"), (self.import_button,)))
        layout.addWidget(_group(self.tr("Rebuild the areas of all three"), (self.signed_button, self.all_button)))
        layout.addWidget(_group(self.tr("Refused rows"), (self.locks_button,)))
        layout.addWidget(_group(self.tr("Open"), self._files.values()))
        layout.addStretch(1)


def _line(tag: str, cells: Sequence[str]) -> str:
    first, *others = cells
    style = "padding-right:10px; font-weight:normal"
    numbers = "".join(f"<{tag} align='right' style='{style}'>{cell}</{tag}>" for cell in others)
    return f"<tr><{tag} align='left' style='{style}'>{first}</{tag}>{numbers}</tr>"


def _group(title: str, buttons) -> QGroupBox:
    group = QGroupBox(title)
    layout = QHBoxLayout(group)
    layout.setContentsMargins(6, 4, 6, 6)
    for button in buttons:
        layout.addWidget(button)
    return group


def _label(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.RichText)
    return label
