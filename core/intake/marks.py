"""Yes-or-no marks of attribute fields, as offices write them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from .texts import clean_text

_YES = frozenset({"1", "true", "t", "yes", "y", "x", "co", "dung", "khoa", "locked"})
_NO = frozenset({"0", "false", "f", "no", "n", "khong", "sai", "mo", "-"})


def parse_mark(value: object) -> bool | None:
    """Return whether *value* is a mark: 1, true, "x", "có", "khóa"; empty is no mark; None can't be read."""
    text = clean_text(value)
    if text is None:
        return False
    word = _plain(text)
    if word in _YES:
        return True
    return False if word in _NO else None


def is_one_of(value: object, words: Iterable[str]) -> bool:
    """Tell whether *value* is one of *words*, whatever its case and tone marks."""
    text = clean_text(value)
    return text is not None and _plain(text) in {_plain(word.strip()) for word in words if word.strip()}


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
