"""QGIS layers and files to frames and back; the only place that knows field names of layers."""
