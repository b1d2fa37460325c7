"""Rules and settings of a search, read from an algorithm's parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsProcessingContext

from ..core.model import profiles
from . import parameters as names
from .steps import Rules

if TYPE_CHECKING:
    from ..core.proposal.plan import Settings
    from .algorithms.base import KhuPhoAlgorithm


def rules_of(algorithm: KhuPhoAlgorithm, parameters: dict, context: QgsProcessingContext) -> Rules:
    """Return the criteria profile and the number of neighborhoods asked for.

    :raises KhuPhoError: ``custom`` without a minimum.
    """
    profile = profiles.get(
        algorithm.text(parameters, names.PROFILE, context) or profiles.DEFAULT,
        algorithm.whole(parameters, names.MINIMUM, context),
    )
    return Rules(profile, algorithm.whole(parameters, names.COUNT, context))


def settings_of(algorithm: KhuPhoAlgorithm, parameters: dict, context: QgsProcessingContext) -> Settings:
    """Return seed, effort and weights."""
    from ..core.proposal.plan import Effort, Settings, Weights

    weights = {
        name: algorithm.parameterAsDouble(parameters, names.weight_parameter(name), context) for name in names.WEIGHTS
    }
    return Settings(
        algorithm.parameterAsInt(parameters, names.SEED, context),
        Effort(algorithm.parameterAsEnumString(parameters, names.EFFORT, context)),
        Weights(**weights),
    )
