"""Numbers of households as they come from layers and lists."""

from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from khu_pho_mapper.core.intake import numbers
from khu_pho_mapper.core.intake.numbers import LARGEST, parse_households
from khu_pho_mapper.core.intake.texts import clean_text


@given(st.integers(0, LARGEST))
def test_a_whole_number_is_read_in_every_usual_spelling(number):
    spellings = [number, np.int32(number), float(number), Decimal(number), str(number), f" {number} ", f"+{number}"]
    spellings += [f"{number}.0", f"{number},00", f"00{number}", f"{number}\u00a0", np.str_(number)]
    spellings.append(str(number).translate({48 + digit: 0xFF10 + digit for digit in range(10)}))
    for value in spellings:
        assert parse_households(value) == (number, None), repr(value)


@pytest.mark.parametrize("value", [None, "", "  ", "\u00a0", "NULL", "null", "NaN", "<NA>", float("nan"), np.nan,
                                   pd.NA, pd.NaT, Decimal("NaN")])  # fmt: skip
def test_missing_is_neither_zero_nor_wrong(value):
    assert parse_households(value) == (None, None)


@pytest.mark.parametrize(
    ("value", "template"),
    [
        ("1.234", numbers.THOUSANDS),
        ("1,234", numbers.THOUSANDS),
        ("1 234", numbers.THOUSANDS),
        ("12.345.678", numbers.THOUSANDS),
        ("1.234,5", numbers.THOUSANDS),
        ("85.000", numbers.THOUSANDS),
        ("85 hộ", numbers.WORDS),
        ("~90", numbers.WORDS),
        ("khoảng 90", numbers.WORDS),
        ("85*", numbers.WORDS),
        ("x", numbers.NO_NUMBER),
        ("-", numbers.NO_NUMBER),
        ("8²", numbers.WORDS),
        ("1e3", numbers.NO_NUMBER),
        ("85-90", numbers.NO_NUMBER),
        ("1/2", numbers.NO_NUMBER),
        ("12.5", numbers.FRACTION),
        ("12,5", numbers.FRACTION),
        (12.5, numbers.FRACTION),
        (Decimal("0.5"), numbers.FRACTION),
        ("-5", numbers.NEGATIVE),
        ("- 5", numbers.NEGATIVE),
        ("\u22125", numbers.NEGATIVE),
        (-5, numbers.NEGATIVE),
        (-0.5, numbers.NEGATIVE),
        (np.int64(-1), numbers.NEGATIVE),
        (True, numbers.NO_NUMBER),
        (np.bool_(False), numbers.NO_NUMBER),
        (b"85", numbers.NO_NUMBER),
        ([85], numbers.NO_NUMBER),
        (float("inf"), numbers.NO_NUMBER),
        (Decimal("-Infinity"), numbers.NO_NUMBER),
        (LARGEST + 1, numbers.TOO_LARGE),
        (1e300, numbers.TOO_LARGE),
        ("9" * 5000, numbers.TOO_LARGE),
    ],
)
def test_what_is_not_a_whole_number_is_refused_with_its_reason(value, template):
    number, wrong = parse_households(value)
    assert number is None
    assert wrong.template == template
    assert len(str(wrong)) < 200


def test_minus_nothing_is_nothing():
    assert parse_households("-0") == (0, None)
    assert parse_households(-0.0) == (0, None)


def test_a_number_with_words_names_the_number_to_write():
    assert "such as 85" in str(parse_households("85 hộ")[1])


@given(st.one_of(st.text(), st.integers(), st.floats(), st.decimals(), st.booleans(), st.binary(), st.none()))
def test_anything_gives_a_number_or_missing_or_one_reason(value):
    number, wrong = parse_households(value)
    assert number is None or (type(number) is int and 0 <= number <= LARGEST and wrong is None)
    assert wrong is None or str(wrong)


@pytest.mark.parametrize(
    ("value", "text"),
    [(12.0, "12"), (7, "7"), (" T01 ", "T01"), ("To\u0302\u0301", "Tố"), ("", None), (None, None),
     (float("nan"), None), (pd.NA, None), ("NULL", None), (1.5, "1.5"), ("0012", "0012")],
)  # fmt: skip
def test_ids_are_texts_without_chance_differences(value, text):
    assert clean_text(value) == text
