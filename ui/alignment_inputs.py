"""What an alignment works on: the plan just made or the units of step 1, and optional evidence."""

from __future__ import annotations

from pathlib import Path

from qgis.core import Qgis, QgsMapLayer, QgsProject, QgsVectorLayer
from qgis.gui import QgsCollapsibleGroupBoxBasic, QgsFieldComboBox, QgsMapLayerComboBox, QgsSpinBox
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..layers import schema
from .inputs import Inputs

PLAN, LAYER = "plan", "layer"
_DWELLINGS = Qgis.LayerFilter.PointLayer | Qgis.LayerFilter.PolygonLayer
_PLAN_FIELDS = {
    "UNIT_ID": "unit_id",
    "HOUSEHOLDS": "households",
    "UNIT_NAME": "unit_name",
    "POPULATION": "population",
    "WARD": "ward_code",
    "WARD_NAME": "ward_name",
    "AREA_TYPE": "area_type",
    "OLD_NEIGHBORHOOD": "old_neighborhood",
    "NEIGHBORHOOD": "neighborhood_id",
}


class AlignmentInputs(QWidget):
    """Chooses units and extras; :meth:`parameters` is what the algorithms are asked with."""

    changed = pyqtSignal()
    plan_chosen = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plan: Path | None = None
        self._inputs = Inputs()
        self.source_combo = QComboBox(self)
        self.source_combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.open_button = self._file_button(self.tr("Open a plan made before, to go on with it"))
        self.open_button.clicked.connect(self._choose_plan)
        self.neighborhood_label = QLabel(self.tr("Khu phố field"), self)
        self.neighborhood_field = _field_combo(self)
        self.minimum_spin = QgsSpinBox(self)
        self.minimum_spin.setRange(0, 1_000_000)
        self.minimum_spin.setGroupSeparatorShown(True)
        self.minimum_spin.setSpecialValueText(self.tr("no minimum"))
        self.minimum_spin.setSuffix(self.tr(" households"))
        self.minimum_spin.setToolTip(self.tr("A khu phố that has as many now keeps as many"))
        self.locked_field = _field_combo(self)
        self.locked_field.setToolTip(self.tr("Field that marks with 1, true or x the units that keep their khu phố"))
        self.dwellings_layer, self.register_layer, self.streets_layer = (
            self._layer_combo(kind) for kind in (_DWELLINGS, Qgis.LayerFilter.VectorLayer, Qgis.LayerFilter.LineLayer)
        )
        self.extras_group = QgsCollapsibleGroupBoxBasic(self.tr("More evidence (optional)"), self)
        self._lay_out()
        self.source_combo.currentIndexChanged.connect(self._on_source)
        self.neighborhood_field.fieldChanged.connect(lambda _: self.changed.emit())
        self.expect_plan(None)

    @property
    def is_complete(self) -> bool:
        """Tell whether there are units with khu phố, and areas of a force to compare with."""
        has_forces = any(
            layer is not None and name
            for layer, name in (
                (self._inputs.beats, self._inputs.beat_id),
                (self._inputs.militia, self._inputs.militia_id),
            )
        )
        units = self.plan is not None if self.uses_plan else self._inputs.is_complete and self._field()
        return bool(units and has_forces)

    @property
    def uses_plan(self) -> bool:
        """Tell whether the plan just made is aligned, not the layer of step 1."""
        return self.source_combo.currentData() == PLAN

    def expect_plan(self, plan: Path | None) -> None:
        """Offer the plan in the GeoPackage *plan*, and choose it; None: there is none."""
        self.plan = plan
        self.source_combo.blockSignals(True)
        self.source_combo.clear()
        if plan is not None:
            self.source_combo.addItem(self.tr("Plan {folder}").format(folder=plan.parent.name), PLAN)
        self.source_combo.addItem(self.tr("The units layer of step 1"), LAYER)
        self.source_combo.blockSignals(False)
        self._on_source()

    def expect_inputs(self, inputs: Inputs) -> None:
        """Take over the layers of step 1."""
        if self.neighborhood_field.layer() is not inputs.units:
            self.neighborhood_field.setLayer(inputs.units)
            self.neighborhood_field.setField(self._usual_field(inputs))
        self._inputs = inputs
        self._offer_locks()

    def expect_minimum(self, households: int) -> None:
        """Take over the minimum of the proposal's criteria."""
        self.minimum_spin.setValue(households)

    def units(self) -> str:
        """Return the units as an algorithm takes them."""
        if self.uses_plan:
            return f"{self.plan}|layername={schema.UNITS.name}"
        return self._inputs.units.id() if self._inputs.units is not None else ""

    def unit_fields(self) -> dict[str, str]:
        """Return the names of the units' fields by role, as step 1 has them."""
        if self.uses_plan:
            return {name.lower(): field for name, field in _PLAN_FIELDS.items() if name != "NEIGHBORHOOD"}
        roles = (name.lower() for name in _PLAN_FIELDS if name != "NEIGHBORHOOD")
        return {role: getattr(self._inputs, role) for role in roles}

    def parameters(self, algorithm) -> dict[str, object]:
        """Return what was chosen, by the names of those parameters that *algorithm* has."""
        values: dict[str, object] = self._inputs.parameters(algorithm)
        if self.uses_plan:
            values.update(_PLAN_FIELDS)
        else:
            values["NEIGHBORHOOD"] = self._field()
        values["UNITS"] = self.units()
        values["MINIMUM"] = self.minimum_spin.value()
        values["LOCKED"] = self.locked_field.currentField()
        for name, combo in self._extras().items():
            layer = combo.currentLayer()
            values[name] = layer.id() if layer is not None else ""
        known = {name for name in values if algorithm.parameterDefinition(name) is not None}
        return {name: value for name, value in values.items() if value and name in known}

    def _extras(self) -> dict[str, QgsMapLayerComboBox]:
        return {
            "DWELLINGS": self.dwellings_layer,
            "REGISTER": self.register_layer,
            "STREETS": self.streets_layer,
        }

    def _field(self) -> str:
        return self.neighborhood_field.currentField()

    def _usual_field(self, inputs: Inputs) -> str:
        names = inputs.units.fields().names() if inputs.units is not None else []
        return next((name for name in ("neighborhood_id", inputs.old_neighborhood) if name and name in names), "")

    def _on_source(self, *_place: object) -> None:
        for widget in (self.neighborhood_label, self.neighborhood_field):
            widget.setVisible(not self.uses_plan)
        self._offer_locks()
        self.changed.emit()

    def _offer_locks(self) -> None:
        layer = QgsVectorLayer(self.units(), "units", "ogr") if self.uses_plan else self._inputs.units
        if layer is not self.locked_field.layer():
            chosen = self.locked_field.currentField()
            self._locks_layer = layer  # the combo holds no reference
            self.locked_field.setLayer(layer)
            self.locked_field.setField(chosen)

    def _lay_out(self) -> None:
        form = _form()
        form.addRow(self.tr("Align"), self._with_button(self.source_combo, self.open_button))
        form.addRow(self.neighborhood_label, self.neighborhood_field)
        form.addRow(self.tr("Minimum"), self.minimum_spin)
        extras = _form()
        extras.addRow(self.tr("Dwellings"), self._with_file(self.dwellings_layer))
        extras.addRow(self.tr("Register"), self._with_file(self.register_layer))
        extras.addRow(self.tr("Streets"), self._with_file(self.streets_layer))
        extras.addRow(self.tr("Locked"), self.locked_field)
        self.extras_group.setLayout(extras)
        self.extras_group.setCollapsed(True)
        self.dwellings_layer.setToolTip(self.tr("Points or outlines of houses: they count more than land"))
        self.register_layer.setToolTip(
            self.tr("Table that names unit and beat or militia area of households: it counts most")
        )
        self.streets_layer.setToolTip(self.tr("Lines with names; the change list then tells the streets"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(form)
        layout.addWidget(self.extras_group)

    def _layer_combo(self, kind: Qgis.LayerFilter) -> QgsMapLayerComboBox:
        combo = QgsMapLayerComboBox(self)
        combo.setAllowEmptyLayer(True)
        combo.setFilters(kind)
        combo.setLayer(None)
        combo.layerChanged.connect(lambda _: self.changed.emit())
        return combo

    def _with_file(self, combo: QgsMapLayerComboBox) -> QHBoxLayout:
        """Return *combo* with a button that opens a file as the layer."""
        button = self._file_button(self.tr("Choose a file"))
        button.clicked.connect(
            lambda: self._choose_file().fileSelected.connect(lambda path: self.open_file(path, combo))
        )
        return self._with_button(combo, button)

    def _file_button(self, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setText("…")
        button.setToolTip(tip)
        return button

    @staticmethod
    def _with_button(combo: QComboBox, button: QToolButton) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(combo, 1)
        row.addWidget(button)
        return row

    def _choose_plan(self) -> None:
        dialog = self._choose_file()
        dialog.setNameFilter(self.tr("Plans (*.gpkg)"))
        dialog.fileSelected.connect(self.plan_chosen)

    def _choose_file(self) -> QFileDialog:
        """Open a dialog for files, which doesn't hold QGIS up, and return it."""
        dialog = QFileDialog(self, self.tr("Choose a file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def open_file(self, path: str, combo: QgsMapLayerComboBox) -> QgsMapLayer | None:
        """Add the layer or table in the file at *path* to the project and choose it in *combo*."""
        layer = QgsVectorLayer(path, Path(path).stem, "ogr")
        if not layer.isValid():
            return None
        QgsProject.instance().addMapLayer(layer)
        combo.setLayer(layer)
        return layer


def _field_combo(parent: QWidget) -> QgsFieldComboBox:
    combo = QgsFieldComboBox(parent)
    combo.setAllowEmptyFieldName(True)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return combo


def _form() -> QFormLayout:
    form = QFormLayout()
    form.setContentsMargins(0, 0, 0, 0)
    form.setVerticalSpacing(4)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return form
