"""The first pages of a map of several wards: one line a ward."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qgis.core import QgsCoordinateReferenceSystem, QgsProject

from .page import CENTER, RIGHT, Box, Column, Page
from .text import number
from .ward_page import FRAME, PageTexts
from .wards import Ward

_ROWS_PER_BLOCK = 64
_BLOCKS = 3
_TOP = 36.0
_COLUMNS = (
    Column("STT", 9, CENTER),
    Column("Phường, xã", 41),
    Column("Tổ", 13, RIGHT),
    Column("Cũ", 12, RIGHT),
    Column("Mới", 12, RIGHT),
    Column("Số hộ", 20, RIGHT),
    Column("Dưới chuẩn", 20, RIGHT),
)


def count_summary_pages(wards: int) -> int:
    """Return how many pages the summary of so many wards takes."""
    return -(-(wards + 1) // (_ROWS_PER_BLOCK * _BLOCKS))


def build_summary_pages(
    project: QgsProject, crs: QgsCoordinateReferenceSystem, wards: Sequence[Ward], texts: PageTexts, pages: int
) -> Iterator[Page]:
    """Yield the pages of the summary; *pages* is the number of pages in all."""
    rows = _rows(wards)
    per_page = _ROWS_PER_BLOCK * _BLOCKS
    for position in range(count_summary_pages(len(wards))):
        page = Page(project)
        page.frame(FRAME, 0.5)
        title = "TỔNG HỢP PHƯƠNG ÁN SẮP XẾP KHU PHỐ, ẤP"
        page.text(title, Box(FRAME.x, 10, FRAME.width, 8), 16, bold=True, align=CENTER)
        page.text(texts.reference, Box(FRAME.x, 18, FRAME.width, 6), 11, italic=True, align=CENTER)
        notes = "Cũ, Mới: số khu phố, ấp trước và sau sắp xếp. Dưới chuẩn: số khu phố, ấp mới chưa đủ số hộ tối thiểu."
        page.text(notes, Box(FRAME.x, 26, FRAME.width, 5), 9.5, align=CENTER)
        here = rows[position * per_page : (position + 1) * per_page]
        for block in range(0, len(here), _ROWS_PER_BLOCK):
            part = here[block : block + _ROWS_PER_BLOCK]
            corner = (11 + block // _ROWS_PER_BLOCK * 133.0, _TOP)
            page.table(_COLUMNS, part, 7.5, corner, total=part[-1] is rows[-1])
        page.text(f"Trang {position + 1}/{pages}", Box(350, 291.6, 64, 4), 7.5, align=RIGHT)
        yield page


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
