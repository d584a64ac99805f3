"""A batch with its picture is written down at the product; weeks later it is called back, and nobody is forgotten."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from leaderdesk.features.batches.actions import attach_batch
from leaderdesk.features.batches.queries import batches_of_product
from leaderdesk.features.batches.rules import Batch
from leaderdesk.features.batches.screen import BatchRecord, RecallSheet
from leaderdesk.features.places import Page, Place
from leaderdesk.features.rounds.queries import offers_of_round
from leaderdesk.storage.database import Store
from leaderdesk.ui.palette import Palette
from leaderdesk.window.start import Window
from tests.photos import PLACE, picture, with_place
from tests.practice import open_shop
from tests.window.windows import open_window, settle


def test_a_batch_is_traced_and_called_back(qtbot: QtBot, tmp_path: Path) -> None:
    home = tmp_path / "store"
    shop = open_shop(home)
    with shop.store.read() as connection:
        offer = next(one for one in offers_of_round(connection, shop.round_id))
    wanted = [order for order in shop.orders() if offer.id in {line.offer_id for line in order.lines}]
    shop.store.close()
    photo = tmp_path / "大棚.jpg"
    photo.write_bytes(with_place(picture()))
    with open_window(qtbot, home) as window:
        batch = _write_down(qtbot, window, offer.product_id, photo)
        store = window.frame.findChildren(BatchRecord)[0]._desk.store
        attach_batch(store, batch.id, offer.id)
        window.session.go(Place(Page.TODAY))
        settle(qtbot, window)
        _find(qtbot, window, batch.code)
        settle(qtbot, window)
        copied = _call_back(qtbot, window, neighbours=len(wanted))
        assert sorted(words.split(",")[0] for words in copied) == sorted(order.neighbour_name for order in wanted)
        assert all("农残超标" in words for words in copied)
        assert _batch(store, offer.product_id).recalled_at_ms is not None
        window.session.undo_last()
        settle(qtbot, window)
        assert _batch(store, offer.product_id).recalled_at_ms is None
    assert not any(PLACE in path.read_bytes() for path in home.rglob("*") if path.is_file())


def _write_down(qtbot: QtBot, window: Window, product_id: int, photo: Path) -> Batch:
    window.session.go(Place(Page.PRODUCTS, product_id=product_id))
    settle(qtbot, window)
    _button(window.frame, "Write down a batch").click()
    settle(qtbot, window)
    record = window.frame.findChildren(BatchRecord)[0]
    _write(record, "Grower", "王大叔")
    record.add_pictures([photo])
    settle(qtbot, window)
    batch = _batch(record._desk.store, product_id)
    assert batch.grower == "王大叔"
    assert len(batch.photos) == 1
    return batch


def _call_back(qtbot: QtBot, window: Window, *, neighbours: int) -> list[str]:
    record = next(one for one in window.frame.findChildren(BatchRecord) if one.isVisible())
    _button(record, "Who took this batch").click()
    settle(qtbot, window)
    sheet = next(one for one in window.frame.findChildren(RecallSheet) if one.isVisible())
    _write(sheet, "What is wrong with it", "农残超标")
    sheet.note_button.click()
    settle(qtbot, window)
    copied = []
    for _neighbour in range(neighbours):
        sheet.copy_personal.click()
        copied.append(QGuiApplication.clipboard().text())
        settle(qtbot, window)
    sheet.reject()
    settle(qtbot, window)
    return copied


def _batch(store: Store, product_id: int) -> Batch:
    with store.read() as connection:
        (batch,) = batches_of_product(connection, product_id)
    return batch


def _button(widget: QWidget, words: str) -> QAbstractButton:
    return next(
        one for one in widget.findChildren(QAbstractButton) if one.accessibleName() == words and one.isVisible()
    )


def _write(widget: QWidget, name: str, typed: str) -> None:
    line = next(one for one in widget.findChildren(QLineEdit) if one.accessibleName() == name and one.isVisible())
    line.setText(typed)
    line.editingFinished.emit()


def _find(qtbot: QtBot, window: Window, typed: str) -> None:
    frame = window.frame
    QTest.keyClick(frame, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = next(one for one in frame.findChildren(Palette) if one.isVisible())
    field = palette.findChildren(QLineEdit)[0]
    QTest.keyClicks(field, typed)
    settle(qtbot, window)
    QTest.keyClick(field, Qt.Key.Key_Return)
