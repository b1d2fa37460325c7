import datetime
import shutil
import subprocess
import sys

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from khu_pho_mapper.core.alignment.compare import compare
from khu_pho_mapper.core.dossier.annex import RunFacts, annex_tables
from khu_pho_mapper.core.dossier.comparison_tables import comparison_table
from khu_pho_mapper.core.dossier.order_table import OrderRow, order_table
from khu_pho_mapper.core.dossier.page_breaks import break_before_end
from khu_pho_mapper.core.dossier.table import Column, Table
from khu_pho_mapper.core.dossier.tables import current_state, old_new_table, plan_table, unit_list
from khu_pho_mapper.core.dossier.words import list_of_units, number, percent
from khu_pho_mapper.core.dossier.workbook import sheet_names, write_workbook
from khu_pho_mapper.core.measures.neighborhoods import describe_neighborhoods
from khu_pho_mapper.core.model import profiles
from khu_pho_mapper.core.model.errors import KhuPhoError

PROFILE = profiles.get("hcmc-500-350")
DAY = datetime.date(2026, 11, 21)


def ward(columns=12, rows=3, people=True):
    cells = [(x, y) for x in range(columns) for y in range(rows)]
    households = [100 + 3 * x + y for x, y in cells]
    households[4] = None
    frame = pd.DataFrame(
        {
            "unit_id": [f"T{x:02d}{y}" for x, y in cells],
            "unit_name": [f"Tổ {i + 1}" for i in range(len(cells))],
            "ward_code": "27301",
            "ward_name": "Phường Mẫu",
            "area_type": "khu_pho",
            "old_neighborhood": [f"Khu phố {x // 3 + 8}" for x, y in cells],
            "households": households,
            "population": [None if not people or h is None else h * 4 for h in households],
            "neighborhood_id": [f"27301-KP{x // 2 + 6:02d}" for x, y in cells],
        }
    ).astype({"households": "Int64", "population": "Int64"})
    return gpd.GeoDataFrame(frame, geometry=[shapely.box(x * 50, y * 50, x * 50 + 50, y * 50 + 50) for x, y in cells])


def described(units):
    labels = units["neighborhood_id"].tolist()
    names = {label: f"Khu phố {int(label[-2:])}" for label in labels}
    beats = ["CS1" if box.bounds[0] < 300 else "CS2" for box in units.geometry]
    return describe_neighborhoods(units, labels, names, PROFILE, beats_of_unit=beats)


def forces():
    beats = gpd.GeoDataFrame(
        {"area_id": ["CS10", "CS2"]}, geometry=[shapely.box(0, 0, 250, 150), shapely.box(250, 0, 600, 150)]
    )
    militia = gpd.GeoDataFrame(
        {"area_id": [f"KĐ{i}" for i in range(6)]},
        geometry=[shapely.box(i * 100, 0, i * 100 + 100, 150) for i in range(6)],
    )
    return beats, militia


def cells_of(table, header):
    place = [column.header for column in table.columns].index(header)
    return [row[place] for row in table.rows]


def total_of(table, header):
    return table.totals[[column.header for column in table.columns].index(header)]


@pytest.fixture(scope="module")
def units():
    return ward()


@pytest.fixture(scope="module")
def neighborhoods(units):
    return described(units)


@pytest.fixture(scope="module")
def all_tables(units, neighborhoods):
    comparison = compare(units, *forces())
    return annex_tables(units, neighborhoods, PROFILE, RunFacts(DAY, 7, "normal"), comparison)


def test_current_state(units):
    table = current_state(units)
    assert cells_of(table, "Khu phố, ấp hiện có") == ["Khu phố 8", "Khu phố 9", "Khu phố 10", "Khu phố 11"]
    assert cells_of(table, "STT") == [1, 2, 3, 4]
    assert cells_of(table, "Gồm các tổ")[0] == "Tổ 1, 2, 3, 4, 5, 6, 7, 8, 9"
    assert total_of(table, "Số hộ") == sum(cells_of(table, "Số hộ")) == units["households"].sum()
    assert total_of(table, "Nhân khẩu") == units["population"].sum()
    assert total_of(table, "Diện tích (ha)") == pytest.approx(36 * 0.25)
    assert cells_of(table, "Ghi chú")[0] == "1 tổ chưa có số hộ"
    assert "Tổ 5" in table.notes[0]
    assert table.subtitle == "Phường Mẫu"


def test_plan_table(units, neighborhoods):
    table = plan_table(neighborhoods, units, PROFILE)
    assert cells_of(table, "Khu phố, ấp mới") == [f"Khu phố {i}" for i in range(6, 12)]
    assert cells_of(table, "Gồm (khu phố, ấp cũ và tổ)")[1] == (
        "Khu phố 8 (một phần): Tổ 7, 8, 9\nKhu phố 9 (một phần): Tổ 10, 11, 12"
    )
    assert cells_of(table, "Đạt chuẩn")[0] == "Đạt"
    assert cells_of(table, "% so chuẩn")[0] == pytest.approx(neighborhoods["households"][0] / 500)
    assert cells_of(table, "Địa bàn CSKV") == ["CS1"] * 3 + ["CS2"] * 3
    assert cells_of(table, "Tổ ANTT (người)") == [3, 3, 4, 4, 4, 4]  # above 2,700 people one more
    assert total_of(table, "Số hộ") == units["households"].sum()
    assert total_of(table, "Số tổ") == len(units)
    assert "Khu đội, ấp đội" not in [column.header for column in table.columns]
    assert any("500 hộ" in note for note in table.notes)


def test_plan_below_the_minimum_and_without_people():
    units = ward(people=False)
    neighborhoods = describe_neighborhoods(
        units, units["neighborhood_id"].tolist(), {}, profiles.get("custom", 100_000)
    )
    table = plan_table(neighborhoods, units)
    headers = [column.header for column in table.columns]
    assert set(cells_of(table, "Đạt chuẩn")) == {"Không đạt"}
    assert not {"Nhân khẩu", "Tổ ANTT (người)", "% so chuẩn"} & set(headers)


def test_old_to_new(units, neighborhoods):
    table = old_new_table(units, neighborhoods)
    assert cells_of(table, "Khu phố, ấp cũ")[:3] == ["Khu phố 8", "Khu phố 8", "Khu phố 9"]
    assert total_of(table, "Số hộ") == units["households"].sum()
    assert total_of(table, "Số tổ") == len(units)
    shares = pd.Series(cells_of(table, "% hộ của khu phố, ấp cũ"))
    assert shares.groupby(cells_of(table, "Khu phố, ấp cũ")).sum().tolist() == pytest.approx([1] * 4)


def test_unit_list(units, neighborhoods):
    table = unit_list(units, neighborhoods)
    assert len(table.rows) == len(units)
    assert set(cells_of(table, "Mã tổ")) == set(units["unit_id"])
    assert total_of(table, "Số hộ") == units["households"].sum()
    assert cells_of(table, "Số hộ")[4] is None


def test_several_wards_get_a_column(neighborhoods):
    units = ward()
    units.loc[units.index[18:], ["ward_code", "ward_name"]] = ["27302", "Phường Khác"]
    table = current_state(units)
    assert set(cells_of(table, "Phường, xã")) == {"Phường Mẫu", "Phường Khác"}
    assert table.subtitle == "2 phường, xã"


def test_comparison_table_adds_up(units, neighborhoods):
    comparison = compare(units, *forces())
    table = comparison_table(comparison.matches, comparison.summary, neighborhoods, "police")
    for row in table.rows:
        assert row[6] + row[7] == row[5]
    assert total_of(table, "Số hộ") == pytest.approx(units["households"].sum(), abs=1)
    assert cells_of(table, "Quan hệ")[0] == "Nhiều khu phố trong một địa bàn (n:1)"
    assert "KHU VỰC" in table.heading
    exact = comparison_table(comparison.matches, comparison.summary, neighborhoods, "militia")
    assert set(cells_of(exact, "Quan hệ")) == {"Trùng khớp (1:1)"}
    assert total_of(exact, "% lệch") == 0


def test_rows_are_as_long_as_the_columns(all_tables):
    titles = [table.title for table in all_tables]
    assert titles == [
        "Tóm tắt", "Hiện trạng", "Phương án", "Đối chiếu cũ - mới", "Đối chiếu địa bàn công an",
        "Đối chiếu địa bàn quân sự", "Danh sách tổ",
    ]  # fmt: skip
    for table in all_tables:
        for row in [*table.rows, *([table.totals] if table.totals else [])]:
            assert len(row) == len(table.columns)
        for column, values in zip(table.columns, zip(*table.rows)):
            kinds = {"text": str, "int": int, "float": float, "percent": float}
            assert all(value is None or type(value) is kinds[column.kind] for value in values), column.header


def test_summary_sheet_tells_how_the_plan_was_made(all_tables):
    summary = dict(all_tables[0].rows)
    assert summary["Ngày lập"] == "21/11/2026"
    assert summary["Số khởi tạo ngẫu nhiên (seed)"] == "7"
    assert "hcmc-500-350" in summary["Bộ tiêu chí"]
    assert summary["Văn bản"].endswith("ngày 01/08/2023")
    assert summary["Tổ chưa có số hộ (không coi là 0)"] == "1"


def test_workbook_is_laid_out_for_print(all_tables, tmp_path):
    import openpyxl

    path = tmp_path / "tables.xlsx"
    write_workbook(path, all_tables)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [table.title for table in all_tables]
    for sheet in book:
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
        assert sheet.print_title_rows
        assert sheet.page_setup.fitToHeight == 0
    plan = book["Phương án"]
    header = int(plan.print_title_rows.strip("$").split(":")[0].strip("$"))
    place = [cell.value for cell in plan[header]].index("Số hộ") + 1
    cell = plan.cell(header + 1, place)
    assert cell.value == all_tables[2].rows[0][place - 1]
    assert "42A" in cell.number_format
    assert cell.font.name == "Times New Roman"
    assert cell.border.left.style == "thin"


def test_same_tables_same_bytes(all_tables, tmp_path):
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    write_workbook(first, all_tables)
    write_workbook(second, all_tables)
    assert first.read_bytes() == second.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.xlsx", "b.xlsx"]


def test_workbook_opens_in_libreoffice(all_tables, tmp_path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    path = tmp_path / "tables.xlsx"
    write_workbook(path, all_tables)
    profile = (tmp_path / "profile").as_uri()
    command = [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir"]
    done = subprocess.run([*command, str(tmp_path), str(path)], capture_output=True, text=True, timeout=180)
    pdf = tmp_path / "tables.pdf"
    assert pdf.exists(), done.stderr
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("pdftotext is not installed")
    words = subprocess.run([reader, "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    assert "PHƯƠNG ÁN SẮP XẾP KHU PHỐ, ẤP" in words
    assert "Phường Mẫu" in words
    assert number(int(ward()["households"].sum())) in words  # 1.234, whatever LibreOffice's own language is


def test_missing_openpyxl_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(KhuPhoError, match="python3-openpyxl"):
        write_workbook(tmp_path / "a.xlsx", [Table("A", (Column("B"),), (("c",),))])


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(KhuPhoError, match="can't be written"):
        write_workbook(tmp_path / "missing" / "a.xlsx", [Table("A", (Column("B"),), (("c",),))])
    assert list(tmp_path.iterdir()) == []


def test_a_failed_write_leaves_the_old_file(monkeypatch, tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.replace", refuse)
    with pytest.raises(KhuPhoError, match="Permission denied"):
        write_workbook(path, [Table("A", (Column("B"),), (("c",),))])
    assert [p.name for p in tmp_path.iterdir()] == ["a.xlsx"]
    assert path.read_bytes() == b"old"


def test_numbers_as_vietnamese_write_them():
    assert number(1234567) == "1.234.567"
    assert number(1234.56, 1) == "1.234,6"
    assert percent(0.1234) == "12,3 %"
    assert percent(None) == "–"


def test_lists_of_units_say_the_word_once():
    assert list_of_units(["Tổ 10", "Tổ 2", "Tổ 01", "Chung cư A"]) == "Chung cư A; Tổ 1, 2, 10"
    assert list_of_units(["5", "12"]) == "5, 12"
    assert list_of_units([]) == ""


@given(st.lists(st.text(max_size=40), max_size=8))
def test_sheet_names_are_allowed_and_unique(titles):
    names = sheet_names(titles)
    assert len({name.casefold() for name in names}) == len(titles)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_kinds_are_known(all_tables):
    assert {column.kind for table in all_tables for column in table.columns} <= {"text", "int", "float", "percent"}
    assert np.isfinite([column.width for table in all_tables for column in table.columns]).all()


PAGE = (700.0, 400.0)


@given(st.lists(st.floats(15, 60), min_size=6, max_size=120), st.integers(1, 5))
def test_rows_go_with_the_end_of_a_table(body, tail):
    """Paged at the break, no page but the last is changed and the last has rows of the table before its end."""
    heights = [20.0, 30.0, *body, *[20.0] * tail]
    end = 2 + len(body)
    found = break_before_end(heights, [100.0], head=1, tail=end, page=PAGE)
    pages = pages_of(heights, found)
    assert sorted(row for page in pages for row in page) == list(range(len(heights)))
    if len(pages) > 1:
        assert len([row for row in pages[-1] if row < end]) >= 2


def pages_of(heights, break_row):
    pages, used = [[]], 0.0
    for row, height in enumerate(heights):
        if pages[-1] and (used + height > PAGE[1] or row == break_row):
            pages.append([])
            used = heights[1]
        pages[-1].append(row)
        used += height
    return pages


def test_a_table_on_one_page_needs_no_break():
    assert break_before_end([20.0] * 10, [50.0], head=1, tail=8, page=PAGE) is None
    assert break_before_end([20.0] * 22, [50.0], head=1, tail=20, page=PAGE) == 18


def test_signatures_in_print_have_rows_above_them(units, neighborhoods, tmp_path):
    """LibreOffice breaks the page where the workbook says."""
    office, reader = shutil.which("soffice"), shutil.which("pdftotext")
    if office is None or reader is None:
        pytest.skip("LibreOffice (soffice) or pdftotext is not installed")
    rows = tuple((i, f"Tổ {i}", 100) for i in range(1, 20))
    columns = (Column("STT", "int", 6), Column("Tổ", "text", 60), Column("Số hộ", "int", 12))
    tables = [
        Table(f"{n} dòng", columns, rows[:n], totals=(None, "Tổng cộng", 1), heading="BẢNG", signatures=("NGƯỜI KÝ",))
        for n in range(12, 20)
    ]
    path = tmp_path / "tables.xlsx"
    write_workbook(path, tables)
    profile = (tmp_path / "profile").as_uri()
    command = [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run([*command, str(tmp_path), str(path)], capture_output=True, timeout=180, check=True)
    printed = subprocess.run(
        [reader, "-layout", str(tmp_path / "tables.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    signed = [page for page in printed.split("\f") if "NGƯỜI KÝ" in page]
    assert len(signed) == len(tables)
    assert all(page.count("Tổ ") >= 2 for page in signed)


def test_order_of_work():
    rows = [
        OrderRow("Phường Một", "khu_pho", 40, 5200, 9, "easy", 3, ("Còn dư 700 hộ.",)),
        OrderRow("Xã Hai", "ap", 20, 1100, None, "hard", 71, ("Hai phần không liền nhau.", "3 tổ chưa có số hộ.")),
    ]
    table = order_table(rows)
    assert cells_of(table, "Thứ tự") == [1, 2]
    assert cells_of(table, "Loại") == ["Khu phố", "Ấp"]
    assert cells_of(table, "Mức độ") == ["Dễ", "Khó"]
    assert cells_of(table, "Số khu phố, ấp mới") == [9, None]
    assert cells_of(table, "Lý do")[1] == "Hai phần không liền nhau.\n3 tổ chưa có số hộ."
    assert total_of(table, "Số hộ") == 6300
    assert total_of(table, "Lý do") == "Dễ: 1; Trung bình: 0; Khó: 1"
    assert table.subtitle == "2 phường, xã"
