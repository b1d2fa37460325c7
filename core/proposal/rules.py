"""Hard rules of a plan: what must stay together, apart, locked or within its beat.

:func:`apply_rules` makes of a problem and its rules a smaller problem that any search can solve:
units that stay together are one unit, locked neighborhoods are left out, pairs of neighbors that
may not be joined are no pairs. :meth:`Reduced.expand` leads its answers back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import combinations

import numpy as np

from ..model.errors import KhuPhoError
from ..model.messages import CONTEXT, QT_TRANSLATE_NOOP, Message
from .problem import NONE, Problem
from .rules_contract import contract
from .rules_groups import Groups

HARD_BARRIER = 0.5  # share of a common border along a barrier from which on it counts as a barrier

_UNKNOWN_UNIT = QT_TRANSLATE_NOOP(
    CONTEXT,
    "Rule “{rule}” names unit {unit}, which is not in {ward}. Check the id, or take the unit out of the rule.",
)
_UNKNOWN_NEIGHBORHOOD = QT_TRANSLATE_NOOP(
    CONTEXT, "Khu phố {label} is locked, but no unit of {ward} belongs to it. Check the field of the present plan."
)
_SAME_UNIT = QT_TRANSLATE_NOOP(CONTEXT, "Rule “{rule}” names unit {unit} twice. Name two different units.")
_FROZEN_AND_FREE = QT_TRANSLATE_NOOP(
    CONTEXT,
    "Unit {first} is in the locked khu phố {label} and must stay together with unit {second}, which is not. Unlock the "
    "khu phố, or take one of the rules back.",
)
_FROZEN_APART = QT_TRANSLATE_NOOP(
    CONTEXT,
    "Units {first} and {second} must be kept apart, but both are in the locked khu phố {label}. Unlock it, or take the "
    "rule back.",
)
_LOCKED_INTO_FROZEN = QT_TRANSLATE_NOOP(
    CONTEXT,
    "Unit {unit} is locked to khu phố {label}, which is locked as a whole without it. Unlock the unit or the khu phố.",
)
_MIXED = QT_TRANSLATE_NOOP(
    CONTEXT,
    "Units {first} and {second} must stay together, but they belong to different {areas}, and no khu phố may mix "
    "those. Take one of the rules back.",
)
_BEAT_IN_PIECES = QT_TRANSLATE_NOOP(
    CONTEXT,
    "Units {first} and {second} are of one police beat, but it lies in pieces without common border; each piece stays "
    "whole.",
)
_MILITIA_IN_PIECES = QT_TRANSLATE_NOOP(
    CONTEXT,
    "Units {first} and {second} are of one militia area, but it lies in pieces without common border; each stays "
    "whole.",
)
_TOGETHER = QT_TRANSLATE_NOOP(CONTEXT, "must stay together")
_APART = QT_TRANSLATE_NOOP(CONTEXT, "must be kept apart")
_LOCKED = QT_TRANSLATE_NOOP(CONTEXT, "keeps its khu phố")
_BEATS = QT_TRANSLATE_NOOP(CONTEXT, "police beats")
_MILITIA = QT_TRANSLATE_NOOP(CONTEXT, "militia areas")


@dataclass(frozen=True)
class Rules:
    """Hard rules of one problem; all off by default.

    - ``together``: groups of unit ids; each ends up in one neighborhood
    - ``apart``: pairs of unit ids that end up in different ones
    - ``locked``: unit id → name of its present neighborhood; units of one name end up in one
      neighborhood, which keeps the name, units of two names in two
    - ``frozen``: names of present neighborhoods that stay exactly as they are
    - ``whole_beats``, ``whole_militia``: each connected piece of a beat or militia area stays in one
      neighborhood
    - ``within_beats``, ``within_militia``: no neighborhood mixes units of two beats or militia areas
    - ``maximum``: households that a neighborhood may have; replaces the problem's
    - ``hard_barriers``: (m,) True for the pairs of ``Problem.edges`` that no neighborhood may join;
      ``barrier_limit``: the same for all pairs with at least this share of barrier, None for none
    """

    together: tuple[tuple[str, ...], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    locked: dict[str, str] = field(default_factory=dict)
    frozen: frozenset[str] = frozenset()
    whole_beats: bool = False
    whole_militia: bool = False
    within_beats: bool = False
    within_militia: bool = False
    maximum: int | None = None
    hard_barriers: np.ndarray | None = None
    barrier_limit: float | None = None

    @property
    def trivial(self) -> bool:
        """True where no rule is on."""
        texts = self.together or self.apart or self.locked or self.frozen
        areas = self.whole_beats or self.whole_militia or self.within_beats or self.within_militia
        hard = self.barrier_limit is not None or (self.hard_barriers is not None and bool(self.hard_barriers.any()))
        return not (texts or areas or hard or self.maximum is not None)


@dataclass(frozen=True)
class Reduced:
    """A problem after its rules: ``problem`` is what is left to search, ``full`` what plans are scored on.

    ``group``: (n,) unit of ``problem`` that each unit of ``full`` is part of, -1 in locked neighborhoods;
    ``frozen``: name → positions of the units of each locked neighborhood; ``anchors``: name → unit of
    ``problem`` whose neighborhood keeps that name; ``notes``: what the rules brought with them.
    """

    full: Problem
    problem: Problem
    group: np.ndarray
    frozen: dict[str, np.ndarray]
    anchors: dict[str, int]
    notes: tuple[Message, ...] = ()

    def expand(self, labels: np.ndarray) -> np.ndarray:
        """Return (n,) labels of the full problem for *labels* of the reduced one; locked ones come last."""
        labels = np.asarray(labels, dtype=np.int64)
        full = np.full(self.full.size, NONE, dtype=np.int64)
        free = self.group >= 0
        full[free] = labels[self.group[free]]
        count = int(labels.max()) + 1 if len(labels) else 0
        for number, name in enumerate(sorted(self.frozen)):
            full[self.frozen[name]] = count + number
        return full

    def kept_names(self, labels: np.ndarray) -> dict[int, str]:
        """Return the names that neighborhoods keep, by their number in *labels* ((n,) of the full problem)."""
        kept = {int(labels[units[0]]): name for name, units in self.frozen.items()}
        for name, anchor in self.anchors.items():
            kept[int(labels[int(np.flatnonzero(self.group == anchor)[0])])] = name
        return kept


def apply_rules(problem: Problem, rules: Rules) -> Reduced:
    """Return what is left of *problem* to search under *rules*.

    :raises KhuPhoError: rules contradict each other or name what isn't there; the sentence names the units.
    """
    full = problem if rules.maximum is None else replace(problem, maximum=rules.maximum)
    if replace(rules, maximum=None).trivial:
        return Reduced(full, full, np.arange(problem.size), {}, {})
    named = _Named(problem, rules)
    frozen = named.frozen()
    free = np.ones(problem.size, dtype=bool)
    for units in frozen.values():
        free[units] = False
    edges = _open_edges(problem, rules, free)
    groups = Groups(problem, free, edges)
    full = replace(full, apart=_pairs([*named.apart(frozen), *map(tuple, problem.apart.tolist())]))
    groups.keep_apart(map(tuple, full.apart.tolist()))
    if rules.whole_beats:
        groups.merge_same(problem.beat, _BEAT_IN_PIECES)
    if rules.whole_militia:
        groups.merge_same(problem.militia, _MILITIA_IN_PIECES)
    anchors = named.lock(groups, frozen)
    for units in named.together(frozen):
        _refuse_mixed(problem, rules, units)
        groups.join(units)
    groups.check_apart()
    group = groups.numbers()
    apart = {tuple(sorted((int(group[u]), int(group[v])))) for u, v in groups.apart if free[u] and free[v]}
    held = {name: int(group[unit]) for name, unit in anchors.items()}
    apart |= {tuple(sorted(pair)) for pair in combinations(held.values(), 2)}
    left = None if problem.count is None else max(1, problem.count - len(frozen))
    reduced = contract(full.with_count(left), group, edges, _pairs(apart))
    return Reduced(full, reduced, group, frozen, held, tuple(groups.notes))


def _pairs(pairs: Iterable[tuple[int, int]]) -> np.ndarray:
    """Return (p, 2) the different *pairs* in order."""
    return np.array(sorted(set(pairs)), dtype=np.int64).reshape(-1, 2)


def _open_edges(problem: Problem, rules: Rules, free: np.ndarray) -> np.ndarray:
    """Return (m,) True for the pairs of neighbors that may be in one neighborhood."""
    edges = free[problem.edges].reshape(-1, 2).all(axis=1)
    if rules.hard_barriers is not None:
        edges &= ~rules.hard_barriers
    if rules.barrier_limit is not None:
        edges &= problem.barrier < rules.barrier_limit
    for labels, within in ((problem.beat, rules.within_beats), (problem.militia, rules.within_militia)):
        if within:
            filled = nearest_labels(problem, labels)
            edges &= filled[problem.edges[:, 0]] == filled[problem.edges[:, 1]]
    return edges


def nearest_labels(problem: Problem, labels: np.ndarray) -> np.ndarray:
    """Return *labels* where units without one take that of the neighbor with the longest common border."""
    filled = np.array(labels)
    while (filled == NONE).any():
        best: dict[int, tuple[float, int]] = {}
        for (u, v), length in zip(problem.edges.tolist(), problem.shared_m.tolist()):
            for unit, other in ((u, v), (v, u)):
                if filled[unit] == NONE and filled[other] != NONE:
                    best[unit] = max(best.get(unit, (-1.0, 0)), (length, -int(filled[other])))
        if not best:
            break
        for unit, (_, label) in best.items():
            filled[unit] = -label
    return filled


def _refuse_mixed(problem: Problem, rules: Rules, units: list[int]) -> None:
    """Raise where *units* must stay together although they lie in areas that must not be mixed."""
    checks = ((problem.beat, rules.within_beats, _BEATS), (problem.militia, rules.within_militia, _MILITIA))
    for labels, within, areas in checks:
        filled = nearest_labels(problem, labels) if within else None
        for unit in units[1:]:
            if filled is not None and filled[unit] != filled[units[0]]:
                named = {"first": problem.ids[units[0]], "second": problem.ids[unit], "areas": Message(areas)}
                raise KhuPhoError(Message(_MIXED, named))


class _Named:
    """The rules in positions of units instead of ids; says which id or name isn't there."""

    def __init__(self, problem: Problem, rules: Rules) -> None:
        self.problem = problem
        self.rules = rules
        self.place = {unit: i for i, unit in enumerate(problem.ids)}
        self.names = {name: i for i, name in enumerate(problem.names.get("current", ()))}

    def frozen(self) -> dict[str, np.ndarray]:
        found = {name: self._members(name) for name in sorted(self.rules.frozen)}
        for name, units in found.items():
            if not len(units):
                raise KhuPhoError(Message(_UNKNOWN_NEIGHBORHOOD, {"label": name, "ward": self.problem.place}))
        return found

    def apart(self, frozen: dict[str, np.ndarray]) -> list[tuple[int, int]]:
        pairs = [self._units(pair, _APART) for pair in self.rules.apart]
        for first, second in pairs:
            for name, units in frozen.items():
                if first in units and second in units:
                    raise KhuPhoError(Message(_FROZEN_APART, {**self._pair(first, second), "label": name}))
        return [(min(pair), max(pair)) for pair in pairs]

    def lock(self, groups: Groups, frozen: dict[str, np.ndarray]) -> dict[str, int]:
        """Lock units in *groups*; return a unit of each locked name."""
        by_name: dict[str, list[int]] = {}
        for unit in sorted(self.rules.locked):
            name = self.rules.locked[unit]
            (position,) = self._units((unit,), _LOCKED)
            home = next((own for own, units in frozen.items() if position in units), None)
            if home == name:
                continue
            if home is not None or name in frozen:
                raise KhuPhoError(Message(_LOCKED_INTO_FROZEN, {"unit": unit, "label": name}))
            by_name.setdefault(name, []).append(position)
        numbers = {**self.names}
        for name, units in by_name.items():
            for unit in units:
                groups.lock_to(unit, numbers.setdefault(name, len(numbers)))
        for units in by_name.values():
            _refuse_mixed(self.problem, self.rules, units)
            groups.join(units)
        return {name: units[0] for name, units in by_name.items()}

    def together(self, frozen: dict[str, np.ndarray]) -> list[list[int]]:
        """Return the groups that the search must keep together."""
        groups = []
        for units in (self._units(group, _TOGETHER) for group in self.rules.together):
            home = [next((name for name, held in frozen.items() if unit in held), None) for unit in units]
            for unit, own in zip(units[1:], home[1:]):
                if own != home[0]:
                    first, second = (units[0], unit) if home[0] is not None else (unit, units[0])
                    label = home[0] if home[0] is not None else own
                    raise KhuPhoError(Message(_FROZEN_AND_FREE, {**self._pair(first, second), "label": label}))
            if home[0] is None:
                groups.append(units)
        return groups

    def _members(self, name: str) -> np.ndarray:
        number = self.names.get(name)
        return np.flatnonzero(self.problem.current == number) if number is not None else np.zeros(0, np.int64)

    def _units(self, ids: Iterable[str], rule: str) -> list[int]:
        found: list[int] = []
        for unit in ids:
            if unit not in self.place:
                values = {"rule": Message(rule), "unit": unit, "ward": self.problem.place}
                raise KhuPhoError(Message(_UNKNOWN_UNIT, values))
            if self.place[unit] in found:
                raise KhuPhoError(Message(_SAME_UNIT, {"rule": Message(rule), "unit": unit}))
            found.append(self.place[unit])
        return found

    def _pair(self, first: int, second: int) -> dict[str, str]:
        return {"first": self.problem.ids[first], "second": self.problem.ids[second]}
