"""The headline of a plan in the dock."""

import pytest
from khu_pho_mapper.ui.headline import Headline


def record(below=0, **counts):
    wards = [
        {"ward": "Xã Mẫu", "area_type": kind, "neighborhoods": n, "smallest": 351, "largest": 679, "reasons": []}
        for kind, n in counts.items()
    ]
    total = {
        "units": 60,
        "households": 4343,
        "neighborhoods": sum(counts.values()),
        "below_minimum": below,
        "households_moved": None,
        "cut_off": False,
    }
    return {"wards": wards, "total": total}


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({"khu_pho": 17}, "17 khu phố"),
        ({"ap": 9}, "9 ấp"),
        ({"ap": 9, "khu_pho": 1}, "1 khu phố, 9 ấp"),
        ({}, "0 khu phố"),
    ],
)
def test_khu_pho_and_ap_are_counted_apart(qgis_app, counts, said):
    headline = Headline(record(**counts))
    assert headline.short() == said
    assert f">{said}, " in headline.html().replace("<b>", "")


def test_those_below_the_minimum_are_told(qgis_app):
    headline = Headline(record(below=2, khu_pho=17))
    assert headline.short().startswith("17 khu phố, 2 ")
    assert "17 khu phố, 2 " in headline.html() or "17 khu phố, trong đó 2 " in headline.html()
