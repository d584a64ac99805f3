"""Puts the parts together; the only file that sees everything. It imports late: the first paint waits for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from leaderdesk.core.i18n import N_
from leaderdesk.features.places import Page, Step
from leaderdesk.slots import (
    along_tables,
    batch_slots,
    gifts_on_labels,
    guards,
    list_slots,
    neighbour_slots,
    neighbour_ties,
    product_slots,
    round_glances,
    round_slots,
    station_slots,
    stream_slots,
    thank_in_stream,
    words_on_labels,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QWidget

    from leaderdesk.core.feature import Feature, Reaction
    from leaderdesk.features.arrivals.actions.surplus import GiftStock
    from leaderdesk.features.batches.screen import BatchesBox
    from leaderdesk.features.desk import Desk, Screen
    from leaderdesk.features.labels.screen.slots import RoundButton
    from leaderdesk.features.lists.rules import ListKind
    from leaderdesk.features.lists.screen import ListButton
    from leaderdesk.features.orders.rules import Order
    from leaderdesk.features.payments.screen.account_box import AccountBox
    from leaderdesk.features.referrals.screen import CircleBox
    from leaderdesk.features.rounds.screen import RoundsPage
    from leaderdesk.features.rounds.screen.step_page import StepPage
    from leaderdesk.storage.database import Store
    from leaderdesk.ui.palette import Palette
    from leaderdesk.window.parts import Parts

STEPS_WITH_PAGES = frozenset(Step)
"""The steps of a round that have a page."""


def features() -> tuple[Feature, ...]:
    """Return every feature of the program, lower ones first."""
    from leaderdesk.features.arrivals.feature import FEATURE as ARRIVALS
    from leaderdesk.features.batches.feature import batches
    from leaderdesk.features.claims.feature import FEATURE as CLAIMS
    from leaderdesk.features.community.feature import FEATURE as COMMUNITY
    from leaderdesk.features.labels.feature import labels
    from leaderdesk.features.lists.feature import lists
    from leaderdesk.features.orders.feature import orders
    from leaderdesk.features.payments.feature import FEATURE as PAYMENTS
    from leaderdesk.features.payments.queries import dues
    from leaderdesk.features.pickups.feature import pickups
    from leaderdesk.features.practice.feature import practice
    from leaderdesk.features.purchasing.feature import FEATURE as PURCHASING
    from leaderdesk.features.referrals.feature import FEATURE as REFERRALS
    from leaderdesk.features.rounds.feature import FEATURE as ROUNDS
    from leaderdesk.features.settings.feature import FEATURE as SETTINGS
    from leaderdesk.features.settlements.feature import FEATURE as SETTLEMENTS
    from leaderdesk.features.sharing.feature import sharing
    from leaderdesk.features.streams.feature import FEATURE as STREAMS

    taking = (ROUNDS, batches(batch_slots()), STREAMS, orders(guards()))
    handing_out = (pickups(dues), PAYMENTS, ARRIVALS, labels(words_on_labels()), lists(dues, list_slots()))
    base = (*taking, PURCHASING, *handing_out, CLAIMS, REFERRALS, COMMUNITY, SETTLEMENTS, sharing(guards()), SETTINGS)
    return (*base, practice(base))


def reactions() -> tuple[Reaction, ...]:
    """Return what features do along with each other, for the store."""
    # Only the features that have any are imported: the window opens the store with them, and everybody waits for it.
    from leaderdesk.features.claims.feature import FEATURE as CLAIMS
    from leaderdesk.features.payments.feature import FEATURE as PAYMENTS
    from leaderdesk.features.referrals.feature import FEATURE as REFERRALS
    from leaderdesk.features.settlements.feature import FEATURE as SETTLEMENTS

    return (*PAYMENTS.reactions, *CLAIMS.reactions, *REFERRALS.reactions, *SETTLEMENTS.reactions)


def make_page(page: Page, desk: Desk) -> Screen:
    """Return the screen of a page of the rail, made for this desk."""
    if page in (Page.ROUNDS, Page.STREAMS):
        return _rounds(desk) if page is Page.ROUNDS else _streams(desk)
    if page is Page.PRODUCTS:
        from leaderdesk.features.products.screen import ProductsPage

        return ProductsPage(desk, product_slots(), (_batches,))
    if page is Page.NEIGHBOURS:
        from leaderdesk.features.neighbours.screen import NeighboursPage

        return NeighboursPage(desk, neighbour_slots(), neighbour_ties(), (_account, _circle))
    if page is Page.REFERRALS:
        from leaderdesk.features.referrals.screen import ReferralsPage

        return ReferralsPage(desk, thanks=thank_in_stream)
    if page is Page.COMMUNITY:
        from leaderdesk.features.community.screen import CommunityPage

        return CommunityPage(desk)
    if page is Page.IMPORT:
        from leaderdesk.features.sharing.screen import ImportPage

        return ImportPage(desk, guards=guards())
    if page is Page.SETTINGS:
        from leaderdesk.features.settings.screen import SettingsPage

        return SettingsPage(desk)
    from leaderdesk.features.home.screen import TodayPage

    return TodayPage(desk, round_glances(), pages=STEPS_WITH_PAGES, guards=guards)


def parts() -> Parts:
    """Return what the window is put together from."""
    from leaderdesk.window.page_modules import TODAY, modules_ahead, modules_of
    from leaderdesk.window.parts import Parts, RailItem

    rail = (
        RailItem(Page.TODAY, "sun", N_("Today"), "Ctrl+1"),
        RailItem(Page.ROUNDS, "basket", N_("Rounds"), "Ctrl+2"),
        RailItem(Page.STREAMS, "video", N_("Streams"), "Ctrl+3"),
        RailItem(Page.PRODUCTS, "box", N_("Products"), "Ctrl+4"),
        RailItem(Page.NEIGHBOURS, "people", N_("Neighbours"), "Ctrl+5"),
        RailItem(Page.REFERRALS, "gift", N_("Gifts"), "Ctrl+6"),
        RailItem(Page.COMMUNITY, "house", N_("Community"), "Ctrl+7"),
        RailItem(Page.SETTINGS, "sliders", N_("Settings"), "Ctrl+,"),
    )
    return Parts(
        rail=rail,
        make_page=make_page,
        make_palette=_palette,
        reactions=reactions,
        fill_practice=_fill_practice,
        modules=modules_of,
        ahead=modules_ahead(),
        first=TODAY,
        badges=_badges,
        badge_tables=_badge_tables,
        make_check=_books,
    )


def _books(desk: Desk) -> QWidget:
    from leaderdesk.features.payments.screen.books_mark import BooksMark

    return BooksMark(desk)


def _badges(store: Store) -> Mapping[Page, int | None]:
    from leaderdesk.core.clock import today
    from leaderdesk.features.referrals.queries import due_count
    from leaderdesk.features.streams.glance import is_stream_day

    with store.read() as connection:
        gifts = due_count(connection, store.clock.now_ms())
        return {Page.REFERRALS: gifts, Page.STREAMS: None if is_stream_day(connection, today(store.clock)) else 0}


def _badge_tables() -> frozenset[str]:
    from leaderdesk.features.referrals.queries import TABLES
    from leaderdesk.features.streams.glance import TABLES as STREAMS

    return TABLES | STREAMS


def open_window(*, store: Path | None, language: str | None) -> int:
    """Open the window on the store in that folder and return the exit code once it is closed."""
    from leaderdesk.window.opening import run_window

    return run_window(parts, store=store, language=language)


def _rounds(desk: Desk) -> RoundsPage:
    from leaderdesk.features.rounds.screen import RoundsPage

    return RoundsPage(
        desk,
        {
            Step.STREAM: _round_streams,
            Step.INTAKE: _intake,
            Step.PURCHASE: _purchase,
            Step.ARRIVAL: _arrival,
            Step.LABELS: _labels,
            Step.PICKUP: _pickup,
            Step.SETTLE: _settlement,
        },
        round_slots(),
    )


def _streams(desk: Desk) -> Screen:
    from leaderdesk.features.orders.screen import LiveLine, OrderSlots
    from leaderdesk.features.streams.screen import ConsoleSlots, StreamsPage

    def orders(desk: Desk, round_id: int) -> LiveLine:
        return LiveLine(desk, OrderSlots(guards=guards()), round_id)

    return StreamsPage(desk, ConsoleSlots(stream_slots(), quick_orders=orders))


def _round_streams(desk: Desk) -> StepPage:
    from leaderdesk.features.streams.screen import RoundStreams

    return RoundStreams(desk, stream_slots())


def _intake(desk: Desk) -> StepPage:
    from leaderdesk.features.claims.queries import claim_note
    from leaderdesk.features.community.feature import elsewhere
    from leaderdesk.features.orders.screen import IntakePage, OrderSlots
    from leaderdesk.features.payments.actions import use_balance
    from leaderdesk.features.payments.queries import credit_for_orders, dues
    from leaderdesk.features.purchasing.feature import note_late

    tables = frozenset({"ledger_entry", "handover_line", "imported_row", "claim"})
    slots = OrderSlots(
        note=claim_note,
        claim=_begin_claim,
        guards=guards(),
        dues=dues,
        credit=credit_for_orders,
        use_credit=lambda store, order_id: use_balance(store, order_id=order_id),
        tables=tables,
        elsewhere=elsewhere,
        late=note_late,
        reprint=reprint_labels,
    )
    return IntakePage(desk, slots)


def reprint_labels(desk: Desk, asker: QWidget, order_id: int) -> None:
    """Show the labels of one order before they are printed again, from wherever it is in view."""
    from leaderdesk.features.labels.screen import reprint_order

    reprint_order(desk, asker, order_id, gifts=gifts_on_labels(desk.clock))


def _begin_claim(desk: Desk, order: Order) -> None:
    from leaderdesk.features.places import Place

    desk.go(Place(Page.ROUNDS, round_id=order.round_id, step=Step.SETTLE, order_id=order.id, wants_new=True))


def _purchase(desk: Desk) -> StepPage:
    from leaderdesk.features.arrivals.queries import kept_of_round, there_of_round
    from leaderdesk.features.purchasing.queries import PurchaseSlots
    from leaderdesk.features.purchasing.screen import PurchasePage

    tables = frozenset({"receipt", "surplus"})
    slots = PurchaseSlots(arrived=there_of_round, kept=kept_of_round, tables=tables, guards=guards())
    return PurchasePage(desk, slots)


def _arrival(desk: Desk) -> StepPage:
    from leaderdesk.features.arrivals.screen import ArrivalPage

    return ArrivalPage(desk, batch_slots(), gifts=gift_stock())


def gift_stock() -> GiftStock:
    """Return what the stock of gifts does along with surplus that goes to it."""
    from leaderdesk.features.arrivals.actions.surplus import GiftStock
    from leaderdesk.features.referrals.actions import put_surplus, take_back_surplus_gift

    return GiftStock(put=put_surplus, take_back=take_back_surplus_gift)


def _labels(desk: Desk) -> StepPage:
    from leaderdesk.features.labels.screen import LabelSlots, LabelsPage
    from leaderdesk.features.payments.queries import dues
    from leaderdesk.features.lists.rules import ListKind
    from leaderdesk.features.lists.screen import ListButton
    from leaderdesk.features.streams.screen.trace_sheet import TraceButton

    def papers(desk: Desk) -> tuple[RoundButton, ...]:
        kinds = (ListKind.PICKING, ListKind.PACKING)
        lists = (ListButton(desk, kind, dues=dues, slots=list_slots(), icon=None) for kind in kinds)
        return (*lists, TraceButton(desk))

    slots = LabelSlots(
        gifts=gifts_on_labels(desk.clock),
        header=lambda desk: (_pickup_list_button(desk),),
        lists=papers,
        tables=along_tables(),
    )
    return LabelsPage(desk, slots)


def _pickup_list_button(desk: Desk) -> ListButton:
    from leaderdesk.core.i18n import _
    from leaderdesk.features.lists.rules import ListKind
    from leaderdesk.features.lists.screen import ListButton
    from leaderdesk.features.payments.queries import dues

    words = _("Print pickup list")
    return ListButton(desk, ListKind.PICKUP, dues=dues, slots=list_slots(), words=words, icon="printer")


def _pickup(desk: Desk) -> StepPage:
    from functools import partial

    from leaderdesk.features.payments.actions import book_payment
    from leaderdesk.features.payments.queries import dues
    from leaderdesk.features.pickups.screen import StationPage
    from leaderdesk.features.scanner.queries import Table
    from leaderdesk.features.scanner.screen import PhoneButton

    slots = station_slots(desk.clock)
    return StationPage(
        desk,
        dues=dues,
        book=book_payment,
        slots=slots,
        list_button=_pickup_list_button,
        aside=partial(PhoneButton, table=Table(dues=dues, slots=slots), book=book_payment),
        reprint=reprint_labels,
    )


def _settlement(desk: Desk) -> StepPage:
    from leaderdesk.features.payments.screen import CollectPage
    from leaderdesk.features.settlements.screen import SettlementPage

    return SettlementPage(desk, CollectPage(desk))


def _batches(desk: Desk) -> BatchesBox:
    from leaderdesk.features.batches.screen import BatchesBox

    return BatchesBox(desk, batch_slots(), card=_trace_card)


def _trace_card(desk: Desk, asker: QWidget, batch_id: int) -> None:
    from leaderdesk.features.streams.screen.trace_sheet import TraceSheet

    TraceSheet(desk, asker, batch_id=batch_id).open()


def _account(desk: Desk) -> AccountBox:
    from leaderdesk.features.payments.screen.account_box import AccountBox

    return AccountBox(desk)


def _circle(desk: Desk) -> CircleBox:
    from leaderdesk.features.referrals.screen import CircleBox

    return CircleBox(desk)


def _palette(desk: Desk, window: QWidget) -> Palette:
    from leaderdesk.features.home.screen.palette import providers
    from leaderdesk.ui.palette import Palette

    def show(round_id: int, kind: ListKind) -> None:
        from leaderdesk.features.lists.screen import open_list
        from leaderdesk.features.payments.queries import dues

        open_list(desk, window, round_id, kind, dues=dues, slots=list_slots())

    return Palette(window, desk.tasks, providers(desk, open_list=show))


def _fill_practice(folder: Path, moved: Callable[[int, int], None]) -> None:
    from leaderdesk.features.practice.feature import make_practice

    make_practice(folder, [feature for feature in features() if feature.name != "practice"], moved=moved)
