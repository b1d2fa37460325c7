"""Annex tables of the dossier, in Vietnamese whatever the user's language is.

Frames in, :class:`.table.Table` out. Numbers that are missing stay empty, never 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import geopandas as gpd
import pandas as pd
import shapely

from ..measures.posts import security_team_rule
from ..measures.stability import old_to_new
from ..model.profiles import AP, Profile
from ..model.sorting import natural_key
from .table import FLOAT, INT, PERCENT, TEXT, Column, Table
from .words import SIGN_COMMITTEE, SIGN_MAKER, list_of_units, number, place_subtitle, text, ward_names, whole

__all__ = ["Column", "Table", "current_state", "old_new_table", "plan_table", "unit_list"]

SQUARE_METRES_PER_HECTARE = 10_000.0
_NUMBER = Column("STT", INT, 6, centered=True)
_WARD = Column("Phường, xã", TEXT, 18)
_UNITS = Column("Số tổ", INT, 7)
_UNIT_NAMES = Column("Gồm các tổ", TEXT, 46)
_HOUSEHOLDS = Column("Số hộ", INT, 9)
_PEOPLE = Column("Nhân khẩu", INT, 11.5)
_AREA = Column("Diện tích (ha)", FLOAT, 10)
_NO_OLD = "(chưa ghi khu phố, ấp cũ)"
_SIGNATURES = (SIGN_MAKER, SIGN_COMMITTEE)


def current_state(units: pd.DataFrame) -> Table:
    """Return the table “Hiện trạng”: one row per old khu phố or ấp of the canonical *units*."""
    table = _unit_rows(units)
    rows = []
    for (ward, old), group in sorted(table.groupby(["ward", "old"], sort=False), key=lambda item: _order(item[0])):
        rows.append(
            {
                "ward": ward,
                "cells": [
                    (Column("Khu phố, ấp hiện có", TEXT, 22), old or _NO_OLD),
                    (_UNITS, len(group)),
                    (_UNIT_NAMES, list_of_units(group["label"])),
                    (_HOUSEHOLDS, whole(group["households"].sum(min_count=1))),
                    (_PEOPLE, whole(group["population"].sum(min_count=1))),
                    (_AREA, float(group["area_ha"].sum())),
                    (Column("Ghi chú", TEXT, 24), _missing_note(int(group["households"].isna().sum()))),
                ],
            }
        )
    return _table(
        "Hiện trạng",
        "BẢNG TỔNG HỢP HIỆN TRẠNG KHU PHỐ, ẤP",
        units,
        rows,
        notes=_missing_sentences(table),
        sums={_UNITS.header, _HOUSEHOLDS.header, _PEOPLE.header, _AREA.header},
    )


def plan_table(neighborhoods: pd.DataFrame, units: pd.DataFrame, profile: Profile | None = None) -> Table:
    """Return the table “Phương án”: one row per new khu phố or ấp.

    *neighborhoods* as of :func:`~core.measures.neighborhoods.describe_neighborhoods`; *units*: canonical frame plus
    ``neighborhood_id``; *profile* gives the minimum for the column “% so chuẩn”.
    """
    table = _unit_rows(units)
    parts = _parts_of_neighborhoods(table)
    team = security_team_rule()
    rows = []
    for row in neighborhoods.to_dict("records"):
        households, people = whole(row["households"]), whole(row["population"])
        least = profile.minimum_of(row["area_type"]) if profile else None
        share = households / least if least and households is not None else None
        rows.append(
            {
                "ward": str(row["ward_code"] or ""),
                "cells": [
                    (Column("Khu phố, ấp mới", TEXT, 16), row["name"]),
                    (Column("Gồm (khu phố, ấp cũ và tổ)", TEXT, 44), parts.get(row["neighborhood_id"], "")),
                    (_UNITS, int(row["unit_count"])),
                    (_HOUSEHOLDS, households),
                    (_PEOPLE, people),
                    (_AREA, float(row["area_ha"])),
                    (Column("% so chuẩn", PERCENT, 9), share),
                    (Column("Đạt chuẩn", TEXT, 9, centered=True), "Đạt" if row["meets_minimum"] else "Không đạt"),
                    (Column("Địa bàn CSKV", TEXT, 11, centered=True), text(row["beat_id"])),
                    (Column("Khu đội, ấp đội", TEXT, 12.5, centered=True), text(row["militia_id"])),
                    (Column("Tổ ANTT (người)", INT, 9), None if people is None else team.members(people)),
                    (Column("Ghi chú", TEXT, 18), _missing_note(int(row["missing_households"]))),
                ],
            }
        )
    sums = {_UNITS.header, _HOUSEHOLDS.header, _PEOPLE.header, _AREA.header, "Tổ ANTT (người)"}
    notes = [*_profile_notes(profile), *_missing_sentences(table)]
    if any(cell is not None for row in rows for column, cell in row["cells"] if column.header == "Tổ ANTT (người)"):
        notes.append(f"Tổ ANTT: {team.name_vi}, theo {team.document}.")
    return _table("Phương án", "PHƯƠNG ÁN SẮP XẾP KHU PHỐ, ẤP", units, rows, notes=notes, sums=sums)


def old_new_table(units: pd.DataFrame, neighborhoods: pd.DataFrame) -> Table:
    """Return the table “Đối chiếu cũ - mới”: one row per pair of old and new that share units."""
    names = dict(zip(neighborhoods["neighborhood_id"], neighborhoods["name"]))
    table = _unit_rows(units)
    labels = {key: list_of_units(group["label"]) for key, group in table.groupby(["ward", "old", "new"], sort=False)}
    rows = []
    for ward, old, new, count, households, share, main in old_to_new(units).itertuples(index=False):
        note = "Toàn bộ" if share == 1 else ("Phần lớn" if main else None)
        rows.append(
            {
                "ward": ward,
                "cells": [
                    (Column("Khu phố, ấp cũ", TEXT, 20), old),
                    (Column("Khu phố, ấp mới", TEXT, 20), names.get(new, new)),
                    (_UNIT_NAMES, labels[ward, old, new]),
                    (_UNITS, int(count)),
                    (_HOUSEHOLDS, int(households)),
                    (Column("% hộ của khu phố, ấp cũ", PERCENT, 12), float(share)),
                    (Column("Ghi chú", TEXT, 22), note),
                ],
            }
        )
    return _table(
        "Đối chiếu cũ - mới",
        "BẢNG ĐỐI CHIẾU KHU PHỐ, ẤP CŨ VÀ MỚI",
        units,
        rows,
        notes=_missing_sentences(table),
        sums={_UNITS.header, _HOUSEHOLDS.header},
    )


def unit_list(units: pd.DataFrame, neighborhoods: pd.DataFrame) -> Table:
    """Return the table “Danh sách tổ”: one row per unit with its old and new khu phố."""
    names = dict(zip(neighborhoods["neighborhood_id"], neighborhoods["name"]))
    table = _unit_rows(units)
    order = sorted(range(len(table)), key=lambda i: _order((table["ward"][i], table["old"][i], table["label"][i])))
    rows = [
        {
            "ward": record["ward"],
            "cells": [
                (Column("Mã tổ", TEXT, 14), record["unit_id"]),
                (Column("Tổ", TEXT, 22), record["label"]),
                (Column("Khu phố, ấp cũ", TEXT, 22), record["old"] or None),
                (Column("Khu phố, ấp mới", TEXT, 22), names.get(record["new"], text(record["new"]))),
                (_HOUSEHOLDS, whole(record["households"])),
                (_PEOPLE, whole(record["population"])),
                (_AREA, float(record["area_ha"])),
            ],
        }
        for record in table.iloc[order].to_dict("records")
    ]
    return _table(
        "Danh sách tổ",
        "DANH SÁCH TỔ THEO KHU PHỐ, ẤP",
        units,
        rows,
        notes=_missing_sentences(table),
        sums={_HOUSEHOLDS.header, _PEOPLE.header, _AREA.header},
    )


def _table(
    title: str, heading: str, units: pd.DataFrame, rows: Sequence[dict], *, notes: Iterable[str], sums: set[str]
) -> Table:
    """Put rows of (column, value) cells together: number them, leave out empty optional columns, add totals."""
    wards = ward_names(units)
    several = len({row["ward"] for row in rows}) > 1
    optional = {_PEOPLE.header, "Tổ ANTT (người)", "Địa bàn CSKV", "Khu đội, ấp đội", "% so chuẩn"}
    first = [column for column, _ in rows[0]["cells"]] if rows else []
    used = [
        place
        for place, column in enumerate(first)
        if column.header not in optional or any(row["cells"][place][1] is not None for row in rows)
    ]
    lead = (_NUMBER, _WARD) if several else (_NUMBER,)
    filled = []
    for position, row in enumerate(rows, 1):
        before = (position, wards.get(row["ward"], row["ward"])) if several else (position,)
        filled.append((*before, *(row["cells"][place][1] for place in used)))
    columns = (*lead, *(first[place] for place in used))
    return Table(
        title=title,
        columns=columns,
        rows=tuple(filled),
        totals=_totals(columns, filled, sums),
        notes=tuple(notes),
        heading=heading,
        subtitle=place_subtitle([wards.get(code, code) for code in dict.fromkeys(row["ward"] for row in rows)]),
        signatures=_SIGNATURES,
    )


def _totals(columns: Sequence[Column], rows: Sequence[tuple], sums: set[str]) -> tuple | None:
    if not rows:
        return None
    cells: list[object] = []
    for place, column in enumerate(columns):
        known = [row[place] for row in rows if row[place] is not None]
        cells.append(sum(known) if column.header in sums and known else None)
    cells[1] = "Tổng cộng"
    return tuple(cells)


def _unit_rows(units: pd.DataFrame) -> pd.DataFrame:
    """Return what tables need of each unit: ward, old and new neighborhood (“” for none), label, numbers."""
    n = len(units)
    new = units["neighborhood_id"] if "neighborhood_id" in units.columns else [None] * n
    names = [text(name) or str(unit) for name, unit in zip(units["unit_name"], units["unit_id"])]
    return pd.DataFrame(
        {
            "unit_id": units["unit_id"].astype(str).to_numpy(),
            "label": names,
            "ward": units["ward_code"].fillna("").astype(str).to_numpy(),
            "old": [text(value) or "" for value in units["old_neighborhood"]],
            "new": [text(value) or "" for value in new],
            "households": units["households"].astype("Int64").array,
            "population": units["population"].astype("Int64").array,
            "area_ha": shapely.area(gpd.GeoSeries(units["geometry"]).to_numpy()) / SQUARE_METRES_PER_HECTARE,
        }
    )


def _parts_of_neighborhoods(table: pd.DataFrame) -> dict[str, str]:
    """Return for each new neighborhood its old ones, a line each, with their units."""
    sizes = table.groupby(["ward", "old"]).size().to_dict()
    lines: dict[str, list[str]] = {}
    for (ward, new, old), group in sorted(table.groupby(["ward", "new", "old"]), key=lambda item: _order(item[0])):
        listed = list_of_units(group["label"])
        extent = "toàn bộ" if len(group) == sizes[ward, old] else "một phần"
        lines.setdefault(new, []).append(f"{old} ({extent}): {listed}" if old else listed)
    return {new: "\n".join(own) for new, own in lines.items()}


def _order(texts: Iterable[str]) -> tuple:
    return tuple(natural_key(value or None) for value in texts)


def _missing_note(count: int) -> str | None:
    return f"{number(count)} tổ chưa có số hộ" if count else None


def _missing_sentences(table: pd.DataFrame) -> list[str]:
    missing = table.loc[table["households"].isna(), "label"].tolist()
    if not missing:
        return []
    shown = list_of_units(missing) if len(missing) <= 30 else f"{number(len(missing))} tổ"
    return [f"Chưa có số hộ (không tính vào tổng, không coi là 0): {shown}."]


def _profile_notes(profile: Profile | None) -> list[str]:
    if profile is None:
        return []
    least = f"khu phố {number(profile.minimum_of('khu_pho'))} hộ, ấp {number(profile.minimum_of(AP))} hộ"
    source = f" ({profile.document})" if profile.document else ""
    return [f"Chuẩn: {least}{source}."]
