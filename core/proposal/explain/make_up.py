"""What a khu phố is made of: units and households, old khu phố, police beats and militia areas."""

from __future__ import annotations

from ...model.messages import CONTEXT, QT_TRANSLATE_NOOP, Message
from ..problem import NONE
from .moves import Situation
from .naming import Names, chained

_MADE = QT_TRANSLATE_NOOP(
    CONTEXT,
    "{name} is made of {units} units with {households} households, {percent} % of the minimum of {minimum}: {list}.",
)
_ONE_UNIT = QT_TRANSLATE_NOOP(
    CONTEXT, "{name} is unit {unit} alone with {households} households, {percent} % of the minimum of {minimum}."
)
_MISSING = QT_TRANSLATE_NOOP(CONTEXT, "{count} of its units have no number of households and count as 0: {list}.")
_SHORT = QT_TRANSLATE_NOOP(CONTEXT, "It lacks {lacking} households to the minimum.")
_WHOLE_OLD = QT_TRANSLATE_NOOP(CONTEXT, "It takes over all of the old {old} ({households} households).")
_MAIN_OLD = QT_TRANSLATE_NOOP(
    CONTEXT,
    "It continues the old {old}: {households} of its {total} households ({percent} %) stay together here; the others "
    "go to the new {others}.",
)
_PART_OLD = QT_TRANSLATE_NOOP(
    CONTEXT, "It takes {households} households ({percent} %) of the old {old}, which continues in the new {main}."
)
_NO_OLD = QT_TRANSLATE_NOOP(CONTEXT, "None of its units has a present khu phố.")
_SHARE = QT_TRANSLATE_NOOP(CONTEXT, "{area} ({percent} %)")
_FORCES = {
    "beat": (
        QT_TRANSLATE_NOOP(CONTEXT, "Its units are exactly those of police beat {area}."),
        QT_TRANSLATE_NOOP(CONTEXT, "All of its units lie in police beat {area}."),
        QT_TRANSLATE_NOOP(CONTEXT, "{percent} % of its households lie in police beat {area}, the others in {others}."),
        QT_TRANSLATE_NOOP(CONTEXT, "None of its units lies in a police beat."),
    ),
    "militia": (
        QT_TRANSLATE_NOOP(CONTEXT, "Its units are exactly those of militia area {area}."),
        QT_TRANSLATE_NOOP(CONTEXT, "All of its units lie in militia area {area}."),
        QT_TRANSLATE_NOOP(CONTEXT, "{percent} % of its households lie in militia area {area}, the others in {others}."),
        QT_TRANSLATE_NOOP(CONTEXT, "None of its units lies in a militia area."),
    ),
}


def made_of(situation: Situation, names: Names, label: int) -> list[Message]:
    """Return how many units and households khu phố *label* has, and what is missing."""
    problem, members = situation.problem, situation.members[label]
    households = situation.load[label]
    values: dict[str, object] = {
        "name": names.neighborhood(label),
        "households": households,
        "percent": round(100.0 * households / max(problem.minimum, 1)),
        "minimum": problem.minimum,
    }
    if len(members) == 1:
        found = [Message(_ONE_UNIT, {**values, "unit": names.unit(members[0])})]
    else:
        found = [Message(_MADE, {**values, "units": len(members), "list": names.units(members)})]
    unknown = [unit for unit in members if not problem.known[unit]]
    if unknown:
        found.append(Message(_MISSING, {"count": len(unknown), "list": names.units(unknown)}))
    if households < problem.minimum:
        found.append(Message(_SHORT, {"lacking": problem.minimum - households}))
    return found


def continues(situation: Situation, names: Names, label: int) -> list[Message]:
    """Return which old khu phố it takes over, most households first; nothing where the ward has none."""
    table = situation.shares["old"]
    if not table:
        return []
    own = sorted((-shares[label], group) for group, shares in table.items() if label in shares)
    if not own:
        return [Message(_NO_OLD)]
    return [_from_old(table[group], names, label, group) for _, group in own]


def _from_old(shares: dict[int, int], names: Names, label: int, group: int) -> Message:
    total, here = sum(shares.values()), shares[label]
    values = {
        "old": names.group("old", group),
        "households": here,
        "total": total,
        "percent": round(100.0 * here / total) if total else 0,
    }
    if len(shares) == 1:
        return Message(_WHOLE_OLD, values)
    main = min(shares, key=lambda other: (-shares[other], other))
    if main == label:
        return Message(_MAIN_OLD, {**values, "others": names.neighborhoods(set(shares) - {label})})
    return Message(_PART_OLD, {**values, "main": names.neighborhood(main)})


def areas(situation: Situation, names: Names, label: int, grouping: str) -> list[Message]:
    """Return in which areas of a force (*grouping*: ``beat`` or ``militia``) it lies; nothing without that force."""
    of_unit = getattr(situation.problem, grouping)
    if not (of_unit != NONE).any():
        return []
    same, inside, mostly, outside = _FORCES[grouping]
    table = situation.shares[grouping]
    own = sorted((-shares[label], group) for group, shares in table.items() if label in shares)
    if not own:
        return [Message(outside)]
    first = own[0][1]
    area = names.group(grouping, first)
    groups = {int(of_unit[unit]) for unit in situation.members[label]}
    if groups == {first}:
        return [Message(same if len(table[first]) == 1 else inside, {"area": area})]
    whole = max(situation.load[label], 1)
    others = [
        Message(_SHARE, {"area": names.group(grouping, group), "percent": round(-100.0 * households / whole)})
        for households, group in own[1:]
    ]
    percent = round(-100.0 * own[0][0] / whole)
    if not others:
        return [Message(_PARTLY[grouping], {"percent": percent, "area": area})]
    return [Message(mostly, {"percent": percent, "area": area, "others": chained(others)})]


_PARTLY = {
    "beat": QT_TRANSLATE_NOOP(CONTEXT, "{percent} % of its households lie in police beat {area}, the others in none."),
    "militia": QT_TRANSLATE_NOOP(
        CONTEXT, "{percent} % of its households lie in militia area {area}, the others in none."
    ),
}
