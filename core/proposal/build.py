"""Makes problems from the canonical frame of units."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import shapely

from ..model.profiles import AP, KHU_PHO, Profile
from .parts import share_counts
from .problem import NONE, Problem

if TYPE_CHECKING:
    import pandas as pd

    from ..coverage.adjacency import Adjacency


def problems_from_frame(
    units: pd.DataFrame,
    adjacency: Adjacency,
    profile: Profile,
    *,
    count: int | None = None,
    beat: Sequence[int] | None = None,
    militia: Sequence[int] | None = None,
    maximum: int | None = None,
    current: Sequence[str | None] | None = None,
) -> list[tuple[Problem, np.ndarray]]:
    """Return a problem per ward and area type, with the positions of its units in *units*.

    The frame has the columns of docs/architecture.md (``geometry`` in metres). ``beat`` and
    ``militia`` hold a number per unit, -1 for none. ``maximum`` is in households.
    ``current`` holds the name of each unit's neighborhood in the plan to start from, None for none. *count* is the
    number of neighborhoods of all problems together; it is shared out by households. Problems
    stand in the order of ward code and area type; positions are (n,) in the order of the
    problem's units. A pair of neighbors whose border is a hard barrier is no pair in *adjacency*.
    """
    ids = units["unit_id"].astype(str).to_numpy()
    ward = units["ward_code"].fillna("").astype(str).to_numpy()
    kind = np.where(units["area_type"].astype(object).to_numpy() == AP, AP, KHU_PHO)
    columns = _Columns(units, beat, militia, current)
    titles = _titles(units, ward)
    pairs = np.asarray(adjacency.pairs, dtype=np.int64).reshape(-1, 2)
    found = []
    for own_ward, own_kind in sorted(set(zip(ward.tolist(), kind.tolist()))):
        inside = np.flatnonzero((ward == own_ward) & (kind == own_kind))
        positions = inside[np.argsort(ids[inside], kind="stable")]
        place = np.full(len(units), -1, dtype=np.int64)
        place[positions] = np.arange(len(positions))
        own = (place[pairs] >= 0).all(axis=1) if len(pairs) else np.zeros(0, bool)
        problem = Problem.from_arrays(
            edges=place[pairs[own]],
            shared_m=np.asarray(adjacency.shared_m, dtype=float)[own],
            barrier=np.asarray(adjacency.barrier, dtype=float)[own],
            ids=ids[positions].tolist(),
            ward=own_ward,
            area_type=own_kind,
            minimum=profile.minimum_of(own_kind),
            maximum=maximum,
            target_factor=profile.target_factor,
            title=titles.get(own_ward),
            **columns.at(positions),
        )
        found.append((problem, positions))
    return found if count is None else _with_counts(found, count)


def _titles(units: pd.DataFrame, ward: np.ndarray) -> dict[str, str]:
    """Return the name of each ward code that has exactly one name in the frame."""
    names: dict[str, set[str]] = {}
    if "ward_name" in units:
        for code, name in zip(ward.tolist(), units["ward_name"].astype(object)):
            if isinstance(name, str) and name.strip():
                names.setdefault(code, set()).add(name.strip())
    return {code: found.pop() for code, found in names.items() if len(found) == 1}


class _Columns:
    """The columns of a problem for the whole frame."""

    def __init__(
        self,
        units: pd.DataFrame,
        beat: Sequence[int] | None,
        militia: Sequence[int] | None,
        current: Sequence[str | None] | None,
    ) -> None:
        geometry = np.asarray(units["geometry"].to_numpy(), dtype=object)
        center = shapely.centroid(geometry)
        households = units["households"]
        self.known = households.notna().to_numpy(dtype=bool)
        self.households = households.fillna(0).to_numpy(dtype=np.int64)
        self.area_m2, self.perimeter_m = shapely.area(geometry), shapely.length(geometry)
        self.x, self.y = shapely.get_x(center), shapely.get_y(center)
        old = units["old_neighborhood"].astype(object).where(units["old_neighborhood"].notna(), None)
        self.names: dict[str, list[str | None]] = {
            "old": [None if name is None else str(name) for name in old],
            "current": [None] * len(units) if current is None else list(current),
        }
        none = np.full(len(units), NONE, dtype=np.int64)
        self.beat = none if beat is None else np.asarray(beat, dtype=np.int64)
        self.militia = none if militia is None else np.asarray(militia, dtype=np.int64)

    def at(self, positions: np.ndarray) -> dict[str, object]:
        """Return the arguments of ``Problem.from_arrays`` for the units at *positions*."""
        columns = ("households", "known", "area_m2", "perimeter_m", "x", "y", "beat", "militia")
        arguments: dict[str, object] = {name: getattr(self, name)[positions] for name in columns}
        arguments["names"] = {}
        for column, all_names in self.names.items():
            own = [all_names[i] for i in positions.tolist()]
            names = sorted({name for name in own if name is not None})
            number = {name: i for i, name in enumerate(names)}
            arguments[column] = [NONE if name is None else number[name] for name in own]
            arguments["names"][column] = tuple(names)
        return arguments


def _with_counts(found: list[tuple[Problem, np.ndarray]], count: int) -> list[tuple[Problem, np.ndarray]]:
    """Share *count* out over the problems by households; each gets at least one."""
    if len(found) == 1:
        return [(found[0][0].with_count(count), found[0][1])]
    bounds = [max(1, problem.total // problem.minimum) for problem, _ in found]
    shares = share_counts(count, bounds, [problem.total for problem, _ in found])
    return [(problem.with_count(share), positions) for (problem, positions), share in zip(found, shares)]
