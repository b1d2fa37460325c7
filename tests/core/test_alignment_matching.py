import sys
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from khu_pho_mapper.core.alignment.classes import classify
from khu_pho_mapper.core.alignment.matching import match_one_to_one, name_bonus
from khu_pho_mapper.core.model.errors import KhuPhoError


def entries(table):
    rows, columns = np.nonzero(table)
    return rows, columns, table[rows, columns].astype(float), table.shape


def best_by_trying(table):
    if table.shape[0] > table.shape[1]:
        table = table.T
    rows = range(table.shape[0])
    return max(sum(table[r, c] for r, c in zip(rows, p)) for p in permutations(range(table.shape[1]), len(rows)))


tables = st.tuples(st.integers(1, 5), st.integers(1, 5)).flatmap(
    lambda s: st.lists(
        st.lists(st.sampled_from([0, 0, 0, 1, 2, 3, 5, 8, 40, 500]), min_size=s[1], max_size=s[1]),
        min_size=s[0],
        max_size=s[0],
    ).map(np.array)
)


@settings(max_examples=200, deadline=None)
@given(tables)
def test_matching_is_as_good_as_trying_all(table):
    matched = match_one_to_one(*entries(table))
    used = matched[matched >= 0]
    assert len(set(used.tolist())) == len(used)
    assert all(table[row, column] > 0 for row, column in enumerate(matched) if column >= 0)
    assert sum(table[row, column] for row, column in enumerate(matched) if column >= 0) == best_by_trying(table)


def test_separate_groups_are_matched_each():
    table = np.zeros((4, 4))
    table[:2, :2] = [[10, 9], [9, 1]]
    table[2:, 2:] = [[5, 0], [7, 0]]
    assert match_one_to_one(*entries(table)).tolist() == [1, 0, -1, 2]


def test_weights_of_zero_never_match():
    nothing = np.zeros(0, dtype=np.int64)
    assert match_one_to_one(nothing, nothing, np.zeros(0), (2, 3)).tolist() == [-1, -1]


def test_missing_scipy_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "scipy.optimize", None)
    with pytest.raises(KhuPhoError, match="python3-scipy"):
        match_one_to_one(*entries(np.ones((1, 1))))


def classes_of(pairs, size, gap=(), overlap=()):
    rows = np.array([row for row, _ in pairs], dtype=np.int64)
    columns = np.array([column for _, column in pairs], dtype=np.int64)
    marks = np.arange(size)
    return classify(rows, columns, np.isin(marks, list(gap)), np.isin(marks, list(overlap)))


def test_classes_of_known_relations():
    assert classes_of([(0, 0), (1, 1)], 2) == ["1:1", "1:1"]
    assert classes_of([(0, 0), (1, 0)], 2) == ["n:1", "n:1"]
    assert classes_of([(0, 0), (0, 1)], 1) == ["1:n"]
    assert classes_of([(0, 0), (0, 1), (1, 1)], 2) == ["n:m", "n:1"]
    assert classes_of([(0, 0), (1, 1)], 3, gap=[0], overlap=[0, 1]) == ["gap", "overlap", "gap"]
    assert classes_of([], 1, overlap=[0]) == ["overlap"]


def test_names_and_numbers_decide_between_nearly_equal_households():
    rows, columns = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    shared = np.array([49.0, 51.0, 51.0, 49.0])
    names, beats = ("Khu phố 3", "Khu phố 4"), ("CSKV 3", "CSKV 4")
    assert match_one_to_one(rows, columns, shared, (2, 2)).tolist() == [1, 0]
    weights = shared * name_bonus(names, beats, rows, columns)
    assert match_one_to_one(rows, columns, weights, (2, 2)).tolist() == [0, 1]
    clearly = np.array([40.0, 60.0, 60.0, 40.0]) * name_bonus(names, beats, rows, columns)
    assert match_one_to_one(rows, columns, clearly, (2, 2)).tolist() == [1, 0]


@pytest.mark.parametrize(
    ("neighborhood", "area", "same"),
    [
        ("27301-KP03", "CSKV 3", True),
        ("Khu phố 3", "Địa bàn 03", True),
        ("Khu phố 1A", "CSKV 1a", True),
        ("Khu phố 1A", "CSKV 1", False),
        ("Khu phố 13", "CSKV 3", False),
        ("Khu phố Tân Lập", "Địa bàn TÂN LẬP", True),
        ("Khu phố Tân Lập", "Địa bàn Tân Mỹ", False),
        ("Khu phố", "Địa bàn", False),
    ],
)
def test_which_names_say_the_same(neighborhood, area, same):
    one = np.zeros(1, dtype=np.int64)
    assert (name_bonus([neighborhood], [area], one, one)[0] > 1) == same
