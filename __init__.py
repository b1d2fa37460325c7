"""QGIS entry point of Khu Pho Mapper. Nothing heavy is imported until QGIS asks for the plugin."""


def classFactory(iface):  # noqa: N802 (name fixed by QGIS)
    """Return the plugin object; QGIS calls this once, when it loads the plugin."""
    from .plugin import KhuPhoMapperPlugin

    return KhuPhoMapperPlugin(iface)
