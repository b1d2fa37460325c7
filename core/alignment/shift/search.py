"""The search for one reading of the areas: rough peaks, precise fits, and the judgement between them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ...model.messages import Message
from ...model.run import RunControl
from .correlation import correlation, peaks, units_near
from .errors import Precision, advantage, precision
from .fit import Fit, Lines, inlier_share, median_residual
from .lines import Samples, Segments, cut, in_order, segments_of, without_twins
from .warp import part_warning, warp_warnings
from .windows import REACH_M, choose_windows

_ROUGH_POINTS, _FINE_POINTS = 4_000, 24_000
_SPACING_M = 8.0
_SAME_PLACE_M = 4.0
_STAIRS_M = 6.0


@dataclass(frozen=True)
class Search:
    """What was found for one reading of the areas.

    ``lead``: by how many standard deviations the fit is better than the best rival; ``peak_ratio``: closeness
    of the two; ``warnings``: of what a shift can't mend.
    """

    fit: Fit
    points: Samples
    precision: Precision
    lead: float
    peak_ratio: float
    inlier_share: float
    residual_m: float
    warnings: tuple[Message, ...]


def search(
    units: np.ndarray, areas: np.ndarray, guesses: list[tuple[float, float]], control: RunControl
) -> Search | None:
    """Return the shift that fits *areas* to *units* best, or None where they have no border within reach.

    *guesses*: shifts that are tried beside the peaks of the correlation.
    """
    windows = choose_windows(_area_lines(units, areas, control), control)
    if not windows:
        return None
    control.progress(0.1)
    fixed = without_twins(in_order(segments_of(units[units_near(units, windows)], control)))
    if not len(fixed):
        return None
    control.progress(0.25)
    scores = correlation(windows, fixed, control.part(0.25, 0.55))
    found = peaks(scores)
    points = _renumbered(_merged([window.points for window in windows]))
    lines = Lines(fixed)
    control.progress(0.6)
    fits = _rivals(lines, _thinned(points, _ROUGH_POINTS), [*found, (0.0, 0.0), *guesses], control.part(0.6, 0.85))
    return _judged(lines, points, fits)


def _area_lines(units: np.ndarray, areas: np.ndarray, control: RunControl) -> Segments:
    """Return the lines of *areas* that lie within reach of *units*."""
    segments = cut(segments_of(areas, control, _STAIRS_M), REACH_M / 2)
    low, high = _bounds(units)
    low, high = low - REACH_M, high + REACH_M
    middle = (segments.start + segments.end) / 2
    return segments.take(((middle >= low) & (middle <= high)).all(axis=1))


def _renumbered(points: Samples) -> Samples:
    """Return *points* with their owners numbered in the order of the points."""
    _, first, owner = np.unique(points.owner, return_index=True, return_inverse=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return Samples(points.xy, points.along, points.weight, rank[owner.reshape(-1)])


def _bounds(polygons: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    low_high = shapely.total_bounds(polygons)
    return low_high[:2], low_high[2:]


def _rivals(lines: Lines, points: Samples, starts: list[tuple[float, float]], control: RunControl) -> list[Fit]:
    """Return the fits from *starts*, best first, those that end at the same place once."""
    fits: list[Fit] = []
    for number, start in enumerate(starts):
        control.progress(number / len(starts))
        fits.append(lines.fit(points, np.array(start)))
    value = [float((points.weight * fit.closeness()).sum()) for fit in fits]
    kept: list[Fit] = []
    for at in sorted(range(len(fits)), key=lambda k: (-round(value[k], 6), k)):
        if all(np.hypot(*(fits[at].shift - other.shift)) > _SAME_PLACE_M for other in kept):
            kept.append(fits[at])
    return kept


def _judged(lines: Lines, points: Samples, fits: list[Fit]) -> Search:
    fine = _thinned(points, _FINE_POINTS)
    best = lines.fit(fine, fits[0].shift)
    rough = _thinned(points, _ROUGH_POINTS)
    total = (rough.weight * fits[0].closeness()).sum()
    rivals = [float((rough.weight * other.closeness()).sum()) for other in fits[1:]]
    return Search(
        fit=best,
        points=fine,
        precision=precision(best, fine),
        lead=min((advantage(fits[0], other, rough) for other in fits[1:]), default=float("inf")),
        peak_ratio=float(total / max(max(rivals, default=0.0), 1e-9)),
        inlier_share=inlier_share(best, fine),
        residual_m=median_residual(best, fine),
        warnings=(*warp_warnings(best, fine), *part_warning(fits[0], fits[1:], rough)),
    )


def _merged(parts: list[Samples]) -> Samples:
    return Samples(*(np.concatenate([getattr(part, name) for part in parts]) for name in Samples.__annotations__))


def _thinned(points: Samples, most: int) -> Samples:
    """Return every k-th of *points*, each standing for k times the line."""
    every = int(np.ceil(len(points) / most))
    some = points.take(slice(None, None, max(every, 1)))
    return Samples(some.xy, some.along, some.weight * max(every, 1), some.owner)
