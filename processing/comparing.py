"""The comparison step: units with their neighborhoods against the areas of the forces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..core.model.run import RunControl
from .inputs import Inputs

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd


@dataclass(frozen=True)
class ForcesComparison:
    """``faces``, ``matches`` (with the polygon of their neighborhood) and ``summary`` of a comparison."""

    faces: gpd.GeoDataFrame
    matches: pd.DataFrame
    summary: dict


def has_forces(inputs: Inputs) -> bool:
    """Tell whether there is anything to compare with."""
    return inputs.beats is not None or inputs.militia is not None


def compare_plan(units: pd.DataFrame, inputs: Inputs, control: RunControl) -> ForcesComparison:
    """Compare *units* (canonical, with ``neighborhood_id``) with the force areas of *inputs*.

    :raises KhuPhoError: the layers can't be compared.
    :raises CanceledError: *control* says so.
    """
    from ..core.alignment.compare import compare

    frames = [None if data is None else data.frame for data in (inputs.beats, inputs.militia)]
    found = compare(units, *frames, control=control)
    return ForcesComparison(found.faces, _with_polygons(found.matches, units), found.summary)


def _with_polygons(matches: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    import numpy as np
    import pandas as pd

    from ..core.coverage.dissolve import dissolve

    order = list(dict.fromkeys(matches["neighborhood_id"]))
    place = {name: number for number, name in enumerate(order)}
    labels = np.array([place.get(name, -1) for name in units["neighborhood_id"]], dtype=np.int64)
    shapes = dissolve(units["geometry"].to_numpy(), labels) if order else []
    shaped = matches.copy()
    shaped["geometry"] = pd.Series([shapes[place[name]] for name in shaped["neighborhood_id"]], dtype=object)
    return shaped
