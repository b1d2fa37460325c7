"""One boundary set that three authorities can sign: matching in words, votes, rules, changes, decisions."""

from .engine import harmonize, preview
from .model import AUTHORITIES, CHANGES, PRESETS, WORK_LIST, Harmony, MatchGroup, Wishes
from .new_areas import new_area_names
from .replay import change_id, is_refused, is_signed, locks_from_refused, rebuild, replay

__all__ = [
    "AUTHORITIES",
    "CHANGES",
    "PRESETS",
    "WORK_LIST",
    "Harmony",
    "MatchGroup",
    "Wishes",
    "change_id",
    "harmonize",
    "is_refused",
    "is_signed",
    "locks_from_refused",
    "new_area_names",
    "preview",
    "rebuild",
    "replay",
]
