"""Contracts a part with fine units to fewer, larger ones, at random but along long common borders.

Annealing moves single units; where neighborhoods have dozens of them it works on such lumps first
(multilevel scheme, Hendrickson and Leland 1995; Karypis and Kumar 1998).
"""

from __future__ import annotations

from random import Random

import numpy as np

from .parts import Part


def coarsen(part: Part, most: int, heaviest: float, dice: Random, *, keep_groups: bool) -> tuple[Part, np.ndarray]:
    """Return a coarse part of about *most* units and (n,) the coarse unit of each unit.

    No coarse unit that is made has more than *heaviest* households, or units to keep apart. With
    *keep_groups* only units of the same old neighborhood, beat and militia area are joined.
    """
    groups = np.unique(np.column_stack(part.groups), axis=0, return_inverse=True)[1].reshape(-1)
    parent = np.arange(part.size)
    coarse = part
    while coarse.size > most:
        own_groups = np.zeros(coarse.size, dtype=np.int64)
        own_groups[parent] = groups
        mate = _match(coarse, heaviest, dice, own_groups if keep_groups else None, coarse.size - most)
        _, merged = np.unique(mate, return_inverse=True)
        merged = merged.reshape(-1)
        if merged.max() + 1 > 0.95 * coarse.size:
            break
        parent = merged[parent]
        coarse = _merge(part, parent)
    return coarse, parent


def _match(part: Part, heaviest: float, dice: Random, groups: np.ndarray | None, most_pairs: int) -> np.ndarray:
    """Return (n,) for each unit itself or the lower unit of the pair it is joined in."""
    u, v = part.edges.T
    load = part.households[u] + part.households[v]
    allowed = load <= heaviest
    if part.rivals is not None:
        allowed &= ~np.array([two in part.rivals[one] for one, two in part.edges.tolist()], dtype=bool)
    if groups is not None:
        allowed &= groups[u] == groups[v]
    smaller = np.maximum(np.minimum(part.perimeter_m[u], part.perimeter_m[v]), 1e-9)
    luck = np.array([dice.random() for _ in range(len(u))])
    rating = part.shared_m / smaller * (0.5 + luck) / (0.2 + load / heaviest)
    mate = np.arange(part.size)
    free = [True] * part.size
    for edge in np.argsort(-rating, kind="stable").tolist():
        if most_pairs <= 0:
            break
        if not allowed[edge]:
            continue
        one, two = int(u[edge]), int(v[edge])
        if free[one] and free[two]:
            free[one] = free[two] = False
            mate[two] = one
            most_pairs -= 1
    return mate


def _merge(part: Part, parent: np.ndarray) -> Part:
    """Return the part whose units are the lumps of *parent*."""
    n = int(parent.max()) + 1
    pairs = np.sort(parent[part.edges], axis=1)
    apart = pairs[:, 0] != pairs[:, 1]
    edges, index = np.unique(pairs[apart], axis=0, return_inverse=True)
    index = index.reshape(-1)
    shared = np.bincount(index, part.shared_m[apart], len(edges))
    barrier = np.bincount(index, (part.barrier * part.shared_m)[apart], len(edges)) / shared
    inner = np.bincount(pairs[~apart, 0], part.shared_m[~apart], n)
    number = np.bincount(parent, minlength=n)
    first = np.unique(parent, return_index=True)[1]
    return Part(
        units=part.units[first],
        households=np.bincount(parent, part.households, n).astype(np.int64),
        edges=edges.reshape(-1, 2),
        shared_m=shared,
        barrier=barrier,
        area_m2=np.bincount(parent, part.area_m2, n),
        perimeter_m=np.maximum(np.bincount(parent, part.perimeter_m, n) - 2.0 * inner, 1e-9),
        x=np.bincount(parent, part.x, n) / number,
        y=np.bincount(parent, part.y, n) / number,
        groups=tuple(group[first] for group in part.groups),
        minimum=part.minimum,
        maximum=part.maximum,
        key=part.key,
        apart=None if part.apart is None else np.unique(np.sort(parent[part.apart], axis=1), axis=0),
    )
