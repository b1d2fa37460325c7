"""Real layers against each other, drawn independently: what the alignment finds on them. Pictures to look at.

    tools/python bench/bench_real_layers.py [--pictures FOLDER] [--only chicago|hcmc]

- Chicago: police beats are the units, their police district is the neighborhood; forces are the districts' own layer
  (which beats nest in) and the community areas (which they don't).
- Ho Chi Minh City: wards of 2019 or 2021 are the units; neighborhood: the ward of July 2025 that most of each went
  to, by a table made of other data; force: the outlines of July 2025, in degrees, with pinholes and overlaps.

Leaves with a message where the data aren't there. Seconds are processor seconds.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
from common import OUT, real_data
from khu_pho_mapper.core.alignment.compare import Comparison, compare
from khu_pho_mapper.core.alignment.harmonize import PRESETS, Harmony, Wishes, harmonize, replay
from khu_pho_mapper.core.alignment.shift import detect
from khu_pho_mapper.core.coverage.adjacency import find_adjacency
from khu_pho_mapper.core.measures.agreement import agreement

UTM_48N = 32648
VN2000_AS_WGS84 = (-195.0, 112.0)
FLAT = 100  # households of a unit where nobody counted them
COLORS = {"agree": "#e8ece8", "noise": "#7fb8e6", "review": "#f2b134", "real": "#c0392b", "gap": "#7d3c98",
          "overlap": "#117a65"}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pictures", type=Path, default=OUT / "real_layers")
    parser.add_argument("--only", choices=("chicago", "hcmc"))
    arguments = parser.parse_args()
    arguments.pictures.mkdir(parents=True, exist_ok=True)
    if arguments.only != "hcmc":
        chicago(arguments.pictures)
    if arguments.only != "chicago":
        for year in (2019, 2021):
            hcmc(year, arguments.pictures)
    print(f"pictures: {arguments.pictures}")


def chicago(pictures: Path) -> None:
    """Align Chicago's beats with its districts and community areas."""
    file = real_data("chicago_zones.gpkg")
    beats = gpd.read_file(file, layer="police_beats")
    districts = gpd.read_file(file, layer="police_districts")
    communities = gpd.read_file(file, layer="community_areas")
    own_district = beats["police_district"].astype(int).astype(str)  # "01" in this layer, "1" in the other
    units = _units(beats["beat"], own_district, [FLAT] * len(beats), beats)
    layers = {
        "police": _areas(districts["police_district"], districts),
        "militia": _areas(communities["name"], communities),
    }
    print("\nChicago: 275 beats (units) in 23 districts, against the districts' layer and 77 community areas")
    comparison, _ = _align(units, layers, pictures / "chicago.png")
    reading = comparison.readings["police"]
    own = dict(zip(units["unit_id"], units["neighborhood_id"]))
    same = [own[unit] == reading.area_ids[area] for unit, area in zip(sorted(own), reading.area)]
    print(f"  beats read into their own district: {sum(same)} of {len(same)}, "
          f"decided {int(reading.decided.sum())}")  # fmt: skip


def hcmc(year: int, pictures: Path) -> None:
    """Align Ho Chi Minh City's wards of *year* with the outlines of July 2025."""
    wards = gpd.read_file(real_data("hcmc_wards.gpkg"), layer=f"wards_{year}").sort_values("ward_code")
    new = gpd.read_file(real_data("hcmc_wards_2025_07.gpkg")).to_crs(UTM_48N)
    table = pd.read_csv(real_data("hcmc_ward_changes.csv"), dtype=str)
    went = table.drop_duplicates(f"ward_code_{year}").set_index(f"ward_code_{year}")["ward_code_2025_07"]
    share = table.assign(share=table["share_in_2025_07"].astype(float)).groupby(f"ward_code_{year}")["share"].min()
    units = _units(wards["ward_code"], wards["ward_code"].map(went), wards["hh_2019"], wards)
    layers = {"police": _areas(new["ward_code"], new)}
    print(f"\nHo Chi Minh City: {len(wards)} wards of {year} (units) against {len(new)} outlines of July 2025")
    comparison, _ = _align(units, layers, pictures / f"hcmc_{year}.png")
    _tell_truth(units, comparison, share)
    shifted = layers["police"].geometry.translate(*VN2000_AS_WGS84).to_numpy()
    found = detect(units.geometry.to_numpy(), shifted)
    error = np.hypot(found.dx + VN2000_AS_WGS84[0], found.dy + VN2000_AS_WGS84[1])
    print(f"  moved by the VN-2000 vector: found {found.dx:.1f}, {found.dy:.1f} (error {error:.2f} m), "
          f"certain {found.certain}, cause {found.cause}")  # fmt: skip


def _tell_truth(units: gpd.GeoDataFrame, comparison: Comparison, share: pd.Series) -> None:
    """Print how the reading agrees with the table of ward changes, whole wards and split ones apart."""
    reading = comparison.readings["police"]
    order = units.sort_values("unit_id")
    read = [None if area < 0 else reading.area_ids[area] for area in reading.area]
    right = np.array([a == b for a, b in zip(read, order["neighborhood_id"])])
    whole = order["unit_id"].map(share).to_numpy() >= 0.97
    decided = reading.decided
    print(f"  wards that stayed whole (97 % or more, by the table): {whole.sum()}, read right {(right & whole).sum()}, "
          f"decided {(decided & whole).sum()}")  # fmt: skip
    print(f"  wards really split: {(~whole).sum()}, left to a person {(~decided & ~whole).sum()}, "
          f"decided {(decided & ~whole).sum()}")  # fmt: skip
    print(f"  decided and not as in the table: {(decided & ~right).sum()}")


def _units(ids: pd.Series, groups: pd.Series, households: object, frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    size = len(frame)
    columns = {name: np.full(size, None, dtype=object) for name in ("unit_name", "ward_name", "old_neighborhood")}
    return gpd.GeoDataFrame(
        {
            "unit_id": ids.astype(str).to_numpy(),
            "neighborhood_id": groups.to_numpy(),
            "households": pd.array(list(households), dtype="Int64"),
            "ward_code": np.full(size, "", dtype=object),
            "area_type": np.full(size, "khu_pho", dtype=object),
            **columns,
        },
        geometry=frame.geometry.to_numpy(),
    )


def _areas(ids: pd.Series, frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"area_id": ids.astype(str).to_numpy()}, geometry=frame.geometry.to_numpy())


def _align(units: gpd.GeoDataFrame, layers: dict[str, gpd.GeoDataFrame], picture: Path) -> tuple[Comparison, Harmony]:
    """Run the whole way, print what it says, and draw the faces; return the comparison and the last harmony."""
    for force, layer in layers.items():
        started = time.process_time()
        shift = detect(units.geometry.to_numpy(), layer.geometry.to_numpy())
        print(f"  {force}: shift {shift.dx:.1f}, {shift.dy:.1f} m, standard error {shift.standard_error:.1f} m, "
              f"certain {shift.certain}, cause {shift.cause}, inliers {shift.inlier_share:.0%} "
              f"({time.process_time() - started:.1f} s)")  # fmt: skip
    started = time.process_time()
    comparison = compare(units, layers.get("police"), layers.get("militia"))
    print(f"  compare: {time.process_time() - started:.1f} s, faces {dict(Counter(comparison.faces.face_class))}")
    for force, reading in comparison.readings.items():
        noise = reading.noise
        reasons = dict(Counter(reading.reason[~reading.decided]))
        print(f"  {force}: noise {noise.sigma_m:.1f} m (below {noise.low_m:.1f} m noise, above {noise.high_m:.1f} m "
              f"real), {int(reading.decided.sum())} of {len(reading.decided)} decided; undecided {reasons}; "
              f"pieces {dict(Counter(reading.pieces.kind))}")  # fmt: skip
    adjacency = find_adjacency(units.geometry.to_numpy())
    harmony = None
    for preset in PRESETS:
        if "police" not in layers and preset == "police":
            continue
        harmony = harmonize(units, comparison, adjacency, Wishes(preset, None, frozenset(), None))
        replayed = replay(harmony.unit_ids, harmony.before, harmony.changes)
        exact = all((replayed[who] == labels).all() for who, labels in harmony.after.items())
        moved = {
            who: int(sum(a != b for a, b in zip(harmony.before[who], labels))) for who, labels in harmony.after.items()
        }
        print(f"  {preset}: units that move {moved}, work list {len(harmony.undecided)}, replay exact {exact}")
    _tell_agreement(units, comparison, harmony, layers)
    _draw(units, layers, comparison, picture)
    return comparison, harmony


def _tell_agreement(
    units: gpd.GeoDataFrame, comparison: Comparison, harmony: Harmony, layers: dict[str, gpd.GeoDataFrame]
) -> None:
    metrics = agreement(units, comparison, harmony, layers=layers)
    for pair in metrics["pairs"]:
        lines = pair["lines"] or {"median_m": float("nan"), "p95_m": float("nan"), "hausdorff_m": float("nan")}
        print(f"  {pair['first']}-{pair['second']}: matched {pair['matched']} of {pair['first_areas']} and "
              f"{pair['second_areas']}, {pair['one_to_one']} of them 1:1; households apart "
              f"{pair['share_in_disagreement']:.1%}; kappa {pair['kappa']:.3f}; lines {lines['median_m']:.1f} m "
              f"(95 %: {lines['p95_m']:.0f} m, worst {lines['hausdorff_m']:.0f} m)")  # fmt: skip


def _draw(units: gpd.GeoDataFrame, layers: dict[str, gpd.GeoDataFrame], comparison: Comparison, path: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot
    from matplotlib.patches import Patch

    figure, places = pyplot.subplots(1, 2, figsize=(18, 10))
    faces = comparison.faces
    for axes in places:
        faces.plot(ax=axes, color=[COLORS.get(kind, "#888888") for kind in faces["face_class"]])
        units.boundary.plot(ax=axes, color="#888888", linewidth=0.4)
        for layer, color in zip(layers.values(), ("#1a1a1a", "#0b5fa5")):
            layer.boundary.plot(ax=axes, color=color, linewidth=0.9)
        axes.set_aspect("equal")
        axes.set_axis_off()
    middle = np.median(np.column_stack([units.centroid.x, units.centroid.y]), axis=0)
    left, bottom, right, top = units.total_bounds
    places[0].set_xlim(left, right)
    places[0].set_ylim(bottom, top)
    reach = max(right - left, top - bottom) / 16
    places[1].set_xlim(middle[0] - reach, middle[0] + reach)
    places[1].set_ylim(middle[1] - reach, middle[1] + reach)
    seen = sorted(set(faces["face_class"]))
    places[0].legend(handles=[Patch(color=COLORS.get(kind, "#888888"), label=kind) for kind in seen])
    figure.tight_layout()
    figure.savefig(path, dpi=80)
    pyplot.close(figure)


if __name__ == "__main__":
    main()
