"""How sure a fitted shift is: its standard error from clusters of residuals, and whether another place fits as well."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .fit import Fit, spread
from .lines import Samples

_BLOCKS_M = (60.0, 120.0, 240.0, 480.0)
_FEWEST_CLUSTERS = 6.0
_RIVAL_BLOCK_M = 120.0
_PATCH_M = 250.0
_COMMON_SHARE = 0.75
_CAUTION = 1.1


@dataclass(frozen=True)
class Precision:
    """``covariance`` (2, 2) of the shift in square metres, or None; ``clusters``: independent pieces of border."""

    covariance: np.ndarray | None
    clusters: float

    @property
    def standard_error(self) -> float:
        """Return the error of the position in metres (root of the sum of both variances), infinite when unknown."""
        return float("inf") if self.covariance is None else float(np.sqrt(np.trace(self.covariance)))


def precision(fit: Fit, points: Samples) -> Precision:
    """Return how precise *fit* is, allowing for drawing noise that goes on along a line and within an area.

    Cluster-robust ("sandwich") covariance of an M-estimator, with squares of 60 to 480 m and with areas as clusters;
    the largest counts. Residuals along a line are far from independent, so their number says nothing.
    """
    bread = (fit.normal * fit.slope[:, None]).T @ fit.normal
    information = (fit.normal * fit.pull[:, None]).T @ fit.normal
    if np.linalg.eigvalsh(information)[0] <= 0 or np.linalg.eigvalsh(bread)[0] <= 0.05 * np.trace(bread):
        return Precision(None, 0.0)
    inverse = np.linalg.inv(bread)
    score = fit.normal * (fit.pull * np.nan_to_num(fit.residual))[:, None]
    groupings = [*(blocks(points.xy, side) for side in _BLOCKS_M), points.owner]
    best: np.ndarray | None = None
    clusters = effective_number(blocks(points.xy, _RIVAL_BLOCK_M), fit.pull)
    for group in groupings:
        count = effective_number(group, fit.pull)
        if count < _FEWEST_CLUSTERS:
            continue
        sums = np.stack([np.bincount(group, weights=score[:, k]) for k in (0, 1)], axis=1)
        middle = sums.T @ sums * (count / (count - 2.0))
        covariance = inverse @ middle @ inverse
        if best is None or np.trace(covariance) > np.trace(best):
            best = covariance
    least = _least_error(fit, points)
    if best is None:
        return Precision(np.eye(2) * (_CAUTION * least) ** 2 / 2, clusters)
    grown = max(1.0, least / max(float(np.sqrt(np.trace(best))), 1e-12)) * _CAUTION
    return Precision(best * grown**2, clusters)


def _least_error(fit: Fit, points: Samples) -> float:
    """Return a bound in metres below which no error is believed, whatever the clusters say.

    Few clusters hardly differ by chance. So it is taken for granted that drawing noise is the same over 250 m, and
    that three quarters of it are common to all lines of an area (an office draws one area from one sheet).
    """
    there = np.isfinite(fit.residual) & (np.abs(fit.residual) < fit.cut)
    sigma = spread(fit.residual[there], points.weight[there])
    patches = effective_number(blocks(points.xy, _PATCH_M), fit.pull)
    areas = effective_number(points.owner, fit.pull)
    return float(sigma * np.sqrt(2.0) * max(1 / np.sqrt(max(patches, 1.0)), _COMMON_SHARE / np.sqrt(max(areas, 1.0))))


def advantage(first: Fit, second: Fit, points: Samples) -> float:
    """Return by how many standard deviations *first* fits better than *second*, block by block.

    The differences of neighbouring points go together, so blocks of 120 m are counted; n blocks give at most √n.
    """
    difference = points.weight * (first.closeness() - second.closeness())
    by_block = np.bincount(blocks(points.xy, _RIVAL_BLOCK_M), weights=difference)
    spread = np.sqrt((by_block**2).sum())
    return float(by_block.sum() / spread) if spread > 0 else 0.0


def blocks(xy: np.ndarray, side_m: float) -> np.ndarray:
    """Return the number (p,) of the square of *side_m* that each point lies in."""
    if not len(xy):
        return np.zeros(0, dtype=np.int64)
    cell = np.floor((xy - xy.min(axis=0)) / side_m).astype(np.int64)
    return np.unique(cell[:, 0] * (cell[:, 1].max() + 1) + cell[:, 1], return_inverse=True)[1].reshape(-1)


def effective_number(group: np.ndarray, weight: np.ndarray) -> float:
    """Return how many equally heavy groups would be worth as much."""
    sums = np.bincount(group, weights=np.maximum(weight, 0.0)) if len(group) else np.zeros(1)
    square = float((sums**2).sum())
    return float(sums.sum() ** 2 / square) if square > 0 else 0.0
