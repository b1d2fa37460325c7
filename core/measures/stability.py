"""What becomes of the old neighborhoods: which new ones take their units and households."""

from __future__ import annotations

import pandas as pd

from ..model.sorting import natural_key

COLUMNS = ["ward_code", "old_neighborhood", "neighborhood_id", "units", "households", "share", "is_main"]


def old_to_new(units: pd.DataFrame) -> pd.DataFrame:
    """Return one row per pair of old and new neighborhood that share units.

    *units*: canonical frame plus ``neighborhood_id``; units without an old or a new neighborhood are left
    out. Old names count per ward, since “Khu phố 1” is in every ward.

    Columns: ``ward_code``, ``old_neighborhood``, ``neighborhood_id``, ``units`` (number), ``households`` (missing
    counted 0), ``share`` of the old neighborhood's households (of its units where it has no households),
    ``is_main`` (True for the new neighborhood that takes most; more units, then natural order, break ties). Rows are in
    natural order of ward and old name, the main one first.
    """
    table = pd.DataFrame(
        {
            "ward_code": units["ward_code"].fillna("").astype(str).to_numpy(),
            "old_neighborhood": units["old_neighborhood"].to_numpy(),
            "neighborhood_id": units["neighborhood_id"].to_numpy(),
            "households": units["households"].astype("Int64").fillna(0).to_numpy(dtype="int64"),
        }
    )
    named = table["old_neighborhood"].notna() & (table["old_neighborhood"] != "") & table["neighborhood_id"].notna()
    table = table[named]
    if table.empty:
        return pd.DataFrame(columns=COLUMNS)
    keys = ["ward_code", "old_neighborhood", "neighborhood_id"]
    pairs = table.groupby(keys, sort=False)["households"].agg(units="size", households="sum").reset_index()
    whole = pairs.groupby(keys[:2], sort=False)[["units", "households"]].transform("sum")
    by_units = pairs["units"] / whole["units"]
    pairs["share"] = (pairs["households"] / whole["households"].where(whole["households"] > 0)).fillna(by_units)
    keyed = [_row_key(*row) for row in pairs[[*keys, "households", "units"]].itertuples(index=False)]
    order = sorted(range(len(pairs)), key=keyed.__getitem__)
    pairs = pairs.iloc[order].reset_index(drop=True)
    pairs["is_main"] = ~pairs.duplicated(keys[:2])
    return pairs[COLUMNS]


def kept_share(units: pd.DataFrame) -> float | None:
    """Return the share of households that go with the main successor of their old neighborhood; None without any."""
    pairs = old_to_new(units)
    total = int(pairs["households"].sum())
    return float(pairs.loc[pairs["is_main"].astype(bool), "households"].sum()) / total if total else None


def _row_key(ward: str, old: str, new: str, households: int, units: int) -> tuple:
    return (natural_key(ward), natural_key(old), -households, -units, natural_key(new))
