"""Colors for the areas of a map: neighbors never share one, and as few colors as possible."""

from __future__ import annotations

import heapq
from itertools import combinations

import numpy as np

FEW_COLORS = 4
"""A map in the plane needs no more (four color theorem)."""

_SWAPS_PER_AREA = 200
"""How many chains may be swapped to free a color for one area before a fifth color stays."""


def four_color(pairs: np.ndarray, n: int) -> np.ndarray:
    """Return a color number from 0 for each of *n* areas, so that no two neighbors share one.

    *pairs* (m, 2) holds the positions of neighbors, in any order and direction; pairs of an area
    with itself are ignored. Areas are colored in the order of DSATUR (Brélaz 1979: most different
    colors around it first), each with the color in use that is free and used least, so that a
    plan is evenly colored. Areas that got a fifth color or a later one are then freed of it by
    swapping two colors along chains of areas (Kempe 1879). On a map in the plane four colors
    nearly always do; other graphs may keep more. The same input gives the same colors.

    :raises ValueError: a position in *pairs* is outside 0..n-1.
    """
    neighbors = _neighbor_lists(pairs, n)
    colors = _greedy_colors(neighbors)
    for area in range(n):
        if colors[area] >= FEW_COLORS:
            _free_of_late_color(area, colors, neighbors)
    return np.unique(np.array(colors, dtype=np.int64), return_inverse=True)[1].reshape(n)


def _neighbor_lists(pairs: np.ndarray, n: int) -> list[list[int]]:
    pairs = np.asarray(pairs, dtype=np.int64).reshape(-1, 2)
    if pairs.size and (pairs.min() < 0 or pairs.max() >= n):
        raise ValueError(f"pairs must hold positions from 0 to {n - 1}")
    neighbors: list[set[int]] = [set() for _ in range(n)]
    for first, second in pairs.tolist():
        if first != second:
            neighbors[first].add(second)
            neighbors[second].add(first)
    return [sorted(around) for around in neighbors]


def _greedy_colors(neighbors: list[list[int]]) -> list[int]:
    """Color in the order: most different colors around, then most neighbors, then first."""
    colors = [-1] * len(neighbors)
    around: list[set[int]] = [set() for _ in neighbors]
    uses: list[int] = []
    queue = [(0, -len(others), area) for area, others in enumerate(neighbors)]
    heapq.heapify(queue)
    while queue:
        colors_around, _, area = heapq.heappop(queue)
        if colors[area] >= 0 or -colors_around != len(around[area]):
            continue  # noted before more colors came around it
        free = [color for color in range(len(uses)) if color not in around[area]]
        color = min(free, key=uses.__getitem__, default=len(uses))
        if color == len(uses):
            uses.append(0)
        uses[color] += 1
        colors[area] = color
        for other in neighbors[area]:
            if colors[other] < 0 and color not in around[other]:
                around[other].add(color)
                heapq.heappush(queue, (-len(around[other]), -len(neighbors[other]), other))
    return colors


def _free_of_late_color(area: int, colors: list[int], neighbors: list[list[int]]) -> None:
    """Give *area* one of the first four colors if swaps of chains around it can free one."""
    couples = list(combinations(range(FEW_COLORS), 2))
    late = colors[area]
    colors[area] = -1
    for trial in range(_SWAPS_PER_AREA):
        taken = {colors[other] for other in neighbors[area]}
        free = [color for color in range(FEW_COLORS) if color not in taken]
        if free:
            colors[area] = free[0]
            return
        helpful = next((c for c in couples if _separate(area, c, colors, neighbors)), None)
        first, second = helpful or couples[trial % len(couples)]
        starts = [other for other in neighbors[area] if colors[other] == first]
        # Where no swap frees a color at once, one chain is swapped to change the picture.
        for start in starts if helpful else starts[:1]:
            if colors[start] == first:
                _swap(_chain(start, first, second, colors, neighbors), first, second, colors)
    colors[area] = late


def _separate(area: int, couple: tuple[int, int], colors: list[int], neighbors: list[list[int]]) -> bool:
    """Tell whether no chain of the two colors links a neighbor of the first to one of the second."""
    first, second = couple
    return not any(
        colors[other] == second and other in chain
        for start in neighbors[area]
        if colors[start] == first
        for chain in [_chain(start, first, second, colors, neighbors)]
        for other in neighbors[area]
    )


def _chain(start: int, first: int, second: int, colors: list[int], neighbors: list[list[int]]) -> set[int]:
    """Return all areas linked to *start* through areas of the two colors."""
    chain = {start}
    waiting = [start]
    while waiting:
        for other in neighbors[waiting.pop()]:
            if other not in chain and colors[other] in (first, second):
                chain.add(other)
                waiting.append(other)
    return chain


def _swap(chain: set[int], first: int, second: int, colors: list[int]) -> None:
    for area in chain:
        colors[area] = second if colors[area] == first else first
