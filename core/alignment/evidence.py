"""What is known of single households: dwelling points, and a register that names areas."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

REGISTER, DWELLINGS, AREA = "register", "dwellings", "area"
EVIDENCE = (REGISTER, DWELLINGS, AREA)  # the earlier one overrides the later one
REGISTER_COLUMNS = ("unit_id", "area_id", "households")


@dataclass(frozen=True)
class Evidence:
    """Household evidence for one force; every field may be None.

    ``points``: (p, 2) dwellings in metres; ``point_households``: (p,) households of each, None for one each;
    ``point_areas``: (p,) object, id of the area of this force that the dwelling's household names, or None;
    ``register``: columns ``unit_id``, ``area_id`` (of this force) and ``households``, one row per unit and area.
    """

    points: np.ndarray | None = None
    point_households: np.ndarray | None = None
    point_areas: np.ndarray | None = None
    register: pd.DataFrame | None = None
