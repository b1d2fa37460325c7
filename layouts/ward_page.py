"""The sheet of one ward: present state and plan side by side at the same scale."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import QgsCoordinateReferenceSystem, QgsProject

from .furniture import GRID_ROOM, add_map, add_north_arrow, add_scale_bar, add_signatures
from .legend import add_legend, entries
from .map_layers import LayerSettings, after_layers, before_layers, placed_names
from .page import CENTER, RIGHT, Box, Page
from .plan_table import add_plan_table
from .scale import height_on_paper, round_scale
from .text import crs_text, number, scale_text
from .wards import Ward

FRAME = Box(6, 6, 408, 285)
_INNER_LEFT, _INNER_RIGHT = 10.0, 410.0
_MIDDLE = 2.0
_MAP_TOP = 40.0
_LOWEST_MAP, _TALLEST_MAP = 130.0, 164.0
_STRIP_BOTTOM = 288.0
_BESIDE_TABLE = 202.0
_HINT = "(Ký, ghi rõ họ tên)"
_SEAL_HINT = "(Ký, đóng dấu)"


@dataclass(frozen=True)
class PageTexts:
    """Texts that the caller gives for every page, Vietnamese: reference to the scheme, date, source."""

    reference: str = ""
    dateline: str = ""
    source: str = ""
    internal: bool = False


def build_ward_page(
    project: QgsProject,
    crs: QgsCoordinateReferenceSystem,
    ward: Ward,
    texts: PageTexts,
    number_of: tuple[int, int] = (1, 1),
) -> Page:
    """Return the page of *ward*; *number_of* is its number and the number of pages."""
    page = Page(project)
    page.frame(FRAME, 0.5)
    _add_titles(page, ward, texts)
    width = (_INNER_RIGHT - _INNER_LEFT - _MIDDLE) / 2 - 2 * GRID_ROOM
    scale = round_scale(ward.outline, width, _TALLEST_MAP)
    height = min(max(height_on_paper(ward.outline, scale), _LOWEST_MAP), _TALLEST_MAP)
    left = Box(_INNER_LEFT + GRID_ROOM, _MAP_TOP, width, height)
    right = Box(_INNER_RIGHT - GRID_ROOM - width, _MAP_TOP, width, height)
    settings = LayerSettings(crs, scale, *_letter_sizes(ward, scale))
    old, new = placed_names(ward.old, settings), placed_names(ward.neighborhoods, settings)
    first = add_map(page, left, before_layers(ward, old, settings), ward.outline, scale)
    add_map(page, right, after_layers(ward, new, settings), ward.outline, scale)
    for box, text in ((left, _before_text(ward)), (right, _after_text(ward))):
        heading, counts = text
        page.text(heading, Box(box.x, 25.5, box.width, 5.5), 12, bold=True, align=CENTER)
        page.text(counts, Box(box.x, 31, box.width, 4.5), 9.5, align=CENTER, fit=True)
        add_north_arrow(page, box, ward.outline, scale)
    strip_top = left.bottom + GRID_ROOM + 4
    strip = Box(_INNER_LEFT, strip_top, _INNER_RIGHT - _INNER_LEFT, _STRIP_BOTTOM - strip_top)
    _add_strip(page, strip, ward, texts, first, scale, crs)
    legend = Box(strip.x + _BESIDE_TABLE, strip.y, 112, 40)
    add_legend(page, legend, entries(ward, old.wording, new.wording))
    if number_of[1] > 1:
        page.text(f"Trang {number_of[0]}/{number_of[1]}", Box(350, 291.6, 64, 4), 7.5, align=RIGHT)
    return page


def _add_titles(page: Page, ward: Ward, texts: PageTexts) -> None:
    title = f"BẢN ĐỒ HIỆN TRẠNG VÀ PHƯƠNG ÁN SẮP XẾP {ward.kind}, {ward.title}".upper()
    page.text(title, Box(FRAME.x + 4, 9, FRAME.width - 8, 7.5), 16, bold=True, align=CENTER, fit=True)
    page.text(texts.reference, Box(FRAME.x + 4, 17, FRAME.width - 8, 5.5), 11, italic=True, align=CENTER, fit=True)
    if texts.internal:
        page.text("LƯU HÀNH NỘI BỘ", Box(FRAME.right - 50, 9.5, 46, 5), 9, bold=True, color="#b00000", align=RIGHT)


def _before_text(ward: Ward) -> tuple[str, str]:
    old = f"{ward.count(ward.old)}, " if ward.old else ""
    return "BẢN ĐỒ HIỆN TRẠNG", f"({old}{number(len(ward.units))} tổ, {_households(ward)})"


def _after_text(ward: Ward) -> tuple[str, str]:
    return "BẢN ĐỒ PHƯƠNG ÁN SẮP XẾP", f"({ward.count(ward.neighborhoods)}, {_households(ward)})"


def _households(ward: Ward) -> str:
    known = [unit.households for unit in ward.units if unit.households is not None]
    missing = len(ward.units) - len(known)
    return f"{number(sum(known))} hộ" + (f", {number(missing)} tổ chưa có số hộ" if missing else "")


def _letter_sizes(ward: Ward, scale: int) -> tuple[float, float]:
    """Return sizes in points for names and unit numbers, after the room that an area has on paper."""
    areas = max(len(ward.neighborhoods), len(ward.old), 1)
    ground_mm2 = ward.outline.area * (1000 / scale) ** 2
    name = min(max((ground_mm2 / areas) ** 0.5 * 0.28, 5.0), 9.0)
    unit = min(max((ground_mm2 / max(len(ward.units), 1)) ** 0.5 * 0.55, 3.5), 6.0)
    return round(name, 1), round(unit, 1)


def _add_strip(page, strip: Box, ward: Ward, texts: PageTexts, first, scale: int, crs) -> None:
    """Fill the strip below the maps: table, scale, signatures, with room for the legend."""
    add_plan_table(page, Box(strip.x, strip.y, 194, strip.height), ward)
    x = strip.x + _BESIDE_TABLE
    _add_scale_block(page, Box(x + 116, strip.y, strip.right - x - 116, 38), texts, first, scale, crs)
    blocks = [("NGƯỜI LẬP", _HINT), ("CƠ QUAN LẬP BẢN ĐỒ", _SEAL_HINT)]
    if texts.internal:
        blocks += [(f"CÔNG AN {ward.level.upper()}", _SEAL_HINT), (f"BAN CHQS {ward.level.upper()}", _SEAL_HINT)]
    blocks.append((f"TM. ỦY BAN NHÂN DÂN {ward.level.upper()}\nCHỦ TỊCH", _SEAL_HINT))
    signatures = Box(x, max(strip.y + 42, strip.bottom - 52), strip.right - x, 40)
    add_signatures(page, signatures, texts.dateline, blocks)


def _add_scale_block(page: Page, box: Box, texts: PageTexts, first, scale: int, crs) -> None:
    page.text(scale_text(scale), Box(box.x, box.y, box.width, 5), 10, bold=True)
    add_scale_bar(page, first, Box(box.x, box.y + 6.5, box.width, 9), scale)
    page.text(crs_text(crs) + ".", Box(box.x, box.y + 17, box.width, 8), 8.5)
    page.text(texts.source, Box(box.x, box.y + 25.5, box.width, 13), 8.5)
