"""Proofs about the plans of a proposal, for the summary: how much better another plan could be."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProcessingParameterNumber
from qgis.PyQt.QtCore import QCoreApplication

from ..core.model.messages import Message
from ..core.model.run import RunControl
from ..layers.translate import user_language
from .summary import both_languages

if TYPE_CHECKING:
    from ..core.proposal.plan import Settings
    from ..core.proposal.proof.certificate import Certificate
    from .algorithms.base import KhuPhoAlgorithm
    from .steps import Proposal

PROOF_TIME = "PROOF_TIME"
USUAL_SECONDS = 5.0
MOST_WARDS = 20
_USUAL_UNITS = 45  # of a ward that gets the seconds asked for; larger ones get more in proportion
_SHARE = 1 / 3  # of the time that is left, where there is a limit


class ProofParameters:
    """Adds the parameter to an algorithm."""

    @staticmethod
    def tr(text: str) -> str:
        """Translate *text* of this class."""
        return QCoreApplication.translate("ProofParameters", text)

    @staticmethod
    def add_to(algorithm: KhuPhoAlgorithm) -> None:
        """Add the seconds for a proof."""
        algorithm.add(
            QgsProcessingParameterNumber(
                PROOF_TIME,
                ProofParameters.tr("Time for the proof (seconds per ward)"),
                QgsProcessingParameterNumber.Type.Double,
                USUAL_SECONDS,
                False,
                0,
            ),
            ProofParameters.tr(
                "After the search: how long to prove how much better another plan could be at most; wards of more than "
                "45 units get more time, by their size. 0: no proof. Left out for more than 20 wards."
            ),
            advanced=True,
        )


def prove_proposal(
    algorithm: KhuPhoAlgorithm,
    parameters: dict,
    context: QgsProcessingContext,
    proposal: Proposal,
    settings: Settings,
    control: RunControl,
) -> list[Certificate | None]:
    """Return a certificate per problem; None where there is no plan, or none is wanted, or after a cancel.

    Where *control* has a deadline, a third of what is left of the time is used at most.

    :raises CanceledError: *control* says so.
    """
    from ..core.proposal.proof.certify import certify

    seconds = algorithm.parameterAsDouble(parameters, PROOF_TIME, context)
    problems, plans = proposal.problems, proposal.result.plans
    if seconds <= 0 or len(problems) > MOST_WARDS or proposal.result.canceled:
        return [None] * len(problems)
    times = [seconds * max(1.0, problem.size / _USUAL_UNITS) for problem in problems]
    if control.deadline is not None:
        left = _SHARE * max(control.deadline - time.monotonic(), 0.0)
        times = [own * min(1.0, left / sum(times)) for own in times]
    found = []
    for place, (problem, plan, own) in enumerate(zip(problems, plans, times)):
        control.progress(place / len(problems))
        found.append(None if plan is None else certify(problem, plan, settings, control, own))
    return found


def add_proofs(record: dict, proposal: Proposal, certificates: Sequence[Certificate | None]) -> None:
    """Put ``proof`` into each of the ``wards`` of the summary *record* that has a certificate."""
    rules = list(proposal.hard_rules) or [None] * len(certificates)
    for ward, plan, own_rules, one in zip(record["wards"], proposal.result.plans, rules, certificates):
        if one is None:
            continue
        free = own_rules is None or own_rules.trivial
        ward["proof"] = {
            "count_bound": one.count_bound,
            "count_proven": one.count_proven,
            "cost": one.cost,
            "cost_bound": one.cost_bound,
            "gap": one.gap,
            "method": one.method,
            "sentence": both_languages(_sentence(one, plan.scores.neighborhoods, free)),
            "count_sentence": both_languages(one.count_sentence),
        }


def tell_proofs(record: dict, feedback: QgsProcessingFeedback) -> None:
    """Say what is proven, where there is one ward only."""
    proof = record["wards"][0].get("proof") if len(record["wards"]) == 1 else None
    if proof is not None:
        for name in ("sentence", "count_sentence"):
            feedback.pushInfo(proof[name][user_language()])


def _sentence(certificate: Certificate, count: int, free: bool) -> Message:
    """Return the sentence about the cost; a better plan that may break the user's rules is no better one."""
    from ..core.proposal.proof.certificate import gap_sentence

    if certificate.better_plan is not None and certificate.gap is not None and not free:
        return gap_sentence(count, certificate.gap, None)
    return certificate.sentence
