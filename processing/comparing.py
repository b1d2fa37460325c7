"""The comparison step: units with their neighborhoods against the areas of the forces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..core.model.run import RunControl
from .inputs import Inputs

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from shapely.geometry.base import BaseGeometry

    from ..core.alignment.compare import Comparison
    from ..core.alignment.evidence import Evidence


@dataclass(frozen=True)
class ForcesComparison:
    """``faces``, ``matches`` (with the polygon of their neighborhood) and ``summary`` of a comparison.

    ``found``: all of it as the core has it.
    """

    faces: gpd.GeoDataFrame
    matches: pd.DataFrame
    summary: dict
    found: Comparison


def has_forces(inputs: Inputs) -> bool:
    """Tell whether there is anything to compare with."""
    return inputs.beats is not None or inputs.militia is not None


def compare_plan(
    units: pd.DataFrame,
    inputs: Inputs,
    control: RunControl,
    shapes: Mapping[str, BaseGeometry] | None = None,
    evidence: Mapping[str, Evidence] | None = None,
) -> ForcesComparison:
    """Compare *units* (canonical, with ``neighborhood_id``) with the force areas of *inputs*.

    *shapes*: the polygon of each neighborhood, where these are there already; *evidence*: of households, by force.

    :raises KhuPhoError: the layers can't be compared.
    :raises CanceledError: *control* says so.
    """
    import pandas as pd

    from ..core.alignment.compare import compare

    frames = [None if data is None else data.frame for data in (inputs.beats, inputs.militia)]
    found = compare(units, *frames, evidence=evidence, control=control)
    matches = found.matches.copy()
    shapes = shapes or _dissolved(units, list(dict.fromkeys(matches["neighborhood_id"])))
    matches["geometry"] = pd.Series([shapes[name] for name in matches["neighborhood_id"]], dtype=object)
    return ForcesComparison(found.faces, matches, found.summary, found)


def _dissolved(units: pd.DataFrame, order: list[str]) -> dict[str, BaseGeometry]:
    import numpy as np

    from ..core.coverage.dissolve import dissolve

    place = {name: number for number, name in enumerate(order)}
    labels = np.array([place.get(name, -1) for name in units["neighborhood_id"]], dtype=np.int64)
    return dict(zip(order, dissolve(units["geometry"].to_numpy(), labels))) if order else {}
