"""From raw rows of a layer to the units frame that the rest of the core works with."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

import geopandas as gpd
import numpy as np
import pandas as pd

from ..intake.numbers import parse_households
from ..intake.texts import clean_text
from ..model.errors import FaultyInputError
from ..model.faults import Fault, Severity
from ..model.messages import CONTEXT, QT_TRANSLATE_NOOP, Message
from ..model.profiles import AP, KHU_PHO
from .ids_and_numbers import household_faults, id_faults
from .limits import UNIT_LIMITS
from .listing import in_order
from .rows import UNITS, Rows
from .shape_faults import shape_faults

COLUMNS = (
    "unit_id",
    "unit_name",
    "ward_code",
    "ward_name",
    "area_type",
    "old_neighborhood",
    "households",
    "population",
    "geometry",
)

_ONE = QT_TRANSLATE_NOOP(CONTEXT, "The layer has an error that must be mended first. {first}")
_SOME = QT_TRANSLATE_NOOP(CONTEXT, "The layer has {count} errors that must be mended first. {list}")
_FAULT = QT_TRANSLATE_NOOP(CONTEXT, "{problem} {advice}")
_TWO = QT_TRANSLATE_NOOP(CONTEXT, "{first} {second}")
_MORE = QT_TRANSLATE_NOOP(CONTEXT, "{list} And {count} more.")
_SHOWN = 3


def units_from_raw(raw: pd.DataFrame) -> gpd.GeoDataFrame:
    """Return the canonical units frame (columns :data:`COLUMNS`, no CRS), rows in the order of *raw*.

    *raw* has ``unit_id``, ``households`` and ``geometry``, and may have the other columns, with values as in
    the file. Missing households stay missing. Only single rows are checked here; :func:`.checks.check_units`
    finds what is wrong between them.

    :raises FaultyInputError: ids missing or repeated, numbers that can't be read, geometry missing or invalid.
    """
    rows = Rows.of(raw, UNITS, "unit_id")
    faults = id_faults(rows, joins_duplicates=False) + household_faults(rows, raw["households"])
    faults += shape_faults(rows, whole_units=True)[0]
    raise_errors(in_order(faults, UNIT_LIMITS.most_listed))
    table = {
        "unit_id": list(rows.ids),
        "unit_name": _texts(raw, "unit_name", None),
        "ward_code": _texts(raw, "ward_code", ""),
        "ward_name": _texts(raw, "ward_name", None),
        "area_type": [area_type_of(value) for value in _texts(raw, "area_type", None)],
        "old_neighborhood": _texts(raw, "old_neighborhood", None),
        "households": _numbers(raw, "households"),
        "population": _numbers(raw, "population"),
    }
    return gpd.GeoDataFrame(pd.DataFrame(table, columns=COLUMNS[:-1]), geometry=rows.shapes)


def raise_errors(faults: Iterable[Fault]) -> None:
    """Raise :class:`FaultyInputError` when there are errors among *faults*; its message names the first ones."""
    faults = list(faults)
    errors = [fault for fault in faults if fault.severity is Severity.ERROR]
    if not errors:
        return
    shown = [Message(_FAULT, {"problem": fault.problem, "advice": fault.advice}) for fault in errors[:_SHOWN]]
    listed = shown[0]
    for message in shown[1:]:
        listed = Message(_TWO, {"first": listed, "second": message})
    if len(errors) == 1:
        raise FaultyInputError(Message(_ONE, {"first": listed}), faults)
    if len(errors) > _SHOWN:
        listed = Message(_MORE, {"list": listed, "count": len(errors) - _SHOWN})
    raise FaultyInputError(Message(_SOME, {"count": len(errors), "list": listed}), faults)


def area_type_of(value: str | None) -> str:
    """Return ``ap`` for texts such as “Ấp”, “ấp 3” or “AP”, and ``khu_pho`` for everything else."""
    if value is None:
        return KHU_PHO
    letters = unicodedata.normalize("NFD", value.casefold())
    words = "".join(letter if letter.isalnum() else " " for letter in letters if not unicodedata.combining(letter))
    return AP if words.split()[:1] == ["ap"] else KHU_PHO


def _texts(raw: pd.DataFrame, column: str, missing: str | None) -> list[str | None]:
    if column not in raw:
        return [missing] * len(raw)
    return [missing if text is None else text for text in map(clean_text, raw[column])]


def _numbers(raw: pd.DataFrame, column: str) -> pd.arrays.IntegerArray:
    values = raw[column] if column in raw else np.full(len(raw), None, dtype=object)
    return pd.array([parse_households(value)[0] for value in values], dtype="Int64")
