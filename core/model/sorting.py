"""Natural order of names: “Khu phố 2” before “Khu phố 10”, “Khu phố 1A” after “Khu phố 1”."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_DIGITS = re.compile(r"(\d+)")


def natural_key(text: object) -> tuple:
    """Return a sort key that compares runs of digits as numbers; missing texts come last."""
    if text is None or text != text:
        return (1,)
    folded = unicodedata.normalize("NFC", str(text)).casefold()
    parts = _DIGITS.split(folded)
    return (0, tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts), str(text))


def natural_sorted(texts: Iterable) -> list:
    """Return *texts* in natural order."""
    return sorted(texts, key=natural_key)
