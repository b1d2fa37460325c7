"""Reads the layers that an algorithm's parameters name, all in one metric coordinate system."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSource,
)

from ..core.model.errors import FaultyInputError
from ..core.model.faults import Fault, Severity
from ..core.model.messages import QT_TRANSLATE_NOOP, Message
from ..core.model.run import RunControl
from ..layers.crs import working_crs
from ..layers.read import LayerData, UnitFields, read_areas, read_barriers, read_geometries, read_units
from ..layers.source_checks import check_source
from . import hard_rules
from . import parameters as names
from .area_wards import AreaWards, with_area_wards

if TYPE_CHECKING:
    import numpy as np
    from shapely.geometry.base import BaseGeometry

    from .algorithms.base import KhuPhoAlgorithm

_REFUSED = QT_TRANSLATE_NOOP(
    "KhuPhoCore",
    "The layers have {count} faults that must be mended first. The first one: {problem} {advice} Run “Check layers” "
    "to see all of them on the map.",
)
_REFUSED_ONE = QT_TRANSLATE_NOOP("KhuPhoCore", "{problem} {advice}")

_ROLES = {
    names.UNITS: "units",
    names.BEATS: "beats",
    names.MILITIA: "militia",
    names.WARD_OUTLINE: "ward",
    names.BARRIERS: "barriers",
}
_UNIT_FIELDS = {
    "unit_id": names.UNIT_ID,
    "households": names.HOUSEHOLDS,
    "unit_name": names.UNIT_NAME,
    "population": names.POPULATION,
    "ward_code": names.WARD,
    "ward_name": names.WARD_NAME,
    "area_type": names.AREA_TYPE,
    "old_neighborhood": names.OLD_NEIGHBORHOOD,
    "neighborhood_id": names.NEIGHBORHOOD,
    "current": hard_rules.CURRENT,
    "locked": hard_rules.LOCKED,
}


@dataclass(frozen=True)
class Inputs:
    """What was read; a layer that was not given, or is unfit as a whole, is None.

    ``crs`` is the coordinate system of all of them, ``faults`` are those of whole layers,
    ``hard_barriers`` those of ``barriers`` that are never crossed. Areas that have the same id in different wards have
    ids of their own in ``beats`` and ``militia``; ``wards`` tells which (None without units or areas).
    """

    crs: QgsCoordinateReferenceSystem
    units: LayerData | None = None
    beats: LayerData | None = None
    militia: LayerData | None = None
    barriers: np.ndarray | None = None
    ward_outline: BaseGeometry | None = None
    faults: list[Fault] = field(default_factory=list)
    hard_barriers: np.ndarray | None = None
    wards: AreaWards | None = None

    def forces(self) -> dict[str, LayerData]:
        """Return the layers of areas that there are, by role."""
        given = {"beats": self.beats, "militia": self.militia}
        return {role: data for role, data in given.items() if data is not None}

    def by_force(self) -> dict[str, LayerData]:
        """Return the layers of areas that there are, by force, police first."""
        given = {"police": self.beats, "militia": self.militia}
        return {force: data for force, data in given.items() if data is not None}


def read_inputs(
    algorithm: KhuPhoAlgorithm, parameters: dict, context: QgsProcessingContext, control: RunControl
) -> Inputs:
    """Return the layers that *parameters* name, in the coordinate system of the units (if that is metric).

    :raises KhuPhoError: a field is missing or not chosen.
    :raises QgsProcessingException: a layer can't be opened.
    :raises CanceledError: *control* says so.
    """
    sources = {name: algorithm.source(parameters, name) for name in _ROLES if _is_layer(algorithm, name)}
    units = sources.get(names.UNITS)
    if units is None:
        raise QgsProcessingException(algorithm.invalidSourceError(parameters, names.UNITS))
    crs = working_crs(units.sourceCrs())
    shift = context.transformContext()
    faults: list[Fault] = []
    usable: dict[str, QgsProcessingFeatureSource] = {}
    for name, source in sources.items():
        if source is not None:
            found = check_source(source, _ROLES[name], crs, shift)
            faults += found
            if source.featureCount() != 0 and not any(fault.severity is Severity.ERROR for fault in found):
                usable[name] = source

    def text(name: str) -> str | None:
        return algorithm.text(parameters, name, context) if algorithm.parameterDefinition(name) else None

    def areas(name: str, id_name: str) -> LayerData | None:
        if name not in usable:
            return None
        return read_areas(usable[name], text(id_name) or "", crs, shift, control=control)

    def shapes(name: str) -> np.ndarray | None:
        return read_geometries(usable[name], crs, shift, control=control) if name in usable else None

    barriers = hard = None
    if names.BARRIERS in usable:
        kind_field = text(hard_rules.BARRIER_TYPE)
        barriers, kinds = read_barriers(usable[names.BARRIERS], kind_field, crs, shift, control=control)
        hard = hard_rules.hard_barriers(algorithm, parameters, context, barriers, kinds)
    fields = UnitFields(**{column: text(name) or "" for column, name in _UNIT_FIELDS.items()})
    inputs = Inputs(
        crs,
        read_units(units, fields, crs, shift, control=control) if names.UNITS in usable else None,
        areas(names.BEATS, names.BEAT_ID),
        areas(names.MILITIA, names.MILITIA_ID),
        barriers,
        _united(shapes(names.WARD_OUTLINE)),
        faults,
        hard,
    )
    return with_area_wards(inputs, fields.ward_code, control.part(0.0, 0.0))


def _is_layer(algorithm: KhuPhoAlgorithm, name: str) -> bool:
    """Tell whether *algorithm* reads a layer of that *name*; some write one."""
    definition = algorithm.parameterDefinition(name)
    return definition is not None and not definition.isDestination()


def all_faults(inputs: Inputs, control: RunControl) -> list[Fault]:
    """Return the faults of the layers as wholes and of their features."""
    from ..core.coverage.checks import check_areas, check_units
    from ..core.coverage.elsewhere import elsewhere_faults

    faults = list(inputs.faults)
    if inputs.units is not None:
        others = {role: data.frame["geometry"].to_numpy() for role, data in inputs.forces().items()}
        if inputs.barriers is not None:
            others["barriers"] = inputs.barriers
        faults += elsewhere_faults(inputs.units.frame["geometry"].to_numpy(), others)
    if inputs.units is not None:
        faults += check_units(inputs.units.frame, ward_outline=inputs.ward_outline, control=control.part(0.0, 0.7))
    for role, data in inputs.forces().items():
        faults += check_areas(data.frame, role, control=control.part(0.7, 1.0))
    control.progress(1.0)
    return faults


def places(inputs: Inputs) -> dict[str, BaseGeometry]:
    """Return the box around each layer that was read, by role: where faults without a place are shown."""
    import shapely

    found = {}
    for role, data in (("units", inputs.units), ("beats", inputs.beats), ("militia", inputs.militia)):
        bounds = shapely.total_bounds(data.frame["geometry"].to_numpy()) if data is not None else None
        if bounds is not None and not shapely.is_empty(shapely.box(*bounds)) and not any(bounds != bounds):
            found[role] = shapely.box(*bounds)
    return found


def refuse_errors(faults: list[Fault]) -> None:
    """Raise :class:`FaultyInputError` when *faults* holds errors; its message tells the first one."""
    errors = [fault for fault in faults if fault.severity is Severity.ERROR]
    if not errors:
        return
    first = {"problem": errors[0].problem, "advice": errors[0].advice}
    if len(errors) == 1:
        raise FaultyInputError(Message(_REFUSED_ONE, first), faults)
    raise FaultyInputError(Message(_REFUSED, {"count": len(errors), **first}), faults)


def _united(shapes: np.ndarray | None) -> BaseGeometry | None:
    import shapely

    if shapes is None or not len(shapes):
        return None
    return shapely.union_all(shapely.make_valid(shapes))
