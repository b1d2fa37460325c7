"""From a rough shift to a precise one: areas' lines are laid on the nearest lines of units that run alongside.

Point to line along the normals, with Tukey's biweight: real disagreements are far from every line and get no weight.
The match is one-sided. Every line of an area should have a line of a unit; most lines of units have no area line.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from .lines import Samples, Segments

_REACH_M = 45.0  # rough shift and noise together
_ALONGSIDE = np.cos(np.radians(40.0))
_OVERSHOOT_M = 3.0
_FIRST_CUT_M, _LEAST_CUT_M, _TUKEY = 30.0, 6.0, 4.685
_ROUNDS, _SETTLED_M = 30, 0.005
NEAR_M = 15.0
_KERNEL_M = 20.0


@dataclass(frozen=True)
class Fit:
    """A shift and how each point fits after it.

    ``shift`` (2,); ``residual`` (p,) signed metres along ``normal`` (p, 2), NaN where no line runs alongside nearby;
    ``pull`` (p,): weight times biweight, ``slope`` (p,): its derivative, of the estimating equations; ``cut`` metres.
    """

    shift: np.ndarray
    residual: np.ndarray
    normal: np.ndarray
    pull: np.ndarray
    slope: np.ndarray
    cut: float

    def closeness(self) -> np.ndarray:
        """Return (p,) how well each point fits: 1 on a line, 0 from 20 m on."""
        scaled = np.nan_to_num(self.residual, nan=_KERNEL_M) / _KERNEL_M
        return np.where(np.abs(scaled) < 1, (1 - scaled**2) ** 2, 0.0)


class Lines:
    """Unit lines with an index, to be fitted to again and again."""

    def __init__(self, units: Segments) -> None:
        self.units = units
        self._tree = shapely.STRtree(shapely.linestrings(np.stack([units.start, units.end], axis=1)))
        vector = units.end - units.start
        self._length = np.hypot(*vector.T)
        self._along = vector / np.maximum(self._length, 1e-9)[:, None]

    def fit(self, points: Samples, start: np.ndarray) -> Fit:
        """Return the fit of *points* that is nearest to the shift *start*."""
        shift = np.array(start, dtype=float)
        pairs = self._pairs(points, shift)
        cut = _FIRST_CUT_M
        for _ in range(_ROUNDS):
            residual, normal, weight = self._residuals(points, pairs, shift)
            near = np.abs(residual) < cut
            if not near.any():
                break
            cut = min(cut, max(_TUKEY * spread(residual[near], points.weight[near]), _LEAST_CUT_M))
            step = _step(residual, normal, weight, cut)
            shift += step
            if np.hypot(*step) < _SETTLED_M:
                break
        residual, normal, weight = self._residuals(points, pairs, shift)
        scaled = np.nan_to_num(residual / cut, nan=2.0)
        inside = np.abs(scaled) < 1
        pull = np.where(inside, weight * (1 - scaled**2) ** 2, 0.0)
        slope = np.where(inside, weight * (1 - scaled**2) * (1 - 5 * scaled**2), 0.0)
        return Fit(shift, residual, normal, pull, slope, cut)

    def _pairs(self, points: Samples, shift: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return (point, segment) positions that are near and alongside, sorted by point."""
        x, y = (points.xy + shift).T
        boxes = shapely.box(x - _REACH_M, y - _REACH_M, x + _REACH_M, y + _REACH_M)
        of, line = self._tree.query(boxes)
        alongside = np.abs((points.along[of] * self._along[line]).sum(axis=1)) >= _ALONGSIDE
        of, line = of[alongside], line[alongside]
        order = np.lexsort((line, of))
        return of[order], line[order]

    def _residuals(
        self, points: Samples, pairs: tuple[np.ndarray, np.ndarray], shift: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return per point: signed distance to the nearest line alongside (NaN: none), its normal, and the weight."""
        of, line = pairs
        residual = np.full(len(points), np.nan)
        normal = np.zeros((len(points), 2))
        weight = np.zeros(len(points))
        if not len(of):
            return residual, normal, weight
        along = self._along[line]
        offset = points.xy[of] + shift - self.units.start[line]
        run = (offset * along).sum(axis=1)
        across = offset[:, 1] * along[:, 0] - offset[:, 0] * along[:, 1]
        over = np.maximum(np.maximum(-run, run - self._length[line]), 0.0)
        distance = np.hypot(across, over)
        first = np.flatnonzero(np.concatenate([[True], of[1:] != of[:-1]]))
        least = np.repeat(np.minimum.reduceat(distance, first), np.diff(np.append(first, len(of))))
        best = np.flatnonzero(distance == least)
        best = best[np.concatenate([[True], of[best][1:] != of[best][:-1]])]
        best = best[over[best] <= _OVERSHOOT_M]
        at = of[best]
        normal[at] = np.stack([-along[best, 1], along[best, 0]], axis=1)
        residual[at] = across[best]
        alike = np.abs((points.along[at] * along[best]).sum(axis=1))
        weight[at] = points.weight[at] * alike**2
        return residual, normal, weight


def spread(residual: np.ndarray, weight: np.ndarray) -> float:
    """Return a robust standard deviation about zero."""
    return 1.4826 * weighted_median(np.abs(residual), weight)


def weighted_median(values: np.ndarray, weight: np.ndarray) -> float:
    """Return the value that half of the weight lies below; NaN for none."""
    if not len(values):
        return float("nan")
    order = np.argsort(values, kind="stable")
    running = np.cumsum(weight[order])
    return float(values[order][np.searchsorted(running, running[-1] / 2)])


def _step(residual: np.ndarray, normal: np.ndarray, weight: np.ndarray, cut: float) -> np.ndarray:
    scaled = np.nan_to_num(residual / cut, nan=2.0)
    w = np.where(np.abs(scaled) < 1, weight * (1 - scaled**2) ** 2, 0.0)
    matrix = (normal * w[:, None]).T @ normal
    matrix += 1e-6 * (np.trace(matrix) + 1e-9) * np.eye(2)
    return -np.linalg.solve(matrix, (normal * (w * np.nan_to_num(residual))[:, None]).sum(axis=0))


def inlier_share(fit: Fit, points: Samples) -> float:
    """Return the share of the lines that have a unit's line alongside within 15 m."""
    near = np.nan_to_num(np.abs(fit.residual), nan=np.inf) <= NEAR_M
    return float(points.weight[near].sum() / max(points.weight.sum(), 1e-9))


def median_residual(fit: Fit, points: Samples) -> float:
    """Return the median distance in metres of the lines that have a unit's line alongside."""
    there = np.isfinite(fit.residual)
    return weighted_median(np.abs(fit.residual[there]), points.weight[there])
