"""Writes the made-up ward and commune: ``python -m khu_pho_mapper.sample.make FOLDER``."""

from __future__ import annotations

import sys
from pathlib import Path

WARD_FILE, COMMUNE_FILE = "phuong_mau.gpkg", "xa_mau.gpkg"


def main(out_folder: str | Path) -> list[Path]:
    """Write both GeoPackages (EPSG:9210) into *out_folder* and return their paths.

    :raises KhuPhoError: a file can't be written.
    """
    return [make_sample_ward(Path(out_folder) / WARD_FILE), make_sample_commune(Path(out_folder) / COMMUNE_FILE)]


def make_sample_ward(path: str | Path) -> Path:
    """Write "Phường Mẫu" to *path* and return it; see :func:`main`."""
    from .ward import make_ward
    from .write import write_geopackage

    return write_geopackage(path, make_ward().layers())


def make_sample_commune(path: str | Path) -> Path:
    """Write "Xã Mẫu" to *path* and return it; see :func:`main`."""
    from .commune import make_commune
    from .write import write_geopackage

    return write_geopackage(path, make_commune().layers())


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m khu_pho_mapper.sample.make FOLDER")
    for written in main(sys.argv[1]):
        print(written)
