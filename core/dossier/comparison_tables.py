"""The annex table that sets khu phố against the areas of one force, for three authorities to sign."""

from __future__ import annotations

import pandas as pd

from ..model.sorting import natural_key
from .table import FLOAT, INT, PERCENT, TEXT, Column, Table
from .words import (
    FORCE_WORDS,
    MATCH_WORDS,
    SIGN_COMMITTEE,
    SIGN_MAKER,
    SIGN_MILITARY,
    SIGN_POLICE,
    number,
    percent,
    text,
)

_TITLES = {"police": "Đối chiếu địa bàn công an", "militia": "Đối chiếu địa bàn quân sự"}
_AREA_HEADERS = {"police": "Địa bàn CSKV", "militia": "Khu đội, ấp đội"}
_SIGNATURES = {"police": SIGN_POLICE, "militia": SIGN_MILITARY}


def comparison_table(matches: pd.DataFrame, summary: dict, neighborhoods: pd.DataFrame, force: str) -> Table:
    """Return the table of *force* (``police`` or ``militia``): one row per khu phố.

    *matches* and *summary* as of :class:`~core.alignment.compare.Comparison`.
    """
    names = dict(zip(neighborhoods["neighborhood_id"], neighborhoods["name"]))
    own = matches[matches["force"] == force].to_dict("records")
    own.sort(key=lambda row: natural_key(row["neighborhood_id"]))
    columns = (
        Column("STT", INT, 6, centered=True),
        Column("Khu phố, ấp", TEXT, 18),
        Column(f"{_AREA_HEADERS[force]} ghép 1:1", TEXT, 13, centered=True),
        Column("Quan hệ", TEXT, 30),
        Column("Các địa bàn có liên quan", TEXT, 24),
        Column("Số hộ", INT, 9),
        Column("Hộ trùng địa bàn", INT, 10),
        Column("Hộ lệch địa bàn", INT, 10),
        Column("% lệch", PERCENT, 8),
        Column("Diện tích (ha)", FLOAT, 10),
        Column("Trùng (ha)", FLOAT, 10),
    )
    rows = tuple(_row(position, row, names) for position, row in enumerate(own, 1))
    return Table(
        title=_TITLES[force],
        columns=columns,
        rows=rows,
        totals=_totals(rows),
        notes=_notes(summary, force),
        heading=f"BẢNG ĐỐI CHIẾU KHU PHỐ, ẤP VỚI {FORCE_WORDS[force].upper()}",
        signatures=(SIGN_MAKER, SIGN_COMMITTEE, _SIGNATURES[force]),
    )


def _row(position: int, row: dict, names: dict[str, str]) -> tuple:
    households = round(row["households"])
    matched = min(round(row["households_matched"]), households)
    share = row["households_elsewhere"] / row["households"] if row["households"] > 0 else None
    return (
        position,
        names.get(row["neighborhood_id"], row["neighborhood_id"]),
        text(row["area_id"]),
        MATCH_WORDS[row["match_class"]],
        text(row["areas"]),
        households,
        matched,
        households - matched,
        share,
        float(row["area_ha"]),
        float(row["area_ha_matched"]),
    )


def _totals(rows: tuple[tuple, ...]) -> tuple | None:
    if not rows:
        return None
    sums = [sum(row[place] for row in rows) for place in (5, 6, 7)]
    share = sums[2] / sums[0] if sums[0] else None
    return (None, "Tổng cộng", None, None, None, *sums, share, sum(r[9] for r in rows), sum(r[10] for r in rows))


def _notes(summary: dict, force: str) -> tuple[str, ...]:
    figures = summary["forces"][force]
    notes = [
        f"{percent(figures['share_in_disagreement'])} số hộ nằm ngoài địa bàn ghép 1:1 với khu phố, ấp của mình; "
        f"{percent(figures['share_cut'])} số hộ nằm ngoài địa bàn chính của khu phố, ấp.",
        f"Phần lệch hẹp hơn {number(figures['noise_width_m'], 1)} m được coi là sai số vẽ, không tính hộ "
        f"(sai số vẽ ước tính {number(figures['noise_m'], 1)} m).",
        "Số hộ của tổ bị chia được phân theo diện tích.",
    ]
    if figures["unmatched_areas"]:
        notes.append(f"Địa bàn chưa ghép với khu phố, ấp nào: {', '.join(figures['unmatched_areas'])}.")
    if figures["gap_households"]:
        notes.append(f"Chưa thuộc địa bàn nào: {number(figures['gap_households'])} hộ.")
    if figures["overlap_households"]:
        notes.append(f"Thuộc nhiều địa bàn: {number(figures['overlap_households'])} hộ.")
    return tuple(notes)
