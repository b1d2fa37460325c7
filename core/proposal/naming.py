"""Stable ids and Vietnamese names of the neighborhoods of a plan."""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np

from ..model.profiles import AP
from ..model.sorting import natural_key
from .problem import Problem

_ENDS_IN_NUMBER = re.compile(r"(\d+)\s*$")


def neighborhood_ids(problem: Problem, labels: np.ndarray, kept: Mapping[int, str] | None = None) -> list[str]:
    """Return the id of each unit's neighborhood: ward code, ``KP`` or ``AP``, two-digit number.

    *kept*: label → name or id that a locked neighborhood has already; its number stays.
    """
    numbers = _numbers(labels, kept or {})
    digits = max(2, len(str(max(numbers, default=0))))
    return [f"{_prefix(problem)}{numbers[label]:0{digits}d}" for label in np.asarray(labels).tolist()]


def neighborhood_names(problem: Problem, labels: np.ndarray, kept: Mapping[int, str] | None = None) -> list[str]:
    """Return the name of each unit's neighborhood: "Khu phố 1" or "Ấp 1"; locked ones keep theirs.

    *kept*: as in :func:`neighborhood_ids`; an id or a bare number becomes the usual name.
    """
    kind = "Ấp" if problem.area_type == AP else "Khu phố"
    names = [f"{kind} {number}" for number in _numbers(labels, kept or {})]
    for label, name in (kept or {}).items():
        if not (name.strip().isdecimal() or name.startswith(_prefix(problem))):
            names[label] = name
    return [names[label] for label in np.asarray(labels).tolist()]


def _prefix(problem: Problem) -> str:
    return f"{problem.ward}-" * bool(problem.ward) + ("AP" if problem.area_type == AP else "KP")


def _numbers(labels: np.ndarray, kept: Mapping[int, str]) -> list[int]:
    """Return a number from 1 for each label: that at the end of a kept name, else the next one that is free."""
    count = int(np.max(labels)) + 1 if len(labels) else 0
    numbers = [0] * count
    for label in sorted(kept, key=lambda label: (natural_key(kept[label]), label)):
        found = _ENDS_IN_NUMBER.search(kept[label])
        number = int(found.group(1)) if found else 0
        if 0 < number < 1000 and number not in numbers:
            numbers[label] = number
    taken = set(numbers)
    free = (number for number in range(1, count + len(taken) + 1) if number not in taken)
    return [number or next(free) for number in numbers]
