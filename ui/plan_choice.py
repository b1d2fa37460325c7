"""The plans that ``khupho:proposealternatives`` wrote into a folder, and the curve, as plain values."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication

from ..layers.rows import read_rows
from ..layers.schema import KIND_FIELDS
from ..layers.translate import user_language

_MEASURES = (
    "neighborhoods", "below_minimum", "smallest", "largest", "spread_pct", "compactness", "inner_boundary_km",
    "kept_pct", "households_moved", "beats_cut", "militia_cut", "barriers_crossed", "walking_m",
)  # fmt: skip
_OUTPUTS = {
    "ASSIGNED_UNITS": "units.gpkg",
    "NEIGHBORHOODS": "neighborhoods.gpkg",
    "SCORES": "scores.gpkg",
    "CURVE_TABLE": "curve.gpkg",
    "SUMMARY": "summary.json",
}


@dataclass(frozen=True)
class PlanFigures:
    """One plan: its ``letter``, the kinds that it is the best one of, and its measures by name."""

    letter: str
    kinds: tuple[str, ...]
    measures: dict[str, float | None]

    @property
    def kind(self) -> str:
        """Return the kind that the plan is written under."""
        return self.kinds[0]

    @property
    def unit_field(self) -> str:
        """Return the field of the units that holds their khu phố in this plan."""
        return KIND_FIELDS[self.kind].name

    def title(self) -> str:
        """Return letter and kinds in words."""
        return f"{self.letter} · " + " = ".join(kind_word(kind) for kind in self.kinds)


@dataclass(frozen=True)
class PlanChoice:
    """All plans of a run, the points of the curve (measures by name, ascending numbers), and what was not possible."""

    folder: Path
    plans: tuple[PlanFigures, ...]
    curve: tuple[dict[str, float | None], ...]
    impossible: tuple[str, ...]

    @property
    def units_source(self) -> str:
        """Return where the units with their khu phố of every plan are."""
        return str(self.folder / _OUTPUTS["ASSIGNED_UNITS"])

    @property
    def neighborhoods_source(self) -> str:
        """Return where the polygons of all plans are."""
        return str(self.folder / _OUTPUTS["NEIGHBORHOODS"])


def outputs_in(folder: Path) -> dict[str, str]:
    """Return the outputs of the algorithm that belong into *folder*, by parameter."""
    return {name: str(folder / file) for name, file in _OUTPUTS.items()}


def discard_outputs(folder: Path) -> None:
    """Take away what a run that did not end has written into *folder*."""
    for file in _OUTPUTS.values():
        for path in folder.glob(f"{file}*"):
            path.unlink()
    if folder.exists() and not any(folder.iterdir()):
        folder.rmdir()


def read_choice(folder: Path) -> PlanChoice:
    """Return what the algorithm wrote into *folder*.

    :raises OSError: the summary can't be read.
    """
    scores = _totals(folder / _OUTPUTS["SCORES"], ("alternative", "also"))
    plans = [
        PlanFigures(chr(ord("A") + place), (kind, *(also.split(", ") if also else ())), measures)
        for place, ((kind, also), measures) in enumerate(scores)
    ]
    points = sorted((measures for _, measures in _totals(folder / _OUTPUTS["CURVE_TABLE"], ())), key=_count)
    record = json.loads((folder / _OUTPUTS["SUMMARY"]).read_text(encoding="utf-8"))
    said = tuple(reason[user_language()] for reason in record.get("not_possible", {}).values())
    return PlanChoice(folder, tuple(plans), tuple(points), said)


def kind_word(kind: str) -> str:
    """Return the name of a kind of plan."""
    return {
        "balanced": QCoreApplication.translate("Priorities", "Balanced"),
        "least_change": QCoreApplication.translate("Priorities", "Least change"),
        "follows_beats": QCoreApplication.translate("Priorities", "Follows police beats"),
        "most": QCoreApplication.translate("Priorities", "Most khu phố"),
    }[kind]


def _totals(path: Path, names: Sequence[str]) -> list[tuple[tuple, dict[str, float | None]]]:
    """Return the rows for all wards together: values of *names*, and the measures."""
    layer = QgsVectorLayer(str(path), path.stem, "ogr")
    found = []
    for row in read_rows(layer, ("ward_code", *names, *_MEASURES)):
        ward, *values = row.values
        if not ward:
            found.append((tuple(values[: len(names)]), dict(zip(_MEASURES, values[len(names) :]))))
    return found


def _count(measures: dict[str, float | None]) -> float:
    return measures["neighborhoods"] or 0
