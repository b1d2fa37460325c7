"""Compares neighborhoods with police beats and militia areas: faces, matches, headline figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..model.errors import KhuPhoError
from ..model.messages import CONTEXT, QT_TRANSLATE_NOOP, Message
from ..model.run import RunControl
from .evidence import Evidence
from .faces import Parts, cross, split_units
from .households import main_faces, spread
from .inputs import ForceLayer, UnitTable, read_areas, read_units
from .noise import Tolerance, estimate_noise, is_thin, width_for
from .reading import Reading, read_force
from .results import ForceFaces, Overlay, face_frame, match_force, match_frame
from .summary import summarize

POLICE = "police"
MILITIA = "militia"
_OVERLAY_SHARE = 0.8  # of the progress

_NO_LAYER = QT_TRANSLATE_NOOP(CONTEXT, "Choose a layer of police beats, one of militia areas, or both to compare with.")


@dataclass(frozen=True)
class Comparison:
    """What :func:`compare` found.

    ``faces``: one row per disjoint piece of a unit: ``face_id``, ``unit_id``, ``neighborhood_id``, ``beat_id``,
    ``militia_id`` (None in a gap, several ids joined by “; ” in an overlap), ``households`` (float), ``area_ha``,
    ``width_m``, ``face_class`` (``agree``, ``disagree``, ``gap``, ``overlap``; drawing noise agrees), ``geometry``.
    A unit that differs from one area by drawing noise alone is one face of that area.

    ``matches``: one row per force and neighborhood: ``force`` (``police``, ``militia``), ``neighborhood_id``,
    ``area_id`` (its one-to-one match or None), ``match_class`` (:mod:`.classes`), ``areas`` (all areas that hold more
    than noise of it, joined by “; ”), ``households`` = ``households_matched`` + ``households_elsewhere`` (floats),
    ``area_ha``, ``area_ha_matched``, ``margin`` (share of its households in the match less the share in the next
    best area; NaN without a match or without households).

    ``summary``: ready for JSON, see :func:`.summary.summarize`.

    ``readings``: per force how its layer reads on each unit.
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
    overlay = _overlay(table, layers, tolerance, control.part(0.0, _OVERLAY_SHARE + 0.1))
    matches = [match_force(overlay, force, tolerance) for force in overlay.forces]
    control.progress(0.95)
    readings = {
        layer.force: read_force(table, layer, evidence=(evidence or {}).get(layer.force), tolerance=tolerance)
        for layer in layers
    }
    result = Comparison(
        face_frame(overlay, matches), match_frame(table, matches), summarize(overlay, matches, tolerance), readings
    )
    control.progress(1.0)
    return result


def _overlay(table: UnitTable, layers: list[ForceLayer], tolerance: Tolerance, control: RunControl) -> Overlay:
    """Return the faces of all layers, with the households of each."""
    split = [
        _split(table, layer, tolerance, control.part(place / len(layers) * 0.9, (place + 1) / len(layers) * 0.9))
        for place, layer in enumerate(layers)
    ]
    faces = cross([parts for parts, *_ in split], control.part(0.9, 1.0))
    area = shapely.area(faces.geometry)
    forces = tuple(
        ForceFaces(
            layer, parts.groups, parts.group[faces.part[i]], thin[faces.part[i]], sigma, width, parts.sliver_m2.sum()
        )
        for i, (layer, (parts, thin, sigma, width)) in enumerate(zip(layers, split))
    )
    noise = np.any([force.noise for force in forces], axis=0)
    households = spread(table.households, faces.unit, area, noise)
    return Overlay(table, faces.unit, faces.geometry, area, households, noise, forces)


def _split(
    table: UnitTable, layer: ForceLayer, tolerance: Tolerance, control: RunControl
) -> tuple[Parts, np.ndarray, float, float]:
    """Return the parts of the units by one layer, which of them are noise, the layer's noise, the width of noise."""
    sigma = estimate_noise(table.geometry, layer.geometry, control.part(0.0, 0.1))
    width = width_for(sigma) if tolerance.width_m is None else tolerance.width_m
    parts = split_units(table.geometry, layer.geometry, control.part(0.1, 0.9), width)
    thin = np.zeros(len(parts.unit), dtype=bool)
    counts = np.bincount(parts.unit, minlength=len(table.ids))
    minor = np.flatnonzero(counts[parts.unit] > 1)  # an undivided unit holds no noise, however narrow it is
    thin[minor] = is_thin(parts.geometry[minor], width, control.part(0.9, 1.0))
    thin[main_faces(parts.unit, shapely.area(parts.geometry), thin, len(table.ids))] = False
    return parts, thin, sigma, width
