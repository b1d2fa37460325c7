"""METIS on the benchmark instances, as in the study: random renumberings, the best plan kept.

METIS ignores its seed on graphs as small as these, so each try renumbers the units at random. It can
not promise a minimum: ``most`` tries numbers of regions from the bound down until a plan is legal.
"""

from __future__ import annotations

import time

import numpy as np
from instances import Ward, check, components, total

MOST_SECONDS = 20.0  # per ward


def metis(wards: list[Ward], mode: str, tries: int) -> tuple[dict[str, float], float]:
    """Return the checked totals of the best of *tries* renumberings per number of regions, and CPU seconds."""
    started = time.process_time()
    rows = [_ward(ward, mode, tries) for ward in wards]
    return total(rows), time.process_time() - started


def _ward(ward: Ward, mode: str, tries: int) -> dict[str, float]:
    started = time.process_time()
    best: tuple | None = None
    counts = range(ward.bound, 0, -1) if mode == "most" else [ward.usual_count]
    for count in counts:
        for seed in range(1, tries + 1):
            row = check(ward, _shuffled(ward, count, seed))
            faults = row["below"] + row["detached"]
            key = (faults > 0, faults, -row["regions"], row["cut"])
            if best is None or key < best[0]:
                best = (key, row)
            if (mode == "most" and not faults) or time.process_time() - started > MOST_SECONDS:
                break
        if not best[0][0] or time.process_time() - started > MOST_SECONDS:
            break
    if mode == "most" and best[0][0]:
        return check(ward, np.zeros(len(ward.households), int))
    return best[1]


def _shuffled(ward: Ward, count: int, seed: int) -> np.ndarray:
    import pymetis

    if count == 1:
        return np.zeros(len(ward.households), int)
    order = np.random.default_rng(seed).permutation(len(ward.households))
    place = np.argsort(order)
    edges = place[ward.edges]
    both = np.concatenate((edges, edges[:, ::-1]))
    lengths = np.maximum(1, (ward.shared / max(ward.shared.mean(), 1e-12) * 100)).astype(int)
    by_first = np.argsort(both[:, 0], kind="stable")
    starts = np.r_[0, np.cumsum(np.bincount(both[:, 0], minlength=len(order)))].astype(int)
    slack = int(1000 * (ward.households.sum() / count / ward.minimum - 1))
    arguments = {
        "xadj": starts,
        "adjncy": both[by_first, 1],
        "vweights": ward.households[order].tolist(),
        "eweights": np.concatenate((lengths, lengths))[by_first].tolist(),
        "recursive": False,
    }
    whole = len(np.unique(components(len(order), ward.edges))) == 1  # METIS refuses to keep parts of a split ward whole
    options = pymetis.Options(seed=seed, contig=int(whole), ncuts=4, ufactor=max(10, slack))
    return np.array(pymetis.part_graph(count, options=options, **arguments)[1])[place]
