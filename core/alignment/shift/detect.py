"""Whether the areas of a force are shifted against the units, by how much, how sure that is, and why it may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely

from ...model.messages import Message
from ...model.run import RunControl
from . import result as codes
from . import words
from .datum import HO_CHI_MINH_CITY
from .result import LEAST_SHIFT_M, Candidate, Shift
from .search import Search, search

_LEAD = 3.0  # standard deviations by which the best place must fit better than any other
_RATIO = 1.05
_CLUSTERS = 8.0
_INLIERS, _LEAST_INLIERS = 0.5, 0.15
_CLEAR_LEAD = (
    5.0  # layers of different towns never came above 1.2; other offices' areas share few lines, but those well
)
_MOST_ERROR_M = 2.0
_MOST_ERROR_ELSEWHERE_M = 5.0
_NAMED_WITHIN_M = 15.0
_SIGNIFICANT = 3.0
_WITH_POLYGONS = (3, 6, 7)  # polygon, multipolygon, collection


def detect(
    units: np.ndarray,
    areas: np.ndarray,
    *,
    candidates: Sequence[Candidate] = (),
    control: RunControl | None = None,
) -> Shift:
    """Return how (n,) *areas* lie against (m,) *units*, both shapely geometries in metres (missing ones are skipped).

    Only the areas' lines must fit the units', not the reverse: an area is made of many units. Either layer may be the
    larger one. Shifts up to 640 m are found without a start value. The areas are read as they are; only when that is
    not certain, the *candidates* with geometries are tried in turn. Candidates with vectors name the cause; without
    any, the vector of VN-2000 at Ho Chi Minh City is used.

    The answer depends on neither feature order nor chance; dx and dy are rounded to a millimetre.

    :raises CanceledError: *control* says so.
    """
    control = control or RunControl()
    units, areas = np.asarray(units, dtype=object), np.asarray(areas, dtype=object)
    vectors = [candidate for candidate in candidates if candidate.vector is not None] or _usual_vectors()
    readings = [candidate for candidate in candidates if candidate.geometries is not None]
    if not _has_polygons(units) or not any(map(_has_polygons, [areas, *(one.geometries for one in readings)])):
        return _nothing(codes.NO_BORDERS, words.empty())
    share = 1.0 / (1 + len(readings))
    guesses = [candidate.vector for candidate in vectors if candidate.vector is not None]
    found = search(units, areas, guesses, control.part(0.0, share))
    as_read = None if found is None else _judge(found, vectors, None)
    if as_read is not None and as_read.certain:
        return as_read
    others = []
    for number, reading in enumerate(readings):
        control.check()
        part = control.part(share * (number + 1), share * (number + 2))
        found = search(units, np.asarray(reading.geometries, dtype=object), guesses, part)
        judged = None if found is None else _judge(found, vectors, reading)
        if judged is not None:
            others.append(judged)
    sure = [shift for shift in others if shift.certain]
    if sure:  # among systems of one projection and two datums, the one that leaves nothing to shift
        return max(sure, key=lambda shift: (shift.length == 0, shift.inlier_share, -shift.length))
    if as_read is not None:
        return as_read
    return max(others, key=lambda shift: shift.inlier_share, default=_nothing(codes.FAR_AWAY, words.far_away()))


def _usual_vectors() -> list[Candidate]:
    x, y = HO_CHI_MINH_CITY
    return [
        Candidate(codes.VN2000_AS_WGS84, vector=(x, y)),
        Candidate(codes.WGS84_AS_VN2000, vector=(-x, -y)),
    ]


@dataclass(frozen=True)
class _Numbers:
    dx: float
    dy: float
    error: float

    @property
    def length(self) -> float:
        return float(np.hypot(self.dx, self.dy))

    @property
    def significant(self) -> bool:
        return self.length > max(_SIGNIFICANT * self.error, LEAST_SHIFT_M)


def _judge(found: Search, vectors: list[Candidate], reading: Candidate | None) -> Shift:
    """Return what *found* means; *reading*: the candidate whose geometries it is about, None for the areas as read."""
    numbers = _Numbers(
        round(float(found.fit.shift[0]), 3) + 0.0, round(float(found.fit.shift[1]), 3) + 0.0, _error(found)
    )
    doubt = _doubt(found, numbers, reading)
    values = words.numbers(numbers.dx, numbers.dy, numbers.error)
    named = _named(numbers, vectors)
    shift = Shift(
        dx=numbers.dx,
        dy=numbers.dy,
        standard_error=numbers.error,
        certain=doubt is None,
        significant=numbers.significant,
        peak_ratio=round(min(found.peak_ratio, 99.0), 3),
        residual_m=round(found.residual_m, 3),
        inlier_share=round(found.inlier_share, 4),
        cause=codes.NONE,
        sentence=words.fits(values),
        candidate=None if reading is None else reading.key,
        warnings=found.warnings if doubt is None else (),
    )
    if doubt is not None:
        return replace(shift, cause=codes.UNCERTAIN, sentence=_doubtful(values, doubt, shift, named, reading))
    if reading is not None:
        sentence = words.otherwise(values, reading.name, reading.label)
        if not numbers.significant:  # the other coordinate system alone explains it
            shift = replace(shift, dx=0.0, dy=0.0)
        return replace(shift, cause=reading.name, sentence=sentence, significant=True)
    if not numbers.significant:
        return shift
    cause = codes.UNKNOWN_SHIFT if named is None else named.name
    return replace(shift, cause=cause, sentence=words.shifted(values, cause, None if named is None else named.vector))


def _doubtful(
    values: dict[str, object], doubt: str, shift: Shift, named: Candidate | None, reading: Candidate | None
) -> Message:
    if reading is not None:
        return words.uncertain(values, doubt, words.cause_text(reading.name, reading.label))
    if not shift.significant:
        return words.no_sign(values, doubt)
    return words.uncertain(values, doubt, None if named is None else words.cause_text(named.name))


def _error(found: Search) -> float:
    error = found.precision.standard_error
    return round(error, 3) if np.isfinite(error) else float("inf")


def _doubt(found: Search, numbers: _Numbers, reading: Candidate | None) -> str | None:
    """Return why the answer can't be relied upon, or None."""
    if found.inlier_share < (_LEAST_INLIERS if found.lead >= _CLEAR_LEAD else _INLIERS):
        return words.BAD_FIT
    if found.precision.covariance is None or found.precision.clusters < _CLUSTERS:
        return words.FEW_BORDERS
    if found.lead < _LEAD or found.peak_ratio < _RATIO:
        return words.SEVERAL_PLACES
    if reading is not None and not numbers.significant:
        return words.TOO_ROUGH if numbers.error > _MOST_ERROR_ELSEWHERE_M else None
    if numbers.error > _MOST_ERROR_M:
        return words.TOO_ROUGH
    if not numbers.significant and numbers.length > LEAST_SHIFT_M:
        return words.SMALL
    return None


def _named(numbers: _Numbers, vectors: list[Candidate]) -> Candidate | None:
    """Return the candidate whose vector is nearest, if that is within 15 m."""
    nearest, least = None, _NAMED_WITHIN_M
    for candidate in vectors:
        x, y = candidate.vector or (np.inf, np.inf)
        distance = float(np.hypot(numbers.dx - x, numbers.dy - y))
        if distance < least:
            nearest, least = candidate, distance
    return nearest


def _has_polygons(geometries: np.ndarray) -> bool:
    there = np.isin(shapely.get_type_id(geometries), _WITH_POLYGONS) & ~shapely.is_empty(geometries)
    return bool(there.any())


def _nothing(cause: str, sentence: Message) -> Shift:
    return Shift(0.0, 0.0, float("inf"), False, False, 0.0, float("nan"), 0.0, cause, sentence)
