"""What the plugin knows of its subject. Imports neither QGIS nor Qt; frames carry no CRS and are in metres."""
