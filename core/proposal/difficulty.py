"""Which wards are easy and which are hard to arrange, so that the easy ones can be done first.

The score is a sum of points for what makes planners' work hard, each with its reason. It looks at the
ward before any search, and at the disagreement with police beats where that is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from ..model.messages import CONTEXT, QT_TRANSLATE_NOOP, Message
from ..model.sorting import natural_key
from .parts import Part, share_counts, split_parts
from .plan import Plan
from .problem import NONE, Problem, default_count

_MEDIUM, _HARD = 20, 50  # scores from which a ward is medium and hard
_TIGHT = 35.0  # points where the minimum leaves no room at all
_LITTLE = 10.0  # points for tightness from which there is little room
_ROOMY = 1.5  # typical units of room per neighborhood from which there are no points for tightness
_BELOW, _BELOW_MORE, _BELOW_MOST = 50.0, 5.0, 70.0  # for the first part below the minimum, each more, in all
_APART, _APART_MOST = 5.0, 20.0  # for each more part without a common border, in all
_UNKNOWN, _UNKNOWN_FULL = 25.0, 0.1  # points; share of units without a number that gets all of them
_BIG, _BIG_FULL = 10.0, 0.3  # points; share of households in units above the minimum that gets all of them
_BEATS, _BEATS_FULL = 25.0, 0.5  # points; share of households in disagreement that gets all of them
_WORTH_SAYING = 2.0  # points below which a reason is left out

_ROOM = QT_TRANSLATE_NOOP(
    CONTEXT,
    "There is room: {slack} households above {count} × {minimum}, or {share} per neighborhood, where a usual unit "
    "has {unit}.",
)
_LITTLE_ROOM = QT_TRANSLATE_NOOP(
    CONTEXT,
    "Little room: {slack} households above {count} × {minimum}, or {share} per neighborhood, where a usual unit "
    "has {unit}.",
)
_ONE = QT_TRANSLATE_NOOP(CONTEXT, "All {units} units form one neighborhood: nothing to choose.")
_PARTS = QT_TRANSLATE_NOOP(CONTEXT, "The units lie in {parts} parts without a common border.")
_PARTS_BELOW = QT_TRANSLATE_NOOP(
    CONTEXT,
    "{parts} parts without a common border to the rest have fewer than {minimum} households each ({households} "
    "together); they need neighbors that are added by hand, or an exemption.",
)
_PART_BELOW = QT_TRANSLATE_NOOP(
    CONTEXT,
    "One part without a common border to the rest has only {households} households, fewer than {minimum}; it needs "
    "neighbors that are added by hand, or an exemption.",
)
_WHOLE_BELOW = QT_TRANSLATE_NOOP(
    CONTEXT,
    "All units together have {households} households, fewer than {minimum}; this needs a neighboring ward or an "
    "exemption.",
)
_WITHOUT_NUMBER = QT_TRANSLATE_NOOP(
    CONTEXT, "{number} of {units} units have no number of households; ask for it before anything is decided."
)
_TALL = QT_TRANSLATE_NOOP(
    CONTEXT,
    "Units with {minimum} households or more: {number}, with {percent} % of all households; they are hard to balance.",
)
_DISAGREE = QT_TRANSLATE_NOOP(CONTEXT, "Police beats cut across khu phố: {percent} % of the households lie crosswise.")


class Level(str, Enum):
    """How hard a ward is: to be done first, next, or last."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


@dataclass(frozen=True)
class Difficulty:
    """How hard one problem is: ``score`` from 0 (easy) to 100, why (what weighs most first), and its level.

    ``position``: of the problem in the sequence that was ranked.
    """

    position: int
    ward: str
    area_type: str
    score: int
    level: Level
    reasons: tuple[Message, ...]


def rank(problems: Sequence[Problem], disagreement: Sequence[float | None] | None = None) -> list[Difficulty]:
    """Return the difficulty of each of *problems*, the easiest first.

    *disagreement*: per problem the share of households (0 to 1) whose neighborhood and police beat cross,
    None where it is not known (:func:`beats_disagreement`).

    :raises ValueError: *disagreement* has another length than *problems*.
    """
    known = [None] * len(problems) if disagreement is None else list(disagreement)
    if len(known) != len(problems):
        raise ValueError("there must be one disagreement per problem")
    found = [_difficulty(place, problem, share) for place, (problem, share) in enumerate(zip(problems, known))]
    return sorted(found, key=lambda one: (one.score, natural_key(one.ward), one.area_type, one.position))


def beats_disagreement(problems: Sequence[Problem], plans: Sequence[Plan | None]) -> list[float | None]:
    """Return per problem the share of households (0 to 1) that cross with beats, None without beats.

    Counted are households outside the main beat of their neighborhood, or those outside the main
    neighborhood of their beat, whichever is less: neighborhoods that lie wholly in one beat agree with
    it, and so do beats that lie wholly in one neighborhood. Without a plan old neighborhoods count.
    """
    return [_crossing(problem, problem.old if plan is None else plan.labels) for problem, plan in zip(problems, plans)]


def _crossing(problem: Problem, groups: np.ndarray) -> float | None:
    inside = (problem.beat != NONE) & (groups != NONE)
    total = int(problem.households[inside].sum())
    if not total:
        return None
    pairs, place = np.unique(np.column_stack((problem.beat, groups))[inside], axis=0, return_inverse=True)
    households = np.bincount(place.reshape(-1), problem.households[inside], len(pairs))
    main = []
    for side in (0, 1):
        most = np.zeros(int(pairs[:, side].max()) + 1)
        np.maximum.at(most, pairs[:, side], households)
        main.append(float(most.sum()))
    return 1.0 - max(main) / total


def _difficulty(position: int, problem: Problem, disagreement: float | None) -> Difficulty:
    parts = split_parts(problem)
    below = [part for part in parts if part.total < part.minimum]
    weighed = [
        _room(problem, parts, below),
        _parts_below(problem, parts, below),
        _parts_apart(parts, below),
        _without_number(problem),
        _tall_units(problem),
        _beats(disagreement),
    ]
    said = sorted(
        ((points, place, reason) for place, (points, reason) in enumerate(weighed) if reason is not None),
        key=lambda item: (-item[0], item[1]),
    )
    worth = [item for item in said if item[0] >= _WORTH_SAYING] or said[:1]
    score = min(100, round(sum(points for points, _ in weighed)))
    return Difficulty(
        position,
        problem.ward,
        problem.area_type,
        score,
        Level.HARD if score >= _HARD else Level.MEDIUM if score >= _MEDIUM else Level.EASY,
        tuple(reason for _, _, reason in worth),
    )


_Weighed = tuple[float, "Message | None"]


def _room(problem: Problem, parts: Sequence[Part], below: Sequence[Part]) -> _Weighed:
    """Weigh the households above the minimum, in the part where they are fewest per neighborhood."""
    if len(below) == len(parts):
        return 0.0, None
    count = problem.count if problem.count is not None else default_count(problem)
    shares = share_counts(max(1, count), [part.count_bound for part in parts], [part.total for part in parts])
    grouped = [(part, share) for part, share in zip(parts, shares) if share > 1]
    if not grouped:
        return 0.0, Message(_ONE, {"units": problem.size}) if len(parts) == 1 else None
    part, share = min(grouped, key=lambda item: _slack(*item) / item[1])
    slack = _slack(part, share)
    points = _TIGHT * tightness(part, share)
    values = {
        "slack": slack,
        "count": share,
        "minimum": part.minimum,
        "share": round(slack / share),
        "unit": round(_usual_unit(part)),
    }
    return points, Message(_LITTLE_ROOM if points >= _LITTLE else _ROOM, values)


def tightness(part: Part, count: int) -> float:
    """Return how little room the minimum leaves for *count* neighborhoods: 0 (plenty) to 1 (none), 0 for one.

    Room is counted in typical units per neighborhood. Plans in tight parts are harder to find, so they
    get more of the time of a run (:attr:`.ward.WardSearch.work`).
    """
    if count < 2:
        return 0.0
    room = _slack(part, count) / count / (_ROOMY * _usual_unit(part))
    return min(1.0, max(0.0, 1.0 - room))


def _usual_unit(part: Part) -> float:
    """Return the households of a typical unit below the minimum."""
    small = part.households[(part.households > 0) & (part.households < part.minimum)]
    return float(np.median(small)) if len(small) else float(part.minimum)


def _slack(part: Part, count: int) -> int:
    """Return the households above *count* times the minimum; a unit above the minimum serves one neighborhood only."""
    return int(np.minimum(part.households, part.minimum).sum()) - count * part.minimum


def _parts_below(problem: Problem, parts: Sequence[Part], below: Sequence[Part]) -> _Weighed:
    if not below:
        return 0.0, None
    values = {"households": sum(part.total for part in below), "minimum": problem.minimum}
    points = min(_BELOW_MOST, _BELOW + _BELOW_MORE * (len(below) - 1))
    if len(parts) == 1:
        return points, Message(_WHOLE_BELOW, values)
    if len(below) == 1:
        return points, Message(_PART_BELOW, values)
    return points, Message(_PARTS_BELOW, {**values, "parts": len(below)})


def _parts_apart(parts: Sequence[Part], below: Sequence[Part]) -> _Weighed:
    if len(parts) < 2:
        return 0.0, None
    more = max(0, len(parts) - len(below) - 1)  # those below the minimum have points of their own
    return min(_APART_MOST, _APART * more), Message(_PARTS, {"parts": len(parts)})


def _without_number(problem: Problem) -> _Weighed:
    number = int((~problem.known).sum())
    if not number:
        return 0.0, None
    points = max(_WORTH_SAYING, _UNKNOWN * min(1.0, number / problem.size / _UNKNOWN_FULL))
    return points, Message(_WITHOUT_NUMBER, {"number": number, "units": problem.size})


def _tall_units(problem: Problem) -> _Weighed:
    tall = problem.households >= problem.minimum
    if not tall.any() or problem.size == 1:
        return 0.0, None
    share = float(problem.households[tall].sum()) / problem.total
    values = {"number": int(tall.sum()), "minimum": problem.minimum, "percent": round(100 * share)}
    return _BIG * min(1.0, share / _BIG_FULL), Message(_TALL, values)


def _beats(share: float | None) -> _Weighed:
    if share is None:
        return 0.0, None
    return _BEATS * min(1.0, share / _BEATS_FULL), Message(_DISAGREE, {"percent": round(100 * share)})
