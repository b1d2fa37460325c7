"""How round an area is."""

from __future__ import annotations

import numpy as np
import shapely


def polsby_popper(geometries: np.ndarray) -> np.ndarray:
    """Return 4πA/P² of each of (n,) polygons: 1 for a circle, 0 for a line (Polsby and Popper, 1991).

    Empty and missing polygons get 0.
    """
    area = np.nan_to_num(shapely.area(geometries))
    perimeter = np.nan_to_num(shapely.length(geometries))
    measure = np.zeros(len(area))
    np.divide(4 * np.pi * area, perimeter**2, out=measure, where=perimeter > 0)
    return measure
