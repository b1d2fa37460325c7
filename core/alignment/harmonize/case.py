"""Units, neighborhoods and areas of a harmonization as arrays, all of them sorted by id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from ...coverage.adjacency import Adjacency
from ...model.sorting import natural_sorted
from ..compare import Comparison
from ..inputs import NONE
from ..reading import Reading
from .model import FORCES
from .new_areas import new_area_id


@dataclass(frozen=True)
class ForceView:
    """One force as k neighborhoods and n units see it.

    ``reading``; ``partner``: (k,) label of the neighborhood's one area; ``matched``: (k,) the same where the area is
    there already, else -1; ``margin``: (k,) of the match, NaN without one; ``labels``: ids by label, the present areas
    first, then the new ones.
    """

    reading: Reading
    partner: np.ndarray
    matched: np.ndarray
    margin: np.ndarray
    labels: tuple[str, ...]

    @property
    def force(self) -> str:
        """Return "police" or "militia"."""
        return self.reading.force

    @property
    def before(self) -> np.ndarray:
        """Return the (n,) label of the area that each unit belongs to, -1 for none."""
        return self.reading.area


@dataclass(frozen=True)
class Case:
    """n units (sorted by id), k neighborhoods (natural order), the forces, and who is next to whom.

    ``present``: (n,) neighborhood or -1; ``households``: (n,) whole numbers, missing ones 0; ``known``: (n,) False
    there; ``kind``: (n,) number of the unit's ward and type of area, which no neighborhood mixes; ``edges``: (m, 2).
    """

    unit_ids: np.ndarray
    unit_names: np.ndarray
    geometry: np.ndarray
    households: np.ndarray
    known: np.ndarray
    kind: np.ndarray
    present: np.ndarray
    neighborhood_ids: tuple[str, ...]
    edges: np.ndarray
    forces: tuple[ForceView, ...]

    @property
    def size(self) -> int:
        """Return the number of units."""
        return len(self.unit_ids)

    @cached_property
    def total(self) -> np.ndarray:
        """Return the (k,) households of the neighborhoods as they are."""
        inside = self.present != NONE
        count = len(self.neighborhood_ids)
        return np.bincount(self.present[inside], self.households[inside], count).astype(np.int64)

    @cached_property
    def _kinds_there(self) -> np.ndarray:
        there = self.present != NONE
        return np.unique(self.kind[there] * len(self.neighborhood_ids) + self.present[there])

    def may_join(self, neighborhood: np.ndarray, unit: np.ndarray | None = None) -> np.ndarray:
        """Tell which units may be in which neighborhood: one that has units of their ward and type of area.

        *neighborhood*: (n,), or (q,) with *unit*: (q,) positions.
        """
        count = len(self.neighborhood_ids)
        kind = self.kind if unit is None else self.kind[unit]
        return np.isin(kind * count + neighborhood, self._kinds_there) & (neighborhood != NONE)


def read_case(units: pd.DataFrame, comparison: Comparison, adjacency: Adjacency) -> Case:
    """Return the arrays of a harmonization; *adjacency* counts the rows of *units* as they come."""
    ids = np.array([str(value) for value in units["unit_id"]], dtype=object)
    order = np.argsort(ids, kind="stable")
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    frame = units.iloc[order]
    present, names = _neighborhoods(frame)
    households = frame["households"].astype("Int64")
    edges = np.sort(rank[np.asarray(adjacency.pairs, dtype=np.int64).reshape(-1, 2)], axis=1)
    readings = [comparison.readings[force] for force in FORCES if force in comparison.readings]
    return Case(
        unit_ids=ids[order],
        unit_names=_texts(frame, "unit_name"),
        geometry=frame["geometry"].to_numpy(),
        households=households.fillna(0).to_numpy(dtype=np.int64),
        known=households.notna().to_numpy(),
        kind=_kinds(frame),
        present=present,
        neighborhood_ids=names,
        edges=edges[np.lexsort((edges[:, 1], edges[:, 0]))],
        forces=tuple(_view(reading, names, comparison.matches) for reading in readings),
    )


def _neighborhoods(frame: pd.DataFrame) -> tuple[np.ndarray, tuple[str, ...]]:
    labels = [None if pd.isna(value) else str(value) for value in frame["neighborhood_id"]]
    names = tuple(natural_sorted({label for label in labels if label is not None}))
    place = {name: position for position, name in enumerate(names)}
    return np.array([NONE if label is None else place[label] for label in labels], dtype=np.int64), names


def _texts(frame: pd.DataFrame, column: str) -> np.ndarray:
    values = frame[column] if column in frame.columns else [None] * len(frame)
    found = np.empty(len(frame), dtype=object)
    found[:] = [None if pd.isna(value) else str(value) for value in values]
    return found


def _kinds(frame: pd.DataFrame) -> np.ndarray:
    columns = [column for column in ("ward_code", "area_type") if column in frame.columns]
    keys = ["|".join(str(value) for value in row) for row in zip(*(frame[column] for column in columns))]
    return np.unique(keys, return_inverse=True)[1] if keys else np.zeros(len(frame), dtype=np.int64)


def _view(reading: Reading, names: Sequence[str], matches: pd.DataFrame) -> ForceView:
    rows = matches[matches["force"] == reading.force]
    place = {name: position for position, name in enumerate(names)}
    at = {area: position for position, area in enumerate(reading.area_ids)}
    matched, margin = np.full(len(names), NONE, dtype=np.int64), np.full(len(names), np.nan)
    for name, area, ahead in zip(rows["neighborhood_id"], rows["area_id"], rows["margin"]):
        if name in place and not pd.isna(area):
            matched[place[name]], margin[place[name]] = at[area], ahead
    labels = list(reading.area_ids)
    partner = matched.copy()
    for position in np.flatnonzero(matched == NONE):
        partner[position] = len(labels)
        labels.append(new_area_id(names[position], labels))
    return ForceView(reading, partner, matched, margin, tuple(labels))
