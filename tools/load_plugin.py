"""Loads the plugin as ``qgis_process`` does, to show the error that QGIS keeps to itself."""

from qgis.core import QgsApplication

application = QgsApplication([], False)
application.initQgis()
import khu_pho_mapper  # noqa: E402 (QGIS comes first)

khu_pho_mapper.classFactory(None).initProcessing()
