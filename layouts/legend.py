"""The legend (chú dẫn): only signs that stand on the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qgis.core import QgsFillSymbol

from . import symbols
from .map_layers import Wording
from .page import CENTER, Box, Page
from .wards import Ward

_ROW = 5.4
_SWATCH = 13.0


@dataclass(frozen=True)
class Entry:
    """A sign and its meaning; one of ``line``, ``fills`` and ``sample`` (a text) is the sign."""

    text: str
    line: symbols.LineStyle | None = None
    fills: tuple[str, ...] = ()
    sample: str = ""
    sample_color: str = "#000000"
    sample_bold: bool = False


_NAME_SIGNS = {
    Wording.HOUSEHOLDS: ("Tên {kind}, số hộ", "Tên\n… hộ"),
    Wording.NAME: ("Tên {kind}", "Tên"),
    Wording.NUMBER: ("Số hiệu {kind}", "12"),
}


def entries(ward: Ward, old: Wording, new: Wording) -> list[Entry]:
    """Return what the sheet of *ward* shows, in order of rank; *old*, *new*: what its names say on either map."""
    found = [Entry(f"Ranh {ward.level}", symbols.WARD)]
    if ward.old:
        found.append(Entry(f"Ranh {ward.kind} hiện trạng", symbols.OLD_NEIGHBORHOOD))
    if ward.neighborhoods:
        found.append(Entry(f"Ranh {ward.kind} sau sắp xếp", symbols.NEIGHBORHOOD))
        found.append(Entry("Màu nền để phân biệt", fills=symbols.PALE_FILLS[:4]))
    found.append(Entry("Ranh tổ dân phố" if ward.level != "xã" else "Ranh tổ nhân dân", symbols.UNIT))
    if ward.beats:
        found.append(Entry("Địa bàn cảnh sát khu vực", symbols.POLICE_BEAT))
    if ward.militia:
        found.append(Entry("Địa bàn khu đội, ấp đội", symbols.MILITIA_AREA))
    if ward.barriers:
        areas = any(shape.area > 0 for shape in ward.barriers)
        lines = any(shape.area == 0 for shape in ward.barriers)
        fills = (symbols.WATER,) if areas else ()
        found.append(Entry("Kênh rạch, trục đường lớn", symbols.BARRIER if lines else None, fills))
    found.append(Entry("Số hiệu tổ", sample="12", sample_color="#3c3c3c"))
    differ = bool(ward.old) and old is not new
    if differ:
        found.append(_names(f"{ward.kind} hiện trạng", old, symbols.OLD_NEIGHBORHOOD.color))
    if ward.neighborhoods:
        found.append(_names(f"{ward.kind} sau sắp xếp" if differ else ward.kind, new, "#7a0c0e"))
    return found


def _names(kind: str, wording: Wording, color: str) -> Entry:
    text, sample = _NAME_SIGNS[wording]
    return Entry(text.format(kind=kind), sample=sample, sample_color=color, sample_bold=True)


def add_legend(page: Page, box: Box, items: Sequence[Entry], columns: int = 2) -> float:
    """Draw heading and entries in *columns*; return the lower edge in mm."""
    page.text("CHÚ DẪN", Box(box.x, box.y, box.width, 5), 10, bold=True)
    rows = -(-len(items) // columns)
    width = box.width / columns
    top = box.y + 6
    for position, entry in enumerate(items):
        column, row = divmod(position, rows)
        _add_entry(page, Box(box.x + column * width, top + row * _ROW, width, _ROW), entry)
    return top + rows * _ROW


def _add_entry(page: Page, box: Box, entry: Entry) -> None:
    middle = box.y + box.height / 2
    for position, color in enumerate(entry.fills):
        width = _SWATCH / len(entry.fills)
        fill = QgsFillSymbol.createSimple({"color": color, "outline_color": "#999999", "outline_width": "0.1"})
        page.rectangle(Box(box.x + position * width, middle - 1.7, width, 3.4), fill)
    if entry.line is not None:
        if entry.line is symbols.WARD:
            band = symbols.LineStyle(symbols.BAND, 2.6)
            page.line([(box.x, middle), (box.x + _SWATCH, middle)], symbols.line_symbol(band))
        page.line([(box.x, middle), (box.x + _SWATCH, middle)], symbols.line_symbol(entry.line))
    if entry.sample:
        place = Box(box.x, box.y, _SWATCH, box.height)
        page.text(entry.sample, place, 6, bold=entry.sample_bold, color=entry.sample_color, align=CENTER, middle=True)
    page.text(
        entry.text, Box(box.x + _SWATCH + 2, box.y, box.width - _SWATCH - 4.5, box.height), 8.5, middle=True, fit=True
    )
