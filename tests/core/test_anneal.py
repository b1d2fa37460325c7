"""Annealing: its sums stay those of the labels, with walking too, and it parts units that must be kept apart."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from khu_pho_mapper.core.model.run import RunControl
from khu_pho_mapper.core.proposal.anneal import HOT, Anneal
from khu_pho_mapper.core.proposal.clock import Clock
from khu_pho_mapper.core.proposal.coarsen import coarsen
from khu_pho_mapper.core.proposal.cost import WALKING, CostModel, scatter
from khu_pho_mapper.core.proposal.lanes import LOAD, STEP_SQUARE, STEP_X, STEP_Y, Copy, UnitTables
from khu_pho_mapper.core.proposal.parts import split_parts
from khu_pho_mapper.core.proposal.plan import Weights
from proposal_cases import grid

ROWS = np.repeat(np.arange(6), 8)  # rows of a grid of 8 x 6 units
HOUSEHOLDS = [60, 95, 80, 110, 70, 100, 85, 90] * 6


def annealed(weights: Weights, apart=None, copies: int = 2) -> Anneal:
    part = split_parts(grid(8, 6, HOUSEHOLDS, 400, apart=apart))[0]
    model = CostModel(part, weights, part.total / 6)
    tables = UnitTables(model)
    anneal = Anneal([Copy(model, ROWS.tolist(), 6, 10 + i, HOT) for i in range(copies)], [tables] * copies)
    assert anneal.run(3000, (10.0, 100.0), Clock(RunControl()))
    return anneal


@pytest.mark.parametrize("walking", [0.5, 3.0])
def test_sums_kept_move_by_move_give_the_walking_term_of_the_labels(walking):
    anneal = annealed(Weights(walking=walking))
    model = anneal.board.copies[0].model
    for copy, (_, _, labels) in enumerate(anneal.results()):
        assert labels != ROWS.tolist()
        for region in range(6):
            sums = model.columns[np.array(labels) == region][:, WALKING].sum(axis=0)
            own = anneal.board.state[6 * copy + region]
            term = own[STEP_SQUARE] - (own[STEP_X] ** 2 + own[STEP_Y] ** 2) / own[LOAD]
            assert term == pytest.approx(model.walking * float(scatter(*sums)), rel=1e-6, abs=1e-6)


def test_walking_is_weighed_in_the_moves():
    with_it, without = annealed(Weights(walking=4.0), copies=4), annealed(Weights(), copies=4)
    model = with_it.board.copies[0].model

    def cost(labels) -> float:
        return sum(model.region_cost(np.flatnonzero(np.array(labels) == region).tolist()) for region in range(6))

    assert min(cost(labels) for _, _, labels in with_it.results()) < min(
        cost(labels) for _, _, labels in without.results()
    )


def test_units_to_keep_apart_are_parted_and_pairs_left_count_as_shortages():
    pairs = [(0, 1), (2, 3), (9, 10), (20, 21), (29, 30), (46, 47)]  # all in one row, so in one region at first
    short, _, labels = min(annealed(Weights(), pairs, copies=8).results())  # the one that goes on
    assert short == 0.0
    assert all(labels[u] != labels[v] for u, v in pairs)
    part = split_parts(grid(8, 6, HOUSEHOLDS, 400, apart=pairs))[0]
    model = CostModel(part, Weights(), part.total / 6)
    still = Anneal([Copy(model, ROWS.tolist(), 6, 1, HOT)], [UnitTables(model)])
    assert still.results()[0][0] == len(pairs)


def test_parts_with_and_without_pairs_are_annealed_side_by_side_as_if_alone():
    parts = [split_parts(grid(8, 6, HOUSEHOLDS, 400, apart=apart))[0] for apart in (None, [(0, 1), (20, 21)])]
    models = [CostModel(part, Weights(), part.total / 6) for part in parts]
    copies = [Copy(model, ROWS.tolist(), 6, 5, HOT) for model in models]

    def labels_of(places) -> list[list[int]]:
        anneal = Anneal([copies[i] for i in places], [UnitTables(models[i]) for i in places])
        anneal.run(1000, (10.0, 100.0), Clock(RunControl()))
        return [labels for _, _, labels in anneal.results()]

    assert labels_of([0, 1]) == labels_of([0]) + labels_of([1])


def test_lumps_hold_no_units_to_keep_apart_and_know_their_pairs():
    pairs = [(u, u + 1) for u in range(0, 48, 4)]
    part = split_parts(grid(8, 6, HOUSEHOLDS, 400, apart=pairs))[0]
    coarse, parent = coarsen(part, 16, 1e9, Random(3), keep_groups=False)
    assert coarse.size < 24
    assert all(parent[u] != parent[v] for u, v in pairs)
    assert {tuple(sorted((parent[u], parent[v]))) for u, v in pairs} == set(map(tuple, coarse.apart.tolist()))
