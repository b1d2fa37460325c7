"""Which rule forced a khu phố to be as it is: size, connection, barriers, rules that the user set."""

from __future__ import annotations

from ...model.messages import CONTEXT, QT_TRANSLATE_NOOP, Message
from .moves import Blocked, Move, Situation
from .naming import Names

_BARRED = 0.5  # share of a common border from which on it counts as lying across a barrier

_OWN = QT_TRANSLATE_NOOP(
    CONTEXT,
    "Unit {unit} reaches the minimum by itself, as a large apartment building does; so it is a khu phố of its own.",
)
_WHOLE_PART = QT_TRANSLATE_NOOP(
    CONTEXT,
    "Its units have no common border with the rest of the ward, and together too few households for two khu phố.",
)
_ALL_OF_WARD = QT_TRANSLATE_NOOP(
    CONTEXT, "Two khu phố would need {needed} households; all units of the ward together have {households}."
)
_DEAD_END = QT_TRANSLATE_NOOP(
    CONTEXT, "Unit {unit} has a common border with {other} only and too few households to be alone."
)
_BEHIND = QT_TRANSLATE_NOOP(
    CONTEXT,
    "These units touch other khu phố only across a barrier, so they stay with those on their own side: {units}.",
)
_NEEDED = QT_TRANSLATE_NOOP(
    CONTEXT, "Without unit {unit} ({households} households) it would fall to {left}, below the minimum of {minimum}."
)
_NEEDED_EACH = QT_TRANSLATE_NOOP(
    CONTEXT, "It can spare none of these units, or it would fall below the minimum of {minimum}: {units}."
)
_ALL_NEEDED = QT_TRANSLATE_NOOP(
    CONTEXT,
    "It has only {spare} households above the minimum, fewer than any unit at its border; so it can spare none.",
)
_BRIDGE = QT_TRANSLATE_NOOP(CONTEXT, "Without any of these units it would fall into pieces: {units}.")
_FIXED = QT_TRANSLATE_NOOP(CONTEXT, "Rules that you set hold these units here: {units}.")
_CANT_TAKE = QT_TRANSLATE_NOOP(
    CONTEXT, "It can take over no unit of {others}, which would fall below the minimum or into pieces."
)


def forced(situation: Situation, names: Names, label: int) -> list[Message]:
    """Return the rules that leave khu phố *label* no other way, the strongest first."""
    found = _as_a_whole(situation, names, label)
    if not found:
        found += _dead_ends(situation, names, label)
        found += _behind_barriers(situation, names, label)
    held = [unit for unit in situation.members[label] if unit in situation.held]
    if held:
        found.append(Message(_FIXED, {"units": names.units(held)}))
    found += _needed(situation, names, label)
    return found + _cant_take(situation, names, label)


def _as_a_whole(situation: Situation, names: Names, label: int) -> list[Message]:
    problem, members = situation.problem, situation.members[label]
    if len(members) == 1 and situation.load[label] >= problem.minimum:
        return [Message(_OWN, {"unit": names.unit(members[0])})]
    part = situation.part[members[0]]
    if int((situation.part == part).sum()) != len(members) or situation.load[label] >= 2 * problem.minimum:
        return []
    if len(members) < problem.size:
        return [Message(_WHOLE_PART)]
    return [Message(_ALL_OF_WARD, {"needed": 2 * problem.minimum, "households": problem.total})]


def _dead_ends(situation: Situation, names: Names, label: int) -> list[Message]:
    problem = situation.problem
    return [
        Message(_DEAD_END, {"unit": names.unit(unit), "other": names.unit(situation.around[unit][0][0])})
        for unit in situation.members[label]
        if len(situation.around[unit]) == 1 and problem.households[unit] < problem.minimum
    ]


def _behind_barriers(situation: Situation, names: Names, label: int) -> list[Message]:
    found: list[int] = []
    for unit in situation.members[label]:
        outside = [barrier for other, _, barrier in situation.around[unit] if situation.labels[other] != label]
        inside = [barrier for other, _, barrier in situation.around[unit] if situation.labels[other] == label]
        if outside and min(outside) >= _BARRED and inside and min(inside) < _BARRED:
            found.append(unit)
    return [Message(_BEHIND, {"units": names.units(found)})] if found else []


def _needed(situation: Situation, names: Names, label: int) -> list[Message]:
    """Return which border units it can't spare: for its households, for its connection."""
    problem, moves = situation.problem, situation.moves[label]
    border = {move.unit for move in moves}
    short, bridges = _units(moves, Blocked.MINIMUM), _units(moves, Blocked.PIECES)
    found = []
    minimum = {"minimum": problem.minimum}
    if len(short) > 1 and short == border:
        found.append(Message(_ALL_NEEDED, {"spare": situation.load[label] - problem.minimum}))
    elif len(short) == 1:
        (unit,) = short
        households = int(problem.households[unit])
        left = situation.load[label] - households
        found.append(Message(_NEEDED, {"unit": names.unit(unit), "households": households, "left": left, **minimum}))
    elif short:
        found.append(Message(_NEEDED_EACH, {"units": names.units(short), **minimum}))
    if bridges:
        found.append(Message(_BRIDGE, {"units": names.units(bridges)}))
    return found


def _cant_take(situation: Situation, names: Names, label: int) -> list[Message]:
    """Return the neighbors that can give nothing without losing the minimum or their connection."""
    coming: dict[int, list[Move]] = {}
    for home in {int(situation.labels[v]) for unit in situation.members[label] for v, _, _ in situation.around[unit]}:
        coming[home] = [move for move in situation.moves[home] if move.into == label]
    reasons = (Blocked.MINIMUM, Blocked.PIECES)
    poor = [home for home, moves in coming.items() if home != label and all(move.blocked in reasons for move in moves)]
    return [Message(_CANT_TAKE, {"others": names.neighborhoods(poor)})] if poor else []


def _units(moves: list[Move], blocked: Blocked) -> set[int]:
    return {move.unit for move in moves if move.blocked is blocked}
