"""Tables for annealing many plans of many parts side by side: everything in one flat numbering.

A *copy* is one plan of one part that is annealed on its own. The units of all copies stand one
after another as *places*, their neighborhoods as *regions*. Each copy has *lanes*, one per about
:data:`UNITS_PER_LANE` units: in every step each lane proposes to move one unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .cost import CAPPED, COUNTED, HOUSEHOLDS, WALK_SQUARE, WALK_X, WALK_Y, CostModel

UNITS_PER_LANE = 12
MOST_NEIGHBORS = 24  # units with more neighbors than this are not moved by annealing
MOST_RING = 60  # units around a unit that are looked at to see whether a neighborhood stays whole
LOAD, SIZE, AREA, BORDER, UNITS, FULL, STEP_X, STEP_Y, STEP_SQUARE = range(9)
"""Columns of a region: households by the minimum, counted households by the target, area, border
(both in mean borders), number of units, households by the maximum (0 where there is none).

The last three are there only where walking counts: the sums of :func:`.cost.scatter`, scaled so that
``STEP_SQUARE - (STEP_X² + STEP_Y²) / LOAD`` is the term, whatever the part.
"""


@dataclass(frozen=True)
class Copy:
    """One plan to anneal: labels (n,) 0 to count-1 of a part, seed of its random numbers, first temperature."""

    model: CostModel
    labels: Sequence[int]
    count: int
    seed: int
    hot: float


class UnitTables:
    """What annealing must know of the units of one part; shared by its copies.

    Row u of ``neighbors``, ``lengths``, ``bonds`` is about the neighbors of unit u, filled up with ``n``.
    Row u of ``ring`` has these neighbors and after them the units that touch two or more of them; bit j
    of ``links[u, i]`` tells whether the i-th and j-th of the ring are neighbors (or the same). Row u of
    ``rivals`` has the units that u must be kept apart from; there are no rows where there are no pairs.
    """

    def __init__(self, model: CostModel) -> None:
        part = model.part
        n = part.size
        both = np.concatenate((part.edges, part.edges[:, ::-1])).reshape(-1, 2)
        order = np.lexsort((both[:, 1], both[:, 0]))
        first, second = both[order].T
        degree = np.bincount(first, minlength=n)
        slot = np.arange(len(first)) - np.repeat(np.cumsum(degree) - degree, degree)
        width = min(int(degree.max()) if len(first) else 1, MOST_NEIGHBORS)
        near = slot < width
        first, second, slot, order = first[near], second[near], slot[near], order[near]
        self.neighbors = np.full((n, width), n)
        self.lengths = np.zeros((n, width))
        self.bonds = np.zeros((n, width))
        self.neighbors[first, slot] = second
        self.lengths[first, slot] = np.concatenate((model.shared, model.shared))[order]
        self.bonds[first, slot] = np.concatenate((model.bond, model.bond))[order]
        self.degree = degree
        self.movable = np.flatnonzero((degree > 0) & (degree <= MOST_NEIGHBORS))
        self.ring, self.links = _rings(part.neighbors, width)
        columns = model.columns
        full = columns[:, CAPPED] / part.maximum if part.maximum else np.zeros(n)
        self.columns = np.column_stack(
            (
                columns[:, HOUSEHOLDS] / part.minimum,
                columns[:, COUNTED] / model.target,
                columns[:, 1:3],
                np.ones(n),
                full,
            )
        )
        if model.walks:
            lines = columns[:, [WALK_X, WALK_Y]] * np.sqrt(model.walking / part.minimum)
            self.columns = np.column_stack((self.columns, lines, columns[:, WALK_SQUARE] * model.walking))
        self.rivals = _table(part.rivals or [])
        self.edges, self.edge_lengths = part.edges, model.shared
        self.groups = [
            (np.unique(labels, return_inverse=True)[1].reshape(-1), share) for labels, share in model.group_bonds
        ]


class Grouping:
    """Old neighborhoods, beats or militia areas of all places: what each region holds of each of them."""

    def __init__(self, group: np.ndarray, share: np.ndarray, labels: np.ndarray, regions: int) -> None:
        self.group, self.share = group, share
        self.held = np.zeros((regions, int(group.max()) + 1))
        np.add.at(self.held, (labels, group), share)

    def loss(self, units: np.ndarray, source: np.ndarray, target: np.ndarray) -> np.ndarray:
        """Return the bonds that are lost when *units* move."""
        own, group = self.share[units], self.group[units]
        return own * (self.held[source, group] - own - self.held[target, group])

    def move(self, units: np.ndarray, source: np.ndarray, target: np.ndarray) -> None:
        """Move *units*; no region comes twice."""
        own, group = self.share[units], self.group[units]
        self.held[source, group] -= own
        self.held[target, group] += own


def _table(lists: list[list[int]]) -> np.ndarray:
    """Return (n, widest) the lists as rows, filled up with n."""
    table = np.full((len(lists), max(map(len, lists), default=0)), len(lists))
    for row, own in enumerate(lists):
        table[row, : len(own)] = own
    return table


def _rings(lists: list[list[int]], width: int) -> tuple[np.ndarray, np.ndarray]:
    """Return ring and links (n, at most MOST_RING) as in :class:`UnitTables`."""
    n = len(lists)
    rings = []
    for unit, own in enumerate(lists):
        touched: dict[int, int] = {}
        for neighbor in own:
            for other in lists[neighbor]:
                touched[other] = touched.get(other, 0) + 1
        for known in (unit, *own):
            touched.pop(known, None)
        rings.append((own + [other for other, times in touched.items() if times > 1])[:MOST_RING])
    ring = np.full((n, max([width, *map(len, rings)])), n)
    links = np.zeros(ring.shape, dtype=np.int64)
    for unit, around in enumerate(rings):
        ring[unit, : len(around)] = around
        bit = {other: 1 << i for i, other in enumerate(around)}
        links[unit, : len(around)] = [
            bit[other] | sum([bit[third] for third in lists[other] if third in bit]) for other in around
        ]
    return ring, links


class Board:
    """All places, regions and lanes of a batch of copies, and which region each place is in."""

    def __init__(self, copies: Sequence[Copy], tables: Sequence[UnitTables]) -> None:
        sizes = np.array([copy.model.part.size for copy in copies])
        counts = np.array([copy.count for copy in copies])
        self.copies = copies
        self.first_place = np.cumsum(sizes) - sizes
        self.first_region = np.cumsum(counts) - counts
        self.places, self.regions = int(sizes.sum()), int(counts.sum())
        self.labels = np.full(self.places + 1, -1)
        for copy, place, region in zip(copies, self.first_place, self.first_region):
            self.labels[place : place + copy.model.part.size] = np.asarray(copy.labels) + region
        self._gather_tables(tables)
        self._make_lanes(tables)
        self._count_regions(counts, tables)

    def _gather_tables(self, tables: Sequence[UnitTables]) -> None:
        width = max(table.neighbors.shape[1] for table in tables)
        around = max(table.ring.shape[1] for table in tables)
        self.neighbors = np.full((self.places, width), self.places)
        self.lengths = np.zeros((self.places, width))
        self.bonds = np.zeros((self.places, width))
        self.ring = np.full((self.places, around), self.places)
        self.links = np.zeros((self.places, around), dtype=np.int64)
        for table, place in zip(tables, self.first_place):
            n, own = table.neighbors.shape
            rows = slice(place, place + n)
            self.neighbors[rows, :own] = np.where(table.neighbors < n, table.neighbors + place, self.places)
            self.lengths[rows, :own] = table.lengths
            self.bonds[rows, :own] = table.bonds
            own = table.ring.shape[1]
            self.ring[rows, :own] = np.where(table.ring < n, table.ring + place, self.places)
            self.links[rows, :own] = table.links
        width = max(table.rivals.shape[1] for table in tables)
        self.rivals = np.full((self.places, width), self.places) if width else None
        for table, place in zip(tables, self.first_place):
            n, own = table.rivals.shape
            if own:
                rows = slice(place, place + n)
                self.rivals[rows, :own] = np.where(table.rivals < n, table.rivals + place, self.places)
        self.columns = np.concatenate([table.columns for table in tables])
        self.degree = np.concatenate([table.degree for table in tables])
        self.bits = 1 << np.arange(around)

    def _make_lanes(self, tables: Sequence[UnitTables]) -> None:
        movable = [table.movable + place for table, place in zip(tables, self.first_place)]
        lanes = np.array([-(-len(own) // UNITS_PER_LANE) for own in movable])
        self.movable = np.concatenate(movable)
        self.lane_start = np.repeat(np.cumsum([0, *map(len, movable)])[:-1], lanes)
        self.lane_length = np.repeat([len(own) for own in movable], lanes)
        self.lane_copy = np.repeat(np.arange(len(movable)), lanes)
        self.lane_keys = np.concatenate(
            [
                np.random.Generator(np.random.PCG64(copy.seed)).integers(0, 1 << 63, number)
                for copy, number in zip(self.copies, lanes)
            ]
        )

    def _count_regions(self, counts: np.ndarray, tables: Sequence[UnitTables]) -> None:
        own = self.labels[:-1]
        self.state = np.column_stack(
            [np.bincount(own, self.columns[:, i], self.regions) for i in range(self.columns.shape[1])]
        )
        for table, place in zip(tables, self.first_place):
            one, two = own[table.edges.T + place]
            inner = np.where(one == two, table.edge_lengths, 0.0)
            self.state[:, BORDER] -= 2.0 * np.bincount(one, inner, self.regions)
        self.groupings = self._make_groupings(tables)
        self.region_copy = np.repeat(np.arange(len(counts)), counts)

    def _make_groupings(self, tables: Sequence[UnitTables]) -> list[Grouping]:
        found = []
        for i in range(max(len(table.groups) for table in tables)):
            rows = [
                table.groups[i] if i < len(table.groups) else (np.zeros(len(table.degree), np.int64), np.zeros(1))
                for table in tables
            ]
            group = np.concatenate([group for group, _ in rows])
            share = np.concatenate([np.broadcast_to(share, len(group)) for group, share in rows])
            found.append(Grouping(group, share, self.labels[:-1], self.regions))
        return found

    def labels_of(self, copy: int) -> list[int]:
        """Return the labels (n,) of one copy, 0 to count-1."""
        place = self.first_place[copy]
        rows = self.labels[place : place + self.copies[copy].model.part.size]
        return (rows - self.first_region[copy]).tolist()
