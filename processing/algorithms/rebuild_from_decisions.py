"""``khupho:rebuildfromdecisions``: the areas that follow from what the authorities signed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterField,
)
from qgis.PyQt.QtCore import QCoreApplication

from ...core.model.errors import KhuPhoError
from ...core.model.messages import QT_TRANSLATE_NOOP, Message
from ...core.model.run import RunControl
from ...layers import schema
from ...layers.decisions import read_changes
from ...layers.guess import guess_field
from ...layers.neighborhood_names import plan_names, unit_names
from .. import parameters as names
from ..area_wards import names_without_ward
from ..harmony_frames import WholeAreas, areas_frame, neighborhoods_frame
from ..harmony_record import moves, signed_counts, tell_moves
from ..inputs import Inputs, all_faults, read_inputs, refuse_errors
from ..numbers import HeadlineNumbers, add_numbers, moved_numbers
from ..outputs import write_summary, write_table, write_units
from ..rebuilding import ROWS, SIGNED, Rebuilt, find_id_field, labels_of, rebuild_areas
from ..summary import whole_record
from .base import KhuPhoAlgorithm, control_of, tell_faults

if TYPE_CHECKING:
    import pandas as pd

_USUAL = {"ward": "neighborhood_before", "police": "beat_id", "militia": "militia_id"}
_PARAMETERS = {"ward": names.NEIGHBORHOOD, "police": names.BEAT_ID, "militia": names.MILITIA_ID}
_NO_FIELD = QT_TRANSLATE_NOOP(
    "KhuPhoCore", "The layer of units has no field “{field}” (parameter {parameter}). Choose one that it has."
)
_READ, _REBUILT, _DRAWN = 0.3, 0.4, 0.8  # shares of the progress


class RebuildFromDecisions(KhuPhoAlgorithm):
    """Applies signed rows of a change list to the areas before it, and makes locks of refused ones."""

    ID = "rebuildfromdecisions"
    CHANGES = "CHANGES"
    ROWS = "ROWS"

    @staticmethod
    def tr(text: str) -> str:
        """Translate *text* of this class."""
        return QCoreApplication.translate("RebuildFromDecisions", text)

    def displayName(self) -> str:  # noqa: N802
        """Return the name in the toolbox."""
        return self.tr("8. Rebuild areas from signed changes")

    def initAlgorithm(self, _configuration: dict | None = None) -> None:  # noqa: N802
        """Add parameters and outputs."""
        self.add_layer(
            names.UNITS,
            self.tr("Harmonized units"),
            self.tr("Units as “Harmonize” wrote them, with their areas before it."),
            optional=False,
        )
        self.add_layer(
            self.CHANGES,
            self.tr("Change list with decisions"),
            self.tr("The table “changes” of the plan, or the sheet “Danh sách thay đổi” with the decisions."),
            optional=False,
            any_type=True,
        )
        self.add(
            QgsProcessingParameterEnum(self.ROWS, self.tr("Rows that count"), ROWS, False, SIGNED, False, True),
            self.tr("signed: rows that all three authorities agreed to; all: every row that nobody refused."),
        )
        self._add_fields()
        polygons = QgsProcessing.SourceType.TypeVectorPolygon
        for name, label in (
            ("UNITS_OUT", self.tr("Units with rebuilt areas")),
            ("NEIGHBORHOODS", self.tr("Rebuilt khu phố and ấp")),
            ("BEATS", self.tr("Rebuilt police beats")),
            ("MILITIA", self.tr("Rebuilt militia areas")),
            ("LOCKS", self.tr("Units with locks, for a new proposal")),
        ):
            self.addParameter(QgsProcessingParameterFeatureSink(name, label, polygons, None, True))
        self.add_summary()
        add_numbers(self, HeadlineNumbers.of_rebuilding())

    def _add_fields(self) -> None:
        guessed = self.tr("Guessed when not given.")
        fields = (
            (names.UNIT_ID, self.tr("Id of the unit"), None, guessed),
            (names.HOUSEHOLDS, self.tr("Households"), None, guessed),
            (
                names.NEIGHBORHOOD,
                self.tr("Khu phố or ấp before"),
                _USUAL["ward"],
                self.tr("As it was harmonized from."),
            ),
            (names.BEAT_ID, self.tr("Police beat before"), _USUAL["police"], self.tr("As it was read from the layer.")),
            (
                names.MILITIA_ID,
                self.tr("Militia area before"),
                _USUAL["militia"],
                self.tr("As it was read from the layer."),
            ),
        )
        for name, label, usual, explained in fields:
            parameter = QgsProcessingParameterField(name, label, usual, names.UNITS, optional=True)
            self.add(parameter, explained, advanced=True)

    def work(self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict:
        """Read, check, rebuild, check again, write."""
        from ...core.coverage.adjacency import find_adjacency
        from ...core.coverage.parse import units_from_raw

        control = control_of(feedback)
        changes = read_changes(self.source(parameters, self.CHANGES))
        parameters = self._completed(parameters, context, changes)
        inputs = read_inputs(self, parameters, context, control)
        faults = all_faults(inputs, control.part(0.0, _READ))
        refuse_errors(faults)
        tell_faults(faults, feedback)
        units = units_from_raw(inputs.units.frame)
        rows = self.parameterAsEnumString(parameters, self.ROWS, context)
        rebuilt = rebuild_areas(units["unit_id"].to_numpy(), self._before(parameters, context, inputs), changes, rows)
        control.progress(_READ)
        adjacency = find_adjacency(units["geometry"].to_numpy(), control=control.part(_READ, _REBUILT))
        field = self.text(parameters, names.NEIGHBORHOOD, context)
        plans = [path for path in map(self.layer_path, (self.CHANGES, names.UNITS)) if path is not None]
        known = {label: name for path in plans for label, name in plan_names(path).items()}
        known.update(unit_names(inputs.units, field))
        called = {authority: names_without_ward(labels, inputs.units) for authority, labels in rebuilt.after.items()}
        known = {**called["ward"], **known}
        frames = self._frames(units, rebuilt, adjacency, known, called, control.part(_REBUILT, _DRAWN))
        tell_moves(rebuilt.applied, list(rebuilt.before), len(units), feedback)
        record = whole_record(self, parameters, context, faults=faults)
        signed = signed_counts(changes)
        record["rebuilt"] = {
            "rows": rows,
            **{"changes": signed["rows"], "signed": signed["signed"], "refused": signed["refused"]},
            "applied": len(rebuilt.applied),
            "moves": moves(rebuilt.applied),
            "locks": rebuilt.locks,
        }
        control.check()
        written = self._write(parameters, context, inputs, rebuilt, frames)
        written.update(write_summary(self, parameters, context, record))
        return {
            **written,
            "CHANGES_APPLIED": len(rebuilt.applied),
            "CHANGES_LEFT": len(changes) - len(rebuilt.applied),
            **moved_numbers(record["rebuilt"]["moves"]),
            "LOCKED_COUNT": len(rebuilt.locks),
        }

    def _completed(self, parameters: dict, context: QgsProcessingContext, changes: pd.DataFrame) -> dict:
        """Return *parameters* with the fields of id and households, guessed where they are not given."""
        source = self.source(parameters, names.UNITS)
        completed = dict(parameters)
        if source is not None:
            if not self.text(parameters, names.UNIT_ID, context):
                completed[names.UNIT_ID] = find_id_field(source, changes)
            if not self.text(parameters, names.HOUSEHOLDS, context):
                completed[names.HOUSEHOLDS] = guess_field(source.fields(), "households")
        return completed

    def _before(self, parameters: dict, context: QgsProcessingContext, inputs: Inputs) -> dict:
        """Return the areas before of each authority that has a field.

        :raises KhuPhoError: a chosen field is missing, or there is none for the khu phố.
        """
        before = {}
        for authority, parameter in _PARAMETERS.items():
            field = self.text(parameters, parameter, context)
            labels = labels_of(inputs.units, field)
            if labels is not None:
                before[authority] = labels
            elif authority == "ward" or (field and field != _USUAL[authority]):
                raise KhuPhoError(Message(_NO_FIELD, {"field": field or "", "parameter": parameter}))
        return before

    def _frames(
        self,
        units: pd.DataFrame,
        rebuilt: Rebuilt,
        adjacency: object,
        known: dict[str, str],
        called: dict[str, dict[str, str]],
        control: RunControl,
    ) -> dict:
        """Return the frames of areas; *known*: names of khu phố; *called*: force → id → name of its areas."""
        from ...core.alignment.harmonize import new_area_names

        after, whole = rebuilt.after, WholeAreas(units)
        frames = {
            "NEIGHBORHOODS": neighborhoods_frame(
                whole, after, rebuilt.before["ward"], adjacency, None, known, control.part(0.0, 0.4)
            )
        }
        for name, force, part in (("BEATS", "police", (0.4, 0.7)), ("MILITIA", "militia", (0.7, 1.0))):
            if force in after:
                own = {**called[force], **new_area_names(force, after[force], after["ward"], known)}
                frames[name] = areas_frame(whole, after[force], after["ward"], own, control.part(*part))
        return frames

    def _write(
        self, parameters: dict, context: QgsProcessingContext, inputs: Inputs, rebuilt: Rebuilt, frames: dict
    ) -> dict[str, str]:
        nothing: Sequence[object] = [None] * len(rebuilt.unit_ids)
        before, after = rebuilt.before, rebuilt.after
        columns = {
            schema.BEAT_READ: before.get("police", nothing),
            schema.MILITIA_READ: before.get("militia", nothing),
            schema.BEAT_STATE: labels_of(inputs.units, schema.BEAT_STATE.name),
            schema.MILITIA_STATE: labels_of(inputs.units, schema.MILITIA_STATE.name),
            schema.NEIGHBORHOOD_NOW: after["ward"],
            schema.NEIGHBORHOOD_BEFORE: before["ward"],
            schema.BEAT_NEW: after.get("police", nothing),
            schema.MILITIA_NEW: after.get("militia", nothing),
        }
        columns = {field: nothing if values is None else list(values) for field, values in columns.items()}
        # Fields that “Harmonize” wrote are brought up to date; those of other units are kept.
        own = inputs.units.fields.lookupField(schema.NEIGHBORHOOD_BEFORE.name) >= 0
        written = write_units(self, parameters, "UNITS_OUT", context, inputs.units, columns, keep_old=not own)
        locks = {
            schema.LOCK_NEIGHBORHOOD: [
                rebuilt.locks.get(str(unit), label) for unit, label in zip(rebuilt.unit_ids, after["ward"])
            ],
            schema.LOCKED: [str(unit) in rebuilt.locks for unit in rebuilt.unit_ids],
        }
        written.update(write_units(self, parameters, "LOCKS", context, inputs.units, locks, keep_old=not own))
        for name, table in (
            ("NEIGHBORHOODS", schema.HARMONIZED_NEIGHBORHOODS),
            ("BEATS", schema.HARMONIZED_BEATS),
            ("MILITIA", schema.HARMONIZED_MILITIA),
        ):
            if name in frames:
                written.update(write_table(self, parameters, name, context, frames[name], table, inputs.crs))
        return written
