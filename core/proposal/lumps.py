"""Contracts the units of a large pair of neighborhoods at random to a few connected lumps."""

from __future__ import annotations

from random import Random

from .cost import CostModel
from .regions import Regions


def make_lumps(model: CostModel, regions: Regions, units: list[int], dice: Random, most: int) -> list[list[int]]:
    """Return at most *most* lumps of neighboring units that make up *units*.

    Small units and long common borders go first. Half of the time no lump spans both neighborhoods,
    so that the present cut stays within reach.
    """
    labels, households, neighbors = regions.labels, regions.households, regions.neighbors
    inside = set(units)
    parent = {unit: unit for unit in units}
    load = {unit: households[unit] for unit in units}

    def root(unit: int) -> int:
        while parent[unit] != unit:
            parent[unit] = parent[parent[unit]]
            unit = parent[unit]
        return unit

    keep = dice.random() < 0.5
    target, length = model.target, model.length
    order = []
    for u in units:
        for v in neighbors[u]:
            if u < v and v in inside:
                rank = (load[u] + load[v]) / target - (0.3 * length(u, v) - 0.3) * dice.random()
                if keep and labels[u] != labels[v]:
                    rank += 9.0
                order.append((rank, u, v))
    order.sort()
    left = len(units)
    cap = sum(load.values()) / 5
    for most_load in (cap, 4 * cap, float("inf")):
        for _, u, v in order:
            if left <= most:
                break
            a, b = root(u), root(v)
            if a != b and load[a] + load[b] <= most_load:
                parent[a] = b
                load[b] += load[a]
                left -= 1
    lumps: dict[int, list[int]] = {}
    for unit in units:
        lumps.setdefault(root(unit), []).append(unit)
    return list(lumps.values())
