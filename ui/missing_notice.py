"""One line in the message bar when Python packages are missing, with a dialog that tells how to get them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import Qgis
from qgis.gui import QgsMessageBar, QgsMessageBarItem
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, Qt
from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from ..dependencies import advice, complaint, missing, too_old
from ..layers.translate import to_text

if TYPE_CHECKING:
    from qgis.gui import QgisInterface


class MissingDialog(QDialog):
    """Tells which packages are missing and how to get them on this system; nothing is installed from here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Khu Phố Mapper: missing Python packages"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(520, 260)
        intro = QLabel(
            self.tr("This QGIS lacks {packages}. Until they are there, nothing can be checked or proposed.").format(
                packages=f"<b>{', '.join(_lacking())}</b>"
            )
        )
        intro.setWordWrap(True)
        self.text = QPlainTextEdit(to_text(advice(_lacking())))
        self.text.setReadOnly(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton(self.tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text.toPlainText()))
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(self.tr("Close"))
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.addWidget(intro)
        layout.addWidget(self.text)
        layout.addWidget(buttons)


class MissingNotice(QObject):
    """The line in the message bar; :meth:`close` takes it and the dialog away."""

    def __init__(self, iface: QgisInterface) -> None:
        super().__init__()
        self._iface = iface
        self._item: QgsMessageBarItem | None = None
        self._dialog: MissingDialog | None = None
        self.text = ""

    def show_line(self) -> None:
        """Put the line into the message bar."""
        self.text = self.tr("Python packages are missing: {packages}.").format(packages=", ".join(_lacking()))
        line = QgsMessageBar.createMessage("Khu Phố Mapper", self.text)
        self.button = QPushButton(self.tr("How to get them…"))
        self.button.clicked.connect(self.open_dialog)
        line.layout().addWidget(self.button)
        self._item = self._iface.messageBar().pushWidget(line, Qgis.MessageLevel.Warning)

    def open_dialog(self) -> None:
        """Show how to get the packages; QGIS can be used meanwhile."""
        if self._dialog is None or sip.isdeleted(self._dialog):
            self._dialog = MissingDialog(self._iface.mainWindow())
        self._dialog.show()
        self._dialog.raise_()

    def close(self) -> None:
        """Take line and dialog away, whether the user has closed them already or not."""
        if self._item is not None and not sip.isdeleted(self._item):
            self._iface.messageBar().popWidget(self._item)
        if self._dialog is not None and not sip.isdeleted(self._dialog):
            self._dialog.close()
        self._item = self._dialog = None


def is_anything_missing() -> bool:
    """Tell whether packages are missing or too old."""
    return complaint() is not None


def _lacking() -> list[str]:
    return [*missing(), *too_old()]
