"""Which area or unit a text of a register means: “ĐB 07”, “Địa bàn 7” and “7” name the same beat."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from .decisions import plain_word
from .texts import clean_text

_WORDS = frozenset(
    "dia ban canh sat khu vuc cskv cong an khu doi ap dan quan so to pho tdp ma db kd area beat unit militia".split()
)
_PARTS = re.compile(r"[a-z]+|\d+|[^\W\da-z_]+")


class NameBook:
    """Finds ids by what offices write for them: the id itself first, then its name, then the bare number.

    A text that could mean two ids means none: nothing is guessed.
    """

    def __init__(self, ids: Iterable[str], names: Mapping[str, object] | None = None) -> None:
        self._exact = {text: text for text in ids}
        self._loose: dict[tuple, str | None] = {}
        self._asked: dict[str, str | None] = {}
        known = [(text, text) for text in self._exact]
        known += [(clean_text(name) or "", text) for text, name in (names or {}).items() if text in self._exact]
        for key_of in (_whole_key, _bare_key):
            keys: dict[tuple, str | None] = {}
            for name, target in known:
                key = key_of(name)
                if key:
                    keys[key] = target if keys.get(key, target) == target else None
            for key, target in keys.items():
                self._loose.setdefault(key, target)

    def find(self, value: object) -> str | None:
        """Return the id that *value* means, or None."""
        text = clean_text(value)
        if text is None:
            return None
        if text in self._exact:
            return text
        if text not in self._asked:
            keys = (_whole_key(text), _bare_key(text))
            self._asked[text] = next((self._loose[key] for key in keys if key in self._loose), None)
        return self._asked[text]


def _whole_key(text: str) -> tuple:
    """Return all words and numbers of *text* without tone marks; numbers without leading zeros."""
    return (
        "whole",
        *(part.lstrip("0") or "0" if part.isdigit() else part for part in _PARTS.findall(plain_word(text))),
    )


def _bare_key(text: str) -> tuple:
    """Return *text* without the words that only say what it is; empty when nothing else is left."""
    parts = [part for part in _whole_key(text)[1:] if part not in _WORDS]
    return ("bare", *parts) if parts else ()
