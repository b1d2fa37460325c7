"""The summary of a run as a record for JSON: what went in, what came out, with which versions."""

from __future__ import annotations

import configparser
import importlib.metadata
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsProcessingContext, QgsProcessingParameterFeatureSource

from ..core.model.faults import Fault, Severity
from ..core.model.messages import Message
from ..core.model.profiles import Profile
from ..layers.translate import to_text

if TYPE_CHECKING:
    from .algorithms.base import KhuPhoAlgorithm
    from .steps import Proposal, Rules

METADATA = Path(__file__).resolve().parent.parent / "metadata.txt"


def whole_record(
    algorithm: KhuPhoAlgorithm,
    parameters: dict,
    context: QgsProcessingContext,
    *,
    faults: list[Fault],
    rules: Rules | None = None,
    proposal: Proposal | None = None,
    comparison: dict | None = None,
) -> dict[str, object]:
    """Return the summary of a run: what went in, the faults, and what was proposed and compared."""
    record = {**run_record(algorithm, parameters, context), "faults": faults_record(faults)}
    if rules is not None:
        record["profile"] = profile_record(rules.profile)
    if proposal is not None:
        record.update(proposal_record(proposal))
    if comparison is not None:
        record["comparison"] = comparison
    return record


def run_record(algorithm: KhuPhoAlgorithm, parameters: dict, context: QgsProcessingContext) -> dict[str, object]:
    """Return what was asked for and by which versions: ``algorithm``, ``parameters``, ``versions``."""
    return {
        "algorithm": f"khupho:{algorithm.name()}",
        "versions": versions(),
        "parameters": {
            definition.name(): _plain(algorithm, parameters, definition.name(), context)
            for definition in algorithm.parameterDefinitions()
            if not definition.isDestination()
        },
    }


def versions() -> dict[str, str]:
    """Return the versions of the plugin, QGIS and the packages that answers depend on."""
    metadata = configparser.ConfigParser(interpolation=None)
    metadata.read(METADATA, encoding="utf-8")
    found = {"khu_pho_mapper": metadata.get("general", "version", fallback=""), "qgis": Qgis.QGIS_VERSION}
    for name in ("shapely", "numpy", "scipy", "geopandas"):
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found[name] = ""
    return found


def profile_record(profile: Profile) -> dict[str, object]:
    """Return the criteria profile with the document that it cites."""
    return {
        "id": profile.id,
        "name_vi": profile.name_vi,
        "name_en": profile.name_en,
        "minimum": dict(profile.minimum),
        "target_factor": profile.target_factor,
        "document": profile.document,
        "dated": profile.dated,
    }


def proposal_record(proposal: Proposal) -> dict[str, object]:
    """Return the proposal per ward (``wards``) and in all (``total``); reasons in both languages."""
    from ..core.proposal.report import summarize

    record = summarize(proposal.problems, proposal.result.plans, proposal.result)
    for ward, plan in zip(record["wards"], proposal.result.plans):
        ward["reasons"] = [_reason(reason) for reason in (plan.reasons if plan else ())]
    for place, difficulty in enumerate(proposal.difficulty, 1):
        record["wards"][difficulty.position]["difficulty"] = {
            "place": place,
            "score": difficulty.score,
            "level": difficulty.level.value,
            "reasons": [both_languages(reason) for reason in difficulty.reasons],
        }
    return record


def _reason(reason: Message) -> dict[str, object]:
    """Return *reason* in both languages, and the id of a unit at its place where it names one."""
    said: dict[str, object] = dict(both_languages(reason))
    if "unit" in reason.values:
        said["unit"] = str(reason.values["unit"])
    return said


def faults_record(faults: list[Fault]) -> dict[str, object]:
    """Return the number of errors and warnings and of each code."""
    codes: dict[str, int] = {}
    for fault in faults:
        codes[fault.code] = codes.get(fault.code, 0) + 1
    errors = sum(fault.severity is Severity.ERROR for fault in faults)
    return {"errors": errors, "warnings": len(faults) - errors, "by_code": dict(sorted(codes.items()))}


def both_languages(message: Message) -> dict[str, str]:
    """Return *message* in English and Vietnamese."""
    return {"en": to_text(message, "en"), "vi": to_text(message, "vi")}


def _plain(algorithm: KhuPhoAlgorithm, parameters: dict, name: str, context: QgsProcessingContext) -> object:
    """Return the value of a parameter: layers by their source, others as text, number or None."""
    definition = algorithm.parameterDefinition(name)
    value = parameters.get(name, definition.defaultValue())
    if value is None:
        return None
    if definition.type() == QgsProcessingParameterFeatureSource.typeName():
        return algorithm.layer_uri(name) or str(value)
    return value if isinstance(value, (int, float, bool)) else algorithm.parameterAsString(parameters, name, context)
