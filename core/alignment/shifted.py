"""What a shifted layer says about units is not believed until somebody puts the layer in its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from .compare import Comparison
from .evidence import REGISTER
from .reading import Reading
from .reasons import SHIFTED
from .shift import Shift
from .summary import decided_counts


def doubt_shifted(found: Comparison, shifts: Mapping[str, Shift]) -> Comparison:
    """Return *found* with all units undecided that a clearly shifted layer alone speaks for.

    A layer that lies 225 m off covers most units well enough to look sure, and is wrong about three of four. So
    nothing that rests on its lines is decided; what a register says stays. *shifts*: force → how its layer lies
    against the units. A shift counts when it is offered for correction and could carry a line across more than half
    of what is taken for drawing noise.
    """
    readings = {
        force: _doubted(reading) if _is_shifted(reading, shifts.get(force)) else reading
        for force, reading in found.readings.items()
    }
    if all(readings[force] is reading for force, reading in found.readings.items()):
        return found
    forces = {
        force: {**figures, **decided_counts(readings[force])} for force, figures in found.summary["forces"].items()
    }
    return replace(found, readings=readings, summary={**found.summary, "forces": forces})


def _is_shifted(reading: Reading, shift: Shift | None) -> bool:
    return shift is not None and shift.offered and shift.length > reading.noise.low_m / 2


def _doubted(reading: Reading) -> Reading:
    named = reading.evidence == REGISTER
    return replace(
        reading,
        decided=reading.decided & named,
        reason=np.where(named, reading.reason, SHIFTED).astype(object),
        split=reading.split & named,
        confidence=np.where(named, reading.confidence, 0.0),
    )
