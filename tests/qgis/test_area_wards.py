"""Police beats and militia areas of the same id in two wards are different areas, in all that the algorithms say."""

from __future__ import annotations

import json

import numpy as np
import pytest
import shapely
from khu_pho_mapper.core.alignment.harmonize import replay
from khu_pho_mapper.layers.decisions import read_changes, set_decision
from khu_pho_mapper.tests.qgis import grids
from khu_pho_mapper.tests.qgis import ward_grids as city
from khu_pho_mapper.tests.qgis.alignment_grids import register
from khu_pho_mapper.tests.qgis.running import Told, opened, rows, run
from qgis.core import QgsGeometry

COLUMNS = {
    "ward": ("neighborhood_before", "neighborhood_id"),
    "police": ("beat_id", "beat_new"),
    "militia": ("militia_id", "militia_new"),
}
BEATS = {f"{ward}/{number}" for ward in city.WARDS for number in "123"}
PAIRS = {
    (city.neighborhood(ward, 2 * k), f"{ward}/{k + 1}", f"{ward}/KĐ {k + 1}") for ward in city.WARDS for k in range(3)
}


def labels(layer, place):
    table = sorted(rows(layer), key=lambda row: row["ma_to"])
    found = {
        who: np.array([row[names[place]] or None for row in table], dtype=object) for who, names in COLUMNS.items()
    }
    return np.array([row["ma_to"] for row in table], dtype=object), found


def changed(layer):
    return {(row["change_id"], row["unit_id"], row["authority"], row["from_id"], row["to_id"]) for row in rows(layer)}


@pytest.mark.parametrize("ward_field", ["phuong", None])
@pytest.mark.parametrize("preset", ["khu_pho", "police", "majority", "fewest_moved"])
def test_both_wards_match_one_to_one(provider, preset, ward_field):
    told = Told()
    results = run("harmonizeboundaries", told, **city.given(PRESET=preset, WARD=ward_field))
    for row in rows(results["MATCHES"]):
        ward, number = row["neighborhood_id"].split("-KP0")
        assert row["area_id"] == f"{ward}/{'KĐ ' if row['force'] == 'militia' else ''}{number}"
    ids, before = labels(results["HARMONIZED_UNITS"], 0)
    _, after = labels(results["HARMONIZED_UNITS"], 1)
    assert set(zip(after["ward"], after["police"], after["militia"])) == PAIRS  # one coverage, 1:1 in both wards
    replayed = replay(ids, before, read_changes(results["CHANGES"]))
    assert all(list(replayed[who]) == list(after[who]) for who in after)
    areas = rows(results["BEATS_HARMONIZED"])
    assert {row["area_id"] for row in areas} == BEATS
    assert all(row["name"] == row["area_id"].split("/")[1] for row in areas)
    assert all(shapely.get_num_geometries(row["geometry"]) == 1 for row in areas)
    assert {row["kind"] for row in rows(results["GROUPS"])} == {"1:1"}
    said = [text for text in told.said if "several wards" in text]
    assert len(said) == 2
    assert "3 ids of police beats" in said[0]
    assert "27301/1, 27301/2, 27301/3 …" in said[0]
    assert "“phuong”" in said[0]


def test_a_ward_alone_and_the_city_agree(provider):
    both = run("harmonizeboundaries", **city.given())
    for ward in city.WARDS:
        alone = run("harmonizeboundaries", **city.given(wards=(ward,)))
        own = [row for row in rows(both["CHANGES"]) if row["unit_id"].startswith(ward)]
        said = [(row["unit_id"], row["authority"], row["from_id"], row["to_id"]) for row in rows(alone["CHANGES"])]
        assert sorted(said) == sorted(
            (row["unit_id"], row["authority"], *(row[end].split("/")[-1] for end in ("from_id", "to_id")))
            for row in own
        )
        assert {row["area_id"] for row in rows(alone["BEATS_HARMONIZED"])} == {"1", "2", "3"}  # nothing to tell apart


def test_the_order_of_features_does_not_matter_and_layers_stay(provider):
    layer, mirrored = city.beats(), city.beats(reverse=True)
    before = [(f.attributes(), f.geometry().asWkt()) for f in layer.getFeatures()]
    first = run("harmonizeboundaries", **city.given(BEATS=layer))
    second = run("harmonizeboundaries", **city.given(BEATS=mirrored, UNITS=city.units(reverse=True)))
    assert changed(first["CHANGES"]) == changed(second["CHANGES"])
    assert [(f.attributes(), f.geometry().asWkt()) for f in layer.getFeatures()] == before


def test_without_wards_areas_of_an_id_are_one_as_before(provider):
    fields = {"ma_to": str, "so_ho": int}
    units = city.units(fields=fields)
    results = run("comparewithforces", UNITS=units, UNIT_ID="ma_to", HOUSEHOLDS="so_ho", NEIGHBORHOOD="ma_to",
                  BEATS=city.beats(), BEAT_ID="ma", MATCHES="memory:", FACES="memory:")  # fmt: skip
    assert {row["beat_id"] for row in rows(results["FACES"])} == {"1", "2", "3"}


def halved():
    """Beats of both wards where a line goes through the middle of the unit T40, between 2 and 3."""
    boxes = []
    for left in (0, 6):
        boxes += [("1", left, 0, 6, 2), ("2", left, 2, 6, 2), ("2", left, 4, 1, 0.5), ("3", left, 4.5, 1, 0.5)]
        boxes += [("3", left + 1, 4, 5, 1), ("3", left, 5, 6, 1)]
    return grids.areas(boxes, name="Địa bàn CSKV")


@pytest.mark.parametrize("said", ["Địa bàn 2", "2", "27301/2"])
def test_a_register_means_the_area_of_the_ward(provider, said):
    table = register([(f"{ward}-T40", 80, said.replace("27301", ward)) for ward in city.WARDS])
    results = run("harmonizeboundaries", **city.given(REGISTER=table, BEATS=halved(), MILITIA=None))
    found = {row["ma_to"]: row for row in rows(results["HARMONIZED_UNITS"])}
    assert {found[f"{ward}-T40"]["beat_id"] for ward in city.WARDS} == {f"{ward}/2" for ward in city.WARDS}
    told = {(row["unit_id"], row["households"]) for row in rows(results["FACES"]) if row["evidence"] == "register"}
    assert told == {(f"{ward}-T40", households) for ward in city.WARDS for households in (80, 0)}


def test_dwellings_mean_the_area_of_the_ward(provider):
    places = [(x, y) for left in (0, 6) for x, y in ((left + 0.2, 4.1), (left + 0.5, 4.3), (left + 0.8, 4.7))]
    points = [
        (["2"], QgsGeometry.fromWkt(f"Point({grids.X0 + 100 * x} {grids.Y0 + 100 * y})"))
        for x, y in places
        for _ in range(20)
    ]
    layer = grids.layer(points, {"cskv": str}, kind="Point", name="nhà")
    told = Told()
    results = run("harmonizeboundaries", told, **city.given(DWELLINGS=layer, BEATS=halved(), MILITIA=None))
    found = {row["ma_to"]: row for row in rows(results["HARMONIZED_UNITS"])}
    assert {found[f"{ward}-T40"]["beat_id"] for ward in city.WARDS} == {f"{ward}/2" for ward in city.WARDS}
    assert not [text for text in told.warned if "dwellings name" in text]  # “2” is understood


def test_signed_rows_are_kept_from_run_to_run(provider, tmp_path):
    plan = str(tmp_path / "plan.gpkg")
    units = city.units()
    run("arrange", UNITS=units, UNIT_ID="ma_to", HOUSEHOLDS="so_ho", WARD="phuong", CURRENT="kp", START="kept",
        PROFILE="custom", MINIMUM=500, BEATS=city.beats(), BEAT_ID="ma", FOLDER=str(tmp_path))  # fmt: skip
    assert {(row["area_id"], row["name"]) for row in rows(opened(plan, "police_beats"))} == {
        (area, area.split("/")[1]) for area in BEATS
    }
    assert {row["area_id"] for row in rows(opened(plan, "matches"))} == BEATS
    asked = city.given(UNITS=units, PLAN=plan, PRESET="police", WARD="phuong")
    first = changed(run("harmonizeboundaries", **asked)["CHANGES"])
    assert {row[3:] for row in first if row[2] == "ward"} == {(f"{ward}-KP02", f"{ward}-KP01") for ward in city.WARDS}
    signed = sorted(row[0] for row in first)
    for who in COLUMNS:
        set_decision(plan, signed, who, "agree")
    results = run("harmonizeboundaries", **{**asked, "PRESET": "khu_pho", "SUMMARY": str(tmp_path / "s.json")})
    assert changed(results["CHANGES"]) == first  # signed rows hold under every rule, with their ids
    record = json.loads((tmp_path / "s.json").read_text("utf-8"))
    assert record["harmony"]["signed"] == {"rows": len(first), "signed": len(first), "refused": 0}
    assert record["areas_by_ward"]["field"] == "phuong"
    assert record["areas_by_ward"]["police"]["27302/1"] == "1"

    rebuilt = run("rebuildfromdecisions", UNITS=results["HARMONIZED_UNITS"], CHANGES=opened(plan, "changes"),
                  UNITS_OUT="memory:", BEATS="memory:", MILITIA="memory:", NEIGHBORHOODS="memory:")  # fmt: skip
    assert rebuilt["CHANGES_APPLIED"] == len(first)
    assert (
        labels(rebuilt["UNITS_OUT"], 1)[1]["police"].tolist()
        == labels(results["HARMONIZED_UNITS"], 1)[1]["police"].tolist()
    )
    assert {(row["area_id"], row["name"]) for row in rows(rebuilt["BEATS"])} == {
        (area, area.split("/")[1]) for area in BEATS
    }


@pytest.mark.parametrize(("first", "then"), [((city.WARDS[1],), city.WARDS), (city.WARDS, (city.WARDS[1],))])
def test_decisions_of_a_ward_hold_in_a_run_of_the_city_and_back(provider, tmp_path, first, then):
    made = run("harmonizeboundaries", **city.given(wards=first))["CHANGES"]
    refused = [row for row in rows(made) if row["unit_id"] == "27302-T20"]
    assert {row["authority"] for row in refused} == {"police", "militia"}
    with_marks = [
        [row[name] for name in ("change_id", "unit_id", "authority", "from_id", "to_id")] + ["không đồng ý"]
        for row in refused
    ]
    fields = {name: str for name in ("change_id", "unit_id", "authority", "from_id", "to_id", "police_decision")}
    table = grids.layer([(values, None) for values in with_marks], fields, kind="None", crs=None)
    results = run("harmonizeboundaries", **city.given(wards=then, DECISIONS=table))
    row = next(row for row in rows(results["HARMONIZED_UNITS"]) if row["ma_to"] == "27302-T20")
    assert row["beat_new"] == row["beat_id"]
    assert row["militia_new"] == row["militia_id"]
    kept = [row for row in rows(results["CHANGES"]) if row["police_decision"] == "refuse"]
    assert {(row["unit_id"], row["authority"]) for row in kept} == {("27302-T20", "police"), ("27302-T20", "militia")}


def test_a_comparison_and_the_checks_say_the_same(provider, tmp_path):
    told = Told()
    asked = {**city.BASE, "UNITS": city.units(), "BEATS": city.beats(), "MILITIA": city.militia()}
    results = run(
        "comparewithforces", told, **asked, MATCHES="memory:", FACES="memory:", SUMMARY=str(tmp_path / "s.json")
    )
    record = json.loads((tmp_path / "s.json").read_text("utf-8"))
    assert record["comparison"]["forces"]["police"]["areas"] == 6
    assert record["comparison"]["forces"]["police"]["matched_pairs"] == 6
    assert set(record["areas_by_ward"]["militia"].values()) == {"KĐ 1", "KĐ 2", "KĐ 3"}
    assert {row["area_id"] for row in rows(results["MATCHES"]) if row["force"] == "police"} == BEATS
    assert any("several wards" in text for text in told.said)
    faults = rows(run("checklayers", UNITS=city.units(), UNIT_ID="ma_to", HOUSEHOLDS="so_ho", BEATS=city.beats(),
                      BEAT_ID="ma", FAULTS="memory:")["FAULTS"])  # fmt: skip
    twice = {row["feature"] for row in faults if row["code"] == "duplicate_id"}
    assert twice == {f"{ward}/{number}" for ward in city.WARDS for number in "12"}  # two rows of one ward each


def test_khu_pho_of_the_same_name_in_two_wards_are_two(provider):
    told = Told()
    units = city.units(named=lambda _ward, row: f"Khu phố {row // 2 + 1}")
    results = run("harmonizeboundaries", told, **city.given(UNITS=units, PRESET="police"))
    khu_pho = {f"{ward}/Khu phố {number}" for ward in city.WARDS for number in "123"}
    found = rows(results["NEIGHBORHOODS"])
    assert {row["neighborhood_id"] for row in found} == khu_pho
    assert all(row["name"] == row["neighborhood_id"].split("/")[1] for row in found)
    assert {row["kind"] for row in rows(results["GROUPS"])} == {"1:1"}
    ids, before = labels(results["HARMONIZED_UNITS"], 0)
    _, after = labels(results["HARMONIZED_UNITS"], 1)
    replayed = replay(ids, before, read_changes(results["CHANGES"]))
    assert all(list(replayed[who]) == list(after[who]) for who in after)
    assert {(row["from_id"], row["to_id"]) for row in rows(results["CHANGES"]) if row["authority"] == "ward"} == {
        (f"{ward}/Khu phố 2", f"{ward}/Khu phố 1") for ward in city.WARDS
    }
    assert any("6 different khu phố" in text for text in told.said)
    rebuilt = run("rebuildfromdecisions", UNITS=results["HARMONIZED_UNITS"], CHANGES=results["CHANGES"], ROWS="all",
                  NEIGHBORHOODS="memory:")  # fmt: skip
    assert {(row["neighborhood_id"], row["name"]) for row in rows(rebuilt["NEIGHBORHOODS"])} == {
        (name, name.split("/")[1]) for name in khu_pho
    }
    # A list of the ward's own run says “Khu phố 2”, and is understood.
    one = city.units(wards=city.WARDS[1:], named=lambda _ward, row: f"Khu phố {row // 2 + 1}")
    own = run("harmonizeboundaries", **city.given(city.WARDS[1:], UNITS=one, PRESET="police"))["CHANGES"]
    row = next(row for row in rows(own) if row["authority"] == "ward")
    assert (row["from_id"], row["to_id"]) == ("Khu phố 2", "Khu phố 1")
    fields = ("change_id", "unit_id", "authority", "from_id", "to_id")
    table = grids.layer([([row[name] for name in fields] + ["x", "x", "từ chối"], None)],
                        {name: str for name in (*fields, "ward_decision", "police_decision", "militia_decision")},
                        kind="None", crs=None)  # fmt: skip
    again = run("harmonizeboundaries", **city.given(UNITS=units, PRESET="police", DECISIONS=table))
    kept = next(one for one in rows(again["HARMONIZED_UNITS"]) if one["ma_to"] == row["unit_id"])
    assert kept["neighborhood_id"] == "27302/Khu phố 2"


def test_a_plan_over_a_field_of_old_wards_is_left_alone(provider):
    """Khu phố that go beyond what only looks like the ward aren't cut."""
    units = city.units(named=lambda _ward, row: f"KP{row // 2 + 1:02d}" if row < 2 else f"KP{_ward[-1]}{row // 2}")
    results = run("comparewithforces", **{**city.BASE, "UNITS": units}, BEATS=city.beats(), MATCHES="memory:",
                  FACES="memory:")  # fmt: skip
    assert {row["neighborhood_id"] for row in rows(results["MATCHES"])} == {"KP01", "KP11", "KP12", "KP21", "KP22"}
