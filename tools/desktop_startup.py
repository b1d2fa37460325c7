"""QGIS runs this before it loads plugins (``PYQGIS_STARTUP``): Python errors go to the log, not into a dialog.

A dialog at start would hold QGIS up before the driving script is run. The errors are kept for that script.
"""

import faulthandler
import os
import sys
import traceback

import qgis.utils

qgis.utils.errors_shown = []


def _write_down(kind, value, trace, *_rest, **_named):
    text = "".join(traceback.format_exception(kind, value, trace))
    qgis.utils.errors_shown.append(text)
    print(text, file=sys.stderr, flush=True)


qgis.utils.showException = _write_down
_patience = max(float(os.environ["KHU_PHO_LIMIT"]) - 15, 5)
faulthandler.dump_traceback_later(_patience, file=sys.__stderr__)  # where it hung, if it hung
