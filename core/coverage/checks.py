"""All checks of a layer: what makes a proposal impossible (errors) and what a person should look at (warnings).

The codes, what they mean and what to do are listed in ``docs/checks.md``.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from ..intake.texts import clean_text
from ..model.faults import Fault, Severity
from ..model.messages import CONTEXT, QT_TRANSLATE_NOOP, Message
from ..model.run import RunControl
from ..model.sorting import natural_key
from .ids_and_numbers import household_faults, id_faults, population_faults
from .limits import AREA_LIMITS, UNIT_LIMITS, Limits
from .outside import empty_places, outline_of, outside_faults
from .overlaps_gaps import gap_faults, overlap_faults
from .rows import UNITS, Rows
from .separate import separate_faults
from .shape_faults import shape_faults
from .union import union_in_steps

CODES = (
    "missing_id",
    "duplicate_id",
    "negative_households",
    "unreadable_households",
    "missing_geometry",
    "empty_geometry",
    "wrong_geometry",
    "invalid_geometry",
    "overlap",
    "missing_households",
    "unreadable_population",
    "multipart",
    "gap",
    "sliver",
    "outside_ward",
    "disconnected",
)
"""Codes of all faults that these checks can report, in the order of the report."""

_MORE = QT_TRANSLATE_NOOP(CONTEXT, "{count} more faults of this kind are not listed.")
_MEND_FIRST = QT_TRANSLATE_NOOP(CONTEXT, "Mend the listed ones, the largest of all, and check again.")


def check_units(
    units: pd.DataFrame,
    *,
    ward_outline: object = None,
    limits: Limits = UNIT_LIMITS,
    control: RunControl = RunControl(),  # noqa: B008 (frozen, without state)
) -> list[Fault]:
    """Return the faults of a layer of units, errors first; the layer isn't changed.

    - *units*: raw columns ``unit_id``, ``households`` (both as in the file), ``geometry`` (shapely, metres, or
      None); optional ``ward_code``, ``population``
    - *ward_outline*: polygon(s) of the ward or wards in metres, or None

    :raises CanceledError: within a second after the caller asked to stop.
    """
    control.progress(0.0)
    rows = Rows.of(units, UNITS, "unit_id")
    faults = id_faults(rows, joins_duplicates=False) + household_faults(rows, units["households"])
    if "population" in units:
        faults += population_faults(rows, units["population"])
    found, usable = shape_faults(rows, is_multipart_fault=True)
    faults += found
    control.progress(0.1)
    faults += overlap_faults(rows, usable, limits, control.part(0.1, 0.4))
    whole = union_in_steps(rows.shapes[usable], control)
    faults += gap_faults(rows, usable, whole, limits, control.part(0.5, 0.6))
    outline, found = (None, []) if ward_outline is None else outline_of(ward_outline)
    faults += found
    if outline is not None:
        faults += outside_faults(rows, usable, outline, limits) + empty_places(whole, outline, limits)
    control.progress(0.7)
    wards = np.array([clean_text(code) or "" for code in units["ward_code"]]) if "ward_code" in units else None
    faults += separate_faults(rows, usable, wards, limits, control.part(0.7, 1.0))
    control.progress(1.0)
    return in_order(faults, limits)


def check_areas(
    areas: pd.DataFrame,
    role: str,
    *,
    limits: Limits = AREA_LIMITS,
    control: RunControl = RunControl(),  # noqa: B008 (frozen, without state)
) -> list[Fault]:
    """Return the faults of a layer of areas of a force, errors first; the layer isn't changed.

    - *areas*: raw columns ``area_id`` (as in the file) and ``geometry`` (shapely, metres, or None). Several rows
      with one id are parts of one area (a warning).
    - *role*: ``beats`` or ``militia``

    Overlaps and gaps are warnings: the comparison shows what they mean in households.

    :raises CanceledError: within a second after the caller asked to stop.
    """
    control.progress(0.0)
    rows = Rows.of(areas, role, "area_id")
    faults = id_faults(rows, joins_duplicates=True)
    found, usable = shape_faults(rows, is_multipart_fault=False)
    faults += found
    faults += overlap_faults(rows, usable, limits, control.part(0.1, 0.5))
    whole = union_in_steps(rows.shapes[usable], control)
    faults += gap_faults(rows, usable, whole, limits, control.part(0.6, 1.0))
    control.progress(1.0)
    return in_order(faults, limits)


def in_order(faults: list[Fault], limits: Limits) -> list[Fault]:
    """Return *faults* with errors first, by code and then by feature, whatever the order of the rows.

    Of many warnings of one kind the largest are kept; one more says how many there are besides.
    """
    place = {code: number for number, code in enumerate(CODES)}
    by_kind: dict[tuple, list[Fault]] = {}
    for fault in faults:
        kind = (fault.severity is Severity.WARNING, place[fault.code], fault.layer)
        by_kind.setdefault(kind, []).append(fault)
    listed = []
    for kind in sorted(by_kind):
        same = sorted(by_kind[kind], key=lambda fault: (natural_key(fault.feature), _size(fault)))
        if kind[0] and len(same) > limits.most_listed:
            largest = sorted(same, key=_size)[: limits.most_listed]
            kept = {id(fault) for fault in largest}
            count = len(same) - len(largest)
            same = [fault for fault in same if id(fault) in kept]
            more = Message(_MORE, {"count": count})
            same.append(Fault(same[0].code, Severity.WARNING, kind[2], "", more, Message(_MEND_FIRST)))
        listed += same
    return listed


def _size(fault: Fault) -> float:
    return 0.0 if fault.geometry is None else -float(shapely.area(fault.geometry))
