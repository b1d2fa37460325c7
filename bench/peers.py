"""Peers on the benchmark instances, each as its users run it, with the project's checker.

    build/peers/bin/python bench/peers.py gerrychain --instance vn_city --wards 30 --mode fixed

Runs in an environment of its own (``make peers``), since GerryChain and spopt ask for other versions of
geopandas and pyproj than the plugin is tested with. Prints a line of JSON per ward. Wards come evenly
spread, so that those done within ``--seconds`` stand for all. Seconds are processor seconds.

``most``: as many regions as possible, all legal; peers that need a number try from the bound down.
``fixed``: round(households / 1.2 minimum) regions, the best of several tries. A ward that a peer does not
solve within ``--ward-seconds`` is one region, as in the study.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import sys
import time
import warnings
from collections.abc import Callable, Iterable
from functools import partial

import numpy as np
from instances import Ward, check, components, load

TREES = {"most": 300, "fixed": 3000}  # spanning trees that GerryChain tries per cut; 3000 takes minutes for ``most``
BURSTS, BURST = 30, 10  # short bursts of GerryChain's chain, and steps of one


def metis(ward: Ward, count: int, seed: int, _mode: str) -> np.ndarray:
    """METIS on a random renumbering: it ignores its seed on graphs as small as these."""
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


def gerrychain(ward: Ward, count: int, seed: int, mode: str) -> np.ndarray:
    """GerryChain: recursive tree cuts, and for ``fixed`` short bursts of its chain on the length of the cut.

    Its tolerance is two-sided: from the minimum to as much above the mean.
    """
    import networkx as nx
    from gerrychain import Graph, Partition, constraints, proposals, updaters
    from gerrychain.optimization import SingleMetricOptimizer
    from gerrychain.partition import recursive_tree_part
    from gerrychain.tree import bipartition_tree

    if count == 1:
        return np.zeros(len(ward.households), int)
    graph = nx.Graph()
    for unit, households in enumerate(ward.households.tolist()):
        graph.add_node(unit, households=households)
    lengths = {(min(u, v), max(u, v)): e for (u, v), e in zip(ward.edges.tolist(), ward.shared.tolist())}
    graph.add_edges_from(lengths)
    graph = Graph.from_networkx(graph)
    target = ward.households.sum() / count
    within = max(1.0 - ward.minimum / target, 1e-6)
    tree = partial(bipartition_tree, max_attempts=TREES[mode])
    found = recursive_tree_part(
        graph, list(range(count)), target, "households", within, bipartition_tree_fn=tree, rng=seed
    )
    if mode == "fixed":
        start = Partition(graph, found, updaters={"households": updaters.Tally("households", alias="households")})
        step = partial(
            proposals.recom,
            pop_col="households",
            pop_target=target,
            epsilon=within,
            node_repeats=1,
            bipartition_tree_fn=partial(bipartition_tree, max_attempts=300, allow_pair_reselection=True),
        )

        def cut(plan: object) -> float:
            return sum(lengths[min(edge), max(edge)] for edge in plan["cut_edges"])

        chain = SingleMetricOptimizer(step, constraints.contiguous, start, cut, maximize=False, rng=seed)
        for _ in chain.short_bursts(BURST, BURSTS):
            pass
        found = chain.best_part.assignment
    return np.array([found[unit] for unit in range(len(ward.households))])


def spopt(ward: Ward, count: int | None, seed: int, _mode: str) -> np.ndarray:
    """spopt: max-p regions for ``most``, AZP for ``fixed``; places as attributes, which suits it best."""
    import geopandas as gpd
    import libpysal
    from spopt.region import AZP, MaxPHeuristic

    random.seed(seed)
    np.random.seed(seed)
    neighbors: dict[int, list[int]] = {unit: [] for unit in range(len(ward.households))}
    for u, v in ward.edges.tolist():
        neighbors[u].append(v)
        neighbors[v].append(u)
    weights = libpysal.weights.W(neighbors, silence_warnings=True)
    columns = {name: (values - values.mean()) / values.std() for name, values in (("x", ward.x), ("y", ward.y))}
    frame = gpd.GeoDataFrame(
        {"households": ward.households.astype(float), **columns}, geometry=gpd.points_from_xy(ward.x, ward.y)
    )
    if count is None:
        model = MaxPHeuristic(frame, weights, ["x", "y"], "households", ward.minimum, 2, 20, 2)
    else:
        model = AZP(frame, weights, ["x", "y"], n_clusters=count, random_state=seed)
    model.solve()
    return np.array(model.labels_)


PEERS: dict[str, Callable] = {"metis": metis, "gerrychain": gerrychain, "spopt": spopt}
OWN_COUNT = {("spopt", "most")}
"""Peers that find the number of regions by themselves, and when."""


class Late(BaseException):
    """The ward's time is over; no exception that peers catch."""


def measure(peer: str, ward: Ward, mode: str, tries: int, seconds: float) -> dict[str, object]:
    """Return the checked best plan of *tries* per number of regions, the seconds, and whether there is one."""
    best: tuple | None = None
    started = time.process_time()
    signal.signal(signal.SIGPROF, _late)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        for row in _plans(peer, ward, mode, tries):
            faults = row["below"] + row["detached"]
            key = (faults > 0, faults, -row["regions"], row["cut"])
            if best is None or key < best[0]:
                best = (key, row)
            if mode == "most" and not faults:
                break
    except Late:
        pass
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    solved = best is not None and not (mode == "most" and best[0][0])
    row = best[1] if solved else check(ward, np.zeros(len(ward.households), int))
    return {"ward": ward.number, "seconds": time.process_time() - started, "solved": solved, **row}


def _plans(peer: str, ward: Ward, mode: str, tries: int) -> Iterable[dict[str, float]]:
    """Yield the checked plans, numbers of regions from the bound down."""
    if (peer, mode) in OWN_COUNT:
        counts, tries = [None], 1
    else:
        counts = range(ward.bound, 0, -1) if mode == "most" else [ward.usual_count]
    for count in counts:
        for seed in range(1, tries + 1):
            try:
                yield check(ward, PEERS[peer](ward, count, seed, mode))
            except ImportError:
                raise
            except Exception:  # peers give up in many ways, "no balanced cut" among them
                continue


def _late(*_arguments: object) -> None:
    raise Late


def spread(number: int) -> list[int]:
    """Return 0 to *number* - 1 in an order whose beginnings are evenly spread (van der Corput)."""
    bits = max(1, (number - 1).bit_length())
    places = (int(f"{place:0{bits}b}"[::-1], 2) for place in range(1 << bits))
    return [place for place in places if place < number]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("peer", choices=sorted(PEERS))
    parser.add_argument("--instance", default="vn_city")
    parser.add_argument("--wards", type=int)
    parser.add_argument("--mode", choices=("most", "fixed"), default="fixed")
    parser.add_argument("--tries", type=int, default=5)
    parser.add_argument("--ward-seconds", type=float, default=20.0)
    parser.add_argument("--seconds", type=float, default=0.0, help="for all wards; 0: no limit")
    arguments = parser.parse_args()
    warnings.filterwarnings("ignore")
    wards = load(arguments.instance, arguments.wards)
    measure(arguments.peer, wards[0], arguments.mode, 1, 5.0)  # imports are no work of the peer's
    started = time.process_time()
    for place in spread(len(wards)):
        left = arguments.seconds - (time.process_time() - started) if arguments.seconds else np.inf
        if left <= 0:
            break
        row = measure(arguments.peer, wards[place], arguments.mode, arguments.tries, arguments.ward_seconds)
        print(json.dumps({"place": place, **row}), flush=True)


if __name__ == "__main__":
    try:
        main()
    except ImportError as error:
        sys.exit(f"not installed: {error.name}")
