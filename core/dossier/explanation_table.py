"""The sheet “Thuyết minh”: why each khu phố of the plan is as it is, in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .table import INT, TEXT, Column, Table
from .words import place_subtitle

_WARD = Column("Phường, xã", TEXT, 16)
_COLUMNS = (
    Column("STT", INT, 6, centered=True),
    Column("Khu phố, ấp mới", TEXT, 14),
    Column("Quy mô, thành phần", TEXT, 34),
    Column("Kế thừa khu phố, ấp cũ", TEXT, 34),
    Column("Ràng buộc khi lập phương án", TEXT, 36),
    Column("Địa bàn cảnh sát khu vực, khu đội, ấp đội", TEXT, 28),
    Column("Phương án khác tốt nhất cho các tổ giáp ranh", TEXT, 40),
)
_NOTES = (
    "“Phương án khác tốt nhất”: chuyển một tổ giáp ranh sang khu phố, ấp liền kề mà vẫn đúng quy định; tỷ lệ cho biết "
    "điểm tổng hợp của cả phương án kém đi bao nhiêu.",
)


@dataclass(frozen=True)
class ExplanationRow:
    """What is said of one khu phố, in Vietnamese sentences; ``ward``: name of its ward."""

    ward: str
    name: str
    made_of: tuple[str, ...]
    continues: tuple[str, ...]
    forced: tuple[str, ...]
    areas: tuple[str, ...]
    next_best: tuple[str, ...]


def explanation_table(rows: Sequence[ExplanationRow]) -> Table:
    """Return the table “Thuyết minh”: one row per khu phố; the ward is a column where there are several."""
    wards = list(dict.fromkeys(row.ward for row in rows))
    several = len(wards) > 1
    columns = (_COLUMNS[0], _WARD, *_COLUMNS[1:]) if several else _COLUMNS
    cells = []
    for place, row in enumerate(rows, 1):
        texts = (row.made_of, row.continues, row.forced, row.areas, row.next_best)
        told = tuple("\n".join(sentences) or None for sentences in texts)
        cells.append((place, *((row.ward,) if several else ()), row.name, *told))
    return Table(
        title="Thuyết minh",
        columns=columns,
        rows=tuple(cells),
        notes=_NOTES,
        heading="THUYẾT MINH PHƯƠNG ÁN SẮP XẾP KHU PHỐ, ẤP",
        subtitle=place_subtitle(wards),
    )
