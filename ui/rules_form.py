"""What a plan must keep: whole areas, barriers, most households, units together, apart, or locked."""

from __future__ import annotations

from qgis.gui import QgsFieldComboBox, QgsSpinBox
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QWidget

from .inputs import Inputs

_AREA_RULES = ("free", "whole", "within")


class RulesForm(QWidget):
    """The hard rules; :meth:`parameters` is what they are by the names of the algorithms' parameters."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.beats_combo = self._area_combo()
        self.militia_combo = self._area_combo()
        self.barriers_check = QCheckBox(self.tr("Never cross a barrier"), self)
        self.barriers_check.setToolTip(
            self.tr("Units that only touch along a barrier are then no neighbors; otherwise crossing one only costs")
        )
        self.maximum_spin = QgsSpinBox(self)
        self.maximum_spin.setRange(0, 1_000_000)
        self.maximum_spin.setGroupSeparatorShown(True)
        self.maximum_spin.setSpecialValueText(self.tr("none"))
        self.maximum_spin.setSuffix(self.tr(" households"))
        self.maximum_spin.setToolTip(self.tr("Most households of a khu phố; a single unit with more stands alone"))
        self.together_edit = self._ids_edit(self.tr("Ids of units that must be in one khu phố"))
        self.apart_edit = self._ids_edit(self.tr("Ids of units that must not be in one khu phố"))
        self.current_field = self._field_combo(
            self.tr("Field with the khu phố of a plan made before; without it the old khu phố counts")
        )
        self.locked_field = self._field_combo(
            self.tr("Field that marks with 1, true or x the units that keep their khu phố of the plan so far")
        )
        self._lay_out()

    def expect_inputs(self, inputs: Inputs) -> None:
        """Offer what there are layers and fields for."""
        for widget, layer in (
            (self.beats_combo, inputs.beats),
            (self.militia_combo, inputs.militia),
            (self.barriers_check, inputs.barriers),
        ):
            widget.setEnabled(layer is not None)
        for combo in (self.current_field, self.locked_field):
            if combo.layer() is not inputs.units:
                combo.setLayer(inputs.units)
                combo.setField("")

    def choose_locks(self, current: str, locked: str) -> None:
        """Choose the fields of the plan so far and of the locks."""
        self.current_field.setField(current)
        self.locked_field.setField(locked)

    def parameters(self) -> dict[str, object]:
        """Return the rules that were chosen; what was left as usual is left out."""
        values: dict[str, object] = {
            "TOGETHER": self.together_edit.text().strip(),
            "APART": self.apart_edit.text().strip(),
            "CURRENT": self.current_field.currentField(),
            "LOCKED": self.locked_field.currentField(),
            "MAXIMUM": self.maximum_spin.value(),
        }
        for name, combo in (("BEATS_RULE", self.beats_combo), ("MILITIA_RULE", self.militia_combo)):
            if combo.isEnabled() and combo.currentIndex():
                values[name] = combo.currentData()
        if self.barriers_check.isEnabled() and self.barriers_check.isChecked():
            values["BARRIERS_HARD"] = True
        return {name: value for name, value in values.items() if value}

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(4)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.tr("Police beats"), self.beats_combo)
        form.addRow(self.tr("Militia areas"), self.militia_combo)
        form.addRow(self.barriers_check)
        form.addRow(self.tr("At most"), self.maximum_spin)
        form.addRow(self.tr("Together"), self.together_edit)
        form.addRow(self.tr("Apart"), self.apart_edit)
        form.addRow(self.tr("Plan so far"), self.current_field)
        form.addRow(self.tr("Locked"), self.locked_field)

    def _area_combo(self) -> QComboBox:
        combo = QComboBox(self)
        texts = (self.tr("may be cut"), self.tr("stay whole"), self.tr("are not mixed"))
        tips = (
            self.tr("Cutting and mixing areas only costs, as the slider says"),
            self.tr("No area is cut: each khu phố is made of whole areas"),
            self.tr("No khu phố has units of two areas"),
        )
        for rule, text in zip(_AREA_RULES, texts):
            combo.addItem(text, rule)
        combo.setToolTip("\n".join(f"{text}: {tip}" for text, tip in zip(texts, tips)))
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        return combo

    def _ids_edit(self, tip: str) -> QLineEdit:
        edit = QLineEdit(self)
        edit.setPlaceholderText(self.tr("T001+T002; T003+T004"))
        edit.setToolTip(tip)
        edit.setClearButtonEnabled(True)
        return edit

    def _field_combo(self, tip: str) -> QgsFieldComboBox:
        combo = QgsFieldComboBox(self)
        combo.setAllowEmptyFieldName(True)
        combo.setToolTip(tip)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        return combo
