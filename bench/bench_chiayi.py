"""Real units with real households: the small areas of Chiayi City, custom minimum of 500 households.

    tools/python bench/bench_chiayi.py [--effort quick|normal|thorough] [--seconds S]

114 of the 1,505 units have no households in the source: missing is not zero, and they still belong
to a neighborhood. Each town is a ward.
"""

from __future__ import annotations

import argparse

import geopandas as gpd
from common import real_data
from frames import run
from khu_pho_mapper.core.model import profiles
from khu_pho_mapper.core.proposal.plan import Effort, Settings


def read_units() -> gpd.GeoDataFrame:
    """Return the small areas as a canonical frame of units."""
    raw = gpd.read_file(real_data("chiayi_small_areas.gpkg"), layer="small_areas")
    units = gpd.GeoDataFrame({"unit_id": raw["unit_id"].astype(str)}, geometry=raw.geometry.to_numpy())
    units["ward_code"] = raw["town_id"].astype(str)
    units["area_type"] = "khu_pho"
    units["old_neighborhood"] = None
    units["households"] = raw["households"].astype("Int64")
    return units


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--effort", choices=[effort.value for effort in Effort], default="normal")
    parser.add_argument("--seconds", type=float, help="time limit of the proposal")
    arguments = parser.parse_args()
    run(read_units(), profiles.get("custom", 500), Settings(effort=Effort(arguments.effort)), arguments.seconds)


if __name__ == "__main__":
    main()
