"""Redraws areas as independent operators would: simplified, smoothly displaced, neighbors not alike."""

from __future__ import annotations

import numpy as np
import shapely

OWN_SHARE = 0.4  # of the noise: each polygon's own, so that neighbors disagree
COMMON_METRES, OWN_METRES = 80.0, 50.0  # lengths over which the displacement changes
SIMPLIFY_M, SEGMENT_M, CAP_M = 2.0, 30.0, 15.0
_WAVES = 60
_AT_ONCE = 40_000  # places


def digitize(areas: np.ndarray, sigma_m: float, rng: np.random.Generator) -> np.ndarray:
    """Return (k,) *areas* redrawn with a noise of *sigma_m* metres per axis, displacements capped at 15 m.

    The displacement is a smooth random field common to all areas plus one of each area's own; so shared
    lines part into slivers, gaps and overlaps. Broken rings are mended by a buffer of 0, as many a
    program would: now and then a lobe is lost.
    """
    drawn = shapely.segmentize(shapely.simplify(areas, SIMPLIFY_M), SEGMENT_M)
    places, owner = shapely.get_coordinates(drawn, return_index=True)
    common = _Waves.draw(1, sigma_m * np.sqrt(1 - OWN_SHARE**2), COMMON_METRES, rng)
    own = _Waves.draw(len(areas), sigma_m * OWN_SHARE, OWN_METRES, rng)
    moves = np.empty_like(places)
    for start in range(0, len(places), _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        moves[part] = common.at(places[part], np.zeros(len(places[part]), int)) + own.at(places[part], owner[part])
    far = np.hypot(*moves.T)
    moves *= np.minimum(1.0, CAP_M / np.maximum(far, 1e-9))[:, None]
    drawn = shapely.set_coordinates(np.array(drawn, dtype=object, copy=True), places + moves)
    broken = ~shapely.is_valid(drawn)
    drawn[broken] = shapely.buffer(drawn[broken], 0)
    return drawn


class _Waves:
    """*count* smooth random vector fields, each a sum of plane waves."""

    def __init__(self, numbers: np.ndarray, phases: np.ndarray, heights: np.ndarray):
        self._numbers, self._phases, self._heights = numbers, phases, heights

    @classmethod
    def draw(cls, count: int, sigma_m: float, metres: float, rng: np.random.Generator) -> _Waves:
        return cls(
            rng.normal(0, 1 / metres, (count, _WAVES, 2)).astype(np.float32),
            rng.uniform(0, 2 * np.pi, (count, _WAVES)).astype(np.float32),
            rng.normal(0, sigma_m * np.sqrt(2 / _WAVES), (count, _WAVES, 2)).astype(np.float32),
        )

    def at(self, places: np.ndarray, field: np.ndarray) -> np.ndarray:
        """Return the (p, 2) displacement at *places* in the fields numbered *field*."""
        moves = np.zeros(places.shape)
        for wave in range(_WAVES):
            numbers = self._numbers[field, wave].astype(float)
            angle = (numbers * places).sum(axis=1) + self._phases[field, wave]
            moves += np.cos(angle)[:, None] * self._heights[field, wave]
        return moves
