"""The page of an import: kind and round asked in place, every answer by keyboard or mouse, stopping, nothing new."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from sqlalchemy import update

from leaderdesk.core.i18n import language
from leaderdesk.features.orders.actions import order_for
from leaderdesk.features.orders.queries import orders_of_round
from leaderdesk.features.orders.queries.guards import UNGUARDED
from leaderdesk.features.places import Page, Place
from leaderdesk.features.rounds.actions import new_round, open_round
from leaderdesk.features.rounds.tables import OfferRow
from leaderdesk.features.sharing.rules.preview import FileKind, Preview
from leaderdesk.features.sharing.screen import file_review
from leaderdesk.features.sharing.screen.import_page import Imports
from leaderdesk.features.sharing.screen.review_rows import Shown, shown_of
from leaderdesk.ui.buttons import Button
from leaderdesk.ui.labels import Label
from leaderdesk.ui.row_shapes import AT_ONCE, RowShapes
from leaderdesk.ui.states import CoachStrip
from tests.features.open_desk import OpenDesk, open_desk
from tests.features.orders.estate import Estate
from tests.features.sharing.books import ktt, line, sheet

STRANGE = line("张阿姨", "1", "大红草莓(三斤)", spec="三斤", amount=2, money=100, total=100)


@dataclass(frozen=True, slots=True)
class Importing:
    """The page on its desk."""

    page: Imports
    desk: OpenDesk
    estate: Estate

    def give(self, *paths: Path, kind: str = "", round_id: int | None = None) -> None:
        """Bring files to the page."""
        self.page.arrive(Place(Page.IMPORT, files=paths, import_kind=kind, round_id=round_id))
        self.desk.settle()

    def commit(self) -> None:
        """Press the button that takes it in."""
        self.page.review.pane.bar.commit_button.click()
        self.desk.settle()

    @property
    def preview(self) -> Preview:
        """What is shown."""
        shown = self.page.review.preview
        assert shown is not None
        return shown

    def buttons(self) -> dict[str, Button]:
        """Return the buttons in the strips above the rows."""
        strips = self.page.review.pane.notices.findChildren(CoachStrip)
        return {button.plain_text(): button for strip in strips for button in strip.findChildren(Button)}

    def goods(self, round_id: int) -> list[str]:
        """Return the goods that stand in a round."""
        with self.estate.store.read() as connection:
            return [line.product_name for order in orders_of_round(connection, round_id) for line in order.lines]


@pytest.fixture
def importing(estate: Estate, qapp: QApplication) -> Iterator[Importing]:
    assert qapp is not None
    with language("en"), open_desk(estate.store) as desk:
        page = Imports(desk.desk, guards=UNGUARDED)
        page.resize(1286, 700)
        page.show()
        yield Importing(page, desk, estate)
        page.hide()
        page.deleteLater()


def test_every_row_of_a_file_is_gone_through_on_a_lane(
    importing: Importing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lanes: list[bool] = []
    asked: set[int] = set()

    def watch(preview: Preview) -> Shown:
        lanes.append(threading.current_thread() is not threading.main_thread())
        return shown_of(preview)

    monkeypatch.setattr(file_review, "shown_of", watch)
    pane = importing.page.review.pane
    begin_again = RowShapes.begin_again

    def count(shapes: RowShapes, reach: int = 0) -> None:
        begin_again(shapes, reach)
        asked.update(row for row in range(pane.grid.listing.rowCount()) if row not in shapes._waiting)

    monkeypatch.setattr(RowShapes, "begin_again", count)
    importing.give(ktt(tmp_path / "a.xlsx", [line(f"邻居{number}", str(number), "草莓") for number in range(1000)]))
    assert len(importing.preview.rows) == 1000
    assert lanes == [True]
    assert len(asked) == AT_ONCE


def test_the_kind_that_is_guessed_can_be_changed_in_place(importing: Importing, tmp_path: Path) -> None:
    head = ["姓名", "电话", "名称", "单位", "单价"]
    importing.give(sheet(tmp_path / "a.xlsx", [head, ["小草", "13800000002", "蓝莓", "盒", 19.9]]))
    assert importing.preview.kind.value == "products"
    strips = importing.page.review.pane.notices.findChildren(CoachStrip)
    assert "could also be neighbours" in strips[0].accessibleName()
    importing.page.review.pane.file.kinds.chosen.emit("neighbours")
    importing.desk.settle()
    assert (importing.preview.kind.value, importing.preview.rows[0].name) == ("neighbours", "小草")
    # One who comes from the page of the neighbours means neighbours.
    importing.page.review.let_go()
    importing.give(tmp_path / "a.xlsx", kind="neighbours")
    assert importing.preview.kind.value == "neighbours"


def test_of_several_open_rounds_the_leader_says_which(importing: Importing, tmp_path: Path) -> None:
    store = importing.estate.store
    made = new_round(store, title="第二个")
    with store.write("Prepare", undoable=False) as writing:
        writing.session.add(
            OfferRow(round_id=made.round_id, product_id=1, code="A", position=1, price_fen=3600, step_milli=1000)
        )
        writing.session.flush()
        writing.session.execute(update(OfferRow).values(price_fen=3600))
    open_round(store, made.round_id)
    importing.give(ktt(tmp_path / "a.xlsx", [line("张阿姨", "1", "草莓")]))
    importing.commit()
    assert importing.goods(made.round_id) == importing.goods(importing.estate.round_id) == []
    importing.buttons()[next(name for name in importing.buttons() if "第二个" in name)].click()
    importing.desk.settle()
    importing.commit()
    assert importing.goods(made.round_id) == ["草莓"]
    assert importing.desk.went[-1].round_id == made.round_id
    assert importing.desk.went[-1].order_id is not None


def test_the_round_one_came_from_is_the_one(importing: Importing, tmp_path: Path) -> None:
    importing.give(ktt(tmp_path / "a.xlsx", [line("张阿姨", "1", "草莓")]), round_id=importing.estate.round_id)
    importing.commit()
    assert importing.goods(importing.estate.round_id) == ["草莓"]


def test_all_that_it_may_be_can_be_chosen(importing: Importing, tmp_path: Path) -> None:
    importing.give(ktt(tmp_path / "a.xlsx", [STRANGE]))
    pane = importing.page.review.pane
    pane.go_on(1)
    (row,) = importing.preview.open_rows
    assert row.question is not None
    pane.grid.fix_chosen.emit(pane.grid.current_id(), len(row.question.choices))
    assert pane.choice.isVisible()
    words = [each.label for each in row.question.others]
    pane.choice.choices.setCurrentIndex(words.index("全麦面包"))
    QTest.keyClick(pane.choice.choices, Qt.Key.Key_Return)
    importing.desk.settle()
    assert (pane.choice.isVisible(), importing.preview.questions) == (False, 0)
    importing.commit()
    assert importing.goods(importing.estate.round_id) == ["全麦面包"]


def test_only_what_is_clear_can_be_taken(importing: Importing, tmp_path: Path) -> None:
    importing.give(ktt(tmp_path / "a.xlsx", [STRANGE, line("王哥", "2", "土鸡蛋", room="803", building="2")]))
    importing.commit()
    assert importing.goods(importing.estate.round_id) == []
    importing.page.review.pane.bar.certain_button.click()
    importing.desk.settle()
    assert importing.goods(importing.estate.round_id) == ["土鸡蛋"]
    assert importing.desk.said[-1][0] == "1 order imported"
    importing.desk.undo_last()
    assert importing.goods(importing.estate.round_id) == []


def test_what_changes_meanwhile_is_compared_once_more(importing: Importing, tmp_path: Path) -> None:
    estate = importing.estate
    importing.give(ktt(tmp_path / "a.xlsx", [line("张阿姨", "1", "草莓")]))
    assert importing.preview.questions == 0
    order_for(estate.store, round_id=estate.round_id, neighbour_id=estate.neighbours[0], amounts={1: 1000})
    importing.desk.settle()
    assert importing.preview.questions == 1


def test_a_file_that_brings_nothing_says_so_kindly_and_lets_go(importing: Importing, tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", [["名称", "单位", "售价"], ["蓝莓", "盒", 19.9]])
    importing.give(path)
    importing.commit()
    assert importing.desk.went == [Place(Page.PRODUCTS)]
    importing.give(path)
    assert not importing.page.review.pane.bar.commit_button.isEnabled()
    importing.buttons()["Good"].click()
    importing.desk.settle()
    assert importing.page.stack.currentWidget() is importing.page.start


def test_long_reading_shows_how_far_it_is_and_can_be_stopped(importing: Importing, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    line_ = "2024-03-01,a,b,1,5\n"
    path.write_text("date,neighbour,product,quantity,unit_price\n" + line_ * 150_000, encoding="utf-8")
    before = importing.estate.dump()
    progress = importing.page.review.progress
    importing.page.arrive(Place(Page.IMPORT, files=(path,)))
    for _turn in range(2000):
        QTest.qWait(5)
        if any(label.text().endswith("rows") for label in progress.findChildren(Label)):
            break
    assert progress.isVisible()
    progress.stop_button.click()
    importing.desk.settle()
    assert importing.page.stack.currentWidget() is importing.page.start
    assert importing.estate.dump() == before


def test_a_template_is_saved_from_the_same_page(
    importing: Importing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "商品模板.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_kwargs: (str(path), ""))
    importing.page.start.template_buttons[FileKind.PRODUCTS].click()
    importing.desk.settle()
    assert path.exists()
    assert "商品模板.xlsx" in importing.desk.said[-1][0]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"%PDF-1.7", "PDF"),
        (b"\xd0\xcf\x11\xe0", "old Excel"),
        (b"PK\x03\x04half", "damaged"),
        (b"a,b\n1,2\n", "no table"),
    ],
)
def test_a_refused_file_is_one_sentence_and_changes_nothing(
    content: bytes, said: str, importing: Importing, tmp_path: Path
) -> None:
    before = importing.estate.dump()
    path = tmp_path / "订单 1.xlsx"
    path.write_bytes(content)
    importing.give(path)
    assert said in " ".join(label.text() for label in importing.page.start.error.findChildren(Label))
    assert importing.estate.dump() == before


def test_the_day_that_a_file_of_the_past_does_not_say_is_asked_in_place(importing: Importing, tmp_path: Path) -> None:
    path = tmp_path / "past.csv"
    path.write_text("neighbour,product,quantity,unit_price\n张阿姨,草莓,2,36\n", encoding="utf-8")
    importing.give(path, kind="history")
    pane = importing.page.review.day
    assert importing.page.review.preview is None
    for wrong in ("", "2月30日", "2999-01-01"):
        pane.day.setText(wrong)
        pane.take.click()
        assert any("2024-03-15" in label.text() for label in pane.findChildren(Label))
        assert importing.page.review.preview is None
    pane.day.setText("2024-03-15")
    pane.take.click()
    importing.desk.settle()
    assert (importing.preview.counts.new, importing.preview.rows[0].place) == (1, "2024-03-15")
    importing.commit()
    assert importing.desk.said[-1][1] is not None
