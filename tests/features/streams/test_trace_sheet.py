"""The trace card on the leader's side, from the batch, the labels and the stream; and pictures for the group."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from leaderdesk.app import make_page
from leaderdesk.features.batches.actions import add_batch_photo, change_batch, new_batch, recall_batch
from leaderdesk.features.batches.rules import PhotoKind, Trace
from leaderdesk.features.batches.screen import BatchesBox
from leaderdesk.features.batches.screen.picture_sheet import PictureSheet
from leaderdesk.features.places import Page, Place
from leaderdesk.features.products.actions import add_photo
from leaderdesk.features.streams.queries.poster import poster_of
from leaderdesk.features.streams.rules.pictures import Poster
from leaderdesk.features.streams.rules.shown import texts_of
from leaderdesk.features.streams.screen.pictures import announcement_image, show_announcement
from leaderdesk.features.streams.screen.pictures.sheet import look_now
from leaderdesk.features.streams.screen.trace_sheet import TraceButton, TraceSheet
from leaderdesk.slots import batch_slots
from leaderdesk.storage.business import write_business
from leaderdesk.ui.picture_tiles import PictureTile
from leaderdesk.ui.print_preview import PrintPreview
from tests.features.open_desk import OpenDesk, open_desk
from tests.features.seen import button
from tests.features.streams.evening import Evening, open_evening
from tests.photos import picture


@pytest.fixture
def evening(tmp_path: Path, english: None) -> Iterator[Evening]:
    opened = open_evening(tmp_path / "shop")
    yield opened
    opened.store.close()


@pytest.fixture
def desk(qtbot: QtBot, evening: Evening) -> Iterator[OpenDesk]:
    with open_desk(evening.store) as opened:
        yield opened


@pytest.fixture
def asker(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(1366, 768)
    widget.show()
    return widget


def open_sheet(desk: OpenDesk, asker: QWidget, evening: Evening) -> TraceSheet:
    sheet = TraceSheet(desk.desk, asker, product_id=evening.product_ids[0], round_id=evening.round_id)
    sheet.open()
    desk.settle()
    return sheet


def test_all_eight_are_shown_the_missing_ones_as_missing(desk: OpenDesk, asker: QWidget, evening: Evening) -> None:
    batch = new_batch(evening.store, evening.product_ids[0])
    change_batch(evening.store, batch.id, "origin", "青禾村")
    sheet = open_sheet(desk, asker, evening)
    by_trace = {fact.trace: fact for fact in sheet.facts}
    assert by_trace[Trace.ORIGIN].accessibleName() == "Origin: 青禾村"
    assert by_trace[Trace.PACKAGING].accessibleName() == "Packaging: not on file: packaging"
    whole, dashed = by_trace[Trace.ORIGIN].grab().toImage(), by_trace[Trace.PACKAGING].grab().toImage()
    assert whole.pixelColor(30, 6) != dashed.pixelColor(30, 6)
    change_batch(evening.store, batch.id, "packaging", "纸盒")
    desk.settle()
    assert by_trace[Trace.PACKAGING].accessibleName() == "Packaging: 纸盒"


def test_its_pictures_open_large(desk: OpenDesk, asker: QWidget, evening: Evening) -> None:
    batch = new_batch(evening.store, evening.product_ids[0])
    add_batch_photo(evening.store, batch.id, picture(), kind=PhotoKind.FARM)
    sheet = open_sheet(desk, asker, evening)
    (tile,) = sheet.findChildren(PictureTile)
    tile.click()
    desk.settle()
    assert len(asker.findChildren(PictureSheet)) == 1


def test_a_batch_that_was_called_back_says_so(desk: OpenDesk, asker: QWidget, evening: Evening) -> None:
    batch = new_batch(evening.store, evening.product_ids[0])
    recall_batch(evening.store, batch.id, "农残")
    sheet = open_sheet(desk, asker, evening)
    assert not sheet.recalled.isHidden()


def test_it_is_copied_for_the_group_and_leads_to_what_is_missing(
    desk: OpenDesk, asker: QWidget, evening: Evening
) -> None:
    sheet = open_sheet(desk, asker, evening)
    sheet.copy_button.click()
    assert "还缺" in QGuiApplication.clipboard().text()
    sheet.fill_button.click()
    assert desk.went == [Place(Page.PRODUCTS, product_id=evening.product_ids[0])]


def test_it_is_printed_alone(desk: OpenDesk, asker: QWidget, evening: Evening) -> None:
    sheet = open_sheet(desk, asker, evening)
    sheet.print_button.click()
    desk.settle()
    assert len(asker.findChildren(PrintPreview)) == 1


def test_a_batch_that_is_gone_closes_the_sheet(desk: OpenDesk, asker: QWidget, evening: Evening) -> None:
    sheet = TraceSheet(desk.desk, asker, batch_id=999)
    sheet.open()
    desk.settle()
    assert not shiboken6.isValid(sheet)


def test_the_drawer_of_the_product_opens_the_card_of_a_batch(qtbot: QtBot, desk: OpenDesk, evening: Evening) -> None:
    batch = new_batch(evening.store, evening.product_ids[0])
    shown: list[int] = []
    box = BatchesBox(desk.desk, batch_slots(), card=lambda _desk, _asker, batch_id: shown.append(batch_id))
    qtbot.addWidget(box.widget())
    box.widget().show()
    box.show_product(evening.product_ids[0])
    box.arrive(Place(Page.PRODUCTS, product_id=evening.product_ids[0], batch_id=batch.id))
    desk.settle()
    box.card_button.click()
    assert shown == [batch.id]


def test_the_page_of_products_knows_the_card(qtbot: QtBot, desk: OpenDesk, evening: Evening) -> None:
    batch = new_batch(evening.store, evening.product_ids[0])
    page = make_page(Page.PRODUCTS, desk.desk)
    widget = page.widget()
    qtbot.addWidget(widget)
    widget.resize(1286, 740)
    widget.show()
    page.arrive(Place(Page.PRODUCTS, product_id=evening.product_ids[0], batch_id=batch.id))
    desk.settle()
    qtbot.waitUntil(lambda: bool(button(widget, "Trace card")))
    button(widget, "Trace card").click()
    desk.settle()
    assert len(widget.findChildren(TraceSheet)) == 1


def test_the_cards_of_a_round_are_one_click_away(desk: OpenDesk, asker: QWidget, evening: Evening) -> None:
    cards = TraceButton(desk.desk)
    cards.setParent(asker)
    cards.click()
    desk.settle()
    assert asker.findChildren(PrintPreview) == []
    cards.show_round(evening.round_id)
    cards.click()
    desk.settle()
    (preview,) = asker.findChildren(PrintPreview)
    assert preview.windowTitle()


# Pictures for the group.


def test_the_announcement_holds_the_goods_of_the_run_sheet_and_nobodys_phone(evening: Evening) -> None:
    with evening.store.write("Leader") as writing:
        write_business(writing.session, "leader_phone", "13812345678")
        write_business(writing.session, "leader_name", "李姐 13812345678")
    poster = _poster(evening)
    assert poster.theme == "李姐的周末厨房"
    assert len(poster.goods) == 4
    assert poster.more == 1
    assert "13812345678" not in "".join(texts_of(poster))
    assert "李姐" in poster.shop


def test_a_photo_takes_the_place_of_the_basket(qtbot: QtBot, evening: Evening) -> None:
    before = announcement_image(_poster(evening), look_now())
    assert (before.width(), before.height()) == (1080, 1440)
    add_photo(evening.store, evening.product_ids[0], picture())
    assert announcement_image(_poster(evening), look_now()) != before


def test_the_announcement_is_copied_and_kept_as_a_file(
    desk: OpenDesk, asker: QWidget, evening: Evening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    show_announcement(desk.desk, asker, evening.stream_id)
    desk.settle()
    (sheet,) = asker.findChildren(PictureSheet)
    button(sheet, "Copy the picture").click()
    assert QGuiApplication.clipboard().image().width() == 1080
    path = tmp_path / "announcement.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(path), ""))
    button(sheet, "Save as PNG").click()
    desk.settle()
    assert QImage(str(path)).height() == 1440


def test_the_announcement_of_a_stream_that_is_gone_is_told(desk: OpenDesk, asker: QWidget) -> None:
    show_announcement(desk.desk, asker, 999)
    desk.settle()
    assert len(desk.troubles) == 1
    assert asker.findChildren(PictureSheet) == []


def _poster(evening: Evening) -> Poster:
    with evening.store.read() as connection:
        poster = poster_of(connection, evening.stream_id)
    assert poster is not None
    return poster
