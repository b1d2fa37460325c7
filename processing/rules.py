"""Rules and settings of a search, read from an algorithm's parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsProcessingContext

from ..core.model import profiles
from . import parameters as names
from .hard_rules import START, hard_rules_of
from .steps import Rules

if TYPE_CHECKING:
    from ..core.proposal.plan import Settings
    from .algorithms.base import KhuPhoAlgorithm


def rules_of(algorithm: KhuPhoAlgorithm, parameters: dict, context: QgsProcessingContext) -> Rules:
    """Return the criteria profile, the number of neighborhoods asked for and the hard rules.

    :raises KhuPhoError: ``custom`` without a minimum.
    """
    profile = profiles.get(
        algorithm.text(parameters, names.PROFILE, context) or profiles.DEFAULT,
        algorithm.whole(parameters, names.MINIMUM, context),
    )
    count = algorithm.whole(parameters, names.COUNT, context)
    return Rules(profile, count, hard_rules_of(algorithm, parameters, context))


def settings_of(algorithm: KhuPhoAlgorithm, parameters: dict, context: QgsProcessingContext) -> Settings:
    """Return seed, effort, weights and where the search starts."""
    from ..core.proposal.plan import Effort, Goal, Settings, Start, Weights

    weights = {
        name: algorithm.parameterAsDouble(parameters, names.weight_parameter(name), context) for name in names.WEIGHTS
    }
    start = Start.FREE
    if algorithm.parameterDefinition(START) is not None:
        start = Start(algorithm.parameterAsEnumString(parameters, START, context))
    goal = Goal.TARGET
    if algorithm.parameterDefinition(names.GOAL) is not None:
        goal = Goal(algorithm.parameterAsEnumString(parameters, names.GOAL, context))
    return Settings(
        algorithm.parameterAsInt(parameters, names.SEED, context),
        Effort(algorithm.parameterAsEnumString(parameters, names.EFFORT, context)),
        Weights(**weights),
        goal,
        start,
    )
