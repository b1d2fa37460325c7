"""A made-up ward with old khu phố, police beats and militia areas, as a problem without geometry."""

from __future__ import annotations

import numpy as np
from proposal_cases import grid


def ward(seed: int = 1, width: int = 9, height: int = 7, minimum: int = 500, **extra):
    """A grid of uneven units; old khu phố are three columns wide, beats two rows high and askew to them."""
    random = np.random.default_rng(seed)
    column, row = np.tile(np.arange(width), height), np.repeat(np.arange(height), width)
    groups = {
        "old": (column // 3 + 10 * (row // 2)).tolist(),
        "beat": ((column + row) // 4 + 10 * (row // 3)).tolist(),
        "militia": (column // 5).tolist(),
    }
    ids = [f"T{i:02d}" for i in range(width * height)]
    return grid(width, height, random.integers(60, 150, width * height), minimum, ids=ids, **{**groups, **extra})
