"""The three-way match table: each khu phố with its police beat, its militia area, and the relation in words."""

from __future__ import annotations

from html import escape

from qgis.core import QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtWidgets import QWidget

from ..layers.alignment_rows import ForceMatch, Match, match_rows
from .area_names import AreaNames
from .list_panel import ListPanel
from .row_model import Column
from .texts import number, percent

_SAME = "1:1"
_BAD = QColor("#b71c1c")


class MatchList(ListPanel):
    """Lists :class:`~..layers.alignment_rows.Match` rows; the selected one is told in sentences below."""

    def __init__(self, canvas: QgsMapCanvas, parent: QWidget | None = None) -> None:
        self._names = AreaNames()
        super().__init__(canvas, parent)
        self.show_hint(self.tr("The table follows from the comparison: see “Layers”."))

    def show_matches(self, matches: QgsVectorLayer, groups: QgsVectorLayer | None, names: AreaNames) -> None:
        """Show *matches*; *groups* tells them in sentences, *names* are those of the khu phố."""
        self._names = names
        rows = match_rows(matches, groups)
        self.table.show_rows(matches, rows)
        apart = sum(not _is_same(row.values) for row in rows)
        text = self.tr("{all} khu phố, {same} of them the same for all forces, {apart} not.")
        self.show_hint(text.format(all=number(len(rows)), same=number(len(rows) - apart), apart=number(apart)))

    def columns(self) -> list[Column]:
        """Return the columns of the table."""
        return [
            Column(self.tr("Khu phố"), 74, lambda match: self._names.told(match.neighborhood_id)),
            Column(self.tr("Beat"), 66, lambda match: _area(match.police), color=lambda match: _color(match.police)),
            Column(
                self.tr("Militia"), 60, lambda match: _area(match.militia), color=lambda match: _color(match.militia)
            ),
            Column(self.tr("Relation"), 108, self._relation),
            Column(self.tr("Hh."), 38, lambda match: round(match.households), tip=self.tr("Households")),
            Column(self.tr("Sure"), 40, _confidence, tip=self.tr("How clearly the best area stands out: 0 to 100 %")),
        ]

    def told(self, values: Match) -> str:
        """Return what is known about one khu phố."""
        lines = [f"<b>{escape(self._names.told(values.neighborhood_id))}</b>"]
        names = ((self.tr("Police"), values.police), (self.tr("Militia"), values.militia))
        for name, match in names:
            if match is not None:
                lines.append(f"<b>{name}</b>: {self._sentence(match)}")
        return "<br>".join(lines)

    def _relation(self, match: Match) -> str:
        """Return the relation in a word or two; where it differs, the police first."""
        told = [one for one in (match.police, match.militia) if one is not None]
        return " · ".join(dict.fromkeys(self._words(one.relation) for one in told))

    def _sentence(self, match: ForceMatch) -> str:
        sentence = self._names.told(match.sentence) or self._words(match.relation)
        elsewhere = match.households - match.matched
        if match.area and elsewhere >= 0.5:
            sentence += " " + self.tr("{n} households lie outside {area}.").format(n=number(elsewhere), area=match.area)
        if match.area and match.others:
            sentence += " " + self.tr("Also touches {others}.").format(others=match.others)
        return escape(sentence)

    def _words(self, relation: str) -> str:
        return {
            "1:1": self.tr("the same"),
            "n:1": self.tr("shares its area"),
            "1:n": self.tr("several areas"),
            "n:m": self.tr("lines cross"),
            "gap": self.tr("partly in none"),
            "overlap": self.tr("areas overlap"),
        }.get(relation, relation)


def _is_same(match: Match) -> bool:
    return all(one.relation == _SAME for one in (match.police, match.militia) if one is not None)


def _area(match: ForceMatch | None) -> str:
    if match is None:
        return "–"
    return match.area or f"({match.others})"


def _color(match: ForceMatch | None) -> QColor | None:
    return None if match is None or match.relation == _SAME else _BAD


def _confidence(match: Match) -> str | None:
    margins = [one.margin for one in (match.police, match.militia) if one is not None and one.margin is not None]
    return percent(max(min(margins), 0.0), 0) if margins else None
