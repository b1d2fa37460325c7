"""What an alignment puts into the summary, and tells in the log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from qgis.core import QgsProcessingFeedback

from ..core.model.messages import QT_TRANSLATE_NOOP, Message
from ..layers.translate import to_text
from .summary import both_languages

if TYPE_CHECKING:
    import pandas as pd

    from .harmonizing import Alignment

AUTHORITIES = ("ward", "police", "militia")
_NAMES = {
    "ward": QT_TRANSLATE_NOOP("KhuPhoCore", "Ward (khu phố)"),
    "police": QT_TRANSLATE_NOOP("KhuPhoCore", "Police (beats)"),
    "militia": QT_TRANSLATE_NOOP("KhuPhoCore", "Military (khu đội, ấp đội)"),
}
_SHIFTED = QT_TRANSLATE_NOOP(
    "KhuPhoCore",
    "{authority}: the layer is shifted, so what follows is wrong. {sentence} Run “Detect a shift” and take its "
    "corrected copy.",
)
_MOVES = QT_TRANSLATE_NOOP(
    "KhuPhoCore", "{authority}: {units} of {all} units with {households} households get another area."
)
_STAYS = QT_TRANSLATE_NOOP("KhuPhoCore", "{authority}: nothing changes.")
_SIGNED = QT_TRANSLATE_NOOP(
    "KhuPhoCore", "Of {rows} changes all three authorities agreed to {signed}; {refused} are refused by one of them."
)
_UNDECIDED = QT_TRANSLATE_NOOP(
    "KhuPhoCore",
    "{rows} readings of units are undecided, {split} of them really split between two areas; see the work list.",
)


def alignment_record(alignment: Alignment) -> dict[str, object]:
    """Return the part ``harmony`` of the summary: preset, what moves for whom, sign-off, groups, work list."""
    harmony, wishes = alignment.harmony, alignment.wishes
    return {
        **plain_record(harmony.summary),
        "preset": wishes.preset,
        "minimum": wishes.minimum,
        "locked": len(wishes.locked),
        "moves": moves(harmony.changes),
        "signed": signed_counts(harmony.changes),
        "undecided": undecided_counts(harmony.undecided),
        "preview": plain_record(alignment.preview),
        "groups": [
            {
                "force": group.force,
                "kind": group.kind,
                "neighborhoods": list(group.neighborhoods),
                "areas": list(group.areas),
                "households": round(float(group.households), 1),
                "margin": plain_record(group.margin),
                "sentence": both_languages(group.sentence),
            }
            for group in harmony.groups
        ],
    }


def comparison_record(alignment: Alignment) -> dict[str, object]:
    """Return the part ``comparison`` of the summary, each force with its ``shift``."""
    record = plain_record(alignment.comparison.summary)
    for force, shift in alignment.shifts.items():
        record["forces"][force]["shift"] = {
            **shift.figures(),
            "certain": bool(shift.certain),
            "offered": bool(shift.offered),
            "cause": str(shift.cause),
            "sentence": both_languages(shift.sentence),
        }
    return record


def moves(changes: pd.DataFrame) -> dict[str, dict[str, float]]:
    """Return authority → ``units`` and ``households`` of the rows of *changes*."""
    found = {}
    for authority in AUTHORITIES:
        rows = changes[changes["authority"] == authority]
        households = float(rows["households"].astype(float).fillna(0).sum())
        found[authority] = {"units": len(rows), "households": round(households, 1)}
    return found


def signed_counts(changes: pd.DataFrame) -> dict[str, int]:
    """Return the number of ``rows``, of those that all agreed to (``signed``) and that one refused (``refused``)."""
    from ..core.alignment.harmonize import is_refused, is_signed

    return {"rows": len(changes), "signed": int(is_signed(changes).sum()), "refused": int(is_refused(changes).sum())}


def undecided_counts(undecided: pd.DataFrame) -> dict[str, object]:
    """Return the number of ``rows`` of the work list, of units that are ``split``, and of each reason by force."""
    by_force: dict[str, dict[str, int]] = {}
    for force, reason in zip(undecided["force"], undecided["reason"]):
        counts = by_force.setdefault(str(force), {})
        counts[str(reason)] = counts.get(str(reason), 0) + 1
    return {"rows": len(undecided), "split": int(undecided["split"].astype(bool).sum()), "reasons": by_force}


def plain_record(value: object) -> object:
    """Return *value* for JSON: messages in both languages, arrays as lists, NaN as None."""
    if isinstance(value, Message):
        return both_languages(value)
    if isinstance(value, Mapping):
        return {str(key): plain_record(part) for key, part in value.items()}
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain_record(part) for part in value]
    return None if isinstance(value, float) and value != value else value


def tell_alignment(alignment: Alignment, feedback: QgsProcessingFeedback) -> None:
    """Say what changes for each authority, what is signed and what is undecided; warn of layers that are shifted."""
    for force, shift in alignment.shifts.items():
        if shift.offered:
            values = {"authority": Message(_NAMES[force]), "sentence": shift.sentence}
            feedback.pushWarning(to_text(Message(_SHIFTED, values)))
    tell_moves(alignment.harmony.changes, list(alignment.harmony.before), len(alignment.units), feedback)
    undecided = undecided_counts(alignment.harmony.undecided)
    if undecided["rows"]:
        feedback.pushInfo(to_text(Message(_UNDECIDED, {"rows": undecided["rows"], "split": undecided["split"]})))
    for group in alignment.harmony.groups:
        if group.kind != "1:1":
            feedback.pushInfo(to_text(group.sentence))


def tell_moves(changes: pd.DataFrame, authorities: Sequence[str], units: int, feedback: QgsProcessingFeedback) -> None:
    """Say for each of *authorities* how many of the *units* get another area, and how much is signed."""
    for authority, found in moves(changes).items():
        if authority in authorities:
            values = {"authority": Message(_NAMES[authority]), "all": units, **found}
            feedback.pushInfo(to_text(Message(_MOVES if found["units"] else _STAYS, values)))
    signed = signed_counts(changes)
    if signed["signed"] or signed["refused"]:
        feedback.pushInfo(to_text(Message(_SIGNED, signed)))
