"""Read by Python when it starts inside QGIS (tools/process, tools/desktop): keeps wheels apart from QGIS's libraries.

The program QGIS is linked with the system's GEOS and PROJ. The wheels of shapely and pyproj bring libraries of their
own. When these are loaded into QGIS, Linux looks for their functions in the system's library first and takes only what
is missing there from the wheel's. Two versions then work on the same objects: ``shapely.coverage_is_valid``, with GEOS
3.13 in the wheel and 3.11 in QGIS, is a segmentation fault, and so is importing pyproj. Loaded this way, the wheels
find their own first. A plugin would be too late: QGIS itself imports shapely when Python starts. Debian 13, OSGeo4W
and conda have one library for all: nothing to do.
"""

import ctypes
import importlib.util
import os
from pathlib import Path


def keep_apart(package, library):
    """Map the compiled modules of *package*, if *library* lies beside them, so that they prefer it; imports nothing."""
    found = importlib.util.find_spec(package)
    for folder in (found.submodule_search_locations or []) if found else []:
        if any((Path(folder).parent / f"{package}.libs").glob(f"{library}*")):
            for module in Path(folder).glob("*.so"):
                ctypes.CDLL(str(module), mode=os.RTLD_NOW | os.RTLD_DEEPBIND)


keep_apart("shapely", "libgeos")
keep_apart("pyproj", "libproj")
