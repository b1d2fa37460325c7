"""Small pieces of text that several steps share."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ..layers.translate import format_number


def number(value: float, decimals: int = 0) -> str:
    """Return *value* as the user's language writes it: 1.234,5 in Vietnamese."""
    return format_number(value, decimals=decimals)


def percent(share: float, decimals: int = 1) -> str:
    """Return a share of 0 to 1 as per cent in the user's language."""
    return f"{format_number(100 * share, decimals=decimals)} %"


def problem_list(sentences: Sequence[str], links: Sequence[str] = ()) -> str:
    """Return *sentences* as an HTML list in the color of faults; "" where there are none.

    *links*: HTML that comes behind each of them.
    """
    if not sentences:
        return ""
    behind = links or [""] * len(sentences)
    items = "".join(f"<li>{escape(sentence)}{link}</li>" for sentence, link in zip(sentences, behind))
    return f'<ul style="color:#b71c1c; margin:2px 0 0 0; -qt-list-indent:1;">{items}</ul>'
