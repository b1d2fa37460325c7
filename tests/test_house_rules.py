"""Rules of the house that no reader should have to watch: what may be imported where, texts, sizes, names."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = ("core", "layers", "layouts", "processing", "sample", "ui")
IN_QT_THREADS = ("core", "layers", "layouts", "processing", "ui")
MOST_LINES = 420
# Read, written or reprojected with a CRS by geopandas: pyproj is then used, and crashes in threads that Qt started.
CRS_CALLS = {"to_crs", "set_crs", "read_file", "to_file", "estimate_utm_crs"}

# These ask the project for layers, which only the preparation of an algorithm and its map may do.
LAYER_CALLS = {
    "parameterAsSource", "parameterAsVectorLayer", "parameterAsLayer", "parameterAsLayerList", "mapLayerFromString",
    "layerStore",
}  # fmt: skip
IN_MAIN_THREAD = ("algorithms/arrange.py", "algorithms/base.py", "overwriting.py")


def python_files(*folders: str) -> list[Path]:
    """Return the Python files below *folders* (``"."``: the root itself, not below)."""
    found = []
    for folder in folders:
        found += sorted(ROOT.glob("*.py") if folder == "." else (ROOT / folder).rglob("*.py"))
    return found


def parsed(*folders: str) -> list[tuple[str, ast.Module]]:
    return [
        (str(path.relative_to(ROOT)), ast.parse(path.read_text("utf-8"), str(path))) for path in python_files(*folders)
    ]


def imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield line and name of each module that is imported (not the relative ones)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.lineno, node.module or ""


def called_name(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def test_there_is_something_to_watch():
    assert len(python_files("core")) > 5
    assert (ROOT / "plugin.py").exists()


def test_core_knows_no_qgis():
    wrong = [
        f"{name}:{line} imports {module}"
        for name, tree in parsed("core")
        for line, module in imported(tree)
        if re.match(r"(qgis|PyQt\d?|PySide\d?|processing|osgeo)(\.|$)", module)
    ]
    assert wrong == []


def test_layers_look_only_downwards():
    """ui → processing → layouts → layers → core: no import the other way round."""
    order = ["core", "layers", "layouts", "processing", "ui"]
    wrong = []
    for name, tree in parsed(*order):
        parts = Path(name).parts
        above = order[order.index(parts[0]) + 1 :]
        for node in ast.walk(tree):
            if not isinstance(node, ast.ImportFrom) or node.level == 0:
                continue
            package = parts[: len(parts) - node.level]  # what the dots stand for
            target = (*package, *(node.module or "").split("."))[0] or node.names[0].name
            if target in above:
                wrong.append(f"{name}:{node.lineno} imports {target}")
    assert wrong == []


def test_no_qt_bindings_by_name():
    wrong = [
        f"{name}:{line} imports {module}"
        for name, tree in parsed(*SHIPPED, ".")
        for line, module in imported(tree)
        if re.match(r"(PyQt\d|PySide\d)(\.|$)", module)
    ]
    assert wrong == []


def test_no_pyproj_where_a_qt_thread_may_come_by():
    wrong = []
    for name, tree in parsed(*IN_QT_THREADS, "."):
        wrong += [f"{name}:{line} imports {module}" for line, module in imported(tree) if module.startswith("pyproj")]
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and called_name(node) in CRS_CALLS:
                wrong.append(f"{name}:{node.lineno} calls {called_name(node)}")
            if isinstance(node, ast.Call) and called_name(node) in {
                "GeoDataFrame",
                "GeoSeries",
                "from_wkb",
                "from_wkt",
            }:
                wrong += [f"{name}:{node.lineno} gives crs" for word in node.keywords if word.arg == "crs"]
            if isinstance(node, ast.Assign) and any(getattr(target, "attr", "") == "crs" for target in node.targets):
                wrong.append(f"{name}:{node.lineno} sets crs")
    assert wrong == []


def test_layers_are_looked_for_in_the_main_thread_alone():
    """To look for a layer in a project resets what a map canvas may just be building: QGIS crashes."""
    found = [
        f"{name}:{node.lineno}"
        for name, tree in parsed("processing", "layers")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and called_name(node).rpartition(".")[2] in LAYER_CALLS
    ]
    places = {place.rpartition(":")[0] for place in found}
    assert places == {f"processing/{file}" for file in IN_MAIN_THREAD}, found


def test_no_scipy_fft_where_a_qt_thread_may_come_by():
    """It keeps Python objects for each thread and lets go of them without Python's lock: QGIS crashes."""
    wrong = [
        f"{name}:{node.lineno}"
        for name, tree in parsed(*IN_QT_THREADS, ".")
        for node in ast.walk(tree)
        if (isinstance(node, ast.Constant) and node.value == "scipy.fft")
        or (isinstance(node, ast.Import) and any(alias.name.startswith("scipy.fft") for alias in node.names))
        or (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("scipy.fft"))
        or (isinstance(node, ast.ImportFrom) and node.module == "scipy" and any(a.name == "fft" for a in node.names))
    ]
    assert wrong == []


def test_nothing_heavy_is_imported_when_qgis_starts():
    """The modules that QGIS loads with the plugin import the heavy packages inside functions."""
    heavy = re.compile(r"(geopandas|pandas|scipy|shapely|openpyxl|fiona|pyogrio)(\.|$)")
    wrong = []
    for name, tree in parsed("layers", "processing", "ui", "."):
        for node in tree.body:
            wrong += [f"{name}:{line} imports {module}" for line, module in imported(node) if heavy.match(module)]
    # `if TYPE_CHECKING:` blocks are read by type checkers only.
    guarded = {
        f"{name}:{line} imports {module}"
        for name, tree in parsed("layers", "processing", "ui", ".")
        for node in tree.body
        if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING"
        for line, module in imported(node)
    }
    allowed = _inside_functions("layers", "processing", "ui", ".") | guarded
    assert [one for one in wrong if one not in allowed] == []


def _inside_functions(*folders: str) -> set[str]:
    return {
        f"{name}:{line} imports {module}"
        for name, tree in parsed(*folders)
        for function in ast.walk(tree)
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef))
        for line, module in imported(function)
    }


def test_no_assert_in_shipped_code():
    wrong = [
        f"{name}:{node.lineno}"
        for name, tree in parsed(*SHIPPED, ".")
        for node in ast.walk(tree)
        if isinstance(node, ast.Assert)
    ]
    assert wrong == []


def test_every_module_says_what_it_is():
    wrong = [name for name, tree in parsed(*SHIPPED, ".", "bench", "tools") if not ast.get_docstring(tree)]
    assert [name for name in wrong if not name.endswith("__init__.py")] == []
    assert [name for name in wrong if name.split("/")[0] in SHIPPED] == []


def test_no_text_is_put_together_before_it_is_translated():
    """``tr(f"…")`` can't be found by the translation tools."""
    markers = {"tr", "translate", "QT_TRANSLATE_NOOP", "Message"}
    wrong = []
    for name, tree in parsed(*SHIPPED, "."):
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or called_name(node) not in markers:
                continue
            for argument in node.args:
                if isinstance(argument, (ast.JoinedStr, ast.BinOp)):
                    wrong.append(f"{name}:{node.lineno}")
    assert wrong == []


def test_every_text_is_translated(tmp_path):
    if shutil.which("pylupdate5") is None or shutil.which("lrelease") is None:
        pytest.skip("Qt's translation tools are not installed")
    shutil.copy(ROOT / "i18n" / "khu_pho_mapper_vi.ts", tmp_path)
    done = subprocess.run([ROOT / "tools" / "translations", "update", tmp_path], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "khu_pho_mapper_vi.qm").stat().st_size > 1000
    unfinished, gaps, count = [], [], 0
    for context in ElementTree.parse(tmp_path / "khu_pho_mapper_vi.ts").getroot().iter("context"):
        for message in context.iter("message"):
            source, translation = message.findtext("source") or "", message.find("translation")
            where = f"{context.findtext('name')}: {source}"
            count += 1
            if translation is None or translation.get("type") == "unfinished" or not "".join(translation.itertext()):
                unfinished.append(where)
            elif _gaps(source) != _gaps("".join(translation.itertext())):
                gaps.append(where)
    assert count > 50
    assert unfinished == []
    assert gaps == [], "the named gaps of text and translation differ"


def _gaps(text: str) -> set[str]:
    return set(re.findall(r"\{(\w*)[^{}]*\}|(%n|%\d)", text))


def test_files_are_short():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in python_files(*SHIPPED, ".", "tests", "bench", "tools")
        if (lines := len(path.read_text("utf-8").splitlines())) > MOST_LINES
    }
    assert long == {}


def test_no_file_names_a_machine_or_a_package_host():
    """Paths of one machine and hosts of packages belong to nobody's checkout."""
    paths = re.compile(
        r"(?<![\w./])/(home|root|work|mnt|Users)/\w|[A-Za-z]:\\Users\\|https?://[^\s)>\"']*(pypi|mirror|:\d{4})"
    )
    here = Path(__file__)
    wrong = []
    for path in _tracked_texts():
        if path == here:
            continue
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if paths.search(line):
                wrong.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    assert wrong == []


def _tracked_texts() -> list[Path]:
    found = [*ROOT.glob("*.md"), ROOT / "Makefile", ROOT / "metadata.txt", ROOT / "pyproject.toml"]
    for folder in (*SHIPPED, "bench", "docs", "tests", "tools", ".ci"):
        found += [path for path in (ROOT / folder).rglob("*") if _is_text(path)]
    return sorted({*found, *python_files(".")})


def _is_text(path: Path) -> bool:
    readable = path.suffix in {"", ".py", ".md", ".txt", ".sh", ".json", ".ui", ".qml", ".html", ".ts"}
    return path.is_file() and readable and "__pycache__" not in path.parts


def test_commands_for_the_shell_can_be_run():
    wrong = [
        path.name
        for path in (*(ROOT / "tools").iterdir(), ROOT / ".ci" / "run")
        if path.is_file() and not path.suffix and path.stat().st_mode & 0o100 == 0
    ]
    assert wrong == []
