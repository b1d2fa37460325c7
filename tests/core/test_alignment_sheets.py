"""The sheets of an alignment: rows, sections and totals add up; what is printed can be read back."""

from __future__ import annotations

import pandas as pd
import pytest
from khu_pho_mapper.core.dossier.alignment_sheets import (
    changes_table,
    groups_table,
    totals_table,
    undecided_table,
)
from khu_pho_mapper.core.dossier.workbook import write_workbook


def changes(count=9):
    frame = pd.DataFrame(
        {
            "change_id": [f"id{i}" for i in range(count)],
            "unit_id": [f"T{count - i}" for i in range(count)],
            "unit_name": [f"Tổ {count - i}" for i in range(count)],
            "authority": [("militia", "police", "ward")[i % 3] for i in range(count)],
            "from_id": [None if i == 0 else "1" for i in range(count)],
            "to_id": "2",
            "households": [10 + i for i in range(count)],
            "households_low": [10 + i - (i == 3) for i in range(count)],
            "households_high": [10 + i for i in range(count)],
            "streets": "Hẻm 12/3",
            "reason_text": "Lý do dài",
            "confidence": 0.9,
            "state": "decided",
        }
    )
    for authority in ("ward", "police", "militia"):
        frame[f"{authority}_decision"] = ["agree" if i < 2 else "" for i in range(count)]
        frame[f"{authority}_comment"] = ""
        frame[f"{authority}_date"] = ["2026-11-22" if i < 2 else "" for i in range(count)]
    frame.loc[5, "police_decision"] = "refuse"
    return frame


def cells(table, header):
    place = [column.header for column in table.columns].index(header)
    return [row[place] for i, row in enumerate(table.rows) if i not in table.sections]


def test_changes_stand_in_order_of_authority_and_unit():
    table = changes_table(changes())
    assert cells(table, "Cơ quan") == ["UBND"] * 3 + ["Công an"] * 3 + ["Quân sự"] * 3
    assert cells(table, "Mã tổ") == ["T1", "T4", "T7", "T2", "T5", "T8", "T3", "T6", "T9"]
    assert cells(table, "STT") == list(range(1, 10))
    assert cells(table, "Khoảng") == [None] * 7 + ["12 – 13", None]
    assert cells(table, "Từ")[-1] == "(chưa có)"
    assert table.totals[7] == sum(changes()["households"])
    heads = [table.rows[place][0] for place in sorted(table.sections)]
    assert heads[0] == "UBND: đổi khu phố, 3 tổ, 45 hộ"


def test_signatures_are_shown_in_vietnamese():
    table = changes_table(changes())
    assert cells(table, "UBND: ý kiến")[-1] == "Đồng ý"
    assert cells(table, "UBND: ngày")[-1] == "22/11/2026"
    assert "Không đồng ý" in cells(table, "Công an: ý kiến")


def test_totals_of_each_authority_add_up():
    preview = {"khu_pho": {"ward": {"units": 0, "households": 0}, "police": {"units": 3, "households": 1234.0}}}
    table = totals_table(changes(), preview, "khu_pho", ["ward", "police", "militia"])
    by_name = {row[0]: row[1:] for row in table.rows}
    assert by_name["Tổng số thay đổi"] == (3, 45, 3, 42, 3, 39)
    assert by_name["Cả ba cơ quan đồng ý"] == (0, 0, 1, 11, 1, 10)
    assert by_name["Có cơ quan không đồng ý"] == (1, 15, 0, 0, 0, 0)
    assert by_name["Chưa đủ ý kiến"] == (2, 30, 2, 31, 2, 29)
    assert by_name["Theo khu phố"] == (0, 0, 3, 1234, 0, 0)


def test_undecided_units_tell_both_sides():
    row = {
        "unit_id": "T1", "unit_name": None, "force": "police", "reason": "split", "sentence": "Xem lại",
        "area_id": "1", "other_id": "2", "households_main": 36.2, "households_main_low": 30.0,
        "households_main_high": 40.0, "households_other": 12.0, "households_other_low": 12.0,
        "households_other_high": 12.0, "split": True,
    }  # fmt: skip
    table = undecided_table(pd.DataFrame([row]))
    assert table.rows[0] == (
        1, "T1", None, "Công an", "1", 36, "30 – 40", "2", 12, None, "Có", "Xem lại",
    )  # fmt: skip


@pytest.mark.parametrize("count", [0, 60])
def test_a_workbook_is_made_of_them(tmp_path, count):
    openpyxl = pytest.importorskip("openpyxl")
    group = {"force": "police", "kind": "1:n", "neighborhoods": "1", "areas": "1; 2", "households": 5.0,
             "margin": float("nan"), "sentence": "Gộp"}  # fmt: skip
    work_list = ["unit_id", "unit_name", "force", "sentence", "area_id", "other_id", "split"]
    tables = [
        totals_table(changes(count) if count else changes()[:0], {}, "majority", ["ward", "police"]),
        changes_table(changes(count) if count else changes()[:0]),
        groups_table(pd.DataFrame([group])),
        undecided_table(pd.DataFrame(columns=work_list)),
    ]
    write_workbook(tmp_path / "t.xlsx", tables)
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert book.sheetnames == ["Tổng hợp thay đổi", "Danh sách thay đổi", "Nhóm ghép", "Tổ chưa xác định"]
    sheet = book["Danh sách thay đổi"]
    assert sheet.page_setup.paperSize in (8, "8")  # A3
    assert book["Nhóm ghép"].page_setup.paperSize in (9, "9")
