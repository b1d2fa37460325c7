"""Texts of attribute fields, and what sentences call a unit."""

import pytest
from khu_pho_mapper.core.intake.texts import unit_in_words


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (None, "T005"),
        ("", "T005"),
        ("T005", "T005"),
        ("Tổ 5", "5 (T005)"),
        ("Tổ dân phố 12A", "12A (T005)"),
        ("TDP 7", "7 (T005)"),
        ("Chung cư Sao Mai", "Chung cư Sao Mai (T005)"),
        ("Tổ", "Tổ (T005)"),
    ],
)
def test_a_unit_is_not_called_unit_twice(name, said):
    assert unit_in_words("T005", name) == said
