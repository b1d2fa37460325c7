"""Labels on maps: expressions that write names and numbers as Vietnamese offices do."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import (
    Qgis,
    QgsPalLayerSettings,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtGui import QColor, QFont

SCREEN_FAMILIES = ("Arial", "Noto Sans", "DejaVu Sans")
"""Families for labels on screen, the first that is installed serves; all have Vietnamese letters."""

_THOUSANDS = r"regexp_replace(to_string({field}), '(?<=\\d)(?=(\\d{{3}})+$)', '.')"
_NUMBERED = r"'(?i)^(?:tổ|tdp|ấp|khối|xóm)\\D*(\\d+\\w?)'"

UNIT_NUMBER = f"""coalesce(nullif(regexp_substr("unit_name", {_NUMBERED}), ''), nullif("unit_name", ''), "unit_id")"""
"""The number of a unit ("Tổ dân phố 12" is 12); its name where it isn't numbered, as of a building."""


def households_text(field: str = '"households"') -> str:
    """Return an expression for ``1.234 hộ``; empty when the number is missing."""
    return f"coalesce({_THOUSANDS.format(field=field)} || ' hộ', '')"


def name_and_households(name: str = '"name"', at_least: str = "false") -> str:
    """Return an expression for the name with the households below it.

    *at_least* is an expression that is true when some units have no number, so that the sum is
    only a lower limit: then ``từ 1.234 hộ``.
    """
    return (
        f"{name} || CASE WHEN \"households\" IS NULL THEN '' "
        f"ELSE '\\n' || CASE WHEN {at_least} THEN 'từ ' ELSE '' END || {households_text()} END"
    )


def text_format(
    families: Sequence[str], size: float, color: str, *, bold: bool = False, halo: float = 0.0
) -> QgsTextFormat:
    """Return a text format of *size* points; a *halo* in mm lies around the letters."""
    font = QFont(families[0])
    font.setBold(bold)
    form = QgsTextFormat()
    form.setFont(font)
    form.setFamilies(list(families))
    form.setForcedBold(bold)
    form.setSize(size)
    form.setSizeUnit(Qgis.RenderUnit.Points)
    form.setColor(QColor(color))
    if halo:
        form.setBuffer(_halo(halo))
    return form


def labeling(
    expression: str, form: QgsTextFormat, *, priority: int = 5, smallest_scale: float = 0
) -> QgsVectorLayerSimpleLabeling:
    """Return labels of *expression* inside areas.

    *priority* from 0 to 10 decides which label stays where two collide; *smallest_scale* such as 8000
    hides labels on smaller scales.
    """
    settings = QgsPalLayerSettings()
    settings.fieldName = expression
    settings.isExpression = True
    settings.placement = Qgis.LabelPlacement.Horizontal
    settings.multilineAlign = Qgis.LabelMultiLineAlignment.Center
    settings.priority = priority
    settings.centroidInside = True
    settings.setFormat(form)
    if smallest_scale:
        settings.scaleVisibility = True
        settings.minimumScale = smallest_scale
    return QgsVectorLayerSimpleLabeling(settings)


def point_labeling(form: QgsTextFormat, *, expression: str = '"label"') -> QgsVectorLayerSimpleLabeling:
    """Return labels that stand right over points, come what may."""
    settings = QgsPalLayerSettings()
    settings.fieldName = expression
    settings.isExpression = True
    settings.multilineAlign = Qgis.LabelMultiLineAlignment.Center
    settings.priority = 10
    settings.setFormat(form)
    settings.placement = Qgis.LabelPlacement.OverPoint
    settings.quadOffset = Qgis.LabelQuadrantPosition.Over
    placement = settings.placementSettings()
    placement.setOverlapHandling(Qgis.LabelOverlapHandling.AllowOverlapIfRequired)
    settings.setPlacementSettings(placement)
    return QgsVectorLayerSimpleLabeling(settings)


def _halo(size: float) -> QgsTextBufferSettings:
    halo = QgsTextBufferSettings()
    halo.setEnabled(True)
    halo.setSize(size)
    halo.setSizeUnit(Qgis.RenderUnit.Millimeters)
    halo.setColor(QColor("#ffffff"))
    return halo
