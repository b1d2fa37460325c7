"""The benchmark instances (bare arrays) and a checker that knows nothing of the engine."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from common import OUT, ROOT

FOLDER = Path(os.environ.get("KHU_PHO_INSTANCES", ROOT.parent / "shared" / "reference" / "peers" / "data"))


@dataclass(frozen=True)
class Ward:
    """One ward of an instance; arrays of units and of edges, edges in own numbers."""

    number: int
    minimum: int
    households: np.ndarray
    edges: np.ndarray
    shared: np.ndarray
    area: np.ndarray
    perimeter: np.ndarray
    x: np.ndarray
    y: np.ndarray
    old: np.ndarray | None
    beat: np.ndarray | None
    barrier: np.ndarray | None

    @property
    def bound(self) -> int:
        """Return the sum of floor(households / minimum) over the connected parts, at least 1."""
        part = components(len(self.households), self.edges)
        return max(1, int(sum(np.bincount(part, self.households) // self.minimum)))

    @property
    def usual_count(self) -> int:
        """Return round(households / (1.2 minimum)), the number that the study asks for."""
        return max(1, round(int(self.households.sum()) / 1.2 / self.minimum))


OWN = OUT / "instances"
"""Where instances are that benches make."""


def load(name: str, wards: int | None = None) -> list[Ward]:
    """Return the wards of instance *name*; *wards* of them, spread evenly, where that is fewer."""
    path = FOLDER / f"{name}.npz"
    with np.load(path if path.exists() else OWN / path.name, allow_pickle=False) as archive:
        data = {key: archive[key] for key in archive.files}
    numbers = np.unique(data["ward"])
    found = [_ward(data, int(number), int(data["T"][i])) for i, number in enumerate(numbers)]
    if wards is not None and len(found) > wards:
        found = [found[i] for i in np.linspace(0, len(found) - 1, wards).astype(int)]
    return found


def _ward(data: dict[str, np.ndarray], number: int, minimum: int) -> Ward:
    units = np.flatnonzero(data["ward"] == number)
    place = np.full(len(data["ward"]), -1)
    place[units] = np.arange(len(units))
    inside = (data["ward"][data["eu"]] == number) & (data["ward"][data["ev"]] == number)

    def optional(key: str, at: np.ndarray) -> np.ndarray | None:
        return data[key][at] if key in data else None

    return Ward(
        number,
        minimum,
        data["w"][units].astype(int),
        np.column_stack((place[data["eu"][inside]], place[data["ev"][inside]])),
        data["elen"][inside].astype(float),
        data["area"][units].astype(float),
        data["perim"][units].astype(float),
        data["x"][units].astype(float),
        data["y"][units].astype(float),
        optional("old", units),
        optional("beat", units),
        optional("barrier", inside),
    )


def components(size: int, edges: np.ndarray) -> np.ndarray:
    """Return (size,) the number of the connected part of each unit."""
    parent = list(range(size))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for u, v in edges.tolist():
        parent[root(u)] = root(v)
    return np.unique([root(i) for i in range(size)], return_inverse=True)[1]


def check(ward: Ward, labels: np.ndarray) -> dict[str, float]:
    """Count regions, regions below the minimum and pieces too many; measure Polsby-Popper, cut and spread."""
    own = np.unique(np.asarray(labels), return_inverse=True)[1].reshape(-1)
    if len(own) != len(ward.households):
        raise ValueError("the plan has another number of units than the ward")
    count = int(own.max()) + 1
    load = np.bincount(own, ward.households, count)
    same = own[ward.edges[:, 0]] == own[ward.edges[:, 1]]
    pieces = components(len(own), ward.edges[same])
    parts = components(len(own), ward.edges)
    best_possible = len(np.unique(np.column_stack((own, parts)), axis=0))
    area = np.bincount(own, ward.area, count)
    border = np.bincount(own, ward.perimeter, count)
    border -= 2 * np.bincount(own[ward.edges[same, 0]], ward.shared[same], count)
    round_share = 4 * np.pi * area / np.maximum(border, 1e-9) ** 2
    mean = load.mean()
    return {
        "regions": count,
        "below": int((load < ward.minimum).sum()),
        "detached": int(pieces.max()) + 1 - best_possible,
        "pp": float(round_share.mean()),
        "cut": float(ward.shared[~same].sum()),
        "spread": float(load.std() / mean),
    }


def total(rows: list[dict[str, float]]) -> dict[str, float]:
    """Sum counts and cuts over wards; means over regions."""
    regions = np.array([row["regions"] for row in rows])
    sums = {key: sum(row[key] for row in rows) for key in ("regions", "below", "detached", "cut")}
    means = {key: float(np.average([row[key] for row in rows], weights=regions)) for key in ("pp", "spread")}
    return {**sums, **means}
