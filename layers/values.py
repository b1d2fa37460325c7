"""Attribute values of QGIS as plain Python values."""

from __future__ import annotations

from qgis.PyQt.QtCore import QDate, QDateTime, QTime, QVariant


def plain(value: object) -> object:
    """Return *value* with QGIS's NULL as None and dates as ISO text; anything else unchanged."""
    if value is None or (isinstance(value, QVariant) and value.isNull()):
        return None
    if isinstance(value, (QDate, QDateTime, QTime)):
        return value.toString("yyyy-MM-dd") if isinstance(value, QDate) else value.toString()
    return value


def text_id(value: object) -> str | None:
    """Return *value* as the text of an id: 5, 5.0 and " 5 " are "5"; empty is None."""
    value = plain(value)
    if value is None:
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip() or None
