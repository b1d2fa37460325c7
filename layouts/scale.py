"""The scale of a map: the largest round one at which the ground fits the frame."""

from __future__ import annotations

from shapely.geometry.base import BaseGeometry

ROUND_SCALES = (500, 1_000, 2_000, 5_000, 10_000, 25_000, 50_000, 100_000, 200_000, 500_000)
_AIR_MM = 5.0  # between the ground shown and the frame


def round_scale(ground: BaseGeometry, width_mm: float, height_mm: float) -> int:
    """Return the denominator of the largest round scale at which *ground* (metres) fits the frame.

    Some millimetres of air remain on each side. Ground too large for the smallest round scale gets
    the next million.
    """
    left, lower, right, upper = ground.bounds
    needed = max(
        (right - left) * 1000 / (width_mm - 2 * _AIR_MM),
        (upper - lower) * 1000 / (height_mm - 2 * _AIR_MM),
    )
    fitting = next((scale for scale in ROUND_SCALES if scale >= needed), None)
    return fitting if fitting is not None else int(-(-needed // 1_000_000) * 1_000_000)


def height_on_paper(ground: BaseGeometry, scale: int) -> float:
    """Return the height in mm of a frame for *ground* at 1:*scale*, with air."""
    _, lower, _, upper = ground.bounds
    return (upper - lower) * 1000 / scale + 2 * _AIR_MM


def grid_step(scale: int) -> int:
    """Return the distance of grid lines in metres: round, and 30 to 70 mm on paper."""
    step = 1
    while True:
        for factor in (1, 2, 5):
            if step * factor * 1000 / scale >= 30:
                return step * factor
        step *= 10
