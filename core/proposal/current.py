"""Starts a search from the present neighborhoods instead of from nothing: the way to least change."""

from __future__ import annotations

import numpy as np

from .parts import Part, connected_parts


def start_labels(part: Part, most: int | None = None) -> list[int] | None:
    """Return (n,) labels that keep the neighborhoods of ``part.current`` as far as the rules allow.

    Each connected piece of a present neighborhood stays whole. Pieces below the minimum, and units
    without a neighborhood, are joined to a neighbor: the lightest that leaves the maximum and the
    pairs to keep apart in peace, of the same old name before others. Where more than *most*
    neighborhoods are left, the lightest are joined, too. None where no unit has a present
    neighborhood, or where all of it would be one.
    """
    if not (part.current >= 0).any():
        return None
    same = part.current[part.edges[:, 0]] == part.current[part.edges[:, 1]]
    same &= part.current[part.edges[:, 0]] >= 0
    pieces = _Pieces(part, connected_parts(part.size, part.edges[same]))
    pieces.join(most or part.size)
    labels = pieces.labels()
    return labels if max(labels) > 0 else None


class _Pieces:
    """Pieces of present neighborhoods by their number, while they are joined."""

    def __init__(self, part: Part, labels: np.ndarray) -> None:
        self.part = part
        count = int(labels.max()) + 1
        self.members: dict[int, list[int]] = {piece: [] for piece in range(count)}
        for unit, piece in enumerate(labels.tolist()):
            self.members[piece].append(unit)
        self.of = labels.tolist()
        counted = part.households if part.maximum is None else part.households.clip(max=part.maximum)
        self.load = np.bincount(labels, part.households, count).astype(int).tolist()
        self.full = np.bincount(labels, counted, count).astype(int).tolist()

    def join(self, most: int) -> None:
        """Join pieces, the lightest first, until none is below the minimum and there are at most *most*."""
        while len(self.members) > 1:
            piece = min(self.members, key=lambda p: (self.load[p], p))
            if self.load[piece] >= self.part.minimum and len(self.members) <= most:
                return
            around = {self.of[v] for u in self.members[piece] for v in self.part.neighbors[u]} - {piece}
            into = min(around, key=lambda other: self._rank(piece, other))
            self._join(piece, into)

    def labels(self) -> list[int]:
        """Return labels 0 to k-1 in the order of the first unit."""
        return np.unique(np.array([min(self.members[p]) for p in self.of]), return_inverse=True)[1].reshape(-1).tolist()

    def _rank(self, piece: int, other: int) -> tuple:
        rivals = self.part.rivals
        clash = rivals is not None and any(self.of[v] == other for u in self.members[piece] for v in rivals[u])
        above = self.part.maximum is not None and self.full[piece] + self.full[other] > self.part.maximum
        kin = {self.part.current[u] for u in self.members[piece]} & {self.part.current[u] for u in self.members[other]}
        return clash, above, not (kin - {-1}), self.load[other], min(self.members[other])

    def _join(self, piece: int, into: int) -> None:
        for unit in self.members[piece]:
            self.of[unit] = into
        self.members[into] += self.members.pop(piece)
        self.load[into] += self.load[piece]
        self.full[into] += self.full[piece]
