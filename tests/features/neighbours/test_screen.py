"""The page of the neighbours, driven as a leader does: typing, clicking, taking back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from leaderdesk.core.errors import StorageTrouble
from leaderdesk.features.neighbours.actions import archive_neighbour, ensure_neighbour
from leaderdesk.features.neighbours.queries import NeighbourSlots, buildings, neighbour_card
from leaderdesk.features.neighbours.rules import (
    Favourite,
    Figure,
    MessageFacts,
    NeighbourCard,
    OrderCount,
    PickupFact,
    TimelineEvent,
)
from leaderdesk.features.neighbours.screen import BuildingsCard, NeighboursPage
from leaderdesk.features.neighbours.screen.phone import MaskedPhone
from leaderdesk.features.places import Page, Place
from leaderdesk.storage.database import Store
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.list_states import ListStates
from leaderdesk.ui.reorder_list import ReorderList
from leaderdesk.ui.search_field import SearchField
from leaderdesk.ui.table_view import TableView
from leaderdesk.ui.tabs import FilterTabs
from leaderdesk.ui.word_tags import WordTags
from tests.features.open_desk import OpenDesk, open_desk
from tests.features.seen import button, field, sentences

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def desk(qtbot: QtBot, estate: Store) -> Iterator[OpenDesk]:
    with open_desk(estate) as opened:
        yield opened


def show(qtbot: QtBot, desk: OpenDesk, slots: NeighbourSlots | None = None) -> tuple[NeighboursPage, QWidget]:
    page = NeighboursPage(desk.desk, slots)
    widget = page.widget()
    qtbot.addWidget(widget)
    widget.resize(1286, 740)
    widget.show()
    desk.settle()
    return page, widget


def names(widget: QWidget) -> list[str]:
    listing = widget.findChildren(TableView)[0].listing
    cells = [listing.cell(row, 0) for row in range(listing.rowCount())]
    return [cell.plain for cell in cells if cell is not None]


def card(store: Store, neighbour_id: int) -> NeighbourCard:
    with store.read() as connection:
        found = neighbour_card(connection, neighbour_id)
    assert found is not None
    return found


def test_the_list_filters_by_tag_and_by_what_is_typed(qtbot: QtBot, desk: OpenDesk) -> None:
    _page, widget = show(qtbot, desk)
    assert names(widget) == ["张阿姨", "豆豆妈", "单老师", "小林"]
    button(widget.findChildren(FilterTabs)[0], "推荐官 2").click()
    assert names(widget) == ["张阿姨", "豆豆妈"]
    search = widget.findChildren(SearchField)[0]
    search.setText("ddm")
    assert names(widget) == ["豆豆妈"]
    search.setText("没有这人")
    assert widget.findChildren(ListStates)[0].state() == "nothing"
    search.clear()
    button(widget.findChildren(FilterTabs)[0], "All 4").click()
    search.setText("12-402")
    assert names(widget) == ["单老师"]


def test_the_first_neighbour_is_added_from_the_empty_page(qtbot: QtBot, store: Store) -> None:
    with open_desk(store) as desk:
        _page, widget = show(qtbot, desk)
        assert widget.findChildren(ListStates)[0].state() == "empty"
        button(widget.findChildren(ListStates)[0], "Add a neighbour").click()
        field(widget, "Name in the group").setText("张阿姨")
        field(widget, "Room").setText("3-502")
        button(widget, "Add").click()
        desk.settle()
        assert any("no building 3" in words for words in sentences(widget))
        button(widget, "Add Building 3").click()
        desk.settle()
        button(widget, "Add").click()
        desk.settle()
        assert names(widget) == ["张阿姨"]
        assert desk.said[-1][0] == "张阿姨 is in the list"
        desk.undo_last()
        assert widget.findChildren(ListStates)[0].state() == "empty"


@pytest.mark.parametrize(
    ("name", "room", "phone"),
    [
        ("", "", ""),
        ("\u200b\u202e", "", ""),
        ("老徐", "502", ""),
        ("老徐", "9-502", ""),
        ("老徐", "哪里", ""),
        ("老徐", "", "1380000123"),
        ("老徐", "", "1e309"),
        ("张阿姨", "3-502", ""),
    ],
)
def test_what_cannot_be_kept_stays_in_the_form_with_its_sentence(
    qtbot: QtBot, desk: OpenDesk, name: str, room: str, phone: str
) -> None:
    page, widget = show(qtbot, desk)
    page.arrive(Place(Page.NEIGHBOURS, wants_new=True))
    for label, typed in (("Name in the group", name), ("Room", room), ("Phone", phone)):
        field(widget, label).setText(typed)
    button(widget, "Add").click()
    desk.settle()
    assert [one for one in widget.findChildren(QLineEdit) if one.property("refused") and one.isVisible()]
    assert field(widget, "Room").text() == room
    assert len(names(widget)) == 4
    assert desk.troubles == []


def test_the_profile_shows_what_higher_features_know(qtbot: QtBot, desk: OpenDesk) -> None:
    now = desk.desk.clock.now_ms()
    slots = NeighbourSlots(
        order_counts=lambda _connection: {1: OrderCount(38, now)},
        figures=lambda _connection, _id: (Figure("Orders", "38", "times"),),
        favourites=lambda _connection, _id: (Favourite("草莓", 16),),
        timeline=lambda _connection, _id: (TimelineEvent(now, "第 23 期 草莓 ×2"),),
        facts=lambda _connection, _id: MessageFacts(
            pickup=PickupFact("第 23 期", "周三 17:30", "小区东门", "047", ("草莓 2 盒",), 2800)
        ),
    )
    page, widget = show(qtbot, desk, slots)
    page.arrive(Place(Page.NEIGHBOURS, neighbour_id=1))
    desk.settle()
    button(widget, "Copy").click()
    copied = QGuiApplication.clipboard().text()
    assert "047" in copied
    assert "¥28.00" in copied
    button(widget, "Another wording").click()
    button(widget, "Copy").click()
    assert QGuiApplication.clipboard().text() != copied
    assert "38 times" in widget.findChildren(TableView)[0].listing.cell(0, 3).plain  # type: ignore[union-attr]


def test_the_phone_is_masked_until_the_eye_and_for_ten_seconds(qtbot: QtBot, desk: OpenDesk) -> None:
    page, widget = show(qtbot, desk)
    page.arrive(Place(Page.NEIGHBOURS, neighbour_id=1))
    desk.settle()
    phone = widget.findChildren(MaskedPhone)[0]
    assert phone.text() == "138****1234"
    phone._timer.setInterval(30)
    button(phone, "Show the phone for 10 seconds").click()
    assert phone.text() == "13800001234"
    qtbot.waitUntil(lambda: phone.text() == "138****1234", timeout=2000)
    assert "13800001234" not in " ".join(sentences(widget))


def test_a_tag_is_put_on_and_taken_off_and_brought_back(qtbot: QtBot, desk: OpenDesk) -> None:
    page, widget = show(qtbot, desk)
    page.arrive(Place(Page.NEIGHBOURS, neighbour_id=1))
    desk.settle()
    tags = next(one for one in widget.findChildren(WordTags) if one.isVisible())
    button(tags, "Tag").click()
    field(tags, "Tag").setText("一个很长很长很长很长的标签")
    QTest.keyClick(field(tags, "Tag"), Qt.Key.Key_Return)
    desk.settle()
    assert field(tags, "Tag").text() == "一个很长很长很长很长的标签"
    field(tags, "Tag").setText("爱吃草莓")
    QTest.keyClick(field(tags, "Tag"), Qt.Key.Key_Return)
    desk.settle()
    assert [tag.name for tag in card(desk.desk.store, 1).tags] == ["核心邻居", "推荐官", "爱吃草莓"]
    button(tags, "Take the tag 核心邻居 off").click()
    desk.settle()
    assert len(card(desk.desk.store, 1).tags) == 2
    desk.undo_last()
    assert len(card(desk.desk.store, 1).tags) == 3
    assert button(tags, "Take the tag 核心邻居 off").isVisible()


def test_a_field_is_kept_when_it_is_left_and_refused_in_place(qtbot: QtBot, desk: OpenDesk) -> None:
    page, widget = show(qtbot, desk)
    page.arrive(Place(Page.NEIGHBOURS, neighbour_id=1))
    desk.settle()
    button(widget, "Edit").click()
    desk.settle()
    assert field(widget, "Phone").text() == "138****1234"
    room = field(widget, "Room")
    room.setText("3-603")
    room.editingFinished.emit()
    desk.settle()
    assert card(desk.desk.store, 1).room == "3-603"
    desk.undo_last()
    assert card(desk.desk.store, 1).room == "3-502"
    room.setText("9-101")
    room.editingFinished.emit()
    desk.settle()
    assert card(desk.desk.store, 1).room == "3-502"
    button(widget, "Add Building 9").click()
    desk.settle()
    assert card(desk.desk.store, 1).room == "9-101"


def test_notes_stand_in_the_timeline(qtbot: QtBot, desk: OpenDesk) -> None:
    page, widget = show(qtbot, desk)
    page.arrive(Place(Page.NEIGHBOURS, neighbour_id=1))
    desk.settle()
    button(widget, "Note something").click()
    field(widget, "Note").setText("喜欢小一点的草莓")
    button(widget, "Keep").click()
    desk.settle()
    assert [note.text for note in card(desk.desk.store, 1).notes] == ["喜欢小一点的草莓"]
    desk.undo_last()
    assert card(desk.desk.store, 1).notes == ()


def test_into_the_bin_and_back(qtbot: QtBot, desk: OpenDesk) -> None:
    page, widget = show(qtbot, desk)
    page.arrive(Place(Page.NEIGHBOURS, neighbour_id=1))
    desk.settle()
    button(widget, "Edit").click()
    desk.settle()
    button(widget, "Put into the bin").click()
    desk.settle()
    assert "张阿姨" not in names(widget)
    page._filter("bin")
    assert names(widget) == ["张阿姨"]
    page._show_profile(1)
    desk.settle()
    button(widget, "Bring back").click()
    desk.settle()
    assert card(desk.desk.store, 1).archived_at_ms is None


def test_a_list_that_cannot_be_read_says_so_and_tries_again(qtbot: QtBot, desk: OpenDesk) -> None:
    broken = [True]

    def counts(_connection: object) -> dict[int, OrderCount]:
        if broken[0]:
            raise StorageTrouble("The disk did not answer.")
        return {}

    _page, widget = show(qtbot, desk, NeighbourSlots(order_counts=counts))
    assert widget.findChildren(ListStates)[0].state() == "error"
    broken[0] = False
    button(widget, "Try again").click()
    desk.settle()
    assert widget.findChildren(ListStates)[0].state() == "list"


def test_names_are_never_read_as_markup(qtbot: QtBot, desk: OpenDesk) -> None:
    store = desk.desk.store
    with store.write("odd") as writing:
        odd = ensure_neighbour(writing, name="<img src=x>&<b>𠅤</b>", room="3-101")
    page, widget = show(qtbot, desk)
    page.arrive(Place(Page.NEIGHBOURS, neighbour_id=odd))
    desk.settle()
    assert "<img src=x>&<b>𠅤</b>" in names(widget)


def test_five_thousand_neighbours_are_listed_and_searched(qtbot: QtBot, desk: OpenDesk) -> None:
    store = desk.desk.store
    with store.write("many") as writing:
        writing.connection.exec_driver_sql(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"
            " INSERT INTO neighbour (name, search_key) SELECT '邻居' || i, '邻居' || i || ' linju' || i FROM n"
        )
    _page, widget = show(qtbot, desk)
    assert len(names(widget)) == 5004
    widget.findChildren(SearchField)[0].setText("linju4999")
    assert names(widget) == ["邻居4999"]


def test_every_control_has_a_name_and_is_reached_by_tab(qtbot: QtBot, desk: OpenDesk) -> None:
    page, widget = show(qtbot, desk)
    page.arrive(Place(Page.NEIGHBOURS, neighbour_id=1))
    desk.settle()
    controls = [one for one in widget.findChildren(QAbstractButton) if one.isVisible()]
    assert controls
    assert [one for one in controls if not one.accessibleName()] == []
    assert [one for one in controls if isinstance(one, Button) and one.focusPolicy() == Qt.FocusPolicy.NoFocus] == []


def test_the_walk_is_put_in_order_and_buildings_are_kept(qtbot: QtBot, desk: OpenDesk) -> None:
    store = desk.desk.store
    walk = BuildingsCard(desk.desk)
    qtbot.addWidget(walk)
    walk.show()
    desk.settle()
    rows = walk.findChildren(ReorderList)[0]
    rows.setCurrentRow(0)
    rows.move_current(1)
    desk.settle()
    with store.read() as connection:
        assert [one.name for one in buildings(connection)] == ["1", "3", "12"]
    button(walk, "Add a building").click()
    field(walk, "Building").setText("东区")
    button(walk, "Keep").click()
    desk.settle()
    assert field(walk, "Building").property("refused")
    field(walk, "Building").setText("5号楼")
    button(walk, "Keep").click()
    desk.settle()
    with store.read() as connection:
        assert [one.name for one in buildings(connection)] == ["1", "3", "12", "5"]
    rows.opened.emit(rows.keys()[0])
    button(walk, "Remove").click()
    desk.settle()
    assert any("still has 1 household" in words for words in sentences(walk))
    archive_neighbour(store, 2)
