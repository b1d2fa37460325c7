"""Makes the city case once: real ward outlines and households of Ho Chi Minh City, made-up units in them.

``tools/python bench/make_city_case.py [FOLDER]`` writes ``city.gpkg`` (layers ``units``, ``beats``, ``militia``,
``wards``; EPSG:9210) into ``build/city``. It is made anew only when the generator or the data have changed.
"""

from __future__ import annotations

import hashlib
import sys
import time
from pathlib import Path

from common import real_data
from khu_pho_mapper.sample.city import make_city
from khu_pho_mapper.sample.write import Layer, write_geopackage

ROOT = Path(__file__).resolve().parent.parent
DATA = "hcmc_wards.gpkg"
FOLDER = ROOT / "build" / "city"
GENERATOR = ("areas", "city", "linework", "subdivide", "write")
"""The modules of ``sample`` that shape the city."""

# WGS 84 / UTM 48N to VN-2000 / TM-3 105-45. The datum shift is pinned to EPSG:6960 (coordinate frame rotation): left
# to itself PROJ takes EPSG:5194 south of 11.04 N, 0.8 m away, and the city would have a step in it.
PIPELINE = """
    +proj=pipeline +step +inv +proj=utm +zone=48 +ellps=WGS84
    +step +proj=push +v_3 +step +proj=cart +ellps=WGS84
    +step +inv +proj=helmert +x=-191.90441429 +y=-39.30318279 +z=-111.45032835 +rx=-0.00928836 +ry=0.01975479
          +rz=-0.00427372 +s=0.252906278 +convention=coordinate_frame
    +step +inv +proj=cart +ellps=WGS84 +step +proj=pop +v_3
    +step +proj=tmerc +lat_0=0 +lon_0=105.75 +k=0.9999 +x_0=500000 +y_0=0 +ellps=WGS84
"""


def city_case(folder: Path = FOLDER) -> Path:
    """Return the path of ``city.gpkg``, made when it isn't there or is out of date."""
    path, stamp = folder / "city.gpkg", folder / "city.stamp"
    wanted = _fingerprint()
    if path.exists() and stamp.exists() and stamp.read_text() == wanted:
        return path
    stamp.unlink(missing_ok=True)
    _make(path)
    stamp.write_text(wanted)
    return path


def read_wards(path: Path):
    """Return the wards of 2021 with ``geometry`` in EPSG:9210 metres (frame without a CRS)."""
    import geopandas as gpd
    import numpy as np
    import shapely
    from pyproj import Transformer

    wards = gpd.read_file(path, layer="wards_2021").sort_values("ward_code").reset_index(drop=True)
    to_vn2000 = Transformer.from_pipeline(PIPELINE)
    moved = shapely.transform(wards.geometry.to_numpy(), lambda places: np.column_stack(to_vn2000.transform(*places.T)))
    frame = gpd.GeoDataFrame(wards.drop(columns="geometry"), geometry=moved)
    frame["area_type"] = ["ap" if kind == "Xã" else "khu_pho" for kind in frame["ward_type"]]
    return frame


def _make(path: Path) -> None:
    start = time.monotonic()
    wards = read_wards(real_data(DATA))
    city = make_city(
        wards.geometry.to_numpy(),
        wards["hh_2019"].astype(int).tolist(),
        wards["ward_code"].tolist(),
        ward_names=wards["ward_name"].tolist(),
        area_types=wards["area_type"].tolist(),
    )
    layers = []
    for name in ("units", "beats", "militia"):
        frame = getattr(city, name)
        fields = {column: frame[column].tolist() for column in frame.columns if column != "geometry"}
        layers.append(Layer(name, "MultiPolygon", fields, frame.geometry.to_numpy()))
    fields = {column: wards[column].tolist() for column in ("ward_code", "ward_name", "area_type", "hh_2019")}
    layers.append(Layer("wards", "MultiPolygon", fields, wards.geometry.to_numpy()))
    write_geopackage(path, layers)
    print(f"{path}: {len(city.units)} units in {len(wards)} wards, {time.monotonic() - start:.0f} s", file=sys.stderr)


def _fingerprint() -> str:
    found = hashlib.sha256()
    for path in [Path(__file__), *(ROOT / "sample" / f"{name}.py" for name in GENERATOR), real_data(DATA)]:
        found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()


if __name__ == "__main__":
    print(city_case(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER))
