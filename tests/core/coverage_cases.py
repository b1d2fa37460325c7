"""Random coverages whose neighbors, gaps and overlaps are known, for the tests of core.coverage."""

import numpy as np
import shapely
from hypothesis import strategies as st


def cells_of(labels, size=20.0):
    """Return the polygons of a grid of *labels* (rows, columns), and metres of common border by pair."""
    labels = np.asarray(labels)
    count = int(labels.max()) + 1
    rows, columns = np.indices(labels.shape)
    boxes = shapely.box(columns * size, rows * size, (columns + 1) * size, (rows + 1) * size)
    units = np.array([shapely.union_all(boxes[labels == label]) for label in range(count)], dtype=object)
    shared = {}
    for first, second in ((labels[:, :-1], labels[:, 1:]), (labels[:-1], labels[1:])):
        for a, b in zip(first.ravel().tolist(), second.ravel().tolist()):
            if a != b:
                pair = (min(a, b), max(a, b))
                shared[pair] = shared.get(pair, 0.0) + size
    return units, shared


@st.composite
def grids(draw, most=7):
    """Draw a grid of labels 0..k-1, each used: units of one or many cells, some in several parts."""
    shape = (draw(st.integers(1, most)), draw(st.integers(1, most)))
    wanted = draw(st.lists(st.integers(0, 11), min_size=shape[0] * shape[1], max_size=shape[0] * shape[1]))
    _, labels = np.unique(wanted, return_inverse=True)
    return labels.reshape(shape)


@st.composite
def voronois(draw):
    """Draw cells of a Voronoi diagram in a rectangle: a clean coverage with corners of three units."""
    seed = draw(st.integers(0, 10_000))
    random = np.random.default_rng(seed)
    points = random.uniform(0, 400, (draw(st.integers(2, 30)), 2))
    frame = shapely.box(-50, -50, 450, 450)
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.MultiPoint(points), extend_to=frame))
    return cells[np.argsort(shapely.area(cells))], seed


def jittered(units, amount, seed):
    """Return *units* with each vertex of each unit moved on its own by up to *amount* along x and y."""
    points, unit = shapely.get_coordinates(units, return_index=True)
    _, vertex = np.unique(np.column_stack([unit, points]), axis=0, return_inverse=True)
    vertex = vertex.ravel()
    moves = np.random.default_rng(seed).uniform(-amount, amount, (vertex.max() + 1, 2))
    return shapely.set_coordinates(np.array(units, dtype=object), points + moves[vertex])


def as_dict(adjacency):
    return {tuple(pair): length for pair, length in zip(adjacency.pairs.tolist(), adjacency.shared_m.tolist())}
