"""Step 4: the plan's headline figures, proof and reasons, its khu phố with a zoom, and the files that were written."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from qgis.core import QgsApplication
from qgis.gui import QgsMapCanvas
from qgis.PyQt import sip, uic
from qgis.PyQt.QtCore import QUrl, pyqtSignal
from qgis.PyQt.QtGui import QColor, QDesktopServices, QIcon
from qgis.PyQt.QtWidgets import QWidget

from ..layers.plan_places import PlanPlaces
from ..layers.rows import Row, read_rows
from .headline import Headline
from .plan_layers import open_plan
from .plan_record import PlanRecord, Reason, WardLine
from .row_model import Column, MapTable
from .texts import problem_list

_FORM, _ = uic.loadUiType(str(Path(__file__).with_name("result_page.ui")))
_FIELDS = ("name", "households", "unit_count", "old_names", "meets_minimum", "neighborhood_id", "ward_code")
_NAME, _HOUSEHOLDS, _UNITS, _OLD, _MEETS, _ID, _WARD_CODE = range(7)
_WARD_COLUMN = 1
_WARD, _LEVEL, _COUNT, _BELOW, _ABOUT = range(5)
_KHU_PHO_TAB, _WARDS_TAB = range(2)
_SURROUNDINGS = 1.3  # of a ward or khu phố that a reason is about
PLAN, TABLES, MAP, SUMMARY = "plan.gpkg", "tables.xlsx", "map.pdf", "summary.json"


class ResultPage(QWidget, _FORM):
    """Shows one plan; the folder it is in is the truth."""

    next_wanted = pyqtSignal()

    def __init__(self, canvas: QgsMapCanvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setupUi(self)
        self._folder: Path | None = None
        self._canvas = canvas
        self._reasons: list[Reason] = []
        self._explanations: dict[str, str] = {}
        self._places: PlanPlaces | None = None
        self._table = MapTable(self.neighborhoods_table, canvas, self._columns())
        self._wards = MapTable(self.wards_table, canvas, self._ward_columns())
        for table in (self.neighborhoods_table, self.wards_table):
            table.selectionModel().selectionChanged.connect(self._tell_selected)
        self.tabs.currentChanged.connect(self._tell_selected)
        self.reasons_label.linkActivated.connect(lambda place: self._zoom_to(self._reasons[int(place)]))
        self.tabs.tabBar().hide()
        self.about_text.hide()
        self.proof_label.hide()
        self.tables_button.clicked.connect(lambda: self._open(TABLES))
        self.map_button.clicked.connect(lambda: self._open(MAP))
        self.folder_button.clicked.connect(lambda: self._open(""))
        self.next_button.clicked.connect(self.next_wanted)
        self.reasons_label.hide()
        self.neighborhoods_table.setColumnHidden(_WARD_COLUMN, True)
        self._allow_buttons()

    def show_plan(self, folder: Path) -> Headline:
        """Show the plan in *folder* and return its headline figures."""
        self._folder = folder
        self._record = json.loads((folder / SUMMARY).read_text(encoding="utf-8"))
        headline, record = Headline(self._record), PlanRecord(self._record)
        self.headline_label.setText(headline.html())
        self.proof_label.setText(record.proof())
        self.proof_label.setVisible(bool(record.proof()))
        self._reasons = record.reasons()
        self.reasons_label.setText(self._reasons_html())
        self.reasons_label.setVisible(bool(self._reasons))
        self._explanations = record.explanations()
        self._tell("")
        self._allow_buttons()
        return headline

    def open_layers(self, title: str) -> dict:
        """Open the plan's layers in a group called *title* and list its khu phố; returns layers by table name."""
        layers = open_plan(self._folder / PLAN, title)
        neighborhoods = layers["neighborhoods"]
        record = PlanRecord(self._record)
        rows = [_with_ward_name(row, record.ward_names()) for row in read_rows(neighborhoods, _FIELDS)]
        self._table.show_rows(neighborhoods, rows)
        has_one_ward = len(record.ward_names()) < 2
        self.neighborhoods_table.setColumnHidden(_WARD_COLUMN, has_one_ward)
        self._places = PlanPlaces(layers["units"])
        self._show_wards(record.wards())
        return layers

    def _show_wards(self, wards: Sequence[WardLine]) -> None:
        rows = [
            Row(
                self._places.of_ward(line.place.ward, line.place.area_type),
                (line.name, line.level, line.neighborhoods, line.below_minimum, line.about),
            )
            for line in wards
        ]
        self._wards.show_rows(self._places.layer, rows)
        self.tabs.tabBar().setVisible(bool(rows))
        self.tabs.setCurrentIndex(_KHU_PHO_TAB)

    def _reasons_html(self) -> str:
        """Return the reasons as a list; those with a place have a link that zooms there."""
        show = escape(self.tr("show"))
        links = [f' <a href="{i}">{show}</a>' if one.place else "" for i, one in enumerate(self._reasons)]
        return problem_list([one.sentence for one in self._reasons], links)

    def _zoom_to(self, reason: Reason) -> None:
        place = reason.place
        if self._places is None or sip.isdeleted(self._places.layer):
            return
        layer = self._places.layer
        found = self._places.of_unit(place.unit) or self._places.of_ward(place.ward, place.area_type)
        self._canvas.zoomToFeatureIds(layer, list(found))
        self._canvas.zoomByFactor(_SURROUNDINGS)
        self._canvas.flashFeatureIds(layer, list(found))

    def _tell_selected(self, *_selections: object) -> None:
        """Show what is known about the row that is selected."""
        is_ward = self.tabs.currentIndex() == _WARDS_TAB
        table = self._wards if is_ward else self._table
        selected = table.view.selectionModel().selectedRows()
        values = table.row(selected[0]).values if selected else None
        if values is None:
            self._tell("")
        else:
            self._tell(values[_ABOUT] if is_ward else self._explanations.get(values[_ID], ""))

    def _tell(self, html: str) -> None:
        self.about_text.setHtml(html)
        self.about_text.setVisible(bool(html))

    def _columns(self) -> list[Column]:
        return [
            Column(self.tr("Khu phố"), 108, lambda values: values[_NAME], icon=_minimum_icon),
            Column(self.tr("Ward"), 90, lambda values: values[_WARD_CODE]),
            Column(self.tr("Households"), 60, lambda values: values[_HOUSEHOLDS], color=_minimum_color),
            Column(self.tr("Units"), 44, lambda values: values[_UNITS]),
            Column(self.tr("From old khu phố"), 150, lambda values: values[_OLD]),
        ]

    def _ward_columns(self) -> list[Column]:
        return [
            Column(self.tr("Ward"), 130, lambda values: values[_WARD]),
            Column(self.tr("To do"), 76, lambda values: values[_LEVEL]),
            Column(self.tr("Khu phố"), 56, lambda values: values[_COUNT]),
            Column(self.tr("Too small"), 60, lambda values: values[_BELOW]),
        ]

    def _allow_buttons(self) -> None:
        self.next_button.setEnabled(self._folder is not None)
        for button, name in ((self.tables_button, TABLES), (self.map_button, MAP), (self.folder_button, "")):
            button.setEnabled(self._folder is not None and (self._folder / name).exists())

    def _open(self, name: str) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder / name)))


def _minimum_icon(values: tuple) -> QIcon | None:
    return None if values[_MEETS] else QgsApplication.getThemeIcon("mIconWarning.svg")


def _minimum_color(values: tuple) -> QColor | None:
    return None if values[_MEETS] else QColor("#b71c1c")


def _with_ward_name(row: Row, names: Mapping[str, str]) -> Row:
    """Return the row with the ward's name in the place of its code."""
    code = row.values[_WARD_CODE]
    return Row(row.feature_ids, (*row.values[:_WARD_CODE], names.get(str(code or ""), code)))
