"""What goes into a harmonization and what comes out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from ...model.messages import Message

KHU_PHO, BY_POLICE, MAJORITY, FEWEST_MOVED = "khu_pho", "police", "majority", "fewest_moved"
PRESETS = (KHU_PHO, BY_POLICE, MAJORITY, FEWEST_MOVED)

WARD, POLICE, MILITIA = "ward", "police", "militia"
AUTHORITIES = (WARD, POLICE, MILITIA)
FORCES = (POLICE, MILITIA)

DECIDED, UNDECIDED = "decided", "undecided"
AGREE, REFUSE, NO_DECISION = "agree", "refuse", ""

DECISION_COLUMNS = tuple(f"{who}_{what}" for who in AUTHORITIES for what in ("decision", "comment", "date"))
CHANGES = (
    "change_id", "unit_id", "unit_name", "authority", "from_id", "to_id", "households", "households_low",
    "households_high", "streets", "reason", "reason_text", "evidence", "confidence", "state", *DECISION_COLUMNS,
)  # fmt: skip
WORK_LIST = (
    "unit_id", "unit_name", "force", "reason", "sentence", "area_id", "other_id",
    "households_main", "households_main_low", "households_main_high",
    "households_other", "households_other_low", "households_other_high", "split",
)  # fmt: skip


@dataclass(frozen=True)
class Wishes:
    """What the planner wants.

    ``preset``: one of :data:`PRESETS`; ``minimum``: households that a neighborhood which has them now must keep, or
    None; ``locked``: ids of units that keep their neighborhood; ``decisions``: the rows of :data:`CHANGES` as last
    written (of the columns only ``unit_id``, ``authority``, ``from_id``, ``to_id`` and the decisions are read).
    """

    preset: str = KHU_PHO
    minimum: int | None = None
    locked: frozenset[str] = frozenset()
    decisions: pd.DataFrame | None = None


@dataclass(frozen=True)
class MatchGroup:
    """Neighborhoods and areas of one force that belong together.

    ``kind``: "1:1", "n:1" (several neighborhoods in one area), "1:n" or "n:m"; ``neighborhoods``, ``areas``: ids in
    natural order; ``households`` of the neighborhoods; ``margin``: -1 to 1, how far the matches of the group are ahead
    of the next best ones (share of households; NaN without a match); ``sentence`` tells it in words.
    """

    force: str
    kind: str
    neighborhoods: tuple[str, ...]
    areas: tuple[str, ...]
    households: float
    margin: float
    sentence: Message


@dataclass(frozen=True)
class Harmony:
    """One boundary set for all authorities; ``unit_ids`` (n,) sorted, all arrays in this order.

    ``before``, ``after``: authority → (n,) object, id of the area that each unit belongs to or None (a force that was
    not compared is missing); ``state``: force → (n,) "decided" or "undecided"; ``changes``: columns of
    :data:`CHANGES`, sorted by unit and authority; ``undecided``: the work list, columns of :data:`WORK_LIST`;
    ``groups``: matches in words; ``partners``: force → neighborhood id → id of its one area (one that is new where
    it had none); ``summary``: ready for JSON.
    """

    unit_ids: np.ndarray
    before: dict[str, np.ndarray]
    after: dict[str, np.ndarray]
    state: dict[str, np.ndarray]
    changes: pd.DataFrame
    undecided: pd.DataFrame
    groups: tuple[MatchGroup, ...]
    partners: dict[str, Mapping[str, str]]
    summary: dict = field(default_factory=dict)
