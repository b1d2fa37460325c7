"""Tells the headlines of a run in the log, in the user's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsProcessingFeedback

from ..core.model.messages import QT_TRANSLATE_NOOP, Message
from ..layers.translate import to_text

if TYPE_CHECKING:
    from .steps import Proposal

_PLAN = QT_TRANSLATE_NOOP(
    "KhuPhoCore",
    "{units} units with {households} households: {neighborhoods} khu phố and ấp, {below} below the minimum.",
)
_CUT = QT_TRANSLATE_NOOP("KhuPhoCore", "The time limit cut the search off in {count} wards; the summary names them.")
_CANCELED = QT_TRANSLATE_NOOP(
    "KhuPhoCore",
    "Canceled. {done} of {count} wards were finished and are kept; the units of the others have no khu phố. The "
    "outputs that go into files are written; QGIS does not load them by itself after a cancel.",
)
_FORCE = QT_TRANSLATE_NOOP(
    "KhuPhoCore",
    "{force}: {households} of {total} households ({percent} %) are outside the area that matches their khu phố.",
)
_NOISE = QT_TRANSLATE_NOOP(
    "KhuPhoCore",
    "{force}: lines drawn to about {sigma} m. Faces thinner than {low} m count as drawing noise, thicker than {high} m "
    "as real. {undecided} of {units} units need somebody to look at them; {split} are really split.",
)
_HIDDEN = QT_TRANSLATE_NOOP(
    "KhuPhoCore",
    "{force}: of real strips 8 to 20 m wide (one row of houses) about {percent} % are taken for drawing noise at this "
    "quality of drawing. A register that names the area of the households finds them.",
)
_HIDDEN_WORTH_TELLING = 0.005
_FORCES = {
    "police": QT_TRANSLATE_NOOP("KhuPhoCore", "Police beats"),
    "militia": QT_TRANSLATE_NOOP("KhuPhoCore", "Militia areas"),
}


def tell_proposal(proposal: Proposal, feedback: QgsProcessingFeedback) -> None:
    """Say how many khu phố there are, and why any is below the minimum."""
    plans = [plan for plan in proposal.result.plans if plan is not None]
    counts = {
        "units": len(proposal.units),
        "households": sum(problem.total for problem in proposal.problems),
        "neighborhoods": sum(plan.scores.neighborhoods for plan in plans),
        "below": sum(plan.scores.below_minimum for plan in plans),
    }
    feedback.pushInfo(to_text(Message(_PLAN, counts)))
    for plan in plans:
        for reason in plan.reasons:
            feedback.pushWarning(to_text(reason))
    cut = sum(plan.cut_off for plan in plans)
    if cut:
        feedback.pushWarning(to_text(Message(_CUT, {"count": cut})))
    if len(plans) < len(proposal.problems):
        wards = {problem.ward for problem in proposal.problems}
        undone = {problem.ward for problem, plan in zip(proposal.problems, proposal.result.plans) if plan is None}
        values = {"done": len(wards) - len(undone), "count": len(wards)}
        feedback.pushWarning(to_text(Message(_CANCELED, values)))


def tell_comparison(summary: dict, feedback: QgsProcessingFeedback) -> None:
    """Say for each force how many households are in disagreement, and how well its lines are drawn."""
    for force, found in summary["forces"].items():
        share = found["share_in_disagreement"]
        if share is not None:
            values = {
                "force": Message(_FORCES[force]),
                "households": round(found["households_in_disagreement"]),
                "total": summary["households"],
                "percent": round(100 * share, 1),
            }
            feedback.pushInfo(to_text(Message(_FORCE, values)))
        _tell_noise(force, found, summary["units"], feedback)


def _tell_noise(force: str, found: dict, units: int, feedback: QgsProcessingFeedback) -> None:
    """Say how well the layer is drawn, and what that hides."""
    name = Message(_FORCES[force])
    values = {"force": name, "units": units, "undecided": found["units_undecided"], "split": found["units_split"]}
    values.update({f: round(found["noise"][f"{f}_m"], 1) for f in ("sigma", "low", "high")})
    feedback.pushInfo(to_text(Message(_NOISE, values)))
    hidden = found["hidden_strips_expected"]
    if hidden >= _HIDDEN_WORTH_TELLING:
        feedback.pushInfo(to_text(Message(_HIDDEN, {"force": name, "percent": round(100 * hidden, 1)})))
