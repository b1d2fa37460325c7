"""Brute force over small problems, for the tests of the proofs."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import strategies as st
from khu_pho_mapper.core.proposal.plan import Weights
from khu_pho_mapper.core.proposal.problem import Problem


def connected_sets(adjacent: np.ndarray) -> np.ndarray:
    """Return (s, n) every connected set of units, each once."""
    n = len(adjacent)
    masks = [sum(1 << j for j in range(n) if adjacent[i, j]) for i in range(n)]
    rows = []
    for mask in range(1, 1 << n):
        seen = front = mask & -mask
        while front:
            near = 0
            for i in range(n):
                if front >> i & 1:
                    near |= masks[i]
            front = near & mask & ~seen
            seen |= front
        if seen == mask:
            rows.append([bool(mask >> i & 1) for i in range(n)])
    return np.array(rows, bool)


@st.composite
def problems(draw, most_units: int = 9, groups: bool = True) -> Problem:
    """Graphs in one part or several, with empty and tall units, groups, barriers and pairs to keep apart."""
    n = draw(st.integers(2, most_units))
    households = draw(st.lists(st.sampled_from([0, 10, 40, 60, 80, 120, 400]), min_size=n, max_size=n))
    joined = draw(st.integers(0, 5)) > 0
    tree = [(draw(st.integers(0, i - 1)), i) for i in range(1, n)]
    if not joined:
        tree = tree[: n // 2]
    pairs = [(i, j) for i in range(n) for j in range(i + 1, n) if (i, j) not in tree]
    more = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=n)) if pairs else []
    edges = tree + more
    m = len(edges)
    group = st.lists(st.integers(-1, 2), min_size=n, max_size=n)
    extra = {}
    if groups and draw(st.booleans()):
        extra = {
            "old": draw(group),
            "beat": draw(group),
            "militia": draw(group),
            "barrier": draw(st.lists(st.sampled_from([0.0, 0.0, 0.5, 1.0]), min_size=m, max_size=m)),
        }
    if draw(st.integers(0, 3)) == 0:
        anyone = [(i, j) for i in range(n) for j in range(i + 1, n)]
        extra["apart"] = draw(st.lists(st.sampled_from(anyone), unique=True, max_size=3))
    return Problem.from_arrays(
        households,
        edges,
        draw(st.lists(st.floats(1, 200), min_size=m, max_size=m)),
        draw(st.lists(st.floats(500, 20_000), min_size=n, max_size=n)),
        draw(st.lists(st.floats(200, 900), min_size=n, max_size=n)),
        list(range(n)),
        [i * i % 7 for i in range(n)],
        minimum=draw(st.sampled_from([20, 90, 150])),
        maximum=draw(st.sampled_from([None, None, 300])),
        **extra,
    )


weights = st.builds(
    lambda values: Weights(*values),
    st.one_of(
        st.just((1.0,) * 7),
        st.just((1.0,) * 8),  # the last is walking, which is 0 by default
        st.lists(st.sampled_from([0.0, 0.5, 1.0, 3.0]), min_size=7, max_size=8).map(tuple),
    ),
)


def partitions(size: int):
    """Yield every way to label *size* units, each partition once (restricted growth)."""
    for labels in product(*(range(i + 1) for i in range(size))):
        top = -1
        for label in labels:
            if label > top + 1:
                break
            top = max(top, label)
        else:
            yield np.array(labels)
