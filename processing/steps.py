"""The steps that algorithms are made of: neighbors, proposal, neighborhoods, old neighborhoods."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from ..core.model.profiles import Profile
from ..core.model.run import RunControl
from .hard_rules import HardRules, locked_units
from .inputs import Inputs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import geopandas as gpd
    import numpy as np
    import pandas as pd

    from ..core.coverage.adjacency import Adjacency
    from ..core.proposal.city import CityOptions, CityResult
    from ..core.proposal.difficulty import Difficulty
    from ..core.proposal.plan import Plan, Settings
    from ..core.proposal.problem import Problem
    from ..core.proposal.rules import Rules as ProblemRules
    from ..layers.read import LayerData

_ADJACENCY, _SEARCH = 0.15, 0.9  # shares of the progress after which these are done


@dataclass(frozen=True)
class Rules:
    """What a proposal must keep to: the profile, the number of neighborhoods or None, and hard rules."""

    profile: Profile
    count: int | None = None
    hard: HardRules = field(default_factory=HardRules)


@dataclass(frozen=True)
class Clock:
    """Keeps time for what comes after the search, so that a time limit holds for the whole run.

    How long that takes is told from how long the work before the search took, on this machine and
    today: ``share`` times as long, and ``least`` seconds.
    """

    started: float
    share: float
    least: float

    def reserve(self) -> float:
        """Return the seconds to keep, when the search is about to start."""
        return max(self.least, self.share * (time.monotonic() - self.started))


@dataclass(frozen=True)
class Proposal:
    """A proposal for all units; n-long sequences are in the order of ``units``.

    ``units``: canonical frame; ``neighborhood_ids``, ``neighborhood_names``: (n,) texts; ``beat_ids``,
    ``militia_ids``: (n,) main area of each unit (text or None), or None without the layer;
    ``neighborhoods``: frame with polygons and ``color_index``; ``hard_rules``: those of each problem.
    """

    units: pd.DataFrame
    adjacency: Adjacency
    problems: Sequence[Problem]
    result: CityResult
    neighborhood_ids: np.ndarray
    neighborhood_names: np.ndarray
    beat_ids: np.ndarray | None
    militia_ids: np.ndarray | None
    neighborhoods: gpd.GeoDataFrame
    hard_rules: Sequence[ProblemRules] = ()

    @cached_property
    def difficulty(self) -> list[Difficulty]:
        """How hard each problem is, easy ones first."""
        from ..core.proposal.difficulty import beats_disagreement, rank

        return rank(self.problems, beats_disagreement(self.problems, self.result.plans))


@dataclass(frozen=True)
class Prepared:
    """Units ready to be grouped, as in :class:`Proposal`; ``found``: problems with their positions in ``units``."""

    units: pd.DataFrame
    adjacency: Adjacency
    found: Sequence[tuple[Problem, np.ndarray]]
    beat_ids: np.ndarray | None
    militia_ids: np.ndarray | None

    @property
    def problems(self) -> list[Problem]:
        """The problems alone."""
        return [problem for problem, _ in self.found]


def prepare(inputs: Inputs, rules: Rules, control: RunControl) -> Prepared:
    """Return the neighbors and problems of the checked *inputs*.

    :raises KhuPhoError: the units can't be used.
    :raises CanceledError: *control* says so.
    """
    from ..core.coverage.adjacency import find_adjacency
    from ..core.coverage.parse import units_from_raw
    from ..core.intake.texts import clean_text
    from ..core.proposal.build import problems_from_frame

    units = units_from_raw(inputs.units.frame)
    shapes = units["geometry"].to_numpy()
    adjacency = find_adjacency(shapes, barriers=inputs.barriers, control=control.part(0.0, 0.5))
    joinable = _without_hard_barriers(adjacency, shapes, inputs, control.part(0.5, 0.6))
    raw = inputs.units.frame
    current = raw["current"] if "current" in raw else units["old_neighborhood"].astype(object)
    beats = _main_ids(shapes, inputs.beats, control.part(0.6, 0.8))
    militia = _main_ids(shapes, inputs.militia, control.part(0.8, 1.0))
    found = problems_from_frame(
        units,
        joinable,
        rules.profile,
        count=rules.count,
        beat=_numbered(beats),
        militia=_numbered(militia),
        current=[clean_text(name) for name in current],
    )
    return Prepared(units, adjacency, found, beats, militia)


def propose_plan(
    inputs: Inputs,
    rules: Rules,
    settings: Settings,
    control: RunControl,
    clock: Clock,
    options: CityOptions | None = None,
) -> Proposal:
    """Return a proposal for the checked *inputs*.

    The search ends so long before the deadline of *control* as *clock* keeps for the work after it. Where
    *options* say so, a cancel keeps the finished wards of several; units of the others have no neighborhood.

    :raises KhuPhoError: the units can't be used.
    :raises CanceledError: *control* says so.
    """
    from ..core.proposal.given import keep_plan
    from ..core.proposal.plan import Start
    from ..core.proposal.rules_propose import propose_with_rules

    ready = prepare(inputs, rules, control.part(0.0, _ADJACENCY))
    hard: Sequence[ProblemRules] = ()
    if settings.start is Start.KEPT:
        ruled = keep_plan(ready.problems, settings)
    else:
        hard = rules.hard.of_problems(ready.problems, locked_units(inputs.units.frame))
        until = search_deadline(control, clock)
        ruled = propose_with_rules(ready.problems, hard, settings, control.part(_ADJACENCY, _SEARCH, until), options)
    control = after_search(ruled.result, control, options)
    ids, names = named(ready, ruled.result.plans, ruled.kept)
    neighborhoods = describe(ready, ids, names, rules.profile, control.part(_SEARCH, 1.0))
    control.progress(1.0)
    return Proposal(
        ready.units, ready.adjacency, ruled.problems, ruled.result, ids, names, ready.beat_ids, ready.militia_ids,
        neighborhoods, hard,
    )  # fmt: skip


def after_search(result: CityResult, control: RunControl, options: CityOptions | None) -> RunControl:
    """Return the control for what follows the search: without a cancel where finished wards are kept.

    :raises CanceledError: canceled, and there is nothing to keep.
    """
    several = len(result.plans) > 1 and any(plan is not None for plan in result.plans)
    if options is not None and options.keep_finished and several:
        return control.unstoppable()
    control.check()
    return control


def search_deadline(control: RunControl, clock: Clock) -> float | None:
    """Return when a search that starts now must end, so that the deadline of *control* holds for the whole run."""
    return None if control.deadline is None else max(control.deadline - clock.reserve(), time.monotonic())


def named(
    ready: Prepared, plans: Sequence[Plan | None], kept: Sequence[Mapping[int, str]] | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Return (n,) id and (n,) name of each unit's neighborhood, in the order of ``ready.units``.

    Both are None where a ward has no plan. *kept*: per plan the names that neighborhoods keep, by their number.
    """
    import numpy as np

    from ..core.proposal.naming import neighborhood_ids, neighborhood_names

    ids = np.full(len(ready.units), None, dtype=object)
    names = np.full(len(ready.units), None, dtype=object)
    for (problem, positions), plan, own in zip(ready.found, plans, kept or [{}] * len(plans)):
        if plan is not None:
            ids[positions] = neighborhood_ids(problem, plan.labels, own)
            names[positions] = neighborhood_names(problem, plan.labels, own)
    return ids, names


def describe(
    ready: Prepared, ids: np.ndarray, names: np.ndarray, profile: Profile, control: RunControl
) -> gpd.GeoDataFrame:
    """Return the frame of neighborhoods with polygons and ``color_index``; *ids*, *names* as of :func:`named`.

    :raises CanceledError: *control* says so.
    """
    import numpy as np

    from ..core.coverage.dissolve import prove_whole
    from ..core.measures.neighborhoods import describe_neighborhoods

    frame = describe_neighborhoods(
        ready.units,
        ids,
        dict(zip(ids, names)),
        profile,
        beats_of_unit=ready.beat_ids,
        militia_of_unit=ready.militia_ids,
        control=control.part(0.0, 0.5),
    )
    place = {name: number for number, name in enumerate(frame["neighborhood_id"])}
    labels = np.array([place.get(name, -1) for name in ids], dtype=np.int64)
    shapes = ready.units["geometry"].to_numpy()
    prove_whole(shapes, labels, frame["geometry"].to_numpy(), control=control.part(0.5, 1.0))
    frame["color_index"] = _colors(labels, len(frame), ready.adjacency)
    return frame


def old_neighborhoods(units: pd.DataFrame, adjacency: Adjacency) -> pd.DataFrame:
    """Return one row per ward and old neighborhood: totals, hectares, color, polygon; units without one left out."""
    import numpy as np
    import pandas as pd
    import shapely

    from ..core.coverage.dissolve import dissolve
    from ..core.model.sorting import natural_key

    known = units["old_neighborhood"].notna().to_numpy()
    keys = list(zip(units["ward_code"], units["old_neighborhood"].astype(object)))
    order = sorted(
        {key for key, there in zip(keys, known) if there}, key=lambda key: (natural_key(key[0]), natural_key(key[1]))
    )
    place = {key: number for number, key in enumerate(order)}
    labels = np.array([place[key] if there else -1 for key, there in zip(keys, known)], dtype=np.int64)
    shapes = dissolve(units["geometry"].to_numpy(), labels) if order else np.zeros(0, dtype=object)
    households = units["households"].fillna(0).to_numpy(dtype=float)
    return pd.DataFrame(
        {
            "old_neighborhood": [name for _, name in order],
            "ward_code": [ward for ward, _ in order],
            "households": np.bincount(labels[known], households[known], len(order)).astype(np.int64),
            "unit_count": np.bincount(labels[known], minlength=len(order)),
            "area_ha": shapely.area(shapes) / 10_000.0,
            "color_index": _colors(labels, len(order), adjacency),
            "geometry": pd.Series(list(shapes), dtype=object),
        }
    )


def _without_hard_barriers(adjacency: Adjacency, shapes: np.ndarray, inputs: Inputs, control: RunControl) -> Adjacency:
    """Return the pairs of neighbors whose common border is no hard barrier."""
    import numpy as np

    from ..core.coverage.adjacency import Adjacency, find_adjacency
    from ..core.proposal.rules import HARD_BARRIER

    if inputs.hard_barriers is None or not len(inputs.hard_barriers):
        return adjacency
    share = adjacency.barrier
    if inputs.hard_barriers is not inputs.barriers:
        share = find_adjacency(shapes, barriers=inputs.hard_barriers, control=control).barrier
    open_pairs = np.flatnonzero(share < HARD_BARRIER)
    return Adjacency(adjacency.pairs[open_pairs], adjacency.shared_m[open_pairs], adjacency.barrier[open_pairs])


def _main_ids(shapes: np.ndarray, areas: LayerData | None, control: RunControl) -> np.ndarray | None:
    import numpy as np

    from ..core.alignment.assign import main_area

    if areas is None:
        return None
    position = main_area(shapes, areas.frame["geometry"].to_numpy(), control=control)
    return np.append(areas.frame["area_id"].to_numpy(dtype=object), None)[position]


def _numbered(ids: np.ndarray | None) -> np.ndarray | None:
    """Return *ids* (texts or None) as numbers in the order of the texts, -1 for None."""
    import numpy as np

    if ids is None:
        return None
    number = {text: place for place, text in enumerate(sorted({text for text in ids if text is not None}))}
    return np.array([-1 if text is None else number[text] for text in ids], dtype=np.int64)


def _colors(labels: np.ndarray, count: int, adjacency: Adjacency) -> np.ndarray:
    """Return a color number per label, different for neighbors."""
    import numpy as np

    from ..core.measures.coloring import four_color

    pairs = labels[np.asarray(adjacency.pairs, dtype=np.int64).reshape(-1, 2)]
    pairs = pairs[(pairs >= 0).all(axis=1) & (pairs[:, 0] != pairs[:, 1])]
    return four_color(np.unique(np.sort(pairs, axis=1), axis=0), count)
