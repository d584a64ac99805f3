"""The label page: what will be printed, where on the sheet, and what has changed since."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import language
from leaderdesk.documents.label_layout import FieldName
from leaderdesk.documents.qr import read_codes
from leaderdesk.documents.render import Pages
from leaderdesk.features.labels.actions import record_labels
from leaderdesk.features.labels.queries import layouts_of
from leaderdesk.features.labels.rules import SavedLayout
from leaderdesk.features.labels.screen import LabelsPage, reprint_order
from leaderdesk.features.labels.screen.sheet_view import SheetView
from leaderdesk.features.labels.screen.tenths import read_tenths
from leaderdesk.features.orders.actions import set_lines
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.combo import Combo
from leaderdesk.ui.reorder_list import ReorderList
from tests.features.labels.label_page import Labels
from tests.features.pickups.table import shown
from tests.practice import open_shop

pytestmark = pytest.mark.usefixtures("english")


def rooms(labels: Labels) -> list[str]:
    return [each.label.room for each in labels.page.labels()]


def test_one_label_a_bag_in_walking_order(labels: Labels) -> None:
    assert list(dict.fromkeys(rooms(labels))) == list(
        dict.fromkeys(order.room for order in labels.screen.shop.orders())
    )
    count = len(labels.page.labels())
    assert labels.visible(f"Print {count} labels")
    assert labels.says("Not printed yet")


def test_a_drag_counts_for_this_round_until_it_is_kept(labels: Labels) -> None:
    order = labels.page.findChildren(ReorderList)[0]
    first = order.keys()[0]
    order.setCurrentRow(0)
    order.move_current(2)
    labels.settle()
    assert order.keys()[2] == first
    assert rooms(labels)[0] != labels.screen.shop.orders()[0].room
    before = [each.room for each in labels.screen.shop.orders()]
    labels.press("Always like this")
    assert [each.room for each in labels.screen.shop.orders()] != before
    assert list(dict.fromkeys(rooms(labels))) == list(dict.fromkeys(each.room for each in labels.screen.shop.orders()))
    assert labels.screen.latest() == "Walking order kept"


def test_the_paper_is_remembered_and_a_sheet_may_begin_anywhere(labels: Labels, tmp_path: Path) -> None:
    labels.choose_paper("A4 70×37")
    assert labels.screen.machine.label_stock == "a4-70x37"
    labels.page.sheet_pane.start_at(6)
    assert labels.page.sheet_pane.skip() == 5
    assert labels.says("5 places are used")
    target = tmp_path / "labels.pdf"
    print_from_preview(labels, target, f"Print {len(labels.page.labels())} labels")
    with Pages(target) as printed:
        assert printed.size_mm(0) == pytest.approx((210, 297), abs=0.2)
        picture = printed.image(0, px_per_mm=12)
        row = picture.width * 4
        used = picture.rgba[: row * 12 * 35]
        assert min(used) == 255, "the first row of the sheet is used already and must stay white"
        assert sorted(read_codes(picture)) == sorted(each.label.code for each in labels.page.labels())


def print_from_preview(labels: Labels, target: Path, words: str) -> None:
    labels.press(words)
    preview = labels.preview()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    with labels.screen.qtbot.waitSignal(preview.printed):
        preview.print_on(printer)
    labels.settle()


def test_after_a_change_only_what_changed_is_printed(labels: Labels, tmp_path: Path) -> None:
    count = len(labels.page.labels())
    print_from_preview(labels, tmp_path / "first.pdf", f"Print {count} labels")
    assert labels.says("All printed")
    order = labels.screen.shop.orders()[0]
    line = order.lines[0]
    set_lines(labels.screen.shop.store, order.id, {line.offer_id: line.amount_milli + 1000})
    labels.settle()
    (changed,) = labels.page.changed_labels()
    assert labels.says("Printed before, 1 changed")
    assert labels.visible(f"Print all {count}")
    print_from_preview(labels, tmp_path / "second.pdf", "Print only what changed: 1")
    with Pages(tmp_path / "second.pdf") as printed:
        assert len(printed) == 1
        assert read_codes(printed.image(0, px_per_mm=12)) == (changed.label.code,)
    assert labels.says("All printed")


def test_closing_the_preview_keeps_nothing_as_printed(labels: Labels) -> None:
    labels.press(f"Print {len(labels.page.labels())} labels")
    labels.preview().reject()
    labels.settle()
    assert labels.says("Not printed yet")


def test_printing_the_page_prints_the_likeliest(labels: Labels) -> None:
    record_labels(
        labels.screen.shop.store,
        {each.key: each.digest if place else "old" for place, each in enumerate(labels.page.labels())},
    )
    labels.settle()
    labels.page.print_page()
    labels.settle()
    preview = labels.preview()
    assert preview.isVisible()
    assert preview.page_count() == 1
    preview.reject()


def test_the_file_is_whole_or_not_there(labels: Labels, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "标签 1.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer(str(target)))
    labels.press("Save as PDF")
    with Pages(target) as saved:
        assert len(saved) == len(labels.page.labels())
    assert labels.screen.said.notices[0][0] == "Saved: 标签 1.pdf"
    assert labels.says("All printed")
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer(str(tmp_path / "file" / "labels.pdf")))
    labels.press("Save as PDF")
    assert len(labels.screen.said.troubles) == 1


def answer(path: str) -> Callable[..., tuple[str, str]]:
    return lambda *_arguments: (path, "")


def test_arrows_walk_through_the_bags(labels: Labels) -> None:
    pane = labels.page.label_pane
    for _step in range(3):
        QTest.keyClick(pane.findChildren(QWidget, "label")[0], Qt.Key.Key_Right)
    labels.settle()
    assert pane.place_words() == f"bag 4 of {len(labels.page.labels())}"


def test_the_language_of_paper_is_apart_from_the_screen(labels: Labels) -> None:
    with language("zh_CN"):
        labels.page.show_round(labels.screen.shop.round_id, labels.screen.place())
        labels.settle()
    assert labels.page.labels()[0].label.footer.startswith("Round 2 ")


@pytest.mark.parametrize(("typed", "tenths"), [("0.5", 5), ("-1", -10), ("１", 10), ("0，3", 3), ("+2", 20)])
def test_offsets_are_read(typed: str, tenths: int) -> None:
    assert read_tenths(typed) == tenths


@pytest.mark.parametrize("typed", ["", "x", "1e3", "25", "0.55", "٣", "-", "NaN"])
def test_what_is_no_offset_is_refused(typed: str) -> None:
    with pytest.raises(UserError):
        read_tenths(typed)


def test_every_control_has_a_name(labels: Labels) -> None:
    labels.choose_paper("A4 70×37")
    for control in labels.page.findChildren(QWidget):
        if control.isVisible() and control.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert control.accessibleName(), control


def test_nothing_to_label(qtbot: QtBot, tmp_path: Path) -> None:
    shop = open_shop(tmp_path / "empty", orders=0)
    with shown(qtbot, shop, LabelsPage) as (screen, page):
        assert isinstance(page, LabelsPage)
        labels = Labels(screen, page)
        assert labels.says("No bags to label yet")
        assert labels.page.labels() == ()
    shop.store.close()


def test_a_label_for_every_piece_is_offered_and_remembered(labels: Labels) -> None:
    before = len(labels.page.labels())
    labels.page.controls.switch("by_piece").switch.click()
    labels.settle()
    assert len(labels.page.labels()) > before
    assert '"by_piece": true' in labels.screen.machine.label_choices
    assert not labels.page.controls.switch("gifts").isVisible()


def test_one_building_alone_is_printed(labels: Labels) -> None:
    combo = next(each for each in labels.page.findChildren(Combo) if each.accessibleName() == "Which buildings")
    combo.setCurrentIndex(1)
    combo.activated.emit(1)
    labels.settle()
    (building,) = {each.bag.order.building for each in labels.page.labels()}
    assert combo.currentText() == f"Only Building {building}"
    assert labels.visible(f"Print {len(labels.page.labels())} labels")


def test_one_label_is_printed_again_and_kept(labels: Labels, tmp_path: Path) -> None:
    print_from_preview(labels, tmp_path / "one.pdf", "Print this one")
    with Pages(tmp_path / "one.pdf") as printed:
        assert len(printed) == 1
        assert read_codes(printed.image(0, px_per_mm=12)) == (labels.page.labels()[0].label.code,)
    assert labels.page.labels()[0] not in labels.page.changed_labels()
    print_from_preview(labels, tmp_path / "try.pdf", "Try one")
    assert len(labels.page.changed_labels()) == len(labels.page.labels()) - 1


def test_an_order_is_printed_again_from_anywhere(labels: Labels) -> None:
    order = labels.screen.shop.orders()[2]
    reprint_order(labels.screen.desk, labels.page, order.id)
    labels.settle()
    preview = labels.preview()
    assert preview.page_count() == sum(1 for each in labels.page.labels() if each.bag.order.id == order.id)
    preview.reject()
    reprint_order(labels.screen.desk, labels.page, 10**9)
    labels.settle()
    assert labels.screen.said.troubles == ["This order is not there any more."]


def test_calibration_is_kept_for_printer_and_paper_and_moves_the_print(labels: Labels, tmp_path: Path) -> None:
    labels.choose_paper("60×40")
    dialog = labels.page.open_calibration()
    dialog.page_button.click()
    labels.settle()
    assert labels.preview().page_count() == 1
    labels.preview().reject()
    for edit, typed in zip(dialog.edits, ("2", "2", "1", "1"), strict=True):
        edit.setText(typed)
    dialog.verb_button.click()
    labels.settle()
    assert labels.page.controls.printer.words() == "Moved right 2.0 mm, down 1.0 mm"
    print_from_preview(labels, tmp_path / "moved.pdf", "Print this one")
    with Pages(tmp_path / "moved.pdf") as printed:
        image = printed.image(0, px_per_mm=10)
    rows = [image.rgba[row * image.width * 4 : (row + 1) * image.width * 4] for row in range(image.height)]
    left = min(next((x for x in range(image.width) if row[4 * x] < 128), image.width) for row in rows)
    assert 3.9 <= left / 10 <= 4.6
    labels.choose_paper("40×30")
    assert labels.page.controls.printer.words() == "Not calibrated yet"
    labels.choose_paper("60×40")
    dialog = labels.page.open_calibration()
    next(each for each in dialog.findChildren(Button) if each.plain_text() == "Back to nothing").click()
    labels.settle()
    assert labels.screen.machine.label_corrections == ""


def test_readings_that_cannot_be_are_refused_in_the_window(labels: Labels) -> None:
    dialog = labels.page.open_calibration()
    dialog.edits[0].setText("15")
    dialog.verb_button.click()
    labels.settle()
    assert "right paper" in dialog.sentence()
    assert dialog.isVisible()
    dialog.reject()


def test_the_editor_saves_a_layout_that_is_printed(labels: Labels) -> None:
    labels.choose_paper("60×40")
    editor = labels.page.open_editor()
    labels.settle()
    assert not editor.row("gift").isVisible()
    editor.row("footer").check.click()
    editor.shift(editor.row("goods"), -1)
    labels.settle()
    before = [row.name for row in editor.rows]
    QTest.keyClick(editor.row("cold"), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [row.name for row in editor.rows] != before
    editor.name.setText("无日期")
    editor.verb_button.click()
    labels.settle()
    (saved,) = layouts(labels)
    assert (saved.name, saved.chosen, saved.layout.size_of("footer")) == ("无日期", True, None)
    action = labels.screen.said.notices[-1][1]
    assert action is not None
    labels.screen.shop.store.undo(action)
    labels.settle()
    assert layouts(labels) == ()


def test_what_finds_no_room_is_said_at_its_field(labels: Labels) -> None:
    labels.choose_paper("40×30")
    editor = labels.page.open_editor()
    large: tuple[FieldName, ...] = ("room", "code", "name", "cold", "goods")
    more: tuple[FieldName, ...] = ("shop", "footer", "tail", "bag")
    for name in large:
        editor.row(name).sizes.choose("xl")
    for name in more:
        editor.row(name).check.click()
    labels.settle()
    assert "left out" in editor.row("shop").note()
    assert editor.row("room").note() == ""
    editor.reject()


def test_own_paper_is_chosen_once_it_is_kept_and_let_go_of(labels: Labels) -> None:
    dialog = labels.page.open_own_stock()
    dialog.kind.choose("sheet")
    dialog.columns.set_value(9)
    dialog.verb_button.click()
    labels.settle()
    assert "Take" in dialog.sentence()
    dialog.columns.set_value(2)
    dialog.rows.set_value(4)
    dialog.name.setText("我的纸")
    dialog.verb_button.click()
    labels.settle()
    assert (labels.page.paper().name, labels.page.paper().per_page) == ("我的纸", 8)
    assert labels.screen.machine.label_stock == labels.page.paper().key
    labels.page.controls.papers.removal_wanted.emit(labels.page.paper().key)
    labels.settle()
    assert labels.page.paper().key == "60x40"


def test_a_click_on_a_place_begins_there(labels: Labels) -> None:
    labels.choose_paper("A4 70×37")
    sheet = labels.page.findChildren(SheetView)[0]
    _number, cell = sheet._cells()[4]
    QTest.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=cell.center().toPoint())
    labels.settle()
    assert labels.page.sheet_pane.skip() == 4
    _number, cell = sheet._cells()[6]
    control = Qt.KeyboardModifier.ControlModifier
    QTest.mouseClick(sheet, Qt.MouseButton.LeftButton, control, cell.center().toPoint())
    labels.settle()
    assert labels.page.sheet_pane.skip() == 4
    assert labels.page.label_pane.place_words().startswith("bag 3 of")


def layouts(labels: Labels) -> tuple[SavedLayout, ...]:
    with labels.screen.shop.store.read() as connection:
        return layouts_of(connection, labels.page.paper().key)
