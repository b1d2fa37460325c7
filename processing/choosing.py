"""Several plans for the same units: search, record for the summary, headlines in the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qgis.core import QgsProcessingFeedback

from ..core.model.errors import KhuPhoError
from ..core.model.messages import QT_TRANSLATE_NOOP, Message
from ..core.model.run import RunControl
from ..layers.schema import ALTERNATIVE
from ..layers.translate import to_text
from .steps import Prepared, Rules, describe, named
from .summary import both_languages

if TYPE_CHECKING:
    import pandas as pd

    from ..core.dossier.table import Table
    from ..core.proposal.choice.alternatives import Alternative
    from ..core.proposal.choice.frontier import Point
    from ..core.proposal.city import CityOptions
    from ..core.proposal.plan import Settings
    from ..core.proposal.rules import Rules as HardRules

KINDS = ("balanced", "least_change", "follows_beats", "most")
_CHOSEN_SHARE = 0.45  # of the progress and time, when the curve comes after it

_NO_KIND = QT_TRANSLATE_NOOP("KhuPhoCore", "No plan can be made of the kinds that were asked for. {reasons}")
_NONE_ASKED = QT_TRANSLATE_NOOP("KhuPhoCore", "Choose at least one kind of plan.")
_LINE = QT_TRANSLATE_NOOP(
    "KhuPhoCore",
    "{kinds}: {neighborhoods} khu phố and ấp of {smallest} to {largest} households, {below} below the minimum; "
    "compactness {compactness}.",
)
_MOVED = QT_TRANSLATE_NOOP("KhuPhoCore", "{households} households leave the main part of their present khu phố.")
_KIND_WORDS = {
    "balanced": QT_TRANSLATE_NOOP("KhuPhoCore", "Balanced"),
    "least_change": QT_TRANSLATE_NOOP("KhuPhoCore", "Least change"),
    "follows_beats": QT_TRANSLATE_NOOP("KhuPhoCore", "Follows police beats"),
    "most": QT_TRANSLATE_NOOP("KhuPhoCore", "Most khu phố"),
}


@dataclass(frozen=True)
class Choice:
    """Plans of several kinds for ``ready``; ``points``: the curve, empty where it was not asked for.

    ``impossible``: why there is no plan of a kind that was asked for.
    """

    ready: Prepared
    found: Sequence[Alternative]
    points: Sequence[Point]
    impossible: dict[str, Message]


def choose(
    ready: Prepared,
    hard: Sequence[HardRules],
    kinds: Sequence[str],
    curve: bool,
    settings: Settings,
    control: RunControl,
    options: CityOptions | None = None,
) -> Choice:
    """Return plans of *kinds* (of :data:`KINDS`) and the curve, all under the *hard* rules of each problem.

    :raises KhuPhoError: no kind was asked for, or none of them is possible, or rules contradict each other.
    :raises CanceledError: *control* says so.
    """
    import time

    from ..core.proposal.choice.alternatives import alternatives
    from ..core.proposal.choice.frontier import frontier
    from ..core.proposal.choice.kinds import Kind, not_possible

    if not kinds:
        raise KhuPhoError(Message(_NONE_ASKED))
    problems = ready.problems
    asked = [kind for kind in Kind if kind.value in kinds]
    reasons = {kind.value: not_possible(kind, problems) for kind in asked}
    impossible = {kind: reason for kind, reason in reasons.items() if reason is not None}
    if len(impossible) == len(asked):
        said = " ".join(to_text(reason) for reason in impossible.values())
        raise KhuPhoError(Message(_NO_KIND, {"reasons": said}))
    share = _CHOSEN_SHARE if curve else 1.0
    until = None
    if control.deadline is not None:
        now = time.monotonic()
        until = now + share * max(control.deadline - now, 0.0)
    slice_ = control.part(0.0, share, until)
    found = alternatives(problems, settings, slice_, kinds=asked, rules=hard, options=options)
    points = []
    if curve:
        known = [one.plans for one in found]
        points = frontier(problems, settings, control.part(share, 1.0), rules=hard, options=options, known=known)
    return Choice(ready, found, points, impossible)


def unit_ids(choice: Choice) -> dict[str, Sequence[str | None]]:
    """Return (n,) the neighborhood of each unit for every kind; None throughout where there is no such plan."""
    columns: dict[str, Sequence[str | None]] = {kind: [None] * len(choice.ready.units) for kind in KINDS}
    for one in choice.found:
        ids, _ = named(choice.ready, one.plans, one.kept)
        columns.update({kind.value: ids for kind in one.kinds})
    return columns


def neighborhoods_frame(choice: Choice, rules: Rules, control: RunControl) -> pd.DataFrame:
    """Return the neighborhoods of all alternatives, with ``alternative`` in front.

    :raises CanceledError: *control* says so.
    """
    import pandas as pd

    frames = []
    for place, one in enumerate(choice.found):
        slice_ = control.part(place / len(choice.found), (place + 1) / len(choice.found))
        frame = describe(choice.ready, *named(choice.ready, one.plans, one.kept), rules.profile, slice_)
        frame[ALTERNATIVE.name] = one.kind.value
        frames.append(frame)
    return pd.concat(frames, ignore_index=True)


def comparison_sheet(choice: Choice) -> Table:
    """Return the sheet “So sánh phương án” of the dossier."""
    from ..core.dossier.alternatives_table import alternatives_table
    from ..core.dossier.words import ward_names

    return alternatives_table(choice.found, list(ward_names(choice.ready.units).values()))


def choice_record(choice: Choice) -> dict[str, object]:
    """Return ``alternatives``, ``curve`` and ``not_possible`` for the summary."""
    problems = choice.ready.problems
    return {
        "alternatives": [_record(problems, one) for one in choice.found],
        "curve": [point.total.as_dict() for point in choice.points],
        "not_possible": {kind: both_languages(reason) for kind, reason in choice.impossible.items()},
    }


def tell_choice(choice: Choice, feedback: QgsProcessingFeedback) -> None:
    """Say what each plan is like, and which kinds are not possible."""
    for reason in choice.impossible.values():
        feedback.pushWarning(to_text(reason))
    for one in choice.found:
        total = one.total
        values = {
            "kinds": [Message(_KIND_WORDS[kind.value]) for kind in one.kinds],
            "neighborhoods": total.neighborhoods,
            "smallest": total.smallest,
            "largest": total.largest,
            "below": total.below_minimum,
            "compactness": round(total.compactness, 3),
        }
        line = to_text(Message(_LINE, values))
        if total.households_moved is not None:
            line += " " + to_text(Message(_MOVED, {"households": total.households_moved}))
        feedback.pushInfo(line)
    told = {str(reason): reason for one in choice.found for plan in one.plans for reason in plan.reasons}
    for reason in told.values():
        feedback.pushWarning(to_text(reason))


def _record(problems: Sequence, one: Alternative) -> dict[str, object]:
    return {
        "kind": one.kind.value,
        "also": [kind.value for kind in one.also],
        "dominated_by": [kind.value for kind in one.dominated_by],
        "total": one.total.as_dict(),
        "wards": [
            {
                "ward": problem.ward,
                "ward_name": problem.title,
                "area_type": problem.area_type,
                "meets_minimum": plan.meets_minimum,
                "cut_off": plan.cut_off,
                "reasons": [both_languages(reason) for reason in plan.reasons],
                **plan.scores.as_dict(),
            }
            for problem, plan in zip(problems, one.plans)
        ],
    }
