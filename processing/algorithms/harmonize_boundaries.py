"""``khupho:harmonizeboundaries``: one boundary set that ward, police and military can sign."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSink,
)
from qgis.PyQt.QtCore import QCoreApplication

from ...core.model.errors import KhuPhoError
from ...core.model.messages import Message
from ...layers.neighborhood_names import plan_names, unit_names
from ...layers.translate import to_text
from .. import parameters as names
from ..alignment_outputs import AlignmentFiles, alignment_frames, write_alignment
from ..area_wards import area_wards_record, khu_pho_names, tell_area_wards
from ..comparing import has_forces
from ..evidence import EvidenceParameters, read_evidence
from ..harmonizing import HarmonizeParameters, align, check_plan, wishes_of
from ..harmony_record import alignment_record, comparison_record, plain_record, tell_alignment
from ..inputs import all_faults, read_inputs, refuse_errors
from ..numbers import HeadlineNumbers, add_numbers, alignment_numbers, comparison_numbers
from ..overwriting import PLAN
from ..summary import whole_record
from ..tell import tell_comparison
from .base import KhuPhoAlgorithm, control_of, tell_faults
from .compare_with_forces import NOTHING_TO_COMPARE, labeled_units

_CHECKED, _READ, _ALIGNED, _DRAWN = 0.1, 0.15, 0.7, 0.85  # shares of the progress


class HarmonizeBoundaries(KhuPhoAlgorithm):
    """Decides one area per whole unit for all authorities and lists what changes for whom."""

    ID = "harmonizeboundaries"

    @staticmethod
    def tr(text: str) -> str:
        """Translate *text* of this class."""
        return QCoreApplication.translate("HarmonizeBoundaries", text)

    def displayName(self) -> str:  # noqa: N802
        """Return the name in the toolbox."""
        return self.tr("7. Harmonize khu phố, police beats and militia areas")

    def initAlgorithm(self, _configuration: dict | None = None) -> None:  # noqa: N802
        """Add parameters and outputs."""
        self.add_units()
        self.add_neighborhood()
        self.add_forces()
        HarmonizeParameters.add_rules(self)
        EvidenceParameters.add_layers(self)
        HarmonizeParameters.add_decisions(self)
        self.add_more_of_units()
        EvidenceParameters.add_fields(self)
        AlignmentFiles.add_plan(self)
        polygons, table = QgsProcessing.SourceType.TypeVectorPolygon, QgsProcessing.SourceType.TypeVector
        for name, label, kind in (
            ("HARMONIZED_UNITS", self.tr("Units with harmonized areas"), polygons),
            ("NEIGHBORHOODS", self.tr("Harmonized khu phố and ấp"), polygons),
            ("FACES", self.tr("Faces (pieces of units)"), polygons),
            ("CHANGES", self.tr("Change list"), polygons),
            ("UNDECIDED", self.tr("Undecided units"), polygons),
            ("MATCHES", self.tr("Matches (one row per force and khu phố)"), polygons),
            ("GROUPS", self.tr("Groups of khu phố and areas in words"), table),
            ("BEATS_HARMONIZED", self.tr("Harmonized police beats"), polygons),
            ("MILITIA_HARMONIZED", self.tr("Harmonized militia areas"), polygons),
            ("METRICS", self.tr("Metrics"), table),
        ):
            self.addParameter(QgsProcessingParameterFeatureSink(name, label, kind, None, True))
        AlignmentFiles.add_files(self)
        self.add_summary()
        add_numbers(self, {**HeadlineNumbers.of_alignment(), **HeadlineNumbers.of_comparison()})

    def add_more_of_units(self) -> None:
        """Add the optional fields of units, as advanced ones."""
        before = len(self.parameterDefinitions())
        self.add_ward()
        self.add_field(
            names.AREA_TYPE,
            self.tr("Type of area"),
            names.UNITS,
            self.tr("Field with “khu_pho” or “ap”. No khu phố mixes the two."),
        )
        self.add_field(
            names.UNIT_NAME,
            self.tr("Name of the unit"),
            names.UNITS,
            self.tr("Field with the name that the change list shows."),
        )
        self.make_advanced(before)

    def work(self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict:
        """Read, check, harmonize, check again, write."""
        control = control_of(feedback)
        check_plan(self.text(parameters, PLAN, context))
        inputs = read_inputs(self, parameters, context, control)
        faults = all_faults(inputs, control.part(0.0, _CHECKED))
        refuse_errors(faults)
        if not has_forces(inputs):
            raise KhuPhoError(Message(NOTHING_TO_COMPARE))
        field, plan = (self.text(parameters, name, context) or "" for name in (names.NEIGHBORHOOD, PLAN))
        units = labeled_units(inputs, field, feedback)
        known = {**(plan_names(plan) if plan else {}), **unit_names(inputs.units, field)}
        known.update(khu_pho_names(inputs, known))
        wishes, told = wishes_of(self, parameters, context, inputs)
        given = read_evidence(self, parameters, context, inputs, units, control)
        tell_faults([*faults, *given.faults], feedback)
        tell_area_wards(inputs, feedback)
        for note in (*given.notes, *told):
            feedback.pushInfo(to_text(note))
        for warning in given.warnings:
            feedback.pushWarning(to_text(warning))
        control.progress(_READ)
        alignment = align(units, inputs, given, wishes, control.part(_READ, _ALIGNED))
        record = whole_record(
            self, parameters, context, faults=[*faults, *given.faults],
            comparison=comparison_record(alignment),
        )  # fmt: skip
        record.update(area_wards_record(inputs))
        record["evidence"] = {**given.record, "notes": plain_record([*given.notes, *given.warnings])}
        record["harmony"] = alignment_record(alignment)
        frames = alignment_frames(alignment, inputs, known, control.part(_ALIGNED, _DRAWN))
        tell_comparison(alignment.comparison.summary, feedback)
        tell_alignment(alignment, feedback)
        control.check()
        written = write_alignment(
            self, parameters, context, alignment, inputs, frames, record, control.part(_DRAWN, 1.0), feedback
        )
        numbers = comparison_numbers(alignment.comparison.summary)
        return {**written, **numbers, **alignment_numbers(record["harmony"])}
