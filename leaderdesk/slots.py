"""What features show of the features above them, put together from all of them; screens are left to `app`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leaderdesk.core.clock import Clock
    from leaderdesk.features.batches.queries import BatchSlots
    from leaderdesk.features.labels.queries import GiftsAt
    from leaderdesk.features.lists.queries import ListSlots
    from leaderdesk.features.neighbours.queries import NeighbourSlots
    from leaderdesk.features.neighbours.queries.merging import NeighbourTies
    from leaderdesk.features.neighbours.rules.merging import Merge, Split
    from leaderdesk.features.orders.queries.guards import Guards
    from leaderdesk.features.pickups.queries import GiftsOfOrders, StationSlots
    from leaderdesk.features.products.queries import ProductSlots
    from leaderdesk.features.referrals.queries.cues import CueName
    from leaderdesk.features.rounds.glance import RoundSlots
    from leaderdesk.features.streams.queries.slots import StreamSlots
    from leaderdesk.features.streams.rules.planning import Named
    from leaderdesk.storage.database import Store, Writing


def guards() -> Guards:
    """Return what keeps orders from being changed or taken silently: goods handed over, money paid, trial packs."""
    from leaderdesk.features.orders.queries.guards import Guards
    from leaderdesk.features.payments.queries import paid_orders
    from leaderdesk.features.pickups.queries import handed_line_ids
    from leaderdesk.features.referrals.queries.trial import trial_packs
    from leaderdesk.features.sharing.queries import imported_amounts

    return Guards(locked_lines=handed_line_ids, paid_orders=paid_orders, imported=imported_amounts, once=trial_packs)


def round_slots() -> RoundSlots:
    """Return what the pages of rounds show of the features above them."""
    from dataclasses import replace

    from leaderdesk.features.orders.queries.slots import ordered_of_round
    from leaderdesk.features.purchasing.queries import bought_of_round
    from leaderdesk.features.referrals.queries.slots import shortage_before_close

    return replace(
        round_glances(),
        ordered=ordered_of_round,
        bought=bought_of_round,
        warning=shortage_before_close,
        tables=frozenset({"purchase_extra", "below_minimum"}),
    )


def round_glances() -> RoundSlots:
    """Return what Today shows of the features above rounds; for this SQLAlchemy is not imported."""
    from functools import partial

    from leaderdesk.features.arrivals.glance import arrival_facts, arrived_offers
    from leaderdesk.features.orders.glance import figures_of_rounds, intake_facts
    from leaderdesk.features.pickups.glance import pickup_facts
    from leaderdesk.features.purchasing.glance import purchase_facts
    from leaderdesk.features.rounds.glance import RoundSlots
    from leaderdesk.features.settlements.glance import settlement_facts
    from leaderdesk.features.streams.glance import stream_facts

    bought = partial(purchase_facts, arrived=arrived_offers)
    facts = (stream_facts, intake_facts, bought, arrival_facts, pickup_facts, settlement_facts)
    return RoundSlots(step_facts=facts, figures=figures_of_rounds)


def station_slots(clock: Clock) -> StationSlots:
    """Return what the pickup table shows of the features around it: gifts, what did not come, and balances."""
    from leaderdesk.features.arrivals.queries import shortfalls
    from leaderdesk.features.claims.queries.along import replacements_at_table
    from leaderdesk.features.payments.actions import use_balance
    from leaderdesk.features.payments.queries import credit_for_orders
    from leaderdesk.features.pickups.queries import StationSlots
    from leaderdesk.features.pickups.rules import both_due
    from leaderdesk.features.referrals.queries.slots import gifts_at_table

    return StationSlots(
        gifts=lambda connection, ids: both_due(
            gifts_at_table(connection, ids, clock.now_ms()), replacements_at_table(connection, ids)
        ),
        shortages=shortfalls,
        credit=credit_for_orders,
        use_credit=lambda store, order_id: use_balance(store, order_id=order_id),
        tables=frozenset({"line_change", "award", "gift_line", "claim"}),
    )


def list_slots() -> ListSlots:
    """Return what printed lists say of what goes along for nothing: gifts, and what was promised."""
    from leaderdesk.features.claims.queries.along import replacements_on_paper
    from leaderdesk.features.lists.queries import ListSlots
    from leaderdesk.features.pickups.rules import both_said
    from leaderdesk.features.referrals.queries.slots import gifts_on_lists

    return ListSlots(
        gifts=lambda connection, ids, now_ms: both_said(
            gifts_on_lists(connection, ids, now_ms), replacements_on_paper(connection, ids)
        ),
        tables=along_tables(),
    )


def words_on_labels() -> GiftsAt:
    """Return what labels say of what goes along for nothing with orders: gifts, and what was promised."""
    from leaderdesk.features.claims.queries.along import replacements_on_paper
    from leaderdesk.features.pickups.rules import both_said
    from leaderdesk.features.referrals.queries.slots import gift_labels

    # What was promised comes first: of gifts the label says only how many.
    return lambda connection, ids, now_ms: both_said(
        replacements_on_paper(connection, ids), gift_labels(connection, ids, now_ms)
    )


def gifts_on_labels(clock: Clock) -> GiftsOfOrders:
    """Return what labels say of what goes along for nothing."""
    words = words_on_labels()
    return lambda connection, ids: words(connection, ids, clock.now_ms())


def along_tables() -> frozenset[str]:
    """Return the tables a change of which changes what goes along for nothing."""
    from leaderdesk.features.referrals.queries import TABLES

    return TABLES | {"claim"}


def product_slots() -> ProductSlots:
    """Return what the page of products shows of the rounds."""
    from leaderdesk.features.products.queries import ProductSlots
    from leaderdesk.features.rounds.queries import price_history, standings

    return ProductSlots(standings=standings, price_history=price_history, tables=frozenset({"round", "offer"}))


def batch_slots() -> BatchSlots:
    """Return who took what, for batches: the orders' lines, and which of them were handed over."""
    from leaderdesk.features.batches.queries import BatchSlots
    from leaderdesk.features.orders.queries.taken import lines_of_offers
    from leaderdesk.features.pickups.queries import handed_line_ids

    tables = frozenset({"orders", "line", "handover_line", "neighbour"})
    return BatchSlots(lines=lines_of_offers, handed=handed_line_ids, tables=tables)


def neighbour_slots() -> NeighbourSlots:
    """Return what the page of neighbours shows of the features above it."""
    from leaderdesk.features.claims.queries import claim_events
    from leaderdesk.features.neighbours.queries import NeighbourSlots
    from leaderdesk.features.neighbours.rules import MessageFacts
    from leaderdesk.features.orders.queries.slots import favourites_of, opening_fact, order_counts, order_events
    from leaderdesk.features.payments.queries import balances_of, dues, neighbour_figures
    from leaderdesk.features.pickups.queries import handover_events, pickup_fact
    from leaderdesk.features.referrals.queries.slots import gift_events

    return NeighbourSlots(
        order_counts=order_counts,
        balances=balances_of,
        figures=neighbour_figures,
        favourites=favourites_of,
        timeline=lambda connection, id_: (
            *order_events(connection, id_),
            *handover_events(connection, id_),
            *claim_events(connection, id_),
            *gift_events(connection, id_),
        ),
        facts=lambda connection, id_: MessageFacts(
            opening=opening_fact(connection, id_), pickup=pickup_fact(connection, id_, dues=dues)
        ),
        tables=frozenset({"orders", "line", "ledger_entry", "handover_line", "round", "claim", "award"}),
    )


def neighbour_ties() -> NeighbourTies:
    """Return what hangs on neighbours: orders, what was paid for them, what was imported, and answers to polls."""
    from functools import partial

    from leaderdesk.features.claims.actions import move_claims
    from leaderdesk.features.community.actions.merging import hand_on_answers, part_answers
    from leaderdesk.features.community.queries import own_answers
    from leaderdesk.features.neighbours.queries.merging import NeighbourTies
    from leaderdesk.features.orders.actions.merging import hand_on, part
    from leaderdesk.features.orders.queries.merging import belongings, own_orders
    from leaderdesk.features.payments.actions import move
    from leaderdesk.features.payments.queries import dues
    from leaderdesk.features.sharing.actions.joined import move_imports

    hand_on_orders = partial(hand_on, guards=guards(), follow=(move, move_imports, move_claims))

    def hand_everything_on(writing: Writing, merge: Merge) -> None:
        hand_on_orders(writing, merge)
        hand_on_answers(writing, merge)

    def part_everything(writing: Writing, split: Split, to_id: int) -> None:
        part(writing, split.neighbour_id, to_id, split.order_ids)
        part_answers(writing, split, to_id)

    return NeighbourTies(
        belongings=partial(belongings, guards=guards(), dues=dues),
        hand_on=hand_everything_on,
        orders=own_orders,
        answers=own_answers,
        part=part_everything,
    )


def stream_slots() -> StreamSlots:
    """Return what streams show of the features above them: votes, what was ordered, and whom to thank or welcome."""
    from leaderdesk.features.community.actions.stream_votes import vote_slots
    from leaderdesk.features.orders.queries.by_time import ordered_between
    from leaderdesk.features.referrals.queries import TABLES
    from leaderdesk.features.referrals.queries.cues import names_to_thank, newcomers_to_introduce
    from leaderdesk.features.streams.queries.slots import StreamSlots

    return StreamSlots(
        votes=vote_slots(),
        ordered=ordered_between,
        thanks=lambda connection, now_ms: _named(names_to_thank(connection, now_ms)),
        newcomers=lambda connection, now_ms: _named(newcomers_to_introduce(connection, now_ms)),
        tables=TABLES | {"orders", "line"},
    )


def thank_in_stream(store: Store) -> int | None:
    """Put this month's names into the thanks of the next stream; return the action, None if none is planned."""
    from leaderdesk.features.referrals.queries.cues import names_to_thank
    from leaderdesk.features.streams.actions.evenings import thank_in_next

    with store.read() as connection:
        people = _named(names_to_thank(connection, store.clock.now_ms()))
    return thank_in_next(store, people)


def _named(people: Sequence[CueName]) -> tuple[Named, ...]:
    from leaderdesk.features.streams.rules.planning import Named

    return tuple(Named(one.name, one.building, one.count, one.neighbour_id) for one in people)
