"""Yes-or-no marks and words as offices write them."""

import pytest
from khu_pho_mapper.core.intake.marks import is_one_of, parse_mark


@pytest.mark.parametrize("value", [1, 1.0, True, "1", "true", " X ", "Có", "khóa", "KHOÁ", "yes"])
def test_marks(value):
    assert parse_mark(value) is True


@pytest.mark.parametrize("value", [0, False, None, "", "  ", "không", "No", "0", float("nan")])
def test_no_marks(value):
    assert parse_mark(value) is False


@pytest.mark.parametrize("value", ["chắc vậy", 2, "?"])
def test_values_that_say_neither(value):
    assert parse_mark(value) is None


def test_words_are_compared_without_case_and_tone_marks():
    assert is_one_of("Đường sắt", ["kênh", " duong sat "])
    assert not is_one_of("đường", ["đường sắt"])
    assert not is_one_of(None, ["", "none"])
