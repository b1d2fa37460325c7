"""Names that nothing else has yet."""

from __future__ import annotations

from collections.abc import Collection


def free_name(wanted: str, taken: Collection[str], form: str = "{name} {number}") -> str:
    """Return *wanted*, or where that is *taken* the first of it with 2, 3, … that is free; *form*: how they join."""
    name, number = wanted, 2
    while name in taken:
        name, number = form.format(name=wanted, number=number), number + 1
    return name
