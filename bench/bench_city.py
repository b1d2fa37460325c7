"""The city case: all 312 wards of 2021 with about 27,000 made-up units, proposed in one call.

tools/python bench/bench_city.py [--effort quick|normal|thorough] [--seconds S] [--profile ID] [--processes N]
"""

from __future__ import annotations

import argparse

import geopandas as gpd
from frames import run
from khu_pho_mapper.core.model import profiles
from khu_pho_mapper.core.proposal.plan import Effort, Settings
from make_city_case import city_case


def read_units() -> gpd.GeoDataFrame:
    """Return the units of the city case as a canonical frame."""
    raw = gpd.read_file(city_case(), layer="units")
    units = gpd.GeoDataFrame({"unit_id": raw["unit_id"].astype(str)}, geometry=raw.geometry.to_numpy())
    for column in ("ward_code", "area_type"):
        units[column] = raw[column].astype(str)
    units["old_neighborhood"] = raw["old_neighborhood"]
    units["households"] = raw["households"].astype("Int64")
    return units


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--effort", choices=[effort.value for effort in Effort], default="normal")
    parser.add_argument("--seconds", type=float, help="time limit of the proposal")
    parser.add_argument("--profile", default=profiles.DEFAULT)
    parser.add_argument("--processes", type=int, default=1)
    arguments = parser.parse_args()
    settings = Settings(effort=Effort(arguments.effort))
    run(read_units(), profiles.get(arguments.profile), settings, arguments.seconds, processes=arguments.processes)


if __name__ == "__main__":
    main()
