"""The headline figures of a plan, read from its summary, as a few lines for the dock."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from qgis.PyQt.QtCore import QCoreApplication

from .texts import number, percent

_GOOD, _BAD = "#2e7d32", "#b71c1c"


class Headline:
    """Figures out of the record that ``khupho:arrange`` writes as ``summary.json``."""

    def __init__(self, record: Mapping) -> None:
        self._total = record["total"]
        self._wards = record["wards"]
        self._forces = (record.get("comparison") or {}).get("forces", {})
        self.below_minimum: int = self._total["below_minimum"]

    @staticmethod
    def tr(text: str) -> str:
        """Translate *text* of this class."""
        return QCoreApplication.translate("Headline", text)

    @property
    def ward(self) -> str:
        """Return the ward's name, or how many wards there are."""
        names = list({ward["ward"]: ward.get("ward_name") or ward["ward"] for ward in self._wards}.values())
        return names[0] if len(names) == 1 else self.tr("{n} wards").format(n=number(len(names)))

    def short(self) -> str:
        """Return the few words that stand beside the step."""
        count = self._count()
        if not self.below_minimum:
            return count
        return self.tr("{khu_pho}, {n} too small").format(khu_pho=count, n=number(self.below_minimum))

    def html(self) -> str:
        """Return the figures as a table of two columns."""
        rows = "".join(f'<tr><td style="padding-right:10px">{name}</td><td><b>{value}</b></td></tr>' for name, value in
                       self._figures())  # fmt: skip
        return f"{self._verdict()}<table>{rows}</table>"

    def _verdict(self) -> str:
        count = self._count()
        if self.below_minimum:
            text = self.tr("{count}, {below} of these below the minimum.").format(
                below=number(self.below_minimum), count=count
            )
            return _colored(text, _BAD)
        return _colored(self.tr("{count}, all at or above the minimum.").format(count=count), _GOOD)

    def _count(self) -> str:
        """Return how many khu phố and ấp there are, such as “1 khu phố, 9 ấp”."""
        made = {"khu_pho": 0, "ap": 0}
        for ward in self._wards:
            made[ward["area_type"]] += ward["neighborhoods"]
        texts = {"khu_pho": self.tr("{n} khu phố"), "ap": self.tr("{n} ấp")}
        parts = [texts[kind].format(n=number(n)) for kind, n in made.items() if n]
        return ", ".join(parts) or texts["khu_pho"].format(n=number(0))

    def _figures(self) -> list[tuple[str, str]]:
        households = self._total["households"]
        sizes = self.tr("{smallest} to {largest} households").format(
            smallest=number(min((ward["smallest"] for ward in self._wards), default=0)),
            largest=number(max((ward["largest"] for ward in self._wards), default=0)),
        )
        figures = [
            (self.tr("Units, households"), f"{number(self._total['units'])}, {number(households)}"),
            (self.tr("Size"), sizes),
        ]
        moved = self._total["households_moved"]
        if moved is not None and households:
            figures.append((self.tr("Stay with their old khu phố"), percent(1 - moved / households)))
        names = {"police": self.tr("Disagree with police beats"), "militia": self.tr("Disagree with militia areas")}
        for force, name in names.items():
            share = self._forces.get(force, {}).get("share_in_disagreement")
            if share is not None:
                figures.append((name, percent(share)))
        return figures


def _colored(text: str, color: str) -> str:
    return f'<p style="color:{color}; margin:0 0 4px 0"><b>{escape(text)}</b></p>'
