"""The alignment step: one boundary set for all authorities, checked before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingParameterEnum,
    QgsProcessingParameterField,
    QgsProcessingParameterNumber,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..core.model.errors import KhuPhoError
from ..core.model.messages import QT_TRANSLATE_NOOP, Message
from ..core.model.run import RunControl
from ..layers.decisions import has_changes, read_changes
from ..layers.schema import AUTHORITIES
from . import parameters as names
from .area_wards import in_terms_of_wards
from .comparing import ForcesComparison, compare_plan
from .evidence import GivenEvidence
from .hard_rules import LOCKED, locked_units
from .inputs import Inputs
from .overwriting import PLAN

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    import pandas as pd

    from ..core.alignment.harmonize import Harmony, Wishes
    from ..core.alignment.shift import Shift
    from ..core.coverage.adjacency import Adjacency
    from .algorithms.base import KhuPhoAlgorithm

PRESET = "PRESET"
DECISIONS = "DECISIONS"
PRESETS = ("khu_pho", "police", "majority", "fewest_moved")

_NOT_REPLAYED = QT_TRANSLATE_NOOP(
    "KhuPhoCore",
    "The change list does not lead from the present areas to the harmonized ones (unit {unit}). Please report this "
    "error; nothing was written.",
)
_ALIEN_DECISIONS = QT_TRANSLATE_NOOP(
    "KhuPhoCore",
    "{rows} signed rows of the change list name units that the layer of units does not have: {names}. They are left "
    "out.",
)
_FROM_PLAN = QT_TRANSLATE_NOOP(
    "KhuPhoCore", "The decisions on {rows} changes in the plan {path} are taken over, since no other list was given."
)
_NO_PLAN = QT_TRANSLATE_NOOP("KhuPhoCore", "There is no plan {path}. Choose the plan's GeoPackage, or leave it empty.")
_MOST_NAMES = 5


@dataclass(frozen=True)
class Alignment:
    """A harmonization; ``order``: (n,) position in ``harmony`` of each row of ``units`` (canonical frame).

    ``preview``: preset → authority → ``units`` and ``households`` that would move; ``shifts``: force → how its layer
    lies against the units.
    """

    units: pd.DataFrame
    adjacency: Adjacency
    comparison: ForcesComparison
    harmony: Harmony
    wishes: Wishes
    preview: dict
    order: np.ndarray
    shifts: dict[str, Shift] = field(default_factory=dict)

    def before(self, authority: str) -> np.ndarray | None:
        """Return the (n,) present area of each row of ``units``; None for a force that was not compared."""
        return self._of_rows(self.harmony.before, authority)

    def after(self, authority: str) -> np.ndarray | None:
        """Return the (n,) harmonized area of each row of ``units``; None for a force that was not compared."""
        return self._of_rows(self.harmony.after, authority)

    def state(self, force: str) -> np.ndarray | None:
        """Return the (n,) ``decided`` or ``undecided`` of each row; None for a force that was not compared."""
        return self._of_rows(self.harmony.state, force)

    def _of_rows(self, arrays: Mapping[str, np.ndarray], name: str) -> np.ndarray | None:
        return arrays[name][self.order] if name in arrays else None


class HarmonizeParameters:
    """Adds the parameters of the rules to an algorithm."""

    @staticmethod
    def tr(text: str) -> str:
        """Translate *text* of this class."""
        return QCoreApplication.translate("HarmonizeParameters", text)

    @staticmethod
    def add_rules(algorithm: KhuPhoAlgorithm) -> None:
        """Add who decides, and the minimum."""
        algorithm.add(
            QgsProcessingParameterEnum(
                PRESET, HarmonizeParameters.tr("Who decides"), PRESETS, False, PRESETS[0], False, True
            ),
            HarmonizeParameters.tr(
                "khu_pho: the khu phố stay, police and militia follow; police: the police beat decides; majority: "
                "what two of the three say; fewest_moved: the fewest households change, all three counted together."
            ),
        )
        whole = QgsProcessingParameterNumber.Type.Integer
        algorithm.add(
            QgsProcessingParameterNumber(
                names.MINIMUM, HarmonizeParameters.tr("Least households of a khu phố"), whole, None, True, 1
            ),
            HarmonizeParameters.tr("A khu phố that has as many now keeps as many. Without it no number is kept."),
        )

    @staticmethod
    def add_decisions(algorithm: KhuPhoAlgorithm) -> None:
        """Add the decisions of an earlier run, and locks."""
        algorithm.add_layer(
            DECISIONS,
            HarmonizeParameters.tr("Change list with decisions"),
            HarmonizeParameters.tr(
                "Change list of an earlier run with what the authorities decided: the table “changes” of a plan or the "
                "sheet “Danh sách thay đổi”. Rows that all three agreed to are kept; a refused row leaves the area."
            ),
            optional=True,
            any_type=True,
        )
        algorithm.add(
            QgsProcessingParameterField(
                LOCKED, HarmonizeParameters.tr("Locked units"), None, names.UNITS, optional=True
            ),
            HarmonizeParameters.tr("Field that marks with 1, true or x the units that keep their khu phố."),
            advanced=True,
        )


def wishes_of(
    algorithm: KhuPhoAlgorithm, parameters: dict, context: QgsProcessingContext, inputs: Inputs
) -> tuple[Wishes, list[Message]]:
    """Return what the planner wants, and what is to be told of it.

    :raises KhuPhoError: a lock or a decision can't be read.
    """
    from ..core.alignment.harmonize import Wishes, is_refused, is_signed

    told: list[Message] = []
    source = algorithm.source(parameters, DECISIONS)
    decisions = None if source is None else read_changes(source)
    plan = algorithm.text(parameters, PLAN, context)
    if decisions is None and plan and has_changes(plan):
        # Otherwise signatures would be lost with the change list that the plan's new one replaces.
        decisions = read_changes(plan)
        rows = int((decisions[[f"{who}_decision" for who in AUTHORITIES]] != "").any(axis=1).sum())
        if rows:
            told.append(Message(_FROM_PLAN, {"path": plan, "rows": rows}))
    if decisions is not None:
        decisions = in_terms_of_wards(decisions, inputs)
    wishes = Wishes(
        preset=algorithm.parameterAsEnumString(parameters, PRESET, context),
        minimum=algorithm.whole(parameters, names.MINIMUM, context),
        locked=frozenset(locked_units(inputs.units.frame)),
        decisions=decisions,
    )
    if decisions is None:
        return wishes, told
    known = set(inputs.units.frame["unit_id"].map(_text))
    counts = is_signed(decisions) | is_refused(decisions)
    alien = [unit for unit, signed in zip(decisions["unit_id"], counts) if signed and _text(unit) not in known]
    if alien:
        units = sorted({str(unit) for unit in alien})
        listed = ", ".join(units[:_MOST_NAMES]) + (" …" if len(units) > _MOST_NAMES else "")
        told.append(Message(_ALIEN_DECISIONS, {"rows": len(alien), "names": listed}))
    return wishes, told


def check_plan(path: str | None) -> None:
    """Check that there is a plan at *path* before anything long is done; None is fine.

    :raises KhuPhoError: there is none.
    """
    if path and not Path(path).is_file():
        raise KhuPhoError(Message(_NO_PLAN, {"path": path}))


def align(units: pd.DataFrame, inputs: Inputs, given: GivenEvidence, wishes: Wishes, control: RunControl) -> Alignment:
    """Compare and harmonize *units* (canonical, with ``neighborhood_id``) with the forces of *inputs*.

    Units are left undecided where a layer is clearly shifted.

    :raises KhuPhoError: the layers can't be compared, or the answer fails its own checks.
    :raises CanceledError: *control* says so.
    """
    import numpy as np

    from ..core.alignment.harmonize import harmonize, preview
    from ..core.alignment.shift import detect
    from ..core.alignment.shifted import doubt_shifted
    from ..core.coverage.adjacency import find_adjacency

    shapes = units["geometry"].to_numpy()
    adjacency = find_adjacency(shapes, control=control.part(0.0, 0.1))
    shifts = {
        force: detect(shapes, data.frame["geometry"].to_numpy(), control=control.part(0.1, 0.1))
        for force, data in inputs.by_force().items()
    }
    compared = compare_plan(units, inputs, control.part(0.15, 0.6), evidence=given.by_force)
    found = doubt_shifted(compared.found, shifts)
    compared = replace(compared, summary=found.summary, found=found)
    harmony = harmonize(units, found, adjacency, wishes, streets=given.streets, control=control.part(0.6, 0.8))
    check_replay(harmony)
    previewed = preview(units, found, adjacency, wishes, control=control.part(0.8, 1.0))
    place = {unit: position for position, unit in enumerate(harmony.unit_ids)}
    order = np.array([place[unit] for unit in units["unit_id"]], dtype=np.int64)
    return Alignment(units, adjacency, compared, harmony, wishes, previewed, order, shifts)


def check_replay(harmony: Harmony) -> None:
    """Check that the change list leads from the labels before to those after.

    :raises KhuPhoError: it does not.
    """
    from ..core.alignment.harmonize import replay

    replayed = replay(harmony.unit_ids, harmony.before, harmony.changes)
    for authority, labels in harmony.after.items():
        wrong = [
            unit
            for unit, got, wanted in zip(harmony.unit_ids, replayed[authority], labels)
            if (got or None) != (wanted or None)
        ]
        if wrong:
            raise KhuPhoError(Message(_NOT_REPLAYED, {"unit": wrong[0]}))


def _text(value: object) -> str:
    from ..core.intake.texts import clean_text

    return clean_text(value) or ""
