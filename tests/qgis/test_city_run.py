"""Runs over many wards in a real QGIS: finished wards survive a cancel, two processes answer as one."""

from __future__ import annotations

import json
import multiprocessing
import os
import time

import pytest
from khu_pho_mapper.core.proposal import processes
from khu_pho_mapper.tests.qgis import grids
from khu_pho_mapper.tests.qgis.running import Told, opened, rows, run, run_in_background

WARDS = 30
GRID = {"UNIT_ID": "ma_to", "HOUSEHOLDS": "so_ho", "WARD": "phuong"}


class Watcher(Told):
    """A feedback that cancels once *wards* are done, and remembers when."""

    def __init__(self, wards=None):
        super().__init__()
        self.done, self.wards, self.canceled_at = [], wards, None

    def setProgressText(self, text):
        self.done.append(text)
        if self.wards is not None and len(self.done) >= self.wards and self.canceled_at is None:
            self.canceled_at = time.monotonic()
            self.cancel()


def city(side=7):
    """Wards of *side* x *side* units in a row, none touching the next."""
    made = []
    for ward in range(WARDS):
        for column in range(side):
            for row in range(side):
                number = f"{ward:02d}{column}{row}"
                values = [f"T{number}", 60 + (7 * ward + 3 * column + row) % 40, f"P{ward:02d}"]
                made.append((values, grids.square(ward * (side + 2) + column, row)))
    return grids.layer(made, {"ma_to": str, "so_ho": int, "phuong": str})


@pytest.fixture(scope="module")
def units(qgis_app):
    return city()


def asked(units, folder, **more):
    return {
        "UNITS": units,
        **GRID,
        "ASSIGNED_UNITS": str(folder / "units.gpkg"),
        "NEIGHBORHOODS": str(folder / "neighborhoods.gpkg"),
        "SUMMARY": str(folder / "summary.json"),
        **more,
    }


def by_unit(folder):
    return {row["ma_to"]: row["neighborhood_id"] for row in rows(opened(folder / "units.gpkg", "units"))}


def test_each_ward_is_told(provider, units, tmp_path):
    told = Watcher()
    run("proposeneighborhoods", told, **asked(units, tmp_path, EFFORT="quick"))
    assert len(told.done) == WARDS
    assert told.done[0].startswith(f"Ward 1 of {WARDS}: P")
    wards = json.loads((tmp_path / "summary.json").read_text("utf-8"))["wards"]
    assert sorted(ward["difficulty"]["place"] for ward in wards) == list(range(1, WARDS + 1))
    assert all(ward["difficulty"]["reasons"][0]["vi"] for ward in wards)


@pytest.mark.parametrize("background", [False, True])
def test_a_cancel_keeps_finished_wards(provider, units, tmp_path, background):
    (tmp_path / "whole").mkdir()
    run("proposeneighborhoods", **asked(units, tmp_path / "whole"))
    told = Watcher(wards=3)
    parameters = asked(units, tmp_path, PROCESSES=1)
    if background:
        successful, results = run_in_background("proposeneighborhoods", told, **parameters)
        assert not successful  # so QGIS does not load them; the dock may
    else:
        results = run("proposeneighborhoods", told, **parameters)
    assert results["ASSIGNED_UNITS"] == str(tmp_path / "units.gpkg")
    assert told.isCanceled()
    found, whole = by_unit(tmp_path), by_unit(tmp_path / "whole")
    assert len(found) == len(whole) == WARDS * 49
    kept = {unit for unit, neighborhood in found.items() if neighborhood}
    assert 3 * 49 <= len(kept) < len(whole)
    assert len(kept) % 49 == 0  # whole wards only
    assert all(found[unit] == whole[unit] for unit in kept)
    regions = rows(opened(tmp_path / "neighborhoods.gpkg", "neighborhoods"))
    assert {row["neighborhood_id"] for row in regions} == {found[unit] for unit in kept}
    record = json.loads((tmp_path / "summary.json").read_text("utf-8"))
    assert record["total"]["canceled"] is True
    assert len(record["total"]["wards_without_plan"]) == WARDS - len(kept) // 49
    assert any("Canceled" in line for line in told.warned)


def test_a_cancel_keeps_nothing_where_that_is_not_wanted(provider, units, tmp_path):
    told = Watcher(wards=3)
    assert run("proposeneighborhoods", told, **asked(units, tmp_path, KEEP_FINISHED=False)) == {}
    assert list(tmp_path.iterdir()) == []


def test_a_cancel_before_any_ward_is_done_keeps_nothing(provider, units, tmp_path):
    assert run("proposeneighborhoods", Told(cancel_at=12), **asked(units, tmp_path)) == {}
    assert list(tmp_path.iterdir()) == []


def test_the_main_job_keeps_to_all_files_or_none(provider, units, tmp_path):
    told = Watcher(wards=3)
    parameters = {"UNITS": units, **GRID, "FOLDER": str(tmp_path / "out")}
    assert run("arrange", told, **parameters) == {}
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="needs two processors")
@pytest.mark.parametrize("background", [False, True])
def test_two_processes_give_the_same_answer(provider, units, tmp_path, background):
    for number in (1, 2):
        (tmp_path / str(number)).mkdir()
        parameters = asked(units, tmp_path / str(number), PROCESSES=number)
        if background:
            assert run_in_background("proposeneighborhoods", **parameters)[0]
        else:
            run("proposeneighborhoods", **parameters)
    assert by_unit(tmp_path / "1") == by_unit(tmp_path / "2")
    assert not [child for child in multiprocessing.active_children() if child.name == "khu-pho-helper"]


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="needs two processors")
def test_a_cancel_with_two_processes_leaves_none_behind(provider, units, tmp_path, monkeypatch):
    started = []
    start = processes._start
    monkeypatch.setattr(processes, "_start", lambda process: (started.append(process), start(process)))
    told = Watcher(wards=3)
    run_in_background("proposeneighborhoods", told, **asked(units, tmp_path, PROCESSES=2))
    assert len(started) == 1
    assert started[0]._closed
    assert sum(bool(neighborhood) for neighborhood in by_unit(tmp_path).values()) >= 3 * 49


def test_the_order_of_work_is_a_sheet(provider, units, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    run("arrange", UNITS=units, **GRID, EFFORT="quick", FOLDER=str(tmp_path))
    sheet = openpyxl.load_workbook(tmp_path / "tables.xlsx")["Thứ tự thực hiện"]
    cells = [row for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int)]
    assert [row[0] for row in cells] == list(range(1, WARDS + 1))
    assert sorted(row[1] for row in cells) == [f"P{ward:02d}" for ward in range(WARDS)]
    scores = [row[7] for row in cells]
    assert scores == sorted(scores)
