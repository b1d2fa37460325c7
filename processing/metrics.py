"""The metrics of an alignment: how well the three agree, as a record, a table and a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..core.model.errors import KhuPhoError
from ..core.model.messages import QT_TRANSLATE_NOOP, Message
from ..core.model.run import RunControl
from ..layers.schema import METRICS
from .inputs import Inputs
from .outputs import drafted

if TYPE_CHECKING:
    import pandas as pd

    from .harmonizing import Alignment

_NOT_WRITTEN = QT_TRANSLATE_NOOP(
    "KhuPhoCore", "The file {path} can't be written: {reason}. Choose a folder that you may write to."
)


def alignment_metrics(alignment: Alignment, inputs: Inputs, control: RunControl) -> dict:
    """Return the figures of the metrics page, ready for JSON.

    :raises CanceledError: *control* says so.
    """
    from ..core.measures.agreement import agreement

    frames = {force: data.frame for force, data in inputs.by_force().items()}
    found = alignment.comparison.found
    return agreement(alignment.units, found, alignment.harmony, layers=frames, shifts=alignment.shifts, control=control)


def metrics_frame(metrics: dict) -> pd.DataFrame:
    """Return the frame of :data:`schema.METRICS`: one row per figure of the page, in Vietnamese."""
    import pandas as pd

    from ..core.dossier.metrics_words import metric_rows

    return pd.DataFrame(metric_rows(metrics), columns=METRICS.names())


def write_page(path: Path, metrics: dict) -> None:
    """Write the page of *metrics* to *path*, whole or not at all.

    :raises KhuPhoError: it can't be written.
    """
    from ..core.dossier.metrics_page import metrics_html

    try:
        with drafted(path) as draft:
            draft.write_text(metrics_html(metrics), encoding="utf-8")
    except OSError as error:
        told = {"path": str(path), "reason": error.strerror or str(error)}
        raise KhuPhoError(Message(_NOT_WRITTEN, told)) from error
