"""In which order labels come, and choices, layouts and corrections kept as text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaderdesk.documents.calibration import Correction
from leaderdesk.documents.label_layout import IMPORTANCE, SIZES, Layout, LayoutField
from leaderdesk.features.labels.rules import (
    LabelChoices,
    choices_text,
    correction_of,
    in_print_order,
    layout_text,
    read_choices,
    read_layout,
    with_correction,
)
from leaderdesk.features.orders.rules import Order

FIRST = Order(1, 1, 1, "张阿姨", "3-502", "3", 0, "", 1, None, "", 0, None, ())


def rooms(*names: str) -> list[Order]:
    return [replace(FIRST, id=place, room=room, building=room.split("-")[0]) for place, room in enumerate(names)]


def printed(orders: list[Order], way: str, *only: str) -> list[str]:
    places = {"3": 0, "1": 1}
    return [each.room for each in in_print_order(orders, places=places, room_order=way, only=only)]  # type: ignore[arg-type]


def test_floors_from_below_from_above_and_unit_by_unit() -> None:
    orders = rooms("1-2-101", "3-2-402", "3-1-1001", "3-1-402", "1-1-302")
    assert printed(orders, "up") == ["3-1-402", "3-2-402", "3-1-1001", "1-2-101", "1-1-302"]
    assert printed(orders, "down") == ["3-1-1001", "3-2-402", "3-1-402", "1-1-302", "1-2-101"]
    assert printed(orders, "unit") == ["3-1-402", "3-1-1001", "3-2-402", "1-1-302", "1-2-101"]


def test_one_building_alone_and_unknown_ones_last() -> None:
    orders = rooms("9-101", "1-101", "3-101")
    assert printed(orders, "up") == ["3-101", "1-101", "9-101"]
    assert printed(orders, "up", "1") == ["1-101"]


@given(
    st.permutations(("3-502", "3-1001", "1-2-101", "1-1-302", "", "西门岗亭")), st.sampled_from(("up", "down", "unit"))
)
def test_nobody_is_lost_on_the_way(names: list[str], way: str) -> None:
    assert sorted(printed(rooms(*names), way)) == sorted(names)


@given(st.permutations(IMPORTANCE), st.lists(st.sampled_from(list(SIZES)), max_size=12))
def test_a_layout_comes_back_as_it_was_kept(names: list[str], sizes: list[str]) -> None:
    fields = [LayoutField(name, size) for name, size in zip(names, sizes, strict=False)]  # type: ignore[arg-type]
    assert read_layout(layout_text(Layout(tuple(fields)))) == Layout(tuple(fields))


@pytest.mark.parametrize("text", ["", "{", "7", "[1]", '[["room"]]', '[["room", 7]]', '[["colour", "m"]]', "[" * 9000])
def test_what_is_no_layout_is_an_empty_one(text: str) -> None:
    assert read_layout(text) == Layout(())


def test_choices_come_back_and_strange_ones_do_not_matter() -> None:
    choices = LabelChoices(
        cold_apart=False, names=False, phone_tails=False, gifts=False, by_piece=True, room_order="down"
    )
    assert read_choices(choices_text(choices)) == choices
    for text in ("", "{", "[]", '{"names": 7, "room_order": "sideways", "later": 1}'):
        assert read_choices(text) == LabelChoices()


def test_a_correction_belongs_to_one_printer_and_one_paper() -> None:
    found = Correction(0.5, -1.0, 0.99, 1.0)
    text = with_correction("", found, printer="惠普 M126", stock="a4-70x37")
    assert correction_of(text, printer="惠普 M126", stock="a4-70x37") == found
    assert correction_of(text, printer="惠普 M126", stock="60x40").is_none
    assert correction_of(text, printer="", stock="a4-70x37").is_none
    both = with_correction(text, Correction(1.0), printer="", stock="60x40")
    assert with_correction(both, Correction(), printer="", stock="60x40") == text
    assert with_correction(text, Correction(), printer="惠普 M126", stock="a4-70x37") == ""


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"p|s": 1}', '{"p|s": [0, 0, 9, 1]}', '{"p|s": [900, 0, 1, 1]}', '{"p|s": [1]}']
)
def test_a_spoilt_correction_changes_nothing(text: str) -> None:
    assert correction_of(text, printer="p", stock="s").is_none
