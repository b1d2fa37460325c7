"""Layers for tests of the alignment: a ward of squares, two khu phố, beats and militia areas that differ a little."""

from __future__ import annotations

from khu_pho_mapper.tests.qgis import grids
from qgis.core import QgsFeature, QgsVectorLayer

UNIT_FIELDS = {"ma_to": str, "so_ho": int, "ten": str, "kp": str}
BASE = {"UNIT_ID": "ma_to", "HOUSEHOLDS": "so_ho", "NEIGHBORHOOD": "kp", "BEAT_ID": "ma", "MILITIA_ID": "ma"}
WEST, EAST = "Khu phố 1", "Khu phố 2"


def units(*, reverse=False, extra=None, households=80, columns=8, rows=6):
    """Squares of 100 m; the western half is one khu phố, the eastern one the other. *extra*: name → value fields."""
    extra = extra or {}
    fields = {**UNIT_FIELDS, **{name: str for name in extra}}
    made = [
        (
            [f"T{row * columns + column:02d}", households, f"Tổ {row * columns + column}",
             WEST if column < columns / 2 else EAST, *extra.values()],
            grids.square(column, row),
        )
        for row in range(rows)
        for column in range(columns)
    ]  # fmt: skip
    return grids.layer(made[::-1] if reverse else made, fields, name="Tổ dân phố")


def beats():
    """Two beats; the western one reaches a column further in the lower three rows: T04, T12 and T20."""
    return grids.areas([("ĐB-1", 0, 0, 4, 6), ("ĐB-1", 4, 0, 1, 3), ("ĐB-2", 5, 0, 3, 3), ("ĐB-2", 4, 3, 4, 3)])


def militia():
    """Two militia areas that do as the beats in the two lowest rows: T04 and T12."""
    return grids.areas([("KĐ-1", 0, 0, 4, 6), ("KĐ-1", 4, 0, 1, 2), ("KĐ-2", 5, 0, 3, 2), ("KĐ-2", 4, 2, 4, 4)])


def register(rows, headings=("Mã tổ", "Số hộ", "Địa bàn")):
    """A table of *rows* under *headings*, all texts."""
    made = QgsVectorLayer("None?" + "&".join(f"field={name}:string" for name in headings), "sổ hộ", "memory")
    features = []
    for row in rows:
        feature = QgsFeature(made.fields())
        feature.setAttributes([None if value is None else str(value) for value in row])
        features.append(feature)
    made.dataProvider().addFeatures(features)
    return made


def given(**more):
    """Parameters of a run with all three layers and all layers as outputs."""
    outputs = ("HARMONIZED_UNITS", "NEIGHBORHOODS", "FACES", "CHANGES", "UNDECIDED", "MATCHES", "GROUPS")
    outputs += ("BEATS_HARMONIZED", "MILITIA_HARMONIZED")
    return {
        **BASE,
        "UNITS": units(),
        "BEATS": beats(),
        "MILITIA": militia(),
        **{name: "memory:" for name in outputs},
        **more,
    }
