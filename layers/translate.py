"""Messages of the core as text in the user's language, and numbers as that language writes them.

Vietnamese is there whatever QGIS's language is, since the dossier is always Vietnamese.
"""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QTranslator

from ..core.model.messages import CONTEXT, Message

VIETNAMESE = "vi"
ENGLISH = "en"
CATALOG = Path(__file__).resolve().parent.parent / "i18n" / "khu_pho_mapper_vi.qm"

_SEPARATORS = {VIETNAMESE: (".", ","), ENGLISH: (",", ".")}
_translators: dict[Path, QTranslator] = {}


def user_language() -> str:
    """Return ``vi`` when QGIS speaks Vietnamese, else ``en``."""
    return VIETNAMESE if QgsApplication.locale().lower().startswith(VIETNAMESE) else ENGLISH


def to_text(message: Message | str, language: str | None = None) -> str:
    """Return *message* in *language* (``vi`` or ``en``; default: the user's), its gaps filled.

    A sentence that has no translation yet stays English.
    """
    language = language or user_language()
    if not isinstance(message, Message):
        return str(message)
    template = _vietnamese(message.template) if language == VIETNAMESE else message.template
    values = {name: _value(value, language) for name, value in message.values.items()}
    return template.format(**values)


def format_number(value: float, language: str | None = None, decimals: int | None = None) -> str:
    """Return *value* with the separators of *language*: ``1.234,5`` in Vietnamese, ``1,234.5`` in English.

    Without *decimals*, whole numbers have none and others as many as matter, two at most.
    """
    thousands, point = _SEPARATORS[language or user_language()]
    if decimals is None:
        decimals = 0 if float(value).is_integer() else (2 if abs(value) < 100 else 1)
        text = f"{value:,.{decimals}f}"
        if decimals:
            text = text.rstrip("0").rstrip(".")
    else:
        text = f"{value:,.{decimals}f}"
    return text.translate(str.maketrans({",": thousands, ".": point}))


def _value(value: object, language: str) -> str:
    if isinstance(value, Message):
        return to_text(value, language)
    if isinstance(value, bool) or value is None:
        return str(value)
    if isinstance(value, (list, tuple)):
        return ", ".join(_value(part, language) for part in value)
    try:
        number = float(value) if not isinstance(value, str) else None
    except (TypeError, ValueError):
        number = None
    return str(value) if number is None else format_number(number, language)


def _vietnamese(template: str) -> str:
    translator = _translators.get(CATALOG)
    if translator is None and CATALOG.exists():
        translator = QTranslator()
        translator.load(str(CATALOG))
        _translators[CATALOG] = translator
    if translator is None:
        return template
    # As bytes, since text may not leave ASCII here.
    return translator.translate(CONTEXT.encode(), template.encode()) or template
