"""What the summary says is proven about a plan, in a real QGIS."""

import json

import pytest
from khu_pho_mapper.tests.qgis import test_alternatives as ward
from khu_pho_mapper.tests.qgis.running import run


def proof(tmp_path, **asked):
    summary = tmp_path / "summary.json"
    run("proposeneighborhoods", UNITS=ward.ward(), BEATS=ward.beats(), SUMMARY=str(summary), **{**ward.ASKED, **asked})
    return json.loads(summary.read_text(encoding="utf-8"))["wards"][0]


def test_a_plan_has_a_certificate_in_both_languages(provider, tmp_path):
    found = proof(tmp_path)
    certificate = found["proof"]
    assert certificate["count_bound"] >= found["neighborhoods"]
    assert certificate["cost"] == pytest.approx(found["cost"])
    assert certificate["cost_bound"] is None or certificate["cost_bound"] <= certificate["cost"] + 1e-9
    assert certificate["sentence"]["en"]
    assert certificate["sentence"]["vi"] != certificate["sentence"]["en"]


def test_without_time_there_is_none(provider, tmp_path):
    assert "proof" not in proof(tmp_path, PROOF_TIME=0)


def test_a_plan_under_rules_is_not_called_worse_than_one_that_breaks_them(provider, tmp_path):
    units = [row[0][0] for row in ward.ward_rows()]
    found = proof(tmp_path, TOGETHER=f"{units[0]}+{units[1]}+{units[2]}+{units[3]}+{units[4]}")
    assert "was found" not in found["proof"]["sentence"]["en"]
