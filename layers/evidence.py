"""Household evidence and street names as QGIS layers and tables hold them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Union

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeatureRequest,
    QgsGeometry,
    QgsProcessingFeatureSource,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ..core.model.errors import KhuPhoError
from ..core.model.messages import QT_TRANSLATE_NOOP, Message
from ..core.model.run import RunControl
from .guess import guess_field, guess_record_field
from .read import features_of, field_position, source_name, to_shapely
from .values import plain, text_id

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Source = Union[QgsProcessingFeatureSource, QgsVectorLayer]

_NO_REGISTER = QT_TRANSLATE_NOOP(
    "KhuPhoCore",
    "The register “{layer}” has no field with {role}. Its fields are: {fields}. Name the field (advanced parameters), "
    "or give it a heading such as “{heading}”.",
)
_ROLE_UNIT = QT_TRANSLATE_NOOP("KhuPhoCore", "the unit of the household")
_ROLE_AREA = QT_TRANSLATE_NOOP("KhuPhoCore", "the police beat or militia area of the household")
_FORCES = ("police", "militia")
_AREAS = (*_FORCES, "area")
_HEADING_ROWS = 20  # of a sheet may come before the row of its headings
_CHECK_EVERY = 1024


@dataclass(frozen=True)
class Dwellings:
    """Dwellings of a layer: ``points`` (p, 2) metres; ``frame``: (p) rows with the columns that there are of
    ``households``, ``police``, ``militia``, values as in the file; ``without_place``: features without geometry;
    ``fields``: column → field that was taken.
    """

    points: np.ndarray
    frame: pd.DataFrame
    without_place: int
    fields: Mapping[str, str]


@dataclass(frozen=True)
class RegisterTable:
    """A register: ``frame`` with ``unit`` and the columns that there are of ``households``, ``police``, ``militia``,
    ``area``, values as in the file; ``fields``: column → heading that was taken.
    """

    frame: pd.DataFrame
    fields: Mapping[str, str]


def read_dwellings(
    source: Source,
    chosen: Mapping[str, str],
    crs: QgsCoordinateReferenceSystem,
    transform_context: QgsCoordinateTransformContext,
    *,
    control: RunControl | None = None,
) -> Dwellings:
    """Return the dwellings of *source*, points or polygons (a point inside counts), in *crs*.

    *chosen*: column → field for ``households``, ``police``, ``militia``; others are guessed from their names.

    :raises KhuPhoError: a chosen field is missing.
    :raises CanceledError: *control* says so.
    """
    import numpy as np
    import pandas as pd

    control = control or RunControl()
    roles = ("households", *_FORCES)
    fields = _fields(source, roles, chosen)
    places = {column: field_position(source, name) for column, name in fields.items()}
    values: dict[str, list] = {column: [] for column in places}
    points: list[tuple[float, float]] = []
    without = 0
    for i, feature in enumerate(features_of(source, crs, transform_context, list(places.values()))):
        if i % _CHECK_EVERY == 0:
            control.check()
        point = _point(feature.geometry())
        if point is None:
            without += 1
            continue
        points.append(point)
        for column, place in places.items():
            values[column].append(plain(feature.attribute(place)))
    frame = pd.DataFrame({column: pd.Series(found, dtype=object) for column, found in values.items()})
    frame = frame.reindex(pd.RangeIndex(len(points)))
    return Dwellings(np.array(points, dtype=float).reshape(-1, 2), frame, without, fields)


def read_register_table(
    source: Source, chosen: Mapping[str, str], *, control: RunControl | None = None
) -> RegisterTable:
    """Return the register in the table *source*.

    *chosen*: column → field for ``unit``, ``households``, ``police``, ``militia``, ``area``; the others are guessed
    from the headings, which may stand in a row further down, as in sheets with a title.

    :raises KhuPhoError: a chosen field is missing, or none holds the unit or an area.
    :raises CanceledError: *control* says so.
    """
    import pandas as pd

    control = control or RunControl()
    roles = ("unit", "households", *_AREAS)
    fields = _fields(source, roles, chosen)
    rows: Iterator[list] = _rows(source, control)
    names = source.fields().names()
    if not chosen and not _is_register(fields):
        names, rows = headed(names, rows, lambda headings: _is_register(_guessed(headings, roles)))
        fields = _guessed(names, roles)
    for role, wanted, heading in (("unit", _ROLE_UNIT, "Mã tổ"), ("area", _ROLE_AREA, "Địa bàn")):
        if not any(column in fields for column in ((role,) if role == "unit" else _AREAS)):
            told = {"layer": source_name(source), "role": Message(wanted), "heading": heading}
            raise KhuPhoError(Message(_NO_REGISTER, {**told, "fields": ", ".join(str(name) for name in names if name)}))
    places = {column: _place(names, name) for column, name in fields.items()}
    taken = [[row[place] for place in places.values()] for row in rows]
    kept = [row for row in taken if any(value not in (None, "") for value in row)]
    frame = pd.DataFrame({column: pd.Series([row[i] for row in kept], dtype=object) for i, column in enumerate(places)})
    return RegisterTable(frame, fields)


def read_streets(
    source: Source,
    name_field: str | None,
    crs: QgsCoordinateReferenceSystem,
    transform_context: QgsCoordinateTransformContext,
    *,
    control: RunControl | None = None,
) -> pd.DataFrame:
    """Return ``name`` (text or None) and ``geometry`` (lines, metres) of the streets that have a line.

    Without *name_field* the field is guessed.

    :raises KhuPhoError: the field is missing.
    :raises CanceledError: *control* says so.
    """
    import pandas as pd
    import shapely

    control = control or RunControl()
    name_field = name_field or guess_field(source.fields(), "street_name")
    place = None if name_field is None else field_position(source, name_field)
    names: list[str | None] = []
    lines: list[QgsGeometry] = []
    for i, feature in enumerate(features_of(source, crs, transform_context, [] if place is None else [place])):
        if i % _CHECK_EVERY == 0:
            control.check()
        names.append(None if place is None else text_id(feature.attribute(place)))
        lines.append(QgsGeometry(feature.geometry()))
    shapes = to_shapely(lines)
    usable = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    frame = pd.DataFrame({"name": pd.Series(names, dtype=object), "geometry": pd.Series(list(shapes), dtype=object)})
    return frame[usable].reset_index(drop=True)


def headed(names: list, rows: Iterator[list], is_heading: Callable[[list], bool]) -> tuple[list, Iterator[list]]:
    """Return the headings and the rows below them: *names* with all *rows*, or a row near the top for which
    *is_heading* holds, with the rows after it.
    """
    first: list[list] = []
    for row in rows:
        if is_heading(row):
            return row, rows
        first.append(row)
        if len(first) == _HEADING_ROWS:
            break

    def all_rows() -> Iterator[list]:
        yield from first
        yield from rows

    return names, all_rows()


def _rows(source: Source, control: RunControl) -> Iterator[list]:
    request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry)
    for i, feature in enumerate(source.getFeatures(request)):
        if i % _CHECK_EVERY == 0:
            control.check()
        yield [plain(value) for value in feature.attributes()]


def _fields(source: Source, roles: tuple[str, ...], chosen: Mapping[str, str]) -> dict[str, str]:
    """Return column → field; a force's own guess never takes a field that was chosen for something else."""
    names = source.fields().names()
    for name in chosen.values():
        field_position(source, name)
    free = [name for name in names if name not in chosen.values()]
    return {**_guessed(free, tuple(role for role in roles if role not in chosen)), **chosen}


def _guessed(headings: list, roles: tuple[str, ...]) -> dict[str, str]:
    found = {role: guess_record_field(headings, role) for role in roles}
    return {role: name for role, name in found.items() if name is not None}


def _is_register(fields: Mapping[str, str]) -> bool:
    return "unit" in fields and any(column in fields for column in _AREAS)


def _place(names: list, name: str) -> int:
    """Return the position of *name*; field names of QGIS don't mind case."""
    texts = [str(one) for one in names]
    return texts.index(name) if name in texts else [text.lower() for text in texts].index(name.lower())


def _point(geometry: QgsGeometry) -> tuple[float, float] | None:
    if geometry.isNull() or geometry.isEmpty():
        return None
    if QgsWkbTypes.flatType(geometry.wkbType()) != QgsWkbTypes.Type.Point:
        geometry = geometry.pointOnSurface()
        if geometry.isNull() or geometry.isEmpty():
            return None
    point = geometry.asPoint()
    return point.x(), point.y()
