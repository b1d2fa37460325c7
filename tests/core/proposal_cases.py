"""Small problems for the tests of the engine, and a brute force to compare with."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st
from khu_pho_mapper.core.proposal.parts import connected_parts
from khu_pho_mapper.core.proposal.problem import Problem


def grid(width: int, height: int, households, minimum: int, **extra) -> Problem:
    """Unit squares of 100 m in rows; households: one number for all, or one per unit."""
    n = width * height
    number = np.arange(n).reshape(height, width)
    edges = np.concatenate(
        (
            np.column_stack((number[:, :-1].ravel(), number[:, 1:].ravel())),
            np.column_stack((number[:-1].ravel(), number[1:].ravel())),
        )
    )
    return Problem.from_arrays(
        np.broadcast_to(households, n).tolist(),
        edges,
        np.full(len(edges), 100.0),
        np.full(n, 10_000.0),
        np.full(n, 400.0),
        np.tile(np.arange(width) * 100.0, height),
        np.repeat(np.arange(height) * 100.0, width),
        minimum=minimum,
        **extra,
    )


@st.composite
def small_problems(draw, most_units: int = 9):
    """Random graphs of a few units, connected or not, with empty and tall units among them."""
    n = draw(st.integers(1, most_units))
    households = draw(st.lists(st.integers(0, 120), min_size=n, max_size=n))
    pairs = [(i, j) for i in range(n) for j in range(i + 1, n)]
    picked = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=2 * n)) if pairs else []
    lengths = draw(st.lists(st.floats(0.5, 50), min_size=len(picked), max_size=len(picked)))
    return Problem.from_arrays(
        households,
        picked,
        lengths,
        draw(st.lists(st.floats(1, 1000), min_size=n, max_size=n)),
        draw(st.lists(st.floats(10, 1000), min_size=n, max_size=n)),
        list(range(n)),
        [i * i % 7 for i in range(n)],
        minimum=draw(st.integers(1, 200)),
    )


def contiguous(problem: Problem, labels: np.ndarray) -> bool:
    """Tell whether every neighborhood hangs together."""
    same = labels[problem.edges[:, 0]] == labels[problem.edges[:, 1]]
    pieces = connected_parts(problem.size, problem.edges[same])
    return len(np.unique(pieces)) == len(np.unique(labels))


def legal_counts(problem: Problem) -> set[int]:
    """Return every number of neighborhoods for which a contiguous plan at the minimum exists."""
    return counts_where(problem, lambda _mask: True)


def counts_where(problem: Problem, allowed) -> set[int]:
    """Return the same for plans whose neighborhoods are all *allowed* (asked with a bit mask of units)."""
    n = problem.size
    masks = [0] * n
    for u, v in problem.edges.tolist():
        masks[u] |= 1 << v
        masks[v] |= 1 << u
    households = problem.households.tolist()

    def whole(mask: int) -> bool:
        seen = front = mask & -mask
        while front:
            grown = 0
            for i in range(n):
                if front >> i & 1:
                    grown |= masks[i]
            front = grown & mask & ~seen
            seen |= front
        return seen == mask

    good = [
        mask
        for mask in range(1, 1 << n)
        if sum(households[i] for i in range(n) if mask >> i & 1) >= problem.minimum and allowed(mask) and whole(mask)
    ]
    by_lowest: dict[int, list[int]] = {}
    for mask in good:
        by_lowest.setdefault(mask & -mask, []).append(mask)
    memo: dict[int, frozenset[int]] = {0: frozenset((0,))}

    def counts(rest: int) -> frozenset[int]:
        if rest not in memo:
            memo[rest] = frozenset(
                count + 1
                for mask in by_lowest.get(rest & -rest, [])
                if mask & rest == mask
                for count in counts(rest ^ mask)
            )
        return memo[rest]

    return set(counts((1 << n) - 1))
