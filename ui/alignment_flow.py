"""What the alignment step does: position check, comparison, harmonizing, signing, rebuilding, locks sent back."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsApplication, QgsProcessingAlgorithm, QgsProcessingUtils, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QDateTime, QObject, QTimer, QUrl
from qgis.PyQt.QtGui import QDesktopServices

from ..core.model.errors import KhuPhoError
from ..layers import schema
from ..layers.neighborhood_names import plan_names
from ..layers.translate import to_text
from .alignment_page import CHANGES_TAB, CHOOSE_TAB, AlignmentPage
from .alignment_record import FORCES, PRESETS, AlignmentRecord
from .area_names import AreaNames
from .corrected_layers import CorrectedLayers
from .finish_panel import FinishPanel
from .force_card import Position
from .inputs import Inputs
from .map_selection import MapSelection
from .plan_layers import close_layers, name_labels, open_alignment, open_rebuilt
from .step_list import StepState
from .texts import number

if TYPE_CHECKING:
    from .dock import KhuPhoDock

_FILES = {
    "SUMMARY": "alignment.json",
    "METRICS_PAGE": "alignment.html",
    "TABLES": "alignment.xlsx",
    "HARMONIZED_UNITS": "harmonized_units.gpkg",
}
_LISTED = (schema.MATCHES, schema.GROUPS, schema.CHANGES, schema.UNDECIDED)
_NAMED = (schema.HARMONIZED_BEATS, schema.HARMONIZED_MILITIA)  # khu phố have a field with their names
_REBUILT = (
    (schema.HARMONIZED_NEIGHBORHOODS, "NEIGHBORHOODS"),
    (schema.HARMONIZED_BEATS, "BEATS"),
    (schema.HARMONIZED_MILITIA, "MILITIA"),
    (schema.HARMONIZED_UNITS, "UNITS_OUT"),
)


class AlignmentFlow(QObject):
    """Joins the alignment page with the algorithms, the map and the other steps of the *dock*."""

    def __init__(self, dock: KhuPhoDock, page: AlignmentPage, step: int) -> None:
        super().__init__(dock)
        self._dock, self._page, self._step = dock, page, step
        self._plan: Path | None = None
        self._inputs: Inputs | None = None
        self._layers: dict[str, QgsVectorLayer] = {}
        self._corrected = CorrectedLayers(dock.data_page, self)
        self._candidates: dict[str, str] = {}
        self._selection = MapSelection(self)
        page.inputs_form.changed.connect(self._on_choice)
        page.inputs_form.plan_chosen.connect(self.open_plan)
        page.compare_wanted.connect(self.compare)
        page.presets.preset_wanted.connect(self.harmonize)
        page.changes.signed.connect(self.sign)
        page.finish.rebuild_wanted.connect(self.rebuild)
        page.finish.import_wanted.connect(self.take_over)
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
        self._plan = None
        self._page.clear()
        self._page.inputs_form.expect_plan(plan)
        self._page.inputs_form.expect_minimum(self._dock.proposal_page.minimum())

    def open_plan(self, path: str) -> None:
        """Go on with the plan in the GeoPackage at *path*, and with its alignment where it has one."""
        plan = Path(path)
        if not _opened(_source(plan, schema.UNITS)).isValid():
            self._dock.tell_error(self.tr("{path} is no plan: it has no layer “units”.").format(path=path))
            return
        self.expect_plan(plan)
        if _opened(_source(plan, schema.CHANGES)).isValid():
            self.show_harmony({"PLAN": path, "SUMMARY": str(plan.parent / _FILES["SUMMARY"])})

    def expect_inputs(self) -> None:
        """Take over the layers of step 1."""
        inputs = self._dock.data_page.inputs()
        if self._inputs is not None and inputs != self._inputs:
            self._page.show_record(None)
        self._inputs = inputs
        self._page.expect_inputs(inputs)
        for force, layer in zip(FORCES, (inputs.beats, inputs.militia)):
            self._page.cards[force].show_layer(layer, self._corrected.is_corrected(layer))

    def _on_choice(self) -> None:
        """Other units or evidence: what would move is no longer known."""
        self._page.show_record(None)
        self._dock.allow_runs()

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
        values = {"PRESET": PRESETS[0], "SUMMARY": _scratch("summary.json")}
        values.update({name: _scratch(f"{name.lower()}.gpkg") for name in ("MATCHES", "GROUPS")})
        self._start("khupho:harmonizeboundaries", self._asked(values), self._show_comparison)

    def harmonize(self, preset: str) -> None:
        """Make one boundary set in the way *preset*; without a plan, one of the present khu phố comes first."""
        form = self._page.inputs_form
        if not form.uses_plan:
            self._keep_present(preset)
            return
        plan = form.plan
        values: dict[str, object] = {name: str(plan.parent / file) for name, file in _FILES.items()}
        values.update({"PRESET": preset, "PLAN": str(plan)})
        if _opened(_source(plan, schema.CHANGES)).isValid():
            values["DECISIONS"] = _source(plan, schema.CHANGES)
        self._start("khupho:harmonizeboundaries", self._asked(values), self.show_harmony)

    def _keep_present(self, preset: str) -> None:
        """Make a plan of the khu phố as they are now, which then gets the tables of the alignment."""

        def go_on(results: dict) -> None:
            self._dock.show_plan(results)
            self._dock.steps.setCurrentRow(self._step)
            QTimer.singleShot(0, lambda: self.harmonize(preset))  # the run that ends must let go first

        values = self._page.inputs_form.parameters(_algorithm("khupho:arrange"))
        values.update(
            CURRENT=self._page.inputs_form.neighborhood_field.currentField(),
            START="kept",
            FOLDER=str(self._dock.new_folder()),
        )
        self._start("khupho:arrange", values, go_on)

    def sign(self, change_ids: list[str], authority: str, decision: str, comment: str | None) -> None:
        """Write what *authority* decides on rows of the change list, at once."""
        from ..layers.decisions import set_decision  # needs packages that may be missing when QGIS starts

        try:
            set_decision(self._plan, change_ids, authority, decision, comment)
        except KhuPhoError as error:
            self._dock.tell_error(to_text(error.message))
        self._page.changes.refresh()
        self._done()

    def take_over(self, path: str) -> None:
        """Write the decisions in the table at *path*, a copy of the change list, into the plan."""
        from ..layers.decision_import import take_over  # needs packages that may be missing when QGIS starts

        try:
            found = take_over(self._plan, path)
        except KhuPhoError as error:
            self._dock.tell_error(to_text(error.message))
            return
        self._page.changes.refresh()
        self._done()
        text = self.tr("{n} decisions taken over; {unknown} rows of the table are not in this change list.")
        self._page.finish.show_outcome(text.format(n=number(found.decisions), unknown=number(found.unknown)))

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
        units = self._plan.parent / _FILES["HARMONIZED_UNITS"]  # with all fields, which the plan's table hasn't
        return {"UNITS": str(units), "CHANGES": _source(self._plan, schema.CHANGES), "ROWS": rows}

    def _names(self) -> AreaNames:
        """Return the names of the khu phố of the plan that is aligned."""
        form = self._page.inputs_form
        return AreaNames(plan_names(form.plan) if form.uses_plan else None)

    def _make(self, folder: Path) -> bool:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            self._dock.tell_error(self.tr("The folder can't be made: {reason}").format(reason=error))
            return False
        return True

    def _open_file(self, name: str) -> None:
        files = {FinishPanel.METRICS: _FILES["METRICS_PAGE"], FinishPanel.TABLES: _FILES["TABLES"]}
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._plan.parent / files.get(name, ""))))

    def _asked(self, values: dict[str, object]) -> dict[str, object]:
        """Return what is chosen on the page together with *values*, as the algorithm takes it."""
        algorithm = _algorithm("khupho:harmonizeboundaries")
        if algorithm is None:  # the run itself will say so
            return values
        known = {name: value for name, value in values.items() if algorithm.parameterDefinition(name) is not None}
        return {**self._page.inputs_form.parameters(algorithm), **known}

    def _start(self, algorithm_id: str, values: dict, when_done: Callable[[dict], None]) -> None:
        self._dock.launch(algorithm_id, values, self._step, when_done)

    def _show_position(self, force: str, results: dict) -> None:
        position = Position(
            results["SHIFT_X"],
            results["SHIFT_Y"],
            results["STANDARD_ERROR"],
            bool(results["CERTAIN"]),
            results["CAUSE_CODE"],
            results["CAUSE"] or "",
            tuple(self._dock.run.warnings),
        )
        self._candidates[force] = results["CORRECTED"]
        self._page.cards[force].show_position(position)
        self._done()

    def _show_comparison(self, results: dict) -> None:
        record = AlignmentRecord.read(Path(results["SUMMARY"]))
        self._page.show_record(record)
        self._page.matches.show_matches(_opened(results["MATCHES"]), _opened(results["GROUPS"]), self._names())
        self._page.show_notes(self._dock.run.warnings)
        self._page.tabs.setCurrentIndex(CHOOSE_TAB)
        self._done()

    def show_harmony(self, results: dict) -> None:
        """Show the alignment that a run has written into its plan."""
        page, self._plan = self._page, Path(results["PLAN"])
        summary = Path(results["SUMMARY"])
        record = AlignmentRecord.read(summary) if summary.exists() else AlignmentRecord({})
        self._selection.watch(())
        close_layers(self._layers)
        title = self.tr("{name} – alignment").format(name=self._plan.parent.name)
        layers = self._layers = open_alignment(self._plan, title)
        found = {table.name: layers.get(table.name) or _opened(_source(self._plan, table)) for table in _LISTED}
        names = self._names()
        name_labels([layers[table.name] for table in _NAMED if table.name in layers], names.by_id)
        page.show_record(record, record.preset)
        page.matches.show_matches(found[schema.MATCHES.name], found[schema.GROUPS.name], names)
        page.changes.show_changes(found[schema.CHANGES.name], names)
        page.undecided.show_units(found[schema.UNDECIDED.name], names)
        page.show_notes(self._dock.run.warnings)
        page.finish.show_outcome("")
        files = {FinishPanel.METRICS: "METRICS_PAGE", FinishPanel.TABLES: "TABLES"}
        there = [name for name, file in files.items() if (self._plan.parent / _FILES[file]).exists()]
        page.finish.offer_files([*there, FinishPanel.FOLDER])
        self._selection.watch(layers.values())
        self._dock.zoom_to(layers.get(schema.HARMONIZED_UNITS.name))
        page.tabs.setCurrentIndex(CHANGES_TAB)
        self._done()

    def _show_rebuilt(self, rows: str, results: dict) -> None:
        which = self.tr("signed rows") if rows == "signed" else self.tr("all rows")
        title = self.tr("{name} – rebuilt from {rows}").format(name=self._plan.parent.name, rows=which)
        layers = open_rebuilt({table: results.get(name) for table, name in _REBUILT}, title)
        name_labels(layers, self._names().by_id)
        self._dock.zoom_to(next(iter(layers), None))
        self._page.finish.show_outcome(
            self.tr("Rebuilt from {rows}: see the group “{group}” among the layers.").format(
                rows=which, group=escape(title)
            )
        )
        self._done()

    def _propose_with_locks(self, results: dict) -> None:
        """Take the units with the locks as the units of step 1 and go to the proposal."""
        form, dock = self._page.inputs_form, self._dock
        layer = QgsVectorLayer(results["LOCKS"], self.tr("Units with locks"), "ogr")
        QgsProject.instance().addMapLayer(layer)
        QgsProject.instance().layerTreeRoot().findLayer(layer.id()).setItemVisibilityChecked(False)
        dock.data_page.choose_units(layer, form.unit_fields())
        rules = dock.proposal_page.rules_form
        rules.choose_locks(schema.LOCK_NEIGHBORHOOD.name, schema.LOCKED.name)
        self._done()
        text = self.tr("{n} units of refused rows are locked in their khu phố. Propose again; they stay there.")
        dock.show_proposal(text.format(n=number(results["LOCKED_COUNT"])))

    def _done(self) -> None:
        """Say in the list of steps how far the alignment is."""
        changes = self._page.changes.changes()
        if self._plan is None:
            state, text = StepState.OPEN, ""
        elif changes:
            agreed = number(sum(change.is_agreed for change in changes))
            state, text = (
                StepState.DONE,
                self.tr("{n} changes, {agreed} agreed").format(n=number(len(changes)), agreed=agreed),
            )
        else:
            state, text = StepState.DONE, self.tr("nothing changes")
        self._dock.steps.set_state(self._step, state, text)
        self._page.show_status("")
        self._dock.allow_runs()


def _algorithm(algorithm_id: str) -> QgsProcessingAlgorithm | None:
    return QgsApplication.processingRegistry().algorithmById(algorithm_id)


def _source(plan: Path, table: schema.Table) -> str:
    return f"{plan}|layername={table.name}"


def _opened(source: str) -> QgsVectorLayer:
    return QgsVectorLayer(source, "", "ogr")


def _scratch(name: str) -> str:
    return QgsProcessingUtils.generateTempFilename(name)


def _now(form: str) -> str:
    return QDateTime.currentDateTime().toString(form)
