"""What others do with the same layers: areal interpolation of households, and the plain overlay of two layers."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely
from alignment_cases import Agency, Case
from alignment_scores import booked_wrong

_EPSG = 32648  # tobler wants a projected CRS; any in metres will do


def interpolated(case: Case, agency: Agency) -> tuple[str, float]:
    """Return who interpolated the units' households by area (tobler, or we), and the share booked wrong."""
    true = np.bincount(case.true_area_of_points(agency))
    number = np.array([int(name[1:]) for name in agency.area_ids])
    name, said = "areal interpolation by tobler", _tobler(case, agency)
    if said is None:
        name, said = "areal interpolation (own; tobler is not installed)", _by_area(case, agency)
    full = np.zeros(max(len(true), number.max() + 1))
    full[number] = said
    return name, booked_wrong(full, np.pad(true.astype(float), (0, len(full) - len(true))))


def _tobler(case: Case, agency: Agency) -> np.ndarray | None:
    try:
        from tobler.area_weighted import area_interpolate
    except ImportError:
        return None
    units = gpd.GeoDataFrame({"households": case.households}, geometry=case.units, crs=_EPSG)
    areas = gpd.GeoDataFrame(geometry=agency.areas, crs=_EPSG)
    return area_interpolate(units, areas, extensive_variables=["households"])["households"].to_numpy()


def _by_area(case: Case, agency: Agency) -> np.ndarray:
    """Spread each unit's households over what its areas cover of it, as tobler does with its default settings."""
    area, unit = shapely.STRtree(case.units).query(agency.areas, predicate="intersects")
    shared = shapely.area(shapely.intersection(case.units[unit], agency.areas[area]))
    covered = np.bincount(unit, weights=shared, minlength=len(case.units))
    share = shared / np.maximum(covered[unit], 1e-9)
    return np.bincount(area, weights=case.households[unit] * share, minlength=len(agency.areas))


def overlay_all(case: Case) -> int:
    """Overlay the units with each agency's layer by geopandas; return the number of faces."""
    units = gpd.GeoDataFrame({"unit_id": case.unit_ids}, geometry=case.units)
    return sum(len(gpd.overlay(units, agency.frame(), how="union", keep_geom_type=True)) for agency in case.agencies)
