"""Decisions of an authority on a change, and their dates, as offices write them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime

from .texts import clean_text

AGREE, REFUSE, OPEN = "agree", "refuse", ""
DECISIONS = (AGREE, REFUSE, OPEN)

_AGREE = frozenset(
    {"agree", "agreed", "yes", "y", "ok", "x", "dong y", "nhat tri", "thong nhat", "chap thuan", "co", "da dong y"}
)
_REFUSE = frozenset(
    {"refuse", "refused", "disagree", "no", "n", "khong dong y", "khong", "khong nhat tri", "khong thong nhat",
     "khong chap thuan", "tu choi", "chua dong y"}
)  # fmt: skip
_OPEN = frozenset({"", "-", "open", "cho", "chua", "chua co y kien", "cho y kien", "chua ky"})
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[T ].*)?")


def parse_decision(value: object) -> str | None:
    """Return ``agree``, ``refuse`` or ``""`` (none yet); None for what can't be read.

    Case, tone marks, spaces and full stops don't matter: "Đồng ý", "KHONG DONG Y", "agree".
    A bare 0 or 1 is not read, since 0 may mean "no" as well as "not yet".
    """
    text = clean_text(value)
    if text is None:
        return OPEN
    word = " ".join(plain_word(text).replace("_", " ").strip(" .!").split())
    if word in _AGREE:
        return AGREE
    if word in _REFUSE:
        return REFUSE
    return OPEN if word in _OPEN else None


def parse_date(value: object) -> str | None:
    """Return the date *value* as ``yyyy-mm-dd``, ``""`` for none, None for what can't be read.

    Read are dates of Python, ``2026-11-22`` and ``22/11/2026`` (the day first, as in Vietnam), also with a time.
    """
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = clean_text(value)
    if text is None:
        return ""
    iso, day_first = _ISO.fullmatch(text), _DAY_FIRST.fullmatch(text)
    if iso:
        parts = iso.groups()
    elif day_first:
        parts = day_first.groups()[::-1]
    else:
        return None
    try:
        return date(*map(int, parts)).isoformat()
    except ValueError:
        return None


def plain_word(text: str) -> str:
    """Return *text* in lower case and without tone marks: "Đồng ý" is "dong y"."""
    letters = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
