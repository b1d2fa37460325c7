"""Fields guessed from the names that offices use."""

from __future__ import annotations

import pytest
from khu_pho_mapper.layers.guess import guess_field
from qgis.core import QgsField, QgsFields
from qgis.PyQt.QtCore import QMetaType


@pytest.mark.parametrize(
    ("names", "role", "expected"),
    [
        (["fid", "ma_to", "ten_to", "so_ho"], "unit_id", "ma_to"),
        (["fid", "ma_to", "ten_to", "so_ho"], "unit_name", "ten_to"),
        (["TO_DP", "HO"], "unit_id", "TO_DP"),
        (["TO_DP", "HO"], "households", "HO"),
        (["Mã tổ", "Số hộ", "Nhân khẩu"], "households", "Số hộ"),
        (["Mã tổ", "Số hộ", "Nhân khẩu"], "population", "Nhân khẩu"),
        (["Mã tổ", "Số hộ", "Nhân khẩu"], "unit_id", "Mã tổ"),
        (["unit_id", "households", "ward_code", "ward_name"], "ward_code", "ward_code"),
        (["unit_id", "households", "ward_code", "ward_name"], "ward_name", "ward_name"),
        (["so_ho_2024", "ma"], "households", "so_ho_2024"),
        (["Khu phố cũ", "khu_pho_moi"], "old_neighborhood", "Khu phố cũ"),
        (["Địa bàn CSKV", "ten"], "beat_id", "Địa bàn CSKV"),
        (["ma_khu_doi", "ten"], "militia_id", "ma_khu_doi"),
        (["telephone", "shop"], "households", None),
        ([], "unit_id", None),
    ],
)
def test_names(names, role, expected):
    assert guess_field(names, role) == expected


def test_fields_of_a_layer():
    fields = QgsFields()
    fields.append(QgsField("SO_HO", QMetaType.Type.Int))
    assert guess_field(fields, "households") == "SO_HO"
