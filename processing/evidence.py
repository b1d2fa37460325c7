"""Parameters of household evidence and streets, and what they say of each force."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..core.model.faults import Fault, Severity
from ..core.model.messages import QT_TRANSLATE_NOOP, Message
from ..core.model.run import RunControl
from ..layers.evidence import Dwellings, RegisterTable, read_dwellings, read_register_table, read_streets
from ..layers.guess import guess_field
from ..layers.source_checks import check_source
from .inputs import Inputs, refuse_errors

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    import pandas as pd

    from ..core.alignment.evidence import Evidence
    from ..core.intake.area_names import NameBook
    from ..core.intake.register import RegisterRead
    from ..layers.read import LayerData
    from .algorithms.base import KhuPhoAlgorithm

DWELLINGS = "DWELLINGS"
REGISTER = "REGISTER"
STREETS = "STREETS"
_DWELLING_FIELDS = {
    "households": "DWELLING_HOUSEHOLDS",
    "police": "DWELLING_BEAT",
    "militia": "DWELLING_MILITIA",
}
_REGISTER_FIELDS = {
    "unit": "REGISTER_UNIT",
    "households": "REGISTER_HOUSEHOLDS",
    "police": "REGISTER_BEAT",
    "militia": "REGISTER_MILITIA",
    "area": "REGISTER_AREA",
}
STREET_NAME = "STREET_NAME"

_WITHOUT_PLACE = QT_TRANSLATE_NOOP("KhuPhoCore", "{rows} dwellings have no geometry; they are left out.")
_UNREADABLE = QT_TRANSLATE_NOOP(
    "KhuPhoCore",
    "{rows} dwellings have no number of households that can be read, such as “{value}”; each counts as one household.",
)
_TAKEN = QT_TRANSLATE_NOOP("KhuPhoCore", "Fields of “{layer}”: {fields}.")


@dataclass(frozen=True)
class GivenEvidence:
    """What was given: ``by_force``: evidence of each force that is compared; ``streets``: ``name`` and lines, or None;
    ``notes``: what to tell, ``warnings``: what to warn of; ``faults``: of whole layers; ``record``: for the summary.
    """

    by_force: dict[str, Evidence] = field(default_factory=dict)
    streets: pd.DataFrame | None = None
    notes: tuple[Message, ...] = ()
    warnings: tuple[Message, ...] = ()
    faults: tuple[Fault, ...] = ()
    record: dict = field(default_factory=dict)


class EvidenceParameters:
    """Adds the parameters to an algorithm."""

    @staticmethod
    def tr(text: str) -> str:
        """Translate *text* of this class."""
        return QCoreApplication.translate("EvidenceParameters", text)

    @staticmethod
    def add_layers(algorithm: KhuPhoAlgorithm) -> None:
        """Add the three layers."""
        algorithm.add_layer(
            DWELLINGS,
            EvidenceParameters.tr("Dwellings"),
            EvidenceParameters.tr(
                "Points or polygons of houses. They tell on which side of a line households live; better than land."
            ),
            optional=True,
            any_type=True,
        )
        algorithm.add_layer(
            REGISTER,
            EvidenceParameters.tr("Register of households"),
            EvidenceParameters.tr(
                "Table (csv, xlsx) that names the unit and the police beat or militia area of households, one row for "
                "each household or with a number. It goes before dwellings and land."
            ),
            optional=True,
            any_type=True,
        )
        algorithm.add(
            QgsProcessingParameterFeatureSource(
                STREETS, EvidenceParameters.tr("Streets"), [QgsProcessing.SourceType.TypeVectorLine], None, True
            ),
            EvidenceParameters.tr("Lines of streets and alleys; the change list names those that touch a unit."),
        )

    @staticmethod
    def add_fields(algorithm: KhuPhoAlgorithm) -> None:
        """Add the fields of the layers, all of them guessed when not given."""
        labels = {
            "DWELLING_HOUSEHOLDS": (DWELLINGS, EvidenceParameters.tr("Households of a dwelling")),
            "DWELLING_BEAT": (DWELLINGS, EvidenceParameters.tr("Police beat of a dwelling")),
            "DWELLING_MILITIA": (DWELLINGS, EvidenceParameters.tr("Militia area of a dwelling")),
            "REGISTER_UNIT": (REGISTER, EvidenceParameters.tr("Unit in the register")),
            "REGISTER_HOUSEHOLDS": (REGISTER, EvidenceParameters.tr("Number of households in the register")),
            "REGISTER_BEAT": (REGISTER, EvidenceParameters.tr("Police beat in the register")),
            "REGISTER_MILITIA": (REGISTER, EvidenceParameters.tr("Militia area in the register")),
            "REGISTER_AREA": (REGISTER, EvidenceParameters.tr("Area of either force in the register")),
            STREET_NAME: (STREETS, EvidenceParameters.tr("Name of the street")),
        }
        explained = EvidenceParameters.tr("Guessed from the names of the fields when not given.")
        for name, (layer, label) in labels.items():
            parameter = QgsProcessingParameterField(name, label, None, layer, optional=True)
            algorithm.add(parameter, explained, advanced=True)


def read_evidence(
    algorithm: KhuPhoAlgorithm,
    parameters: dict,
    context: QgsProcessingContext,
    inputs: Inputs,
    units: pd.DataFrame,
    control: RunControl,
) -> GivenEvidence:
    """Return the evidence that *parameters* name, for the canonical *units*.

    :raises KhuPhoError: a layer or table can't be used.
    :raises CanceledError: *control* says so.
    """
    from ..core.alignment.evidence import Evidence

    sources = {name: algorithm.source(parameters, name) for name in (DWELLINGS, REGISTER, STREETS)}
    shift = context.transformContext()
    faults: list[Fault] = []
    for name, role in ((DWELLINGS, "dwellings"), (STREETS, "streets")):
        if sources[name] is not None:
            faults += check_source(sources[name], role, inputs.crs, shift)
    refuse_errors(faults)
    notes: list[Message] = []
    warnings: list[Message] = []
    record: dict[str, object] = {}
    books = _books(inputs)
    wards = inputs.wards.of_unit
    dwellings = streets = None
    if sources[DWELLINGS] is not None:
        chosen = _chosen(algorithm, parameters, context, _DWELLING_FIELDS)
        dwellings = read_dwellings(sources[DWELLINGS], chosen, inputs.crs, shift, control=control)
        record["dwellings"] = {"points": len(dwellings.points), "fields": dict(dwellings.fields)}
        notes += _fields_note(sources[DWELLINGS].sourceName(), dwellings.fields)
    if sources[STREETS] is not None:
        name_field = algorithm.text(parameters, STREET_NAME, context)
        streets = read_streets(sources[STREETS], name_field, inputs.crs, shift, control=control)
        record["streets"] = {"lines": len(streets)}
    tables: dict[str, pd.DataFrame] = {}
    if sources[REGISTER] is not None:
        chosen = _chosen(algorithm, parameters, context, _REGISTER_FIELDS)
        table = read_register_table(sources[REGISTER], chosen, control=control)
        notes += _fields_note(sources[REGISTER].sourceName(), table.fields)
        found = _register(table, units, books, wards)
        tables, notes, warnings = found.tables, [*notes, *found.notes], [*warnings, *found.warnings]
        record["register"] = _register_record(found, table)
    faults += _elsewhere(units, dwellings, streets)
    points = _points(dwellings, books, units, wards, warnings, control)
    by_force = {
        force: Evidence(*points.get(force, (None, None, None)), register=tables.get(force))
        for force in books
        if force in points or force in tables
    }
    return GivenEvidence(by_force, streets, tuple(notes), tuple(warnings), tuple(faults), record)


def _books(inputs: Inputs) -> dict[str, NameBook]:
    """Return force → its areas by id and by name, those of each ward first, police first."""
    from ..core.intake.area_names import CityBook

    books = {}
    for force, data in inputs.by_force().items():
        ids = [text for text in data.frame["area_id"] if text]
        known = inputs.wards.found[force]
        books[force] = CityBook(ids, area_names(data), known.original, known.wards)
    return books


def area_names(data: LayerData) -> dict[str, str]:
    """Return id → name of the areas of a force: in the layer's field of names, else the id that several wards have."""
    from ..layers.values import text_id

    known = {area: name for area, name in zip(data.frame["area_id"], data.frame["name"]) if area and name}
    name_field = guess_field(data.fields, "area_name")
    if name_field is None:
        return known
    place = data.fields.lookupField(name_field)
    names = (text_id(feature.attribute(place)) for feature in data.features)
    return {**known, **{area: name for area, name in zip(data.frame["area_id"], names) if area and name}}


def _chosen(
    algorithm: KhuPhoAlgorithm, parameters: dict, context: QgsProcessingContext, fields: dict[str, str]
) -> dict[str, str]:
    given = {column: algorithm.text(parameters, name, context) for column, name in fields.items()}
    return {column: name for column, name in given.items() if name}


def _register(
    table: RegisterTable, units: pd.DataFrame, books: dict[str, NameBook], wards: Mapping[str, str]
) -> RegisterRead:
    from ..core.intake.register import read_register

    names = dict(zip(units["unit_id"], units["unit_name"]))
    return read_register(table.frame, list(units["unit_id"]), books, names, wards)


def _register_record(found: RegisterRead, table: RegisterTable) -> dict[str, object]:
    used = {force: float(rows["households"].sum()) for force, rows in found.tables.items()}
    return {**found.counts, "households_used": used, "fields": dict(table.fields)}


def _points(
    dwellings: Dwellings | None,
    books: dict[str, NameBook],
    units: pd.DataFrame,
    wards: Mapping[str, str],
    warnings: list[Message],
    control: RunControl,
) -> dict[str, tuple]:
    """Return force → points, households and areas of the dwellings; *warnings* gets what to warn of."""
    import numpy as np

    from ..core.intake.numbers import parse_households
    from ..core.intake.register import point_areas

    if dwellings is None:
        return {}
    if dwellings.without_place:
        warnings.append(Message(_WITHOUT_PLACE, {"rows": dwellings.without_place}))
    households = None
    if "households" in dwellings.frame:
        numbers = [parse_households(value)[0] for value in dwellings.frame["households"]]
        wrong = [place for place, number in enumerate(numbers) if number is None]
        if wrong:
            value = dwellings.frame["households"].iloc[wrong[0]]
            warnings.append(Message(_UNREADABLE, {"rows": len(wrong), "value": "" if value is None else str(value)}))
        households = np.array([1.0 if number is None else float(number) for number in numbers])
    found = {}
    for force, book in books.items():
        areas = None
        if force in dwellings.frame:
            at = _wards_of(dwellings.points, units, wards, control)
            areas, told = point_areas(list(dwellings.frame[force]), book, force, at)
            warnings += told
        found[force] = (dwellings.points, households, areas)
    return found


def _wards_of(
    points: np.ndarray, units: pd.DataFrame, wards: Mapping[str, str], control: RunControl
) -> list[str] | None:
    """Return the (p,) ward of the unit that each of *points* lies in, "" for none; None where there is but one."""
    from ..core.alignment.evidence import points_in

    if len(set(wards.values()) - {""}) < 2:
        return None
    found = [""] * len(points)
    ids = units["unit_id"].to_numpy()
    for point, unit in zip(*points_in(units["geometry"].to_numpy(), points, control.part(0.0, 0.0))):
        found[point] = wards.get(ids[unit], "")
    return found


def _fields_note(layer: str, fields: dict[str, str]) -> list[Message]:
    listed = ", ".join(f"{column} = “{name}”" for column, name in fields.items())
    return [Message(_TAKEN, {"layer": layer, "fields": listed})] if listed else []


def _elsewhere(units: pd.DataFrame, dwellings: Dwellings | None, streets: pd.DataFrame | None) -> list[Fault]:
    import shapely

    from ..core.coverage.elsewhere import elsewhere_faults

    others = {}
    if dwellings is not None and len(dwellings.points):
        others["dwellings"] = shapely.points(dwellings.points)
    if streets is not None and len(streets):
        others["streets"] = streets["geometry"].to_numpy()
    found = elsewhere_faults(units["geometry"].to_numpy(), others)
    return [fault for fault in found if fault.severity is Severity.WARNING]
