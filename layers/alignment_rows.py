"""Rows of an alignment's layers and tables for the window: changes, undecided units, three-way matches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from qgis.core import QgsFeatureRequest, QgsVectorLayer

from ..core.model.sorting import natural_key
from .rows import Row, read_rows
from .values import plain, text_id

AGREE, REFUSE = "agree", "refuse"
AUTHORITIES = ("ward", "police", "militia")
_LIST_MARKS = (";", ",")
_MATCH_FIELDS = (
    "neighborhood_id", "force", "area_id", "areas", "match_class", "households", "households_matched", "margin",
)  # fmt: skip


class Change(NamedTuple):
    """One row of the change list: a unit that moves for one authority, and what the three say about it."""

    change_id: str | None
    unit_id: str | None
    unit_name: str | None
    authority: str | None
    from_id: str | None
    to_id: str | None
    households: float | None
    households_low: float | None
    households_high: float | None
    streets: str | None
    reason_text: str | None
    evidence: str | None
    confidence: float | None
    state: str | None
    ward_decision: str | None
    ward_comment: str | None
    ward_date: str | None
    police_decision: str | None
    police_comment: str | None
    police_date: str | None
    militia_decision: str | None
    militia_comment: str | None
    militia_date: str | None

    def decision(self, authority: str) -> str:
        """Return what *authority* decided: ``agree``, ``refuse`` or ""."""
        written = getattr(self, f"{authority}_decision") or ""
        if written in ("", AGREE, REFUSE):
            return written
        from ..core.intake.decisions import parse_decision

        return parse_decision(written) or ""

    def comment(self, authority: str) -> str:
        """Return the comment of *authority*."""
        return getattr(self, f"{authority}_comment") or ""

    def date(self, authority: str) -> str:
        """Return the day on which *authority* decided, as it was written; "" where it did not."""
        return getattr(self, f"{authority}_date") or ""

    @property
    def is_agreed(self) -> bool:
        """Tell whether all three agree, so that the row counts."""
        return all(self.decision(authority) == AGREE for authority in AUTHORITIES)

    @property
    def is_refused(self) -> bool:
        """Tell whether anyone refuses."""
        return any(self.decision(authority) == REFUSE for authority in AUTHORITIES)


class Undecided(NamedTuple):
    """A unit that can't be decided for one force, with the households on each side."""

    unit_id: str | None
    unit_name: str | None
    force: str | None
    sentence: str | None
    area_id: str | None
    other_id: str | None
    households_main: float | None
    households_main_low: float | None
    households_main_high: float | None
    households_other: float | None
    households_other_low: float | None
    households_other_high: float | None
    split: bool | None


class ForceMatch(NamedTuple):
    """How a khu phố lies to the areas of one force."""

    area: str
    others: str
    relation: str
    households: float
    matched: float
    margin: float | None
    sentence: str


class Match(NamedTuple):
    """A khu phố with its police beat and its militia area; None: no such layer."""

    neighborhood_id: str
    households: float
    police: ForceMatch | None
    militia: ForceMatch | None


class Totals(NamedTuple):
    """Rows that one authority agrees to, refuses, or hasn't signed; rows and households that move for it."""

    agreed: int
    refused: int
    unsigned: int
    rows: int
    households: float


def change_rows(layer: QgsVectorLayer) -> list[Row]:
    """Return the change list in *layer*; values are a :class:`Change`."""
    return [Row(row.feature_ids, Change(*row.values)) for row in read_rows(layer, Change._fields)]


def undecided_rows(layer: QgsVectorLayer) -> list[Row]:
    """Return the units of *layer* that a person must decide; values are an :class:`Undecided`."""
    return [Row(row.feature_ids, Undecided(*row.values)) for row in read_rows(layer, Undecided._fields)]


def match_rows(matches: QgsVectorLayer, groups: QgsVectorLayer | None = None) -> list[Row]:
    """Return a row for each khu phố of *matches*; values are a :class:`Match`.

    *groups*: the table that tells groups of khu phố and areas in sentences, where there is one.
    """
    sentences = _sentences(groups) if groups is not None else {}
    found: dict[str, dict[str, ForceMatch]] = {}
    places: dict[str, tuple[int, ...]] = {}
    for row in read_rows(matches, _MATCH_FIELDS):
        neighborhood, force, area, areas, relation, households, matched, margin = row.values
        sentence = sentences.get((force, neighborhood), "")
        others = ", ".join(one for one in split_list(areas) if one != area)
        match = ForceMatch(area or "", others, relation or "", households or 0.0, matched or 0.0, margin, sentence)
        found.setdefault(neighborhood, {})[force] = match
        places.setdefault(neighborhood, row.feature_ids)
    return [Row(places[name], _match(name, found[name])) for name in sorted(found, key=natural_key)]


def totals(changes: Sequence[Change]) -> dict[str, Totals]:
    """Return how far each authority has signed, and what moves for it."""
    found = {}
    for authority in AUTHORITIES:
        said = [change.decision(authority) for change in changes]
        own = [change for change in changes if change.authority == authority]
        agreed, refused = said.count(AGREE), said.count(REFUSE)
        households = sum(change.households or 0.0 for change in own)
        found[authority] = Totals(agreed, refused, len(said) - agreed - refused, len(own), households)
    return found


def names_by_id(layer: QgsVectorLayer, id_field: str, name_field: str) -> dict[str, str]:
    """Return the names in *layer* by id; ids without a name are left out."""
    rows = read_rows(layer, (id_field, name_field))
    return {str(row.values[0]): str(row.values[1]) for row in rows if row.values[0] and row.values[1]}


def selected_ids(layer: QgsVectorLayer, field: str) -> set[str]:
    """Return the values of *field* of the features that are selected in *layer*."""
    place = layer.fields().lookupField(field)
    if place < 0:
        return set()
    request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry).setSubsetOfAttributes([place])
    request.setFilterFids(list(layer.selectedFeatureIds()))
    return {text_id(plain(feature[place])) or "" for feature in layer.getFeatures(request)}


def split_list(text: str | None) -> list[str]:
    """Return the parts of a list that was written as text with semicolons or commas."""
    mark = next((mark for mark in _LIST_MARKS if mark in (text or "")), ",")
    return [part.strip() for part in (text or "").split(mark) if part.strip()]


def _sentences(groups: QgsVectorLayer) -> dict[tuple[str, str], str]:
    rows = read_rows(groups, ("force", "neighborhoods", "sentence"))
    return {
        (force, neighborhood): sentence or ""
        for force, neighborhoods, sentence in (row.values for row in rows)
        for neighborhood in split_list(neighborhoods)
    }


def _match(neighborhood: str, by_force: dict[str, ForceMatch]) -> Match:
    households = max((match.households for match in by_force.values()), default=0.0)
    return Match(neighborhood, households, by_force.get("police"), by_force.get("militia"))
