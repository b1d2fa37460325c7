"""Words and numbers of the sheet, as Vietnamese offices write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from qgis.core import QgsCoordinateReferenceSystem

from ..core.model.sorting import natural_key
from ..layers.translate import VIETNAMESE, format_number
from .wards import Area, Unit

MISSING = "–"
_ENDING = re.compile(r"(.*?)(\d+)")
_NUMBERED = re.compile(r"(?:khu phố|ấp|kp)\s*(\d+\w?)", re.IGNORECASE)
_DEGREE_ZONE = {0.9999: "múi chiếu 3°", 0.9996: "múi chiếu 6°"}


def number(value: float | None, decimals: int = 0) -> str:
    """Return ``1.234,5``; a dash when the number is missing."""
    return MISSING if value is None else format_number(value, VIETNAMESE, decimals)


def households_line(area: Area) -> str:
    """Return the label of an area in the map: its name, and its households below."""
    if area.households is None:
        return area.name
    return f"{area.name}\n{'từ ' if area.missing_households else ''}{number(area.households)} hộ"


def name_alone(area: Area) -> str:
    """Return the label of an area in a map that has no room for households."""
    return area.name


def number_alone(area: Area) -> str:
    """Return ``12`` for ``Khu phố 12``, the label of an area in a crowded map; other names as they are."""
    found = _NUMBERED.fullmatch(area.name)
    return found[1] if found else area.name


def scale_text(scale: int) -> str:
    """Return ``Tỷ lệ 1:5.000``."""
    return f"Tỷ lệ 1:{number(scale)}"


def unit_list(units: Sequence[Unit], all_units: Sequence[Unit]) -> str:
    """Return the numbers of *units* with runs shortened: ``1–4, 7, 9–11, Chung cư Mẫu``.

    Where two units of the ward bear the same number, the old neighborhood stands before it.
    """
    labels = [unit.label for unit in all_units]
    if len(set(labels)) == len(labels) or not all(unit.old for unit in units):
        return _runs(unit.label for unit in units)
    groups: dict[str, list[str]] = {}
    for unit in units:
        groups.setdefault(unit.old, []).append(unit.label)
    return "; ".join(f"{old}: {_runs(groups[old])}" for old in sorted(groups, key=natural_key))


def crs_text(crs: QgsCoordinateReferenceSystem) -> str:
    """Return the coordinate system as maps name it, with zone and central meridian where it has them."""
    if not crs.isValid():
        return "Hệ tọa độ: theo dữ liệu gốc"
    name = "VN-2000" if "VN-2000" in crs.description().upper() else crs.description()
    parameters = dict(part.lstrip("+").split("=", 1) for part in crs.toProj().split() if "=" in part)
    parts = [f"Hệ tọa độ {name}"]
    meridian = _central_meridian(parameters)
    if meridian is not None:
        scale = 0.9996 if parameters.get("proj") == "utm" else float(parameters.get("k", parameters.get("k_0", 1)))
        parts += [_DEGREE_ZONE[scale]] if scale in _DEGREE_ZONE else []
        degrees = int(meridian)
        parts.append(f"kinh tuyến trục {degrees}°{round((meridian - degrees) * 60):02d}′")
    return ", ".join(parts)


def _central_meridian(parameters: dict[str, str]) -> float | None:
    if parameters.get("proj") == "utm":
        return int(parameters["zone"]) * 6.0 - 183
    if parameters.get("proj") == "tmerc":
        return float(parameters.get("lon_0", 0))
    return None


def _runs(labels: Iterable[str]) -> str:
    """Return labels in natural order; shorten runs of three and more following whole numbers."""
    ordered = sorted(labels, key=natural_key)
    parts: list[str] = []
    start = 0
    while start < len(ordered):
        end = start
        while end + 1 < len(ordered) and _follows(ordered[end], ordered[end + 1]):
            end += 1
        if end - start >= 2:
            parts.append(f"{ordered[start]}–{ordered[end]}")
        else:
            parts += ordered[start : end + 1]
        start = end + 1
    return ", ".join(parts)


def _follows(label: str, following: str) -> bool:
    """Tell whether the labels differ only by a number that is one more: 7 and 8, T009 and T010."""
    first, second = _ENDING.fullmatch(label), _ENDING.fullmatch(following)
    if not first or not second or first.group(1) != second.group(1):
        return False
    return int(second.group(2)) == int(first.group(2)) + 1
