"""VN-2000 against WGS 84: by how much a place is off where one is taken for the other.

The seven parameters are those of decision 05/2007/QĐ-BTNMT of 27 February 2007 (EPSG:6960, coordinate frame rotation,
EPSG method 9607). They are computed here and not by PROJ, because PROJ takes another set (EPSG:5194, 0.8 m off) in much
of Ho Chi Minh City.
"""

from __future__ import annotations

import numpy as np

_TRANSLATION_M = np.array([-191.90441429, -39.30318279, -111.45032835])
_ROTATION_ARCSEC = np.array([-0.00928836, 0.01975479, -0.00427372])
_SCALE_PPM = 0.252906278
_AXIS_M, _FLATTENING = 6378137.0, 1 / 298.257223563  # both systems use the ellipsoid of WGS 84
_ECCENTRICITY_2 = _FLATTENING * (2 - _FLATTENING)

HO_CHI_MINH_CITY = (194.9, -112.9)
"""The vector at Bến Thành, metres east and north; within Vietnam it differs from it by a few metres."""


def to_wgs84(longitude: float, latitude: float) -> tuple[float, float]:
    """Return the longitude and latitude (degrees, WGS 84) of a place given in VN-2000 (degrees)."""
    x, y, z = _geocentric(longitude, latitude)
    rx, ry, rz = np.radians(_ROTATION_ARCSEC / 3600)
    # Coordinate frame rotation: the signs are those of the axes, the opposite of a position vector rotation.
    turned = np.array([x + rz * y - ry * z, -rz * x + y + rx * z, ry * x - rx * y + z])
    return _geographic(_TRANSLATION_M + (1 + _SCALE_PPM * 1e-6) * turned)


def vn2000_vector(longitude: float, latitude: float) -> tuple[float, float]:
    """Return (east, north) in metres to add to a place read as WGS 84 that is really in VN-2000."""
    there = to_wgs84(longitude, latitude)
    phi = np.radians(latitude)
    w = np.sqrt(1 - _ECCENTRICITY_2 * np.sin(phi) ** 2)
    east = np.radians(there[0] - longitude) * _AXIS_M / w * np.cos(phi)
    north = np.radians(there[1] - latitude) * _AXIS_M * (1 - _ECCENTRICITY_2) / w**3
    return float(east), float(north)


def _geocentric(longitude: float, latitude: float) -> tuple[float, float, float]:
    lam, phi = np.radians(longitude), np.radians(latitude)
    n = _AXIS_M / np.sqrt(1 - _ECCENTRICITY_2 * np.sin(phi) ** 2)
    return n * np.cos(phi) * np.cos(lam), n * np.cos(phi) * np.sin(lam), n * (1 - _ECCENTRICITY_2) * np.sin(phi)


def _geographic(xyz: np.ndarray) -> tuple[float, float]:
    x, y, z = xyz
    p = np.hypot(x, y)
    phi = np.arctan2(z, p * (1 - _ECCENTRICITY_2))
    for _ in range(6):  # converges by a factor of 150 a step
        n = _AXIS_M / np.sqrt(1 - _ECCENTRICITY_2 * np.sin(phi) ** 2)
        height = p / np.cos(phi) - n
        phi = np.arctan2(z, p * (1 - _ECCENTRICITY_2 * n / (n + height)))
    return float(np.degrees(np.arctan2(y, x))), float(np.degrees(phi))
