"""Made-up towns with areas of known shift, for the tests of core.alignment.shift."""

from __future__ import annotations

import numpy as np
import shapely


def town(rows=12, columns=12, side=100.0, jitter=0.28, seed=0):
    """Units between streets that are not quite straight: a grid whose corners are moved at random."""
    random = np.random.default_rng(seed)
    x, y = np.meshgrid(np.arange(columns + 1) * side, np.arange(rows + 1) * side)
    corners = np.stack([x, y], axis=-1) + random.uniform(-jitter, jitter, (rows + 1, columns + 1, 2)) * side
    corners += (600_000.0, 1_190_000.0)
    return np.array(
        [
            shapely.Polygon([corners[r, c], corners[r, c + 1], corners[r + 1, c + 1], corners[r + 1, c]])
            for r in range(rows)
            for c in range(columns)
        ],
        dtype=object,
    )


def merged(units, rows=12, columns=12, height=3, width=4):
    """Areas of *height* x *width* units each."""
    number = np.arange(len(units))
    label = (number // columns // height) * (-(-columns // width)) + number % columns // width
    return np.array([shapely.union_all(units[label == k]) for k in range(label.max() + 1)], dtype=object)


def redrawn(areas, sigma, seed=0):
    """Each area drawn anew: corners every 25 m, each off by a smooth random vector of its own area."""
    random = np.random.default_rng(seed)
    drawn = []
    for area in shapely.segmentize(areas, 25.0):
        wave = random.normal(0, 1 / 60, (40, 2))
        phase = random.uniform(0, 2 * np.pi, 40)
        push = random.normal(0, sigma * np.sqrt(2 / 40), (40, 2))

        def wobble(xy, wave=wave, phase=phase, push=push):
            return xy + np.cos(xy @ wave.T + phase) @ push

        drawn.append(shapely.transform(area, wobble))
    return np.array(drawn, dtype=object)


def moved(geometries, vector):
    """Copies of *geometries* that lie *vector* away."""
    return shapely.transform(geometries, lambda xy: xy + np.asarray(vector))
