"""Step 1: the layers of the ward and their fields, and what the plugin understood of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qgis.core import Qgis, QgsFieldProxyModel, QgsMapLayer, QgsProject, QgsVectorLayer
from qgis.gui import QgsFieldComboBox, QgsMapLayerComboBox
from qgis.PyQt import sip, uic
from qgis.PyQt.QtCore import QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QWidget

from ..layers.guess import guess_field
from ..layers.guess_layers import guess_layer
from ..layers.overview import UnitsOverview, count_units
from .inputs import Inputs
from .plan_layers import MADE_HERE
from .settings import remember, remembered
from .texts import number, problem_list

_FORM, _ = uic.loadUiType(str(Path(__file__).with_name("data_page.ui")))

_GUESSED_AS = {"ward": "ward_code"}
_ID_FIELDS = {"units": "unit_id", "beats": "beat_id", "militia": "militia_id"}


class DataPage(QWidget, _FORM):
    """Chooses layers and fields; :meth:`inputs` is what the other steps work on."""

    changed = pyqtSignal()
    sample_wanted = pyqtSignal()
    next_wanted = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setupUi(self)
        self._overview: UnitsOverview | None = None
        self._watched: dict[str, QgsVectorLayer] = {}
        self.edits = 0
        self._layer_combos: dict[str, QgsMapLayerComboBox] = {
            "units": self.units_layer,
            "beats": self.beats_layer,
            "militia": self.militia_layer,
            "outline": self.outline_layer,
            "barriers": self.barriers_layer,
        }
        self._field_combos: dict[str, tuple[str, QgsFieldComboBox]] = {
            "unit_id": ("units", self.unit_id_field),
            "households": ("units", self.households_field),
            "old_neighborhood": ("units", self.old_field),
            "unit_name": ("units", self.unit_name_field),
            "population": ("units", self.population_field),
            "ward": ("units", self.ward_field),
            "ward_name": ("units", self.ward_name_field),
            "area_type": ("units", self.type_field),
            "beat_id": ("beats", self.beat_id_field),
            "militia_id": ("militia", self.militia_id_field),
        }
        # Counting reads the whole layer; a burst of changes counts once.
        self._count_later = QTimer(self)
        self._count_later.setSingleShot(True)
        self._count_later.setInterval(200)
        self._count_later.timeout.connect(self._count)
        self._prepare_combos()
        self._connect()
        self._show_understanding(self.inputs())
        self.guess_layers()

    def inputs(self) -> Inputs:
        """Return what is chosen now."""
        layers = {role: combo.currentLayer() for role, combo in self._layer_combos.items()}
        fields = {role: combo.currentField() for role, (_, combo) in self._field_combos.items()}
        return Inputs(**layers, **fields)

    def overview(self) -> UnitsOverview | None:
        """Return the counts of the units chosen, None while there is nothing to count."""
        return self._overview

    def guess_layers(self, among: Sequence[QgsMapLayer] | None = None) -> None:
        """Fill the empty layer boxes with layers whose names fit: *among* these, or of the whole project.

        Layers that the plugin made are results, no sources.
        """
        found = QgsProject.instance().mapLayers().values() if among is None else among
        layers = [layer for layer in found if not layer.customProperty(MADE_HERE)]
        layers.sort(key=lambda layer: (layer.name(), layer.id()))
        for role, combo in self._layer_combos.items():
            if combo.currentLayer() is None:
                combo.setLayer(guess_layer([layer for layer in layers if _fits(combo, layer)], role))

    def choose_layers(self, layers: dict[str, QgsMapLayer]) -> None:
        """Choose *layers* by role (``units``, ``beats``, ``militia``, ``outline``, ``barriers``)."""
        for role, combo in self._layer_combos.items():
            combo.setLayer(layers.get(role))

    def choose_layer(self, role: str, layer: QgsVectorLayer, id_field: str) -> None:
        """Choose another *layer* as *role* (``beats``, ``militia``), with the field of its ids."""
        self._layer_combos[role].setLayer(layer)
        self._field_combos[_ID_FIELDS[role]][1].setField(id_field)

    def choose_units(self, layer: QgsVectorLayer, fields: dict[str, str]) -> None:
        """Choose *layer* as the units, with *fields* by role; fields that are not named are guessed."""
        self.units_layer.setLayer(layer)
        for role, name in fields.items():
            if layer.fields().lookupField(name) >= 0:
                self._field_combos[role][1].setField(name)

    def close_down(self) -> None:
        """Let go of the signals of project and layers."""
        QgsProject.instance().layersAdded.disconnect(self._on_layers_added)
        for role in self._layer_combos:
            self._watch(role, None)
        self._count_later.stop()

    def _prepare_combos(self) -> None:
        for role, combo in self._layer_combos.items():
            combo.setAllowEmptyLayer(True)
            areas = Qgis.LayerFilter.PolygonLayer
            combo.setFilters(areas | Qgis.LayerFilter.LineLayer if role == "barriers" else areas)
            combo.setLayer(None)
        for role, (_, combo) in self._field_combos.items():
            combo.setAllowEmptyFieldName(True)
            if role in ("households", "population"):  # text fields too: lists from offices hold numbers as text
                combo.setFilters(QgsFieldProxyModel.Filter.Numeric | QgsFieldProxyModel.Filter.String)

    def _connect(self) -> None:
        for role, combo in self._layer_combos.items():
            combo.layerChanged.connect(lambda layer, role=role: self._on_layer_changed(role, layer))
        for role, (_, combo) in self._field_combos.items():
            combo.fieldChanged.connect(self._on_changed)
            combo.activated.connect(lambda _, role=role, combo=combo: remember(f"field/{role}", combo.currentField()))
        self.sample_button.clicked.connect(self.sample_wanted)
        self.next_button.clicked.connect(self.next_wanted)
        QgsProject.instance().layersAdded.connect(self._on_layers_added)

    def _on_layers_added(self, layers: list[QgsMapLayer]) -> None:
        self.guess_layers(layers)  # a box that was emptied by hand stays empty

    def _watch(self, role: str, layer: QgsVectorLayer | None) -> None:
        """Notice edits of the layer chosen as *role*: counts and check are stale then."""
        old = self._watched.pop(role, None)
        if old is not None and not sip.isdeleted(old):
            old.layerModified.disconnect(self._on_edited)
            old.editingStopped.disconnect(self._on_edited)
        if layer is not None:
            layer.layerModified.connect(self._on_edited)
            layer.editingStopped.connect(self._on_edited)
            self._watched[role] = layer

    def _on_edited(self) -> None:
        self.edits += 1
        self._on_changed()

    def _on_layer_changed(self, role: str, layer: QgsMapLayer | None) -> None:
        self._watch(role, layer)
        for field_role, (owner, combo) in self._field_combos.items():
            if owner == role:
                combo.setLayer(layer)
                combo.setField(self._guess_field(layer, field_role))
        self._on_changed()

    def _guess_field(self, layer: QgsMapLayer | None, role: str) -> str:
        if layer is None:
            return ""
        names = [field.name() for field in layer.fields()]
        last = remembered(f"field/{role}", "")
        return last if last and last in names else guess_field(names, _GUESSED_AS.get(role, role)) or ""

    def _on_changed(self, *_args: object) -> None:
        self._overview = None
        self._count_later.start()
        self.changed.emit()

    def _count(self) -> None:
        inputs = self.inputs()
        if inputs.units is not None:
            ward = inputs.ward_name or inputs.ward
            self._overview = count_units(inputs.units, inputs.unit_id, inputs.households, ward, inputs.old_neighborhood)
        self._show_understanding(inputs)
        self.changed.emit()

    def _show_understanding(self, inputs: Inputs) -> None:
        self.next_button.setEnabled(inputs.is_complete)
        if inputs.units is None:
            self.understood_label.setText(
                self.tr("Choose the layer of the tổ dân phố, or open the sample ward to try things out.")
            )
            return
        self.understood_label.setText(self._summary(inputs) + problem_list(self.problems()))

    def _summary(self, inputs: Inputs) -> str:
        count = self._overview
        crs = inputs.units.crs()
        parts = [self.tr("{units} units").format(units=number(count.units))]
        if inputs.households:
            parts.append(self.tr("{households} households").format(households=number(count.households)))
        parts.append(crs.authid() or self.tr("no coordinate system"))
        return self.tr("Understood: {parts}.").format(parts="; ".join(parts))

    def problems(self) -> list[str]:
        """Return what is wrong or incomplete about the choice, a sentence each."""
        inputs, count = self.inputs(), self._overview
        if inputs.units is None or count is None:
            return []
        wrong = []
        if not inputs.unit_id:
            wrong.append(self.tr("Choose the field with the unit id."))
        if not inputs.households:
            wrong.append(self.tr("Choose the field with the households."))
        if not inputs.units.crs().isValid():
            wrong.append(self.tr("The layer has no coordinate system: set it in the layer's properties."))
        counted = (
            (count.missing, self.tr("{n} units without a number of households (counted as unknown, not as 0).")),
            (count.unreadable, self.tr("{n} units whose number of households can't be read.")),
            (count.without_id, self.tr("{n} units without an id.")),
            (count.repeated_ids, self.tr("{n} units whose id occurs more than once.")),
        )
        wrong.extend(text.format(n=number(n)) for n, text in counted if n)
        if inputs.beats is not None and not inputs.beat_id:
            wrong.append(self.tr("Choose the field with the id of the police beats."))
        if inputs.militia is not None and not inputs.militia_id:
            wrong.append(self.tr("Choose the field with the id of the militia areas."))
        return wrong


def _fits(combo: QgsMapLayerComboBox, layer: QgsMapLayer) -> bool:
    return any(combo.layer(row) is layer for row in range(combo.count()))
