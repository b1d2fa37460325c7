"""Decisions and dates as offices write them."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from khu_pho_mapper.core.intake.decisions import parse_date, parse_decision


@pytest.mark.parametrize(
    "text", ["đồng ý", "Đồng ý", "ĐỒNG Ý.", "dong y", "Đã đồng ý", "agree", "Agreed", " x ", "nhất trí", "Dong_Y"]
)
def test_agreement_is_read(text):
    assert parse_decision(text) == "agree"


@pytest.mark.parametrize("text", ["không đồng ý", "Không  đồng ý", "KHONG DONG Y", "refuse", "No", "từ chối", "không"])
def test_refusal_is_read(text):
    assert parse_decision(text) == "refuse"


@pytest.mark.parametrize("text", [None, "", "  ", "chưa", "NULL", float("nan"), "-"])
def test_nothing_is_no_decision(text):
    assert parse_decision(text) == ""


@pytest.mark.parametrize("text", ["đồng ý một phần", "?", "maybe", 1, 0, True, "không rõ"])
def test_what_is_unclear_is_not_guessed(text):
    assert parse_decision(text) is None


@given(st.text(max_size=20))
def test_any_text_gets_an_answer(text):
    assert parse_decision(text) in {"agree", "refuse", "", None}
    assert parse_date(text) is None or parse_date(text) == "" or date.fromisoformat(parse_date(text))


@given(st.dates(min_value=date(1000, 1, 1)))
def test_dates_are_read_as_vietnam_writes_them(day):
    wanted = day.isoformat()
    texts = (f"{day.day}/{day.month}/{day.year:04}", f"{day.day:02}-{day.month:02}-{day.year:04}", wanted)
    assert {parse_date(value) for value in (*texts, day, datetime(day.year, day.month, day.day, 7))} == {wanted}


@pytest.mark.parametrize("text", ["31/02/2026", "2026", "hôm nay", "22/11/26"])
def test_no_dates(text):
    assert parse_date(text) is None
