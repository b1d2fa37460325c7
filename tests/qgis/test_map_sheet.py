"""The map sheet, as a planner gets it: the PDF is opened, read and looked at."""

from __future__ import annotations

import re
import shutil
import subprocess

import numpy as np
import pytest
import shapely
from khu_pho_mapper.core.model.errors import CanceledError, KhuPhoError
from khu_pho_mapper.core.model.run import RunControl
from khu_pho_mapper.layers import schema
from khu_pho_mapper.layouts import symbols
from khu_pho_mapper.layouts.fonts import LETTERS, SANS, SERIF, installed_family
from khu_pho_mapper.layouts.map_sheet import MapSheet, read_wards, write_map
from khu_pho_mapper.layouts.name_places import place_names
from khu_pho_mapper.layouts.scale import ROUND_SCALES, grid_step, height_on_paper, round_scale
from khu_pho_mapper.layouts.text import crs_text, unit_list
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsProject
from qgis.PyQt.QtGui import QColor, QFont, QImage, QRawFont

from .sheets import crs, layer_of, layers_of, ward_rows

pytestmark = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler's tools are not installed")


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout


def text_of(path):
    return run("pdftotext", "-layout", str(path), "-")


def page_count(path):
    return int(re.search(r"Pages:\s+(\d+)", run("pdfinfo", str(path))).group(1))


def image_of(path, page=1, dpi=60):
    """The page as an array of red, green, blue."""
    target = f"{path}-{page}"
    run("pdftoppm", "-r", str(dpi), "-f", str(page), "-l", str(page), "-singlefile", "-png", str(path), target)
    image = QImage(f"{target}.png").convertToFormat(QImage.Format.Format_RGB888)
    data = np.frombuffer(image.constBits().asstring(image.sizeInBytes()), dtype=np.uint8)
    return data.reshape(image.height(), image.bytesPerLine())[:, : 3 * image.width()].reshape(image.height(), -1, 3)


def count_color(image, color, box_mm, dpi=60, tolerance=14):
    """Count the pixels of about *color* within (left, top, right, bottom) in mm."""
    wanted = np.array(QColor(color).getRgb()[:3])
    left, top, right, bottom = (round(value * dpi / 25.4) for value in box_mm)
    part = image[top:bottom, left:right].astype(int)
    return int((np.abs(part - wanted).max(axis=2) <= tolerance).sum())


LEFT_MAP = (15, 42, 200, 190)
RIGHT_MAP = (216, 42, 405, 190)


@pytest.fixture
def sheet(qgis_app):
    return MapSheet(*layers_of(ward_rows()), crs())


def test_one_ward_gives_one_a3_page_that_can_be_searched(sheet, tmp_path):
    report = write_map(tmp_path / "map.pdf", sheet)
    assert (report.pages, report.wards_drawn, report.wards_left_out) == (1, 1, 0)
    information = run("pdfinfo", str(tmp_path / "map.pdf"))
    assert page_count(tmp_path / "map.pdf") == 1
    assert "(A3)" in information
    width, height = (float(value) for value in re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", information).groups())
    assert width > height
    text = text_of(tmp_path / "map.pdf")
    for wanted in (
        "BẢN ĐỒ HIỆN TRẠNG VÀ PHƯƠNG ÁN SẮP XẾP KHU PHỐ, PHƯỜNG MẪU",
        "(Kèm theo Đề án số",
        "BẢN ĐỒ PHƯƠNG ÁN SẮP XẾP",
        "CHÚ DẪN",
        "Ranh khu phố hiện trạng",
        "Ranh khu phố sau sắp xếp",
        "Tỷ lệ 1:5.000",
        "Hệ tọa độ VN-2000, múi chiếu 3°, kinh tuyến trục 105°45′",
        "NGƯỜI LẬP",
        "CƠ QUAN LẬP BẢN ĐỒ",
        "TM. ỦY BAN NHÂN DÂN PHƯỜNG",
        "CHỦ TỊCH",
        "Khu phố 4",
        "750 hộ",
        "Khu phố cũ 2",
        "1–12",
    ):
        assert wanted in text, wanted
    assert "?" not in text


def test_text_stays_text_in_a_font_with_vietnamese_letters(sheet, tmp_path):
    write_map(tmp_path / "map.pdf", sheet)
    listed = run("pdffonts", str(tmp_path / "map.pdf")).splitlines()[2:]
    used = {line.split()[0].split("+")[-1].split("-")[0] for line in listed}
    assert used == {installed_family(SERIF).replace(" ", ""), installed_family(SANS).replace(" ", "")}


def test_both_maps_are_drawn(sheet, tmp_path):
    write_map(tmp_path / "map.pdf", sheet)
    image = image_of(tmp_path / "map.pdf")
    for box in (LEFT_MAP, RIGHT_MAP):
        fills = [count_color(image, color, box) for color in symbols.PALE_FILLS]
        assert sum(count > 500 for count in fills) >= 2
    red = [count_color(image, symbols.NEIGHBORHOOD.color, box, tolerance=60) for box in (LEFT_MAP, RIGHT_MAP)]
    assert red[0] == 0
    assert red[1] > 50
    blue = [count_color(image, symbols.OLD_NEIGHBORHOOD.color, box, tolerance=60) for box in (LEFT_MAP, RIGHT_MAP)]
    assert blue[0] > 50
    assert blue[1] == 0


def test_legend_names_only_what_is_shown(sheet, tmp_path):
    write_map(tmp_path / "map.pdf", sheet)
    plain = text_of(tmp_path / "map.pdf")
    assert "Kênh rạch" not in plain
    assert "cảnh sát" not in plain
    canal = layer_of(schema.POLICE_BEATS, [{"geometry": shapely.box(603_390, 1_190_000, 603_410, 1_190_600)}])
    with_canal = MapSheet(sheet.units, sheet.neighborhoods, sheet.crs, barriers=canal)
    write_map(tmp_path / "canal.pdf", with_canal)
    assert "Kênh rạch, trục đường lớn" in text_of(tmp_path / "canal.pdf")
    assert count_color(image_of(tmp_path / "canal.pdf"), symbols.WATER, LEFT_MAP) > 30


def test_areas_of_the_forces_stay_out_unless_the_sheet_is_internal(sheet, tmp_path):
    beats = layer_of(
        schema.POLICE_BEATS,
        [{"area_id": "CSKV-01", "name": "Địa bàn 1", "geometry": shapely.box(603_000, 1_190_000, 603_350, 1_190_600)}],
    )
    public = MapSheet(sheet.units, sheet.neighborhoods, sheet.crs, beats=beats)
    write_map(tmp_path / "public.pdf", public)
    assert "CSKV-01" not in text_of(tmp_path / "public.pdf")
    internal = MapSheet(sheet.units, sheet.neighborhoods, sheet.crs, beats=beats, internal=True)
    write_map(tmp_path / "internal.pdf", internal)
    text = text_of(tmp_path / "internal.pdf")
    for wanted in ("CSKV-01", "LƯU HÀNH NỘI BỘ", "Địa bàn cảnh sát khu vực", "CÔNG AN PHƯỜNG", "BAN CHQS PHƯỜNG"):
        assert wanted in text, wanted


def test_a_commune_speaks_of_ap(qgis_app, tmp_path):
    rows = ward_rows("27600", "Xã Mẫu", area_type="ap", word="Ấp", size=400.0)
    write_map(tmp_path / "map.pdf", MapSheet(*layers_of(rows), crs()))
    text = text_of(tmp_path / "map.pdf")
    assert "SẮP XẾP ẤP, XÃ MẪU" in text
    assert "TM. ỦY BAN NHÂN DÂN XÃ" in text
    assert "Ranh ấp sau sắp xếp" in text
    assert "khu phố" not in text.lower()
    old = [{"old_neighborhood": f"Ấp cũ {i}", "ward_code": "27600", "geometry": rows[0][i]["geometry"]} for i in (1, 2)]
    layer = layer_of(schema.OLD_NEIGHBORHOODS, old)
    write_map(tmp_path / "old.pdf", MapSheet(*layers_of(rows), crs(), old_neighborhoods=layer))
    assert "(2 ấp, 48 tổ" in text_of(tmp_path / "old.pdf")


def test_several_wards_give_a_summary_and_a_page_each(qgis_app, tmp_path):
    wards = [ward_rows(str(27301 + i), f"Phường {i + 1}", origin=(600_000.0 + 800 * i, 1_190_000.0)) for i in range(3)]
    sheet = MapSheet(*layers_of(*wards), crs())
    report = write_map(tmp_path / "map.pdf", sheet)
    assert report.pages == page_count(tmp_path / "map.pdf") == 4
    text = text_of(tmp_path / "map.pdf")
    assert "TỔNG HỢP PHƯƠNG ÁN SẮP XẾP KHU PHỐ" in text
    assert "Trang 4/4" in text
    assert re.search(r"Cộng\s+144\s+6\s+12\s+9\.000\s+0", text)
    overview = image_of(tmp_path / "map.pdf")
    fills = [count_color(overview, color, (150, 40, 400, 280)) for color in symbols.PALE_FILLS]
    assert sum(count > 100 for count in fills) >= 2
    limited = MapSheet(sheet.units, sheet.neighborhoods, sheet.crs, ward_limit=1)
    report = write_map(tmp_path / "limited.pdf", limited)
    assert (report.pages, report.wards_drawn, report.wards_left_out) == (2, 1, 2)
    assert "chỉ in cho 1 phường, xã đầu" in text_of(tmp_path / "limited.pdf")


def test_layers_in_degrees_are_drawn_in_metres(qgis_app, tmp_path):
    degrees = QgsCoordinateReferenceSystem("EPSG:4326")
    units, neighborhoods = layers_of(ward_rows())
    for layer in (units, neighborhoods):
        there = QgsCoordinateTransform(layer.crs(), degrees, QgsProject.instance())
        changes = {}
        for feature in layer.getFeatures():
            geometry = feature.geometry()
            geometry.transform(there)
            changes[feature.id()] = geometry
        layer.dataProvider().changeGeometryValues(changes)
        layer.setCrs(degrees)
    write_map(tmp_path / "map.pdf", MapSheet(units, neighborhoods, crs()))
    assert "Tỷ lệ 1:5.000" in text_of(tmp_path / "map.pdf")


def test_areas_below_the_minimum_and_missing_numbers_are_marked(qgis_app, tmp_path):
    units, neighborhoods = ward_rows()
    units[0]["households"] = None
    neighborhoods[0].update(households=690, missing_households=1)
    neighborhoods[1]["meets_minimum"] = False
    write_map(tmp_path / "map.pdf", MapSheet(*layers_of((units, neighborhoods)), crs()))
    text = text_of(tmp_path / "map.pdf")
    assert "từ 690 hộ" in text
    assert "690 (2)" in text
    assert "750 (1)" in text
    assert "Chưa đủ số hộ tối thiểu" in text
    assert "1 tổ chưa có số hộ" in text


@pytest.mark.parametrize(("columns", "heading"), [(40, "Gồm các tổ"), (120, "Số hộ")])
def test_a_long_table_gets_shorter_but_stays(qgis_app, tmp_path, columns, heading):
    rows = ward_rows(columns=columns, rows=6, block=2, size=30.0)
    write_map(tmp_path / "map.pdf", MapSheet(*layers_of(rows), crs()))
    text = text_of(tmp_path / "map.pdf")
    assert heading in text
    assert "Cộng" in text


def test_a_ward_without_old_neighborhoods_or_name_is_drawn(qgis_app, tmp_path):
    rows = ward_rows("", None, old=False)
    write_map(tmp_path / "map.pdf", MapSheet(*layers_of(rows), crs()))
    text = text_of(tmp_path / "map.pdf")
    assert "KHU PHỐ, PHƯỜNG …" in text
    assert "hiện trạng" not in text


def test_cancel_leaves_nothing_behind_and_an_old_map_alone(sheet, tmp_path):
    path = tmp_path / "map.pdf"
    path.write_bytes(b"old")
    with pytest.raises(CanceledError):
        write_map(path, sheet, RunControl(is_canceled=lambda: True))
    assert path.read_bytes() == b"old"
    assert [found.name for found in tmp_path.iterdir()] == ["map.pdf"]


def test_cancel_takes_effect_between_pages(qgis_app, tmp_path):
    wards = [ward_rows(str(i), f"Phường {i}", origin=(600_000.0 + 1000 * i, 1_190_000.0)) for i in range(1, 5)]
    seen = []
    control = RunControl(on_progress=seen.append, is_canceled=lambda: len(seen) > 3)
    with pytest.raises(CanceledError):
        write_map(tmp_path / "map.pdf", MapSheet(*layers_of(*wards), crs()), control)
    assert list(tmp_path.iterdir()) == []
    assert seen == sorted(seen)
    assert max(seen) < 1


def test_a_folder_that_is_not_there_is_told(sheet, tmp_path):
    with pytest.raises(KhuPhoError, match="can't be written"):
        write_map(tmp_path / "nowhere" / "map.pdf", sheet)
    assert list(tmp_path.iterdir()) == []


def test_a_target_that_can_not_be_replaced_is_told(sheet, tmp_path):
    (tmp_path / "map.pdf").mkdir()
    with pytest.raises(KhuPhoError, match=r"map\.pdf” can't be written"):
        write_map(tmp_path / "map.pdf", sheet)
    assert [path.name for path in tmp_path.iterdir()] == ["map.pdf"]


def test_twelve_maps_in_a_row_leave_the_project_alone(qgis_app, tmp_path):
    sheet = MapSheet(*layers_of(ward_rows(columns=4, rows=3)), crs())
    before = set(QgsProject.instance().mapLayers())
    for turn in range(12):
        write_map(tmp_path / f"map-{turn}.pdf", sheet)
    assert set(QgsProject.instance().mapLayers()) == before
    sizes = {path.stat().st_size for path in tmp_path.glob("*.pdf")}
    assert max(sizes) - min(sizes) < 0.02 * max(sizes)
    assert sheet.units.featureCount() == 12


@pytest.mark.parametrize("width", [120.0, 333.0, 800.0, 1_790.0, 4_400.0, 25_000.0, 90_000.0])
@pytest.mark.parametrize("height", [90.0, 700.0, 3_500.0, 60_000.0])
def test_scale_is_the_largest_round_one_that_fits(width, height):
    ground = shapely.box(0, 0, width, height)
    scale = round_scale(ground, 190, 164)
    assert scale in ROUND_SCALES or scale % 1_000_000 == 0
    assert width * 1000 / scale <= 190
    assert height_on_paper(ground, scale) <= 164
    larger = [other for other in ROUND_SCALES if other < scale]
    if larger:
        assert width * 1000 / larger[-1] > 180 or height * 1000 / larger[-1] > 154
    assert 30 <= grid_step(scale) * 1000 / scale <= 75


def test_names_stand_inside_or_beside_without_covering_each_other(qgis_app):
    family = installed_family(SERIF)
    tiny = [shapely.box(400 + 30 * i, 400, 420 + 30 * i, 420) for i in range(4)]
    large = [shapely.box(0, 0, 390, 800), shapely.box(520, 0, 900, 800)]
    texts = [f"Khu phố {i}\n612 hộ" for i in range(6)]
    places = place_names([*tiny, *large], texts, family, 8.0, 5000)
    assert [place.leader is not None for place in places] == [True] * 4 + [False] * 2
    spots = [place.point.buffer(8) for place in places]
    assert all(not a.intersects(b) for i, a in enumerate(spots) for b in spots[:i])
    assert large[0].contains(places[4].point)


def test_a_crowded_map_has_numbers_in_place_of_names(qgis_app, tmp_path):
    crowded = ward_rows(columns=60, rows=12, block=1, size=30.0, old=False)
    write_map(tmp_path / "crowded.pdf", MapSheet(*layers_of(crowded), crs()))
    roomy = ward_rows(old=False)
    write_map(tmp_path / "roomy.pdf", MapSheet(*layers_of(roomy), crs()))
    names = {name: text_of(tmp_path / f"{name}.pdf").count("Khu phố 3") for name in ("crowded", "roomy")}
    assert names["roomy"] == 2  # in the map and in the table
    assert names["crowded"] <= 11  # Khu phố 3, 30 to 39: in the table only
    assert "Số hiệu khu phố" in text_of(tmp_path / "crowded.pdf")
    assert "Tên khu phố" not in text_of(tmp_path / "crowded.pdf")
    assert "Tên khu phố, số hộ" in text_of(tmp_path / "roomy.pdf")


def test_the_legend_tells_apart_what_the_names_on_either_map_say(qgis_app, tmp_path):
    write_map(tmp_path / "map.pdf", MapSheet(*layers_of(ward_rows(columns=60, rows=12, block=1, size=30.0)), crs()))
    legend = text_of(tmp_path / "map.pdf")
    assert "Tên khu phố hiện trạng, số hộ" in legend
    assert "Số hiệu khu phố sau sắp xếp" in legend


def test_too_many_neighborhoods_for_a_table_are_summed_up(qgis_app, tmp_path):
    units, neighborhoods = ward_rows(columns=170, rows=4, block=1, size=30.0, old=False)
    neighborhoods[3].update(households=120, meets_minimum=False)
    neighborhoods[8].update(households=1234)
    write_map(tmp_path / "map.pdf", MapSheet(*layers_of((units, neighborhoods)), crs()))
    text = text_of(tmp_path / "map.pdf")
    assert "xem phụ lục" in text
    for figure in ("170 khu phố", "680 tổ", "120 hộ (Khu phố 4)", "1.234 hộ (Khu phố 9)", "1 khu phố"):
        assert figure in text
    assert f"{round((168 * 246 + 120 + 1234) / 170)} hộ" in text


def test_units_are_listed_in_runs_and_told_apart_by_their_old_neighborhood(qgis_app):
    rows = ward_rows(columns=2, rows=4)
    units = read_wards(MapSheet(*layers_of(rows), crs()))[0].units
    assert unit_list(units, units) == "1–8"
    assert unit_list([units[0], units[1], units[3]], units) == "1, 2, 4"
    for unit in units:
        object.__setattr__(unit, "name", "")
    assert unit_list(units[:3], units) == "27301-T001–27301-T003"
    twins, areas = ward_rows(columns=2, rows=4)
    for position, row in enumerate(twins):
        row["unit_name"] = f"Tổ {position % 4 + 1}"
        row["old_neighborhood"] = f"Khu phố {position // 4 + 1}"
    again = read_wards(MapSheet(*layers_of((twins, areas)), crs()))[0].units
    assert unit_list(again, again) == "Khu phố 1: 1–4; Khu phố 2: 1–4"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("EPSG:9210", "Hệ tọa độ VN-2000, múi chiếu 3°, kinh tuyến trục 105°45′"),
        ("EPSG:5899", "Hệ tọa độ VN-2000, múi chiếu 3°, kinh tuyến trục 107°45′"),
        ("EPSG:3405", "Hệ tọa độ VN-2000, múi chiếu 6°, kinh tuyến trục 105°00′"),
        ("", "Hệ tọa độ: theo dữ liệu gốc"),
    ],
)
def test_coordinate_system_is_named_with_zone_and_meridian(qgis_app, code, text):
    assert crs_text(QgsCoordinateReferenceSystem(code)) == text


@pytest.mark.parametrize("wanted", [SERIF, SANS])
def test_the_font_has_every_letter_itself(qgis_app, wanted):
    font = QRawFont.fromFont(QFont(installed_family(wanted)))
    assert all(font.supportsCharacter(ord(letter)) for letter in LETTERS + LETTERS.upper())
    assert installed_family(("No Such Font", *wanted)) == installed_family(wanted)
