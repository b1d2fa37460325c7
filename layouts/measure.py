"""How much room text takes on paper, and where it breaks."""

from __future__ import annotations

from functools import lru_cache

from qgis.PyQt.QtGui import QFont, QFontMetricsF

MM_PER_POINT = 25.4 / 72
LINE_SPACING = 1.2
_FINE = 200  # pixels a letter is measured at, so that rounding to pixels does not matter


def width_mm(text: str, family: str, size: float, *, bold: bool = False) -> float:
    """Return the width of one line of *text* in *size* points."""
    return _metrics(family, bold).horizontalAdvance(text) / _FINE * size * MM_PER_POINT


def line_mm(size: float) -> float:
    """Return the height of a line of text in *size* points."""
    return size * MM_PER_POINT * LINE_SPACING


def wrap(text: str, room_mm: float, family: str, size: float, *, bold: bool = False) -> list[str]:
    """Break *text* at blanks into lines no wider than *room_mm*; a longer word stands alone."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_mm(longer, family, size, bold=bold) <= room_mm:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def fitting_size(text: str, room_mm: float, family: str, size: float, *, bold: bool = False) -> float:
    """Return *size*, or the smaller one at which every line of *text* fits into *room_mm*."""
    widest = max(width_mm(line, family, size, bold=bold) for line in text.split("\n"))
    return size if widest <= room_mm else int(size * room_mm / widest * 10) / 10


@lru_cache(maxsize=16)
def _metrics(family: str, bold: bool) -> QFontMetricsF:
    font = QFont(family)
    font.setPixelSize(_FINE)
    font.setBold(bold)
    return QFontMetricsF(font)
