"""Why a unit is left to a person."""

from __future__ import annotations

NO_AREA = "no_area"  # the unit lies in no area
SPLIT = "split"  # really split between two areas
HOUSEHOLDS_DIFFER = "households_differ"  # most households are in another area than most of the land
REVIEW_FACE = "review"  # a face too wide for noise and too narrow to be sure of
SMALL_SHARE = "small_share"  # the main area holds 70 % of the unit or less
COVERED_TWICE = "covered_twice"  # areas of the layer overlap on more than 30 % of the unit
NARROW_UNIT = "narrow_unit"  # the unit is no wider than four times the drawing noise
SHIFTED = "shifted"  # the whole layer lies beside the units, see :mod:`.shifted`
REASONS = (NO_AREA, SPLIT, REVIEW_FACE, SMALL_SHARE, COVERED_TWICE, NARROW_UNIT, HOUSEHOLDS_DIFFER, SHIFTED)
