import copy
from html.parser import HTMLParser

import pytest
from khu_pho_mapper.core.dossier.metrics_page import headline, histogram_svg, metrics_html
from khu_pho_mapper.core.dossier.metrics_words import metric_rows

PAIR = {
    "first": "ward",
    "second": "police",
    "first_areas": 9,
    "second_areas": 10,
    "matched": 9,
    "matched_share": 0.9,
    "one_to_one": 6,
    "one_to_one_share": 0.6,
    "households": 4960.0,
    "households_in_disagreement": 312.4,
    "households_low": 290.0,
    "households_high": 350.0,
    "share_in_disagreement": 0.063,
    "real_ha": 3.5,
    "noise_ha": 1.25,
    "iou_drawn": 0.8,
    "iou_noise_free": 0.9,
    "kappa": 0.938,
    "ari": 0.896,
    "lines": {
        "f": {"5": 0.6, "10": 0.8, "15": 0.9},
        "median_m": 3.4,
        "p95_m": 35.2,
        "hausdorff_m": 147.4,
        "hausdorff_at": [603210.5, 1190877.25],
        "step_m": 1.0,
    },
    "matches": [
        {
            "first_id": "KP<1>",
            "second_id": "CA & 7",
            "households": 500.0,
            "elsewhere": 12.0,
            "iou_drawn": 0.8,
            "iou_noise_free": 0.9,
            "drawn_ha": 4.0,
        }
    ],
}
LAYER = {
    "areas": 10,
    "units_decided": 60,
    "units_undecided": 3,
    "sigma_m": 4.6,
    "low_m": 12.4,
    "high_m": 18.3,
    "edges_m": [0.0, 10.0, 20.0, 30.0],
    "counts": [90, 10, 2],
    "hidden_strips_expected": 0.194,
    "real_ha": 1.0,
    "review_ha": 0.5,
    "noise_ha": 2.0,
    "gap_ha": 0.25,
    "overlap_ha": 0.0,
    "real_households": 10.0,
    "review_households": 4.0,
    "gap_households": 7.0,
    "overlap_households": 0.0,
    "shift": {
        "dx": 195.0,
        "dy": -112.0,
        "length": 224.9,
        "standard_error": 0.2,
        "certain": True,
        "cause": "vn2000_as_wgs84",
    },
}
METRICS = {
    "units": 63,
    "households": 4960.0,
    "neighborhoods": 9,
    "pairs": [PAIR],
    "layers": {"police": LAYER},
    "harmonized": {
        "pairs": [
            {
                "first": "ward",
                "second": "police",
                "households": 4960.0,
                "households_in_disagreement": 0.0,
                "households_low": 0.0,
                "households_high": 0.0,
                "share_in_disagreement": 0.0,
                "kappa": 1.0,
                "ari": 1.0,
            }
        ],
        "moves": {"ward": {"units": 1, "households": 80.0}, "police": {"units": 4, "households": 310.0}},
    },
}


class Page(HTMLParser):
    """Collects texts and tells whether every tag is closed."""

    def __init__(self, html):
        super().__init__()
        self.open, self.texts, self.links = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.links += [value for name, value in attributes if name in ("href", "src")]
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)


def changed(**pair):
    metrics = copy.deepcopy(METRICS)
    metrics["pairs"][0].update(pair)
    return metrics


def test_page_is_whole_and_needs_nothing_else():
    page = Page(metrics_html(METRICS, title="Phường <Mẫu>"))
    assert page.open == []
    assert page.links == []
    text = " ".join(page.texts)
    for wanted in ("Phường <Mẫu>", "KP<1>", "CA & 7", "312 hộ (từ 290 đến 350)", "6,3 %", "0,938"):
        assert wanted in text
    assert "X = 603.210,5" in text
    assert "tọa độ VN-2000 bị đọc như WGS 84" in text


def test_first_sentences_say_what_matters():
    told = headline(METRICS)
    assert "63 tổ, 9 khu phố, ấp với 4.960 hộ" in told
    assert "312 hộ (6,3 %) ở chỗ khu phố và địa bàn công an không trùng nhau" in told
    assert "Còn 3 tổ chưa xác định được thuộc địa bàn công an nào" in told
    assert "phường, xã đổi 80 hộ, công an đổi 310 hộ; sau đó còn 0 hộ không trùng" in told
    assert "Không có hộ nào" in headline(changed(households_in_disagreement=0.2, share_in_disagreement=0.0))


def test_what_cannot_be_told_is_a_dash():
    metrics = changed(kappa=None, ari=None, lines=None, iou_drawn=None, share_in_disagreement=None)
    metrics["harmonized"], metrics["layers"]["police"]["shift"] = None, None
    assert Page(metrics_html(metrics)).open == []
    rows = {row["metric"]: row for row in metric_rows(metrics) if row["topic"] == "Khu phố – công an"}
    for name in ("Hệ số kappa theo số hộ", "Chỗ lệch xa nhất", "Đường ranh trùng trong 5 m"):
        assert rows[name]["value"] is None
        assert rows[name]["text"] == "–"


def test_rows_of_the_table_hold_every_figure():
    rows = metric_rows(METRICS)
    assert {tuple(row) for row in rows} == {("topic", "metric", "value", "text")}
    found = {(row["topic"], row["metric"]): row for row in rows}
    assert len(found) == len(rows)
    assert found["Khu phố – công an", "Tỷ lệ hộ không thống nhất"]["value"] == pytest.approx(0.063)
    assert found["Lớp địa bàn cảnh sát khu vực", "Bỏ trống"]["text"] == "0,25 ha, 7 hộ"
    assert found["Lớp địa bàn cảnh sát khu vực", "Dải hẹp 8–20 m lệch thật có thể bị sót"]["text"] == "19,4 %"
    assert found["Công an", "Số hộ thay đổi"]["value"] == 310.0
    assert found["Công an", "Số tổ thay đổi"]["text"] == "4 tổ"
    assert found["Sau khi thống nhất: khu phố – công an", "Số hộ không thống nhất"]["text"] == "0 hộ"


def test_histogram_shows_bars_and_both_thresholds():
    drawn = histogram_svg(LAYER)
    assert drawn.count("<rect") == 3
    assert "12,4 m" in drawn
    assert "18,3 m" in drawn
    assert histogram_svg({**LAYER, "edges_m": [0.0], "counts": []}) == ""
