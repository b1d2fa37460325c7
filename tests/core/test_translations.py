"""Every text that the sources mark for translation stands in the Vietnamese catalog, finished."""

import ast
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
CATALOG = ROOT / "i18n" / "khu_pho_mapper_vi.ts"
FOLDERS = ("core", "layers", "layouts", "processing", "sample", "ui")
MARKERS = {"tr": 0, "translate": 1, "QT_TRANSLATE_NOOP": 1}
GAP = re.compile(r"\{(\w*)[^{}]*\}|(%n|%\d)")


def catalog():
    """Return translation, or None where it is unfinished, by source text; contexts that differ must agree."""
    found = {}
    for message in ElementTree.parse(CATALOG).getroot().iter("message"):
        translation = message.find("translation")
        text = "".join(translation.itertext()) if translation.get("type") != "unfinished" else None
        found.setdefault(message.findtext("source"), []).append(text)
    return found


def marked_in_python():
    for path in [*ROOT.glob("*.py"), *(file for folder in FOLDERS for file in (ROOT / folder).rglob("*.py"))]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            place = MARKERS.get(getattr(node.func, "attr", getattr(node.func, "id", "")))
            if place is None or len(node.args) <= place:
                continue
            text = node.args[place]
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                yield text.value, f"{path.relative_to(ROOT)}:{node.lineno}"


def marked_in_forms():
    for path in (ROOT / "ui").glob("*.ui"):
        for string in ElementTree.parse(path).getroot().iter("string"):
            if string.get("notr") != "true" and string.text:
                yield string.text, path.name


@pytest.mark.parametrize("marked", [marked_in_python, marked_in_forms])
def test_every_marked_text_is_in_the_catalog(marked):
    known = catalog()
    texts = list(marked())
    assert len(texts) > 30
    assert [f"{where}: {text}" for text, where in texts if text not in known] == []


def test_every_translation_is_finished_and_has_the_same_gaps():
    unfinished = [source for source, texts in catalog().items() if None in texts or "" in texts]
    differing = [
        source
        for source, texts in catalog().items()
        for text in texts
        if text and set(GAP.findall(source)) != set(GAP.findall(text))
    ]
    assert unfinished == []
    assert differing == []


def test_names_are_not_left_in_english():
    """Words that officers have a Vietnamese word for must not stand in a translation, but for names that are quoted
    (“units” is a layer) and values that are explained (“police: …”)."""
    english = re.compile(r"\b(household|ward|unit|layer|field|neighborhood|militia|police|seed|profile)s?\b", re.I)
    told = re.compile(GAP.pattern + r"|“\w+”|\b\w+: ")
    wrong = [text for texts in catalog().values() for text in texts if text and english.search(told.sub("", text))]
    assert wrong == []
