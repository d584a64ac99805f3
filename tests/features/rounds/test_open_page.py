"""The page of opening, used as the leader uses it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from leaderdesk.features.places import Page, Place, Step
from leaderdesk.features.rounds import actions
from leaderdesk.features.rounds.queries import RoundSlots
from leaderdesk.features.rounds.rules import Ordered, RoundState
from leaderdesk.storage.journal import next_undo
from leaderdesk.ui.cells import Text
from leaderdesk.ui.print_preview import PrintPreview
from tests.features.rounds.desks import Screens, screens
from tests.features.rounds.shop import Shop, dump, filled, offers, read


@pytest.fixture
def round_id(shop: Shop) -> int:
    return filled(shop).round_id


@pytest.fixture
def desk(qtbot: QtBot, shop: Shop, round_id: int) -> Iterator[Screens]:
    with screens(qtbot, shop) as found:
        found.go(round_id)
        yield found


def type_cell(desk: Screens, place: int, key: str, typed: str) -> None:
    """Open the cell of the offer at that place, write into it and press Enter."""
    part = desk.opening().offers
    part.table.setFocus()
    part.table.edit_cell(part.rows.id_at(place), key)
    editor = part.table.viewport().findChildren(QLineEdit)[-1]
    editor.setText(typed)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    desk.settle()


def words(desk: Screens, place: int, key: str) -> str:
    """Return what the cell says."""
    rows = desk.opening().offers.rows
    column = [one.key for one in rows.columns].index(key)
    return str(rows.index(place, column).data(Qt.ItemDataRole.DisplayRole))


def test_the_round_shows(desk: Screens) -> None:
    page = desk.opening()
    assert page.fields.name.text() == "Round 1 · 草莓季"
    assert page.fields.cutoff.text() == "Mon 1/26 22:00"
    assert page.fields.pickup.text() == "Sun 2/1 10:00–18:00"
    assert page.fields.place.text() == "3 号楼一层"
    assert [words(desk, 0, key) for key in ("product", "price", "margin", "case", "step", "cutoff")] == [
        "隔壁村王大叔家的草莓, A · 500 g / 盒 · chilled",
        "¥36.00",
        "¥10.00 28%",
        "10 盒 / case",
        "1 盒",
        "Mon 22:00",
    ]
    assert page.state.text() == "5 products, all filled in"
    assert page.text.text().startswith("Round 1 · 草莓季\nA 王大叔草莓 500 g, 36 yuan\n")


@pytest.mark.parametrize(
    ("key", "typed", "field", "value"),
    [
        ("price", "35.5", "price_fen", 3550),
        ("price", "", "price_fen", None),
        ("cost", "¥20", "cost_fen", 2000),
        ("limit", "4", "limit_milli", 4000),
        ("limit", "共20", "total_limit_milli", 20_000),
        ("case", "", "case_milli", None),
        ("case", "12", "case_milli", 12_000),
        ("minimum", "20 盒", "minimum_milli", 20_000),
        ("minimum", "2.5", "minimum_milli", 2500),
        ("step", "0.5", "step_milli", 500),
        ("cutoff", "周一 18:00", "cutoff", "2026-01-26T18:00"),
    ],
)
def test_a_cell_is_saved_at_once_and_undone_in_one_step(
    desk: Screens, round_id: int, key: str, typed: str, field: str, value: object
) -> None:
    before = dump(desk.shop.store)
    type_cell(desk, 0, key, typed)
    assert getattr(offers(desk.shop, round_id)[0], field) == value
    with desk.shop.store.read() as connection:
        action_id = connection.exec_driver_sql("SELECT max(id) FROM journal_action").scalar_one()
    desk.shop.store.undo(action_id)
    desk.settle()
    assert dump(desk.shop.store) == before


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        *[("price", typed) for typed in ("-1", "1e309", "NaN", "2.5.1", "99999999999", "三点五", "1_000")],
        *[("limit", typed) for typed in ("-1", "0", "many")],
        *[("case", typed) for typed in ("0", "-3", "1e9")],
        *[("minimum", typed) for typed in ("0", "-3", "1e9", "many")],
        *[("step", typed) for typed in ("0", "x")],
        *[("cutoff", typed) for typed in ("2月30日 20:00", "0000-00-00", "2028-01-01 10:00", "soon", "2月3日 10:00")],
    ],
)
def test_what_is_refused_stays_in_the_cell_with_a_sentence(desk: Screens, round_id: int, key: str, typed: str) -> None:
    before = dump(desk.shop.store)
    type_cell(desk, 0, key, typed)
    rows = desk.opening().offers.rows
    column = [one.key for one in rows.columns].index(key)
    refusal = rows.refusal(0, column)
    assert refusal is not None
    assert refusal.typed == typed
    assert refusal.sentence.endswith(".")
    assert dump(desk.shop.store) == before


def test_a_price_below_cost_is_amber_and_a_missing_one_stops_only_copying(desk: Screens, round_id: int) -> None:
    type_cell(desk, 0, "price", "24")
    assert words(desk, 0, "margin") == "¥2.00 below cost"
    rows = desk.opening().offers.rows
    cell = rows.cell(0, 3)
    assert isinstance(cell, Text)
    assert cell.color == "warnText"
    assert desk.opening().text.button.isEnabled()
    type_cell(desk, 1, "price", "")
    page = desk.opening()
    assert page.state.text() == "1 product has no price yet"
    assert not page.text.button.isEnabled()
    assert page.go_button.isEnabled()


def test_the_text_follows_and_is_copied(desk: Screens) -> None:
    page = desk.opening()
    page.options["prices"].click()
    page.options["limits"].click()
    assert "yuan" not in page.text.text()
    QTest.mouseClick(page.text.button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == page.text.text()
    assert desk.latest() == "Copied. Paste it into the group."


@pytest.mark.parametrize(
    ("field", "typed", "shown"),
    [
        ("name", "第 1 期・耙耙柑", "Round 1 · 耙耙柑"),
        ("name", "x" * 5000, "Round 1 · " + "x" * 60),
        ("name", "", "Round 1"),
        ("cutoff", "1/27 20:00", "Tue 1/27 20:00"),
        ("pickup", "1月31日 9:00-12:00", "Sat 1/31 09:00–12:00"),
        ("place", "<b>5 号楼</b>", "<b>5 号楼</b>"),
    ],
)
def test_a_field_is_saved_when_it_is_left(desk: Screens, field: str, typed: str, shown: str) -> None:
    before = dump(desk.shop.store)
    edit = getattr(desk.opening().fields, field)
    edit.setFocus()
    edit.setText(typed)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    desk.settle()
    assert edit.text() == shown
    with desk.shop.store.read() as connection:
        action_id = connection.exec_driver_sql("SELECT max(id) FROM journal_action").scalar_one()
    desk.shop.store.undo(action_id)
    desk.settle()
    assert dump(desk.shop.store) == before


@pytest.mark.parametrize(
    ("field", "key", "typed"),
    [
        ("cutoff", "cutoff", "2月30日"),
        ("cutoff", "cutoff", "2月2日 20:00"),
        ("pickup", "pickup", "1月25日 10:00-12:00"),
        ("pickup", "pickup", "18:00-10:00"),
        ("pickup", "pickup", "whenever"),
    ],
)
def test_times_that_make_no_sense_are_refused_at_the_field(desk: Screens, field: str, key: str, typed: str) -> None:
    before = dump(desk.shop.store)
    edit = getattr(desk.opening().fields, field)
    edit.setFocus()
    edit.setText(typed)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    desk.settle()
    assert desk.opening().fields.error(key).endswith(".")
    assert dump(desk.shop.store) == before


def test_products_are_added_from_the_picker(desk: Screens, round_id: int) -> None:
    part = desk.opening().offers
    QTest.mouseClick(part.add_button, Qt.MouseButton.LeftButton)
    desk.settle()
    part.picker.search.setText("ppg")
    desk.settle()
    QTest.keyClick(part.picker.search, Qt.Key.Key_Return)
    desk.settle()
    assert [offer.code for offer in offers(desk.shop, round_id)] == ["A", "B", "C", "D", "E", "F"]
    assert part.picker.isVisible()
    QTest.keyClick(part.picker.search, Qt.Key.Key_Return)
    desk.settle()
    assert len(offers(desk.shop, round_id)) == 6
    part.picker.search.setText("nothing of the kind")
    desk.settle()
    assert part.picker.table.isHidden()
    part.picker.new_wanted.emit()
    assert desk.said.places == [Place(Page.PRODUCTS, wants_new=True)]
    part.picker.hide()


def test_rows_move_with_the_keyboard_and_the_mouse(desk: Screens, round_id: int) -> None:
    table = desk.opening().offers.table
    table.setFocus()
    table.go_to(offers(desk.shop, round_id)[0].id)
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    desk.settle()
    assert [offer.code for offer in offers(desk.shop, round_id)] == ["B", "A", "C", "D", "E"]
    assert table.current_id() == offers(desk.shop, round_id)[1].id
    begin = QPoint(60, table.rowViewportPosition(0) + 20)
    QTest.mousePress(table.viewport(), Qt.MouseButton.LeftButton, pos=begin)
    for y in (40, 100, table.rowViewportPosition(2) + 40):
        QTest.mouseMove(table.viewport(), QPoint(60, y))
    QTest.mouseRelease(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, table.rowViewportPosition(2) + 40))
    desk.settle()
    assert [offer.code for offer in offers(desk.shop, round_id)] == ["A", "C", "B", "D", "E"]


def test_a_row_is_taken_out_unless_it_was_ordered(desk: Screens, round_id: int) -> None:
    table = desk.opening().offers.table
    first, second = offers(desk.shop, round_id)[:2]
    desk.shop.order(second.id)
    desk.settle()
    for offer in (first, second):
        table.setFocus()
        table.go_to(offer.id)
        QTest.keyClick(table, Qt.Key.Key_Delete)
        desk.settle()
    assert [offer.code for offer in offers(desk.shop, round_id)] == ["B", "C", "D", "E"]
    assert desk.latest() == "王大叔草莓 was taken out."
    (trouble,) = desk.said.troubles
    assert trouble.startswith("Neighbours have ordered 儿童无蔗糖酸奶")


def test_opening_the_round_and_going_on(desk: Screens, round_id: int) -> None:
    page = desk.opening()
    assert page.go_button.plain_text() == "Open the round"
    page.go_button.click()
    desk.settle()
    assert read(desk.shop, round_id).state is RoundState.OPEN
    sentence, undo = desk.said.notices[-1]
    assert sentence == "Round 1 · 草莓季 is open. Paste the text into the group."
    assert undo is not None
    assert page.go_button.plain_text() == "To the orders"
    assert page.delete_button.isHidden()
    page.go_button.click()
    assert desk.said.places == [Place(Page.ROUNDS, round_id=round_id, step=Step.INTAKE)]


def test_a_deleted_draft_gives_way_and_can_come_back(desk: Screens, round_id: int) -> None:
    desk.opening().delete_button.click()
    desk.settle()
    sentence, undo = desk.said.notices[-1]
    assert sentence == "Round 1 · 草莓季 is in the bin."
    assert desk.page.steps.isHidden()
    assert undo is not None
    desk.shop.store.undo(undo)
    desk.settle()
    assert desk.page.steps.isVisible()


def test_a_new_draft_shows_last_times_rows_until_they_are_touched(desk: Screens, round_id: int) -> None:
    actions.open_round(desk.shop.store, round_id)
    desk.page.new_round()
    desk.settle()
    part = desk.opening().offers
    assert [line.suggested for line in part.rows.all_rows] == [True] * 5
    type_cell(desk, 2, "price", "19")
    draft = desk.opening().fields
    assert draft.name.text() == "Round 2"
    with desk.shop.store.read() as connection:
        new_id = connection.exec_driver_sql("SELECT max(id) FROM round").scalar_one()
    assert [(offer.name, offer.price_fen) for offer in offers(desk.shop, new_id)] == [("全麦面包", 1900)]
    assert [line.suggested for line in part.rows.all_rows] == [False, True, True, True, True]
    QTest.mouseClick(part.adopt_button, Qt.MouseButton.LeftButton)
    desk.settle()
    assert len(offers(desk.shop, new_id)) == 5
    assert sorted(offer.code for offer in offers(desk.shop, new_id)) == ["A", "B", "C", "D", "E"]


def test_a_copy_says_what_differs(desk: Screens, round_id: int) -> None:
    desk.shop.rest(1)
    desk.page.copy_round()
    desk.settle()
    assert desk.latest() == "Copied. At rest and left out: 儿童无蔗糖酸奶"
    line = desk.opening().offers.difference
    assert line.text() == "Copied from round 1, 1 thing differs: 无蔗糖酸奶 left out ¥28.00"
    type_cell(desk, 0, "price", "38")
    assert line.text().startswith("Copied from round 1, 2 things differ: 王大叔草莓 sale price ¥36.00 → ¥38.00; ")
    assert line.all.isHidden()
    line.button.click()
    assert line.all.isVisible()


def test_a_price_changed_after_orders_says_so(qtbot: QtBot, shop: Shop, round_id: int) -> None:
    first = offers(shop, round_id)[0]
    slots = RoundSlots(ordered=lambda _c, _id: {first.id: Ordered(47_000, 31, 169_200)})
    with screens(qtbot, shop, slots=slots) as desk:
        desk.go(round_id)
        type_cell(desk, 0, "price", "38")
        assert desk.latest() == "The new price holds for later orders only."


def test_what_is_written_survives_a_refresh(desk: Screens, round_id: int) -> None:
    edit = desk.opening().fields.place
    edit.setFocus()
    edit.clear()
    QTest.keyClicks(edit, "5 hao")
    actions.edit_round(desk.shop.store, round_id, title="other")
    desk.settle()
    assert edit.text() == "5 hao"
    assert desk.opening().fields.name.text() == "Round 1 · other"


def test_a_word_to_everybody_goes_into_the_text_and_can_be_undone(desk: Screens, shop: Shop, round_id: int) -> None:
    page = desk.opening()
    page.fields.note.setText("今晚 8 点\u3000直播间见")
    QTest.keyClick(page.fields.note, Qt.Key.Key_Return)
    desk.settle()
    assert read(shop, round_id).note == "今晚 8 点 直播间见"
    assert "\n今晚 8 点 直播间见\n" in page.text.text()
    with shop.store.read() as connection:
        step = next_undo(connection)
    assert step is not None
    shop.store.undo(step.id)
    desk.settle()
    assert read(shop, round_id).note == ""
    assert page.fields.note.text() == ""
    assert "直播间" not in page.text.text()


def test_the_price_list_is_looked_at_before_it_is_printed(desk: Screens) -> None:
    desk.opening().print_button.click()
    desk.settle()
    (preview,) = desk.page.window().findChildren(PrintPreview)
    assert preview.isVisible()
    assert preview.windowTitle() == "Price list"
    assert preview.page_count() == 1
    preview.close_button.click()


def test_a_round_without_goods_prints_nothing_and_says_why(qtbot: QtBot, shop: Shop) -> None:
    made = actions.new_round(shop.store)
    with screens(qtbot, shop) as found:
        found.go(made.round_id)
        assert not found.opening().print_button.isEnabled()
        found.page.print_page()
        found.settle()
        assert found.said.troubles == ["Nothing is sold in this round yet. Add products, then print their prices."]
        assert found.page.window().findChildren(PrintPreview) == []
