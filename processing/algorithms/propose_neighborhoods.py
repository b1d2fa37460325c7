"""``khupho:proposeneighborhoods``: groups units into khu phố and ấp of the legal size."""

from __future__ import annotations

import time

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSink,
)
from qgis.PyQt.QtCore import QCoreApplication

from ...layers.schema import NEIGHBORHOODS
from .. import parameters as names
from ..area_wards import tell_area_wards
from ..city_run import CityParameters, options_of
from ..explaining import add_explanations, explain_proposal
from ..hard_rules import HardRuleParameters
from ..inputs import all_faults, read_inputs, refuse_errors
from ..numbers import HeadlineNumbers, add_numbers, proposal_numbers
from ..outputs import write_assigned, write_summary, write_table
from ..proving import ProofParameters, add_proofs, prove_proposal, tell_proofs
from ..rules import rules_of, settings_of
from ..steps import Clock, after_search, propose_plan
from ..summary import whole_record
from ..tell import tell_proposal
from .base import KhuPhoAlgorithm, control_of, tell_faults

_CHECKED = 0.1  # share of the progress that reading and checking take
_AFTER_SHARE, _AFTER_LEAST_S = 0.45, 0.2  # of dissolving and writing: see Clock


class ProposeNeighborhoods(KhuPhoAlgorithm):
    """Proposes contiguous khu phố and ấp inside each ward, each at the minimum of its profile or above."""

    ID = "proposeneighborhoods"
    ASSIGNED_UNITS = "ASSIGNED_UNITS"
    NEIGHBORHOODS = "NEIGHBORHOODS"

    @staticmethod
    def tr(text: str) -> str:
        """Translate *text* of this class."""
        return QCoreApplication.translate("ProposeNeighborhoods", text)

    def displayName(self) -> str:  # noqa: N802
        """Return the name in the toolbox."""
        return self.tr("2. Propose khu phố and ấp")

    def initAlgorithm(self, _configuration: dict | None = None) -> None:  # noqa: N802
        """Add parameters and outputs."""
        self.add_units()
        self.add_ward()
        self.add_unit_details()
        self.add_unit_names()
        self.add_forces()
        self.add_barriers()
        self.add_rules()
        self.add_goal()
        HardRuleParameters.add_to(self)
        self.add_search()
        CityParameters.add_processes(self)
        CityParameters.add_keep_finished(self)
        ProofParameters.add_to(self)
        polygons = QgsProcessing.SourceType.TypeVectorPolygon
        for name, label in (
            (self.ASSIGNED_UNITS, self.tr("Units with their khu phố")),
            (self.NEIGHBORHOODS, self.tr("Proposed khu phố and ấp")),
        ):
            self.addParameter(QgsProcessingParameterFeatureSink(name, label, polygons, None, True))
        self.add_summary()
        add_numbers(self, HeadlineNumbers.of_proposal())

    def work(self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict:
        """Read, check, propose, write."""
        clock = Clock(time.monotonic(), _AFTER_SHARE, _AFTER_LEAST_S)
        control = control_of(feedback, self.number(parameters, names.TIME_LIMIT, context))
        rules = rules_of(self, parameters, context)
        settings = settings_of(self, parameters, context)
        inputs = read_inputs(self, parameters, context, control)
        faults = all_faults(inputs, control.part(0.0, _CHECKED))
        refuse_errors(faults)
        tell_faults(faults, feedback)
        tell_area_wards(inputs, feedback)
        options = options_of(self, parameters, context, feedback)
        proposal = propose_plan(inputs, rules, settings, control.part(_CHECKED, 0.95), clock, options)
        record = whole_record(self, parameters, context, faults=faults, rules=rules, proposal=proposal)
        tell_proposal(proposal, feedback)
        control = after_search(proposal.result, control, options)
        if self.parameterAsFileOutput(parameters, names.SUMMARY, context):
            add_explanations(record, explain_proposal(proposal, settings, control, feedback))
            proofs = prove_proposal(self, parameters, context, proposal, settings, control.part(0.95, 0.99))
            add_proofs(record, proposal, proofs)
            tell_proofs(record, feedback)
        written = {
            **write_assigned(self, parameters, self.ASSIGNED_UNITS, context, inputs.units, proposal.neighborhood_ids),
            **write_table(
                self, parameters, self.NEIGHBORHOODS, context, proposal.neighborhoods, NEIGHBORHOODS, inputs.crs
            ),
        }
        written.update(write_summary(self, parameters, context, record))
        return {**written, **proposal_numbers(record)}
