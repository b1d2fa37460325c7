"""Registers of households as evidence: names are found, what can't be used is told and counted."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from khu_pho_mapper.core.intake.area_names import CityBook, NameBook
from khu_pho_mapper.core.intake.register import point_areas, read_register
from khu_pho_mapper.core.intake.texts import clean_text

BEATS = NameBook(["CSKV-01", "CSKV-02", "CSKV-10"], {"CSKV-01": "Địa bàn 1", "CSKV-02": "Địa bàn 2"})
MILITIA = NameBook(["KD-01", "KD-02"], {"KD-01": "Khu đội 1", "KD-02": "Khu đội 2"})
UNITS = ["T001", "T002"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("CSKV-01", "CSKV-01"),
        ("cskv-1", "CSKV-01"),
        ("CSKV 01", "CSKV-01"),
        ("Địa bàn 1", "CSKV-01"),
        ("DIA BAN 01", "CSKV-01"),
        ("ĐB 2", "CSKV-02"),
        (1, "CSKV-01"),
        (1.0, "CSKV-01"),
        ("Địa bàn CSKV số 10", "CSKV-10"),
        ("3", None),
        ("", None),
        (None, None),
        ("Khu phố", None),
    ],
)
def test_areas_are_found_by_what_offices_write(text, found):
    assert BEATS.find(text) == found


def test_what_could_be_two_is_none():
    book = NameBook(["A-1", "a 01", "B-1"])
    assert book.find("A-1") == "A-1"
    assert book.find("a1") is None
    assert book.find("1") is None


@given(st.lists(st.text(min_size=1, max_size=8).map(str.strip).filter(bool), unique=True, max_size=8))
def test_an_id_is_always_itself(ids):
    book = NameBook(ids)
    for one in ids:
        if clean_text(one) == one:
            assert book.find(one) == one


def frame(rows, columns):
    return pd.DataFrame(rows, columns=columns, dtype=object)


def test_rows_without_a_number_are_one_household_each():
    raw = frame([["T001", "1"], ["T001", "1"], ["T002", "2"]], ["unit", "area"])
    found = read_register(raw, UNITS, {"police": BEATS})
    assert found.tables["police"].values.tolist() == [["T001", "CSKV-01", 2.0], ["T002", "CSKV-02", 1.0]]
    assert found.notes == found.warnings == ()
    assert found.counts == {"rows": 3, "households": 3}


def test_a_common_column_is_matched_with_beats_first():
    raw = frame([["T001", "KD-01", 5], ["T001", "1", 7], ["T002", "Khu đội 2", 9]], ["unit", "area", "households"])
    found = read_register(raw, UNITS, {"police": BEATS, "militia": MILITIA})
    assert found.tables["police"].values.tolist() == [["T001", "CSKV-01", 7.0]]
    assert found.tables["militia"].values.tolist() == [["T001", "KD-01", 5.0], ["T002", "KD-02", 9.0]]


@pytest.mark.parametrize("text", ["KĐ 02", "Ấp đội 2", "Khu đội số 2"])
def test_a_text_that_names_the_force_is_not_the_other_ones(text):
    found = read_register(frame([["T001", text]], ["unit", "area"]), UNITS, {"police": BEATS, "militia": MILITIA})
    assert list(found.tables) == ["militia"]
    alone = read_register(frame([["T001", text]], ["unit", "area"]), UNITS, {"police": BEATS})
    assert alone.tables == {}
    assert "areas that no layer has" in str(alone.warnings[0])


def test_columns_of_their_own_say_both():
    raw = frame([["T001", "1", "2", 40], ["T001", "2", None, 10]], ["unit", "police", "militia", "households"])
    found = read_register(raw, UNITS, {"police": BEATS, "militia": MILITIA})
    assert found.tables["police"].values.tolist() == [["T001", "CSKV-01", 40.0], ["T001", "CSKV-02", 10.0]]
    assert found.tables["militia"].values.tolist() == [["T001", "KD-02", 40.0]]
    assert found.warnings == ()
    assert [str(note) for note in found.notes] == [
        "1 rows of the register (10 households) name no militia area; they say nothing of it."
    ]


def test_what_cannot_be_used_is_counted():
    rows = [["T001", "1", 10], ["T9", "1", 20], [None, "1", 30], ["T002", "77", 40], ["T002", "1", "1.234"],
            ["T002", "1", None]]  # fmt: skip
    found = read_register(frame(rows, ["unit", "police", "households"]), UNITS, {"police": BEATS})
    assert found.tables["police"].values.tolist() == [["T001", "CSKV-01", 10.0]]
    assert found.notes == ()
    told = "\n".join(str(warning) for warning in found.warnings)
    for part in ("(20 households) name units", "T9", "(30 households) have no unit", "name police beats",
                 "77", "such as row 5: “1.234”", "1 rows of the register have no number"):  # fmt: skip
        assert part in told
    used = found.tables["police"]["households"].sum()
    assert found.counts["households"] == used + 20 + 30 + 40


def test_areas_that_no_layer_has_are_told_with_what_to_do():
    areas = [*(f"ĐB {number}" for number in (30, 31, 32, 33, 34, 35)), "ĐB 35", "CSKV-01"]
    found = read_register(frame([["T001", area] for area in areas], ["unit", "area"]), UNITS, {"police": BEATS})
    assert [str(warning) for warning in found.warnings] == [
        "7 rows of the register (7 households) name areas that no layer has: ĐB 35, ĐB 30, ĐB 31, ĐB 32, ĐB 33 …. "
        "They are left out. Correct them in the register, or choose the layers that have these areas; then run again."
    ]
    assert found.counts["unknown_areas"] == 7


def test_an_unknown_area_in_the_common_column_is_told_beside_a_known_one_in_its_own():
    rows = [["T001", "1", "Khu đội 9", 40], ["T002", "2", "Khu đội 2", 5]]
    raw = frame(rows, ["unit", "police", "area", "households"])
    found = read_register(raw, UNITS, {"police": BEATS, "militia": MILITIA})
    assert found.tables["police"]["households"].sum() == 45
    assert found.tables["militia"].values.tolist() == [["T002", "KD-02", 5.0]]
    assert "(40 households) name areas that no layer has: Khu đội 9." in str(found.warnings[0])
    assert found.notes == ()


def test_rows_that_name_no_area_are_told():
    raw = frame([["T001", "1", 40], ["T002", None, 5]], ["unit", "area", "households"])
    found = read_register(raw, UNITS, {"police": BEATS})
    assert found.warnings == ()
    assert [str(note) for note in found.notes] == [
        "1 rows of the register (5 households) name no area; they say nothing of any."
    ]


@given(st.permutations(range(6)))
def test_the_order_of_rows_does_not_matter(order):
    rows = [["T001", "1", 3], ["T002", "2", 4], ["T001", "2", 5], ["T001", "1", 6], ["x", "1", 1], ["T002", "y", 2]]
    columns = ["unit", "area", "households"]
    first = read_register(frame(rows, columns), UNITS, {"police": BEATS})
    second = read_register(frame([rows[i] for i in order], columns), UNITS, {"police": BEATS})
    assert first.tables["police"].equals(second.tables["police"])
    assert first.counts == second.counts


def test_dwellings_name_areas():
    areas, notes = point_areas(["1", None, "9", "CSKV-02"], BEATS, "police")
    assert areas.tolist() == ["CSKV-01", None, None, "CSKV-02"]
    assert str(notes[0]).startswith("1 dwellings name police beats that the layer does not have: 9")


CITY = CityBook(
    ["A/CSKV 1", "A/CSKV 2", "B/CSKV 1", "B/CSKV 2", "CSKV 3", "C-7"],
    {"A/CSKV 1": "Địa bàn chợ", "B/CSKV 1": "Địa bàn chợ", "C-7": "Bến xe"},
    {f"{ward}/CSKV {number}": f"CSKV {number}" for ward in "AB" for number in (1, 2)},
    {"A/CSKV 1": ("A",), "A/CSKV 2": ("A",), "B/CSKV 1": ("B",), "B/CSKV 2": ("B",), "CSKV 3": ("A", "B"), "C-7": ()},
)


@pytest.mark.parametrize(
    ("ward", "text", "found"),
    [
        ("A", "CSKV 1", "A/CSKV 1"),
        ("B", "CSKV 1", "B/CSKV 1"),
        ("B", "Địa bàn 02", "B/CSKV 2"),
        ("B", 2, "B/CSKV 2"),
        ("B", "địa bàn chợ", "B/CSKV 1"),
        ("B", "A/CSKV 2", "A/CSKV 2"),
        ("A", "CSKV 3", "CSKV 3"),
        ("A", "bến xe", "C-7"),
        ("A", "CSKV 9", None),
        ("C", "CSKV 3", "CSKV 3"),
        ("C", "CSKV 1", None),
        ("", "CSKV 1", None),
        ("", "B/CSKV 1", "B/CSKV 1"),
    ],
)
def test_a_name_means_the_area_of_the_ward_that_writes_it(ward, text, found):
    assert CITY.of(ward).find(text) == found


def test_rows_and_dwellings_name_areas_of_their_ward():
    wards = {"T001": "A", "T002": "B"}
    raw = frame([["T001", "CSKV 1"], ["T002", "1"], ["T002", "địa bàn 2"]], ["unit", "area"])
    found = read_register(raw, UNITS, {"police": CITY, "militia": MILITIA}, wards=wards)
    rows = found.tables["police"][["unit_id", "area_id"]].to_numpy().tolist()
    assert rows == [["T001", "A/CSKV 1"], ["T002", "B/CSKV 1"], ["T002", "B/CSKV 2"]]
    areas, notes = point_areas(["1", "1", "1"], CITY, "police", ["A", "B", ""])
    assert list(areas) == ["A/CSKV 1", "B/CSKV 1", None]
    assert notes[0].values["rows"] == 1
