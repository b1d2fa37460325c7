"""``khupho:comparewithforces``: how khu phố match police beats and militia areas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSink,
)
from qgis.PyQt.QtCore import QCoreApplication

from ...core.model.errors import KhuPhoError
from ...core.model.messages import QT_TRANSLATE_NOOP, Message
from ...layers.schema import FACES, MATCHES
from ...layers.translate import to_text
from ...layers.values import text_id
from .. import parameters as names
from ..area_wards import area_wards_record, tell_area_wards
from ..comparing import compare_plan, has_forces
from ..inputs import Inputs, all_faults, read_inputs, refuse_errors
from ..numbers import HeadlineNumbers, add_numbers, comparison_numbers
from ..outputs import write_summary, write_table
from ..summary import whole_record
from ..tell import tell_comparison
from .base import KhuPhoAlgorithm, control_of, tell_faults

if TYPE_CHECKING:
    import pandas as pd

NOTHING_TO_COMPARE = QT_TRANSLATE_NOOP(
    "KhuPhoCore", "Choose the layer of police beats or the layer of militia areas, or both, to compare with."
)
NO_NEIGHBORHOODS = QT_TRANSLATE_NOOP(
    "KhuPhoCore",
    "The field “{field}” is empty in all units. Choose the field that holds the khu phố or ấp of each unit.",
)
LEFT_OUT = QT_TRANSLATE_NOOP(
    "KhuPhoCore",
    "{count} units with {households} households have no khu phố in the field “{field}”; they are left out.",
)


class CompareWithForces(KhuPhoAlgorithm):
    """Overlays units, beats and militia areas and matches khu phố with areas one to one."""

    ID = "comparewithforces"
    FACES = "FACES"
    MATCHES = "MATCHES"

    @staticmethod
    def tr(text: str) -> str:
        """Translate *text* of this class."""
        return QCoreApplication.translate("CompareWithForces", text)

    def displayName(self) -> str:  # noqa: N802
        """Return the name in the toolbox."""
        return self.tr("3. Compare with police beats and militia areas")

    def initAlgorithm(self, _configuration: dict | None = None) -> None:  # noqa: N802
        """Add parameters and outputs."""
        self.add_units()
        self.add_neighborhood()
        self.add_forces()
        before = len(self.parameterDefinitions())
        self.add_ward_of_areas()
        self.make_advanced(before)
        polygons = QgsProcessing.SourceType.TypeVectorPolygon
        for name, label in (
            (self.FACES, self.tr("Faces (pieces of units)")),
            (self.MATCHES, self.tr("Matches (one row per force and khu phố)")),
        ):
            self.addParameter(QgsProcessingParameterFeatureSink(name, label, polygons, None, True))
        self.add_summary()
        add_numbers(self, HeadlineNumbers.of_comparison())

    def work(self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict:
        """Read, check, compare, write."""
        control = control_of(feedback)
        inputs = read_inputs(self, parameters, context, control)
        faults = all_faults(inputs, control.part(0.0, 0.2))
        refuse_errors(faults)
        if not has_forces(inputs):
            raise KhuPhoError(Message(NOTHING_TO_COMPARE))
        tell_faults(faults, feedback)
        tell_area_wards(inputs, feedback)
        units = labeled_units(inputs, self.text(parameters, names.NEIGHBORHOOD, context), feedback)
        found = compare_plan(units, inputs, control.part(0.2, 0.95))
        record = whole_record(self, parameters, context, faults=faults, comparison=found.summary)
        record.update(area_wards_record(inputs))
        tell_comparison(found.summary, feedback)
        control.check()
        written = {
            **write_table(self, parameters, self.FACES, context, found.faces, FACES, inputs.crs),
            **write_table(self, parameters, self.MATCHES, context, found.matches, MATCHES, inputs.crs),
            **write_summary(self, parameters, context, record),
        }
        return {**written, **comparison_numbers(found.summary)}


def labeled_units(inputs: Inputs, field: str, feedback: QgsProcessingFeedback) -> pd.DataFrame:
    """Return the canonical units of *inputs* with ``neighborhood_id``, out of *field*; tell of units without one.

    Khu phố of the same name in different wards are different ones, called with their ward.

    :raises KhuPhoError: no unit has one.
    """
    from ...core.coverage.parse import units_from_raw

    units = units_from_raw(inputs.units.frame)
    given = None if inputs.wards is None else inputs.wards.neighborhoods()
    khu_pho = [text_id(value) for value in inputs.units.frame["neighborhood_id"]] if given is None else list(given)
    units["neighborhood_id"] = khu_pho
    without = units["neighborhood_id"].isna()
    if without.all():
        raise KhuPhoError(Message(NO_NEIGHBORHOODS, {"field": field}))
    if without.any():
        households = int(units.loc[without, "households"].sum())
        values = {"count": int(without.sum()), "households": households, "field": field}
        feedback.pushWarning(to_text(Message(LEFT_OUT, values)))
    return units
