"""The page of the products, driven as a leader does: typing, clicking, taking back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from leaderdesk.features.places import Page, Place
from leaderdesk.features.products.queries import ProductSlots, product_card, supplier_rows
from leaderdesk.features.products.rules import PricePoint, ProductCard, Standing
from leaderdesk.features.products.screen import ProductsPage
from leaderdesk.features.products.screen.suppliers_pane import SuppliersPane
from leaderdesk.storage.database import Store
from leaderdesk.ui.charts import StepLine
from leaderdesk.ui.list_states import ListStates
from leaderdesk.ui.search_field import SearchField
from leaderdesk.ui.table_view import TableView
from leaderdesk.ui.tabs import FilterTabs
from tests.features.open_desk import OpenDesk, open_desk
from tests.features.seen import button, field, sentences

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def desk(qtbot: QtBot, shelf: Store) -> Iterator[OpenDesk]:
    with open_desk(shelf) as opened:
        yield opened


def show(qtbot: QtBot, desk: OpenDesk, slots: ProductSlots | None = None) -> tuple[ProductsPage, QWidget]:
    page = ProductsPage(desk.desk, slots)
    widget = page.widget()
    qtbot.addWidget(widget)
    widget.resize(1286, 740)
    widget.show()
    desk.settle()
    return page, widget


def names(page: ProductsPage) -> list[str]:
    listing = page._listing
    return [row.product.name for row in listing.shown_rows]


def card(store: Store, product_id: int) -> ProductCard:
    with store.read() as connection:
        found = product_card(connection, product_id)
    assert found is not None
    return found


def test_the_list_filters(qtbot: QtBot, desk: OpenDesk) -> None:
    slots = ProductSlots(standings=lambda _connection: {1: Standing(0), 2: Standing(3)})
    page, widget = show(qtbot, desk, slots)
    tabs = widget.findChildren(FilterTabs)[0]
    button(tabs, "This round 1").click()
    assert names(page) == ["隔壁村王大叔家的草莓"]
    button(tabs, "Cold 2").click()
    assert names(page) == ["隔壁村王大叔家的草莓", "儿童无蔗糖酸奶"]
    button(tabs, "Lacking 2").click()
    assert names(page) == ["儿童无蔗糖酸奶", "全麦面包"]
    button(tabs, "All 3").click()
    page._show_goods_of(1)
    assert names(page) == ["隔壁村王大叔家的草莓"]
    page._show_goods_of(2)
    widget.findChildren(SearchField)[0].setText("mianbao")
    assert widget.findChildren(ListStates)[0].state() == "nothing"


def test_the_first_product_is_added_from_the_empty_page(qtbot: QtBot, store: Store) -> None:
    with open_desk(store) as desk:
        page, widget = show(qtbot, desk)
        states = widget.findChildren(ListStates)[0]
        assert states.state() == "empty"
        button(states, "Add a product").click()
        for label, typed in (("Name", "草莓"), ("Unit", "盒"), ("Price in yuan", "36")):
            field(widget, label).setText(typed)
        button(widget, "Add").click()
        desk.settle()
        assert names(page) == ["草莓"]
        assert card(store, 1).product.code == "CM-001"
        desk.undo_last()
        assert states.state() == "empty"


@pytest.mark.parametrize(
    ("label", "typed"),
    [
        ("Price in yuan", "三点五"),
        ("Price in yuan", "-1"),
        ("Price in yuan", "1e309"),
        ("Cost in yuan", "NaN"),
        ("Units in a case", "0"),
        ("Smallest step", "2.5.1"),
        ("Unit", ""),
        ("Name", "\u200b"),
        ("Name", "全麦面包"),
    ],
)
def test_what_cannot_be_kept_stays_in_the_form(qtbot: QtBot, desk: OpenDesk, label: str, typed: str) -> None:
    page, widget = show(qtbot, desk)
    page.arrive(Place(Page.PRODUCTS, wants_new=True))
    for name, value in (("Name", "黑麦吐司"), ("Spec", "400 g"), ("Unit", "袋"), ("Price in yuan", "18")):
        field(widget, name).setText(value)
    field(widget, label).setText(typed)
    button(widget, "Add").click()
    desk.settle()
    assert field(widget, label).property("refused")
    assert field(widget, label).text() == typed
    assert len(names(page)) == 3


def test_a_field_is_kept_when_it_is_left_and_taken_back_from_the_toast(qtbot: QtBot, desk: OpenDesk) -> None:
    store = desk.desk.store
    page, widget = show(qtbot, desk)
    page.arrive(Place(Page.PRODUCTS, product_id=1))
    desk.settle()
    button(widget, "Edit").click()
    desk.settle()
    price = field(widget, "Price in yuan")
    assert price.text() == "36.00"
    price.setText("38.5")
    price.editingFinished.emit()
    desk.settle()
    assert card(store, 1).product.price_fen == 3850
    desk.undo_last()
    assert card(store, 1).product.price_fen == 3600
    price.setText("三")
    price.editingFinished.emit()
    desk.settle()
    assert price.property("refused")
    assert card(store, 1).product.price_fen == 3600


def test_facts_story_and_aliases_are_written_in_place(qtbot: QtBot, desk: OpenDesk) -> None:
    store = desk.desk.store
    page, widget = show(qtbot, desk)
    page.arrive(Place(Page.PRODUCTS, product_id=1))
    desk.settle()
    button(widget, "Add a fact").click()
    field(widget, "About what").setText("储存")
    button(widget, "Keep").click()
    desk.settle()
    assert any("Write the fact itself" in words for words in sentences(widget))
    field(widget, "The fact").setText("冷藏 3 天")
    button(widget, "Keep").click()
    desk.settle()
    button(widget, "储存: 冷藏 3 天").click()
    button(widget, "Earlier").click()
    desk.settle()
    assert [fact.name for fact in card(store, 1).facts] == ["储存", "配料"]
    button(widget, "Change").click()
    story = next(one for one in widget.findChildren(QPlainTextEdit) if one.isVisible())
    story.setPlainText("王大叔种了 11 年草莓。")
    page._product._story._leave()
    desk.settle()
    assert card(store, 1).story == "王大叔种了 11 年草莓。"
    desk.undo_last()
    assert card(store, 1).story == ""
    button(widget, "Forget the word 莓莓").click()
    desk.settle()
    assert card(store, 1).aliases == ()


def test_a_picture_is_added_and_a_bad_one_answered(qtbot: QtBot, desk: OpenDesk, tmp_path: Path) -> None:
    store = desk.desk.store
    good, bad = tmp_path / "好.png", tmp_path / "坏.jpg"
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    image.save(str(good))
    bad.write_bytes(b"<svg/>")
    page, widget = show(qtbot, desk)
    page.arrive(Place(Page.PRODUCTS, product_id=1))
    desk.settle()
    page._product.add_pictures([bad])
    desk.settle()
    assert "This picture cannot be opened. Take a JPG or PNG instead." in sentences(widget)
    page._product.add_pictures([good])
    desk.settle()
    assert len(card(store, 1).photos) == 1
    assert page._pictures
    button(widget, "Main picture").click()
    field(widget, "Words under the picture").setText("大棚 1/20")
    button(widget, "Keep").click()
    desk.settle()
    button(widget, "大棚 1/20").click()
    button(widget, "Take it off").click()
    desk.settle()
    assert card(store, 1).photos == ()
    desk.undo_last()
    assert [photo.caption for photo in card(store, 1).photos] == ["大棚 1/20"]


def test_a_product_rests_and_wakes(qtbot: QtBot, desk: OpenDesk) -> None:
    page, widget = show(qtbot, desk)
    page.arrive(Place(Page.PRODUCTS, product_id=1))
    desk.settle()
    button(widget, "Let it rest").click()
    desk.settle()
    assert "隔壁村王大叔家的草莓" not in names(page)
    button(widget.findChildren(FilterTabs)[0], "Resting 1").click()
    assert names(page) == ["隔壁村王大叔家的草莓"]
    button(widget, "Wake it").click()
    desk.settle()
    assert card(desk.desk.store, 1).product.rests_since_ms is None


def test_prices_show_once_there_was_a_round(qtbot: QtBot, desk: OpenDesk) -> None:
    history = (PricePoint(11, 3800, 2600), PricePoint(12, 3600, 2600))
    page, widget = show(qtbot, desk, ProductSlots(price_history=lambda _connection, one: history if one == 1 else ()))
    page.arrive(Place(Page.PRODUCTS, product_id=1))
    desk.settle()
    line = widget.findChildren(StepLine)[0]
    assert line.isVisible()
    assert "down ¥2.00" in line.accessibleDescription()
    page.arrive(Place(Page.PRODUCTS, product_id=2))
    desk.settle()
    assert not line.isVisible()


def test_suppliers_are_added_changed_and_rested(qtbot: QtBot, desk: OpenDesk) -> None:
    store = desk.desk.store
    _page, widget = show(qtbot, desk)
    button(widget, "Suppliers").click()
    pane = widget.findChildren(SuppliersPane)[0]
    field(pane, "Name of the new supplier").setText("青禾合作社")
    button(pane, "Add").click()
    desk.settle()
    assert field(pane, "Name of the new supplier").property("refused")
    field(pane, "Name of the new supplier").setText("麦香中央厨房")
    button(pane, "Add").click()
    desk.settle()
    view = pane.findChildren(TableView)[0]
    phone = [column.key for column in view.listing.columns].index("phone")
    assert view.listing.cell(0, phone).plain == "138****1234"  # type: ignore[union-attr]
    assert not view.listing.take(0, phone, "1380000123")
    assert view.listing.take(0, phone, "021-6000 1234")
    desk.settle()
    view.go_to(3)
    button(pane, "Let it rest").click()
    desk.settle()
    with store.read() as connection:
        rows = supplier_rows(connection)
    assert rows[0].phone == "02160001234"
    assert rows[-1].rests_since_ms is not None
    desk.undo_last()
    with store.read() as connection:
        assert supplier_rows(connection)[-1].rests_since_ms is None


def test_every_control_has_a_name(qtbot: QtBot, desk: OpenDesk) -> None:
    page, widget = show(qtbot, desk)
    page.arrive(Place(Page.PRODUCTS, product_id=1))
    desk.settle()
    controls = [one for one in widget.findChildren(QAbstractButton) if one.isVisible()]
    assert controls
    assert [one for one in controls if not one.accessibleName()] == []
