"""Which neighborhoods and areas of one force belong together: matches, and the one lying inside the other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..inputs import NONE
from ..reading import NOISE
from .case import Case, ForceView

INSIDE = 0.7
"""From this share of its households on, a neighborhood lies inside an area, or an area inside a neighborhood."""


@dataclass(frozen=True)
class Links:
    """Pairs of neighborhood and area of one force that share land, p of them, sorted.

    ``neighborhood``, ``area``: (p,) positions; ``inside``: (p,) share of the neighborhood in the area; ``holds``: (p,)
    share of the area in the neighborhood (of households; of land where there are none); ``linked``: (p,) they belong
    together; ``home``: (a,) neighborhood that units elsewhere in the area are called to, or -1.
    """

    neighborhood: np.ndarray
    area: np.ndarray
    inside: np.ndarray
    holds: np.ndarray
    linked: np.ndarray
    home: np.ndarray

    def joins(self, neighborhood: np.ndarray, area: np.ndarray) -> np.ndarray:
        """Return the (n,) truth of “*neighborhood* and *area* belong together”; -1 belongs to nothing."""
        width = len(self.home)
        keys = (self.neighborhood * width + self.area)[self.linked]
        return np.isin(neighborhood * width + area, keys) & (neighborhood != NONE) & (area != NONE)


def find_links(case: Case, view: ForceView) -> Links:
    """Return what the neighborhoods share with the areas of *view*."""
    pieces, width = view.reading.pieces, max(len(view.reading.area_ids), 1)
    counted = view.reading.counted()
    members = np.array([len(areas) for areas in counted], dtype=np.int64)
    piece = np.repeat(np.arange(len(members)), members)
    flat = np.array([area for areas in counted for area in areas], dtype=np.int64)
    place = case.present[pieces.unit[piece]] if len(piece) else np.zeros(0, dtype=np.int64)
    kind = np.array(pieces.kind, dtype=object)[piece]
    known = (place != NONE) & (kind != NOISE)  # the areas of a piece of noise are all that reach in
    piece, flat, place = piece[known], flat[known], place[known]
    keys, at = np.unique(place * width + flat, return_inverse=True)
    part = 1 / members[piece]
    households = np.bincount(at, pieces.households[piece] * part, len(keys))
    land = np.bincount(at, pieces.area_m2[piece] * part, len(keys))
    neighborhood, area = keys // width, keys % width
    inside = _shares(neighborhood, households, land, len(case.neighborhood_ids))
    holds = _shares(area, households, land, width)
    matched = view.matched[neighborhood] == area
    linked = matched | (inside >= INSIDE) | (holds >= INSIDE)
    return Links(neighborhood, area, inside, holds, linked, _homes(neighborhood, area, holds, view, width))


def _shares(owner: np.ndarray, households: np.ndarray, land: np.ndarray, size: int) -> np.ndarray:
    people, ground = np.bincount(owner, households, size), np.bincount(owner, land, size)
    by_land = land / np.maximum(ground[owner], 1e-9)
    return np.where(people[owner] > 0, households / np.maximum(people[owner], 1e-9), by_land)


def _homes(neighborhood: np.ndarray, area: np.ndarray, holds: np.ndarray, view: ForceView, width: int) -> np.ndarray:
    """Return the matched neighborhood of each area; without a match the one that it lies inside of."""
    home = np.full(width, NONE, dtype=np.int64)
    within = holds >= INSIDE
    home[area[within]] = neighborhood[within]
    has = np.flatnonzero(view.matched != NONE)
    home[view.matched[has]] = has
    return home
