"""The union of many polygons in steps small enough to be stopped."""

from __future__ import annotations

import numpy as np
import shapely

from ..model.run import RunControl
from .dissolve import fits_together

_AT_ONCE = 256
_MERGED_AT_ONCE = 8


def union_in_steps(shapes: np.ndarray, control: RunControl) -> shapely.Geometry:
    """Return the union of valid polygons *shapes* (n,); asks *control* between the steps."""
    if len(shapes) == 0:
        return shapely.Polygon()
    control.check()
    if fits_together(shapes):
        return shapely.coverage_union_all(shapes)
    step, merged = _AT_ONCE, shapes[_side_by_side(shapes)]
    while len(merged) > 1:
        united = []
        for first in range(0, len(merged), step):
            control.check()
            united.append(shapely.union_all(merged[first : first + step]))
        step, merged = _MERGED_AT_ONCE, np.array(united, dtype=object)
    return merged[0]


def _side_by_side(shapes: np.ndarray) -> np.ndarray:
    """Return an order in which shapes that lie near each other stand near each other: strips, then along them."""
    bounds = shapely.bounds(shapes)
    x, y = bounds[:, 0] + bounds[:, 2], bounds[:, 1] + bounds[:, 3]
    strips = max(1, int(np.sqrt(len(shapes) / _AT_ONCE)))
    strip = np.argsort(np.argsort(x, kind="stable"), kind="stable") * strips // len(shapes)
    return np.lexsort((y, strip))
