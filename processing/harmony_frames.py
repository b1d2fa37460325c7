"""Frames of an alignment's layers: whole units only, which is proven, and every household counted once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ..core.model.errors import KhuPhoError
from ..core.model.messages import QT_TRANSLATE_NOOP, Message
from ..core.model.run import RunControl
from ..layers import schema
from ..layers.translate import to_text

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from ..core.coverage.adjacency import Adjacency
    from .harmonizing import Alignment

_SUMS_DIFFER = QT_TRANSLATE_NOOP(
    "KhuPhoCore",
    "The harmonized areas have {found} households, their units {wanted}. Nothing was written. Please report this.",
)
_ID_COLUMNS = {"police": schema.BEAT_READ, "militia": schema.MILITIA_READ}
_NEW_COLUMNS = {"police": schema.BEAT_NEW, "militia": schema.MILITIA_NEW}
_STATE_COLUMNS = {"police": schema.BEAT_STATE, "militia": schema.MILITIA_STATE}


def unit_columns(alignment: Alignment) -> dict[schema.Field, Sequence[object]]:
    """Return what the harmonized units get beside their own fields, in the order of the units."""
    nothing = [None] * len(alignment.units)

    def given(values: np.ndarray | None) -> Sequence[object]:
        return nothing if values is None else list(values)

    columns: dict[schema.Field, Sequence[object]] = {}
    for force, column in _ID_COLUMNS.items():
        columns[column] = given(alignment.before(force))
    for force, column in _STATE_COLUMNS.items():
        columns[column] = given(alignment.state(force))
    columns[schema.NEIGHBORHOOD_NOW] = given(alignment.after("ward"))
    columns[schema.NEIGHBORHOOD_BEFORE] = given(alignment.before("ward"))
    for force, column in _NEW_COLUMNS.items():
        columns[column] = given(alignment.after(force))
    return columns


def harmonized_units(alignment: Alignment) -> pd.DataFrame:
    """Return the frame of :data:`schema.HARMONIZED_UNITS`."""
    units = alignment.units[["unit_id", "unit_name", "households", "geometry"]].copy()
    for field, values in unit_columns(alignment).items():
        units[field.name] = list(values)
    return units


def neighborhoods_frame(
    whole: WholeAreas,
    labels: Mapping[str, Sequence[object]],
    before: Sequence[object] | None,
    adjacency: Adjacency,
    minimum: int | None,
    names: Mapping[str, str],
    control: RunControl,
) -> pd.DataFrame:
    """Return the frame of :data:`schema.HARMONIZED_NEIGHBORHOODS`; *labels*: authority → (n,) areas after.

    *before*: (n,) neighborhoods before, or None; *names* of neighborhoods by id, where they are known.

    :raises KhuPhoError: an area is no union of whole units.
    :raises CanceledError: *control* says so.
    """
    import numpy as np
    import shapely

    from ..core.intake.neighborhood_names import name_of_id
    from ..core.measures.coloring import four_color
    from ..core.measures.neighborhoods import main_of

    frame, numbers = _dissolved(whole, labels["ward"], "neighborhood_id", control)
    frame["name"] = [names.get(label) or name_of_id(label) for label in frame["neighborhood_id"]]
    units = whole.units
    households = units["households"].fillna(0).to_numpy(dtype=float)
    count = len(frame)
    inside = numbers >= 0
    if before is not None:
        place = {name: number for number, name in enumerate(frame["neighborhood_id"])}
        old = np.array([place.get(name, -1) for name in before], dtype=np.int64)
        there = old >= 0
        frame["households_before"] = np.bincount(old[there], households[there], count).astype(np.int64)
        moved = inside & (old != numbers)
        left = there & (old != numbers)
        frame["units_changed"] = np.bincount(numbers[moved], minlength=count) + np.bincount(old[left], minlength=count)
    missing = inside & units["households"].isna().to_numpy()
    frame["missing_households"] = np.bincount(numbers[missing], minlength=count)
    frame["meets_minimum"] = None if minimum is None else (frame["households"] >= minimum).astype(object)
    frame["parts"] = shapely.get_num_geometries(frame["geometry"].to_numpy())
    for force, column in (("police", "beat_id"), ("militia", "militia_id")):
        given = labels.get(force)
        frame[column] = [
            None if given is None else main_of(np.asarray(given, dtype=object)[numbers == k], households[numbers == k])
            for k in range(count)
        ]
    pairs = numbers[np.asarray(adjacency.pairs, dtype=np.int64).reshape(-1, 2)]
    pairs = pairs[(pairs >= 0).all(axis=1) & (pairs[:, 0] != pairs[:, 1])]
    frame["color_index"] = four_color(np.unique(np.sort(pairs, axis=1), axis=0), count)
    return frame


def areas_frame(
    whole: WholeAreas,
    labels: Sequence[object],
    neighborhoods: Sequence[object],
    names: Mapping[str, str],
    control: RunControl,
) -> pd.DataFrame:
    """Return the frame of the areas of a force (:data:`schema.HARMONIZED_BEATS`) for the (n,) *labels*.

    :raises KhuPhoError: an area is no union of whole units.
    :raises CanceledError: *control* says so.
    """
    from ..core.model.sorting import natural_sorted

    frame, numbers = _dissolved(whole, labels, "area_id", control)
    frame["name"] = [names.get(area) for area in frame["area_id"]]
    inside: list[set] = [set() for _ in range(len(frame))]
    for number, neighborhood in zip(numbers, neighborhoods):
        if number >= 0 and neighborhood is not None:
            inside[number].add(neighborhood)
    frame["neighborhoods"] = [", ".join(natural_sorted(found)) for found in inside]
    return frame


def changes_frame(changes: pd.DataFrame, units: pd.DataFrame, language: str | None = None) -> pd.DataFrame:
    """Return the frame of :data:`schema.CHANGES`: texts in *language* (default: the user's), polygons of the units."""
    return _with_units(changes, units, "reason_text", language)


def undecided_frame(undecided: pd.DataFrame, units: pd.DataFrame, language: str | None = None) -> pd.DataFrame:
    """Return the frame of :data:`schema.UNDECIDED`, as :func:`changes_frame`."""
    return _with_units(undecided, units, "sentence", language)


def groups_frame(alignment: Alignment, language: str | None = None) -> pd.DataFrame:
    """Return the frame of :data:`schema.GROUPS`."""
    import pandas as pd

    rows = [
        {
            "force": group.force,
            "kind": group.kind,
            "neighborhoods": "; ".join(group.neighborhoods),
            "areas": "; ".join(group.areas),
            "households": group.households,
            "margin": group.margin,
            "sentence": to_text(group.sentence, language),
        }
        for group in alignment.harmony.groups
    ]
    return pd.DataFrame(rows, columns=schema.GROUPS.names())


def _with_units(rows: pd.DataFrame, units: pd.DataFrame, told: str, language: str | None) -> pd.DataFrame:
    import pandas as pd

    frame = rows.reset_index(drop=True).copy()
    shape = dict(zip(units["unit_id"], units["geometry"]))
    frame[told] = [to_text(sentence, language) for sentence in frame[told]]
    frame["geometry"] = pd.Series([shape.get(unit) for unit in frame["unit_id"]], dtype=object)
    return frame


class WholeAreas:
    """Unions of whole units, each dissolved and proven once, however many labelings have it."""

    def __init__(self, units: pd.DataFrame) -> None:
        from ..core.coverage.union import fits_together

        self.units = units
        self._shapes = units["geometry"].to_numpy()
        # Where units don't meet to the digit, vertices are put in for all areas together.
        self._is_clean = fits_together(self._shapes)
        self._known: dict[bytes, object] = {}

    def shapes(self, numbers: np.ndarray, count: int, control: RunControl) -> np.ndarray:
        """Return the (count,) areas of the (n,) *numbers* (-1: none).

        :raises KhuPhoError: an area is no union of whole units.
        :raises CanceledError: *control* says so.
        """
        import numpy as np

        keys = self._keys(numbers, count)
        new = np.array([not self._is_clean or key not in self._known for key in keys], dtype=bool)
        if new.any():
            renumbered = np.append(np.where(new, np.cumsum(new) - 1, -1), -1)[numbers]
            rows = np.flatnonzero(renumbered >= 0)
            for key, area in zip(np.flatnonzero(new), self._dissolve(rows, renumbered[rows], control)):
                self._known[keys[key]] = area
        found = np.empty(count, dtype=object)
        found[:] = [self._known[key] for key in keys]
        return found

    def _dissolve(self, rows: np.ndarray, numbers: np.ndarray, control: RunControl) -> np.ndarray:
        from ..core.coverage.dissolve import dissolve, prove_whole

        areas = dissolve(self._shapes[rows], numbers, control=control.part(0.0, 0.5))
        prove_whole(self._shapes[rows], numbers, areas, control=control.part(0.5, 1.0))
        return areas

    @staticmethod
    def _keys(numbers: np.ndarray, count: int) -> list[bytes]:
        """Return for each area the positions of its units, as bytes."""
        import numpy as np

        order = np.argsort(numbers, kind="stable")
        ends = np.searchsorted(numbers[order], np.arange(count + 1))
        return [order[ends[k] : ends[k + 1]].tobytes() for k in range(count)]


def _dissolved(
    whole: WholeAreas, labels: Sequence[object], id_column: str, control: RunControl
) -> tuple[pd.DataFrame, np.ndarray]:
    """Return one row per label with totals and polygon, and the (n,) row of each unit (-1: no label)."""
    import numpy as np
    import pandas as pd
    import shapely

    from ..core.model.sorting import natural_sorted

    order = natural_sorted({label for label in labels if label is not None})
    place = {label: number for number, label in enumerate(order)}
    numbers = np.array([place.get(label, -1) for label in labels], dtype=np.int64)
    areas = whole.shapes(numbers, len(order), control)
    inside = numbers >= 0
    households = whole.units["households"].fillna(0).to_numpy(dtype=np.int64)
    sums = np.bincount(numbers[inside], households[inside], len(order)).astype(np.int64)
    if int(sums.sum()) != int(households[inside].sum()):
        raise KhuPhoError(Message(_SUMS_DIFFER, {"found": int(sums.sum()), "wanted": int(households[inside].sum())}))
    frame = pd.DataFrame(
        {
            id_column: pd.Series(order, dtype=object),
            "households": sums,
            "unit_count": np.bincount(numbers[inside], minlength=len(order)),
            "area_ha": shapely.area(areas) / 10_000.0,
            "geometry": pd.Series(list(areas), dtype=object),
        }
    )
    return frame, numbers
