"""Step 3: what is wanted of the khu phố, and the run that proposes them."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProcessingAlgorithm
from qgis.gui import QgsFileWidget
from qgis.PyQt import uic
from qgis.PyQt.QtCore import QSignalBlocker, QStandardPaths, pyqtSignal
from qgis.PyQt.QtWidgets import QWidget

from ..core.model import profiles
from ..layers.translate import VIETNAMESE, user_language
from .gallery import PlanGallery
from .inputs import Inputs
from .plan_choice import PlanChoice
from .priorities import BALANCED, LEAST_CHANGE, MOST, Priorities
from .rules_form import RulesForm
from .settings import remember, remembered
from .texts import number, problem_list

_FORM, _ = uic.loadUiType(str(Path(__file__).with_name("proposal_page.ui")))
_WEIGHTS = ("balance", "boundary", "compactness", "stability", "beats", "militia", "barriers", "walking")
_EFFORTS = ("quick", "normal", "thorough")
_WISHES_TAB, _PLANS_TAB = range(2)


def default_folder() -> str:
    """Return where results go until the user chooses: a folder among the documents."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return str(Path(documents or Path.home()) / "Khu Pho Mapper")


class ProposalPage(QWidget, _FORM):
    """Chooses criteria and effort; :meth:`parameters` is what the algorithm is asked for."""

    run_wanted = pyqtSignal()
    compare_wanted = pyqtSignal()
    next_wanted = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setupUi(self)
        self.folder_widget.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self._households = 0
        self._outcome = ""
        self._inputs = Inputs()
        self.priorities = Priorities(self)
        self.priorities_layout.addWidget(self.priorities)
        self.rules_form = RulesForm(self)
        self.rules_layout.addWidget(self.rules_form)
        self.gallery = PlanGallery(self)
        self.tabs.addTab(self.gallery, self.tr("Compare plans"))
        self._weights = {name: getattr(self, f"{name}_weight") for name in _WEIGHTS}
        for spin in (self.minimum_spin, self.count_spin, self.time_spin):
            spin.setGroupSeparatorShown(True)
        self._fill_combos()
        self._recall()
        self.profile_combo.currentIndexChanged.connect(self._show_profile)
        self.minimum_spin.valueChanged.connect(self._show_profile)
        self.priorities.changed.connect(self._take_priorities)
        for spin in self._weights.values():
            spin.valueChanged.connect(lambda _: self.priorities.show_weights(self._weight_values()))
        self.gallery.count_wanted.connect(self._ask_for)
        self.run_button.clicked.connect(self.run_wanted)
        self.compare_button.clicked.connect(self.compare_wanted)
        self.next_button.clicked.connect(self.next_wanted)
        self.next_button.setEnabled(False)
        self._show_profile()

    def folder(self) -> Path:
        """Return the folder in which each run makes one of its own."""
        return Path(self.folder_widget.filePath().strip() or default_folder())

    def parameters(self, algorithm: QgsProcessingAlgorithm) -> dict[str, object]:
        """Return what was chosen, by the names of those parameters that *algorithm* has."""
        values: dict[str, object] = {
            "PROFILE": self.profile_combo.currentData(),
            "EFFORT": self.effort_combo.currentData(),
            "SEED": self.seed_spin.value(),
            **{f"WEIGHT_{name.upper()}": value for name, value in self._weight_values().items()},
            **self.rules_form.parameters(),
        }
        if self.priorities.preset == MOST:
            values["GOAL"] = "most"
        if self.priorities.preset == LEAST_CHANGE and (self._inputs.old_neighborhood or "CURRENT" in values):
            values["START"] = "current"
        if values["PROFILE"] == profiles.CUSTOM:
            values["MINIMUM"] = self.minimum_spin.value()
        if self.count_spin.value():
            values["COUNT"] = self.count_spin.value()
        if self.time_spin.value():
            values["TIME_LIMIT"] = self.time_spin.value()
        return {name: value for name, value in values.items() if algorithm.parameterDefinition(name) is not None}

    def expect_inputs(self, inputs: Inputs) -> None:
        """Offer those aims and rules that there are layers and fields for."""
        self._inputs = inputs
        self.rules_form.expect_inputs(inputs)
        self.priorities.allow(
            {
                "stability": bool(inputs.old_neighborhood),
                "beats": inputs.beats is not None,
                "militia": inputs.militia is not None,
                "barriers": inputs.barriers is not None,
            }
        )

    def show_plans(self, choice: PlanChoice) -> None:
        """Show the plans to choose from."""
        self.gallery.show_choice(choice)
        self.tabs.setCurrentIndex(_PLANS_TAB)

    def show_rules(self) -> None:
        """Show what must be kept."""
        self.tabs.setCurrentIndex(_WISHES_TAB)
        self.rules_group.setCollapsed(False)

    def minimum(self) -> int:
        """Return the households that a khu phố must have by the criteria chosen."""
        profile = self._profiles.get(self.profile_combo.currentData())
        return profile.minimum_of(profiles.KHU_PHO) if profile is not None else self.minimum_spin.value()

    def expect_households(self, households: int) -> None:
        """Tell how many households there are, for the number of khu phố that would follow."""
        self._households = households
        self._show_profile()

    def remember_choices(self) -> None:
        """Keep what was chosen for the next time, whatever the project."""
        remember("profile", self.profile_combo.currentData())
        remember("minimum", self.minimum_spin.value())
        remember("effort", self.effort_combo.currentData())
        remember("seed", self.seed_spin.value())
        remember("time_limit", self.time_spin.value())
        remember("folder", str(self.folder()))
        remember("preset", self.priorities.preset)
        for name, value in self._weight_values().items():
            remember(f"weight/{name}", value)

    def show_readiness(self, is_complete: bool, errors: int) -> None:
        """Say what must be done before a proposal; *is_complete*: the layers are chosen; *errors* of the check."""
        if not is_complete:
            self.show_status(self.tr("First choose the layers in step 1."))
        elif errors:
            self.show_status(problem_list([self.tr("The check found errors: mend them first, see step 2.")]))
        else:
            self.show_status(self._outcome)

    def show_outcome(self, html: str) -> None:
        """Say how the last run ended, until the next one."""
        self._outcome = html
        self.show_status(html)

    def show_status(self, html: str) -> None:
        """Say what is done, wrong, or comes next."""
        self.status_label.setText(html)
        self.status_label.setVisible(bool(html))

    def _fill_combos(self) -> None:
        vietnamese = user_language() == VIETNAMESE
        self._profiles = {profile.id: profile for profile in profiles.available()}
        for profile in self._profiles.values():
            self.profile_combo.addItem(profile.name_vi if vietnamese else profile.name_en, profile.id)
        self.profile_combo.addItem(self.tr("Custom"), profiles.CUSTOM)
        names = (self.tr("Quick"), self.tr("Normal"), self.tr("Thorough"))
        for effort, name in zip(_EFFORTS, names):
            self.effort_combo.addItem(name, effort)

    def _recall(self) -> None:
        _choose(self.profile_combo, remembered("profile", profiles.DEFAULT))
        _choose(self.effort_combo, remembered("effort", "normal"))
        self.minimum_spin.setValue(remembered("minimum", 500))
        self.seed_spin.setValue(remembered("seed", 1))
        self.time_spin.setValue(remembered("time_limit", 0))
        self.folder_widget.setFilePath(remembered("folder", default_folder()))
        for name, spin in self._weights.items():
            spin.setValue(remembered(f"weight/{name}", spin.value()))
        self.priorities.choose_preset(remembered("preset", BALANCED))
        self.priorities.show_weights(self._weight_values())

    def _weight_values(self) -> dict[str, float]:
        return {name: spin.value() for name, spin in self._weights.items()}

    def _take_priorities(self) -> None:
        """Write what the sliders mean into the boxes for numbers."""
        for name, value in self.priorities.weights().items():
            blocker = QSignalBlocker(self._weights[name])
            self._weights[name].setValue(value)
            blocker.unblock()

    def _ask_for(self, count: int) -> None:
        self.count_spin.setValue(count)
        self.tabs.setCurrentIndex(_WISHES_TAB)
        self.show_outcome(
            self.tr("{n} khu phố are asked for now; propose, or compare plans with that number.").format(
                n=number(count)
            )
        )

    def _show_profile(self, *_args: object) -> None:
        profile = self._profiles.get(self.profile_combo.currentData())
        is_custom = profile is None
        for widget in (self.minimum_spin, self.minimum_spin_label):
            widget.setVisible(is_custom)
        self.document_label.setVisible(not is_custom)
        if is_custom:
            profile = profiles.get(profiles.CUSTOM, self.minimum_spin.value())
        else:
            self.document_label.setText(self.tr("Source: {document}").format(document=profile.document))
        self.profile_combo.setToolTip(self.profile_combo.currentText())
        self.count_spin.setSpecialValueText(self._automatic(profile))

    def _automatic(self, profile: profiles.Profile) -> str:
        """Say what number follows from the households, as the algorithm takes it for one ward of khu phố."""
        minimum = profile.minimum_of(profiles.KHU_PHO)
        count = min(round(self._households / (profile.target_factor * minimum)), self._households // minimum)
        if count < 1:
            return self.tr("automatic")
        return self.tr("automatic (about {count})").format(count=number(count))


def _choose(combo, data: object) -> None:
    combo.setCurrentIndex(max(combo.findData(data), 0))
