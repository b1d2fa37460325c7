"""Coloring of neighbors: proper, few colors, the same each time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from khu_pho_mapper.core.measures.coloring import four_color
from scipy.spatial import Delaunay


def is_proper(pairs, colors):
    pairs = np.asarray(pairs).reshape(-1, 2)
    return bool((colors[pairs[:, 0]] != colors[pairs[:, 1]]).all())


def grid(rows, columns):
    at = np.arange(rows * columns).reshape(rows, columns)
    across = np.column_stack([at[:, :-1].ravel(), at[:, 1:].ravel()])
    down = np.column_stack([at[:-1].ravel(), at[1:].ravel()])
    return np.vstack([across, down])


def delaunay_pairs(points):
    triangles = Delaunay(points).simplices
    edges = np.vstack([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [0, 2]]])
    return np.unique(np.sort(edges, axis=1), axis=0)


@st.composite
def graphs(draw):
    n = draw(st.integers(1, 25))
    vertex = st.integers(0, n - 1)
    pairs = draw(st.lists(st.tuples(vertex, vertex).filter(lambda p: p[0] != p[1]), max_size=80))
    return np.array(pairs, dtype=np.int64).reshape(-1, 2), n


@given(graphs())
def test_neighbors_never_share_a_color(graph):
    pairs, n = graph
    colors = four_color(pairs, n)
    assert len(colors) == n
    assert is_proper(pairs, colors)
    assert set(colors) == set(range(colors.max() + 1))


@given(st.integers(0, 2**32 - 1), st.integers(4, 150))
@settings(max_examples=60, deadline=None)
def test_four_colors_do_for_maps_in_the_plane(seed, n):
    pairs = delaunay_pairs(np.random.default_rng(seed).random((n, 2)))
    colors = four_color(pairs, n)
    assert is_proper(pairs, colors)
    assert colors.max() < 4


@given(st.integers(1, 12), st.integers(1, 12))
def test_two_colors_do_for_a_chess_board(rows, columns):
    pairs = grid(rows, columns)
    colors = four_color(pairs, rows * columns)
    assert is_proper(pairs, colors)
    assert colors.max() <= 1


def test_a_whole_city_of_areas_takes_four():
    pairs = delaunay_pairs(np.random.default_rng(7).random((5000, 2)))
    colors = four_color(pairs, 5000)
    assert is_proper(pairs, colors)
    assert colors.max() < 4


def test_five_areas_that_all_touch_get_five_colors():
    pairs = np.array([(i, j) for i in range(5) for j in range(i)])
    assert sorted(four_color(pairs, 5)) == [0, 1, 2, 3, 4]


@given(graphs(), st.randoms(use_true_random=False))
def test_order_and_direction_of_pairs_do_not_matter(graph, random):
    pairs, n = graph
    turned = [tuple(reversed(pair)) if random.random() < 0.5 else tuple(pair) for pair in pairs.tolist()]
    random.shuffle(turned)
    again = four_color(np.array(turned, dtype=np.int64).reshape(-1, 2), n)
    assert again.tolist() == four_color(pairs, n).tolist()


def test_no_areas_and_lonely_areas():
    assert four_color(np.empty((0, 2), dtype=int), 0).tolist() == []
    assert four_color(np.empty((0, 2), dtype=int), 3).tolist() == [0, 0, 0]


def test_an_area_next_to_itself_is_ignored_and_an_unknown_position_refused():
    assert four_color(np.array([[1, 1]]), 2).tolist() == [0, 0]
    with pytest.raises(ValueError, match="positions from 0 to 1"):
        four_color(np.array([[0, 2]]), 2)
