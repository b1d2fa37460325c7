"""Which area or unit a text of a register means: “ĐB 07”, “Địa bàn 7” and “7” name the same beat."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from .decisions import plain_word
from .texts import clean_text

_WORDS = frozenset(
    "dia ban canh sat khu vuc cskv cong an khu doi ap dan quan so to pho tdp ma db kd area beat unit militia".split()
)
_FORCE_WORDS = {
    "police": frozenset({"cskv", "canh", "sat", "cong", "beat"}),
    "militia": frozenset({"doi", "dan", "quan", "kd", "ad", "militia"}),
}
_PARTS = re.compile(r"[a-z]+|\d+|[^\W\da-z_]+")


class NameBook:
    """Finds ids by what offices write for them: the id itself first, then its name, then the bare number.

    A text that could mean two ids means none: nothing is guessed. *written*: id → what offices write for it, where
    that is not the id itself.
    """

    def __init__(
        self,
        ids: Iterable[str],
        names: Mapping[str, object] | None = None,
        written: Mapping[str, str] | None = None,
    ) -> None:
        own = {text: text for text in ids}
        said = {text: name for text, name in (written or {}).items() if text in own}
        self._exact: dict[str, str | None] = {}
        for text, name in said.items():
            self._exact[name] = None if name in self._exact else text
        self._exact.update(own)
        self._loose: dict[tuple, str | None] = {}
        self._asked: dict[tuple, str | None] = {}
        known = [(text, text) for text in own] + [(name, text) for text, name in said.items()]
        known += [(clean_text(name) or "", text) for text, name in (names or {}).items() if text in own]
        for key_of in (_whole_key, _bare_key):
            keys: dict[tuple, str | None] = {}
            for name, target in known:
                key = key_of(name)
                if key:
                    keys[key] = target if keys.get(key, target) == target else None
            for key, target in keys.items():
                self._loose.setdefault(key, target)

    def of(self, ward: str) -> NameBook:
        """Return where to look for what somebody of *ward* writes: here, unless a book knows wards."""
        return self

    def find(self, value: object) -> str | None:
        """Return the id that *value* means, or None."""
        return self.find_whole(value) or self.find_bare(value)

    def find_bare(self, value: object) -> str | None:
        """Return the id that *value* means when words such as “địa bàn” don't count, or None."""
        return self._look_up(value, _bare_key)

    def find_whole(self, value: object) -> str | None:
        """Return the id that *value* is, or whose name it is, with all its words; or None."""
        text = clean_text(value)
        if text in self._exact:
            return self._exact[text]
        return self._look_up(value, _whole_key)

    def _look_up(self, value: object, key_of: Callable[[str], tuple]) -> str | None:
        text = clean_text(value)
        if text is None:
            return None
        asked = (key_of is _bare_key, text)
        if asked not in self._asked:
            self._asked[asked] = self._loose.get(key_of(text))
        return self._asked[asked]


class CityBook(NameBook):
    """The areas of several wards: a name that a ward writes means the ward's own area, else one of the whole city.

    *wards*: id → wards that the area belongs to; without any it is a :class:`NameBook`.
    """

    def __init__(
        self,
        ids: Iterable[str],
        names: Mapping[str, object] | None,
        written: Mapping[str, str],
        wards: Mapping[str, Iterable[str]],
    ) -> None:
        ids = list(ids)
        super().__init__(ids, names, written)
        inside: dict[str, list[str]] = {}
        for text in dict.fromkeys(ids):
            for ward in wards.get(text, ()):
                inside.setdefault(ward, []).append(text)
        self._of_ward = {ward: _OneWard(NameBook(own, names, written), self) for ward, own in inside.items()}

    def of(self, ward: str) -> NameBook:
        """Return where to look for what somebody of *ward* writes."""
        return self._of_ward.get(ward, self)


class _OneWard(NameBook):
    """A ward's book, then that of the city."""

    def __init__(self, own: NameBook, city: NameBook) -> None:
        self._own, self._city = own, city

    def find_whole(self, value: object) -> str | None:
        return self._own.find_whole(value) or self._city.find_whole(value)

    def find_bare(self, value: object) -> str | None:
        return self._own.find_bare(value) or self._city.find_bare(value)


def find_in_any(value: object, books: Mapping[str, NameBook]) -> tuple[str, str] | None:
    """Return force and id of the area that *value* means, the first of *books* first; or None.

    Whole names go before bare numbers, and a text that says whose area it is (“Khu đội 2”) is no other force's.
    """
    for force, book in books.items():
        found = book.find_whole(value)
        if found is not None:
            return force, found
    words = set(_PARTS.findall(plain_word(clean_text(value) or "")))
    said = {force for force, own in _FORCE_WORDS.items() if words & own}
    for force, book in books.items():
        if len(said) != 1 or force in said:
            found = book.find(value)
            if found is not None:
                return force, found
    return None


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
