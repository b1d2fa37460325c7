"""Writes the city case as bare arrays, in the form of the other benchmark instances."""

from __future__ import annotations

import numpy as np
import shapely
from bench_city import read_units
from instances import OWN
from khu_pho_mapper.core.coverage.adjacency import find_adjacency
from khu_pho_mapper.core.model import profiles
from make_city_case import city_case

NAME = "city"


def city_instance() -> str:
    """Return the name of the instance, made when it isn't there or is older than the city case."""
    path = OWN / f"{NAME}.npz"
    if not path.exists() or path.stat().st_mtime < city_case().stat().st_mtime:
        _make()
    return NAME


def _make() -> None:
    units = read_units()
    geometry = units.geometry.to_numpy()
    codes = (units["ward_code"] + "|" + units["area_type"]).to_numpy()
    names, ward = np.unique(codes, return_inverse=True)
    adjacency = find_adjacency(geometry, groups=ward)
    profile = profiles.get(profiles.DEFAULT)
    centers = shapely.centroid(geometry)
    OWN.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        OWN / f"{NAME}.npz",
        w=units["households"].fillna(0).to_numpy(dtype=np.int64),
        ward=ward.astype(np.int64),
        T=np.array([profile.minimum_of(name.split("|")[1]) for name in names]),
        eu=adjacency.pairs[:, 0],
        ev=adjacency.pairs[:, 1],
        elen=adjacency.shared_m,
        area=shapely.area(geometry),
        perim=shapely.length(geometry),
        x=shapely.get_x(centers),
        y=shapely.get_y(centers),
    )
