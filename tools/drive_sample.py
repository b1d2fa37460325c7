"""For ``tools/desktop``: opens the sample ward and the dock, and takes a picture."""

from qgis.core import QgsProject


def drive(desk):
    layers = desk.open_layers(desk.sample / "phuong_mau.gpkg")
    tree = QgsProject.instance().layerTreeRoot()
    for name in ("nha_o", "ranh_phuong"):
        tree.findLayer(layers[name]).setItemVisibilityChecked(False)
    desk.plugin.action.trigger()
    yield 1.0
    yield desk.map_is_drawn
    yield 0.5
    desk.shot("sample")
