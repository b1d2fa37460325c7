"""Names, types and Vietnamese aliases of the layers and tables that the plugin writes.

Names are ASCII, lower case and under 31 characters, so that they survive other formats.
Aliases are for display and always Vietnamese, like everything that goes into a dossier.
"""

from __future__ import annotations

from .alignment_tables import (
    ALIGNMENT_STORE,
    AUTHORITIES,
    BEAT_NEW,
    BEAT_READ,
    BEAT_STATE,
    CHANGES,
    GROUPS,
    HARMONIZED_BEATS,
    HARMONIZED_FIELDS,
    HARMONIZED_MILITIA,
    HARMONIZED_NEIGHBORHOODS,
    HARMONIZED_UNITS,
    LOCK_NEIGHBORHOOD,
    LOCKED,
    METRICS,
    MILITIA_NEW,
    MILITIA_READ,
    MILITIA_STATE,
    NEIGHBORHOOD_BEFORE,
    NEIGHBORHOOD_NOW,
    UNDECIDED,
)
from .fields import Field, Kind, Table
from .fields import real_field as _real
from .fields import text_field as _text
from .fields import whole_field as _whole

__all__ = [
    "ADJACENCY", "ALIGNMENT_STORE", "ALTERNATIVE", "ALTERNATIVES", "AUTHORITIES", "BEAT_NEW", "BEAT_READ",
    "BEAT_STATE", "CHANGES", "CURVE", "FACES", "FAULTS", "GROUPS", "HARMONIZED_BEATS", "HARMONIZED_FIELDS",
    "HARMONIZED_MILITIA", "HARMONIZED_NEIGHBORHOODS", "HARMONIZED_UNITS", "HISTORY", "KIND_FIELDS", "LOCKED",
    "LOCK_NEIGHBORHOOD", "MATCHES", "METRICS", "MILITIA_AREAS", "MILITIA_NEW", "MILITIA_READ", "MILITIA_STATE",
    "NEIGHBORHOODS", "NEIGHBORHOOD_BEFORE", "NEIGHBORHOOD_ID", "NEIGHBORHOOD_NAME", "NEIGHBORHOOD_NOW",
    "OLD_NEIGHBORHOODS", "PLANS", "PLAN_STORE", "POLICE_BEATS", "REPLACED_BY_ALIGNMENT",
    "SCORES", "UNDECIDED", "UNITS", "Field", "Kind",
    "Table",
]  # fmt: skip

NEIGHBORHOOD_ID = _text("neighborhood_id", "Mã khu phố")
NEIGHBORHOOD_NAME = _text("neighborhood_name", "Khu phố mới")

_WARD_CODE = _text("ward_code", "Mã phường/xã")
_HOUSEHOLDS = _whole("households", "Số hộ")
_POPULATION = _whole("population", "Nhân khẩu")
_AREA_HA = _real("area_ha", "Diện tích (ha)")
_AREA_TYPE = _text("area_type", "Loại")
_BEAT = _text("beat_id", "Địa bàn CSKV")
_MILITIA = _text("militia_id", "Khu đội/ấp đội")

UNITS = Table(
    "units",
    "Tổ dân phố",
    (
        _text("unit_id", "Mã tổ"),
        _text("unit_name", "Tên tổ"),
        _WARD_CODE,
        _text("ward_name", "Phường/xã"),
        _AREA_TYPE,
        _text("old_neighborhood", "Khu phố cũ"),
        _HOUSEHOLDS,
        _POPULATION,
        NEIGHBORHOOD_ID,
        NEIGHBORHOOD_NAME,
        Field("locked", Kind.BOOL, "Đã khóa"),
    ),
    style="units",
)
OLD_NEIGHBORHOODS = Table(
    "old_neighborhoods",
    "Khu phố cũ",
    (
        _text("old_neighborhood", "Khu phố cũ"),
        _WARD_CODE,
        _HOUSEHOLDS,
        _whole("unit_count", "Số tổ"),
        _AREA_HA,
        _whole("color_index", "Màu"),
    ),
    style="old_neighborhoods",
)
NEIGHBORHOODS = Table(
    "neighborhoods",
    "Khu phố mới",
    (
        NEIGHBORHOOD_ID,
        _text("name", "Tên"),
        _text("old_names", "Gồm khu phố cũ"),
        _AREA_TYPE,
        _WARD_CODE,
        _HOUSEHOLDS,
        _POPULATION,
        _AREA_HA,
        _whole("unit_count", "Số tổ"),
        _real("compactness", "Độ gọn (0-1)"),
        Field("meets_minimum", Kind.BOOL, "Đạt số hộ tối thiểu"),
        _whole("missing_households", "Số tổ thiếu số hộ"),
        _BEAT,
        _MILITIA,
        _whole("color_index", "Màu"),
    ),
    style="neighborhoods",
)


def _areas(name: str, title: str) -> Table:
    return Table(name, title, (_text("area_id", "Mã"), _text("name", "Tên")), style=name)


POLICE_BEATS = _areas("police_beats", "Địa bàn cảnh sát khu vực")
MILITIA_AREAS = _areas("militia_areas", "Địa bàn khu đội, ấp đội")
FACES = Table(
    "faces",
    "Mảnh đối chiếu",
    (
        _text("face_id", "Mã mảnh"),
        _text("unit_id", "Mã tổ"),
        NEIGHBORHOOD_ID,
        _BEAT,
        _MILITIA,
        _real("households", "Số hộ (ước tính)"),
        _real("households_low", "Số hộ ít nhất"),
        _real("households_high", "Số hộ nhiều nhất"),
        _AREA_HA,
        _real("width_m", "Bề rộng (m)"),
        _text("face_class", "Phân loại"),
        _text("evidence", "Căn cứ"),
    ),
    style="faces",
)
MATCHES = Table(
    "matches",
    "Kết quả đối chiếu",
    (
        _text("force", "Lực lượng"),
        NEIGHBORHOOD_ID,
        _text("area_id", "Địa bàn tương ứng"),
        _text("match_class", "Quan hệ"),
        _text("areas", "Các địa bàn liên quan"),
        _real("households", "Số hộ"),
        _real("households_matched", "Hộ trùng địa bàn"),
        _real("households_elsewhere", "Hộ thuộc địa bàn khác"),
        _AREA_HA,
        _real("area_ha_matched", "Diện tích trùng (ha)"),
        _real("margin", "Độ chắc chắn"),
    ),
    style="matches",
)
ADJACENCY = Table(
    "adjacency",
    "Quan hệ liền kề",
    (
        _text("unit_a", "Tổ A"),
        _text("unit_b", "Tổ B"),
        _real("shared_m", "Ranh chung (m)"),
        _real("barrier", "Vật cản (0-1)"),
        _text("origin", "Nguồn"),
    ),
    polygons=False,
)
PLANS = Table(
    "plans",
    "Phương án",
    (
        _text("plan_id", "Mã phương án"),
        _text("ward_code", "Mã phường/xã"),
        _AREA_TYPE,
        _text("profile", "Bộ tiêu chí"),
        _text("document", "Căn cứ"),
        _whole("minimum", "Số hộ tối thiểu"),
        _text("parameters", "Tham số"),
        _whole("seed", "Số hạt giống"),
        _text("effort", "Mức tìm kiếm"),
        _text("scores", "Điểm"),
        _real("bound", "Cận"),
        _text("state", "Trạng thái"),
    ),
    polygons=False,
)
HISTORY = Table(
    "history",
    "Nhật ký",
    (
        _text("happened_at", "Lúc"),
        _text("who", "Ai"),
        _text("what", "Việc"),
        _text("details", "Chi tiết"),
    ),
    polygons=False,
)
FAULTS = Table(
    "faults",
    "Lỗi dữ liệu",
    (
        _text("layer_role", "Lớp"),
        _text("feature", "Đối tượng"),
        _text("severity", "Mức"),
        _text("code", "Mã lỗi"),
        _text("problem", "Vấn đề"),
        _text("advice", "Cách xử lý"),
    ),
    style="faults",
)

ALTERNATIVE = _text("alternative", "Phương án")
ALTERNATIVES = Table("alternatives", "Khu phố theo từng phương án", (ALTERNATIVE, *NEIGHBORHOODS.fields))
"""Neighborhoods of several plans in one layer."""
KIND_FIELDS = {
    "balanced": _text("nbh_balanced", "Khu phố: cân đối"),
    "least_change": _text("nbh_least_change", "Khu phố: ít xáo trộn nhất"),
    "follows_beats": _text("nbh_beats", "Khu phố: theo địa bàn CSKV"),
    "most": _text("nbh_most", "Khu phố: nhiều khu phố nhất"),
}
"""Field of each unit's neighborhood by kind of plan."""
_MEASURES = (
    _whole("neighborhoods", "Số khu phố, ấp"),
    _whole("below_minimum", "Dưới mức tối thiểu"),
    _whole("smallest", "Số hộ nhỏ nhất"),
    _whole("largest", "Số hộ lớn nhất"),
    _real("mean", "Số hộ bình quân"),
    _real("spread_pct", "Độ lệch số hộ (%)"),
    _real("compactness", "Độ gọn (0-1)"),
    _real("inner_boundary_km", "Ranh trong (km)"),
    _real("kept_pct", "Hộ ở lại khu phố cũ (%)"),
    _whole("households_moved", "Hộ phải chuyển"),
    _whole("beats_cut", "Hộ bị cắt khỏi địa bàn CSKV"),
    _whole("militia_cut", "Hộ bị cắt khỏi khu đội"),
    _whole("barriers_crossed", "Số lần vượt vật cản"),
    _real("walking_m", "Đi bộ trung bình (m)"),
    _real("cost", "Điểm tổng hợp"),
)
SCORES = Table(
    "scores",
    "Điểm của các phương án",
    (
        ALTERNATIVE,
        _text("also", "Cũng là phương án"),
        _text("dominated_by", "Bị trội bởi"),
        Field("not_dominated", Kind.BOOL, "Không bị trội"),
        _WARD_CODE,
        _AREA_TYPE,
        *_MEASURES,
    ),
    polygons=False,
)
CURVE = Table("curve", "Số khu phố và chất lượng", (_WARD_CODE, _AREA_TYPE, *_MEASURES), polygons=False)

PLAN_STORE = (
    UNITS,
    OLD_NEIGHBORHOODS,
    NEIGHBORHOODS,
    POLICE_BEATS,
    MILITIA_AREAS,
    FACES,
    MATCHES,
    ADJACENCY,
    PLANS,
    HISTORY,
)
"""Layers and tables of a plan's GeoPackage, in the order they are written."""
REPLACED_BY_ALIGNMENT = (FACES, MATCHES, *ALIGNMENT_STORE)
"""Tables of a plan that an alignment replaces."""
