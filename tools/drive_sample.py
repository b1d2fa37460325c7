"""For ``tools/desktop``: opens the sample ward and the dock, and takes a picture."""


def drive(desk):
    desk.open_layers(*sorted(desk.sample.glob("*.gpkg")))
    desk.plugin.action.trigger()
    yield 1.0
    yield desk.map_is_drawn
    yield 0.5
    desk.shot("sample")
