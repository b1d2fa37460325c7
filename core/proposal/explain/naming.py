"""How units, khu phố and areas are called in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ...model.messages import Message
from ...model.sorting import natural_sorted
from ..problem import Problem

_AND = "{first}, {rest}"  # no words, so nothing to translate
_SHOWN = 8  # names that a sentence lists


class Names:
    """Names of units, khu phố and groups of one problem.

    *units*: n names (None: the id), in the problem's order; a name that two units share gets the id behind it.
    *neighborhoods*: the name of each khu phố by its label. *groups*: names by ``old``, ``beat``, ``militia``; what
    is not given is taken from ``Problem.names``, else the number is the name.
    """

    def __init__(
        self,
        problem: Problem,
        neighborhoods: Sequence[str],
        units: Sequence[str | None] | None = None,
        groups: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        given = list(units) if units is not None else [None] * problem.size
        times = Counter(name for name in given if name)
        self._units = [
            unit_id if not name else (name if times[name] == 1 else f"{name} ({unit_id})")
            for name, unit_id in zip(given, problem.ids)
        ]
        self._neighborhoods = list(neighborhoods)
        self._groups = {**problem.names, **(groups or {})}

    def unit(self, unit: int) -> str:
        """Return the name of a unit."""
        return self._units[unit]

    def units(self, units: Iterable[int]) -> str:
        """Return names of units in natural order, the first few of many followed by “…”."""
        return listed(self._units[unit] for unit in units)

    def neighborhood(self, label: int) -> str:
        """Return the name of a khu phố."""
        return self._neighborhoods[label]

    def neighborhoods(self, labels: Iterable[int]) -> str:
        """Return names of khu phố."""
        return listed(self._neighborhoods[label] for label in labels)

    def group(self, grouping: str, group: int) -> str:
        """Return the name of an old khu phố, beat or militia area."""
        names = self._groups.get(grouping, ())
        return names[group] if 0 <= group < len(names) else str(group + 1)


def listed(names: Iterable[str]) -> str:
    """Return names in natural order with commas, the first few of many followed by “…”."""
    ordered = natural_sorted(names)
    return ", ".join(ordered[:_SHOWN]) + (", …" if len(ordered) > _SHOWN else "")


def chained(messages: Sequence[Message]) -> Message:
    """Return messages (one or more) as one, with commas between."""
    if len(messages) == 1:
        return messages[0]
    return Message(_AND, {"first": messages[0], "rest": chained(messages[1:])})
