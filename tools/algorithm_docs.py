"""Writes ``docs/algorithms.md`` from the algorithms themselves: ``tools/python tools/algorithm_docs.py [FILE]``.

The page is committed; a test says when it is stale.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from khu_pho_mapper.processing.algorithms.base import help_page
from khu_pho_mapper.processing.provider import KhuPhoProvider
from qgis.core import Qgis, QgsApplication, QgsProcessingAlgorithm, QgsProcessingParameterDefinition

PAGE = Path(__file__).resolve().parent.parent / "docs" / "algorithms.md"
_HEAD = """# Algorithms

Made from the algorithms by `tools/python tools/algorithm_docs.py`; don't edit by hand.

Ids, parameters and outputs never change their names; new ones may come. Run them in the Processing toolbox, in the
model designer, in Python (`processing.run("khupho:arrange", {...})`) or from a shell
(`tools/process khupho:arrange --UNITS=… --FOLDER=…`).
"""
_OPTIONAL = Qgis.ProcessingParameterFlag.Optional
_ADVANCED = Qgis.ProcessingParameterFlag.Advanced


def page() -> str:
    """Return the page, in English."""
    provider = KhuPhoProvider()
    provider.refreshAlgorithms()
    parts = [_HEAD]
    for algorithm in sorted(provider.algorithms(), key=lambda algorithm: algorithm.displayName()):
        parts += [
            f"## {algorithm.displayName()}\n\n`khupho:{algorithm.name()}`\n",
            _plain_text(help_page(algorithm.name(), "en")),
            "| parameter | what | type | |\n|---|---|---|---|\n" + "\n".join(_parameters(algorithm)) + "\n",
            "| output | what | type |\n|---|---|---|\n" + "\n".join(_outputs(algorithm)) + "\n",
        ]
    return "\n".join(parts)


def _parameters(algorithm: QgsProcessingAlgorithm) -> list[str]:
    return [
        f"| `{definition.name()}` | {_sentence(definition)} | {_type(definition)} | {_marks(definition)} |"
        for definition in algorithm.parameterDefinitions()
    ]


def _sentence(definition: QgsProcessingParameterDefinition) -> str:
    about = definition.help()
    return f"{definition.description()}. {about}".strip() if about else definition.description()


def _type(definition: QgsProcessingParameterDefinition) -> str:
    parent = getattr(definition, "parentLayerParameterName", str)()
    if definition.type() == "enum":
        return " / ".join(f"`{option}`" for option in definition.options())
    return f"{definition.type()} of `{parent}`" if parent else definition.type()


def _marks(definition: QgsProcessingParameterDefinition) -> str:
    marks = []
    if definition.flags() & _OPTIONAL:
        marks.append("optional")
    if definition.flags() & _ADVANCED:
        marks.append("advanced")
    if definition.defaultValue() is not None:
        marks.append(f"default `{definition.defaultValue()}`")
    return ", ".join(marks)


def _outputs(algorithm: QgsProcessingAlgorithm) -> list[str]:
    return [
        f"| `{output.name()}` | {output.description()} | {output.type().removeprefix('output')} |"
        for output in algorithm.outputDefinitions()
    ]


def _plain_text(html: str) -> str:
    text = re.sub(r"</?(?:p|ul)>", "\n", html)
    text = re.sub(r"<li>(.*?)</li>", r"- \1", text)
    text = re.sub(r"</?b>", "**", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


if __name__ == "__main__":
    application = QgsApplication([], False)
    application.initQgis()
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else PAGE
    target.write_text(page(), encoding="utf-8")
    print(target)
    application.exitQgis()
