"""How a neighborhood and the areas of a force lie to each other: 1:1, n:1, 1:n, n:m, gap, overlap."""

from __future__ import annotations

import numpy as np

ONE_TO_ONE = "1:1"
MANY_TO_ONE = "n:1"
ONE_TO_MANY = "1:n"
CROSSING = "n:m"
GAP = "gap"
OVERLAP = "overlap"
CLASSES = (ONE_TO_ONE, MANY_TO_ONE, ONE_TO_MANY, CROSSING, GAP, OVERLAP)


def classify(neighborhoods: np.ndarray, areas: np.ndarray, gap: np.ndarray, overlap: np.ndarray) -> list[str]:
    """Return the class of each of k neighborhoods.

    ``(neighborhoods[i], areas[i])`` are the distinct pairs that share more than noise; *gap*, *overlap*: (k,)
    whether more than noise of a neighborhood lies in no area or in several. In this order:

    - ``gap``: households without an area; ``overlap``: households in several areas
    - ``1:1``: one area, which holds no other neighborhood
    - ``n:1``: one area, shared with other neighborhoods (nested: one officer for several)
    - ``1:n``: several areas, each of them inside this neighborhood alone
    - ``n:m``: several areas, some of which reach into other neighborhoods (the lines cross)

    A neighborhood that lies nowhere with more than noise is a ``gap``.
    """
    size = len(gap)
    areas_of = np.bincount(neighborhoods, minlength=size)
    neighborhoods_of = np.bincount(areas)
    shared = np.bincount(neighborhoods, weights=neighborhoods_of[areas] > 1, minlength=size) > 0
    found = np.where(
        areas_of == 1,
        np.where(shared, MANY_TO_ONE, ONE_TO_ONE),
        np.where(shared, CROSSING, ONE_TO_MANY),
    )
    found = np.where(overlap, OVERLAP, found)
    found = np.where(gap | (areas_of == 0) & ~overlap, GAP, found)
    return [str(name) for name in found]
