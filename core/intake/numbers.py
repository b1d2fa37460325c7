"""Whole numbers of households and people out of whatever a layer or a list holds."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from numbers import Integral, Real

import pandas as pd

from ..model.messages import CONTEXT, QT_TRANSLATE_NOOP, Message

LARGEST = 1_000_000
"""More than that in one unit is a typing error: the whole City had 2,558,914 households in 2019."""

NEGATIVE = QT_TRANSLATE_NOOP(CONTEXT, "“{value}” is below zero.")
THOUSANDS = QT_TRANSLATE_NOOP(
    CONTEXT, "“{value}” can be read in two ways (thousands or a fraction). Write the number without separators."
)
FRACTION = QT_TRANSLATE_NOOP(CONTEXT, "“{value}” is not a whole number.")
WORDS = QT_TRANSLATE_NOOP(
    CONTEXT, "“{value}” holds more than a number. Write only the digits, such as {number}, or leave it empty."
)
NO_NUMBER = QT_TRANSLATE_NOOP(CONTEXT, "“{value}” is not a number. Write digits only, or leave it empty.")
TOO_LARGE = QT_TRANSLATE_NOOP(CONTEXT, "“{value}” is too large for one unit.")

_MISSING_TEXTS = frozenset({"", "null", "none", "nan", "<na>", "n/a", "#n/a"})
# Only digits and signs of East Asian width are folded: a general folding would turn “8²” into 82.
_WIDE = {0xFF10 + digit: str(digit) for digit in range(10)} | {0xFF0C: ",", 0xFF0D: "-", 0xFF0E: ".", 0x2212: "-"}
_WHOLE = re.compile(r"\+?([0-9]+)(?:[.,]0{1,2})?")
_BELOW_ZERO = re.compile(r"-\s*[0-9]+(?:[.,][0-9]+)*")
_GROUPED = re.compile(r"\+?[0-9]{1,3}(?:[.,'’\s][0-9]{3})+(?:[.,][0-9]+)?|[0-9]+[.,]0{3,}")
_WITH_FRACTION = re.compile(r"\+?[0-9]*[.,][0-9]+")
_HAS_ONE_NUMBER = re.compile(r"[^0-9]*([0-9]+)[^0-9]*")
_SHOWN = 40


def parse_households(value: object) -> tuple[int | None, Message | None]:
    """Return *value* as a whole number of households, or what is wrong with it.

    ``(n, None)`` for a whole number from 0 to :data:`LARGEST` (``85``, ``85.0``, ``"85"``,
    ``"85,0"``); ``(None, None)`` for missing (``None``, NaN, ``""``, ``"NULL"``), which is never zero;
    ``(None, message)`` for anything else. ``"1.234"`` is refused: it is 1234 to a Vietnamese reader
    and 1,234 thousandths to an English one.
    """
    if isinstance(value, str):
        return _parse_text(value)
    if value is None or value is pd.NA or value is pd.NaT:
        return None, None
    if isinstance(value, bool) or type(value).__name__ in {"bool_", "bool"}:
        return None, _wrong(NO_NUMBER, value)
    if isinstance(value, (Integral, Real, Decimal)):
        return _parse_number(value)
    return None, _wrong(NO_NUMBER, value)


def _parse_number(value: Integral | Real | Decimal) -> tuple[int | None, Message | None]:
    if value.is_nan() if isinstance(value, Decimal) else value != value:
        return None, None
    if not isinstance(value, Integral) and math.isinf(value):
        return None, _wrong(NO_NUMBER, value)
    if value < 0:
        return None, _wrong(NEGATIVE, value)
    if value != int(value):
        return None, _wrong(FRACTION, value)
    return _limited(int(value), value)


def _parse_text(value: str) -> tuple[int | None, Message | None]:
    text = value.translate(_WIDE).strip()
    if text.casefold() in _MISSING_TEXTS:
        return None, None
    whole = _WHOLE.fullmatch(text)
    if whole:
        digits = whole.group(1).lstrip("0") or "0"
        return (None, _wrong(TOO_LARGE, value)) if len(digits) > len(str(LARGEST)) else _limited(int(digits), value)
    if _BELOW_ZERO.fullmatch(text):
        return (None, _wrong(NEGATIVE, value)) if re.search("[1-9]", text) else (0, None)
    if _GROUPED.fullmatch(text):
        return None, _wrong(THOUSANDS, value)
    if _WITH_FRACTION.fullmatch(text):
        return None, _wrong(FRACTION, value)
    number = _HAS_ONE_NUMBER.fullmatch(text)
    if number and len(number.group(1)) < len(str(LARGEST)):
        return None, Message(WORDS, {"value": _shown(value), "number": number.group(1)})
    return None, _wrong(NO_NUMBER, value)


def _limited(number: int, value: object) -> tuple[int | None, Message | None]:
    return (number, None) if number <= LARGEST else (None, _wrong(TOO_LARGE, value))


def _wrong(template: str, value: object) -> Message:
    return Message(template, {"value": _shown(value)})


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
