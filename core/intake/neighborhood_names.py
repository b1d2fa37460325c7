"""Ids of the house for khu phố and ấp, and their readable names: written here and read again."""

from __future__ import annotations

import re

from ..model.profiles import AP, KHU_PHO

_LETTERS = {KHU_PHO: "KP", AP: "AP"}
_KINDS = {KHU_PHO: "Khu phố", AP: "Ấp"}
_TYPE_OF = {letters: area_type for area_type, letters in _LETTERS.items()}
_HOUSE_ID = re.compile(rf"(?:\S(?:.*\S)?-)?({'|'.join(_TYPE_OF)})(\d+)", re.DOTALL)  # a ward may be any text


def id_prefix(ward: str, area_type: str) -> str:
    """Return what the ids of all khu phố (or ấp) of *ward* begin with: ``27301-KP``, without a ward ``KP``."""
    return f"{ward}-" * bool(ward) + _LETTERS[_known(area_type)]


def house_id(ward: str, area_type: str, number: int, digits: int = 2) -> str:
    """Return the id of a khu phố or ấp: ``27301-KP03``; its number has *digits* digits at least."""
    return f"{id_prefix(ward, area_type)}{number:0{digits}d}"


def usual_name(area_type: str, number: int) -> str:
    """Return the name of a khu phố or ấp: “Khu phố 3”, “Ấp 3”."""
    return f"{_KINDS[_known(area_type)]} {number}"


def name_of_id(label: str) -> str:
    """Return “Khu phố 3” for ``27301-KP03``, “Ấp 3” for ``AP03``; what is no such id is a name already."""
    found = _HOUSE_ID.fullmatch(label)
    return usual_name(_TYPE_OF[found.group(1)], int(found.group(2))) if found else label


def _known(area_type: str) -> str:
    return area_type if area_type in _KINDS else KHU_PHO  # other types count as khu phố
