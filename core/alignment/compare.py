"""Compares neighborhoods with police beats and militia areas: faces, matches, headline figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import geopandas as gpd
import pandas as pd

from ..model.errors import KhuPhoError
from ..model.messages import CONTEXT, QT_TRANSLATE_NOOP, Message
from ..model.run import RunControl
from .crossing import cross
from .evidence import Evidence
from .inputs import ForceLayer, UnitTable, read_areas, read_units
from .noise import Tolerance
from .reading import Reading, read_force
from .results import face_frame, match_force, match_frame, overlay_of
from .side_by_side import run_side_by_side
from .summary import summarize

POLICE = "police"
MILITIA = "militia"
_READING_SHARE = 0.75  # of the progress

_NO_LAYER = QT_TRANSLATE_NOOP(CONTEXT, "Choose a layer of police beats, one of militia areas, or both to compare with.")


@dataclass(frozen=True)
class Comparison:
    """What :func:`compare` found.

    ``faces``: one row per disjoint piece of a unit: ``face_id``, ``unit_id``, ``neighborhood_id``, ``beat_id``,
    ``militia_id`` (None in a gap, several ids joined by “; ” in an overlap), ``households`` (float) with
    ``households_low``, ``households_high`` and ``evidence`` (what they rest on), ``area_ha``, ``width_m``,
    ``face_class``, ``geometry``. Classes: ``agree``; ``real``, ``gap``, ``overlap``: wider than noise can be, or
    households say so; ``review``: in between, or of a unit whose area is not sure; ``noise``: drawing noise of any
    layer, one face per unit, without households, with the ids of the areas that it counts to.

    ``matches``: one row per force and neighborhood: ``force`` (``police``, ``militia``), ``neighborhood_id``,
    ``area_id`` (its one-to-one match or None), ``match_class`` (:mod:`.classes`), ``areas`` (all areas that hold more
    than noise of it, joined by “; ”), ``households`` = ``households_matched`` + ``households_elsewhere`` (floats),
    ``area_ha``, ``area_ha_matched``, ``margin`` (share of its households in the match less the share in the next
    best area; NaN without a match or without households).

    ``summary``: ready for JSON, see :func:`.summary.summarize`.

    ``readings``: per force how its layer reads on each unit (:class:`.reading.Reading`).
    """

    faces: gpd.GeoDataFrame
    matches: pd.DataFrame
    summary: dict
    readings: dict[str, Reading]


def compare(
    units: pd.DataFrame,
    beats: pd.DataFrame | None = None,
    militia: pd.DataFrame | None = None,
    *,
    evidence: Mapping[str, Evidence] | None = None,
    tolerance: Tolerance | None = None,
    control: RunControl | None = None,
) -> Comparison:
    """Compare the neighborhoods of *units* with the areas of one or two forces.

    *units*: canonical frame plus ``neighborhood_id`` (None: the unit belongs to none and is counted apart);
    *beats*, *militia*: frames with ``area_id`` and polygons in metres; features of the same id are one area.
    Nothing is modified; broken polygons are repaired on copies. Units without a number of households count 0
    and are listed in the summary. The answer does not depend on the order of features.

    :raises KhuPhoError: no layer given; a column, an id or a polygon is missing; or scipy is.
    :raises CanceledError: canceled through *control*.
    """
    control = control or RunControl()
    tolerance = tolerance or Tolerance()
    table = read_units(units)
    layers = []
    if beats is not None:
        layers.append(read_areas(beats, POLICE, "beats"))
    if militia is not None:
        layers.append(read_areas(militia, MILITIA, "militia"))
    if not layers:
        raise KhuPhoError(Message(_NO_LAYER))
    readings = _read(table, layers, evidence or {}, tolerance, control.part(0.0, _READING_SHARE))
    faces = cross(table.geometry, table.households, readings, control.part(_READING_SHARE, 0.9))
    overlay = overlay_of(table, layers, readings, faces)
    matches = [match_force(overlay, force, tolerance) for force in overlay.forces]
    control.progress(0.95)
    result = Comparison(
        face_frame(overlay, matches),
        match_frame(table, matches),
        summarize(overlay, matches, tolerance),
        {reading.force: reading for reading in readings},
    )
    control.progress(1.0)
    return result


def _read(
    table: UnitTable,
    layers: Sequence[ForceLayer],
    evidence: Mapping[str, Evidence],
    tolerance: Tolerance,
    control: RunControl,
) -> list[Reading]:
    jobs = [
        partial(_read_one, table=table, layer=layer, evidence=evidence.get(layer.force), tolerance=tolerance)
        for layer in layers
    ]
    return run_side_by_side(jobs, control)


def _read_one(
    control: RunControl, table: UnitTable, layer: ForceLayer, evidence: Evidence | None, tolerance: Tolerance
) -> Reading:
    # shapely sets an array read-only while it works on it, so every thread needs arrays of its own.
    table = replace(table, geometry=table.geometry.copy())
    return read_force(table, layer, evidence=evidence, tolerance=tolerance, control=control)
