"""Proposes neighborhoods for a frame of units and checks the plans from the polygons, not with the engine."""

from __future__ import annotations

import time

import geopandas as gpd
import numpy as np
import shapely
from common import print_table
from khu_pho_mapper.core.coverage.adjacency import find_adjacency
from khu_pho_mapper.core.model.profiles import Profile
from khu_pho_mapper.core.model.run import RunControl
from khu_pho_mapper.core.proposal.build import problems_from_frame
from khu_pho_mapper.core.proposal.city import CityOptions, propose
from khu_pho_mapper.core.proposal.plan import Settings


def run(
    units: gpd.GeoDataFrame,
    profile: Profile,
    settings: Settings,
    seconds: float | None,
    *,
    processes: int = 1,
    **extra,
) -> None:
    """Propose for all wards of *units* in one call; print seconds, memory and what the checker counts."""
    started = time.perf_counter()
    kind = units["area_type"].to_numpy()
    groups = np.unique(units["ward_code"].to_numpy() + "|" + kind, return_inverse=True)[1]
    adjacency = find_adjacency(units.geometry.to_numpy(), groups=groups)
    found_neighbors = time.perf_counter()
    found = problems_from_frame(units, adjacency, profile, **extra)
    problems = [problem for problem, _ in found]
    built = time.perf_counter()
    deadline = None if seconds is None else time.monotonic() + seconds
    result = propose(problems, settings, RunControl(deadline=deadline), CityOptions(processes=processes))
    done = time.perf_counter()
    labels = np.full(len(units), -1)
    base = 0
    for (_, positions), plan in zip(found, result.plans):
        labels[positions] = plan.labels + base
        base += plan.scores.neighborhoods
    row: dict[str, object] = {
        "wards": len(problems),
        "units": len(units),
        "khu pho": base,
        **check(units, labels, profile),
        "explained": sum(len(plan.reasons) > 0 for plan in result.plans if not plan.meets_minimum),
        "cut off": sum(plan.cut_off for plan in result.plans),
    }
    seconds_row = {
        "adjacency s": found_neighbors - started,
        "problems s": built - found_neighbors,
        "proposal s": done - built,
    }
    print_table([{**row, **seconds_row}])
    for problem, plan in zip(problems, result.plans):
        if not plan.meets_minimum:
            print(f"{problem.ward} {problem.area_type}: " + " ".join(str(reason) for reason in plan.reasons))


def check(units: gpd.GeoDataFrame, labels: np.ndarray, profile: Profile) -> dict[str, object]:
    """Count units lost, neighborhoods below the minimum and not contiguous (union of the polygons)."""
    geometry = units.geometry.to_numpy()
    households = units["households"].fillna(0).to_numpy(dtype=np.int64)
    kind = units["area_type"].to_numpy()
    below = detached = mixed = 0
    round_share = []
    order = np.argsort(labels, kind="stable")
    for members in np.split(order, np.flatnonzero(np.diff(labels[order])) + 1):
        below += households[members].sum() < profile.minimum_of(kind[members[0]])
        mixed += units["ward_code"].iloc[members].nunique() > 1
        # borders that were digitized twice may lie half a metre apart
        merged = shapely.union_all(shapely.buffer(geometry[members], 0.3, join_style="mitre"))
        own_pieces = max(shapely.get_num_geometries(shapely.buffer(geometry[members], 0.3)).max(), 1)
        detached += shapely.get_num_geometries(merged) > own_pieces
        round_share.append(4 * np.pi * merged.area / merged.length**2)
    return {
        "lost": int((labels < 0).sum()),
        "below": int(below),
        "not contiguous": int(detached),
        "across wards": int(mixed),
        "mean PP": float(np.mean(round_share)),
    }
