"""What the alignment step does: position check, comparison, harmonizing, signing, rebuilding, locks sent back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsApplication, QgsProcessingUtils, QgsVectorLayer
from qgis.PyQt.QtCore import QDateTime, QObject, QUrl
from qgis.PyQt.QtGui import QDesktopServices

from ..core.model.errors import KhuPhoError
from ..layers import schema
from ..layers.alignment_rows import names_by_id
from ..layers.translate import to_text
from .alignment_page import CHANGES_TAB, CHOOSE_TAB, AlignmentPage
from .alignment_record import FORCES, PRESETS, AlignmentRecord
from .corrected_layers import CorrectedLayers
from .finish_panel import FinishPanel
from .force_card import Position
from .map_selection import MapSelection
from .plan_layers import open_alignment
from .step_list import StepState
from .texts import number

if TYPE_CHECKING:
    from .dock import KhuPhoDock

_NO_CAUSE = "none"
_LEAST_OFFER_M = 2.0  # a smaller shift is no reason to correct a layer


class AlignmentFlow(QObject):
    """Joins the alignment page with the algorithms, the map and the other steps of the *dock*."""

    def __init__(self, dock: KhuPhoDock, page: AlignmentPage, step: int) -> None:
        super().__init__(dock)
        self._dock, self._page, self._step = dock, page, step
        self._plan: Path | None = None
        self._harmonized: Path | None = None
        self._corrected = CorrectedLayers(dock.data_page, self)
        self._candidates: dict[str, str] = {}
        self._selection = MapSelection(self)
        page.compare_wanted.connect(self.compare)
        page.presets.preset_wanted.connect(self.harmonize)
        page.changes.signed.connect(self.sign)
        page.finish.rebuild_wanted.connect(self.rebuild)
        page.finish.locks_wanted.connect(self.send_back)
        page.finish.file_wanted.connect(self._open_file)
        self._selection.chosen.connect(page.show_selected)
        for force, card in page.cards.items():
            card.check_wanted.connect(lambda force=force: self.check_position(force))
            card.correction_wanted.connect(lambda force=force: self.use_corrected(force))
            card.original_wanted.connect(lambda force=force: self._corrected.take_back(force))

    def close_down(self) -> None:
        """Let go of the signals of layers."""
        self._selection.watch(())

    def expect_plan(self, plan: Path | None) -> None:
        """Take over the plan just made: its GeoPackage."""
        self._page.clear()
        self._page.inputs_form.expect_plan(plan)

    def expect_inputs(self) -> None:
        """Take over the layers of step 1."""
        inputs = self._dock.data_page.inputs()
        self._page.expect_inputs(inputs)
        for force, layer in zip(FORCES, (inputs.beats, inputs.militia)):
            self._page.cards[force].show_layer(layer, self._corrected.is_corrected(layer))

    def check_position(self, force: str) -> None:
        """Look where the layer of *force* lies against the units."""
        layer, copy = self._page.cards[force].layer, QgsProcessingUtils.generateTempFilename(f"{force}.gpkg")
        values = {"UNITS": self._page.inputs_form.units(), "AREAS": layer.id(), "CORRECTED": copy}
        self._start("khupho:detectshift", values, lambda results: self._show_position(force, results))

    def use_corrected(self, force: str) -> None:
        """Take the corrected copy of the layer of *force* from now on."""
        try:
            self._corrected.use(force, self._candidates.pop(force), self._dock.proposal_page.folder())
        except OSError as error:
            self._dock.tell_error(self.tr("The copy can't be kept: {reason}").format(reason=error))

    def compare(self) -> None:
        """Compare the layers and count what each way would move."""
        values = {"PRESET": PRESETS[0], "SUMMARY": _scratch("summary.json"), "FACES": _scratch("faces.gpkg")}
        values.update({name: _scratch(f"{name.lower()}.gpkg") for name in ("MATCHES", "GROUPS")})
        self._start("khupho:harmonizeboundaries", self._asked(values), self._show_comparison)

    def harmonize(self, preset: str) -> None:
        """Make one boundary set in the way *preset*."""
        plan = self._plan_to_write()
        files = {
            "SUMMARY": "alignment.json", "METRICS_PAGE": "alignment.html", "TABLES": "alignment.xlsx",
        }  # fmt: skip
        values: dict[str, object] = {name: str(plan.parent / file) for name, file in files.items()}
        values.update({"PRESET": preset, "PLAN": str(plan)})
        if self._harmonized == plan:
            values["DECISIONS"] = _source(plan, schema.CHANGES)
        self._harmonized = plan
        self._start("khupho:harmonizeboundaries", self._asked(values), self._show_harmony)

    def sign(self, change_ids: list[str], authority: str, decision: str, comment: str | None) -> None:
        """Write what *authority* decides on rows of the change list, at once."""
        from ..layers.decisions import set_decision  # needs packages that may be missing when QGIS starts

        try:
            set_decision(self._plan, change_ids, authority, decision, comment)
        except KhuPhoError as error:
            self._dock.tell_error(to_text(error.message))
        self._page.changes.refresh()

    def rebuild(self, rows: str) -> None:
        """Make the areas of all three anew from the *rows* (``signed`` or ``all``)."""
        folder = self._plan.parent / f"{rows} {_now('yyyy-MM-dd HHmmss')}"
        names = {"UNITS_OUT": "units", "NEIGHBORHOODS": "neighborhoods", "BEATS": "beats", "MILITIA": "militia"}
        values: dict[str, object] = {name: str(folder / f"{file}.gpkg") for name, file in names.items()}
        values.update(self._decided(rows))
        if self._make(folder):
            self._start("khupho:rebuildfromdecisions", values, lambda results: self._show_rebuilt(rows, results))

    def send_back(self) -> None:
        """Hold the units of refused rows where they are, and go on with a proposal."""
        locks = self._plan.parent / f"locks {_now('yyyy-MM-dd HHmmss')}.gpkg"
        values = {"LOCKS": str(locks), **self._decided("signed")}
        self._start("khupho:rebuildfromdecisions", values, self._propose_with_locks)

    def _decided(self, rows: str) -> dict[str, object]:
        units, changes = (_source(self._plan, table) for table in (schema.HARMONIZED_UNITS, schema.CHANGES))
        return {"UNITS": units, "CHANGES": changes, "ROWS": rows}

    def _plan_to_write(self) -> Path:
        """Return the plan that gets the tables of the alignment."""
        form = self._page.inputs_form
        return form.plan if form.uses_plan else self._dock.new_folder() / "plan.gpkg"

    def _names(self) -> dict[str, str]:
        """Return the names of the khu phố of the plan that is aligned."""
        form = self._page.inputs_form
        if not form.uses_plan:
            return {}
        return names_by_id(_opened(_source(form.plan, schema.NEIGHBORHOODS)), "neighborhood_id", "name")

    def _make(self, folder: Path) -> bool:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            self._dock.tell_error(self.tr("The folder can't be made: {reason}").format(reason=error))
            return False
        return True

    def _open_file(self, name: str) -> None:
        files = {FinishPanel.METRICS: "alignment.html", FinishPanel.TABLES: "alignment.xlsx", FinishPanel.FOLDER: ""}
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._plan.parent / files[name])))

    def _asked(self, values: dict[str, object]) -> dict[str, object]:
        algorithm = QgsApplication.processingRegistry().algorithmById("khupho:harmonizeboundaries")
        if algorithm is None:
            return values
        known = {name: value for name, value in values.items() if algorithm.parameterDefinition(name) is not None}
        return {**self._page.inputs_form.parameters(algorithm), **known}

    def _start(self, algorithm_id: str, values: dict, when_done: Callable[[dict], None]) -> None:
        self._dock.launch(algorithm_id, values, self._step, when_done)

    def _show_position(self, force: str, results: dict) -> None:
        position = Position(
            float(results["SHIFT_X"]),
            float(results["SHIFT_Y"]),
            float(results["STANDARD_ERROR"]),
            bool(results["CERTAIN"]),
            bool(results["OFFERED"]),
            str(results["CAUSE"] or ""),
        )
        self._candidates[force] = results["CORRECTED"]
        self._page.cards[force].show_position(position)
        self._done()

    def _show_comparison(self, results: dict) -> None:
        record = AlignmentRecord.read(Path(results["SUMMARY"]))
        self._page.show_record(record)
        self._page.matches.show_matches(_opened(results["MATCHES"]), _opened(results["GROUPS"]), self._names())
        self._page.tabs.setCurrentIndex(CHOOSE_TAB)
        self._done()

    def _show_harmony(self, results: dict) -> None:
        page, plan = self._page, Path(results["PLAN"])
        self._plan = plan
        record = AlignmentRecord.read(Path(results["SUMMARY"]))
        layers = open_alignment(plan, self.tr("{name} – alignment {time}").format(
            name=plan.parent.name, time=_now("dd/MM/yyyy HH:mm")))  # fmt: skip
        names = self._names()
        page.show_record(record, record.preset)
        page.matches.show_matches(layers[schema.MATCHES.name], layers.get(schema.GROUPS.name), names)
        page.changes.show_changes(layers[schema.CHANGES.name], names)
        page.undecided.show_units(layers[schema.UNDECIDED.name])
        page.finish.offer_files([FinishPanel.METRICS, FinishPanel.TABLES, FinishPanel.FOLDER])
        self._selection.watch(layers.values())
        page.tabs.setCurrentIndex(CHANGES_TAB)
        self._done()

    def _show_rebuilt(self, rows: str, results: dict) -> None:
        self._done()

    def _propose_with_locks(self, results: dict) -> None:
        self._done()

    def _done(self) -> None:
        changes = self._page.changes.changes()
        text = self.tr("{n} changes").format(n=number(len(changes))) if changes else self.tr("done")
        self._dock.steps.set_state(self._step, StepState.DONE, text)
        self._page.show_status("")


def _source(plan: Path, table: schema.Table) -> str:
    return f"{plan}|layername={table.name}"


def _opened(source: str) -> QgsVectorLayer:
    return QgsVectorLayer(source, "", "ogr")


def _scratch(name: str) -> str:
    return QgsProcessingUtils.generateTempFilename(name)


def _now(form: str) -> str:
    return QDateTime.currentDateTime().toString(form)
