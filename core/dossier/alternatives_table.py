"""Scores of alternatives and of the curve beside each other: as frames for layers, as a table for the dossier."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from .table import FLOAT, INT, PERCENT, TEXT, Column, Table
from .words import place_subtitle

if TYPE_CHECKING:
    import pandas as pd

    from ..proposal.choice.alternatives import Alternative
    from ..proposal.choice.frontier import Point
    from ..proposal.plan import Plan, Scores
    from ..proposal.problem import Problem

KIND_WORDS = {
    "balanced": "Cân đối",
    "least_change": "Ít xáo trộn nhất",
    "follows_beats": "Theo địa bàn cảnh sát khu vực",
    "most": "Nhiều khu phố nhất",
}
MEASURES = (
    "neighborhoods",
    "below_minimum",
    "smallest",
    "largest",
    "mean",
    "spread_pct",
    "compactness",
    "inner_boundary_km",
    "kept_pct",
    "households_moved",
    "beats_cut",
    "militia_cut",
    "barriers_crossed",
    "walking_m",
    "cost",
)
"""Columns of scores: households are whole numbers, ``_pct`` percent, ``compactness`` 0 to 1, ``cost`` without unit."""
SCORE_COLUMNS = ("alternative", "also", "dominated_by", "not_dominated", "ward_code", "area_type", *MEASURES)
CURVE_COLUMNS = ("ward_code", "area_type", *MEASURES)
_NOTES = (
    "Điểm tổng hợp càng thấp càng tốt, tính theo cùng một bộ trọng số cho mọi phương án; chỉ nên so giữa các phương "
    "án có cùng số khu phố.",
    "“Không bị trội”: không có phương án nào khác cùng số khu phố mà tốt hơn ở một chỉ tiêu và không kém ở chỉ "
    "tiêu nào.",
)


def measures(scores: Scores) -> dict[str, float | int | None]:
    """Return the columns :data:`MEASURES` of one plan."""
    return {
        "neighborhoods": scores.neighborhoods,
        "below_minimum": scores.below_minimum,
        "smallest": scores.smallest,
        "largest": scores.largest,
        "mean": round(scores.mean, 1),
        "spread_pct": round(100.0 * scores.spread, 2),
        "compactness": round(scores.compactness, 4),
        "inner_boundary_km": round(scores.inner_boundary_m / 1000.0, 3),
        "kept_pct": None if scores.kept_share is None else round(100.0 * scores.kept_share, 2),
        "households_moved": scores.households_moved,
        "beats_cut": scores.beats_cut,
        "militia_cut": scores.militia_cut,
        "barriers_crossed": scores.barriers_crossed,
        "walking_m": round(scores.walking_m, 1),
        "cost": round(scores.cost, 4),
    }


def scores_frame(problems: Sequence[Problem], found: Sequence[Alternative]) -> pd.DataFrame:
    """Return a row per alternative for all wards (``ward_code`` empty), then one per ward where there are several."""
    rows = []
    for one in found:
        known = {
            "alternative": one.kind.value,
            "also": _joined(kind.value for kind in one.also),
            "dominated_by": _joined(kind.value for kind in one.dominated_by),
            "not_dominated": not one.dominated_by,
        }
        rows += [{**known, **row} for row in _ward_rows(problems, one.plans, one.total)]
    return _frame(rows, SCORE_COLUMNS)


def curve_frame(problems: Sequence[Problem], points: Sequence[Point]) -> pd.DataFrame:
    """Return a row per number of khu phố of all wards (``ward_code`` empty), then those of each ward of several.

    Of equal numbers in one ward the plan of the lowest cost counts.
    """
    rows = [row for point in points for row in _ward_rows(problems, point.plans, point.total)[:1]]
    if len(problems) > 1:
        for place, problem in enumerate(problems):
            best: dict[int, Scores] = {}
            for plan in (point.plans[place] for point in points):
                known = best.get(plan.scores.neighborhoods)
                if known is None or (plan.scores.below_minimum, plan.scores.cost) < (known.below_minimum, known.cost):
                    best[plan.scores.neighborhoods] = plan.scores
            rows += [_ward_row(problem, best[count]) for count in sorted(best)]
    return _frame(rows, CURVE_COLUMNS)


def alternatives_table(found: Sequence[Alternative], wards: Sequence[str] = ()) -> Table:
    """Return the table “So sánh phương án”: one row per alternative; *wards*: names for the line below the heading."""
    rows = []
    for place, one in enumerate(found, 1):
        values = measures(one.total)
        rows.append(
            (
                place,
                "; ".join(KIND_WORDS[kind.value] for kind in one.kinds),
                values["neighborhoods"],
                values["below_minimum"],
                values["smallest"],
                values["largest"],
                one.total.spread,
                values["compactness"],
                values["inner_boundary_km"],
                one.total.kept_share,
                values["households_moved"],
                values["beats_cut"],
                values["militia_cut"],
                values["barriers_crossed"],
                values["walking_m"],
                values["cost"],
                "Có" if not one.dominated_by else None,
            )
        )
    return Table(
        title="So sánh phương án",
        columns=_COLUMNS,
        rows=tuple(rows),
        notes=_NOTES,
        heading="BẢNG SO SÁNH CÁC PHƯƠNG ÁN SẮP XẾP KHU PHỐ, ẤP",
        subtitle=place_subtitle(wards),
    )


_COLUMNS = (
    Column("STT", INT, 6, centered=True),
    Column("Phương án", TEXT, 26),
    Column("Số khu phố, ấp", INT, 8),
    Column("Dưới chuẩn", INT, 8),
    Column("Số hộ nhỏ nhất", INT, 9),
    Column("Số hộ lớn nhất", INT, 9),
    Column("Độ lệch số hộ", PERCENT, 9),
    Column("Độ gọn (0-1)", FLOAT, 8),
    Column("Ranh trong (km)", FLOAT, 9),
    Column("Hộ ở lại khu phố cũ", PERCENT, 10),
    Column("Hộ phải chuyển", INT, 9),
    Column("Hộ bị cắt khỏi địa bàn CSKV", INT, 11),
    Column("Hộ bị cắt khỏi khu đội, ấp đội", INT, 11),
    Column("Số lần vượt vật cản", INT, 8),
    Column("Đi bộ trung bình (m)", FLOAT, 9),
    Column("Điểm tổng hợp", FLOAT, 9),
    Column("Không bị trội", TEXT, 8, centered=True),
)


def _ward_rows(problems: Sequence[Problem], plans: Sequence[Plan], total: Scores) -> list[dict]:
    rows = [{"ward_code": None, "area_type": None, **measures(total)}]
    if len(problems) > 1:
        rows += [_ward_row(problem, plan.scores) for problem, plan in zip(problems, plans)]
    return rows


def _ward_row(problem: Problem, scores: Scores) -> dict:
    return {"ward_code": problem.ward, "area_type": problem.area_type, **measures(scores)}


def _joined(names: Iterable[str]) -> str | None:
    return ", ".join(names) or None


def _frame(rows: list[dict], columns: Sequence[str]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(rows, columns=list(columns), dtype=object)
