"""Puts the parts together; the only file that sees everything. It imports late: the first paint waits for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from leaderdesk.core.i18n import N_
from leaderdesk.features.places import Page, Step

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from leaderdesk.core.feature import Feature, Reaction
    from leaderdesk.features.desk import Desk, Screen
    from leaderdesk.features.neighbours.queries import NeighbourSlots
    from leaderdesk.features.orders.queries.guards import Guards
    from leaderdesk.features.products.queries import ProductSlots
    from leaderdesk.features.rounds.queries import RoundSlots
    from leaderdesk.features.rounds.screen import RoundsPage
    from leaderdesk.ui.palette import Palette
    from leaderdesk.window.parts import Parts

STEPS_WITH_PAGES = frozenset(Step) - {Step.STREAM, Step.ARRIVAL}
"""The steps of a round that have a page so far."""


def features() -> tuple[Feature, ...]:
    """Return every feature of the program, lower ones first."""
    from leaderdesk.features.orders.feature import orders
    from leaderdesk.features.payments.feature import FEATURE as PAYMENTS
    from leaderdesk.features.payments.queries import dues
    from leaderdesk.features.pickups.feature import pickups
    from leaderdesk.features.practice.feature import practice
    from leaderdesk.features.purchasing.feature import FEATURE as PURCHASING
    from leaderdesk.features.rounds.feature import FEATURE as ROUNDS
    from leaderdesk.features.settings.feature import FEATURE as SETTINGS
    from leaderdesk.features.sharing.feature import sharing

    base = (ROUNDS, orders(guards()), PURCHASING, pickups(dues), PAYMENTS, sharing(guards()), SETTINGS)
    return (*base, practice(base))


def reactions() -> tuple[Reaction, ...]:
    """Return what features do along with each other, for the store."""
    # Only the features that have any are imported: the window opens the store with them, and everybody waits for it.
    from leaderdesk.features.payments.feature import FEATURE as PAYMENTS

    return PAYMENTS.reactions


def guards() -> Guards:
    """Return what keeps orders from being changed by a list: goods handed over, and money paid."""
    from leaderdesk.features.orders.queries.guards import Guards
    from leaderdesk.features.payments.queries import paid_orders
    from leaderdesk.features.pickups.queries import handed_line_ids

    return Guards(locked_lines=handed_line_ids, paid_orders=paid_orders)


def round_slots() -> RoundSlots:
    """Return what the pages of rounds show of the features above them."""
    from leaderdesk.features.orders.queries.slots import figures_of_rounds, intake_facts, ordered_of_round
    from leaderdesk.features.payments.queries import settle_facts
    from leaderdesk.features.pickups.queries import pickup_facts
    from leaderdesk.features.purchasing.queries import purchase_facts
    from leaderdesk.features.rounds.queries import RoundSlots

    return RoundSlots(
        step_facts=(intake_facts, purchase_facts, pickup_facts, settle_facts),
        figures=figures_of_rounds,
        ordered=ordered_of_round,
    )


def make_page(page: Page, desk: Desk) -> Screen:
    """Return the screen of a page of the rail, made for this desk."""
    if page is Page.ROUNDS:
        return _rounds(desk)
    if page is Page.PRODUCTS:
        from leaderdesk.features.products.screen import ProductsPage

        return ProductsPage(desk, _product_slots())
    if page is Page.NEIGHBOURS:
        from leaderdesk.features.neighbours.screen import NeighboursPage

        return NeighboursPage(desk, _neighbour_slots())
    if page is Page.SETTINGS:
        from leaderdesk.features.settings.screen import SettingsPage

        return SettingsPage(desk)
    from leaderdesk.features.home.screen import TodayPage

    return TodayPage(desk, round_slots(), pages=STEPS_WITH_PAGES, guards=guards())


def parts() -> Parts:
    """Return what the window is put together from."""
    from leaderdesk.window.parts import Parts, RailItem

    rail = (
        RailItem(Page.TODAY, "sun", N_("Today"), "Ctrl+1"),
        RailItem(Page.ROUNDS, "basket", N_("Rounds"), "Ctrl+2"),
        RailItem(Page.PRODUCTS, "box", N_("Products"), "Ctrl+3"),
        RailItem(Page.NEIGHBOURS, "people", N_("Neighbours"), "Ctrl+4"),
        RailItem(Page.SETTINGS, "sliders", N_("Settings"), "Ctrl+,"),
    )
    return Parts(
        rail=rail, make_page=make_page, make_palette=_palette, reactions=reactions, fill_practice=_fill_practice
    )


def open_window(*, store: Path | None, language: str | None) -> int:
    """Open the window on the store in that folder and return the exit code once it is closed."""
    from leaderdesk.window.opening import run_window

    return run_window(parts, store=store, language=language)


def _rounds(desk: Desk) -> RoundsPage:
    from leaderdesk.features.orders.screen import IntakePage, OrderSlots
    from leaderdesk.features.payments.actions import book_payment
    from leaderdesk.features.payments.queries import dues
    from leaderdesk.features.payments.screen import PaymentsPage
    from leaderdesk.features.pickups.screen import LabelsPage, StationPage
    from leaderdesk.features.purchasing.screen import PurchasePage
    from leaderdesk.features.rounds.screen import RoundsPage

    order_slots = OrderSlots(guards=guards(), dues=dues, tables=frozenset({"ledger_entry", "handover_line"}))
    return RoundsPage(
        desk,
        {
            Step.INTAKE: lambda desk: IntakePage(desk, order_slots),
            Step.PURCHASE: PurchasePage,
            Step.LABELS: lambda desk: LabelsPage(desk, dues=dues),
            Step.PICKUP: lambda desk: StationPage(desk, dues=dues, book=book_payment),
            Step.SETTLE: PaymentsPage,
        },
        round_slots(),
    )


def _product_slots() -> ProductSlots:
    from leaderdesk.features.products.queries import ProductSlots
    from leaderdesk.features.rounds.queries import price_history, standings

    return ProductSlots(standings=standings, price_history=price_history, tables=frozenset({"round", "offer"}))


def _neighbour_slots() -> NeighbourSlots:
    from leaderdesk.features.neighbours.queries import NeighbourSlots
    from leaderdesk.features.neighbours.rules import MessageFacts
    from leaderdesk.features.orders.queries.slots import favourites_of, opening_fact, order_counts, order_events
    from leaderdesk.features.payments.queries import dues, neighbour_figures
    from leaderdesk.features.pickups.queries import pickup_fact

    return NeighbourSlots(
        order_counts=order_counts,
        figures=neighbour_figures,
        favourites=favourites_of,
        timeline=order_events,
        facts=lambda connection, id_: MessageFacts(
            opening=opening_fact(connection, id_), pickup=pickup_fact(connection, id_, dues=dues)
        ),
        tables=frozenset({"orders", "line", "ledger_entry", "handover_line", "round"}),
    )


def _palette(desk: Desk, window: QWidget) -> Palette:
    from leaderdesk.features.home.screen.palette import providers
    from leaderdesk.ui.palette import Palette

    return Palette(window, desk.tasks, providers(desk))


def _fill_practice(folder: Path, moved: Callable[[int, int], None]) -> None:
    from leaderdesk.features.practice.feature import make_practice

    make_practice(folder, [feature for feature in features() if feature.name != "practice"], moved=moved)
