"""One run of an algorithm as a background task, seen in the dock and in QGIS's own task bar."""

from __future__ import annotations

import gc
from collections.abc import Mapping

from qgis.core import (
    QgsApplication,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsTask,
)
from qgis.PyQt.QtCore import QEventLoop, QObject, QTimer, pyqtSignal


class _Feedback(QgsProcessingFeedback):
    """Hands on what the algorithm says; its methods are called from the task's thread."""

    said = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        self.errors: list[str] = []
        self.warnings: list[str] = []

    def setProgressText(self, text: str) -> None:  # noqa: N802 (name fixed by QGIS)
        super().setProgressText(text)
        self.said.emit(text)

    def pushWarning(self, warning: str) -> None:  # noqa: N802 (name fixed by QGIS)
        super().pushWarning(warning)
        self.warnings.append(warning)

    def reportError(self, error: str, fatalError: bool = False) -> None:  # noqa: N802, N803 (names fixed by QGIS)
        super().reportError(error, fatalError)
        self.errors.append(error)


class AlgorithmRun(QObject):
    """Starts an algorithm and tells how it goes on; one run at a time.

    ``ended`` carries whether it went well and its results by output name; after it, :attr:`errors` says what
    went wrong, :attr:`canceled` whether the user stopped it, and :attr:`context` owns the layers it made until
    :meth:`let_go`.
    """

    started = pyqtSignal()
    progressed = pyqtSignal(float)
    said = pyqtSignal(str)
    ended = pyqtSignal(bool, dict)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.context: QgsProcessingContext | None = None
        self.canceled = False
        self._feedback: _Feedback | None = None
        self._task: QgsProcessingAlgRunnerTask | None = None

    @property
    def is_running(self) -> bool:
        """Tell whether a task is on its way."""
        return self._task is not None

    @property
    def errors(self) -> list[str]:
        """Return what the last run reported as errors, each once."""
        return list(dict.fromkeys(self._feedback.errors)) if self._feedback is not None else []

    @property
    def warnings(self) -> list[str]:
        """Return what the last run warned of, each once."""
        return list(dict.fromkeys(self._feedback.warnings)) if self._feedback is not None else []

    @property
    def log(self) -> str:
        """Return everything that the last run said."""
        return self._feedback.textLog() if self._feedback is not None else ""

    def start(self, algorithm_id: str, parameters: Mapping[str, object], title: str) -> bool:
        """Start *algorithm_id* with *parameters*; *title* is its name in QGIS's task list.

        Returns whether it got under way; where it did not, ``ended`` has been emitted with the reason kept.
        """
        if self.is_running:
            return False
        self.canceled = False
        self.context = QgsProcessingContext()
        self.context.setProject(QgsProject.instance())
        self._feedback = _Feedback()
        self.context.setFeedback(self._feedback)
        self._feedback.said.connect(self.said)
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(algorithm_id)
        can_run, reason = self._can_run(algorithm, algorithm_id, parameters)
        if not can_run:
            return self._refuse(reason)
        task = QgsProcessingAlgRunnerTask(algorithm, dict(parameters), self.context, self._feedback)
        if task.isCanceled():  # its preparation failed; the feedback knows why
            return self._refuse("")
        task.setDescription(title)
        task.executed.connect(self._on_executed)
        task.progressChanged.connect(self.progressed)
        self._task = task
        # Widgets and layers that nobody holds any more, but for each other, must go in this thread: Python's collector
        # runs in whichever thread it is due, and Qt crashes when the task's thread deletes what belongs to this one.
        gc.collect()
        self.started.emit()
        QgsApplication.taskManager().addTask(task)
        return True

    def cancel(self) -> None:
        """Ask the run to stop; ``ended`` follows."""
        if self._task is not None:
            self.canceled = True
            self._task.cancel()

    def close_down(self, patience_ms: int = 10_000) -> None:
        """Stop the run and wait until its thread is done, since it uses the provider and this object."""
        if self._task is not None:
            self._wait(patience_ms)
        self.let_go()

    def let_go(self) -> None:
        """Close the layers and files of the last run that nobody took; those must not outlive QGIS."""
        self.context = None

    def _wait(self, patience_ms: int) -> None:
        """Cancel, and go on handling events until the task has ended."""
        loop = QEventLoop()
        self.ended.connect(loop.quit)
        QTimer.singleShot(patience_ms, loop.quit)
        self.cancel()
        if self._task is not None:
            loop.exec()
        self.ended.disconnect(loop.quit)

    def _can_run(self, algorithm, algorithm_id: str, parameters) -> tuple[bool, str]:
        if algorithm is None:
            return False, self.tr("QGIS does not know the algorithm {algorithm}. Switch the plugin off and on.").format(
                algorithm=algorithm_id
            )
        can_execute, reason = algorithm.canExecute()
        if not can_execute:
            return False, reason
        return algorithm.checkParameterValues(dict(parameters), self.context)

    def _refuse(self, reason: str) -> bool:
        if reason:
            self._feedback.errors.append(reason)
        self.ended.emit(False, {})
        return False

    def _on_executed(self, successful: bool, results: dict) -> None:
        # The task manager deletes the task; only this reference kept the Python side of it.
        task, self._task = self._task, None
        self.canceled = self.canceled or (
            task is not None and task.status() == QgsTask.TaskStatus.Terminated and not self._feedback.errors
        )
        self.ended.emit(successful, results)
