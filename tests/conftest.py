"""Makes this checkout importable as ``khu_pho_mapper``, whatever its folder is called.

The repository root is the plugin package, so the root itself must never be on ``sys.path``: its
``processing`` folder would hide QGIS's own ``processing``.
"""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

PACKAGE = "khu_pho_mapper"
ROOT = Path(__file__).resolve().parent.parent

_link_folder = Path(tempfile.mkdtemp(prefix="plugin-link-"))
atexit.register(shutil.rmtree, _link_folder, ignore_errors=True)
(_link_folder / PACKAGE).symlink_to(ROOT, target_is_directory=True)
sys.path[:] = [p for p in sys.path if Path(p or ".").resolve() != ROOT]
sys.path.insert(0, str(_link_folder))

REAL_DATA = ROOT.parent / "shared" / "data"


@pytest.fixture
def real_data():
    """Return a function from file name to path of a real data file; skips where it isn't there."""

    def find(name: str) -> Path:
        path = REAL_DATA / name
        if not path.exists():
            pytest.skip(f"real data {name} is not there")
        return path

    return find
