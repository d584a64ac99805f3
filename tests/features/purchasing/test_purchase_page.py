"""The purchase page: a card for each supplier, what goes out to them, and the drawer for those who come late."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from leaderdesk.features.orders.actions import set_lines
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.features.purchasing.queries.late import wishes_of_round
from leaderdesk.features.purchasing.screen import PurchasePage
from leaderdesk.features.purchasing.screen.layout_pane import LayoutPane
from leaderdesk.features.purchasing.screen.people_pane import PeoplePane
from leaderdesk.features.purchasing.screen.wish_row import WishRow
from leaderdesk.features.rounds.actions import edit_offer
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.print_preview import PrintPreview
from leaderdesk.ui.states import CoachStrip, EmptyState
from tests.features.pickups.table import shown
from tests.features.purchasing.purchase import Purchase
from tests.practice import open_shop

pytestmark = pytest.mark.usefixtures("english")


def test_a_card_for_each_supplier(purchase: Purchase) -> None:
    assert len(purchase.cards()) == len(purchase.suppliers())
    assert set(purchase.pills()) == {"not sent yet"}


def test_before_the_cut_off_it_is_worked_out_only_when_asked_for(qtbot: QtBot, tmp_path: Path) -> None:
    shop = open_shop(tmp_path / "open", orders=6)
    with shown(qtbot, shop, PurchasePage) as (screen, page):
        assert isinstance(page, PurchasePage)
        purchase = Purchase(screen, page)
        assert purchase.cards() == []
        purchase.press("Work it out now")
        assert purchase.cards()
        assert any("still open" in strip.accessibleName() for strip in page.findChildren(CoachStrip))
    shop.store.close()


def test_the_folder_is_chosen_once_and_offered_again(
    purchase: Purchase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "给 供应商"
    folder.mkdir()
    offered: list[str] = []

    def choose(_asker: QWidget, _title: str, first: str) -> str:
        offered.append(first)
        return str(folder)

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", choose)
    QTest.keyClick(purchase.page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    purchase.screen.settle()
    assert len(list(folder.glob("*.xlsx"))) == len(purchase.suppliers())
    assert all(pill.startswith("v1 sent") for pill in purchase.pills())
    purchase.press("Save it again")
    assert offered == [str(purchase.screen.shop.store.paths.exports), str(folder)]
    assert purchase.screen.latest() == f"1 workbook saved, in {folder}"
    # Nothing new went out, so there is nothing to undo.
    assert purchase.screen.said.notices[-1][1] is None


def test_all_sent_leads_to_the_arrival(purchase: Purchase, tmp_path: Path) -> None:
    purchase.export(tmp_path)
    purchase.press("To the arrival")
    assert purchase.screen.said.places[-1].step is Step.ARRIVAL


def test_what_is_written_equals_the_orders(purchase: Purchase, tmp_path: Path) -> None:
    purchase.export(tmp_path)
    for each in purchase.suppliers():
        (path,) = tmp_path.glob(f"*{each.order.supplier_name}*.xlsx")
        sheet = openpyxl.load_workbook(path).worksheets[0]
        values = {cell.value for row in sheet.iter_rows() for cell in row}
        for line in each.order.lines:
            assert line.offer.name in values
            assert line.to_order_milli / 1000 in values


def test_a_later_change_is_a_slip_of_its_own_and_undone(purchase: Purchase, tmp_path: Path) -> None:
    purchase.export(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.glob("*.xlsx")}
    purchase.add(60_000)
    assert "v2 add-on slip" in purchase.pills()
    purchase.export(tmp_path)
    after = {path.name: path.read_bytes() for path in tmp_path.glob("*.xlsx")}
    assert {name: after[name] for name in before} == before
    (slip,) = (tmp_path / name for name in after if name not in before)
    values = [str(cell.value) for row in openpyxl.load_workbook(slip).worksheets[0].iter_rows() for cell in row]
    assert any("only the difference" in value for value in values)
    assert "60" in values
    purchase.undo_last()
    assert [version for version, _way in purchase.sent()] == [1] * len(purchase.suppliers())
    assert "v2 add-on slip" in purchase.pills()


def test_a_folder_that_cannot_be_written_is_said_and_nothing_is_half(purchase: Purchase, tmp_path: Path) -> None:
    nowhere = tmp_path / "a file"
    nowhere.write_text("not a folder")
    purchase.export(nowhere / "inside")
    assert any("folder" in strip.accessibleName() for strip in purchase.page.findChildren(CoachStrip))
    assert purchase.screen.said.notices == []
    assert nowhere.read_text() == "not a folder"
    assert purchase.sent() == []


def test_a_file_that_is_open_elsewhere_stays_and_another_name_is_offered(
    purchase: Purchase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    purchase.export(tmp_path)
    purchase.undo_last()
    before = {path: path.read_bytes() for path in tmp_path.glob("*.xlsx")}
    real = Path.replace

    def held(self: Path, target: Path) -> Path:
        if target in before:
            raise PermissionError(13, "in use", str(target))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", held)
    purchase.export(tmp_path)
    assert purchase.sent() == []
    purchase.press("Save under another name")
    assert {path: path.read_bytes() for path in before} == before
    assert len(list(tmp_path.glob("*(2).xlsx"))) == len(before)
    assert len(purchase.sent()) == len(before)


def test_copied_text_names_goods_and_no_neighbour_and_counts_as_sent(purchase: Purchase) -> None:
    purchase.press("Copy as text")
    text = QGuiApplication.clipboard().text()
    first = purchase.suppliers()[0].order
    assert all(line.offer.name in text for line in first.lines)
    for order in purchase.screen.shop.orders():
        assert order.neighbour_name not in text
        assert order.room not in text
    assert purchase.sent() == [(1, "text")]
    purchase.undo_last()
    assert purchase.sent() == []


def test_told_by_phone_and_a_picture_for_the_chat(purchase: Purchase, tmp_path: Path) -> None:
    purchase.press("Told by phone")
    purchase.page.deeds.picture(purchase.suppliers()[1].order.supplier_id, tmp_path)
    purchase.screen.settle()
    assert {way for _version, way in purchase.sent()} == {"said", "picture"}
    (path,) = tmp_path.glob("*.png")
    image = QImage(str(path))
    assert image.width() == 1620
    # The white that paper leaves below the goods is not sent.
    assert image.height() < image.width()


def test_the_summary_is_saved(purchase: Purchase) -> None:
    purchase.page.deeds.summary()
    purchase.screen.settle()
    (path,) = purchase.screen.shop.store.paths.exports.glob("*.xlsx")
    assert path.name in purchase.screen.latest()


def test_nothing_ordered(qtbot: QtBot, tmp_path: Path) -> None:
    shop = open_shop(tmp_path / "empty", orders=0)
    with shown(qtbot, shop, PurchasePage) as (screen, page):
        assert isinstance(page, PurchasePage)
        purchase = Purchase(screen, page)
        assert purchase.cards() == []
        assert any(state.isVisible() for state in page.findChildren(EmptyState))
        assert not page.all_button.isEnabled()
        assert not page.now_button.isVisible()
    shop.store.close()


def test_every_control_has_a_name(purchase: Purchase) -> None:
    for control in purchase.page.findChildren(QWidget):
        if control.isVisible() and control.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert control.accessibleName(), control


def test_printing_what_is_new_counts_as_sending_it(purchase: Purchase, monkeypatch: pytest.MonkeyPatch) -> None:
    purchase.page.print_page()
    purchase.screen.settle()
    (preview,) = purchase.page.window().findChildren(PrintPreview)
    assert preview.page_count() == len(purchase.cards())
    assert purchase.sent() == []
    preview.printed.emit()
    purchase.screen.settle()
    assert {way for _version, way in purchase.sent()} == {"print"}
    preview.close_button.click()


def test_a_wish_is_typed_taken_and_undone(purchase: Purchase) -> None:
    person = purchase.screen.shop.orders()[2]
    field = purchase.page.late.field
    field.setText(f"{person.neighbour_name} 皂加俩不")
    QTest.keyClick(field, Qt.Key.Key_Return)
    purchase.screen.settle()
    assert field.text() == ""
    before = purchase.screen.shop.orders()
    purchase.press("Take it")
    assert purchase.screen.shop.orders() != before
    purchase.press("Undo")
    assert purchase.screen.shop.orders() == before
    purchase.press("Decline")
    purchase.press("Copy the answers")
    assert person.neighbour_name in QGuiApplication.clipboard().text()
    assert len(purchase.page.findChildren(WishRow)) >= 1


def test_the_keyboard_goes_from_wish_to_wish(qtbot: QtBot, purchase: Purchase) -> None:
    people = purchase.screen.shop.orders()[:2]
    late = purchase.page.late
    with qtbot.waitActive(purchase.page.window()):
        purchase.page.window().activateWindow()
    late.read("\n".join(f"{each.neighbour_name} 鸡蛋+1" for each in people))
    purchase.screen.settle()
    first = next(row.take_button for row in purchase.page.findChildren(WishRow) if row.take_button)
    assert first is not None
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Space)
    purchase.screen.settle()
    second = QApplication.focusWidget()
    assert isinstance(second, QWidget)
    assert second in [row.take_button for row in purchase.page.findChildren(WishRow) if row.take_button]
    QTest.keyClick(second, Qt.Key.Key_Space)
    purchase.screen.settle()
    assert QApplication.focusWidget() is late.field


def test_escape_closes_what_a_strip_opened_and_gives_the_keyboard_back(qtbot: QtBot, purchase: Purchase) -> None:
    purchase.add(3_000)
    with qtbot.waitActive(purchase.page.window()):
        purchase.page.window().activateWindow()
    asked = next(each for each in purchase.page.findChildren(Button) if each.plain_text() == "Who usually buys it")
    asked.setFocus()
    QTest.keyClick(asked, Qt.Key.Key_Space)
    purchase.screen.settle()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert purchase.page.side.currentWidget() is not purchase.page.late
    QTest.keyClick(focused, Qt.Key.Key_Escape)
    assert purchase.page.side.currentWidget() is purchase.page.late
    assert QApplication.focusWidget() is asked


def test_a_list_pasted_while_something_else_lies_open_shows_the_drawer(purchase: Purchase) -> None:
    purchase.add(3_000)
    purchase.press("Who usually buys it")
    assert purchase.page.side.currentWidget() is not purchase.page.late
    place = Place(Page.ROUNDS, round_id=purchase.screen.shop.round_id, step=Step.PURCHASE, paste="鸡蛋+1")
    purchase.page.show_round(purchase.screen.shop.round_id, place)
    purchase.screen.settle()
    assert purchase.page.side.currentWidget() is purchase.page.late


def test_what_is_not_clear_stays_in_the_field_with_its_reason(purchase: Purchase) -> None:
    purchase.page.late.field.setText("天气真好")
    QTest.keyClick(purchase.page.late.field, Qt.Key.Key_Return)
    purchase.screen.settle()
    assert purchase.page.late.field.text() == "天气真好"
    with purchase.screen.shop.store.read() as connection:
        assert wishes_of_round(connection, purchase.screen.shop.round_id) == ()


def test_all_that_fit_are_taken_in_one_step(purchase: Purchase) -> None:
    people = purchase.screen.shop.orders()[:3]
    purchase.page.late.read("\n".join(f"{each.neighbour_name} 鸡蛋+1" for each in people))
    purchase.screen.settle()
    before = purchase.screen.shop.orders()
    purchase.press("Take all that fit: 3")
    assert purchase.screen.latest() == "3 late wishes taken"
    purchase.undo_last()
    assert purchase.screen.shop.orders() == before


def test_the_coach_copies_keeps_and_leaves_out(purchase: Purchase) -> None:
    purchase.add(3_000)
    purchase.press("Shout")
    assert "short of a full case" in QGuiApplication.clipboard().text()
    before = purchase.screen.shop.orders()
    purchase.press("Leave out case")
    (pane,) = purchase.page.findChildren(PeoplePane)
    assert purchase.screen.shop.orders() == before
    pane.act_button.click()
    purchase.screen.settle()
    assert purchase.screen.shop.orders() != before
    purchase.undo_last()
    assert purchase.screen.shop.orders() == before
    purchase.press("Keep to taste")
    assert any("You keep" in strip.accessibleName() for strip in purchase.page.findChildren(CoachStrip))
    purchase.press("Give it back")
    assert len(purchase.cards()) == len(purchase.suppliers())


def test_the_columns_are_remembered_for_the_supplier(purchase: Purchase, tmp_path: Path) -> None:
    one = next(each for each in purchase.suppliers() if each.order.supplier_id is not None)
    purchase.press("Columns", purchase.suppliers().index(one))
    (pane,) = purchase.page.findChildren(LayoutPane)
    pane.order.setCurrentRow(pane.order.keys().index("to_order"))
    pane.heading.setText("订几盒")
    pane.heading.textEdited.emit("订几盒")
    pane.order.setCurrentRow(pane.order.keys().index("cost"))
    pane.shown.click()
    pane.keep_button.click()
    purchase.screen.settle()
    purchase.export(tmp_path)
    (path,) = tmp_path.glob(f"*{one.order.supplier_name}*.xlsx")
    values = {cell.value for row in openpyxl.load_workbook(path).worksheets[0].iter_rows() for cell in row}
    assert "订几盒" in values
    assert "Cost" not in values
    assert "To order" not in values


def test_an_amount_set_to_nothing_is_asked_back(purchase: Purchase, tmp_path: Path) -> None:
    purchase.export(tmp_path)
    order = next(each for each in purchase.screen.shop.orders() if len(each.lines) > 1)
    set_lines(purchase.screen.shop.store, order.id, {line.offer_id: 0 for line in order.lines[:1]})
    purchase.screen.settle()
    assert all(each.order.cost_fen >= 0 for each in purchase.suppliers())


def test_goods_that_do_not_come_together_are_shouted_for_bought_or_given_up(purchase: Purchase) -> None:
    offer = purchase.suppliers()[0].order.lines[0].offer
    edit_offer(purchase.screen.shop.store, offer.id, {"minimum_milli": 400_000})
    purchase.screen.settle()
    place = next(
        number
        for number, strip in enumerate(each for each in purchase.page.findChildren(CoachStrip) if each.isVisible())
        if strip.findChildren(Button) and "Do not buy it" in [each.plain_text() for each in strip.findChildren(Button)]
    )
    strips = [each for each in purchase.page.findChildren(CoachStrip) if each.isVisible()]
    words = {each.plain_text(): each for each in strips[place].findChildren(Button)}
    shout = next(button for said, button in words.items() if said.startswith("Shout "))
    shout.click()
    purchase.screen.settle()
    assert offer.label in QGuiApplication.clipboard().text()
    assert "what was paid goes back" in QGuiApplication.clipboard().text()
    words["Who usually buys it"].click()
    purchase.screen.settle()
    assert [each for each in purchase.page.findChildren(PeoplePane) if each.isVisible()]
