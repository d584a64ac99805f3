"""What features show of the features above them, put together from all of them; screens are left to `app`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leaderdesk.core.clock import Clock
    from leaderdesk.features.batches.queries import BatchSlots
    from leaderdesk.features.lists.queries import ListSlots
    from leaderdesk.features.neighbours.queries import NeighbourSlots
    from leaderdesk.features.neighbours.queries.merging import NeighbourTies
    from leaderdesk.features.neighbours.rules.merging import Merge, Split
    from leaderdesk.features.orders.queries.guards import Guards
    from leaderdesk.features.pickups.queries import GiftsOfOrders, StationSlots
    from leaderdesk.features.products.queries import ProductSlots
    from leaderdesk.features.rounds.glance import RoundSlots
    from leaderdesk.storage.database import Writing


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
    from leaderdesk.features.referrals.queries.slots import shortage_before_close

    return replace(round_glances(), ordered=ordered_of_round, warning=shortage_before_close)


def round_glances() -> RoundSlots:
    """Return what Today shows of the features above rounds; for this SQLAlchemy is not imported."""
    from functools import partial

    from leaderdesk.features.arrivals.glance import arrival_facts, arrived_offers
    from leaderdesk.features.orders.glance import figures_of_rounds, intake_facts
    from leaderdesk.features.pickups.glance import pickup_facts
    from leaderdesk.features.purchasing.glance import purchase_facts
    from leaderdesk.features.rounds.glance import RoundSlots
    from leaderdesk.features.settlements.glance import settlement_facts

    bought = partial(purchase_facts, arrived=arrived_offers)
    facts = (intake_facts, bought, arrival_facts, pickup_facts, settlement_facts)
    return RoundSlots(step_facts=facts, figures=figures_of_rounds)


def station_slots(clock: Clock) -> StationSlots:
    """Return what the pickup table shows of the features around it: gifts, what did not come, and balances."""
    from leaderdesk.features.arrivals.queries import shortfalls
    from leaderdesk.features.payments.actions import use_balance
    from leaderdesk.features.payments.queries import credit_for_orders
    from leaderdesk.features.pickups.queries import StationSlots
    from leaderdesk.features.referrals.queries.slots import gifts_at_table

    return StationSlots(
        gifts=lambda connection, ids: gifts_at_table(connection, ids, clock.now_ms()),
        shortages=shortfalls,
        credit=credit_for_orders,
        use_credit=lambda store, order_id: use_balance(store, order_id=order_id),
        tables=frozenset({"line_change", "award", "gift_line"}),
    )


def list_slots() -> ListSlots:
    """Return what printed lists say of the gifts."""
    from leaderdesk.features.lists.queries import ListSlots
    from leaderdesk.features.referrals.queries import TABLES
    from leaderdesk.features.referrals.queries.slots import gifts_on_lists

    return ListSlots(gifts=gifts_on_lists, tables=TABLES)


def gifts_on_labels(clock: Clock) -> GiftsOfOrders:
    """Return what labels say of the gifts."""
    from leaderdesk.features.referrals.queries.slots import gift_labels

    return lambda connection, ids: gift_labels(connection, ids, clock.now_ms())


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
