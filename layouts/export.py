"""Pages to one PDF, page by page, so that three hundred of them need no more memory than one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from qgis.core import Qgis, QgsAbstractLayoutIterator, QgsFeedback, QgsLayout, QgsLayoutExporter

from ..core.model.errors import KhuPhoError
from ..core.model.messages import QT_TRANSLATE_NOOP, Message
from ..core.model.run import RunControl
from .page import Page

DPI = 300

_NOT_WRITTEN = QT_TRANSLATE_NOOP(
    "KhuPhoCore",
    "The map “{path}” can't be written: {reason}. Close the file where it is open, or choose another folder.",
)


class _Pages(QgsAbstractLayoutIterator):
    """Hands the exporter one page after the other and drops each when it is done."""

    def __init__(self, pages: Iterator[Page], count: int, control: RunControl) -> None:
        super().__init__()
        self._pages = pages
        self._count = count
        self._done = 0
        self._page: Page | None = None
        self._control = control
        self.error: Exception | None = None

    def beginRender(self) -> bool:  # noqa: N802 (name fixed by QGIS)
        return True

    def endRender(self) -> bool:  # noqa: N802
        self._page = None
        return True

    def count(self) -> int:
        return self._count

    def next(self) -> bool:
        """Build the next page; errors can't cross the exporter, so they wait in ``error``."""
        try:
            self._control.progress(self._done / self._count)
            self._page = next(self._pages, None)
        except Exception as error:
            self.error = error
            self._page = None
            return False
        self._done += 1
        return self._page is not None

    def layout(self) -> QgsLayout | None:
        return self._page.layout if self._page is not None else None

    def filePath(self, base: str, extension: str) -> str:  # noqa: N802
        return f"{base}.{extension}"


def not_written(path: Path, reason: str) -> KhuPhoError:
    """Return the error that says that *path* can't be written."""
    return KhuPhoError(Message(_NOT_WRITTEN, {"path": str(path), "reason": reason}))


def write_pdf(scratch: Path, path: Path, pages: Iterator[Page], count: int, control: RunControl) -> None:
    """Write *pages* (*count* of them) to *scratch*, the file that becomes *path*; text stays text.

    :raises KhuPhoError: the file can't be written.
    :raises CanceledError: *control* was canceled between two pages.
    """
    settings = QgsLayoutExporter.PdfExportSettings()
    settings.dpi = DPI
    settings.textRenderFormat = Qgis.TextRenderFormat.AlwaysText
    settings.exportMetadata = False
    walker = _Pages(pages, count, control)
    result, reason = QgsLayoutExporter.exportToPdf(walker, str(scratch), settings, QgsFeedback())
    if walker.error is not None:
        raise walker.error
    if result != QgsLayoutExporter.ExportResult.Success:
        raise not_written(path, reason)
    control.progress(1.0)
