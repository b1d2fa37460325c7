"""Grids of square units with readings given outright, so that harmonizing is tested apart from reading layers."""

import numpy as np
import pandas as pd
import shapely
from khu_pho_mapper.core.alignment.compare import Comparison
from khu_pho_mapper.core.alignment.matching import match_one_to_one
from khu_pho_mapper.core.alignment.reading import NoiseEstimate, Pieces, Reading
from khu_pho_mapper.core.coverage.adjacency import Adjacency
from khu_pho_mapper.core.model.sorting import natural_sorted

SIDE_M = 100.0


def grid(width, height):
    x, y = np.meshgrid(np.arange(width) * SIDE_M, np.arange(height) * SIDE_M)
    return shapely.box(x.ravel(), y.ravel(), x.ravel() + SIDE_M, y.ravel() + SIDE_M)


def rook(width, height):
    place = np.arange(width * height).reshape(height, width)
    pairs = [
        np.stack([place[:, :-1].ravel(), place[:, 1:].ravel()], axis=1),
        np.stack([place[:-1].ravel(), place[1:].ravel()], axis=1),
    ]
    pairs = np.concatenate(pairs)
    pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    return Adjacency(pairs, np.full(len(pairs), SIDE_M), np.zeros(len(pairs)))


def unit_frame(width, ward, households, *, wards=None, prefix="T"):
    size = len(ward)
    return pd.DataFrame(
        {
            "unit_id": [f"{prefix}{number:0{max(3, len(str(size)))}d}" for number in range(size)],
            "unit_name": [None] * size,
            "ward_code": [""] * size if wards is None else list(wards),
            "area_type": ["khu_pho"] * size,
            "households": pd.array([pd.NA if value is None else value for value in households], dtype="Int64"),
            "neighborhood_id": list(ward),
            "geometry": grid(width, size // width),
        }
    )


def read(units, force, labels, *, decided=None, other=None, confidence=0.95, evidence="area"):
    """Return the reading in which each unit lies whole in the area *labels* (None: in none)."""
    size = len(units)
    ids = tuple(natural_sorted({label for label in labels if label is not None}))
    place = {name: at for at, name in enumerate(ids)}
    area = np.array([place.get(label, -1) for label in labels], dtype=np.int64)
    decided = np.ones(size, dtype=bool) if decided is None else np.asarray(decided, dtype=bool)
    households = units["households"].fillna(0).to_numpy(dtype=float)
    second = np.array([place.get(label, -1) for label in other or [None] * size], dtype=np.int64)
    half = np.where(second >= 0, households / 2, 0.0)
    members = np.empty(size, dtype=object)
    members[:] = [(at,) if at >= 0 else () for at in area.tolist()]
    pieces = Pieces(
        unit=np.arange(size),
        areas=members,
        geometry=units["geometry"].to_numpy(),
        area_m2=np.full(size, SIDE_M**2),
        width_m=np.full(size, SIDE_M),
        households=households,
        low=households,
        high=households,
        kind=np.where(area >= 0, "main", "gap").astype(object),
    )
    return Reading(
        force=force,
        area_ids=ids,
        area=area,
        decided=decided & (area >= 0),
        reason=np.where(area < 0, "no_area", np.where(decided, "", "split")).astype(object),
        evidence=np.full(size, evidence, dtype=object),
        share=np.ones(size),
        confidence=np.where(decided, confidence, 0.4),
        households=households - half,
        low=households - half,
        high=households - half,
        split=second >= 0,
        other=second,
        other_households=half,
        other_low=half,
        other_high=half,
        from_gap=np.zeros(size, dtype=bool),
        noise=NoiseEstimate(0.0, 3.0, 8.0, np.zeros(1), np.zeros(0)),
        pieces=pieces,
    )


def compared(units, *readings):
    """Return the comparison of *readings*, matched by households."""
    labels = [None if pd.isna(value) else str(value) for value in units["neighborhood_id"]]
    names = natural_sorted({label for label in labels if label is not None})
    rows = []
    for reading in readings:
        shared = np.zeros((len(names), len(reading.area_ids)))
        for unit, label in enumerate(labels):
            if label is not None and reading.area[unit] >= 0:
                weight = units["households"].iloc[unit]
                shared[names.index(label), reading.area[unit]] += 0.001 + (0 if pd.isna(weight) else float(weight))
        row, column = np.nonzero(shared)
        matched = match_one_to_one(row, column, shared[row, column], shared.shape)
        for place, name in enumerate(names):
            partner = matched[place]
            total = max(float(shared[place].sum()), 1e-9)
            others = np.delete(shared[place], partner) if partner >= 0 else shared[place]
            margin = (shared[place, partner] - others.max(initial=0.0)) / total if partner >= 0 else np.nan
            area = reading.area_ids[partner] if partner >= 0 else None
            rows.append({"force": reading.force, "neighborhood_id": name, "area_id": area, "margin": margin})
    matches = pd.DataFrame(rows, columns=["force", "neighborhood_id", "area_id", "margin"])
    return Comparison(None, matches, {}, {reading.force: reading for reading in readings})


def drawn(text, names):
    """Return one label per letter of the lines of *text*: “.” is None, other letters are looked up in *names*."""
    return [None if letter == "." else names.get(letter, letter) for line in text.split() for letter in line]


class World:
    """A ward drawn with letters: khu phố, beats, militia areas, and households; lines from south to north."""

    def __init__(self, ward, police=None, militia=None, households=10, **options):
        lines = ward.split()
        self.width = len(lines[0])
        size = self.width * len(lines)
        numbers = [households] * size if isinstance(households, int) else list(households)
        self.units = unit_frame(self.width, drawn(ward, options.get("names", {})), numbers, wards=options.get("wards"))
        self.adjacency = rook(self.width, len(lines))
        readings = []
        for force, text in (("police", police), ("militia", militia)):
            if text is not None:
                marks = options.get(f"{force}_decided")
                decided = None if marks is None else [letter != "?" for letter in "".join(marks.split())]
                readings.append(read(self.units, force, drawn(text, {}), decided=decided))
        self.comparison = compared(self.units, *readings)

    def id(self, column, row):
        """Return the unit at *column* from the west and *row* from the south."""
        return f"T{row * self.width + column:03d}"
