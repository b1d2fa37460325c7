"""Writes ``styles/*.qml`` from ``layouts/symbols.py``: ``tools/python tools/make_styles.py``.

The outputs are committed; a test says when they are stale.
"""

import os
import re
import sys
import uuid
from pathlib import Path
from xml.etree import ElementTree

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from khu_pho_mapper.layouts.style_set import STYLES, styled_layer
from qgis.core import QgsApplication, QgsMapLayer, QgsReadWriteContext
from qgis.PyQt.QtXml import QDomDocument

FOLDER = Path(__file__).resolve().parent.parent / "styles"
CATEGORIES = (
    QgsMapLayer.StyleCategory.Symbology | QgsMapLayer.StyleCategory.Labeling | QgsMapLayer.StyleCategory.Rendering
)
DOCTYPE = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
_IDENTITY = re.compile(r"\{[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}")
_VERSION = re.compile(r' version="3[^"]*"')


def style_text(name: str) -> str:
    """Return the style as QML; the random ids that QGIS gives to symbol layers are made steady."""
    layer = styled_layer(name)
    document = QDomDocument("qgis")
    layer.exportNamedStyle(document, QgsReadWriteContext(), CATEGORIES)
    steady: dict[str, str] = {}

    def rename(found: re.Match) -> str:
        fresh = f"{{{uuid.uuid5(uuid.NAMESPACE_URL, f'{name}/{len(steady)}')}}}"
        return steady.setdefault(found.group(), fresh)

    root = ElementTree.fromstring(document.toString(1))
    for settings in root.iter("settings"):
        for callout in settings.findall("callout"):  # not used, and never the same twice
            settings.remove(callout)
    sorted_text = ElementTree.canonicalize(ElementTree.tostring(root))  # Qt shuffles attributes from run to run
    return DOCTYPE + _VERSION.sub(' version="3.40.0"', _IDENTITY.sub(rename, sorted_text)) + "\n"


def main(folder: Path = FOLDER) -> None:
    """Write every style into *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in STYLES:
        (folder / f"{name}.qml").write_text(style_text(name), encoding="utf-8")
        print(f"{name}.qml")


if __name__ == "__main__":
    application = QgsApplication([], False)
    application.initQgis()
    main(*map(Path, sys.argv[1:2]))
    application.exitQgis()
