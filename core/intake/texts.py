"""Texts of attribute fields: ids, names, codes."""

from __future__ import annotations

import math
import sys
import unicodedata
from numbers import Real

_MISSING = frozenset({"", "null", "<na>"})


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
