"""Units that the lines can't decide: each with the households on both sides, for a person to settle."""

from __future__ import annotations

from html import escape

from qgis.core import QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtWidgets import QWidget

from ..layers.alignment_rows import Undecided, undecided_rows
from .area_names import AreaNames
from .list_panel import ListPanel
from .row_model import Column
from .texts import number


class UndecidedList(ListPanel):
    """Lists :class:`~..layers.alignment_rows.Undecided` rows."""

    def __init__(self, canvas: QgsMapCanvas, parent: QWidget | None = None) -> None:
        self._names = AreaNames()
        super().__init__(canvas, parent)
        self.clear()

    def clear(self) -> None:
        """Forget the rows."""
        super().clear()
        self.show_hint(self.tr("Comes with the harmonized areas: see “Ways”."))

    def show_units(self, layer: QgsVectorLayer, names: AreaNames) -> None:
        """Show the units of *layer*; *names* are those of the khu phố."""
        self._names = names
        rows = undecided_rows(layer)
        self.table.show_rows(layer, rows)
        split = sum(bool(row.values.split) for row in rows)
        if rows:
            text = self.tr(
                "{n} to settle on the spot; {split} of them really lie in two areas. They keep their khu phố."
            )
        else:
            text = self.tr("Nothing is left undecided.")
        self.show_hint(text.format(n=number(len(rows)), split=number(split)))

    def columns(self) -> list[Column]:
        """Return the columns of the table."""
        return [
            Column(self.tr("Unit"), 64, lambda row: row.unit_name or row.unit_id),
            Column(self.tr("Force"), 62, self._force),
            Column(self.tr("Mostly in"), 82, lambda row: _side(row.area_id, row.households_main)),
            Column(self.tr("Also in"), 82, lambda row: _side(row.other_id, row.households_other)),
            Column(self.tr("What to do"), 220, lambda row: self._names.told(row.sentence)),
        ]

    def told(self, values: Undecided) -> str:
        """Return what is known about one unit."""
        name = escape(str(values.unit_name or values.unit_id))
        sides = [
            (values.area_id, values.households_main, values.households_main_low, values.households_main_high),
            (values.other_id, values.households_other, values.households_other_low, values.households_other_high),
        ]
        counted = "; ".join(self._counted(*side) for side in sides if side[0])
        return (
            f"<b>{name}</b> ({self._force(values)}): {escape(counted)}.<br>{escape(self._names.told(values.sentence))}"
        )

    def _counted(self, area: str, households: float | None, low: float | None, high: float | None) -> str:
        if households is None:
            return str(area)
        if low is not None and high is not None and round(low) != round(high):
            text = self.tr("{area}: about {n} households ({low} to {high})")
            return text.format(area=area, n=number(households), low=number(low), high=number(high))
        return self.tr("{area}: {n} households").format(area=area, n=number(households))

    def _force(self, row: Undecided) -> str:
        return {"police": self.tr("police"), "militia": self.tr("militia")}.get(row.force, row.force or "")


def _side(area: str | None, households: float | None) -> str:
    if not area:
        return "–"
    return area if households is None else f"{area} ({number(households)})"
