"""Describes the neighborhoods of a plan: totals, old names, shape, legal minimum, force areas."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..model.profiles import AP, KHU_PHO, Profile
from ..model.run import RunControl
from ..model.sorting import natural_key, natural_sorted
from .compactness import polsby_popper

SQUARE_METRES_PER_HECTARE = 10_000.0


def describe_neighborhoods(
    units: pd.DataFrame,
    neighborhood_ids: Sequence[str],
    names: Mapping[str, str],
    profile: Profile,
    *,
    beats_of_unit: Sequence[str | None] | None = None,
    militia_of_unit: Sequence[str | None] | None = None,
    control: RunControl = RunControl(),  # noqa: B008 (frozen, without state)
) -> gpd.GeoDataFrame:
    """Return one row per neighborhood, sorted by ward and natural order of ids.

    *units* is the canonical frame of n units, *neighborhood_ids* the n ids of their neighborhoods (a unit
    with None belongs to none and is left out), *names* the display name of each id, *beats_of_unit* and
    *militia_of_unit* the n ids of the units' force areas (None where there is none).

    ``households`` and ``population`` are sums of the known numbers, ``<NA>`` when none is known;
    ``missing_households`` counts the units without a number. ``meets_minimum`` compares the known
    households with the profile's minimum. ``beat_id`` and ``militia_id`` are the areas with most
    households of the neighborhood (units break ties, then natural order). Polygons are whole units united.

    :raises ValueError: lengths differ.
    :raises CanceledError: *control* says so.
    """
    table = _unit_table(units, neighborhood_ids, beats_of_unit, militia_of_unit)
    rows = []
    for label, group in table.groupby("neighborhood_id", sort=False):
        control.check()
        rows.append({"neighborhood_id": label, "name": names.get(label, label), **_describe(group, profile)})
    rows.sort(key=lambda row: (natural_key(row["ward_code"]), natural_key(row["neighborhood_id"])))
    columns = [
        "neighborhood_id", "name", "old_names", "area_type", "ward_code", "households", "population", "area_ha",
        "unit_count", "compactness", "meets_minimum", "missing_households", "beat_id", "militia_id",
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=columns).astype({"households": "Int64", "population": "Int64"})
    geometry = _dissolved(table, frame["neighborhood_id"], control)
    frame["area_ha"] = shapely.area(geometry) / SQUARE_METRES_PER_HECTARE
    frame["compactness"] = polsby_popper(geometry)
    return gpd.GeoDataFrame(frame, geometry=geometry)


def main_of(labels: Sequence[Hashable], households: Sequence[float]) -> Hashable | None:
    """Return the label with most households; more units, then natural order, break ties; None if there is none.

    Labels that are None or NaN don't count.
    """
    totals: dict[Hashable, list[float]] = {}
    for label, weight in zip(labels, households):
        if label is not None and label == label:
            entry = totals.setdefault(label, [0.0, 0])
            entry[0] += float(weight)
            entry[1] += 1
    if not totals:
        return None
    return min(totals, key=lambda label: (-totals[label][0], -totals[label][1], natural_key(label)))


def _unit_table(
    units: pd.DataFrame,
    neighborhood_ids: Sequence[str],
    beats: Sequence[str | None] | None,
    militia: Sequence[str | None] | None,
) -> pd.DataFrame:
    n = len(units)
    for values in (neighborhood_ids, beats, militia):
        if values is not None and len(values) != n:
            raise ValueError("an array of units has another length than the frame of units")
    wanted = ["unit_id", "ward_code", "area_type", "old_neighborhood", "households", "population"]
    table = pd.DataFrame({name: units[name].to_numpy() for name in wanted})
    table["households"] = units["households"].astype("Int64").array
    table["population"] = units["population"].astype("Int64").array
    table["geometry"] = units["geometry"].to_numpy()
    table["neighborhood_id"] = np.asarray(neighborhood_ids, dtype=object)
    nothing = [None] * n
    table["beat"] = pd.Series(list(nothing if beats is None else beats), dtype=object)
    table["militia"] = pd.Series(list(nothing if militia is None else militia), dtype=object)
    return table[table["neighborhood_id"].notna()].sort_values("unit_id", kind="stable").reset_index(drop=True)


def _describe(group: pd.DataFrame, profile: Profile) -> dict[str, object]:
    known = group["households"].fillna(0).astype(float).to_numpy()
    households = group["households"].sum(min_count=1)
    kind = main_of([AP if value == AP else KHU_PHO for value in group["area_type"]], known)
    enough = not pd.isna(households) and int(households) >= profile.minimum_of(kind)
    old = {value for value in group["old_neighborhood"] if isinstance(value, str) and value}
    return {
        "old_names": ", ".join(natural_sorted(old)),
        "area_type": kind,
        "ward_code": main_of(group["ward_code"], known),
        "households": households,
        "population": group["population"].sum(min_count=1),
        "unit_count": len(group),
        "meets_minimum": bool(enough),
        "missing_households": int(group["households"].isna().sum()),
        "beat_id": main_of(group["beat"], known),
        "militia_id": main_of(group["militia"], known),
    }


def _dissolved(table: pd.DataFrame, order: Sequence[str], control: RunControl) -> np.ndarray:
    from ..coverage.dissolve import dissolve

    place = {label: position for position, label in enumerate(order)}
    if not place:
        return np.zeros(0, dtype=object)
    labels = table["neighborhood_id"].map(place).to_numpy(dtype=np.int64)
    return dissolve(table["geometry"].to_numpy(), labels, control=control)
