"""What goes into the search for a shift and what comes out."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import shapely

from ...model.messages import Message

LEAST_SHIFT_M = 2.0
"""A shift that is smaller is never offered: it is below what lines are drawn to."""

NONE = "none"
UNCERTAIN = "uncertain"
UNKNOWN_SHIFT = "unknown_shift"
VN2000_AS_WGS84 = "vn2000_as_wgs84"
WGS84_AS_VN2000 = "wgs84_as_vn2000"
MISSING_PARAMETERS = "missing_parameters"
OTHER_SYSTEM = "other_system"
OTHER_ZONE = "other_zone"
AXIS_SWAP = "axis_swap"
DEGREES = "degrees"
NO_BORDERS = "no_borders"
FAR_AWAY = "far_away"


@dataclass(frozen=True)
class Candidate:
    """A way in which the areas may have gone wrong, told by someone who knows coordinate systems.

    Either ``vector``, the (dx, dy) in metres to add to the areas if it is so, or ``geometries``, the areas
    (same order) read in the system that ``label`` names. ``name`` is the code of the cause.
    """

    name: str
    geometries: np.ndarray | None = None
    vector: tuple[float, float] | None = None
    label: str = ""

    @property
    def key(self) -> str:
        """Return what tells candidates of geometries apart."""
        return f"{self.name} {self.label}"


@dataclass(frozen=True)
class Shift:
    """How the areas lie against the units.

    ``dx``, ``dy``: metres to add to the areas (with a ``candidate`` of geometries: to that one's) so that they fit.
    ``length``: of (dx, dy). ``standard_error``: of the position, metres (root of the sum of both variances);
    the true vector lies within three of them. ``certain``: whether the answer can be relied upon, be it a shift or
    that there is none. ``significant``: whether there is anything to correct. ``peak_ratio``: fit of the answer against
    the next best one. ``residual_m``: median distance of the areas' lines to the units' after the shift.
    ``inlier_share``: share of the areas' lines within 15 m of a line of a unit that runs alongside. ``cause``: code;
    ``candidate``: key of the candidate of geometries that it is about, None for the areas as read. ``sentence``: all
    that in words. ``warnings``: rotation, scale, parts that lie otherwise.
    """

    dx: float
    dy: float
    standard_error: float
    certain: bool
    significant: bool
    peak_ratio: float
    residual_m: float
    inlier_share: float
    cause: str
    sentence: Message
    candidate: str | None = None
    warnings: tuple[Message, ...] = field(default=())

    @property
    def length(self) -> float:
        """Return the length of the shift in metres."""
        return float(np.hypot(self.dx, self.dy))

    @property
    def offered(self) -> bool:
        """Tell whether a correction is offered: certain, and more than drawing noise."""
        return self.certain and self.significant

    def figures(self) -> dict[str, float | None]:
        """Return ``dx``, ``dy``, ``length`` and ``standard_error`` for JSON; the last is None where it is unbounded."""
        error = round(self.standard_error, 2) if np.isfinite(self.standard_error) else None
        return {
            "dx": round(self.dx, 2),
            "dy": round(self.dy, 2),
            "length": round(self.length, 2),
            "standard_error": error,
        }


def apply(geometries: np.ndarray, shift: Shift) -> np.ndarray:
    """Return copies of *geometries* (missing ones stay missing) moved by *shift*; nothing is rounded or repaired."""
    moved = np.array(geometries, dtype=object, copy=True)
    there = ~shapely.is_missing(moved)
    if there.any():
        moved[there] = shapely.transform(moved[there], lambda xy: np.add(xy, (shift.dx, shift.dy)))
    return moved
