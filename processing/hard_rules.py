"""Parameters of the hard rules: what a plan must keep, and the present plan that it may start from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterField,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..core.model.errors import KhuPhoError
from ..core.model.messages import QT_TRANSLATE_NOOP, Message
from .parameters import BARRIERS, UNITS

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from ..core.proposal.problem import Problem
    from ..core.proposal.rules import Rules
    from .algorithms.base import KhuPhoAlgorithm

MAXIMUM = "MAXIMUM"
CURRENT = "CURRENT"
LOCKED = "LOCKED"
START = "START"
TOGETHER = "TOGETHER"
APART = "APART"
BEATS_RULE = "BEATS_RULE"
MILITIA_RULE = "MILITIA_RULE"
BARRIERS_HARD = "BARRIERS_HARD"
BARRIER_TYPE = "BARRIER_TYPE"
HARD_TYPES = "HARD_TYPES"

STARTS = ("free", "current", "kept")
AREA_RULES = ("free", "whole", "within")
USUAL_HARD_TYPES = "hard; cứng; river; sông; canal; kênh; railway; đường sắt"

_UNREADABLE = QT_TRANSLATE_NOOP(
    "KhuPhoCore",
    "The lock of unit {unit} can't be read: “{value}”. Write 1, true or x for locked units and leave the others empty.",
)


@dataclass(frozen=True)
class HardRules:
    """The rules as the user gave them, for all wards.

    ``beats``, ``militia``: one of :data:`AREA_RULES`; ``maximum``: households, or None.
    """

    together: str = ""
    apart: str = ""
    beats: str = AREA_RULES[0]
    militia: str = AREA_RULES[0]
    maximum: int | None = None

    def of_problems(self, problems: Sequence[Problem], locked: Sequence[str]) -> list[Rules]:
        """Return the rules of each problem; *locked* are ids of units.

        :raises KhuPhoError: a rule can't be read, or names what isn't there.
        """
        from ..core.proposal.rules import Rules
        from ..core.proposal.rules_text import parse_groups, parse_pairs, share_out

        rules = Rules(
            together=parse_groups(self.together),
            apart=parse_pairs(self.apart),
            whole_beats=self.beats == "whole",
            within_beats=self.beats == "within",
            whole_militia=self.militia == "whole",
            within_militia=self.militia == "within",
            maximum=self.maximum,
        )
        return share_out(problems, rules, locked)


def hard_rules_of(algorithm: KhuPhoAlgorithm, parameters: dict, context: QgsProcessingContext) -> HardRules:
    """Return the hard rules that *parameters* name; none for an algorithm without these parameters."""
    if algorithm.parameterDefinition(TOGETHER) is None:
        return HardRules()
    return HardRules(
        algorithm.text(parameters, TOGETHER, context) or "",
        algorithm.text(parameters, APART, context) or "",
        algorithm.parameterAsEnumString(parameters, BEATS_RULE, context),
        algorithm.parameterAsEnumString(parameters, MILITIA_RULE, context),
        algorithm.whole(parameters, MAXIMUM, context),
    )


def hard_barriers(
    algorithm: KhuPhoAlgorithm,
    parameters: dict,
    context: QgsProcessingContext,
    barriers: np.ndarray,
    kinds: Sequence[object],
) -> np.ndarray:
    """Return those of the (n,) *barriers* that are never crossed; *kinds*: the type of each, as in the file."""
    import numpy as np

    from ..core.intake.marks import is_one_of

    if algorithm.parameterDefinition(BARRIERS_HARD) is None:
        return barriers[:0]
    if algorithm.parameterAsBool(parameters, BARRIERS_HARD, context):
        return barriers
    hard = (algorithm.text(parameters, HARD_TYPES, context) or "").replace(",", ";").split(";")
    return barriers[np.array([is_one_of(kind, hard) for kind in kinds], dtype=bool)]


def locked_units(raw: pd.DataFrame) -> list[str]:
    """Return the ids of the locked units of the *raw* frame.

    :raises KhuPhoError: a lock can't be read.
    """
    from ..core.intake.marks import parse_mark
    from ..core.intake.texts import clean_text

    if "locked" not in raw:
        return []
    locked = []
    for unit, value in zip(map(clean_text, raw["unit_id"]), raw["locked"]):
        mark = parse_mark(value)
        if mark is None:
            raise KhuPhoError(Message(_UNREADABLE, {"unit": unit or "", "value": str(value)}))
        if mark:
            locked.append(unit or "")
    return locked


class HardRuleParameters:
    """Adds the parameters to an algorithm."""

    @staticmethod
    def tr(text: str) -> str:
        """Translate *text* of this class."""
        return QCoreApplication.translate("HardRuleParameters", text)

    @staticmethod
    def add_to(algorithm: KhuPhoAlgorithm, *, start: bool = True) -> None:
        """Add all of them; *start* says whether the start of the search can be chosen."""
        HardRuleParameters._add_present_plan(algorithm)
        if start:
            HardRuleParameters._add_start(algorithm)
        HardRuleParameters._add_units(algorithm)
        HardRuleParameters._add_areas(algorithm)
        HardRuleParameters._add_barriers(algorithm)

    @staticmethod
    def _add_present_plan(algorithm: KhuPhoAlgorithm) -> None:
        algorithm.add(
            QgsProcessingParameterField(CURRENT, HardRuleParameters.tr("Plan so far"), None, UNITS, optional=True),
            HardRuleParameters.tr(
                "Field with the unit's khu phố in a plan made before. Without it the present khu phố or ấp is taken. "
                "Locks and the start “current” go by it."
            ),
            advanced=True,
        )
        algorithm.add(
            QgsProcessingParameterField(LOCKED, HardRuleParameters.tr("Locked units"), None, UNITS, optional=True),
            HardRuleParameters.tr(
                "Field that marks locked units with 1, true or x. They keep their khu phố of the plan so far; a "
                "khu phố whose units are all locked stays exactly as it is."
            ),
            advanced=True,
        )

    @staticmethod
    def _add_start(algorithm: KhuPhoAlgorithm) -> None:
        algorithm.add(
            QgsProcessingParameterEnum(START, HardRuleParameters.tr("Start"), STARTS, False, STARTS[0], False, True),
            HardRuleParameters.tr(
                "free: a new plan; current: least change of the plan so far, which changes only where it must or pays; "
                "kept: the plan so far exactly as it is, without a search and whatever the rules."
            ),
            advanced=True,
        )

    @staticmethod
    def _add_units(algorithm: KhuPhoAlgorithm) -> None:
        algorithm.add(
            QgsProcessingParameterString(
                TOGETHER,
                HardRuleParameters.tr("Units that stay together"),
                None,
                False,
                True,
            ),
            HardRuleParameters.tr("Groups of ids of units that must be in one khu phố, such as: T001+T002; T003+T004."),
            advanced=True,
        )
        algorithm.add(
            QgsProcessingParameterString(APART, HardRuleParameters.tr("Units that are kept apart"), None, False, True),
            HardRuleParameters.tr("Pairs of unit ids that must not be in one khu phố, such as: T001+T002; T001+T003."),
            advanced=True,
        )
        whole = QgsProcessingParameterNumber.Type.Integer
        algorithm.add(
            QgsProcessingParameterNumber(
                MAXIMUM,
                HardRuleParameters.tr("Most households of a khu phố"),
                whole,
                None,
                True,
                1,
            ),
            HardRuleParameters.tr("Most households that a khu phố may have. A single unit with more stands alone."),
            advanced=True,
        )

    @staticmethod
    def _add_areas(algorithm: KhuPhoAlgorithm) -> None:
        explained = HardRuleParameters.tr(
            "free: cutting and mixing only costs; whole: no area is cut, so a khu phố is made of whole areas; within: "
            "no khu phố mixes two areas. A unit belongs to the area with most of its land."
        )
        for name, label in (
            (BEATS_RULE, HardRuleParameters.tr("Rule for police beats")),
            (MILITIA_RULE, HardRuleParameters.tr("Rule for militia areas")),
        ):
            algorithm.add(
                QgsProcessingParameterEnum(name, label, AREA_RULES, False, AREA_RULES[0], False, True),
                explained,
                advanced=True,
            )

    @staticmethod
    def _add_barriers(algorithm: KhuPhoAlgorithm) -> None:
        algorithm.add(
            QgsProcessingParameterBoolean(BARRIERS_HARD, HardRuleParameters.tr("Barriers are never crossed"), False),
            HardRuleParameters.tr(
                "Units that only touch along a barrier are then no neighbors. Otherwise crossing one only costs."
            ),
            advanced=True,
        )
        algorithm.add(
            QgsProcessingParameterField(
                BARRIER_TYPE, HardRuleParameters.tr("Type of barrier"), None, BARRIERS, optional=True
            ),
            HardRuleParameters.tr("Field with the type of barrier, such as river or road; see the next parameter."),
            advanced=True,
        )
        algorithm.add(
            QgsProcessingParameterString(
                HARD_TYPES, HardRuleParameters.tr("Types that are never crossed"), USUAL_HARD_TYPES, False, True
            ),
            HardRuleParameters.tr(
                "Barriers of these types are never crossed, those of others only cost. Parted by “;”."
            ),
            advanced=True,
        )
