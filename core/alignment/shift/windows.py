"""Where to look: square windows of the city that hold enough border, so that a city costs no more than a ward."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...model.run import RunControl
from .lines import Samples, Segments, cut, in_order, sample

CELL_M = 8.0
SIDE_CELLS = 256
REACH_M = 640.0
"""The longest shift that is looked for."""

_ENOUGH_M = 600_000.0  # metres of border; more make the answer no better than a few decimetres, only slower
_FEWEST, _MOST = 16, 48
_SIDE_M = CELL_M * SIDE_CELLS
_LONGEST_M = 200.0  # longer pieces would stick out of their window
_SPACING_M = 6.0  # below the cell size, so that lines have no holes


@dataclass(frozen=True)
class Window:
    """A square with its lower left ``corner`` (metres), and the area lines in it as points."""

    corner: np.ndarray
    points: Samples


def choose_windows(areas: Segments, control: RunControl) -> list[Window]:
    """Return windows that hold lines of *areas*, spread evenly over those with much line; all of them in a ward.

    :raises CanceledError: *control* says so.
    """
    if not len(areas):
        return []
    areas = cut(areas, _LONGEST_M)
    middle = (areas.start + areas.end) / 2
    # Coarse count first; only the chosen windows are sampled densely.
    origin = np.minimum(areas.start, areas.end).min(axis=0) - CELL_M
    column, row = ((middle - origin) // _SIDE_M).astype(np.int64).T
    keys, of, count = np.unique(np.stack([column, row], axis=1), axis=0, return_inverse=True, return_counts=True)
    metres = np.bincount(of.reshape(-1), weights=areas.lengths, minlength=len(count)).round(2)
    chosen = _spread(metres)
    windows = []
    for number in chosen:
        control.check()
        windows.append(_window(areas, of.reshape(-1) == number, origin + keys[number] * _SIDE_M))
    return windows


def _spread(metres: np.ndarray) -> np.ndarray:
    """Return the positions of the windows to look at."""
    if len(metres) <= _FEWEST:
        return np.arange(len(metres))
    full = np.flatnonzero(metres >= np.median(metres))
    wanted = int(np.clip(np.ceil(_ENOUGH_M / metres[full].mean()), _FEWEST, _MOST))
    if len(full) >= wanted:
        return full[np.linspace(0, len(full) - 1, wanted).round().astype(np.int64)]
    order = np.lexsort((np.arange(len(metres)), -metres))
    return np.sort(order[:wanted])


def _window(areas: Segments, inside: np.ndarray, corner: np.ndarray) -> Window:
    return Window(corner, sample(in_order(areas.take(inside)), _SPACING_M))
