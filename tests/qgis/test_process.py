"""``tools/process``: our algorithms through the real ``qgis_process``, from any folder, with an honest status."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PROCESS = ROOT / "tools" / "process"
SQUARES = {
    "type": "FeatureCollection",
    "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::9210"}},
    "features": [
        {
            "type": "Feature",
            "properties": {"ma": f"T{i}", "so_ho": 300 + i},
            "geometry": {
                "type": "Polygon",
                "coordinates": [
                    [[x, 1190000], [x + 100, 1190000], [x + 100, 1190100], [x, 1190100], [x, 1190000]]
                    for x in [600000 + 100 * i]
                ],
            },
        }
        for i in range(4)
    ],
}


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "tổ dân phố.geojson").write_text(json.dumps(SQUARES), encoding="utf-8")
    return tmp_path


def process(folder: Path, *words: str, command: Path = PROCESS, **variables: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [str(command), *words],
        cwd=folder,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )


def test_relative_paths_are_those_of_the_caller(folder):
    done = process(
        folder,
        "khupho:proposeneighborhoods",
        "--UNITS=tổ dân phố.geojson",
        "--UNIT_ID=ma",
        "--HOUSEHOLDS=so_ho",
        "--EFFORT=quick",
        "--ASSIGNED_UNITS=units.gpkg",
        "--SUMMARY=summary.json",
    )
    assert done.returncode == 0, done.stderr
    assert (folder / "units.gpkg").exists()
    assert json.loads((folder / "summary.json").read_text("utf-8"))["total"]["neighborhoods"] == 2
    assert "QStandardPaths" not in done.stderr


def test_a_failing_algorithm_fails_the_command_and_says_why(folder):
    words = ["checklayers", "--UNITS=nothing.gpkg", "--UNIT_ID=ma", "--HOUSEHOLDS=so_ho", "--FAULTS=faults.gpkg"]
    done = process(folder, *words)
    assert done.returncode != 0
    assert "nothing.gpkg" in done.stderr
    assert not (folder / "faults.gpkg").exists()


def test_an_unknown_algorithm_fails_the_command(folder):
    done = process(folder, "khupho:nosuch", "--UNITS=x")
    assert done.returncode != 0
    assert "nosuch" in done.stdout + done.stderr


@pytest.mark.parametrize(("language", "word"), [("vi", "Tổ dân phố"), ("en", "Units")])
def test_help_in_both_languages(folder, language, word):
    done = process(folder, "help", "arrange", KHU_PHO_LANG=language)
    assert done.returncode == 0, done.stderr
    assert word in done.stdout
    assert "FOLDER" in done.stdout


def test_the_checkout_may_have_any_name(folder):
    other = folder / "một tên khác"
    other.symlink_to(ROOT, target_is_directory=True)
    done = process(folder, "list", command=other / "tools" / "process")
    assert done.returncode == 0, done.stderr
    listed = {line.split()[0] for line in done.stdout.splitlines()}
    assert {
        "khupho:arrange",
        "khupho:checklayers",
        "khupho:comparewithforces",
        "khupho:proposeneighborhoods",
    } <= listed
