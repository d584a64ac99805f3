"""What Ctrl+K finds: neighbours, products, orders, and things to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtGui import QGuiApplication

from leaderdesk.core.clock import local_now, plan
from leaderdesk.core.i18n import _
from leaderdesk.core.money import format_yuan
from leaderdesk.core.text import compare_key, masked_phone
from leaderdesk.features.batches.queries import find_batches
from leaderdesk.features.batches.rules import Batch
from leaderdesk.features.desk import Desk
from leaderdesk.features.lists.rules import ListKind
from leaderdesk.features.neighbours.queries import find_neighbours
from leaderdesk.features.neighbours.rules import Neighbour
from leaderdesk.features.orders.queries import find_orders
from leaderdesk.features.orders.rules import Order
from leaderdesk.features.places import Page, Place, Step
from leaderdesk.features.products.queries import find_products
from leaderdesk.features.products.rules import Product
from leaderdesk.features.rounds.queries import current_round, round_names
from leaderdesk.features.rounds.rules import Round
from leaderdesk.features.streams.glance import next_stream
from leaderdesk.features.streams.rules.coming import NextStream
from leaderdesk.storage.search import search_key
from leaderdesk.ui.palette import Provider
from leaderdesk.ui.palette_list import PaletteGroup, PaletteItem

MOST_OF_EACH = 5
_MOST_GOODS = 2


OpenList = Callable[[int, ListKind], None]
"""Shows a list of the round with that id before it is printed."""


def providers(desk: Desk, *, open_list: OpenList | None = None) -> Sequence[Provider]:
    """Return what the palette asks, each on its own reading lane; with `open_list` it offers the lists of the round."""
    found = _Found(desk)
    return (found.people, found.goods, found.batches, found.orders, _Deeds(desk, open_list).found)


class _Found:
    """Finds what is in the store; choosing it goes there."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def people(self, typed: str) -> Sequence[PaletteGroup]:
        """Return the neighbours that fit."""
        with self._desk.store.read() as connection:
            found = find_neighbours(connection, typed, limit=MOST_OF_EACH)
        return (PaletteGroup(_("Neighbours"), tuple(map(self._person, found))),)

    def goods(self, typed: str) -> Sequence[PaletteGroup]:
        """Return the products that fit."""
        with self._desk.store.read() as connection:
            found = find_products(connection, typed, limit=MOST_OF_EACH)
        return (PaletteGroup(_("Products"), tuple(map(self._product, found))),)

    def batches(self, typed: str) -> Sequence[PaletteGroup]:
        """Return the batches of that code."""
        with self._desk.store.read() as connection:
            found = find_batches(connection, typed, limit=MOST_OF_EACH)
        return (PaletteGroup(_("Batches"), tuple(map(self._batch, found))),)

    def orders(self, typed: str) -> Sequence[PaletteGroup]:
        """Return the latest orders of who fits, or of that pickup code."""
        with self._desk.store.read() as connection:
            found = find_orders(connection, typed, limit=MOST_OF_EACH)
            names = round_names(connection, {order.round_id for order in found})
        return (
            PaletteGroup(
                _("Orders of neighbours"), tuple(self._order(order, names[order.round_id]) for order in found)
            ),
        )

    def _person(self, one: Neighbour) -> PaletteItem:
        phone = masked_phone(one.phone)
        return PaletteItem(
            one.name,
            self._going(Place(Page.NEIGHBOURS, neighbour_id=one.id)),
            detail="  ".join(part for part in (one.room, phone) if part),
            person=True,
        )

    def _product(self, one: Product) -> PaletteItem:
        return PaletteItem(
            one.name,
            self._going(Place(Page.PRODUCTS, product_id=one.id)),
            detail=one.spec,
            icon="box",
            right=format_yuan(one.price_fen),
        )

    def _batch(self, one: Batch) -> PaletteItem:
        return PaletteItem(
            one.code,
            self._going(Place(Page.PRODUCTS, product_id=one.product_id, batch_id=one.id)),
            detail=one.product,
            icon="box",
            right=_("{month}/{day}").format(month=one.came.month, day=one.came.day),
        )

    def _order(self, order: Order, round_name: str) -> PaletteItem:
        goods = _(", ").join(line.product_label for line in order.lines[:_MOST_GOODS])
        if len(order.lines) > _MOST_GOODS:
            goods = _("{goods} and more").format(goods=goods)
        place = Place(Page.ROUNDS, round_id=order.round_id, step=Step.INTAKE, order_id=order.id)
        return PaletteItem(
            _(" · ").join((round_name, order.neighbour_name, goods)),
            self._going(place),
            icon="basket",
            right=format_yuan(order.total_fen),
        )

    def _going(self, place: Place) -> Callable[[], None]:
        return lambda: self._desk.go(place)


class _Deeds:
    """Offers what can be done, by its name or its pinyin; with a neighbour typed, what can be done for her."""

    def __init__(self, desk: Desk, open_list: OpenList | None) -> None:
        self._desk = desk
        self._open_list = open_list

    def found(self, typed: str) -> Sequence[PaletteGroup]:
        """Return what can be done that fits; everything while nothing is typed."""
        store, now = self._desk.store, plan(local_now(self._desk.clock))
        with store.read() as connection:
            at_hand = current_round(connection, now=now)
            people = find_neighbours(connection, typed, limit=1) if typed else ()
            coming = next_stream(connection, local_now(self._desk.clock))
        deeds = self._known(at_hand) + self._of_stream(coming)
        if typed and at_hand is not None:
            deeds += self._lists(at_hand)
        items = [item for item in deeds if _fits(item.title, typed)]
        if people and at_hand is not None:
            items.insert(0, self._order_for(people[0], at_hand))
        return (PaletteGroup(_("Things to do"), tuple(items)),)

    def _known(self, at_hand: Round | None) -> list[PaletteItem]:
        desk = self._desk
        deeds = [PaletteItem(_("Open a new round"), self._going(Place(Page.ROUNDS, wants_new=True)), icon="plus")]
        if at_hand is not None:
            deeds += self._of_round(at_hand)
        deeds += [
            PaletteItem(_("Plan a stream"), self._going(Place(Page.STREAMS, wants_new=True)), icon="video"),
            PaletteItem(_("Calendar of livestreams"), self._going(Place(Page.STREAMS)), icon="calendar"),
            PaletteItem(_("Add a product"), self._going(Place(Page.PRODUCTS, wants_new=True)), icon="box"),
            PaletteItem(_("Add a neighbour"), self._going(Place(Page.NEIGHBOURS, wants_new=True)), icon="person"),
            PaletteItem(_("Import a file"), self._going(Place(Page.IMPORT, wants_new=True)), icon="upload"),
            PaletteItem(
                _("See what is remembered from lists"), self._going(Place(Page.SETTINGS, memory=True)), icon="bulb"
            ),
            PaletteItem(_("Make a backup now"), desk.stores.back_up, icon="database"),
            PaletteItem(_("Undo the last step"), desk.undo_last, icon="undo", keys="Ctrl Z"),
            PaletteItem(_("Settings"), self._going(Place(Page.SETTINGS)), icon="sliders", keys="Ctrl ,"),
        ]
        return deeds

    def _of_round(self, at_hand: Round) -> list[PaletteItem]:
        def at(step: Step) -> Callable[[], None]:
            return self._going(Place(Page.ROUNDS, round_id=at_hand.id, step=step))

        waiting = Place(Page.ROUNDS, round_id=at_hand.id, step=Step.INTAKE, not_yet=True)
        return [
            PaletteItem(_("Paste the list"), lambda: self._paste(at_hand), icon="clipboard", detail=at_hand.name),
            PaletteItem(_("See the orders"), at(Step.INTAKE), icon="list", detail=at_hand.name),
            PaletteItem(_("See who has not ordered yet"), self._going(waiting), icon="people", detail=at_hand.name),
            PaletteItem(_("Order the goods"), at(Step.PURCHASE), icon="truck", detail=at_hand.name),
            PaletteItem(_("Count what came"), at(Step.ARRIVAL), icon="box", detail=at_hand.name),
            PaletteItem(_("Print labels and the pickup list"), at(Step.LABELS), icon="printer", detail=at_hand.name),
            PaletteItem(_("Hand over"), at(Step.PICKUP), icon="barcode", detail=at_hand.name),
            PaletteItem(_("See the payments"), at(Step.SETTLE), icon="wallet", detail=at_hand.name),
        ]

    def _of_stream(self, coming: NextStream | None) -> list[PaletteItem]:
        if coming is None or coming.stream_id is None:
            return []
        sheet = Place(Page.STREAMS, stream_id=coming.stream_id)
        words = _("Back to the stream") if coming.is_live else _("Enter the live console")
        name = coming.slot.name
        return [
            PaletteItem(words, self._going(replace(sheet, live=True)), icon="video", detail=name),
            PaletteItem(_("See the run-sheet"), self._going(sheet), icon="list", detail=name),
        ]

    def _lists(self, at_hand: Round) -> list[PaletteItem]:
        """Return the lists that can be printed; too many to be offered before anything is typed."""
        open_list = self._open_list
        if open_list is None:
            return []
        return [
            PaletteItem(
                _("Print: {list}").format(list=kind.title),
                partial(open_list, at_hand.id, kind),
                icon="printer",
                detail=at_hand.name,
            )
            for kind in ListKind
        ]

    def _order_for(self, person: Neighbour, at_hand: Round) -> PaletteItem:
        place = Place(Page.ROUNDS, round_id=at_hand.id, step=Step.INTAKE, neighbour_id=person.id)
        title = _("Write down an order for {who}").format(who=person.name)
        return PaletteItem(title, self._going(place), icon="plus", detail=at_hand.name, keys="Ctrl Enter")

    def _paste(self, at_hand: Round) -> None:
        text = QGuiApplication.clipboard().text()
        self._desk.go(Place(Page.ROUNDS, round_id=at_hand.id, step=Step.INTAKE, paste=text))

    def _going(self, place: Place) -> Callable[[], None]:
        return lambda: self._desk.go(place)


def _fits(title: str, typed: str) -> bool:
    key = compare_key(typed)
    return not key or key in search_key([title])
