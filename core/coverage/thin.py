"""Thin polygons: slits between borders that should be one line."""

from __future__ import annotations

import numpy as np
import shapely


def are_thin(shapes: np.ndarray, width_m: float) -> np.ndarray:
    """Tell of each of *shapes* (n,) whether it is nowhere wider than *width_m* metres."""
    shapes = np.asarray(shapes, dtype=object)
    # Wider than that on average: no need for the slow look.
    thin = 2 * shapely.area(shapes) <= width_m * shapely.length(shapes)
    thin[thin] = shapely.is_empty(shapely.buffer(shapes[thin], -width_m / 2, join_style="mitre"))
    return thin


def is_thin(shape: shapely.Geometry, width_m: float) -> bool:
    """Tell whether *shape* is nowhere wider than *width_m* metres."""
    return bool(are_thin(np.array([shape], dtype=object), width_m)[0])
