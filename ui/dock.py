"""The dock: the list of steps, their pages, and the run that is on its way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsApplication, QgsProcessingUtils
from qgis.gui import QgsDockWidget, QgsMessageBarItem
from qgis.PyQt import sip, uic
from qgis.PyQt.QtCore import QDateTime, QLocale
from qgis.PyQt.QtWidgets import QWidget

from .algorithm_run import AlgorithmRun
from .alignment_flow import AlignmentFlow
from .alignment_page import AlignmentPage
from .check_page import CheckPage
from .data_page import DataPage
from .plan_choice import PlanFigures, discard_outputs, outputs_in, read_choice
from .proposal_page import ProposalPage
from .result_page import PLAN, ResultPage
from .sample import SampleWard
from .step_list import StepList, StepState
from .texts import number, problem_list

if TYPE_CHECKING:
    from qgis.core import QgsVectorLayer
    from qgis.gui import QgisInterface

    from .missing_notice import MissingNotice

_FORM, _ = uic.loadUiType(str(Path(__file__).with_name("dock.ui")))
DATA, CHECK, PROPOSAL, RESULT, ALIGNMENT = range(5)
NAME = "Khu Phố Mapper"


class KhuPhoDock(QgsDockWidget, _FORM):
    """Leads through the steps; each page says what is done, what is wrong and what comes next."""

    def __init__(self, iface: QgisInterface, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setupUi(self)
        self.setObjectName("KhuPhoMapperDock")
        # Boxes for numbers write them as the language does, like the figures beside them.
        self.setLocale(QLocale(QgsApplication.locale()))
        self.iface = iface
        self.run = AlgorithmRun(self)
        self.sample = SampleWard(self)
        self.steps = StepList(self)
        self.contents_layout.insertWidget(1, self.steps)
        self.data_page = DataPage(self)
        self.check_page = CheckPage(iface.mapCanvas(), self)
        self.proposal_page = ProposalPage(self)
        self.result_page = ResultPage(iface.mapCanvas(), self)
        self.alignment_page = AlignmentPage(iface.mapCanvas(), self)
        self.alignment = AlignmentFlow(self, self.alignment_page, ALIGNMENT)
        self._running_step = CHECK
        self._when_done: Callable[[dict], None] | None = None
        self._checked: tuple | None = None
        self._compared: tuple | None = None
        self._plans_folder: Path | None = None
        self._plans_wishes: dict[str, object] = {}
        self._messages: list[QgsMessageBarItem] = []
        self._add_steps()
        self._connect()
        self.missing_frame.hide()
        self.run_frame.hide()
        self.steps.setCurrentRow(DATA)
        self.allow_runs()

    def show_missing(self, notice: MissingNotice) -> None:
        """Say at the top that packages are missing; nothing can be run until they are there."""
        self.missing_label.setText(self.tr("Python packages are missing: nothing can be checked or proposed yet."))
        self.missing_button.clicked.connect(notice.open_dialog)
        self.missing_frame.show()
        self.allow_runs()

    def close_down(self) -> None:
        """Stop what runs and let go of everything outside the dock."""
        self.run.close_down()
        self.sample.close_down()
        self.data_page.close_down()
        self.proposal_page.gallery.close_down()
        self.alignment.close_down()
        for item in self._messages:
            if item is not None and not sip.isdeleted(item):
                self.iface.messageBar().popWidget(item)
        self._messages.clear()

    def check(self) -> None:
        """Look for faults in the chosen layers."""
        self._start("khupho:checklayers", {"FAULTS": "TEMPORARY_OUTPUT"}, CHECK, self._show_faults)

    def propose(self) -> None:
        """Propose khu phố, compare them with the forces, write plan, tables and map."""
        self.proposal_page.remember_choices()
        self._start("khupho:arrange", {"FOLDER": str(self.new_folder())}, PROPOSAL, self.show_plan)

    def compare(self) -> None:
        """Propose plans of several kinds to choose from."""
        self.proposal_page.remember_choices()
        folder, suffix = self.new_folder(), self.tr("plans")
        folder = self._plans_folder = folder.with_name(f"{folder.name} {suffix}")
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            self.tell_error(self.tr("The folder can't be made: {reason}").format(reason=error))
            return
        self._compared = self._what_is_chosen()
        self._plans_wishes = self._wishes("khupho:arrange")
        self._start("khupho:proposealternatives", outputs_in(folder), PROPOSAL, self._show_plans)

    def use_plan(self, plan: PlanFigures) -> None:
        """Compare the *plan* of the gallery with the forces, write tables and map for it."""
        values = {
            "UNITS": self.proposal_page.gallery.choice.units_source,
            "CURRENT": plan.unit_field,
            "START": "kept",
            "FOLDER": str(self.new_folder()),
        }
        # What was wished when the plans were compared, so that the figures stay the same.
        self._start("khupho:arrange", values, PROPOSAL, self.show_plan, self._plans_wishes)

    def show_proposal(self, sentence: str) -> None:
        """Go to the proposal and say *sentence* there."""
        self.proposal_page.show_rules()
        self.proposal_page.show_outcome(sentence)
        self.steps.setCurrentRow(PROPOSAL)

    def _add_steps(self) -> None:
        steps = (
            (self.tr("Data"), self.data_page),
            (self.tr("Current state"), self.check_page),
            (self.tr("Proposal"), self.proposal_page),
            (self.tr("Result"), self.result_page),
            (self.tr("Alignment"), self.alignment_page),
        )
        for name, page in steps:
            self.steps.add_step(name)
            self.pages.addWidget(page)

    def _connect(self) -> None:
        self.steps.currentRowChanged.connect(self.pages.setCurrentIndex)
        self.data_page.changed.connect(self._on_data_changed)
        self.data_page.sample_wanted.connect(self._open_sample)
        self.data_page.next_wanted.connect(lambda: self.steps.setCurrentRow(CHECK))
        self.check_page.run_wanted.connect(self.check)
        self.check_page.next_wanted.connect(lambda: self.steps.setCurrentRow(PROPOSAL))
        self.proposal_page.run_wanted.connect(self.propose)
        self.proposal_page.compare_wanted.connect(self.compare)
        self.proposal_page.gallery.plan_wanted.connect(self.use_plan)
        self.proposal_page.next_wanted.connect(lambda: self.steps.setCurrentRow(RESULT))
        self.result_page.next_wanted.connect(lambda: self.steps.setCurrentRow(ALIGNMENT))
        self.run.progressed.connect(lambda share: self.run_progress.setValue(round(share)))
        self.run.said.connect(self.run_label.setText)
        self.run.ended.connect(self._on_run_ended)
        self.cancel_button.clicked.connect(self._cancel)
        self.sample.opened.connect(self._on_sample_opened)
        self.sample.failed.connect(self.tell_error)

    def _wishes(self, algorithm_id: str) -> dict[str, object]:
        """Return what is wanted and must be kept, as the algorithm's parameters."""
        algorithm = QgsApplication.processingRegistry().algorithmById(algorithm_id)
        return self.proposal_page.parameters(algorithm) if algorithm is not None else {}

    def _start(
        self,
        algorithm_id: str,
        values: dict,
        step: int,
        when_done: Callable[[dict], None],
        wishes: dict[str, object] | None = None,
    ) -> None:
        algorithm = QgsApplication.processingRegistry().algorithmById(algorithm_id)
        if algorithm is not None:
            chosen = self.data_page.inputs().parameters(algorithm)
            wishes = self._wishes(algorithm_id) if wishes is None else wishes
            values = {**chosen, **wishes, **values}
        self.launch(algorithm_id, values, step, when_done)

    def launch(self, algorithm_id: str, values: dict, step: int, when_done: Callable[[dict], None]) -> None:
        """Run an algorithm for *step* with just these *values*; *when_done* gets its results."""
        self._running_step, self._when_done = step, when_done
        title = f"{NAME}: {self.steps.item(step).text()}"
        if self.run.start(algorithm_id, values, title):
            self._show_running(title)

    def _show_running(self, title: str) -> None:
        self.steps.set_state(self._running_step, StepState.RUNNING, self.tr("running"))
        self.run_label.setText(title)
        self.run_progress.setValue(0)
        self.cancel_button.setEnabled(True)
        self.run_frame.show()
        self.allow_runs()

    def _cancel(self) -> None:
        self.cancel_button.setEnabled(False)
        self.run_label.setText(self.tr("Canceling…"))
        self.run.cancel()

    def _on_run_ended(self, successful: bool, results: dict) -> None:
        self.run_frame.hide()
        self.allow_runs()
        when_done, self._when_done = self._when_done, None
        plans_folder, self._plans_folder = self._plans_folder, None
        if plans_folder is not None and not successful:
            discard_outputs(plans_folder)
        step = self._running_step
        if successful and results and when_done is not None:
            when_done(results)
        elif self.run.canceled:
            self.steps.set_state(step, StepState.OPEN, self.tr("canceled"))
            self._say(step, self.tr("Canceled. Nothing was written."))
        else:
            self.steps.set_state(step, StepState.FAULTY, self.tr("failed"))
            self._say(step, problem_list(self.run.errors[:5]))
            self.tell_error(self.run.errors[-1] if self.run.errors else self.tr("It stopped without a reason."))
        self.run.let_go()

    def _say(self, step: int, html: str) -> None:
        if step == CHECK:
            self.check_page.show_status(html)
        elif step == ALIGNMENT:
            self.alignment_page.show_status(html)
        else:
            self.proposal_page.show_outcome(html)

    def tell_error(self, sentence: str) -> None:
        """Say in QGIS's message bar what went wrong."""
        bar = self.iface.messageBar()
        bar.pushMessage(NAME, sentence, self.run.log or sentence, Qgis.MessageLevel.Critical, 0)
        self._messages.append(bar.currentItem())

    def _show_faults(self, results: dict) -> None:
        layer = QgsProcessingUtils.mapLayerFromString(results["FAULTS"], self.run.context)
        # The run's context owns the layer and goes with the next run.
        self.run.context.takeResultLayer(layer.id())
        self.check_page.show_faults(layer)
        self._checked = self._what_is_chosen()
        errors, warnings = self.check_page.errors, self.check_page.warnings
        counts = self.tr("errors: {errors}, warnings: {warnings}").format(
            errors=number(errors), warnings=number(warnings)
        )
        self.steps.set_state(CHECK, StepState.FAULTY if errors else StepState.DONE, counts)
        self.allow_runs()

    def show_plan(self, results: dict) -> None:
        """Show the plan that a run has made."""
        folder = Path(results["FOLDER"])
        headline = self.result_page.show_plan(folder)
        time = QDateTime.currentDateTime().toString("dd/MM/yyyy HH:mm")
        layers = self.result_page.open_layers(f"{NAME} – {headline.ward} {time}".replace("  ", " "))
        self.zoom_to(layers.get("neighborhoods"))
        self.steps.set_state(PROPOSAL, StepState.DONE, self.tr("done"))
        state = StepState.FAULTY if headline.below_minimum else StepState.DONE
        self.steps.set_state(RESULT, state, headline.short())
        self.alignment.expect_plan(folder / PLAN)
        self.proposal_page.show_outcome("")
        self.proposal_page.next_button.setEnabled(True)
        self.steps.setCurrentRow(RESULT)

    def _show_plans(self, results: dict) -> None:
        choice = read_choice(Path(results["SUMMARY"]).parent)
        self.proposal_page.show_plans(choice)
        self.proposal_page.show_outcome("")
        count = self.tr("plans to choose from: {n}").format(n=number(len(choice.plans)))
        self.steps.set_state(PROPOSAL, StepState.DONE, count)

    def zoom_to(self, layer: QgsVectorLayer | None) -> None:
        """Show all of *layer* on the map; nothing without one."""
        canvas = self.iface.mapCanvas()
        if layer is not None:
            extent = canvas.mapSettings().layerExtentToOutputExtent(layer, layer.extent())
            extent.scale(1.05)
            canvas.setExtent(extent)
            canvas.refresh()

    def new_folder(self) -> Path:
        """Return the folder of a run that starts now; it isn't made yet."""
        time = QDateTime.currentDateTime().toString("yyyy-MM-dd HHmmss")
        return self.proposal_page.folder() / time

    def _on_data_changed(self) -> None:
        inputs, count = self.data_page.inputs(), self.data_page.overview()
        if self._checked is not None and self._checked != self._what_is_chosen():
            self._checked = None
            self.check_page.clear()
            self.steps.set_state(CHECK, StepState.OPEN)
        self.check_page.show_present(inputs.units, count.present if count is not None else ())
        if self._compared is not None and self._compared != self._what_is_chosen():
            self._compared = None
            self.proposal_page.gallery.clear()
        self.proposal_page.expect_inputs(inputs)
        self.alignment.expect_inputs()
        if count is None:
            self.steps.set_state(DATA, StepState.OPEN)
        else:
            counts = self.tr("{units} units, {households} households").format(
                units=number(count.units), households=number(count.households)
            )
            wrong = not inputs.is_complete or count.unreadable or count.without_id or count.repeated_ids
            self.steps.set_state(DATA, StepState.FAULTY if wrong else StepState.DONE, counts)
            self.proposal_page.expect_households(count.households)
        self.allow_runs()

    def _what_is_chosen(self) -> tuple:
        return self.data_page.inputs(), self.data_page.edits

    def allow_runs(self) -> None:
        """Let those runs be started that everything is there for, none while one is on its way."""
        possible = self.missing_frame.isHidden() and not self.run.is_running
        complete = self.data_page.inputs().is_complete
        self.check_page.show_readiness(complete)
        self.proposal_page.show_readiness(complete, self.check_page.errors)
        self.check_page.run_button.setEnabled(possible and complete)
        self.proposal_page.run_button.setEnabled(possible and complete)
        self.proposal_page.compare_button.setEnabled(possible and complete)
        self.proposal_page.gallery.allow(possible and complete)
        self.alignment_page.allow(possible)
        self.data_page.sample_button.setEnabled(self.missing_frame.isHidden() and not self.sample.is_running)

    def _open_sample(self) -> None:
        self.sample.open(self.proposal_page.folder())
        self.allow_runs()

    def _on_sample_opened(self, layers: dict) -> None:
        self.data_page.choose_layers(layers)
        self.zoom_to(layers.get("units"))
        self.allow_runs()
