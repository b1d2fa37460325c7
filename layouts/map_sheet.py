"""Writes the A3 map of a plan: present state and proposal, one page a ward."""

from __future__ import annotations

import errno
import os
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsVectorLayer

from ..core.model.run import RunControl
from .export import not_written, write_pdf
from .summary_page import build_summary_pages, count_summary_pages
from .ward_page import PageTexts, build_ward_page
from .wards import Area, Ward, dissolve_old, outline_of, read_areas, read_features, read_units, typed

REFERENCE = "(Kèm theo Đề án số ……/ĐA-UBND ngày …… tháng …… năm ……)"
DATELINE = "……………, ngày …… tháng …… năm ……"
_LABEL_CANDIDATES = 20.0  # many, so that small units keep their numbers beside large names
SOURCE = "Nguồn: ranh tổ dân phố, số hộ và nhân khẩu do địa phương cung cấp."


@dataclass(frozen=True)
class MapSheet:
    """What the map is made of. Layers have the fields of ``layers.schema``; none is changed.

    ``crs`` is the metric system of the printed map; an invalid one means the layers' own numbers are
    metres. Without ``old_neighborhoods`` the old ones are dissolved from the units' field
    ``old_neighborhood``. ``place`` names the ward when the units don't. Police beats and militia
    areas are sensitive: they are drawn only with ``internal``. ``ward_limit`` caps the pages of
    wards; the rest stand in the summary only.
    """

    units: QgsVectorLayer
    neighborhoods: QgsVectorLayer
    crs: QgsCoordinateReferenceSystem
    old_neighborhoods: QgsVectorLayer | None = None
    barriers: QgsVectorLayer | None = None
    ward_outline: QgsVectorLayer | None = None
    beats: QgsVectorLayer | None = None
    militia: QgsVectorLayer | None = None
    internal: bool = False
    place: str = ""
    reference: str = REFERENCE
    dateline: str = DATELINE
    source: str = SOURCE
    ward_limit: int | None = None


@dataclass(frozen=True)
class MapReport:
    """What was written: number of pages, wards with a page of their own, wards in the summary only."""

    pages: int
    wards_drawn: int
    wards_left_out: int


def write_map(path: str | Path, sheet: MapSheet, control: RunControl | None = None) -> MapReport:
    """Write the map *sheet* as a PDF to *path*: A3 landscape, Vietnamese, with text that can be searched.

    One page per ward with before and after side by side; with several wards a summary comes first.
    Works on the main thread only, without the current project or canvas. The file appears whole or
    not at all; an old one is replaced.

    :raises KhuPhoError: no font with Vietnamese letters, or the file can't be written.
    :raises CanceledError: *control* was canceled; nothing is left behind.
    """
    control = control or RunControl()
    path = Path(path)
    if not path.parent.is_dir():
        raise not_written(path, os.strerror(errno.ENOENT))
    wards = read_wards(sheet)
    control.progress(0.1)
    drawn = wards if sheet.ward_limit is None else wards[: sheet.ward_limit]
    summary_pages = count_summary_pages(len(wards)) if len(wards) > 1 else 0
    pages = summary_pages + len(drawn)
    texts = PageTexts(sheet.reference, sheet.dateline, sheet.source, sheet.internal)
    project = _private_project(sheet.crs)

    def make_pages():
        if summary_pages:
            yield from build_summary_pages(project, sheet.crs, wards, texts, (len(drawn), pages))
        for position, ward in enumerate(drawn, start=summary_pages + 1):
            yield build_ward_page(project, sheet.crs, ward, texts, (position, pages))

    scratch = path.with_name(f".{path.stem}-{uuid.uuid4().hex}.pdf")
    try:
        write_pdf(scratch, path, make_pages(), pages, control.part(0.1, 1.0))
        _replace(scratch, path)
    finally:
        scratch.unlink(missing_ok=True)
    return MapReport(pages, len(drawn), len(wards) - len(drawn))


def read_wards(sheet: MapSheet) -> list[Ward]:
    """Return the wards of *sheet* in natural order of their codes."""
    new = read_areas(sheet.neighborhoods, sheet.crs, "neighborhood_id", "name")
    old = read_areas(sheet.old_neighborhoods, sheet.crs, "old_neighborhood", "old_neighborhood")
    outlines = [shape for _, shape in read_features(sheet.ward_outline, sheet.crs)]
    barriers = [shape for _, shape in read_features(sheet.barriers, sheet.crs)]
    beats = _force(sheet.beats, sheet)
    militia = _force(sheet.militia, sheet)
    wards = []
    for code, (name, units) in read_units(sheet.units, sheet.crs).items():
        outline = outline_of(units, outlines)
        wards.append(
            Ward(
                code,
                name or sheet.place,
                units,
                new.get(code, []),
                typed(old[code], units) if code in old else dissolve_old(units),
                outline,
                _clipped(barriers, outline),
                [area for area in beats if area.geometry.intersects(outline)],
                [area for area in militia if area.geometry.intersects(outline)],
            )
        )
    return wards


def _replace(scratch: Path, path: Path) -> None:
    try:
        os.replace(scratch, path)
    except OSError as error:  # on Windows, a map that is open in a viewer
        raise not_written(path, error.strerror) from error


def _private_project(crs: QgsCoordinateReferenceSystem) -> QgsProject:
    """Return a project of our own: the user's is neither read nor changed."""
    project = QgsProject(None)
    project.setCrs(crs)
    engine = project.labelingEngineSettings()
    engine.setMaximumPolygonCandidatesPerCmSquared(_LABEL_CANDIDATES)
    project.setLabelingEngineSettings(engine)
    return project


def _force(layer: QgsVectorLayer | None, sheet: MapSheet) -> list[Area]:
    if layer is None or not sheet.internal:
        return []
    return [area for areas in read_areas(layer, sheet.crs, "area_id", "name").values() for area in areas]


def _clipped(shapes: Sequence, outline) -> list:
    near = (shape.intersection(outline.buffer(30.0)) for shape in shapes if shape.intersects(outline))
    return [shape for shape in near if not shape.is_empty]
