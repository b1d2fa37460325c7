"""Matches told in words: which neighborhoods and which areas of a force are one and the same land."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from ...model.messages import CONTEXT, QT_TRANSLATE_NOOP, Message
from ...model.sorting import natural_sorted
from ..classes import CROSSING, MANY_TO_ONE, ONE_TO_MANY, ONE_TO_ONE
from .case import Case, ForceView
from .links import Links
from .model import MatchGroup

NO_AREA, NO_NEIGHBORHOOD = "1:0", "0:1"
GROUP_KINDS = (ONE_TO_ONE, MANY_TO_ONE, ONE_TO_MANY, CROSSING, NO_AREA, NO_NEIGHBORHOOD)
_PART = 0.1  # of a neighborhood or an area, from which on a sentence names the other one

_SENTENCES = {
    ("police", ONE_TO_ONE): QT_TRANSLATE_NOOP(CONTEXT, "Police beat {areas} = {neighborhoods}."),
    ("militia", ONE_TO_ONE): QT_TRANSLATE_NOOP(CONTEXT, "Militia area {areas} = {neighborhoods}."),
    ("police", MANY_TO_ONE): QT_TRANSLATE_NOOP(
        CONTEXT, "Police beat {areas} = {neighborhoods}: one beat for several khu phố. It stays with {kept}; {others} "
        "get new beats."
    ),
    ("militia", MANY_TO_ONE): QT_TRANSLATE_NOOP(
        CONTEXT, "Militia area {areas} = {neighborhoods}: one area for several khu phố. It stays with {kept}; {others} "
        "get new areas."
    ),
    ("police", ONE_TO_MANY): QT_TRANSLATE_NOOP(
        CONTEXT, "Police beats {areas} = {neighborhoods}: several beats in one khu phố. They become beat {kept}."
    ),
    ("militia", ONE_TO_MANY): QT_TRANSLATE_NOOP(
        CONTEXT, "Militia areas {areas} = {neighborhoods}: several areas in one khu phố. They become area {kept}."
    ),
    ("police", CROSSING): QT_TRANSLATE_NOOP(
        CONTEXT, "Police beats {areas} and {neighborhoods} lie across each other. Matched: {kept}."
    ),
    ("militia", CROSSING): QT_TRANSLATE_NOOP(
        CONTEXT, "Militia areas {areas} and {neighborhoods} lie across each other. Matched: {kept}."
    ),
    ("police", NO_AREA): QT_TRANSLATE_NOOP(CONTEXT, "{neighborhoods} lies in no police beat; it gets a new one."),
    ("militia", NO_AREA): QT_TRANSLATE_NOOP(CONTEXT, "{neighborhoods} lies in no militia area; it gets a new one."),
    ("police", NO_NEIGHBORHOOD): QT_TRANSLATE_NOOP(
        CONTEXT, "Police beat {areas} matches no khu phố and is given up."
    ),
    ("militia", NO_NEIGHBORHOOD): QT_TRANSLATE_NOOP(
        CONTEXT, "Militia area {areas} matches no khu phố and is given up."
    ),
}  # fmt: skip
_NOTHING = QT_TRANSLATE_NOOP(CONTEXT, "none")
_WITH_NUMBER = re.compile(r"^(.*\s)(\d\S*)$")


def find_groups(case: Case, view: ForceView, links: Links) -> tuple[MatchGroup, ...]:
    """Return the groups of one force: every neighborhood and every area is in exactly one of those that have links.

    A neighborhood (or area) without links that lies across several is a group "n:m" with those it has a part in; one
    that lies in none is a group of its own.
    """
    found = [_linked(case, view, links, *sides) for sides in _components(links)]
    neighborhoods = set(range(len(case.neighborhood_ids))) - set(links.neighborhood[links.linked].tolist())
    areas = set(range(len(view.reading.area_ids))) - set(links.area[links.linked].tolist())
    for place in sorted(neighborhoods):
        crossed = links.area[(links.neighborhood == place) & (links.inside >= _PART)].tolist()
        found.append(_group(case, view, CROSSING if crossed else NO_AREA, [place], crossed))
    for place in sorted(areas):
        crossed = links.neighborhood[(links.area == place) & (links.holds >= _PART)].tolist()
        found.append(_group(case, view, CROSSING if crossed else NO_NEIGHBORHOOD, crossed, [place]))
    return tuple(found)


def _components(links: Links) -> list[tuple[list[int], list[int]]]:
    """Return the neighborhoods and areas of each group that links hold together, in order."""
    areas_of, neighborhoods_of = defaultdict(list), defaultdict(list)
    for place, area in zip(links.neighborhood[links.linked].tolist(), links.area[links.linked].tolist()):
        areas_of[place].append(area)
        neighborhoods_of[area].append(place)
    seen: set[int] = set()
    groups = []
    for start in sorted(areas_of):
        if start in seen:
            continue
        members, stack, areas = {start}, [start], set()
        while stack:
            for area in areas_of[stack.pop()]:
                if area not in areas:
                    areas.add(area)
                    fresh = set(neighborhoods_of[area]) - members
                    members |= fresh
                    stack.extend(fresh)
        seen |= members
        groups.append((sorted(members), sorted(areas)))
    return groups


def _linked(case: Case, view: ForceView, links: Links, places: list[int], areas: list[int]) -> MatchGroup:
    if len(places) == 1:
        kind = ONE_TO_ONE if len(areas) == 1 else ONE_TO_MANY
    else:
        kind = MANY_TO_ONE if len(areas) == 1 else CROSSING
    return _group(case, view, kind, places, areas)


def _group(case: Case, view: ForceView, kind: str, places: Sequence[int], areas: Sequence[int]) -> MatchGroup:
    ids, names = view.reading.area_ids, case.neighborhood_ids
    matched = [place for place in places if view.matched[place] in set(areas)]
    margins = view.margin[matched]
    known = margins[~np.isnan(margins)]
    return MatchGroup(
        force=view.force,
        kind=kind,
        neighborhoods=tuple(names[place] for place in places),
        areas=tuple(ids[area] for area in areas),
        households=float(sum(case.total[place] for place in places)),
        margin=float(known.min()) if len(known) else float("nan"),
        sentence=_sentence(case, view, kind, places, areas, matched),
    )


def _sentence(
    case: Case, view: ForceView, kind: str, places: Sequence[int], areas: Sequence[int], matched: list[int]
) -> Message:
    ids, names = view.reading.area_ids, case.neighborhood_ids
    values: dict[str, object] = {
        "areas": joined([ids[area] for area in areas]),
        "neighborhoods": joined([names[place] for place in places]),
    }
    if kind == MANY_TO_ONE:
        values["kept"] = joined([names[place] for place in matched]) or Message(_NOTHING)
        values["others"] = joined([names[place] for place in places if place not in matched])
    elif kind == ONE_TO_MANY:
        values["kept"] = joined([ids[view.matched[place]] for place in matched]) or joined(
            [view.labels[view.partner[place]] for place in places]
        )
    elif kind == CROSSING:
        pairs = [f"{ids[view.matched[place]]} = {names[place]}" for place in matched]
        values["kept"] = ", ".join(pairs) or Message(_NOTHING)
    return Message(_SENTENCES[view.force, kind], values)


def joined(names: Sequence[str]) -> str:
    """Return names joined by “+”, in natural order; a word that all begin with is said once: “Khu phố 3 + 4”."""
    if len(names) == 1:
        return names[0]
    ordered = natural_sorted(set(names))
    parts = [_WITH_NUMBER.match(name) for name in ordered]
    if len(ordered) > 1 and all(parts) and len({part.group(1) for part in parts}) == 1:
        return parts[0].group(1) + " + ".join(part.group(2) for part in parts)
    return " + ".join(ordered)
