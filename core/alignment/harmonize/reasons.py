"""Why a row is in the list of changes, as a code and as sentences."""

from __future__ import annotations

from collections.abc import Mapping

from ...intake.texts import unit_in_words
from ...model.messages import CONTEXT, QT_TRANSLATE_NOOP, Message

SIGNED = "signed"  # all three authorities agreed to the row in an earlier run
REFUSED = "refused"  # somebody refused the row; the present area stays
UNCLEAR = "undecided"  # the force's area of this unit could not be read for sure
NO_AREA = "no_area"  # the unit lay in no area of the force
LOCKED = "locked"  # the unit is locked in its neighborhood
NEW_AREA = "new_area"  # the neighborhood had no area of its own
MOVED_ALONG = "moved_along"  # moved so that neighborhoods stay in one piece and keep their minimum
GIVEN_BACK = "given_back"  # not moved as the rule says, for the same reasons
KHU_PHO_RULE, POLICE_RULE, TWO_OF_THREE, FEWEST = "khu_pho", "police", "majority", "fewest_moved"
NO_MAJORITY = "no_majority"  # no two of three agree, so the neighborhood stays
REASONS = (
    SIGNED, REFUSED, UNCLEAR, NO_AREA, LOCKED, NEW_AREA, MOVED_ALONG, GIVEN_BACK, KHU_PHO_RULE, POLICE_RULE,
    TWO_OF_THREE, FEWEST, NO_MAJORITY,
)  # fmt: skip

_WHAT = {
    "ward": QT_TRANSLATE_NOOP(CONTEXT, "Unit {unit} ({households} households), khu phố: {old} → {new}."),
    "police": QT_TRANSLATE_NOOP(CONTEXT, "Unit {unit} ({households} households), police beat: {old} → {new}."),
    "militia": QT_TRANSLATE_NOOP(CONTEXT, "Unit {unit} ({households} households), militia area: {old} → {new}."),
}
_NOTHING = QT_TRANSLATE_NOOP(CONTEXT, "none")
_UNKNOWN = QT_TRANSLATE_NOOP(CONTEXT, "unknown number of")

_WHY = {
    SIGNED: QT_TRANSLATE_NOOP(CONTEXT, "All three authorities have signed this."),
    REFUSED: QT_TRANSLATE_NOOP(CONTEXT, "Refused by {who}; the present area stays."),
    LOCKED: QT_TRANSLATE_NOOP(CONTEXT, "The unit is locked in {home}."),
    MOVED_ALONG: QT_TRANSLATE_NOOP(
        CONTEXT, "The unit moves along to {home}: so khu phố stay in one piece and keep their minimum of households."
    ),
    GIVEN_BACK: QT_TRANSLATE_NOOP(
        CONTEXT,
        "The rule would put the unit into {wanted}, but then a khu phố would fall apart, vanish or fall below the "
        "minimum of households; so it stays in {home}.",
    ),
    KHU_PHO_RULE: QT_TRANSLATE_NOOP(CONTEXT, "The khu phố rules: the unit is in {home}."),
    POLICE_RULE: QT_TRANSLATE_NOOP(CONTEXT, "The police rules: its beat {beat} stands for {home}."),
    TWO_OF_THREE: QT_TRANSLATE_NOOP(CONTEXT, "Two of three have the unit in {home}: {agreeing}."),
    FEWEST: QT_TRANSLATE_NOOP(
        CONTEXT, "With the unit in {home} the fewest households move. Agreeing already: {agreeing}."
    ),
    NO_MAJORITY: QT_TRANSLATE_NOOP(CONTEXT, "No two of three agree on another khu phố; so the unit stays in {home}."),
}
_WHY_POLICE = {
    UNCLEAR: QT_TRANSLATE_NOOP(
        CONTEXT, "Not clear which police beat the unit is in (see the list of undecided units); a person must look."
    ),
    NO_AREA: QT_TRANSLATE_NOOP(CONTEXT, "The unit lay in no police beat; it gets that of {home}."),
    NEW_AREA: QT_TRANSLATE_NOOP(CONTEXT, "{home} has no police beat of its own; a new one is made."),
}
_WHY_MILITIA = {
    UNCLEAR: QT_TRANSLATE_NOOP(
        CONTEXT, "Not clear which militia area the unit is in (see the list of undecided units); a person must look."
    ),
    NO_AREA: QT_TRANSLATE_NOOP(CONTEXT, "The unit lay in no militia area; it gets that of {home}."),
    NEW_AREA: QT_TRANSLATE_NOOP(CONTEXT, "{home} has no militia area of its own; a new one is made."),
}
_WITNESS = {
    "ward": QT_TRANSLATE_NOOP(CONTEXT, "ward"),
    "police": QT_TRANSLATE_NOOP(CONTEXT, "police"),
    "militia": QT_TRANSLATE_NOOP(CONTEXT, "militia"),
}
_LIST = "{first}, {rest}"  # no words, so nothing to translate
_EVIDENCE = {
    "register": QT_TRANSLATE_NOOP(CONTEXT, "Evidence: register of households."),
    "dwellings": QT_TRANSLATE_NOOP(CONTEXT, "Evidence: dwellings."),
    "area": QT_TRANSLATE_NOOP(CONTEXT, "Evidence: land on the map."),
}
_SURE = (
    (0.9, QT_TRANSLATE_NOOP(CONTEXT, "Sure ({percent} %).")),
    (0.6, QT_TRANSLATE_NOOP(CONTEXT, "Fairly sure ({percent} %).")),
    (0.0, QT_TRANSLATE_NOOP(CONTEXT, "Not sure ({percent} %).")),
)
_WHOLE = "{what} {why} {evidence} {sure}"  # no words, so nothing to translate


def tell(row: Mapping[str, object], households: int | None, values: Mapping[str, object]) -> Message:
    """Return the sentences of one row of the list of changes: what moves, why, by which evidence, how sure.

    *row*: its columns; *households* of the unit, None where unknown; *values*: ``home`` and ``wanted`` (neighborhoods),
    ``beat``, ``agreeing`` and ``who`` (tuples of authorities).
    """
    authority, code = str(row["authority"]), str(row["reason"])
    what = {
        "unit": unit_in_words(str(row["unit_id"]), row["unit_name"]),
        "households": Message(_UNKNOWN) if households is None else households,
        "old": _or_nothing(row["from_id"]),
        "new": _or_nothing(row["to_id"]),
    }
    own = {"police": _WHY_POLICE, "militia": _WHY_MILITIA}.get(authority, {})
    gaps = {
        "home": _or_nothing(values["home"]),
        "wanted": _or_nothing(values["wanted"]),
        "beat": _or_nothing(values["beat"]),
        "agreeing": _authorities(values["agreeing"]),
        "who": _authorities(values["who"]),
    }
    why = own.get(code) or _WHY[code]
    confidence = float(row["confidence"])
    sure = next(text for least, text in _SURE if confidence >= least)
    return Message(
        _WHOLE,
        {
            "what": Message(_WHAT[authority], what),
            "why": Message(why, {name: value for name, value in gaps.items() if f"{{{name}}}" in why}),
            "evidence": Message(_EVIDENCE[str(row["evidence"])]),
            "sure": Message(sure, {"percent": round(100 * confidence)}),
        },
    )


def _authorities(names: tuple[str, ...]) -> Message:
    if not names:
        return Message(_NOTHING)
    words = [Message(_WITNESS[name]) for name in names]
    told = words[-1]
    for word in reversed(words[:-1]):
        told = Message(_LIST, {"first": word, "rest": told})
    return told


def _or_nothing(name: object) -> object:
    return Message(_NOTHING) if name is None else name
