"""Causes and findings in words."""

from __future__ import annotations

from ...model.messages import CONTEXT, QT_TRANSLATE_NOOP, Message
from . import result as codes

_CAUSES = {
    codes.NONE: QT_TRANSLATE_NOOP(CONTEXT, "No shift"),
    codes.UNCERTAIN: QT_TRANSLATE_NOOP(CONTEXT, "Uncertain"),
    codes.UNKNOWN_SHIFT: QT_TRANSLATE_NOOP(CONTEXT, "Shift of unknown cause"),
    codes.VN2000_AS_WGS84: QT_TRANSLATE_NOOP(CONTEXT, "VN-2000 read as WGS 84 (without the seven parameters)"),
    codes.WGS84_AS_VN2000: QT_TRANSLATE_NOOP(CONTEXT, "WGS 84 read as VN-2000 (without the seven parameters)"),
    codes.MISSING_PARAMETERS: QT_TRANSLATE_NOOP(
        CONTEXT, "VN-2000 read as WGS 84: the layer's coordinate system lacks the seven parameters"
    ),
    codes.OTHER_SYSTEM: QT_TRANSLATE_NOOP(CONTEXT, "Wrong coordinate system: the coordinates are those of {system}"),
    codes.OTHER_ZONE: QT_TRANSLATE_NOOP(CONTEXT, "Wrong VN-2000 zone: the coordinates are those of {system}"),
    codes.AXIS_SWAP: QT_TRANSLATE_NOOP(CONTEXT, "X and Y swapped; the coordinates are those of {system}"),
    codes.DEGREES: QT_TRANSLATE_NOOP(CONTEXT, "Degrees and metres mixed up: the coordinates are those of {system}"),
    codes.NO_BORDERS: QT_TRANSLATE_NOOP(CONTEXT, "No polygons to compare"),
    codes.FAR_AWAY: QT_TRANSLATE_NOOP(CONTEXT, "The areas lie elsewhere"),
}

_FITS = QT_TRANSLATE_NOOP(
    CONTEXT,
    "The areas fit the units: no shift that matters ({dx} m in x, {dy} m in y, standard error {error} m).",
)
_SHIFTED = QT_TRANSLATE_NOOP(
    CONTEXT,
    "The areas lie {length} m off. To fit the units they must be moved by {dx} m in x (east) and {dy} m in y (north), "
    "standard error {error} m. Likely cause: {cause}.",
)
_THEORY = QT_TRANSLATE_NOOP(
    CONTEXT,
    "{sentence} The seven parameters of VN-2000 give {theory_x} m and {theory_y} m at this place. Declaring the right "
    "coordinate system for the layer mends it for good.",
)
_OTHERWISE = QT_TRANSLATE_NOOP(
    CONTEXT,
    "The areas fit the units when their coordinates are read otherwise than declared. Likely cause: {cause}. "
    "Remaining shift: {dx} m in x, {dy} m in y, standard error {error} m.",
)
_UNCERTAIN = QT_TRANSLATE_NOOP(
    CONTEXT,
    "Whether the areas are shifted can't be told for certain: {reason} The best guess is {dx} m in x (east) and {dy} m "
    "in y (north), standard error {error} m. Look at both layers on the map before you use it.",
)
_NO_SIGN = QT_TRANSLATE_NOOP(
    CONTEXT,
    "The areas fit best where they are, but a shift can't be excluded for certain: {reason} Best guess: {dx} m in x, "
    "{dy} m in y, standard error {error} m.",
)
_WOULD_BE = QT_TRANSLATE_NOOP(CONTEXT, "{sentence} That would be: {cause}.")
_FAR = QT_TRANSLATE_NOOP(
    CONTEXT,
    "The areas lie elsewhere than the units, and no coordinate system that is usual in Vietnam brings them together. "
    "Ask the office that drew them for the coordinate system.",
)
_EMPTY = QT_TRANSLATE_NOOP(CONTEXT, "There are no polygons in one of the layers, so no shift can be found.")

FEW_BORDERS = QT_TRANSLATE_NOOP(CONTEXT, "there is too little border in common.")
SEVERAL_PLACES = QT_TRANSLATE_NOOP(CONTEXT, "the areas fit nearly as well at another place.")
BAD_FIT = QT_TRANSLATE_NOOP(CONTEXT, "too few of their lines run along lines of units.")
TOO_ROUGH = QT_TRANSLATE_NOOP(CONTEXT, "for so few and roughly drawn lines it could be drawing noise.")
SMALL = QT_TRANSLATE_NOOP(CONTEXT, "what was found is less than three times its standard error.")

_UNKNOWN = QT_TRANSLATE_NOOP(CONTEXT, "(unknown)")

TURNED = QT_TRANSLATE_NOOP(
    CONTEXT,
    "The areas also seem turned by {degrees}° against the units; that moves lines at the edge of the layer by up to "
    "{metres} m. A shift can't mend it.",
)
STRETCHED = QT_TRANSLATE_NOOP(
    CONTEXT,
    "The areas also seem {percent} % larger or smaller than the units; that moves lines at the edge of the layer by up "
    "to {metres} m. A shift can't mend it.",
)
IN_PARTS = QT_TRANSLATE_NOOP(
    CONTEXT,
    "About {percent} % of the areas' lines fit better with another shift ({dx} m in x, {dy} m in y). Parts of the "
    "layer may come from another source; look at them one by one.",
)


def cause_text(cause: str, system: str | None = None) -> Message:
    """Return the *cause* (code) in a few words; *system*: name of the coordinate system that fits."""
    return Message(_CAUSES[cause], {"system": system} if "{system}" in _CAUSES[cause] else {})


def numbers(dx: float, dy: float, error: float) -> dict[str, object]:
    """Return the gaps that sentences have in common, rounded to what is worth telling."""
    return {
        "dx": round(dx, 1),
        "dy": round(dy, 1),
        "length": round((dx**2 + dy**2) ** 0.5, 1),
        "error": round(error, 1) if error < 1e6 else Message(_UNKNOWN),
    }


def fits(values: dict[str, object]) -> Message:
    """Return the sentence for a layer that is not shifted."""
    return Message(_FITS, values)


def shifted(values: dict[str, object], cause: str, theory: tuple[float, float] | None) -> Message:
    """Return the sentence for a shift; *theory*: the exact vector of the cause, where there is one."""
    sentence = Message(_SHIFTED, {**values, "cause": cause_text(cause)})
    if theory is None:
        return sentence
    return Message(_THEORY, {"sentence": sentence, "theory_x": round(theory[0], 1), "theory_y": round(theory[1], 1)})


def otherwise(values: dict[str, object], cause: str, system: str) -> Message:
    """Return the sentence for a layer in another coordinate system than declared."""
    return Message(_OTHERWISE, {**values, "cause": cause_text(cause, system)})


def uncertain(values: dict[str, object], reason: str, cause: Message | None) -> Message:
    """Return the sentence for an answer that can't be relied upon; *cause*: of the best guess, where it has one."""
    sentence = Message(_UNCERTAIN, {**values, "reason": Message(reason)})
    return sentence if cause is None else Message(_WOULD_BE, {"sentence": sentence, "cause": cause})


def no_sign(values: dict[str, object], reason: str) -> Message:
    """Return the sentence for a layer that seems to be in its place, which can't be relied upon."""
    return Message(_NO_SIGN, {**values, "reason": Message(reason)})


def far_away() -> Message:
    """Return the sentence for areas that no reading brings to the units."""
    return Message(_FAR)


def empty() -> Message:
    """Return the sentence for a layer without polygons."""
    return Message(_EMPTY)
