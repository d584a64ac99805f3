"""The label page: what will be printed, where on the sheet, and what has changed since."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from leaderdesk.core.errors import UserError
from leaderdesk.core.i18n import language
from leaderdesk.documents.qr import read_codes
from leaderdesk.documents.render import Pages
from leaderdesk.features.orders.actions import set_lines
from leaderdesk.features.payments.queries import dues
from leaderdesk.features.pickups.actions import record_labels
from leaderdesk.features.pickups.screen import LabelsPage
from leaderdesk.features.pickups.screen.label_controls import read_tenths
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.choices import ChoiceCard
from leaderdesk.ui.labels import Label
from leaderdesk.ui.print_preview import PrintPreview
from leaderdesk.ui.reorder_list import ReorderList
from tests.features.pickups.table import Shown, shown
from tests.practice import Shop, open_shop


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    shop = open_shop(tmp_path / "shop", orders=12)
    yield shop
    shop.store.close()


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with language("en"):
        yield


class Labels:
    """The label page with its desk."""

    def __init__(self, screen: Shown, page: LabelsPage) -> None:
        self.screen = screen
        self.page = page
        page.show_round(screen.shop.round_id, screen.place())
        screen.settle()

    def settle(self) -> None:
        self.screen.settle()

    def visible(self, words: str) -> bool:
        return any(each.plain_text() == words and each.isVisible() for each in self.page.findChildren(Button))

    def press(self, words: str) -> None:
        next(each for each in self.page.findChildren(Button) if each.plain_text() == words and each.isVisible()).click()
        self.settle()

    def choose_paper(self, name: str) -> None:
        next(card for card in self.page.findChildren(ChoiceCard) if card.accessibleName() == name).click()
        self.settle()

    def says(self, words: str) -> bool:
        return any(words in label.text() for label in self.page.findChildren(Label) if label.isVisible())

    def preview(self) -> PrintPreview:
        return self.page.window().findChildren(PrintPreview)[-1]


@pytest.fixture
def labels(qtbot: QtBot, shop: Shop) -> Iterator[Labels]:
    with shown(qtbot, shop, lambda desk: LabelsPage(desk, dues=dues)) as (screen, page):
        assert isinstance(page, LabelsPage)
        yield Labels(screen, page)


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


def test_ctrl_p_prints_the_likeliest(labels: Labels) -> None:
    record_labels(
        labels.screen.shop.store,
        {each.key: each.digest if place else "old" for place, each in enumerate(labels.page.labels())},
    )
    labels.settle()
    QTest.keyClick(labels.page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
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


def test_offsets_are_kept_on_this_machine(labels: Labels) -> None:
    right, down = labels.page.controls.offset_edits()
    for edit, typed in ((right, "0.5"), (down, "-1")):
        edit.setText(typed)
        QTest.keyClick(edit, Qt.Key.Key_Return)
    labels.settle()
    assert (labels.screen.machine.label_offset_right_mm, labels.screen.machine.label_offset_down_mm) == ("0.5", "-1")
    assert labels.page.controls.offset_mm() == (0.5, -1.0)


def test_every_control_has_a_name(labels: Labels) -> None:
    labels.choose_paper("A4 70×37")
    for control in labels.page.findChildren(QWidget):
        if control.isVisible() and control.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert control.accessibleName(), control


def test_nothing_to_label(qtbot: QtBot, tmp_path: Path) -> None:
    shop = open_shop(tmp_path / "empty", orders=0)
    with shown(qtbot, shop, lambda desk: LabelsPage(desk, dues=dues)) as (screen, page):
        assert isinstance(page, LabelsPage)
        labels = Labels(screen, page)
        assert labels.says("No bags to label yet")
        assert labels.page.labels() == ()
    shop.store.close()
