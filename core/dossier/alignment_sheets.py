"""Sheets of an alignment: what changes for whom with columns to sign, what is undecided, groups in words.

In Vietnamese whatever the user's language. The headings of the change list are those by which it is read back, so that
an office can write its decisions into the sheet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from ..model.sorting import natural_key
from .table import FLOAT, INT, PERCENT, TEXT, Column, Table
from .words import MATCH_WORDS, SIGN_COMMITTEE, SIGN_MAKER, SIGN_MILITARY, SIGN_POLICE, number, text

AUTHORITY_WORDS = {"ward": "UBND", "police": "Công an", "militia": "Quân sự"}
PRESET_WORDS = {
    "khu_pho": "theo khu phố",
    "police": "theo địa bàn công an",
    "majority": "theo hai trong ba cơ quan",
    "fewest_moved": "ít hộ thay đổi nhất",
}
_AREA_WORDS = {"ward": "khu phố", "police": "địa bàn CSKV", "militia": "khu đội, ấp đội"}
_DECISION_WORDS = {"agree": "Đồng ý", "refuse": "Không đồng ý", "": None}
_SIGNATURES = (SIGN_MAKER, SIGN_COMMITTEE, SIGN_POLICE, SIGN_MILITARY)
_ORDER = {authority: place for place, authority in enumerate(AUTHORITY_WORDS)}


def changes_table(changes: pd.DataFrame) -> Table:
    """Return the table “Danh sách thay đổi”: one row per change, a section per authority.

    *changes*: columns of a harmony's change list, ``reason_text`` a Vietnamese text.
    """
    columns = (
        Column("STT", INT, 5, centered=True),
        Column("Mã thay đổi", TEXT, 14),
        Column("Mã tổ", TEXT, 9),
        Column("Tên tổ", TEXT, 10),
        Column("Cơ quan", TEXT, 9, centered=True),
        Column("Từ", TEXT, 11),
        Column("Sang", TEXT, 11),
        Column("Số hộ", INT, 7),
        Column("Khoảng", TEXT, 9, centered=True),
        Column("Tuyến đường, hẻm", TEXT, 20),
        Column("Lý do", TEXT, 36),
        Column("Tin cậy", PERCENT, 7.5, centered=True),
        *(
            Column(f"{word}: {what}", TEXT, width)
            for word in AUTHORITY_WORDS.values()
            for what, width in (("ý kiến", 10), ("ghi chú", 11), ("ngày", 11))
        ),
    )
    records = changes.to_dict("records")
    records.sort(key=lambda row: (_ORDER.get(row["authority"], 9), natural_key(row["unit_id"])))
    rows: list[tuple] = []
    sections = []
    empty = (None,) * (len(columns) - 1)
    position = 0
    for authority, word in AUTHORITY_WORDS.items():
        own = [row for row in records if row["authority"] == authority]
        if not own:
            continue
        households = sum(_whole(row["households"]) or 0 for row in own)
        sections.append(len(rows))
        title = f"{word}: đổi {_AREA_WORDS[authority]}, {number(len(own))} tổ, {number(households)} hộ"
        rows.append((title, *empty))
        for row in own:
            position += 1
            rows.append(_change_row(position, row))
    total = sum(_whole(row["households"]) or 0 for row in records)
    totals = (None, f"Cộng: {number(len(records))} dòng", *(None,) * 5, total, *(None,) * 13)
    return Table(
        title="Danh sách thay đổi",
        columns=columns,
        rows=tuple(rows),
        totals=totals if records else None,
        notes=(
            "Mỗi dòng là thay đổi của một tổ đối với một cơ quan; chỉ tính khi cả ba cơ quan ghi “Đồng ý”. Dòng "
            "chưa đủ ý kiến thì giữ nguyên hiện trạng.",
            "Ghi “Đồng ý” hoặc “Không đồng ý” vào các cột ý kiến; không sửa cột “Mã thay đổi” để đọc lại được bảng.",
            "Khoảng: số hộ ít nhất – nhiều nhất theo căn cứ. Tin cậy: độ tin cậy khi đọc địa bàn. Một hộ có thể có "
            "ở nhiều dòng, mỗi cơ quan một dòng.",
        ),
        heading="DANH SÁCH THAY ĐỔI ĐỂ THỐNG NHẤT KHU PHỐ, ĐỊA BÀN CÔNG AN VÀ ĐỊA BÀN QUÂN SỰ",
        sections=frozenset(sections),
        signatures=_SIGNATURES,
        wide=True,
    )


def totals_table(
    changes: pd.DataFrame, preview: Mapping[str, Mapping], preset: str, authorities: Sequence[str]
) -> Table:
    """Return the table “Tổng hợp thay đổi”: rows, households and signatures per authority, and every way to decide.

    *preview*: preset → authority → ``units``, ``households``; *preset*: the one that was chosen; *authorities*: those
    that were compared.
    """
    columns = (
        Column("Nội dung", TEXT, 44),
        *(
            Column(f"{AUTHORITY_WORDS[authority]}: {what}", INT, 13)
            for authority in authorities
            for what in ("số tổ", "số hộ")
        ),
    )
    empty = (None,) * (len(columns) - 1)

    def counted(rows: pd.DataFrame) -> tuple:
        cells: list[int] = []
        for authority in authorities:
            own = rows[rows["authority"] == authority]
            cells += [len(own), sum(_whole(value) or 0 for value in own["households"])]
        return tuple(cells)

    decisions = [f"{authority}_decision" for authority in AUTHORITY_WORDS]
    agreed = (changes[decisions] == "agree").all(axis=1)
    refused = (changes[decisions] == "refuse").any(axis=1)
    rows: list[tuple] = [
        (f"I. Phương án đã chọn: {PRESET_WORDS.get(preset, preset)}", *empty),
        ("Tổng số thay đổi", *counted(changes)),
        ("Cả ba cơ quan đồng ý", *counted(changes[agreed])),
        ("Có cơ quan không đồng ý", *counted(changes[refused])),
        ("Chưa đủ ý kiến", *counted(changes[~agreed & ~refused])),
        ("Trong đó chưa xác định được", *counted(changes[changes["state"] == "undecided"])),
        ("II. So sánh các cách quyết định", *empty),
    ]
    for name, moved in preview.items():
        cells: list[int] = []
        for authority in authorities:
            found = moved.get(authority, {})
            cells += [int(found.get("units", 0)), round(float(found.get("households", 0)))]
        word = PRESET_WORDS.get(name, name)
        rows.append((word[:1].upper() + word[1:], *cells))
    return Table(
        title="Tổng hợp thay đổi",
        columns=columns,
        rows=tuple(rows),
        notes=("Số hộ của từng cơ quan được tính riêng, không cộng với nhau.",),
        heading="TỔNG HỢP THAY ĐỔI CỦA TỪNG CƠ QUAN",
        sections=frozenset({0, 6}),
        signatures=_SIGNATURES,
    )


def undecided_table(undecided: pd.DataFrame) -> Table:
    """Return the table “Tổ chưa xác định”: the work list; ``sentence`` of *undecided* is a Vietnamese text."""
    columns = (
        Column("STT", INT, 6, centered=True),
        Column("Mã tổ", TEXT, 10),
        Column("Tên tổ", TEXT, 14),
        Column("Cơ quan", TEXT, 10, centered=True),
        Column("Địa bàn chính", TEXT, 13),
        Column("Số hộ (chính)", INT, 9),
        Column("Khoảng (chính)", TEXT, 11, centered=True),
        Column("Địa bàn khác", TEXT, 13),
        Column("Số hộ (khác)", INT, 9),
        Column("Khoảng (khác)", TEXT, 11, centered=True),
        Column("Bị chia thật", TEXT, 8, centered=True),
        Column("Việc cần làm", TEXT, 56),
    )
    records = undecided.to_dict("records")
    records.sort(key=lambda row: (_ORDER.get(row["force"], 9), natural_key(row["unit_id"])))
    rows = tuple(
        (
            position,
            text(row["unit_id"]),
            text(row["unit_name"]),
            AUTHORITY_WORDS.get(row["force"], row["force"]),
            text(row["area_id"]),
            _whole(row["households_main"]),
            _range(row["households_main_low"], row["households_main_high"]),
            text(row["other_id"]),
            _whole(row["households_other"]),
            _range(row["households_other_low"], row["households_other_high"]),
            "Có" if row["split"] is True or row["split"] == 1 else None,
            text(row["sentence"]),
        )
        for position, row in enumerate(records, 1)
    )
    return Table(
        title="Tổ chưa xác định",
        columns=columns,
        rows=rows,
        notes=("Các tổ này cần người xác định; tổ bị chia thật không được cắt mà ghi số hộ từng phía.",),
        heading="DANH SÁCH TỔ CHƯA XÁC ĐỊNH ĐƯỢC ĐỊA BÀN",
    )


def groups_table(groups: pd.DataFrame) -> Table:
    """Return the table “Nhóm ghép”: which khu phố and areas belong together; ``sentence`` is a Vietnamese text."""
    columns = (
        Column("STT", INT, 6, centered=True),
        Column("Cơ quan", TEXT, 10, centered=True),
        Column("Quan hệ", TEXT, 30),
        Column("Khu phố, ấp", TEXT, 24),
        Column("Địa bàn", TEXT, 24),
        Column("Số hộ", INT, 9),
        Column("Độ chắc chắn", FLOAT, 10, centered=True),
        Column("Diễn giải", TEXT, 56),
    )
    records = groups.to_dict("records")
    records.sort(key=lambda row: _ORDER.get(row["force"], 9))
    rows = tuple(
        (
            position,
            AUTHORITY_WORDS.get(row["force"], row["force"]),
            MATCH_WORDS.get(row["kind"], row["kind"]),
            text(row["neighborhoods"]),
            text(row["areas"]),
            _whole(row["households"]),
            None if pd.isna(row["margin"]) else float(row["margin"]),
            text(row["sentence"]),
        )
        for position, row in enumerate(records, 1)
    )
    return Table(
        title="Nhóm ghép",
        columns=columns,
        rows=rows,
        notes=("Độ chắc chắn: tỷ lệ hộ của cặp ghép trừ tỷ lệ hộ của cặp kế tiếp.",),
        heading="KHU PHỐ, ẤP VÀ ĐỊA BÀN GHÉP VỚI NHAU",
    )


def _change_row(position: int, row: dict) -> tuple:
    signed: list[str | None] = []
    for authority in AUTHORITY_WORDS:
        decision = row[f"{authority}_decision"] or ""
        signed += [
            _DECISION_WORDS.get(decision, decision),
            text(row[f"{authority}_comment"]),
            _day(row[f"{authority}_date"]),
        ]
    confidence = row["confidence"]
    return (
        position,
        row["change_id"],
        text(row["unit_id"]),
        text(row["unit_name"]),
        AUTHORITY_WORDS.get(row["authority"], row["authority"]),
        text(row["from_id"]) or "(chưa có)",
        text(row["to_id"]) or "(không còn)",
        _whole(row["households"]),
        _range(row["households_low"], row["households_high"]),
        text(row["streets"]),
        text(row["reason_text"]),
        None if confidence is None or pd.isna(confidence) else float(confidence),
        *signed,
    )


def _day(value: object) -> str | None:
    """Return an ISO date as 22/11/2026."""
    found = text(value)
    return found if found is None or found.count("-") != 2 else "/".join(reversed(found.split("-")))


def _whole(value: object) -> int | None:
    return None if value is None or pd.isna(value) else round(float(value))


def _range(low: object, high: object) -> str | None:
    """Return “12 – 15”, nothing where both are the same or missing."""
    least, most = _whole(low), _whole(high)
    return None if least is None or most is None or least == most else f"{number(least)} – {number(most)}"
