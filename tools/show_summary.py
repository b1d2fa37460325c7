"""Prints the headline figures of a folder that ``khupho:arrange`` wrote: ``show_summary.py FOLDER``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

FORCES = {"police": "police beats", "militia": "militia areas"}
FILES = {
    "plan": ("plan.gpkg", "open it in QGIS: layers with their styles"),
    "tables": ("tables.xlsx", "current state, plan, old and new, comparison"),
    "map": ("map.pdf", "A3, before and after"),
    "summary": ("summary.json", "every figure"),
}


def number(value: float) -> str:
    """Return *value* with thousands apart."""
    return f"{value:,.0f}".replace(",", " ")


def percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f} %"


def proposal_lines(record: dict) -> list[str]:
    """Return what was proposed, and for which wards the minimum can't be met."""
    total, wards = record["total"], record["wards"]
    sizes = f"{number(min(ward['smallest'] for ward in wards))} to {number(max(ward['largest'] for ward in wards))}"
    lines = [
        f"units            {number(total['units'])} with {number(total['households'])} households"
        f" ({number(total['missing_households'])} without a number)",
        f"khu phố          {number(total['neighborhoods'])}, each with {sizes} households",
        f"below minimum    {number(total['below_minimum'])}",
        f"not contiguous   {number(total['not_contiguous'])}",
        f"faults           {record['faults']['errors']} errors, {record['faults']['warnings']} warnings",
    ]
    if total.get("households_moved") is not None:
        share = total["households_moved"] / max(total["households"], 1)
        lines.append(f"old khu phố      {percent(1 - share)} of the households stay with the main part of theirs")
    lines += [f"  {ward['ward']}: {reason['en']}" for ward in wards for reason in ward["reasons"]]
    if total["cut_off"]:
        lines.append(f"  cut off by the time limit: {', '.join(total['wards_cut_off'])}")
    return lines


def comparison_lines(record: dict) -> list[str]:
    """Return how far the khu phố and the areas of each force match."""
    lines = []
    for force, found in record.get("comparison", {}).get("forces", {}).items():
        classes = ", ".join(f"{count} × {name}" for name, count in found["classes"].items() if count)
        lines.append(f"{FORCES[force]:16} {found['areas']}; {classes}")
        lines.append(f"{'':16} {percent(found['share_in_disagreement'])} of the households outside their matched area")
    return lines


def main(folder: Path) -> int:
    """Print the summary and the files; return 1 when a file is missing or a khu phố breaks the rules unexplained."""
    record = json.loads((folder / "summary.json").read_text("utf-8"))
    print("\n".join(["", *proposal_lines(record), *comparison_lines(record), ""]))
    missing = 0
    for name, explained in FILES.values():
        path = folder / name
        missing += not path.exists()
        print(f"{path}  {f'{path.stat().st_size / 1000:.0f} kB' if path.exists() else 'MISSING'}  {explained}")
    broken = record["total"]["not_contiguous"] or any(
        not ward["meets_minimum"] and not ward["reasons"] for ward in record["wards"]
    )
    return 1 if missing or broken else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
