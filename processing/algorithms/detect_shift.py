"""``khupho:detectshift``: whether a force's areas are shifted against the units, by how much, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import (
    QgsFeature,
    QgsFields,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSink,
)
from qgis.PyQt.QtCore import QCoreApplication

from ...core.model.messages import QT_TRANSLATE_NOOP, Message
from ...layers.crs import working_crs
from ...layers.shift import FoundShift, find_shift
from ...layers.source_checks import check_source
from ...layers.translate import to_text
from ...layers.write import add_all
from .. import parameters as names
from ..inputs import refuse_errors
from ..outputs import bare_field
from .base import KhuPhoAlgorithm, control_of, tell_faults

if TYPE_CHECKING:
    from collections.abc import Iterator

_COPIED = QT_TRANSLATE_NOOP("KhuPhoCore", "The corrected layer is an unmoved copy.")
_MOVED = QT_TRANSLATE_NOOP(
    "KhuPhoCore", "The corrected layer is a moved copy in {system}; the layer itself was not changed."
)
_MOVED_UNCERTAIN = QT_TRANSLATE_NOOP(
    "KhuPhoCore",
    "As you asked, the corrected layer is a copy moved by the best guess, in {system}. Check it on the map; the layer "
    "itself was not changed.",
)


class DetectShift(KhuPhoAlgorithm):
    """Measures the shift of areas against units, names its cause, and offers a corrected copy."""

    ID = "detectshift"
    AREAS = "AREAS"
    APPLY_UNCERTAIN = "APPLY_UNCERTAIN"
    CORRECTED = "CORRECTED"

    @staticmethod
    def tr(text: str) -> str:
        """Translate *text* of this class."""
        return QCoreApplication.translate("DetectShift", text)

    def displayName(self) -> str:  # noqa: N802
        """Return the name in the toolbox."""
        return self.tr("6. Detect a shift of police beats or militia areas")

    def initAlgorithm(self, _configuration: dict | None = None) -> None:  # noqa: N802
        """Add parameters and outputs."""
        self.add_layer(
            names.UNITS,
            self.tr("Units (tổ dân phố)"),
            self.tr("Polygons of the existing units: what the areas are measured against."),
            optional=False,
        )
        self.add_layer(
            self.AREAS,
            self.tr("Police beats or militia areas"),
            self.tr("The layer that may be shifted. It is only read."),
            optional=False,
        )
        self.add(
            QgsProcessingParameterBoolean(
                self.APPLY_UNCERTAIN, self.tr("Move the copy even where the shift is uncertain"), False
            ),
            self.tr("Usually an uncertain shift is only told. With this, the copy is moved by the best guess."),
            advanced=True,
        )
        polygons = QgsProcessing.SourceType.TypeVectorPolygon
        self.addParameter(
            QgsProcessingParameterFeatureSink(self.CORRECTED, self.tr("Corrected copy"), polygons, None, True)
        )
        for name, label in (
            ("SHIFT_X", self.tr("Metres to move in x (east)")),
            ("SHIFT_Y", self.tr("Metres to move in y (north)")),
            ("STANDARD_ERROR", self.tr("Standard error of the position in metres")),
            ("CERTAIN", self.tr("1 when the answer is certain, else 0")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))
        self.addOutput(QgsProcessingOutputString("CAUSE", self.tr("Likely cause")))
        self.addOutput(QgsProcessingOutputString("CAUSE_CODE", self.tr("Likely cause as a code, for scripts")))

    def work(self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict:
        """Find the shift, tell it, write the copy."""
        control = control_of(feedback)
        units, areas = (self._needed(parameters, name) for name in (names.UNITS, self.AREAS))
        shift_context = context.transformContext()
        # Only the units as a whole must be in order; a wrong coordinate system of the areas is what is looked for.
        faults = check_source(units, "units", working_crs(units.sourceCrs()), shift_context)
        refuse_errors(faults)
        tell_faults(faults, feedback)
        found = find_shift(units, areas, shift_context, control=control.part(0.0, 0.9))
        moved = found.shift.offered or (
            found.shift.significant and self.parameterAsBoolean(parameters, self.APPLY_UNCERTAIN, context)
        )
        control.check()
        self._tell(found, moved, feedback)
        return {**self._write(parameters, context, found, moved), **_numbers(found)}

    def _needed(self, parameters: dict, name: str) -> QgsProcessingFeatureSource:
        source = self.source(parameters, name)
        if source is None:
            raise QgsProcessingException(self.invalidSourceError(parameters, name))
        return source

    @staticmethod
    def _tell(found: FoundShift, moved: bool, feedback: QgsProcessingFeedback) -> None:
        say = feedback.pushInfo if found.shift.certain else feedback.pushWarning
        say(to_text(found.shift.sentence))
        for warning in found.shift.warnings:
            feedback.pushWarning(to_text(warning))
        if not moved:
            feedback.pushInfo(to_text(Message(_COPIED)))
            return
        system = found.corrected_crs(True)
        template = _MOVED if found.shift.certain else _MOVED_UNCERTAIN
        label = f"{system.authid()} {system.description()}".strip()
        feedback.pushInfo(to_text(Message(template, {"system": label})))

    def _write(self, parameters: dict, context: QgsProcessingContext, found: FoundShift, moved: bool) -> dict[str, str]:
        if parameters.get(self.CORRECTED) in (None, ""):
            return {}
        source = self.source(parameters, self.AREAS)
        fields = QgsFields()
        for field in source.fields():
            fields.append(bare_field(field))
        sink, destination = self.parameterAsSink(
            parameters, self.CORRECTED, context, fields, source.wkbType(), found.corrected_crs(moved)
        )
        if sink is None:
            raise QgsProcessingException(self.invalidSinkError(parameters, self.CORRECTED))

        def rows() -> Iterator[QgsFeature]:
            for feature in found.corrected(moved):
                row = QgsFeature(fields)
                row.setGeometry(feature.geometry())
                row.setAttributes(feature.attributes())
                yield row

        add_all(sink, rows(), source.sourceName())
        sink.flushBuffer()
        return {self.CORRECTED: destination}


def _numbers(found: FoundShift) -> dict[str, object]:
    error = found.shift.standard_error
    return {
        "SHIFT_X": found.dx,
        "SHIFT_Y": found.dy,
        "STANDARD_ERROR": error if error < float("inf") else None,
        "CERTAIN": int(found.shift.certain),
        "CAUSE": to_text(found.cause),
        "CAUSE_CODE": found.shift.cause,
    }
