"""The districting problem of one ward (or of one area type of a ward), as bare arrays.

A problem is made from a frame of units (:mod:`.build`) or from arrays alone
(:meth:`Problem.from_arrays`), so that graph-only benchmark instances fit too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from ..model.messages import CONTEXT, QT_TRANSLATE_NOOP, Message

NONE = -1  # no old neighborhood, no beat, no militia area


_WARD = QT_TRANSLATE_NOOP(CONTEXT, "ward {code}")
_THE_WARD = QT_TRANSLATE_NOOP(CONTEXT, "the ward")


@dataclass(frozen=True)
class Problem:
    """Units of one ward with their neighbors and the rules they are grouped by.

    Units stand in canonical order (sorted by id), so that no answer depends on feature order.
    ``n`` units, ``m`` pairs of neighbors:

    - ``ward``, ``area_type``: what the problem is about; ``ids``: n texts
    - ``households``: (n,) whole numbers, missing counted as 0; ``known``: (n,) False where missing
    - ``edges``: (m, 2) unit positions, first below second; ``shared_m``: (m,) metres of common border;
      ``barrier``: (m,) from 0 (none) to 1 (a soft barrier along the whole border). Hard barriers are
      no edges at all.
    - ``area_m2``, ``perimeter_m``, ``x``, ``y``: (n,)
    - ``old``, ``beat``, ``militia``: (n,) group numbers, :data:`NONE` where there is none
    - ``minimum``: households that each neighborhood must have; ``maximum``: households it may have, or None
    - ``count``: neighborhoods asked for, or None for the default (:func:`default_count`)
    - ``target_factor``: the default size aimed at is this times ``minimum``
    - ``current``: (n,) numbers of the neighborhoods of the plan to start from, :data:`NONE` where there is none
    - ``apart``: (p, 2) positions of units that must not be in one neighborhood
    - ``border_m``: metres that count as one border in the cost, or None for the mean of the problem's own
    - ``title``: the ward's name for users, or None; nothing that is searched depends on it
    """

    ward: str
    area_type: str
    ids: tuple[str, ...]
    households: np.ndarray
    known: np.ndarray
    edges: np.ndarray
    shared_m: np.ndarray
    barrier: np.ndarray
    area_m2: np.ndarray
    perimeter_m: np.ndarray
    x: np.ndarray
    y: np.ndarray
    old: np.ndarray
    beat: np.ndarray
    militia: np.ndarray
    minimum: int
    maximum: int | None = None
    count: int | None = None
    target_factor: float = 1.15
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Names of the groups in ``old``, ``beat``, ``militia``, ``current``, by that word."""
    current: np.ndarray | None = None
    apart: np.ndarray | None = None
    border_m: float | None = None
    title: str | None = None

    def __post_init__(self) -> None:
        """Put arrays where ``current`` and ``apart`` were left out."""
        if self.current is None:
            object.__setattr__(self, "current", np.full(len(self.ids), NONE, dtype=np.int64))
        if self.apart is None:
            object.__setattr__(self, "apart", np.zeros((0, 2), dtype=np.int64))

    @property
    def size(self) -> int:
        """Number of units."""
        return len(self.ids)

    @property
    def total(self) -> int:
        """Households of all units; missing counted as 0."""
        return int(self.households.sum())

    @property
    def place(self) -> str | Message:
        """What sentences call the ward: its name, else its code, else only “the ward”."""
        if self.title or any(letter.isalpha() for letter in self.ward):  # the code may be a name itself
            return self.title or self.ward
        return Message(_WARD, {"code": self.ward}) if self.ward else Message(_THE_WARD)

    @classmethod
    def from_arrays(
        cls,
        households: Sequence[int],
        edges: Sequence[tuple[int, int]],
        shared_m: Sequence[float],
        area_m2: Sequence[float],
        perimeter_m: Sequence[float],
        x: Sequence[float],
        y: Sequence[float],
        *,
        minimum: int,
        ids: Sequence[str] | None = None,
        ward: str = "",
        area_type: str = "khu_pho",
        known: Sequence[bool] | None = None,
        barrier: Sequence[float] | None = None,
        old: Sequence[int] | None = None,
        beat: Sequence[int] | None = None,
        militia: Sequence[int] | None = None,
        maximum: int | None = None,
        count: int | None = None,
        target_factor: float = 1.15,
        names: dict[str, tuple[str, ...]] | None = None,
        current: Sequence[int] | None = None,
        apart: Sequence[tuple[int, int]] | None = None,
        border_m: float | None = None,
        title: str | None = None,
    ) -> Problem:
        """Return a problem in canonical order; arrays as in the class, in any order of units.

        :raises ValueError: ids repeat, an edge joins a unit with itself, or lengths differ.
        """
        n = len(households)
        texts = [f"{i:07d}" for i in range(n)] if ids is None else [str(i) for i in ids]
        if len(set(texts)) != n:
            raise ValueError("unit ids repeat or their number differs from the households'")
        order = np.array(sorted(range(n), key=texts.__getitem__), dtype=np.int64)
        place = np.empty(n, dtype=np.int64)
        place[order] = np.arange(n)

        def units(values: Sequence | None, default: object, kind: type) -> np.ndarray:
            array = np.full(n, default, dtype=kind) if values is None else np.asarray(values, dtype=kind)
            if len(array) != n:
                raise ValueError("an array of units has another length than the households")
            return array[order]

        def pairs_of(positions: Sequence[tuple[int, int]] | None) -> np.ndarray:
            array = np.asarray([] if positions is None else positions, dtype=np.int64).reshape(-1, 2)
            return np.sort(place[array] if n else np.zeros((0, 2), np.int64), axis=1)

        pairs, rivals = pairs_of(edges), np.unique(pairs_of(apart), axis=0)
        if (pairs[:, 0] == pairs[:, 1]).any() or (rivals[:, 0] == rivals[:, 1]).any():
            raise ValueError("an edge or a pair to keep apart joins a unit with itself")
        by_pair = np.lexsort((pairs[:, 1], pairs[:, 0]))
        soft = np.zeros(len(pairs)) if barrier is None else np.asarray(barrier, dtype=float)
        return cls(
            ward=ward,
            area_type=area_type,
            ids=tuple(texts[i] for i in order),
            households=units(households, 0, np.int64),
            known=units(known, True, bool),
            edges=pairs[by_pair],
            shared_m=np.asarray(shared_m, dtype=float)[by_pair],
            barrier=soft[by_pair],
            area_m2=units(area_m2, 0.0, float),
            perimeter_m=units(perimeter_m, 0.0, float),
            x=units(x, 0.0, float),
            y=units(y, 0.0, float),
            old=units(old, NONE, np.int64),
            beat=units(beat, NONE, np.int64),
            militia=units(militia, NONE, np.int64),
            minimum=int(minimum),
            maximum=maximum,
            count=count,
            target_factor=target_factor,
            names=dict(names or {}),
            current=units(current, NONE, np.int64),
            apart=rivals,
            border_m=border_m,
            title=title,
        )

    def with_count(self, count: int | None) -> Problem:
        """Return the same problem with another number of neighborhoods asked for."""
        return replace(self, count=count)


def default_count(problem: Problem) -> int:
    """Return the usual number of neighborhoods: households / (factor x minimum), rounded.

    At least 1 and never more than households / minimum.
    """
    wished = int(problem.total / (problem.target_factor * problem.minimum) + 0.5)
    return max(1, min(wished, problem.total // problem.minimum))
