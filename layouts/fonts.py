"""Fonts that are really installed: an unknown family would be replaced without a word."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from qgis.PyQt.QtGui import QFont, QFontDatabase, QRawFont

from ..core.model.errors import KhuPhoError
from ..core.model.messages import QT_TRANSLATE_NOOP, Message

SERIF = ("Times New Roman", "Tinos", "Liberation Serif", "TeX Gyre Termes", "FreeSerif", "Noto Serif", "DejaVu Serif")
"""Families for documents: Times New Roman as offices must (Decree 30/2020), then the most alike."""

SANS = ("Arial", "Arimo", "Liberation Sans", "Noto Sans", "DejaVu Sans")
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
    """Ask the font itself: ``QFontMetrics`` counts letters that Qt would borrow from other fonts.

    Liberation, for one, lacks most of Vietnamese.
    """
    font = QRawFont.fromFont(QFont(family, 10))
    return all(font.supportsCharacter(ord(letter)) for letter in LETTERS + LETTERS.upper())


def _families(*system: QFontDatabase.WritingSystem) -> set[str]:
    found: Iterable[str]
    try:
        found = QFontDatabase.families(*system)  # Qt 6: a static call
    except TypeError:
        found = QFontDatabase().families(*system)
    return set(found)
