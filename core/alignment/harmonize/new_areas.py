"""Areas that a force gets for neighborhoods that had none: their ids and names, which are data and so Vietnamese."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from ...intake.neighborhood_names import name_of_id
from ...model.free_names import free_name
from .model import POLICE

_ID = "{neighborhood} (mới)"
_WRITTEN = re.compile(r"(.+) \(mới\)(?: (\d+))?", re.DOTALL)
_BEAT, _OF_KHU_PHO, _OF_AP = "Địa bàn mới", "Khu đội mới", "Ấp đội mới"


def new_area_id(neighborhood: str, taken: Collection[str]) -> str:
    """Return the id of the area made for *neighborhood*: “27301-KP04 (mới)”, with a number where that is taken."""
    return free_name(_ID.format(neighborhood=neighborhood), taken)


def new_area_names(
    force: str, areas: Iterable[str | None], neighborhoods: Iterable[str | None], names: Mapping[str, str]
) -> dict[str, str]:
    """Return id → readable name of those *areas* of *force* that were made for one of the *neighborhoods*.

    “Địa bàn mới (Khu phố 4)” for police; “Khu đội mới (Khu phố 4)”, “Ấp đội mới (Ấp 4)” for militia. *names*: of
    neighborhoods by id, where they are known.
    """
    there = {neighborhood for neighborhood in neighborhoods if neighborhood}
    found = {}
    for area in {area for area in areas if area}:
        written = _WRITTEN.fullmatch(area)
        if written is not None and written.group(1) in there:
            name = names.get(written.group(1)) or name_of_id(written.group(1))
            found[area] = _name(force, name, written.group(2))
    return found


def _name(force: str, neighborhood: str, number: str | None) -> str:
    word = _BEAT if force == POLICE else _OF_AP if neighborhood.casefold().startswith("ấp ") else _OF_KHU_PHO
    return f"{word} {number} ({neighborhood})" if number else f"{word} ({neighborhood})"
