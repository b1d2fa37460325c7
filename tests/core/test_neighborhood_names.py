"""Ids of khu phố and ấp are read as they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from khu_pho_mapper.core.intake.neighborhood_names import house_id, id_prefix, name_of_id, usual_name
from khu_pho_mapper.core.intake.texts import clean_text

TYPES = st.sampled_from(["khu_pho", "ap", "other"])
WARDS = st.one_of(st.sampled_from(["", "27301", "P1", "Phường 5", "Q.1-P.2", "P'x"]), st.text(max_size=8).map(
    lambda text: clean_text(text) or ""
))  # fmt: skip


@given(WARDS, TYPES, st.integers(1, 10_000), st.integers(1, 5))
def test_an_id_that_is_written_is_read_again(ward, area_type, number, digits):
    written = house_id(ward, area_type, number, digits)
    assert written.startswith(id_prefix(ward, area_type))
    assert name_of_id(written) == usual_name(area_type, number)
    assert name_of_id(name_of_id(written)) == name_of_id(written)


@given(WARDS, TYPES, st.integers(1, 500), st.integers(1, 500))
def test_ids_and_names_tell_numbers_apart(ward, area_type, one, other):
    assert (house_id(ward, area_type, one) == house_id(ward, area_type, other)) == (one == other)
    assert (usual_name(area_type, one) == usual_name(area_type, other)) == (one == other)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("27301-KP03", "Khu phố 3"),
        ("AP12", "Ấp 12"),
        ("Phường 5-KP100", "Khu phố 100"),
        ("Phường\n5-KP100", "Khu phố 100"),
        ("Khu phố 3", "Khu phố 3"),
        ("Bến Đò", "Bến Đò"),
        ("27301-KP", "27301-KP"),
        ("27301-KP03 (mới)", "27301-KP03 (mới)"),
        ("P5 - KP3", "P5 - KP3"),
        ("-KP03", "-KP03"),
        ("", ""),
    ],
)
def test_what_is_no_id_is_a_name(written, read):
    assert name_of_id(written) == read


def test_ids_of_the_house():
    assert house_id("27301", "khu_pho", 3) == "27301-KP03"
    assert house_id("", "ap", 3) == "AP03"
    assert house_id("27301", "khu_pho", 7, digits=3) == "27301-KP007"
