"""The metrics of an alignment as one Vietnamese HTML page that needs nothing else: no file, no network, no script."""

from __future__ import annotations

from html import escape

from .metrics_words import (
    AREAS,
    AUTHORITIES,
    LAYER_FIGURES,
    NO_FIGURE,
    PAIR_FIGURES,
    SIDES,
    Figure,
    pair_name,
)
from .words import number, percent

_TITLE = "Mức độ thống nhất ranh giới"
_MOST_MATCHES = 25
_MOST_BINS = 40
_SHORT = {"ward": "khu phố", "police": "địa bàn công an", "militia": "địa bàn quân sự"}
_STYLE = """
body { font-family: "Noto Sans", "Segoe UI", Arial, sans-serif; color: #222; max-width: 60em; margin: 1.5em auto;
  padding: 0 1em; line-height: 1.45; }
h1 { font-size: 1.5em; } h2 { font-size: 1.15em; margin-top: 1.8em; }
p.head { background: #eef4fa; border-left: 5px solid #2b6ca3; padding: 0.8em 1em; font-size: 1.05em; }
table { border-collapse: collapse; width: 100%; font-size: 0.95em; }
th, td { border: 1px solid #c4c4c4; padding: 0.3em 0.6em; text-align: right; vertical-align: top; }
th { background: #f2f2f2; } th.name, td.name { text-align: left; }
p.note, li { font-size: 0.92em; color: #444; }
svg text { font-size: 11px; fill: #444; font-family: inherit; }
"""
_HISTOGRAM = (
    "Khoảng cách từ đường vẽ của {areas} đến ranh tổ gần nhất, mét. "
    "Vạch xanh: dưới mức này là sai số vẽ; vạch đỏ: trên mức này là lệch thật."
)
_EXPLANATIONS = (
    ("Ghép 1:1", "mỗi khu phố ghép với nhiều nhất một địa bàn sao cho số hộ trùng nhau là lớn nhất; "
     "“trùng khớp hoàn toàn” là cặp không còn phần đáng kể nào nằm ở địa bàn khác."),
    ("Số hộ không thống nhất", "số hộ không nằm trong địa bàn ghép 1:1 với khu phố của mình. Nếu chưa biết chắc "
     "từng hộ ở đâu thì ghi thêm khoảng thấp nhất và cao nhất."),
    ("Lệch thật và lệch do nét vẽ", "phần hẹp như sai số khi vẽ lại bản đồ không phải là bất đồng; "
     "ngưỡng được ước tính từ chính dữ liệu."),
    ("Dải hẹp có thể bị sót", "một dãy nhà (8–20 m) thật sự thuộc địa bàn khác khó phân biệt với sai số vẽ; "
     "danh sách hộ giúp tìm ra dải có người ở."),
    ("IoU, kappa, Rand", "100 % hoặc 1 là trùng nhau hoàn toàn; kappa và Rand bằng 0 là không hơn ngẫu nhiên."),
    ("Chỗ lệch xa nhất", "khoảng cách Hausdorff: chỉ là một chỗ xấu nhất, để tìm đến xem, không dùng để xếp hạng."),
)  # fmt: skip


def metrics_html(metrics: dict, *, title: str = "") -> str:
    """Return the page for what :func:`core.measures.agreement.agreement` found; *title*: the ward's name."""
    heading = escape(f"{_TITLE}: {title}" if title else _TITLE)
    parts = [
        f'<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8"><title>{heading}</title>',
        f"<style>{_STYLE}</style></head><body>",
        f"<h1>{heading}</h1>",
        f'<p class="head">{escape(headline(metrics))}</p>',
        "<h2>Từng cặp</h2>",
        _table([pair_name(pair) for pair in metrics["pairs"]], PAIR_FIGURES, metrics["pairs"]),
        _after(metrics),
        *_layers(metrics),
        *(_matches(pair) for pair in metrics["pairs"]),
        "<h2>Cách đọc</h2><ul>",
        *(f"<li><b>{escape(name)}</b>: {escape(text)}</li>" for name, text in _EXPLANATIONS),
        "</ul></body></html>",
    ]
    return "\n".join(part for part in parts if part)


def headline(metrics: dict) -> str:
    """Return the figures that matter to an officer in a few plain sentences."""
    sentences = [
        f"Phường, xã có {number(metrics['units'])} tổ, {number(metrics['neighborhoods'])} khu phố, ấp với "
        f"{number(metrics['households'])} hộ."
    ]
    apart = [
        f"{number(pair['households_in_disagreement'])} hộ ({percent(pair['share_in_disagreement'])}) ở chỗ "
        f"{_SHORT[pair['first']]} và {_SHORT[pair['second']]} không trùng nhau"
        for pair in metrics["pairs"]
        if round(pair["households_in_disagreement"])
    ]
    sentences.append(f"Có {'; '.join(apart)}." if apart else "Không có hộ nào ở chỗ ranh giới không trùng nhau.")
    sentences.extend(
        f"Còn {number(layer['units_undecided'])} tổ chưa xác định được thuộc {_SHORT[force]} nào, cần người xem."
        for force, layer in metrics["layers"].items()
        if layer["units_undecided"]
    )
    after = metrics["harmonized"]
    if after is not None:
        left = max((pair["households_in_disagreement"] for pair in after["pairs"]), default=0)
        moved = ", ".join(
            f"{AUTHORITIES[who].lower()} đổi {number(one['households'])} hộ" for who, one in after["moves"].items()
        )
        sentences.append(f"Nếu theo phương án thống nhất: {moved}; sau đó còn {number(left)} hộ không trùng.")
    return " ".join(sentences)


def _table(heads: list[str], figures: tuple[Figure, ...], columns: list[dict]) -> str:
    head = "".join(f"<th>{escape(text)}</th>" for text in heads)
    rows = [f'<table><tr><th class="name">Chỉ số</th>{head}</tr>']
    for figure in figures:
        cells = "".join(f"<td>{escape(figure.text(column))}</td>" for column in columns)
        rows.append(f'<tr><td class="name">{escape(figure.name)}</td>{cells}</tr>')
    return "\n".join([*rows, "</table>"])


def _after(metrics: dict) -> str:
    after = metrics["harmonized"]
    if after is None:
        return ""
    before = {(pair["first"], pair["second"]): pair for pair in metrics["pairs"]}
    rows = ['<h2>Sau khi thống nhất</h2><table><tr><th class="name">Cặp</th><th>Trước: hộ không trùng</th>'
            "<th>Sau: hộ không trùng</th></tr>"]  # fmt: skip
    for pair in after["pairs"]:
        earlier = before.get((pair["first"], pair["second"]))
        was = NO_FIGURE if earlier is None else number(earlier["households_in_disagreement"])
        rows.append(f'<tr><td class="name">{escape(pair_name(pair))}</td><td>{was}</td>'
                    f"<td>{number(pair['households_in_disagreement'])}</td></tr>")  # fmt: skip
    rows.append('</table><p></p><table><tr><th class="name">Cơ quan</th><th>Số tổ thay đổi</th>'
                "<th>Số hộ thay đổi</th></tr>")  # fmt: skip
    for who, moved in after["moves"].items():
        rows.append(f'<tr><td class="name">{AUTHORITIES[who]}</td><td>{number(moved["units"])}</td>'
                    f"<td>{number(moved['households'])}</td></tr>")  # fmt: skip
    return "\n".join([*rows, "</table>"])


def _layers(metrics: dict) -> list[str]:
    layers = metrics["layers"]
    heads = [AREAS[force].capitalize() for force in layers]
    parts = ["<h2>Từng lớp</h2>", _table(heads, LAYER_FIGURES, list(layers.values()))]
    for force, layer in layers.items():
        drawn = histogram_svg(layer)
        if drawn:
            told = _HISTOGRAM.format(areas=escape(AREAS[force]))
            parts.append(f'<p class="note">{told}</p>{drawn}')
    return parts


def histogram_svg(layer: dict) -> str:
    """Return a small picture of the distances of a layer with both thresholds; "" where nothing was counted."""
    edges, counts = layer["edges_m"][: _MOST_BINS + 1], layer["counts"][:_MOST_BINS]
    if len(edges) != len(counts) + 1 or not sum(counts):
        return ""
    width, height, left, bottom = 560.0, 120.0, 10.0, 18.0
    reach, most = edges[-1] - edges[0], max(counts)

    def across(metres: float) -> float:
        return left + (metres - edges[0]) / reach * width

    bars = "".join(
        f'<rect x="{across(low):.1f}" y="{height - count / most * (height - 12):.1f}" '
        f'width="{max(across(high) - across(low) - 1, 0.5):.1f}" height="{count / most * (height - 12):.1f}" '
        f'fill="#8fb3d1"/>'
        for low, high, count in zip(edges, edges[1:], counts)
    )
    marks = ""
    for metres, color in ((layer["low_m"], "#2b6ca3"), (layer["high_m"], "#c0392b")):
        if edges[0] <= metres <= edges[-1]:
            x = across(metres)
            marks += (f'<line x1="{x:.1f}" y1="0" x2="{x:.1f}" y2="{height}" stroke="{color}" stroke-width="2"/>'
                      f'<text x="{x + 4:.1f}" y="11">{number(metres, 1)} m</text>')  # fmt: skip
    ticks = ""
    for share in (0, 0.25, 0.5, 0.75, 1):
        metres = edges[0] + reach * share
        told = number(metres, int(metres % 1 > 0))
        ticks += f'<text x="{across(metres):.1f}" y="{height + 13}" text-anchor="middle">{told}</text>'
    axis = f'<line x1="{left}" y1="{height}" x2="{left + width}" y2="{height}" stroke="#777"/>'
    size = f'width="{left * 2 + width:.0f}" height="{height + bottom:.0f}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">{bars}{axis}{marks}{ticks}</svg>'


def _matches(pair: dict) -> str:
    found = sorted(pair["matches"], key=lambda match: (-match["elsewhere"], match["iou_noise_free"]))
    if not found:
        return ""
    some = found[:_MOST_MATCHES]
    more = f" ({number(len(some))} cặp lệch nhiều nhất trong {number(len(found))})" if len(some) < len(found) else ""
    first, second = (SIDES[pair[side]].capitalize() for side in ("first", "second"))
    rows = [f"<h2>Các cặp ghép: {escape(pair_name(pair).lower())}{more}</h2>",
            f'<table><tr><th class="name">{first}</th><th class="name">{second}</th><th>Hộ trùng</th>'
            "<th>Hộ ở nơi khác</th><th>IoU theo hình vẽ</th><th>IoU bỏ sai số vẽ</th></tr>"]  # fmt: skip
    for match in some:
        rows.append(f'<tr><td class="name">{escape(match["first_id"])}</td>'
                    f'<td class="name">{escape(match["second_id"])}</td><td>{number(match["households"])}</td>'
                    f"<td>{number(match['elsewhere'])}</td><td>{percent(match['iou_drawn'])}</td>"
                    f"<td>{percent(match['iou_noise_free'])}</td></tr>")  # fmt: skip
    return "\n".join([*rows, "</table>"])
