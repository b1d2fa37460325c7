"""Vietnamese wording of tables: numbers as 1.234,5, lists of units, names of places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import pandas as pd

from ..model.sorting import natural_sorted

_NUMBERED = re.compile(r"^(.*?)[\s.]*0*(\d+)$")
SIGN_MAKER = "NGƯỜI LẬP BIỂU"
SIGN_COMMITTEE = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH"
SIGN_POLICE = "TRƯỞNG CÔNG AN\nPHƯỜNG, XÃ"
SIGN_MILITARY = "CHỈ HUY TRƯỞNG\nBAN CHỈ HUY QUÂN SỰ"

MATCH_WORDS = {
    "1:1": "Trùng khớp (1:1)",
    "n:1": "Nhiều khu phố trong một địa bàn (n:1)",
    "1:n": "Một khu phố gồm nhiều địa bàn (1:n)",
    "n:m": "Cắt chéo nhau (n:m)",
    "gap": "Có hộ chưa thuộc địa bàn nào",
    "overlap": "Có hộ thuộc nhiều địa bàn",
}
FORCE_WORDS = {"police": "địa bàn cảnh sát khu vực", "militia": "địa bàn khu đội, ấp đội"}
_EFFORT_WORDS = {"quick": "nhanh", "normal": "thường", "thorough": "kỹ"}


def number(value: float, decimals: int = 0) -> str:
    """Return *value* as 1.234,5."""
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def percent(share: float | None, decimals: int = 1) -> str:
    """Return a *share* of 0 to 1 as 12,3 %, “–” for None."""
    return "–" if share is None else f"{number(100 * share, decimals)} %"


def effort_word(effort: str) -> str:
    """Return the Vietnamese word of a search effort."""
    return _EFFORT_WORDS.get(effort, effort)


def list_of_units(names: Iterable[str]) -> str:
    """Return names in natural order with a common word said once: “Tổ 1, 2, 10; Chung cư A”."""
    groups: dict[str, list[str]] = {}
    for name in natural_sorted(names):
        found = _NUMBERED.match(name)
        word, own = (found.group(1).strip(), found.group(2)) if found else ("", name)
        groups.setdefault(word, []).append(own)
    return "; ".join(f"{word} {', '.join(own)}".strip() for word, own in groups.items())


def whole(value: object) -> int | None:
    """Return a count as int, None where it is missing."""
    return None if value is None or pd.isna(value) else int(value)


def text(value: object) -> str | None:
    """Return a text, None where it is missing or empty."""
    return None if value is None or pd.isna(value) or not str(value).strip() else str(value)


def ward_names(units: pd.DataFrame) -> dict[str, str]:
    """Return the display name of each ward code: its name, else its code."""
    names: dict[str, str] = {}
    for code, name in zip(units["ward_code"].fillna("").astype(str), units["ward_name"]):
        names.setdefault(code, text(name) or code)
    return names


def place_subtitle(wards: Sequence[str]) -> str:
    """Return where a table is about: the one ward's name, the number of wards, or nothing."""
    named = [ward for ward in wards if ward]
    if len(named) == 1:
        name = named[0]
        return name if name.casefold().startswith(("phường", "xã", "đặc khu", "thị trấn")) else f"Phường, xã: {name}"
    return f"{number(len(named))} phường, xã" if named else ""
