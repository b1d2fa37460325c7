"""``khupho:arrange``, the main job: check, propose, compare, and write plan, tables, map and summary."""

from __future__ import annotations

import time
from dataclasses import dataclass

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFolderDestination,
)
from qgis.PyQt.QtCore import QCoreApplication, QThread

from ...core.model.run import RunControl
from ...layers.plan_store import write_plan
from ...layers.staging import StagedFolder
from .. import parameters as names
from ..area_wards import area_wards_record, tell_area_wards
from ..city_run import CityParameters, options_of
from ..comparing import compare_plan, has_forces
from ..explaining import add_explanations, explain_proposal, with_explanations
from ..hard_rules import HardRuleParameters
from ..inputs import Inputs, all_faults, read_inputs, refuse_errors
from ..numbers import HeadlineNumbers, add_numbers, comparison_numbers, proposal_numbers
from ..outputs import write_json
from ..plan_files import assigned, plan_frames
from ..plan_map import draw_map
from ..plan_tables import plan_tables, write_tables
from ..proving import ProofParameters, add_proofs, prove_proposal, tell_proofs
from ..rules import rules_of, settings_of
from ..steps import Clock, propose_plan
from ..summary import whole_record
from ..tell import tell_comparison, tell_proposal
from .base import KhuPhoAlgorithm, control_of, tell_faults, told_plainly

FILES = {"PLAN": "plan.gpkg", "TABLES": "tables.xlsx", "MAP": "map.pdf", "SUMMARY": "summary.json"}
_CHECKED, _PROPOSED, _COMPARED, _PROVEN, _WRITTEN = 0.1, 0.6, 0.7, 0.8, 0.88  # shares of the progress
_AFTER_SHARE, _AFTER_LEAST_S = 2.0, 3.0  # of comparing, writing and drawing: see Clock


@dataclass
class _Unfinished:
    """What a thread has written, waiting for the map and for its place in the folder."""

    staged: StagedFolder
    parameters: dict
    inputs: Inputs
    numbers: dict


class Arrange(KhuPhoAlgorithm):
    """Does the whole job; the folder gets all four files or none."""

    ID = "arrange"
    FOLDER = "FOLDER"
    INTERNAL_MAP = "INTERNAL_MAP"

    def __init__(self) -> None:
        super().__init__()
        self._unfinished: _Unfinished | None = None

    @staticmethod
    def tr(text: str) -> str:
        """Translate *text* of this class."""
        return QCoreApplication.translate("Arrange", text)

    def displayName(self) -> str:  # noqa: N802
        """Return the name in the toolbox."""
        return self.tr("4. Arrange: propose, compare, write plan, tables and map")

    def initAlgorithm(self, _configuration: dict | None = None) -> None:  # noqa: N802
        """Add parameters and outputs."""
        self.add_units()
        self.add_ward()
        self.add_unit_details()
        self.add_unit_names()
        self.add_forces()
        self.add_barriers()
        self.add_ward_outline()
        self.add_rules()
        self.add_goal()
        HardRuleParameters.add_to(self)
        self.add_search()
        CityParameters.add_processes(self)
        ProofParameters.add_to(self)
        self.add(
            QgsProcessingParameterBoolean(
                self.INTERNAL_MAP, self.tr("Police beats and militia areas on the map"), False
            ),
            self.tr("For internal use only: these areas are not for the public."),
            advanced=True,
        )
        self.addParameter(QgsProcessingParameterFolderDestination(self.FOLDER, self.tr("Folder of the results")))
        labels = {
            "PLAN": self.tr("Plan (GeoPackage)"),
            "TABLES": self.tr("Tables (XLSX)"),
            "MAP": self.tr("Map (PDF)"),
            "SUMMARY": self.tr("Summary (JSON)"),
        }
        for name, label in labels.items():
            self.addOutput(QgsProcessingOutputFile(name, label))
        add_numbers(self, {**HeadlineNumbers.of_proposal(), **HeadlineNumbers.of_comparison()})

    def work(self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict:
        """Do all but the map; that too when this is the main thread, where alone maps can be drawn.

        In a thread, :meth:`postProcessAlgorithm` ends the job. Until then there are no outputs, so that a
        map that fails leaves none.
        """
        staged = StagedFolder(self.parameterAsString(parameters, self.FOLDER, context))
        try:
            self._unfinished = self._write_all_but_map(staged, parameters, context, feedback)
            return self._finish(context, feedback) if _is_main_thread() else {}
        except BaseException:
            self._unfinished = None
            staged.discard()
            raise

    def postProcessAlgorithm(self, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict:  # noqa: N802
        """Draw the map and put all files in their place, if that was not done yet; QGIS calls this."""
        if self._unfinished is None:
            return {}
        staged = self._unfinished.staged
        try:
            return told_plainly(lambda: self._finish(context, feedback), feedback)
        finally:
            staged.discard()

    def _write_all_but_map(
        self, staged: StagedFolder, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> _Unfinished:
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
        proposal = propose_plan(inputs, rules, settings, control.part(_CHECKED, _PROPOSED), clock, options)
        tell_proposal(proposal, feedback)
        units = assigned(proposal)
        compared = None
        if has_forces(inputs):
            shapes = dict(zip(proposal.neighborhoods["neighborhood_id"], proposal.neighborhoods["geometry"]))
            compared = compare_plan(units, inputs, control.part(_PROPOSED, _COMPARED), shapes)
            tell_comparison(compared.summary, feedback)
        record = whole_record(
            self, parameters, context, faults=faults, rules=rules, proposal=proposal,
            comparison=compared.summary if compared else None,
        )  # fmt: skip
        record.update(area_wards_record(inputs))
        explained = explain_proposal(proposal, settings, control, feedback)
        add_explanations(record, explained)
        proofs = prove_proposal(self, parameters, context, proposal, settings, control.part(_COMPARED, _PROVEN))
        add_proofs(record, proposal, proofs)
        tell_proofs(record, feedback)
        frames = plan_frames(inputs, proposal, rules, settings, compared)
        write_plan(staged.path(FILES["PLAN"]), frames, inputs.crs, control=control.part(_PROVEN, _WRITTEN - 0.02))
        tables = plan_tables(units, proposal, rules.profile, settings, compared)
        tables = with_explanations(tables, units, explained)
        write_tables(staged.path(FILES["TABLES"]), tables, feedback, control)
        write_json(staged.path(FILES["SUMMARY"]), record)
        control.progress(_WRITTEN)
        numbers = {**proposal_numbers(record), **(comparison_numbers(compared.summary) if compared else {})}
        return _Unfinished(staged, parameters, inputs, numbers)

    def _finish(self, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict:
        """Draw the map, then move all files to where they were asked for."""
        job, self._unfinished = self._unfinished, None
        control = _alive(control_of(feedback)).part(_WRITTEN, 0.99)
        draw_map(
            job.staged.path(FILES["MAP"]),
            job.staged.path(FILES["PLAN"]),
            job.inputs,
            barriers=self._layer(job, names.BARRIERS, context),
            ward_outline=self._layer(job, names.WARD_OUTLINE, context),
            internal=self.parameterAsBool(job.parameters, self.INTERNAL_MAP, context),
            control=control,
        )
        control.check()
        job.staged.publish()
        feedback.setProgress(100)
        files = {name: str(job.staged.folder / file) for name, file in FILES.items()}
        return {self.FOLDER: str(job.staged.folder), **files, **job.numbers}

    def _layer(self, job: _Unfinished, name: str, context: QgsProcessingContext):
        if job.parameters.get(name) in (None, ""):
            return None
        return self.parameterAsVectorLayer(job.parameters, name, context)


def _alive(control: RunControl) -> RunControl:
    """Return *control* so that the window can be used, and a cancel be clicked, between pages of the map."""

    def report(share: float) -> None:
        control.on_progress(share)
        QCoreApplication.processEvents()

    return RunControl(report, control.is_canceled, control.deadline)


def _is_main_thread() -> bool:
    return QThread.currentThread() == QCoreApplication.instance().thread()
