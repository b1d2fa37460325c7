"""Systematic shift of a force's areas against the units: found, measured, named; never applied by itself."""

from .detect import detect
from .result import Candidate, Shift, apply

__all__ = ["Candidate", "Shift", "apply", "detect"]
