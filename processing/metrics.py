"""The metrics of an alignment: how well the three agree, as a record, a table and a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..core.model.errors import KhuPhoError
from ..core.model.messages import QT_TRANSLATE_NOOP, Message
from ..core.model.run import RunControl
from ..layers.schema import METRICS
from .inputs import Inputs
from .outputs import drafted

if TYPE_CHECKING:
    import pandas as pd

    from .harmonizing import Alignment

_NOT_WRITTEN = QT_TRANSLATE_NOOP(
    "KhuPhoCore", "The file {path} can't be written: {reason}. Choose a folder that you may write to."
)
# In Vietnamese, as everything that goes into a dossier.
_NAMES = {"ward": "Khu phố", "police": "Địa bàn CSKV", "militia": "Khu đội, ấp đội"}
_PAIR_METRICS = {
    "first_areas": "Số địa bàn (bên thứ nhất)",
    "second_areas": "Số địa bàn (bên thứ hai)",
    "matched": "Số cặp ghép 1:1",
    "matched_share": "Tỷ lệ ghép được (0-1)",
    "one_to_one": "Số cặp trùng khớp hoàn toàn",
    "one_to_one_share": "Tỷ lệ trùng khớp hoàn toàn (0-1)",
    "households": "Số hộ so sánh",
    "households_in_disagreement": "Số hộ lệch",
    "households_low": "Số hộ lệch ít nhất",
    "households_high": "Số hộ lệch nhiều nhất",
    "share_in_disagreement": "Tỷ lệ hộ lệch (0-1)",
    "real_ha": "Diện tích lệch thật (ha)",
    "noise_ha": "Diện tích sai số vẽ (ha)",
    "iou_drawn": "IoU trung bình theo ranh vẽ",
    "iou_noise_free": "IoU trung bình sau khi bỏ sai số vẽ",
    "kappa": "Kappa theo hộ",
    "ari": "Chỉ số Rand hiệu chỉnh theo hộ",
}
_LINE_METRICS = {
    "median_m": "Khoảng cách ranh: trung vị (m)",
    "p95_m": "Khoảng cách ranh: 95 % (m)",
    "hausdorff_m": "Khoảng cách ranh: lớn nhất (m)",
}
_LAYER_METRICS = {
    "areas": "Số địa bàn",
    "units_decided": "Số tổ xác định được",
    "units_undecided": "Số tổ chưa xác định được",
    "sigma_m": "Sai số vẽ ước tính (m)",
    "low_m": "Ngưỡng sai số vẽ (m)",
    "high_m": "Ngưỡng lệch thật (m)",
    "real_ha": "Lệch thật (ha)",
    "review_ha": "Cần xem xét (ha)",
    "noise_ha": "Sai số vẽ (ha)",
    "gap_ha": "Hở (ha)",
    "overlap_ha": "Chồng (ha)",
    "real_households": "Lệch thật (hộ)",
    "review_households": "Cần xem xét (hộ)",
    "gap_households": "Hở (hộ)",
    "overlap_households": "Chồng (hộ)",
}
_SHIFT_METRICS = {"length": "Độ lệch hệ tọa độ (m)", "standard_error": "Sai số của độ lệch hệ tọa độ (m)"}
_MOVE_METRICS = {"units": "Số tổ thay đổi", "households": "Số hộ thay đổi"}


def alignment_metrics(alignment: Alignment, inputs: Inputs, control: RunControl) -> dict:
    """Return the figures of the metrics page, ready for JSON.

    :raises CanceledError: *control* says so.
    """
    from ..core.measures.agreement import agreement

    frames = {force: data.frame for force, data in inputs.by_force().items()}
    found = alignment.comparison.found
    return agreement(alignment.units, found, alignment.harmony, layers=frames, shifts=alignment.shifts, control=control)


def metrics_frame(metrics: dict) -> pd.DataFrame:
    """Return the frame of :data:`schema.METRICS`: one row per figure, in Vietnamese."""
    import pandas as pd

    rows: list[tuple] = []
    for pair in metrics["pairs"]:
        topic = f"{_NAMES[pair['first']]} – {_NAMES[pair['second']]}"
        rows += _rows(topic, pair, _PAIR_METRICS)
        lines = pair.get("lines") or {}
        rows += [(topic, f"F của ranh trong {near} m", value, None) for near, value in (lines.get("f") or {}).items()]
        rows += _rows(topic, lines, _LINE_METRICS)
    for force, layer in metrics["layers"].items():
        topic = f"Lớp {_NAMES[force]}"
        rows += _rows(topic, layer, _LAYER_METRICS)
        shift = layer.get("shift") or {}
        rows += _rows(topic, shift, _SHIFT_METRICS)
    after = metrics.get("harmonized") or {}
    for pair in after.get("pairs", ()):
        topic = f"Sau thống nhất: {_NAMES[pair['first']]} – {_NAMES[pair['second']]}"
        rows += _rows(topic, pair, _PAIR_METRICS)
    for authority, moved in after.get("moves", {}).items():
        rows += _rows(f"Thay đổi của {_NAMES[authority]}", moved, _MOVE_METRICS)
    return pd.DataFrame(rows, columns=METRICS.names())


def write_page(path: Path, metrics: dict) -> None:
    """Write the page of *metrics* to *path*, whole or not at all.

    :raises KhuPhoError: it can't be written.
    """
    from ..core.dossier.metrics_page import metrics_html

    try:
        with drafted(path) as draft:
            draft.write_text(metrics_html(metrics), encoding="utf-8")
    except OSError as error:
        told = {"path": str(path), "reason": error.strerror or str(error)}
        raise KhuPhoError(Message(_NOT_WRITTEN, told)) from error


def _rows(topic: str, values: dict, wanted: dict[str, str]) -> list[tuple]:
    return [(topic, label, values[name], None) for name, label in wanted.items() if values.get(name) is not None]
