"""Areal interpolation by tobler, run in the environment that ``make peers`` makes: reads and writes a .npz file.

    build/peers/bin/python bench/alignment_tobler.py LAYERS.npz RESULT.npz

LAYERS: ``units``, ``areas`` (WKB), ``households``; RESULT: ``households`` of the areas.
"""

from __future__ import annotations

import sys

import geopandas as gpd
import numpy as np
import shapely

_EPSG = 32648  # tobler wants a projected CRS; any in metres will do


def main(layers: str, result: str) -> None:
    from tobler.area_weighted import area_interpolate

    with np.load(layers, allow_pickle=True) as data:
        units, areas = (shapely.from_wkb(data[name]) for name in ("units", "areas"))
        households = data["households"]
    source = gpd.GeoDataFrame({"households": households}, geometry=units, crs=_EPSG)
    target = gpd.GeoDataFrame(geometry=areas, crs=_EPSG)
    found = area_interpolate(source, target, extensive_variables=["households"])
    np.savez(result, households=found["households"].to_numpy())


if __name__ == "__main__":
    main(*sys.argv[1:])
