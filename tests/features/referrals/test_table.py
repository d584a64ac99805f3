"""Gifts at the pickup table and on paper: with the bag, alone, or left behind; each way can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from leaderdesk.features.lists.papers import fill
from leaderdesk.features.lists.queries import ListFacts, list_facts
from leaderdesk.features.lists.rules import ListKind
from leaderdesk.features.payments.actions import book_payment
from leaderdesk.features.payments.queries import dues
from leaderdesk.features.pickups.actions import hand_over
from leaderdesk.features.pickups.screen import StationPage
from leaderdesk.features.referrals.actions import give_award, put_to_round
from leaderdesk.features.referrals.queries.slots import gift_labels, gifts_on_lists
from leaderdesk.features.referrals.rules import Stage
from leaderdesk.features.scanner.queries import Table, find_order
from leaderdesk.slots import list_slots, station_slots
from tests.features.pickups.table import Station, result, shown, words
from tests.features.referrals.village import Village
from tests.features.undoing import done


@pytest.fixture
def waiting(village: Village) -> int:
    """Let a gift go along with an order of the third old neighbour, and return the order."""
    referral = village.arrive(village.old[2], "小陈妈妈")
    order = village.order(village.old[2])
    village.pay(order)
    put_to_round(village.store, village.shop.round_id, [referral])
    return order


@contextmanager
def table_of(qtbot: QtBot, village: Village) -> Iterator[Station]:
    """Give the station with what the program shows there."""
    slots = station_slots(village.clock)
    with shown(qtbot, village.shop, lambda desk: StationPage(desk, dues=dues, book=book_payment, slots=slots)) as (
        screen,
        page,
    ):
        assert isinstance(page, StationPage)
        yield Station(screen, page)


def given(village: Village) -> int:
    """Return how many of the cups were given."""
    return village.balance(village.cup).given_milli // 1000


def test_the_gift_stays_behind_and_is_fetched_alone(qtbot: QtBot, village: Village, waiting: int) -> None:
    with table_of(qtbot, village) as table:
        table.scan("8-803")
        assert "草莓尝鲜杯 ×1" in words(result(table))
        table.press(Qt.Key.Key_F9)
        table.agree()
        assert table.pickup("8-803").is_done
        assert given(village) == 0
        table.scan("8-803")
        panel = result(table)
        assert panel.is_ready
        assert panel.gift is not None
        table.agree()
        assert given(village) == 1
        assert table.said.notices[-1][0] == "8-803 老邻居丙 has what goes along"
        undo = table.said.notices[-1][1]
        assert undo is not None
        village.store.undo(undo)
        table.screen.settle()
        assert given(village) == 0
        assert table.pickup("8-803").is_done
        table.scan("8-803")
        assert result(table).is_ready


def test_only_the_gift_goes_and_the_goods_stay(qtbot: QtBot, village: Village, waiting: int) -> None:
    with table_of(qtbot, village) as table:
        table.scan("8-803")
        for item in result(table).items:
            item.tick.setChecked(False)
        table.agree()
        assert given(village) == 1
        assert not table.pickup("8-803").handed_line_ids
        table.scan("8-803")
        assert result(table).gift is None


def test_the_gift_goes_with_the_bag_and_one_undo_brings_both_back(village: Village, waiting: int) -> None:
    village.hand(waiting)
    assert given(village) == 1
    village.store.undo(done(village.store)[0])
    assert given(village) == 0


def test_handing_over_nothing_gives_no_gift(village: Village, waiting: int) -> None:
    hand_over(village.store, waiting, dues=dues, line_ids=[])
    assert given(village) == 0


def test_a_gift_that_was_left_is_still_due(village: Village, waiting: int) -> None:
    order = village.shop.order_of("8-803")
    hand_over(village.store, waiting, dues=dues, line_ids=[line.id for line in order.lines], gift="stays")
    assert given(village) == 0
    assert [one.stage for one in village.trust().standings] == [Stage.DUE]


def facts(village: Village, kind: ListKind = ListKind.PICKUP) -> ListFacts:
    """Return the printed list with what the program says on it."""
    with village.store.read() as connection:
        return list_facts(
            connection, village.shop.round_id, kind, dues=dues, slots=list_slots(), now_ms=village.clock.now_ms()
        )


@pytest.mark.parametrize("kind", [ListKind.PICKUP, ListKind.PACKING])
def test_the_printed_list_names_the_gift_and_stays_true_once_it_went(
    village: Village, waiting: int, kind: ListKind
) -> None:
    before = facts(village, kind)
    content = fill(kind, before.pickups, before.layout)
    said = {entry.order_ids[0]: entry.values["goods"].text for part in content.sections for entry in part.entries}
    assert said[waiting].endswith("; gift: 草莓尝鲜杯×1")
    assert sum("gift" in text for text in said.values()) == 2
    village.hand(waiting)
    assert facts(village, kind).contents == before.contents
    assert gift_words(village, waiting) == ("1 gift", "gift: 草莓尝鲜杯×1")


def gift_words(village: Village, order_id: int) -> tuple[str | None, str | None]:
    """Return what label and list say of the gifts of an order."""
    now_ms = village.clock.now_ms()
    with village.store.read() as connection:
        label = gift_labels(connection, [order_id], now_ms).get(order_id)
        return label, gifts_on_lists(connection, [order_id], now_ms).get(order_id)


def test_a_gift_given_by_hand_is_on_no_paper_any_more(village: Village, waiting: int) -> None:
    (cup,) = [award for award in village.trust().live if award.neighbour_id == village.old[2]]
    give_award(village.store, cup.id)
    assert gift_words(village, waiting) == (None, None)


def test_the_phone_shows_the_gift(village: Village, waiting: int) -> None:
    with village.store.read() as connection:
        card = find_order(connection, waiting, Table(dues=dues, slots=station_slots(village.clock)))
    assert card.gift == "草莓尝鲜杯 ×1"
