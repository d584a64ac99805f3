"""Batches in the product's drawer and at an offer: written down, filled in, pictures dragged in, called back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from leaderdesk.features.batches import actions
from leaderdesk.features.batches.queries import batch_by_id, batches_of_product
from leaderdesk.features.batches.rules import Batch, PhotoKind
from leaderdesk.features.batches.screen import BatchesBox, BatchPicker, BatchRecord, BatchSheet, RecallSheet
from leaderdesk.features.places import Page, Place
from leaderdesk.features.products.queries import photo_contents
from leaderdesk.features.products.screen import ProductsPage
from leaderdesk.slots import batch_slots
from leaderdesk.storage.database import Store
from tests.features.batches.conftest import Stand
from tests.features.open_desk import OpenDesk, open_desk
from tests.features.seen import button, field
from tests.photos import PLACE, SVG, huge_png, picture, with_place


@pytest.fixture
def desk(qtbot: QtBot, stand: Stand) -> Iterator[OpenDesk]:
    with open_desk(stand.store) as opened:
        yield opened


def show(qtbot: QtBot, desk: OpenDesk, place: Place) -> QWidget:
    page = ProductsPage(desk.desk, None, (lambda one: BatchesBox(one, batch_slots()),))
    widget = page.widget()
    qtbot.addWidget(widget)
    widget.resize(1286, 740)
    widget.show()
    desk.settle()
    page.arrive(place)
    rest(desk)
    return widget


def rest(desk: OpenDesk) -> None:
    for _turn in range(3):
        desk.settle()
        QTest.qWait(1)


def write(desk: OpenDesk, widget: QWidget, name: str, typed: str) -> None:
    line = field(widget, name)
    line.setText(typed)
    line.editingFinished.emit()
    rest(desk)


def batches(store: Store, product_id: int) -> tuple[Batch, ...]:
    with store.read() as connection:
        return batches_of_product(connection, product_id)


def drop(target: QWidget, path: Path) -> bool:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    keys = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPointF(9, 9).toPoint(), *keys)
    QApplication.sendEvent(target, enter)
    QApplication.sendEvent(target, QDropEvent(QPointF(9, 9), *keys))
    return enter.isAccepted()


def test_a_batch_is_written_down_filled_in_and_taken_back(qtbot: QtBot, desk: OpenDesk, stand: Stand) -> None:
    widget = show(qtbot, desk, Place(Page.PRODUCTS, product_id=stand.product_id))
    button(widget, "Write down a batch").click()
    rest(desk)
    record = widget.findChildren(BatchRecord)[0]
    assert record.isVisible()
    assert button(record, "Origin: missing").isVisible()
    write(desk, record, "Grower", "王大叔")
    write(desk, record, "Distance in km", "12")
    assert button(record, "Grower: there").isVisible()
    assert field(record, "Distance in km").text() == "12 km"
    (batch,) = batches(stand.store, stand.product_id)
    assert (batch.grower, batch.distance_m, len(batch.missing)) == ("王大叔", 12_000, 6)
    desk.undo_last()
    rest(desk)
    assert button(record, "Distance: missing").isVisible()
    assert field(record, "Distance in km").text() == ""


def test_what_cannot_be_kept_stays_with_its_sentence(qtbot: QtBot, desk: OpenDesk, stand: Stand) -> None:
    one = actions.new_batch(stand.store, stand.product_id).id
    widget = show(qtbot, desk, Place(Page.PRODUCTS, product_id=stand.product_id, batch_id=one))
    record = widget.findChildren(BatchRecord)[0]
    write(desk, record, "Harvested or made", "2030-01-01")
    assert "still to come" in record.fields.error("made_on")
    assert field(record, "Harvested or made").text() == "2030-01-01"
    write(desk, record, "Harvested or made", "1/24")
    assert record.fields.error("made_on") == ""
    assert field(record, "Harvested or made").text() == "2026/01/24"


def test_a_picture_dragged_in_keeps_no_place(qtbot: QtBot, desk: OpenDesk, stand: Stand, tmp_path: Path) -> None:
    one = actions.new_batch(stand.store, stand.product_id).id
    widget = show(qtbot, desk, Place(Page.PRODUCTS, product_id=stand.product_id, batch_id=one))
    record = widget.findChildren(BatchRecord)[0]
    path = tmp_path / "检测单.jpg"
    path.write_bytes(with_place(picture(2400, 1800)))
    assert drop(record, path)
    rest(desk)
    (photo,) = batches(stand.store, stand.product_id)[0].photos
    assert photo.kind is PhotoKind.INSPECTION
    with stand.store.read() as connection:
        kept = photo_contents(connection, [photo.photo_id])[photo.photo_id]
        product = connection.exec_driver_sql("SELECT count(*) FROM product_photo").scalar()
    assert PLACE not in kept
    assert b"Exif" not in kept
    assert product == 0
    for raw in stand.store.paths.home.rglob("*"):
        assert not raw.is_file() or PLACE not in raw.read_bytes()
    assert button(record, "Inspection: there").isVisible()
    button(record, "Inspection paper").click()
    field(record, "Words under the picture").setText("A0131")
    button(record, "Keep").click()
    rest(desk)
    button(record, "A0131").click()
    button(record, "Take it off").click()
    rest(desk)
    assert button(record, "Inspection: missing").isVisible()
    desk.undo_last()
    rest(desk)
    assert button(record, "A0131").isVisible()


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.svg", SVG), ("b.png", huge_png(30_000)), ("c.jpg", picture()[:-500]), ("d.jpg", b"%PDF-1.7 renamed")],
)
def test_a_bad_picture_is_answered(
    qtbot: QtBot, desk: OpenDesk, stand: Stand, tmp_path: Path, name: str, content: bytes
) -> None:
    one = actions.new_batch(stand.store, stand.product_id).id
    widget = show(qtbot, desk, Place(Page.PRODUCTS, product_id=stand.product_id, batch_id=one))
    record = widget.findChildren(BatchRecord)[0]
    (tmp_path / name).write_bytes(content)
    assert drop(record, tmp_path / name)
    rest(desk)
    assert record.photos._error.sentence()
    assert batches(stand.store, stand.product_id)[0].photos == ()


def test_words_are_copied_one_neighbour_after_the_other(qtbot: QtBot, desk: OpenDesk, stand: Stand) -> None:
    one = actions.new_batch(stand.store, stand.product_id, offer_id=stand.past_offer).id
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1286, 740)
    host.show()
    sheet = RecallSheet(desk.desk, host, batch_slots(), batch_id=one)
    sheet.open()
    rest(desk)
    takers = sheet.listing.shown_rows
    sheet.note_button.click()
    rest(desk)
    assert "few words" in sheet.reason.error()
    field(sheet, "What is wrong with it").setText("农残超标")
    sheet.note_button.click()
    rest(desk)
    with stand.store.read() as connection:
        batch = batch_by_id(connection, one)
    assert batch is not None
    assert batch.recall_reason == "农残超标"
    copied = []
    for _taker in takers:
        sheet.copy_personal.click()
        copied.append(QGuiApplication.clipboard().text())
        rest(desk)
    assert {words.split(",")[0] for words in copied} == {taker.line.name for taker in takers}
    assert all("农残超标" in words for words in copied)
    sheet.copy_group.click()
    assert not any(taker.line.name in QGuiApplication.clipboard().text() for taker in takers)
    sheet.reject()
    rest(desk)


def test_the_list_is_saved_as_a_workbook(qtbot: QtBot, desk: OpenDesk, stand: Stand, tmp_path: Path) -> None:
    one = actions.new_batch(stand.store, stand.product_id, offer_id=stand.past_offer).id
    host = QWidget()
    qtbot.addWidget(host)
    host.show()
    sheet = RecallSheet(desk.desk, host, batch_slots(), batch_id=one)
    sheet.open()
    rest(desk)
    sheet.save_to(tmp_path / "名单.xlsx")
    rest(desk)
    assert (tmp_path / "名单.xlsx").read_bytes().startswith(b"PK")
    sheet.reject()
    rest(desk)


def test_an_offer_gets_its_batch_where_goods_are_counted(qtbot: QtBot, desk: OpenDesk, stand: Stand) -> None:
    known = actions.new_batch(stand.store, stand.product_id, code="X-1").id
    picker = BatchPicker(desk.desk, batch_slots())
    qtbot.addWidget(picker)
    picker.show_offer(stand.open_offer)
    picker.show()
    rest(desk)
    picker.combo.chosen.emit(str(known))
    rest(desk)
    assert button(picker, "X-1").isVisible()
    button(picker, "X-1 did not come for this").click()
    rest(desk)
    assert batches(stand.store, stand.product_id)[0].offer_ids == ()
    picker.combo.chosen.emit("new")
    rest(desk)
    (sheet,) = (one for one in QApplication.topLevelWidgets() if isinstance(one, BatchSheet) and one.isVisible())
    write(desk, sheet, "Packaging", "纸盒")
    sheet.reject()
    rest(desk)
    fresh = next(one for one in batches(stand.store, stand.product_id) if one.id != known)
    assert (fresh.packaging, fresh.offer_ids) == ("纸盒", (stand.open_offer,))


def test_every_control_has_a_name_and_nothing_is_cut_off(qtbot: QtBot, desk: OpenDesk, stand: Stand) -> None:
    one = actions.new_batch(stand.store, stand.product_id, offer_id=stand.past_offer).id
    widget = show(qtbot, desk, Place(Page.PRODUCTS, product_id=stand.product_id, batch_id=one))
    record = widget.findChildren(BatchRecord)[0]
    controls = [each for each in record.findChildren(QWidget) if each.isVisible() and each.focusPolicy()]
    assert controls
    assert [
        each for each in controls if isinstance(each, QAbstractButton | QLineEdit) and not each.accessibleName()
    ] == []
    for each in controls:
        right = each.mapTo(record, each.rect().topRight()).x()
        assert right <= record.width()
