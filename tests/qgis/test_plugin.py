"""Loading, unloading, and loading where Python packages are missing."""

import subprocess
import sys
import textwrap
from pathlib import Path

import khu_pho_mapper
import pytest
from khu_pho_mapper import classFactory
from khu_pho_mapper.tests.qgis.desk import Desk, click, finish_deleting
from qgis.core import QgsApplication, QgsProject, QgsSettings
from qgis.PyQt.QtCore import QCoreApplication, QObject


@pytest.fixture
def desk(qgis_app, qgis_new_project, qgis_processing):
    desk = Desk()
    yield desk
    desk.close()


def what_is_there(desk):
    project = QgsProject.instance()
    return {
        "providers": sorted(p.id() for p in QgsApplication.processingRegistry().providers()),
        "toolbar": len(desk.toolbar.actions()),
        "menu": len(desk.menu.actions()),
        "docks": len(desk.docks()),
        "messages": len(desk.messageBar().items()),
        "tasks": QgsApplication.taskManager().count(),
        "ours": [
            type(child).__name__
            for child in desk.window.findChildren(QObject)
            if type(child).__module__.startswith("khu_pho_mapper.") and "tests" not in type(child).__module__
        ],
        "layersAdded": project.receivers(project.layersAdded),
        "layersRemoved": project.receivers(project.layersRemoved),
    }


def test_switching_on_and_off_twice_leaves_nothing(desk):
    finish_deleting()
    before = what_is_there(desk)
    for _ in range(2):
        plugin = classFactory(desk)
        plugin.initGui()
        during = what_is_there(desk)
        assert set(during["providers"]) - set(before["providers"]) == {"khupho"}
        assert during["toolbar"] == before["toolbar"] + 1
        assert during["menu"] == before["menu"] + 1
        assert during["docks"] == before["docks"] + 1
        assert "KhuPhoDock" in during["ours"]
        plugin.unload()
        finish_deleting()
        assert what_is_there(desk) == before


def test_button_shows_and_hides_the_dock(desk):
    plugin = classFactory(desk)
    plugin.initGui()
    button = desk.toolbar.widgetForAction(plugin.action)
    assert not plugin.dock.isVisible()
    click(button)
    assert plugin.dock.isVisible()
    assert plugin.action.isChecked()
    click(button)
    assert not plugin.dock.isVisible()
    assert not plugin.action.isChecked()
    plugin.unload()


def test_speaks_vietnamese_until_it_is_switched_off(desk):
    if not (Path(khu_pho_mapper.__file__).parent / "i18n" / "khu_pho_mapper_vi.qm").exists():
        pytest.skip("the translations are not compiled: tools/translations compile")
    before = QgsSettings().value("locale/userLocale", "")
    QgsSettings().setValue("locale/userLocale", "vi")
    try:
        plugin = classFactory(desk)
        plugin.initGui()
        assert [plugin.dock.steps.item(row).text() for row in range(4)] == [
            "Dữ liệu",
            "Hiện trạng",
            "Phương án",
            "Kết quả",
        ]
        assert plugin.dock.data_page.next_button.text() == "Tiếp: Kiểm tra"
        plugin.unload()
        assert QCoreApplication.translate("KhuPhoDock", "Data") == "Data"
    finally:
        QgsSettings().setValue("locale/userLocale", before)


def test_algorithms_come_without_a_window(qgis_app, qgis_processing):
    plugin = classFactory(None)
    plugin.initProcessing()
    provider = QgsApplication.processingRegistry().providerById("khupho")
    assert {algorithm.name() for algorithm in provider.algorithms()} == {
        "checklayers",
        "proposeneighborhoods",
        "comparewithforces",
        "arrange",
        "proposealternatives",
        "detectshift",
        "harmonizeboundaries",
        "rebuildfromdecisions",
    }
    plugin.unload()
    assert QgsApplication.processingRegistry().providerById("khupho") is None


WITHOUT = """
    import os, sys
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    sys.path.insert(0, {link!r})

    class Absent:
        def find_spec(self, name, path=None, target=None):
            if name.split(".")[0] in {packages!r}:
                raise ModuleNotFoundError(name)

    sys.meta_path.insert(0, Absent())

    from qgis.core import QgsApplication
    app = QgsApplication([], True)
    app.initQgis()

    def run():
        from khu_pho_mapper import classFactory
        from khu_pho_mapper.tests.qgis.desk import Desk, click, finish_deleting

        desk = Desk()
        plugin = classFactory(desk)
        plugin.initGui()
        items = desk.messageBar().items()
        print("LINES", len(items), plugin.notice.text)
        plugin.action.trigger()
        dock = plugin.dock
        print("DOCK", dock.isVisible(), dock.missing_frame.isVisible(), dock.check_page.run_button.isEnabled())
        click(plugin.notice.button)
        print("DIALOG", plugin.notice._dialog.isVisible(), plugin.notice.button.isVisible())
        plugin.notice._dialog.close()
        finish_deleting()
        click(dock.missing_button)
        print("ADVICE", plugin.notice._dialog.text.toPlainText()[:200])
        algorithm = QgsApplication.processingRegistry().algorithmById("khupho:arrange")
        print("CAN", algorithm.canExecute()[0])
        plugin.unload()
        finish_deleting()
        print("AFTER", len(desk.messageBar().items()), len(desk.docks()))
        desk.close()

    run()
    print("END", flush=True)
    os._exit(0)
"""


@pytest.mark.parametrize(
    "packages", [("geopandas",), ("scipy",), ("geopandas", "shapely", "scipy", "fiona", "pandas", "openpyxl")]
)
def test_loads_and_says_what_is_missing(packages, tmp_path):
    link = str(Path(khu_pho_mapper.__file__).parent.parent)
    script = tmp_path / "without.py"
    script.write_text(textwrap.dedent(WITHOUT.format(link=link, packages=packages)), encoding="utf-8")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=120, check=False)
    lines = {line.split()[0]: line for line in done.stdout.splitlines() if line.strip()}
    assert "END" in lines, done.stdout + done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    assert lines["LINES"].startswith("LINES 1 ")
    needed = [name for name in packages if name not in ("fiona", "openpyxl")]
    assert all(name in lines["LINES"] for name in needed)
    assert lines["DOCK"] == "DOCK True True False"
    assert lines["DIALOG"] == "DIALOG True True"
    assert len(lines["ADVICE"]) > 30
    assert lines["CAN"] == "CAN False"
    assert lines["AFTER"] == "AFTER 0 0"
