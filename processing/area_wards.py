"""Areas of the forces, and khu phố, that have the same id in several wards: told apart wherever layers are read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qgis.core import QgsProcessingFeedback

from ..core.model.messages import QT_TRANSLATE_NOOP, Message
from ..core.model.run import RunControl
from ..layers.guess import guess_field
from ..layers.translate import to_text
from ..layers.values import plain, text_id

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from ..core.alignment.ward_ids import WardIds, WardUnits
    from ..layers.read import LayerData
    from .inputs import Inputs

_ROLES = {"police": "beats", "militia": "militia"}
_MOST_NAMES = 3
_TOLD = {
    "ward": QT_TRANSLATE_NOOP(
        "KhuPhoCore",
        "{ids} names of khu phố occur in several wards and mean {areas} different khu phố; they are told apart by the "
        "ward (field “{field}”): {examples}.",
    ),
    "police": QT_TRANSLATE_NOOP(
        "KhuPhoCore",
        "{ids} ids of police beats occur in several wards and mean {areas} different beats; they are told apart by "
        "the ward (field “{field}”): {examples}.",
    ),
    "militia": QT_TRANSLATE_NOOP(
        "KhuPhoCore",
        "{ids} ids of militia areas occur in several wards and mean {areas} different areas; they are told apart by "
        "the ward (field “{field}”): {examples}.",
    ),
}


@dataclass(frozen=True)
class AreaWards:
    """Wards of units and areas: ``field`` of the layer of units, "" without one; ``of_unit``: unit id → its ward.

    ``found``: force → its areas, as they were told apart; “ward”: the units by their present khu phố, if names of khu
    phố occur in several wards.
    """

    field: str
    of_unit: Mapping[str, str]
    found: Mapping[str, WardIds]

    def original(self, force: str) -> dict[str, str]:
        """Return id → id in the layer, of the areas of *force* that were told apart."""
        return self.found[force].original if force in self.found else {}

    def neighborhoods(self) -> np.ndarray | None:
        """Return the (n,) khu phố of each unit (text or None) where some were told apart, else None."""
        return self.found["ward"].ids if self.original("ward") else None

    def of_areas(self, force: str) -> dict[str, tuple[str, ...]]:
        """Return id → wards of each area of *force*; empty where there are not several wards."""
        return self.found[force].wards if force in self.found else {}


def with_area_wards(inputs: Inputs, ward_field: str | None, control: RunControl) -> Inputs:
    """Return *inputs* in which areas of the same id in different wards have ids of their own.

    The ward is in *ward_field* of the units, else in the field that looks most like it. Layers are never modified.

    :raises CanceledError: *control* says so.
    """
    from ..core.alignment.ward_ids import tell_apart
    from ..core.intake.texts import clean_text

    given = inputs.by_force()
    if inputs.units is None or not given:
        return inputs
    field = ward_field or guess_field(inputs.units.fields, "ward_code") or ""
    units = _ward_units(inputs.units, field)
    found = {
        force: tell_apart(list(data.frame["area_id"]), data.frame["geometry"].to_numpy(), units, control=control)
        for force, data in given.items()
    }
    layers = {_ROLES[force]: _renamed(data, found[force]) for force, data in given.items() if found[force].original}
    khu_pho = [text_id(value) for value in inputs.units.frame.get("neighborhood_id", ())]
    pairs = {(label, ward) for label, ward in zip(khu_pho, units.wards) if label and ward}
    if len(pairs) > len({label for label, _ in pairs}):
        found["ward"] = tell_apart(khu_pho, units.shapes, units, control=control)
    ids = [clean_text(unit) or "" for unit in inputs.units.frame["unit_id"]]
    return replace(inputs, **layers, wards=AreaWards(field, dict(zip(ids, units.wards)), found))


def _ward_units(units: LayerData, field: str) -> WardUnits:
    import numpy as np

    from ..core.alignment.ward_ids import WardUnits
    from ..core.intake.numbers import parse_households
    from ..core.intake.texts import clean_text

    place = units.fields.lookupField(field)
    wards = np.full(len(units.frame), "", dtype=object)
    if place >= 0:
        wards[:] = [clean_text(plain(feature.attribute(place))) or "" for feature in units.features]
    households = [float(parse_households(value)[0] or 0) for value in units.frame["households"]]
    return WardUnits(units.frame["geometry"].to_numpy(), wards, np.array(households))


def _renamed(data: LayerData, found: WardIds) -> LayerData:
    """Return *data* with the rows of *found*; the name of an area that was told apart is what the layer calls it."""
    import pandas as pd

    frame = data.frame.iloc[found.row].reset_index(drop=True)
    frame["area_id"] = found.ids
    frame["geometry"] = pd.Series(list(found.geometry), dtype=object)
    own = [found.original.get(area) for area in found.ids]
    frame["name"] = [given or name for given, name in zip(frame["name"], own)]
    return replace(data, frame=frame, features=[data.features[row] for row in found.row.tolist()])


def tell_area_wards(inputs: Inputs, feedback: QgsProcessingFeedback) -> None:
    """Say for khu phố and each force which ids were told apart, and by what."""
    for force, values in _figures(inputs).items():
        feedback.pushInfo(to_text(Message(_TOLD[force], values)))


def khu_pho_names(inputs: Inputs, names: Mapping[str, str]) -> dict[str, str]:
    """Return id → name of the khu phố that were told apart; *names*: those of ids as the layer has them."""
    from ..core.intake.neighborhood_names import name_of_id

    original = {} if inputs.wards is None else inputs.wards.original("ward")
    return {label: names.get(text) or name_of_id(text) for label, text in original.items()}


def area_wards_record(inputs: Inputs) -> dict[str, object]:
    """Return the part ``areas_by_ward`` of the summary: ``field``, and authority → id → id in the layer."""
    if inputs.wards is None:
        return {}
    found = {name: dict(one.original) for name, one in inputs.wards.found.items() if one.original}
    return {"areas_by_ward": {"field": inputs.wards.field, **found}} if found else {}


def _figures(inputs: Inputs) -> dict[str, dict[str, object]]:
    from ..core.model.sorting import natural_sorted

    told = {}
    for force in _TOLD:
        original = {} if inputs.wards is None else inputs.wards.original(force)
        if original:
            names = natural_sorted(original)
            shown = ", ".join(names[:_MOST_NAMES]) + (" …" if len(names) > _MOST_NAMES else "")
            ids = len(set(original.values()))
            told[force] = {"ids": ids, "areas": len(names), "field": inputs.wards.field, "examples": shown}
    return told


def in_terms_of_wards(changes: pd.DataFrame, inputs: Inputs) -> pd.DataFrame:
    """Return an earlier list of *changes* in which areas are called as in this run.

    A list of a ward's own run says “3” for what is “27301/3” in a run of the city, and the other way round. An area
    that could be either stays as it is.
    """
    from ..core.alignment.ward_ids import SEPARATOR
    from ..core.intake.texts import clean_text

    frame, wards = changes.copy(), inputs.wards
    if wards is None:
        return frame
    known = {force: {area for area in data.frame["area_id"] if area} for force, data in inputs.by_force().items()}
    if wards.neighborhoods() is not None:
        known["ward"] = set(wards.neighborhoods()) - {None}
    else:
        known["ward"] = {text_id(value) for value in inputs.units.frame.get("neighborhood_id", ())} - {None}
    named = {authority: _by_ward(wards, authority) for authority in known}

    def today(unit: object, authority: str, area: object) -> object:
        ward, text = wards.of_unit.get(clean_text(unit) or "", ""), clean_text(area)
        if authority not in known or text is None or text in known[authority] or not ward:
            return area
        bare = text.removeprefix(f"{ward}{SEPARATOR}")
        return named[authority].get((ward, text)) or (bare if bare in known[authority] else area)

    for column in ("from_id", "to_id"):
        rows = zip(frame["unit_id"], frame["authority"], frame[column])
        frame[column] = [today(*row) for row in rows]
    return frame


def names_without_ward(areas: Iterable[str | None], units: LayerData) -> dict[str, str]:
    """Return id → id in the layer, of those *areas* whose ids begin with a ward of *units* (as harmonized)."""
    from ..core.alignment.ward_ids import SEPARATOR

    field = guess_field(units.fields, "ward_code") or ""
    wards = sorted(set(_ward_units(units, field).wards) - {""}, key=len, reverse=True)
    found = {}
    for area in {area for area in areas if area}:
        for ward in wards:
            if area.startswith(ward + SEPARATOR) and len(area) > len(ward) + len(SEPARATOR):
                found[area] = area.removeprefix(ward + SEPARATOR)
                break
    return found


def _by_ward(wards: AreaWards, force: str) -> dict[tuple[str, str], str]:
    """Return ward and id in the layer → id, of the areas that were told apart."""
    original, of_areas = wards.original(force), wards.of_areas(force)
    return {(ward, original[area]): area for area in original for ward in of_areas[area]}
