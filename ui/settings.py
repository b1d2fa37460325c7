"""Choices of the user that outlive a project, all under one group of QGIS's settings."""

from __future__ import annotations

from qgis.core import QgsSettings

GROUP = "khu_pho_mapper"


def remembered(key: str, default: object) -> object:
    """Return the value kept under *key*, of the same type as *default*; *default* where there is none."""
    settings = QgsSettings()
    if isinstance(default, (bool, int, float, str)):
        try:
            return settings.value(f"{GROUP}/{key}", default, type=type(default))
        except TypeError:  # kept by another version as another type
            return default
    return settings.value(f"{GROUP}/{key}", default)


def remember(key: str, value: object) -> None:
    """Keep *value* under *key*."""
    QgsSettings().setValue(f"{GROUP}/{key}", value)
