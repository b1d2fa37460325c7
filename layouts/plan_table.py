"""The compact table of the plan under the map: as much of it as fits."""

from __future__ import annotations

from collections.abc import Sequence

from .page import CENTER, RIGHT, Box, Page
from .tables import Column, Table
from .text import number, unit_list
from .wards import Area, Ward

_FULL_SIZES = (9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0)
_BRIEF = ((7.5, 2), (7.0, 2), (6.5, 3), (6.0, 3), (5.5, 4))
_NOTE_HEIGHT = 3.6
_POPULATION = 4  # position of the column, which is left out when nothing is known
BELOW = "(1)"
INCOMPLETE = "(2)"


def add_plan_table(page: Page, box: Box, ward: Ward) -> bool:
    """Draw the table of the ward's new neighborhoods into *box*.

    With all columns when it fits at a readable size, else names and households only in several
    blocks. Returns False (and draws the figures of all, and where the rest is) when not even that fits.
    """
    page.text(
        f"BẢNG TỔNG HỢP PHƯƠNG ÁN ({len(ward.neighborhoods)} {ward.kind})",
        Box(box.x, box.y, box.width, 5),
        10,
        bold=True,
    )
    notes = _notes(ward)
    room = box.height - 6 - _NOTE_HEIGHT * len(notes)
    bottom = _add_full(page, box, ward, room) or _add_brief(page, box, ward, room)
    if bottom is None:
        table = Table([Column("Chỉ tiêu", 72), Column("Số liệu", 92)], _figures(ward), 8.5, page.family, total=False)
        bottom = table.draw(page, box.x, box.y + 6).bottom
        place = Box(box.x, bottom + 1.5, box.width, 5)
        page.text("Bảng chi tiết: xem phụ lục kèm theo Đề án.", place, 9, italic=True)
        return False
    for position, note in enumerate(notes):
        place = Box(box.x, bottom + 0.8 + position * _NOTE_HEIGHT, box.width, _NOTE_HEIGHT)
        page.text(note, place, 7.5, italic=True)
    return True


def _add_full(page: Page, box: Box, ward: Ward, room: float) -> float | None:
    rows = _full_rows(ward)
    shown = [place for place in range(6) if place != _POPULATION or _has_population(ward)]
    rows = [[row[place] for place in shown] for row in rows]
    for size in _FULL_SIZES:
        widths = [factor * size for factor in (1.1, 3.6, 0.0, 2.4, 2.8, 3.0)]
        widths[2] = box.width - sum(widths[place] for place in shown)
        columns = [
            Column("STT", widths[0], CENTER),
            Column(ward.kind.capitalize(), widths[1]),
            Column("Gồm các tổ", widths[2]),
            Column("Số hộ", widths[3], RIGHT),
            Column("Nhân khẩu", widths[_POPULATION], RIGHT),
            Column("Diện tích (ha)", widths[5], RIGHT),
        ]
        table = Table([columns[place] for place in shown], rows, size, page.family)
        if table.height <= room:
            return table.draw(page, box.x, box.y + 6).bottom
    return None


def _has_population(ward: Ward) -> bool:
    return any(area.population is not None for area in ward.neighborhoods)


def _add_brief(page: Page, box: Box, ward: Ward, room: float) -> float | None:
    rows = [(row[0], row[1], row[3]) for row in _full_rows(ward)]
    for size, blocks in _BRIEF:
        gap = 3.0
        width = (box.width - gap * (blocks - 1)) / blocks
        columns = [
            Column("STT", 8.0, CENTER),
            Column(ward.kind.capitalize(), width - 26.0),
            Column("Số hộ", 18.0, RIGHT),
        ]
        each = -(-len(rows) // blocks)
        parts = [rows[start : start + each] for start in range(0, len(rows), each)]
        tables = [Table(columns, part, size, page.family, total=part is parts[-1]) for part in parts]
        if max(table.height for table in tables) <= room:
            boxes = [
                table.draw(page, box.x + position * (width + gap), box.y + 6) for position, table in enumerate(tables)
            ]
            return max(place.bottom for place in boxes)
    return None


def _full_rows(ward: Ward) -> list[tuple[str, ...]]:
    rows = []
    for position, area in enumerate(ward.neighborhoods, start=1):
        members = [unit for unit in ward.units if unit.neighborhood_id == area.area_id]
        rows.append(
            (
                str(position),
                area.name,
                unit_list(members, ward.units),
                number(area.households) + _marks(area),
                number(area.population),
                number(area.area_ha, 2),
            )
        )
    total = (
        "",
        "Cộng",
        f"{number(len(ward.units))} tổ",
        number(_sum(area.households for area in ward.neighborhoods)),
        number(_sum(area.population for area in ward.neighborhoods)),
        number(sum(area.area_ha for area in ward.neighborhoods), 2),
    )
    return [*rows, total]


def _figures(ward: Ward) -> list[tuple[str, str]]:
    """Return what is said of so many neighborhoods in place of the table."""
    areas = ward.neighborhoods
    known = sorted((area.households, place) for place, area in enumerate(areas) if area.households is not None)
    sizes = []
    for label, found in (("Ít hộ nhất", known[:1]), ("Nhiều hộ nhất", known[-1:])):
        sizes += [(label, f"{number(households)} hộ ({areas[place].name})") for households, place in found]
    if known:
        mean = sum(households for households, _ in known) / len(known)
        sizes.append(("Bình quân mỗi khu phố, ấp", f"{number(mean)} hộ"))
    below = sum(not area.meets_minimum for area in areas)
    missing = sum(bool(area.missing_households) for area in areas)
    return [
        ("Số lượng sau sắp xếp", ward.count(areas)),
        ("Số tổ", f"{number(len(ward.units))} tổ"),
        ("Tổng số hộ", f"{number(_sum(area.households for area in areas))} hộ"),
        *sizes,
        ("Chưa đủ số hộ tối thiểu", ward.count([area for area in areas if not area.meets_minimum]) if below else "0"),
        *([("Có tổ chưa có số liệu số hộ", number(missing))] if missing else []),
    ]


def _marks(area: Area) -> str:
    marks = ([] if area.meets_minimum else [BELOW]) + ([INCOMPLETE] if area.missing_households else [])
    return " " + "".join(marks) if marks else ""


def _notes(ward: Ward) -> list[str]:
    notes = []
    if not all(area.meets_minimum for area in ward.neighborhoods):
        notes.append(f"{BELOW} Chưa đủ số hộ tối thiểu theo quy định.")
    if any(area.missing_households for area in ward.neighborhoods):
        notes.append(f"{INCOMPLETE} Có tổ chưa có số liệu số hộ; số ghi là của các tổ đã có.")
    return notes


def _sum(values: Sequence[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None
