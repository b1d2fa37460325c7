"""Where to end a printed page, so that totals, notes and signatures never stand alone on the last one."""

from __future__ import annotations

from collections.abc import Sequence

_POINTS_PER_CHARACTER = 6.0  # a column's width of 1: a digit of Times New Roman, 12 points
_COMPANIONS = 2  # rows of the table that go with what ends it
_SLACK = 0.04  # share of a page's height by which printers and programs may differ


def break_before_end(
    heights: Sequence[float],
    widths: Sequence[float],
    *,
    head: int,
    tail: int,
    page: tuple[float, float],
) -> int | None:
    """Return the row (from 0) at which to start the last page, or None where it ends well by itself.

    *heights*: of all rows, points; *widths*: of all columns, characters; *head*: row of the column headings, which
    is repeated on each page; *tail*: first row after the body; *page*: width and height for printing, points. The
    sheet is scaled down to the page's width.
    """
    start = tail - _COMPANIONS
    if start <= head + 1:
        return None
    scale = min(1.0, page[0] / (_POINTS_PER_CHARACTER * sum(widths)))
    for height in (page[1], page[1] * (1.0 - _SLACK)):
        last = _last_page(heights, head, height / scale)
        if last > start:
            return start
    return None


def _last_page(heights: Sequence[float], head: int, room: float) -> int:
    """Return the first row of the last page when rows are filled in one after another."""
    first, used = 0, 0.0
    for row, height in enumerate(heights):
        if used + height > room and row > first:
            first, used = row, heights[head]
        used += height
    return first
