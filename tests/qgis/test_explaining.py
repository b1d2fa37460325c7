"""The explanations of a run: in its summary in both languages, in the dossier in Vietnamese."""

from __future__ import annotations

import json

import openpyxl
from khu_pho_mapper.core.model.run import RunControl
from khu_pho_mapper.layers.translate import to_text
from khu_pho_mapper.processing.explaining import SECTIONS, explain_proposal
from khu_pho_mapper.tests.qgis import grids
from khu_pho_mapper.tests.qgis.running import run
from qgis.core import edit

ASKED = {
    "UNIT_ID": "ma_to",
    "HOUSEHOLDS": "so_ho",
    "WARD": "phuong",
    "OLD_NEIGHBORHOOD": "kp_cu",
    "UNIT_NAME": "ma_to",
    "EFFORT": "quick",
    "BEAT_ID": "ma",
}


def explained(path):
    record = json.loads(path.read_text("utf-8"))
    return [one for ward in record["wards"] for one in ward["explanations"]]


def test_the_summary_of_a_proposal_explains_every_khu_pho(provider, tmp_path):
    results = run(
        "proposeneighborhoods", UNITS=grids.units(), BEATS=grids.beats(), SUMMARY=str(tmp_path / "s.json"), **ASKED,
        NEIGHBORHOODS="TEMPORARY_OUTPUT",
    )  # fmt: skip
    found = explained(tmp_path / "s.json")
    assert len(found) == results["NEIGHBORHOODS_COUNT"]
    ids = {feature["neighborhood_id"]: feature for feature in results["NEIGHBORHOODS"].getFeatures()}
    assert {one["neighborhood_id"] for one in found} == set(ids)
    for one in found:
        (first,) = one["made_of"]
        households = ids[one["neighborhood_id"]]["households"]
        assert first["en"].startswith(f"{one['name']} is made of")
        assert f"{households} households" in first["en"]
        assert f"{households} hộ" in first["vi"]
        assert one["areas"]
        assert one["continues"]
        assert all(told["vi"] != told["en"] for section in SECTIONS for told in one[section])
        for move in one["moves"]:
            assert move["into"] in ids
            assert sum(move["terms"].values()) == move["cost_change"]


def test_after_the_time_limit_only_the_first_ward_is_explained(provider, tmp_path, monkeypatch):
    from khu_pho_mapper.processing.algorithms import propose_neighborhoods

    def late(proposal, settings, control, feedback):
        return explain_proposal(proposal, settings, RunControl(deadline=0.0), feedback)

    monkeypatch.setattr(propose_neighborhoods, "explain_proposal", late)
    units = grids.units()
    with edit(units):
        place = units.fields().lookupField("phuong")
        for number, feature in enumerate(units.getFeatures()):
            units.changeAttributeValue(feature.id(), place, "Phường Tây" if number % 48 < 24 else "Phường Đông")
    run("proposeneighborhoods", UNITS=units, SUMMARY=str(tmp_path / "s.json"), **ASKED)
    wards = json.loads((tmp_path / "s.json").read_text("utf-8"))["wards"]
    assert len(wards) > 1
    assert [bool(ward["explanations"]) for ward in wards] == [True] + [False] * (len(wards) - 1)
    assert all(ward["neighborhoods"] for ward in wards)


def test_without_a_summary_nothing_is_explained(provider, monkeypatch):
    from khu_pho_mapper.processing.algorithms import propose_neighborhoods

    calls = []
    monkeypatch.setattr(propose_neighborhoods, "explain_proposal", lambda *asked: calls.append(asked) or [])
    run("proposeneighborhoods", UNITS=grids.units(), **ASKED)
    assert calls == []


def test_the_dossier_has_the_sheet_with_the_same_sentences(provider, tmp_path):
    run("arrange", UNITS=grids.units(), BEATS=grids.beats(), FOLDER=str(tmp_path / "out"), **ASKED)
    found = explained(tmp_path / "out" / "summary.json")
    book = openpyxl.load_workbook(tmp_path / "out" / "tables.xlsx")
    assert book.sheetnames.index("Thuyết minh") == book.sheetnames.index("Đối chiếu cũ - mới") + 1
    cells = {str(cell.value) for row in book["Thuyết minh"].iter_rows() for cell in row if cell.value}
    for one in found:
        assert one["name"] in cells
        for section in SECTIONS:
            if one[section]:
                assert "\n".join(told["vi"] for told in one[section]) in cells


def test_wards_apart_and_rules_are_explained_with_their_own_names(provider, tmp_path):
    made = grids.unit_rows()
    for place, (attributes, _) in enumerate(made):
        attributes[2] = "P1" if place % 8 < 4 else "P2"
    run(
        "proposeneighborhoods", UNITS=grids.layer(made, grids.UNIT_FIELDS), BEATS=grids.beats(), TOGETHER="T00+T01",
        SUMMARY=str(tmp_path / "s.json"), **ASKED,
    )  # fmt: skip
    found = explained(tmp_path / "s.json")
    held = [told["vi"] for one in found for told in one["forced"] if "theo quy định đã đặt" in told["vi"]]
    assert held == ["Các tổ được giữ theo quy định đã đặt: T00, T01."]
    left = [one for one in found if one["neighborhood_id"].startswith("P1-")]
    assert left
    assert all(move["into"].startswith("P1-") for one in left for move in one["moves"])
    assert any("địa bàn cảnh sát khu vực B1" in told["vi"] for one in left for told in one["areas"])


def test_numbers_in_sentences_are_written_as_the_language_does(provider):
    from khu_pho_mapper.core.model.messages import Message

    assert to_text(Message("It lacks {lacking} households to the minimum.", {"lacking": 1234}), "vi") == (
        "Còn thiếu 1.234 hộ so với mức tối thiểu."
    )
