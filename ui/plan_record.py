"""What ``summary.json`` says about a plan: reasons with their places, wards by difficulty, explanations, proofs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from qgis.PyQt.QtCore import QCoreApplication

from ..layers.translate import user_language
from .texts import number

_MOST_REASONS = 4
_SECTIONS = ("made_of", "continues", "forced", "areas", "next_best")


@dataclass(frozen=True)
class Place:
    """A ward and type of area; ``unit``: id of a unit whose khu phố is meant, "" for the whole ward."""

    ward: str
    area_type: str
    unit: str = ""


@dataclass(frozen=True)
class Reason:
    """Why the minimum or the number asked for is missed, and where."""

    sentence: str
    place: Place | None = None


@dataclass(frozen=True)
class WardLine:
    """A ward in the order of difficulty; ``name``: else its code; ``about``: sentences in HTML for below the table."""

    order: int
    name: str
    place: Place
    level: str
    neighborhoods: int | None
    below_minimum: int | None
    about: str


class PlanRecord:
    """Reads one summary."""

    def __init__(self, record: Mapping) -> None:
        self._wards: Sequence[Mapping] = record["wards"]
        self._cut_off = bool(record["total"]["cut_off"])

    @staticmethod
    def tr(text: str) -> str:
        """Translate *text* of this class."""
        return QCoreApplication.translate("PlanRecord", text)

    def reasons(self) -> list[Reason]:
        """Return the reasons of all wards, the first few of many, and whether time ran out."""
        found = [
            Reason(reason[user_language()], Place(*_key(ward), str(reason.get("unit") or "")))
            for ward in self._wards
            for reason in ward.get("reasons", ())
        ]
        if len(found) > _MOST_REASONS:
            more = self.tr("… and {n} more: see the file summary.json.").format(n=number(len(found) - _MOST_REASONS))
            found = [*found[:_MOST_REASONS], Reason(more)]
        if self._cut_off:
            found.append(Reason(self.tr("The time limit cut the search off: more time may give a better plan.")))
        return found

    def explanations(self) -> dict[str, str]:
        """Return the explanation of each neighborhood by its id, in HTML."""
        return {
            one["neighborhood_id"]: _paragraphs(sentence for section in _SECTIONS for sentence in one.get(section, ()))
            for ward in self._wards
            for one in ward.get("explanations", ())
        }

    def proof(self) -> str:
        """Return in a sentence or two what is proven about the plan, "" where nothing was tried."""
        proofs = [ward["proof"] for ward in self._wards if ward.get("proof")]
        if not proofs:
            return ""
        if len(self._wards) == 1:
            return " ".join(_said(proofs[0][name]) for name in ("sentence", "count_sentence") if proofs[0].get(name))
        gaps = [proof["gap"] for proof in proofs if proof.get("gap") is not None]
        if not gaps:
            return self.tr("No certificate for any of the {n} wards.").format(n=number(len(self._wards)))
        return self.tr(
            "Certificates for {proven} of {n} wards: there no other plan with as many khu phố can be more than {gap} % "
            "better."
        ).format(proven=number(len(gaps)), n=number(len(self._wards)), gap=number(100 * max(gaps), 1))

    def wards(self) -> list[WardLine]:
        """Return the wards, the easiest first; none where there is only one."""
        ranked = [ward for ward in self._wards if ward.get("difficulty")]
        if len(ranked) < 2:
            return []
        ranked.sort(key=lambda ward: ward["difficulty"]["place"])
        return [self._line(ward) for ward in ranked]

    def _line(self, ward: Mapping) -> WardLine:
        difficulty, proof = ward["difficulty"], ward.get("proof") or {}
        sentences = [*difficulty["reasons"], *ward.get("reasons", ())]
        sentences += [proof[name] for name in ("sentence", "count_sentence") if proof.get(name)]
        return WardLine(
            difficulty["place"],
            _name(ward),
            Place(*_key(ward)),
            self._level(difficulty["level"]),
            ward.get("neighborhoods"),
            ward.get("below_minimum"),
            _paragraphs(sentences),
        )

    def ward_names(self) -> dict[str, str]:
        """Return what to call each ward, by its code: its name where it has one."""
        return {str(ward["ward"]): _name(ward) for ward in self._wards}

    def _level(self, level: str) -> str:
        words = {"easy": self.tr("easy"), "medium": self.tr("medium"), "hard": self.tr("hard")}
        return words.get(level, level)


def _key(ward: Mapping) -> tuple[str, str]:
    return str(ward["ward"]), str(ward["area_type"])


def _name(ward: Mapping) -> str:
    return str(ward.get("ward_name") or ward["ward"])


def _said(sentence: Mapping) -> str:
    return sentence[user_language()]


def _paragraphs(sentences: Iterable[Mapping]) -> str:
    return "".join(f'<p style="margin:0 0 4px 0">{escape(_said(sentence))}</p>' for sentence in sentences)
