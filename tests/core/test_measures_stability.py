import pandas as pd
import pytest
from khu_pho_mapper.core.measures.stability import COLUMNS, kept_share, old_to_new


def units(rows):
    frame = pd.DataFrame(rows, columns=["ward_code", "old_neighborhood", "neighborhood_id", "households"])
    return frame.astype({"households": "Int64"})


ROWS = [
    ("1", "Khu phố 10", "A", 30),
    ("1", "Khu phố 2", "A", 60),
    ("1", "Khu phố 2", "B", 25),
    ("1", "Khu phố 2", "B", 15),
    ("2", "Khu phố 2", "C", None),
    ("2", "Khu phố 2", "C", None),
    ("2", "Khu phố 2", "D", None),
    ("2", None, "D", 40),
    ("2", "Khu phố 3", None, 40),
]


def test_shares_and_main_successor():
    table = old_to_new(units(ROWS))
    assert list(table.columns) == COLUMNS
    assert table[["ward_code", "old_neighborhood", "neighborhood_id"]].to_numpy().tolist() == [
        ["1", "Khu phố 2", "A"],
        ["1", "Khu phố 2", "B"],
        ["1", "Khu phố 10", "A"],
        ["2", "Khu phố 2", "C"],
        ["2", "Khu phố 2", "D"],
    ]
    assert table["households"].tolist() == [60, 40, 30, 0, 0]
    assert table["units"].tolist() == [1, 2, 1, 2, 1]
    assert table["share"].tolist() == pytest.approx([0.6, 0.4, 1.0, 2 / 3, 1 / 3])
    assert table["is_main"].tolist() == [True, False, True, True, False]
    assert kept_share(units(ROWS)) == pytest.approx(90 / 130)


def test_order_of_units_does_not_matter():
    pd.testing.assert_frame_equal(old_to_new(units(ROWS)), old_to_new(units(ROWS[::-1])))


def test_nothing_old():
    table = old_to_new(units([("1", None, "A", 5)]))
    assert list(table.columns) == COLUMNS
    assert table.empty
    assert kept_share(units([("1", None, "A", 5)])) is None
