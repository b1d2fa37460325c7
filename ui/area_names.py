"""Names of khu phố in place of their ids, wherever an alignment tells of them."""

from __future__ import annotations

import re
from collections.abc import Mapping


class AreaNames:
    """Puts names for ids, also within sentences: “27301-KP03 (mới)” becomes “Khu phố 3 (mới)”."""

    def __init__(self, names: Mapping[str, str] | None = None) -> None:
        """Take *names* by id; where two ids have one name, as in several wards, all ids stay."""
        names = dict(names or {})
        self._names = names if len(set(names.values())) == len(names) else {}
        longest_first = sorted(map(re.escape, self._names), key=len, reverse=True)
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)") if longest_first else None

    @property
    def by_id(self) -> Mapping[str, str]:
        """Return the names that are put for ids."""
        return self._names

    def told(self, text: str | None) -> str:
        """Return *text* with names for ids; "" for None."""
        if not text or self._pattern is None:
            return text or ""
        return self._pattern.sub(lambda found: self._names[found.group()], text)
