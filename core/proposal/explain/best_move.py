"""The best other place for a unit at the border of a khu phố, and what it would cost."""

from __future__ import annotations

from collections import Counter

from ...model.messages import CONTEXT, QT_TRANSLATE_NOOP, Message
from .moves import Blocked, Effects, Move, Situation
from .naming import Names, chained
from .terms import Terms

_WORSE = QT_TRANSLATE_NOOP(
    CONTEXT,
    "Next best: unit {unit} ({households} households) to {other}. The plan would be worse by {percent} % of its cost: "
    "{effects}.",
)
_BETTER = QT_TRANSLATE_NOOP(
    CONTEXT,
    "Unit {unit} ({households} households) could go to {other}. The plan would be better by {percent} % of its cost: "
    "{effects}. A longer search may find this.",
)
_EQUAL = QT_TRANSLATE_NOOP(
    CONTEXT, "Unit {unit} ({households} households) could as well go to {other}: the cost would be the same."
)
_NONE = QT_TRANSLATE_NOOP(CONTEXT, "No unit at its border can go to another khu phố: {reasons}.")
_REASONS = {
    Blocked.ONLY_UNIT: QT_TRANSLATE_NOOP(CONTEXT, "it has one unit only"),
    Blocked.RULE: QT_TRANSLATE_NOOP(CONTEXT, "{count} are held by rules that you set"),
    Blocked.MINIMUM: QT_TRANSLATE_NOOP(CONTEXT, "{count} would leave it below the minimum"),
    Blocked.PIECES: QT_TRANSLATE_NOOP(CONTEXT, "{count} would leave it in pieces"),
    Blocked.MAXIMUM: QT_TRANSLATE_NOOP(CONTEXT, "{count} would bring the neighbor above the maximum"),
    Blocked.APART: QT_TRANSLATE_NOOP(CONTEXT, "{count} must be kept apart from units of the neighbor"),
}
# effect → (term, decimals, more, less)
_EFFECTS = {
    "households_off": (
        "balance",
        0,
        QT_TRANSLATE_NOOP(CONTEXT, "both khu phố {amount} households further from the target"),
        QT_TRANSLATE_NOOP(CONTEXT, "both khu phố {amount} households nearer to the target"),
    ),
    "boundary_m": (
        "boundary",
        0,
        QT_TRANSLATE_NOOP(CONTEXT, "{amount} m more of inner boundary"),
        QT_TRANSLATE_NOOP(CONTEXT, "{amount} m less of inner boundary"),
    ),
    "compactness": (
        "compactness",
        2,
        QT_TRANSLATE_NOOP(CONTEXT, "compactness {amount} higher"),
        QT_TRANSLATE_NOOP(CONTEXT, "compactness {amount} lower"),
    ),
    "households_moved": (
        "stability",
        0,
        QT_TRANSLATE_NOOP(CONTEXT, "{amount} households more leave the main part of their present khu phố"),
        QT_TRANSLATE_NOOP(CONTEXT, "{amount} households fewer leave the main part of their present khu phố"),
    ),
    "beats_cut": (
        "beats",
        0,
        QT_TRANSLATE_NOOP(CONTEXT, "{amount} households more cut off from their police beat"),
        QT_TRANSLATE_NOOP(CONTEXT, "{amount} households fewer cut off from their police beat"),
    ),
    "militia_cut": (
        "militia",
        0,
        QT_TRANSLATE_NOOP(CONTEXT, "{amount} households more cut off from their militia area"),
        QT_TRANSLATE_NOOP(CONTEXT, "{amount} households fewer cut off from their militia area"),
    ),
    "barrier_m": (
        "barriers",
        0,
        QT_TRANSLATE_NOOP(CONTEXT, "{amount} m more of a barrier inside a khu phố"),
        QT_TRANSLATE_NOOP(CONTEXT, "{amount} m less of a barrier inside a khu phố"),
    ),
}
_MIXED = {
    "stability": QT_TRANSLATE_NOOP(CONTEXT, "present khu phố more mixed"),
    "beats": QT_TRANSLATE_NOOP(CONTEXT, "police beats more mixed"),
    "militia": QT_TRANSLATE_NOOP(CONTEXT, "militia areas more mixed"),
}
_FARTHER = QT_TRANSLATE_NOOP(CONTEXT, "longer ways to the middle of the khu phố")
_NEARER = QT_TRANSLATE_NOOP(CONTEXT, "shorter ways to the middle of the khu phố")
_LEAST = 1e-9
_MINOR = 0.02  # share of the largest term below which an effect is not worth a word


def next_best(situation: Situation, names: Names, label: int, cost: float) -> list[Message]:
    """Return the cheapest move of a unit of khu phố *label* to a neighbor, or why there is none.

    *cost*: that of the whole plan (:attr:`.terms.Terms.total`). Nothing where it has no neighbor.
    """
    moves = situation.moves[label]
    if not moves:
        return []
    best = moves[0]
    if best.blocked is not None:
        return [Message(_NONE, {"reasons": chained(_reasons(moves))})]
    change = best.terms.total
    values: dict[str, object] = {
        "unit": names.unit(best.unit),
        "households": int(situation.problem.households[best.unit]),
        "other": names.neighborhood(best.into),
    }
    effects = effects_told(best.effects, best.terms)
    if abs(change) <= _LEAST or not effects:
        return [Message(_EQUAL, values)]
    values["percent"] = _percent(change, cost)
    return [Message(_WORSE if change > 0 else _BETTER, {**values, "effects": chained(effects)})]


def effects_told(effects: Effects, terms: Terms) -> list[Message]:
    """Return what a move changes: what makes it worse first, by its weight; what hardly weighs is left out."""
    weighed = []
    least = max(_LEAST, _MINOR * max(map(abs, terms.as_dict().values()), default=0.0))
    for name, (term, decimals, more, less) in _EFFECTS.items():
        weight, amount = getattr(terms, term), round(getattr(effects, name), decimals)
        if abs(weight) <= least:
            continue
        if amount:
            shown = round(abs(amount)) if decimals == 0 else abs(amount)
            weighed.append((weight, Message(more if amount > 0 else less, {"amount": shown})))
        elif term in _MIXED and weight > 0:
            weighed.append((weight, Message(_MIXED[term])))
    if abs(terms.walking) > least:
        weighed.append((terms.walking, Message(_FARTHER if terms.walking > 0 else _NEARER)))
    weighed.sort(key=lambda pair: -pair[0])
    return [message for _, message in weighed]


def _reasons(moves: list[Move]) -> list[Message]:
    """Return why units are blocked; each unit counts once, with the first of its reasons."""
    order = list(Blocked)
    of_unit: dict[int, Blocked] = {}
    for move in moves:
        known = of_unit.get(move.unit)
        if known is None or order.index(move.blocked) < order.index(known):
            of_unit[move.unit] = move.blocked
    count = Counter(of_unit.values())
    return [Message(_REASONS[reason], {"count": count[reason]}) for reason in order if count[reason]]


def _percent(change: float, cost: float) -> float:
    """Return |change| in percent of *cost*, with two digits that matter."""
    percent = 100.0 * abs(change) / max(abs(cost), _LEAST)
    return float(f"{percent:.2g}")
