"""The plan's GeoPackage: written whole or not at all, and read back as it was."""

from __future__ import annotations

import gc
import sqlite3

import pandas as pd
import pytest
import shapely
from khu_pho_mapper.core.model.errors import CanceledError, KhuPhoError
from khu_pho_mapper.core.model.run import RunControl
from khu_pho_mapper.layers.plan_store import style_text, write_plan
from khu_pho_mapper.layers.schema import FAULTS, PLAN_STORE
from khu_pho_mapper.layers.staging import StagedFolder
from khu_pho_mapper.tests.qgis.running import opened, rows
from qgis.core import QgsCoordinateReferenceSystem
from qgis.PyQt.QtXml import QDomDocument


def frames():
    units = pd.DataFrame(
        {
            "unit_id": ["T01", "T02"],
            "unit_name": ["Tổ 1", None],
            "households": pd.array([85, None], dtype="Int64"),
            "locked": [False, True],
            "geometry": [shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)],
        }
    )
    pairs = pd.DataFrame({"unit_a": ["T01"], "unit_b": ["T02"], "shared_m": [1.0], "origin": ["found"]})
    return {"units": units, "adjacency": pairs}


def write(path, **options):
    write_plan(path, frames(), QgsCoordinateReferenceSystem("EPSG:9210"), **options)


def test_what_is_written_is_read_back(qgis_app, tmp_path):
    write(tmp_path / "plan.gpkg")
    first, second = rows(opened(tmp_path / "plan.gpkg", "units"))
    assert (first["unit_name"], first["households"], first["locked"]) == ("Tổ 1", 85, False)
    assert first["geometry"].equals(shapely.box(0, 0, 1, 1))
    assert second["locked"] is True
    assert second["households"] != 0  # missing is NULL, not zero
    assert opened(tmp_path / "plan.gpkg", "units").maximumValue(7) == 85
    (pair,) = rows(opened(tmp_path / "plan.gpkg", "adjacency"))
    assert (pair["unit_a"], pair["unit_b"], pair["shared_m"]) == ("T01", "T02", 1.0)
    assert [path.name for path in tmp_path.iterdir()] == ["plan.gpkg"]


def test_an_old_plan_is_replaced_whole(qgis_app, tmp_path):
    write(tmp_path / "plan.gpkg")
    with sqlite3.connect(tmp_path / "plan.gpkg") as old:
        old.execute("CREATE TABLE extra (a)")
    old.close()
    write(tmp_path / "plan.gpkg")
    with sqlite3.connect(tmp_path / "plan.gpkg") as new:
        assert new.execute("SELECT count(*) FROM sqlite_master WHERE name = 'extra'").fetchone() == (0,)
    new.close()


def test_a_cancel_leaves_the_old_plan(qgis_app, tmp_path):
    (tmp_path / "plan.gpkg").write_bytes(b"old")
    calls = iter([False, True, True, True])
    with pytest.raises(CanceledError):
        write(tmp_path / "plan.gpkg", control=RunControl(is_canceled=lambda: next(calls)))
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("plan.gpkg", b"old")]


def test_a_folder_that_is_not_there_is_told(qgis_app, tmp_path):
    with pytest.raises(KhuPhoError, match="can't be written: No such file or directory"):
        write(tmp_path / "nowhere" / "plan.gpkg")


@pytest.mark.parametrize("table", [*PLAN_STORE, FAULTS], ids=lambda table: table.name)
def test_styles_are_whole_and_bring_aliases(table):
    document = QDomDocument()
    accepted, message, *_ = document.setContent(style_text(table))
    assert accepted, message
    aliases = document.documentElement().firstChildElement("aliases").childNodes()
    found = [aliases.at(i).toElement().attribute("name") for i in range(aliases.count())]
    assert found == [field.alias for field in table.fields]
    assert document.documentElement().attribute("styleCategories").endswith("Fields")


@pytest.mark.parametrize("table", [*PLAN_STORE, FAULTS], ids=lambda table: table.name)
def test_names_survive_other_formats(table):
    for name in (table.name, *table.names()):
        assert name.isascii()
        assert name == name.lower()
        assert len(name) < 31


def test_a_staged_folder_is_invisible_until_published(tmp_path):
    staged = StagedFolder(tmp_path / "a" / "b")
    staged.path("x.txt").write_text("new")
    assert [path.name for path in (tmp_path / "a" / "b").iterdir() if not path.name.startswith(".")] == []
    staged.publish()
    assert [(p.name, p.read_text()) for p in (tmp_path / "a" / "b").iterdir()] == [("x.txt", "new")]


def test_a_discarded_folder_leaves_no_trace(tmp_path):
    staged = StagedFolder(tmp_path / "a" / "b")
    staged.path("x.txt").write_text("new")
    staged.discard()
    assert list(tmp_path.iterdir()) == []


def test_a_forgotten_folder_leaves_no_trace(tmp_path):
    staged = StagedFolder(tmp_path / "a")
    staged.path("x.txt").write_text("new")
    del staged
    gc.collect()
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_replaced_puts_all_back(tmp_path):
    (tmp_path / "a.txt").write_text("old a")
    staged = StagedFolder(tmp_path)
    staged.path("a.txt").write_text("new a")
    staged.path("b.txt").write_text("new b")
    (tmp_path / "b.txt").mkdir()  # a folder can't give way to a file
    (tmp_path / "b.txt" / "inside").write_text("x")
    with pytest.raises(KhuPhoError, match=r"b\.txt in the folder .* can't be replaced"):
        staged.publish()
    assert (tmp_path / "a.txt").read_text() == "old a"
    assert (tmp_path / "b.txt" / "inside").read_text() == "x"
    assert {path.name for path in tmp_path.iterdir()} == {"a.txt", "b.txt"}
