"""What the engine is asked for beside the problem, and what it answers."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import Enum

import numpy as np

from ..model.messages import Message


class Effort(str, Enum):
    """How many steps the search makes; the same effort and seed give the same plan."""

    QUICK = "quick"
    NORMAL = "normal"
    THOROUGH = "thorough"


class Goal(str, Enum):
    """How many neighborhoods are wanted: near the target size, or as many as the minimum allows."""

    TARGET = "target"
    MOST = "most"


class Start(str, Enum):
    """Where the search starts: from plans of its own, or from ``Problem.current`` (least change).

    ``KEPT``: no search, ``Problem.current`` is the plan (:func:`.given.keep_plan`).
    """

    FREE = "free"
    CURRENT = "current"
    KEPT = "kept"


@dataclass(frozen=True)
class Weights:
    """What matters how much. 1 is the usual weight of a term, 0 leaves it out.

    ``balance``: households near the target; ``boundary``: short inner boundaries; ``compactness``:
    round shapes (Polsby-Popper); ``stability``: old neighborhoods kept together; ``beats`` and
    ``militia``: areas of the forces not cut; ``barriers``: soft barriers not crossed; ``walking``:
    households near the center of their neighborhood, left out unless asked for.
    """

    balance: float = 1.0
    boundary: float = 1.0
    compactness: float = 1.0
    stability: float = 1.0
    beats: float = 1.0
    militia: float = 1.0
    barriers: float = 1.0
    walking: float = 0.0


@dataclass(frozen=True)
class Settings:
    """Seed, effort, weights, goal and start of a run; ``goal`` matters where a problem asks for no count."""

    seed: int = 1
    effort: Effort = Effort.NORMAL
    weights: Weights = field(default_factory=Weights)
    goal: Goal = Goal.TARGET
    start: Start = Start.FREE


@dataclass(frozen=True)
class Scores:
    """Measures of one plan (households are whole numbers, lengths metres, shares 0 to 1).

    ``kept_share``: households that stay with the main successor of their old neighborhood;
    ``beats_cut``, ``militia_cut``: households outside the main neighborhood of their beat or
    militia area; ``barriers_crossed``: pairs of neighbors joined across a soft barrier; ``walking_m``:
    mean distance of the households, each at the center of its unit, to the population center of
    their neighborhood, as the crow flies.
    """

    neighborhoods: int
    below_minimum: int
    not_contiguous: int
    smallest: int
    largest: int
    mean: float
    spread: float
    compactness: float
    inner_boundary_m: float
    kept_share: float | None
    households_moved: int | None
    beats_cut: int | None
    militia_cut: int | None
    barriers_crossed: int
    walking_m: float
    cost: float

    def as_dict(self) -> dict[str, float | int | None]:
        """Return the scores by name, ready for JSON."""
        return asdict(self)


@dataclass(frozen=True)
class Plan:
    """The answer for one problem.

    ``labels``: (n,) neighborhood of each unit, 0 to k-1, in the order of ``Problem.ids``; numbered
    by place (:func:`.numbering.number_regions`), so that equal partitions have equal labels.
    ``reasons`` say why the minimum is missed, where it is; ``cut_off`` tells that the time limit
    stopped the search, ``steps`` how many steps it had made.
    """

    labels: np.ndarray
    scores: Scores
    meets_minimum: bool
    reasons: tuple[Message, ...] = ()
    cut_off: bool = False
    steps: int = 0
