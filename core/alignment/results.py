"""Turns the overlay into what users see: matches per force, and the frames of faces and matches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd

from .classes import classify
from .inputs import NONE, ForceLayer, UnitTable
from .matching import match_one_to_one, name_bonus
from .noise import Tolerance, mean_width
from .relation import FaceTable, Relation, relate

AGREE, DISAGREE, GAP, OVERLAP = "agree", "disagree", "gap", "overlap"
FACE_CLASSES = (AGREE, DISAGREE, OVERLAP, GAP)  # the later one wins where two forces differ
SQUARE_METRES_PER_HECTARE = 10_000.0
_ID_COLUMN = {"police": "beat_id", "militia": "militia_id"}


@dataclass(frozen=True)
class ForceFaces:
    """The faces as one force sees them.

    ``groups``: tuples of positions in ``layer.ids``; ``group``: (m,) group of each face; ``noise``: (m,) whether it is
    drawing noise of this layer; ``sigma_m``: the layer's drawing noise; ``width_m``: up to which a face is noise;
    ``sliver_m2``: noise in units that were kept whole.
    """

    layer: ForceLayer
    groups: tuple[tuple[int, ...], ...]
    group: np.ndarray
    noise: np.ndarray
    sigma_m: float
    width_m: float
    sliver_m2: float


@dataclass(frozen=True)
class Overlay:
    """All faces (m of them): unit position, polygon, square metres, households, noise of any force."""

    table: UnitTable
    unit: np.ndarray
    geometry: np.ndarray
    area_m2: np.ndarray
    households: np.ndarray
    noise: np.ndarray
    forces: tuple[ForceFaces, ...]

    @property
    def neighborhood(self) -> np.ndarray:
        """Return the (m,) neighborhood of each face, -1 for none."""
        return self.table.neighborhood[self.unit]


@dataclass(frozen=True)
class ForceMatch:
    """How k neighborhoods and the areas of one force match.

    ``matched``: (k,) position in the layer's ids or -1; ``classes``: k names; ``state``: (m,) position in
    :data:`FACE_CLASSES` of each face for this force; ``agreed``, ``agreed_m2``: (k,) households and square metres
    inside the match.
    """

    faces: ForceFaces
    relation: Relation
    matched: np.ndarray
    classes: tuple[str, ...]
    state: np.ndarray
    agreed: np.ndarray
    agreed_m2: np.ndarray


def match_force(overlay: Overlay, force: ForceFaces, tolerance: Tolerance) -> ForceMatch:
    """Return classes, one-to-one matches and the state of each face for one force."""
    table = overlay.table
    size = len(table.neighborhood_ids)
    neighborhood = overlay.neighborhood
    known = table.known[overlay.unit]
    view = FaceTable(neighborhood, force.group, overlay.households, known, overlay.area_m2, force.noise)
    relation = relate(view, force.groups, size, tolerance)
    alike = name_bonus(table.neighborhood_ids, force.layer.ids, relation.rows, relation.columns)
    weights = relation.weights() * alike
    matched = match_one_to_one(relation.rows, relation.columns, weights, (size, len(force.layer.ids)))
    clear = relation.matters
    classes = classify(relation.rows[clear], relation.columns[clear], relation.gap, relation.overlap)
    state = _states(force, neighborhood, matched)
    agreeing = np.flatnonzero(state == FACE_CLASSES.index(AGREE))
    place = neighborhood[agreeing]
    return ForceMatch(
        faces=force,
        relation=relation,
        matched=matched,
        classes=tuple(classes),
        state=state,
        agreed=np.bincount(place, weights=overlay.households[agreeing], minlength=size),
        agreed_m2=np.bincount(place, weights=overlay.area_m2[agreeing], minlength=size),
    )


def _states(force: ForceFaces, neighborhood: np.ndarray, matched: np.ndarray) -> np.ndarray:
    members = np.array([len(areas) for areas in force.groups])[force.group]
    only = np.array([areas[0] if len(areas) == 1 else NONE for areas in force.groups])[force.group]
    partner = np.append(matched, NONE)[neighborhood]
    state = np.full(len(neighborhood), FACE_CLASSES.index(DISAGREE))
    state[(only == partner) & (only != NONE)] = FACE_CLASSES.index(AGREE)
    state[members > 1] = FACE_CLASSES.index(OVERLAP)
    state[(members == 0) | (neighborhood == NONE)] = FACE_CLASSES.index(GAP)
    return state


def face_states(overlay: Overlay, matches: Sequence[ForceMatch]) -> np.ndarray:
    """Return the (m,) position in :data:`FACE_CLASSES` over all forces; what is noise for a force agrees there."""
    states = [np.where(match.faces.noise, 0, match.state) for match in matches]
    return np.max(states, axis=0)


def face_frame(overlay: Overlay, matches: Sequence[ForceMatch]) -> gpd.GeoDataFrame:
    """Return the frame of faces described in :class:`.compare.Comparison`."""
    table = overlay.table
    unit_id = table.ids[overlay.unit]
    names = np.array([*table.neighborhood_ids, None], dtype=object)
    columns: dict[str, object] = {
        "unit_id": unit_id,
        "neighborhood_id": names[overlay.neighborhood],
        "beat_id": np.full(len(unit_id), None, dtype=object),
        "militia_id": np.full(len(unit_id), None, dtype=object),
    }
    for force in overlay.forces:
        columns[_ID_COLUMN[force.layer.force]] = _group_names(force)[force.group]
    places = zip(unit_id, columns["beat_id"], columns["militia_id"])
    face_id = ["|".join([unit, *(place or "-" for place in rest)]) for unit, *rest in places]
    frame = pd.DataFrame({"face_id": face_id, **columns})
    frame["households"] = overlay.households
    frame["area_ha"] = overlay.area_m2 / SQUARE_METRES_PER_HECTARE
    frame["width_m"] = mean_width(overlay.geometry)
    frame["face_class"] = np.array(FACE_CLASSES, dtype=object)[face_states(overlay, matches)]
    return gpd.GeoDataFrame(frame, geometry=overlay.geometry)


def _group_names(force: ForceFaces) -> np.ndarray:
    names = ["; ".join(force.layer.ids[area] for area in areas) or None for areas in force.groups]
    return np.array(names, dtype=object)


def match_frame(table: UnitTable, matches: Sequence[ForceMatch]) -> pd.DataFrame:
    """Return the frame of matches described in :class:`.compare.Comparison`."""
    rows = [row for match in matches for row in _match_rows(table, match)]
    columns = [
        "force", "neighborhood_id", "area_id", "match_class", "areas", "households", "households_matched",
        "households_elsewhere", "area_ha", "area_ha_matched", "margin",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def _match_rows(table: UnitTable, match: ForceMatch) -> list[dict[str, object]]:
    relation, ids = match.relation, match.faces.layer.ids
    first = np.searchsorted(relation.rows, np.arange(len(table.neighborhood_ids) + 1))
    rows = []
    for place, neighborhood_id in enumerate(table.neighborhood_ids):
        pairs = slice(first[place], first[place + 1])
        columns, clear = relation.columns[pairs], relation.matters[pairs]
        partner = int(match.matched[place])
        total = float(relation.total[place])
        rows.append(
            {
                "force": match.faces.layer.force,
                "neighborhood_id": neighborhood_id,
                "area_id": None if partner == NONE else ids[partner],
                "match_class": match.classes[place],
                "areas": "; ".join(ids[column] for column in columns[clear]),
                "households": total,
                "households_matched": float(match.agreed[place]),
                "households_elsewhere": total - float(match.agreed[place]),
                "area_ha": float(relation.total_m2[place]) / SQUARE_METRES_PER_HECTARE,
                "area_ha_matched": float(match.agreed_m2[place]) / SQUARE_METRES_PER_HECTARE,
                "margin": _margin(partner, columns, relation.households[pairs], total),
            }
        )
    return rows


def _margin(partner: int, columns: np.ndarray, households: np.ndarray, total: float) -> float:
    if partner == NONE or total <= 0:
        return float("nan")
    inside = float(households[columns == partner].sum())
    others = households[columns != partner]
    return (inside - float(others.max(initial=0.0))) / total
