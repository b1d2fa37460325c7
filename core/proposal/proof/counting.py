"""How many neighborhoods can there be at most? Bounds that hold, and when they are reached."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from ...model.run import RunControl
from ..parts import Part, split_parts
from ..problem import Problem
from .columns import SLICE

_SMALL = 48  # units up to which all minimal sets are listed, whatever their size
_SETS = 15_000  # minimal sets that the solver is given at most
_LOOK = 2_000  # sets between two looks at the clock


@dataclass(frozen=True)
class CountBound:
    """No plan has more than ``count`` neighborhoods; ``proven`` tells that one with so many is known.

    ``labels`` are such a plan where the proof found it (legal, but not searched for quality), else None.
    """

    count: int
    proven: bool
    labels: np.ndarray | None = None


def count_bound(
    problem: Problem, control: RunControl | None = None, *, known: int = 0, seconds: float = 2.0
) -> CountBound:
    """Return a bound of the number of neighborhoods that have the minimum.

    ``known``: neighborhoods of a legal plan that is at hand. A part without the minimum counts as one.
    The bound takes each unit for at most one minimum, cuts the part at choke units, and for small
    parts packs minimal connected sets exactly (with scipy). Raises ``CanceledError`` when canceled.
    """
    control = control or RunControl()
    until = time.monotonic() + seconds
    parts = split_parts(problem)
    bounds = [choke_bound(part, control) for part in parts]
    if sum(bounds) <= known or not parts:
        return CountBound(sum(bounds), sum(bounds) == known)
    labels = np.zeros(problem.size, np.int64)
    found = 0
    for i in sorted(range(len(parts)), key=lambda i: parts[i].size):
        packed = _packing(parts[i], bounds[i], control, until)
        bounds[i] = min(bounds[i], packed.bound)
        for region in packed.regions:
            labels[parts[i].units[region]] = found
            found += 1
    whole = sum(bounds)
    free = problem.maximum is None and not any(part.apart is not None and len(part.apart) for part in parts)
    if found == whole and free:
        return CountBound(whole, True, labels)
    return CountBound(whole, whole == known)


def choke_bound(part: Part, control: RunControl | None = None) -> int:
    """Return a bound of a part's neighborhoods: with a unit taken out, at most one neighborhood has
    it and each of the others lies in one piece of the rest."""
    control = control or RunControl()
    best = part.count_bound
    if part.total < 2 * part.minimum:
        return best
    counted = np.minimum(part.households, part.minimum)
    for unit in range(part.size):
        control.check()
        pieces = pieces_without(part, unit)
        if len(pieces) > 1:
            best = min(best, 1 + sum(int(counted[piece].sum()) // part.minimum for piece in pieces))
    return max(1, best)


def pieces_without(part: Part, without: int) -> list[list[int]]:
    """Return the pieces that a part falls into when a unit is taken out."""
    seen = {without}
    pieces = []
    for first in part.neighbors[without]:
        if first in seen:
            continue
        seen.add(first)
        piece = [first]
        for unit in piece:
            for other in part.neighbors[unit]:
                if other not in seen:
                    seen.add(other)
                    piece.append(other)
        pieces.append(piece)
    return pieces


@dataclass(frozen=True)
class _Packed:
    bound: int
    regions: tuple[list[int], ...]


def _packing(part: Part, bound: int, control: RunControl, until: float) -> _Packed:
    """Return a bound from packing minimal sets, and the regions of a plan that was found on the way."""
    whole = _Packed(bound, (list(range(part.size)),))
    if bound <= 1 or (part.size > _SMALL and part.size * part.minimum > 5 * part.total):
        return whole
    sets = _minimal_sets(part, control, until)
    if not sets or time.monotonic() >= until:
        return whole
    try:
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csc_matrix
    except ImportError:
        return whole
    control.check()
    rows = [[i for i in range(part.size) if mask >> i & 1] for mask in sets]
    starts = np.concatenate(([0], np.cumsum([len(row) for row in rows])))
    matrix = csc_matrix((np.ones(starts[-1]), np.concatenate(rows), starts), (part.size, len(rows)))
    answer = milp(
        -np.ones(len(rows)),
        constraints=[LinearConstraint(matrix, -np.inf, 1.0)],
        integrality=np.ones(len(rows)),
        bounds=Bounds(0, 1),
        options={"time_limit": SLICE, "presolve": False},  # with it, some versions call wrong answers optimal
    )
    if answer.mip_dual_bound is not None and np.isfinite(answer.mip_dual_bound):
        bound = max(1, min(bound, int(-answer.mip_dual_bound + 1e-6)))
    if answer.x is None or not (answer.x > 0.5).any():
        return _Packed(bound, whole.regions)
    return _Packed(bound, tuple(_spread(part, [rows[j] for j in np.flatnonzero(answer.x > 0.5)])))


def _spread(part: Part, cores: list[list[int]]) -> list[list[int]]:
    """Return the cores with all units left over joined to one of them."""
    owner = {unit: number for number, core in enumerate(cores) for unit in core}
    queue = list(owner)
    for unit in queue:
        for other in part.neighbors[unit]:
            if other not in owner:
                owner[other] = owner[unit]
                queue.append(other)
    return [[unit for unit in range(part.size) if owner[unit] == number] for number in range(len(cores))]


def _minimal_sets(part: Part, control: RunControl, until: float) -> list[int] | None:
    """Return the connected sets (bit masks) that have the minimum and lose it, or their connection,
    with any unit taken out; None where there are too many or the time is out."""
    near = [sum(1 << other for other in part.neighbors[unit]) for unit in range(part.size)]
    households, least = part.households.tolist(), part.minimum
    found: set[int] = set()
    looked = 0
    for root in range(part.size):
        stack = [(1 << root, households[root], near[root], (2 << root) - 1)]
        while stack:
            mask, load, front, banned = stack.pop()
            looked += 1
            if looked % _LOOK == 0:
                control.check()
                if time.monotonic() >= until or len(found) > _SETS:
                    return None
            if load >= least:
                if _is_minimal(mask, load, near, households, least):
                    found.add(mask)
                continue
            for unit in _bits(front & ~banned):
                bit = 1 << unit
                banned |= bit
                stack.append((mask | bit, load + households[unit], (front | near[unit]) & ~mask, banned))
    return sorted(found)


def _is_minimal(mask: int, load: int, near: list[int], households: list[int], least: int) -> bool:
    return not any(load - households[unit] >= least and _connected(mask ^ (1 << unit), near) for unit in _bits(mask))


def _connected(mask: int, near: list[int]) -> bool:
    seen = front = mask & -mask
    while front:
        grown = 0
        for unit in _bits(front):
            grown |= near[unit]
        front = grown & mask & ~seen
        seen |= front
    return seen == mask


def _bits(mask: int) -> Iterable[int]:
    while mask:
        bit = mask & -mask
        yield bit.bit_length() - 1
        mask ^= bit
