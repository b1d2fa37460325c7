"""Writes frames into the sinks of an algorithm, and the summary into its file."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsField,
    QgsFields,
    QgsProcessingContext,
    QgsProcessingException,
)

from ..layers.schema import NEIGHBORHOOD_ID, Field, Table
from ..layers.write import add_all, features, qgis_field, qgis_fields, wkb_type
from .parameters import SUMMARY

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from ..layers.read import LayerData
    from .algorithms.base import KhuPhoAlgorithm

_LONGEST = 30  # characters of a field's name that all formats but the oldest take


def write_table(
    algorithm: KhuPhoAlgorithm,
    parameters: dict,
    name: str,
    context: QgsProcessingContext,
    frame: pd.DataFrame,
    table: Table,
    crs: QgsCoordinateReferenceSystem,
) -> dict[str, str]:
    """Write *frame* as *table* into the sink *name*; return ``{name: id}``, or {} when it is skipped.

    :raises QgsProcessingException: the sink can't be made.
    :raises KhuPhoError: it can't be written.
    """
    if parameters.get(name) in (None, ""):
        return {}
    sink, destination = algorithm.parameterAsSink(parameters, name, context, qgis_fields(table), wkb_type(table), crs)
    if sink is None:
        raise QgsProcessingException(algorithm.invalidSinkError(parameters, name))
    add_all(sink, features(frame, table), table.title)
    sink.flushBuffer()
    return {name: destination}


def write_summary(
    algorithm: KhuPhoAlgorithm, parameters: dict, context: QgsProcessingContext, record: dict
) -> dict[str, str]:
    """Write *record* into the file of parameter ``SUMMARY``; return ``{"SUMMARY": path}``, or {} when it is skipped.

    :raises OSError: the folder can't be written.
    """
    path = algorithm.parameterAsFileOutput(parameters, SUMMARY, context)
    if not path:
        return {}
    write_json(path, record)
    return {SUMMARY: path}


def write_json(path: str | os.PathLike, record: dict) -> None:
    """Write *record* to *path*, whole or not at all.

    :raises OSError: the folder can't be written.
    """
    with drafted(Path(path)) as draft:
        draft.write_text(json.dumps(record, ensure_ascii=False, indent=2, default=_plain) + "\n", encoding="utf-8")


@contextmanager
def drafted(path: Path) -> Iterator[Path]:
    """Yield where to write the file *path* for now, in its folder; it is moved there when all went well.

    :raises OSError: the folder can't be written.
    """
    draft = path.with_name(f".{path.stem}.part{path.suffix}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield draft
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def write_assigned(
    algorithm: KhuPhoAlgorithm,
    parameters: dict,
    name: str,
    context: QgsProcessingContext,
    units: LayerData,
    neighborhood_ids: np.ndarray,
) -> dict[str, str]:
    """Write the units as they came and ``neighborhood_id`` into the sink *name*; see :func:`write_units`."""
    return write_units(algorithm, parameters, name, context, units, {NEIGHBORHOOD_ID: neighborhood_ids})


def write_units(
    algorithm: KhuPhoAlgorithm,
    parameters: dict,
    name: str,
    context: QgsProcessingContext,
    units: LayerData,
    columns: Mapping[Field, Sequence[object]],
    *,
    keep_old: bool = False,
) -> dict[str, str]:
    """Write the units as they came, all their fields and *columns*, into the sink *name*.

    Fields of the input that are called like one of *columns* give way to it; with *keep_old* they stay under another
    name, with ``_before`` behind it. Returns as :func:`write_table`.

    :raises QgsProcessingException: the sink can't be made.
    :raises KhuPhoError: it can't be written.
    """
    if parameters.get(name) in (None, ""):
        return {}
    new = {field.name for field in columns}
    kept = [i for i, field in enumerate(units.fields) if keep_old or field.name().lower() not in new]
    taken = new | {field.name().lower() for field in units.fields}
    fields = QgsFields()
    for i in kept:
        field = bare_field(units.fields[i])
        if field.name().lower() in new:
            field.setName(_free_name(field.name(), taken))
            taken.add(field.name().lower())
        fields.append(field)
    for field in columns:
        fields.append(qgis_field(field))
    sink, destination = algorithm.parameterAsSink(parameters, name, context, fields, units.wkb_type, units.crs)
    if sink is None:
        raise QgsProcessingException(algorithm.invalidSinkError(parameters, name))

    def rows() -> Iterator[QgsFeature]:
        for feature, *added in zip(units.features, *columns.values()):
            row = QgsFeature(fields)
            row.setGeometry(feature.geometry())
            row.setAttributes([*(feature.attribute(i) for i in kept), *added])
            yield row

    add_all(sink, rows(), units.name)
    sink.flushBuffer()
    return {name: destination}


def _free_name(name: str, taken: set[str]) -> str:
    """Return *name* with ``_before`` and, where that is *taken* (lower case), a number behind it."""
    number, ending = 1, "_before"
    while (name[: _LONGEST - len(ending)] + ending).lower() in taken:
        number += 1
        ending = f"_before{number}"
    return name[: _LONGEST - len(ending)] + ending


def bare_field(field: QgsField) -> QgsField:
    """Return *field* without alias and comment, of which most sinks only warn."""
    bare = QgsField(field)
    bare.setAlias("")
    bare.setComment("")
    return bare


def _plain(value: object) -> object:
    """Return a number of numpy as Python's own; anything else as text."""
    return value.item() if hasattr(value, "item") else str(value)
