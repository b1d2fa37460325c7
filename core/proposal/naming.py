"""Stable ids and Vietnamese names of the neighborhoods of a plan."""

from __future__ import annotations

import numpy as np

from ..model.profiles import AP
from .problem import Problem


def neighborhood_ids(problem: Problem, labels: np.ndarray) -> list[str]:
    """Return the id of each unit's neighborhood: ward code, ``KP`` or ``AP``, two-digit number."""
    kind = "AP" if problem.area_type == AP else "KP"
    before = f"{problem.ward}-" if problem.ward else ""
    digits = max(2, len(str(int(np.max(labels)) + 1))) if len(labels) else 2
    return [f"{before}{kind}{label + 1:0{digits}d}" for label in np.asarray(labels).tolist()]


def neighborhood_names(problem: Problem, labels: np.ndarray) -> list[str]:
    """Return the name of each unit's neighborhood: "Khu phố 1" or "Ấp 1"."""
    kind = "Ấp" if problem.area_type == AP else "Khu phố"
    return [f"{kind} {label + 1}" for label in np.asarray(labels).tolist()]
