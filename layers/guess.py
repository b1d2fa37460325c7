"""Guesses which field of a layer plays which role, from names that offices use."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_NAMES: dict[str, tuple[str, ...]] = {
    "unit_id": (
        "unit_id",
        "ma_to",
        "ma_tdp",
        "ma_to_dp",
        "ma_to_dan_pho",
        "to_dp",
        "tdp",
        "to_dan_pho",
        "id_to",
        "ma_don_vi",
        "so_to",
        "to",
        "ma",
        "code",
        "id",
    ),
    "unit_name": ("unit_name", "ten_to", "ten_tdp", "ten_to_dp", "ten_to_dan_pho", "ten", "name", "to_dp", "tdp"),
    "households": (
        "households",
        "so_ho",
        "ho",
        "so_ho_dan",
        "tong_so_ho",
        "tong_ho",
        "ho_dan",
        "so_ho_gd",
        "ho_gia_dinh",
        "sl_ho",
        "hh",
        "household",
    ),
    "population": (
        "population",
        "nhan_khau",
        "so_nhan_khau",
        "dan_so",
        "so_dan",
        "nk",
        "khau",
        "so_khau",
        "so_nguoi",
        "pop",
    ),
    "ward_code": (
        "ward_code",
        "ma_phuong",
        "ma_xa",
        "ma_px",
        "maphuongxa",
        "phuong_xa",
        "phuong",
        "xa",
        "ward",
        "ten_phuong",
        "ward_name",
    ),
    "ward_name": ("ward_name", "ten_phuong", "ten_xa", "ten_px", "phuong_xa", "phuong", "ward"),
    "area_type": ("area_type", "loai_hinh", "loai", "loai_dv", "kieu"),
    "old_neighborhood": (
        "old_neighborhood",
        "kp_cu",
        "khu_pho_cu",
        "khupho_cu",
        "ap_cu",
        "khu_pho",
        "ten_kp",
        "ten_khu_pho",
        "ma_kp",
        "kp",
        "ap",
    ),
    "neighborhood_id": ("neighborhood_id", "kp_moi", "khu_pho_moi", "ma_kp_moi", "ap_moi", "ma_kp", "khu_pho", "kp"),
    "beat_id": (
        "beat_id",
        "ma_cskv",
        "cskv",
        "dia_ban",
        "ma_dia_ban",
        "dia_ban_cskv",
        "so_dia_ban",
        "area_id",
        "beat",
        "ma",
        "code",
        "id",
        "ten",
        "name",
    ),
    "militia_id": (
        "militia_id",
        "khu_doi",
        "ma_khu_doi",
        "ap_doi",
        "ma_ap_doi",
        "dan_quan",
        "khu_vuc_dan_quan",
        "area_id",
        "militia",
        "ma",
        "code",
        "id",
        "ten",
        "name",
    ),
    "area_name": ("area_name", "ten_dia_ban", "ten_khu_doi", "ten", "name"),
    "street_name": ("ten_duong", "ten_hem", "duong", "hem", "street", "street_name", "ten", "name"),
}
ROLES = tuple(_NAMES)
_UNIT = (
    "ma_to", "unit_id", "unit", "ma_tdp", "to_dan_pho", "tdp", "to_dp", "ma_to_dp", "ma_to_dan_pho", "to", "so_to",
    "ten_to", "don_vi", "ma_don_vi",
)  # fmt: skip
_HOUSEHOLDS = ("so_ho", "households", "so_ho_dan", "tong_so_ho", "tong_ho", "sl_ho", "so_luong_ho", "hh")
_POLICE = (
    "beat_id", "ma_cskv", "cskv", "dia_ban_cskv", "ma_dia_ban_cskv", "beat", "canh_sat_khu_vuc", "dia_ban_canh_sat",
    "dia_ban_cong_an", "cong_an", "police",
)  # fmt: skip
_MILITIA = (
    "militia_id", "khu_doi", "ma_khu_doi", "ap_doi", "ma_ap_doi", "khu_doi_ap_doi", "dan_quan", "dia_ban_dan_quan",
    "dia_ban_quan_su", "quan_su", "militia",
)  # fmt: skip
_RECORDS: dict[str, tuple[str, ...]] = {
    "unit": _UNIT,
    "households": _HOUSEHOLDS,
    "police": _POLICE,
    "militia": _MILITIA,
    "area": ("dia_ban", "ma_dia_ban", "so_dia_ban", "area_id", "area", "khu_vuc", "ten_dia_ban"),
}


def guess_field(fields: Iterable[object], role: str) -> str | None:
    """Return the name in *fields* that most likely plays *role* (one of :data:`ROLES`), or None.

    *fields* are names, or anything with a ``name()`` such as ``QgsFields``. Names are compared
    without tone marks, case and separators ("Số hộ" is ``so_ho``); a whole name wins over a part.
    """
    names = [field if isinstance(field, str) else field.name() for field in fields]
    keys = [_key(name) for name in names]
    for wanted in _NAMES[role]:
        wanted_key = wanted.replace("_", "")
        for name, key in zip(names, keys):
            if key.replace("_", "") == wanted_key:
                return name
    for wanted in _NAMES[role]:
        if len(wanted) < 4:  # "ho" inside "phone" says nothing
            continue
        for name, key in zip(names, keys):
            if wanted in key:
                return name
    return None


def guess_record_field(headings: Iterable[object], role: str) -> str | None:
    """Return the one of *headings* that plays *role* in a register or in a layer of dwellings, or None.

    Roles: ``unit``, ``households``, ``police``, ``militia``, ``area`` (of either force). Only whole names count,
    since a register has columns such as "Số hộ khẩu", which is the number of a book and no count.
    """
    keys = {_key(str(heading)).replace("_", ""): str(heading) for heading in reversed(list(headings)) if heading}
    wanted = (name.replace("_", "") for name in _RECORDS[role])
    return next((keys[name] for name in wanted if name in keys), None)


def _key(name: str) -> str:
    plain = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")
