"""Layers and tables of an alignment: harmonized areas, changes to sign, what is undecided, groups, metrics.

Names and aliases follow the rules of :mod:`.schema`, which hands all of these on.
"""

from __future__ import annotations

from .fields import Field, Kind, Table, real_field, text_field, whole_field

AUTHORITIES = {"ward": "UBND", "police": "Công an", "militia": "Quân sự"}
"""Those who sign, with their words in headings of columns."""

BEAT_STATE = text_field("beat_state", "Tình trạng địa bàn CSKV")
MILITIA_STATE = text_field("militia_state", "Tình trạng khu đội/ấp đội")
NEIGHBORHOOD_BEFORE = text_field("neighborhood_before", "Khu phố trước thống nhất")
BEAT_NEW = text_field("beat_new", "Địa bàn CSKV sau thống nhất")
MILITIA_NEW = text_field("militia_new", "Khu đội/ấp đội sau thống nhất")
BEAT_READ = text_field("beat_id", "Địa bàn CSKV")
MILITIA_READ = text_field("militia_id", "Khu đội/ấp đội")
NEIGHBORHOOD_NOW = text_field("neighborhood_id", "Khu phố sau thống nhất")

HARMONIZED_FIELDS = (
    BEAT_READ,
    MILITIA_READ,
    BEAT_STATE,
    MILITIA_STATE,
    NEIGHBORHOOD_NOW,
    NEIGHBORHOOD_BEFORE,
    BEAT_NEW,
    MILITIA_NEW,
)
"""What the harmonized units have beside the fields of the units."""

LOCK_NEIGHBORHOOD = text_field("neighborhood_id", "Khu phố giữ lại")
LOCKED = Field("locked", Kind.BOOL, "Đã khóa")

_HOUSEHOLDS = whole_field("households", "Số hộ")
_AREA_HA = real_field("area_ha", "Diện tích (ha)")
_UNIT_COUNT = whole_field("unit_count", "Số tổ")

HARMONIZED_UNITS = Table(
    "harmonized_units",
    "Tổ dân phố sau thống nhất",
    (
        text_field("unit_id", "Mã tổ"),
        text_field("unit_name", "Tên tổ"),
        _HOUSEHOLDS,
        *HARMONIZED_FIELDS,
    ),
    style="harmonized_units",
)
HARMONIZED_NEIGHBORHOODS = Table(
    "harmonized_neighborhoods",
    "Khu phố sau thống nhất",
    (
        text_field("neighborhood_id", "Mã khu phố"),
        text_field("name", "Tên"),
        _HOUSEHOLDS,
        whole_field("households_before", "Số hộ trước thống nhất"),
        _UNIT_COUNT,
        whole_field("units_changed", "Số tổ thay đổi"),
        Field("meets_minimum", Kind.BOOL, "Đạt số hộ tối thiểu"),
        whole_field("missing_households", "Số tổ thiếu số hộ"),
        text_field("beat_id", "Địa bàn CSKV"),
        text_field("militia_id", "Khu đội/ấp đội"),
        whole_field("parts", "Số mảnh rời"),
        _AREA_HA,
        whole_field("color_index", "Màu"),
    ),
    style="harmonized_neighborhoods",
)


def _harmonized_areas(name: str, title: str, style: str) -> Table:
    fields = (
        text_field("area_id", "Mã"),
        text_field("name", "Tên"),
        text_field("neighborhoods", "Gồm khu phố"),
        _HOUSEHOLDS,
        _UNIT_COUNT,
        _AREA_HA,
    )
    return Table(name, title, fields, style=style)


HARMONIZED_BEATS = _harmonized_areas("harmonized_beats", "Địa bàn CSKV sau thống nhất", "police_beats")
HARMONIZED_MILITIA = _harmonized_areas("harmonized_militia", "Khu đội/ấp đội sau thống nhất", "militia_areas")


def _signing() -> tuple[Field, ...]:
    fields = []
    for authority, word in AUTHORITIES.items():
        fields += [
            text_field(f"{authority}_decision", f"{word}: ý kiến"),
            text_field(f"{authority}_comment", f"{word}: ghi chú"),
            text_field(f"{authority}_date", f"{word}: ngày"),
        ]
    return tuple(fields)


CHANGES = Table(
    "changes",
    "Danh sách thay đổi",
    (
        text_field("change_id", "Mã thay đổi"),
        text_field("unit_id", "Mã tổ"),
        text_field("unit_name", "Tên tổ"),
        text_field("authority", "Cơ quan"),
        text_field("from_id", "Từ"),
        text_field("to_id", "Sang"),
        real_field("households", "Số hộ"),
        real_field("households_low", "Số hộ ít nhất"),
        real_field("households_high", "Số hộ nhiều nhất"),
        text_field("streets", "Tuyến đường, hẻm"),
        text_field("reason", "Mã lý do"),
        text_field("reason_text", "Lý do"),
        text_field("evidence", "Căn cứ"),
        real_field("confidence", "Độ tin cậy (0-1)"),
        text_field("state", "Tình trạng"),
        *_signing(),
    ),
    style="changes",
)
UNDECIDED = Table(
    "undecided",
    "Tổ chưa xác định được",
    (
        text_field("unit_id", "Mã tổ"),
        text_field("unit_name", "Tên tổ"),
        text_field("force", "Lực lượng"),
        text_field("reason", "Mã lý do"),
        text_field("sentence", "Việc cần làm"),
        text_field("area_id", "Địa bàn chính"),
        text_field("other_id", "Địa bàn khác"),
        real_field("households_main", "Số hộ ở địa bàn chính"),
        real_field("households_main_low", "Ít nhất (chính)"),
        real_field("households_main_high", "Nhiều nhất (chính)"),
        real_field("households_other", "Số hộ ở địa bàn khác"),
        real_field("households_other_low", "Ít nhất (khác)"),
        real_field("households_other_high", "Nhiều nhất (khác)"),
        Field("split", Kind.BOOL, "Bị chia thật"),
    ),
    style="undecided",
)
GROUPS = Table(
    "match_groups",
    "Nhóm ghép khu phố và địa bàn",
    (
        text_field("force", "Lực lượng"),
        text_field("kind", "Quan hệ"),
        text_field("neighborhoods", "Khu phố"),
        text_field("areas", "Địa bàn"),
        real_field("households", "Số hộ"),
        real_field("margin", "Độ chắc chắn"),
        text_field("sentence", "Diễn giải"),
    ),
    polygons=False,
)
METRICS = Table(
    "metrics",
    "Chỉ số thống nhất ranh giới",
    (
        text_field("topic", "Nhóm"),
        text_field("metric", "Chỉ số"),
        real_field("value", "Giá trị"),
        text_field("text", "Ghi chú"),
    ),
    polygons=False,
)

ALIGNMENT_STORE = (
    HARMONIZED_UNITS,
    HARMONIZED_NEIGHBORHOODS,
    HARMONIZED_BEATS,
    HARMONIZED_MILITIA,
    CHANGES,
    UNDECIDED,
    GROUPS,
    METRICS,
)
"""Layers and tables that an alignment adds to a plan's GeoPackage; ``faces`` and ``matches`` it writes anew."""
