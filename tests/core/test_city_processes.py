"""Two real processes: the same answer as one, nothing lost when one dies, none left behind."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from khu_pho_mapper.core.model.errors import CanceledError
from khu_pho_mapper.core.model.run import RunControl
from khu_pho_mapper.core.proposal import processes, workforce
from khu_pho_mapper.core.proposal.city import CityOptions, propose
from khu_pho_mapper.core.proposal.plan import Effort, Goal, Settings
from khu_pho_mapper.core.proposal.processes import AUTOMATIC, Helper, interpreter, useful_processes
from khu_pho_mapper.core.proposal.worker import Job
from proposal_cases import grid

QUICK = Settings(effort=Effort.QUICK)
pytestmark = pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="needs two processors")


def wards(count=47):
    found = [
        replace(grid(6 + i % 3, 6, [60 + (7 * i + 13 * j) % 50 for j in range(6 * (6 + i % 3))], 400), ward=f"P{i}")
        for i in range(count)
    ]
    return [*found, replace(grid(1, 1, 30, 400), ward="small")]


def labels(result):
    return [plan.labels.tolist() for plan in result.plans]


def when_ready(process):
    """Wait until the second process is there, so that it surely takes part."""
    for _ in range(600):
        process.answers(0.1)
        if process.ready or process.lost:
            return process
    raise AssertionError("the second process did not start")


@pytest.fixture
def helpers(monkeypatch):
    """Helpers that are ready before the run starts; they are remembered."""
    made = []

    def make():
        made.append(when_ready(Helper()))
        return made[-1]

    monkeypatch.setattr(workforce, "Helper", make)
    yield made
    assert not [child for child in multiprocessing.active_children() if child.name == "khu-pho-helper"]


@pytest.mark.parametrize("settings", [QUICK, Settings(3, Effort.QUICK), Settings(effort=Effort.QUICK, goal=Goal.MOST)])
def test_two_processes_give_the_same_answer(helpers, monkeypatch, settings):
    given = []
    give = Helper.give
    monkeypatch.setattr(Helper, "give", lambda self, job, until: (given.append(job), give(self, job, until)))
    seen, notes = [], []
    one = propose(wards(), settings)
    two = propose(
        wards(), settings, options=CityOptions(processes=2, on_ward=lambda m: seen.append(m), on_note=notes.append)
    )
    assert len(helpers) == 1
    assert given
    assert labels(one) == labels(two)
    assert [plan.scores for plan in one.plans] == [plan.scores for plan in two.plans]
    assert [plan.reasons for plan in one.plans] == [plan.reasons for plan in two.plans]
    assert one.finished == two.finished == (True,) * 48
    assert [message.values["number"] for message in seen] == list(range(1, 49))
    assert sorted(message.values["ward"] for message in seen) == sorted(problem.ward for problem in wards())
    assert notes == []


def test_progress_never_goes_back(helpers):
    seen = []
    propose(wards(), QUICK, RunControl(on_progress=seen.append), CityOptions(processes=2))
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


def test_a_process_that_dies_costs_no_ward(helpers, monkeypatch):
    give = Helper.give

    def give_and_die(self, job, until):
        give(self, job, until)
        self._process.kill()
        self._process.join()

    monkeypatch.setattr(Helper, "give", give_and_die)
    notes = []
    result = propose(wards(), QUICK, options=CityOptions(processes=2, on_note=notes.append))
    assert labels(result) == labels(propose(wards(), QUICK))
    (note,) = notes
    assert str(note).startswith("A second process was lost; this one does its ")
    assert note.values["count"] >= 1


def test_a_silent_process_is_given_up(helpers, monkeypatch):
    monkeypatch.setattr(processes, "_SILENCE_S", -1.0)
    notes = []
    result = propose(wards(), QUICK, options=CityOptions(processes=2, on_note=notes.append))
    assert labels(result) == labels(propose(wards(), QUICK))
    assert len(notes) == 1


def test_another_version_is_not_used(monkeypatch):
    monkeypatch.setattr(processes, "versions", lambda: ("another",))
    helper = when_ready(Helper())
    assert (helper.ready, helper.lost, helper.idle) == (False, True, False)
    helper.close()


def test_a_process_that_cannot_start_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(processes, "interpreter", lambda: str(tmp_path / "python-that-is-not-there"))
    notes = []
    result = propose(wards(), QUICK, options=CityOptions(processes=2, on_note=notes.append))
    assert labels(result) == labels(propose(wards(), QUICK))
    assert len(notes) <= 1


def test_a_cancel_ends_both_and_keeps_finished_wards(helpers):
    many = [replace(problem, ward=f"{problem.ward}-{turn}") for turn in range(3) for problem in wards()]
    whole = propose(many, QUICK)
    told = []
    control = RunControl(is_canceled=lambda: len(told) >= 20)
    result = propose(many, QUICK, control, CityOptions(True, 2, told.append))
    assert result.canceled
    done = [plan is not None for plan in result.plans]
    assert 20 <= sum(done) < len(many)
    for plan, other in zip(result.plans, whole.plans):
        assert plan is None or plan.labels.tolist() == other.labels.tolist()
    assert result.finished == tuple(done)
    assert helpers[0]._process._closed  # no process is left
    with pytest.raises(CanceledError):
        propose(many, QUICK, RunControl(is_canceled=lambda: True), CityOptions(processes=2))


def test_a_time_limit_holds_for_both(helpers):
    many = [replace(problem, ward=f"{problem.ward}-{turn}") for turn in range(2) for problem in wards()]
    control = RunControl(deadline=time.monotonic() + 2.0)
    result = propose(many, Settings(effort=Effort.THOROUGH), control, CityOptions(processes=2))
    assert result.cut_off
    assert all(plan is not None for plan in result.plans)
    assert all(plan.scores.not_contiguous == 0 for plan in result.plans)


def test_a_helper_ends_when_the_other_end_is_gone():
    """As after a crash of QGIS: the pipe breaks in the middle of a long job."""
    helper = when_ready(Helper())
    job = Job((0,), (grid(20, 20, 80, 400),), Settings(effort=Effort.THOROUGH), None)
    helper.give(job, 0.0)
    process = helper._process
    helper._pipe.close()
    process.join(60)
    assert process.exitcode == 0


def test_only_the_engine_is_loaded_there():
    """No QGIS, no Qt, nothing that takes long to import."""
    code = (
        f"import sys; sys.path[:0] = {sys.path!r}\n"
        "import khu_pho_mapper.core.proposal.worker\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "numpy" in loaded
    assert not {"qgis", "PyQt5", "PyQt6", "shapely", "geopandas", "pandas", "pyproj", "scipy"} & set(loaded)


def test_how_many_processes(monkeypatch):
    assert useful_processes(1, 500) == 1
    assert useful_processes(2, 500) == 2
    assert useful_processes(2, 1) == 1
    assert useful_processes(AUTOMATIC, 500) == 1  # a script is running: pytest
    monkeypatch.setitem(sys.modules, "__main__", type(sys)("__main__"))
    assert useful_processes(AUTOMATIC, 500) == 2
    assert useful_processes(AUTOMATIC, 5) == 1
    monkeypatch.setattr(processes, "interpreter", lambda: None)
    assert useful_processes(2, 500) == 1


def test_qgis_is_never_taken_for_python(monkeypatch, tmp_path):
    """As on Windows and macOS: the running program is QGIS, Python lies elsewhere or nowhere."""
    program = tmp_path / "qgis-bin"
    program.write_text("")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.setattr(sys, "exec_prefix", str(tmp_path))
    monkeypatch.setattr(sys, "base_exec_prefix", str(tmp_path))
    assert interpreter() is None
    python = tmp_path / "bin" / "python3"
    python.parent.mkdir()
    python.write_text("")
    python.chmod(0o755)
    assert interpreter() == str(python)
    monkeypatch.setattr(processes, "_WINDOWS", True)
    assert interpreter() is None
    windowed = tmp_path / "pythonw.exe"
    windowed.write_text("")
    windowed.chmod(0o755)
    assert interpreter() == str(windowed)
