"""The change list: every unit that moves for an authority, with the sign-off of all three."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from qgis.core import QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QDate, QModelIndex, QPoint, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtWidgets import QAbstractItemView, QComboBox, QMenu, QWidget

from ..layers.alignment_rows import AGREE, AUTHORITIES, REFUSE, Change, change_rows, totals
from .area_names import AreaNames
from .list_panel import ListPanel
from .row_model import Column
from .sign_bar import COLORS, SIGNS, SignBar
from .texts import number, percent

_SIGN_COLUMN = 4  # the first of three
_DECIDED = "decided"
_GRAY = QColor("#78909c")


class ChangeList(ListPanel):
    """Lists :class:`~..layers.alignment_rows.Change` rows; ``signed`` carries ids, authority, decision and comment
    (None: as it is).  ``counted`` comes when rows or decisions have changed.
    """

    signed = pyqtSignal(list, str, str, object)
    counted = pyqtSignal()

    def __init__(self, canvas: QgsMapCanvas, parent: QWidget | None = None) -> None:
        self._names = AreaNames()
        self._layer: QgsVectorLayer | None = None
        super().__init__(canvas, parent)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.view.clicked.connect(self._choose_column)
        self.view.doubleClicked.connect(self._ask_in_cell)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(lambda spot: self._ask_in_cell(self.view.indexAt(spot), spot))
        self.filter_combo = self._filter()
        self.panel_layout.insertWidget(1, self.filter_combo)
        self.sign_bar = SignBar(self)
        self.sign_bar.signed.connect(self._sign)
        self.sign_bar.commented.connect(self._comment)
        self.sign_bar.authority_changed.connect(self._show_comment)
        self.panel_layout.addWidget(self.sign_bar)
        self.view.selectionModel().selectionChanged.connect(self._on_selected)
        self.table.model.modelReset.connect(self._on_selected)
        self.clear()

    def clear(self) -> None:
        """Forget the rows."""
        self._layer = None
        super().clear()
        self._show_details(False)
        self.show_hint(self.tr("Comes with the harmonized areas: see “Ways”."))

    def show_changes(self, layer: QgsVectorLayer, names: AreaNames) -> None:
        """Show the change list in *layer*; *names* are those of the khu phố."""
        self._names, self._layer = names, layer
        rows = change_rows(layer)
        self.table.show_rows(layer, rows)
        self._show_details(bool(rows))
        if not rows:
            self.show_hint(self.tr("Nothing changes for anyone: the three already agree."))
        self._show_totals()

    def refresh(self) -> None:
        """Read the rows again: decisions were written."""
        if self._layer is not None:
            self._layer.reload()
            self.table.model.refresh(change_rows(self._layer))
            self._show_totals()

    def changes(self) -> list[Change]:
        """Return all rows."""
        return [row.values for row in self.table.model.rows]

    def columns(self) -> list[Column]:
        """Return the columns of the table; those of the three who sign come last."""
        tips = (self.tr("Ward"), self.tr("Police"), self.tr("Military"))
        heads = (self.tr("W"), self.tr("P"), self.tr("M"))
        return [
            Column(self.tr("Unit"), 46, lambda row: row.unit_name or row.unit_id, color=_certainty),
            Column(self.tr("For"), 60, lambda row: self._authority(row.authority), color=_certainty),
            Column(self.tr("From → to"), 126, self._move, color=_certainty),
            Column(self.tr("Hh."), 36, lambda row: _whole(row.households), tip=self.tr("Households")),
            *(
                Column(head, 28, _sign_of(authority), color=_color_of(authority), tip=tip, centered=True)
                for head, tip, authority in zip(heads, tips, AUTHORITIES)
            ),
        ]

    def told(self, values: Change) -> str:
        """Return what is known about one row."""
        name = escape(str(values.unit_name or values.unit_id))
        lines = [f"<b>{name}</b> ({escape(self._authority(values.authority))}): {escape(self._move(values))}"]
        facts = [self._counted(values)]
        if values.streets:
            facts.append(self.tr("streets: {streets}").format(streets=values.streets))
        if values.confidence is not None:
            facts.append(self.tr("confidence {share}").format(share=percent(values.confidence, 0)))
        lines.append(escape("; ".join(filter(None, facts))))
        lines.append(escape(self._names.told(values.reason_text)))
        lines.extend(self._signature(values, authority) for authority in AUTHORITIES)
        return "<br>".join(filter(None, lines))

    def _signature(self, values: Change, authority: str) -> str:
        decision = values.decision(authority)
        if not decision:
            return ""
        words = {AGREE: self.tr("agrees"), REFUSE: self.tr("refuses")}[decision]
        date = QDate.fromString(values.date(authority)[:10], Qt.DateFormat.ISODate).toString("dd/MM/yyyy")
        text = " ".join(filter(None, (self.sign_bar.names()[authority], words, date)))
        comment = values.comment(authority)
        return escape(f"{text}: {comment}" if comment else text)

    def _counted(self, values: Change) -> str:
        low, high = values.households_low, values.households_high
        if values.households is None:
            return ""
        if low is not None and high is not None and round(low) != round(high):
            text = self.tr("about {n} households ({low} to {high})")
            return text.format(n=number(values.households), low=number(low), high=number(high))
        return self.tr("{n} households").format(n=number(values.households))

    def _move(self, values: Change) -> str:
        before, after = (self._names.told(one) or "–" for one in (values.from_id, values.to_id))
        return f"{before} → {after}"

    def _authority(self, authority: str | None) -> str:
        return {"ward": self.tr("Ward"), "police": self.tr("Police"), "militia": self.tr("Military")}.get(
            authority, authority or ""
        )

    def _filter(self) -> QComboBox:
        combo = QComboBox(self)
        choices = (
            (self.tr("All rows"), None),
            (self.tr("Not yet agreed by all three"), lambda row: not row.is_agreed),
            (self.tr("Refused by someone"), lambda row: row.is_refused),
            (self.tr("Move for the ward"), lambda row: row.authority == "ward"),
            (self.tr("Move for the police"), lambda row: row.authority == "police"),
            (self.tr("Move for the military"), lambda row: row.authority == "militia"),
        )
        for text, wanted in choices:
            combo.addItem(text, wanted)
        combo.currentIndexChanged.connect(lambda place: self.table.show_only(choices[place][1]))
        return combo

    def _show_details(self, there: bool) -> None:
        for widget in (self.view, self.filter_combo, self.sign_bar):
            widget.setVisible(there)

    def _show_totals(self) -> None:
        """Say in a line how far everyone has signed."""
        changes = self.changes()
        if changes:
            parts = [
                f"{self.sign_bar.names()[authority]} <b>{number(found.agreed)}</b> ✓ <b>{number(found.refused)}</b> ✗"
                for authority, found in totals(changes).items()
            ]
            agreed = f"<b>{number(sum(change.is_agreed for change in changes))}</b>"
            parts.append(self.tr("all three {n} of {all}").format(n=agreed, all=number(len(changes))))
            self.show_hint(" · ".join(part.replace(" ", "\N{NO-BREAK SPACE}") for part in parts))
        self._tell_selected()
        self._show_comment()
        self.counted.emit()

    def _on_selected(self, *_selections: object) -> None:
        self.sign_bar.allow(len(self.table.selected()))
        self._show_comment()

    def _show_comment(self, *_authority: object) -> None:
        selected = self.table.selected()
        self.sign_bar.show_comment(selected[0].values.comment(self.sign_bar.authority) if len(selected) == 1 else "")

    def _choose_column(self, index: QModelIndex) -> None:
        """A click into a column of signatures chooses whose signature it is."""
        if index.column() >= _SIGN_COLUMN:
            self.sign_bar.choose(AUTHORITIES[index.column() - _SIGN_COLUMN])

    def _ask_in_cell(self, index: QModelIndex, spot: QPoint | None = None) -> None:
        """Offer agree, refuse and take back where the pointer is."""
        if not index.isValid() or not self.table.selected():
            return
        self._choose_column(index)
        bar, menu = self.sign_bar, QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addSection(bar.names()[bar.authority])
        for button in bar.decision_buttons.values():
            menu.addAction(button.text(), button.click)
        place = spot if spot is not None else self.view.visualRect(index).bottomLeft()
        menu.popup(self.view.viewport().mapToGlobal(place))

    def _sign(self, authority: str, decision: str, comment: str) -> None:
        ids = [row.values.change_id for row in self.table.selected()]
        if ids:
            # With several rows the line is empty at first: that is no wish to lose their comments.
            keeps = not comment and len(ids) > 1
            self.signed.emit(ids, authority, decision, None if keeps else comment if decision else "")

    def _comment(self, authority: str, comment: str) -> None:
        """Keep a comment with the decisions that are there."""
        by_decision: dict[str, list[str]] = {}
        for row in self.table.selected():
            by_decision.setdefault(row.values.decision(authority), []).append(row.values.change_id)
        for decision, ids in by_decision.items():
            self.signed.emit(ids, authority, decision, comment)


def _sign_of(authority: str) -> Callable[[Change], str]:
    return lambda values: SIGNS[values.decision(authority)]


def _color_of(authority: str) -> Callable[[Change], QColor | None]:
    def color(values: Change) -> QColor | None:
        decision = values.decision(authority)
        return QColor(COLORS[decision]) if decision else None

    return color


def _certainty(values: Change) -> QColor | None:
    return None if values.state == _DECIDED else _GRAY


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value)
