"""Areas of all authorities rebuilt from the decisions on a change list, and locks from what was refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..core.model.errors import KhuPhoError
from ..core.model.messages import QT_TRANSLATE_NOOP, Message
from ..layers.guess import guess_field
from ..layers.values import text_id

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from qgis.core import QgsFields, QgsProcessingFeatureSource

    from ..layers.read import LayerData

SIGNED, ALL = "signed", "all"
ROWS = (SIGNED, ALL)
AUTHORITIES = ("ward", "police", "militia")

_OTHER_UNITS = QT_TRANSLATE_NOOP(
    "KhuPhoCore",
    "The change list does not belong to these units: it says that unit {unit} is in “{said}” ({authority}), the layer "
    "says “{found}”. Choose the harmonized units of the same run, and their fields as they were before it.",
)
_UNKNOWN_UNITS = QT_TRANSLATE_NOOP(
    "KhuPhoCore",
    "The change list names {count} units that the layer of units does not have: {names}. Choose the harmonized units "
    "of the same run.",
)
_NO_ID = QT_TRANSLATE_NOOP(
    "KhuPhoCore", "No field of the layer “{layer}” holds the ids of the units in the change list. Choose the field."
)
_MOST_NAMES = 5


@dataclass(frozen=True)
class Rebuilt:
    """Areas of n units: ``before`` and ``after``: authority → (n,) object; a force without a field is missing.

    ``applied``: the rows of the change list that count; ``locks``: unit → neighborhood that refused rows hold it in.
    """

    unit_ids: np.ndarray
    before: dict[str, np.ndarray]
    after: dict[str, np.ndarray]
    applied: pd.DataFrame
    locks: dict[str, str]


def rebuild_areas(unit_ids: np.ndarray, before: Mapping[str, np.ndarray], changes: pd.DataFrame, rows: str) -> Rebuilt:
    """Return the areas of the (n,) *unit_ids* with the *rows* of *changes* (``signed`` or ``all``) applied to *before*.

    :raises KhuPhoError: the change list belongs to other units.
    """
    from ..core.alignment.harmonize import is_refused, is_signed, locks_from_refused, rebuild, replay

    own = changes[changes["authority"].isin(list(before))]
    _check_start(unit_ids, before, own)
    applied = own[is_signed(own) if rows == SIGNED else ~is_refused(own)]
    after = rebuild(unit_ids, before, own, rows)
    locks = locks_from_refused(own, _partners(replay(unit_ids, before, own)))
    return Rebuilt(unit_ids, dict(before), after, applied, locks)


def labels_of(data: LayerData, field: str | None) -> np.ndarray | None:
    """Return the (n,) texts of *field* (None: NULL or empty), or None where the layer has no such field."""
    import numpy as np

    place = -1 if not field else data.fields.lookupField(field)
    if place < 0:
        return None
    return np.array([*(text_id(feature.attribute(place)) for feature in data.features), None], dtype=object)[:-1]


def find_id_field(source: QgsProcessingFeatureSource, changes: pd.DataFrame) -> str:
    """Return the field of *source* that holds the unit ids of *changes*: by its name, else by its values.

    :raises KhuPhoError: none does.
    """
    fields: QgsFields = source.fields()
    wanted = {str(unit) for unit in changes["unit_id"] if unit is not None}
    guessed = guess_field(fields, "unit_id")
    names = ([guessed] if guessed else []) + [name for name in fields.names() if name != guessed]
    values: dict[str, list[str | None]] = {name: [] for name in names}
    for feature in source.getFeatures():
        for name in names:
            values[name].append(text_id(feature[name]))
    for name in names:
        found = set(values[name])
        if wanted <= found and None not in found and len(found) == len(values[name]):
            return name
    if guessed:  # the checks say what is wrong with it
        return guessed
    raise KhuPhoError(Message(_NO_ID, {"layer": source.sourceName()}))


def _check_start(unit_ids: np.ndarray, before: Mapping[str, np.ndarray], changes: pd.DataFrame) -> None:
    """Check that each row of *changes* starts where its unit is."""
    place = {str(unit): position for position, unit in enumerate(unit_ids)}
    unknown = sorted({str(unit) for unit in changes["unit_id"]} - set(place))
    if unknown:
        names = ", ".join(unknown[:_MOST_NAMES]) + (" …" if len(unknown) > _MOST_NAMES else "")
        raise KhuPhoError(Message(_UNKNOWN_UNITS, {"count": len(unknown), "names": names}))
    for unit, authority, said in zip(changes["unit_id"], changes["authority"], changes["from_id"]):
        found = before[authority][place[str(unit)]]
        if (said or None) != (found or None):
            told = {"unit": str(unit), "said": said or "", "found": found or "", "authority": authority}
            raise KhuPhoError(Message(_OTHER_UNITS, told))


def _partners(after: Mapping[str, np.ndarray]) -> dict[str, dict[str, str]]:
    """Return force → neighborhood → its area, as most of its units have it after all changes that nobody refused."""
    found: dict[str, dict[str, str]] = {}
    for force in AUTHORITIES[1:]:
        if force not in after:
            continue
        pairs = Counter(
            (ward, area) for ward, area in zip(after["ward"], after[force]) if ward is not None and area is not None
        )
        partner: dict[str, str] = {}
        taken: set[str] = set()
        for (ward, area), _ in sorted(pairs.items(), key=lambda item: (-item[1], item[0])):
            if ward not in partner and area not in taken:
                partner[ward] = area
                taken.add(area)
        found[force] = partner
    return found
