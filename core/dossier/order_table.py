"""The sheet “Thứ tự thực hiện”: the wards of a run, those that are easy to arrange first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..model.profiles import AP
from .table import INT, TEXT, Column, Table
from .words import number

_LEVELS = {"easy": "Dễ", "medium": "Trung bình", "hard": "Khó"}
_COLUMNS = (
    Column("Thứ tự", INT, 8, centered=True),
    Column("Phường, xã", TEXT, 26),
    Column("Loại", TEXT, 10, centered=True),
    Column("Số tổ", INT, 8),
    Column("Số hộ", INT, 11),
    Column("Số khu phố, ấp mới", INT, 11),
    Column("Mức độ", TEXT, 12, centered=True),
    Column("Điểm khó (0–100)", INT, 10, centered=True),
    Column("Lý do", TEXT, 66),
)


@dataclass(frozen=True)
class OrderRow:
    """A ward (or one area type of it) in the order of work; ``reasons`` are sentences in Vietnamese.

    ``level``: ``easy``, ``medium`` or ``hard``; ``neighborhoods``: None where there is no plan.
    """

    ward: str
    area_type: str
    units: int
    households: int
    neighborhoods: int | None
    level: str
    score: int
    reasons: tuple[str, ...]


def order_table(rows: Sequence[OrderRow]) -> Table:
    """Return the table of *rows*, which stand in the order of work."""
    cells = tuple(
        (
            place,
            row.ward or None,
            "Ấp" if row.area_type == AP else "Khu phố",
            row.units,
            row.households,
            row.neighborhoods,
            _LEVELS[row.level],
            row.score,
            "\n".join(row.reasons),
        )
        for place, row in enumerate(rows, 1)
    )
    counts = [sum(row.level == level for row in rows) for level in _LEVELS]
    totals = (
        None,
        "Tổng cộng",
        None,
        sum(row.units for row in rows),
        sum(row.households for row in rows),
        sum(row.neighborhoods or 0 for row in rows),
        None,
        None,
        "; ".join(f"{word}: {number(count)}" for word, count in zip(_LEVELS.values(), counts)),
    )
    return Table(
        title="Thứ tự thực hiện",
        columns=_COLUMNS,
        rows=cells,
        totals=totals if rows else None,
        notes=(
            "Điểm khó cộng từ: số hộ dư so với chuẩn, phần không liền nhau, phần không đủ chuẩn, tổ chưa có số hộ, "
            "tổ lớn, số hộ lệch địa bàn cảnh sát khu vực. Dưới 20: dễ; từ 50: khó.",
        ),
        heading="THỨ TỰ THỰC HIỆN: DỄ LÀM TRƯỚC, KHÓ LÀM SAU",
        subtitle=f"{number(len({row.ward for row in rows}))} phường, xã",
    )
