"""Wires the plugin into QGIS: translation, Processing provider, toolbar button, menu entry, dock."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsApplication, QgsSettings
from qgis.PyQt.QtCore import QCoreApplication, QLocale, Qt, QTranslator
from qgis.PyQt.QtGui import QAction, QIcon

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

    from .processing.provider import KhuPhoProvider
    from .ui.dock import KhuPhoDock
    from .ui.missing_notice import MissingNotice

HERE = Path(__file__).parent
NAME = "Khu Phố Mapper"


class KhuPhoMapperPlugin:
    """What QGIS holds between ``initGui`` and ``unload``; ``qgis_process`` calls ``initProcessing`` alone."""

    def __init__(self, iface: QgisInterface | None) -> None:
        self.iface = iface
        self.translator: QTranslator | None = None
        self.provider: KhuPhoProvider | None = None
        self.action: QAction | None = None
        self.dock: KhuPhoDock | None = None
        self.notice: MissingNotice | None = None

    def initProcessing(self) -> None:  # noqa: N802 (name fixed by QGIS)
        """Register the algorithms."""
        self._install_translator()
        from .processing.provider import KhuPhoProvider

        self.provider = KhuPhoProvider()
        QgsApplication.processingRegistry().addProvider(self.provider)

    def initGui(self) -> None:  # noqa: N802 (name fixed by QGIS)
        """Add algorithms, button, menu entry and dock to the QGIS window."""
        self.initProcessing()
        self._add_action()
        self._add_dock()
        self._tell_what_is_missing()

    def unload(self) -> None:
        """Take everything out of the QGIS window again."""
        if self.notice is not None:
            self.notice.close()
            self.notice = None
        if self.dock is not None:
            self.dock.close_down()
            self.iface.removeDockWidget(self.dock)
            self.dock.deleteLater()
            self.dock = None
        if self.action is not None:
            self.iface.pluginMenu().removeAction(self.action)
            self.iface.removeToolBarIcon(self.action)
            self.action.deleteLater()
            self.action = None
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
        if self.translator is not None:
            QCoreApplication.removeTranslator(self.translator)
            self.translator = None

    def _install_translator(self) -> None:
        locale = QgsSettings().value("locale/userLocale", "") or QLocale().name()
        path = HERE / "i18n" / f"khu_pho_mapper_{str(locale)[:2]}.qm"
        if self.translator is not None or not path.exists():
            return
        translator = QTranslator()
        if translator.load(str(path)):
            QCoreApplication.installTranslator(translator)
            self.translator = translator

    def _add_action(self) -> None:
        icon = QIcon(str(HERE / "resources" / "icon.svg"))
        self.action = QAction(icon, NAME, self.iface.mainWindow())
        self.action.setObjectName("khuPhoMapperAction")
        self.action.setToolTip(
            QCoreApplication.translate("KhuPhoMapperPlugin", "Arrange the tổ dân phố of a ward into khu phố")
        )
        self.iface.addToolBarIcon(self.action)
        # Straight into the menu: a submenu made by addPluginToMenu outlives the plugin, unseen.
        self.iface.pluginMenu().addAction(self.action)

    def _add_dock(self) -> None:
        from .ui.dock import KhuPhoDock

        self.dock = KhuPhoDock(self.iface, self.iface.mainWindow())
        self.iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)
        # QGIS shows it again by itself where it was open when QGIS was last closed.
        self.dock.hide()
        self.dock.setToggleVisibilityAction(self.action)

    def _tell_what_is_missing(self) -> None:
        from .ui.missing_notice import MissingNotice, is_anything_missing

        if is_anything_missing():
            self.notice = MissingNotice(self.iface)
            self.notice.show_line()
            self.dock.show_missing(self.notice)
