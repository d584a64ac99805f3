"""Puts the parts together; the only file that sees everything. It imports late: the first paint waits for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from leaderdesk.core.i18n import N_
from leaderdesk.features.places import Page, Place, Step

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from leaderdesk.core.feature import Feature, Reaction
    from leaderdesk.features.batches.queries import BatchSlots
    from leaderdesk.features.batches.screen import BatchesBox
    from leaderdesk.features.desk import Desk, Screen
    from leaderdesk.features.lists.rules import ListKind
    from leaderdesk.features.lists.screen import ListButton
    from leaderdesk.features.neighbours.queries import NeighbourSlots
    from leaderdesk.features.neighbours.queries.merging import NeighbourTies
    from leaderdesk.features.neighbours.rules.merging import Merge
    from leaderdesk.features.orders.queries.guards import Guards
    from leaderdesk.features.products.queries import ProductSlots
    from leaderdesk.features.rounds.glance import RoundSlots
    from leaderdesk.features.rounds.screen import RoundsPage
    from leaderdesk.features.rounds.screen.step_page import StepPage
    from leaderdesk.storage.database import Writing
    from leaderdesk.ui.palette import Palette
    from leaderdesk.window.parts import Parts

STEPS_WITH_PAGES = frozenset(Step) - {Step.STREAM}
"""The steps of a round that have a page so far."""


_TODAY = ("leaderdesk.features.desk", "leaderdesk.features.home.glance", "leaderdesk.features.home.screen")
_ROUNDS = ("leaderdesk.features.rounds.screen", "leaderdesk.features.orders.queries.slots")
_STEPS = {
    Step.INTAKE: (
        "leaderdesk.features.orders.screen",
        "leaderdesk.features.pickups.queries",
        "leaderdesk.features.payments.queries",
        "leaderdesk.features.sharing.queries",
        "leaderdesk.features.purchasing.feature",
        "leaderdesk.features.community.feature",
    ),
    Step.PURCHASE: ("leaderdesk.features.purchasing.screen", "leaderdesk.features.arrivals.queries"),
    Step.ARRIVAL: ("leaderdesk.features.arrivals.screen",),
    Step.LABELS: (
        "leaderdesk.features.labels.screen",
        "leaderdesk.features.payments.queries",
        "leaderdesk.features.lists.screen",
    ),
    Step.PICKUP: (
        "leaderdesk.features.pickups.screen",
        "leaderdesk.features.payments.actions",
        "leaderdesk.features.arrivals.queries",
    ),
    Step.SETTLE: ("leaderdesk.features.payments.screen",),
}
_PAGES = {
    Page.ROUNDS: _ROUNDS,
    Page.PRODUCTS: (
        "leaderdesk.features.products.screen",
        "leaderdesk.features.rounds.queries",
        "leaderdesk.features.batches.screen",
        "leaderdesk.features.orders.queries.taken",
        "leaderdesk.features.pickups.queries",
    ),
    Page.NEIGHBOURS: (
        "leaderdesk.features.neighbours.screen",
        "leaderdesk.features.orders.queries.slots",
        "leaderdesk.features.orders.actions.merging",
        "leaderdesk.features.payments.actions",
        "leaderdesk.features.pickups.queries",
        "leaderdesk.features.sharing.actions.joined",
        "leaderdesk.features.community.actions.merging",
        "leaderdesk.features.community.feature",
    ),
    Page.COMMUNITY: ("leaderdesk.features.community.screen",),
    Page.IMPORT: (
        "leaderdesk.features.sharing.screen",
        "leaderdesk.features.payments.queries",
        "leaderdesk.features.pickups.queries",
    ),
    Page.SETTINGS: ("leaderdesk.features.settings.screen",),
}
"""What the pages are made of, importing which takes time: done before the window's thread comes to need it."""


def features() -> tuple[Feature, ...]:
    """Return every feature of the program, lower ones first."""
    from leaderdesk.features.arrivals.feature import FEATURE as ARRIVALS
    from leaderdesk.features.batches.feature import batches
    from leaderdesk.features.community.feature import FEATURE as COMMUNITY
    from leaderdesk.features.labels.feature import FEATURE as LABELS
    from leaderdesk.features.lists.feature import lists
    from leaderdesk.features.orders.feature import orders
    from leaderdesk.features.payments.feature import FEATURE as PAYMENTS
    from leaderdesk.features.payments.queries import dues
    from leaderdesk.features.pickups.feature import pickups
    from leaderdesk.features.practice.feature import practice
    from leaderdesk.features.purchasing.feature import FEATURE as PURCHASING
    from leaderdesk.features.rounds.feature import FEATURE as ROUNDS
    from leaderdesk.features.settings.feature import FEATURE as SETTINGS
    from leaderdesk.features.sharing.feature import sharing

    taking = (ROUNDS, batches(batch_slots()), orders(guards()))
    handing_out = (pickups(dues), PAYMENTS, ARRIVALS, LABELS, lists(dues))
    base = (*taking, PURCHASING, *handing_out, COMMUNITY, sharing(guards()), SETTINGS)
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
    from leaderdesk.features.sharing.queries import imported_amounts

    return Guards(locked_lines=handed_line_ids, paid_orders=paid_orders, imported=imported_amounts)


def round_slots() -> RoundSlots:
    """Return what the pages of rounds show of the features above them."""
    from dataclasses import replace

    from leaderdesk.features.orders.queries.slots import ordered_of_round

    return replace(round_glances(), ordered=ordered_of_round)


def round_glances() -> RoundSlots:
    """Return what Today shows of the features above rounds; for this SQLAlchemy is not imported."""
    from leaderdesk.features.arrivals.glance import arrival_facts
    from leaderdesk.features.orders.glance import figures_of_rounds, intake_facts
    from leaderdesk.features.payments.glance import settle_facts
    from leaderdesk.features.pickups.glance import pickup_facts
    from leaderdesk.features.purchasing.glance import purchase_facts
    from leaderdesk.features.rounds.glance import RoundSlots

    facts = (intake_facts, purchase_facts, arrival_facts, pickup_facts, settle_facts)
    return RoundSlots(step_facts=facts, figures=figures_of_rounds)


def make_page(page: Page, desk: Desk) -> Screen:
    """Return the screen of a page of the rail, made for this desk."""
    if page is Page.ROUNDS:
        return _rounds(desk)
    if page is Page.PRODUCTS:
        from leaderdesk.features.products.screen import ProductsPage

        return ProductsPage(desk, _product_slots(), (_batches,))
    if page is Page.NEIGHBOURS:
        from leaderdesk.features.neighbours.screen import NeighboursPage

        return NeighboursPage(desk, _neighbour_slots(), neighbour_ties())
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
    from leaderdesk.window.parts import Parts, RailItem

    rail = (
        RailItem(Page.TODAY, "sun", N_("Today"), "Ctrl+1"),
        RailItem(Page.ROUNDS, "basket", N_("Rounds"), "Ctrl+2"),
        RailItem(Page.PRODUCTS, "box", N_("Products"), "Ctrl+3"),
        RailItem(Page.NEIGHBOURS, "people", N_("Neighbours"), "Ctrl+4"),
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
        ahead=_ahead(),
        first=_TODAY,
    )


def modules_of(place: Place) -> tuple[str, ...]:
    """Return the modules that the screen of that place is made of; Today has none that are worth waiting for."""
    step = () if place.step is None or place.page is not Page.ROUNDS else _STEPS.get(place.step, ())
    return (*_PAGES.get(place.page, ()), *step)


def open_window(*, store: Path | None, language: str | None) -> int:
    """Open the window on the store in that folder and return the exit code once it is closed."""
    from leaderdesk.window.opening import run_window

    return run_window(parts, store=store, language=language)


def _ahead() -> tuple[str, ...]:
    steps = [module for modules in _STEPS.values() for module in modules]
    ordered = (Page.PRODUCTS, Page.NEIGHBOURS, Page.COMMUNITY, Page.IMPORT, Page.SETTINGS)
    pages = [module for page in ordered for module in _PAGES[page]]
    every = (
        "leaderdesk.storage.bedrock", "leaderdesk.storage.journal", *_ROUNDS,
        "leaderdesk.features.home.screen.palette", "leaderdesk.ui.palette", *steps, *pages,
    )  # fmt: skip
    return tuple(dict.fromkeys(every))


def _rounds(desk: Desk) -> RoundsPage:
    from leaderdesk.features.rounds.screen import RoundsPage

    return RoundsPage(
        desk,
        {
            Step.INTAKE: _intake,
            Step.PURCHASE: _purchase,
            Step.ARRIVAL: _arrival,
            Step.LABELS: _labels,
            Step.PICKUP: _pickup,
            Step.SETTLE: _payments,
        },
        round_slots(),
    )


def _intake(desk: Desk) -> StepPage:
    from leaderdesk.features.community.feature import elsewhere
    from leaderdesk.features.orders.screen import IntakePage, OrderSlots
    from leaderdesk.features.payments.queries import dues

    from leaderdesk.features.purchasing.feature import note_late

    tables = frozenset({"ledger_entry", "handover_line", "imported_row"})
    slots = OrderSlots(guards=guards(), dues=dues, tables=tables, elsewhere=elsewhere, late=note_late)
    return IntakePage(desk, slots)


def _purchase(desk: Desk) -> StepPage:
    from leaderdesk.features.arrivals.queries import received_of_round
    from leaderdesk.features.purchasing.queries import PurchaseSlots
    from leaderdesk.features.purchasing.screen import PurchasePage

    slots = PurchaseSlots(arrived=received_of_round, tables=frozenset({"receipt"}), guards=guards())
    return PurchasePage(desk, slots)


def _arrival(desk: Desk) -> StepPage:
    from leaderdesk.features.arrivals.screen import ArrivalPage

    return ArrivalPage(desk, batch_slots())


def _labels(desk: Desk) -> StepPage:
    from leaderdesk.features.labels.screen import LabelSlots, LabelsPage
    from leaderdesk.features.payments.queries import dues
    from leaderdesk.features.lists.rules import ListKind
    from leaderdesk.features.lists.screen import ListButton

    def papers(desk: Desk) -> tuple[ListButton, ...]:
        kinds = (ListKind.PICKING, ListKind.PACKING)
        return tuple(ListButton(desk, kind, dues=dues, icon=None) for kind in kinds)

    return LabelsPage(desk, LabelSlots(header=lambda desk: (_pickup_list_button(desk),), lists=papers))


def _pickup_list_button(desk: Desk) -> ListButton:
    from leaderdesk.core.i18n import _
    from leaderdesk.features.lists.rules import ListKind
    from leaderdesk.features.lists.screen import ListButton
    from leaderdesk.features.payments.queries import dues

    return ListButton(desk, ListKind.PICKUP, dues=dues, words=_("Print pickup list"), icon="printer")


def _pickup(desk: Desk) -> StepPage:
    from leaderdesk.features.arrivals.queries import shortfalls
    from leaderdesk.features.payments.actions import book_payment
    from leaderdesk.features.payments.queries import dues
    from leaderdesk.features.pickups.queries import StationSlots
    from leaderdesk.features.pickups.screen import StationPage

    slots = StationSlots(shortages=shortfalls, tables=frozenset({"line_change"}))
    return StationPage(desk, dues=dues, book=book_payment, slots=slots, list_button=_pickup_list_button)


def _payments(desk: Desk) -> StepPage:
    from leaderdesk.features.payments.screen import PaymentsPage

    return PaymentsPage(desk)


def _product_slots() -> ProductSlots:
    from leaderdesk.features.products.queries import ProductSlots
    from leaderdesk.features.rounds.queries import price_history, standings

    return ProductSlots(standings=standings, price_history=price_history, tables=frozenset({"round", "offer"}))


def _batches(desk: Desk) -> BatchesBox:
    from leaderdesk.features.batches.screen import BatchesBox

    return BatchesBox(desk, batch_slots())


def batch_slots() -> BatchSlots:
    """Return who took what, for batches: the orders' lines, and which of them were handed over."""
    from leaderdesk.features.batches.queries import BatchSlots
    from leaderdesk.features.orders.queries.taken import lines_of_offers
    from leaderdesk.features.pickups.queries import handed_line_ids

    tables = frozenset({"orders", "line", "handover_line", "neighbour"})
    return BatchSlots(lines=lines_of_offers, handed=handed_line_ids, tables=tables)


def _neighbour_slots() -> NeighbourSlots:
    from leaderdesk.features.neighbours.queries import NeighbourSlots
    from leaderdesk.features.neighbours.rules import MessageFacts
    from leaderdesk.features.orders.queries.slots import favourites_of, opening_fact, order_counts, order_events
    from leaderdesk.features.payments.queries import dues, neighbour_figures
    from leaderdesk.features.pickups.queries import handover_events, pickup_fact

    return NeighbourSlots(
        order_counts=order_counts,
        figures=neighbour_figures,
        favourites=favourites_of,
        timeline=lambda connection, id_: (*order_events(connection, id_), *handover_events(connection, id_)),
        facts=lambda connection, id_: MessageFacts(
            opening=opening_fact(connection, id_), pickup=pickup_fact(connection, id_, dues=dues)
        ),
        tables=frozenset({"orders", "line", "ledger_entry", "handover_line", "round"}),
    )


def neighbour_ties() -> NeighbourTies:
    """Return what hangs on neighbours: orders, what was paid for them, what was imported, and answers to polls."""
    from functools import partial

    from leaderdesk.features.community.actions.merging import hand_on_answers
    from leaderdesk.features.neighbours.queries.merging import NeighbourTies
    from leaderdesk.features.orders.actions.merging import hand_on, part
    from leaderdesk.features.orders.queries.merging import belongings, own_orders
    from leaderdesk.features.payments.actions import move_payments
    from leaderdesk.features.payments.queries import dues
    from leaderdesk.features.sharing.actions.joined import move_imports

    hand_on_orders = partial(hand_on, guards=guards(), follow=(move_payments, move_imports))

    def hand_everything_on(writing: Writing, merge: Merge) -> None:
        hand_on_orders(writing, merge)
        hand_on_answers(writing, merge)

    return NeighbourTies(
        belongings=partial(belongings, guards=guards(), dues=dues),
        hand_on=hand_everything_on,
        orders=own_orders,
        part=part,
    )


def _palette(desk: Desk, window: QWidget) -> Palette:
    from leaderdesk.features.home.screen.palette import providers
    from leaderdesk.ui.palette import Palette

    def show(round_id: int, kind: ListKind) -> None:
        from leaderdesk.features.lists.screen import open_list
        from leaderdesk.features.payments.queries import dues

        open_list(desk, window, round_id, kind, dues=dues)

    return Palette(window, desk.tasks, providers(desk, open_list=show))


def _fill_practice(folder: Path, moved: Callable[[int, int], None]) -> None:
    from leaderdesk.features.practice.feature import make_practice

    make_practice(folder, [feature for feature in features() if feature.name != "practice"], moved=moved)
