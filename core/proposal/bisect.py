"""A first plan by cutting the part in two again and again, by households, along lines of random direction."""

from __future__ import annotations

from heapq import heappop, heappush
from math import cos, pi, sin
from random import Random

import numpy as np

from .parts import Part


def bisect(part: Part, count: int, dice: Random) -> list[int] | None:
    """Return labels of *count* connected regions with about equal households; None where a cut fails.

    The part must be connected and have at least *count* units. A unit with more households than a
    region should have counts as that much.
    """
    counted = np.minimum(part.households, part.total / count)
    labels = [0] * part.size
    todo = [(list(range(part.size)), 0, count)]
    while todo:
        units, first, share = todo.pop()
        if share == 1:
            for unit in units:
                labels[unit] = first
            continue
        less = share // 2
        cut = _cut(part, units, counted, less / share, dice)
        sides = _connect(part, *cut, less, share - less)
        if sides is None:
            return None
        near, far = sides
        todo.append((near, first, less))
        todo.append((far, first + less, share - less))
    return labels


def _cut(part: Part, units: list[int], counted: np.ndarray, share: float, dice: Random) -> tuple[set[int], set[int]]:
    """Cut connected *units* in a connected set with *share* of the households and the rest."""
    rank = _ranks(part, units, dice)
    wanted = float(counted[units].sum()) * share
    inside = set(units)
    start = min(units, key=lambda unit: (rank[unit], unit))
    near: set[int] = set()
    seen = {start}
    front = [(rank[start], start)]
    load = 0.0
    while front and len(near) < len(units) - 1:
        _, unit = heappop(front)
        own = float(counted[unit])
        if near and load + own / 2.0 > wanted:
            break
        near.add(unit)
        load += own
        for other in part.neighbors[unit]:
            if other in inside and other not in seen:
                seen.add(other)
                heappush(front, (rank[other], other))
    return near, inside - near


def _ranks(part: Part, units: list[int], dice: Random) -> dict[int, float]:
    """Return the place of each unit along a direction near the long axis of *units*."""
    x, y = part.x[units], part.y[units]
    x, y = x - x.mean(), y - y.mean()
    axis = 0.5 * float(np.arctan2(2.0 * (x * y).sum(), (x * x).sum() - (y * y).sum()))
    angle = axis + dice.gauss(0.0, 0.5) + pi * dice.randrange(2)
    return dict(zip(units, (x * cos(angle) + y * sin(angle)).tolist()))


def _connect(
    part: Part, near: set[int], far: set[int], least_near: int, least_far: int
) -> tuple[list[int], list[int]] | None:
    """Give loose pieces of *far* to *near*, then units to the side that has too few of them."""
    pieces = sorted(_pieces(part, far), key=lambda piece: (-len(piece), min(piece)))
    for piece in pieces[1:]:
        near |= piece
    far = pieces[0]
    for giver, taker, least in ((near, far, least_far), (far, near, least_near)):
        while len(taker) < least:
            unit = _loose_unit(part, giver, taker)
            if unit is None:
                return None
            giver.discard(unit)
            taker.add(unit)
    return sorted(near), sorted(far)


def _loose_unit(part: Part, giver: set[int], taker: set[int]) -> int | None:
    """Return a unit of *giver* that touches *taker* and without which the giver stays connected."""
    for unit in sorted(giver):
        if any(other in taker for other in part.neighbors[unit]) and len(_pieces(part, giver - {unit})) == 1:
            return unit
    return None


def _pieces(part: Part, units: set[int]) -> list[set[int]]:
    left, pieces = set(units), []
    while left:
        piece = {left.pop()}
        front = list(piece)
        while front:
            for other in part.neighbors[front.pop()]:
                if other in left:
                    left.discard(other)
                    piece.add(other)
                    front.append(other)
        pieces.append(piece)
    return pieces
