"""What the record of a harmonizing run holds for the alignment step: previews, drawing noise, matches."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

AUTHORITIES = ("ward", "police", "militia")
FORCES = ("police", "militia")
PRESETS = ("khu_pho", "police", "majority", "fewest_moved")


@dataclass(frozen=True)
class Move:
    """What moves for one authority: whole units, and the households in them."""

    units: int
    households: int


@dataclass(frozen=True)
class Noise:
    """Drawing noise of a layer in metres: its size, up to where a strip is noise, from where it is real; histogram.

    ``edges``: one more than ``counts``, in metres.
    """

    sigma: float
    low: float
    high: float
    edges: tuple[float, ...] = ()
    counts: tuple[int, ...] = ()


class AlignmentRecord:
    """Reads ``summary.json`` of ``khupho:harmonizeboundaries``; what a run did not tell is None or empty."""

    def __init__(self, record: Mapping) -> None:
        self._record = record
        self._harmony: Mapping = record.get("harmony") or {}
        self.preset: str = self._harmony.get("preset") or ""

    @classmethod
    def read(cls, path: Path) -> AlignmentRecord:
        """Return the record in the file at *path*."""
        return cls(json.loads(Path(path).read_text(encoding="utf-8")))

    def previews(self) -> dict[str, dict[str, Move]]:
        """Return what would move, by preset and authority."""
        found = self._harmony.get("preview") or {}
        return {preset: _moves(found[preset]) for preset in PRESETS if preset in found}

    def noise(self, force: str) -> Noise | None:
        """Return the drawing noise of the layer of *force*."""
        forces = (self._record.get("comparison") or {}).get("forces") or {}
        told = (forces.get(force) or {}).get("noise") or {}
        if "sigma_m" not in told:
            return None
        edges, counts = tuple(told.get("edges_m") or ()), tuple(told.get("counts") or ())
        return Noise(told["sigma_m"], told["low_m"], told["high_m"], edges, counts)


def _moves(told: Mapping) -> dict[str, Move]:
    return {
        authority: Move(int(told[authority]["units"]), round(told[authority]["households"]))
        for authority in AUTHORITIES
        if authority in told
    }
