"""What the map sheet shows of each ward: units and areas read from layers, names put in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import shapely
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeatureRequest,
    QgsVectorLayer,
)
from shapely.geometry.base import BaseGeometry

from ..core.model.profiles import AP, KHU_PHO
from ..core.model.sorting import natural_key
from ..layers.crs import pinned

_NUMBERED = re.compile(r"^(?:tổ|tdp|ấp|khối|xóm)\D*(\d+\w?)", re.IGNORECASE)
_LEVELS = ("phường", "xã", "thị trấn", "đặc khu")
_SAME_PLACE = 0.5  # share of the units' ground that an outline must cover to be their ward's


@dataclass(frozen=True)
class Unit:
    """A tổ dân phố: ``households`` and ``population`` are None when missing."""

    unit_id: str
    name: str
    old: str
    households: int | None
    population: int | None
    neighborhood_id: str
    geometry: BaseGeometry
    area_type: str = KHU_PHO

    @property
    def label(self) -> str:
        """The number ("Tổ 12" is 12), or the name of a unit that isn't numbered."""
        found = _NUMBERED.match(self.name)
        return found.group(1) if found else self.name or self.unit_id


@dataclass(frozen=True)
class Area:
    """A khu phố or ấp, old or new, or a force's area."""

    area_id: str
    name: str
    geometry: BaseGeometry
    households: int | None = None
    population: int | None = None
    area_ha: float = 0.0
    area_type: str = KHU_PHO
    meets_minimum: bool = True
    missing_households: int = 0


@dataclass
class Ward:
    """A ward or commune with all that its sheet shows."""

    code: str
    name: str
    units: list[Unit]
    neighborhoods: list[Area]
    old: list[Area]
    outline: BaseGeometry
    barriers: list[BaseGeometry] = field(default_factory=list)
    beats: list[Area] = field(default_factory=list)
    militia: list[Area] = field(default_factory=list)

    @property
    def level(self) -> str:
        """``phường``, ``xã``, ``thị trấn`` or ``đặc khu``: as the name says, else by the area types."""
        for level in _LEVELS:
            if (self.name or self.code).casefold().startswith(level):
                return level
        return "xã" if self.kind == "ấp" else "phường"

    @property
    def kind(self) -> str:
        """What the ward consists of: ``khu phố``, ``ấp`` or both."""
        types = {AP if area.area_type == AP else KHU_PHO for area in [*self.neighborhoods, *self.old]}
        if types == {AP}:
            return "ấp"
        return "khu phố, ấp" if AP in types else "khu phố"

    @property
    def title(self) -> str:
        """The name with its level, such as ``Phường Mẫu``; dots to fill in when there is no name."""
        name = self.name or ("" if self.code.isdigit() else self.code)
        if name.casefold().startswith(_LEVELS):
            return name
        return f"{self.level.capitalize()} {name or (f'(mã {self.code})' if self.code else '…………')}"

    def count(self, areas: Sequence[Area]) -> str:
        """Return how many *areas* there are of which type: ``5 khu phố, 12 ấp``."""
        rural = sum(area.area_type == AP for area in areas)
        parts = [f"{count} {word}" for count, word in ((len(areas) - rural, "khu phố"), (rural, "ấp")) if count]
        return ", ".join(parts) or f"0 {self.kind}"


def read_features(
    layer: QgsVectorLayer | None, crs: QgsCoordinateReferenceSystem
) -> Iterator[tuple[dict[str, object], BaseGeometry]]:
    """Yield fields (NULL as None) and valid geometry in *crs* of each feature that has a geometry."""
    if layer is None:
        return
    request = QgsFeatureRequest()
    if crs.isValid() and layer.crs().isValid():
        context = pinned(QgsCoordinateTransformContext(), layer.crs(), crs)
        request.setDestinationCrs(crs, context)
    names = layer.fields().names()
    for feature in layer.getFeatures(request):
        if not feature.hasGeometry():
            continue
        shape = shapely.make_valid(shapely.from_wkb(bytes(feature.geometry().asWkb())))
        yield {name: _plain(feature[name]) for name in names}, shape


def read_units(layer: QgsVectorLayer, crs: QgsCoordinateReferenceSystem) -> dict[str, tuple[str, list[Unit]]]:
    """Return ward code → (ward name, units in natural order)."""
    wards: dict[str, tuple[str, list[Unit]]] = {}
    for row, shape in read_features(layer, crs):
        code = _text(row.get("ward_code"))
        name, units = wards.get(code, ("", []))
        units.append(
            Unit(
                _text(row.get("unit_id")),
                _text(row.get("unit_name")),
                _text(row.get("old_neighborhood")),
                _whole(row.get("households")),
                _whole(row.get("population")),
                _text(row.get("neighborhood_id")),
                shape,
                _text(row.get("area_type")) or KHU_PHO,
            )
        )
        wards[code] = (name or _text(row.get("ward_name")), units)
    for _, units in wards.values():
        units.sort(key=lambda unit: (natural_key(unit.label), natural_key(unit.unit_id)))
    return dict(sorted(wards.items(), key=lambda item: natural_key(item[0])))


def read_areas(
    layer: QgsVectorLayer | None, crs: QgsCoordinateReferenceSystem, id_field: str, name_field: str
) -> dict[str, list[Area]]:
    """Return ward code (empty where the layer has none) → areas in natural order."""
    wards: dict[str, list[Area]] = {}
    for row, shape in read_features(layer, crs):
        hectares = row.get("area_ha")
        wards.setdefault(_text(row.get("ward_code")), []).append(
            Area(
                _text(row.get(id_field)),
                _text(row.get(name_field)) or _text(row.get(id_field)),
                shape,
                _whole(row.get("households")),
                _whole(row.get("population")),
                shape.area / 10_000 if hectares is None else float(hectares),
                _text(row.get("area_type")) or KHU_PHO,
                row.get("meets_minimum") is None or bool(row["meets_minimum"]),
                _whole(row.get("missing_households")) or 0,
            )
        )
    for areas in wards.values():
        areas.sort(key=lambda area: (natural_key(area.name), natural_key(area.area_id)))
    return wards


def dissolve_old(units: Sequence[Unit]) -> list[Area]:
    """Return the old neighborhoods that the units name; a sum lacks the units without a number."""
    groups: dict[str, list[Unit]] = {}
    for unit in units:
        if unit.old:
            groups.setdefault(unit.old, []).append(unit)
    return [
        Area(
            name,
            name,
            solid(members),
            _sum(unit.households for unit in members),
            _sum(unit.population for unit in members),
            area_type=_main_type(members),
            missing_households=sum(unit.households is None for unit in members),
        )
        for name, members in sorted(groups.items(), key=lambda item: natural_key(item[0]))
    ]


def typed(old: Sequence[Area], units: Sequence[Unit]) -> list[Area]:
    """Return the *old* neighborhoods of a layer that doesn't tell their type, with that of their units."""
    members: dict[str, list[Unit]] = {}
    for unit in units:
        members.setdefault(unit.old, []).append(unit)
    return [replace(area, area_type=_main_type(members.get(area.name, []))) for area in old]


def _main_type(units: Sequence[Unit]) -> str:
    return AP if 2 * sum(unit.area_type == AP for unit in units) > len(units) else KHU_PHO


def solid(units: Sequence[Unit], tolerance_m: float = 1.0) -> BaseGeometry:
    """Return the ground of *units* as one shape, gaps narrower than twice *tolerance_m* closed."""
    whole = shapely.union_all([unit.geometry for unit in units])
    if shapely.get_num_interior_rings(shapely.get_parts(whole)).sum() or shapely.get_num_geometries(whole) > 1:
        whole = whole.buffer(tolerance_m, join_style="mitre").buffer(-tolerance_m, join_style="mitre")
    return whole


def outline_of(units: Sequence[Unit], outlines: Sequence[BaseGeometry]) -> BaseGeometry:
    """Return the outline that covers the units, or else the units' own ground."""
    ground = solid(units)
    near = [shape for shape in outlines if shapely.intersects(shape, ground)]
    if near:
        covered = shapely.area(shapely.intersection(np.array(near, dtype=object), ground))
        if covered.max() > _SAME_PLACE * ground.area:
            return near[int(covered.argmax())]
    return ground


def _sum(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _plain(value: object) -> object:
    """Return None for every way in which QGIS says NULL."""
    return None if value is None or (hasattr(value, "isNull") and value.isNull()) else value


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _whole(value: object) -> int | None:
    return None if value is None else round(float(value))
