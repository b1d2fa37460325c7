"""The cheapest way to share a number of neighborhoods out over connected parts."""

from __future__ import annotations


def cheapest_share(bounds: dict[tuple[int, int], float], parts: int, count: int) -> float:
    """Return the least sum of ``bounds[part, number]`` over numbers that add up to *count*."""
    best = {0: 0.0}
    for part in range(parts):
        sums: dict[int, float] = {}
        for (own, number), bound in bounds.items():
            if own == part:
                for so_far, value in best.items():
                    sums[so_far + number] = min(sums.get(so_far + number, float("inf")), value + bound)
        best = sums
    return best[count]
