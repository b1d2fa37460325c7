"""Which Python packages are missing, and how to get them on this system. Imports nothing heavy."""

from __future__ import annotations

import importlib
import importlib.metadata
import importlib.util
import platform
from collections.abc import Sequence
from pathlib import Path

from .core.model.messages import QT_TRANSLATE_NOOP, Message

REQUIRED = ("numpy", "pandas", "shapely", "geopandas", "scipy")
OPTIONAL = ("openpyxl",)
_OLDEST = {"shapely": (2, 0)}

_REASON = QT_TRANSLATE_NOOP(
    "KhuPhoCore", "Khu Phố Mapper needs Python packages that this QGIS does not have: {packages}. {advice}"
)
_TOO_OLD = QT_TRANSLATE_NOOP("KhuPhoCore", "{package} (version {oldest} or newer; {found} is here)")
_WINDOWS = QT_TRANSLATE_NOOP(
    "KhuPhoCore",
    "On Windows: start the OSGeo4W Setup that came with QGIS, choose Advanced Install, and add the package "
    "“qgis-ltr-full” (or “qgis-full”); or install QGIS again from the MSI installer, which brings them. "
    "Then start QGIS again.",
)
_MAC = QT_TRANSLATE_NOOP(
    "KhuPhoCore",
    "On macOS: install QGIS with conda, “conda install -c conda-forge qgis geopandas scipy openpyxl”, and start it "
    "from there.",
)
_DEBIAN = QT_TRANSLATE_NOOP(
    "KhuPhoCore",
    "On Debian and Ubuntu: run “sudo apt install {names}” in a terminal, then start QGIS again. Debian 12 has a "
    "shapely that is too old: use Debian 13, or tools/setup of the source code.",
)
_OTHER = QT_TRANSLATE_NOOP(
    "KhuPhoCore",
    "Install them for the Python that QGIS uses ({python}), with your system's package manager, then start QGIS again.",
)


def missing(names: Sequence[str] | None = None) -> list[str]:
    """Return those of *names* (default: :data:`REQUIRED`) that can't be imported here, without importing them."""
    importlib.invalidate_caches()
    return [name for name in (REQUIRED if names is None else names) if not _present(name)]


def too_old() -> dict[str, str]:
    """Return the packages that are here but older than needed, with the version found."""
    old = {}
    for name, oldest in _OLDEST.items():
        found = _version(name)
        if found and _numbers(found) < oldest:
            old[name] = found
    return old


def complaint() -> Message | None:
    """Return what is missing and how to get it on this system, or None when all is there."""
    absent = missing()
    old = too_old()
    if not absent and not old:
        return None
    described = list(absent)
    for name, found in old.items():
        oldest = ".".join(map(str, _OLDEST[name]))
        described.append(str(Message(_TOO_OLD, {"package": name, "oldest": oldest, "found": found})))
    return Message(_REASON, {"packages": ", ".join(described), "advice": advice([*absent, *old])})


def advice(packages: Sequence[str], system: str | None = None) -> Message:
    """Return how to install *packages* on *system* (as :func:`platform.system` names it; default: this one)."""
    system = system or platform.system()
    if system == "Windows":
        return Message(_WINDOWS)
    if system == "Darwin":
        return Message(_MAC)
    if Path("/etc/debian_version").exists():
        return Message(_DEBIAN, {"names": " ".join(f"python3-{name}" for name in packages)})
    return Message(_OTHER, {"python": platform.python_version()})


def _present(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        return False


def _version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".")[:2] if part.isdigit())
