"""Two wards side by side; both number their police beats and militia areas from 1, and these differ a little."""

from __future__ import annotations

from khu_pho_mapper.tests.qgis import grids

WARDS = ("27301", "27302")
UNIT_FIELDS = {"ma_to": str, "so_ho": int, "phuong": str, "kp": str}
BASE = {"UNIT_ID": "ma_to", "HOUSEHOLDS": "so_ho", "NEIGHBORHOOD": "kp", "BEAT_ID": "ma", "MILITIA_ID": "ma"}
OUTPUTS = (
    "HARMONIZED_UNITS", "NEIGHBORHOODS", "FACES", "CHANGES", "UNDECIDED", "MATCHES", "GROUPS", "BEATS_HARMONIZED",
    "MILITIA_HARMONIZED",
)  # fmt: skip


def neighborhood(ward, row):
    return f"{ward}-KP{row // 2 + 1:02d}"


def units(*, reverse=False, wards=WARDS, fields=UNIT_FIELDS, named=neighborhood):
    """Per ward 6 x 6 squares of 100 m in three khu phố of two rows; those of the second ward are east of the first.

    *named*: ward and row → khu phố.
    """
    made = [
        (
            [f"{ward}-T{row}{column}", 80, ward, named(ward, row)][: len(fields)],
            grids.square(6 * WARDS.index(ward) + column, row),
        )
        for ward in wards
        for row in range(6)
        for column in range(6)
    ]
    return grids.layer(made[::-1] if reverse else made, fields, name="Tổ dân phố")


def _boxes(prefix, wards, moved):
    """Per ward three areas of two rows; in row 2 the first area has *moved* columns of the second one."""
    found = []
    for ward in wards:
        left = 6 * WARDS.index(ward)
        found += [
            (f"{prefix}1", left, 0, 6, 2), (f"{prefix}1", left, 2, moved, 1),
            (f"{prefix}2", left + moved, 2, 6 - moved, 1), (f"{prefix}2", left, 3, 6, 1),
            (f"{prefix}3", left, 4, 6, 2),
        ]  # fmt: skip
    return found


def beats(wards=WARDS, *, reverse=False):
    """Beats 1, 2 and 3 of each ward; the unit T20 is in beat 1."""
    boxes = _boxes("", wards, 1)
    return grids.areas(boxes[::-1] if reverse else boxes, name="Địa bàn CSKV")


def militia(wards=WARDS):
    """Areas KĐ 1, 2 and 3 of each ward; the units T20 and T21 are in KĐ 1."""
    return grids.areas(_boxes("KĐ ", wards, 2), name="Khu đội")


def given(wards=WARDS, **more):
    """Parameters of a run with all three layers and all layers as outputs."""
    return {
        **BASE,
        "UNITS": units(wards=wards),
        "BEATS": beats(wards),
        "MILITIA": militia(wards),
        **{name: "memory:" for name in OUTPUTS},
        **more,
    }
