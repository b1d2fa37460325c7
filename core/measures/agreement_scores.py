"""How well two ways to divide households agree, as one number each: kappa and the adjusted Rand index."""

from __future__ import annotations

import numpy as np


def table_of(first: np.ndarray, second: np.ndarray, weight: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the distinct pairs of labels (p,), (p,), sorted, and the sum of *weight* (p,) of each."""
    if not len(first):
        return first, second, weight
    least, width = second.min(), np.ptp(second) + 1
    keys, at = np.unique(first * width + (second - least), return_inverse=True)
    return keys // width, keys % width + least, np.bincount(at.reshape(-1), weights=weight, minlength=len(keys))


def kappa(first: np.ndarray, second: np.ndarray, weight: np.ndarray) -> float | None:
    """Return Cohen's kappa (1960) of two labels of the same things, each counted with its *weight*.

    1: all agree; 0: no more than by chance. None where nothing is counted. Where only one label is used, 1.
    """
    total = float(weight.sum())
    if total <= 0:
        return None
    labels, at = np.unique(np.concatenate([first, second]), return_inverse=True)
    a, b = np.split(at.reshape(-1), 2)
    shares = [np.bincount(side, weights=weight, minlength=len(labels)) / total for side in (a, b)]
    chance = float(shares[0] @ shares[1])
    seen = float(weight[a == b].sum()) / total
    return 1.0 if chance >= 1.0 else (seen - chance) / (1 - chance)


def adjusted_rand(first: np.ndarray, second: np.ndarray, weight: np.ndarray) -> float | None:
    """Return the adjusted Rand index (Hubert and Arabie 1985): share of pairs of households kept together or apart.

    1: the same division, whatever its labels; 0: no more than by chance. None with fewer than two households.
    """
    total = float(weight.sum())
    if total < 2:
        return None
    rows, columns, shared = table_of(first, second, weight)
    together = _pairs(shared)
    by_first = _pairs(np.bincount(np.unique(rows, return_inverse=True)[1], weights=shared))
    by_second = _pairs(np.bincount(np.unique(columns, return_inverse=True)[1], weights=shared))
    chance = by_first * by_second / (total * (total - 1) / 2)
    most = (by_first + by_second) / 2
    return 1.0 if abs(most - chance) < 1e-12 else (together - chance) / (most - chance)


def _pairs(households: np.ndarray) -> float:
    return float(np.maximum(households * (households - 1) / 2, 0.0).sum())
