"""Messages and numbers in both languages."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from khu_pho_mapper.core.model.messages import Message
from khu_pho_mapper.layers import read, translate

ROOT = Path(__file__).resolve().parents[2]
NO_FIELD = Message(read._NO_FIELD, {"layer": "Tổ", "field": "nix", "fields": "a, b"})


@pytest.fixture
def catalog(tmp_path, monkeypatch):
    """The Vietnamese catalog, compiled for this test."""
    compiler = shutil.which("lrelease")
    if compiler is None:
        pytest.skip("Qt's lrelease is not there")
    target = tmp_path / "vi.qm"
    subprocess.run([compiler, "-silent", str(ROOT / "i18n" / "khu_pho_mapper_vi.ts"), "-qm", str(target)], check=True)
    monkeypatch.setattr(translate, "CATALOG", target)
    return target


@pytest.mark.parametrize(
    ("value", "decimals", "vietnamese", "english"),
    [
        (1234, None, "1.234", "1,234"),
        (1234.5, None, "1.234,5", "1,234.5"),
        (0.25, None, "0,25", "0.25"),
        (12.0, None, "12", "12"),
        (12, 1, "12,0", "12.0"),
        (1234567.891, 2, "1.234.567,89", "1,234,567.89"),
        (-5.5, None, "-5,5", "-5.5"),
    ],
)
def test_numbers(value, decimals, vietnamese, english):
    assert translate.format_number(value, "vi", decimals) == vietnamese
    assert translate.format_number(value, "en", decimals) == english


def test_english_needs_no_catalog(monkeypatch):
    monkeypatch.setattr(translate, "CATALOG", Path("nowhere"))
    text = "Layer “Tổ” has no field “nix”. Its fields are: a, b. Choose one of them."
    assert translate.to_text(NO_FIELD, "en") == text
    assert translate.to_text(NO_FIELD, "vi") == text  # no catalog: better English than nothing


def test_vietnamese_is_there_whatever_the_language_of_qgis(catalog):
    text = translate.to_text(NO_FIELD, "vi")
    assert text.startswith("Lớp “Tổ” không có")
    assert "nix" in text


def test_messages_inside_messages(catalog):
    whole = Message("{first} {count}", {"first": NO_FIELD, "count": 1234.5})
    assert translate.to_text(whole, "vi").startswith("Lớp “Tổ”")
    assert translate.to_text(whole, "vi").endswith("1.234,5")
    assert translate.to_text(whole, "en").endswith("1,234.5")


def test_plain_text_stays_as_it_is():
    assert translate.to_text("85 hộ", "vi") == "85 hộ"
