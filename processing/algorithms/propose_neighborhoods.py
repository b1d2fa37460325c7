"""``khupho:proposeneighborhoods``: groups units into khu phố and ấp of the legal size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
)
from qgis.PyQt.QtCore import QCoreApplication

from ...layers.schema import NEIGHBORHOODS
from .. import parameters as names
from ..inputs import all_faults, read_inputs, refuse_errors
from ..outputs import write_assigned, write_json, write_table
from ..rules import rules_of, settings_of
from ..steps import propose_plan
from ..tell import tell_proposal
from .base import KhuPhoAlgorithm, control_of, tell_faults

if TYPE_CHECKING:
    from ..steps import Proposal

_CHECKED = 0.1  # share of the progress that reading and checking take
_RESERVE_S = 0.5
_RESERVE_S_PER_UNIT = 4e-4  # seconds for dissolving and writing, per unit


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
        self.add_search()
        polygons = QgsProcessing.SourceType.TypeVectorPolygon
        for name, label in (
            (self.ASSIGNED_UNITS, self.tr("Units with their khu phố")),
            (self.NEIGHBORHOODS, self.tr("Proposed khu phố and ấp")),
        ):
            self.addParameter(QgsProcessingParameterFeatureSink(name, label, polygons, None, True))
        self.add_summary()
        add_proposal_numbers(self)

    def work(self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict:
        """Read, check, propose, write."""
        control = control_of(feedback, self.number(parameters, names.TIME_LIMIT, context))
        rules = rules_of(self, parameters, context)
        settings = settings_of(self, parameters, context)
        inputs = read_inputs(self, parameters, context, control)
        faults = all_faults(inputs, control.part(0.0, _CHECKED))
        refuse_errors(faults)
        tell_faults(faults, feedback)
        reserve = _RESERVE_S + _RESERVE_S_PER_UNIT * len(inputs.units.features)
        proposal = propose_plan(inputs, rules, settings, control.part(_CHECKED, 0.95), reserve)
        record = proposal_record_of(self, parameters, context, proposal, rules, faults)
        tell_proposal(proposal, feedback)
        control.check()
        written = {
            **write_assigned(self, parameters, self.ASSIGNED_UNITS, context, inputs.units, proposal.neighborhood_ids),
            **write_table(
                self, parameters, self.NEIGHBORHOODS, context, proposal.neighborhoods, NEIGHBORHOODS, inputs.crs
            ),
        }
        summary = self.parameterAsFileOutput(parameters, names.SUMMARY, context)
        if summary:
            write_json(summary, record)
            written[names.SUMMARY] = summary
        return {**written, **proposal_numbers(record)}


def proposal_record_of(
    algorithm: KhuPhoAlgorithm,
    parameters: dict,
    context: QgsProcessingContext,
    proposal: Proposal,
    rules: object,
    faults: list,
) -> dict[str, object]:
    """Return the whole summary of a proposal."""
    from ..summary import faults_record, profile_record, proposal_record, run_record

    return {
        **run_record(algorithm, parameters, context),
        "profile": profile_record(rules.profile),
        "faults": faults_record(faults),
        **proposal_record(proposal),
    }


def add_proposal_numbers(algorithm: KhuPhoAlgorithm) -> None:
    """Declare the headline numbers of a proposal as outputs."""
    labels = {
        "NEIGHBORHOODS_COUNT": ProposeNeighborhoods.tr("Khu phố and ấp proposed"),
        "BELOW_MINIMUM": ProposeNeighborhoods.tr("of these below the minimum"),
        "NOT_CONTIGUOUS": ProposeNeighborhoods.tr("of these not contiguous"),
        "UNITS_COUNT": ProposeNeighborhoods.tr("Units"),
        "HOUSEHOLDS_TOTAL": ProposeNeighborhoods.tr("Households of all units"),
        "UNITS_WITHOUT_HOUSEHOLDS": ProposeNeighborhoods.tr("Units without a number of households"),
        "SMALLEST": ProposeNeighborhoods.tr("Households of the smallest"),
        "LARGEST": ProposeNeighborhoods.tr("Households of the largest"),
        "CUT_OFF": ProposeNeighborhoods.tr("1 when the time limit cut the search off, else 0"),
    }
    for name, label in labels.items():
        algorithm.addOutput(QgsProcessingOutputNumber(name, label))


def proposal_numbers(record: dict) -> dict[str, float]:
    """Return the headline numbers out of the summary *record*."""
    total, wards = record["total"], record["wards"]
    return {
        "NEIGHBORHOODS_COUNT": total["neighborhoods"],
        "BELOW_MINIMUM": total["below_minimum"],
        "NOT_CONTIGUOUS": total["not_contiguous"],
        "UNITS_COUNT": total["units"],
        "HOUSEHOLDS_TOTAL": total["households"],
        "UNITS_WITHOUT_HOUSEHOLDS": total["missing_households"],
        "SMALLEST": min((ward["smallest"] for ward in wards), default=0),
        "LARGEST": max((ward["largest"] for ward in wards), default=0),
        "CUT_OFF": int(total["cut_off"]),
    }
