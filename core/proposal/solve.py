"""One problem in, one plan out."""

from __future__ import annotations

from ..model.run import RunControl
from .city import propose
from .plan import Plan, Settings
from .problem import Problem


def solve(problem: Problem, settings: Settings | None = None, control: RunControl | None = None) -> Plan:
    """Return a plan for *problem*.

    Every unit is in exactly one neighborhood; neighborhoods are contiguous, and have the minimum
    wherever their connected part has. Raises ``CanceledError`` when canceled.
    """
    return propose([problem], settings or Settings(), control or RunControl()).plans[0]
