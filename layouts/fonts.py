"""Fonts that are really installed: an unknown family would be replaced without a word."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from qgis.PyQt.QtGui import QFont, QFontDatabase, QFontMetrics

from ..core.model.errors import KhuPhoError
from ..core.model.messages import QT_TRANSLATE_NOOP, Message

SERIF = ("Times New Roman", "Liberation Serif", "Noto Serif", "DejaVu Serif")
"""Families for documents: Times New Roman as offices must (Decree 30/2020), then look-alikes."""

SANS = ("Arial", "Liberation Sans", "Noto Sans", "DejaVu Sans")
"""Families for labels in the map."""

LETTERS = "ĂÂĐÊÔƠƯăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵẶỮỘỆ"
"""Letters that a font must have for Vietnamese."""

_NO_FONT = QT_TRANSLATE_NOOP(
    "KhuPhoCore",
    "No font with all Vietnamese letters is installed, so the map can't be printed. Install one of: {fonts}.",
)


@lru_cache(maxsize=8)
def installed_family(wanted: tuple[str, ...]) -> str:
    """Return the first of the *wanted* families that is installed with every Vietnamese letter.

    When none is, the first other family that has them all serves.

    :raises KhuPhoError: no installed font has the letters.
    """
    families = _families()
    for family in wanted:
        if family in families and _has_letters(family):
            return family
    for family in sorted(_families(QFontDatabase.WritingSystem.Vietnamese)):
        if _has_letters(family):
            return family
    raise KhuPhoError(Message(_NO_FONT, {"fonts": ", ".join(wanted)}))


def _has_letters(family: str) -> bool:
    metrics = QFontMetrics(QFont(family, 10))
    return all(metrics.inFontUcs4(ord(letter)) for letter in LETTERS)


def _families(*system: QFontDatabase.WritingSystem) -> set[str]:
    found: Iterable[str]
    try:
        found = QFontDatabase.families(*system)  # Qt 6: a static call
    except TypeError:
        found = QFontDatabase().families(*system)
    return set(found)
