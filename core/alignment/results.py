"""Turns the overlay into what users see: matches per force, and the frames of faces and matches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from .classes import classify
from .crossing import Faces
from .evidence import EVIDENCE
from .inputs import NONE, ForceLayer, UnitTable
from .kinds import GAP, NOISE, OVERLAP, REAL, REVIEW
from .matching import match_one_to_one, name_bonus
from .noise import Tolerance, mean_width
from .reading import Reading
from .reasons import COVERED_TWICE, HOUSEHOLDS_DIFFER, NARROW_UNIT, SMALL_SHARE
from .relation import FaceTable, Relation, relate

AGREE = "agree"
FACE_CLASSES = (AGREE, NOISE, REVIEW, REAL, OVERLAP, GAP)  # the later one wins where two forces differ
SQUARE_METRES_PER_HECTARE = 10_000.0
_ID_COLUMN = {"police": "beat_id", "militia": "militia_id"}
_AREA_UNSURE = (SMALL_SHARE, COVERED_TWICE, NARROW_UNIT, HOUSEHOLDS_DIFFER)


@dataclass(frozen=True)
class ForceFaces:
    """The faces as one force sees them.

    ``groups``: tuples of positions in ``layer.ids``; ``group``: (m,) group of each face; ``counted``: (m,) group that
    its households count to: the unit's main one where a face is too thin to be sure of, in a gap the area that the
    unit's households name where that is decided (:meth:`.reading.Reading.counted`); ``for_review``: (m,) whether it
    is too thin, or its unit may belong to another area.
    """

    layer: ForceLayer
    reading: Reading
    groups: tuple[tuple[int, ...], ...]
    group: np.ndarray
    counted: np.ndarray
    for_review: np.ndarray


@dataclass(frozen=True)
class Overlay:
    """All faces (m of them) of a comparison with the square metres of each, and how each force sees them."""

    table: UnitTable
    faces: Faces
    area_m2: np.ndarray
    forces: tuple[ForceFaces, ...]

    @property
    def unit(self) -> np.ndarray:
        """Return the (m,) unit of each face."""
        return self.faces.unit

    @property
    def households(self) -> np.ndarray:
        """Return the (m,) households of each face."""
        return self.faces.households

    @property
    def noise(self) -> np.ndarray:
        """Return (m,) whether a face is drawing noise of any force."""
        return self.faces.is_noise

    @property
    def neighborhood(self) -> np.ndarray:
        """Return the (m,) neighborhood of each face, -1 for none."""
        return self.table.neighborhood[self.unit]


def overlay_of(table: UnitTable, layers: Sequence[ForceLayer], readings: Sequence[Reading], faces: Faces) -> Overlay:
    """Return *faces* with what each of the *readings* of the *layers* says of them."""
    forces = tuple(
        _force_faces(layer, reading, faces.piece[place]) for place, (layer, reading) in enumerate(zip(layers, readings))
    )
    return Overlay(table, faces, shapely.area(faces.geometry), forces)


def _force_faces(layer: ForceLayer, reading: Reading, piece: np.ndarray) -> ForceFaces:
    pieces = reading.pieces
    main = np.searchsorted(pieces.unit, pieces.unit)  # the first piece of a unit is its main one
    thin = pieces.kind == REVIEW
    counted = np.where(thin, main, np.arange(len(thin)))
    keys, counted_keys = pieces.areas[piece].tolist(), reading.counted()[counted[piece]].tolist()
    groups = tuple(sorted({(), *keys, *counted_keys}))
    place = {key: position for position, key in enumerate(groups)}
    unsure = np.isin(reading.reason, _AREA_UNSURE)[pieces.unit] | thin
    return ForceFaces(
        layer=layer,
        reading=reading,
        groups=groups,
        group=np.array([place[key] for key in keys], dtype=np.int64),
        counted=np.array([place[key] for key in counted_keys], dtype=np.int64),
        for_review=unsure[piece],
    )


@dataclass(frozen=True)
class ForceMatch:
    """How k neighborhoods and the areas of one force match.

    ``matched``: (k,) position in the layer's ids or -1; ``classes``: k names; ``state``: (m,) position in
    :data:`FACE_CLASSES` of each face for this force; ``agrees``: (m,) whether its households count to the match;
    ``agreed``, ``agreed_m2``: (k,) households and square metres inside the match.
    """

    faces: ForceFaces
    relation: Relation
    matched: np.ndarray
    classes: tuple[str, ...]
    state: np.ndarray
    agrees: np.ndarray
    agreed: np.ndarray
    agreed_m2: np.ndarray


def match_force(overlay: Overlay, force: ForceFaces, tolerance: Tolerance) -> ForceMatch:
    """Return classes, one-to-one matches and the state of each face for one force."""
    table = overlay.table
    size = len(table.neighborhood_ids)
    neighborhood = overlay.neighborhood
    known = table.known[overlay.unit]
    view = FaceTable(neighborhood, force.counted, overlay.households, known, overlay.area_m2, overlay.noise)
    relation = relate(view, force.groups, size, tolerance)
    alike = name_bonus(table.neighborhood_ids, force.layer.ids, relation.rows, relation.columns)
    weights = relation.weights() * alike
    matched = match_one_to_one(relation.rows, relation.columns, weights, (size, len(force.layer.ids)))
    clear = relation.matters
    classes = classify(relation.rows[clear], relation.columns[clear], relation.gap, relation.overlap)
    agrees = _states(force, force.counted, neighborhood, matched) == FACE_CLASSES.index(AGREE)
    state = _states(force, force.group, neighborhood, matched)
    state[force.for_review & (state != FACE_CLASSES.index(AGREE))] = FACE_CLASSES.index(REVIEW)
    covered = agrees & (state != FACE_CLASSES.index(GAP))  # households may belong to an area that lies elsewhere
    return ForceMatch(
        faces=force,
        relation=relation,
        matched=matched,
        classes=tuple(classes),
        state=state,
        agrees=agrees,
        agreed=np.bincount(neighborhood[agrees], weights=overlay.households[agrees], minlength=size),
        agreed_m2=np.bincount(neighborhood[covered], weights=overlay.area_m2[covered], minlength=size),
    )


def _states(force: ForceFaces, group: np.ndarray, neighborhood: np.ndarray, matched: np.ndarray) -> np.ndarray:
    members = np.array([len(areas) for areas in force.groups])[group]
    only = np.array([areas[0] if len(areas) == 1 else NONE for areas in force.groups])[group]
    partner = np.append(matched, NONE)[neighborhood]
    state = np.full(len(neighborhood), FACE_CLASSES.index(REAL))
    state[(only == partner) & (only != NONE)] = FACE_CLASSES.index(AGREE)
    state[members > 1] = FACE_CLASSES.index(OVERLAP)
    state[(members == 0) | (neighborhood == NONE)] = FACE_CLASSES.index(GAP)
    return state


def face_states(overlay: Overlay, matches: Sequence[ForceMatch]) -> np.ndarray:
    """Return the (m,) position in :data:`FACE_CLASSES` over all forces."""
    states = np.max([match.state for match in matches], axis=0)
    return np.where(overlay.noise, FACE_CLASSES.index(NOISE), states)


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
    face_id = [
        f"{unit}|{beat or '-'}|{militia or '-'}{'|~' if noise else ''}"
        for (unit, beat, militia), noise in zip(places, overlay.noise.tolist())
    ]
    frame = pd.DataFrame({"face_id": face_id, **columns})
    frame["households"] = overlay.households
    frame["households_low"] = overlay.faces.low
    frame["households_high"] = overlay.faces.high
    frame["evidence"] = _evidence(overlay)
    frame["area_ha"] = overlay.area_m2 / SQUARE_METRES_PER_HECTARE
    frame["width_m"] = mean_width(overlay.faces.geometry)
    frame["face_class"] = np.array(FACE_CLASSES, dtype=object)[face_states(overlay, matches)]
    return gpd.GeoDataFrame(frame, geometry=overlay.faces.geometry)


def _evidence(overlay: Overlay) -> np.ndarray:
    """Return what the households of each face rest on: the weakest evidence of any force."""
    rank = {name: place for place, name in enumerate(EVIDENCE)}
    weakest = np.zeros(len(overlay.table.ids), dtype=np.int64)
    for force in overlay.forces:
        np.maximum(weakest, [rank[name] for name in force.reading.evidence], out=weakest)
    return np.array(EVIDENCE, dtype=object)[weakest][overlay.unit]


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
