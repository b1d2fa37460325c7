"""First plans: balanced growth from spread seeds, and the plain ways out when there is no time."""

from __future__ import annotations

from random import Random

import numpy as np

from .parts import Part
from .regions import Regions


def grow(part: Part, count: int, dice: Random, noise: np.random.Generator) -> list[int]:
    """Return labels of *count* connected regions; the lightest region takes the next unit.

    The part must be connected and have at least *count* units.
    """
    seeds = _spread_seeds(part, count, dice, noise)
    households, perimeter = part.households.tolist(), part.perimeter_m.tolist()
    borders = _borders(part)
    labels = [-1] * part.size
    load = [0] * count
    fronts: list[dict[int, float]] = [{} for _ in range(count)]

    def take(unit: int, region: int) -> None:
        labels[unit] = region
        load[region] += households[unit]
        front = fronts[region]
        for neighbor, length in borders[unit]:
            if labels[neighbor] < 0:
                front[neighbor] = front.get(neighbor, 0.0) + length

    for region, seed in enumerate(seeds):
        take(seed, region)
    live = set(range(count))
    while live:
        region = min(live, key=lambda r: (load[r], r))
        front = {u: e for u, e in fronts[region].items() if labels[u] < 0}
        fronts[region] = front
        if not front:
            live.discard(region)
            continue
        best, best_rank = -1, -1.0
        for unit, length in front.items():
            rank = length / max(perimeter[unit], 1e-9) + 0.1 * dice.random()
            if rank > best_rank:
                best, best_rank = unit, rank
        take(best, region)
    return labels


def _borders(part: Part) -> list[list[tuple[int, float]]]:
    lists: list[list[tuple[int, float]]] = [[] for _ in range(part.size)]
    for (u, v), length in zip(part.edges.tolist(), part.shared_m.tolist()):
        lists[u].append((v, length))
        lists[v].append((u, length))
    return lists


def _spread_seeds(part: Part, count: int, dice: Random, noise: np.random.Generator) -> list[int]:
    place = np.column_stack((part.x, part.y))
    seeds = [dice.randrange(part.size)]
    far = ((place - place[seeds[0]]) ** 2).sum(1)
    while len(seeds) < count:
        rank = far * (0.3 + noise.random(part.size))
        rank[seeds] = -1.0
        seeds.append(int(rank.argmax()))
        far = np.minimum(far, ((place - place[seeds[-1]]) ** 2).sum(1))
    return seeds


def merge_short(regions: Regions) -> list[int]:
    """Join every region below the minimum to its lightest neighbor until none is left; return labels.

    Legal for the minimum whenever the part as a whole is.
    """
    while regions.count > 1:
        short = [r for r in range(regions.count) if regions.load[r] < regions.minimum]
        if not short:
            break
        region = min(short, key=lambda r: (regions.load[r], r))
        around = regions.touching(region)
        into = min(around, key=lambda r: (regions.load[r], r))
        regions.put(into, regions.members[into] + regions.members[region])
        last = regions.count - 1
        if region != last:
            regions.put(region, regions.members[last])
        regions.drop_last()
    return list(regions.labels)
