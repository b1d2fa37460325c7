"""All shifts at once: cross-correlation of the areas' lines with the units' lines.

Lines are drawn into rasters of 8 m cells, with their direction (cosine and sine of twice the angle), so that only lines
that run alongside each other count: cos² of the angle between them. The spectra of all windows are added before one
inverse transform. No start value is needed, and the shift may be larger than a unit, where any method that walks to the
nearest line gets stuck.
"""

from __future__ import annotations

import numpy as np

from ...model.run import RunControl
from .lines import Segments, sample, within
from .windows import CELL_M, REACH_M, SIDE_CELLS, Window

_REACH = int(REACH_M / CELL_M)
_SPACING_M = 6.0
_APART = 4  # cells between two peaks: what lies closer is one peak
_PEAKS = 6
_SIZE = 432  # SIDE_CELLS + 2 * _REACH and room for lines that stick out, a product of small primes


def correlation(windows: list[Window], units: Segments, control: RunControl) -> np.ndarray:
    """Return the score of each shift on a grid of 8 m, (2 * reach + 1)², the middle being no shift at all.

    Scores are shares of the areas' lines that find a line of a unit alongside, less what chance would find.
    """
    total: np.ndarray | complex = 0
    metres = 0.0
    boxes = _boxes(units)
    for number, window in enumerate(windows):
        control.progress(number / len(windows))
        origin = window.corner - _REACH * CELL_M
        low, high = origin - CELL_M, origin + (_SIZE + 1) * CELL_M
        near = (boxes[:, :2] <= high).all(axis=1) & (boxes[:, 2:] >= low).all(axis=1)
        fixed = _unit_rasters(units.take(near), origin)
        moving = _area_rasters(window, origin)
        metres += float(window.points.weight.sum())
        for a, b in zip(fixed, moving):  # not by scipy.fft: it brings QGIS down when run in a thread of Qt
            total = total + np.fft.rfft2(a) * np.conj(np.fft.rfft2(b))
    if not metres:
        return np.zeros((2 * _REACH + 1, 2 * _REACH + 1))
    every = np.fft.irfft2(total, (_SIZE, _SIZE))
    around = np.roll(every, (_REACH, _REACH), axis=(0, 1))[: 2 * _REACH + 1, : 2 * _REACH + 1]
    return np.asarray(around, dtype=float) / metres


def peaks(scores: np.ndarray) -> list[tuple[float, float]]:
    """Return the best shifts (dx, dy) in metres, best first, each the highest of its surroundings."""
    left = np.round(scores, 9)  # what differs in the last digits only is a tie, broken by place
    found = []
    for _ in range(_PEAKS):
        column, row = np.unravel_index(int(left.argmax()), left.shape)
        if not np.isfinite(left[column, row]) or left[column, row] <= 0:
            break
        found.append((float(column - _REACH) * CELL_M, float(row - _REACH) * CELL_M))
        left[
            max(0, column - _APART) : column + _APART + 1,
            max(0, row - _APART) : row + _APART + 1,
        ] = -np.inf
    return found


def _boxes(segments: Segments) -> np.ndarray:
    return np.hstack([np.minimum(segments.start, segments.end), np.maximum(segments.start, segments.end)])


def _unit_rasters(units: Segments, origin: np.ndarray) -> list[np.ndarray]:
    """Return how near a line is (0 to 1, blurred over 3 x 3 cells, chance taken off), and its direction."""
    points = sample(units, _SPACING_M)
    cells, inside = _cells(points.xy, origin)
    count = _count(cells, np.ones(int(inside.sum())))
    cos, sin = (_count(cells, value) for value in _double_angle(points.along[inside]))
    there = np.maximum(count, 1.0)
    blurred = [_blur(value) for value in (np.minimum(count, 1.0), cos / there, sin / there)]
    blurred[0] -= blurred[0].mean()
    return [value.astype(np.float32) for value in blurred]


def _area_rasters(window: Window, origin: np.ndarray) -> list[np.ndarray]:
    cells, inside = _cells(window.points.xy, origin)
    weight = window.points.weight[inside]
    cos, sin = _double_angle(window.points.along[inside])
    return [_count(cells, value).astype(np.float32) for value in (weight, weight * cos, weight * sin)]


def _cells(xy: np.ndarray, origin: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    cells = np.floor((xy - origin) / CELL_M).astype(np.int64)
    inside = ((cells >= 0) & (cells < _SIZE)).all(axis=1)
    return cells[inside, 0] * _SIZE + cells[inside, 1], inside


def _count(cells: np.ndarray, values: np.ndarray) -> np.ndarray:
    return np.bincount(cells, weights=values, minlength=_SIZE * _SIZE).reshape(_SIZE, _SIZE)


def _double_angle(along: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return along[:, 0] ** 2 - along[:, 1] ** 2, 2 * along[:, 0] * along[:, 1]


def _blur(raster: np.ndarray) -> np.ndarray:
    """Return *raster* with each cell the weighted mean (1 2 1) of its surroundings; noise of 5-10 m is a cell wide."""
    for axis in (0, 1):
        raster = (np.roll(raster, 1, axis) + 2 * raster + np.roll(raster, -1, axis)) / 4
    return raster


def units_near(units: np.ndarray, windows: list[Window]) -> np.ndarray:
    """Tell which of the polygons *units* may matter for *windows*."""
    reach = (_REACH + 3) * CELL_M
    near = np.zeros(len(units), dtype=bool)
    for window in windows:
        low, high = window.corner - reach, window.corner + SIDE_CELLS * CELL_M + reach
        near |= within(units, np.concatenate([low, high]))
    return near
