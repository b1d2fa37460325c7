"""All checks of a layer: what makes a proposal impossible (errors) and what a person should look at (warnings).

The codes, what they mean and what to do are listed in ``docs/checks.md``.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..intake.texts import clean_text
from ..model.faults import Fault
from ..model.run import RunControl
from .ids_and_numbers import household_faults, id_faults, population_faults
from .limits import AREA_LIMITS, UNIT_LIMITS, Limits
from .listing import in_order
from .outside import empty_places, outline_of, outside_faults
from .overlaps_gaps import gap_faults, overlap_faults
from .rows import UNITS, Rows
from .separate import separate_faults
from .shape_faults import shape_faults
from .union import fits_together, outline_and_holes


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
    control.progress(0.03)
    if "population" in units:
        faults += population_faults(rows, units["population"])
    control.progress(0.06)
    found, usable = shape_faults(rows, whole_units=True)
    faults += found
    control.progress(0.1)
    clean = fits_together(rows.shapes[usable])
    faults += [] if clean else overlap_faults(rows, usable, limits, control.part(0.1, 0.4))
    whole, holes = outline_and_holes(rows.shapes[usable], clean, control)
    faults += gap_faults(rows, usable, holes, limits)
    outline, found = (None, []) if ward_outline is None else outline_of(ward_outline)
    faults += found
    if outline is not None:
        faults += outside_faults(rows, usable, outline, limits) + empty_places(whole, outline, limits)
    control.progress(0.7)
    wards = np.array([clean_text(code) or "" for code in units["ward_code"]]) if "ward_code" in units else None
    faults += separate_faults(rows, usable, wards, limits, control.part(0.7, 1.0))
    control.progress(1.0)
    return in_order(faults, limits.most_listed)


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

    Overlaps and gaps are warnings: the comparison shows what they mean in households. So are polygons that are empty
    (left out) or invalid (compared as mended copies): other authorities drew them.

    :raises CanceledError: within a second after the caller asked to stop.
    """
    control.progress(0.0)
    rows = Rows.of(areas, role, "area_id")
    faults = id_faults(rows, joins_duplicates=True)
    found, usable = shape_faults(rows, whole_units=False)
    faults += found
    clean = fits_together(rows.shapes[usable])
    faults += [] if clean else overlap_faults(rows, usable, limits, control.part(0.1, 0.5))
    _, holes = outline_and_holes(rows.shapes[usable], clean, control)
    faults += gap_faults(rows, usable, holes, limits)
    control.progress(1.0)
    return in_order(faults, limits.most_listed)
