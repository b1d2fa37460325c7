"""What a neighborhood costs: a sum over neighborhoods of named terms, so that a change is judged locally.

The terms, each with its usual weight in :data:`SCALE` (times the user's weight):

- *boundary*: half the inner boundary, in mean borders between two units
- *balance*: squared relative distance of the households from the target
- *compactness*: 1 - Polsby-Popper
- *stability*, *beats*, *militia*: households kept together, see :func:`_group_bonds`
- *barriers*: soft barriers inside a neighborhood, in mean borders
- *walking*: squared distances of the households to the population center, see :func:`scatter`; off
  by default, and then no sums for it are kept

All terms but balance, compactness and walking are sums over pairs of units in the same neighborhood
("bonds"), so that thousands of candidate cuts are scored by one matrix product. Units with more
households than the target count as the target (an apartment building is no fault in balance), and
alone they are no fault in compactness.
"""

from __future__ import annotations

from math import pi

import numpy as np

from .parts import Part
from .plan import Weights

SCALE = Weights(
    balance=10.0, boundary=1.0, compactness=5.0, stability=4.0, beats=3.0, militia=3.0, barriers=2.0, walking=5.0
)
_DENSE = 2500  # units up to which the pair matrices are kept whole
_FOUR_PI = 4.0 * pi
HOUSEHOLDS, AREA, PERIMETER, COUNTED, CAPPED, WALK_X, WALK_Y, WALK_SQUARE = range(8)
"""Columns of :attr:`CostModel.columns`: what is summed over the units of a neighborhood.

The last three, h x, h y and h (x² + y²) for h households, are there only where walking counts.
"""


WALKING = [HOUSEHOLDS, WALK_X, WALK_Y, WALK_SQUARE]
"""Columns that :func:`scatter` takes, in its order."""


def walking_columns(part: Part, length: float) -> np.ndarray:
    """Return (n, 3) h x, h y, h (x² + y²) of each unit; lengths in *length* metres.

    The origin is the part's population center, so that differences of the sums keep their digits.
    """
    h = part.households.astype(float)
    heads = max(float(h.sum()), 1.0)
    x, y = ((line - (h @ (line - line[0])) / heads - line[0]) / length for line in (part.x, part.y))
    return np.column_stack((h * x, h * y, h * (x * x + y * y)))


def scatter(h: np.ndarray, hx: np.ndarray, hy: np.ndarray, square: np.ndarray) -> np.ndarray:
    """Return sum h |x - c|² about the population center c, from the sums over the units of a neighborhood.

    ``square - (hx² + hy²) / h``, by Huygens and Steiner; 0 without households. In the cost it is
    divided by that of a disk with the target's households and area (mean squared distance A / 2 pi), so
    a compact neighborhood of the target size costs about 1 times the scale, and one twice as long as
    wide 1.3 times. A neighborhood never has less than its pieces have in sum.
    """
    return np.maximum(square - (hx * hx + hy * hy) / np.maximum(h, 1e-9), 0.0)


class CostModel:
    """The cost of neighborhoods of one part for a target size (households)."""

    def __init__(self, part: Part, weights: Weights, target: float, length: float | None = None) -> None:
        length = _usual_length(part) if length is None else length
        self.usual_length = length
        self.part = part
        self.balance = SCALE.balance * weights.balance
        self.compactness = SCALE.compactness * weights.compactness
        self.households = part.households.astype(float)
        self.area = part.area_m2 / length**2
        self.perimeter = np.maximum(part.perimeter_m / length, 1e-9)
        self.shared = part.shared_m / length
        self._length = {(u, v): e for (u, v), e in zip(part.edges.tolist(), self.shared.tolist())}
        self.bond = self.shared * (SCALE.boundary * weights.boundary - SCALE.barriers * weights.barriers * part.barrier)
        self.group_bonds = _group_bonds(part, weights)
        self.plain = not self.group_bonds and not part.barrier.any()
        self.heat = float(self.shared.mean()) if len(self.shared) else 1.0
        self.boundary = SCALE.boundary * weights.boundary
        self._dense = self._dense_blocks() if part.size <= _DENSE else None
        self._neighbors = None if self._dense else self._neighbor_table()
        capped = part.households if part.maximum is None else part.households.clip(max=part.maximum)
        self.walks = weights.walking > 0
        self._walking = SCALE.walking * weights.walking
        self.columns = np.column_stack((self.households, self.area, self.perimeter, self.households, capped))
        if self.walks:
            self.columns = np.column_stack((self.columns, walking_columns(part, length)))
        self.set_target(target)

    def set_target(self, target: float) -> None:
        """Aim at *target* households per neighborhood."""
        self.target = max(float(target), 1.0)
        self.columns[:, COUNTED] = np.minimum(self.households, self.target)
        self.tall = self.households >= self.target
        self.has_tall = bool(self.tall.any())
        if self.walks:
            self.walking = self._walking * self._per_scatter()

    def _per_scatter(self) -> float:
        """Return 1 / the scatter of a disk with the target's households and their share of the part's area."""
        share = self.target / max(float(self.households.sum()), 1.0)
        area = max(float(self.area.sum()) * share, 1e-9)
        return 2.0 * pi / (area * self.target)

    def length(self, u: int, v: int) -> float:
        """Return the common border of two neighbors, in mean borders."""
        return self._length[(u, v) if u < v else (v, u)]

    def block(self, units: list[int]) -> tuple[np.ndarray, np.ndarray]:
        """Return (m, m) shared lengths and (m, m) bonds among *units*; both symmetric."""
        at = np.array(units)
        if self._dense:
            shared, bond = self._dense
            pick = (at[:, None], at)
            lengths = shared[pick]
            return lengths, lengths * self.boundary if self.plain else bond[pick]
        return self._sparse_block(at)

    def region_cost(self, units: list[int]) -> float:
        """Return the cost of one neighborhood; bonds inside count as gain (below 0)."""
        lengths, bonds = self.block(units)
        at = np.array(units)
        inner = float(lengths.sum())
        border = max(float(self.perimeter[at].sum()) - inner, 1e-6)
        round_share = min(_FOUR_PI * float(self.area[at].sum()) / border**2, 1.0)
        if len(units) == 1 and self.tall[units[0]]:
            round_share = 1.0
        off = float(self.columns[at, COUNTED].sum()) / self.target - 1.0
        cost = self.balance * off * off + self.compactness * (1.0 - round_share) - float(bonds.sum()) / 2.0
        if self.walks:
            cost += self.walking * float(scatter(*self.columns[at][:, WALKING].sum(axis=0)))
        return cost

    def constant(self) -> float:
        """Return what makes the neighborhoods' costs a sum of penalties, 0 where nothing is at fault.

        It is all bonds that a plan could lose, and not what barriers take from them: a barrier costs
        where it is crossed, and where it isn't, the border does as any other.
        """
        bonds = float(self.shared.sum()) * self.boundary
        return bonds + sum(float(bonds.sum()) for _, bonds in self._group_pairs())

    def _group_pairs(self) -> list[tuple[np.ndarray, np.ndarray]]:
        pairs = []
        for labels, share in self.group_bonds:
            for group in np.unique(labels[labels >= 0]):
                units = np.flatnonzero(labels == group)
                i, j = np.triu_indices(len(units), 1)
                pairs.append((np.column_stack([units[i], units[j]]), share[units[i]] * share[units[j]]))
        return pairs

    def _dense_blocks(self) -> tuple[np.ndarray, np.ndarray]:
        n = self.part.size
        lengths = np.zeros((n, n))
        bonds = np.zeros((n, n))
        i, j = self.part.edges.T if len(self.part.edges) else np.zeros((2, 0), np.int64)
        lengths[i, j] = lengths[j, i] = self.shared
        bonds[i, j] = bonds[j, i] = self.bond
        for pairs, values in self._group_pairs():
            bonds[pairs[:, 0], pairs[:, 1]] += values
            bonds[pairs[:, 1], pairs[:, 0]] += values
        return lengths, bonds

    def _neighbor_table(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        n = self.part.size
        i = np.concatenate([self.part.edges[:, 0], self.part.edges[:, 1]])
        j = np.concatenate([self.part.edges[:, 1], self.part.edges[:, 0]])
        order = np.argsort(i, kind="stable")
        i, j = i[order], j[order]
        degree = np.bincount(i, minlength=n)
        slot = np.arange(len(i)) - np.repeat(np.cumsum(degree) - degree, degree)
        widest = int(degree.max()) if len(i) else 1
        table = np.full((n, widest), n)
        lengths = np.zeros((n, widest))
        bonds = np.zeros((n, widest))
        table[i, slot] = j
        lengths[i, slot] = np.concatenate([self.shared, self.shared])[order]
        bonds[i, slot] = np.concatenate([self.bond, self.bond])[order]
        return table, lengths, bonds

    def _sparse_block(self, at: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        table, lengths, bonds = self._neighbors
        place = np.full(self.part.size + 1, -1)
        place[at] = np.arange(len(at))
        columns = place[table[at]]
        row, slot = np.nonzero(columns >= 0)
        own_lengths = np.zeros((len(at), len(at)))
        own_bonds = np.zeros((len(at), len(at)))
        own_lengths[row, columns[row, slot]] = lengths[at][row, slot]
        own_bonds[row, columns[row, slot]] = bonds[at][row, slot]
        for labels, share in self.group_bonds:
            same = (labels[at][:, None] == labels[at]) & (labels[at] >= 0)
            gain = np.where(same, share[at][:, None] * share[at], 0.0)
            np.fill_diagonal(gain, 0.0)
            own_bonds += gain
        return own_lengths, own_bonds


def _usual_length(part: Part) -> float:
    """Return the mean border between two units in metres, which lengths in the cost are measured by."""
    if part.border_m:
        return part.border_m
    mean = float(part.shared_m.mean()) if len(part.shared_m) else 0.0
    return mean if mean > 1e-9 else max(float(part.perimeter_m.mean()) / 6.0, 1e-9)


def _group_bonds(part: Part, weights: Weights) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return (labels, share) for each grouping that counts; a pair's bond is ``share[i] * share[j]``.

    With H households in a group and t in a usual neighborhood, a pair of units of one group with
    h and g households is worth ``2 h g / min(H, t) / t`` times the weight: the whole group together
    is worth H / t, and a neighborhood of one group only is worth 1.
    """
    scales = (
        SCALE.stability * weights.stability,
        SCALE.beats * weights.beats,
        SCALE.militia * weights.militia,
    )
    usual = 1.15 * part.minimum
    found = []
    for labels, scale in zip(part.groups, scales):
        if scale <= 0 or not (labels >= 0).any():
            continue
        _, group = np.unique(labels, return_inverse=True)
        group = group.reshape(-1)
        inside = np.bincount(group, part.households)[group]
        norm = np.minimum(np.maximum(inside, 1.0), usual) * usual
        share = np.where(labels >= 0, part.households * np.sqrt(2.0 * scale / norm), 0.0)
        found.append((labels, share))
    return found
