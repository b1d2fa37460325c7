"""Texts of attribute fields: ids, names, codes."""

from __future__ import annotations

import math
import re
import sys
import unicodedata
from numbers import Real

_MISSING = frozenset({"", "null", "<na>"})
_WORD_FOR_UNIT = re.compile(r"^(tổ dân phố|tổ|tdp|unit)\s+(?=\S)", re.IGNORECASE)


def clean_text(value: object) -> str | None:
    """Return *value* as text without outer spaces, letters composed (NFC); None where there is none.

    Whole numbers stored as floats lose their ``.0``: the id 12.0 is the text ``"12"``.
    """
    if value is None or _is_missing(value):
        return None
    if isinstance(value, Real) and not isinstance(value, bool):
        if value != value:
            return None
        if not math.isinf(value) and value == int(value):
            return str(int(value))
    text = unicodedata.normalize("NFC", str(value)).strip()
    return None if text.casefold() in _MISSING else text


def _is_missing(value: object) -> bool:
    """Tell whether *value* is missing in the way of pandas, which need not be there when QGIS starts."""
    pandas = sys.modules.get("pandas")
    return pandas is not None and (value is pandas.NA or value is pandas.NaT)


def unit_in_words(unit_id: str, name: str | None) -> str:
    """Return what a sentence calls a unit after the word "unit" ("tổ"): ``5 (T005)`` for the name "Tổ 5"."""
    if not name or name == unit_id:
        return unit_id
    return f"{_WORD_FOR_UNIT.sub('', name)} ({unit_id})"
