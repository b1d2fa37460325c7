"""For ``tools/desktop``: the plugin is there, with button, dock and algorithms, from the profile's own folder."""

import sys
from pathlib import Path

from qgis.core import QgsApplication


def drive(desk):
    plugin = desk.plugin
    folder = Path(sys.modules[type(plugin).__module__].__file__).parent
    profile = Path(QgsApplication.qgisSettingsDirPath())
    if desk.zip and profile not in folder.parents:
        raise RuntimeError(f"loaded from {folder}, not from the profile {profile}")
    provider = QgsApplication.processingRegistry().providerById("khupho")
    if provider is None or not provider.algorithms():
        raise RuntimeError("the provider khupho has no algorithms")
    desk.say("algorithms:", *sorted(algorithm.id() for algorithm in provider.algorithms()))
    plugin.action.trigger()
    yield 1.0
    if not plugin.dock.isVisible():
        raise RuntimeError("the button does not open the dock")
    desk.shot("installed")
