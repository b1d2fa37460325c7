"""Lines as they lie in a Vietnamese town: winding streets, bent alleys, jogging lot lines, shaky redrawing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import shapely

STREET = "street"
ALLEY = "alley"
LOTS = "lots"


@dataclass(frozen=True)
class Wave:
    """Sideways swing of a cut line, in metres, as a function of the way along it.

    ``along`` (m,) is sorted; ``aside`` (m,) the swing there, linear in between. Two equal values
    of ``along`` make a right-angled jog.
    """

    along: np.ndarray
    aside: np.ndarray

    def at(self, along: np.ndarray) -> np.ndarray:
        """Return the swing (n,) at the places *along* (n,)."""
        return np.interp(along, self.along, self.aside)


def make_wave(kind: str, reach_m: float, width_m: float, rng: np.random.Generator) -> Wave:
    """Return the wave of a line of *kind* from -reach to +reach.

    *width_m* is the breadth of the block that is cut: swings stay small beside it.
    """
    if kind == STREET:
        return _street(reach_m, width_m, rng)
    if kind == ALLEY:
        return _alley(reach_m, width_m, rng)
    return _lots(reach_m, width_m, rng)


def _street(reach: float, width: float, rng: np.random.Generator) -> Wave:
    along = np.linspace(-reach, reach, max(12, int(2 * reach / max(12.0, width / 30))))
    swing = 0.06 * min(width, 300.0) + 0.02 * max(width - 300.0, 0.0)
    aside = np.zeros(len(along))
    for waves, strength in ((2.2, 1.0), (5.1, 0.5), (11.3, 0.22)):
        phase = rng.uniform(0, 2 * np.pi)
        bend = np.sin(along / (2 * reach) * 2 * np.pi * waves + phase)
        aside += swing * strength * rng.uniform(0.5, 1.0) * bend
    return Wave(along, aside)


def _alley(reach: float, width: float, rng: np.random.Generator) -> Wave:
    step = max(14.0, width / 9)
    count = max(4, int(2 * reach / step))
    along = np.linspace(-reach, reach, count) + rng.uniform(-0.3, 0.3, count) * (2 * reach / count)
    aside = rng.normal(0, 0.032 * min(width, 130.0) + 0.012 * max(width - 130.0, 0.0), count)
    return Wave(np.sort(along), aside)


def _lots(reach: float, width: float, rng: np.random.Generator) -> Wave:
    step = max(9.0, width / 14)
    count = max(4, int(2 * reach / step))
    corners = np.linspace(-reach, reach, count + 2)[1:-1] + rng.uniform(-0.35, 0.35, count) * (2 * reach / (count + 1))
    spread = 0.03 * min(width, 110.0) + 0.01 * max(width - 110.0, 0.0)
    level = np.clip(rng.normal(0, spread, count + 1), -0.08 * width, 0.08 * width)
    return Wave(
        np.concatenate([[-reach], np.repeat(corners, 2), [reach]]),
        np.repeat(level, 2),
    )


def smooth_noise(
    sigma_m: float, reach_m: float, rng: np.random.Generator, waves: int = 40
) -> Callable[[np.ndarray], np.ndarray]:
    """Return a smooth field of shifts, (n, 2) places to (n, 2) metres.

    Its standard deviation is *sigma_m* in each direction; places nearer than *reach_m* shift alike.
    """
    direction = rng.normal(0, 1 / reach_m, (waves, 2))
    phase = rng.uniform(0, 2 * np.pi, waves)
    strength = rng.normal(0, sigma_m * np.sqrt(2 / waves), (waves, 2))
    return lambda places: np.cos(places @ direction.T + phase) @ strength


def redraw(areas: np.ndarray, sigma_m: float, rng: np.random.Generator, cap_m: float = 5.0) -> np.ndarray:
    """Return *areas* (k,) of polygons as another office would have drawn them.

    Each is simplified and shifted by smooth noise of its own and noise common to all, *cap_m* at
    most, so neighbors overlap here and leave gaps there.
    """
    if len(areas) == 0:
        return areas
    origin = np.array(shapely.total_bounds(areas)[:2])
    common = smooth_noise(0.85 * sigma_m, 90.0, rng)
    drawn = np.empty(len(areas), dtype=object)
    for position, area in enumerate(areas):
        own = smooth_noise(0.55 * sigma_m, 60.0, rng)

        def shift(places: np.ndarray, own: Callable[[np.ndarray], np.ndarray] = own) -> np.ndarray:
            by = common(places - origin) + own(places - origin)
            far = np.hypot(by[:, 0], by[:, 1])[:, None]
            return np.round(places + by * np.minimum(1.0, cap_m / np.maximum(far, 1e-9)), 2)

        rough = shapely.segmentize(shapely.simplify(area, 1.5), 35.0)
        drawn[position] = _valid(shapely.transform(rough, shift), area)
    return drawn


def _valid(drawn: shapely.Geometry, area: shapely.Geometry) -> shapely.Geometry:
    """Drop the loops that shaky hands make at narrow places, keep every real part."""
    if not drawn.is_valid:
        drawn = drawn.buffer(0)
    parts = shapely.get_parts(drawn)
    parts = parts[shapely.area(parts) > 0.02 * area.area]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(list(parts))
