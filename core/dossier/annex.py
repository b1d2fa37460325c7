"""All annex tables of a plan in their order, with the summary sheet in front."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

import pandas as pd

from ..measures.stability import kept_share
from ..model.profiles import AP, KHU_PHO, Profile
from .comparison_tables import comparison_table
from .table import TEXT, Column, Table
from .tables import current_state, old_new_table, plan_table, unit_list
from .words import FORCE_WORDS, MATCH_WORDS, effort_word, number, percent, place_subtitle, ward_names


class ComparisonLike(Protocol):
    """What is needed of a comparison: its frame of matches and its summary."""

    matches: pd.DataFrame
    summary: dict


@dataclass(frozen=True)
class RunFacts:
    """How the plan was made: ``day`` of the run, ``seed`` and ``effort`` of the search (None: made by hand)."""

    day: date
    seed: int | None = None
    effort: str | None = None
    cut_off: bool = False


def annex_tables(
    units: pd.DataFrame,
    neighborhoods: pd.DataFrame,
    profile: Profile,
    facts: RunFacts,
    comparison: ComparisonLike | None = None,
) -> list[Table]:
    """Return the sheets of the workbook: summary, current state, plan, old and new, each force, list of units.

    *units*: canonical frame plus ``neighborhood_id``; *neighborhoods* as of ``describe_neighborhoods``.
    """
    tables = [
        summary_table(units, neighborhoods, profile, facts, comparison),
        current_state(units),
        plan_table(neighborhoods, units, profile),
        old_new_table(units, neighborhoods),
    ]
    if comparison is not None:
        tables += [
            comparison_table(comparison.matches, comparison.summary, neighborhoods, force)
            for force in comparison.summary["forces"]
        ]
    return [*tables, unit_list(units, neighborhoods)]


def summary_table(
    units: pd.DataFrame,
    neighborhoods: pd.DataFrame,
    profile: Profile,
    facts: RunFacts,
    comparison: ComparisonLike | None = None,
) -> Table:
    """Return the first sheet, “Tóm tắt”: what the plan is, how it was made, its headline figures."""
    blocks = [
        ("I. Cách lập phương án", _how(profile, facts)),
        ("II. Hiện trạng", _before(units)),
        ("III. Phương án", _after(units, neighborhoods)),
    ]
    if comparison is not None:
        for place, (force, figures) in enumerate(comparison.summary["forces"].items()):
            blocks.append((f"{('IV', 'V')[place]}. Đối chiếu {FORCE_WORDS[force]}", _match(figures)))
    rows: list[tuple[str, str | None]] = []
    sections = []
    for heading, facts_of_block in blocks:
        sections.append(len(rows))
        rows.append((heading, None))
        rows += facts_of_block
    wards = [name for name in ward_names(units).values() if name]
    return Table(
        title="Tóm tắt",
        columns=(Column("Nội dung", TEXT, 52), Column("Kết quả", TEXT, 86)),
        rows=tuple(rows),
        heading="TÓM TẮT PHƯƠNG ÁN SẮP XẾP KHU PHỐ, ẤP",
        subtitle=place_subtitle(wards),
        sections=frozenset(sections),
    )


def _how(profile: Profile, facts: RunFacts) -> list[tuple[str, str]]:
    least = f"khu phố {number(profile.minimum_of(KHU_PHO))} hộ, ấp {number(profile.minimum_of(AP))} hộ"
    rows = [
        ("Ngày lập", facts.day.strftime("%d/%m/%Y")),
        ("Bộ tiêu chí", f"{profile.name_vi} ({profile.id})"),
        ("Số hộ tối thiểu", least),
    ]
    if profile.document:
        dated = f", ngày {date.fromisoformat(profile.dated).strftime('%d/%m/%Y')}" if profile.dated else ""
        rows.append(("Văn bản", f"{profile.document}{dated}"))
    if facts.seed is not None:
        rows.append(("Số khởi tạo ngẫu nhiên (seed)", str(facts.seed)))
    if facts.effort is not None:
        rows.append(("Mức tìm kiếm", effort_word(facts.effort)))
    if facts.cut_off:
        rows.append(("Giới hạn thời gian", "Dừng tìm kiếm do hết thời gian; chạy lại lâu hơn có thể tốt hơn"))
    return rows


def _before(units: pd.DataFrame) -> list[tuple[str, str]]:
    named = units[units["old_neighborhood"].notna() & (units["old_neighborhood"] != "")]
    old = named.groupby(["ward_code", "old_neighborhood"]).ngroups
    missing = int(units["households"].isna().sum())
    rows = [
        ("Phường, xã", number(units["ward_code"].nunique())),
        ("Khu phố, ấp hiện có", number(old)),
        ("Tổ (đơn vị dân cư)", number(len(units))),
        ("Số hộ", number(int(units["households"].sum()))),
    ]
    if units["population"].notna().any():
        rows.append(("Nhân khẩu", number(int(units["population"].sum()))))
    if missing:
        rows.append(("Tổ chưa có số hộ (không coi là 0)", number(missing)))
    return rows


def _after(units: pd.DataFrame, neighborhoods: pd.DataFrame) -> list[tuple[str, str]]:
    kinds = neighborhoods["area_type"]
    met = int(neighborhoods["meets_minimum"].astype(bool).sum())
    households = neighborhoods["households"].dropna()
    rows = [
        ("Khu phố mới", number(int((kinds != AP).sum()))),
        ("Ấp mới", number(int((kinds == AP).sum()))),
        ("Đạt số hộ tối thiểu", f"{number(met)} / {number(len(neighborhoods))}"),
    ]
    if len(households):
        spread = [number(int(value)) for value in (households.min(), round(households.mean()), households.max())]
        rows.append(("Số hộ nhỏ nhất – bình quân – lớn nhất", " – ".join(spread)))
    kept = kept_share(units)
    if kept is not None:
        rows.append(("Hộ ở lại cùng phần lớn của khu phố, ấp cũ", percent(kept)))
    return rows


def _match(figures: dict) -> list[tuple[str, str]]:
    classes = [f"{MATCH_WORDS[name]}: {number(count)}" for name, count in figures["classes"].items() if count]
    rows = [
        ("Số địa bàn", number(figures["areas"])),
        ("Hộ lệch địa bàn (ngoài địa bàn ghép 1:1)", _households(figures, "in_disagreement")),
        ("Hộ ngoài địa bàn chính của khu phố, ấp", _households(figures, "cut")),
        ("Cặp ghép 1:1", number(figures["matched_pairs"])),
        ("Quan hệ của khu phố, ấp với địa bàn", "; ".join(classes)),
        ("Khoảng trống", f"{number(figures['gap_households'])} hộ, {number(figures['gap_ha'], 2)} ha"),
        ("Chồng lấn", f"{number(figures['overlap_households'])} hộ, {number(figures['overlap_ha'], 2)} ha"),
        ("Sai số vẽ ước tính", f"{number(figures['noise_m'], 1)} m"),
    ]
    return rows


def _households(figures: dict, what: str) -> str:
    return f"{percent(figures[f'share_{what}'])} ({number(figures[f'households_{what}'])} hộ)"
