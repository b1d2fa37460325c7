"""Read by Python when it starts inside QGIS (tools/process, tools/desktop): keeps shapely's own GEOS apart from QGIS's.

The program QGIS is linked with the system's GEOS. When a wheel of shapely, which brings a GEOS of its own, is loaded
into it, Linux looks for GEOS functions in the system's library first and takes from the wheel only those that are
missing there. Two versions then work on the same objects: ``shapely.coverage_is_valid``, with GEOS 3.13 in the wheel
and 3.11 in QGIS, is a segmentation fault. Loaded this way, shapely finds its own GEOS first. A plugin would be too late
for that: QGIS itself imports shapely when Python starts. Debian 13, OSGeo4W and conda have one GEOS: nothing to do.
"""

import ctypes
import importlib.util
import os
from pathlib import Path


def keep_geos_apart():
    """Map shapely's compiled modules, if a GEOS lies beside them, so that they prefer that one; imports nothing."""
    found = importlib.util.find_spec("shapely")
    for folder in (found.submodule_search_locations or []) if found else []:
        if any((Path(folder).parent / "shapely.libs").glob("libgeos*")):
            for library in Path(folder).glob("*.so"):
                ctypes.CDLL(str(library), mode=os.RTLD_NOW | os.RTLD_DEEPBIND)


keep_geos_apart()
