"""Sentences for users that can be translated at the edge, where Qt is.

``core`` makes English sentences with named gaps.  The marker ``QT_TRANSLATE_NOOP`` does
nothing at run time; it lets Qt's translation tools find the text under :data:`CONTEXT`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

CONTEXT = "KhuPhoCore"


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802 (name fixed by Qt's tools)
    """Return *text* unchanged; marks it for translation under *context*."""
    return text


@dataclass(frozen=True)
class Message:
    """A sentence with named gaps, such as ``Message("Unit {unit} is empty.", {"unit": "T01"})``.

    Values may be text, whole numbers, floats or other messages; the edge formats numbers in
    the user's language before it fills the gaps.
    """

    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        """Return the English sentence."""
        return self.template.format(**self.values)
