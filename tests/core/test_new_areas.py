"""Areas that are made for khu phố and ấp without one have ids that are kept and names that can be read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from khu_pho_mapper.core.alignment.harmonize import new_area_names
from khu_pho_mapper.core.alignment.harmonize.new_areas import new_area_id

TEXTS = st.text(min_size=1, max_size=10)


def named(force, area, neighborhood, **names):
    return new_area_names(force, [area, None], [neighborhood, None], names).get(area)


def test_names_say_what_is_new_and_of_which_khu_pho():
    assert named("police", "27301-KP04 (mới)", "27301-KP04") == "Địa bàn mới (Khu phố 4)"
    assert named("militia", "27301-KP04 (mới)", "27301-KP04") == "Khu đội mới (Khu phố 4)"
    assert named("militia", "27301-AP04 (mới)", "27301-AP04") == "Ấp đội mới (Ấp 4)"
    assert named("police", "Khu phố 4 (mới) 2", "Khu phố 4") == "Địa bàn mới 2 (Khu phố 4)"
    assert named("police", "KP04 (mới)", "KP04", KP04="Bình Lợi") == "Địa bàn mới (Bình Lợi)"


def test_areas_that_were_not_made_here_are_left_alone():
    assert named("police", "CSKV 3", "Khu phố 4") is None
    assert named("police", "Chợ Lớn (mới)", "Khu phố 4") is None


@given(TEXTS, st.integers(0, 3))
def test_ids_of_new_areas_are_read_again(neighborhood, taken):
    areas: list[str] = []
    for _ in range(taken + 1):
        areas.append(new_area_id(neighborhood, areas))
    assert len(set(areas)) == taken + 1
    names = new_area_names("police", areas, [neighborhood], {neighborhood: "x"})
    assert set(names) == set(areas)
    assert len(set(names.values())) == taken + 1
    assert all(name.endswith("(x)") for name in names.values())
