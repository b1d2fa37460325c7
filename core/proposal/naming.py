"""Numbers of the neighborhoods of a plan, and the ids and Vietnamese names that follow from them."""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np

from ..intake.neighborhood_names import house_id, id_prefix, usual_name
from ..model.sorting import natural_key
from .problem import Problem

_ENDS_IN_NUMBER = re.compile(r"(\d+)\s*$")


def neighborhood_ids(problem: Problem, labels: np.ndarray, kept: Mapping[int, str] | None = None) -> list[str]:
    """Return the id of each unit's neighborhood: ward code, ``KP`` or ``AP``, two-digit number.

    *kept*: label → name or id that a locked neighborhood has already; its number stays.
    """
    numbers = _numbers(labels, kept or {})
    digits = max(2, len(str(max(numbers, default=0))))
    ids = [house_id(problem.ward, problem.area_type, number, digits) for number in numbers]
    return [ids[label] for label in np.asarray(labels).tolist()]


def neighborhood_names(problem: Problem, labels: np.ndarray, kept: Mapping[int, str] | None = None) -> list[str]:
    """Return the name of each unit's neighborhood: "Khu phố 1" or "Ấp 1"; locked ones keep theirs.

    *kept*: as in :func:`neighborhood_ids`; an id or a bare number becomes the usual name.
    """
    names = [usual_name(problem.area_type, number) for number in _numbers(labels, kept or {})]
    prefix = id_prefix(problem.ward, problem.area_type)
    for label, name in (kept or {}).items():
        if not (name.strip().isdecimal() or name.startswith(prefix)):
            names[label] = name
    return [names[label] for label in np.asarray(labels).tolist()]


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
