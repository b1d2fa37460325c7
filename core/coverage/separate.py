"""Units that no border joins with the rest of their ward: islands, or units drawn apart."""

from __future__ import annotations

import numpy as np
import shapely

from ..model.faults import Fault, Severity
from ..model.messages import CONTEXT, QT_TRANSLATE_NOOP, Message
from ..model.run import RunControl
from .adjacency import find_adjacency
from .limits import Limits
from .rows import Rows

_ALONE = QT_TRANSLATE_NOOP(CONTEXT, "{feature}: has no common border with any other unit of its ward.")
_TOGETHER = QT_TRANSLATE_NOOP(CONTEXT, "{count} units ({features}) have no common border with the rest of their ward.")
_JOIN = QT_TRANSLATE_NOOP(
    CONTEXT, "If it isn't an island, close the gap to its neighbors. Otherwise it can't be joined with others."
)


def separate_faults(
    rows: Rows, usable: np.ndarray, wards: np.ndarray | None, limits: Limits, control: RunControl
) -> list[Fault]:
    """Return one fault ``disconnected`` per group of units that hangs together but not with its ward.

    The largest group of a ward (by units, then by area) is the ward itself and no fault.
    """
    at = np.flatnonzero(usable)
    wards = np.zeros(len(at), dtype=np.int64) if wards is None else np.unique(wards[at], return_inverse=True)[1]
    found = find_adjacency(rows.shapes[at], tolerance_m=limits.tolerance_m, groups=wards, control=control)
    leader = connected(len(at), found.pairs)
    groups: dict[int, list[int]] = {}
    for position, first in enumerate(leader):
        groups.setdefault(first, []).append(position)
    by_ward: dict[int, list[list[int]]] = {}
    for members in groups.values():
        by_ward.setdefault(int(wards[members[0]]), []).append(members)
    areas = shapely.area(rows.shapes[at])
    faults = []
    for parts in by_ward.values():
        parts.sort(key=lambda members: (-len(members), -areas[members].sum()))
        faults += [_fault(rows, at[members].tolist()) for members in parts[1:]]
    return faults


def connected(count: int, pairs: np.ndarray) -> list[int]:
    """Return for each of *count* things the smallest one that *pairs* (m, 2) connect it with."""
    leader = list(range(count))

    def top(number: int) -> int:
        while leader[number] != number:
            leader[number] = leader[leader[number]]
            number = leader[number]
        return number

    for first, second in pairs.tolist():
        low, high = sorted((top(first), top(second)))
        leader[high] = low
    return [top(number) for number in range(count)]


def _fault(rows: Rows, members: list[int]) -> Fault:
    members = rows.in_order(members)
    if len(members) == 1:
        return rows.fault("disconnected", Severity.WARNING, members[0], (_ALONE, {}), _JOIN)
    features = rows.features(members)
    message = Message(_TOGETHER, {"count": len(members), "features": features})
    place = shapely.GeometryCollection(list(rows.shapes[members]))
    return Fault("disconnected", Severity.WARNING, rows.layer, features, message, Message(_JOIN), place)
