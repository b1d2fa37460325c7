"""The whole alignment of a case, from frames to one boundary set for three authorities, stage by stage."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import numpy as np
from alignment_cases import Case
from alignment_readings import dwellings
from alignment_scores import geometry_faults
from khu_pho_mapper.core.alignment.compare import Comparison, compare
from khu_pho_mapper.core.alignment.harmonize import Harmony, Wishes, harmonize, replay
from khu_pho_mapper.core.coverage.adjacency import find_adjacency
from khu_pho_mapper.core.coverage.dissolve import dissolve
from khu_pho_mapper.core.model.run import RunControl

FORCES = ("police", "militia")


@dataclass
class Whole:
    """What came out; ``seconds`` and ``processor`` by stage."""

    comparison: Comparison | None = None
    harmony: Harmony | None = None
    regions: dict[str, np.ndarray] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    processor: dict[str, float] = field(default_factory=dict)


def align(case: Case, *, preset: str = "majority", points: bool = False, control: RunControl | None = None) -> Whole:
    """Compare the units of *case* with all its agencies, harmonize and dissolve.

    The preset is *preset*; with *points* the dwellings count as evidence.
    """
    control, whole = control or RunControl(), Whole()
    units = case.frame()
    frames = {agency.force: agency.frame() for agency in case.agencies}
    evidence = {force: dwellings(case) for force in frames} if points else None
    with _Stage(whole, "neighbors"):
        adjacency = find_adjacency(case.units, control=control)
    with _Stage(whole, "compare"):
        whole.comparison = compare(
            units, frames.get("police"), frames.get("militia"), evidence=evidence, control=control
        )
    with _Stage(whole, "harmonize"):
        wishes = Wishes(preset=preset, minimum=None, locked=frozenset(), decisions=None)
        whole.harmony = harmonize(units, whole.comparison, adjacency, wishes, streets=None, control=control)
    with _Stage(whole, "dissolve"):
        done: dict[bytes, np.ndarray] = {}  # authorities that agree have the same areas, whatever they call them
        for authority, labels in whole.harmony.after.items():
            _, first, name = np.unique([str(one) for one in labels], return_index=True, return_inverse=True)
            label = np.argsort(np.argsort(first))[name]  # numbered as they first occur
            key = label.tobytes()
            if key not in done:
                done[key] = dissolve(case.units, label, control=control)
            whole.regions[authority] = done[key]
    return whole


def faults(case: Case, whole: Whole) -> dict[str, float]:
    """Return :func:`.alignment_scores.geometry_faults` summed over the authorities, and what replaying misses."""
    found = [geometry_faults(case.units, regions) for regions in whole.regions.values()]
    summed = {key: sum(one[key] for one in found) for key in found[0]}
    replayed = replay(whole.harmony.unit_ids, whole.harmony.before, whole.harmony.changes)
    after = whole.harmony.after
    summed["not_replayed"] = sum(int((replayed[who] != labels).sum()) for who, labels in after.items())
    return summed


class _Stage:
    def __init__(self, whole: Whole, name: str) -> None:
        self._whole, self._name = whole, name

    def __enter__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), time.process_time()

    def __exit__(self, *_error: object) -> None:
        self._whole.seconds[self._name] = time.perf_counter() - self._wall
        self._whole.processor[self._name] = time.process_time() - self._cpu
