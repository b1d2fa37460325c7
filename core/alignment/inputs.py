"""The frames of a comparison as arrays in canonical order, so that no answer depends on feature order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from ..model.errors import KhuPhoError
from ..model.messages import CONTEXT, QT_TRANSLATE_NOOP, Message
from ..model.sorting import natural_sorted
from .polygons import LEAST_AREA_M2, usable

NONE = -1

_NO_COLUMN = QT_TRANSLATE_NOOP(CONTEXT, "The layer {layer} has no column {column}; the comparison needs it.")
_NO_UNITS = QT_TRANSLATE_NOOP(CONTEXT, "The layer of units is empty, so there is nothing to compare.")
_TWICE = QT_TRANSLATE_NOOP(CONTEXT, "Unit {unit} occurs twice. Give every unit an id of its own.")
_NO_POLYGON = QT_TRANSLATE_NOOP(
    CONTEXT, "Unit {unit} has no polygon, so it can't be compared. Draw it or take it out of the layer."
)
_NO_ID = QT_TRANSLATE_NOOP(CONTEXT, "Feature {number} of the layer {layer} has no id. Give every area an id.")
_NO_AREA = QT_TRANSLATE_NOOP(CONTEXT, "The layer {layer} has no polygons to compare with.")


@dataclass(frozen=True)
class UnitTable:
    """Units sorted by id, all arrays (n,).

    ``ids``; ``neighborhood``: position in ``neighborhood_ids`` (natural order) or -1; ``households``: floats,
    missing ones 0; ``known``: False where missing; ``geometry``: valid polygons, metres.
    """

    ids: np.ndarray
    neighborhood: np.ndarray
    neighborhood_ids: tuple[str, ...]
    households: np.ndarray
    known: np.ndarray
    geometry: np.ndarray


@dataclass(frozen=True)
class ForceLayer:
    """Areas of one force: ``ids`` in natural order and one valid (multi)polygon each, metres."""

    force: str
    ids: tuple[str, ...]
    geometry: np.ndarray


def read_units(units: pd.DataFrame) -> UnitTable:
    """Return the canonical units frame with ``neighborhood_id`` as a :class:`UnitTable`.

    :raises KhuPhoError: no units, a column is missing, an id repeats, or a unit has no polygon.
    """
    _require(units, "units", ("unit_id", "neighborhood_id", "households", "geometry"))
    if not len(units):
        raise KhuPhoError(Message(_NO_UNITS))
    ids = np.array([str(value) for value in units["unit_id"]], dtype=object)
    order = np.argsort(ids, kind="stable")
    ids = ids[order]
    if len(set(ids)) < len(ids):
        repeated = ids[1:][ids[1:] == ids[:-1]][0]
        raise KhuPhoError(Message(_TWICE, {"unit": repeated}))
    geometry = usable(units["geometry"].to_numpy()[order])
    empty = shapely.area(geometry) <= LEAST_AREA_M2
    if empty.any():
        raise KhuPhoError(Message(_NO_POLYGON, {"unit": ids[empty][0]}))
    labels = [None if pd.isna(value) else str(value) for value in units["neighborhood_id"].to_numpy()[order]]
    names = tuple(natural_sorted({label for label in labels if label is not None}))
    place = {name: position for position, name in enumerate(names)}
    households = units["households"].astype("Int64").iloc[order]
    return UnitTable(
        ids=ids,
        neighborhood=np.array([NONE if label is None else place[label] for label in labels], dtype=np.int64),
        neighborhood_ids=names,
        households=households.fillna(0).to_numpy(dtype=float),
        known=households.notna().to_numpy(),
        geometry=geometry,
    )


def read_areas(areas: pd.DataFrame, force: str, layer: str) -> ForceLayer:
    """Return the areas of *force* with features of the same id united; *layer* names the layer in errors.

    :raises KhuPhoError: a column is missing, a feature has no id, or no feature has a polygon.
    """
    _require(areas, layer, ("area_id", "geometry"))
    texts = ["" if pd.isna(value) else str(value).strip() for value in areas["area_id"]]
    if "" in texts:
        raise KhuPhoError(Message(_NO_ID, {"number": texts.index("") + 1, "layer": layer}))
    geometry = usable(areas["geometry"].to_numpy())
    members: dict[str, list[int]] = {}
    for position in np.flatnonzero(~shapely.is_empty(geometry)):
        members.setdefault(texts[position], []).append(int(position))
    if not members:
        raise KhuPhoError(Message(_NO_AREA, {"layer": layer}))
    ids = tuple(natural_sorted(members))
    united = [geometry[at[0]] if len(at := members[name]) == 1 else shapely.union_all(geometry[at]) for name in ids]
    return ForceLayer(force, ids, np.array(united, dtype=object))


def _require(frame: pd.DataFrame, layer: str, columns: tuple[str, ...]) -> None:
    for column in columns:
        if column not in frame.columns:
            raise KhuPhoError(Message(_NO_COLUMN, {"layer": layer, "column": column}))
