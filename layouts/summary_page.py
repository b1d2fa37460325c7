"""The first pages of a map of several wards: one line a ward, and where each lies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import shapely
from qgis.core import QgsCoordinateReferenceSystem, QgsProject

from .furniture import GRID_ROOM, add_map, add_north_arrow
from .map_layers import LayerSettings, overview_layers
from .page import CENTER, RIGHT, Box, Page
from .scale import round_scale
from .tables import Column, Table
from .text import number, scale_text
from .ward_page import FRAME, PageTexts
from .wards import Ward

_ROWS = 64
_BLOCKS = 3
_TOP, _BOTTOM = 36.0, 284.0
_LEFT, _RIGHT = 10.0, 410.0
_BLOCK_WIDTH = 134.0
_COLUMNS = (
    Column("STT", 9, CENTER),
    Column("Phường, xã", 42),
    Column("Số tổ", 15, RIGHT),
    Column("Cũ", 12, RIGHT),
    Column("Mới", 12, RIGHT),
    Column("Số hộ", 20, RIGHT),
    Column("Dưới chuẩn", 20, RIGHT),
)


def count_summary_pages(wards: int) -> int:
    """Return how many pages the summary of so many wards takes."""
    return -(-(wards + 1) // (_ROWS * _BLOCKS))


def build_summary_pages(
    project: QgsProject,
    crs: QgsCoordinateReferenceSystem,
    wards: Sequence[Ward],
    texts: PageTexts,
    counts: tuple[int, int],
) -> Iterator[Page]:
    """Yield the pages of the summary; *counts* are the wards with a page of their own and all pages.

    Where a page has room beside the table, a map shows where the wards lie, by their numbers.
    """
    rows = _rows(wards)
    per_page = _ROWS * _BLOCKS
    for position in range(count_summary_pages(len(wards))):
        page = Page(project)
        page.frame(FRAME, 0.5)
        _add_titles(page, wards, texts, counts[0])
        here = rows[position * per_page : (position + 1) * per_page]
        for block in range(0, len(here), _ROWS):
            part = here[block : block + _ROWS]
            table = Table(_COLUMNS, part, 7.5, page.family, total=part[-1] is rows[-1])
            table.draw(page, _LEFT + block // _ROWS * _BLOCK_WIDTH, _TOP)
        used = -(-len(here) // _ROWS)
        if used < _BLOCKS:
            _add_overview(page, crs, wards, _LEFT + used * _BLOCK_WIDTH + 4)
        page.text(f"Trang {position + 1}/{counts[1]}", Box(350, 291.6, 64, 4), 7.5, align=RIGHT)
        yield page


def _add_titles(page: Page, wards: Sequence[Ward], texts: PageTexts, drawn: int) -> None:
    kinds = {kind for ward in wards for kind in ward.kind.split(", ")}
    title = "TỔNG HỢP PHƯƠNG ÁN SẮP XẾP " + ", ".join(sorted(kinds, reverse=True, key="khu phố".__eq__)).upper()
    page.text(title, Box(FRAME.x, 10, FRAME.width, 8), 16, bold=True, align=CENTER)
    page.text(texts.reference, Box(FRAME.x, 18, FRAME.width, 6), 11, italic=True, align=CENTER)
    notes = "Cũ, Mới: số khu phố, ấp trước và sau sắp xếp. Dưới chuẩn: số khu phố, ấp mới chưa đủ số hộ tối thiểu."
    if drawn < len(wards):
        notes += f" Bản đồ riêng chỉ in cho {number(drawn)} phường, xã đầu của bảng."
    page.text(notes, Box(FRAME.x, 26, FRAME.width, 5), 9.5, align=CENTER)


def _add_overview(page: Page, crs: QgsCoordinateReferenceSystem, wards: Sequence[Ward], left: float) -> None:
    box = Box(left + GRID_ROOM, _TOP, _RIGHT - left - 2 * GRID_ROOM, _BOTTOM - _TOP - GRID_ROOM - 6)
    ground = shapely.MultiPolygon([part for ward in wards for part in shapely.get_parts(ward.outline)])
    scale = round_scale(ground, box.width, box.height)
    add_map(page, box, overview_layers(wards, LayerSettings(crs, scale)), ground, scale)
    add_north_arrow(page, box, shapely.envelope(ground), scale)
    text = f"{scale_text(scale)}. Số trên bản đồ: số thứ tự trong bảng."
    page.text(text, Box(box.x, box.bottom + GRID_ROOM + 0.5, box.width, 5), 9, align=CENTER)


def _rows(wards: Sequence[Ward]) -> list[tuple[str, ...]]:
    figures = [_figures(ward) for ward in wards]
    rows = [
        (str(position), ward.title, *(number(value) for value in values))
        for position, (ward, values) in enumerate(zip(wards, figures), start=1)
    ]
    totals = [sum(column) for column in zip(*figures)]
    return [*rows, ("", "Cộng", *(number(value) for value in totals))]


def _figures(ward: Ward) -> tuple[int, ...]:
    return (
        len(ward.units),
        len(ward.old),
        len(ward.neighborhoods),
        sum(unit.households or 0 for unit in ward.units),
        sum(not area.meets_minimum for area in ward.neighborhoods),
    )
