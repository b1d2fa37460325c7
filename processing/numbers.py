"""The headline numbers that algorithms return beside their layers; names never change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsProcessingOutputNumber
from qgis.PyQt.QtCore import QCoreApplication

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qgis.core import QgsProcessingAlgorithm

    from ..core.proposal.choice.alternatives import Alternative
    from ..core.proposal.problem import Problem


class HeadlineNumbers:
    """Declares the numbers as outputs of an algorithm."""

    @staticmethod
    def tr(text: str) -> str:
        """Translate *text* of this class."""
        return QCoreApplication.translate("HeadlineNumbers", text)

    @staticmethod
    def of_proposal() -> dict[str, str]:
        """Return the names and labels of a proposal's numbers."""
        return {
            "NEIGHBORHOODS_COUNT": HeadlineNumbers.tr("Khu phố and ấp proposed"),
            "BELOW_MINIMUM": HeadlineNumbers.tr("of these below the minimum"),
            "NOT_CONTIGUOUS": HeadlineNumbers.tr("of these not contiguous"),
            "UNITS_COUNT": HeadlineNumbers.tr("Units"),
            "HOUSEHOLDS_TOTAL": HeadlineNumbers.tr("Households of all units"),
            "UNITS_WITHOUT_HOUSEHOLDS": HeadlineNumbers.tr("Units without a number of households"),
            "SMALLEST": HeadlineNumbers.tr("Households of the smallest"),
            "LARGEST": HeadlineNumbers.tr("Households of the largest"),
            "CUT_OFF": HeadlineNumbers.tr("1 when the time limit cut the search off, else 0"),
        }

    @staticmethod
    def of_alternatives() -> dict[str, str]:
        """Return the names and labels of the numbers of several plans."""
        return {
            "ALTERNATIVES_COUNT": HeadlineNumbers.tr("Plans that differ"),
            "NEIGHBORHOODS_FEWEST": HeadlineNumbers.tr("Khu phố and ấp of the plan with the fewest"),
            "NEIGHBORHOODS_MOST": HeadlineNumbers.tr("Khu phố and ấp of the plan with the most"),
            "BELOW_MINIMUM": HeadlineNumbers.tr("Khu phố and ấp below the minimum in the plan with the most of them"),
            "UNITS_COUNT": HeadlineNumbers.tr("Units"),
            "HOUSEHOLDS_TOTAL": HeadlineNumbers.tr("Households of all units"),
            "UNITS_WITHOUT_HOUSEHOLDS": HeadlineNumbers.tr("Units without a number of households"),
            "CUT_OFF": HeadlineNumbers.tr("1 when the time limit cut the search off, else 0"),
        }

    @staticmethod
    def of_comparison() -> dict[str, str]:
        """Return the names and labels of a comparison's numbers."""
        return {
            "SHARE_DISAGREE": HeadlineNumbers.tr("Share of households in disagreement with any force (0 to 1)"),
            "SHARE_DISAGREE_POLICE": HeadlineNumbers.tr("Share of households outside the police beat (0 to 1)"),
            "SHARE_DISAGREE_MILITIA": HeadlineNumbers.tr("Share of households outside the matched militia (0 to 1)"),
            "ONE_TO_ONE_POLICE": HeadlineNumbers.tr("Khu phố that match one police beat and no other"),
            "ONE_TO_ONE_MILITIA": HeadlineNumbers.tr("Khu phố that match one militia area and no other"),
        }

    @staticmethod
    def of_alignment() -> dict[str, str]:
        """Return the names and labels of an alignment's numbers."""
        return {
            "CHANGES_COUNT": HeadlineNumbers.tr("Rows of the change list"),
            "HOUSEHOLDS_MOVED_WARD": HeadlineNumbers.tr("Households that get another khu phố"),
            "HOUSEHOLDS_MOVED_POLICE": HeadlineNumbers.tr("Households that get another police beat"),
            "HOUSEHOLDS_MOVED_MILITIA": HeadlineNumbers.tr("Households that get another militia area"),
            "UNDECIDED_COUNT": HeadlineNumbers.tr("Rows of the list of undecided units"),
            "SIGNED_COUNT": HeadlineNumbers.tr("Changes that all three authorities agreed to"),
            "REFUSED_COUNT": HeadlineNumbers.tr("Changes that an authority refused"),
        }

    @staticmethod
    def of_rebuilding() -> dict[str, str]:
        """Return the names and labels of the numbers of a rebuilding from decisions."""
        return {
            "CHANGES_APPLIED": HeadlineNumbers.tr("Changes applied"),
            "CHANGES_LEFT": HeadlineNumbers.tr("Changes left out: not signed by all, or refused"),
            "HOUSEHOLDS_MOVED_WARD": HeadlineNumbers.tr("Households that get another khu phố"),
            "HOUSEHOLDS_MOVED_POLICE": HeadlineNumbers.tr("Households that get another police beat"),
            "HOUSEHOLDS_MOVED_MILITIA": HeadlineNumbers.tr("Households that get another militia area"),
            "LOCKED_COUNT": HeadlineNumbers.tr("Units that refused changes lock"),
        }

    @staticmethod
    def of_check() -> dict[str, str]:
        """Return the names and labels of a check's numbers."""
        return {
            "ERRORS": HeadlineNumbers.tr("Errors: make a proposal impossible"),
            "WARNINGS": HeadlineNumbers.tr("Warnings: worth a look"),
        }


def add_numbers(algorithm: QgsProcessingAlgorithm, labels: dict[str, str]) -> None:
    """Declare the numbers of *labels* as outputs of *algorithm*."""
    for name, label in labels.items():
        algorithm.addOutput(QgsProcessingOutputNumber(name, label))


def proposal_numbers(record: dict) -> dict[str, float]:
    """Return the headline numbers out of the summary *record* of a proposal."""
    total, wards = record["total"], record["wards"]
    return {
        "NEIGHBORHOODS_COUNT": total["neighborhoods"],
        "BELOW_MINIMUM": total["below_minimum"],
        "NOT_CONTIGUOUS": total["not_contiguous"],
        "UNITS_COUNT": total["units"],
        "HOUSEHOLDS_TOTAL": total["households"],
        "UNITS_WITHOUT_HOUSEHOLDS": total["missing_households"],
        "SMALLEST": min((ward["smallest"] for ward in wards if "smallest" in ward), default=0),
        "LARGEST": max((ward["largest"] for ward in wards if "largest" in ward), default=0),
        "CUT_OFF": int(total["cut_off"]),
    }


def alternatives_numbers(problems: Sequence[Problem], found: Sequence[Alternative]) -> dict[str, float]:
    """Return the numbers of several plans *found* for *problems*."""
    totals = [one.total for one in found]
    return {
        "ALTERNATIVES_COUNT": len(totals),
        "NEIGHBORHOODS_FEWEST": min((total.neighborhoods for total in totals), default=0),
        "NEIGHBORHOODS_MOST": max((total.neighborhoods for total in totals), default=0),
        "BELOW_MINIMUM": max((total.below_minimum for total in totals), default=0),
        "UNITS_COUNT": sum(problem.size for problem in problems),
        "HOUSEHOLDS_TOTAL": sum(problem.total for problem in problems),
        "UNITS_WITHOUT_HOUSEHOLDS": sum(int((~problem.known).sum()) for problem in problems),
        "CUT_OFF": int(any(plan.cut_off for one in found for plan in one.plans)),
    }


def comparison_numbers(summary: dict) -> dict[str, float | None]:
    """Return the headline numbers out of the *summary* of a comparison; None for a force that was not given."""
    numbers: dict[str, float | None] = {"SHARE_DISAGREE": summary["share_in_disagreement"]}
    for force in ("police", "militia"):
        found = summary["forces"].get(force)
        numbers[f"SHARE_DISAGREE_{force.upper()}"] = None if found is None else found["share_in_disagreement"]
        numbers[f"ONE_TO_ONE_{force.upper()}"] = None if found is None else found["classes"]["1:1"]
    return numbers


def alignment_numbers(harmony: dict) -> dict[str, float]:
    """Return the numbers out of the part ``harmony`` of an alignment's summary."""
    return {
        "CHANGES_COUNT": harmony["signed"]["rows"],
        **moved_numbers(harmony["moves"]),
        "UNDECIDED_COUNT": harmony["undecided"]["rows"],
        "SIGNED_COUNT": harmony["signed"]["signed"],
        "REFUSED_COUNT": harmony["signed"]["refused"],
    }


def moved_numbers(moves: dict) -> dict[str, float]:
    """Return the households that move for each authority; *moves*: authority → ``households``."""
    return {f"HOUSEHOLDS_MOVED_{authority.upper()}": found["households"] for authority, found in moves.items()}


def check_numbers(errors: int, warnings: int) -> dict[str, float]:
    """Return the numbers of a check."""
    return {"ERRORS": errors, "WARNINGS": warnings}
