"""Rules as users write them: groups of units as text, locks as marks on units; shared out over wards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ..model.errors import KhuPhoError
from ..model.messages import CONTEXT, QT_TRANSLATE_NOOP, Message
from .problem import NONE, Problem
from .rules import Rules

_ONE_UNIT = QT_TRANSLATE_NOOP(
    CONTEXT,
    "“{text}” is no group of units. Join ids by “+” and part groups by “;”, such as: T001+T002; T003+T004.",
)
_NOT_A_PAIR = QT_TRANSLATE_NOOP(
    CONTEXT,
    "“{text}” is no pair. Units to keep apart are given as pairs, such as: T001+T002; T001+T003.",
)
_NOT_THERE = QT_TRANSLATE_NOOP(
    CONTEXT, "There is no unit {unit} in the layer, which the rule “{text}” names. Check the id or take the rule out."
)
_TWO_WARDS = QT_TRANSLATE_NOOP(
    CONTEXT,
    "Units {first} and {second} can't stay together: they lie in different wards or are of different types. Take the "
    "rule out.",
)
_NOT_LOCKABLE = QT_TRANSLATE_NOOP(
    CONTEXT,
    "Unit {unit} is locked but has no khu phố in the present plan. Choose the field of the present plan, fill it, or "
    "unlock the unit.",
)


def parse_groups(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the groups of unit ids in *text*: ids joined by "+", groups parted by ";" or a new line.

    :raises KhuPhoError: a group has fewer than two ids.
    """
    groups = []
    for piece in text.replace("\n", ";").split(";"):
        units = tuple(unit.strip() for unit in piece.split("+") if unit.strip())
        if len(units) == 1 or (piece.strip() and not units):
            raise KhuPhoError(Message(_ONE_UNIT, {"text": piece.strip()}))
        if units:
            groups.append(units)
    return tuple(groups)


def parse_pairs(text: str) -> tuple[tuple[str, str], ...]:
    """Return the pairs of unit ids in *text*, written as in :func:`parse_groups`.

    :raises KhuPhoError: one of them is no pair.
    """
    groups = parse_groups(text)
    for group in groups:
        if len(group) != 2:
            raise KhuPhoError(Message(_NOT_A_PAIR, {"text": "+".join(group)}))
    return tuple((group[0], group[1]) for group in groups)


def share_out(problems: Sequence[Problem], rules: Rules, locked: Iterable[str] = ()) -> list[Rules]:
    """Return the rules of each problem; *rules* names units of all of them, *locked* are ids of locked units.

    Where all units of a present neighborhood are locked, it is locked as a whole. Units of two
    wards are apart anyway.

    :raises KhuPhoError: a unit isn't there, has nothing to be locked to, or can't stay with another.
    """
    home = {unit: number for number, problem in enumerate(problems) for unit in problem.ids}
    together: list[list[tuple[str, ...]]] = [[] for _ in problems]
    apart: list[list[tuple[str, str]]] = [[] for _ in problems]
    for group in rules.together:
        homes = _homes(group, home)
        for unit, own in zip(group, homes):
            if own != homes[0]:
                raise KhuPhoError(Message(_TWO_WARDS, {"first": group[0], "second": unit}))
        together[homes[0]].append(group)
    for pair in rules.apart:
        first, second = _homes(pair, home)
        if first == second:
            apart[first].append(pair)
    marks = set(locked)
    found = []
    for number, problem in enumerate(problems):
        units, whole = _locks(problem, marks)
        found.append(
            replace(rules, together=tuple(together[number]), apart=tuple(apart[number]), locked=units, frozen=whole)
        )
    return found


def _homes(units: Sequence[str], home: dict[str, int]) -> list[int]:
    for unit in units:
        if unit not in home:
            raise KhuPhoError(Message(_NOT_THERE, {"unit": unit, "text": "+".join(units)}))
    return [home[unit] for unit in units]


def _locks(problem: Problem, marks: set[str]) -> tuple[dict[str, str], frozenset[str]]:
    """Return (unit id → name of its present neighborhood, names of those locked as a whole)."""
    names = problem.names.get("current", ())
    members: dict[int, list[str]] = {}
    for unit, label in zip(problem.ids, problem.current.tolist()):
        if label == NONE and unit in marks:
            raise KhuPhoError(Message(_NOT_LOCKABLE, {"unit": unit}))
        members.setdefault(label, []).append(unit)
    members.pop(NONE, None)
    whole = {label for label, units in members.items() if marks.issuperset(units)}
    units = {
        unit: names[label] for label, own in members.items() if label not in whole for unit in own if unit in marks
    }
    return units, frozenset(names[label] for label in whole)
