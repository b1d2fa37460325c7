"""What a layer that the plugin writes is described with: fields, their kinds, tables."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """Type of a field."""

    TEXT = "text"
    WHOLE = "whole"
    REAL = "real"
    BOOL = "bool"


@dataclass(frozen=True)
class Field:
    """A field: name, type and the alias that users see."""

    name: str
    kind: Kind
    alias: str


@dataclass(frozen=True)
class Table:
    """A layer (``polygons``: of multipolygons) or a table; ``style`` is a file in ``styles/``, or None."""

    name: str
    title: str
    fields: tuple[Field, ...]
    polygons: bool = True
    style: str | None = None

    def names(self) -> list[str]:
        """Return the field names in order."""
        return [field.name for field in self.fields]


def text_field(name: str, alias: str) -> Field:
    """Return a field of text."""
    return Field(name, Kind.TEXT, alias)


def whole_field(name: str, alias: str) -> Field:
    """Return a field of whole numbers."""
    return Field(name, Kind.WHOLE, alias)


def real_field(name: str, alias: str) -> Field:
    """Return a field of numbers."""
    return Field(name, Kind.REAL, alias)
