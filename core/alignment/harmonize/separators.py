"""Where a neighborhood falls apart, and which units could hold it together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Cut:
    """Of the units *apart*, which are in pieces of neighborhood *label*, one leaves it, or one of *between* joins.

    Units that are in the neighborhood for good are left out of ``apart``, so that no unit may have to leave; then one
    of ``between`` must join.
    """

    label: int
    apart: tuple[int, ...]
    between: tuple[int, ...]

    @property
    def key(self) -> tuple:
        """Return what makes two cuts the same."""
        return self.label, self.apart, self.between


@dataclass(frozen=True)
class Members:
    """``neighbors``: of each unit; ``constant``: neighborhood → its units that can't leave; ``possible``: → others."""

    neighbors: Sequence[Sequence[int]]
    constant: Mapping[int, set[int]]
    possible: Mapping[int, set[int]]


def pieces_of(neighbors: Sequence[Sequence[int]], units: set[int]) -> list[set[int]]:
    """Return the connected pieces of *units*, in order of their first units."""
    left, found = set(units), []
    for start in sorted(units):
        if start in left:
            piece = reach(neighbors, [start], left)
            left -= piece
            found.append(piece)
    return found


def reach(neighbors: Sequence[Sequence[int]], start: Iterable[int], within: set[int]) -> set[int]:
    """Return the units that can be reached from *start* through *within*."""
    seen = set(start)
    stack = list(seen)
    while stack:
        for near in neighbors[stack.pop()]:
            if near in within and near not in seen:
                seen.add(near)
                stack.append(near)
    return seen


def find_cuts(members: Members, label: int, inside: set[int], parts: int, weight: np.ndarray) -> list[Cut]:
    """Return cuts that neighborhood *label* breaks where it is in more than *parts* pieces; none where it isn't.

    *inside*: its units besides the constant ones; *weight*: (n,) households.
    """
    constant = members.constant[label]
    pieces = pieces_of(members.neighbors, constant | inside)
    if len(pieces) <= parts:
        return []

    def size(piece: set[int]) -> tuple:
        return bool(piece & constant), int(weight[list(piece)].sum()), len(piece), -min(piece)

    pieces.sort(key=size)
    kept = pieces[len(pieces) - parts :]
    cuts = []
    for piece in pieces[: len(pieces) - parts]:
        between = _border(members, label, piece)
        if parts == 1:
            between = _facing(members, label, piece, kept[0], between)
        else:  # any two of the pieces may become one, so the border of all but the largest counts
            between = between.union(*(_border(members, label, other) for other in kept[:-1]))
        rest = [_anchor(other, constant, weight) for other in kept]
        firm = piece & constant
        for unit in [None] if firm else sorted(piece):
            apart = tuple(sorted(found for found in [unit, *rest] if found is not None))
            cuts.append(Cut(label, apart, tuple(sorted(between))))
    return cuts


def _border(members: Members, label: int, piece: set[int]) -> set[int]:
    """Return the units next to *piece* that could join it."""
    near = {other for unit in piece for other in members.neighbors[unit]}
    return (near & members.possible[label]) - piece


def _facing(members: Members, label: int, piece: set[int], main: set[int], border: set[int]) -> set[int]:
    """Return the units of *border* that a way from *piece* to *main* may come through last."""
    ground = (members.constant[label] | members.possible[label]) - border - piece
    reached = reach(members.neighbors, main, ground)
    return {unit for unit in border if any(near in reached for near in members.neighbors[unit])}


def _anchor(piece: set[int], constant: set[int], weight: np.ndarray) -> int | None:
    """Return the unit that stands for *piece*: None where one of it is there for good, else the largest."""
    if piece & constant:
        return None
    return min(piece, key=lambda unit: (-int(weight[unit]), unit))
