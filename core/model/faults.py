"""A fault: something wrong in an input layer, with what to do and where to look."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from .messages import Message

if TYPE_CHECKING:  # the plugin's window reads profiles and errors where shapely is missing
    from shapely.geometry.base import BaseGeometry


class Severity(str, Enum):
    """Errors make a proposal impossible; warnings are shown and counted."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Fault:
    """One fault of one feature (or of a whole layer: ``feature`` is then empty).

    ``layer`` is a role (``units``, ``beats``, ``militia``, ``ward``, ``barriers``), ``code`` a stable
    short name such as ``missing_households``, ``geometry`` the place to zoom to, in metres.
    """

    code: str
    severity: Severity
    layer: str
    feature: str
    problem: Message
    advice: Message
    geometry: BaseGeometry | None = None
