"""Groups units into old khu phố, beats and militia areas: connected, with some units elsewhere."""

from __future__ import annotations

import numpy as np
import shapely

from .linework import redraw
from .subdivide import Block


def group(
    root: Block, households: np.ndarray, count: int, uneven: float = 0.0, rng: np.random.Generator | None = None
) -> np.ndarray:
    """Return labels 0..count-1 (n,) of *count* connected groups of about equal households.

    Groups are branches of the tree of cuts below *root*, so they end at streets where they can.
    *uneven* is the spread of the shares at each fork (needs *rng*): 0.1 makes groups of mixed sizes.
    """
    labels = np.empty(root.units, dtype=int)
    following = 0
    stack = [(root, min(count, root.units))]
    while stack:
        block, groups = stack.pop()
        if groups == 1 or not block.halves:
            labels[block.first : block.first + block.units] = following
            following += 1
            continue
        one, other = block.halves
        inside = [households[half.first : half.first + half.units].sum() for half in (one, other)]
        share = inside[0] / max(sum(inside), 1)
        if uneven and rng is not None:
            share += rng.normal(0, uneven)
        first = int(np.clip(round(groups * share), max(1, groups - other.units), min(one.units, groups - 1)))
        stack.append((other, groups - first))
        stack.append((one, first))
    return labels


def neighbors(areas: np.ndarray, least_m: float = 5.0) -> list[list[int]]:
    """Return for each of *areas* (n,) the positions of those that share at least *least_m* of border."""
    tree = shapely.STRtree(areas)
    one, other = tree.query(areas, predicate="intersects")
    upper = one < other
    one, other = one[upper], other[upper]
    shared = shapely.length(shapely.intersection(areas[one], areas[other]))
    found: list[list[int]] = [[] for _ in areas]
    for a, b in zip(one[shared >= least_m].tolist(), other[shared >= least_m].tolist()):
        found[a].append(b)
        found[b].append(a)
    return [sorted(each) for each in found]


def move_some(labels: np.ndarray, adjacent: list[list[int]], share: float, rng: np.random.Generator) -> np.ndarray:
    """Return *labels* (n,) with about *share* of the units moved to the group of a neighbor.

    Every group stays connected and keeps at least two units.
    """
    moved = labels.copy()
    wanted = round(share * len(labels))
    for unit in rng.permutation(len(labels)):
        if (moved != labels).sum() >= wanted:
            break
        others = sorted({int(moved[n]) for n in adjacent[unit]} - {int(labels[unit])})
        if not others or moved[unit] != labels[unit] or (moved == moved[unit]).sum() < 3:
            continue
        rest = np.flatnonzero(moved == moved[unit])
        if not _connected(rest[rest != unit], adjacent):
            continue
        moved[unit] = others[int(rng.integers(len(others)))]
    return moved


def rejoin(labels: np.ndarray, adjacent: list[list[int]]) -> np.ndarray:
    """Return *labels* (n,) with every part cut off from its group given to the group around it.

    The highest label keeps all it has and gets nothing.
    """
    joined = labels.copy()
    fixed = int(labels.max())
    for label in range(fixed):
        parts = sorted(_parts(np.flatnonzero(joined == label), adjacent), key=lambda part: (-len(part), part[0]))
        for part in parts[1:]:
            around = [joined[n] for unit in part for n in adjacent[unit] if joined[n] not in (label, fixed)]
            if around:
                joined[part] = np.bincount(around).argmax()
    return joined


def _connected(members: np.ndarray, adjacent: list[list[int]]) -> bool:
    return len(_parts(members, adjacent)) == 1


def _parts(members: np.ndarray, adjacent: list[list[int]]) -> list[list[int]]:
    """Return the connected parts of *members*, each sorted."""
    left, parts = set(members.tolist()), []
    while left:
        stack = [left.pop()]
        part = list(stack)
        while stack:
            near = left.intersection(adjacent[stack.pop()])
            left -= near
            part.extend(near)
            stack.extend(near)
        parts.append(sorted(part))
    return parts


def draw(units: np.ndarray, labels: np.ndarray, sigma_m: float, rng: np.random.Generator) -> np.ndarray:
    """Return one redrawn polygon (k,) per label: the union of its *units* (n,), with drawing noise."""
    whole = np.array(
        [shapely.union_all(units[labels == label]) for label in range(int(labels.max()) + 1)], dtype=object
    )
    return redraw(whole, sigma_m, rng)
