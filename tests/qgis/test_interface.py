"""Ids, parameters and outputs of the algorithms are promised; help and docs follow them."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest
from qgis.core import Qgis

ROOT = Path(__file__).resolve().parents[2]
PROMISED = json.loads((ROOT / "tests" / "data" / "interface.json").read_text("utf-8"))
OPTIONAL = Qgis.ProcessingParameterFlag.Optional


def described(algorithm):
    return {
        "group": algorithm.groupId(),
        "parameters": {
            parameter.name(): {
                "type": parameter.type(),
                "optional": bool(parameter.flags() & OPTIONAL),
                "default": parameter.defaultValue(),
                **({"options": list(parameter.options())} if parameter.type() == "enum" else {}),
            }
            for parameter in algorithm.parameterDefinitions()
        },
        "outputs": {output.name(): output.type() for output in algorithm.outputDefinitions()},
    }


def test_the_interface_is_the_promised_one(provider):
    assert {algorithm.id(): described(algorithm) for algorithm in provider.algorithms()} == PROMISED


def test_every_parameter_is_explained(provider):
    for algorithm in provider.algorithms():
        for parameter in algorithm.parameterDefinitions():
            assert parameter.description(), parameter.name()
            assert parameter.isDestination() or parameter.help(), parameter.name()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_algorithm_has_a_help_page(provider, language):
    for algorithm in provider.algorithms():
        page = ROOT / "processing" / "help" / f"{algorithm.name()}.{language}.html"
        assert len(page.read_text("utf-8")) > 300


def test_the_list_of_algorithms_in_the_docs_is_fresh(provider):
    path = ROOT / "tools" / "algorithm_docs.py"
    spec = importlib.util.spec_from_file_location("algorithm_docs", path)
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert tool.page() == (ROOT / "docs" / "algorithms.md").read_text("utf-8"), (
        "run: tools/python tools/algorithm_docs.py"
    )
