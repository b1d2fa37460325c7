"""Random numbers for many lanes at once: each lane has its own stream, whatever else is in the run."""

from __future__ import annotations

import numpy as np

_STEP = np.uint64(0x9E3779B97F4A7C15)
_MIX_ONE = np.uint64(0xBF58476D1CE4E5B9)
_MIX_TWO = np.uint64(0x94D049BB133111EB)
_TO_UNIT = 2.0**-53


class Draws:
    """Streams of uniform numbers (SplitMix64), one per lane; ``keys`` are their (lanes,) starting states."""

    def __init__(self, keys: np.ndarray) -> None:
        self._state = keys.astype(np.uint64)

    def uniform(self, rows: int) -> np.ndarray:
        """Return (rows, lanes) numbers of [0, 1)."""
        steps = np.arange(1, rows + 1, dtype=np.uint64)[:, None] * _STEP
        mixed = self._state + steps
        self._state = mixed[-1].copy()
        mixed ^= mixed >> np.uint64(30)
        mixed *= _MIX_ONE
        mixed ^= mixed >> np.uint64(27)
        mixed *= _MIX_TWO
        mixed ^= mixed >> np.uint64(31)
        return (mixed >> np.uint64(11)) * _TO_UNIT
