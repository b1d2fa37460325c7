"""Readable names of khu phố and ấp that are known by an id of the house only."""

from __future__ import annotations

import re

_HOUSE_ID = re.compile(r"(?:\w+-)?(KP|AP)(\d+)")
_KINDS = {"KP": "Khu phố", "AP": "Ấp"}


def name_of_id(label: str) -> str:
    """Return “Khu phố 3” for ``27301-KP03``, “Ấp 3” for ``AP03``; what is no such id is a name already."""
    found = _HOUSE_ID.fullmatch(label)
    return f"{_KINDS[found.group(1)]} {int(found.group(2))}" if found else label
