"""The zip: what is in it, what the plugin site checks, and its installation in the real desktop."""

from __future__ import annotations

import configparser
import hashlib
import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
TOOLS = ROOT / "tools"


@pytest.fixture(scope="module")
def packed(tmp_path_factory) -> Path:
    """Return the zip of the tracked files as they are now."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: nothing to pack from")
    target = tmp_path_factory.mktemp("package") / "plugin.zip"
    run(TOOLS / "package", "--work-tree", target)
    return target


def run(*command, status: int = 0) -> str:
    """Run *command*, check its exit *status*, return what it printed."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_zip_holds_the_plugin_and_nothing_else(packed):
    names = zipfile.ZipFile(packed).namelist()
    assert {name.split("/")[0] for name in names} == {"khu_pho_mapper"}
    inside = {name.split("/", 1)[1] for name in names}
    assert {"__init__.py", "plugin.py", "metadata.txt", "LICENSE", "README.md"} <= inside
    assert {"i18n/khu_pho_mapper_vi.qm", "processing/provider.py", "core/proposal/problem.py"} <= inside
    assert not [name for name in inside if name.split("/")[0] in {"tests", "tools", "bench", "docs", "build", ".ci"}]
    assert not [name for name in inside if name.endswith((".ts", ".pyc", ".sh", ".so")) or "/." in f"/{name}"]
    assert packed.stat().st_size < 25_000_000


def test_zip_has_no_executable_and_one_date(packed):
    for entry in zipfile.ZipFile(packed).infolist():
        assert entry.external_attr >> 16 == 0o100644, entry.filename
        assert entry.date_time == (2000, 1, 1, 0, 0, 0)


def test_icons_named_by_the_metadata_are_packed(packed):
    with zipfile.ZipFile(packed) as bundle:
        metadata = configparser.ConfigParser()
        metadata.read_string(bundle.read("khu_pho_mapper/metadata.txt").decode("utf-8"))
        general = metadata["general"]
        assert f"khu_pho_mapper/{general['icon']}" in bundle.namelist()
        assert "GNU GENERAL PUBLIC LICENSE" in bundle.read("khu_pho_mapper/LICENSE").decode("utf-8")
    needed = "name description about version qgisMinimumVersion author email tracker repository hasProcessingProvider"
    assert [key for key in needed.split() if not general.get(key)] == []


def test_same_files_give_the_same_bytes(packed, tmp_path):
    again = tmp_path / "again.zip"
    run(TOOLS / "package", "--work-tree", again)
    assert _digest(again) == _digest(packed)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_packing_leaves_the_checkout_alone(packed, tmp_path):
    index = ROOT / ".git" / "index"
    if not index.is_file():
        pytest.skip("the index lies elsewhere: this is a linked work tree")
    before = _digest(index)
    run(TOOLS / "package", "--work-tree", tmp_path / "again.zip")
    assert _digest(index) == before


def test_plugin_site_finds_nothing(packed):
    assert "nothing found" in run(TOOLS / "site_checks", packed)


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("core/bad.py", "import pickle\npickle.loads(b'')\n", "bandit"),
        ("core/bad.py", "def f(x):\n    assert x\n", "bandit"),
        ("core/bad.py", "from PyQt5.QtCore import Qt\n", "QGS"),
        (".hidden", "x\n", "hidden files"),
        ("run.sh", "x\n", "files of a kind"),
    ],
)
def test_site_checks_see_what_the_site_would_refuse(tmp_path, name, text, complaint):
    bad = tmp_path / "bad.zip"
    with zipfile.ZipFile(bad, "w") as bundle:
        bundle.writestr(f"khu_pho_mapper/{name}", text)
    assert complaint in run(TOOLS / "site_checks", bad, status=1)


def test_zip_installs_in_a_clean_profile_of_the_desktop(packed, tmp_path):
    if shutil.which("Xvfb") is None or shutil.which("qgis") is None:
        pytest.skip("QGIS desktop or Xvfb is not installed")
    said = run(TOOLS / "desktop", "--zip", packed, "--shots", tmp_path)
    assert "khupho:arrange" in said
    assert _is_a_picture(tmp_path / "installed.png")


def test_desktop_tells_when_a_zip_does_not_load(packed, tmp_path):
    if shutil.which("Xvfb") is None or shutil.which("qgis") is None:
        pytest.skip("QGIS desktop or Xvfb is not installed")
    bad = tmp_path / "bad.zip"
    with zipfile.ZipFile(packed) as good, zipfile.ZipFile(bad, "w") as bundle:
        for name in good.namelist():
            broken = name == "khu_pho_mapper/plugin.py"
            bundle.writestr(name, "raise ImportError('broken on purpose')\n" if broken else good.read(name))
    assert "broken on purpose" in run(TOOLS / "desktop", "--zip", bad, "--shots", tmp_path, status=3)


def _is_a_picture(path: Path) -> bool:
    """Tell whether more than one color is on it."""
    from qgis.PyQt.QtGui import QImage

    image = QImage()
    image.loadFromData(io.BytesIO(path.read_bytes()).getvalue())
    colors = {image.pixel(x, y) for x in range(0, image.width(), 25) for y in range(0, image.height(), 25)}
    return len(colors) > 5
