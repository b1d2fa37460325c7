"""Vietnamese names of the figures of agreement, one row each: for the page and for the table in the plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .words import number, percent

SIDES = {"ward": "khu phố", "police": "công an", "militia": "quân sự"}
AREAS = {"ward": "khu phố, ấp", "police": "địa bàn cảnh sát khu vực", "militia": "khu đội, ấp đội"}
AUTHORITIES = {"ward": "Phường, xã", "police": "Công an", "militia": "Quân sự"}
NO_FIGURE = "–"
_CAUSES = {
    "none": "không lệch",
    "uncertain": "chưa đủ chắc chắn",
    "unknown_shift": "chưa rõ nguyên nhân",
    "vn2000_as_wgs84": "tọa độ VN-2000 bị đọc như WGS 84",
    "wgs84_as_vn2000": "tọa độ WGS 84 bị đọc như VN-2000",
    "missing_parameters": "thiếu bảy tham số chuyển đổi",
    "other_system": "khai sai hệ tọa độ",
    "other_zone": "khai sai múi chiếu hoặc kinh tuyến trục",
    "axis_swap": "đảo trục X và Y",
    "degrees": "tọa độ độ bị đọc như mét",
    "no_borders": "không có ranh để so",
    "far_away": "nằm quá xa",
}


@dataclass(frozen=True)
class Figure:
    """A figure of a pair or of a layer: its name, how to take its value, how to write it."""

    name: str
    value: Callable[[dict], float | None]
    text: Callable[[dict], str]


def pair_name(pair: dict) -> str:
    """Return such as “Khu phố – công an”."""
    first, second = SIDES[pair["first"]], SIDES[pair["second"]]
    return f"{first[0].upper()}{first[1:]} – {second}"


def _lines(key: str) -> Callable[[dict], float | None]:
    return lambda pair: None if pair["lines"] is None else pair["lines"][key]


def _boundary_f(metres: str) -> Callable[[dict], float | None]:
    return lambda pair: None if pair["lines"] is None else pair["lines"]["f"][metres]


def _plain(key: str) -> Callable[[dict], float | None]:
    return lambda figures: figures[key]


def _written(name: str, value: Callable[[dict], float | None], decimals: int, unit: str = "") -> Figure:
    def text(figures: dict) -> str:
        found = value(figures)
        return NO_FIGURE if found is None else f"{number(found, decimals)}{unit}"

    return Figure(name, value, text)


def _shared(name: str, value: Callable[[dict], float | None]) -> Figure:
    return Figure(name, value, lambda figures: percent(value(figures)))


def _of(part: str, whole: str, share: str) -> Callable[[dict], str]:
    return lambda pair: (
        f"{number(pair[part])} / {number(max(pair['first_areas'], pair['second_areas']))} "
        + (f"({percent(pair[share])})")
    )


def _disagreement(pair: dict) -> str:
    low, high = round(pair["households_low"]), round(pair["households_high"])
    between = f" (từ {number(low)} đến {number(high)})" if low < high else ""
    return f"{number(pair['households_in_disagreement'])} hộ{between}"


def _hausdorff(pair: dict) -> str:
    if pair["lines"] is None:
        return NO_FIGURE
    x, y = pair["lines"]["hausdorff_at"]
    return f"{number(pair['lines']['hausdorff_m'], 1)} m, tại X = {number(x, 1)}, Y = {number(y, 1)}"


def _gap(kind: str) -> Callable[[dict], str]:
    return lambda layer: f"{number(layer[f'{kind}_ha'], 2)} ha, {number(layer[f'{kind}_households'])} hộ"


def shift_text(layer: dict) -> str:
    """Return the shift of a layer in words."""
    shift = layer["shift"]
    if shift is None:
        return "chưa kiểm tra"
    if shift["standard_error"] is None:
        return "chưa xác định được"
    if not shift["certain"]:
        return f"chưa chắc chắn (sai số ±{number(3 * shift['standard_error'], 1)} m)"
    vector = f"{number(shift['dx'], 1)}; {number(shift['dy'], 1)}"
    cause = _CAUSES.get(shift["cause"], _CAUSES["unknown_shift"])
    if shift["cause"] == "none":
        return f"{cause} (dưới {number(max(shift['length'], 3 * shift['standard_error'], 0.1), 1)} m)"
    return f"{number(shift['length'], 1)} m ({vector}): {cause}"


PAIR_FIGURES = (
    Figure("Ghép được 1:1", _plain("matched"), _of("matched", "first_areas", "matched_share")),
    Figure("Trùng khớp hoàn toàn (1:1)", _plain("one_to_one"), _of("one_to_one", "first_areas", "one_to_one_share")),
    Figure("Số hộ không thống nhất", _plain("households_in_disagreement"), _disagreement),
    _shared("Tỷ lệ hộ không thống nhất", _plain("share_in_disagreement")),
    _written("Diện tích lệch thật", _plain("real_ha"), 2, " ha"),
    _written("Diện tích lệch do nét vẽ", _plain("noise_ha"), 2, " ha"),
    _shared("Phần chung trên phần gộp (IoU), theo hình vẽ", _plain("iou_drawn")),
    _shared("Phần chung trên phần gộp (IoU), đã bỏ sai số vẽ", _plain("iou_noise_free")),
    _written("Hệ số kappa theo số hộ", _plain("kappa"), 3),
    _written("Chỉ số Rand hiệu chỉnh theo số hộ", _plain("ari"), 3),
    _shared("Đường ranh trùng trong 5 m", _boundary_f("5")),
    _shared("Đường ranh trùng trong 10 m", _boundary_f("10")),
    _shared("Đường ranh trùng trong 15 m", _boundary_f("15")),
    _written("Khoảng cách đường ranh, trung vị", _lines("median_m"), 1, " m"),
    _written("Khoảng cách đường ranh, 95 % không quá", _lines("p95_m"), 1, " m"),
    Figure("Chỗ lệch xa nhất", _lines("hausdorff_m"), _hausdorff),
)
LAYER_FIGURES = (
    _written("Số địa bàn", _plain("areas"), 0),
    _written("Sai số vẽ ước tính", _plain("sigma_m"), 1, " m"),
    _written("Hẹp hơn mức này là sai số vẽ", _plain("low_m"), 1, " m"),
    _written("Rộng hơn mức này là lệch thật", _plain("high_m"), 1, " m"),
    _shared("Dải hẹp 8–20 m lệch thật có thể bị sót", _plain("hidden_strips_expected")),
    _written("Tổ đã xác định địa bàn", _plain("units_decided"), 0),
    _written("Tổ chưa xác định, cần người xem", _plain("units_undecided"), 0),
    _written("Diện tích sai số vẽ", _plain("noise_ha"), 2, " ha"),
    _written("Diện tích cần xem lại", _plain("review_ha"), 2, " ha"),
    Figure("Bỏ trống", _plain("gap_ha"), _gap("gap")),
    Figure("Chồng lấn", _plain("overlap_ha"), _gap("overlap")),
    Figure("Lệch hệ tọa độ", lambda layer: None if layer["shift"] is None else layer["shift"]["length"], shift_text),
)
_MOVED_FIGURES = (
    _written("Số tổ thay đổi", _plain("units"), 0, " tổ"),
    _written("Số hộ thay đổi", _plain("households"), 0, " hộ"),
)


def metric_rows(metrics: dict) -> list[dict[str, object]]:
    """Return the figures of :func:`core.measures.agreement.agreement` as rows.

    ``topic`` (pair of authorities, or layer), ``metric`` (Vietnamese name), ``value`` (float or None), ``text``.
    """
    rows = [_row(pair_name(pair), figure, pair) for pair in metrics["pairs"] for figure in PAIR_FIGURES]
    for force, layer in metrics["layers"].items():
        topic = f"Lớp {AREAS[force]}"
        rows.extend(_row(topic, figure, layer) for figure in LAYER_FIGURES)
    after = metrics["harmonized"]
    if after is not None:
        for pair in after["pairs"]:
            topic = f"Sau khi thống nhất: {pair_name(pair).lower()}"
            rows.extend(_row(topic, figure, pair) for figure in PAIR_FIGURES[2:4])
        for who, moved in after["moves"].items():
            rows.extend(_row(AUTHORITIES[who], figure, moved) for figure in _MOVED_FIGURES)
    return rows


def _row(topic: str, figure: Figure, figures: dict) -> dict[str, object]:
    value = figure.value(figures)
    return {
        "topic": topic,
        "metric": figure.name,
        "value": None if value is None else float(value),
        "text": figure.text(figures),
    }
