"""Why the minimum can't be met somewhere, or a number not reached, and what would help.

Reasons are proven: each names units that no plan can group otherwise under the rules as they are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...model.messages import CONTEXT, QT_TRANSLATE_NOOP, Message
from ..parts import Part, split_parts
from ..problem import Problem
from .counting import choke_bound, pieces_without

_WARD_SHORT = QT_TRANSLATE_NOOP(
    CONTEXT,
    "All of {ward} together has {households} households, {missing} fewer than the minimum of {minimum}. It needs to be "
    "joined with a neighboring ward, or an exemption.",
)
_CUT_OFF = QT_TRANSLATE_NOOP(
    CONTEXT,
    "In {ward}, the {units} units around unit {unit} are cut off and have {households} households, {missing} fewer "
    "than the minimum of {minimum}.",
)
_BRIDGE = QT_TRANSLATE_NOOP(
    CONTEXT,
    "The shortest way to the rest of {ward} is from unit {near} to unit {far}, {distance} m between their "
    "centers. If there is a bridge or a ferry, add the two as neighbors; both sides together have {joined} households.",
)
_EXEMPTION = QT_TRANSLATE_NOOP(
    CONTEXT,
    "Without that, unit {unit} and what belongs to it in {ward} needs an exemption for {missing} households, or "
    "a link to a neighboring ward.",
)
_CHOKE = QT_TRANSLATE_NOOP(
    CONTEXT,
    "In {ward}, unit {choke} is the only link of {units} units around unit {unit} to the rest. They have "
    "{households} households, fewer than the minimum of {minimum}, so they can only be in the neighborhood of unit "
    "{choke}.",
)
_CHOKE_COUNT = QT_TRANSLATE_NOOP(
    CONTEXT,
    "In {ward}, everything around unit {choke} is linked by this unit only; so there are at most {bound} "
    "neighborhoods, though the households would do for {plain}.",
)
_MAXIMUM = QT_TRANSLATE_NOOP(
    CONTEXT,
    "In {ward}, the {units} units around unit {unit} have {households} households. That is too many for {fewer} "
    "neighborhoods of at most {maximum} and too few for {more} of at least {minimum}.",
)


@dataclass(frozen=True)
class Impossible:
    """One reason with what would help. ``units``: positions in the problem that it is about, to zoom to.

    ``link``: two positions that would have to become neighbors, or None.
    """

    code: str
    message: Message
    helps: tuple[Message, ...]
    units: tuple[int, ...]
    link: tuple[int, int] | None = None


def why_impossible(problem: Problem) -> list[Impossible]:
    """Return every reason why some units can't be in a neighborhood that keeps the rules.

    Codes: ``ward_short`` (the whole ward has too few households), ``cut_off`` (a part without a
    border with the rest has), ``choke_count`` (a single unit lowers the greatest number), ``choke``
    (units behind a single unit must be with it), ``maximum`` (minimum and maximum exclude each other).
    Distances are between the points of units, in metres.
    """
    parts = split_parts(problem)
    if parts and problem.total < max(1, problem.minimum):
        said = _said(problem, households=problem.total, missing=problem.minimum - problem.total)
        return [Impossible("ward_short", Message(_WARD_SHORT, said), (), tuple(range(problem.size)))]
    found = []
    for part in parts:
        if part.total < part.minimum:
            found.append(_cut_off(problem, part))
            continue
        found += _chokes(problem, part)
        clash = _maximum(problem, part)
        if clash is not None:
            found.append(clash)
    return found


def _said(problem: Problem, **values: object) -> dict[str, object]:
    return {"ward": problem.place, "minimum": problem.minimum, **values}


def _biggest(problem: Problem, units: np.ndarray) -> str:
    return problem.ids[int(units[int(np.argmax(problem.households[units]))])]


def _cut_off(problem: Problem, part: Part) -> Impossible:
    missing = part.minimum - part.total
    name = _biggest(problem, part.units)
    said = _said(problem, units=part.size, unit=name, households=part.total, missing=missing)
    others = np.setdiff1d(np.arange(problem.size), part.units)
    near, far, distance = _closest(problem, part.units, others)
    label = {int(unit): own for own in split_parts(problem) for unit in own.units}
    joined = part.total + label[far].total
    bridge = _said(problem, near=problem.ids[near], far=problem.ids[far], distance=round(distance), joined=joined)
    helps = (Message(_BRIDGE, bridge), Message(_EXEMPTION, _said(problem, unit=name, missing=missing)))
    return Impossible("cut_off", Message(_CUT_OFF, said), helps, tuple(part.units.tolist()), (near, far))


def _closest(problem: Problem, these: np.ndarray, those: np.ndarray) -> tuple[int, int, float]:
    """Return the closest pair of units, one of each, and their distance in metres."""
    apart = np.hypot(problem.x[these][:, None] - problem.x[those], problem.y[these][:, None] - problem.y[those])
    i, j = np.unravel_index(int(np.argmin(apart)), apart.shape)
    return int(these[i]), int(those[j]), float(apart[i, j])


def _chokes(problem: Problem, part: Part) -> list[Impossible]:
    """Return the unit that lowers the number, and units behind chokes that can't have a neighborhood.

    Only where the number is lowered: else such units are at the edge of a ward, and no fault.
    """
    found: list[Impossible] = []
    whole = part.total
    bound = choke_bound(part)
    if bound == part.count_bound:
        return []
    lowered = False
    for choke in range(part.size):
        pieces = pieces_without(part, choke)
        if len(pieces) < 2:
            continue
        counted = np.minimum(part.households, part.minimum)
        most = 1 + sum(int(counted[piece].sum()) // part.minimum for piece in pieces)
        if not lowered and most == bound < part.count_bound:
            lowered = True
            said = _said(problem, choke=problem.ids[int(part.units[choke])], bound=bound, plain=part.count_bound)
            found.append(Impossible("choke_count", Message(_CHOKE_COUNT, said), (), (int(part.units[choke]),)))
        for piece in pieces:
            load = int(part.households[piece].sum())
            if load < part.minimum and 2 * load < whole and len(piece) > 1:
                found.append(_choke(problem, part, choke, np.array(sorted(piece)), load))
    return _largest(found)


def _choke(problem: Problem, part: Part, choke: int, piece: np.ndarray, load: int) -> Impossible:
    units, link = part.units[piece], int(part.units[choke])
    said = _said(problem, choke=problem.ids[link], units=len(units), unit=_biggest(problem, units), households=load)
    rest = np.setdiff1d(part.units, np.append(units, link))
    near, far, distance = _closest(problem, units, rest)
    joined = part.total
    bridge = _said(problem, near=problem.ids[near], far=problem.ids[far], distance=round(distance), joined=joined)
    message = Message(_CHOKE, said)
    return Impossible("choke", message, (Message(_BRIDGE, bridge),), (*units.tolist(), link), (near, far))


def _largest(found: list[Impossible]) -> list[Impossible]:
    """Leave out groups behind a choke unit that are all in a larger such group."""
    groups = [set(own.units) for own in found]
    return [
        own
        for i, own in enumerate(found)
        if own.code != "choke" or not any(found[j].code == "choke" and groups[i] < groups[j] for j in range(len(found)))
    ]


def _maximum(problem: Problem, part: Part) -> Impossible | None:
    if part.maximum is None:
        return None
    fewest = -(-int(np.minimum(part.households, part.maximum).sum()) // part.maximum)
    if fewest <= choke_bound(part):
        return None
    said = _said(
        problem,
        units=part.size,
        unit=_biggest(problem, part.units),
        households=part.total,
        maximum=part.maximum,
        fewer=fewest - 1,
        more=fewest,
    )
    return Impossible("maximum", Message(_MAXIMUM, said), (), tuple(part.units.tolist()))
