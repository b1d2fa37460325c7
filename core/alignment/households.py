"""Where the households of a unit live: spread over its faces by area, none in drawing noise."""

from __future__ import annotations

import numpy as np


def main_faces(unit: np.ndarray, area: np.ndarray, noise: np.ndarray, size: int) -> np.ndarray:
    """Return the (size,) position of each unit's main face: its largest that is no noise, -1 for no face.

    Where all faces of a unit are noise, the largest is its main face.
    """
    order = np.lexsort((-np.arange(len(unit)), area, ~noise, unit))  # the last of a unit is its main face
    main = np.full(size, -1, dtype=np.int64)
    main[unit[order]] = order
    return main


def spread(households: np.ndarray, unit: np.ndarray, area: np.ndarray, noise: np.ndarray) -> np.ndarray:
    """Return the households of (m,) faces; they add up to the (n,) *households* of the units.

    Each face gets its share of the unit's area; what falls to noise goes to the unit's main face.
    *households* are floats; count missing ones as 0.
    """
    size = len(households)
    main = main_faces(unit, area, noise, size)
    noise = noise.copy()
    noise[main[main >= 0]] = False
    total = np.bincount(unit, weights=area, minlength=size)
    share = np.where(noise, 0.0, area / total[unit])
    share[main[main >= 0]] += (1.0 - np.bincount(unit, weights=share, minlength=size))[main >= 0]
    return share * households[unit]
