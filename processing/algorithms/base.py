"""What all algorithms share: group, help, missing packages, errors in the user's words, cancel."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSource,
    QgsProviderRegistry,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QIcon

from ... import dependencies
from ...core.model.errors import CanceledError, FaultyInputError, KhuPhoError
from ...core.model.faults import Fault, Severity
from ...core.model.messages import QT_TRANSLATE_NOOP, Message
from ...core.model.run import RunControl
from ...layers.translate import to_text, user_language
from ..overwriting import overwriting
from ..parameters import SharedParameters

HELP = Path(__file__).resolve().parent.parent / "help"
ICON = Path(__file__).resolve().parent.parent.parent / "resources" / "icon.svg"
_LINES = 30  # faults that the log lists one by one

_MORE = QT_TRANSLATE_NOOP("KhuPhoCore", "… and {count} more.")
_FAULT_LINE = QT_TRANSLATE_NOOP("KhuPhoCore", "{problem} {advice}")
_SYSTEM = QT_TRANSLATE_NOOP(
    "KhuPhoCore", "A file can't be written or read: {reason}. Check the folder, its permissions and the free space."
)


class KhuPhoAlgorithm(SharedParameters):
    """Base of the algorithms. A subclass has ``ID``, ``tr``, ``initAlgorithm`` and :meth:`work`."""

    ID = ""
    _refusal: Message | None = None

    def __init__(self) -> None:
        super().__init__()
        self._sources: dict[str, QgsProcessingFeatureSource | None] = {}
        self._layer_uris: dict[str, str] = {}
        self._layer_paths: dict[str, str] = {}

    def createInstance(self) -> KhuPhoAlgorithm:  # noqa: N802 (names fixed by QGIS, as below)
        """Return a new object of the same class."""
        return type(self)()

    def name(self) -> str:
        """Return the id, which never changes."""
        return self.ID

    def group(self) -> str:
        """Return the group's name in the toolbox."""
        return QCoreApplication.translate("KhuPhoAlgorithm", "Khu phố and ấp")

    def groupId(self) -> str:  # noqa: N802
        """Return the group's id, which never changes."""
        return "neighborhoods"

    def icon(self) -> QIcon:
        """Return the plugin's icon."""
        return QIcon(str(ICON))

    def shortHelpString(self) -> str:  # noqa: N802
        """Return the help page in the user's language."""
        return help_page(self.ID, user_language())

    def canExecute(self) -> tuple[bool, str]:  # noqa: N802
        """Tell whether all Python packages are there, and if not, what to do."""
        complaint = dependencies.complaint()
        return complaint is None, "" if complaint is None else to_text(complaint)

    def prepareAlgorithm(  # noqa: N802
        self, parameters: dict, context: QgsProcessingContext, _feedback: QgsProcessingFeedback
    ) -> bool:
        """Refuse missing packages (``processing.run`` does not ask :meth:`canExecute`); open layers, look at outputs.

        Runs in the main thread.
        """
        possible, reason = self.canExecute()
        if not possible:
            raise QgsProcessingException(reason)
        self._open_layers(parameters, context)
        # Told when it runs: a task whose preparation fails never says that it ended.
        self._refusal = overwriting(self, parameters, context)
        return True

    def _open_layers(self, parameters: dict, context: QgsProcessingContext) -> None:
        """Open the layers that are given, in the main thread: to look for them in the project is not safe elsewhere.

        Asking a project for its layers throws its expression variables away, which the map canvas may just be
        building; QGIS crashes when a task does it (3.40: ``QgsProject::layerStore`` resets the cached scope).
        """
        for definition in self.parameterDefinitions():
            name = definition.name()
            if definition.type() != QgsProcessingParameterFeatureSource.typeName():
                continue
            if parameters.get(name) in (None, ""):
                continue
            layer = self.parameterAsVectorLayer(parameters, name, context)
            if layer is not None:
                uri = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
                self._layer_uris[name], self._layer_paths[name] = layer.source(), uri.get("path") or ""
                if not isinstance(parameters[name], QgsVectorLayer):
                    _call_by_its_name(layer, uri, context)
            self._sources[name] = self.parameterAsSource(parameters, name, context)

    def processAlgorithm(  # noqa: N802
        self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict:
        """Do :meth:`work`; errors become one clear sentence, a cancel an empty answer."""
        if self._refusal is not None:
            raise QgsProcessingException(to_text(self._refusal))
        try:
            return told_plainly(lambda: self.work(parameters, context, feedback), feedback)
        finally:
            self._sources.clear()  # they must not outlive the layers

    def work(self, parameters: dict, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict:
        """Return the outputs. Runs in a thread: no pyproj, nothing of the user interface."""
        raise NotImplementedError

    def source(self, parameters: dict, name: str) -> QgsProcessingFeatureSource | None:
        """Return the layer of parameter *name*, or None when none is given.

        :raises QgsProcessingException: a layer is given but can't be opened.
        """
        found = self._sources.get(name)
        if found is None and parameters.get(name) not in (None, ""):
            raise QgsProcessingException(self.invalidSourceError(parameters, name))
        return found

    def layer_uri(self, name: str) -> str | None:
        """Return where the layer of parameter *name* comes from, as QGIS writes it; None where there is none."""
        return self._layer_uris.get(name)

    def layer_path(self, name: str) -> Path | None:
        """Return the file that the layer of parameter *name* is read from; None where there is none."""
        path = self._layer_paths.get(name)
        return Path(path) if path else None

    def text(self, parameters: dict, name: str, context: QgsProcessingContext) -> str | None:
        """Return the text (or the chosen field) of parameter *name*, or None."""
        return self.parameterAsString(parameters, name, context) or None

    def number(self, parameters: dict, name: str, context: QgsProcessingContext) -> float | None:
        """Return the number of the optional parameter *name*, or None."""
        if parameters.get(name) in (None, ""):
            return None
        return self.parameterAsDouble(parameters, name, context)

    def whole(self, parameters: dict, name: str, context: QgsProcessingContext) -> int | None:
        """Return the whole number of the optional parameter *name*, or None."""
        found = self.number(parameters, name, context)
        return None if found is None else int(found)


def _call_by_its_name(layer: QgsVectorLayer, uri: dict, context: QgsProcessingContext) -> None:
    """Call a layer that QGIS opened out of a file with several by its own name, where it takes the file's.

    *uri*: the parts of where it comes from.
    """
    if context.project() is not None and context.project().mapLayer(layer.id()):
        return
    if uri.get("layerName") and layer.name() == Path(uri.get("path") or "").stem:
        layer.setName(uri["layerName"])


def help_page(algorithm: str, language: str) -> str:
    """Return the help of *algorithm* as HTML, in *language* or else in English; empty when there is none."""
    for page in (HELP / f"{algorithm}.{language}.html", HELP / f"{algorithm}.en.html"):
        if page.exists():
            return page.read_text(encoding="utf-8")
    return ""


def told_plainly(job: Callable[[], dict], feedback: QgsProcessingFeedback) -> dict:
    """Return what *job* returns; {} when canceled.

    :raises QgsProcessingException: an error of the user's data or system, told in the user's language.
    """
    try:
        return job()
    except CanceledError:
        return {}
    except FaultyInputError as error:
        tell_faults(error.faults, feedback)
        reason = error.message
    except KhuPhoError as error:
        reason = error.message
    except OSError as error:
        reason = Message(_SYSTEM, {"reason": str(error)})
    # Raised out here, since QGIS never lets go of the exception, nor of frames and layers that it would lead to.
    raise QgsProcessingException(to_text(reason))


def tell_faults(faults: tuple[Fault, ...] | list[Fault], feedback: QgsProcessingFeedback) -> None:
    """List *faults* in the log, errors first and so many that they can be read."""
    ordered = sorted(faults, key=lambda fault: fault.severity is not Severity.ERROR)
    for fault in ordered[:_LINES]:
        line = to_text(Message(_FAULT_LINE, {"problem": fault.problem, "advice": fault.advice}))
        if fault.severity is Severity.ERROR:
            feedback.reportError(line)
        else:
            feedback.pushWarning(line)
    if len(ordered) > _LINES:
        feedback.pushWarning(to_text(Message(_MORE, {"count": len(ordered) - _LINES})))


def control_of(feedback: QgsProcessingFeedback, time_limit: float | None = None) -> RunControl:
    """Return a run control that reports to *feedback*; *time_limit* in seconds counts from now."""
    deadline = None if time_limit is None else time.monotonic() + time_limit
    return RunControl(lambda share: feedback.setProgress(100 * share), feedback.isCanceled, deadline)
