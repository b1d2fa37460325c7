"""``khupho:proposealternatives``: several plans that differ in kind, their scores, and the curve of the number."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFileDestination,
)
from qgis.PyQt.QtCore import QCoreApplication

from ...layers.schema import ALTERNATIVES, CURVE, KIND_FIELDS, SCORES
from .. import parameters as names
from ..area_wards import tell_area_wards
from ..choosing import (
    KINDS,
    Choice,
    choice_record,
    choose,
    comparison_sheet,
    neighborhoods_frame,
    tell_choice,
    unit_ids,
)
from ..city_run import PROCESSES, CityParameters
from ..hard_rules import HardRuleParameters, locked_units
from ..inputs import Inputs, all_faults, read_inputs, refuse_errors
from ..numbers import HeadlineNumbers, add_numbers, alternatives_numbers
from ..outputs import write_summary, write_table, write_units
from ..plan_tables import write_tables
from ..rules import rules_of, settings_of
from ..steps import Clock, prepare, search_deadline
from ..summary import whole_record
from .base import KhuPhoAlgorithm, control_of, tell_faults

if TYPE_CHECKING:
    import pandas as pd

_CHECKED, _PREPARED, _SEARCHED, _DESCRIBED = 0.08, 0.15, 0.93, 0.97  # shares of the progress
_AFTER_SHARE, _AFTER_LEAST_S = 1.5, 0.5  # of dissolving and writing all plans: see Clock


class ProposeAlternatives(KhuPhoAlgorithm):
    """Proposes plans of several kinds, judged by the same weights, so that a planner can choose."""

    ID = "proposealternatives"
    KINDS = "KINDS"
    CURVE = "CURVE"
    ASSIGNED_UNITS = "ASSIGNED_UNITS"
    NEIGHBORHOODS = "NEIGHBORHOODS"
    SCORES = "SCORES"
    CURVE_TABLE = "CURVE_TABLE"
    TABLES = "TABLES"

    @staticmethod
    def tr(text: str) -> str:
        """Translate *text* of this class."""
        return QCoreApplication.translate("ProposeAlternatives", text)

    def displayName(self) -> str:  # noqa: N802
        """Return the name in the toolbox."""
        return self.tr("5. Propose alternatives: several plans to choose from")

    def initAlgorithm(self, _configuration: dict | None = None) -> None:  # noqa: N802
        """Add parameters and outputs."""
        self.add_units()
        self.add_ward()
        self.add_unit_details()
        self.add_unit_names()
        self.add_forces()
        self.add_barriers()
        self.add_rules()
        self.add(
            QgsProcessingParameterEnum(self.KINDS, self.tr("Kinds of plans"), KINDS, True, list(KINDS), False, True),
            self.tr(
                "balanced: the weights as they are; least_change: households stay with their present khu phố; "
                "follows_beats: boundaries along those of the police beats; most: as many khu phố as can be."
            ),
        )
        self.add(
            QgsProcessingParameterBoolean(self.CURVE, self.tr("Curve of number against quality"), True),
            self.tr("Also finds a plan for each number of khu phố that makes sense; takes about as long again."),
        )
        HardRuleParameters.add_to(self, start=False)
        self.add_search()
        CityParameters.add_processes(self)
        self._add_sinks()
        self.addParameter(
            QgsProcessingParameterFileDestination(
                self.TABLES, self.tr("Comparison of the plans (XLSX)"), self.tr("Workbook (*.xlsx)"), None, True
            )
        )
        self.add_summary()
        add_numbers(self, HeadlineNumbers.of_alternatives())

    def work(self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict:
        """Read, check, search for each kind, write."""
        from ...core.proposal.city import CityOptions

        clock = Clock(time.monotonic(), _AFTER_SHARE, _AFTER_LEAST_S)
        control = control_of(feedback, self.number(parameters, names.TIME_LIMIT, context))
        rules = rules_of(self, parameters, context)
        settings = settings_of(self, parameters, context)
        kinds = self.parameterAsEnumStrings(parameters, self.KINDS, context)
        options = CityOptions(processes=self.parameterAsInt(parameters, PROCESSES, context))
        curve = self.parameterAsBool(parameters, self.CURVE, context)
        inputs = read_inputs(self, parameters, context, control)
        faults = all_faults(inputs, control.part(0.0, _CHECKED))
        refuse_errors(faults)
        tell_faults(faults, feedback)
        tell_area_wards(inputs, feedback)
        ready = prepare(inputs, rules, control.part(_CHECKED, _PREPARED))
        until = search_deadline(control, clock)
        hard = rules.hard.of_problems(ready.problems, locked_units(inputs.units.frame))
        choice = choose(ready, hard, kinds, curve, settings, control.part(_PREPARED, _SEARCHED, until), options)
        tell_choice(choice, feedback)
        control.check()
        record = {**whole_record(self, parameters, context, faults=faults, rules=rules), **choice_record(choice)}
        neighborhoods = neighborhoods_frame(choice, rules, control.part(_SEARCHED, _DESCRIBED))
        written = self._write(parameters, context, inputs, choice, neighborhoods)
        path = self.parameterAsFileOutput(parameters, self.TABLES, context)
        if path:
            write_tables(Path(path), [comparison_sheet(choice)], feedback, control)
            written[self.TABLES] = path
        written.update(write_summary(self, parameters, context, record))
        return {**written, **alternatives_numbers(ready.problems, choice.found)}

    def _add_sinks(self) -> None:
        polygons, table = QgsProcessing.SourceType.TypeVectorPolygon, QgsProcessing.SourceType.TypeVector
        for name, label, kind in (
            (self.ASSIGNED_UNITS, self.tr("Units with their khu phố in each plan"), polygons),
            (self.NEIGHBORHOODS, self.tr("Khu phố and ấp of all plans"), polygons),
            (self.SCORES, self.tr("Scores of the plans"), table),
            (self.CURVE_TABLE, self.tr("Curve of number against quality (table)"), table),
        ):
            self.addParameter(QgsProcessingParameterFeatureSink(name, label, kind, None, True))

    def _write(
        self,
        parameters: dict,
        context: QgsProcessingContext,
        inputs: Inputs,
        choice: Choice,
        neighborhoods: pd.DataFrame,
    ) -> dict:
        from ...core.dossier.alternatives_table import curve_frame, scores_frame

        problems = choice.ready.problems
        columns = {KIND_FIELDS[kind]: ids for kind, ids in unit_ids(choice).items()}
        tables = (
            (self.NEIGHBORHOODS, neighborhoods, ALTERNATIVES),
            (self.SCORES, scores_frame(problems, choice.found), SCORES),
            (self.CURVE_TABLE, curve_frame(problems, choice.points), CURVE),
        )
        written = write_units(self, parameters, self.ASSIGNED_UNITS, context, inputs.units, columns)
        for name, frame, table in tables:
            written.update(write_table(self, parameters, name, context, frame, table, inputs.crs))
        return written
