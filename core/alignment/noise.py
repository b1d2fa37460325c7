"""Tells drawing noise from land: thin slivers along a redrawn line are no disagreement.

A sliver is told by its thickness, not by its area: on 6,460 minor faces of known truth (5 m noise) a
width of 20 m separated noise from real parts without error, the best area rule had an F1 of 0.65.
How thick noise gets is estimated from the layer itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import erf, sqrt

import numpy as np
import shapely

from ..model.run import RunControl
from .polygons import ranges

LEAST_LOW_M = 3.0
LEAST_HIGH_M = 8.0
CAP_M = 30.0  # lines further apart are a real disagreement, not noise
BIN_M = 1.0
_STEP_M = 15.0
_ROOM_PART = 0.9  # shrunk polygons are up to 8 percent too wide, as corners are rounded with chords
_MOST_POINTS = 5_000
_POINTS_AT_ONCE = 500
_TO_SIGMA = 1.4826  # of the median distance, for normal noise
# A normal distance exceeds its 95th percentile by 0.616 sigma at the 99th and by 2.04 sigma at four sigma.
_TAIL = 2.31
_STRIP_M = (8.0, 20.0)  # one row of houses
_OFFSET_KEPT_M = 115.0  # side of a unit that shows a strip twice; fits 2 to 10 m of noise on sides of 67 and 134 m


@dataclass(frozen=True)
class Tolerance:
    """What does not count as disagreement.

    ``low_m``, ``high_m``: faces thinner than the first are drawing noise, thicker than the second real, between
    them for review; None estimates them per layer (:func:`thresholds`). ``households`` and ``share``: a
    neighborhood's part in an area matters from that many households and that share of its own households on.
    """

    low_m: float | None = None
    high_m: float | None = None
    households: float = 2.0
    share: float = 0.01


@dataclass(frozen=True)
class NoiseEstimate:
    """Drawing noise of a layer against the units, in metres.

    ``sigma_m``: robust standard deviation; faces below ``low_m`` are noise, above ``high_m`` real;
    ``edges_m``: (b + 1,) and ``counts``: (b,) histogram of the distances from the areas' lines to the units' lines.
    """

    sigma_m: float
    low_m: float
    high_m: float
    edges_m: np.ndarray
    counts: np.ndarray


def estimate_noise(
    units: np.ndarray, areas: np.ndarray, control: RunControl, tolerance: Tolerance | None = None
) -> NoiseEstimate:
    """Return the drawing noise of *areas* against *units*, both usable polygons in metres.

    ``sigma_m`` is 1.48 times the median distance from the areas' lines to the nearest line of a unit; distances
    above 30 m are left out as real disagreement. 0.0 where no line comes near.
    """
    tolerance = tolerance or Tolerance()
    found = _distances(units, areas, control)
    edges = np.arange(0.0, CAP_M + BIN_M, BIN_M)
    sigma = float(_TO_SIGMA * np.median(found)) if len(found) else 0.0
    low, high = thresholds(sigma, found)
    low = low if tolerance.low_m is None else tolerance.low_m
    high = max(high if tolerance.high_m is None else tolerance.high_m, low)
    return NoiseEstimate(sigma, low, high, edges, np.histogram(found, edges)[0])


def thresholds(sigma_m: float, distances_m: np.ndarray) -> tuple[float, float]:
    """Return the widths up to which a face is noise, and from which on it is real, in metres.

    ``2.5 sigma + 1`` (3 at least) and ``4 sigma`` (8 at least). Where the hand stayed within a bound, the tail of
    *distances_m* is shorter than a normal one and both are lower: four sigma are what the tail reaches when it goes
    on from its 95th and 99th percentile as a normal one does.
    """
    low, high = 2.5 * sigma_m, 4 * sigma_m
    if len(distances_m):
        near, far = np.quantile(distances_m, [0.95, 0.99])
        low, high = min(low, float(far)), min(high, float(far + _TAIL * (far - near)))
    high = max(high, LEAST_HIGH_M)
    return min(max(low + 1.0, LEAST_LOW_M), high), high


def _distances(units: np.ndarray, areas: np.ndarray, control: RunControl) -> np.ndarray:
    lines = _lines(units)
    points = shapely.get_coordinates(shapely.segmentize(_lines(areas), _STEP_M))
    if not len(lines) or not len(points):
        return np.zeros(0)
    points = shapely.points(points[:: len(points) // _MOST_POINTS + 1])
    tree = shapely.STRtree(lines)
    found = []
    for start in range(0, len(points), _POINTS_AT_ONCE):
        control.progress(start / len(points))
        some = points[start : start + _POINTS_AT_ONCE]
        found.append(tree.query_nearest(some, max_distance=CAP_M, return_distance=True, all_matches=False)[1])
    return np.concatenate(found)


def _lines(polygons: np.ndarray) -> np.ndarray:
    lines = shapely.get_parts(shapely.boundary(polygons))
    return lines[~shapely.is_empty(lines)]


def expected_hidden(noise: NoiseEstimate, side_m: float) -> float:
    """Return the share of narrow real strips (8 to 20 m, one row of houses) that would be taken for noise.

    A strip of width w along a unit of *side_m* is drawn w + e wide, where e is normal noise of the layer. It is
    noise when it is nowhere thicker than the lower threshold. The hand keeps its offset for a length, so that only a
    long side gives the strip more than one chance to be seen.
    """
    widths = np.linspace(*_STRIP_M, 49)
    if noise.sigma_m <= 0:
        return float(np.mean(widths < noise.low_m))
    chances = 1.0 + (side_m / _OFFSET_KEPT_M) ** 2
    below = np.array([0.5 * (1 + erf((noise.low_m - width) / (sqrt(2.0) * noise.sigma_m))) for width in widths])
    return float(np.mean(below**chances))


def mean_width(geometries: np.ndarray) -> np.ndarray:
    """Return the width in metres of (m,) polygons: the short side of the rectangle of same area and perimeter.

    Rounder shapes than a square have no such rectangle; they get the side of the square of their area.
    """
    area = shapely.area(geometries)
    half = shapely.length(geometries) / 2
    root = np.sqrt(np.maximum(half**2 - 4 * area, 0.0))
    return np.where(half**2 > 4 * area, (half - root) / 2, np.sqrt(area))


def is_thin(geometries: np.ndarray, width_m: float, control: RunControl) -> np.ndarray:
    """Tell which of (m,) polygons hold no circle of diameter *width_m* (metres)."""
    area, length = shapely.area(geometries), shapely.length(geometries)
    thin = np.ones(len(geometries), dtype=bool)
    # The inscribed diameter is at least 2A/P, and a polygon smaller than the circle can't hold it.
    sure = 2 * area > width_m * length
    thin[sure] = False
    unsure = np.flatnonzero(~sure & (area >= np.pi / 4 * width_m**2))
    unsure = unsure[_has_room(geometries[unsure], _ROOM_PART * width_m)]
    thin[unsure] = shapely.is_empty(eroded(geometries[unsure], width_m / 2, control))
    return thin


def _has_room(geometries: np.ndarray, width_m: float) -> np.ndarray:
    """Tell which of (m,) polygons have a part whose area and bounds a circle of diameter *width_m* fits into."""
    parts, owner = shapely.get_parts(geometries, return_index=True)
    left, bottom, right, top = shapely.bounds(parts).T
    fits = (np.minimum(right - left, top - bottom) >= width_m) & (shapely.area(parts) >= np.pi / 4 * width_m**2)
    return np.bincount(owner[fits], minlength=len(geometries)) > 0


def eroded(polygons: np.ndarray, metres: float, control: RunControl) -> np.ndarray:
    """Return (n,) *polygons* shrunk by *metres* on all sides, in chunks that can be canceled."""
    found = np.empty(len(polygons), dtype=object)
    for part, values in ranges(lambda part: shapely.buffer(polygons[part], -metres, quad_segs=2), polygons, control):
        found[part] = values
    return found


def plain_numbers(noise: NoiseEstimate) -> dict[str, object]:
    """Return *noise* ready for JSON: ``sigma_m``, ``low_m``, ``high_m``, ``edges_m``, ``counts``."""
    return {
        "sigma_m": round(noise.sigma_m, 2),
        "low_m": round(noise.low_m, 2),
        "high_m": round(noise.high_m, 2),
        "edges_m": [round(float(edge), 2) for edge in noise.edges_m],
        "counts": [int(count) for count in noise.counts],
    }
